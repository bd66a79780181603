//! Values of JavaScript, into the core's own form and back; and the memory that all of it lies in.

use crate::case::Raw;
use crate::text::Text;
use js_sys::{Array, ArrayBuffer, JsString};
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
    /// As in JavaScript; a proxy that was revoked throws.
    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// The words of a text file; none where it is not one.
pub(crate) fn text(raw: &Raw) -> Option<Text> {
    messages(raw).map(Text::new).filter(|text| text.find("meta.lang").is_some())
}

/// The messages of an object in objects: `{"question":{"age":{"title":"…"}}}` has one, `question.age.title`.
pub(crate) fn messages(raw: &Raw) -> Option<Vec<(String, String)>> {
    let mut messages = Vec::new();
    (matches!(raw, Raw::Map(_)) && gather("", raw, &mut messages)).then_some(messages)
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

/// How deep a value is read: a programme of a hand-over that an officer's tab keeps lies seven deep, and an object may
/// hold itself.
const DEPTH: u8 = 8;

/// How many values are read in all: a list of five thousand providers has fewer.
const PARTS: usize = 100_000;

/// How long a string may be, in UTF-16 units: longer than any file that is read.
const LONGEST: u32 = 1_000_000;

const TOO_LARGE: &str = "a value of more than 100000 parts, or a text of more than 1000000 characters";
const TYPED_ARRAY: &str = "a typed array or a buffer";

/// Any JavaScript value; what is no JSON (a function, say), or lies too deep, is null. What is too large is refused as
/// a whole, so that an answer comes at once and memory is not used up.
pub(crate) fn raw(value: &JsValue) -> Raw {
    let mut left = PARTS;
    raw_to(DEPTH, &mut left, value).unwrap_or_else(Raw::Refused)
}

/// Read by hand: a serde reader costs 5 kB more, for errors that nobody sees.
fn raw_to(depth: u8, left: &mut usize, value: &JsValue) -> Result<Raw, &'static str> {
    *left = left.checked_sub(1).ok_or(TOO_LARGE)?;
    if let Some(number) = value.as_f64() {
        return Ok(Raw::Number(number));
    }
    if let Some(text) = value.dyn_ref::<JsString>() {
        return if text.length() > LONGEST { Err(TOO_LARGE) } else { Ok(Raw::Text(text.into())) };
    }
    if let Some(truth) = value.as_bool() {
        return Ok(Raw::Bool(truth));
    }
    if !value.is_object() || depth == 0 {
        return Ok(Raw::Null);
    }
    // Each byte would be an entry of its own.
    if ArrayBuffer::is_view(value) || value.is_instance_of::<ArrayBuffer>() {
        return Err(TYPED_ARRAY);
    }
    let Ok(is_list) = is_array(value) else { return Ok(Raw::Null) };
    let length = js_sys::Reflect::get(value, &JsValue::from("length")).ok().and_then(|length| length.as_f64());
    #[expect(clippy::cast_precision_loss, reason = "a hundred thousand is exact")]
    let most = *left as f64;
    if is_list && length.is_some_and(|length| length > most) {
        return Err(TOO_LARGE);
    }
    let Ok(entries) = entries(value) else { return Ok(Raw::Null) };
    if usize::try_from(entries.length()).is_ok_and(|length| length > *left) {
        return Err(TOO_LARGE);
    }
    let entries = entries.iter().map(|entry| {
        let entry: Array = entry.unchecked_into();
        Ok((entry.get(0).as_string().unwrap_or_default(), raw_to(depth - 1, left, &entry.get(1))?))
    });
    if is_list {
        Ok(Raw::List(entries.map(|entry| entry.map(|(_, item)| item)).collect::<Result<_, _>>()?))
    } else {
        Ok(Raw::Map(entries.collect::<Result<_, _>>()?))
    }
}

/// A value of the core, as plain objects.
pub(crate) fn js(tree: &Raw) -> JsValue {
    tree.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
