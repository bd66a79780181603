//! The rings of the house: which room may take from which. A new arrow is a decision, made here in the table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each room with those that it may take from, from the ground up: a room takes only from rooms above its line.
const ROOMS: [(&str, &str); 28] = [
    ("date", ""),
    ("order", ""),
    ("case", "date order"),
    ("hours", ""),
    ("wire", "case"),
    ("holidays", "case date"),
    ("text", "case date order"),
    ("settings", "case date hours text"),
    ("policy", "case date hours settings"),
    ("profiling", "order policy"),
    ("eligibility", "case date holidays order policy profiling"),
    ("contact", "case date holidays hours order policy settings"),
    ("assessment", "case contact date eligibility order policy profiling settings wire"),
    ("diary", "date policy"),
    ("understand", "case date text"),
    ("sentences", "assessment case date diary order text understand wire"),
    ("exports", "assessment case date diary policy sentences text wire"),
    ("session", "assessment case date diary exports policy profiling settings text understand wire"),
    ("view", "assessment case date diary exports profiling sentences session settings text wire"),
    ("client", "assessment case exports policy sentences session settings text view wire"),
    ("pieces", "case client policy session text view"),
    ("chat", "assessment case client date profiling sentences session text understand wire"),
    ("article", "case policy profiling sentences session text view"),
    ("indicators", "case profiling session"),
    ("js", "case text"),
    ("browser", "case client exports js pieces policy session settings text view"),
    ("api", "assessment case client js policy session settings text understand wire"),
    ("api_chat", "api assessment case chat client js session"),
];

/// What each room takes from others, with a file that does.
fn taken() -> BTreeMap<String, BTreeMap<String, PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut taken: BTreeMap<String, BTreeMap<String, PathBuf>> = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inner = path.strip_prefix(&root).unwrap();
            let name = inner.iter().next().unwrap().to_string_lossy().replace(".rs", "");
            // The native command stands outside, and takes what it likes.
            if path.extension().is_none_or(|end| end != "rs") || name == "bin" || name == "lib" {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let from = taken.entry(name.clone()).or_default();
            let outside_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            for line in outside_tests.lines() {
                let code = line.split("//").next().unwrap();
                for part in code.split("crate::").skip(1) {
                    let end = part.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(part.len());
                    if part[..end] != name {
                        from.insert(part[..end].to_owned(), path.clone());
                    }
                }
            }
        }
    }
    taken
}

#[test]
fn every_room_takes_only_from_the_rooms_that_the_table_allows() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        ROOMS.iter().map(|(room, from)| (*room, from.split_whitespace().collect())).collect();
    let mut wrong = Vec::new();
    for (room, from) in taken() {
        let Some(allowed) = allowed.get(room.as_str()) else {
            wrong.push(format!("`{room}` stands in no row of the table"));
            continue;
        };
        for (other, file) in from {
            if !allowed.contains(other.as_str()) {
                wrong.push(format!("`{room}` takes from `{other}` in {}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_has_no_cycle_and_no_arrow_that_nobody_uses() {
    let taken = taken();
    let mut below = BTreeSet::new();
    for (room, from) in ROOMS {
        for other in from.split_whitespace() {
            assert!(below.contains(other), "`{room}` takes from `{other}`, which does not stand before it");
            assert!(taken[room].contains_key(other), "`{room}` takes nothing from `{other}`: delete the arrow");
        }
        below.insert(room);
    }
}

#[test]
fn only_the_browser_and_the_boundary_know_the_browsers_crates() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (room, _) in ROOMS.iter().filter(|(room, _)| !["js", "browser", "api", "api_chat"].contains(room)) {
        let mut files = vec![root.join(format!("{room}.rs"))];
        if let Ok(folder) = std::fs::read_dir(root.join(room)) {
            files.extend(folder.map(|entry| entry.unwrap().path()));
        }
        for file in files.iter().filter(|file| file.is_file()) {
            let text = std::fs::read_to_string(file).unwrap();
            for name in ["wasm_bindgen", "web_sys", "js_sys", "gloo"] {
                assert!(!text.contains(&format!("{name}::")), "{} takes from {name}", file.display());
            }
        }
    }
}
