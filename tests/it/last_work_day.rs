//! The last day of work or studies: asked of who need not register before it, and everything counted from the day after.

use crate::support::chat;
use crate::support::policies;
use crate::support::random::Random;
use crate::support::random_case;
use crate::support::talk::{Talk, words};

use vagval::assessment::{Assessment, assess, relevant_facts};
use vagval::case::{Answer, Case, FactId, Jurisdiction, Kind, Raw, Value, parse_case, parse_moment};
use vagval::client::Client;
use vagval::date::Date;
use vagval::eligibility::{Situation, next_steps};
use vagval::exports::{calendar, code, read_code};
use vagval::policy::PolicySet;
use vagval::sentences::{outcome, receipt as receipt_lines};
use vagval::session::handover::{self, Handover, Seen};
use vagval::session::kiosk::Touch;
use vagval::session::{Event, Sensitive, State, Surface, receipt, restore, save};
use vagval::settings::kiosk::Settings;
use vagval::text::LANGUAGES;

const TODAY: &str = "2026-11-23T10:15";
/// Who need not register before their last day.
const WAITS: [&str; 3] = ["under-notice", "working", "studying"];

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Every answer to a question of choices, and none.
fn answers(fact: FactId) -> Vec<Answer> {
    let Kind::Choice(ids) = fact.fact().kind else { panic!("{}", fact.name()) };
    let known = ids.iter().map(|id| Answer::Known(Value::Choice(id)));
    known.chain([Answer::Unknown, Answer::Declined]).collect()
}

/// Somebody who is not registered and has told their last day of work; the rest is unknown.
fn ends(status: &'static str, last: &str, on: &str) -> Case {
    Case::new(Jurisdiction::Sweden, parse_moment(on).unwrap())
        .with(FactId::RegistrationChannel, Answer::Known(Value::Choice("not-yet")))
        .with(FactId::WorkStatus, Answer::Known(Value::Choice(status)))
        .with(FactId::LastWorkDay, Answer::Known(Value::Day(day(last))))
}

/// Somebody whose last day of work lies ahead, and the same person without that answer: everybody else as they may be.
fn people(seed: u64, wanted: usize) -> Vec<(Case, Case)> {
    let random = &mut Random::new(seed);
    let mut people = Vec::new();
    while people.len() < wanted {
        let raw: Raw = serde_json::from_str(&random_case::case(random)).unwrap();
        let Ok(case) = parse_case(&raw) else { continue };
        let (waits, by) = (random.pick(&WAITS), random.pick(&[0, 1, 7, 13, 30, 45, 100, 150, 365, 1000]));
        let case = case
            .with(FactId::RegisteredSince, Answer::Unknown)
            .with(FactId::RegistrationChannel, Answer::Known(Value::Choice("not-yet")))
            .with(FactId::WorkStatus, Answer::Known(Value::Choice(waits)))
            .with(FactId::LastWorkDay, Answer::Unknown);
        let last = Answer::Known(Value::Day(case.on.date.plus_days(by)));
        let is_covered = assess(&case, policies()).is_ok() && case.contradictions().is_empty();
        if is_covered && case.jurisdiction == Jurisdiction::Sweden {
            people.push((case.clone().with(FactId::LastWorkDay, last), case));
        }
    }
    people
}

fn typed(typed: &str) -> Event {
    Event::Answer(FactId::LastWorkDay, vagval::session::AnswerInput::Typed(typed.to_owned()))
}

#[test]
fn the_last_day_is_asked_of_who_need_not_register_yet_and_of_nobody_else() {
    for country in Jurisdiction::ALL {
        for channel in answers(FactId::RegistrationChannel) {
            for status in answers(FactId::WorkStatus) {
                let mut state = State::new(Surface::Web, "sv", country, parse_moment(TODAY).unwrap());
                state.case.set(FactId::RegistrationChannel, channel);
                state.case.set(FactId::WorkStatus, status);
                let is_known = |answer: Answer, ids: &[&str]| ids.contains(&answer.to_string().as_str());
                let expected = FactId::LastWorkDay.fact().used_in(country)
                    && is_known(channel, &["not-yet"])
                    && is_known(status, &WAITS);
                let what = format!("{} {channel} {status}", country.id());
                let asked = relevant_facts(&state.case, policies()).unwrap();
                assert_eq!(asked.contains(FactId::LastWorkDay), expected, "{what}");
                let is_in = |open: Vec<FactId>| open.contains(&FactId::LastWorkDay);
                assert_eq!(is_in(state.open_questions(policies())), expected, "{what}");
                assert_eq!(is_in(state.every_question(policies())), expected, "{what}: without the rules");
                // Nor is it shown where somebody asks for it by its name.
                let mut client = Client::new(policies(), words("sv"), Surface::Web, country, state.case.on);
                for (fact, answer) in [(FactId::RegistrationChannel, channel), (FactId::WorkStatus, status)] {
                    let given = vagval::session::AnswerInput::Value(answer.to_string());
                    client.step(&Event::Answer(fact, given));
                }
                client.step(&Event::Show(vagval::session::Page::Check));
                client.step(&Event::Change(FactId::LastWorkDay));
                assert_eq!(client.state().page().id() == "question.last-work-day", expected, "{what}: changed");
            }
        }
    }
}

#[test]
fn the_last_day_may_be_skipped_and_then_nothing_has_a_day() {
    for skipped in [Answer::Unknown, Answer::Declined] {
        let mut talk = Talk::begins(TODAY);
        talk.changes("registration-channel").chooses("not-yet");
        talk.changes("work-status").chooses("under-notice").changes("last-work-day");
        if skipped == Answer::Unknown {
            talk.does_not_know()
        } else {
            talk.would_rather_not_say()
        };
        talk.knows_no_more().sees("check").has_told("last-work-day", &skipped.to_string());
        talk.finishes().sees("result").reads("Skriv in dig din första dag utan jobb");
        let assessment = assess(&talk.state().case, policies()).unwrap();
        assert_eq!(assessment.registers, None);
        assert!(assessment.next_steps.iter().all(|step| step.from.is_none()), "{:?}", assessment.next_steps);
    }
}

#[test]
fn whose_last_day_lies_ahead_is_estimated_as_the_same_person_not_registered_yet() {
    for (ahead, now) in people(1, 400) {
        let [ahead, now] = [&ahead, &now].map(|case| assess(case, policies()).unwrap());
        assert!(ahead.registers.is_some() && now.registers.is_none());
        assert_eq!((&ahead.score, &ahead.track, &ahead.job_chance), (&now.score, &now.track, &now.job_chance));
        assert_eq!(ahead.factors, now.factors);
        let outcomes = |assessment: &Assessment| {
            assessment.eligibility.iter().map(|programme| (programme.id.clone(), programme.outcome)).collect::<Vec<_>>()
        };
        assert_eq!(outcomes(&ahead), outcomes(&now));
        let registers = day(ahead.registers.as_ref().unwrap());
        for later in &ahead.later {
            let on = registers.plus_months(later.months).to_string();
            assert!(later.on.starts_with(&on), "{} months after the registration: {}", later.months, later.on);
        }
    }
}

#[test]
fn no_step_comes_before_the_day_on_which_somebody_will_register() {
    let rulebook = policies().rules(Jurisdiction::Sweden).unwrap();
    let mut dated = 0;
    for (ahead, _) in people(2, 800) {
        let registers = ahead.registers_ahead().unwrap();
        let tracks = Some([0, 334, 333, 333, 0]);
        for step in next_steps(rulebook, &Situation { case: &ahead, rulebook, tracks }) {
            let from = step.from.unwrap_or(registers);
            assert!(from >= registers, "{} on {from}, before {registers}: {ahead:?}", step.step.id);
            dated += usize::from(step.from.is_some());
        }
        let assessment = assess(&ahead, policies()).unwrap();
        assert!(
            assessment
                .next_steps
                .iter()
                .all(|step| step.from.as_ref().is_none_or(|from| *from >= registers.to_string()))
        );
        let lines = calendar(&assessment, &words("sv"));
        for line in lines.lines().filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:")) {
            assert!(line >= registers.to_string().replace('-', "").as_str(), "{line}: {registers}");
        }
    }
    assert!(dated > 1_000, "{dated}");
}

#[test]
fn who_has_work_until_a_day_is_told_first_to_register_on_the_day_after_it() {
    for (status, last) in WAITS.into_iter().flat_map(|status| [(status, "2027-02-28"), (status, "2026-11-23")]) {
        let case = ends(status, last, TODAY);
        let registers = day(last).plus_days(1).to_string();
        let assessment = assess(&case, policies()).unwrap();
        assert_eq!(assessment.registers.as_ref(), Some(&registers));
        let first = outcome::first_steps(&assessment);
        assert_eq!(first[0].id, "registration-later", "{status}");
        assert_eq!((&first[0].from, &first[0].by), (&Some(registers.clone()), &Some(registers)));
        assert!(first.len() > 1, "what comes soon after it is told too");
    }
}

#[test]
fn the_outcome_says_for_which_day_the_estimate_is_on_every_surface() {
    for lang in LANGUAGES {
        let text = words(lang).of(Jurisdiction::Sweden);
        let assessment = assess(&ends("under-notice", "2027-02-28", TODAY), policies()).unwrap();
        let sentence = text.fill("estimate.registers", &[("date", &text.date(day("2027-03-01")))]);
        assert_eq!(outcome::lines(&assessment, &text)[0], sentence);
        assert!(receipt_lines::lines(&assessment, &[], &[], &text).contains(&sentence));
        let now = assess(&ends("unemployed", "2027-02-28", TODAY), policies()).unwrap();
        let registers = text.date(day("2027-03-01"));
        assert!(!outcome::lines(&now, &text).iter().any(|line| line.contains(&registers)));
    }
    let sentence = "Uppskattningen gäller den 1 mars 2027";
    let mut talk = Talk::begins(TODAY);
    talk.changes("registration-channel").chooses("not-yet");
    talk.changes("work-status").chooses("under-notice").changes("last-work-day").types("28 februari");
    talk.knows_no_more().finishes().sees("result").reads(sentence).reads("1 mars 2027");
    let mut terminal =
        Client::new(policies(), words("sv"), Surface::Chat, Jurisdiction::Sweden, parse_moment(TODAY).unwrap());
    for (fact, answer) in talk.state().answers() {
        terminal.step(&Event::Answer(fact, vagval::session::AnswerInput::Value(answer.to_string())));
    }
    terminal.step(&Event::Finish);
    let chat = vagval::chat::Chat::new(terminal, chat::lexicon("sv"), None);
    let said = chat.turn().say;
    assert!(said[0].starts_with(sentence), "{said:?}");
    assert!(said.iter().any(|line| line.starts_with("Skriv in dig din första dag")), "{said:?}");
}

#[test]
fn of_who_has_lost_their_work_or_is_registered_the_day_counts_for_nothing() {
    for status in ["unemployed", "part-time"] {
        let case = ends(status, "2027-02-28", TODAY);
        assert_eq!((case.registers_ahead(), case.service_from()), (None, day("2026-11-23")));
        let assessment = assess(&case, policies()).unwrap();
        let register = assessment.next_steps.iter().find(|step| step.id == "registration").unwrap();
        assert_eq!(register.from.as_deref(), Some("2026-11-23"), "{status}");
    }
    let registered = ends("under-notice", "2027-02-28", TODAY)
        .with(FactId::RegistrationChannel, Answer::Known(Value::Choice("digital")))
        .with(FactId::RegisteredSince, Answer::Known(Value::Day(day("2026-11-16"))));
    assert_eq!((registered.registers_ahead(), registered.days_registered()), (None, Some(7)));
}

#[test]
fn a_last_day_that_has_passed_does_not_go_with_being_under_notice_and_both_are_named() {
    let mut talk = Talk::begins(TODAY);
    talk.changes("registration-channel").chooses("not-yet");
    talk.changes("work-status").chooses("under-notice").changes("last-work-day");
    talk.types("2026-11-20").is_told("contradiction").reads("Den dagen har varit").reads("Ändra svaret om arbete nu");
    talk.types("2026-11-23").has_told("last-work-day", "2026-11-23");
    // Time does the same: before the result both are named, and the other answer mends it.
    talk.knows_no_more().finishes().sees("result");
    talk.does(&Event::Clock(parse_moment("2026-11-24").unwrap())).finishes().is_told("contradiction");
    talk.changes("work-status").chooses("unemployed").finishes().sees("result");
    assert_eq!(talk.state().case.service_from(), day("2026-11-24"));
    // Who works has perhaps found new work since.
    assert_eq!(ends("working", "2026-11-20", TODAY).contradictions(), []);
    assert_eq!(ends("working", "2026-11-20", TODAY).registers_ahead(), None);
}

#[test]
fn a_day_is_typed_as_people_write_it_and_the_coming_one_is_meant() {
    let mut talk = Talk::begins(TODAY);
    talk.changes("registration-channel").chooses("not-yet").changes("work-status").chooses("working");
    for (given, understood) in [
        ("31 mars", "2027-03-31"),
        ("31/3", "2027-03-31"),
        ("31/3-27", "2027-03-31"),
        ("den 31 december", "2026-12-31"),
        ("i dag", "2026-11-23"),
        ("2028-06-30", "2028-06-30"),
        ("280630", "2028-06-30"),
        ("29 februari 2028", "2028-02-29"),
        ("15 januari 2026", "2026-01-15"),
    ] {
        talk.changes("last-work-day").does(&typed(given)).has_told("last-work-day", understood);
    }
    for (given, mistake) in [
        ("29 februari", "no-such-day"),
        ("mars", "day-missing"),
        ("snart", "no-date"),
        ("31 mars 2035", "day-out-of-range"),
        ("31 mars 2020", "day-out-of-range"),
        // It has just been, or comes in a year.
        ("20 november", "which-day"),
        ("1/3", "which-day"),
    ] {
        talk.changes("last-work-day").does(&typed(given)).is_told(mistake);
    }
    talk.changes("last-work-day")
        .does(&typed("31 mars 2035"))
        .reads("Skriv en dag från 23 november 2024 till 23 november 2029.");
}

#[test]
fn every_form_but_the_code_carries_the_last_day_and_a_code_leaves_it_to_be_asked() {
    let last = Answer::Known(Value::Day(day("2027-02-28")));
    let mut talk = Talk::begins(TODAY);
    talk.changes("registration-channel").chooses("not-yet");
    talk.changes("work-status").chooses("under-notice").changes("last-work-day").types("2027-02-28");
    talk.knows_no_more().finishes().sees("result");
    let case = &talk.state().case;
    assert_eq!(restore(&save(talk.state())).unwrap().case.answer(FactId::LastWorkDay), last);
    let kept = receipt::read(&talk.0.receipt(Sensitive::Kept), Jurisdiction::Sweden, policies()).unwrap();
    assert_eq!(kept.case.answer(FactId::LastWorkDay), last);
    let handed = Handover::new("1", Surface::Web, "sv", case, Seen::default(), Vec::new(), policies()).unwrap();
    let read = handover::read(&handed.write(), policies()).unwrap();
    assert_eq!(read.case.answer(FactId::LastWorkDay), last);
    let carried = read_code(&code(case), case.on).unwrap();
    assert_eq!(carried.answer(FactId::LastWorkDay), Answer::Unknown);
    let mut other = Talk::opens(Jurisdiction::Sweden, TODAY);
    other.does(&Event::OpenCode(code(case))).sees("check").has_told("last-work-day", "-");
    assert!(other.state().open_questions(policies()).contains(&FactId::LastWorkDay));
}

#[test]
fn the_terminal_has_a_pad_for_days_that_lie_ahead() {
    let settings = Settings::default();
    let on = parse_moment(TODAY).unwrap();
    let own = vagval::text::files::read_all(env!("CARGO_MANIFEST_DIR").as_ref(), "sv/kiosk").unwrap();
    let mut all = vagval::text::files::read_all(env!("CARGO_MANIFEST_DIR").as_ref(), "sv").unwrap();
    all.extend(own);
    let text = vagval::text::Text::new(all);
    let mut client = Client::new(PolicySet::embedded().unwrap(), text, Surface::Kiosk, Jurisdiction::Sweden, on);
    client.enable_kiosk(settings);
    for (fact, value) in [(FactId::RegistrationChannel, "not-yet"), (FactId::WorkStatus, "under-notice")] {
        client.step(&Event::Answer(fact, vagval::session::AnswerInput::Value(value.to_owned())));
    }
    client.step(&Event::Change(FactId::LastWorkDay));
    let keys = |client: &Client| {
        let markup: String = client.view().regions.iter().map(|region| region.markup.clone()).collect();
        let keys = markup.split("id=\"key-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        keys.filter(|key| key != "erase").collect::<Vec<_>>()
    };
    assert_eq!(keys(&client), ["2024", "2025", "2026", "2027", "2028", "2029"]);
    let press = |client: &mut Client, key: &str| drop(client.step(&Event::Touch(Touch::Key(key.to_owned()))));
    press(&mut client, "2029");
    assert_eq!(keys(&client).len(), 11, "no December: {:?}", keys(&client));
    press(&mut client, "11");
    assert_eq!(keys(&client).len(), 23, "no 24 November: {:?}", keys(&client));
    press(&mut client, "erase");
    press(&mut client, "erase");
    for key in ["2027", "2", "28"] {
        press(&mut client, key);
    }
    client.step(&typed("2027-02-28"));
    assert_eq!(client.state().case.answer(FactId::LastWorkDay).to_string(), "2027-02-28");
}
