//! The chance of work in the whole population: what the scale of the chance is held to.

use crate::policy::scorecard::Scorecard;
use crate::profiling::chance::JobFindingModel;
use crate::profiling::number::length;
use crate::profiling::population::{FactorLevel, Population, shares};

/// The chance of work of people who differ in registration time only by what comes with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// Mean chance within six months of those registered 0 to 10 days.
    pub newly_registered: f64,
    /// Mean chance within the coming month of those registered less than 365 days.
    pub month_first_year: f64,
    /// The same from 365 days on.
    pub month_later: f64,
}

impl Work {
    /// Of the whole population; none if the card has no scale for the chance of work.
    pub fn of(card: &Scorecard) -> Option<Self> {
        let chance = card.chance.as_ref()?;
        let at = card.factors.iter().position(|factor| factor.id == chance.time_factor)?;
        let (mut new, mut early, mut late) = (Mean::default(), Mean::default(), Mean::default());
        let shares = shares(card).into_iter().nth(at)?;
        for (index, (category, share)) in card.factors.get(at)?.categories.iter().zip(shares).enumerate() {
            let points = length(&category.points);
            for days in &category.points {
                let told = FactorLevel::In(index, Some(*days));
                let [month, _, _, _, _, six] = found(card, at, told)?;
                let people = share / points;
                if *days <= 10 {
                    new.add(six, people);
                }
                if *days < 365 {
                    early.add(month, people);
                } else {
                    late.add(month, people);
                }
            }
        }
        Some(Self { newly_registered: new.value(), month_first_year: early.value(), month_later: late.value() })
    }

    /// How many times likelier work is within a month in the first year than later.
    pub fn ratio(&self) -> f64 {
        self.month_first_year / self.month_later
    }
}

/// The curve of all who are in one category of one factor.
fn found(card: &Scorecard, factor: usize, level: FactorLevel) -> Option<[f64; 6]> {
    let mut told = vec![FactorLevel::Unknown; card.factors.len()];
    *told.get_mut(factor)? = level;
    let mut horizon = JobFindingModel::new(card, card.chance.as_ref()?, &told);
    Population::new(card, &told).each(&mut |completion| horizon.add(&card.members, completion));
    horizon.curve(6).found.try_into().ok()
}

#[derive(Default)]
struct Mean {
    sum: f64,
    people: f64,
}

impl Mean {
    fn add(&mut self, value: f64, people: f64) {
        self.sum += value * people;
        self.people += people;
    }

    fn value(&self) -> f64 {
        if self.people > 0.0 { self.sum / self.people } else { 0.0 }
    }
}
