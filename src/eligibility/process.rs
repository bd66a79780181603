//! What happens next: the dated steps of the service process.

use super::logic::{Finding, Outcome, Situation, judge};
use super::verdicts;
use crate::case::{Case, FactId, Jurisdiction};
use crate::date::Date;
use crate::holidays::plus_working_days;
use crate::policy::schema::{Anchor, Otherwise, Rulebook, Span, Step, StepVersion, Version};
use std::collections::BTreeSet;

/// How often a step may have come back before its next time is given up: once a week for sixty years.
const MOST_TIMES: i32 = 60 * 53;

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
    let verdicts = verdicts(rulebook, situation);
    let closed = |programme: &String| {
        verdicts.iter().any(|verdict| verdict.programme == programme && verdict.outcome == Outcome::NotMet)
    };
    let dated = |step: &'a Step| {
        let version = step.version(case.on.date)?;
        let possible = finding(version, situation).outcome != Outcome::NotMet;
        (possible && !version.programme.as_ref().is_some_and(closed)).then(|| date(step, version, case))
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

/// The step's dates. One that comes back is told at its next time; one whose time has passed has no date.
fn date<'a>(step: &'a Step, version: &'a StepVersion, case: &Case) -> NextStep<'a> {
    let today = case.on.date;
    let registered = case.day(FactId::RegisteredSince).unwrap_or(today);
    let anchor = match version.counted_from {
        Anchor::Registration => Some(registered),
        Anchor::Today => Some(today),
        Anchor::NextMonth => {
            let (year, month, _) = registered.ymd();
            Date::new(year, month, 1).map(|first| first.plus_months(1))
        }
        Anchor::NotYet => None,
    };
    let dates = |times: i32| {
        let anchor = plus(anchor?, times_over(version.every, times), case.jurisdiction);
        let from = plus(anchor, version.start, case.jurisdiction);
        let by = version.end.map(|end| plus(anchor, end, case.jurisdiction));
        (by.unwrap_or(from) >= today).then_some((from, by))
    };
    let found = match version.every {
        Some(_) => (0..MOST_TIMES).find_map(dates),
        None => dates(0),
    };
    NextStep { step, version, from: found.map(|(from, _)| from), by: found.and_then(|(_, by)| by) }
}

/// The span, so many times; nothing where a step does not come back.
fn times_over(every: Option<Span>, times: i32) -> Span {
    match every {
        Some(Span::Days(days)) => Span::Days(days * times),
        Some(Span::WorkingDays(days)) => Span::WorkingDays(days * times),
        Some(Span::Months(months)) => Span::Months(months * times),
        None => Span::Days(0),
    }
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
