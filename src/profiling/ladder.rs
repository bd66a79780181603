//! How many people have which score, merged on evenly spaced rungs.
//!
//! What is asked of a score is smooth: whoever stands between two rungs is shared among the four nearest so that all
//! cubic functions of the score keep their sum, and so any as smooth as a normal distribution, to a few in a million.
//! A hundred rungs stand for thousands of completions. Where there are few, as where all is told, there is no ladder, and
//! nothing is approximate.

/// So many rungs lie in one standard deviation of what is not asked.
const PER_SPREAD: f64 = 8.0;

/// People by score.
pub(super) struct Ladder {
    /// The score of the second rung: the lowest that anybody has.
    lowest: i32,
    /// From one rung to the next.
    step: f64,
    counts: Vec<f64>,
}

/// Where a score lies: the first of four rungs, and the share of each.
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) weights: [f64; 4],
}

impl Ladder {
    /// Nobody yet, where scores are in this range; none where there are no more completions than rungs, and nothing to
    /// win. Without a spread there is a rung for each score.
    pub(super) fn new((lowest, highest): (i32, i32), spread: f64, completions: usize) -> Option<Self> {
        let step = (spread / PER_SPREAD).max(1.0);
        let (rungs, _) = position(f64::from(highest - lowest) / step);
        (completions > rungs + 4).then(|| Self { lowest, step, counts: vec![0.0; rungs + 4] })
    }

    pub(super) fn place(&self, score: i32) -> Place {
        let (at, part) = position(f64::from(score - self.lowest) / self.step);
        let (before, after, last) = (part + 1.0, part - 1.0, part - 2.0);
        // Lagrange's polynomials on the rungs -1, 0, 1 and 2.
        let weights = [
            -part * after * last / 6.0,
            before * after * last / 2.0,
            -before * part * last / 2.0,
            before * part * after / 6.0,
        ];
        Place { at, weights }
    }

    pub(super) fn add(&mut self, place: &Place, people: f64) {
        let rungs = self.counts.iter_mut().skip(place.at);
        rungs.zip(place.weights).for_each(|(count, weight)| *count += people * weight);
    }

    /// The score of each rung.
    pub(super) fn scores(&self) -> impl Iterator<Item = f64> + use<> {
        let (lowest, step) = (f64::from(self.lowest), self.step);
        (0..u32::try_from(self.counts.len()).unwrap_or(0)).map(move |at| lowest + (f64::from(at) - 1.0) * step)
    }

    /// How many stand on each.
    pub(super) fn counts(&self) -> impl Iterator<Item = f64> {
        self.counts.iter().copied()
    }
}

/// A value that is not negative as a whole number below it, and the rest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "scores are far inside u32, and the cast saturates"
)]
fn position(value: f64) -> (usize, f64) {
    let below = value as u32;
    (usize::try_from(below).unwrap_or(0), value - f64::from(below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_a_rung_stays_whole_and_cubes_keep_their_sum() {
        let mut ladder = Ladder::new((-700, 1300), 270.0, 1000).unwrap();
        let people = [(-700, 0.25), (-333, 0.5), (12, 1.0), (1299, 0.125), (1300, 0.5)];
        for (score, mass) in people {
            ladder.add(&ladder.place(score), mass);
        }
        let cube = |score: f64| 1.0 + score / 1000.0 + (score / 1000.0).powi(3);
        let exact: f64 = people.iter().map(|(score, mass)| mass * cube(f64::from(*score))).sum();
        let merged: f64 = ladder.scores().zip(ladder.counts()).map(|(score, mass)| mass * cube(score)).sum();
        assert!((exact - merged).abs() < 1e-9, "{exact} {merged}");
        assert!((ladder.counts[1] - 0.25).abs() < 1e-9);
        let mut sharp = Ladder::new((-664, 664), 0.0, 10_000).unwrap();
        sharp.add(&sharp.place(12), 1.0);
        assert_eq!(sharp.counts.iter().filter(|count| **count != 0.0).count(), 1);
        assert!(Ladder::new((664, 664), 270.0, 1).is_none());
    }
}
