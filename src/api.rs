//! The JavaScript boundary.
use wasm_bindgen::prelude::*;

/// The version of this client.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Starts the page.
#[wasm_bindgen]
pub fn start(_host: JsValue) {}
