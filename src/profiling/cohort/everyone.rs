//! Everyone in the population behind the card: each combination of categories and of parts of them,
//! how many have it in each member, and how each member divides them over the tracks.

use crate::policy::scorecard::{Category, Factor, MAX_TRACKS, Members, Scorecard};
use crate::profiling::knots::People;
use crate::profiling::number::{UpperTail, length, whole};
use crate::profiling::population::{FactorLevel, Population, Profile};
use crate::profiling::tracks::between;

/// A category with knots is looked at in so many parts: within it people differ.
const PARTS: usize = 4;
/// Shares are made finer by this before they are divided, so that none is lost.
const FINER: u32 = 1000;

/// One combination of categories.
pub(super) struct Person {
    /// The person as one who told everything: every member counts the same.
    pub(super) told: Profile,
    /// Category of each factor; none if the factor does not count.
    pub(super) categories: Vec<Option<usize>>,
    /// Numbers that stand for the person, one list per factor.
    pub(super) numbers: Vec<Vec<i32>>,
    /// Share of all, per member; over everyone and all members they sum to one.
    pub(super) people: Vec<f64>,
    /// Per member, the chance of each track.
    pub(super) tracks: Vec<[f64; MAX_TRACKS]>,
}

impl Person {
    /// Whether the person is in this category of this factor.
    pub(super) fn is_in(&self, factor: usize, category: usize) -> bool {
        self.categories.get(factor).copied().flatten() == Some(category)
    }

    /// Share of all.
    pub(super) fn share(&self) -> f64 {
        self.people.iter().sum()
    }

    /// How many are in each track.
    pub(super) fn in_tracks(&self) -> [f64; MAX_TRACKS] {
        let mut sums = [0.0; MAX_TRACKS];
        for (people, tracks) in self.people.iter().zip(&self.tracks) {
            sums.iter_mut().zip(tracks).for_each(|(sum, share)| *sum += people * share);
        }
        sums
    }

    /// The chance of each track that the client gives someone who told everything: the mean over
    /// the members.
    pub(super) fn estimate(&self) -> [f64; MAX_TRACKS] {
        let members = length(&self.tracks);
        let mut means = [0.0; MAX_TRACKS];
        for tracks in &self.tracks {
            means.iter_mut().zip(tracks).for_each(|(mean, share)| *mean += share / members);
        }
        means
    }
}

/// Everyone, by the members' own cut-offs.
pub(super) fn everyone(card: &Scorecard) -> Vec<Person> {
    let mut fine = card.clone();
    let parts: Vec<Vec<usize>> = fine.factors.iter_mut().map(divide).collect();
    let members = card.members.base.len();
    let alone: Vec<Scorecard> = (0..members).map(|member| fine.only(member)).collect();
    let tail = UpperTail::new();
    let unknown = vec![FactorLevel::Unknown; card.factors.len()];
    let mut result = Vec::new();
    Population::new(&fine, &unknown).each(&mut |completion| {
        let tracks = alone.iter().enumerate().map(|(member, card)| {
            let one = completion.only(member);
            let reached = reached(&tail, &card.members, &one);
            between(&reached, &reached)
        });
        let mut told = completion.clone();
        let even = 1.0 / f64::from(u32::try_from(members.max(1)).unwrap_or(1));
        told.masses.iter_mut().take(members).for_each(|mass| *mass = even);
        let chosen = || (0..fine.factors.len()).map(|factor| completion.category(factor));
        let numbers = chosen().zip(&fine.factors).map(|(at, factor)| at.and_then(|at| factor.categories.get(at)));
        result.push(Person {
            told,
            categories: chosen().zip(&parts).map(|(at, parts)| parts.get(at?).copied()).collect(),
            numbers: numbers.map(|part| part.map_or_else(Vec::new, |part| part.points.clone())).collect(),
            people: completion.masses.iter().take(members).copied().collect(),
            tracks: tracks.collect(),
        });
    });
    result
}

/// How many people of one completion reach each track's cut-off, over all members; everyone reaches the last track.
fn reached(tail: &UpperTail, members: &Members, completion: &Profile) -> [f64; MAX_TRACKS] {
    let mut sums = [0.0; MAX_TRACKS];
    let people = completion.scores.iter().zip(&completion.masses);
    for ((cuts, spread), (score, mass)) in members.cuts.iter().zip(&members.spread).zip(people) {
        let mut cuts = cuts.iter();
        for sum in &mut sums {
            *sum += match cuts.next() {
                Some(cut) => mass * tail.reaches(f64::from(*score), f64::from(*spread), f64::from(*cut)),
                None => *mass,
            };
        }
    }
    sums
}

/// Divides the categories of a factor with knots into parts, each a category of its own, and returns
/// the category that each part was.
fn divide(factor: &mut Factor) -> Vec<usize> {
    if !factor.has_knots() {
        return (0..factor.categories.len()).collect();
    }
    let (mut parts, mut places) = (Vec::new(), Vec::new());
    for category in &mut factor.categories {
        category.shares.iter_mut().for_each(|share| *share *= FINER);
    }
    for (at, category) in factor.categories.iter().enumerate() {
        let size = category.points.len().div_ceil(PARTS).max(1);
        let mut left = category.shares.clone();
        let groups: Vec<&[i32]> = category.points.chunks(size).collect();
        for (group, points) in groups.iter().enumerate() {
            let is_last = group + 1 == groups.len();
            let take = |share: &u32| {
                let part = f64::from(*share) * length(points) / length(&category.points);
                u32::try_from(whole(part)).unwrap_or(0)
            };
            let own: Vec<u32> = if is_last {
                left.clone()
            } else {
                category.shares.iter().zip(&left).map(|(share, left)| take(share).min(*left)).collect()
            };
            left.iter_mut().zip(&own).for_each(|(left, own)| *left -= own);
            parts.push(part(factor, category, at, points, own));
            places.push(at);
        }
    }
    factor.categories = parts;
    places
}

/// The people of a category who have one of these numbers.
fn part(factor: &Factor, category: &Category, at: usize, points: &[i32], shares: Vec<u32>) -> Category {
    let people = People::of(factor, at, points);
    let weight = |member: usize| {
        let of = |at: usize| {
            factor.categories.get(at).and_then(|row| row.weights.get(member)).copied().map_or(0.0, f64::from)
        };
        whole(people.mean(of))
    };
    let weights = (0..category.weights.len()).map(weight).collect();
    Category { knot: None, points: points.to_vec(), weights, shares, ..category.clone() }
}

impl Profile {
    /// One member's view, as if it were the only one and this the only completion.
    fn only(&self, member: usize) -> Self {
        let mut one = self.clone();
        one.scores.rotate_left(member);
        one.masses = [0.0; crate::policy::scorecard::MAX_MEMBERS];
        one.masses.iter_mut().take(1).for_each(|mass| *mass = 1.0);
        one
    }
}
