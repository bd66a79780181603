//! Days as people tell them from today: "i tisdags", "för tre veckor sen", "i augusti i fjol".
//!
//! A day that is named is read. What is only near one gives the days to choose among.

use super::date::{Reading, latest, month, read_date, runs};
use super::lexicon::Lexicon;
use crate::case::places::fold;
use crate::date::Date;
use crate::text::Text;

/// What is told of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// One day.
    Exactly(Date),
    /// A day near these, the likeliest first.
    About(Vec<Date>),
    /// None.
    No,
}

/// More years than this are an age.
const YEARS: i32 = 15;
/// Days for one of what people count time by.
const MONTHS_OF: [(&str, i32); 5] =
    [("month", 1), ("year", 12), ("half-year", 6), ("two-months", 2), ("two-years", 24)];

/// Does a phrase of that list stand among the words?
fn has(words: &str, list: &str, lexicon: &Lexicon) -> bool {
    found(words, list, lexicon).is_some()
}

/// The phrase of that list that stands among the words, which have a space on either side.
fn found<'a>(words: &str, list: &str, lexicon: &'a Lexicon) -> Option<&'a str> {
    let phrases = lexicon.text().find(&["relative.", list].concat())?;
    phrases.split(',').find(|phrase| !phrase.is_empty() && words.contains(&[" ", phrase, " "].concat()))
}

/// Reads the words of a reply.
pub(super) fn read(words: &[String], lexicon: &Lexicon, text: &Text, today: Date) -> Days {
    let joined = [" ", &words.join(" "), " "].concat();
    for (list, back) in [("day-before-yesterday", 2), ("yesterday", 1), ("today", 0)] {
        if has(&joined, list, lexicon) {
            return Days::Exactly(today.plus_days(-back));
        }
    }
    // A Monday.
    let monday = Date::new(2024, 1, 1).map_or(0, |monday| today.days_since(monday));
    for day in 0..7 {
        let back = (monday - day - 1).rem_euclid(7) + 1;
        let last = today.plus_days(-back);
        if has(&joined, &["on", &(day + 1).to_string()].concat(), lexicon) {
            return Days::Exactly(last);
        }
        if has(&joined, &["day", &(day + 1).to_string()].concat(), lexicon) {
            return Days::About(vec![last, last.plus_days(-7)]);
        }
    }
    if let Some(days) = in_a_year(&joined, lexicon, text, today) {
        return days;
    }
    since(words, &joined, lexicon, today).map_or(Days::No, |day| Days::About(vec![day]))
}

/// "15 augusti i fjol", "augusti förra året", "15 augusti i år".
fn in_a_year(joined: &str, lexicon: &Lexicon, text: &Text, today: Date) -> Option<Days> {
    let (this_year, ..) = today.ymd();
    for (list, year) in [("last-year", this_year - 1), ("this-year", this_year)] {
        let Some(phrase) = found(joined, list, lexicon) else { continue };
        let mut rest = joined.replace(&[" ", phrase, " "].concat(), " ");
        rest =
            rest.split(' ').filter(|word| !lexicon.has("around.registered-since", word)).collect::<Vec<_>>().join(" ");
        rest.push(' ');
        rest.push_str(&year.to_string());
        return match read_date(&rest, text, today) {
            Reading::Day(day) => Some(Days::Exactly(day)),
            Reading::Either(days) if is_day_first(lexicon) => days.first().copied().map(Days::Exactly),
            Reading::Either(days) => Some(Days::About(days)),
            Reading::MonthOnly => days_of_month(&rest, lexicon, text, today).map(Days::About),
            Reading::NoSuchDay | Reading::NotADate => None,
        };
    }
    None
}

/// The day that lies as long ago as is told.
fn since(words: &[String], joined: &str, lexicon: &Lexicon, today: Date) -> Option<Date> {
    let counted = |list: &str| {
        let phrase = found(joined, list, lexicon)?;
        let at = words.iter().position(|word| phrase.split(' ').next() == Some(word.as_str()))?;
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let after = words.get(at + 1);
        Some([before, after].into_iter().flatten().find_map(|word| lexicon.number(word)).unwrap_or(1))
    };
    if let Some(days) = counted("day") {
        return (days < 400).then(|| today.plus_days(-days));
    }
    for (list, days) in [("two-weeks", 14), ("week", 7)] {
        if let Some(count) = counted(list) {
            let count = if list == "week" { count } else { 1 };
            return (count < 400).then(|| today.plus_days(-days * count));
        }
    }
    for (list, months) in MONTHS_OF.into_iter().rev() {
        if let Some(count) = counted(list) {
            let months = if ["month", "year"].contains(&list) { months * count } else { months };
            return (months <= YEARS * 12).then(|| today.plus_months(-months));
        }
    }
    None
}

/// The days to choose among of a month that was named without one: its first, its middle and its last.
pub(super) fn days_of_month(typed: &str, lexicon: &Lexicon, text: &Text, today: Date) -> Option<Vec<Date>> {
    if read_date(typed, text, today) != Reading::MonthOnly {
        return None;
    }
    let typed = fold(typed);
    let runs = runs(&typed);
    let number = |run: &&str| run.parse::<i32>().ok();
    let named = runs.iter().find_map(|run| month(run, text));
    let named = named.or_else(|| runs.iter().filter_map(number).find(|number| (1..=12).contains(number)))?;
    let year = runs.iter().filter_map(number).find(|number| *number > 31);
    let year = year.unwrap_or_else(|| latest(named, 1, today));
    let first = Date::new(year, u8::try_from(named).ok()?, 1)?;
    let days = [first, first.plus_days(14), first.plus_months(1).plus_days(-1)];
    let joined = [" ", &typed, " "].concat();
    for (list, day) in ["early", "mid", "late"].into_iter().zip(days) {
        if has(&joined, list, lexicon) {
            return Some(vec![day]);
        }
    }
    Some(days.to_vec())
}

/// Is the day written before the month in this language, so that "10/3" is one day?
fn is_day_first(lexicon: &Lexicon) -> bool {
    lexicon.has("relative.order", "day-first")
}

/// A date whose day and month could change places, as it is meant in a language that has an order for them.
pub(super) fn day_first(typed: &str, lexicon: &Lexicon, text: &Text, today: Date) -> String {
    let folded = fold(typed);
    // 04-05-06 may begin with its year.
    let is_short = |run: &&&str| run.len() <= 2 && run.bytes().all(|byte| byte.is_ascii_digit());
    let short = runs(&folded).iter().filter(is_short).count();
    match read_date(typed, text, today) {
        Reading::Either(days) if short < 3 && is_day_first(lexicon) => {
            days.first().map_or_else(|| typed.to_owned(), Date::to_string)
        }
        _ => typed.to_owned(),
    }
}
