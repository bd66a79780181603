//! A checksum in a file, so that damage is told as damage. It protects against accidents, not against forgers.

use crate::case::Raw;
use crate::wire::Wire;

/// The key of the checksum.
const CHECK: &str = "check";

/// Is it a file of that kind, in that version of its form?
///
/// # Errors
/// The id of what is wrong: `foreign` or `version`.
pub fn is_of(object: &Raw, kind: &str, version: i32) -> Result<(), &'static str> {
    if object.get("kind").and_then(Raw::text) != Some(kind) {
        return Err("foreign");
    }
    if object.get("v").and_then(Raw::whole) != Some(version) {
        return Err("version");
    }
    Ok(())
}

/// The object with its checksum as the last entry.
pub fn checked(mut object: Raw) -> Raw {
    let sum = sum_of(&object).wire();
    if let Raw::Map(entries) = &mut object {
        entries.push((CHECK.to_owned(), sum));
    }
    object
}

/// Is it as it was written?
pub fn is_whole(object: &Raw) -> bool {
    object.get(CHECK).and_then(Raw::text) == Some(&sum_of(object))
}

fn sum_of(object: &Raw) -> String {
    let mut bytes = Vec::new();
    if let Raw::Map(entries) = object {
        for (key, value) in entries {
            if key != CHECK {
                gather(key, value, &mut bytes);
            }
        }
    }
    let sum = checksum(&bytes);
    let mut hexadecimal = String::new();
    for place in (0..8).rev() {
        hexadecimal.extend(char::from_digit((sum >> (4 * place)) & 15, 16));
    }
    hexadecimal
}

/// Every value with its kind and its end, so that no two trees are the same line of octets.
fn gather(key: &str, value: &Raw, bytes: &mut Vec<u8>) {
    bytes.extend(key.as_bytes());
    bytes.push(0);
    match value {
        Raw::Null | Raw::Refused(_) => bytes.push(b'n'),
        Raw::Bool(truth) => bytes.extend([b'b', u8::from(*truth)]),
        Raw::Number(number) => {
            bytes.push(b'#');
            bytes.extend(number.to_bits().to_le_bytes());
        }
        Raw::Text(text) => {
            bytes.push(b't');
            bytes.extend(text.as_bytes());
            bytes.push(0);
        }
        Raw::List(items) => {
            bytes.push(b'[');
            for item in items {
                gather("", item, bytes);
            }
            bytes.push(b']');
        }
        Raw::Map(entries) => {
            bytes.push(b'{');
            for (key, value) in entries {
                gather(key, value, bytes);
            }
            bytes.push(b'}');
        }
    }
}

/// CRC-32 as in zip files: finds every burst of up to 32 wrong bits, and misses one in four thousand millions of others.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_zip_files() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn what_stands_in_another_place_or_is_of_another_kind_is_not_the_same() {
        let read = |json: &str| checked(serde_json::from_str(json).unwrap());
        let whole = read(r#"{"a":["b","c"],"d":1,"e":true}"#);
        assert!(is_whole(&whole));
        let sum = whole.get(CHECK).unwrap();
        for other in [
            r#"{"a":["bc"],"d":1,"e":true}"#,
            r#"{"a":[["b"],"c"],"d":1,"e":true}"#,
            r#"{"a":["b","c"],"d":"1","e":true}"#,
            r#"{"a":["b","c"],"d":1,"e":null}"#,
            r#"{"a":["b","c"],"d":1}"#,
        ] {
            assert_ne!(read(other).get(CHECK), Some(sum), "{other}");
        }
        assert!(!is_whole(&Raw::Null) && !is_whole(&Raw::Map(Vec::new())));
    }
}
