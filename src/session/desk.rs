//! The officer's desk: a hand-over or a code is opened, judged again and noted on; and practice on cases.
//!
//! Several lie there at a time, in the order of how long they have waited; one of them is open. What the officer notes
//! and fills in stays with each until it is taken away. Nothing leaves the tab. A hand-over becomes the case of the conversation, so an answer that the officer asks
//! for is filled in as on any page. Practice counts nothing and keeps nothing.

use super::export::copy;
use super::handover::{DEEPER, Handover, Note, OVERRULED, WORKER, read};
use super::saved::SavedCase;
use super::{Context, Effect, Focus, Page, State};
use crate::case::{Case, FactId, Moment, Problem, Raw, parse_case, parse_told};
use crate::date::Date;
use crate::exports::{Unreadable, read_code};
use crate::profiling::TRACKS;
use crate::text::Text;
use crate::understand::read_date;
use crate::wire::{Wire, object};

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
    /// Take away what is open, with its note.
    Close,
    /// Open what lies on the desk at that place.
    Pick(usize),
    /// Back to what lies on the desk; what was open stays there.
    List,
    /// Take everything away.
    Clear,
    /// Show the paper for the person, or the desk's own page again.
    Paper,
    /// Copy the question of that fact.
    Copy(FactId),
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
        "desk-pick" => {
            let place = value.text().and_then(|place| place.parse().ok());
            place.map(Act::Pick).ok_or("a place on the desk, from 0")
        }
        "desk-list" => Ok(Act::List),
        "desk-clear" => Ok(Act::Clear),
        "desk-paper" => Ok(Act::Paper),
        "desk-copy" => value.text().and_then(FactId::from_name).map(Act::Copy).ok_or("a fact"),
        "desk-exercise" => {
            let number = value.text().and_then(|number| number.parse().ok());
            number.map(Act::Exercise).ok_or("the number of a case, from 0")
        }
        "desk-case" => Ok(Act::OwnCase(value.clone())),
        "desk-judge" => text().map(|id| Act::Judge(id.to_owned())),
        _ => return None,
    })
}

/// One thing that lies on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The hand-over; a code has none.
    pub handed: Option<Handover>,
    /// The answers as they were opened.
    pub opened: Case,
    /// The answers with what the officer has filled in.
    pub case: Case,
    /// What the officer noted.
    pub note: Note,
}

impl Item {
    /// The form in which the tab keeps it.
    fn wire(&self) -> Raw {
        let handed = self.handed.as_ref().map_or(Raw::Null, |handed| {
            let noted = Handover { note: Some(self.note), ..handed.clone() };
            noted.write()
        });
        object([
            ("handed", handed),
            ("opened", SavedCase::of(&self.opened).wire()),
            ("case", SavedCase::of(&self.case).wire()),
        ])
    }

    fn read(raw: &Raw, context: &Context<'_>) -> Option<Self> {
        let part = |key| raw.get(key).unwrap_or(&Raw::Null);
        let handed = match part("handed") {
            Raw::Null => None,
            handed => Some(read(handed, context.policies).ok()?),
        };
        let [opened, case] = ["opened", "case"].map(|key| parse_told(part(key)).ok());
        Some(Self::new(handed, opened?, case?))
    }

    /// The note of a hand-over becomes the desk's own.
    fn new(mut handed: Option<Handover>, opened: Case, case: Case) -> Self {
        let note = handed.as_mut().and_then(|handed| handed.note.take()).unwrap_or_default();
        Self { handed, opened, case, note }
    }
}

/// The words of another language, for the paper that the person gets.
#[derive(Clone, Debug)]
pub struct Theirs(pub Text);

impl PartialEq for Theirs {
    fn eq(&self, other: &Self) -> bool {
        self.0.lang() == other.0.lang()
    }
}

impl Eq for Theirs {}

/// The desk's part of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The hand-over that is open; a code has none.
    pub handed: Option<Handover>,
    /// The answers as they were opened.
    pub opened: Option<Case>,
    /// What the officer notes.
    pub note: Note,
    /// What lies on the desk; of the one that is open as it was before this event.
    pub items: Vec<Item>,
    /// Which of them is open.
    pub current: Option<usize>,
    /// Which of them was open last.
    pub last: Option<usize>,
    /// Is the paper for the person shown?
    pub paper: bool,
    /// The person's language, where it is not the officer's.
    pub theirs: Option<Theirs>,
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
            items: Vec::new(),
            current: None,
            last: None,
            paper: false,
            theirs: None,
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

/// What the tab keeps of a desk; null where nothing lies on it.
pub fn kept(desk: &Desk) -> Raw {
    if desk.items.is_empty() {
        return Raw::Null;
    }
    object([("desk", Raw::List(desk.items.iter().map(Item::wire).collect()))])
}

/// What the tab kept lies on the desk again; what cannot be read is left out.
pub(crate) fn lay_out(state: &mut State, kept: &Raw, context: &Context<'_>) {
    let (Some(desk), Some(Raw::List(rows))) = (&mut state.desk, kept.get("desk")) else { return };
    desk.items = rows.iter().filter_map(|row| Item::read(row, context)).collect();
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
    // What is noted and filled in stays with what is open.
    let case = after.case.clone();
    if let Some(desk) = &mut after.desk
        && let Some(item) = desk.current.and_then(|at| desk.items.get_mut(at))
    {
        (item.note, item.case) = (desk.note, case);
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
            if let Some(desk) = &mut state.desk
                && let Some(at) = desk.current.filter(|at| *at < desk.items.len())
            {
                desk.items.remove(at);
                desk.last = None;
            }
            put_away(state, Focus::Heading)
        }
        Act::List => {
            let focus = if state.desk.as_ref().is_some_and(|desk| desk.current.is_some()) {
                Focus::Opened
            } else {
                Focus::Heading
            };
            put_away(state, focus)
        }
        Act::Clear => {
            if let Some(desk) = &mut state.desk {
                (desk.items, desk.last) = (Vec::new(), None);
            }
            put_away(state, Focus::Heading)
        }
        Act::Pick(at) => {
            let known = state.desk.as_ref().is_some_and(|desk| *at < desk.items.len());
            if known { pick(state, *at) } else { Vec::new() }
        }
        Act::Paper => paper(state, context),
        Act::Copy(fact) => vec![copy(context.text.at(&["question.", fact.name(), ".title"]))],
        other => note(state, other, context),
    }
}

/// Nothing is open any more; what lies on the desk stays there.
fn put_away(state: &mut State, focus: Focus) -> Vec<Effect> {
    let Some(desk) = state.desk.take() else { return Vec::new() };
    *state = State::new(state.channel, &state.lang, state.case.jurisdiction, desk.now);
    enable_officer(state);
    let (last, now) = (desk.current.or(desk.last), desk.now);
    let last = last.filter(|at| *at < desk.items.len());
    state.desk = Some(Desk { cases: desk.cases, items: desk.items, last, ..Desk::new(now) });
    vec![Effect::Forget, Effect::Focus(focus)]
}

/// Opens what lies on the desk.
fn pick(state: &mut State, at: usize) -> Vec<Effect> {
    let Some(item) = state.desk.as_ref().and_then(|desk| desk.items.get(at)).cloned() else { return Vec::new() };
    take(state, &item.case);
    if let Some(desk) = &mut state.desk {
        (desk.note, desk.handed, desk.opened) = (item.note, item.handed, Some(item.opened));
        (desk.current, desk.last) = (Some(at), Some(at));
    }
    show(state, Page::Referral)
}

/// The paper for the person, in their words as soon as those have come; or the desk's page again.
fn paper(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    let Some(desk) = &mut state.desk else { return Vec::new() };
    let Some(handover) = &desk.handed else { return Vec::new() };
    desk.paper = !desk.paper;
    let there = desk.theirs.as_ref().map_or(context.text.lang(), |theirs| theirs.0.lang());
    let mut effects = vec![Effect::Focus(Focus::Heading)];
    if desk.paper && handover.lang != there && crate::text::LANGUAGES.contains(&handover.lang.as_str()) {
        effects.push(Effect::LoadWords(handover.lang.clone()));
    }
    effects
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
    let item = Item::new(handover, case.clone(), case);
    let at = state.desk.as_mut().map_or(0, |desk| lay(desk, item));
    pick(state, at)
}

/// Lays something on the desk, where it belongs by how long it has waited. What lies there already keeps its note.
fn lay(desk: &mut Desk, item: Item) -> usize {
    let known = desk.items.iter().position(|there| there.handed == item.handed && there.opened == item.opened);
    if let Some(at) = known {
        return at;
    }
    let on = item.opened.on;
    let before = |there: &Item| (there.opened.on.date, there.opened.on.minute) <= (on.date, on.minute);
    let at = desk.items.iter().take_while(|there| before(there)).count();
    desk.items.insert(at, item);
    at
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
    next.desk =
        desk.map(|desk| Desk { cases: desk.cases, items: desk.items, theirs: desk.theirs, ..Desk::new(desk.now) });
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
