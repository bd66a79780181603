//! Where a scheme runs on a day, as far as it is known.

use crate::date::Date;
use crate::policy::schema::{Rollout, Rulebook};

/// Does `scheme` cover the municipality on `on`? `None` where it is not known.
///
/// A municipality that is known to begin in a later stage is not covered before it. One that is not named
/// anywhere is unknown from the first stage that has unnamed members, until a stage that takes in all.
pub fn covered(rulebook: &Rulebook, scheme: &str, municipality: &str, on: Date) -> Option<bool> {
    let rollouts = || rulebook.rollouts.iter().filter(|rollout| rollout.of(scheme));
    let named = |rollout: &&Rollout| rollout.municipalities.iter().any(|code| code == municipality);
    let begun = |rollout: &&Rollout| rollout.from <= on;
    if rollouts().filter(begun).any(|rollout| rollout.all || named(&rollout)) {
        Some(true)
    } else if rollouts().any(|rollout| named(&rollout))
        || !rollouts().filter(begun).any(|rollout| rollout.others_unknown)
    {
        Some(false)
    } else {
        None
    }
}

/// The stage that names the municipality, with its area, where one has begun and the areas still stand.
pub fn area<'a>(rulebook: &'a Rulebook, scheme: &str, municipality: &str, on: Date) -> Option<&'a Rollout> {
    let begun = || rulebook.rollouts.iter().filter(|rollout| rollout.of(scheme) && rollout.from <= on);
    let redrawn = begun().filter(|rollout| rollout.redraws).map(|rollout| rollout.from).max();
    begun().find(|rollout| {
        let stands = redrawn.is_none_or(|redrawn| rollout.from >= redrawn);
        stands && rollout.area.is_some() && rollout.municipalities.iter().any(|code| code == municipality)
    })
}

impl Rollout {
    /// Is it a stage of this scheme?
    fn of(&self, scheme: &str) -> bool {
        self.schemes.iter().any(|known| known == scheme)
    }
}
