//! What could change the result: every what-if is true, changes one thing and no more than it must, and touches only
//! what a person can change.

#![cfg(test)]

mod support;

use support::{book, date, on};
use vagval::assessment::{Assessment, FactValue, WhatIf, assess};
use vagval::case::{Answer, Case, FactId, Jurisdiction, Kind, Value};

const TODAY: &str = "2026-11-21";

/// What each fact of the enumeration may be: one value of each category that the estimate or a rule tells apart.
fn choices(fact: FactId, ids: &[&'static str]) -> (FactId, Vec<Answer>) {
    (fact, ids.iter().map(|id| Answer::Known(Value::Choice(id))).collect())
}

/// Everyone that the answers can make, those who contradict themselves left out.
fn everybody() -> Vec<Case> {
    let today = date(TODAY);
    let days = [5, 100, 200, 500, 3000].map(|days| Answer::Known(Value::Day(today.plus_days(-days))));
    let facts = [
        (FactId::Municipality, vec![Answer::Known(Value::Place("2480"))]),
        (FactId::Age, [22, 35, 62].map(|age| Answer::Known(Value::Number(age))).to_vec()),
        choices(FactId::Sex, &["woman"]),
        choices(FactId::Education, &["compulsory-incomplete", "compulsory", "upper-secondary", "post-secondary"]),
        choices(FactId::BirthRegion, &["sweden", "outside-europe"]),
        choices(FactId::Disability, &["yes", "no"]),
        choices(FactId::Programme, &["none", "job-and-development-guarantee"]),
        choices(FactId::WorkStatus, &["unemployed", "part-time", "working"]),
        choices(FactId::StartWithin3Months, &["no"]),
        choices(FactId::RegistrationChannel, &["digital"]),
        (FactId::RegisteredSince, days.to_vec()),
    ];
    let mut cases = vec![Case::new(Jurisdiction::Sweden, on(today))];
    for (fact, answers) in facts {
        cases = cases.iter().flat_map(|case| answers.iter().map(|answer| case.clone().with(fact, *answer))).collect();
    }
    cases.retain(|case| case.contradictions().is_empty());
    cases
}

/// The case that a what-if speaks of.
fn changed(case: &Case, what_if: &WhatIf) -> Case {
    let mut case = case.on_day(date(what_if.on.get(..10).unwrap()));
    for change in &what_if.changes {
        let fact = FactId::from_name(change.fact).unwrap();
        let FactValue::Text(id) = &change.value else { panic!("{} is no choice", change.fact) };
        let Kind::Choice(ids) = fact.fact().kind else { panic!("{} is no choice", change.fact) };
        let id = ids.iter().find(|known| *known == id).unwrap();
        case = case.with(fact, Answer::Known(Value::Choice(id)));
    }
    case
}

fn outcomes(assessment: &Assessment) -> Vec<(&str, &str)> {
    assessment.eligibility.iter().map(|programme| (programme.id.as_str(), programme.outcome)).collect()
}

/// Something is nearer, likelier or open that was not.
fn is_better(before: &Assessment, after: &Assessment) -> bool {
    let place = |assessment: &Assessment| {
        let track = assessment.track.as_ref().unwrap();
        track.chances.each().iter().position(|(id, _)| *id == track.most_likely)
    };
    let chance = |assessment: &Assessment| assessment.job_chance.as_ref().unwrap().six_months;
    let opened = outcomes(before)
        .into_iter()
        .zip(outcomes(after))
        .any(|((_, before), (_, after))| after == "met" && before != "met");
    opened || place(after) < place(before) || chance(after) >= chance(before) + 20
}

#[test]
fn every_what_if_is_true_minimal_and_over_what_a_person_can_change() {
    let book = book();
    let ladder = |fact: &str| match fact {
        "education" => vec!["compulsory-incomplete", "compulsory", "upper-secondary", "post-secondary"],
        "work-status" => vec!["unemployed", "part-time", "working"],
        "start-within-3-months" => vec!["no", "yes"],
        other => panic!("nobody is told to change {other}"),
    };
    let (mut judged, mut told) = (0, 0);
    for case in everybody() {
        let now = assess(&case, book).unwrap();
        judged += 1;
        for what_if in &now.what_ifs {
            told += 1;
            let case_then = changed(&case, what_if);
            let then = assess(&case_then, book).unwrap();
            let why = format!("{what_if:?} for {case:?}");
            assert_eq!(what_if.most_likely, then.track.as_ref().map(|track| track.most_likely), "{why}");
            assert_eq!(what_if.chances, then.track.as_ref().map(|track| track.chances), "{why}");
            assert_eq!(what_if.six_months, then.job_chance.as_ref().map(|chance| chance.six_months), "{why}");
            let differ: Vec<(&str, &str)> = outcomes(&now)
                .into_iter()
                .zip(outcomes(&then))
                .filter(|(before, after)| before != after)
                .map(|(_, after)| after)
                .collect();
            let said: Vec<(&str, &str)> =
                what_if.eligibility.iter().map(|changed| (changed.id.as_str(), changed.outcome)).collect();
            assert_eq!(said, differ, "{why}");
            assert!(is_better(&now, &then), "{why}");
            let [change] = what_if.changes.as_slice() else {
                assert!(what_if.changes.is_empty() && what_if.id == "wait" && what_if.on.as_str() > TODAY, "{why}");
                continue;
            };
            let fact = FactId::from_name(change.fact).unwrap();
            assert!(fact.fact().changeable, "{why}");
            // Upward, and no smaller step would do.
            let steps = ladder(change.fact);
            let at = |id: &str| steps.iter().position(|step| *step == id).unwrap();
            let (from, to) = (at(case.choice(fact).unwrap()), at(case_then.choice(fact).unwrap()));
            assert!(from < to, "{why}");
            for smaller in &steps[from + 1..to] {
                let Kind::Choice(ids) = fact.fact().kind else { unreachable!() };
                let id = ids.iter().find(|known| *known == smaller).unwrap();
                let case = case.clone().with(fact, Answer::Known(Value::Choice(id)));
                let smaller = assess(&case, book).unwrap();
                let closes =
                    smaller.job_chance.as_ref().unwrap().six_months + 20 <= now.job_chance.as_ref().unwrap().six_months;
                assert!(closes || !is_better(&now, &smaller), "a smaller step does: {why}");
            }
        }
    }
    println!("{told} what-ifs of {judged} cases");
    assert!(judged > 1000 && told > 500, "{told} of {judged}");
}
