//! The JavaScript interface of the chat: for its page, a host and Node. Thin: it holds no rule.

use crate::api::{self, JsKept, Place, answer, conversation, policies, words};
use crate::assessment::Failure;
use crate::case::{FactId, MOMENT_ALLOWED, Moment, Problem, Raw, parse_moment};
use crate::chat::Chat as Dialogue;
use crate::client::{Client, WITHOUT_PAGES, wrong};
use crate::js::raw;
use crate::session::{Sensitive, Surface};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `ChatOptions` of api.d.ts.
    #[wasm_bindgen(typescript_type = "ChatOptions")]
    pub type JsChatOptions;
    /// `Turn | Failure` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Turn | Failure")]
    pub type JsTurn;
    /// `Receipt | null | Failure` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Receipt | null | Failure")]
    pub type JsReceipt;
    /// `Turn["handover"]` of api.d.ts, or `Failure`.
    #[wasm_bindgen(typescript_type = "NonNullable<Turn[\"handover\"]> | Failure")]
    pub type JsPacket;
    /// `Handover` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Handover")]
    pub type JsHandover;
    /// `Text` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Text")]
    pub type JsWords;
}

/// A dialogue in turns.
#[wasm_bindgen]
pub struct Chat {
    /// The dialogue, or why there is none.
    dialogue: Result<Dialogue, Failure>,
    /// Its place among those that are open, where it is a dialogue.
    _place: Option<Place>,
}

#[wasm_bindgen]
impl Chat {
    /// Begins a dialogue, or goes on with one that was kept. Where the options are wrong, every call answers with
    /// what is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsChatOptions) -> Self {
        match Place::take().and_then(|place| Ok((begin(&raw(&options))?, place))) {
            Ok((dialogue, place)) => Self { dialogue: Ok(dialogue), _place: Some(place) },
            Err(failure) => Self { dialogue: Err(failure), _place: None },
        }
    }

    /// What is asked or told now.
    pub fn turn(&self) -> JsTurn {
        answer(self.dialogue.as_ref().map(Dialogue::turn).map_err(Clone::clone)).unchecked_into()
    }

    /// Takes a reply: a number, a label or any words. `on` is when it was given.
    pub fn reply(&mut self, text: &str, on: Option<String>) -> JsTurn {
        let turn = self
            .dialogue
            .as_mut()
            .map_err(|failure| failure.clone())
            .and_then(|dialogue| Ok(dialogue.reply(text, moment(on)?)));
        answer(turn).unchecked_into()
    }

    /// Takes a reply that was edited, as a new answer to the question `about`: the id of a fact, or "" where it was
    /// given at no question.
    pub fn amend(&mut self, about: &str, text: &str, on: Option<String>) -> JsTurn {
        let turn = self.dialogue.as_mut().map_err(|failure| failure.clone()).and_then(|dialogue| {
            let fact = fact_of(about, dialogue);
            if fact.is_none() && !about.is_empty() {
                return Err(wrong("about", &Raw::Text(about.to_owned()), "the id of a question, or nothing"));
            }
            Ok(dialogue.amend(fact, text, moment(on)?))
        });
        answer(turn).unchecked_into()
    }

    /// Takes back the answer to the question `about`, as where the message that gave it was removed.
    pub fn retract(&mut self, about: &str, on: Option<String>) -> JsTurn {
        let turn = self.dialogue.as_mut().map_err(|failure| failure.clone()).and_then(|dialogue| {
            let fact = fact_of(about, dialogue);
            let fact = fact.ok_or_else(|| wrong("about", &Raw::Text(about.to_owned()), "the id of a question"))?;
            Ok(dialogue.retract(fact, moment(on)?))
        });
        answer(turn).unchecked_into()
    }

    /// Goes on in another language, with its words.
    pub fn speak(&mut self, text: JsWords, lexicon: JsWords) -> JsTurn {
        let loaded = words(&raw(&text)).and_then(|text| Ok((text, api::lexicon(&raw(&lexicon))?)));
        let turn = self.dialogue.as_mut().map_err(|failure| failure.clone()).and_then(|dialogue| {
            let (text, lexicon) = loaded?;
            Ok(dialogue.set_language(text, lexicon))
        });
        answer(turn).unchecked_into()
    }

    /// The result as a file to keep, the same as from the page; null where there is none.
    pub fn receipt(&self) -> JsReceipt {
        answer(self.dialogue.as_ref().map(|dialogue| dialogue.receipt(Sensitive::Kept)).map_err(Clone::clone))
            .unchecked_into()
    }

    /// A hand-over that was sent, with one more question and its answer at the end of the talk, in both forms: when an
    /// officer may call back, say.
    #[wasm_bindgen(js_name = addToHandover)]
    pub fn add_to_handover(&self, sent: &JsHandover, asked: &str, answered: &str) -> JsPacket {
        let packet = self.dialogue.as_ref().map_err(Clone::clone).and_then(|dialogue| {
            Ok(dialogue.add_to_handover(&raw(sent), asked, answered).map_err(|problem| vec![problem])?)
        });
        answer(packet).unchecked_into()
    }

    /// The conversation in a form that can be kept.
    pub fn save(&self) -> JsKept {
        answer(self.dialogue.as_ref().map(Dialogue::save).map_err(Clone::clone)).unchecked_into()
    }
}

/// The question of that id, where it can be asked.
fn fact_of(about: &str, dialogue: &Dialogue) -> Option<FactId> {
    let country = dialogue.client().state().case.jurisdiction;
    FactId::from_name(about).filter(|fact| fact.fact().used_in(country))
}

/// When a reply was given.
fn moment(on: Option<String>) -> Result<Option<Moment>, Failure> {
    let read = |on: String| parse_moment(&on).ok_or_else(|| wrong("on", &Raw::Text(on), MOMENT_ALLOWED));
    on.map(read).transpose()
}

fn begin(options: &Raw) -> Result<Dialogue, Failure> {
    let lexicon = api::lexicon(options.get("lexicon").unwrap_or(&Raw::Null))?;
    let client = match options.get("saved") {
        None | Some(Raw::Null) => conversation(&WITHOUT_PAGES, options, Surface::Chat)?,
        Some(saved) => {
            Client::restored(&WITHOUT_PAGES, policies()?, words(options.get("text").unwrap_or(&Raw::Null))?, saved)?
        }
    };
    let server = options.get("server").and_then(Raw::text).map(str::to_owned);
    let mut dialogue = Dialogue::new(client, lexicon, server);
    if let Some(saved) = options.get("saved") {
        dialogue.remember(saved);
    }
    match options.get("handover") {
        None | Some(Raw::Null) => {}
        Some(id) => {
            let taken = dialogue.hands_over(id.text().unwrap_or_default());
            taken.map_err(|problem| vec![Problem { at: "handover".to_owned(), ..problem }])?;
        }
    }
    Ok(dialogue)
}
