//! The population behind the scorecard, looked at as a whole: the published tables against it, and
//! cohorts drawn from it. Native only: the client never needs it.

mod published;
mod tables;
mod work;

pub use published::{Kind, Measure, Published};
pub use tables::{Cell, Comparison, Tables};
pub use work::Work;
