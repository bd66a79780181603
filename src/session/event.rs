//! Everything that can happen in a conversation, and everything it can ask of the world outside.

use super::Page;
use crate::case::{FactId, Moment};

/// Something a person, or the clock, did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Begin with the first question, or go on with the next one.
    Begin,
    /// An answer to a question.
    Answer(FactId, Given),
    /// Change the answer to a question, and come back.
    Change(FactId),
    /// Show the result.
    Finish,
    /// Show a page.
    Show(Page),
    /// One page back.
    Back,
    /// To a place in the trail: the browser's own back and forward.
    Visit(usize),
    /// Forget everything and begin anew.
    Wipe,
    /// Another language.
    Speak(String),
    /// The time has moved on.
    Clock(Moment),
}

/// What was given as an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
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

/// What the world outside must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Move the keyboard's focus.
    Focus(Focus),
    /// The page has changed: remember the place in the trail.
    Remember(usize),
    /// Everything was wiped: forget every place.
    Forget,
    /// Get the words of this language.
    LoadText(String),
}

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The heading of a new page.
    Heading,
    /// The summary of what was wrong.
    Mistakes,
}

impl Focus {
    /// The id of the element.
    pub fn id(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Mistakes => "mistakes",
        }
    }
}
