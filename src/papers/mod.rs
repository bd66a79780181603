//! What a person takes with them: a code that carries the answers, and a calendar of the next steps.
//!
//! Knows nothing about the browser: it makes text and reads it; saving, printing and drawing are for others.

mod calendar;
mod code;

pub use calendar::calendar;
pub use code::{LEFT_OUT, Unreadable, code, read_code};
