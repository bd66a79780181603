//! The figures that articles tell: those of `figures.toml`, and those computed from the scorecard and the published
//! tables, each with its basis and its source.

use crate::policy::schema::Source;
use crate::policy::scorecard::Basis;
use crate::profiling::cohort::{ModelFacts, Published};
use crate::text::Text;
use serde::Deserialize;

const FILE: &str = include_str!("figures.toml");

/// Where the published tables are printed.
const REPORT: &str = "af-2021-report";

/// All figures, and the sources that no policy file has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    #[serde(rename = "figure")]
    told: Vec<Figure>,
    /// What participants answered.
    pub survey: Vec<Answer>,
    /// Sources besides those of the policy files.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
}

/// One figure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its name in the sentences.
    pub id: String,
    /// Digits, with a point before decimals.
    pub value: String,
    /// Published or derived; what is assumed is told as such in words.
    pub basis: Basis,
    /// Id of its source.
    pub source: String,
    /// What must be known to judge it; for those who keep the file.
    #[serde(default, rename = "note")]
    _note: String,
}

/// What participants answered to one question, per cent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Id of the question.
    pub id: String,
    /// Who said yes.
    pub yes: u32,
    /// Who said no.
    pub no: u32,
}

impl Figures {
    /// The file's figures and the computed ones.
    pub fn read(facts: &ModelFacts, published: &Published) -> Result<Self, String> {
        let mut figures: Self = toml::from_str(FILE).map_err(|error| format!("figures.toml: {error}"))?;
        let suitable: u32 = published.people.iter().skip(1).take(3).sum();
        figures.add("profiled", &published.total, Basis::Published, REPORT);
        figures.add("suitable", &suitable, Basis::Derived, REPORT);
        figures.add("middle", &published.middle_people, Basis::Published, REPORT);
        for (level, people) in ["a", "b", "c"].into_iter().zip(published.people.iter().skip(1)) {
            let decisions = figures.value(&format!("decisions-{level}"))?;
            let percent = (200 * decisions + people) / (2 * people);
            figures.add(&format!("referred-{level}"), &percent, Basis::Derived, REPORT);
        }
        figures.add_fit(facts);
        Ok(figures)
    }

    fn add_fit(&mut self, facts: &ModelFacts) {
        let mut add = |id: &str, value: &dyn ToString| self.add(id, value, Basis::Derived, REPORT);
        add("members", &facts.members.len());
        add("cells", &facts.tables.cells.len());
        add("mean-difference", &two(facts.tables.mean_difference));
        add("largest-difference", &two(facts.tables.largest_difference));
        let of = |value: fn(&crate::profiling::cohort::MemberRow) -> f64| facts.members.iter().map(value);
        add("member-mean", &two(of(|row| row.mean_difference).fold(0.0, f64::max)));
        add("member-largest", &two(of(|row| row.largest_difference).fold(0.0, f64::max)));
        let moved = facts.members.iter().map(|row| row.moved);
        add("moved-least", &Text::hundredths(moved.clone().min().unwrap_or(0)));
        add("moved-most", &Text::hundredths(moved.max().unwrap_or(0)));
        let spreads = facts.members.iter().map(|row| row.spread);
        add("spread-least", &spreads.clone().min().unwrap_or(0));
        add("spread-most", &spreads.max().unwrap_or(0));
        add("model-new", &Text::hundredths(facts.newly_registered));
        add("model-ratio", &two(f64::from(facts.first_year_ratio) / 100.0));
    }

    fn add(&mut self, id: &str, value: &dyn ToString, basis: Basis, source: &str) {
        let (id, value, source) = (id.to_owned(), value.to_string(), source.to_owned());
        self.told.push(Figure { id, value, basis, source, _note: String::new() });
    }

    /// The figure of that name.
    pub fn find(&self, id: &str) -> Option<&Figure> {
        self.told.iter().find(|figure| figure.id == id)
    }

    /// The whole number of that name.
    fn value(&self, id: &str) -> Result<u32, String> {
        let value = self.find(id).and_then(|figure| figure.value.parse().ok());
        value.ok_or_else(|| format!("figures.toml: `{id}` is no whole number"))
    }
}

/// With two decimals.
pub fn two(value: f64) -> String {
    format!("{value:.2}")
}

/// A number as a language writes it: grouped, and with its own decimal sign.
pub fn written(value: &str, text: &Text) -> String {
    let (whole, decimals) = value.split_once('.').map_or((value, None), |(whole, decimals)| (whole, Some(decimals)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("\u{2212}", digits));
    let mut result = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            result.push_str(text.get("number.group"));
        }
        result.push(digit);
    }
    if let Some(decimals) = decimals {
        result.push_str(text.get("number.decimal"));
        result.push_str(decimals);
    }
    if sign.is_empty() { result } else { text.isolated(&result) }
}
