//! Runs every `tests/browser/*.test.mjs` in Chromium against the served site.
//!
//! To run one of them by hand: `cargo run` in one terminal, and in another
//! `VAGVAL_URL=http://127.0.0.1:8080/ node --test tests/browser/NAME.test.mjs`.

use crate::support::node;
use crate::support::server;
use crate::support::setup;

use std::fs;
use std::path::{Path, PathBuf};

use server::Server;

#[test]
fn the_site_works_in_a_real_browser() {
    let chromium = setup::run();
    let server = Server::start();
    node::run(|node| {
        // Two browsers at once: each waits for the page most of the time.
        node.args(["--test", "--test-reporter=spec", "--test-timeout=300000", "--test-concurrency=2"])
            .args(test_files())
            .env("VAGVAL_URL", &server.url)
            .env("VAGVAL_COMMAND", env!("CARGO_BIN_EXE_vagval"))
            .env("VAGVAL_CHROMIUM", chromium);
    });
}

fn test_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    files
}
