//! The gaps between individual meetings: at the limit and one day over, from the first day, to today, and by an
//! independent count over random diaries.

use crate::support;
use crate::support::random;

use random::Random;
use support::{date, policies};
use vagval::case::Jurisdiction;
use vagval::date::Date;
use vagval::diary::{Diary, Edge, Entry, KINDS, MOST};
use vagval::policy::schema::Rulebook;

fn sweden() -> &'static Rulebook {
    policies().rules(Jurisdiction::Sweden).unwrap()
}

fn diary(start: Option<&str>, meetings: &[(&str, &'static str)]) -> Diary {
    let mut diary = Diary { start: start.map(date), ..Diary::default() };
    for (day, kind) in meetings {
        assert!(diary.add(Entry { day: date(day), kind, about: String::new() }));
    }
    diary
}

/// Each gap as "from → to: days".
fn gaps(diary: &Diary, today: &str) -> Vec<String> {
    let found = diary.findings(sweden(), date(today)).unwrap();
    let gap = |gap: &vagval::diary::Gap| {
        format!("{} {} → {} {}: {}", gap.from.0.id(), gap.from.1, gap.to.0.id(), gap.to.1, gap.days)
    };
    found.gaps.iter().map(gap).collect()
}

#[test]
fn fourteen_days_are_allowed_and_fifteen_are_a_gap() {
    let at = |second| diary(None, &[("2026-10-01", "meeting"), (second, "distance")]);
    assert_eq!(gaps(&at("2026-10-15"), "2026-10-15"), [""; 0], "14 days");
    assert_eq!(gaps(&at("2026-10-16"), "2026-10-16"), ["meeting 2026-10-01 → meeting 2026-10-16: 15"]);
}

#[test]
fn the_first_meeting_is_counted_from_the_first_day_of_the_service() {
    let at = |first| diary(Some("2026-10-01"), &[(first, "meeting")]);
    assert_eq!(gaps(&at("2026-10-15"), "2026-10-15"), [""; 0]);
    assert_eq!(gaps(&at("2026-10-16"), "2026-10-16"), ["start 2026-10-01 → meeting 2026-10-16: 15"]);
    // Who has had no meeting at all.
    let none = diary(Some("2026-10-01"), &[]);
    assert_eq!(gaps(&none, "2026-10-15"), [""; 0]);
    assert_eq!(gaps(&none, "2026-10-16"), ["start 2026-10-01 → today 2026-10-16: 15"]);
    assert_eq!(gaps(&diary(None, &[]), "2026-10-16"), [""; 0], "nothing is known");
}

#[test]
fn the_last_meeting_is_counted_to_today_or_to_the_last_day() {
    let mut one = diary(None, &[("2026-10-01", "meeting")]);
    assert_eq!(gaps(&one, "2026-10-15"), [""; 0]);
    assert_eq!(gaps(&one, "2026-10-16"), ["meeting 2026-10-01 → today 2026-10-16: 15"]);
    let next = |diary: &Diary| diary.findings(sweden(), date("2026-10-05")).unwrap().next_by;
    assert_eq!(next(&one), Some(date("2026-10-15")));
    one.end = Some(date("2026-10-15"));
    assert_eq!(gaps(&one, "2026-12-01"), [""; 0]);
    one.end = Some(date("2026-10-16"));
    assert_eq!(gaps(&one, "2026-12-01"), ["meeting 2026-10-01 → end 2026-10-16: 15"]);
    one.end = Some(date("2026-10-04"));
    assert_eq!(next(&one), None, "a service that has ended has no next meeting");
}

#[test]
fn only_individual_meetings_count() {
    for kind in KINDS {
        let days = [("2026-10-01", "meeting"), ("2026-10-10", kind), ("2026-10-20", "meeting")];
        let counts = ["meeting", "distance"].contains(&kind);
        assert_eq!(gaps(&diary(None, &days), "2026-10-20").is_empty(), counts, "{kind}");
    }
}

#[test]
fn the_limit_has_a_source_and_is_unknown_before_the_service_began() {
    let found = diary(None, &[]).findings(sweden(), date("2026-11-23")).unwrap();
    assert_eq!((found.limit, found.basis), (14, "published"));
    assert!(found.source.contains("Lägesbeskrivning"), "{}", found.source);
    assert_eq!(diary(None, &[]).findings(sweden(), date("2020-03-29")), None);
    let finland = policies().rules(Jurisdiction::Finland).unwrap();
    assert_eq!(diary(None, &[]).findings(finland, date("2026-11-23")), None, "there is no such service in Finland");
}

#[test]
fn entries_stand_by_day_and_there_is_an_end_to_them() {
    let mut diary = Diary::default();
    let entry = |day: i32| Entry { day: date("2026-01-01").plus_days(day), kind: "meeting", about: day.to_string() };
    for day in 0..i32::try_from(MOST).unwrap() {
        assert!(diary.add(entry(day * 37 % 401)));
    }
    assert!(diary.entries.iter().zip(diary.entries.iter().skip(1)).all(|(one, other)| one.day <= other.day));
    assert!(!diary.add(entry(0)));
    assert_eq!(diary.entries.len(), MOST);
}

/// Day by day: a day without a meeting in the fourteen before it, or on it, is over the limit.
#[test]
fn the_gaps_are_those_that_counting_day_by_day_finds() {
    let random = &mut Random::new(14);
    let (first, mut found) = (date("2026-01-01"), 0);
    for _ in 0..3_000 {
        let day = |random: &mut Random| first.plus_days(random.between(0, 90));
        let mut diary = Diary { start: random.one_in(2).then(|| day(random)), ..Diary::default() };
        for _ in 0..random.below(8) {
            let kind = random.pick(&KINDS);
            diary.add(Entry { day: day(random), kind, about: String::new() });
        }
        let today = first.plus_days(91 + random.between(0, 20));
        let ended: Option<Date> = random.one_in(3).then(|| first.plus_days(90));
        diary.end = ended;
        let findings = diary.findings(sweden(), today).unwrap();
        let last = ended.unwrap_or(today);
        let meets: Vec<Date> = diary
            .entries
            .iter()
            .filter(|entry| ["meeting", "distance"].contains(&entry.kind) && entry.day <= last)
            .map(|entry| entry.day)
            .filter(|day| diary.start.is_none_or(|start| *day >= start))
            .collect();
        let Some(begin) = diary.start.or(meets.first().copied()) else {
            assert!(findings.gaps.is_empty());
            continue;
        };
        let mut over = 0;
        for day in 1..=last.days_since(begin) {
            let day = begin.plus_days(day);
            let met = meets.iter().chain([&begin]).filter(|met| **met < day).max().unwrap();
            over += i32::from(day.days_since(*met) > 14);
        }
        assert_eq!(findings.gaps.iter().map(|gap| gap.days - 14).sum::<i32>(), over, "{diary:?} on {today}");
        assert!(findings.gaps.iter().all(|gap| gap.days > gap.limit && gap.limit == 14));
        assert!(findings.gaps.iter().all(|gap| gap.to.0 != Edge::Start));
        found += findings.gaps.len();
    }
    assert!(found > 1_000, "{found} gaps were counted");
}
