//! The program that has the questions and the result, in the browser.

use super::local::policies;
use super::{Dom, Host, Ring, start_with};
use crate::case::Moment;
use crate::client::Client;
use crate::pieces;
use crate::policy::PolicySet;
use crate::text::Text;
use wasm_bindgen::prelude::*;

static RING: Ring = Ring {
    client,
    begin: |_| {},
    carry_out: |_, _| {},
    kept: super::App::kept_events,
    switch: |_, _, _| {},
    next: Some("whole"),
};

fn client(dom: &Dom, text: Text, on: Moment) -> Option<Client> {
    Some(pieces::begin(&pieces::RESULT, policies(dom, PolicySet::default_country_with)?, text, on))
}

/// Starts the page with this program. `false` where it cannot, and the document should say so.
#[wasm_bindgen]
pub fn start_result(host: Host) -> bool {
    start_with(host, &RING)
}
