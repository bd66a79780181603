//! The words: messages of one language, and how numbers, dates and plurals are written in it.
//!
//! Knows nothing about people or rules. Words exist only in the text files: those for every country in
//! `www/text/LANG/*.toml`, those of one country in its own folder. The build makes them into one file per language,
//! `{"question":{"age":{"title":"…"}},"se":{…}}`.

#[cfg(not(target_arch = "wasm32"))]
pub mod files;

use crate::case::Jurisdiction;
use crate::case::places::{self, Place};
use crate::date::Date;
use crate::order::sorted;
use std::sync::Arc;

/// The languages there is a text file for, in the order of the language choice. The first is the authorities' own.
pub const LANGUAGES: [&str; 3] = ["sv", "en", "ar"];

/// What stands where a message, or something to fill into one, is missing. The tests hold that nobody sees it.
pub const MISSING: &str = "⟦?⟧";

/// A key without the id of the one country that it is of: `frame.human` of `se.frame.human`.
pub fn plain(key: &str) -> &str {
    let own = key.split_once('.').filter(|(id, _)| Jurisdiction::from_id(id).is_some());
    own.map_or(key, |(_, rest)| rest)
}

/// A message with its `{name}`s filled in. What is filled in is not read again: braces that a person typed
/// stay as they are.
pub fn fill(message: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = message;
    while let Some((before, (name, after))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(before);
        filled.push_str(value.map_or(MISSING, |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The messages of one language, as one country says them. A clone is a handle on the same words.
#[derive(Clone, Debug)]
pub struct Text {
    /// Sorted by key; those of one country stand behind its id.
    messages: Arc<Vec<(String, String)>>,
    country: Jurisdiction,
}

impl Text {
    /// From the flat pairs of a text file, as the default country says them.
    pub fn new(messages: Vec<(String, String)>) -> Self {
        let messages = Arc::new(sorted(messages, |a, b| a.0.cmp(&b.0)));
        Self { messages, country: Jurisdiction::DEFAULT }
    }

    /// The same words as that country says them.
    #[must_use]
    pub fn of(self, country: Jurisdiction) -> Self {
        Self { country, ..self }
    }

    /// The country whose words they are.
    pub fn country(&self) -> Jurisdiction {
        self.country
    }

    /// With further messages: those of the names that are loaded when they are needed.
    #[must_use]
    pub fn with(self, more: &[(String, String)]) -> Self {
        if more.is_empty() {
            return self;
        }
        let mut messages = Arc::unwrap_or_clone(self.messages);
        messages.extend_from_slice(more);
        Self::new(messages).of(self.country)
    }

    /// The name of a municipality, where it is known: of two, the second is that of the first language.
    pub fn place(&self, code: &str) -> Option<&str> {
        let name = places::name(self.country, code).or_else(|| self.find(&["place.", code].concat()));
        let mut names = name?.split('/');
        if self.is_first() { names.next_back() } else { names.next() }
    }

    /// The municipalities of the country whose names are known.
    pub fn places(&self) -> Vec<Place<'_>> {
        places::named(self.country, &|code| self.find(&["place.", code].concat()))
    }

    /// The message of a key, where there is one: the country's own goes before that for every country.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.message(&[self.country.id(), ".", key].concat()).or_else(|| self.message(key))
    }

    fn message(&self, key: &str) -> Option<&str> {
        let at = self.messages.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        self.messages.get(at).map(|(_, message)| message.as_str())
    }

    /// The message of a key, or [`MISSING`].
    pub fn get(&self, key: &str) -> &str {
        self.find(key).unwrap_or(MISSING)
    }

    /// The message of a key that is put together: `["track.", "a", ".name"]`.
    pub fn at(&self, parts: &[&str]) -> &str {
        self.get(&parts.concat())
    }

    /// The message with its `{name}`s filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// The message for a number of things, with `{n}` filled in: `KEY.one` or `KEY.other`, or the form of its own that
    /// a language has for such a number.
    pub fn count(&self, key: &str, n: i32) -> String {
        // CLDR's rule for Arabic, the only language here with more forms than two.
        let form = match (n, n % 100) {
            (1, _) => ".one",
            (2, _) => ".two",
            (_, 3..=10) => ".few",
            (_, 11..) => ".many",
            _ => ".other",
        };
        let message = self.find(&[key, form].concat()).unwrap_or_else(|| self.at(&[key, ".other"]));
        fill(message, &[("n", &n.to_string())])
    }

    /// The language's tag, as `sv`.
    pub fn lang(&self) -> &str {
        self.get("meta.lang")
    }

    /// Is it the language that the authorities read?
    pub fn is_first(&self) -> bool {
        LANGUAGES.first() == Some(&self.lang())
    }

    /// `ltr` or `rtl`.
    pub fn dir(&self) -> &str {
        self.get("meta.dir")
    }

    /// Words of another language among this one's, or a number with a sign: where this one runs from right to left,
    /// they keep their own direction.
    pub fn isolated(&self, other: &str) -> String {
        if self.dir() == "rtl" { ["\u{2068}", other, "\u{2069}"].concat() } else { other.to_owned() }
    }

    /// A date in words: 21 november 2026.
    pub fn date(&self, date: Date) -> String {
        let (year, month, day) = date.ymd();
        let month = self.at(&["date.month.m", &month.to_string()]);
        self.fill("date.long", &[("day", &day.to_string()), ("month", month), ("year", &year.to_string())])
    }

    /// A chance in words, as so many of 100.
    pub fn of_hundred(&self, thousandths: u32) -> String {
        match Self::hundredths(thousandths) {
            0 => self.get("chance.under-one").to_owned(),
            100 => self.get("chance.over-99").to_owned(),
            n => self.fill("chance.of-hundred", &[("n", &n.to_string())]),
        }
    }

    /// A chance as a number of 100, rounded as [`Text::of_hundred`] does.
    pub fn hundredths(thousandths: u32) -> u32 {
        (thousandths + 5) / 10
    }

    /// All keys, for the tests.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.iter().map(|(key, _)| key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_things_is_told_in_the_form_that_the_language_has_for_it() {
        let text = |forms: &[&str]| {
            Text::new(forms.iter().map(|form| (format!("x.{form}"), format!("{form} {{n}}"))).collect())
        };
        let (two, six) = (text(&["one", "other"]), text(&["one", "two", "few", "many", "other"]));
        for (n, of_two, of_six) in [
            (0, "other", "other"),
            (1, "one", "one"),
            (2, "other", "two"),
            (3, "other", "few"),
            (10, "other", "few"),
            (11, "other", "many"),
            (99, "other", "many"),
            (100, "other", "other"),
            (102, "other", "other"),
            (103, "other", "few"),
            (111, "other", "many"),
        ] {
            assert_eq!(two.count("x", n), format!("{of_two} {n}"));
            assert_eq!(six.count("x", n), format!("{of_six} {n}"));
        }
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        assert_eq!(fill("{a} och {b}", &[("a", "{b}"), ("b", "c")]), "{b} och c");
        assert_eq!(fill("{a} och", &[]), "⟦?⟧ och");
        assert_eq!(fill("en { ensam", &[("a", "b")]), "en { ensam");
    }
}
