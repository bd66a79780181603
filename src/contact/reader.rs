//! Reads what an authority writes into its own files: every fault is told, with its place and what is allowed.

use crate::case::{Problem, Raw};
use crate::date::Date;

/// The longest name, language or indicator: what fits on a line of a phone, several times over.
const LONGEST: usize = 120;
/// More items than any list has; more providers than any country has.
const MOST: usize = 2000;

/// What was wrong so far.
#[derive(Default)]
pub(super) struct Reader {
    pub problems: Vec<Problem>,
}

impl Reader {
    pub fn wrong(&mut self, code: &'static str, at: &str, given: Option<&Raw>, allowed: &str) {
        let given = given.map_or_else(String::new, ToString::to_string);
        self.problems.push(Problem { code, at: at.to_owned(), given, allowed: allowed.to_owned() });
    }

    /// The object at a place, once it is one and has no other keys.
    pub fn object<'a>(&mut self, raw: &'a Raw, at: &str, keys: &[&str]) -> Option<&'a Raw> {
        let Raw::Map(entries) = raw else {
            self.wrong("not-an-object", at, Some(raw), &format!("an object with {}", keys.join(", ")));
            return None;
        };
        for (key, value) in entries.iter().filter(|(key, _)| !keys.contains(&key.as_str())) {
            self.wrong("unknown-field", &join(at, key), Some(value), &keys.join(", "));
        }
        Some(raw)
    }

    pub fn text(&mut self, raw: &Raw, at: &str, key: &str) -> Option<String> {
        let found = raw.get(key);
        let good = found.and_then(Raw::text).filter(|text| {
            !text.trim().is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control)
        });
        if good.is_none() {
            let code = if found.is_none() { "missing-field" } else { "bad-value" };
            self.wrong(code, &join(at, key), found, &format!("a text of 1 to {LONGEST} characters"));
        }
        good.map(str::to_owned)
    }

    pub fn whole(&mut self, raw: &Raw, at: &str, key: &str, first: i32, last: i32) -> Option<i32> {
        let found = raw.get(key);
        let good = found.and_then(Raw::whole).filter(|number| (first..=last).contains(number));
        if good.is_none() {
            let code = if found.is_none() { "missing-field" } else { "out-of-range" };
            self.wrong(code, &join(at, key), found, &format!("a whole number from {first} to {last}"));
        }
        good
    }

    /// The list at a key, empty where it is left out; each item read by `item`.
    pub fn items<T>(
        &mut self,
        raw: &Raw,
        at: &str,
        key: &str,
        mut item: impl FnMut(&mut Self, &Raw, &str) -> Option<T>,
    ) -> Vec<T> {
        match raw.get(key) {
            None => Vec::new(),
            Some(Raw::List(items)) if items.len() <= MOST => {
                let each = items.iter().enumerate();
                each.filter_map(|(number, raw)| item(self, raw, &format!("{}[{number}]", join(at, key)))).collect()
            }
            other => {
                self.wrong("not-a-list", &join(at, key), other, &format!("a list of at most {MOST}"));
                Vec::new()
            }
        }
    }

    /// A text that is an item of a list.
    pub fn line(&mut self, raw: &Raw, at: &str) -> Option<String> {
        let good = raw.text().filter(|text| !text.trim().is_empty() && text.chars().count() <= LONGEST);
        if good.is_none() {
            self.wrong("bad-value", at, Some(raw), &format!("a text of 1 to {LONGEST} characters"));
        }
        good.map(str::to_owned)
    }

    /// The day at a key.
    pub fn day(&mut self, raw: &Raw, key: &str) -> Option<Date> {
        let found = raw.get(key);
        let day = found.and_then(Raw::text).and_then(Date::parse);
        if day.is_none() {
            self.wrong("bad-date", key, found, "a date like 2026-11-21");
        }
        day
    }
}

/// The place of a key in the object at a place.
pub(super) fn join(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}
