//! A result kept as a file and laid beside a later one: what moved it is named, and is proven by judging again.

use crate::support;
use crate::support::talk;

use serde_json::{Value as Json, json};
use support::{date, on, policies};
use talk::{Talk, words};
use vagval::assessment::{Comparison, Difference, Earlier, Summary, compare, without};
use vagval::case::{Answer, Case, FactId, Jurisdiction, Raw, Value};
use vagval::session::{Event, Page, Sensitive, receipt};

const TODAY: &str = "2026-11-21";

/// Somebody in Umeå who has answered everything and sees the result.
fn karin(on: &str) -> Talk {
    let mut talk = Talk::begins(on);
    talk.types("Umeå").types("34").chooses("woman").chooses("compulsory").chooses("europe").chooses("no");
    talk.chooses("digital").types("2026-08-01").chooses("unemployed").chooses("none").chooses("no");
    talk.chooses("within-6-months").sees("check").finishes().sees("result");
    talk
}

fn file(talk: &Talk, sensitive: Sensitive) -> Raw {
    // As it comes back from the disk.
    let text = serde_json::to_string(&talk.0.receipt(sensitive)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn read(raw: &Raw) -> Result<Earlier, &'static str> {
    receipt::read(raw, Jurisdiction::Sweden, policies())
}

fn compared(raw: &Raw, talk: &Talk) -> Comparison {
    compare(&read(raw).unwrap(), &talk.state().case, policies()).unwrap()
}

/// What is different, and whether it alone moves the result.
fn causes(comparison: &Comparison) -> Vec<(String, bool)> {
    let name = |what: &Difference| match what {
        Difference::Fact(fact, ..) => fact.name().to_owned(),
        Difference::Days(was, is) => format!("days {was:?} {is:?}"),
        Difference::Rules(was, is) => format!("rules {was} {is}"),
        Difference::Engine => "engine".to_owned(),
        Difference::Withheld => "withheld".to_owned(),
    };
    comparison.causes.iter().map(|cause| (name(&cause.what), cause.moves())).collect()
}

#[test]
fn the_same_answers_on_the_same_day_have_nothing_to_explain() {
    let talk = karin(TODAY);
    let comparison = compared(&file(&talk, Sensitive::Kept), &talk);
    assert_eq!(comparison.causes, []);
    assert_eq!(comparison.now, Summary::of(&talk.state().case, policies()).unwrap());
}

#[test]
fn a_file_holds_what_was_told_and_reads_as_text() {
    let talk = karin(TODAY);
    let file: Json = serde_json::to_value(talk.0.receipt(Sensitive::Kept)).unwrap();
    assert_eq!(file["case"]["facts"]["birth-region"], "europe");
    assert_eq!((&file["case"]["on"], &file["v"], &file["withheld"]), (&json!(TODAY), &json!(1), &json!([])));
    assert_eq!(file["edition"]["engine"], vagval::policy::ENGINE);
    let lines = file["lines"].to_string();
    for line in ["Utbildning", "ålder: 34 år", "Rusta och matcha", "21 november 2026", "inget beslut"] {
        assert!(lines.to_lowercase().contains(&line.to_lowercase()), "{line} is not in {lines}");
    }
    assert!(!lines.contains('⟦'), "{lines}");
    // The case in it is a case file, which the command takes.
    let case: Raw = serde_json::from_value(file["case"].clone()).unwrap();
    let again = vagval::client::assess_raw(&case, policies()).unwrap();
    assert_eq!(file["result"]["six_months"], json!(again.job_chance.unwrap().six_months));
}

#[test]
fn sensitive_answers_are_left_out_where_the_person_wishes_so() {
    let talk = karin(TODAY);
    let raw = file(&talk, Sensitive::Withheld);
    let text = serde_json::to_string(&raw).unwrap();
    assert!(!text.contains("europe") && text.contains("\"withheld\":[\"birth-region\",\"disability\"]"), "{text}");
    assert!(!text.contains("I ett annat land i Europa"));
    // They are taken to be the same as now; where they are not, that is said.
    assert_eq!(causes(&compared(&raw, &talk)), []);
    let mut other = karin(TODAY);
    other.changes("birth-region").chooses("sweden").sees("result");
    assert_eq!(causes(&compared(&raw, &other)), [("withheld".to_owned(), true)]);
}

#[test]
fn a_fact_the_days_and_the_rules_are_told_apart() {
    let earlier = file(&karin(TODAY), Sensitive::Kept);
    // One answer.
    let mut studied = karin(TODAY);
    studied.changes("education").chooses("upper-secondary").sees("result");
    assert_eq!(causes(&compared(&earlier, &studied)), [("education".to_owned(), true)]);
    // Time alone: two months later it is the days, not the rules.
    let later = karin("2027-01-21");
    let comparison = compared(&earlier, &later);
    let (edition, days) = ("rusta-och-matcha-2", ("days Some(112) Some(173)".to_owned(), true));
    assert_eq!(causes(&comparison), [days, (format!("rules {edition} {edition}"), false)]);
    // What a person only expects moves nothing.
    let mut hopeful = karin(TODAY);
    hopeful.changes("own-estimate").chooses("within-1-month").sees("result");
    assert_eq!(causes(&compared(&earlier, &hopeful)), [("own-estimate".to_owned(), false)]);
}

#[test]
fn a_change_of_rules_is_told_as_such() {
    // Registered for 150 days: 180 were asked until the end of February 2023, 120 from March.
    let person = |day: &str| {
        Case::new(Jurisdiction::Sweden, on(date(day)))
            .with(FactId::Municipality, Answer::Known(Value::Place("2480")))
            .with(FactId::Age, Answer::Known(Value::Number(34)))
            .with(FactId::WorkStatus, Answer::Known(Value::Choice("unemployed")))
            .with(FactId::RegisteredSince, Answer::Known(Value::Day(date(day).plus_days(-150))))
    };
    let (before, after) = (person("2023-02-28"), person("2023-03-01"));
    let earlier = Earlier {
        result: Summary::of(&before, policies()).unwrap(),
        case: before,
        withheld: Vec::new(),
        engine: vagval::policy::ENGINE.to_owned(),
    };
    let comparison = compare(&earlier, &after, policies()).unwrap();
    let (from, to) = ("rusta-och-matcha-180-days", "rusta-och-matcha-120-days");
    assert_eq!(causes(&comparison), [(format!("rules {from} {to}"), true)]);
}

#[test]
fn another_engine_is_told_apart_from_the_answers() {
    let talk = karin(TODAY);
    let mut file: Json = serde_json::to_value(file(&talk, Sensitive::Kept)).unwrap();
    file["edition"]["engine"] = json!("0123456789abcdef");
    file["result"]["six_months"] = json!(700);
    let raw: Raw = serde_json::from_value(file).unwrap();
    assert_eq!(causes(&compared(&raw, &talk)), [("engine".to_owned(), true)]);
}

/// What alone moves the result is what judging the earlier case with only that changed gives.
#[test]
fn every_cause_is_proven_by_judging_again() {
    let talk = karin(TODAY);
    let raw = file(&talk, Sensitive::Kept);
    let mut later = karin("2027-01-21");
    later.changes("education").chooses("post-secondary").changes("municipality").types("Stockholm").sees("result");
    let earlier = read(&raw).unwrap();
    let comparison = compared(&raw, &later);
    assert_eq!(comparison.causes.len(), 4, "{:?}", causes(&comparison));
    for cause in &comparison.causes {
        assert_eq!(cause.from, earlier.result);
        if let Difference::Fact(fact, was, is) = cause.what {
            assert_eq!((was, is), (earlier.case.answer(fact), later.state().case.answer(fact)));
            let alone = earlier.case.clone().with(fact, is);
            assert_eq!(cause.to, Summary::of(&alone, policies()).unwrap());
        }
    }
}

#[test]
fn a_damaged_or_foreign_file_is_told_and_changes_nothing() {
    let whole: Json = serde_json::to_value(file(&karin(TODAY), Sensitive::Kept)).unwrap();
    let spoilt = |pointer: &str, value: Json| {
        let mut file = whole.clone();
        *file.pointer_mut(pointer).unwrap() = value;
        serde_json::from_value::<Raw>(file).unwrap()
    };
    let mut talk = karin(TODAY);
    talk.does(&Event::OpenReceipt(serde_json::from_value(whole.clone()).unwrap())).sees("receipt");
    let before = talk.state().clone();
    assert!(before.earlier.is_some() && before.wrong_file.is_none());
    for (raw, wrong) in [
        (Raw::Null, "foreign"),
        (Raw::Text("hello".to_owned()), "foreign"),
        (Raw::List(Vec::new()), "foreign"),
        (serde_json::from_str(r#"{"v":1,"jurisdiction":"se"}"#).unwrap(), "foreign"),
        (spoilt("/kind", json!("receipt")), "foreign"),
        (spoilt("/v", json!(2)), "version"),
        (spoilt("/case/jurisdiction", json!("fi")), "damaged"),
        (spoilt("/case/facts/age", json!(35)), "damaged"),
        (spoilt("/case/facts/age", json!("old")), "damaged"),
        (spoilt("/case/on", json!("2026-13-01")), "damaged"),
        (spoilt("/case/on", json!("2010-01-01")), "damaged"),
        (spoilt("/result/six_months", json!(1)), "damaged"),
        (spoilt("/result/six_months", json!("1")), "damaged"),
        (spoilt("/result/chances", json!([1, 2])), "damaged"),
        (spoilt("/result/chances/a", json!(-1)), "damaged"),
        (spoilt("/result/most_likely", json!("d")), "damaged"),
        (spoilt("/result/programmes", json!([["rusta-och-matcha"]])), "damaged"),
        (spoilt("/result/programmes", json!([["rusta-och-matcha", "perhaps"]])), "damaged"),
        (spoilt("/withheld", json!(["shoe-size"])), "damaged"),
        (spoilt("/withheld", json!(["age"])), "damaged"),
        (spoilt("/edition", json!(null)), "damaged"),
        (spoilt("/result", json!(null)), "damaged"),
        (spoilt("/case", json!({"v": 1, "jurisdiction": "fi", "on": TODAY, "facts": {}})), "other-country"),
    ] {
        talk.does(&Event::OpenReceipt(raw.clone()));
        assert_eq!(talk.state().wrong_file, Some(wrong), "{raw:?}");
        talk.reads(words("sv").get(&format!("receipt.wrong.{wrong}")));
        let mut after = talk.state().clone();
        after.wrong_file = None;
        assert_eq!(after, before);
    }
    assert!(talk.0.view().title.starts_with("Fel: "));
    talk.does(&Event::Show(Page::Result)).sees("result").does(&Event::Show(Page::Receipt));
    assert_eq!(talk.state().wrong_file, None, "a mistake is told once");
    talk.does(&Event::Wipe);
    assert_eq!(talk.state().earlier, None, "a wipe forgets the earlier result too");
}

#[test]
fn without_an_answer_the_result_is_that_of_a_person_who_did_not_give_it() {
    let talk = karin(TODAY);
    let case = &talk.state().case;
    let sets = without(case, policies());
    let left_out: Vec<Vec<&str>> = sets.iter().map(|set| set.facts.iter().map(|fact| fact.name()).collect()).collect();
    let all = vec!["sex", "birth-region", "disability"];
    assert_eq!(left_out, [vec!["sex"], vec!["birth-region"], vec!["disability"], all]);
    for set in &sets {
        let mut less = case.clone();
        for fact in &set.facts {
            less.set(*fact, Answer::Declined);
        }
        assert_eq!(set.result, Summary::of(&less, policies()).unwrap(), "declining comes to the same");
    }
    let one = Case::new(Jurisdiction::Sweden, on(date(TODAY))).with(FactId::Sex, Answer::Known(Value::Choice("man")));
    assert_eq!(without(&one, policies()).len(), 1, "alone, and not again as all of them");
    assert_eq!(without(&Case::new(Jurisdiction::Sweden, on(date(TODAY))), policies()), []);
}

#[test]
fn a_wish_for_early_meetings_becomes_a_plan_on_working_days() {
    let mut talk = karin(TODAY);
    talk.does(&Event::Show(Page::Meetings)).sees("meetings").changes("wished-form").chooses("distance");
    talk.sees("meetings").changes("wished-frequency").chooses("every-two-weeks").sees("meetings");
    // Every second Monday, for the days are working days; at Epiphany's eve as well.
    for day in ["7 december 2026", "21 december 2026", "4 januari 2027", "18 januari 2027", "15 februari 2027"] {
        talk.reads(day);
    }
    talk.reads("Inget är bokat").reads("På distans");
    talk.changes("wished-frequency").does_not_know().sees("meetings");
    let markup = talk.0.view().regions[1].markup.clone();
    assert!(!markup.contains("7 december") && markup.contains("På distans"));
}
