//! What an authority sets for itself: `local/providers.json`, checked by the core as the page checks it.

use crate::failure::Failure;
use crate::house;
use vagval::case::Raw;
use vagval::contact::providers::{ProviderList, parse_providers};

/// Where the list of providers lies, here and in the finished site.
pub const PROVIDERS: &str = "local/providers.json";

/// `vagval providers FILE`: says how many providers a list has, or everything that is wrong with it.
pub fn run(file: &str) -> Result<(), Failure> {
    let text = std::fs::read(file).map_err(|error| Failure::usage(format!("{file}: {error}")))?;
    let list = parse(file, &text)?;
    crate::say(&format!("{file} is right, with {} providers\n", list.providers.len()))
}

/// The list as the site carries it: the authority's own, or `null` where there is none, so that asking for it is
/// never an error.
pub fn providers() -> Result<Vec<u8>, Failure> {
    let path = house::root().join(PROVIDERS);
    if !path.exists() {
        return Ok(b"null".to_vec());
    }
    let text = house::read(&path)?;
    parse(PROVIDERS, &text)?;
    Ok(text)
}

/// Checks the authority's own list, where there is one, and says so.
pub fn check() -> Result<Option<usize>, Failure> {
    let path = house::root().join(PROVIDERS);
    if !path.exists() {
        return Ok(None);
    }
    parse(PROVIDERS, &house::read(&path)?).map(|list| Some(list.providers.len()))
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
