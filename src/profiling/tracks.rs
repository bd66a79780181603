//! The chance of each track: how many of those a person could be reach each cut-off.
//!
//! An edition does not give one window but a range for each cut-off. The chances are the mean over the
//! ranges, each place as likely as the next; beside them stand the lowest and highest over the ranges.

use super::ladder::Ladder;
use super::number::{UpperTail, count, thousandths};
use super::population::{FactorLevel, Profile};
use crate::policy::scorecard::{CutoffWindow, MAX_TRACKS, Scorecard};

/// One number per track.
type PerTrack = [f64; MAX_TRACKS];

/// Sums over the completions.
pub(super) struct Tracks<'a> {
    tail: &'a UpperTail,
    edition: &'a CutoffWindow,
    members: Vec<Member<'a>>,
    /// Those who stand on no ladder.
    alone: Reached,
    /// Per unknown factor, per category: those in each track, in the mean.
    unknown: Vec<(usize, Vec<PerTrack>)>,
}

/// One member of the ensemble.
struct Member<'a> {
    cuts: &'a [i32],
    spread: f64,
    /// How many people have which score, where they are merged.
    people: Option<Ladder>,
    /// At each rung, how likely somebody reaches each track in the mean: only where a factor is unknown.
    reached: Vec<PerTrack>,
}

/// How many reach each track's cut-off or one that is nearer: in the mean over the window, with every cut-off at its
/// lowest, and at its highest.
#[derive(Clone, Copy)]
struct Reached {
    mean: PerTrack,
    low: PerTrack,
    high: PerTrack,
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
    /// Nobody yet; `range` is that of the scores of the `completions` that come, per member.
    pub(super) fn new(
        card: &'a Scorecard,
        edition: &'a CutoffWindow,
        (range, completions): (&[(i32, i32)], usize),
        tail: &'a UpperTail,
    ) -> Self {
        let rows = card.members.cuts.iter().zip(&card.members.spread).zip(range);
        let members = rows.map(|((cuts, spread), range)| {
            let spread = f64::from(*spread);
            Member { cuts, spread, people: Ladder::new(*range, spread, completions), reached: Vec::new() }
        });
        Self { tail, edition, members: members.collect(), alone: Reached::NOBODY, unknown: Vec::new() }
    }

    /// The same, that can tell which of the unknown factors is the most informative too.
    pub(super) fn with_unknown(mut self, card: &Scorecard, told: &[FactorLevel]) -> Self {
        let rows = card.factors.iter().zip(told).enumerate();
        let unknown = rows.filter(|(_, (_, level))| **level == FactorLevel::Unknown);
        let none = |categories| vec![[0.0; MAX_TRACKS]; categories];
        self.unknown = unknown.map(|(at, (factor, _))| (at, none(factor.categories.len()))).collect();
        let (tail, edition) = (self.tail, self.edition);
        for member in &mut self.members {
            let scores = member.people.iter().flat_map(Ladder::scores);
            member.reached = scores.map(|score| member.reached_from(tail, edition, score).mean).collect();
        }
        self
    }

    pub(super) fn add(&mut self, completion: &Profile) {
        let Self { tail, edition, members, alone, unknown } = self;
        let mut reached = [0.0; MAX_TRACKS];
        let people = completion.scores.iter().zip(&completion.masses);
        for (member, (score, mass)) in members.iter_mut().zip(people) {
            if let Some(people) = &mut member.people {
                let place = people.place(*score);
                people.add(&place, *mass);
                for (row, weight) in member.reached.iter().skip(place.at).zip(place.weights) {
                    add(&mut reached, row, mass * weight);
                }
            } else {
                let one = member.reached_from(tail, edition, f64::from(*score));
                alone.add(&one, *mass);
                add(&mut reached, &one.mean, *mass);
            }
        }
        for (factor, categories) in unknown {
            let chosen = completion.category(*factor);
            if let Some(row) = chosen.and_then(|chosen| categories.get_mut(chosen)) {
                add(row, &between(&reached, &reached), 1.0);
            }
        }
    }

    fn reached(&self) -> Reached {
        let mut sums = self.alone;
        for member in &self.members {
            let rungs = member.people.iter().flat_map(|people| people.scores().zip(people.counts()));
            for (score, people) in rungs.filter(|(_, people)| *people != 0.0) {
                sums.add(&member.reached_from(self.tail, self.edition, score), people);
            }
        }
        sums
    }

    /// The chances in the mean, thousandths.
    pub(super) fn chances(&self) -> [u32; MAX_TRACKS] {
        self.reached().chances()
    }

    pub(super) fn outcome(&self, name_from: u32) -> Outcome {
        let reached = self.reached();
        let chances = reached.chances();
        // A track is smallest when its own cut-off is high and the one above it low.
        let least = between(&reached.high, &reached.low);
        let most = between(&reached.low, &reached.high);
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

impl Member<'_> {
    /// How likely somebody with this score reaches each track; everyone reaches the last one.
    fn reached_from(&self, tail: &UpperTail, edition: &CutoffWindow, score: f64) -> Reached {
        let mut reached = Reached { mean: [1.0; MAX_TRACKS], low: [1.0; MAX_TRACKS], high: [1.0; MAX_TRACKS] };
        let Reached { mean, low, high } = &mut reached;
        let places = mean.iter_mut().zip(low).zip(high);
        let cuts = self.cuts.iter().zip(edition.low.iter().zip(&edition.high));
        for (((mean, lowest), highest), (cut, (low, high))) in places.zip(cuts) {
            [*mean, *lowest, *highest] =
                tail.reaches_within(score, self.spread, f64::from(cut + low), f64::from(cut + high));
        }
        reached
    }
}

impl Reached {
    const NOBODY: Self = Self { mean: [0.0; MAX_TRACKS], low: [0.0; MAX_TRACKS], high: [0.0; MAX_TRACKS] };

    /// So many people, each of whom reaches the tracks as `one` does.
    fn add(&mut self, one: &Self, people: f64) {
        add(&mut self.mean, &one.mean, people);
        add(&mut self.low, &one.low, people);
        add(&mut self.high, &one.high, people);
    }

    fn chances(&self) -> [u32; MAX_TRACKS] {
        thousandths(&between(&self.mean, &self.mean))
    }
}

/// Those in each track: who reaches it, in one place of the window, less who reaches a nearer one,
/// in another; never less than nobody.
pub(super) fn between(reached: &PerTrack, nearer: &PerTrack) -> PerTrack {
    let mut result = *reached;
    let rest = result.iter_mut().skip(1).zip(nearer);
    rest.for_each(|(value, nearer)| *value = if *value > *nearer { *value - nearer } else { 0.0 });
    result
}

fn add(sums: &mut PerTrack, values: &PerTrack, people: f64) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += people * value);
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
    use crate::profiling::population::Population;

    #[test]
    fn a_track_is_smallest_between_a_low_cut_above_and_a_high_cut_below() {
        let (low, high) = ([0.5, 0.9, 1.0, 1.0, 1.0], [0.3, 0.6, 1.0, 1.0, 1.0]);
        let least = between(&high, &low);
        let most = between(&low, &high);
        assert!((least[1] - 0.1).abs() < 1e-9 && (most[1] - 0.6).abs() < 1e-9);
        assert!((least[0] - 0.3).abs() < 1e-9 && (most[0] - 0.5).abs() < 1e-9);
    }

    /// The sums of every completion by itself: what the ladders stand for.
    fn walked(card: &Scorecard, edition: &CutoffWindow, population: &Population, tail: &UpperTail) -> Reached {
        let mut sums = Reached::NOBODY;
        population.each(&mut |completion| {
            for (member, mass) in completion.masses.iter().enumerate().take(card.members.base.len()) {
                let (spread, score) = (card.members.spread[member], completion.scores[member]);
                for track in 0..MAX_TRACKS {
                    let cut = card.members.cuts[member].get(track).map(|cut| {
                        let [low, high] = [cut + edition.low[track], cut + edition.high[track]].map(f64::from);
                        tail.reaches_within(f64::from(score), f64::from(spread), low, high)
                    });
                    let [mean, low, high] = cut.unwrap_or([1.0; 3]);
                    sums.mean[track] += mass * mean;
                    sums.low[track] += mass * low;
                    sums.high[track] += mass * high;
                }
            }
        });
        sums
    }

    #[test]
    fn merged_scores_give_what_walking_every_completion_gives() {
        let card: Scorecard = toml::from_str(include_str!("../policy/data/se/scorecard.toml")).unwrap();
        let tail = UpperTail::new();
        let mut seed = 2026_u64;
        let mut below = |count: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % count
        };
        for round in 0..120 {
            let told: Vec<FactorLevel> = card
                .factors
                .iter()
                .map(|factor| {
                    let at = below(factor.categories.len());
                    match below(8) {
                        unknown if unknown < round % 9 => FactorLevel::Unknown,
                        _ => FactorLevel::In(at, factor.categories[at].from.map(|from| from + 1)),
                    }
                })
                .collect();
            let edition = &card.editions[round % card.editions.len()];
            let population = Population::new(&card, &told);
            let exact = walked(&card, edition, &population, &tail);
            let mut tracks = Tracks::new(&card, edition, (&population.range(), population.completions()), &tail);
            population.each(&mut |completion| tracks.add(completion));
            let merged = tracks.reached();
            let pairs = [(merged.mean, exact.mean), (merged.low, exact.low), (merged.high, exact.high)];
            for (merged, exact) in pairs.iter().flat_map(|(merged, exact)| merged.iter().zip(exact)) {
                assert!((merged - exact).abs() < 1e-4, "{merged} for {exact}, {told:?} in {}", edition.id);
                let all_told = !told.contains(&FactorLevel::Unknown);
                assert!(!all_told || (merged - exact).abs() < 1e-12, "{merged} for {exact}, all told: {told:?}");
            }
            let near = merged.chances().into_iter().zip(exact.chances()).all(|(one, other)| one.abs_diff(other) <= 1);
            assert!(near, "{told:?} in {}", edition.id);
        }
    }

    #[test]
    fn of_equals_the_first_is_most_likely() {
        assert_eq!(largest(&[300, 350, 350, 0, 0]), 1);
    }
}
