//! What the tests need besides Rust, installed where it may be.

use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// Sets the machine up, where no test has before, and says where the browser is.
pub fn run() -> String {
    static CHROMIUM: LazyLock<String> = LazyLock::new(set_up);
    CHROMIUM.clone()
}

fn set_up() -> String {
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
