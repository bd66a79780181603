//! Everyone a person could be, given what was told: the completions of the missing facts, each
//! with its share of the population and its score in every member.

use super::estimate::Input;
use super::knots::{Between, People};
use super::number::{length, whole};
use crate::policy::scorecard::{Factor, MAX_CLASSES, MAX_FACTORS, MAX_MEMBERS, Scorecard, WHOLE};

/// Where a factor stands for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FactorLevel {
    /// Not told.
    Unknown,
    /// In this category; the number itself, if it is one.
    In(usize, Option<i32>),
}

/// Sorts an answer into a category. What no category lists, and a number below all of them, is
/// unknown.
pub(super) fn level(factor: &Factor, input: &Input<'_>) -> FactorLevel {
    let found = match input {
        Input::Unknown => None,
        Input::Choice(answer) => {
            let has = |listed: &String| listed == answer;
            factor.categories.iter().position(|category| category.answers.iter().any(has)).map(|at| (at, None))
        }
        Input::Number(number) => factor
            .categories
            .iter()
            .rposition(|category| category.from.is_some_and(|from| from <= *number))
            .map(|at| (at, Some(*number))),
    };
    found.map_or(FactorLevel::Unknown, |(at, number)| FactorLevel::In(at, number))
}

/// One completion: a person that could be the one who told.
#[derive(Clone)]
pub(super) struct Profile {
    /// Share of it in all completions, per member; all of them sum to one.
    pub(super) masses: [f64; MAX_MEMBERS],
    /// Score in each member, thousandths.
    pub(super) scores: [i32; MAX_MEMBERS],
    /// The same without the factor that stands for time.
    pub(super) timeless: [i32; MAX_MEMBERS],
    chosen: [Option<u8>; MAX_FACTORS],
}

impl Profile {
    /// Category of a factor; none if it does not count for this person.
    pub(super) fn category(&self, factor: usize) -> Option<usize> {
        self.chosen.get(factor).copied().flatten().map(usize::from)
    }
}

/// The beginning of a completion.
#[derive(Clone, Copy)]
struct Partial {
    /// How likely the chosen categories are in each class.
    likelihoods: [f64; MAX_CLASSES],
    scores: [i32; MAX_MEMBERS],
    timeless: [i32; MAX_MEMBERS],
    chosen: [Option<u8>; MAX_FACTORS],
}

/// One way on: a category, what it adds to the score, and how likely it is in each class.
struct Branch {
    category: usize,
    weights: [i32; MAX_MEMBERS],
    shares: Vec<f64>,
}

struct Level {
    factor: usize,
    /// The earlier factor and its categories that make this one count.
    only_if: Option<(usize, Vec<usize>)>,
    is_time: bool,
    /// One if it was told, else one per category.
    branches: Vec<Branch>,
}

/// The completions of one person's facts.
pub(super) struct Population {
    levels: Vec<Level>,
    start: Partial,
    /// Per member, the first class it has and the shares from there on, so that the masses of all
    /// completions sum to one over all members, the same for each.
    classes: Vec<(usize, Vec<f64>)>,
}

impl Population {
    /// Who the person could be: a list of what was told, one per factor, in file order.
    pub(super) fn new(card: &Scorecard, told: &[FactorLevel]) -> Self {
        let time = card.chance.as_ref().map(|chance| chance.time_factor.as_str());
        let levels = card.factors.iter().zip(told).enumerate().map(|(at, (factor, told))| Level {
            factor: at,
            only_if: condition(card, factor),
            is_time: time == Some(factor.id.as_str()),
            branches: branches(factor, *told),
        });
        let base = filled(card.members.base.iter().copied());
        let start = Partial {
            likelihoods: filled((0..card.classes()).map(|_| 1.0)),
            scores: base,
            timeless: base,
            chosen: [None; MAX_FACTORS],
        };
        let mut population = Self {
            levels: levels.collect(),
            start,
            classes: card.population.classes.iter().map(|row| own(row)).collect(),
        };
        population.share_evenly();
        population
    }

    /// How many completions there are at the most.
    pub(super) fn completions(&self) -> usize {
        self.levels.iter().map(|level| level.branches.len()).fold(1, usize::saturating_mul)
    }

    /// The lowest and the highest score that somebody like this can have, per member.
    pub(super) fn range(&self) -> [(i32, i32); MAX_MEMBERS] {
        let mut range = self.start.scores.map(|base| (base, base));
        for level in &self.levels {
            for (at, (lowest, highest)) in range.iter_mut().enumerate() {
                let weights = || level.branches.iter().filter_map(|branch| branch.weights.get(at)).copied();
                // What counts only under a condition may add nothing.
                let nothing = level.only_if.as_ref().map(|_| 0);
                *lowest += weights().chain(nothing).min().unwrap_or(0);
                *highest += weights().chain(nothing).max().unwrap_or(0);
            }
        }
        range
    }

    /// Divides each member's shares by what it holds of people like this, and by how many members
    /// there are: what was told chooses between classes, never between members.
    fn share_evenly(&mut self) {
        let likelihoods = self.likelihoods();
        let members = length(&self.classes);
        for (first, shares) in &mut self.classes {
            let sum = mass(*first, shares, &likelihoods);
            for share in shares {
                *share /= sum * members;
            }
        }
    }

    /// How likely people like this are in each class. Given the class a factor that no condition binds to another is
    /// independent of the rest, and the sum over its categories stands for them.
    fn likelihoods(&self) -> [f64; MAX_CLASSES] {
        let mut start = self.start;
        let conditions = || self.levels.iter().filter_map(|level| level.only_if.as_ref());
        let (bound, free): (Vec<_>, Vec<_>) = self
            .levels
            .iter()
            .partition(|level| level.only_if.is_some() || conditions().any(|(factor, _)| *factor == level.factor));
        for level in free {
            let mut sums = vec![0.0; MAX_CLASSES];
            for branch in &level.branches {
                sums.iter_mut().zip(&branch.shares).for_each(|(sum, share)| *sum += share);
            }
            multiply(&mut start.likelihoods, &sums);
        }
        let mut all = [0.0; MAX_CLASSES];
        complete(&bound, &start, &mut |partial| {
            all.iter_mut().zip(&partial.likelihoods).for_each(|(sum, likelihood)| *sum += likelihood);
        });
        all
    }

    /// Visits every completion, always in the same order.
    pub(super) fn each(&self, visit: &mut dyn FnMut(&Profile)) {
        let levels: Vec<&Level> = self.levels.iter().collect();
        complete(&levels, &self.start, &mut |partial| {
            visit(&Profile {
                masses: filled(self.classes.iter().map(|(first, shares)| mass(*first, shares, &partial.likelihoods))),
                scores: partial.scores,
                timeless: partial.timeless,
                chosen: partial.chosen,
            });
        });
    }
}

/// How many people a member has whose classes, from the first one it has, are this likely.
fn mass(first: usize, shares: &[f64], likelihoods: &[f64]) -> f64 {
    let likelihoods = likelihoods.get(first..).unwrap_or_default();
    shares.iter().zip(likelihoods).map(|(share, likelihood)| share * likelihood).sum()
}

fn branches(factor: &Factor, told: FactorLevel) -> Vec<Branch> {
    match told {
        FactorLevel::Unknown => (0..factor.categories.len()).map(|at| Branch::anyone(factor, at)).collect(),
        FactorLevel::In(at, None) => vec![Branch::anyone(factor, at)],
        FactorLevel::In(at, Some(number)) => vec![Branch::at(factor, at, number)],
    }
}

impl Branch {
    /// Anyone in a category.
    fn anyone(factor: &Factor, category: usize) -> Self {
        let people = People::new(factor, category);
        let shares = factor.categories.get(category).map_or(&[][..], |row| &row.shares);
        Self {
            category,
            weights: weights(factor, |worth| people.mean(worth)),
            shares: shares.iter().map(|share| part(*share)).collect(),
        }
    }

    /// Someone whose number is known: between two knots, in weight and in what it says about the class.
    fn at(factor: &Factor, category: usize, number: i32) -> Self {
        let place = Between::new(factor, category, number);
        let classes = factor.categories.first().map_or(0, |row| row.shares.len());
        let share = |class: usize| {
            place.mix(|at| factor.categories.get(at).and_then(|row| row.shares.get(class)).copied().map_or(0.0, part))
        };
        Self { category, weights: weights(factor, |worth| place.mix(worth)), shares: (0..classes).map(share).collect() }
    }
}

/// The weight in each member, by how those of the categories come together.
fn weights(factor: &Factor, together: impl Fn(&dyn Fn(usize) -> f64) -> f64) -> [i32; MAX_MEMBERS] {
    let members = factor.categories.first().map_or(0, |row| row.weights.len());
    let weight = |member: usize, at: usize| {
        factor.categories.get(at).and_then(|row| row.weights.get(member)).copied().map_or(0.0, f64::from)
    };
    filled((0..members).map(|member| whole(together(&|at| weight(member, at)))))
}

fn complete(levels: &[&Level], so_far: &Partial, visit: &mut dyn FnMut(&Partial)) {
    let Some((level, rest)) = levels.split_first() else {
        visit(so_far);
        return;
    };
    let counts = level.only_if.as_ref().is_none_or(|(factor, categories)| {
        let chosen = so_far.chosen.get(*factor).copied().flatten();
        chosen.is_some_and(|chosen| categories.contains(&usize::from(chosen)))
    });
    if !counts {
        complete(rest, so_far, visit);
        return;
    }
    for branch in &level.branches {
        let mut next = *so_far;
        multiply(&mut next.likelihoods, &branch.shares);
        next.scores.iter_mut().zip(&branch.weights).for_each(|(score, weight)| *score += weight);
        if !level.is_time {
            next.timeless.iter_mut().zip(&branch.weights).for_each(|(score, weight)| *score += weight);
        }
        if let Some(chosen) = next.chosen.get_mut(level.factor) {
            *chosen = u8::try_from(branch.category).ok();
        }
        complete(rest, &next, visit);
    }
}

fn multiply(likelihoods: &mut [f64; MAX_CLASSES], shares: &[f64]) {
    likelihoods.iter_mut().zip(shares).for_each(|(likelihood, share)| *likelihood *= share);
}

fn condition(card: &Scorecard, factor: &Factor) -> Option<(usize, Vec<usize>)> {
    let only_if = factor.only_if.as_ref()?;
    let at = card.factors.iter().position(|other| other.id == only_if.factor)?;
    let other = card.factors.get(at)?;
    Some((at, only_if.categories.iter().filter_map(|id| other.category(id)).collect()))
}

/// The classes that a member has: where they begin, and their shares.
fn own(row: &[u32]) -> (usize, Vec<f64>) {
    let first = row.iter().position(|share| *share > 0).unwrap_or(0);
    let end = row.iter().rposition(|share| *share > 0).map_or(0, |last| last + 1);
    let shares = row.get(first..end).unwrap_or_default();
    (first, shares.iter().map(|share| part(*share)).collect())
}

/// For every factor, each category's share of the population (0 for those it does not count for).
pub(super) fn shares(card: &Scorecard) -> Vec<Vec<f64>> {
    let mut counts: Vec<Vec<f64>> = Vec::new();
    let mut result = Vec::new();
    let rows = &card.population.classes;
    let members = length(rows);
    let mean = |class: usize| {
        let shares = rows.iter().filter_map(|row| row.get(class));
        shares.map(|share| part(*share)).sum::<f64>() / members
    };
    let classes: Vec<f64> = (0..card.classes()).map(mean).collect();
    for factor in &card.factors {
        let counted: Vec<f64> = match condition(card, factor) {
            None => classes.clone(),
            Some((at, categories)) => {
                let others = card.factors.get(at).into_iter().flat_map(|other| other.categories.iter().enumerate());
                let wanted: Vec<_> = others.filter(|(index, _)| categories.contains(index)).collect();
                let within = |class: usize| {
                    wanted
                        .iter()
                        .filter_map(|(_, category)| category.shares.get(class))
                        .map(|share| part(*share))
                        .sum::<f64>()
                };
                let before = counts.get(at).into_iter().flatten().enumerate();
                before.map(|(class, share)| share * within(class)).collect()
            }
        };
        let of = |shares: &[u32]| shares.iter().zip(&counted).map(|(share, class)| part(*share) * class).sum::<f64>();
        result.push(factor.categories.iter().map(|category| of(&category.shares)).collect());
        counts.push(counted);
    }
    result
}

fn part(share: u32) -> f64 {
    f64::from(share) / f64::from(WHOLE)
}

/// The values, and zeros where there are no more.
fn filled<T: Copy + Default, const N: usize>(values: impl Iterator<Item = T>) -> [T; N] {
    let mut result = [T::default(); N];
    result.iter_mut().zip(values).for_each(|(slot, value)| *slot = value);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = include_str!("../policy/data/se/scorecard.toml");

    /// Mean variance of the score within groups that share the known facts, over each member's own population.
    fn variance(people: &[Profile], members: usize, known: u32) -> f64 {
        let mut groups: Vec<Vec<[f64; 3]>> = Vec::new();
        let mut places = std::collections::BTreeMap::new();
        for person in people {
            let facts = (0..MAX_FACTORS).filter(|factor| known & (1 << factor) != 0);
            let key: Vec<_> = facts.map(|factor| person.category(factor)).collect();
            let place = *places.entry(key).or_insert(groups.len());
            if place == groups.len() {
                groups.push(vec![[0.0; 3]; members]);
            }
            for ((mass, score), sums) in person.masses.iter().zip(person.scores).zip(&mut groups[place]) {
                let score = f64::from(score) / 1000.0;
                *sums = [sums[0] + mass, sums[1] + mass * score, sums[2] + mass * score * score];
            }
        }
        let within = |sums: &[f64; 3]| if sums[0] > 0.0 { sums[2] - sums[1] * sums[1] / sums[0] } else { 0.0 };
        groups.iter().flatten().map(within).sum()
    }

    #[test]
    fn knowing_a_fact_never_makes_the_score_less_certain() {
        let card: Scorecard = toml::from_str(CARD).unwrap();
        let unknown = vec![FactorLevel::Unknown; card.factors.len()];
        let mut people = Vec::new();
        Population::new(&card, &unknown).each(&mut |completion| people.push(completion.clone()));
        let factors = card.factors.len();
        let variances: Vec<f64> =
            (0..1 << factors).map(|known| variance(&people, card.members.base.len(), known)).collect();
        for known in 0..1_usize << factors {
            for factor in (0..factors).filter(|factor| known & (1 << factor) == 0) {
                assert!(variances[known | (1 << factor)] <= variances[known] + 1e-12, "{known:b}, {factor}");
            }
        }
        assert!(variances[(1 << factors) - 1] < 1e-9);
    }

    #[test]
    fn every_member_counts_the_same_whatever_is_told() {
        let card: Scorecard = toml::from_str(CARD).unwrap();
        let inputs = [Input::Choice("woman"), Input::Number(61), Input::Unknown, Input::Choice("europe")];
        let inputs = inputs.iter().chain(std::iter::repeat(&Input::Unknown));
        let told: Vec<_> = card.factors.iter().zip(inputs).map(|(factor, input)| level(factor, input)).collect();
        let mut sums = [0.0; MAX_MEMBERS];
        Population::new(&card, &told).each(&mut |completion| {
            sums.iter_mut().zip(completion.masses).for_each(|(sum, mass)| *sum += mass);
        });
        let members = card.members.base.len();
        let even = 1.0 / f64::from(u32::try_from(members).unwrap());
        assert!(sums.iter().take(members).all(|sum| (sum - even).abs() < 1e-9));
    }
}
