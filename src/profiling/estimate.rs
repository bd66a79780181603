//! The estimate of one person: score, contributions, and the chance of each track.

use super::chance::{Horizon, JobChance};
use super::number::{UpperTail, thousandths, whole};
use super::population::{Completion, Population, Standing, shares, standing};
use crate::policy::scorecard::{Category, Edition, Factor, MAX_TRACKS, Members, Scorecard};

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
    /// Chance of each track in the middle of the edition's window, in the card's order, thousandths
    /// that sum to exactly 1000. A card with fewer tracks leaves the last ones 0.
    pub chances: [u32; MAX_TRACKS],
    /// Smallest chance of each track over the window.
    pub lowest: [u32; MAX_TRACKS],
    /// Largest chance of each track over the window.
    pub highest: [u32; MAX_TRACKS],
    /// Place of the most likely track.
    pub most_likely: usize,
    /// Whether that track is the most likely over the whole window.
    pub holds: bool,
    /// Whether no track should be named: it does not hold, or its chance is below the card's
    /// `name_from` somewhere in the window.
    pub abstains: bool,
    /// Place of the unknown factor whose answer would tell most about the track.
    pub most_informative: Option<usize>,
    /// The chance of work; none if the card has no such scale.
    pub job_chance: Option<JobChance>,
}

/// Estimates one person by one card in one window. `inputs` is one per factor, in the card's order;
/// missing ones are unknown.
pub fn estimate(card: &Scorecard, edition: &Edition, inputs: &[Input<'_>]) -> Estimate {
    let inputs = inputs.iter().chain(std::iter::repeat(&Input::Unknown));
    let told: Vec<Standing> = card.factors.iter().zip(inputs).map(|(factor, input)| standing(factor, input)).collect();
    let population = Population::new(card, &told);
    let shares = shares(card);
    let mut tracks = TrackSums::new(card, edition, &told);
    let mut horizon = card.chance.as_ref().map(|chance| Horizon::new(card, chance, &told));
    population.each(&mut |completion| {
        tracks.add(&card.members, completion);
        if let Some(horizon) = &mut horizon {
            horizon.add(&card.members, completion);
        }
    });
    let (base, contributions) = explain(card, &told, &shares);
    let score = contributions.iter().fold(base, |sum, contribution| sum + contribution.points);
    let outcome = tracks.outcome(card.name_from);
    Estimate {
        score,
        base,
        contributions,
        chances: outcome.chances,
        lowest: outcome.lowest,
        highest: outcome.highest,
        most_likely: outcome.most_likely,
        holds: outcome.holds,
        abstains: outcome.abstains,
        most_informative: outcome.most_informative,
        job_chance: horizon.map(|horizon| horizon.job_chance(card, &told, &shares)),
    }
}

/// A weight of the ensemble: the mean over its members.
fn mean(values: &[i32]) -> f64 {
    let sum: f64 = values.iter().copied().map(f64::from).sum();
    sum / f64::from(u32::try_from(values.len().max(1)).unwrap_or(u32::MAX))
}

/// The base and contributions of the score.
fn explain(card: &Scorecard, told: &[Standing], shares: &[Vec<f64>]) -> (i32, Vec<Contribution>) {
    let weight = |category: &Category| f64::from(whole(mean(&category.weights)));
    let mut base = whole(mean(&card.members.base));
    let contributions = relative(card, told, shares, weight);
    for (factor, shares) in card.factors.iter().zip(shares) {
        base += average(factor, shares, weight);
    }
    (base, contributions)
}

/// The population average of what a factor's categories are worth.
pub(super) fn average(factor: &Factor, shares: &[f64], worth: impl Fn(&Category) -> f64) -> i32 {
    let terms = factor.categories.iter().zip(shares).map(|(category, share)| share * f64::from(whole(worth(category))));
    whole(terms.sum())
}

/// One contribution per factor: what its category is worth, less the population average.
pub(super) fn relative(
    card: &Scorecard,
    told: &[Standing],
    shares: &[Vec<f64>],
    worth: impl Fn(&Category) -> f64,
) -> Vec<Contribution> {
    let rows = card.factors.iter().zip(told).zip(shares).enumerate();
    let contribution = |(factor, ((row, standing), shares)): (usize, ((&Factor, &Standing), &Vec<f64>))| {
        let average = average(row, shares, &worth);
        match (*standing, counts(card, row, told)) {
            (_, Some(false)) => Contribution { factor, category: None, points: -average },
            (Standing::In(at, _), Some(true)) => {
                let points = row.categories.get(at).map_or(0, |category| whole(worth(category)) - average);
                Contribution { factor, category: Some(at), points }
            }
            _ => Contribution { factor, category: None, points: 0 },
        }
    };
    rows.map(contribution).collect()
}

/// Whether a factor counts for this person; none if that depends on what was not told.
fn counts(card: &Scorecard, factor: &Factor, told: &[Standing]) -> Option<bool> {
    let Some(only_if) = &factor.only_if else {
        return Some(true);
    };
    let at = card.factors.iter().position(|other| other.id == only_if.factor)?;
    let other = card.factors.get(at)?;
    match (told.get(at)?, counts(card, other, told)) {
        (_, Some(false)) => Some(false),
        (Standing::In(chosen, _), Some(true)) => {
            other.categories.get(*chosen).map(|category| only_if.categories.contains(&category.id))
        }
        _ => None,
    }
}

/// Sums of the track chances over the completions.
struct TrackSums {
    tail: UpperTail,
    /// Shifts of the cut-offs: the middle of the window, then its two ends if it has a range.
    shifts: Vec<Vec<i32>>,
    sums: Vec<[f64; MAX_TRACKS]>,
    /// Per unknown factor, per category: track sums in the middle of the window.
    unknown: Vec<(usize, Vec<[f64; MAX_TRACKS]>)>,
}

struct Outcome {
    chances: [u32; MAX_TRACKS],
    lowest: [u32; MAX_TRACKS],
    highest: [u32; MAX_TRACKS],
    most_likely: usize,
    holds: bool,
    abstains: bool,
    most_informative: Option<usize>,
}

impl TrackSums {
    fn new(card: &Scorecard, edition: &Edition, told: &[Standing]) -> Self {
        let ends = edition.low.iter().zip(&edition.high);
        let middle: Vec<i32> = ends.map(|(low, high)| low.midpoint(*high)).collect();
        let mut shifts = vec![middle];
        if edition.low != edition.high {
            shifts.push(edition.low.clone());
            shifts.push(edition.high.clone());
        }
        let rows = card.factors.iter().zip(told).enumerate();
        let unknown = rows.filter(|(_, (_, standing))| **standing == Standing::Unknown);
        Self {
            tail: UpperTail::new(),
            sums: vec![[0.0; MAX_TRACKS]; shifts.len()],
            shifts,
            unknown: unknown.map(|(at, (factor, _))| (at, vec![[0.0; MAX_TRACKS]; factor.categories.len()])).collect(),
        }
    }

    fn add(&mut self, members: &Members, completion: &Completion) {
        for (at, (shift, sums)) in self.shifts.iter().zip(&mut self.sums).enumerate() {
            let tracks = track_masses(&self.tail, members, shift, completion);
            add(sums, &tracks);
            if at == 0 {
                for (factor, categories) in &mut self.unknown {
                    let chosen = completion.category(*factor);
                    if let Some(row) = chosen.and_then(|chosen| categories.get_mut(chosen)) {
                        add(row, &tracks);
                    }
                }
            }
        }
    }

    fn outcome(&self, name_from: u32) -> Outcome {
        let rows: Vec<[u32; MAX_TRACKS]> = self.sums.iter().map(thousandths).collect();
        let chances = rows.first().copied().unwrap_or_default();
        let most_likely = largest(&chances);
        let fold = |pick: fn(u32, u32) -> u32| {
            rows.iter().fold(chances, |mut so_far, row| {
                so_far.iter_mut().zip(row).for_each(|(value, other)| *value = pick(*value, *other));
                so_far
            })
        };
        let holds = rows.iter().all(|row| largest(row) == most_likely);
        let named = rows.iter().all(|row| row.get(most_likely).is_some_and(|chance| *chance >= name_from));
        Outcome {
            chances,
            lowest: fold(u32::min),
            highest: fold(u32::max),
            most_likely,
            holds,
            abstains: !(holds && named),
            most_informative: self.most_informative(),
        }
    }

    /// The unknown factor that would concentrate the tracks most (expected sum of squared chances).
    fn most_informative(&self) -> Option<usize> {
        let concentration = |row: &[f64; MAX_TRACKS]| {
            let sum: f64 = row.iter().sum();
            if sum > 0.0 { row.iter().map(|share| share * share).sum::<f64>() / sum } else { 0.0 }
        };
        let gain = |rows: &[[f64; MAX_TRACKS]]| rows.iter().map(concentration).sum::<f64>();
        let mut best: Option<(usize, f64)> = None;
        for (factor, rows) in &self.unknown {
            let gain = gain(rows);
            if best.is_none_or(|(_, most)| gain > most) {
                best = Some((*factor, gain));
            }
        }
        best.map(|(factor, _)| factor)
    }
}

/// How many of the people of one completion each track has, over all members.
fn track_masses(tail: &UpperTail, members: &Members, shift: &[i32], completion: &Completion) -> [f64; MAX_TRACKS] {
    let mut tracks = [0.0; MAX_TRACKS];
    let people = completion.scores.iter().zip(&completion.masses);
    let rows = members.cuts.iter().zip(&members.spread).zip(people);
    for ((cuts, spread), (score, mass)) in rows {
        let mut nearer = 0.0;
        let mut slots = tracks.iter_mut();
        for (cut, by) in cuts.iter().zip(shift) {
            let cut = f64::from(cut + by);
            let reaches = tail.reaches(f64::from(*score), f64::from(*spread), cut);
            if let Some(slot) = slots.next() {
                *slot += mass * (reaches - nearer);
            }
            nearer = reaches;
        }
        if let Some(slot) = slots.next() {
            *slot += mass * (1.0 - nearer);
        }
    }
    tracks
}

fn add(sums: &mut [f64; MAX_TRACKS], values: &[f64; MAX_TRACKS]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

/// Place of the largest value, the first of equals.
fn largest(values: &[u32; MAX_TRACKS]) -> usize {
    let mut best = (0, 0);
    for (at, value) in values.iter().enumerate() {
        if *value > best.1 {
            best = (at, *value);
        }
    }
    best.0
}

/// How the tracks divide people by the members' own cut-offs, for looking at the population as a
/// whole.
#[cfg(not(target_arch = "wasm32"))]
pub(super) struct TrackMasses {
    tail: UpperTail,
    members: Members,
    shift: Vec<i32>,
}

#[cfg(not(target_arch = "wasm32"))]
impl TrackMasses {
    pub(super) fn new(card: &Scorecard) -> Self {
        Self {
            tail: UpperTail::new(),
            members: card.members.clone(),
            shift: vec![0; card.tracks.len().saturating_sub(1)],
        }
    }

    /// Summed over all members whose mass in the completion is not 0.
    pub(super) fn of(&self, completion: &Completion) -> [f64; MAX_TRACKS] {
        track_masses(&self.tail, &self.members, &self.shift, completion)
    }
}
