//! Civil dates: days, months and weekdays without a clock or a time zone.
//!
//! Does not know what day it is: today is always an argument. A date library costs 16 kB of WASM or
//! more; this is the part of one that the judgement needs, checked against one in the tests.
//! Shared with `build.rs`, so it imports nothing from the crate.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A day of the Gregorian calendar, counted in days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// A day of the week, Monday first, as in ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Date {
    /// 1970-01-01, the day that days are counted from.
    pub const EPOCH: Self = Self(0);

    /// The date of `year`-`month`-`day`, or `None` where there is no such day between 1900 and 2199.
    ///
    /// ```
    /// use vagval::date::Date;
    /// assert!(Date::new(2024, 2, 29).is_some());
    /// assert!(Date::new(2026, 2, 29).is_none());
    /// ```
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = (1900..=2199).contains(&year) && day >= 1 && day <= days_in_month(year, month)?;
        exists.then(|| Self(days_from_civil(year, month, day)))
    }

    /// Reads `2026-11-21`, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Year, month (1–12) and day (1–31).
    pub fn ymd(self) -> (i32, u8, u8) {
        civil_from_days(self.0)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Mon,
            1 => Weekday::Tue,
            2 => Weekday::Wed,
            3 => Weekday::Thu,
            4 => Weekday::Fri,
            5 => Weekday::Sat,
            _ => Weekday::Sun,
        }
    }

    /// The date `days` later (earlier, where negative).
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The same day of the month `months` later, or that month's last day where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = self.ymd();
        let index = year * 12 + i32::from(month) - 1 + months;
        let (year, month) = (index.div_euclid(12), month_number(index.rem_euclid(12) + 1));
        let last = days_in_month(year, month).unwrap_or(28);
        Self(days_from_civil(year, month, day.min(last)))
    }

    /// Whole days from `earlier` to `self`; negative where `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        f.write_str(&[year.to_string(), two_digits(month), two_digits(day)].join("-"))
    }
}

/// Text (`2026-11-21`) where people read it, a day number in the compact form.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i32(self.0) }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Self::parse(&text)
                .ok_or_else(|| de::Error::custom(format!("`{text}` is not a date, write it like \"2026-11-21\"")))
        } else {
            i32::deserialize(deserializer).map(Self)
        }
    }
}

/// Written by hand, as all that a first visit shows: `write!` with numbers brings 2 kB of the standard library along.
pub(crate) fn two_digits(number: u8) -> String {
    [if number < 10 { "0" } else { "" }, &number.to_string()].concat()
}

fn days_in_month(year: i32, month: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    })
}

fn month_number(month: i32) -> u8 {
    u8::try_from(month).unwrap_or(1)
}

/// Days since 1970-01-01, counting years from March so that the leap day comes last.
fn days_from_civil(year: i32, month: u8, day: u8) -> i32 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let month_from_march = (i32::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i32::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i32) -> (i32, u8, u8) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month_number(month), u8::try_from(day).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_from_1900_to_2199_follows_the_one_before_it() {
        let mut date = Date::new(1900, 1, 1).unwrap();
        let mut weekday = 0;
        while date < Date::new(2199, 12, 31).unwrap() {
            let next = date.plus_days(1);
            let ((y, m, d), (ny, nm, nd)) = (date.ymd(), next.ymd());
            assert!((ny, nm, nd) == (y, m, d + 1) || (ny, nm, nd) == (y, m + 1, 1) || (ny, nm, nd) == (y + 1, 1, 1));
            assert_eq!(Date::parse(&next.to_string()), Some(next));
            weekday = (weekday + 1) % 7;
            assert_eq!(next.weekday() as i32, weekday);
            date = next;
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "20261121",
            "2026-11-21T10:00",
            "1899-12-31",
            "+026-11-21",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() {
        let date = |text| Date::parse(text).unwrap();
        assert_eq!(date("2026-01-31").plus_months(1), date("2026-02-28"));
        assert_eq!(date("2023-12-31").plus_months(2), date("2024-02-29"));
        assert_eq!(date("2026-05-15").plus_months(-6), date("2025-11-15"));
    }
}
