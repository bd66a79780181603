//! Tables 2 and 3 as a cohort gives them, beside the published ones.

use super::published::{Kind, Measure, Published};
use crate::policy::scorecard::{MAX_TRACKS, Scorecard};
use crate::profiling::estimate::TrackMasses;
use crate::profiling::population::{Completion, Population, Standing};
use serde::Serialize;

/// How many of each group are in each category of each factor.
#[derive(Debug, Clone)]
pub struct Tables {
    /// People per group.
    pub people: Vec<f64>,
    /// Group, factor, category.
    counts: Vec<Vec<Vec<f64>>>,
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
        let factors = || card.factors.iter().map(|factor| vec![0.0; factor.categories.len()]).collect();
        Self { people: vec![0.0; card.tracks.len()], counts: card.tracks.iter().map(|_| factors()).collect() }
    }

    /// The expected tables of the whole population, without drawing.
    pub fn exact(card: &Scorecard) -> Self {
        let mut tables = Self::empty(card);
        let tracks = TrackMasses::new(card);
        let unknown = vec![Standing::Unknown; card.factors.len()];
        Population::new(card, &unknown).each(&mut |completion| {
            tables.add(completion, &tracks.of(completion));
        });
        tables
    }

    /// Adds people who share their facts, as many in each group as given.
    pub(super) fn add(&mut self, completion: &Completion, groups: &[f64; MAX_TRACKS]) {
        let rows = self.people.iter_mut().zip(&mut self.counts).zip(groups);
        for ((total, factors), people) in rows {
            *total += people;
            for (factor, categories) in factors.iter_mut().enumerate() {
                let chosen = completion.category(factor);
                if let Some(slot) = chosen.and_then(|chosen| categories.get_mut(chosen)) {
                    *slot += people;
                }
            }
        }
    }

    /// Shares of one group over the categories of a factor.
    pub fn shares(&self, group: usize, factor: usize) -> Vec<f64> {
        let total = self.people.get(group).copied().unwrap_or(0.0);
        let counts = self.counts.get(group).and_then(|factors| factors.get(factor));
        counts.into_iter().flatten().map(|count| if total > 0.0 { count / total } else { 0.0 }).collect()
    }

    /// One group's value of a row: per cent, years or days.
    pub fn value(&self, card: &Scorecard, measure: &Measure, group: usize) -> f64 {
        let Some((at, factor)) = measure.factor(card) else {
            return 0.0;
        };
        let shares = self.shares(group, at);
        let rows = factor.categories.iter().zip(shares);
        match measure.kind {
            Kind::Share => {
                100.0 * rows.filter(|(category, _)| measure.counts(category)).map(|(_, share)| share).sum::<f64>()
            }
            Kind::Mean => rows.map(|(category, share)| share * mean(&category.points)).sum(),
            Kind::Median => {
                let spread = rows.flat_map(|(category, share)| {
                    let points = length(&category.points);
                    category.points.iter().map(move |point| (f64::from(*point), share / points))
                });
                median(spread)
            }
        }
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

fn length<T>(values: &[T]) -> f64 {
    f64::from(u32::try_from(values.len().max(1)).unwrap_or(u32::MAX))
}

fn mean(points: &[i32]) -> f64 {
    points.iter().copied().map(f64::from).sum::<f64>() / length(points)
}

/// The value with half of the people at or below it; values rise, shares sum to one.
fn median(values: impl Iterator<Item = (f64, f64)>) -> f64 {
    let mut passed = 0.0;
    let mut last = 0.0;
    for (value, share) in values {
        passed += share;
        last = value;
        if passed >= 0.5 {
            break;
        }
    }
    last
}
