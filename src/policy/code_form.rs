//! Reads and checks the `code.toml` of each country's folder: what each version of the code carries of a person there.
//! For the build, and for `vagval policy check`.
//!
//! Native only. What the fields mean is told in the files themselves and in `docs/forms.md`.

use super::check::PolicyProblem;
use crate::date::Date;
use serde::Deserialize;
use std::path::Path;

/// The name of the file.
pub const CODE: &str = "code.toml";

/// How many versions there is a digit for, 0 among them, which is none.
const VERSIONS: u8 = 16;

/// Countries that there is a digit for, in version 1 and in those after it.
const COUNTRIES: [u8; 2] = [2, 16];

/// A country's codes, as its file describes them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeForms {
    /// The digit of the country.
    pub number: u8,
    /// What each version carries, oldest first.
    #[serde(rename = "version")]
    pub versions: Vec<CodeForm>,
}

/// One version.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    /// From 1 to 15.
    pub version: u8,
    /// Characters that carry the answers.
    pub characters: u8,
    /// The facts, in the order of their digits.
    pub facts: Vec<Row>,
}

/// One fact and the answers that have a digit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its id.
    pub fact: String,
    /// Its answers.
    pub digits: Digits,
}

/// The answers of one fact, in the order of their digits.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Digits {
    /// One of these ids.
    Choice(Vec<String>),
    /// The whole numbers from the first to the last.
    Number(i32, i32),
    /// So many days from that one on.
    Day(Date, u32),
    /// The first so many municipalities, and a hash of their codes.
    Municipalities(usize, String),
}

impl CodeForm {
    /// How many countries there is a digit for.
    pub fn countries(&self) -> u8 {
        let [first, later] = COUNTRIES;
        if self.version == 1 { first } else { later }
    }

    /// Does all fit into its characters? Each question has two answers more than its own.
    fn fits(&self) -> bool {
        let values = |row: &Row| match &row.digits {
            Digits::Choice(ids) => ids.len() as u128,
            Digits::Number(first, last) => u128::from(last.abs_diff(*first)) + 1,
            Digits::Day(_, days) => u128::from(*days),
            Digits::Municipalities(count, _) => *count as u128,
        };
        let digits = u128::from(VERSIONS) * u128::from(self.countries());
        let all = self.facts.iter().try_fold(digits, |all, row| all.checked_mul(values(row) + 2));
        self.characters <= 25 && all.is_some_and(|all| all <= 1 << (5 * self.characters))
    }
}

/// The codes of the country in this folder.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn read(folder: &Path, id: &str) -> Result<CodeForms, Vec<PolicyProblem>> {
    let problem =
        |key: &str, message: String| PolicyProblem { file: format!("{id}/{CODE}"), key: key.to_owned(), message };
    let text = std::fs::read_to_string(folder.join(CODE)).map_err(|error| error.to_string());
    let forms = text.and_then(|text| toml::from_str::<CodeForms>(&text).map_err(|error| error.to_string()));
    let forms = forms.map_err(|message| vec![problem("malformed", message)])?;
    let mut problems = Vec::new();
    if forms.versions.is_empty() {
        problems.push(problem("version", "has none; copy that of another country".to_owned()));
    }
    for (form, before) in
        forms.versions.iter().zip([0].into_iter().chain(forms.versions.iter().map(|form| form.version)))
    {
        if form.version <= before || form.version >= VERSIONS {
            let message = format!("{} is to be above {before} and below {VERSIONS}", form.version);
            problems.push(problem("version", message));
        }
        if forms.number >= form.countries() {
            let message = format!(
                "{} has no digit in version {}: begin with version 2, and stay below 16",
                forms.number, form.version
            );
            problems.push(problem("number", message));
        }
        if !form.fits() {
            let message = format!("version {} does not fit into {} characters", form.version, form.characters);
            problems.push(problem("characters", message));
        }
    }
    if problems.is_empty() { Ok(forms) } else { Err(problems) }
}
