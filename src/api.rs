//! The JavaScript interface: the same functions for a page, a host and Node. Thin: it holds no rule.
//!
//! Nothing is thrown for what a caller got wrong: an error is a value, `{v, problems: [{code, key, at, given,
//! allowed}]}`, with the key of its text. Types for TypeScript are made from the sections below.

use crate::assessment::Failure;
use crate::case::{Moment, Raw, parse_moment};
use crate::client::{self, Client};
use crate::contact::local::parse_contact;
use crate::policy::Book;
use crate::session::Channel;
#[cfg(not(feature = "chat"))]
use crate::session::save;
use crate::text::Text;
use crate::wire::Wire;
use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Everything is wiped when it is given back, so that no answer stays in the memory.
#[global_allocator]
static WIPED: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("api.d.ts");

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

    /// As in JavaScript; what a getter of the host's throws is caught here.
    #[wasm_bindgen(js_namespace = Object, js_name = entries, catch)]
    fn entries(object: &JsValue) -> Result<Array, JsValue>;
}

/// Takes the authority's own file on its ways of contact. It holds for everything that follows, so it comes first.
#[wasm_bindgen]
pub fn local(contact: JsContact) -> JsDone {
    let taken = parse_contact(&raw(&contact)).map_err(Failure::from).and_then(|local| {
        let book = Book::embedded_with(local.clone());
        let book = book.map_err(|_| damaged())?;
        if book.local() == local.as_ref() {
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
    let result = book().and_then(|book| client::assess_raw(&raw(&case), book));
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
    answer(book().map(|book| client::version(book))).unchecked_into()
}

/// A conversation.
#[cfg(not(feature = "chat"))]
#[wasm_bindgen]
pub struct Session {
    /// The conversation, or why there is none.
    client: Result<Client, Failure>,
}

#[cfg(not(feature = "chat"))]
#[wasm_bindgen]
impl Session {
    /// Begins a conversation. Where the options are wrong, every call answers with what is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsOptions) -> Self {
        Self { client: begin(&raw(&options)) }
    }

    /// Goes on with a conversation that was kept; `text` is the words of the language to go on in.
    pub fn restore(saved: JsSaved, text: JsText) -> Self {
        let client = book().and_then(|book| Client::restored(book, words(&raw(&text))?, &raw(&saved)));
        Self { client }
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
            client.speak(text?);
            Ok(client.shown())
        });
        answer(reply).unchecked_into()
    }

    /// The list that a `load-providers` effect asked for; null where there is none.
    pub fn provide(&mut self, #[wasm_bindgen(unchecked_param_type = "object | null")] list: JsValue) -> JsReply {
        let reply = self.client.as_mut().map_err(|failure| failure.clone()).map(|client| {
            client.provide(&raw(&list));
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
    let channel = Channel::ALL.into_iter().find(|channel| field("channel").text() == Some(channel.id()));
    let channel = channel.ok_or_else(|| client::wrong("channel", &field("channel"), "web, chat, kiosk"))?;
    conversation(options, channel)
}

/// A conversation that begins at `on`, in the language of `text`.
pub(crate) fn conversation(options: &Raw, channel: Channel) -> Result<Client, Failure> {
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
    Ok(Client::new(book()?, words, channel, jurisdiction, on))
}

/// The words of a text file.
pub(crate) fn words(raw: &Raw) -> Result<Text, Failure> {
    let text = Text::new(messages(raw)?);
    if text.find("meta.lang").is_some() { Ok(text) } else { Err(no_words(raw)) }
}

/// The messages of an object in objects: `{"question":{"age":{"title":"…"}}}` has one, `question.age.title`.
pub(crate) fn messages(raw: &Raw) -> Result<Vec<(String, String)>, Failure> {
    let mut messages = Vec::new();
    if matches!(raw, Raw::Map(_)) && gather("", raw, &mut messages) { Ok(messages) } else { Err(no_words(raw)) }
}

fn gather(path: &str, raw: &Raw, messages: &mut Vec<(String, String)>) -> bool {
    match raw {
        Raw::Text(text) => messages.push((path.to_owned(), text.clone())),
        Raw::Map(entries) => {
            for (key, value) in entries {
                let path = if path.is_empty() { key.clone() } else { [path, ".", key].concat() };
                if !gather(&path, value, messages) {
                    return false;
                }
            }
        }
        _ => return false,
    }
    true
}

fn no_words(raw: &Raw) -> Failure {
    client::wrong("text", raw, "the content of a text file, as an object")
}

pub(crate) fn book() -> Result<&'static Book, Failure> {
    Book::embedded().map_err(|_| damaged())
}

/// The program itself cannot be read.
fn damaged() -> Failure {
    client::wrong("policy", &Raw::Null, "the policy inside this program; fetch the program again")
}

/// How deep a value is read: a day of the hours of a way of contact lies six deep, and an object may hold itself.
const DEPTH: u8 = 6;

/// Any JavaScript value; what is no JSON (a function, say), or lies too deep, is null.
pub(crate) fn raw(value: &JsValue) -> Raw {
    raw_to(DEPTH, value)
}

/// Read by hand: a serde reader costs 5 kB more, for errors that nobody sees.
fn raw_to(depth: u8, value: &JsValue) -> Raw {
    if let Some(number) = value.as_f64() {
        Raw::Number(number)
    } else if let Some(text) = value.as_string() {
        Raw::Text(text)
    } else if let Some(truth) = value.as_bool() {
        Raw::Bool(truth)
    } else if value.is_object()
        && depth > 0
        && let Ok(entries) = entries(value)
    {
        let entries = entries.iter().map(|entry| {
            let entry: Array = entry.unchecked_into();
            (entry.get(0).as_string().unwrap_or_default(), raw_to(depth - 1, &entry.get(1)))
        });
        if Array::is_array(value) {
            Raw::List(entries.map(|(_, item)| item).collect())
        } else {
            Raw::Map(entries.collect())
        }
    } else {
        Raw::Null
    }
}

/// A value for JavaScript, plain objects throughout.
pub(crate) fn answer<T: Wire>(result: Result<T, Failure>) -> JsValue {
    js(&match result {
        Ok(value) => value.wire(),
        Err(failure) => failure.wire(),
    })
}

pub(crate) fn js(tree: &Raw) -> JsValue {
    tree.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
