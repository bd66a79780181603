//! The form of an assessment at the boundary: what a host, a file and a rendering see.
//!
//! Only these types are written out. Keys stand in the declared order, there are no floats, and nothing is
//! left out: what is not known is `null` or an empty list. Chances are thousandths, points thousandths of a
//! logit, dates `2026-11-21`, moments `2026-11-21T14:05`.

use crate::case::{Answer, Problem, Raw, Value};
use crate::contact::Way;
use crate::eligibility;
use crate::policy::schema::{self, Rulebook};
use crate::wire::{Wire, wire};

/// The version of the form.
pub const VERSION: u32 = 1;

/// Everything that is told about one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The version of this form.
    pub v: u32,
    /// Whose rules apply.
    pub jurisdiction: &'static str,
    /// The moment the case was judged at.
    pub on: String,
    /// The later day that estimate and steps count from, where the person is not registered yet and has told it.
    pub registers: Option<String>,
    /// What it was judged by.
    pub edition: Edition,
    /// The sum of all factors' points; null where there is no track.
    pub score: Option<i32>,
    /// The tracks; null where no assessment tool existed, or none that can be imitated.
    pub track: Option<Track>,
    /// The chance of work in this model; null as the track.
    pub job_chance: Option<JobChance>,
    /// Why there is no track: `no-tool-yet` or `not-in-finland`.
    pub why: Option<&'static str>,
    /// What the score is made of: first `base`, the score of the population average.
    pub factors: Vec<Factor>,
    /// What would change if one thing were different.
    pub what_ifs: Vec<WhatIf>,
    /// What it would be if the person were still registered later.
    pub later: Vec<Later>,
    /// Every programme, with every rule.
    pub eligibility: Vec<Eligibility>,
    /// Ways to reach someone, best first.
    pub contact: Vec<ContactOption>,
    /// What happens next, by date.
    pub next_steps: Vec<NextStep>,
    /// The sources that the above names.
    pub sources: Vec<SourceUsed>,
}
wire!(Assessment {
    v,
    jurisdiction,
    on,
    registers,
    edition,
    score,
    track,
    job_chance,
    why,
    factors,
    what_ifs,
    later,
    eligibility,
    contact,
    next_steps,
    sources
});

/// Proof of what judged the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The set of policy files.
    pub policy: String,
    /// The period of policy that the day lies in.
    pub in_force: String,
    /// Hash over core sources, policy data and lock file.
    pub engine: &'static str,
    /// Hash over the authority's own local files; null where there are none.
    pub local: Option<String>,
}
wire!(Edition { policy, in_force, engine, local });

/// One number for each track, in the order in which a tie is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chances {
    /// Too close to the labour market for the service.
    pub too_close: u32,
    /// Rusta och matcha, level A.
    pub a: u32,
    /// Rusta och matcha, level B.
    pub b: u32,
    /// Rusta och matcha, level C.
    pub c: u32,
    /// Too far from the labour market: deeper support.
    pub too_far: u32,
}
wire!(Chances { too_close as "too-close", a, b, c, too_far as "too-far" });

impl Chances {
    pub(super) fn new([too_close, a, b, c, too_far]: [u32; 5]) -> Self {
        Self { too_close, a, b, c, too_far }
    }

    /// Each track's id and number, in order.
    pub fn each(&self) -> [(&'static str, u32); 5] {
        [("too-close", self.too_close), ("a", self.a), ("b", self.b), ("c", self.c), ("too-far", self.too_far)]
    }

    /// What matters most to the person: the chance of looking for work by oneself, of the levels together, and of deeper
    /// support.
    pub fn services(&self) -> [(&'static str, u32); 3] {
        [("self", self.too_close), ("levels", self.together()), ("deeper", self.too_far)]
    }

    /// The levels of Rusta och matcha, nearest first.
    pub(super) fn levels(&self) -> [(&'static str, u32); 3] {
        [("a", self.a), ("b", self.b), ("c", self.c)]
    }

    /// Those whom the levels of Rusta och matcha belong to, together: what matters most to the person.
    pub fn together(&self) -> u32 {
        self.a + self.b + self.c
    }
}

/// The estimate of the track. An imitation of the authority's tool, not its decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// The most likely track.
    pub most_likely: &'static str,
    /// The chance of each, thousandths that sum to 1000.
    pub chances: Chances,
    /// The service that is likely enough to be named; none where two are close.
    pub service: Option<&'static str>,
    /// Where the service is the levels': the level that is likely enough to be named.
    pub level: Option<&'static str>,
    /// The second most likely, and how far behind it is.
    pub next: Option<NextTrack>,
    /// Which window of cut-offs was used.
    pub edition: String,
    /// The smallest chance of each over the range of cut-offs that the window may have had.
    pub lowest: Chances,
    /// The largest chance of each over that range.
    pub highest: Chances,
    /// Is the most likely track the same over the whole range?
    pub is_robust: bool,
    /// Too little is known to name a track.
    pub abstains: bool,
    /// The unanswered fact that would tell most.
    pub ask: Option<String>,
    /// How well the window is known.
    pub basis: &'static str,
}
wire!(Track { most_likely, chances, service, level, next, edition, lowest, highest, is_robust, abstains, ask, basis });

/// The second most likely track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextTrack {
    /// Which.
    pub track: &'static str,
    /// How many thousandths behind the most likely.
    pub behind: u32,
}
wire!(NextTrack { track, behind });

/// The chance of work, in this model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobChance {
    /// Within six months.
    pub six_months: u32,
    /// The lower end of the band.
    pub low: u32,
    /// The upper end of the band.
    pub high: u32,
    /// Within 1, 2, … 24 months; the sixth is `six_months`.
    pub by_month: Vec<u32>,
    /// The facts whose answer the model has little to go on for.
    pub little_known: Vec<String>,
    /// How well the scale is known.
    pub basis: &'static str,
}
wire!(JobChance { six_months, low, high, by_month, little_known, basis });

/// The value of a fact, as in a case file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// A number.
    Number(i32),
    /// Anything else, `unknown` and `declined` among them.
    Text(String),
}

impl From<Answer> for FactValue {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Known(Value::Number(number)) => Self::Number(number),
            other => Self::Text(other.to_string()),
        }
    }
}

impl Wire for FactValue {
    fn wire(&self) -> Raw {
        match self {
            Self::Number(number) => number.wire(),
            Self::Text(text) => text.wire(),
        }
    }
}

/// What one fact does to the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The fact, or `base`.
    pub fact: String,
    /// What the person told; `not-yet` of a registration that is still to come, null for `base`.
    pub value: Option<FactValue>,
    /// The category that the scorecard counts it in; null where it is not known.
    pub category: Option<String>,
    /// Thousandths of a logit of the track score. All points sum to `score`.
    pub points: i32,
    /// Thousandths of a logit of a month's chance of work.
    pub chance_points: i32,
}
wire!(Factor { fact, value, category, points, chance_points });

/// A change that was tried, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// Its id: the fact that changes, or `wait`.
    pub id: String,
    /// Is it how the model judges other people, with what takes longer than its horizon to reach? Then it is no advice.
    pub is_comparison: bool,
    /// What is different; empty for waiting.
    pub changes: Vec<Change>,
    /// The day it was judged on.
    pub on: String,
    /// The most likely track then.
    pub most_likely: Option<&'static str>,
    /// The chance of each track then.
    pub chances: Option<Chances>,
    /// The chance of work then.
    pub six_months: Option<u32>,
    /// The programmes whose outcome differs.
    pub eligibility: Vec<ChangedOutcome>,
}
wire!(WhatIf { id, is_comparison, changes, on, most_likely, chances, six_months, eligibility });

/// One fact that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The fact.
    pub fact: &'static str,
    /// Its other value.
    pub value: FactValue,
}
wire!(Change { fact, value });

/// A programme whose outcome is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedOutcome {
    /// The programme.
    pub id: String,
    /// Its outcome then.
    pub outcome: &'static str,
}
wire!(ChangedOutcome { id, outcome });

/// The result if nothing but time had changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// How many months later.
    pub months: i32,
    /// The day.
    pub on: String,
    /// The most likely track then.
    pub most_likely: Option<&'static str>,
    /// The chance of work within six months from then.
    pub six_months: Option<u32>,
}
wire!(Later { months, on, most_likely, six_months });

/// A programme, and what its rules come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// The programme.
    pub id: String,
    /// `met`, `not-met`, `unknown` or `caseworker`. Met still means that a caseworker decides.
    pub outcome: &'static str,
    /// Who gives it: `authority`, `municipality` or `others`.
    pub who: &'static str,
    /// Every rule.
    pub reasons: Vec<Reason>,
    /// What is published about it: the texts are `told.ID`.
    pub told: Vec<PublishedNote>,
}
wire!(Eligibility { id, outcome, who, reasons, told });

/// Something published that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedNote {
    /// The id of its text.
    pub id: String,
    /// The id of the source.
    pub source: String,
    /// What to know about it.
    pub note: Option<String>,
}
wire!(PublishedNote { id, source, note });

/// The area that the person's municipality belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// How well it is known that the municipality belongs to it.
    pub basis: &'static str,
    /// The id of the source.
    pub source: String,
    /// What to know about it.
    pub note: Option<String>,
}
wire!(Area { name, basis, source, note });

/// What one rule found, and where the rule stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: String,
    /// What it found.
    pub outcome: &'static str,
    /// The known facts it read.
    pub used: Vec<&'static str>,
    /// The missing facts that can change it.
    pub missing: Vec<&'static str>,
    /// The id of the source.
    pub source: String,
    /// What to know about it.
    pub note: Option<String>,
    /// The day from which the rule has been so.
    pub from: String,
    /// How well it is known.
    pub basis: &'static str,
    /// The id of its sentences: the text is `rule.SAY.OUTCOME`.
    pub message: String,
    /// The numbers that its sentences may name, by fact.
    pub numbers: Vec<(String, i32)>,
    /// The person's delivery area or employment area, where the rule is about one and it is known.
    pub area: Option<Area>,
}
wire!(Reason { rule, outcome, used, missing, source, note, from, basis, message, numbers, area });

/// A way to reach someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactOption {
    /// The channel.
    pub id: String,
    /// Open now; null where the hours or the time of day are not known.
    pub open: Option<bool>,
    /// When it opens next, where that is known.
    pub next_open: Option<String>,
    /// Why it stands where it stands, and what is published about it.
    pub reasons: Vec<String>,
    /// The number to call, where it is known.
    pub number: Option<String>,
    /// Further numbers to it, which its text tells apart.
    pub other_numbers: Vec<String>,
    /// The id of its words: the texts are `channel.SAY.*`.
    pub message: String,
    /// Is a person at the other end?
    pub human: bool,
    /// What it is for: register, report, questions, planning, own-offer.
    pub serves: Vec<String>,
    /// The languages it is known to be in, each by its own name; empty where they are not known.
    pub languages: Vec<String>,
    /// Does the authority's own file speak of it?
    pub local: bool,
    /// The ids of the sources.
    pub sources: Vec<String>,
    /// How well it is known.
    pub basis: &'static str,
    /// What to know about it.
    pub note: Option<String>,
}
wire!(ContactOption {
    id,
    open,
    next_open,
    reasons,
    number,
    other_numbers,
    message,
    human,
    serves,
    languages,
    local,
    sources,
    basis,
    note
});

/// Something that happens next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The step.
    pub id: String,
    /// The first day of it; null where it has no date yet.
    pub from: Option<String>,
    /// The last day of it; null where there is none.
    pub by: Option<String>,
    /// The programme that it comes in: it has dates only where that is met, counted as if it were given on the
    /// day of the case. Null where it comes without any.
    pub programme: Option<String>,
    /// Comes back every so often: `P1M` each month, `P14D` every 14 days; null where it does not.
    pub every: Option<String>,
    /// The id of its sentences: the texts are `step.SAY.*`.
    pub message: String,
    /// The numbers that its sentences may name, by name.
    pub numbers: Vec<(String, i32)>,
    /// The id of the source.
    pub source: String,
    /// How well it is known.
    pub basis: &'static str,
    /// What to know about it.
    pub note: Option<String>,
}
wire!(NextStep { id, from, by, programme, every, message, numbers, source, basis, note });

/// A source that the assessment names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceUsed {
    /// Its id.
    pub id: String,
    /// Publisher and title.
    pub title: String,
    /// Its address or number.
    pub address: Option<String>,
    /// When it was read.
    pub read: String,
}
wire!(SourceUsed { id, title, address, read });

/// What is answered to a case that could not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The version of this form.
    pub v: u32,
    /// Everything that is wrong.
    pub problems: Vec<FailureProblem>,
}
wire!(Failure { v, problems });

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureProblem {
    /// Its kebab-case id.
    pub code: &'static str,
    /// The text that tells it to people.
    pub key: String,
    /// The field.
    pub at: String,
    /// What was given.
    pub given: String,
    /// What would have been right.
    pub allowed: String,
}
wire!(FailureProblem { code, key, at, given, allowed });

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        let problem = |problem: Problem| FailureProblem {
            code: problem.code,
            key: ["error.", problem.code].concat(),
            at: problem.at,
            given: problem.given,
            allowed: problem.allowed.to_string(),
        };
        Self { v: VERSION, problems: problems.into_iter().map(problem).collect() }
    }
}

impl From<&eligibility::Verdict<'_>> for Eligibility {
    fn from(verdict: &eligibility::Verdict<'_>) -> Self {
        Self {
            id: verdict.programme.id.clone(),
            outcome: verdict.outcome.id(),
            who: verdict.programme.who.id(),
            reasons: verdict.reasons.iter().map(Reason::from).collect(),
            told: verdict.programme.told.iter().map(PublishedNote::from).collect(),
        }
    }
}

impl From<&eligibility::Reason<'_>> for Reason {
    fn from(reason: &eligibility::Reason<'_>) -> Self {
        let names = |facts: &[crate::case::FactId]| facts.iter().map(|fact| fact.name()).collect();
        let version = reason.version;
        Self {
            rule: reason.rule.id.clone(),
            outcome: reason.finding.outcome.id(),
            used: names(&reason.finding.used),
            missing: names(&reason.finding.missing),
            source: version.source.clone(),
            note: version.note.clone(),
            from: version.from.to_string(),
            basis: version.basis.id(),
            message: version.message.clone().unwrap_or_else(|| reason.rule.id.clone()),
            numbers: version.met.numbers(),
            area: reason.area.and_then(Area::of),
        }
    }
}

impl From<&schema::PublishedNote> for PublishedNote {
    fn from(told: &schema::PublishedNote) -> Self {
        Self { id: told.id.clone(), source: told.source.clone(), note: told.note.clone() }
    }
}

impl Area {
    fn of(rollout: &schema::Rollout) -> Option<Self> {
        let (source, note) = (rollout.source.clone(), rollout.note.clone());
        Some(Self { name: rollout.area.clone()?, basis: rollout.basis.id(), source, note })
    }
}

impl From<&Way<'_>> for ContactOption {
    fn from(way: &Way<'_>) -> Self {
        Self {
            id: way.channel.id.clone(),
            open: way.opening.open,
            next_open: way.opening.next.map(|moment| moment.to_string()),
            reasons: way.reasons.clone(),
            number: way.local.and_then(|local| local.number.clone()).or_else(|| way.channel.number.clone()),
            other_numbers: way.channel.other_numbers.clone(),
            message: way.channel.message.clone().unwrap_or_else(|| way.channel.id.clone()),
            human: way.channel.human,
            serves: way.channel.serves.clone(),
            languages: match way.local {
                Some(local) if !local.languages.is_empty() => local.languages.clone(),
                _ => way.channel.languages.clone(),
            },
            local: way.local.is_some(),
            sources: way.channel.sources().cloned().collect(),
            basis: way.channel.basis.id(),
            note: way.channel.note.clone(),
        }
    }
}

impl From<&eligibility::NextStep<'_>> for NextStep {
    fn from(next: &eligibility::NextStep<'_>) -> Self {
        Self {
            id: next.step.id.clone(),
            from: next.from.map(|date| date.to_string()),
            by: next.by.map(|date| date.to_string()),
            programme: next.programme.map(str::to_owned),
            every: next.version.every.map(schema::Span::id),
            message: next.version.message.clone().unwrap_or_else(|| next.step.id.clone()),
            numbers: next.version.all_numbers(),
            source: next.version.source.clone(),
            basis: next.version.basis.id(),
            note: next.version.note.clone(),
        }
    }
}

/// The sources that an assessment names, in the order of the policy files.
pub(super) fn sources(rulebook: &Rulebook, assessment: &Assessment) -> Vec<SourceUsed> {
    let programmes = || assessment.eligibility.iter();
    let told = programmes().flat_map(|programme| &programme.told).map(|told| &told.source);
    let reasons = || programmes().flat_map(|programme| &programme.reasons);
    let areas = reasons().filter_map(|reason| reason.area.as_ref()).map(|area| &area.source);
    let reasons = reasons().map(|reason| &reason.source).chain(areas).chain(told);
    let contact = assessment.contact.iter().flat_map(|option| &option.sources);
    let steps = assessment.next_steps.iter().map(|step| &step.source);
    let named: Vec<&String> = reasons.chain(contact).chain(steps).collect();
    let source = |source: &schema::Source| SourceUsed {
        id: source.id.clone(),
        title: source.title.clone(),
        address: source.address.clone(),
        read: source.read.to_string(),
    };
    rulebook.sources.iter().filter(|known| named.contains(&&known.id)).map(source).collect()
}
