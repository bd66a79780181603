//! A conversation kept on the person's own device, because they asked for it, until a day that they see.
//!
//! What is kept is that of [`save`], with the day of its end around it. From that day on it is never opened, and
//! goes at the next start.

use super::{State, restore, save};
use crate::case::Raw;
use crate::date::Date;
use crate::exports::{checked, is_whole};
use crate::wire::{Wire, object};

/// For how many days a draft may be kept: a week is the time to a booked call, a month that between two reports.
pub const DAYS: [i32; 2] = [7, 30];

/// What tells a draft from what others have put there.
const KIND: &str = "vagval-draft";
/// The version of the form.
const VERSION: i32 = 1;

/// What lies in the storage of the device.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// Something that must go: its time is over, or nobody can tell when it would be.
    Over,
    /// A draft that this version cannot open, until that day.
    Unreadable(Date),
    /// A draft, until that day.
    Kept(Date, Box<State>),
}

/// The form in which a conversation is kept until a day.
pub fn write(state: &State, until: Date) -> Raw {
    checked(object([
        ("v", VERSION.wire()),
        ("kind", KIND.wire()),
        ("until", until.to_string().wire()),
        ("saved", save(state)),
    ]))
}

/// Reads what lies in the storage.
pub fn read(raw: &Raw, today: Date) -> Found {
    if *raw == Raw::Null {
        return Found::Nothing;
    }
    let is_draft = raw.get("kind").and_then(Raw::text) == Some(KIND);
    let until = raw.get("until").and_then(Raw::text).and_then(Date::parse);
    let Some(until) = until.filter(|until| is_draft && *until > today) else { return Found::Over };
    let is_ours = raw.get("v").and_then(Raw::whole) == Some(VERSION);
    match raw.get("saved").map(restore) {
        Some(Ok(state)) if is_ours && is_whole(raw) => Found::Kept(until, Box::new(state)),
        // A day that nobody could have chosen is no promise to keep.
        _ if DAYS.into_iter().all(|days| until > today.plus_days(days)) => Found::Over,
        _ => Found::Unreadable(until),
    }
}
