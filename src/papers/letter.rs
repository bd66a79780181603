//! Ready-made letters that a person can send by any way of contact: to be assessed, to have a fact corrected, to
//! object, to complain about a provider. Each names what it rests on; what is not known here is left as a gap.

use crate::assessment::{Assessment, FactValue, assess};
use crate::case::{Answer, Case, FactId, Problem};
use crate::policy::Book;
use crate::text::Text;
use crate::view::words;

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
}

impl Letter {
    /// Those that need no fact.
    pub const PLAIN: [Self; 3] = [Self::Assess, Self::Object, Self::Complain];

    /// The id of its words: the texts `letter.ID.*`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Assess => "assess",
            Self::Correct(_) => "correct",
            Self::Object => "object",
            Self::Complain => "complain",
        }
    }
}

/// The letter, line by line.
///
/// # Errors
/// The case cannot be judged.
pub fn letter(kind: Letter, case: &Case, book: &Book, text: &Text) -> Result<Vec<String>, Problem> {
    let assessment = assess(case, book)?;
    let own = |part: &str| text.at(&["letter.", kind.id(), ".", part]).to_owned();
    let mut lines = vec![text.get("letter.greeting").to_owned(), own("ask")];
    match kind {
        Letter::Assess => lines.push(told(case, text)),
        Letter::Correct(fact) => {
            let value = |value: Answer| words::value(fact.name(), &FactValue::from(value), text);
            lines.push(text.fill(
                "letter.correct.fact",
                &[("fact", words::fact(fact.name(), text)), ("value", &value(case.answer(fact)))],
            ));
            rules(fact, &assessment, text, &mut lines);
            let without = assess(&case.clone().with(fact, Answer::Unknown), book)?;
            lines.push(text.fill(
                "letter.correct.changes",
                &[("without", &outcome(&without, text)), ("with", &outcome(&assessment, text))],
            ));
        }
        Letter::Object => {
            lines.push(text.fill("letter.object.estimate", &[("outcome", &outcome(&assessment, text))]));
            if let Some(own) = own_estimate(case, text) {
                lines.push(own);
            }
        }
        Letter::Complain => {}
    }
    lines.push(own("gap"));
    if kind != Letter::Complain {
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

/// What was told, but for what is sensitive: the person adds that if they wish.
fn told(case: &Case, text: &Text) -> String {
    let mut told = text.get("letter.told").to_owned();
    for fact in case.facts() {
        if let (answer @ Answer::Known(_), false) = (case.answer(fact.id), fact.sensitive || fact.is_wish()) {
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
                lines.push(
                    text.fill(
                        "letter.correct.rule",
                        &[("programme", rule), ("rule", &reason.rule), ("source", source)],
                    ),
                );
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
