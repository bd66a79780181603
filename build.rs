//! Reads and checks what the client embeds: policy files, scorecards, municipalities; and the engine's hash.
//!
//! The schema and the checks are the crate's own files, under the same paths as there.

use case::Jurisdiction;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/date.rs"]
#[expect(dead_code, reason = "the build uses a part of it")]
mod date;

#[path = "src/hours.rs"]
mod hours;

#[expect(dead_code, reason = "the build uses a part of it")]
#[path = "src/case"]
mod case {
    #[path = "facts.rs"]
    mod facts;
    pub use facts::{FactId, Jurisdiction, Kind, NEEDS};
}

#[expect(dead_code, reason = "the build uses a part of it")]
#[path = "src/policy"]
mod policy {
    #[path = "check.rs"]
    pub mod check;
    #[path = "compact.rs"]
    pub mod compact;
    #[path = "schema.rs"]
    pub mod schema;
    #[path = "scorecard.rs"]
    pub mod scorecard;
}

/// What the engine's hash covers: the judgement, the conversation and what they are built with. Not the rings
/// around them, nor the native command.
const ENGINE: [&str; 15] = [
    "src/date.rs",
    "src/hours.rs",
    "src/case",
    "src/settings",
    "src/policy",
    "src/profiling",
    "src/eligibility",
    "src/contact",
    "src/holidays.rs",
    "src/assessment",
    "src/understand",
    "src/session",
    "src/order.rs",
    "build.rs",
    "Cargo.lock",
];

fn main() {
    if let Err(problem) = build() {
        eprintln!("{problem}");
        std::process::exit(1);
    }
}

fn build() -> Result<(), String> {
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");

    let sweden = places("src/case/data/se-municipalities.txt")?;
    let finland = places("src/case/data/fi-municipalities.txt")?;
    let lines: String = sweden.iter().flat_map(|(code, name)| [code, " ", name, "\n"]).collect();
    write(&out.join("sweden.txt"), lines)?;
    write(&out.join("finland.txt"), finland.iter().map(|(code, _)| code.as_str()).collect::<String>())?;

    let known = |jurisdiction, code: &str| {
        let list = match jurisdiction {
            Jurisdiction::Sweden => &sweden,
            Jurisdiction::Finland => &finland,
        };
        list.iter().any(|(known, _)| known == code)
    };
    let loaded = policy::check::load(Path::new("src/policy/data"), &known).map_err(|problems| {
        problems.iter().map(|problem| format!("policy file {problem}")).collect::<Vec<_>>().join("\n")
    })?;
    write(&out.join("policy.bin"), policy::compact::to_bytes(&(loaded.policy, loaded.scorecards)))?;

    println!("cargo::rustc-env=VAGVAL_ENGINE={}", engine_hash()?);
    Ok(())
}

/// The codes and names of a municipality file: a code, a space, the name; `#` begins a comment, also after a name.
fn places(path: &str) -> Result<Vec<(String, String)>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    text.trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| match line.split_once(' ') {
            Some((code, name)) => {
                Ok((code.to_owned(), name.split_once(" #").map_or(name, |(name, _)| name).to_owned()))
            }
            None => Err(format!("{path}: `{line}` is no code and name")),
        })
        .collect()
}

/// The first 16 hex digits of a SHA-256 over names and contents, in the order of the names.
fn engine_hash() -> Result<String, String> {
    let mut files = Vec::new();
    for root in ENGINE {
        collect(Path::new(root), &mut files)?;
    }
    let mut hash = Sha256::new();
    for file in files {
        let text = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        hash.update(file.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    Ok(hash.finalize().iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        let entries = fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut inner: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        inner.sort();
        for path in inner {
            collect(&path, files)?;
        }
    }
    Ok(())
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}
