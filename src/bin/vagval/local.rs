//! The authority's list of providers, checked by the core as the page checks it.

use crate::failure::Failure;
use crate::house;
use vagval::case::Raw;
use vagval::contact::providers::{ProviderList, is_as_delivered, parse_providers};

/// Where the list lies; the site carries it as `local/providers.json`.
pub const PROVIDERS: &str = "www/local/providers.json";

/// `vagval providers FILE`: says how many providers a list has, or everything that is wrong with it.
pub fn run(file: &str) -> Result<(), Failure> {
    let text = std::fs::read(file).map_err(|error| Failure::usage(format!("{file}: {error}")))?;
    let list = parse(file, &text)?;
    crate::say(&format!("{file} is right, with {} providers\n", list.providers.len()))
}

/// Checks the authority's own list. As it is delivered it says nothing.
pub fn check() -> Result<Option<usize>, Failure> {
    let text = house::read(&house::root().join(PROVIDERS))?;
    if raw(PROVIDERS, &text).is_ok_and(|raw| is_as_delivered(&raw)) {
        return Ok(None);
    }
    parse(PROVIDERS, &text).map(|list| Some(list.providers.len()))
}

fn raw(name: &str, text: &[u8]) -> Result<Raw, Failure> {
    serde_json::from_slice(text).map_err(|error| Failure::usage(format!("{name}: not JSON: {error}")))
}

/// Every problem is one line: the file, what is wrong, the key and the row, and what is allowed.
fn parse(name: &str, text: &[u8]) -> Result<ProviderList, Failure> {
    let raw: Raw =
        serde_json::from_slice(text).map_err(|error| Failure::usage(format!("{name}: not JSON: {error}")))?;
    parse_providers(&raw).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("{name}: {problem}")).collect();
        Failure::usage(lines.join("\n"))
    })
}
