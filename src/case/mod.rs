//! What a person told us: the closed list of facts, their values, and how they are read.
//!
//! Knows nothing about policy, clock, text or browser. A [`Case`] is facts at a moment in one
//! jurisdiction; what follows from it is for [`crate::assessment`].

mod allowed;
mod consistency;
mod country;
mod fact_set;
mod facts;
mod parse;
pub mod places;
mod raw;
mod section;

pub use allowed::Allowed;
pub use country::{HolidayRules, Jurisdiction, MonthDay};
pub use fact_set::FactSet;
pub use facts::{COUNT, FACTS, Fact, FactId, Kind, NEEDS};
pub use parse::{
    MOMENT_ALLOWED, days_allowed, municipality_allowed, parse_answer, parse_case, parse_moment, parse_told,
};
pub use raw::Raw;
pub use section::Section;

use crate::date::{Date, two_digits};
use std::fmt;

/// A date, and the local time of day where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day, in the jurisdiction's own time.
    pub date: Date,
    /// Minutes after local midnight, 0–1439.
    pub minute: Option<u16>,
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minute {
            Some(minute) => {
                let part = |number: u16| two_digits(u8::try_from(number).unwrap_or_default());
                f.write_str(&[&self.date.to_string(), "T", &part(minute / 60), ":", &part(minute % 60)].concat())
            }
            None => self.date.fmt(f),
        }
    }
}

/// One value of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// One of the fact's own choices.
    Choice(&'static str),
    /// Some of the fact's own choices: all of them, and a bit for each that holds.
    Several(&'static [&'static str], u16),
    /// A whole number within the fact's range.
    Number(i32),
    /// A date.
    Day(Date),
    /// The code of a municipality.
    Place(&'static str),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choice(id) | Self::Place(id) => f.write_str(id),
            Self::Several(_, 0) => f.write_str(NONE),
            Self::Several(..) => f.write_str(&self.chosen().collect::<Vec<_>>().join(" ")),
            Self::Number(number) => f.write_str(&number.to_string()),
            Self::Day(date) => date.fmt(f),
        }
    }
}

/// How it is written that none of several choices holds.
pub const NONE: &str = "none";

impl Value {
    /// The choices that hold, where it is a value of choices.
    pub fn chosen(&self) -> impl Iterator<Item = &'static str> + use<> {
        let (ids, bits): (&[&str], u16) = match self {
            Self::Several(ids, bits) => (ids, *bits),
            _ => (&[], 0),
        };
        ids.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, id)| *id)
    }
}

/// What a person said to one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Not asked, or "I don't know".
    #[default]
    Unknown,
    /// "I'd rather not say". Treated as unknown in every judgement; kept apart so that it is not asked again.
    Declined,
    /// A value.
    Known(Value),
}

impl Answer {
    /// The value, where there is one.
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown | Self::Declined => None,
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("unknown"),
            Self::Declined => f.write_str("declined"),
            Self::Known(value) => value.fmt(f),
        }
    }
}

/// The facts of one person at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Whose rules apply.
    pub jurisdiction: Jurisdiction,
    /// The moment that the case is judged at. Nothing else tells the core what day it is.
    pub on: Moment,
    answers: [Answer; COUNT],
}

impl Case {
    /// A case in which nothing is known.
    pub fn new(jurisdiction: Jurisdiction, on: Moment) -> Self {
        Self { jurisdiction, on, answers: [Answer::Unknown; COUNT] }
    }

    /// What the person said about `fact`.
    pub fn answer(&self, fact: FactId) -> Answer {
        self.answers.get(fact as usize).copied().unwrap_or_default()
    }

    /// The same case with another answer to one question.
    #[must_use]
    pub fn with(mut self, fact: FactId, answer: Answer) -> Self {
        self.set(fact, answer);
        self
    }

    /// Replaces the answer to one question.
    pub fn set(&mut self, fact: FactId, answer: Answer) {
        if let Some(slot) = self.answers.get_mut(fact as usize) {
            *slot = answer;
        }
    }

    /// The value of `fact`, where it is known: told, or following from what was. Who is not registered yet is taken to
    /// register as [`Case::service_from`] says.
    pub fn value(&self, fact: FactId) -> Option<Value> {
        let follows = fact == FactId::RegisteredSince && self.is_not_registered();
        self.answer(fact).value().or_else(|| follows.then(|| Value::Day(self.service_from())))
    }

    /// The later day on which somebody who is not registered yet will register: the first one without work or studies,
    /// where they have told their last one and it has not passed. An answer that is no longer asked for does not count.
    ///
    /// Estimate, rules and steps count from it. They are judged by the rules in force on the day of the case: what will
    /// be in force on a later day nobody knows.
    pub fn registers_ahead(&self) -> Option<Date> {
        let Some(Value::Day(last)) = self.answer(FactId::LastWorkDay).value() else { return None };
        let is_ahead = last >= self.on.date && !self.is_told(FactId::RegisteredSince);
        (is_ahead && self.asks(FactId::LastWorkDay)).then(|| last.plus_days(1))
    }

    /// The day that the service begins to count from for somebody who is not registered yet: the day of the case, or the
    /// later one on which they will register.
    pub fn service_from(&self) -> Date {
        self.registers_ahead().unwrap_or(self.on.date)
    }

    /// Is the question for a person who has answered so? The last day of work is asked only of those who need not
    /// register before it: who has no work, or works part time and looks for more, registers now.
    pub fn asks(&self, fact: FactId) -> bool {
        fact != FactId::LastWorkDay
            || self.is_not_registered()
                && matches!(self.choice(FactId::WorkStatus), Some("under-notice" | "working" | "studying"))
    }

    /// The municipality, by code, where it is known.
    pub fn place(&self) -> Option<&'static str> {
        match self.value(FactId::Municipality) {
            Some(Value::Place(code)) => Some(code),
            _ => None,
        }
    }

    /// Did the person answer this question with a value?
    pub fn is_told(&self, fact: FactId) -> bool {
        self.answer(fact).value().is_some()
    }

    /// The choice made for `fact`, where it is known.
    pub fn choice(&self, fact: FactId) -> Option<&'static str> {
        match self.value(fact) {
            Some(Value::Choice(id)) => Some(id),
            _ => None,
        }
    }

    /// Was this one among the choices made for `fact`?
    pub fn has(&self, fact: FactId, choice: &str) -> bool {
        self.value(fact).is_some_and(|value| value.chosen().any(|id| id == choice))
    }

    /// The number given for `fact`, where it is known.
    pub fn number(&self, fact: FactId) -> Option<i32> {
        match self.value(fact) {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// The date given for `fact`, where it is known.
    pub fn day(&self, fact: FactId) -> Option<Date> {
        match self.value(fact) {
            Some(Value::Day(date)) => Some(date),
            _ => None,
        }
    }

    /// Did the person say that they are not registered yet?
    pub fn is_not_registered(&self) -> bool {
        self.answer(FactId::RegistrationChannel) == Answer::Known(Value::Choice("not-yet"))
    }

    /// Whole days from registration to the moment of the case: the registration time (inskrivningstid). None have passed
    /// of a registration that is still to come.
    pub fn days_registered(&self) -> Option<i32> {
        self.day(FactId::RegisteredSince).map(|since| self.days_since(since))
    }

    /// Whole days from a day to that of the case; none where it lies ahead.
    pub fn days_since(&self, day: Date) -> i32 {
        self.on.date.days_since(day).max(0)
    }

    /// The same case on another day, if nothing but time passes.
    #[must_use]
    pub fn on_day(&self, date: Date) -> Self {
        let mut case = self.clone();
        // On a day before their registration somebody is still not registered.
        let since = self.service_from();
        if self.is_not_registered() && since <= date {
            case.set(FactId::RegisteredSince, Answer::Known(Value::Day(since)));
        }
        case.on.date = date;
        case
    }

    /// The facts that this jurisdiction uses, in the order of the catalogue.
    pub fn facts(&self) -> impl Iterator<Item = &'static Fact> + use<> {
        let jurisdiction = self.jurisdiction;
        FACTS.iter().filter(move |fact| fact.used_in(jurisdiction))
    }

    /// Pairs of known facts that cannot both be true, in the order of the catalogue.
    pub fn contradictions(&self) -> Vec<(FactId, FactId)> {
        consistency::contradictions(self)
    }

    /// The numbers at which [`Case::contradictions`] divides the values of `fact`.
    pub fn number_limits(&self, fact: FactId) -> Vec<i32> {
        consistency::number_limits(self, fact)
    }
}

/// Something wrong with what was given: what, where, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable kebab-case id; its sentence for people is the text `error.CODE`.
    pub code: &'static str,
    /// The field, as `facts.age` or `on`.
    pub at: String,
    /// What was given there, shortened.
    pub given: String,
    /// What would have been right.
    pub allowed: Allowed,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&[self.code, " at `", &self.at, "`"].concat())?;
        if !self.given.is_empty() {
            f.write_str(&[": `", &self.given, "`"].concat())?;
        }
        f.write_str(&["; allowed: ", &self.allowed.to_string()].concat())
    }
}

impl std::error::Error for Problem {}
