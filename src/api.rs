//! The JavaScript interface: the same functions for a page, a host and Node. Thin: it holds no rule.
//!
//! Nothing is thrown for what a caller got wrong: an error is a value, `{v, problems: [{code, key, at, given,
//! allowed}]}`, with the key of its text. Types for TypeScript are made from the sections below.

use crate::assessment::Failure;
use crate::case::{Moment, Problem, Raw, parse_moment};
use crate::client::{self, Client};
use crate::policy::Book;
use crate::session::{Channel, WireEffect, save};
use crate::text::Text;
use crate::view::View;
use crate::wire::{Wire, wire};
use serde::Serialize;
use js_sys::{Array, Object};
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
}

/// Judges a case.
#[wasm_bindgen]
pub fn assess(case: JsCase) -> JsAssessment {
    let result = book().and_then(|book| client::assess_raw(&raw(&case), book));
    answer(result).unchecked_into()
}

/// The questions of a jurisdiction, in the order they are asked.
#[wasm_bindgen]
pub fn questions(jurisdiction: Option<String>) -> JsQuestions {
    answer(client::jurisdiction(jurisdiction.as_deref()).map(client::questions)).unchecked_into()
}

/// Which client this is.
#[wasm_bindgen]
pub fn version() -> JsVersion {
    answer(book().map(|book| client::version(book))).unchecked_into()
}

/// A conversation.
#[wasm_bindgen]
pub struct Session {
    /// The conversation, or why there is none.
    client: Result<Client, Failure>,
}

struct Reply {
    view: View,
    effects: Vec<WireEffect>,
}
wire!(Reply { view, effects });

#[wasm_bindgen]
impl Session {
    /// Begins a conversation. Where the options are wrong, every call answers with what is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsOptions) -> Self {
        Self { client: begin(&raw(&options)) }
    }

    /// Goes on with a conversation that was kept; `text` is the words of the language to go on in.
    pub fn restore(saved: JsSaved, text: JsValue) -> Self {
        let client = book().and_then(|book| Client::restored(book, words(&raw(&text))?, &raw(&saved)));
        Self { client }
    }

    /// Takes an event.
    pub fn step(&mut self, event: JsEvent) -> JsReply {
        let reply = match &mut self.client {
            Ok(client) => client
                .step_raw(&raw(&event))
                .map(|effects| Reply { view: client.view(), effects: effects.iter().map(WireEffect::from).collect() }),
            Err(failure) => Err(failure.clone()),
        };
        answer(reply).unchecked_into()
    }

    /// What is shown now.
    pub fn view(&self) -> JsReply {
        let reply = self.client.as_ref().map(|client| Reply { view: client.view(), effects: Vec::new() });
        answer(reply.map_err(Clone::clone)).unchecked_into()
    }

    /// The words that a `load-text` effect asked for.
    pub fn speak(&mut self, text: JsValue) -> JsReply {
        if let (Ok(client), Ok(text)) = (&mut self.client, words(&raw(&text))) {
            client.speak(text);
        }
        self.view()
    }

    /// The conversation in a form that can be kept.
    pub fn save(&self) -> JsValue {
        answer(self.client.as_ref().map(|client| save(client.state())).map_err(Clone::clone))
    }
}

fn begin(options: &Raw) -> Result<Client, Failure> {
    let text = |key: &str| options.get(key).and_then(Raw::text);
    let wrong = |at: &str, allowed: &str| {
        let given = options.get(at).map_or_else(String::new, ToString::to_string);
        Failure::from(vec![Problem { code: "bad-value", at: at.to_owned(), given, allowed: allowed.to_owned() }])
    };
    let channel = Channel::ALL.into_iter().find(|channel| text("channel") == Some(channel.id()));
    let channel = channel.ok_or_else(|| wrong("channel", "web, chat, kiosk"))?;
    let on: Option<Moment> = text("on").and_then(parse_moment);
    let on = on.ok_or_else(|| wrong("on", crate::case::MOMENT_ALLOWED))?;
    let jurisdiction = client::jurisdiction(text("jurisdiction"))?;
    let words = words(options.get("text").unwrap_or(&Raw::Null))?;
    Ok(Client::new(book()?, words, channel, jurisdiction, on))
}

/// The words of a text file, as the flat object it is.
pub(crate) fn words(raw: &Raw) -> Result<Text, Failure> {
    let wrong = |given: String| {
        let allowed = "the content of a text file, as an object".to_owned();
        Failure::from(vec![Problem { code: "bad-value", at: "text".to_owned(), given, allowed }])
    };
    let Raw::Map(entries) = raw else { return Err(wrong(raw.to_string())) };
    let message = |(key, value): &(String, Raw)| value.text().map(|text| (key.clone(), text.to_owned()));
    let messages: Option<Vec<_>> = entries.iter().map(message).collect();
    messages.map(Text::new).ok_or_else(|| wrong("an object with other things than strings".to_owned()))
}

pub(crate) fn book() -> Result<&'static Book, Failure> {
    Book::embedded().map_err(|damaged| {
        let allowed = damaged.to_string();
        vec![Problem { code: "damaged", at: "policy".to_owned(), given: String::new(), allowed }].into()
    })
}

/// Any JavaScript value; what is no JSON (a function, say) is null.
///
/// Read by hand: a serde reader costs 5 kB more, for errors that nobody sees.
pub(crate) fn raw(value: &JsValue) -> Raw {
    if let Some(number) = value.as_f64() {
        Raw::Number(number)
    } else if let Some(text) = value.as_string() {
        Raw::Text(text)
    } else if let Some(truth) = value.as_bool() {
        Raw::Bool(truth)
    } else if let Some(list) = value.dyn_ref::<Array>() {
        Raw::List(list.iter().map(|item| raw(&item)).collect())
    } else if value.is_object() {
        let entry = |entry: JsValue| {
            let entry: Array = entry.unchecked_into();
            (entry.get(0).as_string().unwrap_or_default(), raw(&entry.get(1)))
        };
        Raw::Map(Object::entries(value.unchecked_ref()).iter().map(entry).collect())
    } else {
        Raw::Null
    }
}

/// A value for JavaScript, plain objects throughout.
fn answer<T: Wire>(result: Result<T, Failure>) -> JsValue {
    js(&match result {
        Ok(value) => value.wire(),
        Err(failure) => failure.wire(),
    })
}

fn js(tree: &Raw) -> JsValue {
    tree.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
