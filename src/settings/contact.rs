//! What an authority says of its own ways of contact, as `local/contact.json`: numbers, hours and languages that
//! are not published, or newer than ours. It goes before the policy; what it leaves out stays as it was.

use super::reader::{Reader, join, place};
use crate::case::{Allowed, Jurisdiction, Problem, Raw};
use crate::date::Date;
use crate::hours::{Hours, minutes};

/// The version of the form.
const VERSION: i32 = 1;
/// The ids of the ways that a file may speak of.
pub const CHANNELS: [&str; 14] = [
    "web",
    "phone",
    "booked-call",
    "video",
    "chat",
    "office",
    "service-centre",
    "text-relay",
    "video-relay",
    "interpreter",
    "email",
    "post",
    "provider",
    "municipality",
];

/// The authority's own file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalContact {
    /// Whose ways they are.
    pub jurisdiction: Jurisdiction,
    /// The authority's own words on where this comes from.
    pub source: String,
    /// The day it was made.
    pub read: Date,
    /// The ways.
    pub channels: Vec<LocalChannel>,
    /// Tells one file from another.
    pub hash: String,
}

/// What it says of one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalChannel {
    /// Which.
    pub id: &'static str,
    /// The number or address to use.
    pub number: Option<String>,
    /// Opening hours; empty where the file has none.
    pub hours: Vec<Hours>,
    /// Languages, each by its own name.
    pub languages: Vec<String>,
}

impl LocalContact {
    /// What it says of a way.
    pub fn channel(&self, jurisdiction: Jurisdiction, id: &str) -> Option<&LocalChannel> {
        if jurisdiction != self.jurisdiction {
            return None;
        }
        self.channels.iter().find(|channel| channel.id == id)
    }
}

/// Reads the content of `local/contact.json`; `None` where it says nothing.
///
/// # Errors
/// All that is wrong with it, each with its place, as `channels[2].hours[0].open`.
pub fn parse_contact(raw: &Raw) -> Result<Option<LocalContact>, Vec<Problem>> {
    let mut reader = Reader::default();
    let found = reader.contact(raw);
    if reader.problems.is_empty() { Ok(found) } else { Err(reader.problems) }
}

impl Reader {
    fn contact(&mut self, raw: &Raw) -> Option<LocalContact> {
        let raw = self.object(raw, "", &["v", "jurisdiction", "source", "read", "channels"])?;
        self.whole(raw, "", "v", VERSION, VERSION);
        let mut channels = Vec::new();
        for (number, item) in self.items(raw, "", "channels").iter().enumerate() {
            if let Some(channel) = self.channel(item, &place("", "channels", number)) {
                channels.push(channel);
            }
        }
        // The file as it is delivered: nothing is known.
        if channels.is_empty() && raw.get("source").is_none() {
            return None;
        }
        let given = raw.get("jurisdiction");
        let id = given.and_then(Raw::text);
        let jurisdiction = id.and_then(Jurisdiction::from_id);
        if jurisdiction.is_none() {
            self.wrong(
                "unknown-jurisdiction",
                "jurisdiction",
                given,
                Allowed::OneOf(Jurisdiction::ALL.map(Jurisdiction::id).to_vec()),
            );
        }
        for (number, channel) in channels.iter().enumerate() {
            if channels.iter().take(number).any(|other| other.id == channel.id) {
                let given = Raw::Text(channel.id.to_owned());
                self.wrong(
                    "twice",
                    &join(&place("", "channels", number), "id"),
                    Some(&given),
                    Allowed::Form("each way once"),
                );
            }
        }
        let source = self.text(raw, "", "source");
        let read = self.day(raw, "read");
        Some(LocalContact { jurisdiction: jurisdiction?, source: source?, read: read?, channels, hash: raw.hash() })
    }

    fn channel(&mut self, raw: &Raw, at: &str) -> Option<LocalChannel> {
        let raw = self.object(raw, at, &["id", "number", "hours", "languages"])?;
        let given = raw.get("id");
        let id = CHANNELS.into_iter().find(|id| given.and_then(Raw::text) == Some(id));
        if id.is_none() {
            self.wrong("bad-value", &join(at, "id"), given, Allowed::OneOf(CHANNELS.to_vec()));
        }
        let number = if raw.get("number").is_some() { self.text(raw, at, "number") } else { None };
        let mut hours = Vec::new();
        for (number, item) in self.items(raw, at, "hours").iter().enumerate() {
            if let Some(each) = self.hours(item, &place(at, "hours", number)) {
                hours.push(each);
            }
        }
        let languages = self.texts(raw, at, "languages");
        Some(LocalChannel { id: id?, number, hours, languages })
    }

    fn hours(&mut self, raw: &Raw, at: &str) -> Option<Hours> {
        let raw = self.object(raw, at, &["days", "open", "close", "holidays"])?;
        let mut days = Vec::new();
        for (number, item) in self.items(raw, at, "days").iter().enumerate() {
            let day = item.whole().and_then(|day| u8::try_from(day).ok()).filter(|day| (1..=7).contains(day));
            if let Some(day) = day {
                days.push(day);
            } else {
                let allowed = Allowed::Form("1 for Monday to 7 for Sunday");
                self.wrong("out-of-range", &place(at, "days", number), Some(item), allowed);
            }
        }
        if days.is_empty() {
            self.wrong(
                "missing-field",
                &join(at, "days"),
                raw.get("days"),
                Allowed::Form("days from 1 for Monday to 7 for Sunday"),
            );
        }
        let open = self.clock(raw, at, "open");
        let close = self.clock(raw, at, "close");
        let holidays = self.truth(raw, at, "holidays");
        let (open, close) = (open?, close?);
        if open >= close {
            self.wrong(
                "bad-value",
                &join(at, "close"),
                raw.get("close"),
                Allowed::Form("a time after open; part a night at 24:00"),
            );
        }
        Some(Hours { days, open, close, holidays })
    }

    /// A time of day as minutes after midnight.
    fn clock(&mut self, raw: &Raw, at: &str, key: &str) -> Option<u16> {
        let found = raw.get(key);
        let minutes = found.and_then(Raw::text).and_then(minutes);
        if minutes.is_none() {
            self.wrong(
                "bad-value",
                &join(at, key),
                found,
                Allowed::Form("a time of day like 08:00, 24:00 for midnight"),
            );
        }
        minutes
    }
}
