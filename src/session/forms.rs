//! What is filled in on a page with several fields: an opinion on the result, and what a participant writes down.
//!
//! A form that is refused keeps what was given, and says which field and why. What people write in their own words
//! is kept here only, in memory.

use super::{Context, Effect, Focus, State};
use crate::date::Date;
use crate::diary::{Entry, KINDS, replies};
use crate::exports::{Opinion, REASONS};
use crate::text::Text;
use crate::understand::read_date;
use crate::wire::from_id;

/// Letters that one's own words may have.
const LONG: usize = 2_000;
const SHORT: usize = 200;

/// Which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Agree or disagree.
    Opinion,
    /// The first and the last day of the service.
    Period,
    /// A meeting or an activity.
    Entry,
    /// The seven questions.
    Survey,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Opinion, Self::Period, Self::Entry, Self::Survey];

    /// The id at the boundary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Opinion => "opinion",
            Self::Period => "period",
            Self::Entry => "entry",
            Self::Survey => "survey",
        }
    }
}
from_id!(Form);

/// What was given in each field, by its name; several choices of one with spaces between them.
pub type Fields = Vec<(String, String)>;

/// A form that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub form: Form,
    /// What was given in it.
    pub fields: Fields,
    /// The field that is wrong.
    pub field: &'static str,
    /// Why: the text `mistake.CODE`.
    pub code: &'static str,
}

/// Takes what was filled in, or says what is wrong with it.
pub fn fill(state: &mut State, form: Form, fields: &Fields, context: &Context<'_>) -> Vec<Effect> {
    let taken = match form {
        Form::Opinion => opinion(state, fields),
        Form::Period => period(state, fields, context.text),
        Form::Entry => entry(state, fields, context.text),
        Form::Survey => {
            survey(state, fields);
            Ok(())
        }
    };
    match taken {
        Ok(()) => {
            state.refused = None;
            vec![Effect::Focus(Focus::Opened)]
        }
        Err((field, code)) => {
            state.refused = Some(Refused { form, fields: fields.clone(), field, code });
            vec![Effect::Focus(Focus::Mistakes)]
        }
    }
}

type Wrong = (&'static str, &'static str);

fn field<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
}

/// One's own words, no longer than they may be and without what no keyboard writes.
fn words(given: &str, most: usize) -> String {
    given.chars().filter(|letter| !letter.is_control() || *letter == '\n').take(most).collect()
}

fn opinion(state: &mut State, fields: &Fields) -> Result<(), Wrong> {
    let agrees = match field(fields, "stand") {
        "agree" => true,
        "disagree" => false,
        _ => return Err(("stand", "nothing-chosen")),
    };
    let given = field(fields, "reason");
    let mut reasons = Vec::new();
    for reason in REASONS {
        if given.split(' ').any(|id| id == reason) {
            reasons.push(reason);
        }
    }
    state.opinion = Some(Opinion { agrees, reasons, words: words(field(fields, "words"), LONG) });
    Ok(())
}

fn period(state: &mut State, fields: &Fields, text: &Text) -> Result<(), Wrong> {
    let today = state.case.on.date;
    let day = |name: &'static str| match field(fields, name) {
        "" => Ok(None),
        typed => day(typed, today, text).map(Some).map_err(|code| (name, code)),
    };
    let (start, end) = (day("start")?, day("end")?);
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        return Err(("end", "ends-before-it-begins"));
    }
    (state.diary.start, state.diary.end) = (start, end);
    Ok(())
}

fn entry(state: &mut State, fields: &Fields, text: &Text) -> Result<(), Wrong> {
    let day = day(field(fields, "day"), state.case.on.date, text).map_err(|code| ("day", code))?;
    let kind = KINDS.into_iter().find(|kind| *kind == field(fields, "kind")).ok_or(("kind", "nothing-chosen"))?;
    let about = words(field(fields, "about"), SHORT);
    if state.diary.add(Entry { day, kind, about }) { Ok(()) } else { Err(("day", "no-more-room")) }
}

fn survey(state: &mut State, fields: &Fields) {
    for (at, slot) in state.diary.survey.iter_mut().enumerate() {
        let given = field(fields, &["q", &(at + 1).to_string()].concat());
        *slot = replies(at).iter().find(|reply| **reply == given).copied();
    }
}

/// A day that has been, as people write it.
fn day(typed: &str, today: Date, text: &Text) -> Result<Date, &'static str> {
    if typed.is_empty() {
        return Err("no-day-given");
    }
    let mut days = read_date(typed, text, today).days()?;
    days.retain(|day| *day <= today);
    match days.as_slice() {
        [day] => Ok(*day),
        [] => Err("in-the-future"),
        _ => Err("write-the-month"),
    }
}
