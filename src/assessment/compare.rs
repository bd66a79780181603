//! Results beside each other: with and without some answers, and an earlier one beside a new one.
//!
//! What moved a result is found by judging the earlier case again with one thing changed at a time. Knows no
//! language and no file.

use super::{Assessment, Chances, Judgement, rulebook};
use crate::case::{Answer, Case, FactId, Problem, Raw, Value};
use crate::date::Date;
use crate::policy::{ENGINE, PolicySet};
use crate::wire::{Wire, object};

/// What a result comes to, as far as two are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The most likely track.
    pub most_likely: Option<&'static str>,
    /// The chance of each track, thousandths.
    pub chances: Option<[u32; 5]>,
    /// The chance of work within six months, thousandths.
    pub six_months: Option<u32>,
    /// The outcome of each programme.
    pub programmes: Vec<(String, &'static str)>,
}

impl Summary {
    /// Judges a case.
    ///
    /// # Errors
    /// As [`super::assess`].
    pub fn of(case: &Case, policies: &PolicySet) -> Result<Self, Problem> {
        let judgement = Judgement::outlined(case, policies, rulebook(case, policies)?, None);
        let mut programmes = Vec::new();
        for (id, outcome) in judgement.outcomes() {
            programmes.push((id.to_owned(), outcome.id()));
        }
        Ok(Self {
            most_likely: judgement.most_likely(),
            chances: judgement.outlook().map(|outlook| outlook.chances),
            six_months: judgement.six_months(),
            programmes,
        })
    }

    /// Are the two shown alike, chances as so many of 100?
    pub fn looks_like(&self, other: &Self) -> bool {
        let hundredths = |thousandths: u32| (thousandths + 5) / 10;
        self.most_likely == other.most_likely
            && self.six_months.map(hundredths) == other.six_months.map(hundredths)
            && self.chances.map(|chances| chances.map(hundredths))
                == other.chances.map(|chances| chances.map(hundredths))
            && self.programmes == other.programmes
    }

    /// The chance of Rusta och matcha: levels A, B and C together.
    pub fn together(&self) -> Option<u32> {
        self.chances.map(|[_, a, b, c, _]| a + b + c)
    }
}

impl From<&Assessment> for Summary {
    fn from(assessment: &Assessment) -> Self {
        let mut programmes = Vec::new();
        for programme in &assessment.eligibility {
            programmes.push((programme.id.clone(), programme.outcome));
        }
        let track = assessment.track.as_ref();
        Self {
            most_likely: track.map(|track| track.most_likely),
            chances: track.map(|track| track.chances.each().map(|(_, chance)| chance)),
            six_months: assessment.job_chance.as_ref().map(|chance| chance.six_months),
            programmes,
        }
    }
}

impl Wire for Summary {
    fn wire(&self) -> Raw {
        object([
            ("most_likely", self.most_likely.wire()),
            ("chances", self.chances.map(Chances::new).wire()),
            ("six_months", self.six_months.wire()),
            ("programmes", self.programmes.wire()),
        ])
    }
}

/// The facts that a person cannot change and that the authority's tool weighs.
pub const PROTECTED_ATTRIBUTES: [FactId; 3] = [FactId::Sex, FactId::BirthRegion, FactId::Disability];

/// A result without some answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Without {
    /// What is left out.
    pub facts: Vec<FactId>,
    /// The result then: the mixture over all answers that people with the other ones have.
    pub result: Summary,
}

/// The result of the same case without sex, birth and disability: each that was answered alone, and last all of
/// them together, where there are several.
pub fn without(case: &Case, policies: &PolicySet) -> Vec<Without> {
    let mut known = Vec::new();
    let mut sets = Vec::new();
    for fact in PROTECTED_ATTRIBUTES {
        if case.value(fact).is_some() {
            known.push(fact);
            sets.push(vec![fact]);
        }
    }
    if known.len() > 1 {
        sets.push(known);
    }
    let mut found = Vec::new();
    for facts in sets {
        let mut case = case.clone();
        for fact in &facts {
            case.set(*fact, Answer::Unknown);
        }
        if let Ok(result) = Summary::of(&case, policies) {
            found.push(Without { facts, result });
        }
    }
    found
}

/// A result as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// What was told, but for what was withheld.
    pub case: Case,
    /// Answers that were not kept.
    pub withheld: Vec<FactId>,
    /// The engine that judged it.
    pub engine: String,
    /// What it came to.
    pub result: Summary,
}

/// Something that is different now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The answer to a question: before and now.
    Fact(FactId, Answer, Answer),
    /// The days registered: before and now, where they are known.
    Days(Option<i32>, Option<i32>),
    /// The rules in force on the two days: the ids of their editions.
    Rules(String, String),
    /// The program or its data.
    Engine,
    /// An answer that was not kept.
    Withheld,
}

/// Something that is different now, and what it does alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What.
    pub what: Difference,
    /// The result before it.
    pub from: Summary,
    /// The result with only it changed.
    pub to: Summary,
}

impl Cause {
    /// Does it alone move anything that is shown?
    pub fn moves(&self) -> bool {
        !self.from.looks_like(&self.to)
    }
}

/// An earlier result beside the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What is now.
    pub now: Summary,
    /// What is different, each judged alone.
    pub causes: Vec<Cause>,
}

/// Compares an earlier result with that of the case as it is now. An answer that was withheld is taken to have
/// been the same as now.
///
/// # Errors
/// One of the two days is not covered.
pub fn compare(earlier: &Earlier, case: &Case, policies: &PolicySet) -> Result<Comparison, Problem> {
    let now = Summary::of(case, policies)?;
    let mut before = earlier.case.clone();
    for fact in &earlier.withheld {
        before.set(*fact, case.answer(*fact));
    }
    let base = Summary::of(&before, policies)?;
    let mut comparison = Comparison { now, causes: Vec::new() };
    if base != earlier.result {
        let what = if earlier.engine == ENGINE { Difference::Withheld } else { Difference::Engine };
        comparison.causes.push(Cause { what, from: earlier.result.clone(), to: base.clone() });
    }
    let mut alone = |what: Difference, then: &Case| -> Result<(), Problem> {
        comparison.causes.push(Cause { what, from: base.clone(), to: Summary::of(then, policies)? });
        Ok(())
    };
    for fact in case.facts() {
        let (was, is) = (before.answer(fact.id), case.answer(fact.id));
        // How long somebody has been registered counts, not the day it began; it is compared below.
        if fact.id != FactId::RegisteredSince && was.value() != is.value() {
            alone(Difference::Fact(fact.id, was, is), &before.clone().with(fact.id, is))?;
        }
    }
    let (was, is) = (before.days_registered(), case.days_registered());
    if was != is {
        alone(Difference::Days(was, is), &registered(before.clone(), is))?;
    }
    if case.on.date != before.on.date {
        let edition = |day: Date| {
            let rules = policies.rules(case.jurisdiction);
            rules.and_then(|rules| rules.edition(day)).map_or_else(String::new, |edition| edition.id.clone())
        };
        let what = Difference::Rules(edition(before.on.date), edition(case.on.date));
        alone(what, &registered(before.on_day(case.on.date), was))?;
    }
    Ok(comparison)
}

/// The same case, registered for so many days.
pub(super) fn registered(case: Case, days: Option<i32>) -> Case {
    let since = days.map_or(Answer::Unknown, |days| Answer::Known(Value::Day(case.on.date.plus_days(-days))));
    case.with(FactId::RegisteredSince, since)
}
