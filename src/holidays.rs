//! Public holidays and working days, by the rules in each country's `country.toml`.
//!
//! Saturdays and Sundays are no working days anywhere.

use crate::case::Jurisdiction;
use crate::date::{Date, Weekday};

/// Is it a public holiday, or an eve that the law counts as one?
pub fn is_holiday(jurisdiction: Jurisdiction, date: Date) -> bool {
    let (year, month, day) = date.ymd();
    let from_easter = easter(year).map(|easter| date.days_since(easter));
    let rules = jurisdiction.holidays();
    let weekday = date.weekday();
    let is_between = rules
        .between
        .iter()
        .any(|(day_of_week, first, last)| weekday == *day_of_week && (*first..=*last).contains(&(month, day)));
    is_between || rules.fixed.contains(&(month, day)) || from_easter.is_some_and(|days| rules.easter.contains(&days))
}

/// Neither Saturday, Sunday nor holiday.
pub fn is_working_day(jurisdiction: Jurisdiction, date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(jurisdiction, date)
}

/// The day that lies `days` working days after `date`: with 1, the next working day.
pub fn plus_working_days(jurisdiction: Jurisdiction, date: Date, days: i32) -> Date {
    let mut date = date;
    for _ in 0..days {
        date = date.plus_days(1);
        while !is_working_day(jurisdiction, date) {
            date = date.plus_days(1);
        }
    }
    date
}

/// Easter Sunday, by the anonymous Gregorian rule (Meeus, Jones, Butcher).
#[expect(clippy::many_single_char_names, reason = "the letters of the published rule")]
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn easter_falls_where_the_almanac_has_it() {
        // The earliest and latest of 2015–2035 among them.
        for day in ["2015-04-05", "2016-03-27", "2019-04-21", "2024-03-31", "2026-04-05", "2035-03-25"] {
            assert_eq!(easter(date(day).ymd().0), Some(date(day)));
        }
    }

    #[test]
    fn the_holidays_of_2026_are_those_of_the_almanac() {
        let listed = |jurisdiction| -> Vec<String> {
            let days = (0..365).map(|day| date("2026-01-01").plus_days(day));
            days.filter(|day| is_holiday(jurisdiction, *day)).map(|day| day.to_string()[5..].to_owned()).collect()
        };
        assert_eq!(
            listed(Jurisdiction::Sweden).join(" "),
            "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31"
        );
        assert_eq!(
            listed(Jurisdiction::Finland).join(" "),
            "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-19 06-20 10-31 12-06 12-24 12-25 12-26"
        );
    }

    #[test]
    fn working_days_pass_over_weekends_and_holidays() {
        let after = |jurisdiction, from, days| plus_working_days(jurisdiction, date(from), days).to_string();
        assert_eq!(after(Jurisdiction::Sweden, "2026-11-20", 1), "2026-11-23");
        assert_eq!(after(Jurisdiction::Sweden, "2026-12-22", 5), "2027-01-04");
        assert_eq!(after(Jurisdiction::Finland, "2026-12-22", 5), "2026-12-31");
        assert_eq!(after(Jurisdiction::Sweden, "2026-11-20", 0), "2026-11-20");
    }
}
