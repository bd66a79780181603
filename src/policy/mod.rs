//! What the authority decided, by date: the embedded policy files.
//!
//! Knows nothing about the person. The files are under `src/policy/data/`, one folder per jurisdiction and
//! one file per decision area; `build.rs` reads, checks and embeds them. To change a rule, add a version
//! with its date, basis and source: no code is touched.

#[cfg(not(target_arch = "wasm32"))]
pub mod check;
#[cfg(not(target_arch = "wasm32"))]
pub mod code_form;
pub mod compact;
#[cfg(not(target_arch = "wasm32"))]
pub mod country;
pub mod schema;
pub mod scorecard;

use crate::case::Jurisdiction;
use crate::date::Date;
use crate::settings::contact::LocalContact;
use schema::{CutoffWindow, Limit, Policy, Rollout, Rulebook, Source};
use scorecard::Scorecard;
use std::fmt;
use std::sync::OnceLock;

static POLICY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policy.bin"));

/// The rules of the country that a page begins with, without the notes on them.
static DEFAULT_POLICY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policy-default.bin"));

/// A hash over the core's sources, the policy data and the lock file: the same for every build of the same
/// judgement, natively and in WASM.
pub const ENGINE: &str = env!("VAGVAL_ENGINE");

/// The rules and scorecards that this client judges by.
#[derive(Clone, Debug)]
pub struct PolicySet {
    policy: Policy,
    scorecards: Vec<Option<Scorecard>>,
    local: Option<LocalContact>,
}

/// The embedded policy could not be read: the program itself is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the policy inside this program cannot be read; fetch the program again")
    }
}

impl std::error::Error for Damaged {}

impl PolicySet {
    /// The policy embedded when building, read once and kept as long as the program runs.
    ///
    /// # Errors
    /// The program is damaged.
    pub fn embedded() -> Result<&'static Self, Damaged> {
        Self::embedded_with(None)
    }

    /// The same, with the authority's own file. Whoever asks first decides: a conversation never changes its book.
    ///
    /// # Errors
    /// The program is damaged.
    pub fn embedded_with(local: Option<LocalContact>) -> Result<&'static Self, Damaged> {
        static BOOK: OnceLock<Option<PolicySet>> = OnceLock::new();
        BOOK.get_or_init(|| Self::read(POLICY, local)).as_ref().ok_or(Damaged)
    }

    /// As [`PolicySet::embedded_with`], of the country that a page begins with alone, and without the notes, which no
    /// page shows: who chooses another country, or takes the result along, has all of it.
    ///
    /// # Errors
    /// The program is damaged.
    pub fn default_country_with(local: Option<LocalContact>) -> Result<&'static Self, Damaged> {
        static BOOK: OnceLock<Option<PolicySet>> = OnceLock::new();
        BOOK.get_or_init(|| Self::read(DEFAULT_POLICY, local)).as_ref().ok_or(Damaged)
    }

    fn read(bytes: &[u8], local: Option<LocalContact>) -> Option<Self> {
        let (policy, scorecards) = compact::from_bytes(bytes)?;
        Some(Self { policy, scorecards, local })
    }

    /// No policy: nothing can be judged.
    pub fn none() -> &'static Self {
        static NONE: PolicySet =
            PolicySet { policy: Policy { jurisdictions: Vec::new() }, scorecards: Vec::new(), local: None };
        &NONE
    }

    /// Another policy, for an authority's own files and for tests.
    pub fn new(policy: Policy, scorecards: Vec<Option<Scorecard>>) -> Self {
        Self { policy, scorecards, local: None }
    }

    /// The same policy, with an authority's own file.
    #[must_use]
    pub fn with_local(self, local: LocalContact) -> Self {
        Self { local: Some(local), ..self }
    }

    /// The authority's own file, where there is one.
    pub fn local(&self) -> Option<&LocalContact> {
        self.local.as_ref()
    }

    /// The rules of a jurisdiction.
    pub fn rules(&self, jurisdiction: Jurisdiction) -> Option<&Rulebook> {
        self.policy.jurisdictions.get(jurisdiction.row())
    }

    /// The scorecard of a jurisdiction, where there is one.
    pub fn scorecard(&self, jurisdiction: Jurisdiction) -> Option<&Scorecard> {
        self.scorecards.get(jurisdiction.row()).and_then(Option::as_ref)
    }
}

impl Rollout {
    /// Is it a stage of this scheme?
    pub fn is_of(&self, scheme: &str) -> bool {
        self.schemes.iter().any(|known| known == scheme)
    }

    /// Does it name the municipality? Its list is in order.
    pub fn names(&self, municipality: &str) -> bool {
        self.municipalities.binary_search_by(|code| code.as_str().cmp(municipality)).is_ok()
    }
}

impl Rulebook {
    /// The edition in force on a day.
    pub fn edition(&self, on: Date) -> Option<&CutoffWindow> {
        self.editions.iter().rev().find(|edition| edition.from <= on)
    }

    /// A limit as it is on a day; `None` where nothing is known of it then.
    pub fn limit(&self, id: &str, on: Date) -> Option<&Limit> {
        self.limits.iter().rev().find(|limit| limit.id == id && limit.from <= on)
    }

    /// Does `scheme` cover the municipality on `on`? `None` where it is not known.
    ///
    /// A municipality that is known to begin in a later stage is not covered before it. One that is not named
    /// anywhere is unknown from the first stage that has unnamed members, until a stage that takes in all.
    pub fn covers(&self, scheme: &str, municipality: &str, on: Date) -> Option<bool> {
        let rollouts = || self.rollouts.iter().filter(|rollout| rollout.is_of(scheme));
        let named = |rollout: &&Rollout| rollout.names(municipality);
        let begun = |rollout: &&Rollout| rollout.from <= on;
        if rollouts().filter(begun).any(|rollout| rollout.all || named(&rollout)) {
            Some(true)
        } else if rollouts().any(|rollout| named(&rollout))
            || !rollouts().filter(begun).any(|rollout| rollout.others_unknown)
        {
            Some(false)
        } else {
            None
        }
    }

    /// The scheme that stands apart and has this municipality on a day, where one does.
    pub fn apart(&self, place: Option<&str>, on: Date) -> Option<&str> {
        let place = place?;
        self.apart.iter().map(String::as_str).find(|scheme| self.covers(scheme, place, on) == Some(true))
    }

    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}
