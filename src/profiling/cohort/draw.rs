//! Drawing a cohort of profilings from the population behind the card.

use super::everyone::{Person, everyone};
use super::tables::Tables;
use crate::policy::scorecard::{MAX_TRACKS, Scorecard};

/// One profiling. The published counts may hold one person more than once, and so may a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profiling {
    /// Place of the track the person was given.
    pub track: usize,
    /// Per factor of the card, the category (none if the factor does not count) and the number.
    pub facts: Vec<(Option<usize>, Option<i32>)>,
}

/// Draws `size` profilings. People are taken at even steps through the population, sorted by track
/// and facts, from a start that `seed` decides: systematic sampling, which leaves much less to
/// chance than drawing each person alone.
pub fn draw(card: &Scorecard, size: u32, seed: u64) -> Vec<Profiling> {
    let mut starts = Starts(seed);
    let start = starts.next();
    let mut even: Vec<Even> = card
        .factors
        .iter()
        .zip(STEPS.iter().cycle())
        .map(|(_, step)| Even { at: starts.next(), step: *step })
        .collect();
    let mut result = Vec::new();
    let mut passed = 0.0;
    let mut next = start;
    let people = everyone(card);
    for (track, rows) in by_track(card, &people).into_iter().enumerate() {
        for (people, person) in rows {
            passed += people * f64::from(size);
            while next < passed {
                let facts = person.categories.iter().zip(&person.numbers).zip(&mut even);
                let facts = facts.map(|((chosen, numbers), even)| (*chosen, even.pick(numbers)));
                result.push(Profiling { track, facts: facts.collect() });
                next += 1.0;
            }
        }
    }
    result
}

/// The tables of a drawn cohort.
pub fn tables(card: &Scorecard, cohort: &[Profiling]) -> Tables {
    let mut tables = Tables::empty(card);
    for person in cohort {
        tables.count(person);
    }
    tables
}

/// For each track, the share of all who have it with each combination of facts.
fn by_track<'a>(card: &Scorecard, people: &'a [Person]) -> Vec<Vec<(f64, &'a Person)>> {
    let mut tracks = vec![Vec::new(); card.tracks.len().min(MAX_TRACKS)];
    for person in people {
        for (rows, share) in tracks.iter_mut().zip(person.in_tracks()) {
            rows.push((share, person));
        }
    }
    tracks
}

/// Steps between 0 and 1 whose multiples are spread evenly whatever their number: the golden ratio,
/// and its like in more dimensions.
const STEPS: [f64; 3] = [0.618_033_988_749_895, 0.754_877_666_246_693, 0.569_840_290_998_053];

/// Picks from lists so that all places of a list come up equally often.
struct Even {
    at: f64,
    step: f64,
}

impl Even {
    fn pick(&mut self, points: &[i32]) -> Option<i32> {
        self.at += self.step;
        if self.at >= 1.0 {
            self.at -= 1.0;
        }
        let length = f64::from(u32::try_from(points.len()).ok()?);
        let (place, _) = crate::profiling::number::position(self.at * length);
        points.get(place).copied()
    }
}

/// Numbers from 0 up to 1 (splitmix64).
struct Starts(u64);

impl Starts {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        f64::from(u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(0)) / 4_294_967_296.0
    }
}
