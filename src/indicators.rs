//! What hand-overs come to, counted: never of so few that somebody could be found in it.
//!
//! A cell of fewer than ten is not told, and neither is what would let it be worked out from the total. Knows nothing
//! about files.

use crate::case::FactId;
use crate::profiling::TRACKS;
use crate::session::Surface;
use crate::session::handover::{DEEPER, Handover, OVERRULED, WORKER};

/// A cell of fewer is not told.
pub const FEWEST: u32 = 10;

/// The days from a hand-over to the first contact: the first and the last of each row.
const DAYS: [(&str, i32, i32); 6] = [
    ("same-day", 0, 0),
    ("1-2-days", 1, 2),
    ("3-7-days", 3, 7),
    ("8-14-days", 8, 14),
    ("15-30-days", 15, 30),
    ("over-30-days", 31, i32::MAX),
];

/// One table: every hand-over is in one of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What is counted.
    pub id: &'static str,
    /// The rows: what they are, and how many; `None` is not told.
    pub rows: Vec<(&'static str, Option<u32>)>,
}

/// The indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicators {
    /// How many hand-overs; `None` where there are fewer than ten, and then nothing else is told either.
    pub all: Option<u32>,
    /// The tables.
    pub tables: Vec<Table>,
}

/// Counts hand-overs. One with the id of another is the same person's again: the one with an officer's note counts,
/// else the later.
pub fn indicators(handovers: &[Handover]) -> Indicators {
    let counted = once(handovers);
    let track = |handover: &&Handover| handover.result.most_likely.unwrap_or("none");
    let channel = |handover: &&Handover| handover.channel.id();
    let noted = |id: Option<&'static str>| id.unwrap_or("not-noted");
    let tables = vec![
        table("track", &[&TRACKS[..], &["none"]].concat(), &counted, track),
        table("channel", &Surface::ALL.map(Surface::id), &counted, channel),
        table("first-contact", &[&DAYS.map(|(id, ..)| id)[..], &["not-noted"]].concat(), &counted, |handover| {
            noted(days(handover))
        }),
        table("overruled", &[&OVERRULED[..], &["not-noted"]].concat(), &counted, |handover| {
            noted(handover.note.and_then(|note| note.overruled))
        }),
        table("deeper-support", &[&DEEPER[..], &["not-noted"]].concat(), &counted, |handover| {
            noted(handover.note.and_then(|note| note.deeper))
        }),
        table("responsible-worker", &[&WORKER[..], &["not-noted"]].concat(), &counted, |handover| {
            // What the officer noted, else what the person told (only Finland asks).
            let told = handover.case.choice(FactId::ResponsibleWorker);
            noted(handover.note.and_then(|note| note.worker).or(told))
        }),
    ];
    let all = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    Indicators { all: (all >= FEWEST).then_some(all), tables }
}

fn once(handovers: &[Handover]) -> Vec<&Handover> {
    let mut counted: Vec<&Handover> = Vec::new();
    for handover in handovers {
        let rank = |handover: &Handover| (handover.note.is_some(), handover.case.on.date, handover.case.on.minute);
        match counted.iter_mut().find(|known| known.id == handover.id) {
            Some(known) if rank(handover) >= rank(known) => *known = handover,
            Some(_) => {}
            None => counted.push(handover),
        }
    }
    counted
}

fn days(handover: &Handover) -> Option<&'static str> {
    let days = handover.note?.first_contact?.days_since(handover.case.on.date);
    DAYS.iter().find(|(_, first, last)| (*first..=*last).contains(&days)).map(|(id, ..)| *id)
}

fn table(
    id: &'static str,
    rows: &[&'static str],
    counted: &[&Handover],
    row: impl Fn(&&Handover) -> &'static str,
) -> Table {
    let mut counts = vec![0; rows.len()];
    for handover in counted {
        let here = row(handover);
        if let Some(count) = rows.iter().position(|id| *id == here).and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    Table { id, rows: rows.iter().copied().zip(suppress(&counts)).collect() }
}

/// Takes away every cell of fewer than ten, and then as many of the smallest others as it takes that no cell of one to
/// nine follows from the total.
///
/// The total is known, and so is the sum of what is taken away. Where that sum can be made up in another way by cells
/// below ten, nothing follows. It can not where only one cell was taken away, or where each has nine; then the smallest
/// of the others go too, all that are alike, so that nobody can tell which of them were small.
pub fn suppress(counts: &[u32]) -> Vec<Option<u32>> {
    let all: u32 = counts.iter().sum();
    if all < FEWEST {
        return vec![None; counts.len()];
    }
    let small: Vec<u32> = counts.iter().copied().filter(|count| *count < FEWEST).collect();
    let sum: u32 = small.iter().sum();
    let most = (FEWEST - 1) * u32::try_from(small.len()).unwrap_or(u32::MAX);
    let follows = sum > 0 && (small.len() == 1 || sum == most);
    let others = counts.iter().copied().filter(|count| *count >= FEWEST);
    let limit = if follows { others.min().unwrap_or(0) } else { 0 };
    counts.iter().map(|count| (*count >= FEWEST && *count > limit).then_some(*count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// All tables of that many cells with that total.
    fn tables(cells: usize, total: u32) -> Vec<Vec<u32>> {
        if cells == 1 {
            return vec![vec![total]];
        }
        let rest =
            |first: u32| tables(cells - 1, total - first).into_iter().map(move |rest| [vec![first], rest].concat());
        (0..=total).flat_map(rest).collect()
    }

    /// Whoever knows the total, the tables and this program cannot tell any cell of one to nine.
    #[test]
    fn no_cell_of_one_to_nine_can_be_worked_out() {
        for (cells, most) in [(2, 60), (3, 45), (4, 42), (5, 26), (6, 18)] {
            for total in 0..=most {
                let mut alike: BTreeMap<Vec<Option<u32>>, Vec<Vec<u32>>> = BTreeMap::new();
                for table in tables(cells, total) {
                    alike.entry(suppress(&table)).or_default().push(table);
                }
                for (told, tables) in alike {
                    for cell in 0..cells {
                        let first = tables[0][cell];
                        let certain = tables.iter().all(|table| table[cell] == first);
                        // With fewer than ten the total is not told either.
                        let found = certain && (1..FEWEST).contains(&first) && total >= FEWEST;
                        assert!(!found, "{told:?} of {total}: cell {cell} is {first}");
                        assert!(told[cell].is_none_or(|count| count >= FEWEST));
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_large_is_told() {
        assert_eq!(suppress(&[40, 30, 20]), [Some(40), Some(30), Some(20)]);
        assert_eq!(suppress(&[40, 30, 4, 3]), [Some(40), Some(30), None, None]);
        assert_eq!(suppress(&[40, 30, 4]), [Some(40), None, None], "the smallest other one goes along");
        assert_eq!(suppress(&[40, 20, 20, 4]), [Some(40), None, None, None], "and what is like it");
        assert_eq!(suppress(&[40, 9, 9, 12]), [Some(40), None, None, None]);
        assert_eq!(suppress(&[40, 0]), [Some(40), None], "nobody is nobody");
        assert_eq!(suppress(&[4, 5]), [None, None]);
    }
}
