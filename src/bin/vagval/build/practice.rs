//! The cases that officers practise on: some of those that the tests hold, without what is expected of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::project_paths;

/// Which of tests/cases, in the order of the page: the answer does not follow from the place in it.
const CASES: [&str; 8] = [
    "level-b",
    "new-near-work",
    "long-far-from-work",
    "level-a",
    "unknown-education",
    "level-c",
    "part-time",
    "young-with-disability",
];

#[derive(Deserialize)]
struct File {
    #[serde(default = "sweden")]
    jurisdiction: String,
    on: String,
    facts: BTreeMap<String, toml::Value>,
}

fn sweden() -> String {
    "se".to_owned()
}

#[derive(Serialize)]
struct Case {
    v: u8,
    jurisdiction: String,
    on: String,
    facts: BTreeMap<String, toml::Value>,
}

/// A list of case files as JSON: `[{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{…}},…]`.
pub fn cases() -> Result<String, Failure> {
    let mut cases = Vec::new();
    for name in CASES {
        let path = project_paths::root().join(format!("tests/cases/{name}.toml"));
        let text = project_paths::read(&path)?;
        let file: File = toml::from_str(&String::from_utf8_lossy(project_paths::without_mark(&text)))
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        cases.push(Case { v: 1, jurisdiction: file.jurisdiction, on: file.on, facts: file.facts });
    }
    serde_json::to_string(&cases).map_err(|error| Failure::new(format!("no JSON: {error}")))
}
