//! What happens next: the dated steps of the service process.

use super::logic::{Finding, Outcome, Situation, judge};
use crate::case::{Case, FactId, Jurisdiction};
use crate::date::Date;
use crate::holidays::plus_working_days;
use crate::policy::schema::{Anchor, Otherwise, Rulebook, Span, Step, StepVersion, Version};
use std::collections::BTreeSet;

/// A step, dated for one person.
#[derive(Clone, Debug)]
pub struct NextStep<'a> {
    /// The step.
    pub step: &'a Step,
    /// The version in force.
    pub version: &'a StepVersion,
    /// The first day of it, where it has a date.
    pub from: Option<Date>,
    /// The last day of it, where there is one.
    pub by: Option<Date>,
}

/// The steps that apply, or that missing facts do not exclude, by date; those without a date come last.
pub fn next_steps<'a>(rulebook: &'a Rulebook, situation: &Situation<'_>) -> Vec<NextStep<'a>> {
    let case = situation.case;
    let dated = |step: &'a Step| {
        let version = step.version(case.on.date)?;
        (finding(version, situation).outcome != Outcome::NotMet).then(|| date(step, version, case))
    };
    let mut steps: Vec<NextStep<'a>> = rulebook.steps.iter().filter_map(dated).collect();
    steps.sort_by_key(|step| (step.from.is_none(), step.from));
    steps
}

/// The missing facts that decide whether a step is for the person.
pub fn missing_for_steps(rulebook: &Rulebook, situation: &Situation<'_>) -> BTreeSet<FactId> {
    let on = situation.case.on.date;
    let versions = rulebook.steps.iter().filter_map(|step| step.version(on));
    versions.flat_map(|version| finding(version, situation).missing).collect()
}

/// A step is for a person as a rule is met by one.
fn finding(version: &StepVersion, situation: &Situation<'_>) -> Finding {
    let rule = Version {
        from: version.from,
        basis: version.basis,
        source: String::new(),
        note: None,
        say: None,
        met: version.when.clone(),
        caseworker: None,
        otherwise: Otherwise::NotMet,
    };
    judge(&rule, situation)
}

fn date<'a>(step: &'a Step, version: &'a StepVersion, case: &Case) -> NextStep<'a> {
    let today = case.on.date;
    let registered = case.day(FactId::RegisteredSince).unwrap_or(today);
    let (year, month, _) = today.ymd();
    let anchor = match version.counted_from {
        Anchor::Registration => Some(registered),
        Anchor::Today => Some(today),
        Anchor::NextMonth => Date::new(year, month, 1).map(|first| first.plus_months(1)),
        Anchor::NotYet => None,
    };
    let dates = anchor.map(|mut anchor| {
        let at = |anchor| {
            let from = plus(anchor, version.start, case.jurisdiction);
            (from, version.end.map(|end| plus(anchor, end, case.jurisdiction)))
        };
        // A step that comes back is told at its next time, not at its first.
        if let Some(every) = version.every {
            while at(anchor).1.unwrap_or(at(anchor).0) < today {
                anchor = plus(anchor, every, case.jurisdiction);
            }
        }
        at(anchor)
    });
    NextStep { step, version, from: dates.map(|(from, _)| from), by: dates.and_then(|(_, by)| by) }
}

fn plus(date: Date, span: Span, jurisdiction: Jurisdiction) -> Date {
    match span {
        Span::Days(days) => date.plus_days(days),
        Span::WorkingDays(days) => plus_working_days(jurisdiction, date, days),
        Span::Months(months) => date.plus_months(months),
    }
}

impl Step {
    /// The version in force on a day; none before the first.
    pub fn version(&self, on: Date) -> Option<&StepVersion> {
        self.versions.iter().rev().find(|version| version.from <= on)
    }
}
