//! Public holidays of 2015–2035, day by day, against lists that another program made.

#[cfg(test)]
use crate::support;

use support::date;
use vagval::case::Jurisdiction;
use vagval::date::Weekday;
use vagval::holidays::{is_holiday, is_working_day, plus_working_days};

/// The list of a country, in a file that has its id.
fn list(country: Jurisdiction) -> String {
    let file = format!("{}/tests/holidays/{}.txt", env!("CARGO_MANIFEST_DIR"), country.id());
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn every_day_of_2015_to_2035_is_a_holiday_exactly_where_the_list_has_it() {
    for jurisdiction in Jurisdiction::ALL {
        let list = list(jurisdiction);
        let listed: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).map(|line| &line[..10]).collect();
        let mut day = date("2015-01-01");
        while day <= date("2035-12-31") {
            let wanted = listed.contains(&day.to_string().as_str());
            assert_eq!(is_holiday(jurisdiction, day), wanted, "{} {day}", jurisdiction.id());
            let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            assert_eq!(is_working_day(jurisdiction, day), !weekend && !wanted, "{} {day}", jurisdiction.id());
            day = day.plus_days(1);
        }
    }
}

#[test]
fn five_working_days_are_the_fifth_working_day_after() {
    for jurisdiction in Jurisdiction::ALL {
        let mut day = date("2015-01-01");
        while day <= date("2035-12-20") {
            let last = plus_working_days(jurisdiction, day, 5);
            let between = (1..=last.days_since(day)).map(|days| day.plus_days(days));
            assert_eq!(between.filter(|day| is_working_day(jurisdiction, *day)).count(), 5, "{day}");
            assert!(is_working_day(jurisdiction, last), "{day}");
            day = day.plus_days(1);
        }
    }
}
