//! The program that has the start page and the questions, in the browser.

use super::{Host, Ring, start_with};
use crate::pieces;
use crate::policy::PolicySet;
use wasm_bindgen::prelude::*;

static RING: Ring = Ring {
    client: |_, text, on| Some(pieces::begin(&pieces::OPENING, PolicySet::none(), text, on)),
    begin: |_| {},
    carry_out: |_, _| {},
    kept: super::App::kept_events,
    switch: |_, _, _| {},
    next: Some("result"),
};

/// Starts the page with this program. `false` where it cannot, and the document should say so.
#[wasm_bindgen]
pub fn start(host: Host) -> bool {
    start_with(host, &RING)
}
