//! From fitted numbers to the whole numbers of a scorecard file.
#![expect(clippy::indexing_slicing, reason = "numeric arrays of a fixed shape, in a development tool")]

use crate::loss::{Classes, Member, soft};
use crate::plan::Plan;
use crate::shape::{CUTS, Shape};
use vagval::policy::scorecard::{Scorecard, WHOLE};
use vagval::profiling::cohort::{Tables, Work};

/// One family of members after the fit: its classes as whole shares, and its members' numbers.
pub struct Family {
    pub plans: Vec<Plan>,
    /// Class, category: ten-thousandths.
    pub classes: Vec<Vec<u32>>,
    pub members: Vec<Vec<f64>>,
}

/// Each class's shares as ten-thousandths, each factor's summing to the whole.
pub fn whole_classes(shape: &Shape, classes: &Classes) -> Vec<Vec<u32>> {
    let row = |row: &Vec<f64>| shape.offsets.windows(2).flat_map(|at| ten_thousandths(&row[at[0]..at[1]])).collect();
    classes.shares.iter().map(row).collect()
}

/// The classes that whole shares stand for.
pub fn from_whole(shape: &Shape, classes: &[Vec<u32>]) -> Classes {
    let part = |share: &u32| f64::from(*share) / f64::from(WHOLE);
    Classes::new(shape, classes.iter().map(|row| row.iter().map(part).collect()).collect())
}

/// Shares that sum to the whole, none of them 0; what rounding down leaves goes to the largest
/// remainders.
fn ten_thousandths(shares: &[f64]) -> Vec<u32> {
    let sum: f64 = shares.iter().map(|share| share.max(1e-4)).sum();
    let exact: Vec<f64> = shares.iter().map(|share| f64::from(WHOLE) * share.max(1e-4) / sum).collect();
    let mut result: Vec<u32> = exact.iter().map(|value| count(libm::floor(*value)).max(1)).collect();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by(|a, b| (exact[*b] - libm::floor(exact[*b])).total_cmp(&(exact[*a] - libm::floor(exact[*a]))));
    let left = WHOLE.saturating_sub(result.iter().sum());
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        result[at] += 1;
    }
    result
}

#[expect(clippy::cast_possible_truncation, reason = "weights and shares are far inside i32")]
fn whole(value: f64) -> i32 {
    libm::round(value) as i32
}

fn count(value: f64) -> u32 {
    u32::try_from(whole(value)).unwrap_or(0)
}

/// Puts the families' numbers into the card.
pub fn fill(card: &mut Scorecard, shape: &Shape, families: &[Family], groups: &[f64]) {
    let classes: usize = families.iter().map(|family| family.classes.len()).sum();
    let all = || families.iter().flat_map(|family| family.plans.iter().zip(&family.members));
    card.members.spread = all().map(|(plan, _)| whole(1000.0 * plan.spread)).collect();
    card.members.base = all().map(|_| 0).collect();
    card.members.cuts = all().map(|_| vec![0; CUTS]).collect();
    card.population.classes.clear();
    let mut before = 0;
    for family in families {
        let count = family.classes.len();
        for numbers in &family.members {
            let mut row = vec![0; classes];
            row[before..before + count].copy_from_slice(&ten_thousandths(&soft(&numbers[..count])));
            card.population.classes.push(row);
        }
        before += count;
    }
    let mut place = 0;
    for factor in &mut card.factors {
        for category in &mut factor.categories {
            category.shares = families.iter().flat_map(|family| family.classes.iter().map(|row| row[place])).collect();
            category.weights = families
                .iter()
                .flat_map(|family| family.members.iter().map(|numbers| (family.classes.len(), numbers)))
                .map(|(classes, numbers)| whole(1000.0 * Member::read(shape, classes, numbers).weights[place]))
                .collect();
            place += 1;
        }
    }
    centre(card);
    cut(card, groups);
}

/// Moves every member's weights so that each factor's population average is about 0.
fn centre(card: &mut Scorecard) {
    let members = card.population.classes.clone();
    for factor in &mut card.factors {
        for (member, classes) in members.iter().enumerate() {
            let share = |shares: &Vec<u32>| {
                let both = shares.iter().zip(classes);
                both.map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>() / f64::from(WHOLE) / f64::from(WHOLE)
            };
            let rows = factor.categories.iter();
            let mean: f64 = rows.map(|row| share(&row.shares) * f64::from(row.weights[member])).sum();
            factor.categories.iter_mut().for_each(|row| row.weights[member] -= whole(mean));
        }
    }
}

/// The cut-offs that divide each member's population as published, by halving.
fn cut(card: &mut Scorecard, groups: &[f64]) {
    for member in 0..card.members.cuts.len() {
        let mut one = card.only(member);
        let mut above = 0.0;
        for at in 0..CUTS {
            above += groups[at];
            let (mut low, mut high) = (-8000, if at == 0 { 8000 } else { one.members.cuts[0][at - 1] - 1 });
            while high - low > 1 {
                let middle = i32::midpoint(low, high);
                for (step, cut) in one.members.cuts[0][at..].iter_mut().zip(0..) {
                    *step = middle - cut;
                }
                let people = Tables::exact(&one).people;
                if people[..=at].iter().sum::<f64>() > above { low = middle } else { high = middle }
            }
            one.members.cuts[0][at] = low;
        }
        card.members.cuts[member].clone_from(&one.members.cuts[0]);
    }
}

/// What the chance of work is held to: the newly registered (published), and how much likelier
/// work is in the first year than later (derived).
pub const NEWLY_REGISTERED: f64 = 0.400;
pub const RATIO: f64 = 2.9;

/// Sets the scale of the chance: each member's intercept by the newly registered, the size of what
/// registration time does by the ratio.
pub fn scale(card: &mut Scorecard, slopes: &[f64]) -> Option<Work> {
    let chance = card.chance.as_mut()?;
    chance.slope = slopes.iter().map(|slope| whole(1000.0 * slope)).collect();
    chance.intercept = vec![-2500; slopes.len()];
    let (mut low, mut high) = (0.0, 6000.0);
    for _ in 0..12 {
        let size = f64::midpoint(low, high);
        set_time(card, size)?;
        intercepts(card)?;
        if Work::of(card)?.ratio() < RATIO { low = size } else { high = size }
    }
    Work::of(card)
}

/// Registration time weighs by its logarithm: fast at first, slowly later.
fn set_time(card: &mut Scorecard, size: f64) -> Option<()> {
    let chance = card.chance.as_mut()?;
    let log = |days: i32| libm::log(1.0 + f64::from(days) / 60.0);
    let longest = log(*chance.days.last()?);
    chance.time = chance.days.iter().zip(0..).map(|(days, at)| whole(-size * log(*days) / longest) - at).collect();
    Some(())
}

fn intercepts(card: &mut Scorecard) -> Option<()> {
    for member in 0..card.members.base.len() {
        let mut one = card.only(member);
        let (mut low, mut high) = (-6000, 1000);
        while high - low > 1 {
            let middle = i32::midpoint(low, high);
            one.chance.as_mut()?.intercept = vec![middle];
            if Work::of(&one)?.newly_registered < NEWLY_REGISTERED { low = middle } else { high = middle }
        }
        *card.chance.as_mut()?.intercept.get_mut(member)? = low;
    }
    Some(())
}
