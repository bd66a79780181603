//! Why a command stopped: one message for a person, and an exit code.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// A message in lower case without a final stop, and whether the input or the surroundings were at fault.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    /// The work could not be done (exit code 1).
    pub fn new(message: impl Into<String>) -> Self {
        Self { code: 1, message: message.into() }
    }

    /// What the person typed or handed in is wrong (exit code 2).
    pub fn usage(message: impl Into<String>) -> Self {
        Self { code: 2, message: message.into() }
    }

    /// For `map_err`: what was being done to which file.
    pub fn at(doing: &str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let what = format!("cannot {doing} {}", path.display());
        move |error| Self::new(format!("{what}: {error}"))
    }

    /// The exit code of the process.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
