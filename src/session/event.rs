//! Everything that can happen in a conversation, and everything it can ask of the world outside.

use super::export::{DeviceRequest, ExportEvent};
use super::kiosk::Touch;
use super::{AnswerInput, Fields, Form, Page};
use super::{conversations, desk};
use crate::case::{FactId, Jurisdiction, Moment, Raw};
use crate::exports::Letter;

/// Something a person, or the clock, did.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Begin with the first question, or go on with the next one.
    Begin,
    /// An answer to a question.
    Answer(FactId, AnswerInput),
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
    /// Another country: everything told so far is forgotten.
    Country(Jurisdiction),
    /// Another language.
    Speak(String),
    /// The time has moved on.
    Clock(Moment),
    /// Keep the result as a file, with or without the sensitive answers.
    SaveReceipt(Sensitive),
    /// Lay an earlier result beside this one: the content of its file.
    OpenReceipt(Raw),
    /// Go on with the answers that a code carries.
    OpenCode(String),
    /// Keep the next steps as a calendar file.
    SaveCalendar,
    /// Print the page.
    Print,
    /// Something at the terminal of an office.
    Touch(Touch),
    /// Show a ready-made letter.
    Letter(Letter),
    /// Copy the letter that is shown.
    Copy,
    /// Something about what is kept and carried along.
    Export(ExportEvent),
    /// Something at the desk of an officer.
    Desk(desk::Act),
    /// What was filled in on a page with several fields.
    Fill(Form, Fields),
    /// Take an entry out of the diary, by its place from 0.
    Remove(usize),
    /// Try another answer, beside one's own.
    Try(FactId, AnswerInput),
    /// Back to one's own answers.
    ResetTrial,
    /// Something with a conversation as a whole, where several are open.
    Conversation(conversations::Act),
}

/// Are sensitive answers written to a file?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitive {
    /// They are, as the others.
    Kept,
    /// They are left out, and the file says so.
    Withheld,
}

impl Sensitive {
    pub(super) const IDS: &str = "all, without-sensitive";

    pub(super) fn from_id(id: Option<&str>) -> Option<Self> {
        match id? {
            "all" => Some(Self::Kept),
            "without-sensitive" => Some(Self::Withheld),
            _ => None,
        }
    }
}

/// What the world outside must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Move the keyboard's focus.
    Focus(Focus),
    /// The page has changed: remember the place in the trail.
    Remember(usize),
    /// Everything was wiped: forget every place.
    Forget,
    /// Get the words of this language.
    LoadText(String),
    /// Get the authority's own list of providers.
    LoadProviders,
    /// Get the names of that country's municipalities.
    LoadPlaces(Jurisdiction),
    /// Keep a file on the person's device.
    SaveReceipt(Sensitive),
    /// Keep a page that reads without this client on the person's device.
    SavePage(KeptPage),
    /// Keep the calendar file on the person's device.
    SaveCalendar,
    /// Print the page.
    Print,
    /// Come back with a tick at that second.
    Wake(u32),
    /// Ask whether the person is still there: so many seconds are left; 0 where nothing is asked any more.
    Warn(u32),
    /// Say these words to those who listen.
    Say(String),
    /// Read the page aloud, with a voice of the device's own; or stop, where it is being read.
    Read,
    /// Stop reading aloud.
    Hush,
    /// How the page looks: `large`, `contrast`, with spaces between.
    Look(&'static str),
    /// Copy a letter.
    Copy(Letter),
    /// Keep, lock, unlock or remove something; the device tells by an event how it went.
    Device(DeviceRequest),
    /// Get the cases to practise on.
    LoadPractice,
    /// Keep the hand-over with the officer's note on their device.
    SaveHandover,
    /// Fetch the words of the person's language for the paper that they get: then call [`crate::client::Client::lend`].
    LoadWords(String),
    /// What was filled in stays as it is in the document: only what follows from it is drawn.
    InPlace,
    /// Tell what comes of the answers that are tried, in the page's one status.
    TellOutcome,
    /// The conversation of that number is shown: nothing of the one before may stay in the document.
    Conversation(u32),
}

/// A page that a person keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptPage {
    /// The result, with or without the sensitive answers.
    Result(Sensitive),
    /// The packet that was put together.
    Packet,
}

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The heading of a new page.
    Heading,
    /// The summary of what was wrong.
    Mistakes,
    /// What has just been opened.
    Opened,
    /// What is told on top of the page.
    Notice,
}

impl Focus {
    /// The id of the element.
    pub fn id(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Mistakes => "mistakes",
            Self::Opened => "opened",
            Self::Notice => "notice",
        }
    }
}
