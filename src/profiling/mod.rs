//! From what a person told to an estimate: a score with its reasons, a chance for each track and a
//! chance of work.
//!
//! Everything is computed from one scorecard and nothing else. This module does not know a clock,
//! a language, or which questions exist; it never guesses what a person did not tell, except to
//! average over it.
//!
//! Two estimates are kept apart. The **track** imitates the authority's tool; the **chance of
//! work** has a term of its own for registration time. Both are averages over an ensemble of
//! equally good fits, over what no one asks (the spread) and over what this person did not tell
//! (the population, given what was told).
//!
//! Floats are used inside, with `+ - * /` and `libm` only and in a fixed order, so that the same
//! answers give the same bits on every target. What is returned is integers.

mod chance;
#[cfg(not(target_arch = "wasm32"))]
pub mod cohort;
mod estimate;
mod knots;
mod ladder;
mod number;
mod population;
mod tracks;

pub use chance::JobChance;
pub use estimate::{Contribution, Estimate, Input, Outlook, chances, estimate, outlook};

/// The five outcomes of the profiling, nearest the labour market first; a tie goes to the first.
pub const TRACKS: [&str; 5] = ["too-close", "a", "b", "c", "too-far"];
