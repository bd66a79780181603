//! An answer as it is given: chosen, typed, or none; and read as a value. Page, chat and terminal read alike.

use super::{read_day, read_number};
use crate::case::places;
use crate::case::{Answer, Case, Fact, FactId, Jurisdiction, Kind, Raw, Value, days_allowed, parse_answer};
use crate::date::Date;
use crate::text::Text;

/// What was given as an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerInput {
    /// "I don't know".
    Unknown,
    /// "I'd rather not say".
    Declined,
    /// Nothing was chosen or typed.
    Nothing,
    /// The id of a choice, or a value as in a case file.
    Value(String),
    /// Something typed, to be understood.
    Typed(String),
}

/// What was wrong with what was given as an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The text that tells it: `mistake.CODE`, or the question's own `question.FACT.mistake.CODE`.
    pub code: &'static str,
    /// What was typed, so that nothing already given is lost.
    pub typed: String,
    /// The days that it can mean, where it can mean several.
    pub days: Vec<Date>,
    /// The numbers that it can mean, where it can mean several.
    pub numbers: Vec<i32>,
    /// The municipalities that it can mean, by code.
    pub places: Vec<&'static str>,
    /// The other fact that it contradicts.
    pub against: Option<FactId>,
}

impl Mistake {
    /// A mistake of that kind in what was given.
    pub fn new(code: &'static str, given: &AnswerInput) -> Self {
        let typed = match given {
            AnswerInput::Typed(typed) | AnswerInput::Value(typed) => typed.clone(),
            AnswerInput::Unknown | AnswerInput::Declined | AnswerInput::Nothing => String::new(),
        };
        Self { code, typed, days: Vec::new(), numbers: Vec::new(), places: Vec::new(), against: None }
    }
}

/// Reads an answer to the question of a fact, beside the case that it is for.
///
/// # Errors
/// What was wrong with it, and what it may mean where it can mean several things.
pub fn read_answer(fact: &Fact, given: &AnswerInput, case: &Case, text: &Text) -> Result<Answer, Box<Mistake>> {
    let fail = |code| Err(Box::new(Mistake::new(code, given)));
    match given {
        AnswerInput::Unknown => Ok(Answer::Unknown),
        AnswerInput::Declined => Ok(Answer::Declined),
        AnswerInput::Nothing => fail("nothing"),
        AnswerInput::Value(value) => value_of(fact, value, case).or_else(|()| fail("not-allowed")),
        AnswerInput::Typed(typed) if typed.trim().is_empty() => fail("nothing"),
        AnswerInput::Typed(typed) => match fact.kind {
            Kind::Choice(_) | Kind::Several(_) => value_of(fact, typed, case).or_else(|()| fail("not-allowed")),
            Kind::Number(first, last) => match read_number(typed, text) {
                Some(number) if (first..=last).contains(&number) => Ok(Answer::Known(Value::Number(number))),
                Some(year) if fact.id == FactId::Age => {
                    // The year somebody was born leaves two ages.
                    let turned = case.on.date.ymd().0 - year;
                    let ages = [turned - 1, turned];
                    if ages.into_iter().all(|age| (first..=last).contains(&age)) {
                        Err(Box::new(Mistake { numbers: ages.to_vec(), ..Mistake::new("which-age", given) }))
                    } else {
                        fail("out-of-range")
                    }
                }
                Some(_) => fail("out-of-range"),
                None => fail("no-number"),
            },
            Kind::Day(..) => day(fact, given, typed, case.on.date, text),
            Kind::Place => place(typed, given, case.jurisdiction, text),
        },
    }
}

/// A value as it stands in a case file.
fn value_of(fact: &Fact, value: &str, case: &Case) -> Result<Answer, ()> {
    let raw = match (fact.kind, value.parse::<i32>()) {
        (Kind::Number(..), Ok(number)) => Raw::Number(f64::from(number)),
        _ => Raw::Text(value.to_owned()),
    };
    parse_answer(fact, &raw, case.jurisdiction, case.on.date).map_err(|_| ())
}

fn day(fact: &Fact, given: &AnswerInput, typed: &str, today: Date, text: &Text) -> Result<Answer, Box<Mistake>> {
    let refused = |code| Box::new(Mistake::new(code, given));
    let (first, last) = days_allowed(fact.kind, today);
    let mut days = read_day(typed, text, today, last).days().map_err(refused)?;
    days.retain(|day| first <= *day && *day <= last);
    match days.as_slice() {
        [day] => Ok(Answer::Known(Value::Day(*day))),
        // Where a day may lie ahead, it is too far ahead or too far back.
        [] => Err(refused(if last > today { "day-out-of-range" } else { "in-the-future" })),
        _ => Err(Box::new(Mistake { days, ..Mistake::new("which-day", given) })),
    }
}

fn place(typed: &str, given: &AnswerInput, jurisdiction: Jurisdiction, text: &Text) -> Result<Answer, Box<Mistake>> {
    if let Some(code) = places::code(jurisdiction, typed.trim()) {
        return Ok(Answer::Known(Value::Place(code)));
    }
    let known = text.places();
    if let Some(place) = places::only(&known, typed) {
        return Ok(Answer::Known(Value::Place(place.code)));
    }
    let mut found = Vec::new();
    for place in places::search(&known, typed) {
        found.push(place.code);
    }
    let code = if found.is_empty() { "no-such-place" } else { "which-place" };
    Err(Box::new(Mistake { places: found, ..Mistake::new(code, given) }))
}
