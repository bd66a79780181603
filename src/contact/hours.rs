//! Opening hours: open now, and when next.

use crate::case::{Jurisdiction, Moment};
use crate::date::Date;
use crate::holidays::is_holiday;
use crate::hours::Hours;

/// Whether something is open at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// `None` where the hours, or the time of day, are not known.
    pub open: Option<bool>,
    /// The next time it opens, where that is known and it is not open now.
    pub next: Option<Moment>,
}

/// How far ahead the next opening is looked for: longer than any run of holidays.
const DAYS_AHEAD: i32 = 15;

/// What `hours` say about a moment in local time. Empty hours are not known, not closed.
pub fn opening(hours: &[Hours], jurisdiction: Jurisdiction, on: Moment) -> Opening {
    if hours.is_empty() {
        return Opening { open: None, next: None };
    }
    let open = on
        .minute
        .map(|minute| on_day(hours, jurisdiction, on.date).any(|hours| (hours.open..hours.close).contains(&minute)));
    if open == Some(true) {
        return Opening { open, next: None };
    }
    let next = (0..DAYS_AHEAD).find_map(|ahead| {
        let date = on.date.plus_days(ahead);
        let later = |hours: &&Hours| ahead > 0 || on.minute.is_none_or(|minute| hours.open > minute);
        let minute = on_day(hours, jurisdiction, date).filter(later).map(|hours| hours.open).min()?;
        Some(Moment { date, minute: Some(minute) })
    });
    Opening { open, next }
}

/// The hours that apply on a day.
fn on_day(hours: &[Hours], jurisdiction: Jurisdiction, date: Date) -> impl Iterator<Item = &Hours> {
    let weekday = date.weekday() as u8 + 1;
    let holiday = is_holiday(jurisdiction, date);
    hours.iter().filter(move |hours| hours.days.contains(&weekday) && (hours.holidays || !holiday))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::parse_moment;

    #[test]
    fn opening_hours_follow_the_clock_the_week_and_the_holidays() {
        let weekdays = [Hours { days: vec![1, 2, 3, 4, 5], open: 8 * 60, close: 16 * 60, holidays: false }];
        for (moment, open, next) in [
            ("2026-11-20T07:59", Some(false), "2026-11-20T08:00"),
            ("2026-11-20T08:00", Some(true), ""),
            ("2026-11-20T15:59", Some(true), ""),
            ("2026-11-20T16:00", Some(false), "2026-11-23T08:00"),
            ("2026-12-23T18:00", Some(false), "2026-12-28T08:00"),
            ("2026-11-20", None, "2026-11-20T08:00"),
        ] {
            let found = opening(&weekdays, Jurisdiction::Sweden, parse_moment(moment).unwrap());
            assert_eq!(found.open, open, "{moment}");
            assert_eq!(found.next.map_or(String::new(), |next| next.to_string()), next, "{moment}");
        }
        let unknown = opening(&[], Jurisdiction::Sweden, parse_moment("2026-11-20T10:00").unwrap());
        assert_eq!(unknown, Opening { open: None, next: None }, "hours not known are not closed");
    }
}
