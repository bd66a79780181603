//! What a person takes with them: codes that catch a slip of the finger, calendars that a calendar program reads.

use crate::support;
use crate::support::random;
use crate::support::random_case;

use icalendar::parser::{read_calendar, unfold};
use random::Random;
use std::collections::BTreeSet;
use support::talk::words;
use support::{date, policies};
use vagval::assessment::assess;
use vagval::case::{Answer, Case, FactId, Jurisdiction, Moment, Raw, Value, parse_case, parse_moment};
use vagval::diary::Diary;
use vagval::exports::{LEFT_OUT, Letter, Teller, Unreadable, calendar, code, letter, read_code};
use vagval::text::{LANGUAGES, MISSING};

/// Cases as people could give them, all different.
fn cases(seed: u64, wanted: usize) -> Vec<Case> {
    let random = &mut Random::new(seed);
    let mut cases = Vec::new();
    while cases.len() < wanted {
        let raw: Raw = serde_json::from_str(&random_case::case(random)).unwrap();
        cases.extend(parse_case(&raw));
    }
    cases
}

/// What a code gives back of a case.
fn as_carried(case: &Case) -> Case {
    let facts: BTreeSet<FactId> = case.facts().map(|fact| fact.id).collect();
    LEFT_OUT
        .into_iter()
        .filter(|fact| facts.contains(fact))
        .fold(case.clone(), |case, fact| case.with(fact, Answer::Declined))
}

#[test]
fn a_code_gives_every_answer_back_but_those_that_tell_of_a_disability() {
    for case in cases(1, 5_000) {
        let code = code(&case);
        assert_eq!(code.len(), 19, "{code}");
        assert_eq!(read_code(&code, case.on), Ok(as_carried(&case)), "{code}");
    }
}

#[test]
fn a_code_is_read_as_people_write_it() {
    let case = &cases(2, 1)[0];
    let code = code(case);
    for written in [code.to_lowercase(), code.replace('-', " "), code.replace('-', ""), format!(" {code} ")] {
        assert_eq!(read_code(&written, case.on), Ok(as_carried(case)), "{written}");
    }
    let mistaken = code.replace('0', "O").replace('1', "l");
    assert_eq!(read_code(&mistaken, case.on), Ok(as_carried(case)), "{mistaken}");
}

#[test]
fn one_wrong_character_or_two_swapped_are_always_found() {
    const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for case in cases(3, 40) {
        let code: Vec<char> = code(&case).chars().filter(|character| *character != '-').collect();
        let read = |code: &[char]| read_code(&code.iter().collect::<String>(), case.on);
        for at in 0..code.len() {
            for wrong in ALPHABET.chars().filter(|wrong| *wrong != code[at]) {
                let mut code = code.clone();
                code[at] = wrong;
                assert_eq!(read(&code), Err(Unreadable::Mistyped));
            }
            for other in (at + 1..code.len()).filter(|other| code[*other] != code[at]) {
                let mut code = code.clone();
                code.swap(at, other);
                assert_eq!(read(&code), Err(Unreadable::Mistyped));
            }
        }
    }
}

#[test]
fn ten_thousand_damaged_or_foreign_codes_give_an_error_or_a_whole_case() {
    let random = &mut Random::new(4);
    let on = Moment { date: date("2026-11-21"), minute: None };
    let characters: Vec<char> =
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNPQRSTVWXYZåIUé💡 -'\"<".chars().collect();
    let mut opened = 0;
    for _ in 0..10_000 {
        let length = random.between(0, 24);
        let text: String = (0..length).map(|_| random.pick(&characters).to_string()).collect();
        if let Ok(case) = read_code(&text, on) {
            opened += 1;
            assert_eq!(read_code(&code(&case), on), Ok(case), "{text}");
        }
    }
    assert!(opened < 10, "{opened} random texts passed for codes");
    assert_eq!(read_code("", on), Err(Unreadable::NotACode));
    assert_eq!(read_code("0000-0000-0000-0000", on), Err(Unreadable::Foreign), "the version is not ours");
}

/// A code that was given out must open for as long as its version does: these were made when the form was.
#[test]
fn older_codes_still_open() {
    let on = parse_moment("2026-11-21").unwrap();
    let case = Case::new(Jurisdiction::Sweden, on)
        .with(FactId::Municipality, Answer::Known(Value::Place("2480")))
        .with(FactId::Age, Answer::Known(Value::Number(58)))
        .with(FactId::RegisteredSince, Answer::Known(Value::Day(date("2026-03-02"))))
        .with(FactId::PreferredContact, Answer::Declined);
    let finland = Case::new(Jurisdiction::Finland, on);
    for (given_out, case) in [("1K8E-N8AE-Y2YP-003T", case), ("H000-0000-0000-004N", finland)] {
        assert_eq!(read_code(given_out, on), Ok(as_carried(&case)));
        assert_eq!(code(&case), given_out);
    }
}

#[test]
fn a_calendar_is_read_by_a_calendar_library_and_holds_each_dated_step_once() {
    let policies = policies();
    for language in LANGUAGES {
        let text = words(language);
        let mut seen = 0;
        for case in cases(5, 300) {
            let Ok(assessment) = assess(&case, policies) else { continue };
            let file = calendar(&assessment, &text);
            assert!(file.lines().all(|line| line.len() <= 75), "a line is too long");
            assert!(file.split("\r\n").all(|line| !line.contains(['\r', '\n'])), "lines end with both");
            let unfolded = unfold(&file);
            let parsed = read_calendar(&unfolded).unwrap();
            let dated: Vec<_> =
                assessment.next_steps.iter().filter(|step| step.from.is_some() || step.by.is_some()).collect();
            assert_eq!(parsed.components.len(), dated.len());
            for (event, step) in parsed.components.iter().zip(dated) {
                let value = |name: &str| event.find_prop(name).map(|property| property.val.to_string()).unwrap();
                assert_eq!(event.name, "VEVENT");
                let name = text.at(&["step.", &step.message, ".name"]);
                assert_eq!(value("SUMMARY").replace('\\', ""), name);
                let last = step.by.as_ref().or(step.from.as_ref()).unwrap();
                assert_eq!(value("DTEND"), date(last).plus_days(1).to_string().replace('-', ""));
                assert!(value("DTSTART") < value("DTEND"));
                assert_eq!(value("STATUS"), "TENTATIVE", "an estimate is no appointment");
                assert_eq!(event.components.len(), 1, "one reminder");
                assert_eq!(event.components[0].find_prop("TRIGGER").unwrap().val, "-PT15H");
                seen += 1;
            }
            let ids: BTreeSet<_> =
                parsed.components.iter().map(|event| event.find_prop("UID").unwrap().val.to_string()).collect();
            assert_eq!(ids.len(), parsed.components.len(), "no two events are one");
        }
        assert!(seen > 300, "{seen} steps were looked at");
    }
}

#[test]
fn a_letter_is_whole_and_one_to_be_assessed_says_nothing_sensitive() {
    let (policies, text) = (policies(), words("sv"));
    let mut corrected = 0;
    for case in cases(6, 300) {
        if case.jurisdiction != Jurisdiction::Sweden {
            continue;
        }
        let Ok(assessment) = assess(&case, policies) else { continue };
        let diary = Diary::default();
        let teller = Teller { case: &case, opinion: None, diary: &diary };
        let write = |kind: Letter| letter(kind, &teller, policies, &text).unwrap();
        for kind in Letter::PLAIN {
            assert!(write(kind).iter().all(|line| !line.contains(MISSING) && !line.is_empty()), "{:?}", write(kind));
        }
        let asks = write(Letter::Assess).join(" ");
        for fact in case.facts().filter(|fact| fact.sensitive) {
            let name = text.at(&["question.", fact.name, ".short"]);
            assert!(!asks.contains(&format!(" {name} ")), "{name}: {asks}");
        }
        for fact in case.facts().filter(|fact| case.value(fact.id).is_some() && !fact.is_preference()) {
            let lines = write(Letter::Correct(fact.id));
            assert!(lines.iter().all(|line| !line.contains(MISSING) && !line.is_empty()), "{lines:?}");
            let reasons = assessment.eligibility.iter().flat_map(|programme| &programme.reasons);
            for reason in reasons.filter(|reason| reason.used.contains(&fact.name)) {
                let named = lines.iter().any(|line| line.contains(&format!("(regel {},", reason.rule)));
                assert!(named, "{} rests on {}: {lines:?}", reason.rule, fact.name);
            }
            corrected += 1;
        }
    }
    assert!(corrected > 500, "{corrected} letters were read");
}
