//! Node, with what it says shown if it fails.

use std::process::Command;

/// Runs `node` in the project folder with these arguments.
pub fn run(configure: impl FnOnce(&mut Command)) {
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
