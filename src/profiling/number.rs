//! The few numeric helpers: rounding, shares that sum exactly, and the normal distribution.

use crate::policy::scorecard::MAX_TRACKS;
use std::sync::OnceLock;

/// The nearest whole number, halves away from zero.
#[expect(clippy::cast_possible_truncation, reason = "scores and chances are far inside i32, and the cast saturates")]
pub(super) fn whole(value: f64) -> i32 {
    libm::round(value) as i32
}

/// The nearest whole number of a value that is never negative.
pub(super) fn count(value: f64) -> u32 {
    u32::try_from(whole(value)).unwrap_or(0)
}

/// How many there are, to divide by: never 0.
pub(super) fn length<T>(values: &[T]) -> f64 {
    f64::from(u32::try_from(values.len().max(1)).unwrap_or(u32::MAX))
}

/// A value that is not negative as a position, and how far it is toward the next.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "callers clamp to the length of a short table, and the cast saturates"
)]
pub(super) fn position(value: f64) -> (usize, f64) {
    let below = value as u16;
    (usize::from(below), value - f64::from(below))
}

/// Shares as thousandths that sum to exactly 1000: what rounding down leaves goes to the largest
/// remainders, the first of equals first. All zero if there is nothing to share.
pub(super) fn thousandths(shares: &[f64; MAX_TRACKS]) -> [u32; MAX_TRACKS] {
    let sum: f64 = shares.iter().sum();
    if sum <= 0.0 {
        return [0; MAX_TRACKS];
    }
    let parts = shares.map(|share| position(1000.0 * share / sum));
    let mut result = parts.map(|(below, _)| u32::try_from(below).unwrap_or(0));
    let remainder = |at: usize| parts.get(at).map_or(0.0, |part| part.1);
    let order = crate::order::sorted(vec![0, 1, 2, 3, 4], |a, b| remainder(*b).total_cmp(&remainder(*a)));
    let left = 1000_u32.saturating_sub(result.iter().sum());
    for at in order.into_iter().cycle().take(usize::try_from(left).unwrap_or(0)) {
        if let Some(value) = result.get_mut(at) {
            *value += 1;
        }
    }
    result
}

/// Five points and weights that stand for a standard normal variable (Gauss-Hermite).
pub(super) const NORMAL_NODES: [(f64, f64); 5] = [
    (-2.856_970_013_872_806, 0.011_257_411_327_720_7),
    (-1.355_626_179_974_266, 0.222_075_922_005_612_6),
    (0.0, 0.533_333_333_333_333_3),
    (1.355_626_179_974_266, 0.222_075_922_005_612_6),
    (2.856_970_013_872_806, 0.011_257_411_327_720_7),
];

/// How likely a standard normal variable is at least `z`, from tables with a largest error of 5e-5.
/// They are made once: they are the same for everyone.
pub(super) struct UpperTail(&'static Tables);

struct Tables {
    /// The upper tail.
    tail: Vec<f64>,
    /// What lies above: the integral of the upper tail from `z` on.
    above: Vec<f64>,
}

static TABLES: OnceLock<Tables> = OnceLock::new();

impl UpperTail {
    const REACH: f64 = 6.0;
    const PER_UNIT: f64 = 32.0;
    const STEPS: u32 = 384;
    /// A range that is narrower than this is looked at in three places: the difference of two integrals
    /// would be too small to tell.
    const NARROW: f64 = 0.5;

    pub(super) fn new() -> Self {
        Self(TABLES.get_or_init(|| {
            let places = || (0..=Self::STEPS).map(|step| f64::from(step) / Self::PER_UNIT - Self::REACH);
            let tail: Vec<f64> = places().map(|z| 0.5 * libm::erfc(z / core::f64::consts::SQRT_2)).collect();
            let density = |z: f64| libm::exp(-0.5 * z * z) * 0.398_942_280_401_432_7;
            let above = places().zip(&tail).map(|(z, tail)| density(z) - z * tail).collect();
            Tables { tail, above }
        }))
    }

    /// How likely `score` and what is not asked (standard deviation `spread`) reach `cut` together.
    pub(super) fn reaches(&self, score: f64, spread: f64, cut: f64) -> f64 {
        if spread <= 0.0 {
            return if score >= cut { 1.0 } else { 0.0 };
        }
        self.tail((cut - score) / spread)
    }

    /// The same where the cut-off is anywhere from `low` to `high`: in the mean, each place as likely as the next,
    /// and with the cut-off at `low` and at `high`.
    pub(super) fn reaches_within(&self, score: f64, spread: f64, low: f64, high: f64) -> [f64; 3] {
        if spread <= 0.0 {
            let [lowest, highest] = [low, high].map(|cut| self.reaches(score, spread, cut));
            let mean = if high > low { ((score - low) / (high - low)).clamp(0.0, 1.0) } else { lowest };
            return [mean, lowest, highest];
        }
        let (from, to) = ((low - score) / spread, (high - score) / spread);
        let (lowest, highest) = (self.tail(from), self.tail(to));
        let mean = if to - from < Self::NARROW {
            (lowest + 4.0 * self.tail(f64::midpoint(from, to)) + highest) / 6.0
        } else {
            (self.above(from) - self.above(to)) / (to - from)
        };
        [mean, lowest, highest]
    }

    fn tail(&self, z: f64) -> f64 {
        if z <= -Self::REACH { 1.0 } else { Self::look_up(&self.0.tail, z) }
    }

    fn above(&self, z: f64) -> f64 {
        if z <= -Self::REACH { -z } else { Self::look_up(&self.0.above, z) }
    }

    fn look_up(table: &[f64], z: f64) -> f64 {
        if z >= Self::REACH {
            return 0.0;
        }
        let (at, part) = position((z + Self::REACH) * Self::PER_UNIT);
        match table.get(at..) {
            Some([here, next, ..]) => here + part * (next - here),
            Some([here]) => *here,
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_always_sum_to_1000() {
        assert_eq!(thousandths(&[1.0, 1.0, 1.0, 0.0, 0.0]), [334, 333, 333, 0, 0]);
        assert_eq!(thousandths(&[0.0; 5]), [0; 5]);
        let shares = [0.123_45, 0.2, 0.000_1, 0.45, 0.226_45];
        assert_eq!(thousandths(&shares).iter().sum::<u32>(), 1000);
    }

    #[test]
    fn the_normal_table_is_close_to_erfc() {
        let tail = UpperTail::new();
        for step in -700..700 {
            let z = f64::from(step) / 100.0;
            let exact = 0.5 * libm::erfc(z / core::f64::consts::SQRT_2);
            assert!((tail.reaches(0.0, 1.0, z) - exact).abs() < 4e-5, "at {z}");
        }
    }

    #[test]
    fn a_cut_off_anywhere_in_a_range_is_the_mean_over_its_places() {
        let tail = UpperTail::new();
        for (low, width) in [(-0.4, 0.0), (-2.0, 0.3), (-0.2, 0.6), (-1.0, 2.0), (-7.0, 9.0), (3.0, 4.0)] {
            let high = low + width;
            let places = 4000;
            let at = |step: i32| low + width * (f64::from(step) + 0.5) / f64::from(places);
            let mean = (0..places).map(|step| 0.5 * libm::erfc(at(step) / core::f64::consts::SQRT_2)).sum::<f64>()
                / f64::from(places);
            assert!((tail.reaches_within(0.0, 1.0, low, high)[0] - mean).abs() < 3e-4, "from {low} to {high}");
        }
        assert!((tail.reaches_within(3.0, 0.0, 0.0, 4.0)[0] - 0.75).abs() < 1e-9);
        assert!(tail.reaches_within(3.0, 0.0, 3.0, 3.0)[0] > 0.5);
    }

    #[test]
    fn without_spread_the_score_decides_alone() {
        let tail = UpperTail::new();
        assert!(tail.reaches(664.0, 0.0, 664.0) > 0.5);
        assert!(tail.reaches(663.0, 0.0, 664.0) < 0.5);
    }
}
