//! The words of a chat: what the program says there, and the phrases that it understands.
//!
//! One file per language, loaded only by a chat. A message is a list of phrases by commas where its key says so:
//! `told.FACT.CHOICE` holds whatever was asked, `choice.FACT.CHOICE` only where that was asked, `do.WISH` and
//! `on.PAGE.WISH` are what somebody wants. `say.…` is what the program says.

use super::reply::words;
use crate::case::Jurisdiction;
use crate::case::places::fold;
use crate::text::{Text, plain};
use std::sync::Arc;

/// Several words that mean one thing.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// The key of its list.
    pub key: String,
    /// Its words, folded.
    pub words: Vec<String>,
}

/// The words of a chat in one language. A clone is a handle on the same words.
#[derive(Clone, Debug)]
pub struct Lexicon {
    text: Text,
    phrases: Arc<Vec<Phrase>>,
}

/// The lists whose phrases stand for a meaning by themselves. The others (fillers, numbers, what stands before an
/// age) are looked up where they are needed.
const MEANING: [&str; 11] =
    ["told.", "choice.", "maybe.", "do.", "on.", "answer.", "name.", "since.", "lives.", "naming.", "not."];
/// The lists that are looked up where they are needed, a word at a time.
const LOOKED_UP: [&str; 8] = ["fillers.", "around.", "age.", "born.", "number.", "relative.", "correct.", "called."];
/// What is shown as it stands, and is no list.
const SHOWN: [&str; 8] = ["meta.", "say.", "aside.", "hint.", "server-why.", "label.", "page.", "handover."];

impl Lexicon {
    /// From the messages of its file.
    pub fn new(mut messages: Vec<(String, String)>) -> Self {
        let mut phrases = Vec::new();
        for (key, list) in &mut messages {
            // What a country has of its own is shown; what is understood is the same in all.
            let shown = plain(key);
            let is = |kinds: &[&str]| kinds.iter().any(|kind| shown.starts_with(kind));
            if is(&SHOWN) {
                continue;
            }
            let mut folded = String::from(",");
            for phrase in list.split(',') {
                if is(&MEANING) {
                    phrases.push(Phrase { key: key.clone(), words: words(phrase) });
                }
                folded.push_str(&fold(phrase));
                folded.push(',');
            }
            *list = folded;
        }
        Self { text: Text::new(messages), phrases: Arc::new(phrases) }
    }

    /// The same words as that country says them.
    #[must_use]
    pub fn of(self, country: Jurisdiction) -> Self {
        Self { text: self.text.of(country), ..self }
    }

    /// Its messages.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// What the program says: the message `say.KEY`.
    pub fn say(&self, key: &str) -> &str {
        self.text.at(&["say.", key])
    }

    /// Every phrase with a meaning.
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }

    /// Every word of its phrases, and of the lists that are looked up a word at a time.
    pub fn vocabulary(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.phrases.iter().flat_map(|phrase| &phrase.words).map(String::as_str).collect();
        for key in self.text.keys().filter(|key| LOOKED_UP.iter().any(|kind| key.starts_with(kind))) {
            words.extend(self.text.get(key).split([',', ' ']).filter(|word| !word.is_empty()));
        }
        words
    }

    /// Is the word one of that list?
    pub fn has(&self, list: &str, word: &str) -> bool {
        self.text.find(list).is_some_and(|words| words.split(',').any(|known| known == word))
    }

    /// The number that a word names: 34, thirty, thirtyfour.
    pub fn number(&self, word: &str) -> Option<i32> {
        if word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            return word.parse().ok();
        }
        if let Some(number) = self.named(word) {
            return Some(number);
        }
        // Ten and more together with one: "trettiofyra".
        for tens in TENS {
            for name in self.text.at(&["number.", tens]).split(',') {
                let rest = word.strip_prefix(name).filter(|rest| !rest.is_empty() && !name.is_empty());
                if let (Some(one), Ok(tens)) = (rest.and_then(|rest| self.one(rest)), tens.parse::<i32>()) {
                    return Some(tens + one);
                }
            }
        }
        None
    }

    /// The number from 1 to 9 that a word names.
    pub fn one(&self, word: &str) -> Option<i32> {
        self.named(word).filter(|number| (1..10).contains(number))
    }

    fn named(&self, word: &str) -> Option<i32> {
        for number in 1..=70 {
            let key = ["number.", &number.to_string()].concat();
            if self.text.find(&key).is_some_and(|names| names.split(',').any(|name| name == word)) {
                return Some(number);
            }
        }
        None
    }
}

const TENS: [&str; 6] = ["20", "30", "40", "50", "60", "70"];
