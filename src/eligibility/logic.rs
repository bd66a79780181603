//! Three-valued rules: what a rule says of a person of whom not everything is known.
//!
//! A rule is unknown if and only if two ways of filling in what is missing give different outcomes, and the
//! facts named as missing are exactly those that can change it. That is found by filling them in: a rule
//! divides each fact's values into a few ranges, so one value of each range stands for all.

use crate::case::{Answer, Case, FactId, FactSet, Kind, Value, places};
use crate::date::Date;
use crate::policy::schema::{Otherwise, Rulebook, Test, Version};

/// What a rule, or all rules of a programme together, come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing we know of stands in the way.
    Met,
    /// No, and nobody can overrule it.
    NotMet,
    /// It depends on what is missing, or the rule itself is not known.
    Unknown,
    /// A no that a caseworker may overrule, or a matter for the planning call.
    Caseworker,
}

impl Outcome {
    /// The id in texts and at the boundary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::Unknown => "unknown",
            Self::Caseworker => "caseworker",
        }
    }

    /// Several rules together: not met if any is, else unknown, else caseworker, else met.
    pub fn together(outcomes: impl Iterator<Item = Self>) -> Self {
        let weight = |outcome: &Self| match outcome {
            Self::Met => 0,
            Self::Caseworker => 1,
            Self::Unknown => 2,
            Self::NotMet => 3,
        };
        outcomes.max_by_key(weight).unwrap_or(Self::Unknown)
    }
}

/// What one rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The outcome.
    pub outcome: Outcome,
    /// The known facts that the rule read.
    pub used: Vec<FactId>,
    /// The missing facts that can change the outcome; empty where it is known, or where the policy is not.
    pub missing: Vec<FactId>,
}

/// What a rule may look at.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The person's facts.
    pub case: &'a Case,
    /// The rules, for where schemes run.
    pub rulebook: &'a Rulebook,
    /// The chance of each track in thousandths, where there is an estimate: too-close, a, b, c, too-far.
    pub tracks: Option<[u32; 5]>,
}

/// What a rule asks: the part of it that is judged.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'a> {
    /// When it is met.
    pub met: &'a Test,
    /// Where it is not, when a caseworker decides.
    pub caseworker: Option<&'a Test>,
    /// What it is where neither holds.
    pub otherwise: Otherwise,
}

impl Version {
    /// The part that is judged.
    pub fn gate(&self) -> Gate<'_> {
        Gate { met: &self.met, caseworker: self.caseworker.as_ref(), otherwise: self.otherwise }
    }
}

/// Judges one version of a rule.
pub fn judge(version: &Version, situation: &Situation<'_>) -> Finding {
    judge_gate(version.gate(), situation)
}

/// Judges what a rule, or a step, asks.
pub fn judge_gate(gate: Gate<'_>, situation: &Situation<'_>) -> Finding {
    let tests: Vec<&Test> = std::iter::once(gate.met).chain(gate.caseworker).collect();
    let facts: FactSet = tests.iter().flat_map(|test| test.facts()).filter_map(FactId::from_name).collect();
    let (used, missing): (Vec<FactId>, Vec<FactId>) =
        facts.iter().partition(|fact| situation.case.value(*fact).is_some());
    if missing.is_empty() {
        return Finding { outcome: decide(gate, situation), used, missing };
    }
    let grid = Grid::new(&missing, &tests, situation);
    let outcomes = grid.outcomes(gate, situation);
    let mut distinct = outcomes.iter().flatten();
    let first = distinct.next().copied().unwrap_or(Outcome::Unknown);
    if distinct.all(|outcome| *outcome == first) {
        return Finding { outcome: first, used, missing: Vec::new() };
    }
    Finding { outcome: Outcome::Unknown, used, missing: grid.deciding(&outcomes) }
}

/// The outcome for a case in which every fact that the rule reads is known.
fn decide(gate: Gate<'_>, situation: &Situation<'_>) -> Outcome {
    match holds(gate.met, situation) {
        Some(true) => return Outcome::Met,
        None => return Outcome::Unknown,
        Some(false) => {}
    }
    match gate.caseworker.map(|test| holds(test, situation)) {
        Some(Some(true)) => Outcome::Caseworker,
        Some(None) => Outcome::Unknown,
        None | Some(Some(false)) => match gate.otherwise {
            Otherwise::NotMet => Outcome::NotMet,
            Otherwise::Caseworker => Outcome::Caseworker,
        },
    }
}

/// Does the test hold? `None` where the policy itself is not known.
fn holds(test: &Test, situation: &Situation<'_>) -> Option<bool> {
    let case = situation.case;
    match test {
        Test::Always => Some(true),
        Test::Never => Some(false),
        Test::NotKnown => None,
        Test::RegistersAhead => Some(case.registers_ahead().is_some()),
        Test::All(tests) => every(tests.iter().map(|test| holds(test, situation))),
        Test::Any(tests) => every(tests.iter().map(|test| holds(test, situation).map(|held| !held))).map(|none| !none),
        Test::Not(test) => holds(test, situation).map(|held| !held),
        Test::Is(is) => {
            let choice = FactId::from_name(&is.fact).and_then(|fact| case.choice(fact))?;
            Some(is.any_of.iter().any(|id| id == choice))
        }
        Test::AtLeast(at_least) => {
            let number = match FactId::from_name(&at_least.fact).and_then(|fact| case.value(fact))? {
                Value::Number(number) => number,
                Value::Day(day) => case.days_since(day),
                Value::Choice(_) | Value::Several(..) | Value::Place(_) => return None,
            };
            Some(number >= at_least.number)
        }
        Test::Covered(scheme) => situation.rulebook.covers(scheme, case.place()?, case.on.date),
        Test::CoveredAtRegistration(scheme) => situation.rulebook.covers(scheme, case.place()?, registered(case)?),
        Test::Tracks(tracks) => {
            let chances = situation.tracks?;
            let listed = crate::profiling::TRACKS.iter().zip(chances);
            let together: u32 =
                listed.filter(|(id, _)| tracks.any_of.iter().any(|any| any == *id)).map(|(_, x)| x).sum();
            Some(i64::from(together) >= i64::from(tracks.at_least))
        }
    }
}

fn registered(case: &Case) -> Option<Date> {
    case.day(FactId::RegisteredSince)
}

/// Three-valued "and": false if any is false, else unknown if any is.
fn every(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => all = None,
        }
    }
    all
}

/// The ways to fill in the missing facts, one value for each range that the rule tells apart.
struct Grid {
    axes: Vec<(FactId, Vec<Value>)>,
}

impl Grid {
    fn new(missing: &[FactId], tests: &[&Test], situation: &Situation<'_>) -> Self {
        let axes = missing.iter().map(|fact| (*fact, representatives(*fact, tests, situation))).collect();
        Self { axes }
    }

    /// The outcome of each way, the last fact changing fastest; `None` where the facts contradict each other.
    fn outcomes(&self, gate: Gate<'_>, situation: &Situation<'_>) -> Vec<Option<Outcome>> {
        let mut cases = vec![situation.case.clone()];
        for (fact, values) in &self.axes {
            cases = cases
                .iter()
                .flat_map(|case| values.iter().map(|value| case.clone().with(*fact, Answer::Known(*value))))
                .collect();
        }
        let outcome = |case: &Case| {
            let possible = case.contradictions().is_empty();
            possible.then(|| decide(gate, &Situation { case, ..*situation }))
        };
        cases.iter().map(outcome).collect()
    }

    /// The facts of which a change, all else equal, can change the outcome.
    fn deciding(&self, outcomes: &[Option<Outcome>]) -> Vec<FactId> {
        let mut found = Vec::new();
        let mut stride = outcomes.len();
        for (fact, values) in &self.axes {
            let block = stride;
            stride = block.checked_div(values.len()).unwrap_or(1).max(1);
            let decides = outcomes.chunks(block.max(1)).any(|block| {
                (0..stride).any(|offset| {
                    let mut line = block.iter().skip(offset).step_by(stride).flatten();
                    line.next().is_some_and(|first| line.any(|other| other != first))
                })
            });
            if decides {
                found.push(*fact);
            }
        }
        found
    }
}

/// One value for each range of a fact that the tests, or the facts' own consistency, tell apart.
fn representatives(fact: FactId, tests: &[&Test], situation: &Situation<'_>) -> Vec<Value> {
    let numbers = tests.iter().flat_map(|test| test.numbers());
    let mut limits: Vec<i32> = numbers.filter(|(id, _)| id == fact.name()).map(|(_, limit)| limit).collect();
    let case = situation.case;
    match fact.fact().kind {
        Kind::Choice(ids) => ids.iter().map(|id| Value::Choice(id)).collect(),
        // Needs are for contact; no rule reads them.
        Kind::Several(_) => Vec::new(),
        Kind::Number(first, last) => {
            limits.extend(case.number_limits(fact));
            let ends = limits.iter().flat_map(|limit| [limit - 1, *limit]).chain([first, last]);
            distinct(ends.filter(|number| (first..=last).contains(number))).into_iter().map(Value::Number).collect()
        }
        Kind::Day(..) => {
            limits.extend([0, 1]);
            let dates = beginnings(tests, situation).into_iter().flat_map(|day| [day, day.plus_days(-1)]);
            let days = limits.iter().map(|days| case.on.date.plus_days(-days)).chain(dates);
            distinct(days).into_iter().map(Value::Day).collect()
        }
        Kind::Place => {
            let codes = places::codes(case.jurisdiction);
            let kinds = situation.rulebook.kinds_of_places.iter();
            kinds.filter_map(|at| codes.get(usize::from(*at))).map(|code| Value::Place(code)).collect()
        }
    }
}

/// Each item once, in the order in which it first came.
fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

/// The days, today at the latest, on which a scheme that the tests look back on begins somewhere.
fn beginnings(tests: &[&Test], situation: &Situation<'_>) -> Vec<Date> {
    let schemes: Vec<&str> = tests.iter().flat_map(|test| looked_back_on(test)).collect();
    let rollouts = situation.rulebook.rollouts.iter().filter(|rollout| rollout.from <= situation.case.on.date);
    let rollouts = rollouts.filter(|rollout| rollout.schemes.iter().any(|scheme| schemes.contains(&scheme.as_str())));
    distinct(rollouts.map(|rollout| rollout.from))
}

/// The schemes whose cover on an earlier day a test asks for.
fn looked_back_on(test: &Test) -> Vec<&str> {
    match test {
        Test::All(tests) | Test::Any(tests) => tests.iter().flat_map(looked_back_on).collect(),
        Test::Not(test) => looked_back_on(test),
        Test::CoveredAtRegistration(scheme) => vec![scheme],
        _ => Vec::new(),
    }
}
