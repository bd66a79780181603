//! Rust's standard library for WebAssembly, compiled once for each version of Debian's compiler.
//!
//! Debian ships the sources but not the compiled library. Cargo can compile it anew with every build
//! (`-Z build-std`); compiling it once into a folder that the compiler then takes for its own is quicker.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::compiler::{TARGET, debian_cargo};
use super::machine::output;
use crate::failure::Failure;
use crate::project_paths::{self, Lock};
use crate::step;

const RUSTC: &str = "/usr/bin/rustc";
const SOURCES: &str = "/usr/lib/rustlib/src/rust";

/// Changes when what is made below changes.
const EDITION: &str = "2";

/// A panic stops at once: its message, which the page would not show, is 6 kB (brotli) of the WASM. Library and
/// application must agree on it. Stable compilers take these flags only with `RUSTC_BOOTSTRAP`.
pub const SMALLER: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];

/// A package with nothing in it, so that cargo has a reason to compile the standard library.
const EMPTY_PACKAGE: &str = r#"[package]
name = "nothing"
version = "0.0.0"
edition = "2024"
[workspace]
[profile.release]
opt-level = "s"
panic = "abort"
codegen-units = 1
"#;

/// The folder for `--sysroot`, made if it is not there yet for this version of the compiler.
pub fn ensure(_lock: &Lock) -> Result<PathBuf, Failure> {
    let version = output(RUSTC, &["-vV"]).ok_or_else(|| Failure::new(format!("{RUSTC} does not tell its version")))?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or_else(|| Failure::new(format!("{RUSTC} does not tell for which machine it is")))?;
    let all = project_paths::made("std");
    let sysroot = all.join(project_paths::digest(&[EDITION.as_bytes(), version.as_bytes()]));
    if sysroot.is_dir() {
        return Ok(sysroot);
    }
    project_paths::remove_dir(&all)?;
    let libraries = compile(&all.join("making"))?;
    let unfinished = all.join("unfinished");
    gather(&libraries, &unfinished, host)?;
    fs::rename(&unfinished, &sysroot).map_err(Failure::at("create", &sysroot))?;
    project_paths::remove_dir(&all.join("making"))?;
    Ok(sysroot)
}

/// Compiles the standard library below `folder` and says where the libraries are.
fn compile(folder: &Path) -> Result<PathBuf, Failure> {
    project_paths::write(&folder.join("Cargo.toml"), EMPTY_PACKAGE.as_bytes())?;
    project_paths::write(&folder.join("src/lib.rs"), b"#![no_std]\n")?;
    let mut cargo = debian_cargo();
    cargo
        .current_dir(folder)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without bitcode a build with link-time optimisation fails.
        .env("CARGO_ENCODED_RUSTFLAGS", [&["-Cembed-bitcode=yes"], &SMALLER[..]].concat().join("\u{1f}"))
        .args(["build", "--release", "--offline", "--target", TARGET])
        .args(["-Z", "build-std=std,panic_abort", "--target-dir", "target"])
        // Debian ships the sources of what the standard library depends on.
        .args(["--config", "source.crates-io.replace-with='debian'"])
        .arg("--config")
        .arg(format!("source.debian.directory='{SOURCES}/library/vendor'"));
    step::run("std", "compiling Rust's standard library for WebAssembly, once for this compiler", &mut cargo)?;
    Ok(folder.join("target").join(TARGET).join("release/deps"))
}

/// Lays the libraries out as the compiler expects them; those for `host` stay Debian's.
fn gather(libraries: &Path, sysroot: &Path, host: &str) -> Result<(), Failure> {
    let rustlib = sysroot.join("lib/rustlib");
    let ours = rustlib.join(TARGET).join("lib");
    project_paths::create_dir(&ours)?;
    let entries = fs::read_dir(libraries).map_err(Failure::at("read", libraries))?;
    for entry in entries {
        let path = entry.map_err(Failure::at("read", libraries))?.path();
        if let (Some(name), Some("rlib")) = (path.file_name(), path.extension().and_then(OsStr::to_str)) {
            fs::copy(&path, ours.join(name)).map_err(Failure::at("copy", &path))?;
        }
    }
    let link = rustlib.join(host);
    symlink(Path::new("/usr/lib/rustlib").join(host), &link).map_err(Failure::at("create", &link))
}
