//! The form of the policy files: what the authority decided, by date, with where we read it.
//!
//! Knows nothing about any person. Every number that a law, a decision or an estimate can change stands in a
//! file under `data/`, never in code. A value holds from its date until the next one; there are no end dates.
//! The files are read and checked by [`super::check`] when building, and embedded in compact form.
//!
//! Compiled into `build.rs` too, where the same paths exist: see there before adding an import.

pub use super::scorecard::Basis;
use crate::date::Date;
use crate::hours::Hours;
use serde::{Deserialize, Serialize};

impl Basis {
    /// The id in files, texts and at the boundary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
        }
    }
}

/// All that is embedded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// One per jurisdiction, in the order of their ranks.
    pub jurisdictions: Vec<Rulebook>,
}

/// The rules of one jurisdiction: its files under `data/ID/`, put together.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// The name of its folder.
    pub id: String,
    /// The id of this set of files, shown on every result.
    pub version: String,
    /// The first day that is covered. An earlier date is an error.
    pub first: Date,
    /// The schemes of municipalities that stand apart: another authority serves them by other law.
    #[serde(default)]
    pub apart: Vec<String>,
    /// Named periods, for `edition.in_force` and for telling what has changed.
    #[serde(default)]
    pub editions: Vec<CutoffWindow>,
    /// Where we read it.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What a person can be eligible for.
    #[serde(default)]
    pub programmes: Vec<Programme>,
    /// The rules that decide it.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// Where and when a scheme began.
    #[serde(default)]
    pub rollouts: Vec<Rollout>,
    /// Ways to reach someone.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// What happens next.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Numbers that something is held against.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// One municipality of each kind, by its place in the list: those that the same stages name are judged alike.
    /// Found when the files are put together.
    #[serde(skip)]
    pub kinds_of_places: Vec<u16>,
}

/// One file: some of a rulebook. `jurisdiction.toml` has the single values, the others add to the lists.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyFile {
    /// See [`Rulebook::id`].
    pub id: Option<String>,
    /// See [`Rulebook::version`].
    pub version: Option<String>,
    /// See [`Rulebook::first`].
    pub first: Option<Date>,
    /// See [`Rulebook::apart`].
    #[serde(default)]
    pub apart: Vec<String>,
    /// See [`Rulebook::editions`].
    #[serde(default, rename = "edition")]
    pub editions: Vec<CutoffWindow>,
    /// See [`Rulebook::sources`].
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    /// See [`Rulebook::programmes`].
    #[serde(default, rename = "programme")]
    pub programmes: Vec<Programme>,
    /// See [`Rulebook::rules`].
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
    /// See [`Rulebook::rollouts`].
    #[serde(default, rename = "rollout")]
    pub rollouts: Vec<Rollout>,
    /// See [`Rulebook::channels`].
    #[serde(default, rename = "channel")]
    pub channels: Vec<Channel>,
    /// See [`Rulebook::steps`].
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
    /// See [`Rulebook::limits`].
    #[serde(default, rename = "limit")]
    pub limits: Vec<Limit>,
}

/// A named period of policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutoffWindow {
    /// Its id; its name is the text `edition.ID`.
    pub id: String,
    /// Its first day.
    pub from: Date,
    /// How well it is known.
    pub basis: Basis,
    /// Where it was read: the id of a source.
    pub source: String,
    /// What to know about it.
    pub note: Option<String>,
}

/// A page, report or statute that a value was read in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id, by which values name it.
    pub id: String,
    /// Publisher and title, in the language of the source.
    pub title: String,
    /// Its address or number, where it has one.
    pub address: Option<String>,
    /// When we read it.
    pub read: Date,
}

/// A number that something is held against, from its date until the next of the same id: how many days there may be
/// between two meetings. Before the first nothing is known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Its id.
    pub id: String,
    /// The first day it holds.
    pub from: Date,
    /// How well it is known.
    pub basis: Basis,
    /// Where it was read: the id of a source.
    pub source: String,
    /// What to know about it, for hosts and maintainers.
    pub note: Option<String>,
    /// The number itself.
    pub number: i32,
}

/// Something a person can be eligible for. Its words are the texts `programme.ID.*`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its id.
    pub id: String,
    /// Only in the municipalities of this scheme, which stand apart; what names none is only for the others.
    pub apart: Option<String>,
    /// Who gives it.
    #[serde(default)]
    pub who: Who,
    /// The rules that decide it, all of them always reported.
    pub rules: Vec<String>,
    /// What is published about it: ids of the texts `told.ID`.
    #[serde(default)]
    pub told: Vec<PublishedNote>,
}

/// Who does what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The authority decides; a provider may work on its behalf.
    #[default]
    Authority,
    /// The municipality, by its own right.
    Municipality,
    /// Others around the person.
    Others,
}

impl Who {
    /// The id in files, texts and at the boundary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::Municipality => "municipality",
            Self::Others => "others",
        }
    }
}

/// One gate of one or more programmes, by date. Its sentences are the texts `rule.SAY.OUTCOME`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// What it has been, oldest first, the first from the rulebook's first day.
    #[serde(rename = "version")]
    pub versions: Vec<Version>,
}

/// A rule as it was from one date until the next version.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// The first day it holds.
    pub from: Date,
    /// How well it is known.
    pub basis: Basis,
    /// Where it was read: the id of a source.
    pub source: String,
    /// What to know about it, for hosts and maintainers.
    pub note: Option<String>,
    /// Which sentences tell it, where they are not those of the rule's own id.
    pub message: Option<String>,
    /// When it is met.
    pub met: Test,
    /// Where it is not met, when it is a caseworker who decides.
    pub caseworker: Option<Test>,
    /// What it is where neither holds.
    pub otherwise: Otherwise,
}

/// A "no" that is firm, or one that a caseworker may overrule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Otherwise {
    /// A firm no.
    NotMet,
    /// A no that staff may overrule, or a matter for the planning call.
    Caseworker,
}

/// A condition on one person's facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// Holds for everyone.
    Always,
    /// Holds for nobody.
    Never,
    /// Nothing published says for whom: unknown whatever the facts are.
    NotKnown,
    /// Somebody who is not registered yet has told the later day on which they will be. It is about what was told, and
    /// so never unknown.
    RegistersAhead,
    /// All of these hold.
    All(Vec<Test>),
    /// At least one of these holds.
    Any(Vec<Test>),
    /// This does not hold.
    Not(Box<Test>),
    /// A choice is one of these.
    Is(Is),
    /// A number or a count of days is at least this.
    AtLeast(AtLeast),
    /// The municipality is covered by a scheme on the day.
    Covered(String),
    /// The municipality was covered by a scheme on the first day of registration.
    CoveredAtRegistration(String),
    /// These tracks together have at least this chance.
    Tracks(Tracks),
}

impl Test {
    /// The facts it reads, by id, in the order they stand; one may come twice.
    pub fn facts(&self) -> Vec<&str> {
        match self {
            Self::Always | Self::Never | Self::NotKnown | Self::RegistersAhead | Self::Tracks(_) => Vec::new(),
            Self::All(tests) | Self::Any(tests) => tests.iter().flat_map(Self::facts).collect(),
            Self::Not(test) => test.facts(),
            Self::Is(is) => vec![&is.fact],
            Self::AtLeast(at_least) => vec![&at_least.fact],
            Self::Covered(_) => vec!["municipality"],
            Self::CoveredAtRegistration(_) => vec!["municipality", "registered-since"],
        }
    }

    /// The schemes it names.
    pub fn schemes(&self) -> Vec<&str> {
        match self {
            Self::All(tests) | Self::Any(tests) => tests.iter().flat_map(Self::schemes).collect(),
            Self::Not(test) => test.schemes(),
            Self::Covered(scheme) | Self::CoveredAtRegistration(scheme) => vec![scheme],
            _ => Vec::new(),
        }
    }

    /// The numbers it names, by fact, in the order they stand.
    pub fn numbers(&self) -> Vec<(String, i32)> {
        match self {
            Self::All(tests) | Self::Any(tests) => tests.iter().flat_map(Self::numbers).collect(),
            Self::Not(test) => test.numbers(),
            Self::AtLeast(at_least) => vec![(at_least.fact.clone(), at_least.number)],
            _ => Vec::new(),
        }
    }
}

/// A choice is one of these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Is {
    /// The fact's id.
    pub fact: String,
    /// Its accepted choices.
    pub any_of: Vec<String>,
}

/// A number is at least this; for a date, the whole days since then are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// The fact's id.
    pub fact: String,
    /// Years of age, or days.
    pub number: i32,
}

/// These tracks together have at least this chance in the estimate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tracks {
    /// Track ids.
    pub any_of: Vec<String>,
    /// Thousandths.
    pub at_least: i32,
}

/// A scheme begins in some municipalities.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rollout {
    /// Which schemes, as tests name them; more than one where one begins as another ends.
    pub schemes: Vec<String>,
    /// The first day.
    pub from: Date,
    /// How well it is known.
    pub basis: Basis,
    /// Where it was read: the id of a source.
    pub source: String,
    /// What to know about it.
    pub note: Option<String>,
    /// The name of the delivery area or employment area, where there is one.
    pub area: Option<String>,
    /// The municipalities known to begin then, by code.
    #[serde(default)]
    pub municipalities: Vec<String>,
    /// Are there others that begin then, which we do not know?
    #[serde(default)]
    pub others_unknown: bool,
    /// Does it begin in all that had not begun?
    #[serde(default)]
    pub all: bool,
    /// Are the areas of earlier stages redrawn, so that their names no longer hold?
    #[serde(default)]
    pub redraws: bool,
}

/// What a channel may need.
pub const NEEDS: [&str; 3] = ["e-id", "booking", "computer"];

/// What a channel may serve: registering, reports and forms, questions, planning with a person, an offer beside
/// the employment service's.
pub const SERVES: [&str; 5] = ["register", "report", "questions", "planning", "own-offer"];

/// Something published that a person should know.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedNote {
    /// The id of its text.
    pub id: String,
    /// Where it was read: the id of a source.
    pub source: String,
    /// What to know about it.
    pub note: Option<String>,
}

/// A way to reach someone. Its words are the texts `channel.SAY.*`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its id.
    pub id: String,
    /// Only in the municipalities of this scheme, which stand apart; what names none is only for the others.
    pub apart: Option<String>,
    /// How well it is known.
    pub basis: Basis,
    /// Where it was read: the id of a source.
    pub source: String,
    /// What to know about it.
    pub note: Option<String>,
    /// Which words tell it, where they are not those of its own id.
    pub message: Option<String>,
    /// The number to call, where it is known.
    pub number: Option<String>,
    /// Further numbers to it, which its text tells apart.
    #[serde(default)]
    pub other_numbers: Vec<String>,
    /// Is a person at the other end?
    pub human: bool,
    /// What must be in hand or done first: ids of the texts `need.ID`, see [`NEEDS`].
    #[serde(default)]
    pub needs: Vec<String>,
    /// What it is for, see [`SERVES`].
    #[serde(default)]
    pub serves: Vec<String>,
    /// The needs of a person that it is made for, or goes well with: choices of the fact `needs`.
    #[serde(default)]
    pub suits: Vec<String>,
    /// The needs of a person that it does not go with.
    #[serde(default)]
    pub not_for: Vec<String>,
    /// The languages it is known to be in, each by its own name; empty where they are not known.
    #[serde(default)]
    pub languages: Vec<String>,
    /// What is published about reaching someone this way: ids of the texts `contact-reason.ID`.
    #[serde(default)]
    pub told: Vec<PublishedNote>,
    /// Opening hours in local time; empty where they are not known.
    #[serde(default)]
    pub hours: Vec<Hours>,
    /// Order of proposal by most likely track: smaller comes first.
    pub rank: Rank,
}

impl Channel {
    /// The ids of the sources of all that is said about it.
    pub fn sources(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.source).chain(self.told.iter().map(|told| &told.source))
    }
}

/// Where a channel stands among the others, by how near the person is to the labour market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rank {
    /// Track too-close.
    pub near: u8,
    /// Tracks a, b, c, or no track.
    pub middle: u8,
    /// Track too-far.
    pub far: u8,
}

/// Something that happens next. Its words are the texts `step.SAY.*`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// Only in the municipalities of this scheme, which stand apart; what names none is only for the others.
    pub apart: Option<String>,
    /// What it has been, oldest first.
    #[serde(rename = "version")]
    pub versions: Vec<StepVersion>,
}

/// A step as it was from one date until the next version.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepVersion {
    /// The first day it holds.
    pub from: Date,
    /// How well it is known.
    pub basis: Basis,
    /// Where it was read: the id of a source.
    pub source: String,
    /// What to know about it.
    pub note: Option<String>,
    /// Which sentences tell it, where they are not those of the step's own id.
    pub message: Option<String>,
    /// For whom it is; unknown facts count as not excluding it.
    pub when: Test,
    /// Told only where it is known to be for the person: unknown facts exclude it.
    #[serde(default)]
    pub certain: bool,
    /// Only where this programme is not firmly closed.
    pub programme: Option<String>,
    /// What its dates are counted from.
    #[serde(rename = "counted-from")]
    pub counted_from: Anchor,
    /// The first day of it.
    pub start: Span,
    /// The last day of it, where there is one.
    pub end: Option<Span>,
    /// Comes back every so often, where it does.
    pub every: Option<Span>,
    /// Where its first day is no working day, it is the next one that is.
    #[serde(default, rename = "on-working-day")]
    pub on_working_day: bool,
    /// No longer told once its last day has passed; other steps then stay, without a date.
    #[serde(default)]
    pub passes: bool,
    /// Further numbers that its sentences name: `[["minutes", 30]]`.
    #[serde(default)]
    pub numbers: Vec<(String, i32)>,
}

impl StepVersion {
    /// The numbers that its sentences may name: those of `start`, `end` and `every`, and its own.
    pub fn all_numbers(&self) -> Vec<(String, i32)> {
        let spans = [("start", Some(self.start)), ("end", self.end), ("every", self.every)];
        let spans = spans.into_iter().filter_map(|(name, span)| Some((name.to_owned(), span?.count())));
        spans.chain(self.numbers.iter().cloned()).collect()
    }
}

/// What the dates of a step are counted from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// The first day of registration; without it, today.
    Registration,
    /// The day of the case, or a later one on which the person will register.
    Today,
    /// The first day of the calendar month after registration; without it, after today.
    NextMonth,
    /// The first later day on which this rule is met, if nothing but time passes. Without one there is no step.
    FirstMet(String),
    /// The later day on which somebody who is not registered yet will be; without it, none.
    RegistrationAhead,
    /// A day that is not known yet; the step has no dates of its own.
    NotYet,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// Calendar days.
    Days(i32),
    /// Working days: not Saturdays, Sundays or public holidays.
    WorkingDays(i32),
    /// Months.
    Months(i32),
}

impl Span {
    /// How many days, working days or months.
    pub fn count(self) -> i32 {
        match self {
            Self::Days(count) | Self::WorkingDays(count) | Self::Months(count) => count,
        }
    }

    /// As at the boundary: `P14D`, `P3M`, and for working days `P5WD`.
    pub fn id(self) -> String {
        match self {
            Self::Days(days) => format!("P{days}D"),
            Self::WorkingDays(days) => format!("P{days}WD"),
            Self::Months(months) => format!("P{months}M"),
        }
    }
}
