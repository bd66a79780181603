//! The chance of work, month by month, as registration time runs on.
//!
//! Each month's chance is a logistic function of the score without its time factor, of what no one
//! asks, and of the days registered at the start of that month. Those who have not found work yet
//! go on to the next month, so the curve also carries that the ones who wait longest tend to be
//! those with the lowest chance.

use super::estimate::{Contribution, relative, worths};
use super::knots;
use super::number::{NORMAL_NODES, count, length, position, whole};
use super::population::{FactorLevel, Profile};
use crate::policy::scorecard::{Category, Chance, Factor, Members, Scorecard};
use std::cmp::Ordering;

/// Months in the curve.
const MONTHS: usize = 24;
/// The month whose chance is the headline.
const HEADLINE: usize = 6;
/// Logits of a month's chance are collected on a grid from here, in steps of an eighth.
const LOWEST: f64 = -10.0;
const PER_LOGIT: f64 = 8.0;
const BINS: u32 = 113;

/// The chance of work of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobChance {
    /// Chance of work within six months, thousandths.
    pub six_months: u32,
    /// Lower end of the card's band around it.
    pub low: u32,
    /// Upper end of the card's band.
    pub high: u32,
    /// Chance of work within 1, 2, … 24 months.
    pub by_month: Vec<u32>,
    /// `base` and the points of all contributions: a month's chance as a logit, thousandths.
    pub score: i32,
    /// The same for the population average.
    pub base: i32,
    /// One per factor, in the card's order.
    pub contributions: Vec<Contribution>,
}

/// A curve as shares, before rounding.
pub(super) struct Curve {
    /// Share that has found work within 1, 2, … months.
    pub(super) found: Vec<f64>,
    /// Chance within six months and share of people.
    headline: Vec<(f64, f64)>,
}

/// People with the same registration time.
struct Slot {
    days: Vec<i32>,
    bins: Vec<f64>,
}

/// The distribution of what decides a month's chance.
pub(super) struct JobFindingModel<'a> {
    chance: &'a Chance,
    time_factor: usize,
    log_offset: Option<i32>,
    slots: Vec<Slot>,
}

impl<'a> JobFindingModel<'a> {
    pub(super) fn new(card: &Scorecard, chance: &'a Chance, told: &[FactorLevel]) -> Self {
        let at = card.factors.iter().position(|factor| factor.id == chance.time_factor).unwrap_or(0);
        let slot = |days: Vec<i32>| Slot { days, bins: vec![0.0; usize::try_from(BINS).unwrap_or(0)] };
        let categories = card.factors.get(at).into_iter().flat_map(|factor| &factor.categories).enumerate();
        let days = |(index, category): (usize, &Category)| match told.get(at) {
            Some(FactorLevel::In(chosen, days)) if *chosen == index => days.iter().copied().collect(),
            Some(FactorLevel::In(..)) => Vec::new(),
            _ => category.points.clone(),
        };
        let log_offset = card.factors.get(at).and_then(|factor| factor.log_offset);
        Self { chance, time_factor: at, log_offset, slots: categories.map(|row| slot(days(row))).collect() }
    }

    pub(super) fn add(&mut self, members: &Members, completion: &Profile) {
        let slot = completion.category(self.time_factor).and_then(|at| self.slots.get_mut(at));
        let Some(slot) = slot else { return };
        let scale = self.chance.intercept.iter().zip(&self.chance.slope);
        let people = completion.timeless.iter().zip(&completion.masses);
        let rows = scale.zip(&members.spread).zip(people);
        for (((intercept, slope), spread), (score, mass)) in rows.filter(|(_, (_, mass))| **mass > 0.0) {
            let slope = f64::from(*slope) / 1e6;
            let middle = f64::from(*intercept) / 1000.0 + slope * f64::from(*score);
            let step = slope * f64::from(*spread);
            for (node, weight) in NORMAL_NODES {
                slot.add(middle + step * node, mass * weight);
            }
        }
    }

    pub(super) fn job_chance(self, card: &Scorecard, told: &[FactorLevel], shares: &[Vec<f64>]) -> JobChance {
        let Curve { found, headline } = self.curve(MONTHS);
        let by_month: Vec<u32> = found.iter().map(|share| count(1000.0 * share)).collect();
        let six_months = by_month.get(HEADLINE - 1).copied().unwrap_or(0);
        let at = |share: u32| count(1000.0 * quantile(&headline, f64::from(share) / 1000.0));
        let (base, contributions) = self.explain(card, told, shares);
        let points = contributions.iter().map(|row| row.points);
        JobChance {
            six_months,
            low: at(self.chance.band.low).min(six_months),
            high: at(self.chance.band.high).max(six_months),
            by_month,
            score: base + points.sum::<i32>(),
            base,
            contributions,
        }
    }

    /// The chance of work within six months, thousandths.
    pub(super) fn six_months(&self) -> u32 {
        self.curve(HEADLINE).found.last().map_or(0, |share| count(1000.0 * share))
    }

    /// The curve over the first months, and who has which chance within six.
    pub(super) fn curve(&self, months: usize) -> Curve {
        let mut found = vec![0.0; months];
        let mut headline: Vec<(f64, f64)> = Vec::new();
        let mut sum = 0.0;
        let odds: Vec<f64> = (0..BINS).map(|bin| libm::exp(f64::from(bin) / PER_LOGIT + LOWEST)).collect();
        for slot in self.slots.iter().filter(|slot| slot.bins.iter().any(|mass| *mass > 0.0)) {
            let points = length(&slot.days);
            for days in &slot.days {
                let time = self.time_odds(*days, months);
                let people = slot.bins.iter().zip(&odds).filter(|(mass, _)| **mass > 0.0);
                for (mass, odds) in people {
                    let mass = mass / points;
                    let mut waiting = 1.0;
                    for (month, (time, found)) in time.iter().zip(&mut found).enumerate() {
                        waiting /= 1.0 + odds * time;
                        *found += mass * (1.0 - waiting);
                        if month + 1 == HEADLINE {
                            headline.push((1.0 - waiting, mass));
                        }
                    }
                    sum += mass;
                }
            }
        }
        if sum > 0.0 {
            for share in &mut found {
                *share /= sum;
            }
            for (_, mass) in &mut headline {
                *mass /= sum;
            }
        }
        Curve { found, headline }
    }

    /// What registration time multiplies the odds of a month by, for each month from now.
    fn time_odds(&self, days: i32, months: usize) -> Vec<f64> {
        let days = days.clamp(0, 100_000);
        let begins = (0..).take(months).map(|month| (month * 365 + 6) / 12);
        begins.map(|begin| libm::exp(self.time(days + begin) / 1000.0)).collect()
    }

    /// Base and contributions of a month's chance, as logits: the time factor by the days
    /// registered now, the others by their weight times the slope.
    fn explain(&self, card: &Scorecard, told: &[FactorLevel], shares: &[Vec<f64>]) -> (i32, Vec<Contribution>) {
        let members = length(&self.chance.slope);
        let sloped = |values: &[i32]| {
            let products = values.iter().zip(&self.chance.slope);
            products.map(|(value, slope)| f64::from(*value) * f64::from(*slope) / 1000.0).sum::<f64>() / members
        };
        let intercept: f64 = self.chance.intercept.iter().copied().map(f64::from).sum::<f64>() / members;
        let mut base = whole(intercept + sloped(&card.members.base));
        let worths = worths(card, shares, |category| sloped(&category.weights));
        let mut contributions = relative(card, told, &worths);
        for (at, ((factor, shares), worth)) in card.factors.iter().zip(shares).zip(&worths).enumerate() {
            if at == self.time_factor {
                let average = self.average_time(factor, shares);
                base += average;
                if let (Some(FactorLevel::In(_, Some(days))), Some(row)) = (told.get(at), contributions.get_mut(at)) {
                    row.points = whole(self.time(*days)) - average;
                }
            } else {
                base += worth.average;
            }
        }
        (base, contributions)
    }

    /// The effect of the days registered on the logit of a month's chance, in thousandths.
    fn time(&self, days: i32) -> f64 {
        let mut before: Option<(i32, i32)> = None;
        for (at, value) in self.chance.days.iter().copied().zip(self.chance.time.iter().copied()) {
            if days < at {
                let (from, start) = before.unwrap_or((at, value));
                return f64::from(start) + f64::from(value - start) * knots::part(self.log_offset, from, at, days);
            }
            before = Some((at, value));
        }
        before.map_or(0.0, |(_, value)| f64::from(value))
    }

    fn average_time(&self, factor: &Factor, shares: &[f64]) -> i32 {
        let of = |category: &Category| {
            let points = length(&category.points);
            category.points.iter().map(|days| self.time(*days)).sum::<f64>() / points
        };
        whole(factor.categories.iter().zip(shares).map(|(category, share)| share * of(category)).sum())
    }
}

impl Slot {
    /// Shares what falls between two points of the grid between them, so that the mean is kept.
    fn add(&mut self, logit: f64, mass: f64) {
        let place = ((logit - LOWEST) * PER_LOGIT).clamp(0.0, f64::from(BINS - 2));
        let (at, part) = position(place);
        if let Some([here, next, ..]) = self.bins.get_mut(at..) {
            *here += mass * (1.0 - part);
            *next += mass * part;
        }
    }
}

/// The value below which a share of the values lies, each standing in the middle of its own mass and linear between.
/// They are divided around one of them again and again, and only the part where the share lies is looked at further:
/// to sort them all takes the longest of the whole estimate.
fn quantile(values: &[(f64, f64)], share: f64) -> f64 {
    let mut rest = values.to_vec();
    let mut passed = 0.0;
    let mut before: Option<(f64, f64)> = None;
    while let Some((value, _)) = rest.get(rest.len() / 2).copied() {
        let (mut below, mut above) = (Vec::new(), Vec::new());
        let mut here = 0.0;
        for one in rest {
            match one.0.total_cmp(&value) {
                Ordering::Less => below.push(one),
                Ordering::Equal => here += one.1,
                Ordering::Greater => above.push(one),
            }
        }
        let under = passed + mass(&below);
        let middle = under + here / 2.0;
        if middle < share {
            before = Some((middle, value));
            passed = under + here;
            rest = above;
            continue;
        }
        let nearest = below.iter().map(|one| one.0).max_by(f64::total_cmp);
        if let Some(nearest) = nearest {
            let same: Vec<_> = below.iter().copied().filter(|one| one.0.total_cmp(&nearest).is_eq()).collect();
            let place = under - mass(&same) / 2.0;
            if place >= share {
                rest = below;
                continue;
            }
            before = Some((place, nearest));
        }
        return match before {
            Some((place, lower)) if middle > place => lower + (value - lower) * (share - place) / (middle - place),
            _ => value,
        };
    }
    before.map_or(0.0, |(_, value)| value)
}

fn mass(values: &[(f64, f64)]) -> f64 {
    values.iter().map(|(_, mass)| mass).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same of values in order.
    fn in_order(values: &[(f64, f64)], share: f64) -> f64 {
        let mut sorted = values.to_vec();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut passed = 0.0;
        let mut before: Option<(f64, f64)> = None;
        for (value, mass) in sorted {
            let middle = passed + mass / 2.0;
            if middle >= share {
                return match before {
                    Some((place, lower)) => lower + (value - lower) * (share - place) / (middle - place),
                    None => value,
                };
            }
            before = Some((middle, value));
            passed += mass;
        }
        before.map_or(0.0, |(_, value)| value)
    }

    #[test]
    fn a_quantile_is_that_of_the_values_in_order() {
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(seed >> 33).unwrap()) / f64::from(1_u32 << 31)
        };
        for count in [0, 1, 2, 3, 10, 1000] {
            let values: Vec<(f64, f64)> = (0..count).map(|_| (next(), next() / f64::from(count) * 2.0)).collect();
            for share in [0.0, 0.1, 0.5, 0.9, 1.5] {
                let (found, wanted) = (quantile(&values, share), in_order(&values, share));
                assert!((found - wanted).abs() < 1e-9, "{share} of {count}: {found} for {wanted}");
            }
        }
    }
}
