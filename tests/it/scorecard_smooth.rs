//! No cliffs: one more day registered, or one more year of age, moves no track far.
//!
//! `cargo test --profile fit --test it scorecard_smooth -- --include-ignored --nocapture` takes every single day and
//! every set with something not told, and prints the largest moves.

use crate::support::scorecard::card;
use vagval::policy::scorecard::{Factor, Scorecard};
use vagval::profiling::{Input, chances, estimate};

/// What one more day may move a track by, thousandths.
const A_DAY: u32 = 40;
/// What one more year may.
const A_YEAR: u32 = 100;

/// Every combination of one answer per category, with `Unknown` too if wanted; a number stands at its knot.
fn every<'a>(factors: &[&'a Factor], unknown: bool) -> Vec<Vec<(&'a str, Input<'a>)>> {
    let mut sets = vec![Vec::new()];
    for factor in factors {
        let told = factor.categories.iter().map(|category| match category.knot {
            Some(knot) => Input::Number(knot),
            None => Input::Choice(category.answers.first().unwrap()),
        });
        let answers: Vec<Input<'_>> = told.chain(unknown.then_some(Input::Unknown)).collect();
        let longer = |set: &Vec<(&'a str, Input<'a>)>, answer| {
            set.iter().copied().chain([(factor.id.as_str(), answer)]).collect::<Vec<_>>()
        };
        sets = sets.iter().flat_map(|set| answers.iter().map(move |answer| longer(set, *answer))).collect();
    }
    sets
}

/// The inputs of a set, with the number for the one factor that it leaves open.
fn with<'a>(card: &Scorecard, set: &[(&'a str, Input<'a>)], number: i32) -> Vec<Input<'a>> {
    let told = |factor: &Factor| set.iter().find(|(id, _)| *id == factor.id);
    card.factors.iter().map(|factor| told(factor).map_or(Input::Number(number), |(_, input)| *input)).collect()
}

/// The largest move of any track between neighbours of `numbers`, and where.
fn largest_move(card: &Scorecard, fact: &str, numbers: &[i32], unknown: bool) -> (u32, String) {
    let edition = card.edition_on("2026-11-27").unwrap();
    let others: Vec<&Factor> = card.factors.iter().filter(|factor| factor.id != fact).collect();
    let mut largest = (0, String::new());
    for set in every(&others, unknown) {
        let mut before: Option<(i32, [u32; 5])> = None;
        for number in numbers {
            let now = chances(card, edition, &with(card, &set, *number));
            if let Some((last, then)) = before.filter(|(last, _)| last + 1 == *number) {
                let moved = now.iter().zip(then).map(|(now, then)| now.abs_diff(then)).max().unwrap();
                if moved > largest.0 {
                    largest = (moved, format!("from {last} to {number}: {then:?} {now:?}, {set:?}"));
                }
            }
            before = Some((*number, now));
        }
    }
    largest
}

/// Days around the beginnings of categories and their knots, where a bend or a step would be.
fn days(card: &Scorecard) -> Vec<i32> {
    let time = card.factors.last().unwrap();
    let places = time.categories.iter().flat_map(|row| [row.from.unwrap(), row.knot.unwrap()]);
    let mut days: Vec<i32> = places.flat_map(|day| (day - 2..=day + 2).filter(|day| *day >= 0)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

#[test]
fn one_more_day_registered_moves_no_track_far() {
    let card = card();
    let (moved, place) = largest_move(&card, "registered-since", &days(&card), false);
    assert!(moved <= A_DAY, "{moved} {place}");
}

#[test]
fn one_more_year_of_age_moves_no_track_far() {
    let (moved, place) = largest_move(&card(), "age", &(16..75).collect::<Vec<_>>(), false);
    assert!(moved <= A_YEAR, "{moved} {place}");
}

#[test]
#[ignore = "minutes: every single day of nine years, and every set with something not told"]
fn no_day_and_no_year_moves_a_track_far_whatever_is_not_told() {
    let card = card();
    let years: Vec<i32> = (16..75).collect();
    let far: Vec<(&str, u32, (u32, String))> = vec![
        (
            "one more day, all told",
            A_DAY,
            largest_move(&card, "registered-since", &(0..3300).collect::<Vec<_>>(), false),
        ),
        ("one more year, all told", A_YEAR, largest_move(&card, "age", &years, false)),
        ("one more day, whatever is told", A_DAY, largest_move(&card, "registered-since", &days(&card), true)),
        ("one more year, whatever is told", A_YEAR, largest_move(&card, "age", &years, true)),
    ];
    for (what, _, (moved, place)) in &far {
        println!("{what}: at most {moved} thousandths ({place})");
    }
    assert!(far.iter().all(|(_, bound, (moved, _))| moved <= bound));
}

#[test]
fn the_chance_of_work_has_one_top_over_the_ages_and_no_birthday_in_it() {
    let card = card();
    let edition = card.edition_on("2026-11-27").unwrap();
    let others: Vec<&Factor> = card.factors.iter().filter(|factor| factor.id != "age").collect();
    for set in every(&others, false) {
        let work: Vec<u32> = (18..66)
            .map(|age| estimate(&card, edition, &with(&card, &set, age)).job_chance.unwrap().six_months)
            .collect();
        let top = work.iter().position(|chance| chance == work.iter().max().unwrap()).unwrap();
        assert!(work[..=top].is_sorted() && work[top..].is_sorted_by(|a, b| a >= b), "{set:?}: {work:?}");
        assert!(work.windows(2).all(|two| two[0].abs_diff(two[1]) <= 25), "{set:?}: {work:?}");
    }
}
