//! The words: messages of one language, and how numbers, dates and plurals are written in it.
//!
//! Knows nothing about people or rules. Words exist only in the text files (`www/text/LANG/*.toml`), which
//! the build makes into one flat file per language, `{"question.age.title":"…"}`.

#[cfg(not(target_arch = "wasm32"))]
pub mod files;

use crate::case::Moment;
use crate::date::Date;
use crate::order::sorted;

/// The languages there is a text file for, in the order of the language choice.
pub const LANGUAGES: [&str; 2] = ["sv", "en"];

/// The messages of one language.
#[derive(Clone, Debug)]
pub struct Text {
    /// Sorted by key.
    messages: Vec<(String, String)>,
}

impl Text {
    /// From the flat pairs of a text file.
    pub fn new(messages: Vec<(String, String)>) -> Self {
        Self { messages: sorted(messages, |a, b| a.0.cmp(&b.0)) }
    }

    /// The message of a key, where there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        let at = self.messages.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        self.messages.get(at).map(|(_, message)| message.as_str())
    }

    /// The message of a key; the key itself where there is none, which the tests hold does not happen.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The message with its `{name}`s filled in; a name that is not given stays as it is.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.get(key);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let value = after.split_once('}').and_then(|(name, after)| {
                let (_, value) = values.iter().find(|(known, _)| *known == name)?;
                Some((*value, after))
            });
            if let Some((value, after)) = value {
                filled.push_str(value);
                rest = after;
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled.push_str(rest);
        filled
    }

    /// The message for a number of things: `KEY.one` or `KEY.other`, with `{n}` filled in.
    pub fn count(&self, key: &str, n: i32) -> String {
        // Swedish and English tell one from all others; a language with more forms gets its rule here.
        let form = if n == 1 { "one" } else { "other" };
        self.fill(&format!("{key}.{form}"), &[("n", &n.to_string())])
    }

    /// The language's tag, as `sv`.
    pub fn lang(&self) -> &str {
        self.get("meta.lang")
    }

    /// `ltr` or `rtl`.
    pub fn dir(&self) -> &str {
        self.get("meta.dir")
    }

    /// A date in words: 21 november 2026.
    pub fn date(&self, date: Date) -> String {
        let (year, month, day) = date.ymd();
        let month = self.get(&format!("date.month.m{month}")).to_owned();
        self.fill("date.long", &[("day", &day.to_string()), ("month", &month), ("year", &year.to_string())])
    }

    /// A moment in words: the date, and the time where it is known.
    pub fn moment(&self, moment: Moment) -> String {
        match moment.minute {
            None => self.date(moment.date),
            Some(minute) => {
                let time = format!("{:02}:{:02}", minute / 60, minute % 60);
                self.fill("date.with-time", &[("date", &self.date(moment.date)), ("time", &time)])
            }
        }
    }

    /// A chance in words, as so many of 100.
    pub fn of_hundred(&self, thousandths: u32) -> String {
        match (thousandths + 5) / 10 {
            0 => self.get("chance.under-one").to_owned(),
            100 => self.get("chance.over-99").to_owned(),
            n => self.fill("chance.of-hundred", &[("n", &n.to_string())]),
        }
    }

    /// All keys, for the tests.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.iter().map(|(key, _)| key.as_str())
    }
}
