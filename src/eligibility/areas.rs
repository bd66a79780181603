//! The area that a municipality belongs to on a day.

use crate::date::Date;
use crate::policy::schema::{Rollout, Rulebook};

/// The stage that names the municipality, with its area, where one has begun and the areas still stand.
pub fn area<'a>(rulebook: &'a Rulebook, scheme: &str, municipality: &str, on: Date) -> Option<&'a Rollout> {
    let begun = || rulebook.rollouts.iter().filter(|rollout| rollout.is_of(scheme) && rollout.from <= on);
    let redrawn = begun().filter(|rollout| rollout.redraws).map(|rollout| rollout.from).max();
    begun().find(|rollout| {
        let stands = redrawn.is_none_or(|redrawn| rollout.from >= redrawn);
        stands && rollout.area.is_some() && rollout.names(municipality)
    })
}
