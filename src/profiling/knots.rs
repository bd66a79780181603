//! Numbers between the knots of a factor: nothing about a person jumps from one day or one birthday to the next.

use super::number::length;
use crate::policy::scorecard::Factor;

/// Where a number lies: between the knots of two categories, or at one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Between {
    below: usize,
    above: usize,
    /// How far from the lower one to the higher, 0 to 1.
    part: f64,
}

impl Between {
    /// Of a number that falls into this category. Without knots a category is the same throughout.
    pub(super) fn new(factor: &Factor, category: usize, number: i32) -> Self {
        let knots = || factor.categories.iter().enumerate().filter_map(|(at, row)| Some((at, row.knot?)));
        let above = knots().find(|(_, knot)| *knot >= number);
        let below = knots().rfind(|(_, knot)| *knot <= number);
        let (Some((below, low)), Some((above, high))) = (below.or(above), above.or(below)) else {
            return Self { below: category, above: category, part: 0.0 };
        };
        Self { below, above, part: part(factor.log_offset, low, high, number) }
    }

    /// What is worth so much at the knot of each category, at the number.
    pub(super) fn mix(&self, worth: impl Fn(usize) -> f64) -> f64 {
        let (below, above) = (worth(self.below), worth(self.above));
        below + (above - below) * self.part
    }
}

/// How far a number is from a lower to a higher one, evenly or by the logarithm.
pub(super) fn part(log_offset: Option<i32>, low: i32, high: i32, number: i32) -> f64 {
    if high <= low {
        return 0.0;
    }
    let place = |number: i32| match log_offset {
        None => f64::from(number),
        Some(offset) => libm::log(f64::from(number) + f64::from(offset)),
    };
    ((place(number) - place(low)) / (place(high) - place(low))).clamp(0.0, 1.0)
}

/// Where the people of a category lie: each of its points.
pub(super) struct People(Vec<Between>);

impl People {
    pub(super) fn new(factor: &Factor, category: usize) -> Self {
        let points = factor.categories.get(category).map_or(&[][..], |row| &row.points);
        // Where there are no knots all of them are alike, whatever their number is.
        Self::of(factor, category, if factor.has_knots() { points } else { &[0] })
    }

    /// Those who have one of these numbers.
    pub(super) fn of(factor: &Factor, category: usize, points: &[i32]) -> Self {
        Self(points.iter().map(|point| Between::new(factor, category, *point)).collect())
    }

    /// What is worth so much at the knot of each category, in the mean over them.
    pub(super) fn mean(&self, worth: impl Fn(usize) -> f64) -> f64 {
        self.0.iter().map(|place| place.mix(&worth)).sum::<f64>() / length(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::scorecard::Scorecard;

    fn factor(id: &str) -> Factor {
        let card: Scorecard = toml::from_str(include_str!("../policy/data/se/scorecard.toml")).unwrap();
        card.factors.into_iter().find(|factor| factor.id == id).unwrap()
    }

    fn weight(factor: &Factor, number: i32) -> f64 {
        let category = factor.categories.iter().rposition(|row| row.from.is_some_and(|from| from <= number)).unwrap();
        Between::new(factor, category, number).mix(|at| f64::from(factor.categories[at].weights[0]))
    }

    #[test]
    fn at_a_knot_its_own_weight_holds_and_beyond_the_last_one_the_last() {
        let age = factor("age");
        for row in &age.categories {
            assert!((weight(&age, row.knot.unwrap()) - f64::from(row.weights[0])).abs() < 1e-9);
        }
        assert!((weight(&age, 99) - f64::from(age.categories.last().unwrap().weights[0])).abs() < 1e-9);
        assert!((weight(&age, 16) - f64::from(age.categories[0].weights[0])).abs() < 1e-9);
    }

    #[test]
    fn half_way_in_years_is_half_way_in_weight_and_days_go_by_their_logarithm() {
        assert!((part(None, 27, 37, 32) - 0.5).abs() < 1e-9);
        assert!((part(Some(60), 0, 180, 60) - 0.5).abs() < 1e-9, "60, 120, 240");
        assert!(part(Some(60), 5, 5, 5).abs() < 1e-9);
    }
}
