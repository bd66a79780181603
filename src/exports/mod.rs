//! What a person takes with them: a code that carries the answers, also as a QR code; a calendar of the next steps;
//! ready-made letters; a file locked by a passphrase; and packets for a provider or a municipality.
//!
//! Knows nothing about the browser: it makes text and reads it; saving, printing and drawing are for others.

mod calendar;
mod checked;
mod code;
mod code_forms;
mod guessable;
mod letter;
pub mod locked;
pub mod packet;
mod qr;

pub use calendar::calendar;
pub use checked::{checked, is_of, is_whole};
pub use code::{LEFT_OPEN, LEFT_OUT, Unreadable, code, read_code};
pub use guessable::is_guessable;
pub use letter::{Letter, Opinion, REASONS, Teller, letter};
pub use qr::{FRAGMENT, Qr, link, qr};
