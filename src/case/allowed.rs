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
    /// A day from the first to the last.
    Days(Date, Date),
    /// What goes with another answer.
    GoesWith(FactId, Answer),
    /// An answer to a question: this, or none.
    Answer(Box<Self>),
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Form(form) => return f.write_str(form),
            Self::OneOf(ids) => ids.join(", "),
            Self::SomeOf(ids) => ["some of ", &ids.join(", "), ", with spaces between them; or none"].concat(),
            Self::Keys(keys) => ["an object with ", &keys.join(", ")].concat(),
            Self::Range(first, last) => {
                ["a whole number from ", &first.to_string(), " to ", &last.to_string()].concat()
            }
            Self::Text(longest) => ["a text of 1 to ", &longest.to_string(), " characters"].concat(),
            Self::List(most) => ["a list of at most ", &most.to_string()].concat(),
            Self::From(first) => [&first.to_string(), " or later, the first day that is covered"].concat(),
            Self::NotAfter(last) => ["a date not after ", &last.to_string(), ", the day of the case"].concat(),
            Self::Days(first, last) => ["a date from ", &first.to_string(), " to ", &last.to_string()].concat(),
            Self::GoesWith(fact, answer) => ["a value that goes with ", fact.name(), " ", &answer.to_string()].concat(),
            Self::Answer(value) => [&value.to_string(), ", unknown, declined"].concat(),
        };
        f.write_str(&words)
    }
}
