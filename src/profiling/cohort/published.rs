//! The published tables that the scorecard is fitted to, as data.

use crate::policy::scorecard::{Category, Factor, Scorecard};
use serde::Deserialize;

const FILE: &str = include_str!("published.toml");

/// The published tables.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Where they are printed.
    pub source: String,
    /// Ids of the groups, in the order of the card's tracks.
    pub groups: Vec<String>,
    /// People in each group.
    pub people: Vec<u32>,
    /// The printed total.
    pub total: u32,
    /// The count that contradicts the levels: reported, not fitted.
    pub middle_people: u32,
    /// The rows.
    #[serde(rename = "measure")]
    pub measures: Vec<Measure>,
}

/// One row of the tables.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Name of the row.
    pub id: String,
    /// What is measured.
    pub kind: Kind,
    /// Factor of the card it is about.
    pub factor: String,
    /// For a share: the categories that are counted.
    #[serde(default)]
    pub categories: Vec<String>,
    /// The printed value of each group.
    pub values: Vec<u32>,
    /// Printed for the three levels together: reported, not fitted.
    pub middle: u32,
}

/// What a row measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Per cent of the group.
    Share,
    /// Arithmetic mean of a number.
    Mean,
    /// Median of a number.
    Median,
}

impl Published {
    /// The tables that came with the program.
    pub fn read() -> Result<Self, String> {
        toml::from_str(FILE).map_err(|error| format!("published.toml: {error}"))
    }

    /// Share of each group in all who were profiled.
    pub fn group_shares(&self) -> Vec<f64> {
        let total: f64 = self.people.iter().copied().map(f64::from).sum();
        self.people.iter().map(|people| f64::from(*people) / total).collect()
    }
}

impl Measure {
    /// The factor and its place in the card.
    pub fn factor<'a>(&self, card: &'a Scorecard) -> Option<(usize, &'a Factor)> {
        card.factors.iter().enumerate().find(|(_, factor)| factor.id == self.factor)
    }

    /// Whether a share counts this category.
    pub fn counts(&self, category: &Category) -> bool {
        self.categories.contains(&category.id)
    }
}
