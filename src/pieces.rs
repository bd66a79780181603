//! The client in pieces: programs that are loaded one after the other.
//!
//! A first visit waits for a small program: the start page and the questions, in the order of the catalogue, without
//! policy or judgement. The next has the result. What a person does is written down as events of the boundary; a
//! larger program, once it is loaded, takes the same events and goes on from there. Nothing told is lost, and there
//! is no second form of a conversation.

#[cfg(not(target_arch = "wasm32"))]
mod messages;

use crate::case::{FactId, Jurisdiction, Moment, Raw};
use crate::client::{Client, Program};
use crate::policy::PolicySet;
use crate::session::{Effect, Page, State, Surface, flow_event};
use crate::text::Text;
use crate::view::{opening_view, result_view};

#[cfg(not(target_arch = "wasm32"))]
pub use messages::{said_by_opening, said_by_result};

/// The start page and the questions on the way to the result.
pub static OPENING: Program = Program {
    event: flow_event,
    step: Client::step_flow,
    has_page: is_opening,
    view: opening_view,
    open_questions: State::every_question,
};

/// The same, all answers at a glance, the result and the pages that only tell.
pub static RESULT: Program = Program {
    event: flow_event,
    step: Client::step_flow,
    has_page: |page| {
        let is_asked = matches!(page, Page::Question(FactId::LastWorkDay) | Page::Check);
        is_opening(page) || is_asked || page.is_of_result() || Page::ARTICLES.contains(&page)
    },
    view: result_view,
    open_questions: State::open_questions,
};

fn is_opening(page: Page) -> bool {
    match page {
        Page::Start => true,
        // Few are asked for their last day of work: its words are no part of a first visit.
        Page::Question(fact) => !fact.fact().is_preference() && fact != FactId::LastWorkDay,
        _ => false,
    }
}

/// Somebody new at the web page, held by a program.
pub fn begin(program: &'static Program, policies: &'static PolicySet, text: Text, on: Moment) -> Client {
    let state = State::new(Surface::Web, text.lang(), Jurisdiction::DEFAULT, on);
    Client::of(program, policies, text, state)
}

/// What was done so far, in the form of the boundary. An answer that could not be read is kept for as long as the page
/// shows what was wrong with it, and no longer.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// Each event, and whether it left nothing but a mistake.
    events: Vec<(Raw, bool)>,
}

/// The event with what was understood in the place of what was typed: another program may have other words.
fn understood(event: &Raw, state: &State) -> Raw {
    let is_typed = event.get("given").and_then(Raw::text) == Some("typed");
    let fact = event.get("fact").and_then(Raw::text).and_then(FactId::from_name).filter(|_| is_typed);
    let (Some(fact), Raw::Map(fields)) = (fact, event) else { return event.clone() };
    let understood = |name: &str, value: &Raw| match name {
        "given" => Raw::Text("value".to_owned()),
        "value" => Raw::Text(state.case.answer(fact).to_string()),
        _ => value.clone(),
    };
    Raw::Map(fields.iter().map(|(name, value)| (name.clone(), understood(name, value))).collect())
}

impl Done {
    /// Takes an event, and writes it down. `None` where it is for a larger program; nothing has changed then.
    pub fn step(&mut self, client: &mut Client, raw: &Raw) -> Option<Vec<Effect>> {
        let place = client.state().place();
        // What is no event changes nothing, whoever takes it.
        let Ok(taken) = client.try_raw(raw) else { return Some(Vec::new()) };
        if taken.is_some() {
            let state = client.state();
            let refused = state.mistake.is_some() && raw.get("type").and_then(Raw::text) == Some("answer");
            if state.mistake.is_none() || refused {
                self.events.retain(|(_, mistaken)| !mistaken);
            }
            let event = if refused { raw.clone() } else { understood(raw, state) };
            self.events.push((event, refused && place == state.place()));
        }
        taken
    }

    /// Takes what another program wrote down, as far as this one can: the rest is for the next.
    pub fn replay(&mut self, client: &mut Client, all: &[Raw]) {
        for event in all {
            // What it had an effect on is done.
            self.step(client, event);
        }
    }

    /// All of it.
    pub fn all(&self) -> Vec<Raw> {
        self.events.iter().map(|(event, _)| event.clone()).collect()
    }

    /// All of it, and the event that the larger program begins with.
    pub fn and(&self, last: &Raw) -> Raw {
        let mut all = self.all();
        all.push(last.clone());
        Raw::List(all)
    }
}
