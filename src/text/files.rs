//! Reads the text files of one language: nested TOML tables with strings as leaves, made flat.
//!
//! What a country says in words of its own lies in its folder, `src/policy/data/ID/text/`, in files named as those for
//! every country, and has its id before the key: `se.frame.human`.
//!
//! Native only: for the build and the tests. An error names the file and the key.

use crate::case::Jurisdiction;
use std::fmt::Write as _;
use std::path::Path;

/// Where the countries' folders are.
pub const COUNTRIES: &str = "src/policy/data";

/// The messages of a language, or of a folder in it (`sv/chat`), from the project folder: those for every country, and
/// those of each.
///
/// # Errors
/// As [`read`]; or a message of a country stands among those for every country, or says nothing else than they do.
pub fn read_all(root: &Path, lang: &str) -> Result<Vec<(String, String)>, String> {
    let mut all = read(&root.join("www/text"), lang)?;
    if let Some((key, _)) = all.iter().find(|(key, _)| super::plain(key) != key) {
        return Err(format!("www/text/{lang}: `{key}` is for one country; move it to the folder of that country"));
    }
    for country in Jurisdiction::ALL {
        let folder = root.join(COUNTRIES).join(country.id()).join("text");
        if !folder.join(lang).is_dir() {
            continue;
        }
        let own = read(&folder, lang)?;
        if let Some((key, _)) = own.iter().find(|message| all.contains(message)) {
            let file = folder.join(lang);
            return Err(format!("{}: `{key}` says what all say; leave it out", file.display()));
        }
        all.extend(own.into_iter().map(|(key, message)| ([country.id(), ".", &key].concat(), message)));
    }
    Ok(all)
}

/// The messages of a language with those of a use of its own (`kiosk`, `officer`), which come first for the same key.
///
/// # Errors
/// As [`read_all`].
pub fn read_with_own(root: &Path, lang: &str, own: &str) -> Result<Vec<(String, String)>, String> {
    let own = read_all(root, &format!("{lang}/{own}"))?;
    let mut all = read_all(root, lang)?;
    all.retain(|(key, _)| !own.iter().any(|(known, _)| known == key));
    all.extend(own);
    Ok(all)
}

/// All messages of a language: the files `FOLDER/LANG/*.toml` put together, by key. What lies in folders below is
/// not among them: those of `LANG/articles` are read by that name.
///
/// # Errors
/// A file cannot be read or is no TOML, a leaf is no string, or a key stands in two files.
pub fn read(folder: &Path, lang: &str) -> Result<Vec<(String, String)>, String> {
    let folder = folder.join(lang);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    let mut messages: Vec<(String, String)> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let table: toml::Table =
            text.trim_start_matches('\u{feff}').parse().map_err(|error| format!("{}: {error}", file.display()))?;
        flatten(&mut String::new(), &toml::Value::Table(table), &mut messages)
            .map_err(|problem| format!("{}: {problem}", file.display()))?;
    }
    messages.sort();
    if let Some((key, _)) = messages.iter().zip(messages.iter().skip(1)).find(|(a, b)| a.0 == b.0).map(|(a, _)| a) {
        return Err(format!("{}: `{key}` stands in two files; keep one", folder.display()));
    }
    Ok(messages)
}

fn flatten(path: &mut String, value: &toml::Value, messages: &mut Vec<(String, String)>) -> Result<(), String> {
    match value {
        toml::Value::String(text) => {
            messages.push((path.clone(), text.clone()));
            Ok(())
        }
        toml::Value::Table(table) => table.iter().try_for_each(|(key, value)| {
            let length = path.len();
            let dot = if path.is_empty() { "" } else { "." };
            let _ = write!(path, "{dot}{key}");
            let done = flatten(path, value, messages);
            path.truncate(length);
            done
        }),
        _ => Err(format!("`{path}` is no text; put it in quotation marks")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_tables_become_one_flat_list() {
        let table: toml::Table = "[a.b]\nc = \"x\"\n[a]\nd = \"y\"".parse().unwrap();
        let mut messages = Vec::new();
        flatten(&mut String::new(), &toml::Value::Table(table), &mut messages).unwrap();
        messages.sort();
        assert_eq!(messages, [("a.b.c".into(), "x".into()), ("a.d".into(), "y".into())]);
    }

    #[test]
    fn a_leaf_that_is_no_text_is_named() {
        let table: toml::Table = "[a]\nb = 3".parse().unwrap();
        let problem = flatten(&mut String::new(), &toml::Value::Table(table), &mut Vec::new()).unwrap_err();
        assert_eq!(problem, "`a.b` is no text; put it in quotation marks");
    }
}
