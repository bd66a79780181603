//! What a person takes with them: a code that carries the answers, a calendar of the next steps,
//! and ready-made letters.
//!
//! Knows nothing about the browser: it makes text and reads it; saving, printing and drawing are for others.

mod calendar;
mod code;
mod letter;

pub use calendar::calendar;
pub use code::{LEFT_OUT, Unreadable, code, read_code};
pub use letter::{Letter, Teller, entry_words, gap_words, letter};
