//! Text files: from TOML as people write it to JSON as the client reads it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::failure::Failure;
use crate::project_paths;
use vagval::policy::country;
use vagval::text::{Text, files};

/// The messages of a language, those of each country among them; or of a folder in it, as `sv/chat`.
pub fn messages(lang: &str) -> Result<Vec<(String, String)>, Failure> {
    files::read_all(project_paths::root(), lang).map_err(Failure::new)
}

/// The messages of a language and those of its articles, which the client does not carry.
pub fn with_articles(lang: &str) -> Result<Text, Failure> {
    let mut all = messages(lang)?;
    all.extend(messages(&format!("{lang}/articles"))?);
    Ok(Text::new(all))
}

/// The same as a value that pages are drawn with.
pub fn text(lang: &str) -> Result<Text, Failure> {
    messages(lang).map(Text::new)
}

/// The names of a country's municipalities that there are today, as messages `ID.place.CODE`.
pub fn places(country: &str) -> Result<Vec<(String, String)>, Failure> {
    let folder = project_paths::root().join(files::COUNTRIES).join(country);
    let mut places = country::municipalities(&folder).map_err(Failure::new)?;
    places.retain(|place| !place.is_gone);
    Ok(places.into_iter().map(|place| ([country, ".place.", &place.code].concat(), place.name)).collect())
}

/// The messages of a language with those of a use of its own (`kiosk`, `officer`, `chat`), which come first for the same key.
pub fn with_own(lang: &str, own: &str) -> Result<Vec<(String, String)>, Failure> {
    files::read_with_own(project_paths::root(), lang, own).map_err(Failure::new)
}

/// The messages that the program of a first visit can show.
pub fn opening(lang: &str) -> Result<Vec<(String, String)>, Failure> {
    some(lang, vagval::pieces::said_by_opening)
}

/// The messages that the program with the result can show.
pub fn result(lang: &str) -> Result<Vec<(String, String)>, Failure> {
    some(lang, vagval::pieces::said_by_result)
}

fn some(lang: &str, is_said: fn(&str) -> bool) -> Result<Vec<(String, String)>, Failure> {
    let mut all = messages(lang)?;
    all.retain(|(key, _)| is_said(key));
    Ok(all)
}

/// Objects in objects: a tenth smaller, compressed, than whole keys side by side.
#[derive(Serialize)]
#[serde(untagged)]
enum Tree {
    Message(String),
    Branch(BTreeMap<String, Tree>),
}

/// Minified JSON: `{"question":{"age":{"title":"Hur gammal är du?",…`.
pub fn json(messages: Vec<(String, String)>) -> Result<String, Failure> {
    let mut root = BTreeMap::new();
    for (key, message) in messages {
        let mut branch = &mut root;
        let mut parts = key.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                branch.insert(part.to_owned(), Tree::Message(message));
                break;
            }
            let next = branch.entry(part.to_owned()).or_insert_with(|| Tree::Branch(BTreeMap::new()));
            let Tree::Branch(next) = next else {
                return Err(Failure::new(format!("`{key}` stands below a message; rename one of them")));
            };
            branch = next;
        }
    }
    serde_json::to_string(&root).map_err(|error| Failure::new(format!("no JSON: {error}")))
}
