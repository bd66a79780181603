//! Fits the Swedish scorecard to the published tables and writes it.
//!
//! ```text
//! cargo run --profile fit --example fit
//! ```
//!
//! The file src/policy/data/se/scorecard.toml gives the frame (factors, categories, editions,
//! words) and receives the numbers. The same frame gives the same numbers, in about five minutes on two cores.

mod card;
mod loss;
mod minimise;
mod plan;
mod shape;

use card::{Family, fill, from_whole, scale, whole_classes};
use loss::{Classes, Loss, Member};
use minimise::minimise;
use plan::{Plan, Random, SPREADS, STORIES};
use shape::Shape;
use std::error::Error;
use std::time::Instant;
use vagval::policy::scorecard::Scorecard;
use vagval::profiling::cohort::{Kind, Published, Tables};

const FILE: &str = "src/policy/data/se/scorecard.toml";
/// Latent classes of a family.
const CLASSES: usize = 12;
/// A member is kept if no share is further from the published one than this, in percentage points.
const LARGEST: f64 = 1.0;
/// How often a member is fitted alone.
const ROUNDS: usize = 3;
/// Where the optimiser starts.
const SEED: u64 = 2020;

const HEAD: &str = "\
# The Swedish scorecard. The numbers are written by `cargo run --profile fit --example fit`; factors,
# categories, points, editions and words are edited here by hand and kept by the fit. What each field
# means is said in src/policy/scorecard.rs.

";

fn main() -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let mut card: Scorecard = toml::from_str(&std::fs::read_to_string(FILE)?)?;
    let published = Published::read()?;
    let shape = Shape::new(&card, &published).ok_or("the card lacks a factor of the tables")?;
    let mut families = Vec::new();
    for (story, seed) in STORIES.iter().zip(0..) {
        let one = |(spread, member): (&f64, u64)| Plan::new(&shape, story, *spread, 100 * seed + member);
        let plans: Vec<Plan> = SPREADS.iter().zip(0..).map(one).collect();
        families.push(fit(&card, &shape, &published, &plans)?);
        eprintln!("{}: {:.0} s", story.id, begun.elapsed().as_secs_f64());
    }
    fill(&mut card, &shape, &families, &published.group_shares());
    let good = good_members(&card, &published);
    card.keep_members(&good);
    let slopes = families.iter().flat_map(|family| &family.plans).map(|plan| plan.slope);
    let slopes: Vec<f64> = slopes.enumerate().filter(|(at, _)| good.contains(at)).map(|(_, slope)| slope).collect();
    let work = scale(&mut card, &slopes).ok_or("the card has no scale for the chance of work")?;
    card.check().map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    std::fs::write(FILE, HEAD.to_owned() + &toml::to_string(&card)?)?;
    let table = Tables::exact(&card).compare(&card, &published);
    println!("ensemble: mean difference {:.3}, largest {:.3}", table.mean_difference, table.largest_difference);
    println!("newly registered {:.3}, ratio {:.2}", work.newly_registered, work.ratio());
    println!("{:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// The members that have the published tables: the others are not equally good, and are left out.
fn good_members(card: &Scorecard, published: &Published) -> Vec<usize> {
    let members = 0..card.members.base.len();
    let is_good = |member: &usize| {
        let table = Tables::exact(&card.only(*member)).compare(card, published);
        println!(
            "member {member}: mean difference {:.3}, largest {:.3}",
            table.mean_difference, table.largest_difference
        );
        table.largest_difference <= LARGEST
    };
    members.filter(is_good).collect()
}

/// Fits a family: classes and members together, then each member alone to the rounded classes, and again
/// with what the parts of the categories show beside the categories as a whole.
fn fit(card: &Scorecard, shape: &Shape, published: &Published, plans: &[Plan]) -> Result<Family, argmin::core::Error> {
    let loss = Loss::new(shape, plans, CLASSES);
    let mut random = Random::new(SEED);
    let mut start: Vec<f64> = (0..CLASSES * shape.categories()).map(|_| random.between(-1.5, 1.5)).collect();
    for plan in plans {
        start.extend([0.0; CLASSES]);
        start.extend(plan.expected.iter().map(|expected| expected.mean));
        start.extend([0.25, -1.2, -1.2, -0.9]);
    }
    let (best, _) = minimise(&|numbers| loss.all(numbers), start, 12, 1000)?;
    let (logits, members) = best.split_at(CLASSES * shape.categories());
    let classes = whole_classes(shape, &Classes::from_logits(shape, logits));
    let rounded = from_whole(shape, &classes);
    let alone = |(plan, numbers): (&Plan, &Vec<f64>)| {
        let one = |numbers: &[f64]| {
            let (loss, gradient, _) = loss.one(plan, &rounded, numbers);
            (loss, gradient)
        };
        minimise(&one, numbers.clone(), 3, 500).map(|(numbers, _)| numbers)
    };
    let members: Vec<Vec<f64>> = members.chunks(Member::len(shape, CLASSES)).map(<[f64]>::to_vec).collect();
    let mut family = Family { plans: plans.to_vec(), classes, members };
    for round in 0..ROUNDS {
        let members = family.plans.iter().zip(&family.members).map(alone).collect::<Result<_, _>>()?;
        family.members = members;
        if round + 1 < ROUNDS {
            aside(card, shape, published, &loss, &mut family);
        }
    }
    Ok(family)
}

/// Adds to the targets of each member what its categories alone do not show.
fn aside(card: &Scorecard, shape: &Shape, published: &Published, loss: &Loss<'_>, family: &mut Family) {
    let mut filled = card.clone();
    fill(&mut filled, shape, std::slice::from_ref(family), &published.group_shares());
    let rounded = from_whole(shape, &family.classes);
    for (member, (plan, numbers)) in family.plans.iter_mut().zip(&family.members).enumerate() {
        let one = filled.only(member);
        let tables = Tables::exact(&one);
        let rows = loss.values(plan, &rounded, numbers).into_iter().zip(&published.measures).zip(&mut plan.aside);
        for ((coarse, measure), aside) in rows {
            let unit = match measure.kind {
                Kind::Share => 100.0,
                Kind::Mean => 1.0,
                // Printed too roughly to be worth it.
                Kind::Median => continue,
            };
            for (group, (coarse, aside)) in coarse.into_iter().zip(aside).enumerate() {
                *aside += coarse - tables.value(&one, measure, group) / unit;
            }
        }
    }
}
