//! Reads what an authority writes into its own files: every fault is told, with its place and what is allowed.

use crate::case::{Allowed, Problem, Raw};
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
    pub fn wrong(&mut self, code: &'static str, at: &str, given: Option<&Raw>, allowed: Allowed) {
        let given = given.map_or_else(String::new, ToString::to_string);
        self.problems.push(Problem { code, at: at.to_owned(), given, allowed });
    }

    /// The object at a place, once it is one and has no other keys.
    pub fn object<'a>(&mut self, raw: &'a Raw, at: &str, keys: &[&'static str]) -> Option<&'a Raw> {
        let Raw::Map(entries) = raw else {
            self.wrong("not-an-object", at, Some(raw), Allowed::Keys(keys.to_vec()));
            return None;
        };
        for (key, value) in entries {
            if !keys.contains(&key.as_str()) {
                self.wrong("unknown-field", &join(at, key), Some(value), Allowed::OneOf(keys.to_vec()));
            }
        }
        Some(raw)
    }

    pub fn text(&mut self, raw: &Raw, at: &str, key: &str) -> Option<String> {
        let found = raw.get(key);
        let good = found.and_then(Raw::text).filter(|text| is_good(text));
        if good.is_none() {
            let code = if found.is_none() { "missing-field" } else { "bad-value" };
            self.wrong(code, &join(at, key), found, Allowed::Text(LONGEST));
        }
        good.map(str::to_owned)
    }

    pub fn whole(&mut self, raw: &Raw, at: &str, key: &str, first: i32, last: i32) -> Option<i32> {
        let found = raw.get(key);
        let good = found.and_then(Raw::whole).filter(|number| (first..=last).contains(number));
        if good.is_none() {
            let code = if found.is_none() { "missing-field" } else { "out-of-range" };
            self.wrong(code, &join(at, key), found, Allowed::Range(first, last));
        }
        good
    }

    /// The truth at a key, `false` where it is left out.
    pub fn truth(&mut self, raw: &Raw, at: &str, key: &str) -> bool {
        match raw.get(key) {
            None => false,
            Some(Raw::Bool(truth)) => *truth,
            other => {
                self.wrong("bad-value", &join(at, key), other, Allowed::OneOf(vec!["true", "false"]));
                false
            }
        }
    }

    /// The list at a key, empty where it is left out.
    pub fn items<'a>(&mut self, raw: &'a Raw, at: &str, key: &str) -> &'a [Raw] {
        match raw.get(key) {
            None => &[],
            Some(Raw::List(items)) if items.len() <= MOST => items,
            other => {
                self.wrong("not-a-list", &join(at, key), other, Allowed::List(MOST));
                &[]
            }
        }
    }

    /// The list of texts at a key.
    pub fn texts(&mut self, raw: &Raw, at: &str, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (number, item) in self.items(raw, at, key).iter().enumerate() {
            match item.text().filter(|text| is_good(text)) {
                Some(text) => texts.push(text.to_owned()),
                None => self.wrong("bad-value", &place(at, key, number), Some(item), Allowed::Text(LONGEST)),
            }
        }
        texts
    }

    /// The day at a key.
    pub fn day(&mut self, raw: &Raw, key: &str) -> Option<Date> {
        let found = raw.get(key);
        let day = found.and_then(Raw::text).and_then(Date::parse);
        if day.is_none() {
            self.wrong("bad-date", key, found, Allowed::Form("a date like 2026-11-21"));
        }
        day
    }
}

/// Something to read, on one line, and not too long.
fn is_good(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control)
}

/// The place of a key in the object at a place.
pub(super) fn join(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { [at, ".", key].concat() }
}

/// The place of an item of the list at a key.
pub(super) fn place(at: &str, key: &str, number: usize) -> String {
    [&join(at, key), "[", &number.to_string(), "]"].concat()
}
