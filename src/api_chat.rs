//! The JavaScript interface of the chat: for its page, a host and Node. Thin: it holds no rule.

use crate::api::{JsKept, answer, book, conversation};
use crate::assessment::Failure;
use crate::case::{MOMENT_ALLOWED, Raw, parse_moment};
use crate::chat::Chat as Dialogue;
use crate::client::{Client, wrong};
use crate::js::{messages, raw, words};
use crate::session::{Channel, Sensitive};
use crate::understand::Lexicon;
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
    /// `Text` of api.d.ts.
    #[wasm_bindgen(typescript_type = "Text")]
    pub type JsWords;
}

/// A dialogue in turns.
#[wasm_bindgen]
pub struct Chat {
    /// The dialogue, or why there is none.
    dialogue: Result<Dialogue, Failure>,
}

#[wasm_bindgen]
impl Chat {
    /// Begins a dialogue, or goes on with one that was kept. Where the options are wrong, every call answers with
    /// what is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsChatOptions) -> Self {
        Self { dialogue: begin(&raw(&options)) }
    }

    /// What is asked or told now.
    pub fn turn(&self) -> JsTurn {
        answer(self.dialogue.as_ref().map(Dialogue::turn).map_err(Clone::clone)).unchecked_into()
    }

    /// Takes a reply: a number, a label or any words. `on` is when it was given.
    pub fn reply(&mut self, text: &str, on: Option<String>) -> JsTurn {
        let moment = on
            .as_deref()
            .map(|on| parse_moment(on).ok_or_else(|| wrong("on", &Raw::Text(on.to_owned()), MOMENT_ALLOWED)));
        let turn = self
            .dialogue
            .as_mut()
            .map_err(|failure| failure.clone())
            .and_then(|dialogue| Ok(dialogue.reply(text, moment.transpose()?)));
        answer(turn).unchecked_into()
    }

    /// Goes on in another language, with its words.
    pub fn speak(&mut self, text: JsWords, lexicon: JsWords) -> JsTurn {
        let loaded = words(&raw(&text)).and_then(|text| Ok((text, Lexicon::new(messages(&raw(&lexicon))?))));
        let turn = self.dialogue.as_mut().map_err(|failure| failure.clone()).and_then(|dialogue| {
            let (text, lexicon) = loaded?;
            Ok(dialogue.speak(text, lexicon))
        });
        answer(turn).unchecked_into()
    }

    /// The result as a file to keep, the same as from the page; null where there is none.
    pub fn receipt(&self) -> JsReceipt {
        answer(self.dialogue.as_ref().map(|dialogue| dialogue.receipt(Sensitive::Kept)).map_err(Clone::clone))
            .unchecked_into()
    }

    /// The conversation in a form that can be kept.
    pub fn save(&self) -> JsKept {
        answer(self.dialogue.as_ref().map(Dialogue::save).map_err(Clone::clone)).unchecked_into()
    }
}

fn begin(options: &Raw) -> Result<Dialogue, Failure> {
    let lexicon = Lexicon::new(messages(options.get("lexicon").unwrap_or(&Raw::Null))?);
    let client = match options.get("saved") {
        None | Some(Raw::Null) => conversation(options, Channel::Chat)?,
        Some(saved) => Client::restored(book()?, words(options.get("text").unwrap_or(&Raw::Null))?, saved)?,
    };
    let server = options.get("server").and_then(Raw::text).map(str::to_owned);
    Ok(Dialogue::new(client, lexicon, server))
}
