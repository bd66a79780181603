//! Everyone a person could be, given what was told: the completions of the missing facts, each
//! with its share of the population and its score in every member.

use super::estimate::Input;
use crate::policy::scorecard::{Factor, MAX_CLASSES, MAX_FACTORS, MAX_MEMBERS, Scorecard, WHOLE};

/// Where a factor stands for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Not told.
    Unknown,
    /// In this category; the number itself, if it is one.
    In(usize, Option<i32>),
}

/// Sorts an answer into a category. What no category lists, and a number below all of them, is
/// unknown.
pub(super) fn standing(factor: &Factor, input: &Input<'_>) -> Standing {
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
    found.map_or(Standing::Unknown, |(at, number)| Standing::In(at, number))
}

/// One completion: a person that could be the one who told.
pub(super) struct Completion {
    /// Share of each member's population (not yet divided by the share of what was told).
    pub(super) masses: [f64; MAX_MEMBERS],
    /// Score in each member, thousandths.
    pub(super) scores: [i32; MAX_MEMBERS],
    /// The same without the factor that stands for time.
    pub(super) timeless: [i32; MAX_MEMBERS],
    chosen: [Option<u8>; MAX_FACTORS],
}

impl Completion {
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

struct Branch {
    weights: [i32; MAX_MEMBERS],
    shares: [f64; MAX_CLASSES],
}

struct Level {
    /// The earlier factor and its categories that make this one count.
    only_if: Option<(usize, Vec<usize>)>,
    known: Option<usize>,
    is_time: bool,
    branches: Vec<Branch>,
}

/// The completions of one person's facts.
pub(super) struct Population {
    levels: Vec<Level>,
    start: Partial,
    /// Per member, the share of each class.
    classes: Vec<[f64; MAX_CLASSES]>,
}

impl Population {
    /// `told` is one standing per factor, in file order.
    pub(super) fn new(card: &Scorecard, told: &[Standing]) -> Self {
        let class_holds = |class: usize| {
            card.factors.iter().zip(told).all(|(factor, standing)| match standing {
                Standing::Unknown => true,
                Standing::In(at, _) => {
                    let category = factor.categories.get(*at);
                    let share = category.and_then(|category| category.shares.get(class));
                    share.is_some_and(|share| *share > 0)
                }
            })
        };
        let peopled = |class: usize| {
            let mut rows = card.population.classes.iter();
            rows.any(|row| row.get(class).is_some_and(|share| *share > 0))
        };
        // Facts that no class holds together say nothing about the missing ones.
        let held = (0..card.classes()).any(|class| peopled(class) && class_holds(class));
        Self::with(card, told, !held)
    }

    fn with(card: &Scorecard, told: &[Standing], told_says_nothing: bool) -> Self {
        let time = card.chance.as_ref().map(|chance| chance.time_factor.as_str());
        let levels = card.factors.iter().zip(told).map(|(factor, standing)| {
            let known = match standing {
                Standing::In(at, _) => Some(*at),
                Standing::Unknown => None,
            };
            let branches = factor.categories.iter().map(|category| {
                let flat = told_says_nothing && known.is_some();
                Branch {
                    weights: filled(category.weights.iter().copied()),
                    shares: filled(category.shares.iter().map(|share| if flat { 1.0 } else { part(*share) })),
                }
            });
            Level {
                only_if: condition(card, factor),
                known,
                is_time: time == Some(factor.id.as_str()),
                branches: branches.collect(),
            }
        });
        let base = filled(card.members.base.iter().copied());
        let start = Partial {
            likelihoods: filled((0..card.classes()).map(|_| 1.0)),
            scores: base,
            timeless: base,
            chosen: [None; MAX_FACTORS],
        };
        let rows = card.population.classes.iter();
        Self {
            levels: levels.collect(),
            start,
            classes: rows.map(|row| filled(row.iter().map(|share| part(*share)))).collect(),
        }
    }

    /// Visits every completion, always in the same order.
    pub(super) fn each(&self, visit: &mut impl FnMut(&Completion)) {
        complete(&self.levels, 0, &self.start, &mut |partial| {
            let mass = |shares: &[f64; MAX_CLASSES]| {
                let terms = shares.iter().zip(&partial.likelihoods);
                terms.map(|(share, likelihood)| share * likelihood).sum()
            };
            visit(&Completion {
                masses: filled(self.classes.iter().map(mass)),
                scores: partial.scores,
                timeless: partial.timeless,
                chosen: partial.chosen,
            });
        });
    }
}

fn complete(levels: &[Level], at: usize, so_far: &Partial, visit: &mut impl FnMut(&Partial)) {
    let Some((level, rest)) = levels.split_first() else {
        visit(so_far);
        return;
    };
    let counts = level.only_if.as_ref().is_none_or(|(factor, categories)| {
        let chosen = so_far.chosen.get(*factor).copied().flatten();
        chosen.is_some_and(|chosen| categories.contains(&usize::from(chosen)))
    });
    if !counts {
        complete(rest, at + 1, so_far, visit);
        return;
    }
    for (category, branch) in level.branches.iter().enumerate() {
        if level.known.is_some_and(|known| known != category) {
            continue;
        }
        let mut next = *so_far;
        next.likelihoods.iter_mut().zip(&branch.shares).for_each(|(likelihood, share)| *likelihood *= share);
        next.scores.iter_mut().zip(&branch.weights).for_each(|(score, weight)| *score += weight);
        if !level.is_time {
            next.timeless.iter_mut().zip(&branch.weights).for_each(|(score, weight)| *score += weight);
        }
        if let Some(chosen) = next.chosen.get_mut(at) {
            *chosen = u8::try_from(category).ok();
        }
        complete(rest, at + 1, &next, visit);
    }
}

fn condition(card: &Scorecard, factor: &Factor) -> Option<(usize, Vec<usize>)> {
    let only_if = factor.only_if.as_ref()?;
    let at = card.factors.iter().position(|other| other.id == only_if.factor)?;
    let other = card.factors.get(at)?;
    Some((at, only_if.categories.iter().filter_map(|id| other.category(id)).collect()))
}

/// For every factor, each category's share of the population (0 for those it does not count for).
pub(super) fn shares(card: &Scorecard) -> Vec<Vec<f64>> {
    let mut counts: Vec<Vec<f64>> = Vec::new();
    let mut result = Vec::new();
    let rows = &card.population.classes;
    let members = f64::from(u32::try_from(rows.len().max(1)).unwrap_or(1));
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
