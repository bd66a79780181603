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
use crate::text::Text;
pub use answer::{AnswerInput, Mistake, read_answer};
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use asked::Asked;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use contact_details::has_contact_details;
pub use date::{Reading, read_date, read_day};
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use lexicon::{Lexicon, Phrase};
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use parts::read_reply;
#[cfg(any(feature = "chat", not(target_arch = "wasm32")))]
pub use reply::{Reading as ReplyReading, words};

/// A whole number, alone or among words that say no more: "34", "jag är 34 år", "trettiofyra". `None` where there is none,
/// or several, or a word that may change it ("snart 60").
pub fn read_number(typed: &str, text: &Text) -> Option<i32> {
    let typed = fold(typed);
    let around = fold(text.get("number.around"));
    let is_around = |word: &str| around.split(' ').any(|other| other == word);
    let (mut digits, mut spelled) = (None, String::new());
    // Whatever is no ASCII counts as a letter: Unicode's tables would cost 2 kB of WASM.
    for word in typed
        .split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !is_around(word))
    {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            let is_second = digits.replace(word.parse().ok()?).is_some();
            if is_second || typed.contains(['-', '.', ',']) {
                return None;
            }
        } else {
            spelled.push_str(word);
        }
    }
    match digits {
        Some(number) => spelled.is_empty().then_some(number),
        None => number_of_words(&spelled, text),
    }
}

/// A number from 0 to 99 in words, which stand together: "femtio", "trettiofyra", "أربعةوثلاثون".
fn number_of_words(spelled: &str, text: &Text) -> Option<i32> {
    let (small, tens, and) = (fold(text.get("number.small")), fold(text.get("number.tens")), text.get("number.and"));
    if let Some(number) = place(&small, spelled) {
        return Some(number);
    }
    for (at, ten) in (2..).zip(tens.split(' ')) {
        // Where the unit comes first, a word stands between the two.
        let unit = if and.is_empty() {
            spelled.strip_prefix(ten)
        } else {
            spelled.strip_suffix(ten).map(|unit| unit.strip_suffix(and).unwrap_or(unit))
        };
        if let Some(unit) = unit {
            let unit = if unit.is_empty() { 0 } else { place(&small, unit)? };
            return (unit < 10).then_some(at * 10 + unit);
        }
    }
    None
}

/// The place of a word in a list, from 0.
fn place(list: &str, word: &str) -> Option<i32> {
    (0..).zip(list.split(' ')).find_map(|(at, other)| (other == word).then_some(at))
}

#[cfg(test)]
mod tests {
    use super::read_number;
    use crate::text::Text;

    fn words(lang: &str) -> Text {
        let file: toml::Table = toml::from_str(match lang {
            "ar" => include_str!("../../www/text/ar/pages.toml"),
            "en" => include_str!("../../www/text/en/pages.toml"),
            _ => include_str!("../../www/text/sv/pages.toml"),
        })
        .unwrap();
        let list = file["number"].as_table().unwrap();
        Text::new(list.iter().map(|(key, word)| (format!("number.{key}"), word.as_str().unwrap().to_owned())).collect())
    }

    #[test]
    fn one_number_is_read_and_two_or_a_fraction_are_not() {
        for (lang, typed, number) in [
            ("sv", "34", Some(34)),
            ("sv", " 34 år ", Some(34)),
            ("sv", "jag är 34 år gammal", Some(34)),
            ("sv", "femtio", Some(50)),
            ("sv", "trettiofyra år", Some(34)),
            ("sv", "Femtio-Två", Some(52)),
            ("sv", "nitton", Some(19)),
            ("en", "thirty-four", Some(34)),
            ("en", "I am fifty two years old", Some(52)),
            ("ar", "عمري ٣٤ سنة", Some(34)),
            ("ar", "أربعة وثلاثون", Some(34)),
            ("ar", "خمسون سنة", Some(50)),
            ("ar", "۳۴", Some(34)),
        ] {
            assert_eq!(read_number(typed, &words(lang)), number, "{typed}");
        }
        for typed in [
            "",
            "34-35",
            "3 4",
            "٣٤٫٥",
            "34,5",
            "34.5",
            "-34",
            "99999999999",
            "snart 60",
            "inte 34",
            "över femtio",
            "trettio fyrtio",
        ] {
            assert_eq!(read_number(typed, &words("sv")), None, "{typed}");
        }
    }
}
