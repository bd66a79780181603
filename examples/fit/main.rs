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
use vagval::profiling::cohort::{Published, Tables};

const FILE: &str = "src/policy/data/se/scorecard.toml";
/// Latent classes of a family.
const CLASSES: usize = 12;
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
    let mut plans: Vec<Vec<Plan>> = Vec::new();
    for (story, seed) in STORIES.iter().zip(0..) {
        let one = |(spread, member): (&f64, u64)| Plan::new(&shape, story, *spread, 100 * seed + member);
        plans.push(SPREADS.iter().zip(0..).map(one).collect());
    }
    let mut families = Vec::new();
    for (story, plans) in STORIES.iter().zip(&plans) {
        families.push(fit(&shape, plans)?);
        eprintln!("{}: {:.0} s", story.id, begun.elapsed().as_secs_f64());
    }
    fill(&mut card, &shape, &families, &published.group_shares());
    let slopes: Vec<f64> = plans.iter().flatten().map(|plan| plan.slope).collect();
    let work = scale(&mut card, &slopes).ok_or("the card has no scale for the chance of work")?;
    card.check().map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    std::fs::write(FILE, HEAD.to_owned() + &toml::to_string(&card)?)?;
    for member in 0..card.members.base.len() {
        let table = Tables::exact(&card.only(member)).compare(&card, &published);
        println!(
            "member {member}: mean difference {:.3}, largest {:.3}",
            table.mean_difference, table.largest_difference
        );
    }
    let table = Tables::exact(&card).compare(&card, &published);
    println!("ensemble: mean difference {:.3}, largest {:.3}", table.mean_difference, table.largest_difference);
    println!("newly registered {:.3}, ratio {:.2}", work.newly_registered, work.ratio());
    println!("{:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// Fits a family: classes and members together, then each member alone to the rounded classes.
fn fit<'a>(shape: &Shape, plans: &'a [Plan]) -> Result<Family<'a>, argmin::core::Error> {
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
    let alone = |(plan, numbers): (&Plan, &[f64])| {
        let one = |numbers: &[f64]| {
            let (loss, gradient, _) = loss.one(plan, &rounded, numbers);
            (loss, gradient)
        };
        minimise(&one, numbers.to_vec(), 3, 500).map(|(numbers, _)| numbers)
    };
    let members = plans.iter().zip(members.chunks(Member::len(shape, CLASSES))).map(alone);
    Ok(Family { plans, classes, members: members.collect::<Result<_, _>>()? })
}
