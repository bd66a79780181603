//! The population behind the scorecard, looked at as a whole: the published tables against it, and
//! cohorts drawn from it. Native only: the client never needs it.

mod draw;
mod everyone;
mod facts;
mod published;
mod tables;
mod work;

use super::knots::People;
use crate::policy::scorecard::Factor;

pub use draw::{Profiling, draw, tables};
pub use facts::{EditionRow, ErrorRow, GroupRow, MemberRow, ModelFacts, SpreadRow, TypicalRow, Waiting, WeightRow};
pub use published::{Kind, Measure, Published};
pub use tables::{Cell, Comparison, Tables};
pub use work::Work;

/// How the people of a category lie between the knots of its factor: the place of each category whose
/// weight counts for them, and how much. The category alone where there are no knots.
pub fn between_knots(factor: &Factor, category: usize) -> Vec<(usize, f64)> {
    let people = People::new(factor, category);
    let part = |other: usize| people.mean(|at| f64::from(u8::from(at == other)));
    (0..factor.categories.len()).map(|at| (at, part(at))).filter(|(_, part)| *part > 0.0).collect()
}
