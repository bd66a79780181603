//! Node, with what it says shown if it fails.

use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// What Node runs here waits for answers by the clock: one at a time, beside the tests that only reckon.
static ALONE: Mutex<()> = Mutex::new(());

/// Runs `node` in the project folder with these arguments.
pub fn run(configure: impl FnOnce(&mut Command)) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut node = Command::new("node");
    node.current_dir(env!("CARGO_MANIFEST_DIR"));
    configure(&mut node);
    let output = node.output().expect("Node 20 or later is on the PATH (https://nodejs.org/en/download)");
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
