//! What would change if something were different: each proven by judging the changed case.
//!
//! Only over what a person can change, only in the direction that helps, never advice to worsen one's
//! standing. One change where one is enough; two only for what no single one reaches. "Nothing you can change
//! moves this" is the empty list.

use super::Judgement;
use super::boundary::{Chances, Change, ChangedOutcome, FactValue, Later, WhatIf};
use crate::case::{Answer, FactId, Value};
use crate::eligibility::Outcome;
use crate::order::sorted;
use crate::policy::PolicySet;

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

/// A limit of age from which people with more education are compared, and one below which they are.
const COMPARED: [&str; 2] = ["compare-education-from", "compare-education-below"];

/// How much later a person is told what time alone does.
const MONTHS_LATER: [i32; 3] = [3, 6, 12];

/// Something that a person can do.
#[derive(Clone, Copy)]
enum Move {
    /// Have another answer to one question.
    Answer(FactId, &'static str),
    /// Still be registered so many days later.
    Wait(i32),
}

/// Is time a part of what changes?
#[derive(Clone, Copy)]
enum Waited {
    No,
    Too,
    Only,
}

/// The smallest changes that clearly move the track, the chance or an eligibility for the better: single ones
/// first, then pairs for what no single one reaches.
pub(super) fn what_ifs(now: &Judgement<'_>, policies: &PolicySet) -> Vec<WhatIf> {
    let paths = paths(now);
    let mut found = Vec::new();
    let mut reached = 0;
    for path in &paths {
        // The smallest step that moves something is enough; a larger one is told for what only it reaches.
        let mut by_this = 0;
        for step in path {
            by_this |= try_moves(now, policies, &[*step], by_this, &mut found);
        }
        reached |= by_this;
    }
    for (at, path) in paths.iter().enumerate() {
        for other in paths.iter().skip(at + 1) {
            for one in path {
                for two in other {
                    reached |= try_moves(now, policies, &[*one, *two], reached, &mut found);
                }
            }
        }
    }
    found
}

/// What a person of whom this much is known can do, one list for each thing, the smallest step first.
fn paths(now: &Judgement<'_>) -> Vec<Vec<Move>> {
    let case = now.case;
    let mut paths = Vec::new();
    for (fact, ladder) in UPWARD {
        let Some(choice) = case.choice(fact).filter(|_| fact.fact().used_in(case.jurisdiction)) else { continue };
        if fact == FactId::Education && !is_compared(now) {
            continue;
        }
        let mut above = false;
        let mut path = Vec::new();
        for id in ladder {
            if above {
                path.push(Move::Answer(fact, id));
            }
            above |= *id == choice;
        }
        paths.push(path);
    }
    if case.choice(FactId::Programme) == Some("none") {
        // A programme can be joined where its own entry conditions hold.
        let mut path = Vec::new();
        for id in FactId::Programme.fact().choices() {
            if now.outcomes().any(|(programme, outcome)| programme == *id && outcome == Outcome::Met) {
                path.push(Move::Answer(FactId::Programme, id));
            }
        }
        paths.push(path);
    }
    paths.push(waits(now));
    paths
}

/// Could the person still have more education before work? Not at school, and not near the end of working life.
fn is_compared(now: &Judgement<'_>) -> bool {
    let case = now.case;
    if case.choice(FactId::WorkStatus) == Some("studying") {
        return false;
    }
    let Some(Value::Number(age)) = case.value(FactId::Age) else { return true };
    let [from, below] = COMPARED.map(|id| now.rulebook.limit(id, case.on.date).map(|limit| limit.number));
    from.is_none_or(|from| age >= from) && below.is_none_or(|below| age < below)
}

/// The days on which a limit of days registered is reached.
fn waits(now: &Judgement<'_>) -> Vec<Move> {
    let mut days = Vec::new();
    if let Some(registered) = now.case.days_registered() {
        for reason in now.verdicts.iter().flat_map(|verdict| &verdict.reasons) {
            for (fact, limit) in reason.version.met.numbers() {
                let left = limit - registered;
                if fact == FactId::RegisteredSince.name() && left > 0 && !days.contains(&left) {
                    days.push(left);
                }
            }
        }
    }
    let mut path = Vec::new();
    for left in sorted(days, Ord::cmp) {
        path.push(Move::Wait(left));
    }
    path
}

/// Judges the case after these moves. What they gain is returned, and told where any of it is not among
/// `reached` yet.
fn try_moves(now: &Judgement<'_>, policies: &PolicySet, moves: &[Move], reached: u64, found: &mut Vec<WhatIf>) -> u64 {
    let mut case = now.case.clone();
    let mut changes = Vec::new();
    let mut id = String::new();
    let mut waited = Waited::No;
    for step in moves {
        let name = match *step {
            Move::Answer(fact, choice) => {
                let answer = Answer::Known(Value::Choice(choice));
                case.set(fact, answer);
                changes.push(Change { fact: fact.name(), value: FactValue::from(answer) });
                fact.name()
            }
            Move::Wait(days) => {
                case = case.on_day(case.on.date.plus_days(days));
                waited = if moves.len() == 1 { Waited::Only } else { Waited::Too };
                "wait"
            }
        };
        if !id.is_empty() {
            id.push_str("-and-");
        }
        id.push_str(name);
    }
    if !case.contradictions().is_empty() {
        return 0;
    }
    let then = Judgement::beside(&case, policies, now);
    let gains = gains(now, &then, waited);
    if gains & !reached != 0 {
        found.push(what_if(id, changes, now, &then));
    }
    gains
}

/// What is better then, as bits: each programme that is met then and was not now, and the last two bits for a
/// chance that is clearly higher and a track that is nearer. Nothing where something is clearly worse.
fn gains(now: &Judgement<'_>, then: &Judgement<'_>, waited: Waited) -> u64 {
    let mut gains = 0;
    let mut closed = false;
    for (at, ((_, before), (_, after))) in now.outcomes().zip(then.outcomes()).enumerate() {
        if before != Outcome::Met && after == Outcome::Met {
            gains |= 1 << at.min(61);
        }
        closed |= before != Outcome::NotMet && after == Outcome::NotMet;
    }
    let (was, is) = (now.six_months().unwrap_or_default(), then.six_months().unwrap_or_default());
    // Time passes by itself, and lowers the chance for everybody: what waiting opens is told, with what it costs.
    match waited {
        Waited::Too if closed => return 0,
        Waited::Only | Waited::Too => return gains,
        Waited::No if closed || is + CLEARLY <= was => return 0,
        Waited::No => {}
    }
    let place = |judgement: &Judgement<'_>| judgement.outlook().map(|outlook| outlook.most_likely);
    gains | u64::from(is >= was + CLEARLY) << 62 | u64::from(place(then) < place(now)) << 63
}

fn what_if(id: String, changes: Vec<Change>, now: &Judgement<'_>, then: &Judgement<'_>) -> WhatIf {
    let differ = now.outcomes().zip(then.outcomes()).filter(|((_, before), (_, after))| before != after);
    WhatIf {
        id,
        is_comparison: changes.iter().any(|change| change.fact == FactId::Education.name()),
        changes,
        on: then.case.on.to_string(),
        most_likely: then.most_likely(),
        chances: then.outlook().map(|outlook| Chances::new(outlook.chances)),
        six_months: then.six_months(),
        eligibility: differ
            .map(|(_, (id, outcome))| ChangedOutcome { id: id.to_owned(), outcome: outcome.id() })
            .collect(),
    }
}

/// The result if the person were still registered 3, 6 and 12 months from now, or from the later day on which they
/// register, and nothing else had changed.
pub(super) fn later(now: &Judgement<'_>, policies: &PolicySet) -> Vec<Later> {
    if now.case.days_registered().is_none() || now.profiled.is_none() {
        return Vec::new();
    }
    let at = |months: i32| {
        let case = now.case.on_day(now.case.service_from().plus_months(months));
        let then = Judgement::beside(&case, policies, now);
        Later { months, on: case.on.to_string(), most_likely: then.most_likely(), six_months: then.six_months() }
    };
    MONTHS_LATER.into_iter().map(at).collect()
}
