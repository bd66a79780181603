//! The same question gets the byte-equal answer natively and from the WASM that the site serves.

#![cfg(test)]

#[path = "support/node.rs"]
mod node;
#[path = "support/site.rs"]
mod site;

use std::fs;
use std::path::Path;

/// Asks `function` of the WASM about every case (one line each) and compares with the native answer.
fn compare(function: &str, cases: &[&str], native: impl Fn(&str) -> String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let questions = folder.join(format!("{function}.cases"));
    let answers = folder.join(format!("{function}.answers"));
    assert!(cases.iter().all(|case| !case.contains('\n')), "a case is one line");
    fs::write(&questions, cases.join("\n")).unwrap();
    let dist = site::build();
    node::run(|node| {
        node.arg("tests/node/ask.mjs").args([&dist, Path::new(function), &questions, &answers]);
    });
    let answers = fs::read_to_string(&answers).unwrap();
    let answers: Vec<&str> = answers.split('\n').collect();
    assert_eq!(answers.len(), cases.len(), "one line for each case");
    let different: Vec<String> = cases
        .iter()
        .zip(answers)
        .filter_map(|(case, wasm)| {
            let native = native(case);
            (native != wasm).then(|| format!("case:   {case}\nnative: {native}\nWASM:   {wasm}"))
        })
        .collect();
    assert!(
        different.is_empty(),
        "{} of {} answers differ; the first:\n{}",
        different.len(),
        cases.len(),
        different.iter().take(3).cloned().collect::<Vec<_>>().join("\n\n")
    );
}

/// What the command answers, as the JavaScript interface gives it.
fn assessed(case: &str) -> String {
    let raw = serde_json::from_str(case).unwrap();
    match vagval::client::assess_raw(&raw, vagval::policy::Book::embedded().unwrap()) {
        Ok(assessment) => serde_json::to_string(&assessment).unwrap(),
        Err(failure) => serde_json::to_string(&failure).unwrap(),
    }
}

#[test]
fn a_case_right_or_wrong_is_judged_byte_for_byte_alike() {
    let cases = [
        r#"{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{}}"#,
        r#"{"v":1,"jurisdiction":"se","on":"2026-11-21T14:05","facts":{"age":58,"sex":"woman","municipality":"2480"}}"#,
        r#"{"v":1,"jurisdiction":"fi","on":"2026-11-21","facts":{"age":34.0,"registered-since":"2026-01-10"}}"#,
        r#"{"v":1,"jurisdiction":"se","on":"2026-02-30","facts":{"age":"old","colour":"blue"}}"#,
        "[1,2]",
    ];
    compare("assess", &cases, assessed);
}
