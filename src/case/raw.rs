//! Any JSON value, before it is known to mean something.
//!
//! One type for a file, a host's object and a saved state, so that one parser makes every error.
//! Numbers are kept as JavaScript has them: `34.0` and `34` are the same whole number everywhere.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// `null`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Raw>),
    /// An object, in the order given.
    Map(Vec<(String, Raw)>),
    /// What a host gave that is not read, in words: it is wrong wherever it stands.
    Refused(&'static str),
}

impl Raw {
    /// The value of a key, where this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            // The last one, as JSON.parse would have it.
            Self::Map(entries) => entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The string, where this is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, where this is one that fits.
    pub fn whole(&self) -> Option<i32> {
        match self {
            Self::Number(number) => {
                #[expect(clippy::cast_possible_truncation, reason = "compared back in the next line")]
                let whole = *number as i32;
                (f64::from(whole) - number == 0.0).then_some(whole)
            }
            _ => None,
        }
    }

    /// FNV-1a over the content, as sixteen hexadecimal digits: tells values apart, and finds what was damaged. It is
    /// no proof against forgery.
    pub fn hash(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        self.mix(&mut hash);
        // The sixteen digits, the highest first.
        let digit = |at: u32| char::from_digit(u32::try_from(hash >> (4 * at) & 0xf).unwrap_or_default(), 16);
        (0..16).rev().filter_map(digit).collect()
    }

    fn mix(&self, hash: &mut u64) {
        let mut add = |bytes: &[u8]| {
            for byte in bytes {
                *hash = (*hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
            }
        };
        match self {
            Self::Null | Self::Refused(_) => add(b"n"),
            Self::Bool(value) => add(if *value { b"t" } else { b"f" }),
            Self::Number(number) => add(&number.to_le_bytes()),
            Self::Text(text) => {
                add(b"\"");
                add(text.as_bytes());
            }
            Self::List(items) => {
                add(b"[");
                for item in items {
                    item.mix(hash);
                }
            }
            Self::Map(entries) => {
                add(b"{");
                for (key, value) in entries {
                    Self::Text(key.clone()).mix(hash);
                    value.mix(hash);
                }
            }
        }
    }
}

/// How it is quoted in an error: short, and the same on both targets.
impl fmt::Display for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 40;
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => f.write_str(if *value { "true" } else { "false" }),
            // Only whole numbers are quoted as they are: writing out a fraction costs 4 kB of WASM.
            Self::Number(_) => match self.whole() {
                Some(whole) => f.write_str(&whole.to_string()),
                None => f.write_str("another number"),
            },
            Self::Text(text) if text.chars().count() > LONGEST => {
                f.write_str(&text.chars().take(LONGEST).collect::<String>())?;
                f.write_str("…")
            }
            Self::Text(text) => f.write_str(text),
            Self::List(_) => f.write_str("a list"),
            Self::Map(_) => f.write_str("an object"),
            Self::Refused(what) => f.write_str(what),
        }
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null | Self::Refused(_) => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => match self.whole() {
                Some(whole) => serializer.serialize_i32(whole),
                None => serializer.serialize_f64(*number),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "JavaScript has no other numbers")]
    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "JavaScript has no other numbers")]
    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map: Vec<(String, Raw)> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        while let Some((key, value)) = entries.next_entry::<String, Raw>()? {
            // A key that comes again counts the last time, as JSON.parse has it.
            if let Some(entry) = places.get(&key).and_then(|at| map.get_mut(*at)) {
                entry.1 = value;
            } else {
                places.insert(key.clone(), map.len());
                map.push((key, value));
            }
        }
        Ok(Raw::Map(map))
    }
}
