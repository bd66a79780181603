//! Assesses a case file and prints the result as JSON.

use crate::failure::Failure;
use std::io::Read;
use vagval::case::{Problem, Raw, parse_case};
use vagval::policy::PolicySet;

/// Reads the case from a file, or from standard input where the name is `-`.
pub fn run(file: &str) -> Result<(), Failure> {
    let text = read(file)?;
    let raw: Raw = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Failure::usage(format!("{}: not JSON: {error}", shown(file))))?;
    let policies = PolicySet::embedded().map_err(|damaged| Failure::new(damaged.to_string()))?;
    let case = parse_case(&raw).map_err(|problems| wrong(file, &problems))?;
    let assessment = vagval::assessment::assess(&case, policies).map_err(|problem| wrong(file, &[problem]))?;
    let json = serde_json::to_string(&assessment).map_err(|error| Failure::new(format!("no JSON: {error}")))?;
    crate::say(&format!("{json}\n"))
}

fn read(file: &str) -> Result<String, Failure> {
    let text = if file == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(file)
    };
    text.map_err(|error| Failure::usage(format!("{}: {error}", shown(file))))
}

/// One line: the first problem, and how many more there are.
fn wrong(file: &str, problems: &[Problem]) -> Failure {
    let first = problems.first().map_or_else(String::new, ToString::to_string);
    let more = match problems.len() {
        0 | 1 => String::new(),
        n => format!(" (and {} more)", n - 1),
    };
    // What was given is quoted, and may have anything in it: it stays on one line and moves no cursor.
    let first: String = first.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Failure::usage(format!("{}: {first}{more}", shown(file)))
}

fn shown(file: &str) -> &str {
    if file == "-" { "standard input" } else { file }
}
