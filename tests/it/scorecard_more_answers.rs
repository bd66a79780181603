//! Telling more never makes the estimate of the track vaguer, in the mean over everyone it may be told by.

use crate::support::scorecard::{card, input};
use std::collections::BTreeMap;
use vagval::policy::scorecard::Scorecard;
use vagval::profiling::cohort::draw;
use vagval::profiling::{Input, chances};

/// How vague the track is: the variance of its place, and the chance that two draws differ.
fn vagueness(card: &Scorecard, told: &[Input<'_>]) -> [f64; 2] {
    let chances = chances(card, card.edition("pooled").unwrap(), told).map(|chance| f64::from(chance) / 1000.0);
    let moment = |power: i32| (0..).zip(chances).map(|(at, chance)| chance * f64::from(at).powi(power)).sum::<f64>();
    [moment(2) - moment(1).powi(2), 1.0 - chances.iter().map(|chance| chance * chance).sum::<f64>()]
}

fn mean(rows: &[[f64; 2]]) -> [f64; 2] {
    let people = f64::from(u32::try_from(rows.len()).unwrap());
    [0, 1].map(|at| rows.iter().map(|row| row[at]).sum::<f64>() / people)
}

#[test]
fn for_every_fact_the_mean_variance_with_it_known_never_exceeds_that_with_it_unknown() {
    let card = card();
    let people: Vec<Vec<Input<'_>>> = draw(&card, 100_000, 1)
        .into_iter()
        .map(|person| card.factors.iter().zip(person.facts).map(|(factor, fact)| input(factor, fact)).collect())
        .collect();
    let vague = |keep: &dyn Fn(usize) -> bool| {
        // People who told the same are judged once.
        let mut judged = BTreeMap::new();
        let told = |person: &Vec<Input<'_>>| {
            let kept = person.iter().enumerate().map(|(at, input)| if keep(at) { *input } else { Input::Unknown });
            let kept: Vec<Input<'_>> = kept.collect();
            *judged.entry(format!("{kept:?}")).or_insert_with(|| vagueness(&card, &kept))
        };
        mean(&people.iter().map(told).collect::<Vec<_>>())
    };
    let (everything, nothing) = (vague(&|_| true), vague(&|_| false));
    for (fact, factor) in card.factors.iter().enumerate() {
        let (without, alone) = (vague(&|at| at != fact), vague(&|at| at == fact));
        for at in [0, 1] {
            assert!(everything[at] <= without[at], "{}, beside all others: {everything:?} {without:?}", factor.id);
            assert!(alone[at] <= nothing[at], "{}, alone: {alone:?} {nothing:?}", factor.id);
        }
    }
}
