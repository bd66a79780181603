//! The judgement put together: from a case to one [`Assessment`], which every rendering shows.
//!
//! Knows no clock, language, storage or browser. The same case gives the byte-equal Assessment natively
//! and in WASM.

mod boundary;
mod compare;
mod earlier;
mod what_if;

pub use boundary::{
    Area, Assessment, Chances, Change, ChangedOutcome, ContactOption, Edition, Eligibility, FactValue, Factor, Failure,
    JobChance, Later, NextStep, NextTrack, PublishedNote, Reason, SourceUsed, Track, WhatIf,
};
pub use compare::{Cause, Comparison, Difference, Earlier, PROTECTED_ATTRIBUTES, Summary, Without, compare, without};
pub use earlier::{Period, periods};

use crate::case::{Allowed, Answer, Case, FactId, FactSet, Problem, Value};
use crate::contact::{self, Nearness};
use crate::date::Date;
use crate::eligibility::{self, Outcome, Situation};
use crate::order::sorted;
use crate::policy::schema::Rulebook;
use crate::policy::scorecard::{CutoffWindow, Scorecard};
use crate::policy::{ENGINE, PolicySet};
use crate::profiling::{self, Estimate, Input, Outlook, TRACKS};
use crate::settings::contact::LocalContact;

/// Judges a case.
///
/// # Errors
/// The day lies before the first one that the policy files cover.
pub fn assess(case: &Case, policies: &PolicySet) -> Result<Assessment, Problem> {
    let rulebook = rulebook(case, policies)?;
    let judgement = Judgement::of(case, policies, rulebook);
    let mut assessment = judgement.boundary();
    assessment.what_ifs = what_if::what_ifs(&judgement, policies);
    assessment.later = what_if::later(&judgement, policies);
    Ok(assessment)
}

/// Judges a case at a glance: the same, but for what could change it, which takes the longest to find.
///
/// # Errors
/// As [`assess`].
pub fn assess_summary(case: &Case, policies: &PolicySet) -> Result<Assessment, Problem> {
    Ok(Judgement::of(case, policies, rulebook(case, policies)?).boundary())
}

/// The facts of which an answer can still change something shown.
///
/// # Errors
/// As [`assess`].
pub fn relevant_facts(case: &Case, policies: &PolicySet) -> Result<FactSet, Problem> {
    let rulebook = rulebook(case, policies)?;
    let profiled = scorecard(case, policies);
    // Of the estimate, rules and steps read the tracks alone.
    let tracks = profiled.map(|(card, window)| profiling::chances(card, window, &inputs(card, case)));
    let situation = Situation { case, rulebook, tracks };
    let verdicts = eligibility::verdicts(rulebook, &situation);
    let unknown = |fact: &FactId| case.value(*fact).is_none();
    let by_rules = verdicts.iter().flat_map(|verdict| &verdict.reasons).flat_map(|reason| &reason.finding.missing);
    let by_steps = eligibility::missing_for_steps(rulebook, &situation);
    let by_profiling = profiled.iter().flat_map(|(card, _)| &card.factors);
    let by_profiling = by_profiling.filter_map(|factor| FactId::from_name(&factor.fact)).filter(unknown);
    // The day that estimate and steps count from.
    let ahead = Some(FactId::LastWorkDay).filter(|fact| fact.fact().used_in(case.jurisdiction) && case.asks(*fact));
    let all = by_rules.copied().chain(by_steps.iter()).chain(by_profiling).chain(ahead);
    Ok(all.filter(|fact| !fact.fact().is_preference() && unknown(fact)).collect())
}

/// The days of the early meetings that the person wishes for: a plan to bring along, not a booking.
pub fn wished_meetings(case: &Case, policies: &PolicySet) -> Vec<Date> {
    let Ok(rulebook) = rulebook(case, policies) else { return Vec::new() };
    eligibility::wished_meetings(rulebook, &Situation { case, rulebook, tracks: None })
}

fn rulebook<'a>(case: &Case, policies: &'a PolicySet) -> Result<&'a Rulebook, Problem> {
    let rulebook = policies.rules(case.jurisdiction).filter(|rulebook| rulebook.first <= case.on.date);
    rulebook.ok_or_else(|| Problem {
        code: "before-first-edition",
        at: "on".to_owned(),
        given: case.on.to_string(),
        allowed: match policies.rules(case.jurisdiction) {
            Some(rulebook) => Allowed::From(rulebook.first),
            None => Allowed::Form("a jurisdiction that has rules"),
        },
    })
}

/// The scorecard and its window on the day, where a tool gave tracks then.
fn scorecard<'a>(case: &Case, policies: &'a PolicySet) -> Option<(&'a Scorecard, &'a CutoffWindow)> {
    let card = policies.scorecard(case.jurisdiction)?;
    Some((card, card.edition_on(&case.on.date.to_string())?))
}

/// The parts of the judgement, before they are put into the form of the boundary.
struct Judgement<'a> {
    case: &'a Case,
    rulebook: &'a Rulebook,
    /// The scorecard, its window on the day and what they give; `None` where no tool gave tracks.
    profiled: Option<(&'a Scorecard, &'a CutoffWindow, Outlook)>,
    /// The same with its reasons: only of the person as they are.
    estimate: Option<Estimate>,
    verdicts: Vec<eligibility::Verdict<'a>>,
    /// The authority's own file on its ways of contact.
    local: Option<&'a LocalContact>,
}

impl<'a> Judgement<'a> {
    fn of(case: &'a Case, policies: &'a PolicySet, rulebook: &'a Rulebook) -> Self {
        let card = scorecard(case, policies);
        let estimate = card.map(|(card, window)| profiling::estimate(card, window, &inputs(card, case)));
        let profiled = card.zip(estimate.as_ref()).map(|((card, window), estimate)| (card, window, estimate.into()));
        Self { estimate, ..Self::judged(case, rulebook, profiled, policies) }
    }

    /// Without the reasons of the estimate, and made anew only where what it reads is not as in the other one.
    fn outlined(
        case: &'a Case,
        policies: &'a PolicySet,
        rulebook: &'a Rulebook,
        other: Option<&Judgement<'a>>,
    ) -> Self {
        let profiled = scorecard(case, policies).map(|(card, window)| {
            let inputs = inputs(card, case);
            let known = other.and_then(|other| Some((other.case, other.profiled.as_ref()?)));
            let known = known.filter(|(then, (_, at, _))| at.id == window.id && self::inputs(card, then) == inputs);
            let known = known.map(|(_, (.., outlook))| outlook.clone());
            (card, window, known.unwrap_or_else(|| profiling::outlook(card, window, &inputs)))
        });
        Self::judged(case, rulebook, profiled, policies)
    }

    /// The same person after a change.
    fn beside(case: &'a Case, policies: &'a PolicySet, other: &Judgement<'a>) -> Self {
        Self::outlined(case, policies, other.rulebook, Some(other))
    }

    fn judged(
        case: &'a Case,
        rulebook: &'a Rulebook,
        profiled: Option<(&'a Scorecard, &'a CutoffWindow, Outlook)>,
        policies: &'a PolicySet,
    ) -> Self {
        let tracks = profiled.as_ref().map(|(.., outlook)| outlook.chances);
        let verdicts = eligibility::verdicts(rulebook, &Situation { case, rulebook, tracks });
        Self { case, rulebook, profiled, estimate: None, verdicts, local: policies.local() }
    }

    fn situation(&self) -> Situation<'_> {
        let tracks = self.outlook().map(|outlook| outlook.chances);
        Situation { case: self.case, rulebook: self.rulebook, tracks }
    }

    fn outlook(&self) -> Option<&Outlook> {
        self.profiled.as_ref().map(|(.., outlook)| outlook)
    }

    fn most_likely(&self) -> Option<&'static str> {
        self.outlook().and_then(|outlook| TRACKS.get(outlook.most_likely)).copied()
    }

    fn six_months(&self) -> Option<u32> {
        self.outlook()?.six_months
    }

    fn outcomes(&self) -> impl Iterator<Item = (&'a str, Outcome)> {
        self.verdicts.iter().map(|verdict| (verdict.programme.id.as_str(), verdict.outcome))
    }

    fn boundary(&self) -> Assessment {
        let (case, rulebook) = (self.case, self.rulebook);
        let eligibility: Vec<Eligibility> = self.verdicts.iter().map(Eligibility::from).collect();
        // Where no track is named, none may decide the order of the ways either.
        let named = self.estimate.as_ref().is_some_and(|estimate| !estimate.abstains);
        let nearness = match self.most_likely().filter(|_| named) {
            Some("too-close") => Nearness::Near,
            Some("too-far") => Nearness::Far,
            _ => Nearness::Middle,
        };
        let contact: Vec<ContactOption> =
            contact::rank(rulebook, self.local, case, nearness).iter().map(ContactOption::from).collect();
        let next_steps: Vec<NextStep> =
            eligibility::next_steps(rulebook, &self.situation()).iter().map(NextStep::from).collect();
        let in_force = rulebook.edition(case.on.date).map_or_else(String::new, |edition| edition.id.clone());
        let mut assessment = Assessment {
            v: boundary::VERSION,
            jurisdiction: case.jurisdiction.id(),
            on: case.on.to_string(),
            registers: case.registers_ahead().map(|day| day.to_string()),
            edition: Edition {
                policy: rulebook.version.clone(),
                in_force,
                engine: ENGINE,
                local: self.local.map(|local| local.hash.clone()),
            },
            score: self.estimate.as_ref().map(|estimate| estimate.score),
            track: self.track(),
            job_chance: self.job_chance(),
            why: self.why(),
            factors: self.factors(),
            what_ifs: Vec::new(),
            later: Vec::new(),
            eligibility,
            contact,
            next_steps,
            sources: Vec::new(),
        };
        assessment.sources = boundary::sources(rulebook, &assessment);
        assessment
    }

    /// Why there is no track, where there is none.
    fn why(&self) -> Option<&'static str> {
        self.profiled.is_none().then(|| self.case.jurisdiction.without_track())
    }

    fn track(&self) -> Option<Track> {
        let ((card, window, _), estimate) = self.profiled.as_ref().zip(self.estimate.as_ref())?;
        let most_likely = self.most_likely()?;
        let others: Vec<(&'static str, u32)> =
            TRACKS.iter().copied().zip(estimate.chances).filter(|(id, _)| *id != most_likely).collect();
        // A stable sort: a tie goes to the first.
        let others = sorted(others, |a, b| b.1.cmp(&a.1));
        let top = estimate.chances.get(estimate.most_likely).copied().unwrap_or_default();
        let next = others.first().map(|(id, chance)| NextTrack { track: id, behind: top.saturating_sub(*chance) });
        let ask =
            estimate.most_informative.and_then(|factor| card.factors.get(factor)).map(|factor| factor.fact.clone());
        let chances = Chances::new(estimate.chances);
        let service = chances.services().into_iter().find(|(_, chance)| *chance >= card.service_from).map(|(id, _)| id);
        // A tie goes to the first.
        let best = chances.levels().into_iter().reduce(|best, one| if one.1 > best.1 { one } else { best });
        let level = best.filter(|(_, chance)| service == Some("levels") && *chance >= card.name_from);
        Some(Track {
            most_likely,
            chances,
            service,
            level: level.map(|(id, _)| id),
            next,
            edition: window.id.clone(),
            lowest: Chances::new(estimate.lowest),
            highest: Chances::new(estimate.highest),
            is_robust: estimate.is_robust,
            abstains: estimate.abstains,
            ask,
            basis: window.basis.id(),
        })
    }

    fn job_chance(&self) -> Option<JobChance> {
        let ((card, ..), estimate) = self.profiled.as_ref().zip(self.estimate.as_ref())?;
        let chance = estimate.job_chance.as_ref()?;
        let little_known = estimate.contributions.iter().filter_map(|contribution| {
            let factor = card.factors.get(contribution.factor)?;
            let category = factor.categories.get(contribution.category?)?;
            let id = [&factor.id, "/", &category.id].concat();
            card.chance.as_ref()?.little_known.contains(&id).then(|| factor.fact.clone())
        });
        Some(JobChance {
            little_known: little_known.collect(),
            six_months: chance.six_months,
            low: chance.low,
            high: chance.high,
            by_month: chance.by_month.clone(),
            basis: card.basis.id(),
        })
    }

    fn factors(&self) -> Vec<Factor> {
        let Some(((card, ..), estimate)) = self.profiled.as_ref().zip(self.estimate.as_ref()) else {
            return Vec::new();
        };
        let chance = estimate.job_chance.as_ref();
        let chance_points = |factor: usize| {
            let mut all = chance.iter().flat_map(|chance| &chance.contributions);
            all.find(|contribution| contribution.factor == factor).map_or(0, |contribution| contribution.points)
        };
        let base = Factor {
            fact: "base".to_owned(),
            value: None,
            category: None,
            points: estimate.base,
            chance_points: chance.map_or(0, |chance| chance.base),
        };
        let rows = estimate.contributions.iter().filter_map(|contribution| {
            let factor = card.factors.get(contribution.factor)?;
            let value =
                FactId::from_name(&factor.fact).map_or(FactValue::from(Answer::Unknown), |fact| self.told(fact));
            let category = contribution.category.and_then(|at| factor.categories.get(at));
            Some(Factor {
                fact: factor.id.clone(),
                value: Some(value),
                category: category.map(|category| category.id.clone()),
                points: contribution.points,
                chance_points: chance_points(contribution.factor),
            })
        });
        std::iter::once(base).chain(rows).collect()
    }

    /// What the person told of a fact. Nobody tells the day of a registration that is still to come.
    fn told(&self, fact: FactId) -> FactValue {
        if fact == FactId::RegisteredSince && !self.case.is_told(fact) && self.case.is_not_registered() {
            return FactValue::from(self.case.answer(FactId::RegistrationChannel));
        }
        FactValue::from(self.case.answer(fact))
    }
}

/// What the scorecard reads of a case, one input per factor.
fn inputs<'a>(card: &Scorecard, case: &'a Case) -> Vec<Input<'a>> {
    let input = |factor: &crate::policy::scorecard::Factor| {
        let value = FactId::from_name(&factor.fact).and_then(|fact| case.value(fact));
        match value {
            Some(Value::Choice(id) | Value::Place(id)) => Input::Choice(id),
            Some(Value::Number(number)) => Input::Number(number),
            Some(Value::Day(day)) => Input::Number(case.days_since(day)),
            // No scorecard reads needs.
            Some(Value::Several(..)) | None => Input::Unknown,
        }
    };
    card.factors.iter().map(input).collect()
}
