//! What people type, read as values: numbers and dates in many spellings.
//!
//! Nothing is guessed. What can mean two things is returned as both, and the person chooses.

mod answer;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
mod asked;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
mod contact_details;
mod date;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
mod districts;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
mod lexicon;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
mod named;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
mod parts;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
mod relative;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
mod reply;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
mod slips;

use crate::case::places::fold;
pub use answer::{AnswerInput, Mistake, read_answer};
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use asked::Asked;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use contact_details::has_contact_details;
pub use date::{Reading, read_date};
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use lexicon::{Lexicon, Phrase};
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use parts::read_reply;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use reply::{Reading as ReplyReading, words};

/// A whole number among what was typed: "34", "34 år", "jag är 34". `None` where there is none, or several.
pub fn read_number(typed: &str) -> Option<i32> {
    let typed = fold(typed);
    let mut numbers = typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let number = numbers.next()?.parse().ok()?;
    (numbers.next().is_none() && !typed.contains(['-', '.', ','])).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::read_number;

    #[test]
    fn one_number_is_read_and_two_or_a_fraction_are_not() {
        for (typed, number) in [
            ("34", Some(34)),
            (" 34 år ", Some(34)),
            ("jag är 34", Some(34)),
            ("عمري ٣٤ سنة", Some(34)),
            ("۳۴", Some(34)),
            ("34-35", None),
        ] {
            assert_eq!(read_number(typed), number, "{typed}");
        }
        for typed in ["", "trettio", "3 4", "٣٤٫٥", "34,5", "34.5", "-34", "99999999999"] {
            assert_eq!(read_number(typed), None, "{typed}");
        }
    }
}
