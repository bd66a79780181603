//! What an authority sets for itself, checked by the core as the page checks it.

use crate::build::LOCAL;
use crate::failure::Failure;
use crate::project_paths;
use std::path::Path;
use vagval::case::{Problem, Raw};
use vagval::settings::contact::parse_contact;
use vagval::settings::embed::parse_embed;
use vagval::settings::kiosk::parse_kiosk;
use vagval::settings::providers::{is_as_delivered, parse_providers};

/// Who may show the chat in a frame.
pub const EMBED: &str = "embed.json";

/// `vagval providers FILE`: says how many providers a list has, or everything that is wrong with it.
pub fn run(file: &str) -> Result<(), Failure> {
    let text = std::fs::read(file).map_err(|error| Failure::usage(format!("{file}: {error}")))?;
    let list = parse_providers(&raw(file, &text)?).map_err(|problems| wrong(file, &problems))?;
    crate::say(&format!("{file} is right, with {} providers\n", list.providers.len()))
}

/// Checks the files of `www/local/`, and says how many providers the list has. As it is delivered it says nothing.
pub fn check() -> Result<(), Failure> {
    let (name, contact) = read("contact.json")?;
    parse_contact(&contact).map_err(|problems| wrong(&name, &problems))?;
    let (name, kiosk) = read("kiosk.json")?;
    parse_kiosk(&kiosk).map_err(|problems| wrong(&name, &problems))?;
    origins(&project_paths::root().join("www"))?;
    let (name, providers) = read("providers.json")?;
    if is_as_delivered(&providers) {
        return Ok(());
    }
    let list = parse_providers(&providers).map_err(|problems| wrong(&name, &problems))?;
    crate::say(&format!("{name} is right, with {} providers\n", list.providers.len()))
}

/// The origins that may show the chat in a frame, by the file in a site's folder.
pub fn origins(site: &Path) -> Result<Vec<String>, Failure> {
    let name = format!("{LOCAL}/{EMBED}");
    let raw = raw(&name, &project_paths::read(&site.join(&name))?)?;
    parse_embed(&raw).map_err(|problems| wrong(&name, &problems))
}

/// One of the files, with the name that it is told by.
fn read(file: &str) -> Result<(String, Raw), Failure> {
    let name = format!("www/{LOCAL}/{file}");
    let raw = raw(&name, &project_paths::read(&project_paths::root().join(&name))?)?;
    Ok((name, raw))
}

fn raw(name: &str, text: &[u8]) -> Result<Raw, Failure> {
    serde_json::from_slice(project_paths::without_mark(text))
        .map_err(|error| Failure::usage(format!("{name}: not JSON: {error}")))
}

/// Every problem is one line: the file, what is wrong, the key and the row, and what is allowed.
fn wrong(name: &str, problems: &[Problem]) -> Failure {
    let lines: Vec<String> = problems.iter().map(|problem| format!("{name}: {problem}")).collect();
    Failure::usage(lines.join("\n"))
}
