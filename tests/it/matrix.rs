//! The chat in rooms of a real homeserver; and what an officer finds there, opened by the program itself.
//!
//! By hand: `cargo run -- setup` and `cargo run -- build`, then
//! `VAGVAL_DIST=… VAGVAL_COMMAND=… VAGVAL_PYTHON=… VAGVAL_OUT=… node --test tests/matrix/matrix.test.mjs`.

use crate::support::chat;
use crate::support::node;
use crate::support::setup;
use crate::support::site;

use std::fs;
use std::path::Path;

use vagval::case::{Answer, FactId, Raw};
use vagval::chat::text_of;
use vagval::policy::PolicySet;
use vagval::session::handover::read;

#[test]
fn fifty_people_chat_on_a_real_homeserver_and_one_hands_over_to_an_officer() {
    setup::run();
    let dist = site::build();
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/vagval/synapse/bin/python");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matrix");
    node::run(|node| {
        node.args(["--test", "--test-reporter=spec", "--test-timeout=900000", "tests/matrix/matrix.test.mjs"])
            .env("VAGVAL_DIST", dist)
            .env("VAGVAL_COMMAND", env!("CARGO_BIN_EXE_vagval"))
            .env("VAGVAL_PYTHON", python)
            .env("VAGVAL_OUT", &out);
    });
    // The file from the officers' room opens, and says what the person saw.
    let file = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let raw: Raw = serde_json::from_str(&file("handover.json")).unwrap();
    let handover = read(&raw, PolicySet::embedded().unwrap()).unwrap();
    assert_eq!(handover.case.answer(FactId::Age), Answer::Declined, "what was struck");
    assert!(!handover.transcript.is_empty());
    let talk = chat::opens("sv", &handover.case.on.to_string());
    assert_eq!(text_of(&handover, &talk), file("handover.txt"));
    println!("{}", file("figures.txt"));
    // So does the one to which two hours were added that suit.
    let raw: Raw = serde_json::from_str(&file("wish.json")).unwrap();
    let handover = read(&raw, PolicySet::embedded().unwrap()).unwrap();
    assert_eq!(handover.transcript.last().unwrap().by, "person");
}
