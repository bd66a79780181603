//! Facts and their values in words.

use crate::assessment::FactValue;
use crate::case::{Answer, Fact, FactId, Value, places};
use crate::date::Date;
use crate::text::Text;

/// What a person told, in words.
pub fn answer(fact: &Fact, answer: Answer, text: &Text) -> String {
    match answer {
        Answer::Unknown => text.get("answer.unknown").to_owned(),
        Answer::Declined => text.get("answer.declined").to_owned(),
        Answer::Known(Value::Choice(id)) => text.get(&format!("question.{}.choice.{id}", fact.name)).to_owned(),
        Answer::Known(Value::Number(number)) => {
            text.fill(&format!("question.{}.value", fact.name), &[("n", &number.to_string())])
        }
        Answer::Known(Value::Day(day)) => text.date(day),
        Answer::Known(Value::Place(code)) => places::name(code).unwrap_or(code).to_owned(),
    }
}

/// A value at the boundary, in words.
pub fn value(name: &str, value: &FactValue, text: &Text) -> String {
    let shown = match value {
        FactValue::Number(number) => text.fill(&format!("question.{name}.value"), &[("n", &number.to_string())]),
        FactValue::Text(id) => {
            if let Some(day) = Date::parse(id) {
                return text.date(day);
            }
            let known =
                text.find(&format!("question.{name}.choice.{id}")).or_else(|| text.find(&format!("answer.{id}")));
            known.or_else(|| places::name(id)).unwrap_or(id).to_owned()
        }
    };
    shown
}

/// The short name of a fact.
pub fn fact(name: &str, text: &Text) -> String {
    text.get(&format!("question.{name}.short")).to_owned()
}

/// A date of the boundary, in words.
pub fn day(date: &str, text: &Text) -> String {
    Date::parse(date).map_or_else(|| date.to_owned(), |date| text.date(date))
}

/// The names of several facts, by commas.
pub fn facts(names: &[&str], text: &Text) -> String {
    names.iter().map(|name| fact(name, text)).collect::<Vec<_>>().join(", ")
}

/// Is there a row of the catalogue by that name?
pub fn is_fact(name: &str) -> bool {
    FactId::from_name(name).is_some()
}
