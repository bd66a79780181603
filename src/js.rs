//! Values of JavaScript, into the core's own form and back; and the memory that all of it lies in.

use crate::assessment::Failure;
use crate::case::Raw;
use crate::client;
use crate::text::Text;
use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Everything is wiped when it is given back, so that no answer stays in the memory.
#[global_allocator]
static WIPED: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

#[wasm_bindgen]
extern "C" {
    /// As in JavaScript; what a getter of the host's throws is caught here.
    #[wasm_bindgen(js_namespace = Object, js_name = entries, catch)]
    fn entries(object: &JsValue) -> Result<Array, JsValue>;
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

/// A value of the core, as plain objects.
pub(crate) fn js(tree: &Raw) -> JsValue {
    tree.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
