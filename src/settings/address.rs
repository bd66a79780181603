//! The address of a page, as an authority writes it and as a browser tells it.

/// The longest address of a page. Longer ones make a code too fine for an old camera.
const LONGEST: usize = 200;

/// Can a code be added to this address of a page? It is one of the web, and has no query or fragment of its own.
pub fn is_page(address: &str) -> bool {
    let after = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let plain = |character: char| character.is_ascii_graphic() && !"#?@\"<>\\^`{|}".contains(character);
    address.len() <= LONGEST
        && after.is_some_and(|host| !host.starts_with(['/', '.', ':']) && host.chars().all(plain) && !host.is_empty())
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
}
