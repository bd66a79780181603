//! What a person is eligible for, rule by rule, with every reason.
//!
//! Knows no clock, language, storage or browser: the day is in the case. The rules themselves are policy
//! files; this is only how they are read. Nothing here decides for the authority: "met" means that no gate
//! we know of is closed, and a caseworker decides.

mod areas;
mod logic;
mod process;

pub use areas::area;
pub use logic::{Finding, Outcome, Situation, judge};
pub use process::{NextStep, missing_for_steps, next_steps, wished_meetings};

use crate::policy::schema::{Programme, Rollout, Rule, Rulebook, Version};

/// One rule's finding, with the version of the rule that gave it.
#[derive(Clone, Debug)]
pub struct Reason<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The version in force on the day.
    pub version: &'a Version,
    /// What it found.
    pub finding: Finding,
    /// The stage that names the person's municipality and area, where the rule is about one and one does.
    pub area: Option<&'a Rollout>,
}

/// What all rules of one programme found.
#[derive(Clone, Debug)]
pub struct Verdict<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The outcome of all of them together.
    pub outcome: Outcome,
    /// Every rule, in the order of the programme.
    pub reasons: Vec<Reason<'a>>,
}

/// Judges every programme of the rulebook.
pub fn verdicts<'a>(rulebook: &'a Rulebook, situation: &Situation<'_>) -> Vec<Verdict<'a>> {
    let apart = rulebook.apart(situation.case.place(), situation.case.on.date);
    let programmes = rulebook.programmes.iter().filter(|programme| programme.apart.as_deref() == apart);
    programmes.map(|programme| verdict(rulebook, programme, situation)).collect()
}

/// Judges one programme.
pub fn verdict<'a>(rulebook: &'a Rulebook, programme: &'a Programme, situation: &Situation<'_>) -> Verdict<'a> {
    let on = situation.case.on.date;
    let rules = programme.rules.iter().filter_map(|id| rulebook.rules.iter().find(|rule| rule.id == *id));
    let reasons: Vec<Reason<'a>> = rules
        .filter_map(|rule| {
            let version = rule.version(on)?;
            let place = situation.case.place();
            let schemes = version.met.schemes();
            let area = place.and_then(|code| schemes.iter().find_map(|scheme| area(rulebook, scheme, code, on)));
            Some(Reason { rule, version, finding: judge(version, situation), area })
        })
        .collect();
    let outcome = Outcome::together(reasons.iter().map(|reason| reason.finding.outcome));
    Verdict { programme, outcome, reasons }
}

impl Rule {
    /// The version in force on a day.
    pub fn version(&self, on: crate::date::Date) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.from <= on)
    }
}
