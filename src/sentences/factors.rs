//! What moved the estimate: each factor by name, with what was told and how much it weighs.

use super::words;
use crate::assessment::Factor;
use crate::order::sorted;
use crate::text::Text;

/// From how many thousandths of a logit an effect is called clear, and large. How it is said, not what it is:
/// 100 moves a chance near 50 of 100 by 2 or 3, 400 by 10.
const CLEAR: i32 = 100;
const LARGE: i32 = 400;

/// The factors that helped (`sign` 1) or held back (-1), the largest first.
pub fn largest_first<'a>(factors: &[&'a Factor], sign: i32) -> Vec<&'a Factor> {
    let factors = factors.iter().copied().filter(|factor| factor.points.signum() == sign).collect();
    sorted(factors, |a: &&Factor, b| b.points.abs().cmp(&a.points.abs()))
}

/// The factors told that moved the estimate most, in either direction.
pub fn strongest(factors: &[Factor], most: usize) -> Vec<&Factor> {
    let told = factors.iter().filter(|factor| factor.value.is_some() && factor.points != 0).collect();
    let mut strongest = sorted(told, |a: &&Factor, b| b.points.abs().cmp(&a.points.abs()));
    strongest.truncate(most);
    strongest
}

/// The text that says how large an effect is.
pub fn size(points: i32) -> &'static str {
    match points.abs() {
        LARGE.. => "why.large",
        CLEAR.. => "why.clear",
        _ => "why.small",
    }
}

/// The name of a factor.
pub fn name<'a>(factor: &Factor, text: &'a Text) -> &'a str {
    if words::is_fact(&factor.fact) { words::fact(&factor.fact, text) } else { text.at(&["factor.", &factor.fact]) }
}

/// What was told of it, in words; empty where nothing was.
pub fn told_as(factor: &Factor, text: &Text) -> String {
    factor.value.as_ref().map_or_else(String::new, |value| words::value(&factor.fact, value, text))
}
