//! A conversation as it is kept: the answers and the page, to go on later or elsewhere.

use super::{Page, State, Surface};
use crate::assessment::FactValue;
use crate::case::{Allowed, Answer, Case, Fact, FactId, Problem, Raw, parse_told};
use crate::wire::{Wire, wire};

/// The version of the form.
const VERSION: i32 = 1;

/// The form at the boundary.
struct Saved<'a> {
    v: i32,
    channel: &'static str,
    lang: &'a str,
    page: String,
    case: SavedCase,
    /// The questions answered with "don't know": told apart from those not asked.
    unknown: Vec<&'static str>,
}
wire!(Saved<'_> { v, channel, lang, page, case, unknown });

pub(super) struct SavedCase {
    v: i32,
    jurisdiction: &'static str,
    on: String,
    facts: Facts,
}
wire!(SavedCase { v, jurisdiction, on, facts });

impl SavedCase {
    /// Everything that was told.
    pub(super) fn of(case: &Case) -> Self {
        Self::with(case, |_, answer| answer != Answer::Unknown)
    }

    /// Only the facts that are kept.
    pub(super) fn with(case: &Case, kept: impl Fn(FactId, Answer) -> bool) -> Self {
        let mut facts = Vec::new();
        for fact in case.facts() {
            let answer = case.answer(fact.id);
            if kept(fact.id, answer) {
                facts.push((fact.name, answer));
            }
        }
        Self { v: 1, jurisdiction: case.jurisdiction.id(), on: case.on.to_string(), facts: Facts(facts) }
    }
}

/// Fact by fact, in the order of the catalogue.
struct Facts(Vec<(&'static str, Answer)>);

impl Wire for Facts {
    fn wire(&self) -> Raw {
        let entry = |(name, answer): &(&'static str, Answer)| ((*name).to_owned(), FactValue::from(*answer).wire());
        Raw::Map(self.0.iter().map(entry).collect())
    }
}

/// The form in which a state is kept.
pub fn save(state: &State) -> Raw {
    let unknown = state.answered_facts().filter(|fact| state.case.answer(fact.id) == Answer::Unknown);
    Saved {
        v: VERSION,
        channel: state.channel.id(),
        lang: &state.lang,
        page: state.page().id(),
        case: SavedCase::of(&state.case),
        unknown: unknown.map(|fact| fact.name).collect(),
    }
    .wire()
}

/// Opens a kept state.
///
/// # Errors
/// It was not made by this program, or not by a version that this one understands.
pub fn restore(raw: &Raw) -> Result<State, Vec<Problem>> {
    let wrong = |at: &str, allowed: &'static str| {
        let given = raw.get(at).map_or_else(String::new, ToString::to_string);
        vec![Problem { code: "bad-saved-state", at: at.to_owned(), given, allowed: Allowed::Form(allowed) }]
    };
    if raw.get("v").and_then(Raw::whole) != Some(VERSION) {
        return Err(wrong("v", "1"));
    }
    let text = |at| raw.get(at).and_then(Raw::text);
    let channel = text("channel").and_then(Surface::from_id);
    let channel = channel.ok_or_else(|| wrong("channel", "web, chat, kiosk"))?;
    let lang = text("lang").ok_or_else(|| wrong("lang", "a language"))?;
    let case = parse_told(raw.get("case").unwrap_or(&Raw::Null))?;
    let used = |page: &Page| page.is_in(case.jurisdiction);
    let page = text("page").and_then(Page::from_id).filter(used).ok_or_else(|| wrong("page", "the id of a page"))?;
    let mut state = State::new(channel, lang, case.jurisdiction, case.on);
    let known = |fact: &&Fact| case.answer(fact.id) != Answer::Unknown;
    state.tell(&case);
    let Some(Raw::List(unknown)) = raw.get("unknown") else { return Err(wrong("unknown", "a list of facts")) };
    for name in unknown {
        let fact = case.facts().find(|fact| name.text() == Some(fact.name) && !known(fact));
        state.set(fact.ok_or_else(|| wrong("unknown", "a list of facts without a value"))?.id, Answer::Unknown);
    }
    // The answers lie behind the page, so that back leads to the check page and not out of the conversation.
    if !matches!(page, Page::Start) {
        if state.has_answers() && page != Page::Check {
            state.go(Page::Check);
        }
        state.go(page);
    }
    Ok(state)
}
