//! How well the Swedish scorecard reproduces what was published. The bounds are those of the project; a fit that
//! misses one is reported, not let through by a wider bound.

use crate::support::scorecard::card;
use vagval::profiling::cohort::{Comparison, ModelFacts, Published, Tables, Work, draw, tables};

/// What is further from the published tables than allowed; `mean` and `largest` in percentage points.
fn misses(table: &Comparison, mean: f64, largest: f64) -> Vec<String> {
    let mut misses = Vec::new();
    if table.mean_difference > mean || table.largest_difference > largest {
        misses.push(format!("shares: mean {:.3}, largest {:.3}", table.mean_difference, table.largest_difference));
    }
    for cell in &table.cells {
        let published = f64::from(cell.published);
        let off = (cell.cohort - published).abs();
        let holds = match cell.measure.as_str() {
            "age_mean" => off <= 1.0,
            "age_median" => off <= 2.0,
            "duration_days_median" if published < 10.0 => off <= 3.0,
            "duration_days_median" | "duration_days_mean" => off <= 0.1 * published,
            // A printed 0 is less than half a per cent.
            _ if cell.published == 0 => cell.cohort < 0.5,
            _ => true,
        };
        if !holds {
            misses.push(format!("{} {}: {} for {}", cell.group, cell.measure, cell.cohort, cell.published));
        }
    }
    misses
}

#[test]
fn the_population_has_the_published_tables() {
    let (card, published) = (card(), Published::read().unwrap());
    let table = Tables::exact(&card).compare(&card, &published);
    assert_eq!(misses(&table, 0.2, 0.7), [""; 0]);
    assert_eq!(table.cells.len(), 55);
}

/// A member alone is held to the shares; medians and means of the days are those of all members together.
#[test]
fn each_member_alone_has_the_shares() {
    let (card, published) = (card(), Published::read().unwrap());
    assert!(card.members.base.len() >= 20);
    for member in 0..card.members.base.len() {
        let alone = card.only(member);
        let table = Tables::exact(&alone).compare(&alone, &published);
        assert!(table.mean_difference <= 0.35, "member {member}: {}", table.mean_difference);
        assert!(table.largest_difference <= 1.0, "member {member}: {}", table.largest_difference);
    }
}

#[test]
fn a_drawn_cohort_has_them_for_any_seed() {
    let (card, published) = (card(), Published::read().unwrap());
    for seed in [0, 1, 2, 47, 2020, u64::MAX] {
        let cohort = draw(&card, 100_000, seed);
        assert_eq!(cohort.len(), 100_000);
        let table = tables(&card, &cohort).compare(&card, &published);
        assert_eq!(misses(&table, 0.2, 0.7), [""; 0], "seed {seed}");
    }
}

#[test]
fn the_same_seed_draws_the_same_cohort() {
    let card = card();
    assert_eq!(draw(&card, 1000, 7), draw(&card, 1000, 7));
    assert_ne!(draw(&card, 1000, 7), draw(&card, 1000, 8));
}

#[test]
fn the_groups_are_as_large_as_published() {
    let (card, published) = (card(), Published::read().unwrap());
    let people = Tables::exact(&card).people;
    for (people, share) in people.iter().zip(published.group_shares()) {
        assert!((people - share).abs() < 0.001, "{people} for {share}");
    }
    assert_eq!(published.people.iter().sum::<u32>(), published.total);
}

#[test]
fn the_chance_of_work_is_held_to_what_is_known() {
    let work = Work::of(&card()).unwrap();
    assert!((work.newly_registered - 0.4).abs() <= 0.005, "{work:?}");
    assert!((work.ratio() - 2.9).abs() <= 0.1, "{work:?}");
}

#[test]
fn members_differ_in_more_than_their_seeds() {
    let facts = ModelFacts::of(&card()).unwrap();
    let range = |factor: &str, category: &str| {
        let row = facts.weights.iter().find(|row| row.factor == factor && row.category == category).unwrap();
        row.highest - row.lowest
    };
    assert!(range("sex", "woman") > 80);
    assert!(range("education", "not-completed") > 150);
    assert!(range("birth-region", "abroad") > 100);
    assert!(range("disability", "documented") > 250);
    let spreads = card().members.spread;
    assert!(spreads.iter().max().unwrap() * 10 > spreads.iter().min().unwrap() * 18);
}

#[test]
fn the_model_card_has_its_facts() {
    let facts = ModelFacts::of(&card()).unwrap();
    assert!(facts.groups.iter().all(|row| row.tracks.iter().sum::<u32>() == 1000));
    assert_eq!(facts.errors.len(), 4 * 4);
    assert_eq!(facts.members.len(), card().members.base.len());
    assert_eq!(facts.typical.len(), 5);
    assert!(facts.waiting.is_sorted_by(|a, b| a.six_months > b.six_months));
    let group = |factor: &str, category: &str| {
        let row = facts.groups.iter().find(|row| row.factor == factor && row.category == category).unwrap();
        row.tracks.last().copied().unwrap()
    };
    // Derived from the published tables: of the foreign-born 369 of 1000 are too far, of those with a disability 789.
    assert!(group("birth-region", "abroad").abs_diff(369) <= 10);
    assert!(group("disability", "documented").abs_diff(789) <= 10);
}
