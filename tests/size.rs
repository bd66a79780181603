//! A first visit stays as small as was promised, where it is; and what is not yet may only shrink.

#![cfg(test)]

#[path = "support/site.rs"]
mod site;
#[path = "../src/bin/vagval/build/size.rs"]
mod size;

/// The WASM with its glue is over its budget of 70 000 bytes, and so the whole visit over 100 000. Until it is
/// brought down, it must not grow past this; lower the number with every kilobyte gained.
const WASM_FOR_NOW: u64 = 156_000;

#[test]
fn all_but_the_wasm_keeps_to_its_budget() {
    let report = size::Report::of(&site::build()).unwrap();
    let owed = ["WASM and glue", "total"];
    let others: Vec<String> =
        report.exceeded().into_iter().filter(|over| !owed.iter().any(|part| over.starts_with(part))).collect();
    assert!(others.is_empty(), "\n{report}");
}

#[test]
fn the_wasm_only_shrinks_until_it_keeps_to_its_budget() {
    let report = size::Report::of(&site::build()).unwrap();
    assert!(report.bytes("WASM and glue") <= WASM_FOR_NOW, "\n{report}");
}
