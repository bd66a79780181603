//! The JavaScript interface: the same functions for a page, a host and Node. Thin: it holds no rule.
//!
//! Nothing is thrown for what a caller got wrong: an error is a value, `{v, problems: [{code, key, at, given,
//! allowed}]}`, with the key of its text. Types for TypeScript are made from the sections below.

use crate::assessment::Failure;
use crate::case::{Moment, Raw, parse_moment};
use crate::client::{self, Client, Program};
use crate::js::{self, js, raw};
use crate::policy::PolicySet;
#[cfg(not(feature = "chat"))]
use crate::session::save;
use crate::session::{State, Surface};
use crate::settings::contact::parse_contact;
use crate::text::Text;
#[cfg(feature = "chat")]
use crate::understand::Lexicon;
use crate::wire::Wire;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("api.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const COUNTRY_TYPES: &str = include_str!(concat!(env!("OUT_DIR"), "/countries.d.ts"));

#[wasm_bindgen]
extern "C" {
    /// `Case` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Case")]
    pub type JsCase;
    /// `LocalContact` of api.d.ts.
    #[wasm_bindgen(typescript_type = "LocalContact")]
    pub type JsContact;
    /// `null | Failure` of api.d.ts.
    #[wasm_bindgen(typescript_type = "null | Failure")]
    pub type JsDone;
    /// `Assessment | Failure` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Assessment | Failure")]
    pub type JsAssessment;
    /// `Question[] | Failure` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Question[] | Failure")]
    pub type JsQuestions;
    /// `Version` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Version | Failure")]
    pub type JsVersion;
    /// `SessionOptions` of api.d.ts.
    #[wasm_bindgen(typescript_type = "SessionOptions")]
    pub type JsOptions;
    /// `SessionEvent` of api.d.ts.
    #[wasm_bindgen(typescript_type = "SessionEvent")]
    pub type JsEvent;
    /// `Reply | Failure` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Reply | Failure")]
    pub type JsReply;
    /// `Saved` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Saved")]
    pub type JsSaved;
    /// `Saved | Failure` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Saved | Failure")]
    pub type JsKept;
    /// `Text` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Text")]
    pub type JsText;
}

/// Takes the authority's own file on its ways of contact. It holds for everything that follows, so it comes first.
#[wasm_bindgen]
pub fn local(contact: JsContact) -> JsDone {
    let taken = parse_contact(&raw(&contact)).map_err(Failure::from).and_then(|local| {
        let policies = PolicySet::embedded_with(local.clone());
        let policies = policies.map_err(|_| damaged())?;
        if policies.local() == local.as_ref() {
            Ok(())
        } else {
            Err(client::wrong("contact", &Raw::Null, "once, before anything else is asked for"))
        }
    });
    match taken {
        Ok(()) => JsValue::NULL.unchecked_into(),
        Err(failure) => js(&failure.wire()).unchecked_into(),
    }
}

/// Judges a case.
#[wasm_bindgen]
pub fn assess(case: JsCase) -> JsAssessment {
    let result = policies().and_then(|policies| client::assess_raw(&raw(&case), policies));
    answer(result).unchecked_into()
}

/// The questions of a jurisdiction, in the order they are asked.
#[wasm_bindgen]
pub fn questions(
    #[wasm_bindgen(unchecked_optional_param_type = "\"se\" | \"fi\"")] jurisdiction: JsValue,
) -> JsQuestions {
    answer(client::jurisdiction(&raw(&jurisdiction)).map(client::questions)).unchecked_into()
}

/// Which client this is.
#[wasm_bindgen]
pub fn version() -> JsVersion {
    answer(policies().map(|policies| client::version(policies))).unchecked_into()
}

/// Conversations that are open at once, at the most: each has a few kilobytes of its own.
const OPEN: usize = 20_000;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// One open conversation; its place is free again when it is dropped.
pub(crate) struct Place;

impl Place {
    /// A place, while there is one.
    pub(crate) fn take() -> Result<Self, Failure> {
        HELD.with(|held| {
            if held.get() >= OPEN {
                let allowed = "at most 20000 conversations at once; free() those that are over";
                return Err(client::wrong("session", &Raw::Null, allowed));
            }
            held.set(held.get() + 1);
            Ok(Self)
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        HELD.with(|held| held.set(held.get().saturating_sub(1)));
    }
}

/// The words of a text file. Those that are open share them.
pub(crate) fn words(raw: &Raw) -> Result<Text, Failure> {
    TEXTS.with(|texts| shared(texts, raw, || js::text(raw)))
}

/// Words that were read, by the hash of their file. A conversation holds a handle on them: its own copy would be most
/// of its memory.
type Pool<T> = RefCell<Vec<(String, T)>>;

/// How many files of words are kept ready: every language, and as many again from a version before.
const POOL: usize = 8;

thread_local! {
    static TEXTS: Pool<Text> = const { RefCell::new(Vec::new()) };
    #[cfg(feature = "chat")]
    static LEXICONS: Pool<Lexicon> = const { RefCell::new(Vec::new()) };
}

fn shared<T: Clone>(pool: &Pool<T>, raw: &Raw, read: impl FnOnce() -> Option<T>) -> Result<T, Failure> {
    let hash = raw.hash();
    if let Some((_, known)) = pool.borrow().iter().find(|(known, _)| *known == hash) {
        return Ok(known.clone());
    }
    let words = read().ok_or_else(|| client::wrong("text", raw, "the content of a text file, as an object"))?;
    let mut pool = pool.borrow_mut();
    if pool.len() == POOL {
        pool.remove(0);
    }
    pool.push((hash, words.clone()));
    Ok(words)
}

/// The words of a chat.
#[cfg(feature = "chat")]
pub(crate) fn lexicon(raw: &Raw) -> Result<Lexicon, Failure> {
    LEXICONS.with(|lexicons| shared(lexicons, raw, || js::messages(raw).map(Lexicon::new)))
}

/// A conversation.
#[cfg(not(feature = "chat"))]
#[wasm_bindgen]
pub struct Session {
    /// The conversation, or why there is none.
    client: Result<Client, Failure>,
    /// Its place among those that are open, where it is a conversation.
    _place: Option<Place>,
}

#[cfg(not(feature = "chat"))]
impl Session {
    fn of(begin: impl FnOnce() -> Result<Client, Failure>) -> Self {
        let opened = Place::take().and_then(|place| Ok((begin()?, place)));
        match opened {
            Ok((client, place)) => Self { client: Ok(client), _place: Some(place) },
            Err(failure) => Self { client: Err(failure), _place: None },
        }
    }
}

#[cfg(not(feature = "chat"))]
#[wasm_bindgen]
impl Session {
    /// Begins a conversation. Where the options are wrong, every call answers with what is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsOptions) -> Self {
        Self::of(|| begin(&raw(&options)))
    }

    /// Goes on with a conversation that was kept; `text` is the words of the language to go on in.
    pub fn restore(saved: JsSaved, text: JsText) -> Self {
        Self::of(|| Client::restored(&client::WHOLE, policies()?, words(&raw(&text))?, &raw(&saved)))
    }

    /// Takes an event.
    pub fn step(&mut self, event: JsEvent) -> JsReply {
        let event = raw(&event);
        let reply = self.client.as_mut().map_err(|failure| failure.clone()).and_then(|client| client.reply(&event));
        answer(reply).unchecked_into()
    }

    /// What is shown now.
    pub fn view(&self) -> JsReply {
        answer(self.client.as_ref().map(Client::shown).map_err(Clone::clone)).unchecked_into()
    }

    /// The words that a `load-text` effect asked for.
    pub fn speak(&mut self, text: JsText) -> JsReply {
        let text = words(&raw(&text));
        let reply = self.client.as_mut().map_err(|failure| failure.clone()).and_then(|client| {
            client.set_language(text?);
            Ok(client.shown())
        });
        answer(reply).unchecked_into()
    }

    /// The list that a `load-providers` effect asked for; null where there is none.
    pub fn provide(&mut self, #[wasm_bindgen(unchecked_param_type = "object | null")] list: JsValue) -> JsReply {
        let reply = self.client.as_mut().map_err(|failure| failure.clone()).map(|client| {
            client.set_providers(&raw(&list));
            client.shown()
        });
        answer(reply).unchecked_into()
    }

    /// The conversation in a form that can be kept.
    pub fn save(&self) -> JsKept {
        answer(self.client.as_ref().map(|client| save(client.state())).map_err(Clone::clone)).unchecked_into()
    }
}

#[cfg(not(feature = "chat"))]
fn begin(options: &Raw) -> Result<Client, Failure> {
    let field = |key: &str| options.get(key).cloned().unwrap_or(Raw::Null);
    let channel = field("channel").text().and_then(Surface::from_id);
    let channel = channel.ok_or_else(|| client::wrong("channel", &field("channel"), "web, chat, kiosk"))?;
    conversation(&client::WHOLE, options, channel)
}

/// A conversation that begins at `on`, in the language of `text`.
pub(crate) fn conversation(program: &'static Program, options: &Raw, channel: Surface) -> Result<Client, Failure> {
    let field = |key: &str| options.get(key).cloned().unwrap_or(Raw::Null);
    let wrong = |at: &str, allowed: &'static str| client::wrong(at, &field(at), allowed);
    let on: Option<Moment> = field("on").text().and_then(parse_moment);
    let on = on.ok_or_else(|| wrong("on", crate::case::MOMENT_ALLOWED))?;
    let jurisdiction = client::jurisdiction(&field("jurisdiction"))?;
    let words = words(options.get("text").unwrap_or(&Raw::Null))?;
    match field("lang") {
        Raw::Null => {}
        lang if lang.text() == Some(words.lang()) => {}
        _ => return Err(wrong("lang", "the language of the text")),
    }
    let state = State::new(channel, words.lang(), jurisdiction, on);
    Ok(Client::of(program, policies()?, words, state))
}

pub(crate) fn policies() -> Result<&'static PolicySet, Failure> {
    PolicySet::embedded().map_err(|_| damaged())
}

/// The program itself cannot be read.
fn damaged() -> Failure {
    client::wrong("policy", &Raw::Null, "the policy inside this program; fetch the program again")
}

/// A value for JavaScript, plain objects throughout.
pub(crate) fn answer<T: Wire>(result: Result<T, Failure>) -> JsValue {
    js(&match result {
        Ok(value) => value.wire(),
        Err(failure) => failure.wire(),
    })
}
