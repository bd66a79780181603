//! The Swedish scorecard, and what a drawn person answers.

use vagval::policy::scorecard::{Factor, Scorecard};
use vagval::profiling::Input;

/// The card as it lies in its file.
pub fn card() -> Scorecard {
    toml::from_str(include_str!("../../../src/policy/data/se/scorecard.toml")).unwrap()
}

/// The answer to a factor's question of somebody in this category, with this number.
pub fn input(factor: &Factor, (category, number): (Option<usize>, Option<i32>)) -> Input<'_> {
    match (number, category) {
        (Some(number), _) => Input::Number(number),
        (None, Some(category)) => Input::Choice(factor.categories[category].answers.first().unwrap()),
        (None, None) => Input::Unknown,
    }
}
