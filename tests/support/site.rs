//! The finished site, built for one test.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Builds the site (at once, if nothing has changed) and says where it lies.
pub fn build() -> PathBuf {
    let output = Command::new(env!("CARGO_BIN_EXE_vagval"))
        .arg("build")
        .stderr(Stdio::inherit())
        .output()
        .expect("vagval starts");
    assert!(output.status.success(), "`vagval build` says above what is wrong");
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("dist")
}
