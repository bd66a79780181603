//! The officer's desk: a hand-over or a code is opened, judged again and noted on; and practice on cases.
//!
//! Everything is in memory only. A hand-over becomes the case of the conversation, so an answer that the officer asks
//! for is filled in as on any page. Practice counts nothing and keeps nothing.

use super::handover::{DEEPER, Handover, Note, OVERRULED, WORKER, read};
use super::{Context, Effect, Focus, Page, State};
use crate::case::{Case, Moment, Problem, Raw, parse_case};
use crate::date::Date;
use crate::exports::{Unreadable, read_code};
use crate::profiling::TRACKS;
use crate::understand::read_date;

/// The pages of the desk: reached nowhere else.
pub const PAGES: [Page; 3] = [Page::Desk, Page::Referral, Page::Practice];
/// What an officer may say of a case in practice.
pub const JUDGEMENTS: [&str; 6] = [TRACKS[0], TRACKS[1], TRACKS[2], TRACKS[3], TRACKS[4], "unknown"];

/// Something that only the desk's page sends.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Open what was pasted, chosen or typed: a hand-over, or the text of a code.
    Open(Raw),
    /// Note something: `overruled`, `deeper` or `worker`, and one of its ids.
    Note(String, String),
    /// Note the day of the first contact, as typed; nothing takes it away.
    FirstContact(String),
    /// Keep the hand-over with the note as a file.
    Save,
    /// Put away what was opened.
    Close,
    /// Practise on the shipped case of that number.
    Exercise(usize),
    /// Practise on a case file of the officer's own.
    OwnCase(Raw),
    /// The officer's own judgement, before the estimate is shown: one of [`JUDGEMENTS`].
    Judge(String),
}

/// Reads an event of the desk; `None` where it is none. Where its value is wrong, what is allowed.
pub fn event(raw: &Raw) -> Option<Result<Act, &'static str>> {
    let value = raw.get("value").unwrap_or(&Raw::Null);
    let text = || value.text().ok_or("a string");
    Some(match raw.get("type").and_then(Raw::text)? {
        "desk-open" => Ok(Act::Open(value.clone())),
        "desk-note" => {
            let note = text().and_then(|note| note.split_once(':').ok_or("what:id"));
            note.map(|(what, id)| Act::Note(what.to_owned(), id.to_owned()))
        }
        "desk-day" => text().map(|day| Act::FirstContact(day.to_owned())),
        "desk-save" => Ok(Act::Save),
        "desk-close" => Ok(Act::Close),
        "desk-exercise" => {
            let number = value.text().and_then(|number| number.parse().ok());
            number.map(Act::Exercise).ok_or("the number of a case, from 0")
        }
        "desk-case" => Ok(Act::OwnCase(value.clone())),
        "desk-judge" => text().map(|id| Act::Judge(id.to_owned())),
        _ => return None,
    })
}

/// The desk's part of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The hand-over that is open; a code has none.
    pub handed: Option<Handover>,
    /// The answers as they were opened.
    pub opened: Option<Case>,
    /// What the officer notes.
    pub note: Note,
    /// What was wrong with what was opened last: the text `desk.wrong.ID`.
    pub wrong: Option<&'static str>,
    /// The code that was typed and cannot be opened.
    pub typed: String,
    /// The day that was typed and is none.
    pub wrong_day: Option<String>,
    /// The cases to practise on, once they have come.
    pub cases: Vec<Case>,
    /// The case that is practised on: the number of a shipped one.
    pub exercise: Option<Option<usize>>,
    /// What the officer judged.
    pub judged: Option<&'static str>,
    /// The time, which what was opened does not follow.
    pub now: Moment,
}

impl Desk {
    fn new(now: Moment) -> Self {
        Self {
            handed: None,
            opened: None,
            note: Note::default(),
            wrong: None,
            typed: String::new(),
            wrong_day: None,
            cases: Vec::new(),
            exercise: None,
            judged: None,
            now,
        }
    }

    /// Is a case open that somebody told at a time of its own?
    pub(super) fn is_open(&self) -> bool {
        self.opened.is_some() || self.exercise.is_some()
    }
}

/// The cases that are shipped, as they came; none where one of them is wrong.
pub fn cases(list: &Raw) -> Vec<Case> {
    let mut cases = Vec::new();
    let Raw::List(rows) = list else { return cases };
    for row in rows {
        let Ok(case) = parse_case(row) else { return Vec::new() };
        cases.push(case);
    }
    cases
}

/// The conversation is an officer's.
pub(crate) fn enable_officer(state: &mut State) {
    state.desk = Some(Desk::new(state.case.on));
    state.trail = vec![Page::Desk];
    state.at = 0;
}

/// After every event: what was opened goes when the officer starts anew, but the cases that came stay.
pub(super) fn after_event(before: &State, after: &mut State) {
    if let (Some(desk), None) = (&before.desk, &after.desk) {
        let on = if after.case.on.date > desk.now.date { after.case.on } else { desk.now };
        after.case.on = on;
        enable_officer(after);
        if let Some(next) = &mut after.desk {
            next.cases.clone_from(&desk.cases);
        }
    }
}

/// What follows from an act at the desk.
pub(super) fn act(state: &mut State, act: &Act, context: &Context<'_>) -> Vec<Effect> {
    if state.desk.is_none() {
        return Vec::new();
    }
    match act {
        Act::Open(raw) => open(state, raw, context),
        Act::Exercise(at) => {
            let case = state.desk.as_ref().and_then(|desk| desk.cases.get(*at)).cloned();
            case.map_or_else(Vec::new, |case| exercise(state, &case, Some(*at)))
        }
        Act::OwnCase(raw) => match parse_case(raw) {
            Ok(case) => exercise(state, &case, None),
            Err(_) => wrong(state, "no-case", Page::Practice),
        },
        Act::Close => {
            let cases = put_away(state);
            if let Some(desk) = &mut state.desk {
                desk.cases = cases;
            }
            vec![Effect::Forget, Effect::Focus(Focus::Heading)]
        }
        other => note(state, other, context),
    }
}

/// Everything that was opened is gone.
fn put_away(state: &mut State) -> Vec<Case> {
    let Some(desk) = state.desk.take() else { return Vec::new() };
    *state = State::new(state.channel, &state.lang, state.case.jurisdiction, desk.now);
    enable_officer(state);
    desk.cases
}

fn note(state: &mut State, act: &Act, context: &Context<'_>) -> Vec<Effect> {
    let told = state.case.on.date;
    let Some(desk) = &mut state.desk else { return Vec::new() };
    let one_of = |ids: &[&'static str], id: &str| ids.iter().find(|known| **known == id).copied();
    match act {
        Act::Note(what, id) => match what.as_str() {
            "overruled" => desk.note.overruled = one_of(&OVERRULED, id),
            "deeper" => desk.note.deeper = one_of(&DEEPER, id),
            "worker" => desk.note.worker = one_of(&WORKER, id),
            _ => {}
        },
        Act::FirstContact(typed) if typed.trim().is_empty() => (desk.note.first_contact, desk.wrong_day) = (None, None),
        Act::FirstContact(typed) => {
            let day = first_contact(typed, told, desk.now.date, context);
            if day.is_none() {
                desk.wrong_day = Some(typed.clone());
                return vec![Effect::Focus(Focus::Mistakes)];
            }
            (desk.note.first_contact, desk.wrong_day) = (day, None);
        }
        Act::Judge(id) => {
            desk.judged = one_of(&JUDGEMENTS, id);
            if desk.judged.is_some() {
                return vec![Effect::Focus(Focus::Opened)];
            }
        }
        Act::Save if desk.handed.is_some() => return vec![Effect::SaveHandover],
        _ => {}
    }
    Vec::new()
}

/// A day from that of the hand-over to today.
fn first_contact(typed: &str, told: Date, today: Date, context: &Context<'_>) -> Option<Date> {
    let mut days = read_date(typed, context.text, today).days().ok()?;
    days.retain(|day| *day >= told && *day <= today);
    if let [day] = days.as_slice() { Some(*day) } else { None }
}

/// A hand-over as data, or the text of a code; what cannot be read changes nothing of what is open.
fn open(state: &mut State, raw: &Raw, context: &Context<'_>) -> Vec<Effect> {
    let now = state.desk.as_ref().map_or(state.case.on, |desk| desk.now);
    let opened = match raw {
        Raw::Text(code) if code.trim().is_empty() => Err("nothing"),
        Raw::Text(code) => read_code(code, now).map(|case| (case, None)).map_err(Unreadable::id),
        raw => match read(raw, context.policies) {
            Ok(handover) => Ok((handover.case.clone(), Some(handover))),
            // A question that is not in the catalogue is no damage: another version asked it.
            Err(Problem { code: "unknown-fact", .. }) => Err("version"),
            Err(problem) => Err(match problem.at.as_str() {
                "kind" => "foreign-file",
                "v" => "version",
                _ => "damaged",
            }),
        },
    };
    let (case, handover) = match opened {
        Ok(opened) => opened,
        Err(id) => {
            if let (Some(desk), Some(code)) = (&mut state.desk, raw.text()) {
                code.clone_into(&mut desk.typed);
            }
            return wrong(state, id, Page::Desk);
        }
    };
    take(state, &case);
    if let Some(desk) = &mut state.desk {
        desk.note = handover.as_ref().and_then(|handover| handover.note).unwrap_or_default();
        desk.handed = handover;
        desk.opened = Some(case);
    }
    show(state, Page::Referral)
}

fn exercise(state: &mut State, case: &Case, number: Option<usize>) -> Vec<Effect> {
    take(state, case);
    if let Some(desk) = &mut state.desk {
        desk.exercise = Some(number);
    }
    show(state, Page::Practice)
}

/// The answers of that case take the place of whatever was open.
fn take(state: &mut State, case: &Case) {
    let (trail, at, desk) = (state.trail.clone(), state.at, state.desk.take());
    let mut next = State::new(state.channel, &state.lang, case.jurisdiction, case.on);
    next.tell(case);
    (next.trail, next.at) = (trail, at);
    next.desk = desk.map(|desk| Desk { cases: desk.cases, ..Desk::new(desk.now) });
    *state = next;
}

fn wrong(state: &mut State, id: &'static str, page: Page) -> Vec<Effect> {
    if let Some(desk) = &mut state.desk {
        desk.wrong = Some(id);
    }
    state.go(page);
    vec![Effect::Remember(state.place()), Effect::Focus(Focus::Mistakes)]
}

fn show(state: &mut State, page: Page) -> Vec<Effect> {
    state.go(page);
    vec![Effect::Remember(state.place()), Effect::Focus(Focus::Heading)]
}
