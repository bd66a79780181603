//! What the model card tells about the model, computed from the scorecard and nothing else.
//!
//! Shares and chances are in thousandths. "The client" is the estimate of someone who told every
//! fact; "the tool" is the track that a member of the ensemble gives, what is not asked included.

use super::everyone::{Person, everyone};
use super::{Comparison, Published, Tables, Work};
use crate::policy::scorecard::{CutoffWindow, Factor, MAX_TRACKS, Scorecard};
use crate::profiling::estimate::{Input, estimate};
use crate::profiling::number::{UpperTail, count, length, thousandths, whole};
use crate::profiling::tracks::{Tracks, largest};
use serde::Serialize;

/// Factors that the group table tells apart.
const GROUPED: [&str; 4] = ["sex", "birth-region", "disability", "age"];
/// Factors that the errors are told apart by.
const JUDGED: [&str; 2] = ["sex", "birth-region"];
/// Days registered that the chance of work is told for.
const WAITS: [i32; 8] = [0, 30, 90, 180, 365, 730, 1460, 2920];

/// Everything about the model that is computed.
#[derive(Debug, Clone, Serialize)]
pub struct ModelFacts {
    /// Id of the card.
    pub card: String,
    /// Ids of the tracks, nearest first.
    pub tracks: Vec<String>,
    /// Where the published tables are printed.
    pub published: String,
    /// The published tables against the whole population.
    pub tables: Comparison,
    /// Chance of work within six months of the newly registered.
    pub newly_registered: u32,
    /// How many times likelier work is within a month in the first year than later, hundredths.
    pub first_year_ratio: u32,
    /// Chance of work by time registered, nothing else told.
    pub waiting: Vec<Waiting>,
    /// Shares of the tracks within groups.
    pub groups: Vec<GroupRow>,
    /// The two kinds of error at each cut-off.
    pub errors: Vec<ErrorRow>,
    /// Every weight over the ensemble.
    pub weights: Vec<WeightRow>,
    /// Each member alone against the ensemble.
    pub members: Vec<MemberRow>,
    /// For a typical person of each track, the chances by the ensemble and by each spread.
    pub typical: Vec<TypicalRow>,
    /// How many get a named track, by edition, if they tell everything.
    pub editions: Vec<EditionRow>,
}

/// Chance of work after so many days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Days registered.
    pub days: i32,
    /// Within six months.
    pub six_months: u32,
    /// Lower end of the band.
    pub low: u32,
    /// Upper end of the band.
    pub high: u32,
    /// Within 1, 2, … 24 months.
    pub by_month: Vec<u32>,
}

/// The tracks of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupRow {
    /// Id of the factor.
    pub factor: String,
    /// Id of the category.
    pub category: String,
    /// Share of all.
    pub people: u32,
    /// Share of each track within the group.
    pub tracks: Vec<u32>,
}

/// The errors of the client near one cut-off, for one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorRow {
    /// The track above the cut-off.
    pub nearer: String,
    /// The track below it.
    pub further: String,
    /// Id of the factor.
    pub factor: String,
    /// Id of the category.
    pub category: String,
    /// Of those the tool puts just above, the share whose most likely track is below.
    pub put_too_far: u32,
    /// Of those the tool puts just below, the share whose most likely track is above.
    pub put_too_near: u32,
}

/// One weight over the ensemble, thousandths of a logit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeightRow {
    /// Id of the factor.
    pub factor: String,
    /// Id of the category.
    pub category: String,
    /// Smallest.
    pub lowest: i32,
    /// Mean.
    pub mean: i32,
    /// Largest.
    pub highest: i32,
}

/// One member alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MemberRow {
    /// Standard deviation of what is not asked.
    pub spread: i32,
    /// Mean difference from the published shares, percentage points.
    pub mean_difference: f64,
    /// Largest difference.
    pub largest_difference: f64,
    /// Share of people whose most likely track is another one than by the ensemble.
    pub moved: u32,
}

/// A typical person of one track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypicalRow {
    /// Id of the track.
    pub track: String,
    /// Ids of the person's categories, one per factor that counts.
    pub categories: Vec<String>,
    /// By the ensemble.
    pub ensemble: Vec<u32>,
    /// By the members of each spread, smallest first.
    pub by_spread: Vec<SpreadRow>,
}

/// The chances that one spread gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpreadRow {
    /// Standard deviation of what is not asked.
    pub spread: i32,
    /// Chance of each track.
    pub tracks: Vec<u32>,
}

/// How often the client names a track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditionRow {
    /// Id of the edition.
    pub edition: String,
    /// Share of people for whom one track is most likely wherever the cut-offs are in their ranges.
    pub is_robust: u32,
    /// Share of people who get a named track.
    pub named: u32,
}

impl ModelFacts {
    /// Computes them; takes some seconds without optimisation.
    pub fn of(card: &Scorecard) -> Result<Self, String> {
        let published = Published::read()?;
        let people = everyone(card);
        let work = Work::of(card).ok_or("the card has no scale for the chance of work")?;
        Ok(Self {
            card: card.id.clone(),
            tracks: card.tracks.clone(),
            tables: Tables::exact(card).compare(card, &published),
            newly_registered: count(1000.0 * work.newly_registered),
            first_year_ratio: count(100.0 * work.ratio()),
            waiting: waiting(card),
            groups: groups(card, &people),
            errors: errors(card, &people),
            weights: weights(card),
            members: members(card, &people, &published),
            typical: typical(card, &people),
            editions: card.editions.iter().map(|edition| named(card, &people, edition)).collect(),
            published: published.source,
        })
    }
}

fn waiting(card: &Scorecard) -> Vec<Waiting> {
    let time = card.chance.as_ref().map(|chance| chance.time_factor.as_str());
    let Some(edition) = card.editions.first() else {
        return Vec::new();
    };
    let row = |days: &i32| {
        let input = |factor: &Factor| {
            if time == Some(factor.id.as_str()) { Input::Number(*days) } else { Input::Unknown }
        };
        let inputs: Vec<Input<'_>> = card.factors.iter().map(input).collect();
        let chance = estimate(card, edition, &inputs).job_chance?;
        Some(Waiting {
            days: *days,
            six_months: chance.six_months,
            low: chance.low,
            high: chance.high,
            by_month: chance.by_month,
        })
    };
    WAITS.iter().filter_map(row).collect()
}

/// The categories of some factors: place and id of the factor, place and id of the category.
fn categories<'a>(card: &'a Scorecard, ids: &'a [&str]) -> impl Iterator<Item = (usize, &'a str, usize, &'a str)> {
    let factors = card.factors.iter().enumerate().filter(|(_, factor)| ids.contains(&factor.id.as_str()));
    factors.flat_map(|(at, factor)| {
        let categories = factor.categories.iter().enumerate();
        categories.map(move |(category, row)| (at, factor.id.as_str(), category, row.id.as_str()))
    })
}

fn groups(card: &Scorecard, people: &[Person]) -> Vec<GroupRow> {
    let row = |(at, factor, category, id): (usize, &str, usize, &str)| {
        let mut tracks = [0.0; MAX_TRACKS];
        for person in people.iter().filter(|person| person.is_in(at, category)) {
            tracks.iter_mut().zip(person.in_tracks()).for_each(|(sum, share)| *sum += share);
        }
        GroupRow {
            factor: factor.into(),
            category: id.into(),
            people: count(1000.0 * tracks.iter().sum::<f64>()),
            tracks: shown(card, &tracks),
        }
    };
    categories(card, &GROUPED).map(row).collect()
}

fn errors(card: &Scorecard, people: &[Person]) -> Vec<ErrorRow> {
    let mut rows = Vec::new();
    for (cut, (nearer, further)) in card.tracks.iter().zip(card.tracks.iter().skip(1)).enumerate() {
        for (at, factor, category, id) in categories(card, &JUDGED) {
            let (mut above, mut below, mut too_far, mut too_near) = (0.0, 0.0, 0.0, 0.0);
            for person in people.iter().filter(|person| person.is_in(at, category)) {
                let said = largest(&thousandths(&person.estimate()));
                let tracks = person.in_tracks();
                let mut tracks = tracks.iter().skip(cut);
                let (just_above, just_below) = (tracks.next().unwrap_or(&0.0), tracks.next().unwrap_or(&0.0));
                above += just_above;
                below += just_below;
                if said > cut {
                    too_far += just_above;
                } else {
                    too_near += just_below;
                }
            }
            rows.push(ErrorRow {
                nearer: nearer.clone(),
                further: further.clone(),
                factor: factor.into(),
                category: id.into(),
                put_too_far: count(1000.0 * too_far / above),
                put_too_near: count(1000.0 * too_near / below),
            });
        }
    }
    rows
}

fn weights(card: &Scorecard) -> Vec<WeightRow> {
    let rows = card.factors.iter().flat_map(|factor| factor.categories.iter().map(move |row| (factor, row)));
    let row = |(factor, category): (&Factor, &crate::policy::scorecard::Category)| {
        let weights = &category.weights;
        let sum: f64 = weights.iter().copied().map(f64::from).sum();
        WeightRow {
            factor: factor.id.clone(),
            category: category.id.clone(),
            lowest: weights.iter().copied().min().unwrap_or(0),
            mean: whole(sum / length(weights)),
            highest: weights.iter().copied().max().unwrap_or(0),
        }
    };
    rows.map(row).collect()
}

fn members(card: &Scorecard, people: &[Person], published: &Published) -> Vec<MemberRow> {
    let row = |(member, spread): (usize, &i32)| {
        let alone = card.only(member);
        let table = Tables::exact(&alone).compare(&alone, published);
        let moves = |person: &&Person| {
            let own = person.tracks.get(member).map(|tracks| largest(&thousandths(tracks)));
            own != Some(largest(&thousandths(&person.estimate())))
        };
        MemberRow {
            spread: *spread,
            mean_difference: table.mean_difference,
            largest_difference: table.largest_difference,
            moved: count(1000.0 * people.iter().filter(moves).map(Person::share).sum::<f64>()),
        }
    };
    card.members.spread.iter().enumerate().map(row).collect()
}

/// The most common person among those whose most likely track is each.
fn typical(card: &Scorecard, people: &[Person]) -> Vec<TypicalRow> {
    let mut spreads = card.members.spread.clone();
    spreads.sort_unstable();
    spreads.dedup();
    let mut rows = Vec::new();
    for (at, track) in card.tracks.iter().enumerate() {
        let own = people.iter().filter(|person| largest(&thousandths(&person.estimate())) == at);
        let Some(person) = own.max_by(|a, b| a.share().total_cmp(&b.share())) else {
            continue;
        };
        let by_spread = spreads.iter().map(|spread| {
            let mut sums = [0.0; MAX_TRACKS];
            let members = card.members.spread.iter().zip(&person.tracks);
            for (_, tracks) in members.filter(|(own, _)| *own == spread) {
                sums.iter_mut().zip(tracks).for_each(|(sum, share)| *sum += share);
            }
            SpreadRow { spread: *spread, tracks: shown(card, &sums) }
        });
        let categories = card.factors.iter().zip(&person.categories);
        let id = |(factor, chosen): (&Factor, &Option<usize>)| {
            chosen.and_then(|chosen| factor.categories.get(chosen)).map(|category| category.id.clone())
        };
        rows.push(TypicalRow {
            track: track.clone(),
            categories: categories.filter_map(id).collect(),
            ensemble: shown(card, &person.estimate()),
            by_spread: by_spread.collect(),
        });
    }
    rows
}

fn named(card: &Scorecard, people: &[Person], edition: &CutoffWindow) -> EditionRow {
    let tail = UpperTail::new();
    let (mut is_robust, mut named) = (0.0, 0.0);
    for person in people {
        let range = person.told.scores.map(|score| (score, score));
        let mut tracks = Tracks::new(card, edition, (&range, 1), &tail);
        tracks.add(&person.told);
        let outcome = tracks.outcome(card.name_from);
        if outcome.is_robust {
            is_robust += person.share();
        }
        if !outcome.abstains {
            named += person.share();
        }
    }
    EditionRow { edition: edition.id.clone(), is_robust: count(1000.0 * is_robust), named: count(1000.0 * named) }
}

/// Thousandths, for as many tracks as the card has.
fn shown(card: &Scorecard, tracks: &[f64; MAX_TRACKS]) -> Vec<u32> {
    thousandths(tracks).into_iter().take(card.tracks.len()).collect()
}
