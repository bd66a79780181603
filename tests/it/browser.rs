//! Runs every `tests/browser/*.test.mjs` in one Chromium against the served site.
//!
//! To run one of them by hand, in a browser of its own: `cargo run` in one terminal, and in another
//! `VAGVAL_URL=http://127.0.0.1:8080/ node --test tests/browser/NAME.test.mjs`.

use crate::support::node;
use crate::support::server;
use crate::support::setup;

use server::Server;

#[test]
fn the_site_works_in_a_real_browser() {
    let chromium = setup::run();
    let server = Server::start();
    node::run(|node| {
        node.arg("tests/browser/all.mjs")
            .env("VAGVAL_URL", &server.url)
            .env("VAGVAL_COMMAND", env!("CARGO_BIN_EXE_vagval"))
            .env("VAGVAL_CHROMIUM", chromium);
    });
}
