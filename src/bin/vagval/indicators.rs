//! `vagval indicators FOLDER`: counts the hand-overs of a folder.

use crate::failure::Failure;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use vagval::case::Raw;
use vagval::indicators::indicators;
use vagval::policy::PolicySet;
use vagval::session::handover::{Handover, read};

/// Reads every `.json` file of the folder, and prints the tables.
pub fn run(folder: &str) -> Result<(), Failure> {
    let policies = PolicySet::embedded().map_err(|damaged| Failure::new(damaged.to_string()))?;
    let mut handovers = Vec::new();
    for path in files(folder)? {
        handovers.push(one(&path, policies)?);
    }
    if handovers.is_empty() {
        return Err(Failure::usage(format!("{folder}: has no hand-overs (files that end in .json)")));
    }
    let counted = indicators(&handovers);
    let number = |count: Option<u32>| count.map_or_else(|| "*".to_owned(), |count| count.to_string());
    let mut report = format!("hand-overs  {}\n", number(counted.all));
    for table in &counted.tables {
        let _ = writeln!(report, "\n{}", table.id);
        for (row, count) in &table.rows {
            let _ = writeln!(report, "  {row:<22}{:>8}", number(*count));
        }
    }
    report.push_str("\n*  fewer than ten, or left out so that no such cell can be worked out\n");
    crate::say(&report)
}

/// The files, in the order of their names.
fn files(folder: &str) -> Result<Vec<PathBuf>, Failure> {
    let wrong = |error: std::io::Error| Failure::usage(format!("{folder}: {error}"));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_file() && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn one(path: &std::path::Path, policies: &PolicySet) -> Result<Handover, Failure> {
    let name = path.display();
    let text = fs::read(path).map_err(|error| Failure::usage(format!("{name}: {error}")))?;
    let raw: Raw = serde_json::from_slice(crate::project_paths::without_mark(&text))
        .map_err(|error| Failure::usage(format!("{name}: not JSON: {error}")))?;
    read(&raw, policies).map_err(|problem| {
        // What was given is quoted, and may have anything in it: it stays on one line and moves no cursor.
        let line: String = problem.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        Failure::usage(format!("{name}: {line}"))
    })
}
