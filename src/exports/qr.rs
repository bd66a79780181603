//! A QR code that opens the client on another device with a code in the fragment of the address: a fragment is never
//! sent to a server.

use qrcodegen::{QrCode, QrCodeEcc};

/// What stands between the address of the page and the code.
pub const FRAGMENT: &str = "#code=";

/// Light modules around the code, without which cameras do not find it (ISO/IEC 18004).
pub const QUIET: i32 = 4;

/// A QR code as a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// How many modules it is wide and high, with [`QUIET`] on every side.
    pub size: i32,
    /// The dark modules, as the `d` of an SVG path.
    pub path: String,
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
    fn what_is_added_to_the_address_is_far_below_three_hundred_octets() {
        let link = link("https://example.org/", "1K8E-N8AE-Y2YP-003T");
        let (_, fragment) = link.split_once('#').unwrap();
        assert!(fragment.len() <= 300, "{fragment}");
        assert_eq!(link, "https://example.org/#code=1K8E-N8AE-Y2YP-003T");
        assert!(qr(&link).is_some_and(|qr| qr.size == 33 + 2 * QUIET));
    }
}
