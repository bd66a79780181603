//! Everyone in the population behind the card: each combination of categories, how many have it in
//! each member, and how each member divides them over the tracks.

use crate::policy::scorecard::{MAX_TRACKS, Scorecard};
use crate::profiling::number::UpperTail;
use crate::profiling::population::{FactorLevel, Population, Profile};
use crate::profiling::tracks::{between, reached};

/// One combination of categories.
pub(super) struct Person {
    /// The person as one who told everything: every member counts the same.
    pub(super) told: Profile,
    /// Category of each factor; none if the factor does not count.
    pub(super) categories: Vec<Option<usize>>,
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
        let members = f64::from(u32::try_from(self.tracks.len().max(1)).unwrap_or(1));
        let mut means = [0.0; MAX_TRACKS];
        for tracks in &self.tracks {
            means.iter_mut().zip(tracks).for_each(|(mean, share)| *mean += share / members);
        }
        means
    }
}

/// Everyone, by the members' own cut-offs.
pub(super) fn everyone(card: &Scorecard) -> Vec<Person> {
    let members = card.members.base.len();
    let alone: Vec<Scorecard> = (0..members).map(|member| card.only(member)).collect();
    let tail = UpperTail::new();
    let shift = vec![0; card.tracks.len().saturating_sub(1)];
    let unknown = vec![FactorLevel::Unknown; card.factors.len()];
    let mut result = Vec::new();
    Population::new(card, &unknown, &unknown).each(&mut |completion| {
        let tracks = alone.iter().enumerate().map(|(member, card)| {
            let one = completion.only(member);
            let reached = reached(&tail, &card.members, &shift, &one);
            between(&reached, &reached)
        });
        let mut told = completion.clone();
        let even = 1.0 / f64::from(u32::try_from(members.max(1)).unwrap_or(1));
        told.masses.iter_mut().take(members).for_each(|mass| *mass = even);
        result.push(Person {
            told,
            categories: (0..card.factors.len()).map(|factor| completion.category(factor)).collect(),
            people: completion.masses.iter().take(members).copied().collect(),
            tracks: tracks.collect(),
        });
    });
    result
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
