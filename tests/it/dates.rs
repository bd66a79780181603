//! Days and how people write them: our own calendar against Node's, and the spellings that a person is understood in.

use crate::support::talk;

use std::process::Command;
use talk::Talk;
use vagval::date::Date;

/// Prints every day from 1900 to 2199, with its ISO weekday.
const NODE: &str = "const day = new Date(Date.UTC(1900, 0, 1)), lines = [];
while (day.getUTCFullYear() < 2200) {
  lines.push(day.toISOString().slice(0, 10) + ' ' + ((day.getUTCDay() + 6) % 7));
  day.setUTCDate(day.getUTCDate() + 1);
}
console.log(lines.join('\\n'));";

#[test]
fn our_calendar_is_that_of_another_program() {
    let output = Command::new("node").args(["-e", NODE]).output().unwrap();
    let mut day = Date::new(1900, 1, 1).unwrap();
    let mut days = 0;
    for line in str::from_utf8(&output.stdout).unwrap().lines() {
        assert_eq!(format!("{day} {}", day.weekday() as i32), line);
        day = day.plus_days(1);
        days += 1;
    }
    assert_eq!(days, 109_573);
}

#[test]
fn a_day_typed_in_many_ways_is_the_same_answer() {
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
        " 15  januari ",
        "260115",
        "15 jan 26",
    ] {
        let mut talk = Talk::begins("2026-11-21");
        talk.changes("registered-since").types(typed).has_told("registered-since", "2026-01-15");
    }
    for (typed, day) in
        [("i dag", "2026-11-21"), ("Idag", "2026-11-21"), ("igår", "2026-11-20"), ("24 dec", "2025-12-24")]
    {
        let mut talk = Talk::begins("2026-11-21");
        talk.changes("registered-since").types(typed).has_told("registered-since", day);
    }
}

#[test]
fn what_may_be_several_days_is_asked_about_with_each_of_them() {
    for (typed, days) in [
        ("3/4 2026", &["2026-04-03", "2026-03-04"][..]),
        ("3/4", &["2026-04-03", "2026-03-04"]),
        ("04-05-06", &["2004-05-06", "2006-05-04", "2006-04-05"]),
        ("26-01-15", &["2026-01-15", "2015-01-26"]),
    ] {
        let mut talk = Talk::begins("2026-11-21");
        talk.changes("registered-since").types(typed).is_told("which-day").has_told("registered-since", "-");
        let asked = &talk.state().mistake.as_ref().unwrap().days;
        assert_eq!(asked.iter().map(ToString::to_string).collect::<Vec<_>>(), days, "{typed}");
    }
}
