//! The population behind the scorecard, looked at as a whole: the published tables against it, and
//! cohorts drawn from it. Native only: the client never needs it.

mod draw;
mod everyone;
mod facts;
mod published;
mod tables;
mod work;

pub use draw::{Profiling, draw, tables};
pub use facts::{EditionRow, ErrorRow, GroupRow, MemberRow, ModelFacts, SpreadRow, TypicalRow, Waiting, WeightRow};
pub use published::{Kind, Measure, Published};
pub use tables::{Cell, Comparison, Tables};
pub use work::Work;
