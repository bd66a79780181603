//! Ready-made letters that a person can send by any way of contact: to be assessed, to have a fact corrected, to
//! object or to agree, to complain about a provider, to tell of the service. Each names what it rests on; what is
//! not known here is left as a gap.

use crate::assessment::{Assessment, FactValue, assess};
use crate::case::{Answer, Case, FactId, Problem};
use crate::diary::Diary;
use crate::policy::PolicySet;
use crate::sentences::diary::{entry_words, gap_words};
use crate::sentences::words;
use crate::text::Text;

/// What a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// To be assessed by the authority's tool.
    Assess,
    /// To have a fact corrected that the authority has wrong.
    Correct(FactId),
    /// To object to the assessment.
    Object,
    /// To complain about the provider: another matter than the assessment.
    Complain,
    /// To say that one agrees, for the planning call.
    Agree,
    /// The replies to the seven questions on the service.
    Survey,
}

impl Letter {
    /// Those that need no fact.
    pub const PLAIN: [Self; 5] = [Self::Assess, Self::Object, Self::Complain, Self::Agree, Self::Survey];

    /// The id of its words: the texts `letter.ID.*`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Assess => "assess",
            Self::Correct(_) => "correct",
            Self::Object => "object",
            Self::Complain => "complain",
            Self::Agree => "agree",
            Self::Survey => "survey",
        }
    }
}

/// Why somebody agrees or disagrees: the texts `opinion.reason.ID`.
pub const REASONS: [&str; 8] =
    ["wrong-fact", "experience", "skills", "place", "more-support", "less-support", "not-explained", "other"];

/// What a person thinks of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// Do they agree?
    pub agrees: bool,
    /// Why: some of [`REASONS`].
    pub reasons: Vec<&'static str>,
    /// In their own words.
    pub words: String,
}

impl Opinion {
    /// Did they tell why?
    pub fn says_why(&self) -> bool {
        !self.reasons.is_empty() || !self.words.is_empty()
    }
}

/// What a letter may tell of.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The facts.
    pub case: &'a Case,
    /// What the person thinks of the result.
    pub opinion: Option<&'a Opinion>,
    /// What a participant has written down.
    pub diary: &'a Diary,
}

/// The letter, line by line.
///
/// # Errors
/// The case cannot be judged.
pub fn letter(kind: Letter, teller: &Teller<'_>, policies: &PolicySet, text: &Text) -> Result<Vec<String>, Problem> {
    let case = teller.case;
    let assessment = assess(case, policies)?;
    let own = |part: &str| text.at(&["letter.", kind.id(), ".", part]).to_owned();
    let mut lines = vec![text.get("letter.greeting").to_owned(), own("ask")];
    match kind {
        Letter::Assess => {
            lines.push(told(case, text));
            opinion(teller, text, &mut lines);
        }
        Letter::Correct(fact) => {
            let value = |value: Answer| words::value(fact.name(), &FactValue::from(value), text);
            lines.push(text.fill(
                "letter.correct.fact",
                &[("fact", words::fact(fact.name(), text)), ("value", &value(case.answer(fact)))],
            ));
            rules(fact, &assessment, text, &mut lines);
            let without = assess(&case.clone().with(fact, Answer::Unknown), policies)?;
            lines.push(text.fill(
                "letter.correct.changes",
                &[("without", &outcome(&without, text)), ("with", &outcome(&assessment, text))],
            ));
        }
        Letter::Object | Letter::Agree => {
            lines.push(text.fill("letter.object.estimate", &[("outcome", &outcome(&assessment, text))]));
            if let Some(own) = own_estimate(case, text) {
                lines.push(own);
            }
            opinion(teller, text, &mut lines);
        }
        Letter::Complain => meetings(teller, policies, text, &mut lines),
        Letter::Survey => survey(teller.diary, text, &mut lines),
    }
    // Who has told why needs no gap to tell it in.
    let told_why = matches!(kind, Letter::Object | Letter::Agree)
        && teller.opinion.is_some_and(|told| told.agrees == (kind == Letter::Agree) && told.says_why());
    if !told_why && text.find(&["letter.", kind.id(), ".gap"].concat()).is_some() {
        lines.push(own("gap"));
    }
    if !matches!(kind, Letter::Complain | Letter::Survey) {
        let edition = text.at(&["edition.", &assessment.edition.in_force]);
        lines.push(text.fill(
            "letter.made",
            &[
                ("date", &words::moment(&assessment.on, text)),
                ("edition", edition),
                ("engine", assessment.edition.engine),
            ],
        ));
    }
    lines.push(text.get("letter.end").to_owned());
    Ok(lines)
}

/// Whether the person agrees, and why; what they think of the result is no part of a complaint.
fn opinion(teller: &Teller<'_>, text: &Text, lines: &mut Vec<String>) {
    let Some(told) = teller.opinion else { return };
    lines.push(text.get(if told.agrees { "opinion.i-agree" } else { "opinion.i-disagree" }).to_owned());
    let mut reasons = String::new();
    for reason in &told.reasons {
        if !reasons.is_empty() {
            reasons.push(' ');
        }
        reasons.push_str(text.at(&["opinion.reason.", reason]));
        reasons.push('.');
    }
    if !reasons.is_empty() {
        lines.push(text.fill("opinion.my-reasons", &[("reasons", &reasons)]));
    }
    if !told.words.is_empty() {
        lines.push(text.fill("opinion.my-words", &[("words", &told.words)]));
    }
}

/// The meetings that were written down, and the gaps between them, held against what the provider has to do.
fn meetings(teller: &Teller<'_>, policies: &PolicySet, text: &Text, lines: &mut Vec<String>) {
    let diary = teller.diary;
    if let Some(start) = diary.start {
        lines.push(text.fill("diary.letter.start", &[("date", &text.date(start))]));
    }
    if let Some(end) = diary.end {
        lines.push(text.fill("diary.letter.end", &[("date", &text.date(end))]));
    }
    if !diary.entries.is_empty() {
        lines.push(text.get("diary.letter.entries").to_owned());
        for entry in &diary.entries {
            lines.push(entry_words(entry, text));
        }
    }
    let rules = policies.rules(teller.case.jurisdiction);
    let Some(found) = rules.and_then(|rules| diary.findings(rules, teller.case.on.date)) else { return };
    if found.gaps.is_empty() {
        return;
    }
    lines.push(text.fill("diary.letter.rule", &[("n", &found.limit.to_string()), ("source", &found.source)]));
    for gap in &found.gaps {
        lines.push(gap_words(gap, text));
    }
}

/// Question by question, with what was replied.
fn survey(diary: &Diary, text: &Text, lines: &mut Vec<String>) {
    for (at, reply) in diary.survey.iter().enumerate() {
        let question = text.at(&["survey.q", &(at + 1).to_string()]);
        let reply = text.at(&["survey.reply.", reply.unwrap_or("none")]);
        lines.push([question, " ", reply, "."].concat());
    }
}

/// What was told, but for what is sensitive: the person adds that if they wish.
fn told(case: &Case, text: &Text) -> String {
    let mut told = text.get("letter.told").to_owned();
    for fact in case.facts() {
        if let (answer @ Answer::Known(_), false) = (case.answer(fact.id), fact.sensitive || fact.is_preference()) {
            told.push_str(if told.ends_with(':') { " " } else { "; " });
            told.push_str(words::fact(fact.name, text));
            told.push(' ');
            told.push_str(&words::value(fact.name, &FactValue::from(answer), text));
        }
    }
    told.push('.');
    told
}

/// The rules that read the fact, with their source.
fn rules(fact: FactId, assessment: &Assessment, text: &Text, lines: &mut Vec<String>) {
    for programme in &assessment.eligibility {
        for reason in &programme.reasons {
            if reason.used.iter().any(|used| *used == fact.name()) {
                let rule = text.at(&["programme.", &programme.id, ".name"]);
                let source = assessment.sources.iter().find(|source| source.id == reason.source);
                let source = source.map_or("", |source| source.title.as_str());
                lines.push(text.fill(
                    "letter.correct.rule",
                    &[
                        ("programme", rule),
                        ("rule", &reason.rule),
                        ("from", &words::day(&reason.from, text)),
                        ("source", source),
                    ],
                ));
            }
        }
    }
}

/// The estimate in few words.
fn outcome(assessment: &Assessment, text: &Text) -> String {
    let Some(track) = &assessment.track else {
        return text.at(&["why.", assessment.why.unwrap_or("no-tool-yet")]).to_owned();
    };
    let name = text.at(&["track.", track.most_likely, ".name"]);
    let together = text.of_hundred(track.chances.together());
    let chance = assessment.job_chance.as_ref().map_or_else(String::new, |chance| text.of_hundred(chance.six_months));
    text.fill("letter.outcome", &[("track", name), ("together", &together), ("chance", &chance)])
}

fn own_estimate(case: &Case, text: &Text) -> Option<String> {
    let own = case.choice(FactId::OwnEstimate)?;
    let own = words::value(FactId::OwnEstimate.name(), &FactValue::Text(own.to_owned()), text);
    Some(text.fill("letter.object.own", &[("own", &own)]))
}
