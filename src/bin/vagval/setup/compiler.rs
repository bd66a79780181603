//! The compiler for WebAssembly: the one on the path if it has the target, else Debian's.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::machine::{Machine, output};
use super::std_library;
use crate::failure::Failure;
use crate::project_paths::{self, Lock};

/// The target that everything here is about.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// What of cargo's and rustup's environment a nested cargo may see: where things come from, never how the
/// surrounding build is configured.
const KEPT: [&str; 6] = ["CARGO_HOME", "CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTR", "RUSTUP_HOME", "RUST_BACKTRACE"];

/// How the WASM is compiled.
#[derive(Debug)]
pub enum Compiler {
    /// The compiler on the path has the target.
    OnPath,
    /// Debian's compiler with the sources of the standard library, compiled once into `sysroot`.
    Debian {
        /// Empty until [`Compiler::with_std`].
        sysroot: PathBuf,
    },
}

impl Compiler {
    /// The compiler that the machine has, if any.
    pub fn of(machine: &Machine) -> Option<Self> {
        if machine.wasm_target {
            Some(Self::OnPath)
        } else if machine.absent.is_empty() {
            let sysroot = PathBuf::new();
            Some(Self::Debian { sysroot })
        } else {
            None
        }
    }

    /// The same, with a standard library for the target.
    pub fn with_std(self, lock: &Lock) -> Result<Self, Failure> {
        match self {
            Self::OnPath => Ok(self),
            Self::Debian { .. } => Ok(Self::Debian { sysroot: std_library::ensure(lock)? }),
        }
    }

    /// A `cargo` that compiles for the target; paths of this machine do not end up in what it makes.
    pub fn cargo(&self) -> Command {
        let mut flags = vec![remap(project_paths::root(), "vagval"), remap(&cargo_home(), "cargo")];
        let mut command = match self {
            Self::OnPath => {
                let mut command = clean("cargo");
                if let Some(toolchain) = env::var_os("RUSTUP_TOOLCHAIN") {
                    command.env("RUSTUP_TOOLCHAIN", toolchain);
                }
                command
            }
            Self::Debian { sysroot } => {
                flags.push("--sysroot".into());
                flags.push(sysroot.into());
                flags.extend(std_library::SMALLER.map(OsString::from));
                let mut command = debian_cargo();
                command.env("RUSTC_BOOTSTRAP", "1");
                command
            }
        };
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}".as_ref()));
        command
    }
}

fn remap(from: &Path, to: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(from);
    flag.push("=");
    flag.push(to);
    flag
}

fn cargo_home() -> PathBuf {
    let home = || PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

/// Whether the compiler on the path has a standard library for the target.
pub fn has_wasm_target() -> bool {
    let Some(folder) = output("rustc", &["--print", "target-libdir", "--target", TARGET]) else {
        return false;
    };
    fs::read_dir(folder.trim()).is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
    })
}

/// Debian's cargo with Debian's compiler, even where rustup's come first on the path.
pub fn debian_cargo() -> Command {
    let mut path = OsString::from("/usr/bin:");
    path.push(env::var_os("PATH").unwrap_or_default());
    let mut command = clean("/usr/bin/cargo");
    command.env("PATH", path).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "/usr/bin/wasm-ld-22");
    command
}

/// A command that does not see the cargo that started us.
fn clean(program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let theirs = text.starts_with("CARGO") || text.starts_with("RUST");
        if theirs && !KEPT.iter().any(|kept| text.starts_with(kept)) {
            command.env_remove(&name);
        }
    }
    command.current_dir(project_paths::root());
    command
}
