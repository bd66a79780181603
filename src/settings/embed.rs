//! Which other sites may show the chat in a frame, as `local/embed.json`. As delivered: none.

use super::reader::{Reader, place};
use crate::case::{Allowed, Problem, Raw};

/// The version of the form.
const VERSION: i32 = 1;

/// What an origin looks like: as a browser writes it, so that the two can be compared letter by letter.
const FORM: &str = "an origin like https://www.example.org or https://example.org:8443, in small letters; \
http only for localhost and 127.0.0.1";

/// Reads the content of `local/embed.json`: the origins that may show the chat.
///
/// # Errors
/// All that is wrong with it, each with its place, as `origins[2]`.
pub fn parse_embed(raw: &Raw) -> Result<Vec<String>, Vec<Problem>> {
    let mut reader = Reader::default();
    let mut origins: Vec<String> = Vec::new();
    if let Some(raw) = reader.object(raw, "", &["v", "origins"]) {
        reader.whole(raw, "", "v", VERSION, VERSION);
        for (number, item) in reader.items(raw, "", "origins").iter().enumerate() {
            match item.text().filter(|text| is_origin(text) && !origins.iter().any(|known| known == text)) {
                Some(origin) => origins.push(origin.to_owned()),
                None => reader.wrong("bad-value", &place("", "origins", number), Some(item), Allowed::Form(FORM)),
            }
        }
    }
    if reader.problems.is_empty() { Ok(origins) } else { Err(reader.problems) }
}

/// `https://`, a host, and a port where it is not the usual one. It ends up in a header, so nothing else goes
/// through: no space, no semicolon, no wildcard, no path.
fn is_origin(text: &str) -> bool {
    let (rest, usual) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (rest, "443"),
        (None, Some(rest)) => (rest, "80"),
        (None, None) => return false,
    };
    let (host, port) = match rest.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(letters)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_port =
        |port: &str| port != usual && !port.starts_with('0') && port.parse::<u16>().is_ok_and(|port| port > 0);
    let secure = usual == "443" || host == "localhost" || host == "127.0.0.1";
    secure && host.len() <= 253 && host.split('.').all(label) && port.is_none_or(is_port)
}
