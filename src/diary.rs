//! What somebody in Rusta och matcha writes down: meetings and activities, the gaps between them, and what they say
//! of the service.
//!
//! It stands beside the case and not in it: no judgement reads it. Knows no language, clock or browser; how many days
//! there may be between two meetings is policy.

use crate::date::Date;
use crate::policy::schema::Rulebook;

/// What kinds of entries there are: a meeting of one's own at the provider's, the same at a distance, a meeting in a
/// group, an activity, a meeting that was called off, something else.
pub const KINDS: [&str; 6] = ["meeting", "distance", "group", "activity", "called-off", "other"];

/// Those that are individual meetings.
const MEETINGS: [&str; 2] = ["meeting", "distance"];

/// How many questions the authority asked those who had ended the service (Lägesbeskrivning, August 2021, table 1).
pub const SURVEY: usize = 7;

/// What may be replied to the last of them; the others take only a yes or a no.
const REPLIES: [&str; 3] = ["yes", "no", "neutral"];

/// What may be replied to the question of that number, from 0.
pub fn replies(question: usize) -> &'static [&'static str] {
    if question + 1 == SURVEY { &REPLIES } else { REPLIES.get(..2).unwrap_or_default() }
}

/// More entries than anybody writes; the memory of the page is not without end.
pub const MOST: usize = 400;

/// The limit that the gaps are held against.
pub const LIMIT: &str = "days-between-meetings";

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub day: Date,
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// In short, in the person's own words.
    pub about: String,
}

impl Entry {
    /// Is it an individual meeting, which the limit is about?
    pub fn is_meeting(&self) -> bool {
        MEETINGS.contains(&self.kind)
    }
}

/// Everything that was written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diary {
    /// The first day of the service.
    pub start: Option<Date>,
    /// Its last day, where it has ended.
    pub end: Option<Date>,
    /// By day, the earliest first.
    pub entries: Vec<Entry>,
    /// The replies to the questions, in their order.
    pub survey: [Option<&'static str>; SURVEY],
}

/// What a gap begins or ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The first day of the service.
    Start,
    /// An individual meeting.
    Meeting,
    /// The last day of the service.
    End,
    /// Today: the gap goes on.
    Today,
}

impl Edge {
    /// The id of its words.
    pub fn id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Meeting => "meeting",
            Self::End => "end",
            Self::Today => "today",
        }
    }
}

/// More days between two individual meetings than there may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What it begins with, and when.
    pub from: (Edge, Date),
    /// What it ends with, and when.
    pub to: (Edge, Date),
    /// Days from the one to the other.
    pub days: i32,
    /// How many there may be.
    pub limit: i32,
}

/// What the meetings come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// How many days there may be between two meetings, today.
    pub limit: i32,
    /// How well that is known: the id of a basis.
    pub basis: &'static str,
    /// Where it was read: the title of a source.
    pub source: String,
    /// The gaps, the earliest first.
    pub gaps: Vec<Gap>,
    /// The last day for the next meeting, while the service goes on.
    pub next_by: Option<Date>,
}

impl Diary {
    /// Puts an entry where its day belongs, after those of the same day. `false` where there is no room.
    pub fn add(&mut self, entry: Entry) -> bool {
        if self.entries.len() >= MOST {
            return false;
        }
        let at = self.entries.iter().position(|other| other.day > entry.day).unwrap_or(self.entries.len());
        self.entries.insert(at, entry);
        true
    }

    /// Was anything written down?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The gaps between individual meetings: from the first day of the service to the first meeting, between
    /// meetings, and from the last one to the last day or to today. A day is over the limit where so many days and
    /// one more have passed. `None` where no limit is known today; a gap that ended when none was is not counted.
    pub fn findings(&self, rules: &Rulebook, today: Date) -> Option<Findings> {
        let limit = rules.limit(LIMIT, today)?;
        let last = self.end.filter(|end| *end < today).map_or((Edge::Today, today), |end| (Edge::End, end));
        let mut days: Vec<(Edge, Date)> = Vec::new();
        if let Some(start) = self.start.filter(|start| *start <= today) {
            days.push((Edge::Start, start));
        }
        for entry in &self.entries {
            let within = self.start.is_none_or(|start| entry.day >= start) && entry.day <= last.1;
            if within && entry.is_meeting() {
                days.push((Edge::Meeting, entry.day));
            }
        }
        let next_by = match (days.last(), last.0) {
            (Some((_, day)), Edge::Today) => Some(day.plus_days(limit.number)),
            _ => None,
        };
        if !days.is_empty() {
            days.push(last);
        }
        let mut gaps = Vec::new();
        for (from, to) in days.iter().zip(days.iter().skip(1)) {
            let days = to.1.days_since(from.1);
            if let Some(limit) = rules.limit(LIMIT, to.1).map(|limit| limit.number).filter(|limit| days > *limit) {
                gaps.push(Gap { from: *from, to: *to, days, limit });
            }
        }
        let source = rules.source(&limit.source).map_or_else(String::new, |source| source.title.clone());
        Some(Findings { limit: limit.number, basis: limit.basis.id(), source, gaps, next_by })
    }
}
