//! Public holidays and working days of Sweden and Finland.
//!
//! Sweden: lag (1989:253) om allmänna helgdagar, and lag (1930:173) section 2, which counts Saturdays and the
//! eves of Midsummer, Christmas and New Year as such. Finland: the holidays of the church law, Independence
//! Day and 1 May, and lag 150/1930 section 5, which adds Saturdays and the eves of Midsummer and Christmas.

use crate::case::Jurisdiction;
use crate::date::{Date, Weekday};

/// Is it a public holiday, or an eve that the law counts as one?
pub fn is_holiday(jurisdiction: Jurisdiction, date: Date) -> bool {
    let (year, month, day) = date.ymd();
    let from_easter = easter(year).map(|easter| date.days_since(easter));
    // Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday.
    let movable = matches!(from_easter, Some(-2 | 0 | 1 | 39 | 49));
    let fixed = matches!((month, day), (1, 1 | 6) | (5, 1) | (12, 24..=26));
    // Midsummer's Eve is the Friday of 19–25 June, Midsummer Day the Saturday after it.
    let midsummer = match date.weekday() {
        Weekday::Fri => month == 6 && (19..=25).contains(&day),
        Weekday::Sat => month == 6 && (20..=26).contains(&day),
        _ => false,
    };
    // All Saints' Day is the Saturday of 31 October to 6 November.
    let all_saints = date.weekday() == Weekday::Sat && matches!((month, day), (10, 31) | (11, 1..=6));
    let own = match jurisdiction {
        Jurisdiction::Sweden => matches!((month, day), (6, 6) | (12, 31)),
        Jurisdiction::Finland => (month, day) == (12, 6),
    };
    movable || fixed || midsummer || all_saints || own
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
