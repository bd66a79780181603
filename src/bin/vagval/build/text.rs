//! Text files: from TOML as people write it to flat JSON as the client reads it.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use crate::failure::Failure;
use crate::house;

/// Reads a text file into minified JSON, `{"question.age.title":"Hur gammal är du?",…}`.
pub fn read(path: &Path) -> Result<String, Failure> {
    let wrong = |error: String| Failure::new(format!("{}: {error}", path.display()));
    let bytes = house::read(path)?;
    let source = String::from_utf8(bytes).map_err(|error| wrong(error.to_string()))?;
    let table = source.parse().map_err(|error: toml::de::Error| wrong(error.to_string()))?;
    let flat = flatten(table).map_err(wrong)?;
    serde_json::to_string(&flat).map_err(|error| wrong(error.to_string()))
}

/// Joins the keys of nested tables by full stops. Every leaf must be a string.
fn flatten(table: Table) -> Result<BTreeMap<String, String>, String> {
    let mut flat = BTreeMap::new();
    add("", table, &mut flat)?;
    Ok(flat)
}

fn add(prefix: &str, table: Table, flat: &mut BTreeMap<String, String>) -> Result<(), String> {
    for (name, value) in table {
        let key = format!("{prefix}{name}");
        match value {
            Value::Table(inner) => add(&format!("{key}."), inner, flat)?,
            Value::String(text) if flat.contains_key(&key) => {
                return Err(format!("`{key}` is written twice; the second says `{text}`"));
            }
            Value::String(text) => drop(flat.insert(key, text)),
            other => {
                return Err(format!("`{key}` is of type {}, but every text is a string", other.type_str()));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(source: &str) -> Result<String, String> {
        let flat = flatten(source.parse().unwrap())?;
        Ok(serde_json::to_string(&flat).unwrap())
    }

    #[test]
    fn nested_tables_become_keys_with_full_stops() {
        let source = "title = 'Vägval'\n[question.age]\ntitle = \"Hur \\\"gammal\\\"?\"\nhint.short = 'i år'";
        assert_eq!(
            json(source).unwrap(),
            r#"{"question.age.hint.short":"i år","question.age.title":"Hur \"gammal\"?","title":"Vägval"}"#
        );
    }

    #[test]
    fn an_empty_file_is_an_empty_object() {
        assert_eq!(json("").unwrap(), "{}");
        assert_eq!(json("[question]").unwrap(), "{}");
    }

    #[test]
    fn only_strings_are_texts() {
        assert_eq!(
            json("[question]\nage = 34").unwrap_err(),
            "`question.age` is of type integer, but every text is a string"
        );
        assert_eq!(json("list = ['a']").unwrap_err(), "`list` is of type array, but every text is a string");
    }

    #[test]
    fn a_key_cannot_be_reached_in_two_ways() {
        assert_eq!(json("'a.b' = '1'\n[a]\nb = '2'").unwrap_err(), "`a.b` is written twice; the second says `1`");
    }

    #[test]
    fn an_error_names_the_file() {
        let error = read(Path::new("no/such/sv.toml")).unwrap_err();
        assert!(error.to_string().contains("no/such/sv.toml"));
    }
}
