//! Every answer set of the Swedish scorecard, with unknowns.
//!
//! `cargo test --profile fit --test it scorecard_every_person -- --include-ignored` also takes every single day.

use crate::support::scorecard::card;
use vagval::policy::scorecard::{Factor, Scorecard};
use vagval::profiling::{Input, chances, estimate};

/// One answer per category, and nothing told.
fn answers(factor: &Factor) -> Vec<Input<'_>> {
    let told = factor.categories.iter().map(|category| match category.from {
        Some(from) => Input::Number(from),
        None => Input::Choice(category.answers.first().unwrap()),
    });
    told.chain([Input::Unknown]).collect()
}

/// Every combination of answers to these factors.
fn every<'a>(factors: &'a [Factor], keep: impl Fn(&Input<'_>) -> bool) -> Vec<Vec<Input<'a>>> {
    let mut sets = vec![Vec::new()];
    for factor in factors {
        let answers: Vec<Input<'_>> = answers(factor).into_iter().filter(|answer| keep(answer)).collect();
        let longer = |set: &Vec<Input<'a>>, answer| set.iter().copied().chain([answer]).collect();
        sets = sets.iter().flat_map(|set| answers.iter().map(move |answer| longer(set, *answer))).collect();
    }
    sets
}

fn is_told(input: &Input<'_>) -> bool {
    *input != Input::Unknown
}

#[test]
fn points_sum_to_scores_and_chances_to_1000() {
    let card = card();
    let edition = card.edition("new-model").unwrap();
    let sets = every(&card.factors, |_| true);
    assert_eq!(sets.len(), 3 * 8 * 3 * 3 * 3 * 3 * 9);
    for set in sets {
        let result = estimate(&card, edition, &set);
        let points: i32 = result.contributions.iter().map(|row| row.points).sum();
        assert_eq!(result.base + points, result.score);
        assert_eq!(result.chances.iter().sum::<u32>(), 1000);
        assert_eq!(chances(&card, edition, &set), result.chances, "the chances alone are the same");
        let inside = result.lowest.iter().zip(&result.chances).zip(&result.highest);
        assert!(inside.into_iter().all(|((low, chance), high)| low <= chance && chance <= high));
        assert_eq!(result.most_informative.is_none(), set.iter().all(is_told));
        for (row, input) in result.contributions.iter().zip(&set) {
            assert!(is_told(input) || (row.points == 0 && row.category.is_none()));
        }
        let chance = result.job_chance.unwrap();
        let points: i32 = chance.contributions.iter().map(|row| row.points).sum();
        assert_eq!(chance.base + points, chance.score);
        assert!(chance.low <= chance.six_months && chance.six_months <= chance.high && chance.high <= 1000);
        assert_eq!(chance.by_month.len(), 24);
        assert_eq!(chance.by_month.get(5), Some(&chance.six_months));
        assert!(chance.by_month.is_sorted());
    }
}

const DAYS: [i32; 8] = [0, 30, 90, 180, 365, 730, 1460, 2920];

fn six_months(card: &Scorecard, told: &[Input<'_>], days: i32) -> u32 {
    let mut then = told.to_vec();
    then.push(Input::Number(days));
    estimate(card, card.editions.first().unwrap(), &then).job_chance.unwrap().six_months
}

fn without_time(card: &Scorecard) -> &[Factor] {
    let (time, others) = card.factors.split_last().unwrap();
    assert_eq!(time.id, card.chance.as_ref().unwrap().time_factor);
    others
}

#[test]
fn the_chance_of_work_falls_with_registration_time() {
    let card = card();
    for set in every(without_time(&card), is_told) {
        let chances = DAYS.map(|days| six_months(&card, &set, days));
        assert!(chances.is_sorted_by(|a, b| a > b), "{set:?}: {chances:?}");
    }
}

#[test]
fn two_people_who_differ_in_registration_time_differ_in_chance() {
    let card = card();
    let mut rises = Vec::new();
    // The introduction programme is for those who have come to Sweden lately: no one born there is in it.
    let nobody = [Input::Choice("sweden"), Input::Choice("introduction-programme")];
    let sets = every(without_time(&card), |_| true);
    for set in sets.iter().filter(|set| !nobody.iter().all(|answer| set.contains(answer))) {
        let chances = DAYS.map(|days| six_months(&card, set, days));
        // What is not told goes with registration time too: rare sets may stand still for a step.
        if !chances.is_sorted_by(|a, b| *a + 2 > *b) {
            rises.push(format!("{set:?}: {chances:?}"));
        }
    }
    assert_eq!(rises, [""; 0]);
}

#[test]
fn the_chance_never_rises_from_one_day_to_the_next() {
    let card = card();
    let near = DAYS.iter().flat_map(|day| [*day, day + 1, day + 2]).chain([10, 11, 12, 89, 179, 364, 729, 1459, 2919]);
    days_never_rise(&card, near.collect());
}

#[test]
#[ignore = "minutes: every single day of eight years and more"]
fn the_chance_never_rises_over_all_days() {
    days_never_rise(&card(), (0..3200).collect());
}

fn days_never_rise(card: &Scorecard, mut days: Vec<i32>) {
    days.sort_unstable();
    for set in every(without_time(card), is_told) {
        let chances: Vec<u32> = days.iter().map(|day| six_months(card, &set, *day)).collect();
        assert!(chances.is_sorted_by(|a, b| a >= b), "{set:?}");
    }
}
