//! The same person under the rules of earlier days: as old as now, and registered for as long.

use super::compare::registered;
use super::{Summary, rulebook};
use crate::case::{Case, FactId};
use crate::date::Date;
use crate::policy::PolicySet;

/// A time in which the rules and the tool's windows were the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: Date,
    /// The edition of the rules: the text `edition.ID`.
    pub edition: String,
    /// How well the first day is known.
    pub basis: &'static str,
    /// Did the tool's window change on this day, and not the edition?
    pub window_only: bool,
    /// What the case comes to on that day. Where there was no tool, or nothing is known, it has no tracks.
    pub result: Summary,
}

/// What the case comes to at the beginning of each period, the latest first; none where a day is not covered.
pub fn periods(case: &Case, policies: &PolicySet) -> Vec<Period> {
    let mut found = Vec::new();
    let Ok(rules) = rulebook(case, policies) else { return found };
    let mut days = Vec::new();
    for edition in &rules.editions {
        days.push(edition.from);
    }
    if let Some(card) = policies.scorecard(case.jurisdiction) {
        for window in &card.editions {
            days.extend(window.from.as_deref().and_then(Date::parse));
        }
    }
    days.retain(|day| *day <= case.on.date);
    days.sort_unstable();
    days.dedup();
    for from in days.into_iter().rev() {
        let Some(edition) = rules.edition(from) else { continue };
        if let Ok(result) = Summary::of(&at(case, from), policies) {
            let window_only = edition.from != from;
            let card = policies.scorecard(case.jurisdiction);
            let window = card.and_then(|card| card.edition_on(&from.to_string())).filter(|_| window_only);
            let basis = window.map_or(edition.basis, |window| window.basis).id();
            found.push(Period { from, edition: edition.id.clone(), basis, window_only, result });
        }
    }
    found
}

/// The same person on another day: only the day is different, not how long they have been registered.
fn at(case: &Case, day: Date) -> Case {
    let known = case.value(FactId::RegisteredSince).is_some();
    let days = case.days_registered();
    let mut then = case.clone();
    then.on.date = day;
    if known { registered(then, days) } else { then }
}
