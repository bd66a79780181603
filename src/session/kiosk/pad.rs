//! The pads: an age, a day or a municipality without a keyboard.

use crate::case::places::{Place, lower};
use crate::case::{Answer, Fact, FactId, Kind, Value};
use crate::date::Date;
use crate::session::{Context, Effect, Page, State};
use crate::text::Text;

/// The longest name of a municipality has fewer letters.
const LONGEST: usize = 40;

/// What is known of a fact, as if it had been tapped.
pub fn told(state: &State, fact: FactId, context: &Context<'_>) -> String {
    match (fact.fact().kind, state.case.answer(fact)) {
        (Kind::Place, Answer::Known(Value::Place(code))) => lower(context.text.place(code).unwrap_or(code)),
        (Kind::Number(..) | Kind::Day(..), Answer::Known(value)) => value.to_string(),
        _ => String::new(),
    }
}

/// A key was pressed. What is on the pad says aloud what it has become.
pub fn press(state: &mut State, key: &str, context: &Context<'_>) -> Vec<Effect> {
    let Page::Question(id) = state.page() else { return Vec::new() };
    let Some(kiosk) = &mut state.kiosk else { return Vec::new() };
    let kind = id.fact().kind;
    let pad = &mut kiosk.pad;
    if key == "erase" {
        // Of a day the part that was chosen last: the day, the month, the whole year.
        match pad.rfind('-') {
            Some(at) if matches!(kind, Kind::Day(..)) => pad.truncate(at),
            None if matches!(kind, Kind::Day(..)) && pad.len() == 4 => pad.clear(),
            _ => drop(pad.pop()),
        }
    } else {
        match kind {
            Kind::Number(..) if pad.len() < 3 && is_number(key, 1) => pad.push_str(key),
            Kind::Day(..) => day(pad, key),
            Kind::Place if pad.len() < LONGEST => {
                pad.push_str(key);
                if fitting(pad, &context.text.places()).is_empty() {
                    pad.truncate(pad.len() - key.len());
                }
            }
            _ => {}
        }
    }
    let said = match kind {
        Kind::Place if !pad.is_empty() => {
            let count = fitting(pad, &context.text.places()).len();
            let count = i32::try_from(count).unwrap_or(i32::MAX);
            [pad, ". ", &context.text.count("question.found", count)].concat()
        }
        _ => shown(pad, id.fact(), context.text),
    };
    state.mistake = None;
    vec![Effect::Say(said)]
}

/// A year digit by digit or at once, then a month, then a day of it.
fn day(pad: &mut String, key: &str) {
    match pad.len() {
        length @ 0..4 if is_number(key, 4 - length) => pad.push_str(key),
        4 | 7 if is_number(key, 2) => {
            let before = pad.len();
            pad.push_str(if key.len() == 1 { "-0" } else { "-" });
            pad.push_str(key);
            let whole = if before == 4 { Date::parse(&[pad, "-01"].concat()) } else { Date::parse(pad) };
            if whole.is_none() {
                pad.truncate(before);
            }
        }
        _ => {}
    }
}

fn is_number(key: &str, longest: usize) -> bool {
    !key.is_empty() && key.len() <= longest && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is on the pad, as it stands in the field and is understood when the person goes on.
pub fn shown(pad: &str, fact: &Fact, text: &Text) -> String {
    if !matches!(fact.kind, Kind::Day(..)) || pad.len() <= 4 {
        return pad.to_owned();
    }
    if let Some(day) = Date::parse(pad) {
        return text.date(day);
    }
    let (year, month) = pad.split_once('-').unwrap_or((pad, ""));
    [text.at(&["date.month.m", month.trim_start_matches('0')]), " ", year].concat()
}

/// The places, by code and name, that begin with what is on the pad.
pub fn fitting<'a>(pad: &str, places: &[Place<'a>]) -> Vec<(&'static str, &'a str)> {
    let mut fitting = Vec::new();
    for place in places {
        if lower(place.name).starts_with(pad) {
            fitting.push((place.code, place.name));
        }
    }
    fitting
}

/// The letters that a name goes on with after what is on the pad.
pub fn letters(pad: &str, fitting: &[(&str, &str)]) -> String {
    let mut letters = String::new();
    for (_, name) in fitting {
        let name = lower(name);
        if let Some(next) = name.get(pad.len()..).and_then(|rest| rest.chars().next())
            && !letters.contains(next)
        {
            letters.push(next);
        }
    }
    letters
}
