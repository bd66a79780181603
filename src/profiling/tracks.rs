//! The chance of each track: how many of those a person could be reach each cut-off.
//!
//! An edition does not give one window but a range for each cut-off. The chances are the mean over the
//! ranges, each place as likely as the next; beside them stand the lowest and highest over the ranges.

use super::number::{UpperTail, count, thousandths};
use super::population::{FactorLevel, Population, Profile};
use crate::policy::scorecard::{CutoffWindow, MAX_TRACKS, Members, Scorecard};

/// One number per track.
type PerTrack = [f64; MAX_TRACKS];

/// Sums over the completions.
pub(super) struct Tracks<'a> {
    tail: &'a UpperTail,
    members: &'a Members,
    edition: &'a CutoffWindow,
    /// How many reach each track's cut-off or one that is nearer: in the mean over the window, …
    mean: PerTrack,
    /// … with every cut-off at its lowest, …
    low: PerTrack,
    /// … and at its highest.
    high: PerTrack,
    /// Per unknown factor, per category: those in each track, in the mean.
    unknown: Vec<(usize, Vec<PerTrack>)>,
}

/// What the sums say.
pub(super) struct Outcome {
    pub(super) chances: [u32; MAX_TRACKS],
    pub(super) lowest: [u32; MAX_TRACKS],
    pub(super) highest: [u32; MAX_TRACKS],
    pub(super) most_likely: usize,
    pub(super) is_robust: bool,
    pub(super) abstains: bool,
}

impl<'a> Tracks<'a> {
    pub(super) fn new(
        card: &'a Scorecard,
        edition: &'a CutoffWindow,
        told: &[FactorLevel],
        tail: &'a UpperTail,
    ) -> Self {
        let rows = card.factors.iter().zip(told).enumerate();
        let unknown = rows.filter(|(_, (_, level))| **level == FactorLevel::Unknown);
        let none = |categories| vec![[0.0; MAX_TRACKS]; categories];
        let [mean, low, high] = [[0.0; MAX_TRACKS]; 3];
        Self {
            tail,
            members: &card.members,
            edition,
            mean,
            low,
            high,
            unknown: unknown.map(|(at, (factor, _))| (at, none(factor.categories.len()))).collect(),
        }
    }

    pub(super) fn add(&mut self, completion: &Profile) {
        let Self { tail, members, edition, mean, low, high, unknown } = self;
        let reached = reached_within(tail, members, edition, completion);
        add(mean, &reached);
        // Without a range all three are the same.
        if edition.low == edition.high {
            add(low, &reached);
            add(high, &reached);
        } else {
            add(low, &self::reached(tail, members, &edition.low, completion));
            add(high, &self::reached(tail, members, &edition.high, completion));
        }
        for (factor, categories) in unknown {
            let chosen = completion.category(*factor);
            if let Some(row) = chosen.and_then(|chosen| categories.get_mut(chosen)) {
                add(row, &between(&reached, &reached));
            }
        }
    }

    pub(super) fn outcome(&self, name_from: u32) -> Outcome {
        let chances = thousandths(&between(&self.mean, &self.mean));
        // A track is smallest when its own cut-off is high and the one above it low.
        let least = between(&self.high, &self.low);
        let most = between(&self.low, &self.high);
        let mut lowest = least.map(|share| count(libm::floor(1000.0 * share)));
        let mut highest = most.map(|share| count(libm::ceil(1000.0 * share)));
        lowest.iter_mut().zip(&chances).for_each(|(value, chance)| *value = (*value).min(*chance));
        highest.iter_mut().zip(&chances).for_each(|(value, chance)| *value = (*value).max(*chance));
        let most_likely = largest(&chances);
        let certain = least.get(most_likely).copied().unwrap_or(0.0);
        let mut others = most.iter().enumerate().filter(|(at, _)| *at != most_likely);
        let is_robust = others.all(|(_, share)| *share <= certain) || self.edition.low == self.edition.high;
        let named = chances.get(most_likely).is_some_and(|chance| *chance >= name_from);
        Outcome { chances, lowest, highest, most_likely, is_robust, abstains: !named }
    }

    /// The unknown factor that would concentrate the tracks most (expected sum of squared chances).
    pub(super) fn most_informative(&self) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (factor, rows) in &self.unknown {
            let gain = rows.iter().map(concentration).sum();
            if best.is_none_or(|(_, most)| gain > most) {
                best = Some((*factor, gain));
            }
        }
        best.map(|(factor, _)| factor)
    }
}

/// The chances alone, in the card's order, thousandths.
pub(super) fn chances(
    card: &Scorecard,
    edition: &CutoffWindow,
    population: &Population,
    tail: &UpperTail,
) -> [u32; MAX_TRACKS] {
    let mut sums = [0.0; MAX_TRACKS];
    population.each(&mut |completion| add(&mut sums, &reached_within(tail, &card.members, edition, completion)));
    thousandths(&between(&sums, &sums))
}

/// How many people of one completion reach each track's cut-off, over all members; everyone
/// reaches the last track.
pub(super) fn reached(tail: &UpperTail, members: &Members, shift: &[i32], completion: &Profile) -> PerTrack {
    let of = |score: f64, spread: f64, (cut, by): (i32, i32)| tail.reaches(score, spread, f64::from(cut + by));
    sum(members, completion, &shift.iter().copied(), of)
}

/// The same in the mean over an edition's window.
fn reached_within(tail: &UpperTail, members: &Members, edition: &CutoffWindow, completion: &Profile) -> PerTrack {
    let of = |score: f64, spread: f64, (cut, (low, high)): (i32, (i32, i32))| {
        tail.reaches_within(score, spread, f64::from(cut + low), f64::from(cut + high))
    };
    sum(members, completion, &edition.low.iter().copied().zip(edition.high.iter().copied()), of)
}

fn sum<S>(
    members: &Members,
    completion: &Profile,
    shifts: &(impl Iterator<Item = S> + Clone),
    of: impl Fn(f64, f64, (i32, S)) -> f64,
) -> PerTrack {
    let mut sums = [0.0; MAX_TRACKS];
    let people = completion.scores.iter().zip(&completion.masses);
    let rows = members.cuts.iter().zip(&members.spread).zip(people);
    for ((cuts, spread), (score, mass)) in rows {
        let (score, spread) = (f64::from(*score), f64::from(*spread));
        let mut moved = cuts.iter().copied().zip(shifts.clone());
        for sum in &mut sums {
            *sum += match moved.next() {
                Some(cut) => mass * of(score, spread, cut),
                None => *mass,
            };
        }
    }
    sums
}

/// Those in each track: who reaches it, in one place of the window, less who reaches a nearer one,
/// in another; never less than nobody.
pub(super) fn between(reached: &PerTrack, nearer: &PerTrack) -> PerTrack {
    let mut result = *reached;
    let rest = result.iter_mut().skip(1).zip(nearer);
    rest.for_each(|(value, nearer)| *value = if *value > *nearer { *value - nearer } else { 0.0 });
    result
}

fn add(sums: &mut PerTrack, values: &PerTrack) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

fn concentration(row: &PerTrack) -> f64 {
    let sum: f64 = row.iter().sum();
    if sum > 0.0 { row.iter().map(|share| share * share).sum::<f64>() / sum } else { 0.0 }
}

/// Place of the largest value, the first of equals.
pub(super) fn largest(values: &[u32; MAX_TRACKS]) -> usize {
    let mut best = (0, 0);
    for (at, value) in values.iter().enumerate() {
        if *value > best.1 {
            best = (at, *value);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_is_smallest_between_a_low_cut_above_and_a_high_cut_below() {
        let (low, high) = ([0.5, 0.9, 1.0, 1.0, 1.0], [0.3, 0.6, 1.0, 1.0, 1.0]);
        let least = between(&high, &low);
        let most = between(&low, &high);
        assert!((least[1] - 0.1).abs() < 1e-9 && (most[1] - 0.6).abs() < 1e-9);
        assert!((least[0] - 0.3).abs() < 1e-9 && (most[0] - 0.5).abs() < 1e-9);
    }

    #[test]
    fn of_equals_the_first_is_most_likely() {
        assert_eq!(largest(&[300, 350, 350, 0, 0]), 1);
    }
}
