//! Where things lie, and the one lock under which they are changed.
//!
//! Everything that is made lies under `target/vagval` and `dist`; `cargo clean` removes the first.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// The project folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The finished site.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// A place of our own for things in the making: `target/vagval/NAME`.
pub fn made(name: &str) -> PathBuf {
    root().join("target").join("vagval").join(name)
}

/// Held while machine or `dist` are being changed; let go when dropped.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the open file is the lock")] File);

impl Lock {
    /// Waits until no other `vagval` sets up or builds in this project folder.
    pub fn take() -> Result<Self, Failure> {
        if !root().join("Cargo.toml").is_file() {
            return Err(Failure::new(format!(
                "the sources are no longer at {}; run `cargo run` in the project folder",
                root().display()
            )));
        }
        let path = made("lock");
        create_dir(&made(""))?;
        let file = File::create(&path).map_err(Failure::at("create", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => {
                eprintln!("vagval: waiting for another vagval to finish its set-up or build");
                file.lock().map_err(Failure::at("lock", &path))?;
                Ok(Self(file))
            }
            Err(TryLockError::Error(error)) => Err(Failure::at("lock", &path)(error)),
        }
    }
}

/// Creates a folder and those above it.
pub fn create_dir(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(Failure::at("create", path))
}

/// Removes a folder with everything in it, if it is there.
pub fn remove_dir(path: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::at("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Reads a whole file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(Failure::at("read", path))
}

/// A text that somebody wrote, without the mark that some editors put before it.
pub fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

/// Writes a whole file, with the folders above it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        create_dir(folder)?;
    }
    fs::write(path, bytes).map_err(Failure::at("write", path))
}

/// SHA-256 in the form of an `integrity` attribute, without its prefix.
pub fn digest_base64(bytes: &[u8]) -> String {
    const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in Sha256::digest(bytes).chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | usize::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let symbol = SYMBOLS.get(bits >> (18 - 6 * at) & 63).filter(|_| at <= three.len());
            text.push(char::from(*symbol.unwrap_or(&b'=')));
        }
    }
    text
}

/// SHA-256 over the parts, in hexadecimal.
pub fn digest(parts: &[&[u8]]) -> String {
    use std::fmt::Write;
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
