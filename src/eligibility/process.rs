//! What happens next: the dated steps of the service process.

use super::logic::{Finding, Gate, Outcome, Situation, judge, judge_gate};
use super::verdict;
use crate::case::{Case, FactId, FactSet, Jurisdiction};
use crate::date::Date;
use crate::holidays::{is_working_day, plus_working_days};
use crate::order::sorted;
use crate::policy::schema::{Anchor, Otherwise, Rulebook, Span, Step, StepVersion, Test, Version};

/// How often a step may have come back before its next time is given up: once a week for sixty years.
const MOST_TIMES: i32 = 60 * 53;

/// How long a wish for early meetings reaches: our own limit, for nobody has published one.
const MONTHS_OF_WISHES: i32 = 3;

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
    /// The programme that it comes in. Where that is not known to be open, the step has no date.
    pub programme: Option<&'a str>,
}

/// The steps that apply, or that missing facts do not exclude, by date; those without a date come last.
pub fn next_steps<'a>(rulebook: &'a Rulebook, situation: &Situation<'_>) -> Vec<NextStep<'a>> {
    let steps = steps(rulebook, situation.case).filter_map(|step| next_step(step, rulebook, situation));
    sorted(steps.collect(), |a: &NextStep<'a>, b| (a.from.is_none(), a.from).cmp(&(b.from.is_none(), b.from)))
}

/// The steps where the person lives.
fn steps<'a>(rulebook: &'a Rulebook, case: &Case) -> impl Iterator<Item = &'a Step> {
    let apart = rulebook.apart(case.place(), case.on.date);
    rulebook.steps.iter().filter(move |step| step.apart.as_deref() == apart)
}

fn next_step<'a>(step: &'a Step, rulebook: &Rulebook, situation: &Situation<'_>) -> Option<NextStep<'a>> {
    let version = step.version(situation.case.on.date)?;
    match finding(version, situation).outcome {
        Outcome::NotMet => return None,
        Outcome::Unknown if version.certain => return None,
        _ => {}
    }
    let (anchor, day) = match &version.counted_from {
        // What opens on a later day is told where it would then be open.
        Anchor::FirstMet(rule) => first_met(rule, rulebook, situation).map(|day| (Some(day), day))?,
        anchor => (anchor_day(anchor, situation.case), situation.case.on.date),
    };
    let outcome = version.programme.as_ref().and_then(|programme| outcome_on(programme, rulebook, situation, day));
    if outcome == Some(Outcome::NotMet) {
        return None;
    }
    // What tells when a programme opens comes before it, not in it.
    let programme = version.programme.as_deref().filter(|_| !matches!(version.counted_from, Anchor::FirstMet(_)));
    let certain = programme.is_none() || outcome == Some(Outcome::Met);
    let anchor = anchor.filter(|_| certain);
    let dates = anchor.map(|anchor| dates(version, anchor, situation.case));
    if version.passes && dates == Some(None) {
        return None;
    }
    let dates = dates.flatten();
    Some(NextStep { step, version, from: dates.map(|(from, _)| from), by: dates.and_then(|(_, by)| by), programme })
}

/// What the programme comes to on that day, if nothing but time passes until then.
fn outcome_on(programme: &str, rulebook: &Rulebook, situation: &Situation<'_>, day: Date) -> Option<Outcome> {
    let case = situation.case.on_day(day);
    let situation = Situation { case: &case, ..*situation };
    let programme = rulebook.programmes.iter().find(|known| known.id == programme)?;
    Some(verdict(rulebook, programme, &situation).outcome)
}

/// The first later day on which a rule that is not met today is met, if nothing but time passes: its wording of
/// today, the same facts, the same estimate.
fn first_met(rule: &str, rulebook: &Rulebook, situation: &Situation<'_>) -> Option<Date> {
    let today = situation.case.on.date;
    let version = rulebook.rules.iter().find(|known| known.id == rule)?.version(today)?;
    if !matches!(judge(version, situation).outcome, Outcome::NotMet | Outcome::Caseworker) {
        return None;
    }
    let since = situation.case.day(FactId::RegisteredSince);
    let limits = std::iter::once(&version.met).chain(&version.caseworker).flat_map(Test::numbers);
    let limits = limits.filter(|(fact, _)| fact == FactId::RegisteredSince.name());
    let reached = limits.filter_map(|(_, days)| since.map(|since| since.plus_days(days)));
    // What has opened by the day on which the person registers opens then for them.
    let first = situation.case.service_from();
    let days = reached.chain(rulebook.rollouts.iter().map(|rollout| rollout.from.max(first))).collect();
    sorted(days, Ord::cmp).into_iter().filter(|day| *day > today).find(|day| {
        let case = situation.case.on_day(*day);
        judge(version, &Situation { case: &case, ..*situation }).outcome == Outcome::Met
    })
}

/// The first meetings that the person wishes for, as far as their wish says how often.
pub fn wished_meetings(rulebook: &Rulebook, situation: &Situation<'_>) -> Vec<Date> {
    let case = situation.case;
    let mut found = Vec::new();
    for step in steps(rulebook, case) {
        // The steps that come only of what was told for certain are the wishes.
        let Some(version) = step.version(case.on.date).filter(|version| version.certain) else { continue };
        if finding(version, situation).outcome != Outcome::Met {
            continue;
        }
        let first = case.service_from();
        let last = first.plus_months(MONTHS_OF_WISHES);
        for times in 0..MOST_TIMES {
            let anchor = plus(first, times_over(version.every, times), case.jurisdiction);
            match dates(version, anchor, case) {
                Some((from, _)) if from <= last && version.every.is_some() => found.push(from),
                _ => break,
            }
        }
    }
    found
}

/// The missing facts that decide whether a step is for the person, or its dates.
pub fn missing_for_steps(rulebook: &Rulebook, situation: &Situation<'_>) -> FactSet {
    let case = situation.case;
    let versions = steps(rulebook, case).filter_map(|step| step.version(case.on.date));
    let missing = versions.flat_map(|version| {
        let finding = finding(version, situation);
        let dating = match &version.counted_from {
            _ if finding.outcome == Outcome::NotMet => Vec::new(),
            Anchor::Registration | Anchor::NextMonth => vec![FactId::RegisteredSince],
            Anchor::FirstMet(rule) => read_later(rule, rulebook, situation),
            // Told or not is no question of what is missing: who may tell it is asked.
            Anchor::Today | Anchor::RegistrationAhead | Anchor::NotYet => Vec::new(),
        };
        finding.missing.into_iter().chain(dating)
    });
    missing.filter(|fact| case.value(*fact).is_none()).collect()
}

/// The facts that tell when a rule that is closed today will open.
fn read_later(rule: &str, rulebook: &Rulebook, situation: &Situation<'_>) -> Vec<FactId> {
    let rule = rulebook.rules.iter().find(|known| known.id == rule);
    let version = rule.and_then(|rule| rule.version(situation.case.on.date));
    let closed =
        |version: &&Version| matches!(judge(version, situation).outcome, Outcome::NotMet | Outcome::Caseworker);
    let tests =
        version.filter(closed).into_iter().flat_map(|version| std::iter::once(&version.met).chain(&version.caseworker));
    tests.flat_map(Test::facts).filter_map(FactId::from_name).collect()
}

/// A step is for a person as a rule is met by one.
fn finding(version: &StepVersion, situation: &Situation<'_>) -> Finding {
    judge_gate(Gate { met: &version.when, caseworker: None, otherwise: Otherwise::NotMet }, situation)
}

/// The day that the dates of a step are counted from, where it is known.
fn anchor_day(anchor: &Anchor, case: &Case) -> Option<Date> {
    // Nothing of the service comes before the registration.
    let today = case.service_from();
    let registered = case.day(FactId::RegisteredSince).unwrap_or(today);
    match anchor {
        Anchor::Registration => Some(registered),
        Anchor::Today => Some(today),
        Anchor::RegistrationAhead => case.registers_ahead(),
        Anchor::NextMonth => {
            let (year, month, _) = registered.ymd();
            Date::new(year, month, 1).map(|first| first.plus_months(1))
        }
        Anchor::FirstMet(_) | Anchor::NotYet => None,
    }
}

/// A step's first and last day; `None` once they have passed. One that comes back is told at its next time.
fn dates(version: &StepVersion, anchor: Date, case: &Case) -> Option<(Date, Option<Date>)> {
    let dates = |times: i32| {
        let anchor = plus(anchor, times_over(version.every, times), case.jurisdiction);
        let from = plus(anchor, version.start, case.jurisdiction);
        let free = version.on_working_day && !is_working_day(case.jurisdiction, from);
        let from = if free { plus_working_days(case.jurisdiction, from, 1) } else { from };
        let by = version.end.map(|end| plus(anchor, end, case.jurisdiction));
        (by.unwrap_or(from) >= case.on.date).then_some((from, by))
    };
    match version.every {
        Some(_) => (0..MOST_TIMES).find_map(dates),
        None => dates(0),
    }
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
