//! Where a scheme runs on a day, as far as it is known.

use crate::date::Date;
use crate::policy::schema::{Rulebook, Stage};

/// Does `scheme` cover the municipality on `on`? `None` where it is not known.
///
/// A municipality that is known to begin in a later stage is not covered before it. One that is not named
/// anywhere is unknown from the first stage that has unnamed members, until a stage that takes in all.
pub fn covered(rulebook: &Rulebook, scheme: &str, municipality: &str, on: Date) -> Option<bool> {
    let stages = || rulebook.stages.iter().filter(|stage| stage.of(scheme));
    let named = |stage: &&Stage| stage.municipalities.iter().any(|code| code == municipality);
    let begun = |stage: &&Stage| stage.from <= on;
    if stages().filter(begun).any(|stage| stage.all || named(&stage)) {
        Some(true)
    } else if stages().any(|stage| named(&stage)) || !stages().filter(begun).any(|stage| stage.others_unknown) {
        Some(false)
    } else {
        None
    }
}

/// The stage that names the municipality, with its area, where one has begun and the areas still stand.
pub fn area<'a>(rulebook: &'a Rulebook, scheme: &str, municipality: &str, on: Date) -> Option<&'a Stage> {
    let begun = || rulebook.stages.iter().filter(|stage| stage.of(scheme) && stage.from <= on);
    let redrawn = begun().filter(|stage| stage.redraws).map(|stage| stage.from).max();
    begun().find(|stage| {
        let stands = redrawn.is_none_or(|redrawn| stage.from >= redrawn);
        stands && stage.area.is_some() && stage.municipalities.iter().any(|code| code == municipality)
    })
}

impl Stage {
    /// Is it a stage of this scheme?
    fn of(&self, scheme: &str) -> bool {
        self.schemes.iter().any(|known| known == scheme)
    }
}
