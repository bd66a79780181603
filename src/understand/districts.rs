//! Parts of municipalities: districts and urban areas that people name where the municipality is asked for. They are
//! offered as what they lie in, never taken.
//!
//! `build.rs` makes the list from the `parts.txt` of each country that has one: a code, a space, and the names.

use crate::case::Jurisdiction;
use crate::case::places::{self, fold};

include!(concat!(env!("OUT_DIR"), "/parts.rs"));

/// The municipalities that have a part of that name.
pub(super) fn around(name: &str, jurisdiction: Jurisdiction) -> Vec<&'static str> {
    let name = fold(name);
    let mut around = Vec::new();
    for (_, lines) in PARTS.iter().filter(|(country, _)| *country == jurisdiction.id()) {
        for (code, names) in lines.lines().filter_map(|line| line.split_once(' ')) {
            if names.split(';').any(|part| fold(part) == name) {
                around.extend(places::code(jurisdiction, code));
            }
        }
    }
    around
}
