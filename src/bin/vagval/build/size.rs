//! How much a first visit waits for, compressed, against what was promised. Knows only the finished folder.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

/// What a first visit waits for, by the part of the budget that it counts towards.
const FIRST_VISIT: [(&str, u64, &[&str]); 3] = [
    ("WASM and glue", 61_500, &["vagval-opening.wasm", "vagval-steps.js", "app.js", "watch.js"]),
    ("Swedish text", 14_000, &["text/opening/sv.json"]),
    ("CSS and HTML", 5_000, &["index.html", "style.css", "icon.svg"]),
];

/// What comes after it, before the result is there.
const RESULT: [&str; 3] = ["vagval-result.wasm", "text/result/sv.json", "later.css"];
const UNTIL_RESULT: u64 = 164_000;

/// All parts together, in bytes and requests.
const TOTAL: u64 = 69_500;
const REQUESTS: usize = 8;

/// The sizes of a build.
#[derive(Debug)]
pub struct Report {
    parts: Vec<Part>,
    /// What the result needs besides.
    result: u64,
    later: Vec<(String, u64)>,
}

#[derive(Debug)]
struct Part {
    name: &'static str,
    budget: u64,
    files: Vec<(String, u64)>,
}

impl Part {
    fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }
}

impl Report {
    /// Weighs the finished site in `dist`.
    pub fn of(dist: &Path) -> Result<Self, String> {
        let mut sizes = weigh(dist)?;
        let mut parts = Vec::new();
        for (name, budget, names) in FIRST_VISIT {
            let mut files = Vec::new();
            for name in names {
                let bytes = sizes.remove(*name).ok_or_else(|| format!("{} has no `{name}`", dist.display()))?;
                files.push(((*name).to_owned(), bytes));
            }
            parts.push(Part { name, budget, files });
        }
        let of_result = RESULT.map(|name| sizes.get(name).ok_or_else(|| format!("{} has no `{name}`", dist.display())));
        let result = of_result.into_iter().sum::<Result<u64, String>>()?;
        let later = sizes.into_iter().collect();
        Ok(Self { parts, result, later })
    }

    /// Every budget that is exceeded, in words; none if all is well.
    pub fn exceeded(&self) -> Vec<String> {
        let mut exceeded: Vec<String> = self
            .parts
            .iter()
            .filter(|part| part.bytes() > part.budget)
            .map(|part| format!("{}: {} of {} bytes", part.name, part.bytes(), part.budget))
            .collect();
        if self.total() > TOTAL {
            exceeded.push(format!("total: {} of {TOTAL} bytes", self.total()));
        }
        if self.until_result() > UNTIL_RESULT {
            exceeded.push(format!("up to the result: {} of {UNTIL_RESULT} bytes", self.until_result()));
        }
        if self.requests() > REQUESTS {
            exceeded.push(format!("{} requests of {REQUESTS}", self.requests()));
        }
        exceeded
    }

    fn total(&self) -> u64 {
        self.parts.iter().map(Part::bytes).sum()
    }

    fn until_result(&self) -> u64 {
        self.total() + self.result
    }

    fn requests(&self) -> usize {
        self.parts.iter().map(|part| part.files.len()).sum()
    }
}

/// The compressed size of every file, under the name it has before hashing.
fn weigh(dist: &Path) -> Result<BTreeMap<String, u64>, String> {
    let manifest = dist.join("manifest.json");
    let wrong = |error: String| format!("{}: {error}", manifest.display());
    let json = fs::read_to_string(&manifest).map_err(|error| wrong(error.to_string()))?;
    let mut files: BTreeMap<String, String> = serde_json::from_str(&json).map_err(|error| wrong(error.to_string()))?;
    files.insert("index.html".to_owned(), "index.html".to_owned());
    let weigh = |(name, file): (String, String)| {
        let path = dist.join(format!("{file}.br"));
        let about = fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok((name, about.len()))
    };
    files.into_iter().map(weigh).collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<28} {:>8}  {:>8}", "bytes (brotli)", "size", "budget")?;
        let mut line = |name: &str, bytes: u64, budget: Option<u64>| {
            let budget = budget.map(|budget| budget.to_string()).unwrap_or_default();
            writeln!(f, "{name:<28} {bytes:>8}  {budget:>8}")
        };
        for part in &self.parts {
            line(part.name, part.bytes(), Some(part.budget))?;
            for (name, bytes) in &part.files {
                line(&format!("  {name}"), *bytes, None)?;
            }
        }
        line(&format!("first visit, {} requests", self.requests()), self.total(), Some(TOTAL))?;
        line("up to the result", self.until_result(), Some(UNTIL_RESULT))?;
        if !self.later.is_empty() {
            let bytes = self.later.iter().map(|(_, bytes)| bytes).sum();
            line("loaded when needed", bytes, None)?;
            for (name, bytes) in &self.later {
                line(&format!("  {name}"), *bytes, None)?;
            }
        }
        for words in self.exceeded() {
            writeln!(f, "too large: {words}")?;
        }
        Ok(())
    }
}
