//! The finished site, built once for all tests.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// Builds the site, where no test has before, and says where it lies.
pub fn build() -> PathBuf {
    static SITE: LazyLock<PathBuf> = LazyLock::new(make);
    SITE.clone()
}

fn make() -> PathBuf {
    let output = Command::new(env!("CARGO_BIN_EXE_vagval"))
        .arg("build")
        .stderr(Stdio::inherit())
        .output()
        .expect("vagval starts");
    assert!(output.status.success(), "`vagval build` says above what is wrong");
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("dist")
}
