//! The file that a passphrase locks: its form, and what is wrong with one. Locking and unlocking is the browser's own
//! cryptography (PBKDF2 with SHA-256, then AES-256-GCM), which is not here.
//!
//! A wrong passphrase and a damaged file look the same to the cipher. So the file carries a checksum over everything
//! that was written: where it fails, the file is damaged; where it holds and the cipher refuses, the passphrase is
//! wrong. The checksum says nothing about what is locked in.

use super::{checked, is_of, is_whole};
use crate::case::Raw;
use crate::wire::{Wire, object};

/// What tells the file from others.
pub const KIND: &str = "vagval-locked";

/// The fewest characters of a passphrase that stands alone (NIST SP 800-63B-4, 3.1.1.2).
pub const SHORTEST: usize = 15;

/// The version of the form.
const VERSION: i32 = 1;
/// How often the passphrase is hashed: the least that OWASP's Password Storage Cheat Sheet asks for with SHA-256.
const ITERATIONS: i32 = 600_000;
/// More than this would only keep a device busy.
const MOST_ITERATIONS: i32 = 10_000_000;
const DERIVED: &str = "PBKDF2-SHA-256";
const CIPHER: &str = "AES-256-GCM";
/// Characters of base 64 of 16 octets of salt and 12 of the initialisation vector.
const SALT: usize = 24;
const VECTOR: usize = 16;
/// Of the shortest and the longest content.
const DATA: std::ops::RangeInclusive<usize> = 24..=200_000;

/// A locked file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    iterations: i32,
    salt: String,
    vector: String,
    data: String,
}

impl Locked {
    /// What locking gave: salt, initialisation vector and content in base 64. None where it is not that.
    pub fn of(parts: &Raw) -> Option<Self> {
        Self::parts(parts, ITERATIONS)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The id of what is wrong, whose text is `export.wrong.ID`.
    pub fn read(raw: &Raw) -> Result<Self, &'static str> {
        is_of(raw, KIND, VERSION)?;
        let says = |key: &str, word: &str| raw.get(key).and_then(Raw::text) == Some(word);
        let iterations = raw.get("iterations").and_then(Raw::whole);
        let iterations = iterations.filter(|count| (ITERATIONS..=MOST_ITERATIONS).contains(count));
        let locked = iterations.and_then(|iterations| Self::parts(raw, iterations));
        locked.filter(|_| says("kdf", DERIVED) && says("cipher", CIPHER) && is_whole(raw)).ok_or("damaged")
    }

    fn parts(raw: &Raw, iterations: i32) -> Option<Self> {
        let part = |key: &str, fits: &dyn Fn(usize) -> bool| {
            let text = raw.get(key)?.text()?;
            (fits(text.len()) && is_base64(text)).then(|| text.to_owned())
        };
        Some(Self {
            iterations,
            salt: part("salt", &|length| length == SALT)?,
            vector: part("iv", &|length| length == VECTOR)?,
            data: part("data", &|length| DATA.contains(&length))?,
        })
    }

    /// The file; `about` says in words what it is, for whoever opens it without this client.
    pub fn file(&self, about: &str) -> Raw {
        checked(object([
            ("v", VERSION.wire()),
            ("kind", KIND.wire()),
            ("about", about.wire()),
            ("kdf", DERIVED.wire()),
            ("iterations", self.iterations.wire()),
            ("cipher", CIPHER.wire()),
            ("salt", self.salt.wire()),
            ("iv", self.vector.wire()),
            ("data", self.data.wire()),
        ]))
    }

    /// What the browser needs to open it.
    pub fn to_unlock(&self, passphrase: &str) -> Raw {
        object([
            ("passphrase", passphrase.wire()),
            ("header", header(self.iterations).wire()),
            ("iterations", self.iterations.wire()),
            ("salt", self.salt.wire()),
            ("iv", self.vector.wire()),
            ("data", self.data.wire()),
        ])
    }
}

/// What the browser needs to lock `content`.
pub fn to_lock(passphrase: &str, content: Raw) -> Raw {
    object([
        ("passphrase", passphrase.wire()),
        ("header", header(ITERATIONS).wire()),
        ("iterations", ITERATIONS.wire()),
        ("content", content),
    ])
}

/// What is told openly and sealed with the content, so that nobody can change it: the version and the methods.
fn header(iterations: i32) -> String {
    [KIND, " 1 ", DERIVED, " ", &iterations.to_string(), " ", CIPHER].concat()
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && text.len() - body.len() <= 2 && body.bytes().all(letters)
}
