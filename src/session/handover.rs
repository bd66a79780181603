//! A hand-over: what a person sends, or brings, to an officer.
//!
//! It holds what was told (but for what the person keeps to themselves, which is named), the outcome that the person
//! read, what came of the answers that are handed over and what judged them, and what was said in the chat. Chances
//! are those of the answers handed over: none can be read back to an answer that was kept. Whoever opens it judges the
//! case again, and sees whether the same comes out. An officer may add a note.
//!
//! Makes the form and reads it; knows nothing about who sends it where.

use super::Surface;
use super::receipt::{one_of, result};
use super::saved::SavedCase;
use crate::assessment::{Assessment, Summary, assess};
use crate::case::{Allowed, Answer, Case, FactId, Problem, Raw, parse_told};
use crate::date::Date;
use crate::policy::{ENGINE, PolicySet};
use crate::wire::{Wire, object, wire};

/// The version of the form. Older ones stay readable.
const VERSION: i32 = 3;
/// The version that did not tell what of the talk the person asked.
const WITHOUT_ASKED: i32 = 2;
/// The version that told neither what the person read nor what they kept to themselves.
const WITHOUT_SEEN: i32 = 1;
/// What tells it from other files.
const KIND: &str = "vagval-handover";
/// The fields, in their order; the last is a check over all the others.
const FIELDS: [&str; 14] = [
    "v",
    "kind",
    "id",
    "channel",
    "lang",
    "case",
    "withheld",
    "seen",
    "edition",
    "result",
    "transcript",
    "asked",
    "note",
    "check",
];
/// The longest id.
const LONGEST: usize = 120;

/// How an officer may overrule the assessment: not at all, or for one of these reasons.
pub const OVERRULED: [&str; 4] = ["no", "valid-reason", "other-reason", "administrative-error"];
/// Should deeper support be investigated?
pub const DEEPER: [&str; 2] = ["yes", "no"];
/// Is the responsible worker the same as when the person registered?
pub const WORKER: [&str; 3] = ["same", "changed", "none"];

/// What judged the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The set of policy files.
    pub policy: String,
    /// The period of policy that the day lies in.
    pub in_force: String,
    /// Hash over core sources, policy data and lock file.
    pub engine: String,
    /// Hash over the authority's own local files.
    pub local: Option<String>,
    /// Hash over the whole assessment.
    pub assessment: String,
}
wire!(Judged { policy, in_force, engine, local, assessment });

impl Judged {
    fn of(assessment: &Assessment) -> Self {
        let edition = &assessment.edition;
        Self {
            policy: edition.policy.clone(),
            in_force: edition.in_force.clone(),
            engine: edition.engine.to_owned(),
            local: edition.local.clone(),
            assessment: assessment.wire().hash(),
        }
    }
}

/// What the person had before them when they handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The facts that they told here and do not hand over; declined in the case.
    pub withheld: Vec<FactId>,
    /// The outcome that they read, sentence by sentence, in their language; nothing where they struck it.
    pub outcome: Vec<String>,
}

/// One thing that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// `person` or `program`.
    pub by: &'static str,
    /// The words, in one line.
    pub say: String,
}
wire!(Said { by, say });

/// What an officer noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// One of [`OVERRULED`].
    pub overruled: Option<&'static str>,
    /// One of [`DEEPER`].
    pub deeper: Option<&'static str>,
    /// The day of the first contact with an officer.
    pub first_contact: Option<Date>,
    /// One of [`WORKER`].
    pub worker: Option<&'static str>,
}

impl Wire for Note {
    fn wire(&self) -> Raw {
        object([
            ("overruled", self.overruled.wire()),
            ("deeper", self.deeper.wire()),
            ("first_contact", self.first_contact.map(|day| day.to_string()).wire()),
            ("worker", self.worker.wire()),
        ])
    }
}

/// A hand-over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Whatever the host gave it to be found again by: visible ASCII, at most 120 characters.
    pub id: String,
    /// Where the person was.
    pub channel: Surface,
    /// The language of what was said: the tag of a text file.
    pub lang: String,
    /// What was told, and when: what was struck is declined in it.
    pub case: Case,
    /// What the person saw and kept to themselves; version 1 does not tell.
    pub seen: Option<Seen>,
    /// What judged it.
    pub judged: Judged,
    /// What came of it.
    pub result: Summary,
    /// What was said, in its order.
    pub transcript: Vec<Said>,
    /// The places in it of what the person asked; versions 1 and 2 do not tell.
    pub asked: Option<Vec<usize>>,
    /// What an officer noted; the person sends none.
    pub note: Option<Note>,
}

impl Handover {
    /// Of a case, as it stands.
    ///
    /// # Errors
    /// The id is none, or the case cannot be judged.
    pub fn new(
        id: &str,
        channel: Surface,
        lang: &str,
        case: &Case,
        seen: Seen,
        transcript: Vec<Said>,
        policies: &PolicySet,
    ) -> Result<Self, Problem> {
        let assessment = assess(case, policies)?;
        Ok(Self {
            id: is_id(id)?.to_owned(),
            channel,
            lang: lang.to_owned(),
            case: case.clone(),
            seen: Some(seen),
            judged: Judged::of(&assessment),
            result: Summary::from(&assessment),
            transcript,
            asked: Some(Vec::new()),
            note: None,
        })
    }

    /// The form in which it is sent.
    pub fn write(&self) -> Raw {
        let mut content = self.content();
        let check = content.hash().wire();
        if let Raw::Map(fields) = &mut content {
            fields.push(("check".to_owned(), check));
        }
        content
    }

    /// Everything but the check.
    fn content(&self) -> Raw {
        let version = match (&self.seen, &self.asked) {
            (None, _) => WITHOUT_SEEN,
            (Some(_), None) => WITHOUT_ASKED,
            (Some(_), Some(_)) => VERSION,
        };
        let mut fields = vec![
            ("v", version.wire()),
            ("kind", KIND.wire()),
            ("id", self.id.wire()),
            ("channel", self.channel.id().wire()),
            ("lang", self.lang.wire()),
            ("case", SavedCase::of(&self.case).wire()),
        ];
        if let Some(seen) = &self.seen {
            let names = seen.withheld.iter().map(|fact| fact.name().wire());
            fields.push(("withheld", Raw::List(names.collect())));
            fields.push(("seen", seen.outcome.wire()));
        }
        fields.extend([
            ("edition", self.judged.wire()),
            ("result", self.result.wire()),
            ("transcript", self.transcript.wire()),
        ]);
        if let (VERSION, Some(asked)) = (version, &self.asked) {
            let places = asked.iter().map(|at| Raw::Number(f64::from(u32::try_from(*at).unwrap_or(u32::MAX))));
            fields.push(("asked", Raw::List(places.collect())));
        }
        fields.extend([("note", self.note.as_ref().map_or(Raw::Null, Wire::wire))]);
        Raw::Map(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// What the person asked, and beside it what the program said to that; where it said nothing, what it asked
    /// before. In their language.
    pub fn questions(&self) -> Vec<(&str, Option<&str>)> {
        let mut questions = Vec::new();
        let program = |at: Option<usize>| {
            let said = at.and_then(|at| self.transcript.get(at)).filter(|said| said.by == "program");
            said.map(|said| said.say.as_str())
        };
        for at in self.asked.iter().flatten() {
            if let Some(said) = self.transcript.get(*at) {
                let beside = program(at.checked_add(1)).or_else(|| program(at.checked_sub(1)));
                questions.push((said.say.as_str(), beside));
            }
        }
        questions
    }

    /// Did the person tell this and not hand it over? Unknown for a declined answer in version 1.
    pub fn is_withheld(&self, fact: FactId) -> Option<bool> {
        if self.case.answer(fact) != Answer::Declined {
            return Some(false);
        }
        self.seen.as_ref().map(|seen| seen.withheld.contains(&fact))
    }
}

/// May a hand-over have that id?
///
/// # Errors
/// It may not.
pub fn is_id(id: &str) -> Result<&str, Problem> {
    let visible = id.bytes().all(|byte| byte.is_ascii_graphic());
    if visible && (1..=LONGEST).contains(&id.len()) {
        Ok(id)
    } else {
        Err(problem("bad-value", "id", &Raw::Text(id.to_owned()), ID))
    }
}

const ID: Allowed = Allowed::Form("1 to 120 visible ASCII characters without spaces");

/// Reads a hand-over.
///
/// # Errors
/// What is wrong, and where: at `kind` it is no hand-over, at `v` it was made by another version; anything else is
/// damage.
pub fn read(raw: &Raw, policies: &PolicySet) -> Result<Handover, Problem> {
    let Raw::Map(entries) = raw else { return Err(foreign(raw)) };
    let field = |key: &str| raw.get(key).unwrap_or(&Raw::Null);
    if field("kind").text() != Some(KIND) {
        return Err(foreign(field("kind")));
    }
    let version = field("v").whole();
    if ![Some(WITHOUT_SEEN), Some(WITHOUT_ASKED), Some(VERSION)].contains(&version) {
        return Err(problem("unsupported-version", "v", field("v"), Allowed::Form("1, 2, 3")));
    }
    for (key, value) in entries {
        if !FIELDS.contains(&key.as_str()) {
            return Err(problem("unknown-field", key, value, Allowed::OneOf(FIELDS.to_vec())));
        }
    }
    let channel = field("channel").text().and_then(Surface::from_id);
    let case = case(field("case"))?;
    let seen = if version == Some(WITHOUT_SEEN) { None } else { Some(seen(&case, field("withheld"), field("seen"))?) };
    let transcript = transcript(field("transcript"))?;
    let asked = if version == Some(VERSION) { Some(asked(&transcript, field("asked"))?) } else { None };
    let handover = Handover {
        id: is_id(field("id").text().ok_or_else(|| problem("bad-value", "id", field("id"), ID))?)?.to_owned(),
        channel: channel.ok_or_else(|| {
            problem("bad-value", "channel", field("channel"), Allowed::OneOf(Surface::ALL.map(Surface::id).to_vec()))
        })?,
        lang: string(raw, "", "lang")?,
        case,
        seen,
        judged: judged(field("edition"))?,
        result: result(field("result"))
            .ok_or_else(|| problem("bad-value", "result", field("result"), Allowed::Form("the result of a case")))?,
        transcript,
        asked,
        note: match field("note") {
            Raw::Null => None,
            raw => Some(note(raw)?),
        },
    };
    if !alike(raw, &handover.write()) {
        return Err(problem("bad-value", "check", field("check"), Allowed::Form("the check over the other fields")));
    }
    // By the same engine the same answers have the same result.
    let assessment = assess(&handover.case, policies)?;
    if same_engine(&handover, &assessment) && handover.judged != Judged::of(&assessment) {
        let given = handover.judged.assessment.wire();
        let allowed = Allowed::Form("what the answers come to");
        return Err(problem("bad-value", "edition.assessment", &given, allowed));
    }
    Ok(handover)
}

/// Was it judged by what judges now?
pub fn same_engine(handover: &Handover, assessment: &Assessment) -> bool {
    handover.judged.engine == ENGINE && handover.judged.local == assessment.edition.local
}

/// The same values, in whatever order the keys stand.
fn alike(one: &Raw, other: &Raw) -> bool {
    match (one, other) {
        (Raw::Map(entries), Raw::Map(others)) => {
            entries.len() == others.len()
                && entries.iter().all(|(key, value)| other.get(key).is_some_and(|there| alike(value, there)))
        }
        (Raw::List(items), Raw::List(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(one, other)| alike(one, other))
        }
        _ => one == other,
    }
}

fn case(raw: &Raw) -> Result<Case, Problem> {
    parse_told(raw).map_err(|problems| {
        let first = problems.into_iter().next();
        let first = first.unwrap_or_else(|| problem("bad-value", "", raw, Allowed::Form("a case")));
        let at = if first.at == "case" { first.at } else { ["case.", &first.at].concat() };
        Problem { at, ..first }
    })
}

fn judged(raw: &Raw) -> Result<Judged, Problem> {
    let string = |key| string(raw, "edition.", key);
    Ok(Judged {
        policy: string("policy")?,
        in_force: string("in_force")?,
        engine: string("engine")?,
        local: match raw.get("local") {
            None | Some(Raw::Null) => None,
            Some(_) => Some(string("local")?),
        },
        assessment: string("assessment")?,
    })
}

fn seen(case: &Case, withheld: &Raw, outcome: &Raw) -> Result<Seen, Problem> {
    let wrong = |at, raw, form| problem("bad-value", at, raw, Allowed::Form(form));
    let Raw::List(names) = withheld else { return Err(wrong("withheld", withheld, "a list of declined facts")) };
    let Raw::List(lines) = outcome else { return Err(wrong("seen", outcome, "a list of sentences")) };
    let mut seen = Seen::default();
    for name in names {
        let fact = case.facts().find(|fact| name.text() == Some(fact.name) && case.answer(fact.id) == Answer::Declined);
        seen.withheld.push(fact.ok_or_else(|| wrong("withheld", name, "a list of declined facts"))?.id);
    }
    for line in lines {
        seen.outcome.push(line.text().ok_or_else(|| wrong("seen", line, "a list of sentences"))?.to_owned());
    }
    Ok(seen)
}

fn transcript(raw: &Raw) -> Result<Vec<Said>, Problem> {
    let Raw::List(rows) = raw else {
        return Err(problem("bad-value", "transcript", raw, Allowed::Form("a list of what was said")));
    };
    let mut said = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let at = ["transcript.", &at.to_string(), "."].concat();
        let by = choice(row, &at, "by", &["person", "program"])?;
        let by =
            by.ok_or_else(|| problem("bad-value", &[&at, "by"].concat(), row, Allowed::Form("person, program")))?;
        said.push(Said { by, say: string(row, &at, "say")? });
    }
    Ok(said)
}

fn asked(transcript: &[Said], raw: &Raw) -> Result<Vec<usize>, Problem> {
    let wrong = |raw| problem("bad-value", "asked", raw, Allowed::Form("places of what the person said"));
    let Raw::List(rows) = raw else { return Err(wrong(raw)) };
    let mut places = Vec::new();
    for row in rows {
        let place = row.whole().and_then(|at| usize::try_from(at).ok());
        let place = place.filter(|at| transcript.get(*at).is_some_and(|said| said.by == "person"));
        places.push(place.ok_or_else(|| wrong(row))?);
    }
    Ok(places)
}

fn note(raw: &Raw) -> Result<Note, Problem> {
    let day = match raw.get("first_contact") {
        None | Some(Raw::Null) => None,
        Some(day) => Some(day.text().and_then(Date::parse).ok_or_else(|| {
            problem("bad-date", "note.first_contact", day, Allowed::Form("a date like 2026-11-21, or null"))
        })?),
    };
    Ok(Note {
        overruled: choice(raw, "note.", "overruled", &OVERRULED)?,
        deeper: choice(raw, "note.", "deeper", &DEEPER)?,
        first_contact: day,
        worker: choice(raw, "note.", "worker", &WORKER)?,
    })
}

fn string(raw: &Raw, before: &str, key: &'static str) -> Result<String, Problem> {
    let found = raw.get(key).unwrap_or(&Raw::Null);
    let wrong = || problem("bad-value", &[before, key].concat(), found, Allowed::Form("a text"));
    found.text().map(str::to_owned).ok_or_else(wrong)
}

/// One of these, or null.
fn choice(raw: &Raw, before: &str, key: &'static str, ids: &[&'static str]) -> Result<Option<&'static str>, Problem> {
    match raw.get(key).unwrap_or(&Raw::Null) {
        Raw::Null => Ok(None),
        found => match one_of(ids, found) {
            Some(id) => Ok(Some(id)),
            None => Err(problem("bad-value", &[before, key].concat(), found, Allowed::OneOf(ids.to_vec()))),
        },
    }
}

fn foreign(given: &Raw) -> Problem {
    problem("bad-value", "kind", given, Allowed::Form(KIND))
}

fn problem(code: &'static str, at: &str, given: &Raw, allowed: Allowed) -> Problem {
    Problem { code, at: at.to_owned(), given: given.to_string(), allowed }
}
