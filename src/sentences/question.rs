//! A question: what was wrong with the answer given.

use super::words;
use crate::assessment::FactValue;
use crate::case::{Case, Fact, Kind, days_allowed};
use crate::text::{Text, fill};
use crate::understand::Mistake;

/// What was wrong, in the question's own words where it has some.
pub fn mistake(fact: &Fact, mistake: &Mistake, case: &Case, text: &Text) -> String {
    let own = text.find(&["question.", fact.name, ".mistake.", mistake.code].concat());
    let message = own.unwrap_or_else(|| text.at(&["mistake.", mistake.code]));
    let (first, last) = match fact.kind {
        Kind::Number(first, last) => (first.to_string(), last.to_string()),
        kind @ Kind::Day(..) => {
            let (first, last) = days_allowed(kind, case.on.date);
            (text.date(first), text.date(last))
        }
        _ => Default::default(),
    };
    let (other, told) = mistake.against.map_or_else(Default::default, |against| {
        let told = FactValue::from(case.answer(against));
        (words::fact(against.name(), text), words::value(against.name(), &told, text))
    });
    let values =
        [("typed", mistake.typed.as_str()), ("first", &first), ("last", &last), ("other", other), ("told", &told)];
    fill(message, &values)
}
