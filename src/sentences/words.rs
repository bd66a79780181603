//! Facts, their values and days in words.

use crate::assessment::{FactValue, SourceUsed};
use crate::case::{FactId, Moment};
use crate::date::Date;
use crate::text::{Text, fill};

/// What a person told, in words.
pub fn value(fact: &str, value: &FactValue, text: &Text) -> String {
    match value {
        FactValue::Number(number) => {
            with_numbers(text.at(&["question.", fact, ".value"]), &[("n".to_owned(), *number)])
        }
        FactValue::Text(id) => {
            if let Some(day) = Date::parse(id) {
                return text.date(day);
            }
            let choice = |id: &str| text.find(&["question.", fact, ".choice.", id].concat());
            if let Some(words) = choice(id).or_else(|| text.find(&["answer.", id].concat())) {
                return words.to_owned();
            }
            if let Some(name) = text.place(id) {
                return name.to_owned();
            }
            // Several choices are written with spaces between them.
            let mut all = String::new();
            for id in id.split(' ') {
                if !all.is_empty() {
                    all.push_str("; ");
                }
                all.push_str(choice(id).unwrap_or(id));
            }
            all
        }
    }
}

/// Where something stands, and how well it is known.
pub fn source(basis: &str, id: &str, sources: &[SourceUsed], text: &Text) -> String {
    let title = sources.iter().find(|source| source.id == id).map_or("", |source| source.title.as_str());
    [text.at(&["basis.", basis]), " ", &text.isolated(title), "."].concat()
}

/// The short name of a fact.
pub fn fact<'a>(name: &str, text: &'a Text) -> &'a str {
    text.at(&["question.", name, ".short"])
}

/// The names of several facts, by commas.
pub fn facts(names: &[&str], text: &Text) -> String {
    names.iter().map(|name| fact(name, text)).collect::<Vec<_>>().join(", ")
}

/// The names of several facts, by commas.
pub fn fact_names(facts: &[FactId], text: &Text) -> String {
    let mut names = Vec::new();
    for fact in facts {
        names.push(fact.name());
    }
    self::facts(&names, text)
}

/// Is there a row of the catalogue by that name?
pub fn is_fact(name: &str) -> bool {
    FactId::from_name(name).is_some()
}

/// A day of the boundary, in words: `2026-11-21`, or a text that begins so.
pub fn day(date: &str, text: &Text) -> String {
    let date = date.get(..10).unwrap_or(date);
    Date::parse(date).map_or_else(|| date.to_owned(), |date| text.date(date))
}

/// A moment of the boundary, in words: the day, and the time where it is known.
pub fn moment(moment: &str, text: &Text) -> String {
    let date = day(moment, text);
    match moment.split_once('T') {
        Some((_, time)) => text.fill("date.with-time", &[("date", &date), ("time", time)]),
        None => date,
    }
}

/// How long ago something was, in the largest unit that says it well; nothing where its time is not known.
pub fn age(then: Moment, now: Moment, text: &Text) -> Option<String> {
    let minutes = now.date.days_since(then.date) * 24 * 60 + i32::from(now.minute?) - i32::from(then.minute?);
    let (key, n) = match minutes.max(0) {
        minutes @ ..60 => ("desk.age.minutes", minutes),
        minutes @ ..1440 => ("desk.age.hours", minutes / 60),
        minutes => ("desk.age.days", minutes / 1440),
    };
    Some(text.fill(key, &[("n", &n.to_string())]))
}

/// A sentence with the numbers of its rule. The same number may be given twice; the first is meant.
pub fn with_numbers(message: &str, numbers: &[(String, i32)]) -> String {
    let numbers: Vec<(&str, String)> =
        numbers.iter().map(|(name, number)| (name.as_str(), number.to_string())).collect();
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(name, number)| (*name, number.as_str())).collect();
    fill(message, &numbers)
}
