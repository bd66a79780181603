//! What would have been right, as data: for people worded by the text files, for developers in one line.

use super::{Answer, FactId};
use crate::date::Date;
use std::fmt;

/// What is allowed where something was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// A form, described for whoever writes files and events.
    Form(&'static str),
    /// One of these.
    OneOf(Vec<&'static str>),
    /// Some of these, by spaces.
    SomeOf(Vec<&'static str>),
    /// An object with these keys.
    Keys(Vec<&'static str>),
    /// A whole number from the first to the last.
    Range(i32, i32),
    /// A text of at most so many characters.
    Text(usize),
    /// A list of at most so many.
    List(usize),
    /// That day or a later one: the first that is covered.
    From(Date),
    /// That day or an earlier one: the day of the case.
    NotAfter(Date),
    /// What goes with another answer.
    GoesWith(FactId, Answer),
    /// An answer to a question: this, or none.
    Answer(Box<Self>),
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(form) => f.write_str(form),
            Self::OneOf(ids) => f.write_str(&ids.join(", ")),
            Self::SomeOf(ids) => write!(f, "some of {}, with spaces between them; or none", ids.join(", ")),
            Self::Keys(keys) => write!(f, "an object with {}", keys.join(", ")),
            Self::Range(first, last) => write!(f, "a whole number from {first} to {last}"),
            Self::Text(longest) => write!(f, "a text of 1 to {longest} characters"),
            Self::List(most) => write!(f, "a list of at most {most}"),
            Self::From(first) => write!(f, "{first} or later, the first day that is covered"),
            Self::NotAfter(last) => write!(f, "a date not after {last}, the day of the case"),
            Self::GoesWith(fact, answer) => write!(f, "a value that goes with {} {answer}", fact.name()),
            Self::Answer(value) => write!(f, "{value}, unknown, declined"),
        }
    }
}
