//! Dates as people type them: 2026-01-10, 20260110, 10/1 2026, 10.1.26, 10 januari, Jan 10 2026, i dag.

use crate::case::places::fold;
use crate::date::Date;
use crate::text::Text;

/// What a typed date may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// One day.
    Day(Date),
    /// Either of these days, in the order of likelihood: ask.
    Either(Vec<Date>),
    /// A month and a year without a day: ask for the day.
    MonthOnly,
    /// A day that does not exist, as 31 April.
    NoSuchDay,
    /// Not a date.
    NotADate,
}

impl Reading {
    /// The days that it may mean, in the order of likelihood.
    ///
    /// # Errors
    /// It means none; the code of the mistake, whose text is `mistake.CODE`.
    pub fn days(self) -> Result<Vec<Date>, &'static str> {
        match self {
            Self::Day(day) => Ok(vec![day]),
            Self::Either(days) => Ok(days),
            Self::MonthOnly => Err("day-missing"),
            Self::NoSuchDay => Err("no-such-day"),
            Self::NotADate => Err("no-date"),
        }
    }
}

/// So many days back, a day that was typed without its year may be meant where days ahead are asked for.
const JUST_BEEN: i32 = 60;

/// Reads a date that lies on `today` or before it; a day after today is read too, so that it can be refused
/// in words of its own. A missing year is the latest that lies not after today; `26` is 2026.
pub fn read_date(typed: &str, text: &Text, today: Date) -> Reading {
    read_day(typed, text, today, today)
}

/// The same for a question whose days reach to `until`. Where that lies ahead, a missing year is the one in which the
/// day comes next; where it has just been, both are meant.
pub fn read_day(typed: &str, text: &Text, today: Date, until: Date) -> Reading {
    let is_ahead = until > today;
    let typed = fold(typed);
    for (key, back) in [("date.words.today", 0), ("date.words.yesterday", 1)] {
        if text.get(key).split(',').any(|word| fold(word) == typed) {
            return Reading::Day(today.plus_days(-back));
        }
    }
    let Some(parts) = parts(&typed, text) else { return Reading::NotADate };
    let year = |month, day| coming(month, day, today, until);
    let mut readings = match parts.as_slice() {
        [Part::Number(number, 8)] => vec![(number / 10000, number / 100 % 100, number % 100)],
        [Part::Number(number, 6)] => vec![(century(number / 10000, until), number / 100 % 100, number % 100)],
        [Part::Number(day, 1 | 2), Part::Number(month, 1 | 2), Part::Number(year, 4)] => {
            vec![(*year, *month, *day), (*year, *day, *month)]
        }
        // 26-01-10 is the Swedish year first; 10/1-26 the day first.
        [Part::Number(a, 1 | 2), Part::Number(b, 1 | 2), Part::Number(c, 1 | 2)] => {
            vec![(century(*a, until), *b, *c), (century(*c, until), *b, *a), (century(*c, until), *a, *b)]
        }
        [Part::Number(day, 1 | 2), Part::Number(month, 1 | 2)] => {
            vec![(year(*month, *day), *month, *day), (year(*day, *month), *day, *month)]
        }
        [Part::Number(year, 4), Part::Number(month, _), Part::Number(day, _)]
        | [Part::Number(day, 1 | 2), Part::Month(month), Part::Number(year, 4)]
        | [Part::Month(month), Part::Number(day, 1 | 2), Part::Number(year, 4)]
        | [Part::Number(year, 4), Part::Month(month), Part::Number(day, 1 | 2)] => vec![(*year, *month, *day)],
        [Part::Number(day, 1 | 2), Part::Month(month), Part::Number(year, 2)] => {
            vec![(century(*year, until), *month, *day)]
        }
        [Part::Number(day, 1 | 2), Part::Month(month)] | [Part::Month(month), Part::Number(day, 1 | 2)] => {
            vec![(year(*month, *day), *month, *day)]
        }
        [Part::Month(_)] | [Part::Month(_), Part::Number(_, 4)] | [Part::Number(_, 4), Part::Month(_)] => {
            return Reading::MonthOnly;
        }
        [Part::Number(_, 4), Part::Number(month, 1 | 2)] if (1..=12).contains(month) => return Reading::MonthOnly,
        _ => return Reading::NotADate,
    };
    let has_year = parts.iter().any(|part| matches!(part, Part::Number(_, 3..))) || parts.len() > 2;
    if is_ahead && !has_year {
        let before: Vec<_> = readings.iter().map(|(year, month, day)| (year - 1, *month, *day)).collect();
        readings.extend(before);
    }
    let mut days: Vec<Date> = Vec::new();
    for day in readings.iter().filter_map(|(year, month, day)| exact(*year, *month, *day)) {
        if !days.contains(&day) {
            days.push(day);
        }
    }
    // A reading in the future or half a century back is no rival to one that is not.
    let longest = if is_ahead { JUST_BEEN } else { 50 * 365 };
    let near = |day: &Date| *day <= until && today.days_since(*day) < longest;
    if days.iter().any(near) {
        days.retain(near);
    }
    match days.as_slice() {
        [] => Reading::NoSuchDay,
        [day] => Reading::Day(*day),
        _ => Reading::Either(days),
    }
}

/// A part of a typed date.
#[derive(Debug)]
enum Part {
    /// A number, and how many digits it was typed with.
    Number(i32, usize),
    /// The name of a month.
    Month(i32),
}

/// The numbers and month names of what was typed; `None` where there is anything else.
fn parts(typed: &str, text: &Text) -> Option<Vec<Part>> {
    let place_in = |key: &str, word: &str| text.get(key).split(',').position(|known| fold(known) == word);
    let mut parts = Vec::new();
    // "10:e", "10th", "den 10 i" and "10jan": runs of digits and runs of letters, whatever stands between.
    for word in runs(typed) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            parts.push(Part::Number(word.parse().ok()?, word.len()));
        } else if let Some(day) = place_in("date.words.ordinals", word) {
            parts.push(Part::Number(i32::try_from(day + 1).ok()?, 2));
        } else if place_in("date.words.small", word).is_none() {
            parts.push(Part::Month(month(word, text)?));
        }
    }
    Some(parts)
}

/// A letter of the languages spoken here, or a digit: Unicode's tables would cost 1 kB of WASM.
fn is_of_word(c: char) -> bool {
    let letter = matches!(c, 'À'..='\u{1fff}') && !matches!(c, '×' | '÷' | '،' | '؛' | '؟' | '٪'..='٭' | '۔');
    c.is_ascii_alphanumeric() || letter
}

/// The runs of digits and of letters in what was typed, in order.
pub(super) fn runs(typed: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    for word in typed.split(|c| !is_of_word(c)) {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let same = |c: char| c.is_ascii_digit() == first.is_ascii_digit();
            let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            runs.push(run);
            rest = after;
        }
    }
    runs
}

/// The month that a word names: its name, or at least the first three letters of it.
pub(super) fn month(word: &str, text: &Text) -> Option<i32> {
    if word.chars().count() < 3 {
        return None;
    }
    (1..=12).find(|month| fold(text.at(&["date.month.m", &month.to_string()])).starts_with(word))
}

fn exact(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The year of two digits: this century, or the last where that would be after this year.
fn century(two_digits: i32, today: Date) -> i32 {
    let (this_year, ..) = today.ymd();
    let year = this_year - this_year % 100 + two_digits;
    if year > this_year { year - 100 } else { year }
}

/// The year that is meant of a day typed without one: the latest in which it lies not after today, or where the
/// question's days reach ahead, the one in which it comes next.
pub(super) fn coming(month: i32, day: i32, today: Date, until: Date) -> i32 {
    latest(month, day, if until > today { today.plus_months(12).plus_days(-1) } else { today })
}

/// The latest year in which the day lies not after today.
fn latest(month: i32, day: i32, today: Date) -> i32 {
    let (this_year, ..) = today.ymd();
    match exact(this_year, month, day) {
        Some(date) if date <= today => this_year,
        _ => this_year - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::files;
    use std::path::Path;

    fn read(lang: &str, typed: &str) -> Reading {
        let text = Text::new(files::read_all(Path::new(""), lang).unwrap());
        read_date(typed, &text, Date::parse("2026-11-21").unwrap())
    }

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_day_is_read_in_every_common_spelling() {
        for typed in [
            "2026-01-15",
            "20260115",
            "2026/1/15",
            "2026.01.15",
            "2026 01 15",
            "15/1 2026",
            "15/1-2026",
            "15.1.2026",
            "15-01-2026",
            "15 januari 2026",
            "15 jan 2026",
            "den 15 januari 2026",
            "15:e januari 2026",
            "15jan2026",
            "15 jan",
            "15/1",
            "JANUARI 15 2026",
            "15 januari",
            "260115",
            "15 jan 26",
            "femtonde januari",
            "den femtonde januari 2026",
        ] {
            assert_eq!(read("sv", typed), Reading::Day(day("2026-01-15")), "{typed}");
        }
        for typed in [
            "15 January 2026",
            "January 15, 2026",
            "15th of January 2026",
            "Jan 15",
            "the 15th of Jan",
            "fifteenth of January",
        ] {
            assert_eq!(read("en", typed), Reading::Day(day("2026-01-15")), "{typed}");
        }
        assert_eq!(read("sv", "i dag"), Reading::Day(day("2026-11-21")));
        assert_eq!(read("sv", "Idag"), Reading::Day(day("2026-11-21")));
        assert_eq!(read("sv", "igår"), Reading::Day(day("2026-11-20")));
        assert_eq!(read("en", "today"), Reading::Day(day("2026-11-21")));
        assert_eq!(read("sv", "24 dec"), Reading::Day(day("2025-12-24")), "the latest that is not after today");
        assert_eq!(
            read("sv", "3/4 2027"),
            Reading::Either(vec![day("2027-04-03"), day("2027-03-04")]),
            "refused later"
        );
    }

    #[test]
    fn what_can_mean_two_days_is_asked_about() {
        assert_eq!(read("sv", "3/4 2026"), Reading::Either(vec![day("2026-04-03"), day("2026-03-04")]));
        assert_eq!(read("sv", "3/4"), Reading::Either(vec![day("2026-04-03"), day("2026-03-04")]));
        assert_eq!(read("sv", "5/5 2026"), Reading::Day(day("2026-05-05")));
        assert_eq!(read("sv", "26-01-15"), Reading::Either(vec![day("2026-01-15"), day("2015-01-26")]));
        let three = read("sv", "04-05-06");
        assert_eq!(three, Reading::Either(vec![day("2004-05-06"), day("2006-05-04"), day("2006-04-05")]));
    }

    #[test]
    fn what_is_no_day_says_why() {
        assert_eq!(read("sv", "januari 2026"), Reading::MonthOnly);
        assert_eq!(read("sv", "2026-01"), Reading::MonthOnly);
        assert_eq!(read("sv", "31 april 2026"), Reading::NoSuchDay);
        assert_eq!(read("sv", "2026-02-30"), Reading::NoSuchDay);
        for typed in ["", "i våras", "2026", "nyss", "10 foo 2026", "1 2 3 4", "ma 3"] {
            assert_eq!(read("sv", typed), Reading::NotADate, "{typed}");
        }
    }
}
