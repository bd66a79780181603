//! A QR code that opens the client on another device with a code in the fragment of the address: a fragment is never
//! sent to a server.

use qrcodegen::{QrCode, QrCodeEcc};

/// What stands between the address of the page and the code.
pub const FRAGMENT: &str = "#code=";

/// Light modules around the code, without which cameras do not find it (ISO/IEC 18004).
pub const QUIET: i32 = 4;

/// The longest address of a page. Longer ones make a code too fine for an old camera.
const LONGEST: usize = 200;

/// A QR code as a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// How many modules it is wide and high, with [`QUIET`] on every side.
    pub size: i32,
    /// The dark modules, as the `d` of an SVG path.
    pub path: String,
}

/// Can a code be added to this address of a page? It is one of the web, and has no query or fragment of its own.
pub fn is_page(address: &str) -> bool {
    let after = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let plain = |character: char| character.is_ascii_graphic() && !"#?@\"<>\\^`{|}".contains(character);
    address.len() <= LONGEST
        && after.is_some_and(|host| !host.starts_with(['/', '.', ':']) && host.chars().all(plain) && !host.is_empty())
}

/// The address that opens a page with a code.
pub fn link(page: &str, code: &str) -> String {
    [page, FRAGMENT, code].concat()
}

/// The code of a text; none where it is too long for one.
pub fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let first = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > first {
                let [left, top, wide] = [first + QUIET, y + QUIET, x - first].map(|number| number.to_string());
                for part in ["M", &left, " ", &top, "h", &wide, "v1h-", &wide, "z"] {
                    path.push_str(part);
                }
            }
            x += 1;
        }
    }
    Some(Qr { size: code.size() + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_the_web_without_a_query_or_fragment_takes_a_code() {
        for good in ["https://example.org/", "https://example.org/vagval/index.html", "http://127.0.0.1:8080/"] {
            assert!(is_page(good), "{good}");
        }
        let long = format!("https://example.org/{}", "a".repeat(200));
        for bad in [
            "",
            "https://",
            "https:///x",
            "ftp://example.org/",
            "javascript:alert(1)",
            "https://example.org/?a=1",
            "https://example.org/#x",
            "https://me@example.org/",
            "https://example.org/a b",
            "https://exämple.org/",
            &long,
        ] {
            assert!(!is_page(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_added_to_the_address_is_far_below_three_hundred_octets() {
        let link = link("https://example.org/", "1K8E-N8AE-Y2YP-003T");
        let (_, fragment) = link.split_once('#').unwrap();
        assert!(fragment.len() <= 300, "{fragment}");
        assert_eq!(link, "https://example.org/#code=1K8E-N8AE-Y2YP-003T");
        assert!(qr(&link).is_some_and(|qr| qr.size == 33 + 2 * QUIET));
    }
}
