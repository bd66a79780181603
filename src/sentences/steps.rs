//! A step: its name, what it is about, and when it is due.

use super::words;
use crate::assessment::NextStep;
use crate::date::Date;
use crate::text::Text;

/// A step's name, and what it is about.
pub fn name_and_about<'a>(step: &NextStep, text: &'a Text) -> (&'a str, String) {
    let about = text.at(&["step.", &step.message, ".about"]);
    (text.at(&["step.", &step.message, ".name"]), words::with_numbers(about, &step.numbers))
}

/// When a step is due, in words.
pub fn when(step: &NextStep, text: &Text) -> String {
    let day = |date: &Option<String>| date.as_ref().map_or_else(String::new, |date| words::day(date, text));
    let (mut from, by) = (day(&step.from), day(&step.by));
    let key = match (from.is_empty(), by.is_empty()) {
        (true, true) => "steps.no-date",
        (true, false) => "steps.by",
        (false, true) if step.programme.is_none() => "steps.from",
        (false, true) => "steps.on",
        (false, false) if from == by => "steps.on",
        (false, false) => "steps.from-to",
    };
    // Within a month only the days differ: 1 to 14 December 2026.
    if let (Some(first), Some(last)) = (&step.from, &step.by)
        && first.get(..7) == last.get(..7)
        && let Some(day) = Date::parse(first)
        && from != by
    {
        from = day.ymd().2.to_string();
    }
    let when = text.fill(key, &[("from", &from), ("by", &by)]);
    match &step.programme {
        None => when,
        Some(id) if from.is_empty() => text.fill("steps.if", &[("programme", text.at(&["programme.", id, ".name"]))]),
        Some(_) => text.fill("steps.if-today", &[("when", &when)]),
    }
}
