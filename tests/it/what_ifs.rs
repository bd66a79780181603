//! What could change the result: each what-if is true, as small as can be, only over what a person can change and
//! only for the better, and nothing that one or two such changes reach is left out. Held against trying them all.

use crate::support;

use std::collections::BTreeSet;
use support::{date, on, policies};
use vagval::assessment::{Assessment, FactValue, WhatIf, assess, assess_summary};
use vagval::case::{Answer, Case, FactId, Jurisdiction, Value};

/// What something reaches: programmes that are met, `chance` and `track`.
type Goals = BTreeSet<String>;

/// A chance has moved clearly from here.
const CLEARLY: u32 = 20;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Answer(FactId, &'static str),
    Wait(i32),
}

fn judged(case: &Case) -> Assessment {
    assess(case, policies()).unwrap()
}

/// What a changed case comes to: what could change it in turn is not asked.
fn judged_after(case: &Case) -> Assessment {
    assess_summary(case, policies()).unwrap()
}

fn outcome<'a>(assessment: &'a Assessment, id: &str) -> &'a str {
    assessment.eligibility.iter().find(|programme| programme.id == id).map_or("", |programme| programme.outcome)
}

/// What is better then; nothing where something is clearly worse that the person brings about.
fn goals(now: &Assessment, then: &Assessment, steps: &[Step]) -> Goals {
    let mut goals = Goals::new();
    let mut closed = false;
    for programme in &then.eligibility {
        let before = outcome(now, &programme.id);
        if programme.outcome == "met" && before != "met" {
            goals.insert(programme.id.clone());
        }
        closed |= programme.outcome == "not-met" && before != "not-met";
    }
    let waits = steps.iter().any(|step| matches!(step, Step::Wait(_)));
    if closed && !(waits && steps.len() == 1) {
        return Goals::new();
    }
    if waits {
        return goals;
    }
    let chance = |assessment: &Assessment| assessment.job_chance.as_ref().map_or(0, |chance| chance.six_months);
    if chance(then) + CLEARLY <= chance(now) {
        return Goals::new();
    }
    if chance(then) >= chance(now) + CLEARLY {
        goals.insert("chance".to_owned());
    }
    let order = ["too-close", "a", "b", "c", "too-far"];
    let place = |assessment: &Assessment| {
        assessment.track.as_ref().and_then(|track| order.iter().position(|id| *id == track.most_likely))
    };
    if place(then) < place(now) {
        goals.insert("track".to_owned());
    }
    goals
}

fn after(case: &Case, steps: &[Step]) -> Option<Case> {
    let mut case = case.clone();
    for step in steps {
        match step {
            Step::Answer(fact, choice) => case.set(*fact, Answer::Known(Value::Choice(choice))),
            Step::Wait(days) => case = case.on_day(case.on.date.plus_days(*days)),
        }
    }
    case.contradictions().is_empty().then_some(case)
}

/// Everything that a person can do, written down apart from the code that is tested.
fn steps(case: &Case, now: &Assessment) -> Vec<Vec<Step>> {
    let up = |fact: FactId, ladder: &'static [&'static str]| -> Vec<Step> {
        let place = case.choice(fact).and_then(|choice| ladder.iter().position(|id| *id == choice));
        let above = place.map_or(&[][..], |place| &ladder[place + 1..]);
        above.iter().map(|id| Step::Answer(fact, id)).collect()
    };
    let joins = ["job-and-development-guarantee", "youth-guarantee", "introduction-programme"];
    let joins =
        joins.into_iter().filter(|id| case.choice(FactId::Programme) == Some("none") && outcome(now, id) == "met");
    // The limits of days by the rules of the day: what later rules ask is not known on it.
    let rules = &policies().rules(case.jurisdiction).unwrap().rules;
    let versions = rules.iter().filter_map(|rule| rule.version(case.on.date));
    let numbers = versions.flat_map(|version| version.met.numbers());
    let limits: BTreeSet<i32> =
        numbers.filter(|(fact, _)| fact == "registered-since").map(|(_, limit)| limit).collect();
    let waits = case.days_registered().into_iter();
    let waits = waits.flat_map(|days| limits.iter().map(move |limit| limit - days)).filter(|days| *days > 0);
    // At school, or near the end of working life, nobody is compared with people of more education.
    let is_near = matches!(case.value(FactId::Age), Some(Value::Number(..20 | 60..)));
    let is_compared = !is_near && case.choice(FactId::WorkStatus) != Some("studying");
    let education =
        up(FactId::Education, &["compulsory-incomplete", "compulsory", "upper-secondary", "post-secondary"]);
    vec![
        education.into_iter().filter(|_| is_compared).collect(),
        up(FactId::WorkStatus, &["unemployed", "part-time", "working"]),
        up(FactId::StartWithin3Months, &["no", "yes"]),
        up(FactId::RegistrationChannel, &["not-yet", "office", "digital"]),
        joins.map(|id| Step::Answer(FactId::Programme, id)).collect(),
        waits.map(Step::Wait).collect(),
    ]
}

/// The moves of a what-if, read back from what is told.
fn moves(what_if: &WhatIf, case: &Case) -> Vec<Step> {
    let mut moves: Vec<Step> = Vec::new();
    for change in &what_if.changes {
        let fact = FactId::from_name(change.fact).unwrap();
        assert!(fact.fact().changeable, "{} cannot be changed", change.fact);
        let FactValue::Text(value) = &change.value else { panic!("{} is a choice", change.fact) };
        let choice = fact.fact().choices().iter().find(|id| *id == value).unwrap();
        moves.push(Step::Answer(fact, choice));
    }
    let days = date(what_if.on.get(..10).unwrap()).days_since(case.on.date);
    if days > 0 {
        moves.push(Step::Wait(days));
    }
    moves
}

fn check(case: &Case) -> (usize, usize) {
    let now = judged(case);
    let paths = steps(case, &now);
    let reach =
        |moves: &[Step]| after(case, moves).map_or_else(Goals::new, |then| goals(&now, &judged_after(&then), moves));
    let mut by_one = Goals::new();
    for step in paths.iter().flatten() {
        by_one.extend(reach(std::slice::from_ref(step)));
    }
    let (mut told, mut pairs) = (Goals::new(), 0);
    for what_if in &now.what_ifs {
        let moves = moves(what_if, case);
        let educated = moves.iter().any(|step| matches!(step, Step::Answer(FactId::Education, _)));
        assert_eq!(what_if.is_comparison, educated, "{}", what_if.id);
        let changed = after(case, &moves).unwrap();
        // True: the command says the same of the changed case.
        let then = judged_after(&changed);
        assert_eq!(what_if.most_likely, then.track.as_ref().map(|track| track.most_likely));
        assert_eq!(what_if.chances, then.track.as_ref().map(|track| track.chances));
        assert_eq!(what_if.six_months, then.job_chance.as_ref().map(|chance| chance.six_months));
        let differ = then.eligibility.iter().filter(|programme| programme.outcome != outcome(&now, &programme.id));
        let differ: Vec<_> = differ.map(|programme| (programme.id.as_str(), programme.outcome)).collect();
        let said: Vec<_> = what_if.eligibility.iter().map(|changed| (changed.id.as_str(), changed.outcome)).collect();
        assert_eq!(said, differ);
        // In the direction that helps: each is one of the steps written down above.
        for step in &moves {
            assert!(paths.iter().flatten().any(|known| known == step), "{step:?} for {case:?}");
        }
        let goals = goals(&now, &then, &moves);
        assert!(!goals.is_empty(), "{} gains nothing for {case:?}", what_if.id);
        match moves.as_slice() {
            // As small as can be: no smaller step of the same thing reaches all of it.
            [only] => {
                let path = paths.iter().find(|path| path.contains(only)).unwrap();
                let mut before = Goals::new();
                for smaller in path.iter().take_while(|step| *step != only) {
                    before.extend(reach(std::slice::from_ref(smaller)));
                }
                assert!(!goals.is_subset(&before), "{} is not the smallest for {case:?}", what_if.id);
            }
            [_, _] => {
                assert!(!goals.is_subset(&by_one), "{} is two where one is enough for {case:?}", what_if.id);
                pairs += 1;
            }
            _ => panic!("{} changes {} things", what_if.id, moves.len()),
        }
        told.extend(goals);
    }
    // Nothing that one or two changes reach is left out.
    let mut reached = by_one;
    for (at, path) in paths.iter().enumerate() {
        for other in paths.iter().skip(at + 1) {
            for one in path {
                for two in other {
                    reached.extend(reach(&[one.clone(), two.clone()]));
                }
            }
        }
    }
    assert_eq!(told, reached, "{case:?}");
    (now.what_ifs.len() - pairs, pairs)
}

/// Every combination of what a what-if can read, for some people on some days.
#[test]
fn what_ifs_are_true_minimal_and_complete() {
    let choices = |fact: FactId| fact.fact().choices();
    let (mut singles, mut pairs, mut none, mut all) = (0, 0, 0, 0);
    for (day, age, registered) in [
        ("2019-05-01", 35, 60),
        ("2021-02-01", 22, 100),
        ("2021-08-20", 22, 120),
        ("2021-08-20", 40, 450),
        ("2021-12-01", 21, 95),
        ("2022-10-01", 58, 170),
        ("2026-11-21", 21, 95),
        ("2026-11-21", 35, 40),
        ("2026-11-21", 61, 900),
        ("2026-11-21", 17, 0),
    ] {
        for education in choices(FactId::Education) {
            for work in choices(FactId::WorkStatus) {
                for programme in choices(FactId::Programme) {
                    for channel in choices(FactId::RegistrationChannel) {
                        for start in choices(FactId::StartWithin3Months) {
                            let today = date(day);
                            let choice = |id| Answer::Known(Value::Choice(id));
                            // Who is not registered yet has no date of it.
                            let since = match *channel {
                                "not-yet" => Answer::Unknown,
                                _ => Answer::Known(Value::Day(today.plus_days(-registered))),
                            };
                            let case = Case::new(Jurisdiction::Sweden, on(today))
                                .with(FactId::Municipality, Answer::Known(Value::Place("2480")))
                                .with(FactId::Age, Answer::Known(Value::Number(age)))
                                .with(FactId::Sex, choice("woman"))
                                .with(FactId::BirthRegion, choice("europe"))
                                .with(FactId::Disability, choice("no"))
                                .with(FactId::RegisteredSince, since)
                                .with(FactId::Education, choice(education))
                                .with(FactId::WorkStatus, choice(work))
                                .with(FactId::Programme, choice(programme))
                                .with(FactId::RegistrationChannel, choice(channel))
                                .with(FactId::StartWithin3Months, choice(start));
                            // A third of them, each combination of two facts among those.
                            all += 1;
                            if all % 3 != 0 || !case.contradictions().is_empty() {
                                continue;
                            }
                            let (one, two) = check(&case);
                            singles += one;
                            pairs += two;
                            none += usize::from(one + two == 0);
                        }
                    }
                }
            }
        }
    }
    println!("{singles} single changes, {pairs} pairs, {none} people whom nothing they can change moves");
    assert!(singles > 100 && pairs > 0 && none > 0, "{singles} singles, {pairs} pairs, {none} none");
}

#[test]
fn what_is_not_known_is_not_suggested() {
    let today = on(date("2026-11-21"));
    assert_eq!(judged(&Case::new(Jurisdiction::Sweden, today)).what_ifs, []);
    assert_eq!(judged(&Case::new(Jurisdiction::Finland, today)).what_ifs, []);
}
