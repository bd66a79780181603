//! The estimate of one person: score, contributions, and the chance of each track.

use super::chance::{JobChance, JobFindingModel};
use super::knots::{Between, People};
use super::number::{UpperTail, length, whole};
use super::population::{FactorLevel, Population, level, shares};
use super::tracks::{self, Tracks};
use crate::policy::scorecard::{Category, CutoffWindow, Factor, MAX_TRACKS, Scorecard};

/// What a person told for one factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input<'a> {
    /// Nothing: not asked, not known or declined.
    Unknown,
    /// The answer of a choice.
    Choice(&'a str),
    /// A number, such as age in years or days registered.
    Number(i32),
}

/// What one factor does to a sum, relative to the population average.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contribution {
    /// Place of the factor in the card.
    pub factor: usize,
    /// Place of the category in the factor; none if unknown, or if it does not count for this person.
    pub category: Option<usize>,
    /// Thousandths of a logit; 0 if unknown.
    pub points: i32,
}

/// What a card says about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// `base` and the points of all contributions, thousandths of a logit.
    pub score: i32,
    /// Score of the population average.
    pub base: i32,
    /// One per factor, in the card's order.
    pub contributions: Vec<Contribution>,
    /// Chance of each track in the mean over the edition's window, in the card's order, thousandths
    /// that sum to exactly 1000. A card with fewer tracks leaves the last ones 0.
    pub chances: [u32; MAX_TRACKS],
    /// Smallest chance of each track over the window.
    pub lowest: [u32; MAX_TRACKS],
    /// Largest chance of each track over the window.
    pub highest: [u32; MAX_TRACKS],
    /// Place of the most likely track.
    pub most_likely: usize,
    /// Whether that track is the most likely over the whole window.
    pub is_robust: bool,
    /// Whether no track should be named: its chance is below the card's `name_from`.
    pub abstains: bool,
    /// Place of the unknown factor whose answer would tell most about the track.
    pub most_informative: Option<usize>,
    /// The chance of work; none if the card has no such scale.
    pub job_chance: Option<JobChance>,
}

/// Estimates one person by one card in one window. `inputs` is one per factor, in the card's order;
/// missing ones are unknown.
pub fn estimate(card: &Scorecard, edition: &CutoffWindow, inputs: &[Input<'_>]) -> Estimate {
    let told = levels(card, inputs);
    let population = Population::new(card, &told);
    let shares = shares(card);
    let tail = UpperTail::new();
    let mut tracks =
        Tracks::new(card, edition, (&population.range(), population.completions()), &tail).with_unknown(card, &told);
    let mut horizon = card.chance.as_ref().map(|chance| JobFindingModel::new(card, chance, &told));
    population.each(&mut |completion| {
        tracks.add(completion);
        if let Some(horizon) = &mut horizon {
            horizon.add(&card.members, completion);
        }
    });
    let (base, contributions) = explain(card, &told, &shares);
    let points = contributions.iter().map(|row| row.points);
    let score = base + points.sum::<i32>();
    let outcome = tracks.outcome(card.name_from);
    Estimate {
        score,
        base,
        contributions,
        chances: outcome.chances,
        lowest: outcome.lowest,
        highest: outcome.highest,
        most_likely: outcome.most_likely,
        is_robust: outcome.is_robust,
        abstains: outcome.abstains,
        most_informative: tracks.most_informative(),
        job_chance: horizon.map(|horizon| horizon.job_chance(card, &told, &shares)),
    }
}

/// What is told of somebody as they would be after a change: the same numbers that [`estimate`] gives, without
/// their reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// Chance of each track, as in [`Estimate`].
    pub chances: [u32; MAX_TRACKS],
    /// Place of the most likely track.
    pub most_likely: usize,
    /// Chance of work within six months, thousandths; none if the card has no such scale.
    pub six_months: Option<u32>,
}

impl From<&Estimate> for Outlook {
    fn from(estimate: &Estimate) -> Self {
        Self {
            chances: estimate.chances,
            most_likely: estimate.most_likely,
            six_months: estimate.job_chance.as_ref().map(|chance| chance.six_months),
        }
    }
}

/// The outlook of one person, as [`estimate`].
pub fn outlook(card: &Scorecard, edition: &CutoffWindow, inputs: &[Input<'_>]) -> Outlook {
    let told = levels(card, inputs);
    let tail = UpperTail::new();
    let population = Population::new(card, &told);
    let mut tracks = Tracks::new(card, edition, (&population.range(), population.completions()), &tail);
    let mut horizon = card.chance.as_ref().map(|chance| JobFindingModel::new(card, chance, &told));
    population.each(&mut |completion| {
        tracks.add(completion);
        if let Some(horizon) = &mut horizon {
            horizon.add(&card.members, completion);
        }
    });
    let chances = tracks.chances();
    let six_months = horizon.map(|horizon| horizon.six_months());
    Outlook { chances, most_likely: tracks::largest(&chances), six_months }
}

/// The chances of the tracks that [`estimate`] gives, and nothing else of it.
pub fn chances(card: &Scorecard, edition: &CutoffWindow, inputs: &[Input<'_>]) -> [u32; MAX_TRACKS] {
    let tail = UpperTail::new();
    let population = Population::new(card, &levels(card, inputs));
    let mut tracks = Tracks::new(card, edition, (&population.range(), population.completions()), &tail);
    population.each(&mut |completion| tracks.add(completion));
    tracks.chances()
}

fn levels(card: &Scorecard, inputs: &[Input<'_>]) -> Vec<FactorLevel> {
    let inputs = inputs.iter().chain(std::iter::repeat(&Input::Unknown));
    card.factors.iter().zip(inputs).map(|(factor, input)| level(factor, input)).collect()
}

/// A weight of the ensemble: the mean over its members.
fn mean(values: &[i32]) -> f64 {
    let sum: f64 = values.iter().copied().map(f64::from).sum();
    sum / length(values)
}

/// The base and contributions of the score.
fn explain(card: &Scorecard, told: &[FactorLevel], shares: &[Vec<f64>]) -> (i32, Vec<Contribution>) {
    let worths = worths(card, shares, |category| f64::from(whole(mean(&category.weights))));
    let averages = worths.iter().map(|worth| worth.average);
    (whole(mean(&card.members.base)) + averages.sum::<i32>(), relative(card, told, &worths))
}

/// What each category of a factor is worth, and the average of that over the population.
pub(super) struct Worth {
    each: Vec<f64>,
    pub(super) average: i32,
}

impl Worth {
    fn of(&self, category: usize) -> f64 {
        self.each.get(category).copied().unwrap_or_default()
    }
}

/// One for each factor.
pub(super) fn worths(card: &Scorecard, shares: &[Vec<f64>], worth: impl Fn(&Category) -> f64) -> Vec<Worth> {
    let of = |(factor, shares): (&Factor, &Vec<f64>)| {
        let mut all = Worth { each: factor.categories.iter().map(&worth).collect(), average: 0 };
        let mean = |at: usize| f64::from(whole(People::new(factor, at).mean(|at| all.of(at))));
        all.average = whole(shares.iter().enumerate().map(|(at, share)| share * mean(at)).sum());
        all
    };
    card.factors.iter().zip(shares).map(of).collect()
}

/// One contribution per factor: what its answer is worth, less the population average.
pub(super) fn relative(card: &Scorecard, told: &[FactorLevel], worths: &[Worth]) -> Vec<Contribution> {
    let rows = card.factors.iter().zip(told).zip(worths).enumerate();
    let contribution = |(factor, ((row, level), worth)): (usize, ((&Factor, &FactorLevel), &Worth))| match (
        *level,
        counts(card, row, told),
    ) {
        (_, Some(false)) => Contribution { factor, category: None, points: -worth.average },
        (FactorLevel::In(at, number), Some(true)) => {
            let own = match number {
                Some(number) => Between::new(row, at, number).mix(|at| worth.of(at)),
                None => worth.of(at),
            };
            Contribution { factor, category: Some(at), points: whole(own) - worth.average }
        }
        _ => Contribution { factor, category: None, points: 0 },
    };
    rows.map(contribution).collect()
}

/// Whether a factor counts for this person; none if that depends on what was not told.
fn counts(card: &Scorecard, factor: &Factor, told: &[FactorLevel]) -> Option<bool> {
    let Some(only_if) = &factor.only_if else {
        return Some(true);
    };
    let at = card.factors.iter().position(|other| other.id == only_if.factor)?;
    let other = card.factors.get(at)?;
    match (told.get(at)?, counts(card, other, told)) {
        (_, Some(false)) => Some(false),
        (FactorLevel::In(chosen, _), Some(true)) => {
            other.categories.get(*chosen).map(|category| only_if.categories.contains(&category.id))
        }
        _ => None,
    }
}
