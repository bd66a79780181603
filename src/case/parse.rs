//! From raw values to a [`Case`]: the one parser behind the command, the WASM interface and saved files.
//!
//! Every problem is reported, in an order that does not depend on the order of the keys, because a
//! JavaScript object need not keep the order of a file.

use super::{
    Allowed, Answer, Case, FACTS, Fact, FactId, Jurisdiction, Kind, Moment, NONE, Problem, Raw, Value, places,
};
use crate::date::Date;
use crate::order::sorted;

/// The version of the case file that this parser reads.
pub const VERSION: i32 = 1;

/// How a moment is written.
pub const MOMENT_ALLOWED: &str = "a date like 2026-11-21, or a local date and time like 2026-11-21T14:05";

/// How many unknown facts are told: who sends more has sent something else.
const UNKNOWN_TOLD: usize = 100;

const FACTS_ALLOWED: &str = "an object from fact to value";

/// How a municipality is written.
pub fn municipality_allowed(jurisdiction: Jurisdiction) -> &'static str {
    jurisdiction.country().code
}

const FIELDS: [&str; 4] = ["v", "jurisdiction", "on", "facts"];

/// Reads a case file: `{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{"age":34}}`.
///
/// # Errors
/// All that is wrong with it: unknown fields, facts and values, dates that do not exist, facts that
/// contradict each other. At least one problem.
pub fn parse_case(raw: &Raw) -> Result<Case, Vec<Problem>> {
    parse(raw, true)
}

/// Reads what was told some time ago: as [`parse_case`], but time may have made facts contradict each other.
///
/// # Errors
/// As [`parse_case`].
pub fn parse_told(raw: &Raw) -> Result<Case, Vec<Problem>> {
    parse(raw, false)
}

fn parse(raw: &Raw, consistent: bool) -> Result<Case, Vec<Problem>> {
    let Raw::Map(entries) = raw else {
        return Err(vec![problem(
            "not-an-object",
            "case",
            raw,
            Allowed::Form("an object with v, jurisdiction, on and facts"),
        )]);
    };
    let mut problems = Vec::new();
    for (key, value) in entries {
        if !FIELDS.contains(&key.as_str()) {
            problems.push(problem("unknown-field", key, value, Allowed::OneOf(FIELDS.to_vec())));
        }
    }
    match raw.get("v") {
        Some(v) if v.whole() == Some(VERSION) => {}
        Some(v) => problems.push(problem("unsupported-version", "v", v, Allowed::Form("1"))),
        None => problems.push(missing("v", Allowed::Form("1"))),
    }
    let jurisdiction = parse_jurisdiction(raw.get("jurisdiction"), &mut problems);
    let on = match raw.get("on").map(|on| (on, on.text().and_then(parse_moment))) {
        Some((_, Some(on))) => Some(on),
        Some((given, None)) => {
            problems.push(problem("bad-date", "on", given, Allowed::Form(MOMENT_ALLOWED)));
            None
        }
        None => {
            problems.push(missing("on", Allowed::Form(MOMENT_ALLOWED)));
            None
        }
    };
    if let (Some(jurisdiction), Some(on)) = (jurisdiction, on) {
        let mut case = Case::new(jurisdiction, on);
        parse_facts(raw.get("facts"), &mut case, &mut problems);
        if consistent {
            let pairs = case.contradictions();
            problems.extend(pairs.into_iter().map(|(one, other)| contradiction(&case, one, other)));
        }
        if problems.is_empty() {
            return Ok(case);
        }
    }
    Err(sorted(problems, |a, b| rank(&a.at).cmp(&rank(&b.at)).then_with(|| a.at.cmp(&b.at))))
}

/// The first and the last day that a question for a day takes, for a case judged on `on`.
pub fn days_allowed(kind: Kind, on: Date) -> (Date, Date) {
    let Kind::Day(back, ahead) = kind else { return (on, on) };
    (on.plus_months(-12 * back), on.plus_months(12 * ahead))
}

/// Reads one answer to one question, for a case judged on `on`.
///
/// # Errors
/// The value is not one that the fact allows.
pub fn parse_answer(fact: &Fact, raw: &Raw, jurisdiction: Jurisdiction, on: Date) -> Result<Answer, Problem> {
    match raw.text() {
        Some("unknown") => return Ok(Answer::Unknown),
        Some("declined") => return Ok(Answer::Declined),
        _ => {}
    }
    let at = ["facts.", fact.name].concat();
    let wrong = |code, allowed: Allowed| problem(code, &at, raw, Allowed::Answer(Box::new(allowed)));
    let value = match fact.kind {
        Kind::Choice(ids) => {
            let chosen = raw.text().and_then(|text| ids.iter().find(|id| **id == text));
            Value::Choice(chosen.ok_or_else(|| wrong("bad-value", Allowed::OneOf(ids.to_vec())))?)
        }
        Kind::Several(ids) => {
            let allowed = || wrong("bad-value", Allowed::SomeOf(ids.to_vec()));
            let text = raw.text().filter(|text| !text.trim().is_empty()).ok_or_else(allowed)?;
            let mut bits = 0;
            for id in text.split_whitespace().filter(|_| text != NONE) {
                let at = ids.iter().position(|known| *known == id).ok_or_else(allowed)?;
                bits |= 1 << at;
            }
            Value::Several(ids, bits)
        }
        Kind::Number(first, last) => {
            let number = raw.whole().filter(|number| (first..=last).contains(number));
            Value::Number(number.ok_or_else(|| wrong("out-of-range", Allowed::Range(first, last)))?)
        }
        kind @ Kind::Day(_, ahead) => {
            let day = raw.text().and_then(Date::parse);
            let day = day.ok_or_else(|| wrong("bad-date", Allowed::Form("a date like 2026-11-21")))?;
            let (first, last) = days_allowed(kind, on);
            if day < first || day > last {
                return Err(match ahead {
                    0 => wrong("after-the-day", Allowed::NotAfter(on)),
                    _ => wrong("day-out-of-range", Allowed::Days(first, last)),
                });
            }
            Value::Day(day)
        }
        Kind::Place => {
            let code = raw.text().and_then(|text| places::code(jurisdiction, text));
            Value::Place(code.ok_or_else(|| wrong("bad-value", Allowed::Form(municipality_allowed(jurisdiction))))?)
        }
    };
    Ok(Answer::Known(value))
}

/// Reads `2026-11-21` or `2026-11-21T14:05`.
pub fn parse_moment(text: &str) -> Option<Moment> {
    let Some((date, time)) = text.split_once('T') else {
        return Date::parse(text).map(|date| Moment { date, minute: None });
    };
    let (hour, minute) = time.split_once(':')?;
    let two_digits = |part: &str| (part.len() == 2).then(|| part.parse::<u16>().ok()).flatten();
    let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
    let date = Date::parse(date)?;
    (hour < 24 && minute < 60).then_some(Moment { date, minute: Some(hour * 60 + minute) })
}

fn parse_jurisdiction(raw: Option<&Raw>, problems: &mut Vec<Problem>) -> Option<Jurisdiction> {
    let allowed = Allowed::OneOf(Jurisdiction::ALL.map(Jurisdiction::id).to_vec());
    let Some(raw) = raw else {
        problems.push(missing("jurisdiction", allowed));
        return None;
    };
    let found = raw.text().and_then(Jurisdiction::from_id);
    if found.is_none() {
        problems.push(problem("unknown-jurisdiction", "jurisdiction", raw, allowed));
    }
    found
}

fn parse_facts(raw: Option<&Raw>, case: &mut Case, problems: &mut Vec<Problem>) {
    let entries = match raw {
        Some(Raw::Map(entries)) => entries,
        Some(other) => return problems.push(problem("not-an-object", "facts", other, Allowed::Form(FACTS_ALLOWED))),
        None => return problems.push(missing("facts", Allowed::Form(FACTS_ALLOWED))),
    };
    let mut unknown = 0;
    for (name, value) in entries {
        let Some(fact) = FACTS.iter().find(|fact| fact.name == name && fact.used_in(case.jurisdiction)) else {
            unknown += 1;
            if unknown <= UNKNOWN_TOLD {
                let known = Allowed::OneOf(case.facts().map(|fact| fact.name).collect());
                problems.push(problem("unknown-fact", &["facts.", name].concat(), value, known));
            }
            continue;
        };
        match parse_answer(fact, value, case.jurisdiction, case.on.date) {
            Ok(answer) => case.set(fact.id, answer),
            Err(problem) => problems.push(problem),
        }
    }
}

/// The problem of two facts that cannot both be true; it stands at the later of the two.
fn contradiction(case: &Case, one: FactId, other: FactId) -> Problem {
    Problem {
        code: "contradiction",
        at: ["facts.", other.name()].concat(),
        given: case.answer(other).to_string(),
        allowed: Allowed::GoesWith(one, case.answer(one)),
    }
}

fn problem(code: &'static str, at: &str, given: &Raw, allowed: Allowed) -> Problem {
    Problem { code, at: at.to_owned(), given: given.to_string(), allowed }
}

fn missing(at: &str, allowed: Allowed) -> Problem {
    Problem { code: "missing-field", at: at.to_owned(), given: String::new(), allowed }
}

/// Where a problem stands among the others: fields in their order, then facts in theirs, then what is unknown.
fn rank(at: &str) -> usize {
    let fact = at.strip_prefix("facts.").and_then(FactId::from_name);
    match (FIELDS.iter().position(|field| *field == at), fact) {
        (Some(field), _) => field,
        (None, Some(fact)) => FIELDS.len() + fact as usize,
        (None, None) => usize::MAX,
    }
}
