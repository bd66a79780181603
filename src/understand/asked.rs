//! What a reply is read by: the words, the question that is asked, and what can be meant at it.

use super::lexicon::{Lexicon, Phrase};
use super::reply::words;
use crate::case::{FactId, Jurisdiction};
use crate::date::Date;
use crate::text::Text;

/// What a reply is read by.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The words of the chat.
    pub lexicon: &'a Lexicon,
    /// The words of the questions.
    pub text: &'a Text,
    /// Whose places and facts.
    pub jurisdiction: Jurisdiction,
    /// The day.
    pub today: Date,
    /// The question that is asked, if one is.
    pub fact: Option<FactId>,
    /// The id of what is shown: `question`, `check`, `result`, …
    pub page: &'a str,
}

/// The labels of the question that is asked: they are understood as phrases too.
pub(super) fn labels(asked: &Asked<'_>) -> Vec<Phrase> {
    let mut labels = Vec::new();
    let mut label = |key: String, text: &str| labels.push(Phrase { key, words: words(text) });
    if let Some(fact) = asked.fact.map(FactId::fact) {
        for id in fact.choices() {
            let text = asked.text.at(&["question.", fact.name, ".choice.", id]);
            label(["choice.", fact.name, ".", id].concat(), text);
        }
        for id in ["unknown", "declined"] {
            label(["answer.", id].concat(), asked.text.at(&["answer.", id]));
        }
    }
    labels
}

/// May a phrase of that key be meant here?
pub(super) fn relevant(key: &str, asked: &Asked<'_>) -> bool {
    let (kind, rest) = key.split_once('.').unwrap_or((key, ""));
    let (first, _) = rest.split_once('.').unwrap_or((rest, ""));
    match kind {
        "told" | "name" => FactId::from_name(first).is_some_and(|fact| fact.fact().used_in(asked.jurisdiction)),
        "choice" | "maybe" => asked.fact.is_some_and(|fact| fact.name() == first),
        "answer" => asked.fact.is_some(),
        "on" => asked.page == first,
        // Who is asked what they need answers with it.
        "do" => rest != "interpreter" || asked.fact != Some(FactId::Needs),
        _ => true,
    }
}
