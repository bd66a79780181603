//! The scorecard file: factors, weights, population and cut-offs of one profiling model, and what
//! makes such a file valid.
//!
//! A scorecard is data that an authority can replace without touching code. It is written in TOML,
//! checked when building and embedded in compact form through the very same types. This file is
//! compiled into the build script too, so it imports nothing from the crate.
//!
//! It does not know how an estimate is computed from a card (`profiling`), nor any person.
//!
//! Units: weights, spread and cut-offs in thousandths of a logit, shares in ten-thousandths,
//! chances in thousandths, registration time in whole days, age in whole years. A higher score is
//! nearer the labour market. The doc comments of the fields describe the file.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The most tracks a card may have.
pub const MAX_TRACKS: usize = 5;
/// The most latent classes a population may have.
pub const MAX_CLASSES: usize = 64;
/// The most members an ensemble may have.
pub const MAX_MEMBERS: usize = 32;
/// The most factors a card may have.
pub const MAX_FACTORS: usize = 16;
/// What the shares of a whole sum to.
pub const WHOLE: u32 = 10_000;

/// One profiling model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scorecard {
    /// Stable id of the card.
    pub id: String,
    /// Key of the card's name in the text files.
    pub title: String,
    /// Whether the weights are published, derived or assumed.
    pub basis: Basis,
    /// Where the numbers come from.
    pub source: String,
    /// What a reader must know to judge them.
    pub note: String,
    /// Ids of the tracks, nearest the labour market first.
    pub tracks: Vec<String>,
    /// A track is named only when its chance is at least this (thousandths).
    pub name_from: u32,
    /// A service (by oneself, the levels together, deeper support) is named from this chance, in thousandths.
    pub service_from: u32,
    /// The ensemble: one entry per member in every list.
    pub members: Members,
    /// The joint distribution of the facts, as latent classes.
    pub population: Population,
    /// From score and registration time to the chance of work; none where the model has no such scale.
    pub chance: Option<Chance>,
    /// The windows of the tracks, by start date.
    #[serde(rename = "edition")]
    pub editions: Vec<CutoffWindow>,
    /// What is weighed, in the order it is explained.
    #[serde(rename = "factor")]
    pub factors: Vec<Factor>,
}

/// How well founded a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Printed by the authority.
    Published,
    /// Computed from what is printed.
    Derived,
    /// A choice of ours, with its reasons in the note.
    Assumed,
}

/// What differs between the members of the ensemble, apart from the weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// Intercept of the score.
    pub base: Vec<i32>,
    /// Standard deviation of what is not asked (0: the score decides alone).
    pub spread: Vec<i32>,
    /// Per member, the score from which each track but the last begins, highest first.
    pub cuts: Vec<Vec<i32>>,
}

/// Latent classes: given its class, a person's facts are independent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Whether the distribution is published, derived or assumed.
    pub basis: Basis,
    /// Where it comes from.
    pub source: String,
    /// What a reader must know to judge it.
    pub note: String,
    /// Per member, the share of each class. What a class is like is written once, with the
    /// categories; how many are in it is part of a fit. A member may leave classes out.
    pub classes: Vec<Vec<u32>>,
}

/// The chance of work by month: the logit of a month's chance is
/// `intercept + slope × (score without the time factor + spread × ε) + time(days registered)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chance {
    /// Whether the scale is published, derived or assumed.
    pub basis: Basis,
    /// Where it comes from.
    pub source: String,
    /// What a reader must know to judge it.
    pub note: String,
    /// Id of the factor that `time` replaces.
    pub time_factor: String,
    /// Days registered at which `time` is given; between them as the factor's numbers lie between its knots,
    /// constant after the last.
    pub days: Vec<i32>,
    /// Effect of the days registered, strictly falling.
    pub time: Vec<i32>,
    /// Answers, as `factor/category`, for which nothing published bears the chance out: who gives one is told.
    #[serde(default)]
    pub little_known: Vec<String>,
    /// Quantiles of the stated band (thousandths).
    pub band: Band,
    /// Per member.
    pub intercept: Vec<i32>,
    /// Per member, in thousandths.
    pub slope: Vec<i32>,
}

/// The two quantiles that a band reaches between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lower quantile, thousandths.
    pub low: u32,
    /// Upper quantile, thousandths.
    pub high: u32,
}

/// One window of the tracks: the cut-offs lie somewhere between those of the members moved by
/// `low` and by `high`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutoffWindow {
    /// Stable id.
    pub id: String,
    /// First day, `YYYY-MM-DD`; none for one that was never in force by itself.
    pub from: Option<String>,
    /// Whether the window is published, derived or assumed.
    pub basis: Basis,
    /// Where it comes from.
    pub source: String,
    /// The reasoning behind the range.
    pub note: String,
    /// Lowest shift of each cut-off, same order as the members' cuts.
    pub low: Vec<i32>,
    /// Highest shift of each cut-off.
    pub high: Vec<i32>,
}

/// One thing that is weighed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// Stable id.
    pub id: String,
    /// Id of the fact that answers it.
    pub fact: String,
    /// Counted only if an earlier factor has one of these categories.
    pub only_if: Option<OnlyIf>,
    /// Between two knots a number lies by its logarithm, taken after this many are added; evenly where none
    /// is given.
    pub log_offset: Option<i32>,
    /// The categories; those of a number by rising `from`.
    #[serde(rename = "category")]
    pub categories: Vec<Category>,
}

/// A condition on an earlier factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlyIf {
    /// Id of the earlier factor.
    pub factor: String,
    /// Ids of the categories that make this factor count.
    pub categories: Vec<String>,
}

/// One category of a factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Stable id.
    pub id: String,
    /// Answers that belong here; empty for a number.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Lowest number that belongs here; none for a choice.
    pub from: Option<i32>,
    /// Numbers in the category that stand for its people, equally common each; empty for a choice.
    #[serde(default)]
    pub points: Vec<i32>,
    /// The number in the category at which its weights hold; between two knots the weights go evenly from one
    /// to the other. None for a choice, and where the weights hold for the whole category.
    pub knot: Option<i32>,
    /// Weight in each member.
    pub weights: Vec<i32>,
    /// Share of each latent class that is in this category.
    pub shares: Vec<u32>,
}

/// What is wrong with a card: where, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key, such as `factor.category.weights`.
    pub key: &'static str,
    /// The row it stands in, such as `age/under-25`; empty outside a list.
    pub row: String,
    /// What is wrong, in lower case without a final stop.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "key `{}`", self.key)?;
        if !self.row.is_empty() {
            write!(f, ", row `{}`", self.row)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Fault {}

impl Scorecard {
    /// The edition in force on a day (`YYYY-MM-DD`): the last that has begun.
    pub fn edition_on(&self, day: &str) -> Option<&CutoffWindow> {
        self.editions.iter().rfind(|edition| edition.from.as_deref().is_some_and(|from| from <= day))
    }

    /// The edition of this id.
    pub fn edition(&self, id: &str) -> Option<&CutoffWindow> {
        self.editions.iter().find(|edition| edition.id == id)
    }

    /// How many latent classes the population has.
    pub fn classes(&self) -> usize {
        self.population.classes.first().map_or(0, Vec::len)
    }

    /// The card with one member of its ensemble.
    #[must_use]
    pub fn only(&self, member: usize) -> Self {
        let mut card = self.clone();
        card.keep_members(&[member]);
        card
    }

    /// Leaves only these members of the ensemble.
    pub fn keep_members(&mut self, members: &[usize]) {
        fn keep<T: Clone>(rows: &mut Vec<T>, members: &[usize]) {
            *rows = members.iter().filter_map(|member| rows.get(*member).cloned()).collect();
        }
        keep(&mut self.members.base, members);
        keep(&mut self.members.spread, members);
        keep(&mut self.members.cuts, members);
        keep(&mut self.population.classes, members);
        if let Some(chance) = &mut self.chance {
            keep(&mut chance.intercept, members);
            keep(&mut chance.slope, members);
        }
        let categories = self.factors.iter_mut().flat_map(|factor| &mut factor.categories);
        categories.for_each(|category| keep(&mut category.weights, members));
    }

    /// Everything that makes the card unusable, each with key and row.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Faults(Vec::new());
        self.check_head(&mut faults);
        self.check_editions(&mut faults);
        self.check_chance(&mut faults);
        for (at, factor) in self.factors.iter().enumerate() {
            self.check_factor(&mut faults, factor, self.factors.get(..at).unwrap_or_default());
        }
        if faults.0.is_empty() { Ok(()) } else { Err(faults.0) }
    }

    fn check_head(&self, faults: &mut Faults) {
        let members = self.members.base.len();
        faults.kebab("id", "", &self.id);
        faults.kebab("title", "", &self.title);
        faults.filled("source", "", &self.source);
        faults.want((2..=MAX_TRACKS).contains(&self.tracks.len()), "tracks", "", || {
            format!("has {} ids, want 2 to {MAX_TRACKS}", self.tracks.len())
        });
        self.tracks.iter().for_each(|id| faults.kebab("tracks", id, id));
        faults.distinct("tracks", "", self.tracks.iter());
        faults.want(self.name_from <= 1000, "name_from", "", || format!("`{}` is above 1000", self.name_from));
        let from = self.service_from;
        faults.want((500..=1000).contains(&from), "service_from", "", || format!("`{from}` is not from 500 to 1000"));
        faults.want((1..=MAX_MEMBERS).contains(&members), "members.base", "", || {
            format!("has {members} members, want 1 to {MAX_MEMBERS}")
        });
        faults.length("members.spread", "", self.members.spread.len(), members);
        faults.want(self.members.spread.iter().all(|spread| *spread >= 0), "members.spread", "", || {
            "has a value below 0".into()
        });
        faults.length("members.cuts", "", self.members.cuts.len(), members);
        for (at, cuts) in self.members.cuts.iter().enumerate() {
            let row = format!("member {at}");
            faults.length("members.cuts", &row, cuts.len(), self.tracks.len().saturating_sub(1));
            faults.want(cuts.is_sorted_by(|a, b| a > b), "members.cuts", &row, || "does not fall".into());
            faults.moderate("members.cuts", &row, cuts);
        }
        faults.moderate("members.base", "", &self.members.base);
        faults.moderate("members.spread", "", &self.members.spread);
        let classes = self.classes();
        faults.want((1..=MAX_CLASSES).contains(&classes), "population.classes", "", || {
            format!("has {classes} classes, want 1 to {MAX_CLASSES}")
        });
        faults.length("population.classes", "", self.population.classes.len(), members);
        for (at, shares) in self.population.classes.iter().enumerate() {
            let row = format!("member {at}");
            faults.length("population.classes", &row, shares.len(), classes);
            faults.whole("population.classes", &row, shares.iter());
        }
        faults.filled("population.source", "", &self.population.source);
        faults.want((1..=MAX_FACTORS).contains(&self.factors.len()), "factor", "", || {
            format!("has {} rows, want 1 to {MAX_FACTORS}", self.factors.len())
        });
        faults.distinct("factor.id", "", self.factors.iter().map(|factor| &factor.id));
    }

    fn check_editions(&self, faults: &mut Faults) {
        let cuts = self.tracks.len().saturating_sub(1);
        faults.want(!self.editions.is_empty(), "edition", "", || "has no rows".into());
        faults.distinct("edition.id", "", self.editions.iter().map(|edition| &edition.id));
        let days: Vec<&String> = self.editions.iter().filter_map(|edition| edition.from.as_ref()).collect();
        faults.want(days.is_sorted_by(|a, b| a < b), "edition.from", "", || "does not rise".into());
        for edition in &self.editions {
            let row = &edition.id;
            faults.kebab("edition.id", row, row);
            faults.filled("edition.source", row, &edition.source);
            faults.filled("edition.note", row, &edition.note);
            if let Some(from) = &edition.from {
                faults.want(is_day(from), "edition.from", row, || format!("`{from}` is not a date YYYY-MM-DD"));
            }
            faults.length("edition.low", row, edition.low.len(), cuts);
            faults.length("edition.high", row, edition.high.len(), cuts);
            faults.moderate("edition.low", row, &edition.low);
            faults.moderate("edition.high", row, &edition.high);
            faults.want(
                edition.low.iter().zip(&edition.high).all(|(low, high)| low <= high),
                "edition.low",
                row,
                || "is above `high`".into(),
            );
            for (key, shift) in [("edition.low", &edition.low), ("edition.high", &edition.high)] {
                let falls = self.members.cuts.iter().all(|cuts| {
                    let moved: Vec<i64> =
                        cuts.iter().zip(shift).map(|(cut, by)| i64::from(*cut) + i64::from(*by)).collect();
                    moved.is_sorted_by(|a, b| a > b)
                });
                faults.want(falls, key, row, || "moves one cut-off past another".into());
            }
        }
    }

    fn check_chance(&self, faults: &mut Faults) {
        let Some(chance) = &self.chance else { return };
        let members = self.members.base.len();
        faults.filled("chance.source", "", &chance.source);
        let time = self.factors.iter().find(|factor| factor.id == chance.time_factor);
        faults.want(time.is_some_and(Factor::is_number), "chance.time_factor", "", || {
            format!("`{}` is not a factor with numbers", chance.time_factor)
        });
        faults.want(time.is_none_or(|factor| factor.only_if.is_none()), "chance.time_factor", "", || {
            format!("`{}` does not always count", chance.time_factor)
        });
        for id in &chance.little_known {
            let known = id.split_once('/').and_then(|(factor, category)| {
                self.factors.iter().find(|row| row.id == factor).and_then(|factor| factor.category(category))
            });
            faults.want(known.is_some(), "chance.little_known", id, || "is not a category of a factor".into());
        }
        faults.want(chance.days.first() == Some(&0), "chance.days", "", || "does not begin at 0".into());
        faults.want(chance.days.is_sorted_by(|a, b| a < b), "chance.days", "", || "does not rise".into());
        faults.length("chance.time", "", chance.time.len(), chance.days.len());
        faults.want(chance.time.is_sorted_by(|a, b| a > b), "chance.time", "", || "does not fall strictly".into());
        faults.moderate("chance.time", "", &chance.time);
        faults.length("chance.intercept", "", chance.intercept.len(), members);
        faults.moderate("chance.intercept", "", &chance.intercept);
        faults.length("chance.slope", "", chance.slope.len(), members);
        faults.moderate("chance.slope", "", &chance.slope);
        faults.want(chance.slope.iter().all(|slope| *slope > 0), "chance.slope", "", || {
            "has a value that is not above 0".into()
        });
        let Band { low, high } = chance.band;
        faults.want(low < high && high <= 1000, "chance.band", "", || format!("`{low}` to `{high}` is no range"));
    }

    fn check_factor(&self, faults: &mut Faults, factor: &Factor, earlier: &[Factor]) {
        let row = &factor.id;
        faults.kebab("factor.id", row, row);
        faults.kebab("factor.fact", row, &factor.fact);
        faults.want(factor.categories.len() > 1, "factor.category", row, || "has fewer than two rows".into());
        faults.want(factor.categories.len() < 256, "factor.category", row, || "has more than 255 rows".into());
        faults.distinct("factor.category.id", row, factor.categories.iter().map(|category| &category.id));
        let answers = factor.categories.iter().flat_map(|category| &category.answers);
        faults.distinct("factor.category.answers", row, answers);
        if let Some(only_if) = &factor.only_if {
            let known = earlier.iter().find(|other| other.id == only_if.factor);
            faults.want(known.is_some(), "factor.only_if.factor", row, || {
                format!("`{}` is not an earlier factor", only_if.factor)
            });
            for id in &only_if.categories {
                let found = known.is_none_or(|other| other.categories.iter().any(|category| category.id == *id));
                faults.want(found, "factor.only_if.categories", row, || {
                    format!("`{id}` is not a category of `{}`", only_if.factor)
                });
            }
        }
        self.check_categories(faults, factor);
        let lowest = factor.categories.iter().filter_map(|category| category.from).min();
        let positive =
            factor.log_offset.is_none_or(|offset| lowest.is_some_and(|from| from.saturating_add(offset) > 0));
        faults.want(positive, "factor.log_offset", row, || "leaves no number above 0 to take a logarithm of".into());
        for class in 0..self.classes() {
            let shares = factor.categories.iter().filter_map(|category| category.shares.get(class));
            faults.whole("factor.category.shares", &format!("{row}, class {class}"), shares);
        }
    }

    fn check_categories(&self, faults: &mut Faults, factor: &Factor) {
        let row = &factor.id;
        let (is_number, has_knots) = (factor.is_number(), factor.has_knots());
        let froms: Vec<i32> = factor.categories.iter().filter_map(|category| category.from).collect();
        faults.want(froms.is_sorted_by(|a, b| a < b), "factor.category.from", row, || "does not rise".into());
        let ends = froms.iter().skip(1).copied().map(Some).chain([None]);
        for (category, end) in factor.categories.iter().zip(ends.chain(std::iter::repeat(None))) {
            let row = format!("{row}/{}", category.id);
            faults.kebab("factor.category.id", &row, &category.id);
            faults.want(category.from.is_some() == is_number, "factor.category.from", &row, || {
                "is given for some categories of the factor only".into()
            });
            faults.want(category.knot.is_some() == has_knots, "factor.category.knot", &row, || {
                "is given for some categories of the factor only".into()
            });
            faults.want(category.answers.is_empty() == is_number, "factor.category.answers", &row, || {
                if is_number { "is given beside `from`".into() } else { "is empty".into() }
            });
            if let Some(from) = category.from {
                let inside = |point: &i32| *point >= from && end.is_none_or(|end| *point < end);
                faults.want(!category.points.is_empty(), "factor.category.points", &row, || "is empty".into());
                faults.want(category.points.is_sorted(), "factor.category.points", &row, || "does not rise".into());
                faults.want(category.points.iter().all(inside), "factor.category.points", &row, || {
                    "has a number outside the category".into()
                });
                faults.want(category.knot.as_ref().is_none_or(inside), "factor.category.knot", &row, || {
                    "is outside the category".into()
                });
            }
            faults.length("factor.category.weights", &row, category.weights.len(), self.members.base.len());
            faults.moderate("factor.category.weights", &row, &category.weights);
            faults.want(category.shares.iter().all(|share| *share > 0), "factor.category.shares", &row, || {
                "has a 0: at least 1, so that no answer is impossible".into()
            });
            faults.length("factor.category.shares", &row, category.shares.len(), self.classes());
        }
    }
}

impl Factor {
    /// Whether the factor sorts numbers (not answers) into categories.
    pub fn is_number(&self) -> bool {
        self.categories.iter().any(|category| category.from.is_some())
    }

    /// Whether weights change evenly from one category to the next, instead of in a step.
    pub fn has_knots(&self) -> bool {
        self.categories.iter().any(|category| category.knot.is_some())
    }

    /// The category of this id.
    pub fn category(&self, id: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.id == id)
    }
}

struct Faults(Vec<Fault>);

impl Faults {
    fn want(&mut self, holds: bool, key: &'static str, row: &str, message: impl FnOnce() -> String) {
        if !holds {
            self.0.push(Fault { key, row: row.into(), message: message() });
        }
    }

    fn length(&mut self, key: &'static str, row: &str, is: usize, want: usize) {
        self.want(is == want, key, row, || format!("has {is} values, want {want}"));
    }

    fn filled(&mut self, key: &'static str, row: &str, value: &str) {
        self.want(!value.trim().is_empty(), key, row, || "is empty".into());
    }

    fn kebab(&mut self, key: &'static str, row: &str, id: &str) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        self.want(!id.is_empty() && id.chars().all(fits), key, row, || {
            format!("`{id}` is not an id of a-z, 0-9 and -")
        });
    }

    fn distinct<'a>(&mut self, key: &'static str, row: &str, ids: impl Iterator<Item = &'a String>) {
        let mut seen: Vec<&String> = Vec::new();
        for id in ids {
            self.want(!seen.contains(&id), key, row, || format!("`{id}` stands twice"));
            seen.push(id);
        }
    }

    /// Far inside what sums of them can hold, and far beyond any logit.
    fn moderate(&mut self, key: &'static str, row: &str, values: &[i32]) {
        for value in values {
            self.want(value.abs_diff(0) <= 100_000, key, row, || format!("`{value}` is beyond ±100000"));
        }
    }

    fn whole<'a>(&mut self, key: &'static str, row: &str, shares: impl Iterator<Item = &'a u32>) {
        let sum: u64 = shares.map(|share| u64::from(*share)).sum();
        self.want(sum == u64::from(WHOLE), key, row, || format!("sums to {sum}, want {WHOLE}"));
    }
}

fn is_day(text: &str) -> bool {
    let numbers: Vec<Option<u32>> = text.split('-').map(|part| part.parse().ok()).collect();
    text.len() == 10
        && text.split('-').map(str::len).eq([4, 2, 2])
        && matches!(numbers.as_slice(), [Some(_), Some(1..=12), Some(1..=31)])
}
