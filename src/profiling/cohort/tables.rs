//! Tables 2 and 3 as a cohort gives them, beside the published ones.

use super::draw::Profiling;
use super::everyone::{Person, everyone};
use super::published::{Kind, Measure, Published};
use crate::policy::scorecard::{Factor, Scorecard};
use crate::profiling::number::length;
use serde::Serialize;

/// How many of each group are in each category of each factor, and have each number.
#[derive(Debug, Clone)]
pub struct Tables {
    /// People per group.
    pub people: Vec<f64>,
    /// Group, factor.
    counts: Vec<Vec<Counts>>,
}

#[derive(Debug, Clone)]
struct Counts {
    categories: Vec<f64>,
    /// Rising numbers that the people of a category have, and how many have each.
    points: Vec<(i32, f64)>,
}

/// The published tables against a cohort.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// Mean difference over the share cells, percentage points.
    pub mean_difference: f64,
    /// Largest difference over the share cells, percentage points.
    pub largest_difference: f64,
    /// Every cell, shares and the rest.
    pub cells: Vec<Cell>,
}

/// One cell of the tables.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// Id of the group.
    pub group: String,
    /// Name of the row.
    pub measure: String,
    /// The printed value.
    pub published: u32,
    /// The cohort's value.
    pub cohort: f64,
}

impl Tables {
    /// Nobody yet.
    pub fn empty(card: &Scorecard) -> Self {
        let counts = |factor: &Factor| {
            let points = factor.categories.iter().flat_map(|category| &category.points);
            let mut points: Vec<_> = points.map(|point| (*point, 0.0)).collect();
            points.dedup();
            Counts { categories: vec![0.0; factor.categories.len()], points }
        };
        let factors = || card.factors.iter().map(counts).collect();
        Self { people: vec![0.0; card.tracks.len()], counts: card.tracks.iter().map(|_| factors()).collect() }
    }

    /// The expected tables of the whole population, without drawing.
    pub fn exact(card: &Scorecard) -> Self {
        let mut tables = Self::empty(card);
        for person in everyone(card) {
            tables.add(&person);
        }
        tables
    }

    /// Adds people who share their categories; their numbers are equally common.
    fn add(&mut self, person: &Person) {
        let groups = person.in_tracks();
        for ((total, factors), people) in self.people.iter_mut().zip(&mut self.counts).zip(groups) {
            *total += people;
            for ((counts, chosen), numbers) in factors.iter_mut().zip(&person.categories).zip(&person.numbers) {
                if let Some(chosen) = chosen {
                    counts.add(*chosen, numbers, people);
                }
            }
        }
    }

    /// Adds one person.
    pub(super) fn count(&mut self, person: &Profiling) {
        if let Some(total) = self.people.get_mut(person.track) {
            *total += 1.0;
        }
        let counts = self.counts.get_mut(person.track).into_iter().flatten();
        for (counts, (category, number)) in counts.zip(&person.facts) {
            if let Some(category) = category {
                counts.add(*category, number.as_slice(), 1.0);
            }
        }
    }

    /// Shares of one group over the categories of a factor.
    pub fn shares(&self, group: usize, factor: usize) -> Vec<f64> {
        let total = self.people.get(group).copied().unwrap_or(0.0);
        let counts = self.counts.get(group).and_then(|factors| factors.get(factor));
        let counts = counts.map(|counts| counts.categories.as_slice()).unwrap_or_default();
        counts.iter().map(|count| if total > 0.0 { count / total } else { 0.0 }).collect()
    }

    /// One group's value of a row: per cent, years or days.
    pub fn value(&self, card: &Scorecard, measure: &Measure, group: usize) -> f64 {
        let Some((at, factor)) = measure.factor(card) else {
            return 0.0;
        };
        if measure.kind == Kind::Share {
            let rows = factor.categories.iter().zip(self.shares(group, at));
            let counted = rows.filter(|(category, _)| measure.counts(category));
            return 100.0 * counted.map(|(_, share)| share).sum::<f64>();
        }
        let counts = self.counts.get(group).and_then(|factors| factors.get(at));
        let points = counts.map(|counts| counts.points.as_slice()).unwrap_or_default();
        if measure.kind == Kind::Mean { mean(points) } else { median(points) }
    }

    /// Every cell beside the published one.
    pub fn compare(&self, card: &Scorecard, published: &Published) -> Comparison {
        let mut cells = Vec::new();
        let mut differences = Vec::new();
        for measure in &published.measures {
            for (at, (group, value)) in published.groups.iter().zip(&measure.values).enumerate() {
                let cohort = self.value(card, measure, at);
                if measure.kind == Kind::Share {
                    differences.push((cohort - f64::from(*value)).abs());
                }
                cells.push(Cell { group: group.clone(), measure: measure.id.clone(), published: *value, cohort });
            }
        }
        let mean_difference = differences.iter().sum::<f64>() / length(&differences);
        Comparison { mean_difference, largest_difference: differences.iter().copied().fold(0.0, f64::max), cells }
    }
}

fn mean(points: &[(i32, f64)]) -> f64 {
    let people: f64 = points.iter().map(|(_, people)| people).sum();
    let sum: f64 = points.iter().map(|(value, people)| f64::from(*value) * people).sum();
    if people > 0.0 { sum / people } else { 0.0 }
}

/// The value with half of the people at or below it.
fn median(points: &[(i32, f64)]) -> f64 {
    let half = points.iter().map(|(_, people)| people).sum::<f64>() / 2.0;
    let mut passed = 0.0;
    let reaches = |(_, people): &&(i32, f64)| {
        passed += people;
        passed >= half
    };
    points.iter().find(reaches).map_or(0.0, |(value, _)| f64::from(*value))
}

impl Counts {
    /// Adds people of one category who have each of these numbers equally often.
    fn add(&mut self, category: usize, numbers: &[i32], people: f64) {
        if let Some(slot) = self.categories.get_mut(category) {
            *slot += people;
        }
        for number in numbers {
            let at = self.points.binary_search_by_key(number, |(value, _)| *value);
            if let Some((_, slot)) = at.ok().and_then(|at| self.points.get_mut(at)) {
                *slot += people / length(numbers);
            }
        }
    }
}
