//! What the tests need besides Rust, installed where it may be.

use std::process::{Command, Stdio};

/// Sets the machine up, and says where the browser is.
pub fn run() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_vagval"))
        .arg("setup")
        .stderr(Stdio::inherit())
        .output()
        .expect("vagval starts");
    assert!(output.status.success(), "`vagval setup` says above what is missing");
    let stdout = String::from_utf8(output.stdout).expect("stdout is text");
    let chromium = stdout.trim().strip_prefix("chromium=");
    chromium.expect("`vagval setup` tells the browser").to_owned()
}
