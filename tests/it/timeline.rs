//! One person, the same in every month of eleven years: what the rules said then.
//!
//! 35 years, out of work, in no programme, registered for 200 days, in Umeå and in Stockholm. The estimate is
//! taken to be clear for levels A to C, so that a new scorecard does not change this table: it shows the rules.
//! After a change of law, look at the difference and accept it with `INSTA_UPDATE=always cargo test --test it timeline`.

#[cfg(test)]
use crate::support;

use std::fmt::Write as _;
use support::{date, on, policies};
use vagval::case::{Answer, Case, FactId, Jurisdiction, Value};
use vagval::date::Date;
use vagval::eligibility::{Outcome, Situation, next_steps, verdicts};
use vagval::policy::schema::Rulebook;

const DAYS_REGISTERED: i32 = 200;
const PROGRAMMES: [(&str, &str); 5] = [
    ("rusta-och-matcha", "rusta och matcha"),
    ("stod-och-matchning", "stöd och matchning"),
    ("distance-service", "distance"),
    ("youth-guarantee", "youth"),
    ("profiling-automatic", "profiled"),
];
const GATES: [&str; 3] = ["ram-age-and-status", "ram-registration-time", "ram-area"];

#[test]
fn the_months_of_2016_to_2026() {
    let policies = policies();
    let rulebook = policies.rules(Jurisdiction::Sweden).unwrap();
    let mut table = String::from(
        "yes: met   no: not met   staff: a caseworker decides   ?: not known\n\
         age, days, area: the gates of rusta och matcha; its fourth, the estimate, is taken to be met\n",
    );
    for (name, code) in [("Umeå", "2480"), ("Stockholm", "0180")] {
        let _ = write!(table, "\n{name}, 35 years, out of work, in no programme, registered for 200 days\n");
        let _ = write!(table, "{:<10} {:<32}", "on", "in force");
        for (_, title) in PROGRAMMES {
            let _ = write!(table, " {title:<18}");
            if title == "rusta och matcha" {
                let _ = write!(table, " {:<5} {:<5} {:<5}", "age", "days", "area");
            }
        }
        table.push_str(" next\n");
        let mut day = date("2016-01-01");
        while day < date("2027-01-01") {
            let _ = writeln!(table, "{day} {}", line(rulebook, code, day).trim_end());
            day = day.plus_months(1);
        }
    }
    insta::assert_snapshot!("timeline", table);
}

#[cfg(test)]
fn line(rulebook: &Rulebook, code: &'static str, day: Date) -> String {
    if day < rulebook.first {
        return format!("not covered: the first day is {}", rulebook.first);
    }
    let known = |case: Case, fact, value| case.with(fact, Answer::Known(value));
    let case = Case::new(Jurisdiction::Sweden, on(day));
    let case = known(case, FactId::Municipality, Value::Place(code));
    let case = known(case, FactId::Age, Value::Number(35));
    let case = known(case, FactId::RegisteredSince, Value::Day(day.plus_days(-DAYS_REGISTERED)));
    let case = known(case, FactId::WorkStatus, Value::Choice("unemployed"));
    let case = known(case, FactId::Programme, Value::Choice("none"));
    let case = known(case, FactId::StartWithin3Months, Value::Choice("no"));
    let case = known(case, FactId::RegistrationChannel, Value::Choice("digital"));
    let situation = Situation { case: &case, rulebook, tracks: Some([0, 334, 333, 333, 0]) };
    let verdicts = verdicts(rulebook, &situation);
    let mut line = format!("{:<32}", rulebook.edition(day).map_or("", |edition| &edition.id));
    for (id, _) in PROGRAMMES {
        let verdict = verdicts.iter().find(|verdict| verdict.programme.id == id).unwrap();
        let _ = write!(line, " {:<18}", word(verdict.outcome));
        for gate in GATES {
            if let Some(reason) = verdict.reasons.iter().find(|reason| reason.rule.id == gate) {
                let _ = write!(line, " {:<5}", word(reason.finding.outcome));
            }
        }
    }
    let steps = next_steps(rulebook, &situation);
    let steps = steps.iter().map(|step| match (step.from, step.by) {
        (_, Some(by)) => format!("{} by {by}", step.step.id),
        (Some(from), None) => format!("{} {from}", step.step.id),
        (None, None) => step.step.id.clone(),
    });
    let _ = write!(line, " {}", steps.collect::<Vec<_>>().join(", "));
    line
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "yes",
        Outcome::NotMet => "no",
        Outcome::Unknown => "?",
        Outcome::Caseworker => "staff",
    }
}
