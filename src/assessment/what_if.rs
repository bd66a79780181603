//! What would change if one thing were different: each proven by judging the changed case.
//!
//! Only over what a person can change, only in the direction that helps, never advice to worsen one's
//! standing. "Nothing you can change moves this" is the empty list.

use super::Judgement;
use super::boundary::{Chances, Change, ChangedOutcome, FactValue, Later, WhatIf};
use crate::case::{Answer, FactId, Kind, Value};
use crate::eligibility::Outcome;
use crate::order::sorted;
use crate::policy::Book;

/// A chance has moved clearly when it has moved by at least this: two in a hundred. Assumed; smaller
/// differences drown in what the model does not know.
const CLEARLY: u32 = 20;

/// The next steps up that a person can take, fact by fact: each value and those that are better than it.
const UPWARD: [(FactId, &[&str]); 4] = [
    (FactId::Education, &["compulsory-incomplete", "compulsory", "upper-secondary", "post-secondary"]),
    (FactId::WorkStatus, &["unemployed", "part-time", "working"]),
    (FactId::StartWithin3Months, &["no", "yes"]),
    (FactId::RegistrationChannel, &["not-yet", "office", "digital"]),
];

/// How much later a person is told what time alone does.
const MONTHS_LATER: [i32; 3] = [3, 6, 12];

/// The single changes that clearly move the track, the chance or an eligibility for the better.
pub(super) fn what_ifs(now: &Judgement<'_>, book: &Book) -> Vec<WhatIf> {
    let mut found = Vec::new();
    for (fact, ladder) in UPWARD {
        let Some(step) = now.case.choice(fact).and_then(|choice| ladder.iter().position(|id| *id == choice)) else {
            continue;
        };
        // The smallest step up that moves something is enough.
        let mut better = ladder.iter().skip(step + 1);
        found.extend(better.find_map(|id| changed(now, book, fact, id)));
    }
    found.extend(wait(now, book));
    found
}

fn changed(now: &Judgement<'_>, book: &Book, fact: FactId, choice: &str) -> Option<WhatIf> {
    let Kind::Choice(ids) = fact.fact().kind else { return None };
    let value = Value::Choice(ids.iter().find(|id| **id == choice)?);
    let case = now.case.clone().with(fact, Answer::Known(value));
    if !fact.fact().used_in(case.jurisdiction) || !case.contradictions().is_empty() {
        return None;
    }
    let then = Judgement::of(&case, book, now.rulebook);
    let change = Change { fact: fact.name(), value: FactValue::from(Answer::Known(value)) };
    improves(now, &then).then(|| what_if(fact.name(), vec![change], now, &then))
}

/// The first day on which a programme that is closed only by time opens.
fn wait(now: &Judgement<'_>, book: &Book) -> Option<WhatIf> {
    let limits = now.verdicts.iter().flat_map(|verdict| &verdict.reasons).flat_map(|reason| {
        let numbers = reason.version.met.numbers();
        numbers.into_iter().filter(|(fact, _)| fact == FactId::RegisteredSince.name()).map(|(_, days)| days)
    });
    let registered = now.case.days_registered()?;
    let days: Vec<i32> = limits.map(|limit| limit - registered).filter(|days| *days > 0).collect();
    sorted(days, Ord::cmp).into_iter().find_map(|days| {
        let case = now.case.on_day(now.case.on.date.plus_days(days));
        let then = Judgement::of(&case, book, now.rulebook);
        let opened = better_outcomes(now, &then).next().is_some();
        opened.then(|| what_if("wait", Vec::new(), now, &then))
    })
}

/// Does it open a programme, or clearly raise the chance without closing one?
fn improves(now: &Judgement<'_>, then: &Judgement<'_>) -> bool {
    let chance = |judgement: &Judgement<'_>| judgement.six_months().unwrap_or_default();
    let raised = chance(then) >= chance(now) + CLEARLY;
    let lowered = chance(then) + CLEARLY <= chance(now);
    let nearer =
        then.estimate().map(|estimate| estimate.most_likely) < now.estimate().map(|estimate| estimate.most_likely);
    !lowered && (raised || nearer || better_outcomes(now, then).next().is_some())
}

/// The programmes that are met then and were not now.
fn better_outcomes<'a>(now: &'a Judgement<'_>, then: &'a Judgement<'_>) -> impl Iterator<Item = &'a str> {
    let pairs = now.outcomes().zip(then.outcomes());
    pairs.filter(|((_, before), (_, after))| *after == Outcome::Met && *before != Outcome::Met).map(|((id, _), _)| id)
}

fn what_if(id: &str, changes: Vec<Change>, now: &Judgement<'_>, then: &Judgement<'_>) -> WhatIf {
    let differ = now.outcomes().zip(then.outcomes()).filter(|((_, before), (_, after))| before != after);
    WhatIf {
        id: id.to_owned(),
        changes,
        on: then.case.on.to_string(),
        most_likely: then.most_likely(),
        chances: then.estimate().map(|estimate| Chances::new(estimate.chances)),
        six_months: then.six_months(),
        eligibility: differ
            .map(|(_, (id, outcome))| ChangedOutcome { id: id.to_owned(), outcome: outcome.id() })
            .collect(),
    }
}

/// The result if the person were still registered 3, 6 and 12 months from now, and nothing else had changed.
pub(super) fn later(now: &Judgement<'_>, book: &Book) -> Vec<Later> {
    if now.case.days_registered().is_none() || now.profiled.is_none() {
        return Vec::new();
    }
    let at = |months: i32| {
        let case = now.case.on_day(now.case.on.date.plus_months(months));
        let then = Judgement::of(&case, book, now.rulebook);
        Later { months, on: case.on.to_string(), most_likely: then.most_likely(), six_months: then.six_months() }
    };
    MONTHS_LATER.into_iter().map(at).collect()
}
