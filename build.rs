//! Reads and checks what the client embeds: policy files, scorecards, municipalities; and the engine's hash.
//!
//! The schema and the checks are the crate's own files, under the same paths as there.

use case::{FactId, Section};
use policy::code_form::Digits;
use policy::country::{self, Country, Municipality, Names};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/date.rs"]
#[expect(dead_code, reason = "the build uses a part of it")]
mod date;

#[path = "src/hours.rs"]
mod hours;

#[expect(dead_code, reason = "the build uses a part of it")]
#[path = "src/case"]
mod case {
    #[path = "facts.rs"]
    mod facts;
    #[path = "section.rs"]
    mod section;
    pub use facts::{FactId, Kind, NEEDS};
    pub use section::Section;
}

#[expect(dead_code, reason = "the build uses a part of it")]
#[path = "src/policy"]
mod policy {
    #[path = "check.rs"]
    pub mod check;
    #[path = "code_form.rs"]
    pub mod code_form;
    #[path = "compact.rs"]
    pub mod compact;
    #[path = "country.rs"]
    pub mod country;
    #[path = "schema.rs"]
    pub mod schema;
    #[path = "scorecard.rs"]
    pub mod scorecard;
}

/// What the engine's hash covers: the judgement, the conversation and what they are built with. Not the rings
/// around them, nor the native command.
const ENGINE: [&str; 15] = [
    "src/date.rs",
    "src/hours.rs",
    "src/case",
    "src/settings",
    "src/policy",
    "src/profiling",
    "src/eligibility",
    "src/contact",
    "src/holidays.rs",
    "src/assessment",
    "src/understand",
    "src/session",
    "src/order.rs",
    "build.rs",
    "Cargo.lock",
];

fn main() {
    if let Err(problem) = build() {
        eprintln!("{problem}");
        std::process::exit(1);
    }
}

fn build() -> Result<(), String> {
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");

    let data = Path::new("src/policy/data");
    let in_lines = |problems: Vec<policy::check::PolicyProblem>| {
        problems.iter().map(|problem| format!("policy file {problem}")).collect::<Vec<_>>().join("\n")
    };
    let mut countries = Vec::new();
    for country in country::read(data).map_err(in_lines)? {
        let places = country::municipalities(&data.join(&country.id))?;
        countries.push((country, places));
    }
    write(&out.join("countries.rs"), table(&countries)?)?;
    write(&out.join("countries.d.ts"), types(countries.iter().map(|(country, _)| country)))?;
    write(&out.join("parts.rs"), parts(data, &countries)?)?;
    write(&out.join("code_forms.rs"), code_forms(countries.iter().map(|(country, _)| country)))?;

    let known = |id: &str, code: &str| {
        let list = countries.iter().find(|(country, _)| country.id == id);
        list.is_some_and(|(_, places)| places.iter().any(|place| place.code == code))
    };
    let loaded = policy::check::load(data, &known).map_err(in_lines)?;
    let (mut policy, mut scorecards) = (loaded.policy, loaded.scorecards);
    write(&out.join("policy.bin"), policy::compact::to_bytes(&(policy.clone(), scorecards.clone())))?;
    policy.jurisdictions.truncate(1);
    scorecards.truncate(1);
    policy.jurisdictions.iter_mut().for_each(forget_notes);
    write(&out.join("policy-default.bin"), policy::compact::to_bytes(&(policy, scorecards)))?;

    println!("cargo::rustc-env=VAGVAL_ENGINE={}", engine_hash()?);
    Ok(())
}

/// Leaves out what only hosts and maintainers read.
fn forget_notes(rulebook: &mut policy::schema::Rulebook) {
    let versions = rulebook.rules.iter_mut().flat_map(|rule| &mut rule.versions);
    versions.for_each(|version| version.note = None);
    let steps = rulebook.steps.iter_mut().flat_map(|step| &mut step.versions);
    steps.for_each(|version| version.note = None);
    rulebook.editions.iter_mut().for_each(|edition| edition.note = None);
    rulebook.limits.iter_mut().for_each(|limit| limit.note = None);
    rulebook.rollouts.iter_mut().for_each(|rollout| rollout.note = None);
    let told = rulebook.programmes.iter_mut().flat_map(|programme| &mut programme.told);
    told.for_each(|told| told.note = None);
    for channel in &mut rulebook.channels {
        channel.note = None;
        channel.told.iter_mut().for_each(|told| told.note = None);
    }
}

/// The countries as a table in Rust, for `src/case/country.rs`.
fn table(countries: &[(Country, Vec<Municipality>)]) -> Result<String, String> {
    let (mut constants, mut numbers, mut rows) = (String::new(), String::new(), String::new());
    for (number, (country, places)) in countries.iter().enumerate() {
        let _ =
            writeln!(constants, "    /// `{}`.\n    pub const {}: Self = Self({number});", country.id, country.name);
        let _ = write!(numbers, "Self({number}), ");
        row(&mut rows, country, places)?;
    }
    Ok(format!(
        "static COUNTRIES: [Country; {count}] = [\n{rows}];\n\n\
        #[expect(non_upper_case_globals, reason = \"named as the countries are\")]\nimpl Jurisdiction {{\n\
        {constants}    /// Every jurisdiction, in the order of their ranks.\n    \
        pub const ALL: [Self; {count}] = [{numbers}];\n}}\n",
        count = countries.len()
    ))
}

/// The ids of the countries and why a result of theirs has no track, for hosts in TypeScript.
fn types<'a>(countries: impl Iterator<Item = &'a Country>) -> String {
    let (mut ids, mut reasons) = (BTreeSet::new(), BTreeSet::new());
    for country in countries {
        ids.insert(format!("{:?}", country.id));
        reasons.insert(format!("{:?}", country.without_track));
    }
    let one_of = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>().join(" | ");
    format!(
        "/** A country, by the id of its folder. */\nexport type CountryId = {};\n\n\
        /** Why there is no track. */\nexport type WithoutTrack = {};\n",
        one_of(ids),
        one_of(reasons)
    )
}

/// The parts of the municipalities of each country that has such a list, for `src/understand/districts.rs`.
fn parts(data: &Path, countries: &[(Country, Vec<Municipality>)]) -> Result<String, String> {
    let mut rows = String::new();
    for (country, places) in countries {
        let path = data.join(&country.id).join("parts.txt");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        for line in &lines {
            let code = line.split_once(' ').map(|(code, _)| code);
            if !code.is_some_and(|code| places.iter().any(|place| place.code == code)) {
                return Err(format!("{}: `{line}` begins with no municipality's code", path.display()));
            }
        }
        let _ = writeln!(rows, "    ({:?}, {:?}),", country.id, lines.join("\n"));
    }
    Ok(format!("static PARTS: &[(&str, &str)] = &[\n{rows}];\n"))
}

/// What the codes of each country carry, for `src/exports/code_forms.rs`.
fn code_forms<'a>(countries: impl Iterator<Item = &'a Country>) -> String {
    let mut rows = String::new();
    for (country, code) in countries.filter_map(|country| country.code.as_ref().map(|code| (country, code))) {
        let _ = writeln!(rows, "    Country {{ id: {:?}, number: {}, forms: &[", country.id, code.number);
        for form in &code.versions {
            let _ = writeln!(
                rows,
                "        CodeForm {{ version: {}, countries: {}, data: {}, facts: &[",
                form.version,
                form.countries(),
                form.characters
            );
            for row in &form.facts {
                let digits = match &row.digits {
                    Digits::Choice(ids) => format!("Choice(&{ids:?})"),
                    Digits::Number(first, last) => format!("Number({first}, {last})"),
                    Digits::Day(day, days) => format!("Day({:?}, {days})", day.ymd()),
                    Digits::Municipalities(count, hash) => format!("Place({count}, {hash:?})"),
                };
                let _ = writeln!(rows, "            ({:?}, Digits::{digits}),", row.fact);
            }
            rows.push_str("        ] },\n");
        }
        rows.push_str("    ] },\n");
    }
    format!("/// The countries, each with all of its versions.\npub static COUNTRIES: &[Country] = &[\n{rows}];\n")
}

fn row(rows: &mut String, country: &Country, places: &[Municipality]) -> Result<(), String> {
    let mut sections = String::new();
    for section in Section::ALL.into_iter().filter(|section| country.sections.iter().any(|id| id == section.id())) {
        let _ = write!(sections, "Section::{section:?}, ");
    }
    let facts = country.facts.iter().filter_map(|name| FactId::from_name(name));
    let facts = facts.fold(0_u32, |facts, fact| facts | 1 << fact as u32);
    let facts = format!("0x{:04x}_{:04x}", facts >> 16, facts & 0xffff);
    let places = match country.municipalities.names {
        Names::Embedded => {
            let lines: String = places.iter().flat_map(|place| [&place.code, " ", &place.name, "\n"]).collect();
            format!("Places::Named({lines:?})")
        }
        Names::Loaded => {
            let length = places.first().map_or(1, |place| place.code.len());
            if let Some(Municipality { code, .. }) = places.iter().find(|place| place.code.len() != length) {
                return Err(format!("{}/municipalities.txt: `{code}` is longer or shorter than the first", country.id));
            }
            let codes: String = places.iter().map(|place| place.code.as_str()).collect();
            format!("Places::Codes({codes:?}, {length})")
        }
    };
    let rules = &country.holidays;
    let fixed: Vec<(u8, u8)> = rules.fixed.iter().filter_map(|day| country::month_day(day)).collect();
    let mut between = String::new();
    for (weekday, first, last) in &rules.between {
        let (initial, rest) = weekday.split_at(1);
        let weekday = [&initial.to_uppercase(), rest].concat();
        if let Some((first, last)) = country::month_day(first).zip(country::month_day(last)) {
            let _ = write!(between, "(Weekday::{weekday}, {first:?}, {last:?}), ");
        }
    }
    let _ = writeln!(
        rows,
        "    Country {{ id: {:?}, zone: {:?}, without_track: {:?}, sections: &[{sections}], facts: {facts}, code: {:?}, \
        places: {places}, holidays: HolidayRules {{ fixed: &{fixed:?}, easter: &{:?}, between: &[{between}] }} }},",
        country.id, country.zone, country.without_track, country.municipalities.code, rules.easter
    );
    Ok(())
}

/// The first 16 hex digits of a SHA-256 over names and contents, in the order of the names.
fn engine_hash() -> Result<String, String> {
    let mut files = Vec::new();
    for root in ENGINE {
        collect(Path::new(root), &mut files)?;
    }
    let mut hash = Sha256::new();
    for file in files {
        let text = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        hash.update(file.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    Ok(hash.finalize().iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if path.is_file() {
        files.push(path.to_owned());
    // Words judge nothing.
    } else if path.is_dir() && !path.ends_with("text") {
        let entries = fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut inner: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        inner.sort();
        for path in inner {
            collect(&path, files)?;
        }
    }
    Ok(())
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}
