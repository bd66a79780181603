//! What is on this machine. Only looks; installs nothing.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::compiler;
use crate::failure::Failure;
use crate::project_paths;

/// Debian's Rust compiler with the sources of the standard library, and a linker for WebAssembly.
pub const COMPILER_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];

/// The folder of the homeserver's own Python, and the list of what belongs there.
pub const SYNAPSE: &str = "target/vagval/synapse";
pub const SYNAPSE_LIST: &str = "tests/matrix/requirements.txt";

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// What set-up needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations, not states of one thing")]
pub struct Machine {
    /// The compiler on the path has a standard library for wasm32.
    pub wasm_target: bool,
    /// rustup is there and may download (`RUSTUP_AUTO_INSTALL` is not 0).
    pub rustup: bool,
    /// Debian's package tool is there.
    pub apt: bool,
    /// We are root.
    pub root: bool,
    /// Which of [`COMPILER_PACKAGES`] are not installed.
    pub absent: Vec<&'static str>,
    /// A Chromium is there.
    pub chromium: bool,
    /// The major version of Node, and whether npm is there.
    pub node: Option<u32>,
    /// The browser tests' packages are those of the lock file.
    pub npm_packages: bool,
    /// A Python that can make virtual environments.
    pub python: bool,
    /// The homeserver of the tests is there, with the packages of its list.
    pub synapse: bool,
}

impl Machine {
    /// Looks around.
    pub fn look() -> Self {
        let forbidden = env::var_os("RUSTUP_AUTO_INSTALL").is_some_and(|value| value == "0");
        Self {
            wasm_target: compiler::has_wasm_target(),
            rustup: !forbidden && on_path("rustup").is_some(),
            apt: on_path("apt-get").is_some(),
            root: output("id", &["-u"]).is_some_and(|id| id.trim() == "0"),
            absent: absent_packages(),
            chromium: find_chromium().is_some(),
            node: on_path("npm").and_then(|_| node_version()),
            npm_packages: npm_packages(),
            python: output("python3", &["-c", "import venv, ensurepip"]).is_some(),
            synapse: same(&project_paths::root().join(SYNAPSE_LIST), &remembered_synapse()),
        }
    }
}

/// The browser for the tests: `VAGVAL_CHROMIUM`, or the first known one on the path.
pub fn find_chromium() -> Option<PathBuf> {
    match env::var_os("VAGVAL_CHROMIUM") {
        Some(path) => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        None => BROWSERS.into_iter().find_map(on_path),
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

fn absent_packages() -> Vec<&'static str> {
    // Succeeds only if dpkg knows all of them, but lists those it knows in any case.
    let known = Command::new("dpkg-query")
        .args(["-W", "-f=${Package} ${db:Status-Status}\n"])
        .args(COMPILER_PACKAGES)
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    let installed = |package: &str| known.lines().any(|line| line.strip_prefix(package) == Some(" installed"));
    let mut packages = COMPILER_PACKAGES.to_vec();
    packages.retain(|package| !installed(package));
    packages
}

fn node_version() -> Option<u32> {
    let version = output("node", &["--version"])?;
    let major = version.trim().strip_prefix('v')?.split('.').next()?;
    major.parse().ok()
}

fn browser_tests(file: &str) -> PathBuf {
    project_paths::root().join("tests/browser").join(file)
}

/// A copy of the lock file that `npm ci` last succeeded with.
fn remembered_lock() -> PathBuf {
    browser_tests("node_modules/.vagval-package-lock.json")
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((fs::read(a), fs::read(b)), (Ok(a), Ok(b)) if a == b)
}

/// A copy of the list that pip last succeeded with.
fn remembered_synapse() -> PathBuf {
    project_paths::root().join(SYNAPSE).join("requirements.txt")
}

/// Notes that the homeserver's packages are those of the list.
pub fn remember_synapse() -> Result<(), Failure> {
    let list = project_paths::read(&project_paths::root().join(SYNAPSE_LIST))?;
    project_paths::write(&remembered_synapse(), &list)
}

fn npm_packages() -> bool {
    same(&browser_tests("package-lock.json"), &remembered_lock())
}

/// Notes that the installed packages are those of the lock file.
pub fn remember_npm_packages() -> Result<(), Failure> {
    let lock = project_paths::read(&browser_tests("package-lock.json"))?;
    project_paths::write(&remembered_lock(), &lock)
}

/// What a short command prints, if it is there and succeeds.
pub fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(text)
}
