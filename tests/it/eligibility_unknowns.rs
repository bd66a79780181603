//! A rule's answer about somebody of whom not everything is known, against the answers for every way to fill in what
//! is missing: every age, every choice, every municipality and a fine grid of days.
//!
//! The judgement fills in only one value of each range that it believes the rule to tell apart; this does not.

use crate::support::random;

use random::Random;
use std::collections::BTreeSet;
use vagval::case::{Answer, Case, FactId, Jurisdiction, Kind, Moment, Value, days_allowed, places};
use vagval::date::Date;
use vagval::eligibility::{Outcome, Situation, judge};
use vagval::policy::PolicySet;
use vagval::policy::schema::{Rulebook, Version};

/// How many people are looked at for each version of a rule and day.
const PEOPLE: usize = 100;
/// More ways to fill in than this take too long; such a person is left out.
const MOST_WAYS: usize = 60_000;

/// Every value of a fact; of days those near any limit that a rule or a stage has, and one each ten weeks.
fn every_value(fact: FactId, jurisdiction: Jurisdiction, on: Date, rulebook: &Rulebook) -> Vec<Value> {
    match fact.fact().kind {
        Kind::Choice(ids) => ids.iter().map(|id| Value::Choice(id)).collect(),
        Kind::Several(ids) => [0, 1, 0b10_0100].map(|bits| Value::Several(ids, bits)).to_vec(),
        Kind::Number(first, last) => (first..=last).map(Value::Number).collect(),
        Kind::Place => places::codes(jurisdiction).into_iter().map(Value::Place).collect(),
        kind @ Kind::Day(..) => {
            let versions = rulebook.rules.iter().flat_map(|rule| &rule.versions);
            let limits = versions.flat_map(|version| version.met.numbers());
            let limits = limits.filter(|(name, _)| name == fact.name()).map(|(_, days)| on.plus_days(-days));
            let rollouts = rulebook.rollouts.iter().map(|rollout| rollout.from);
            let birthdays = (1..=58).map(|years| on.plus_months(-12 * years));
            let near = limits.chain(rollouts).chain([on]).flat_map(|day| [-1, 0, 1].map(|by| day.plus_days(by)));
            let grid = (0..120).map(|step| on.plus_days(-70 * step));
            let ahead = (0..16).map(|step| on.plus_days(70 * step));
            let (first, last) = days_allowed(kind, on);
            let days = near.chain(grid).chain(birthdays).chain(ahead);
            let days: BTreeSet<Date> = days.filter(|day| first <= *day && *day <= last).collect();
            days.into_iter().map(Value::Day).collect()
        }
    }
}

/// Somebody of whom some things are known, in no contradiction.
fn somebody(random: &mut Random, jurisdiction: Jurisdiction, on: Date, rulebook: &Rulebook) -> Case {
    loop {
        let mut case = Case::new(jurisdiction, Moment { date: on, minute: None });
        let known = random.below(10);
        for fact in case.facts() {
            if random.below(10) < known {
                case.set(fact.id, Answer::Known(random.pick(&every_value(fact.id, jurisdiction, on, rulebook))));
            }
        }
        if case.contradictions().is_empty() {
            return case;
        }
    }
}

/// The outcome of every way to fill in `missing`, and the facts of which a change alone changes an outcome.
fn enumerate(version: &Version, situation: &Situation<'_>, missing: &[(FactId, Vec<Value>)]) -> (Outcome, Vec<FactId>) {
    let mut cases = vec![situation.case.clone()];
    for (fact, values) in missing {
        cases = cases
            .iter()
            .flat_map(|case| values.iter().map(|value| case.clone().with(*fact, Answer::Known(*value))))
            .collect();
    }
    let outcome = |case: &Case| {
        let possible = case.contradictions().is_empty();
        possible.then(|| judge(version, &Situation { case, ..*situation }).outcome)
    };
    let outcomes: Vec<Option<Outcome>> = cases.iter().map(outcome).collect();
    let distinct: BTreeSet<Outcome> = outcomes.iter().flatten().copied().collect();
    if let [only] = distinct.iter().copied().collect::<Vec<_>>()[..] {
        return (only, Vec::new());
    }
    let mut deciding = Vec::new();
    let mut stride = outcomes.len();
    for (fact, values) in missing {
        let block = stride;
        stride /= values.len();
        let decides = outcomes.chunks(block).any(|block| {
            (0..stride).any(|at| {
                let line: BTreeSet<Outcome> = block.iter().skip(at).step_by(stride).flatten().copied().collect();
                line.len() > 1
            })
        });
        if decides {
            deciding.push(*fact);
        }
    }
    (Outcome::Unknown, deciding)
}

#[test]
fn one_value_of_each_range_stands_for_all() {
    let random = &mut Random::new(11);
    let policies = PolicySet::embedded().unwrap();
    let (mut looked_at, mut unknown) = (0, 0);
    for jurisdiction in Jurisdiction::ALL {
        let rulebook = policies.rules(jurisdiction).unwrap();
        for rule in &rulebook.rules {
            for (at, version) in rule.versions.iter().enumerate() {
                let first = version.from.max(rulebook.first);
                let last = rule.versions.get(at + 1).map_or(first.plus_days(1500), |next| next.from.plus_days(-1));
                let between = random.day(first, last.max(first));
                for on in BTreeSet::from([first, between, last.max(first)]) {
                    for _ in 0..PEOPLE {
                        let case = somebody(random, jurisdiction, on, rulebook);
                        let tracks = Some([200; 5]);
                        let situation = Situation { case: &case, rulebook, tracks };
                        let facts: BTreeSet<FactId> = version
                            .met
                            .facts()
                            .into_iter()
                            .filter_map(FactId::from_name)
                            .chain(
                                version.caseworker.iter().flat_map(|test| test.facts()).filter_map(FactId::from_name),
                            )
                            .filter(|fact| case.value(*fact).is_none())
                            .collect();
                        let missing: Vec<(FactId, Vec<Value>)> = facts
                            .into_iter()
                            .map(|fact| (fact, every_value(fact, jurisdiction, on, rulebook)))
                            .collect();
                        if missing.iter().map(|(_, values)| values.len()).product::<usize>() > MOST_WAYS {
                            continue;
                        }
                        let found = judge(version, &situation);
                        let (outcome, deciding) = enumerate(version, &situation, &missing);
                        assert_eq!(
                            (found.outcome, &found.missing),
                            (outcome, &deciding),
                            "{} on {on}: {case:?}",
                            rule.id
                        );
                        looked_at += 1;
                        unknown += usize::from(!deciding.is_empty());
                    }
                }
            }
        }
    }
    println!("{looked_at} people and rules, {unknown} of them unknown");
    assert!(looked_at > 500 && unknown > 100, "{looked_at} people and rules, {unknown} of them unknown");
}
