//! The start page and the questions, until the whole client is there.
//!
//! A first visit waits for a small WASM only ([`crate::OPENING`]): it asks the questions in the order of the
//! catalogue, and knows neither policy nor judgement. What a person does is written down as the events of the
//! boundary. The whole client, once it is loaded, takes the same events and goes on from there: nothing told is
//! lost, and there is no second form of a conversation.

#[cfg(not(target_arch = "wasm32"))]
use crate::case::FactId;
use crate::case::{Jurisdiction, Moment, Raw};
use crate::client::Client;
use crate::policy::PolicySet;
#[cfg(not(target_arch = "wasm32"))]
use crate::session::Page;
use crate::session::{Effect, Surface, event};
use crate::text::Text;

/// A client that has no policy yet.
pub fn client(text: Text, on: Moment) -> Client {
    Client::new(PolicySet::none(), text, Surface::Web, Jurisdiction::Sweden, on)
}

/// What was done so far, in the form of the boundary.
#[derive(Clone, Debug, Default)]
pub struct Done(Vec<Raw>);

impl Done {
    /// Takes an event, and writes it down. `None` where it is for the whole client; nothing has changed then.
    pub fn step(&mut self, client: &mut Client, raw: &Raw) -> Option<Vec<Effect>> {
        // What is no event changes nothing, whoever takes it.
        let Ok((event, _)) = event(raw) else { return Some(Vec::new()) };
        if !event.is_opening() {
            return None;
        }
        let before = client.state().clone();
        let effects = client.step_raw(raw).unwrap_or_default();
        if client.state().page().is_opening() {
            self.0.push(raw.clone());
            Some(effects)
        } else {
            client.return_to(before);
            None
        }
    }

    /// All of it, and the event that the whole client begins with.
    pub fn and(&self, last: &Raw) -> Raw {
        let mut all = self.0.clone();
        all.push(last.clone());
        Raw::List(all)
    }
}

/// Can the start page or a question show the message of this key? The small WASM gets no others.
#[cfg(not(target_arch = "wasm32"))]
pub fn says(key: &str) -> bool {
    const PARTS: [&str; 7] = ["meta", "product", "language", "frame", "date", "answer", "mistake"];
    const LINKS: [&str; 7] = [
        "page.code.link",
        "page.helper.link",
        "page.model.link",
        "page.participant.link",
        "page.privacy.link",
        "page.start-over.link",
        "page.take.link",
    ];
    let (part, rest) = key.split_once('.').unwrap_or((key, ""));
    let of_question = |name: &str| {
        FactId::from_name(name)
            .is_none_or(|fact| Page::Question(fact).is_opening() && fact.fact().used_in(Jurisdiction::Sweden))
    };
    PARTS.contains(&part)
        || LINKS.contains(&key)
        || key.starts_with("page.start.")
        || part == "question" && of_question(rest.split('.').next().unwrap_or_default())
}
