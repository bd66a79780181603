//! Reads and checks the `country.toml` of each folder, and finds the countries by it: for the build, and for
//! `vagval policy check`.
//!
//! Native only. What the fields mean is told in the files themselves and in `docs/adding-a-country.md`.

use super::check::PolicyProblem;
use super::code_form::{self, CODE, CodeForms};
use crate::case::{FactId, Section};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the file.
pub const COUNTRY: &str = "country.toml";

/// A country, as its file describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Country {
    /// The name of its folder.
    #[serde(skip)]
    pub id: String,
    /// What its constant is called in tests.
    pub name: String,
    /// Where it stands among the others.
    pub rank: u8,
    /// The IANA name of its time zone.
    pub zone: String,
    /// Why a result has no track where no scorecard is in force: the end of a text key.
    pub without_track: String,
    /// The parts of the pages that it has.
    pub sections: Vec<String>,
    /// The facts that it asks for or uses.
    pub facts: Vec<String>,
    /// Its municipalities.
    pub municipalities: Municipalities,
    /// Its public holidays.
    pub holidays: Holidays,
    /// What its own texts name.
    pub own: Own,
    /// What its codes carry, from a file of its own.
    #[serde(skip)]
    pub code: Option<CodeForms>,
}

/// Names and numbers of a country: its texts may have them, and those of no other country. For the tests.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// Of its authorities and their services, and of the country itself, in every language.
    pub names: Vec<String>,
    /// Telephone numbers.
    pub numbers: Vec<String>,
}

/// How municipalities are written, and where their names are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Municipalities {
    /// How a code is written, for error messages.
    pub code: String,
    /// Where the names are.
    pub names: Names,
}

/// Where the names of municipalities are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Names {
    /// In every program.
    Embedded,
    /// In a file that is loaded when one is needed.
    Loaded,
}

/// How public holidays are found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    /// The law that says so.
    pub source: String,
    /// The same day each year, as `12-24`.
    pub fixed: Vec<String>,
    /// Days from Easter Sunday.
    pub easter: Vec<i32>,
    /// A weekday, and the two days between which it lies.
    pub between: Vec<(String, String, String)>,
}

/// The weekdays as a file has them, Monday first.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The countries whose folders lie in `folder`, in the order of their ranks.
///
/// # Errors
/// Everything that is wrong with their files.
pub fn read(folder: &Path) -> Result<Vec<Country>, Vec<PolicyProblem>> {
    let mut countries = Vec::new();
    let mut problems = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|error| vec![problem("", "folder", error.to_string())])?;
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(|path| path.is_dir()) {
        let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path.join(COUNTRY)).map_err(|error| error.to_string());
        match text.and_then(|text| toml::from_str::<Country>(&text).map_err(|error| error.to_string())) {
            Ok(country) => {
                let code = code_form::read(&path, &id).map_err(|more| problems.extend(more)).ok();
                let country = Country { id, code, ..country };
                country.check(&mut problems);
                countries.push(country);
            }
            Err(message) => problems.push(problem(&id, "malformed", message)),
        }
    }
    countries.sort_by(|one, other| (one.rank, &one.id).cmp(&(other.rank, &other.id)));
    for (one, other) in countries.iter().zip(countries.iter().skip(1)) {
        if one.rank == other.rank {
            problems.push(problem(&other.id, "rank", format!("is that of `{}` too", one.id)));
        }
    }
    let mut numbers = BTreeMap::new();
    for (country, code) in countries.iter().filter_map(|country| country.code.as_ref().map(|code| (country, code))) {
        if let Some(other) = numbers.insert(code.number, &country.id) {
            let message = format!("{} is that of `{other}` too", code.number);
            problems.push(PolicyProblem { file: format!("{}/{CODE}", country.id), key: "number".to_owned(), message });
        }
    }
    if countries.is_empty() && problems.is_empty() {
        problems.push(problem("", "folder", "has no country".to_owned()));
    }
    if problems.is_empty() { Ok(countries) } else { Err(problems) }
}

fn problem(id: &str, key: &str, message: String) -> PolicyProblem {
    PolicyProblem { file: format!("{id}/{COUNTRY}"), key: key.to_owned(), message }
}

impl Country {
    fn check(&self, problems: &mut Vec<PolicyProblem>) {
        let mut want = |holds: bool, key: &str, message: String| {
            if !holds {
                problems.push(problem(&self.id, key, message));
            }
        };
        let is_name = self.name.starts_with(|first: char| first.is_ascii_uppercase())
            && self.name.chars().all(|letter| letter.is_ascii_alphanumeric());
        want(is_name, "name", format!("`{}` is no name of a constant, as `Sweden`", self.name));
        want(self.zone.contains('/'), "zone", format!("`{}` is no zone, as `Europe/Stockholm`", self.zone));
        for section in &self.sections {
            let known = Section::ALL.map(Section::id);
            let message = format!("there is no section `{section}`; there are {}", known.join(", "));
            want(known.contains(&section.as_str()), "sections", message);
        }
        for fact in &self.facts {
            want(FactId::from_name(fact).is_some(), "facts", format!("there is no fact `{fact}`"));
        }
        want(!self.own.names.is_empty(), "own.names", "name at least the authority".to_owned());
        for day in &self.holidays.fixed {
            want(month_day(day).is_some(), "holidays.fixed", format!("`{day}` is no day, as `12-24`"));
        }
        for (weekday, first, last) in &self.holidays.between {
            let known = WEEKDAYS.contains(&weekday.as_str());
            want(known, "holidays.between", format!("`{weekday}` is none of {}", WEEKDAYS.join(", ")));
            let is_span = month_day(first).zip(month_day(last)).is_some_and(|(first, last)| first <= last);
            want(is_span, "holidays.between", format!("`{first}`, `{last}` are no two days of a year, in order"));
        }
    }
}

/// A row of a country's `municipalities.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Has it become part of another since? Then its code stays valid, and its name is not offered.
    pub is_gone: bool,
}

/// The municipalities of a country's folder, row by row: a code, a space, the name. `#` begins a comment; `# gone` after
/// a name says that it is no longer one.
///
/// # Errors
/// The file cannot be read, or a row of it is none.
pub fn municipalities(folder: &Path) -> Result<Vec<Municipality>, String> {
    let path = folder.join("municipalities.txt");
    let file = path.display();
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{file}: {error}"))?;
    let row = |line: &str| {
        let (code, rest) = line.split_once(' ').ok_or_else(|| format!("{file}: `{line}` is no code and name"))?;
        let (name, comment) = rest.split_once(" #").unwrap_or((rest, ""));
        let is_gone = comment.trim_start().starts_with("gone");
        Ok(Municipality { code: code.to_owned(), name: name.to_owned(), is_gone })
    };
    text.trim_start_matches('\u{feff}').lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

/// The month and the day of `12-24`.
pub fn month_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    let month_day = (month.parse().ok()?, day.parse().ok()?);
    // A leap year, which has every day.
    crate::date::Date::new(2024, month_day.0, month_day.1).map(|_| month_day)
}
