//! Days as people tell them from today: "i tisdags", "för tre veckor sen", "i augusti i fjol"; and where a question
//! takes days ahead, "på fredag", "om två månader", "sista mars".
//!
//! A day that is named is read. What is only near one gives the days to choose among.

use super::date::{Reading, coming, month, read_day, runs};
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

/// What a day is read by.
#[derive(Clone, Copy)]
pub(super) struct When<'a> {
    /// The words of the chat.
    pub lexicon: &'a Lexicon,
    /// The words of the questions.
    pub text: &'a Text,
    /// The day.
    pub today: Date,
    /// The last day that the question takes.
    pub until: Date,
}

impl When<'_> {
    /// Does the question take days ahead?
    fn is_ahead(&self) -> bool {
        self.until > self.today
    }

    /// Reads the words of a reply.
    pub(super) fn read(&self, words: &[String]) -> Days {
        let (lexicon, today) = (self.lexicon, self.today);
        let joined = [" ", &words.join(" "), " "].concat();
        let ahead = [("day-after-tomorrow", -2), ("tomorrow", -1)].into_iter().filter(|_| self.is_ahead());
        for (list, back) in ahead.chain([("day-before-yesterday", 2), ("yesterday", 1), ("today", 0)]) {
            if has(&joined, list, lexicon) {
                return Days::Exactly(today.plus_days(-back));
            }
        }
        if let Some(days) = self.weekday(&joined) {
            return days;
        }
        if let Some(days) = self.in_a_year(&joined) {
            return days;
        }
        self.counted(words, &joined).map_or(Days::No, Days::About)
    }

    /// A day of the week: the last one, or the coming one where the question takes days ahead.
    fn weekday(&self, joined: &str) -> Option<Days> {
        let (lexicon, today) = (self.lexicon, self.today);
        // A Monday.
        let monday = Date::new(2024, 1, 1).map_or(0, |monday| today.days_since(monday));
        for day in 0..7 {
            let back = (monday - day - 1).rem_euclid(7) + 1;
            let last = today.plus_days(-back);
            let name = (day + 1).to_string();
            if has(joined, &["on", &name].concat(), lexicon) {
                return Some(Days::Exactly(last));
            }
            if has(joined, &["day", &name].concat(), lexicon) {
                // Today a week ago is today's day again in seven days.
                let next = last.plus_days(7 * (1 + i32::from(back == 7)));
                let is_ahead = self.is_ahead() && !has(joined, "ago", lexicon);
                return Some(match (is_ahead, has(joined, "next", lexicon)) {
                    (false, _) => Days::About(vec![last, last.plus_days(-7)]),
                    (true, false) => Days::Exactly(next),
                    // "Nästa fredag" is the coming one to some, and the one after it to others.
                    (true, true) => Days::About(vec![next, next.plus_days(7)]),
                });
            }
        }
        None
    }

    /// A day ahead by the month that it ends: "sista mars", "sista dagen i mars 2027", "slutet av nästa månad"; or near
    /// one, "i slutet av mars".
    pub(super) fn of_month(&self, words: &[String]) -> Option<Days> {
        if !self.is_ahead() {
            return None;
        }
        let joined = &[" ", &words.join(" "), " "].concat();
        let end = |first: Date| first.plus_months(1).plus_days(-1);
        let (year, month, _) = self.today.ymd();
        let this = Date::new(year, month, 1)?;
        if has(joined, "turn-of-year", self.lexicon) {
            return Some(Days::About(vec![Date::new(year, 12, 31)?]));
        }
        for (list, months) in [("end-of-next-month", 1), ("end-of-month", 0)] {
            if has(joined, list, self.lexicon) {
                return Some(Days::Exactly(end(this.plus_months(months))));
            }
        }
        for list in ["last", "late", "mid", "early"] {
            if self.stands_before_month(joined, list) {
                let first = self.first_of_month(joined)?;
                return Some(match list {
                    "last" => Days::Exactly(end(first)),
                    "late" => Days::About(vec![end(first)]),
                    "mid" => Days::About(vec![first.plus_days(14)]),
                    _ => Days::About(vec![first]),
                });
            }
        }
        None
    }

    /// Does a phrase of that list stand right before the name of a month?
    fn stands_before_month(&self, joined: &str, list: &str) -> bool {
        let phrases = self.lexicon.text().find(&["relative.", list].concat()).unwrap_or_default();
        phrases.split(',').filter(|phrase| !phrase.is_empty()).any(|phrase| {
            let after = joined.split_once(&[" ", phrase, " "].concat()).map(|(_, after)| after);
            after.and_then(|after| after.split(' ').next()).and_then(|word| month(word, self.text)).is_some()
        })
    }

    /// "15 augusti i fjol", "augusti förra året", "15 augusti i år".
    fn in_a_year(&self, joined: &str) -> Option<Days> {
        let (this_year, ..) = self.today.ymd();
        let ahead = [("next-year", this_year + 1)].into_iter().filter(|_| self.is_ahead());
        for (list, year) in ahead.chain([("last-year", this_year - 1), ("this-year", this_year)]) {
            let Some(phrase) = found(joined, list, self.lexicon) else { continue };
            let mut rest = joined.replace(&[" ", phrase, " "].concat(), " ");
            let around = if self.is_ahead() { "around.last-work-day" } else { "around.registered-since" };
            rest = rest.split(' ').filter(|word| !self.lexicon.has(around, word)).collect::<Vec<_>>().join(" ");
            rest.push(' ');
            rest.push_str(&year.to_string());
            return match read_day(&rest, self.text, self.today, self.until) {
                Reading::Day(day) => Some(Days::Exactly(day)),
                Reading::Either(days) if is_day_first(self.lexicon) => days.first().copied().map(Days::Exactly),
                Reading::Either(days) => Some(Days::About(days)),
                Reading::MonthOnly => self.days_of_month(&rest).map(Days::About),
                Reading::NoSuchDay | Reading::NotADate => None,
            };
        }
        None
    }

    /// The day that lies as long ago, or as far ahead, as is told. "In two months" may also mean the end of that month.
    fn counted(&self, words: &[String], joined: &str) -> Option<Vec<Date>> {
        let lexicon = self.lexicon;
        let is_ahead = self.is_ahead() && !has(joined, "ago", lexicon);
        let sign = if is_ahead { 1 } else { -1 };
        let counted = |list: &str| {
            let phrase = found(joined, list, lexicon)?;
            let at = words.iter().position(|word| phrase.split(' ').next() == Some(word.as_str()))?;
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            let after = words.get(at + 1);
            Some([before, after].into_iter().flatten().find_map(|word| lexicon.number(word)).unwrap_or(1))
        };
        if let Some(days) = counted("day") {
            return (days < 400).then(|| vec![self.today.plus_days(sign * days)]);
        }
        for (list, days) in [("two-weeks", 14), ("week", 7)] {
            if let Some(count) = counted(list) {
                let count = if list == "week" { count } else { 1 };
                return (count < 400).then(|| vec![self.today.plus_days(sign * days * count)]);
            }
        }
        for (list, months) in MONTHS_OF.into_iter().rev() {
            if let Some(count) = counted(list) {
                let months = if ["month", "year"].contains(&list) { months * count } else { months };
                if months > YEARS * 12 {
                    return None;
                }
                let day = self.today.plus_months(sign * months);
                let (year, month, _) = day.ymd();
                let end = Date::new(year, month, 1).map(|first| first.plus_months(1).plus_days(-1));
                let end = end.filter(|end| is_ahead && *end != day);
                return Some([Some(day), end].into_iter().flatten().collect());
            }
        }
        None
    }

    /// The days to choose among of a month that was named without one: its first, its middle and its last. Work ends on
    /// the last one more often than on another.
    pub(super) fn days_of_month(&self, typed: &str) -> Option<Vec<Date>> {
        if read_day(typed, self.text, self.today, self.until) != Reading::MonthOnly {
            return None;
        }
        let typed = fold(typed);
        let first = self.first_of_month(&typed)?;
        let mut days = [first, first.plus_days(14), first.plus_months(1).plus_days(-1)];
        let joined = [" ", &typed, " "].concat();
        for (list, day) in ["early", "mid", "late"].into_iter().zip(days) {
            if has(&joined, list, self.lexicon) {
                return Some(vec![day]);
            }
        }
        if self.is_ahead() {
            days.reverse();
        }
        Some(days.to_vec())
    }

    /// The first day of the month that folded words name.
    fn first_of_month(&self, typed: &str) -> Option<Date> {
        let runs = runs(typed);
        let number = |run: &&str| run.parse::<i32>().ok();
        let named = runs.iter().find_map(|run| month(run, self.text));
        let named = named.or_else(|| runs.iter().filter_map(number).find(|number| (1..=12).contains(number)))?;
        let year = runs.iter().filter_map(number).find(|number| *number > 31);
        // Where days ahead are asked for, this month has not been.
        let day = if self.is_ahead() { 28 } else { 1 };
        let (this_year, ..) = self.today.ymd();
        let next = has(&[" ", typed, " "].concat(), "next-year", self.lexicon).then_some(this_year + 1);
        let year = year.or(next.filter(|_| self.is_ahead()));
        let year = year.unwrap_or_else(|| coming(named, day, self.today, self.until));
        Date::new(year, u8::try_from(named).ok()?, 1)
    }

    /// A date whose day and month could change places, as it is meant in a language that has an order for them.
    pub(super) fn day_first(&self, typed: &str) -> String {
        let folded = fold(typed);
        // 04-05-06 may begin with its year.
        let is_short = |run: &&&str| run.len() <= 2 && run.bytes().all(|byte| byte.is_ascii_digit());
        let short = runs(&folded).iter().filter(is_short).count();
        match read_day(typed, self.text, self.today, self.until) {
            // Of two years nothing is said by the order.
            Reading::Either(days) if short == 2 && is_day_first(self.lexicon) && !is_of_two_years(&days) => {
                days.first().map_or_else(|| typed.to_owned(), Date::to_string)
            }
            _ => typed.to_owned(),
        }
    }
}

/// Is the first of them meant of two years?
fn is_of_two_years(days: &[Date]) -> bool {
    let day = |day: &Date| (day.ymd().1, day.ymd().2);
    days.split_first().is_some_and(|(first, others)| others.iter().any(|other| day(other) == day(first)))
}

/// Is the day written before the month in this language, so that "10/3" is one day?
fn is_day_first(lexicon: &Lexicon) -> bool {
    lexicon.has("relative.order", "day-first")
}
