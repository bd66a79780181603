//! Who may show the chat in a frame: the authority's own list, and the header that is made of it.

use vagval::case::Raw;
use vagval::settings::embed::parse_embed;

fn parsed(json: &str) -> Result<Vec<String>, Vec<String>> {
    let raw: Raw = serde_json::from_str(json).unwrap();
    parse_embed(&raw)
        .map_err(|problems| problems.iter().map(|problem| format!("{} {}", problem.code, problem.at)).collect())
}

#[test]
fn as_delivered_nobody_may() {
    assert_eq!(parsed(include_str!("../../www/local/embed.json")), Ok(Vec::new()));
}

#[test]
fn an_origin_is_taken_only_as_a_browser_writes_it() {
    for good in [
        "https://www.example.org",
        "https://example.org:8443",
        "https://xn--vgval-gra.example",
        "http://127.0.0.1:8080",
        "http://localhost",
    ] {
        assert_eq!(parsed(&format!(r#"{{"v":1,"origins":["{good}"]}}"#)), Ok(vec![good.to_owned()]), "{good}");
    }
    for bad in [
        "",
        "*",
        "null",
        "https://",
        "https://*.example.org",
        "https://example.org/",
        "https://example.org/chat",
        "https://example.org:443",
        "https://example.org:0",
        "https://example.org:08443",
        "https://example.org:99999",
        "https://example.org:",
        "https://EXAMPLE.org",
        "https://väg.example",
        "https://example..org",
        "https://-example.org",
        "https://user@example.org",
        "https://example.org 'unsafe-inline'",
        "https://example.org; script-src *",
        "http://example.org",
        "http://localhost:80",
        "ftp://example.org",
        "example.org",
    ] {
        assert_eq!(parsed(&format!(r#"{{"v":1,"origins":["{bad}"]}}"#)), Err(vec!["bad-value origins[0]".to_owned()]));
    }
    let long = format!(r#"{{"v":1,"origins":["https://{}.example"]}}"#, "a".repeat(64));
    assert!(parsed(&long).is_err());
}

#[test]
fn every_fault_is_told_with_its_place() {
    let wrong = |json: &str| parsed(json).unwrap_err().join(", ");
    assert_eq!(wrong("[]"), "not-an-object ");
    assert_eq!(wrong("{}"), "missing-field v");
    assert_eq!(wrong(r#"{"v":2,"origins":{},"hosts":[]}"#), "unknown-field hosts, out-of-range v, not-a-list origins");
    assert_eq!(
        wrong(r#"{"v":1,"origins":["https://a.example",7,"https://a.example"]}"#),
        "bad-value origins[1], bad-value origins[2]",
    );
}
