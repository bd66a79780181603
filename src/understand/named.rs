//! Names in a reply: of municipalities, of what lies in them, and of people.

use super::asked::relevant;
use super::reply::{Reader, Token, joined};
use super::{AnswerInput, districts, slips};
use crate::case::FactId;
use crate::case::places::{self, Place, fold};

impl Reader<'_> {
    /// The municipality that follows "bor i", by its whole name.
    pub(super) fn place_after(&mut self, next: usize) {
        for length in (1..=3).rev() {
            let Some(tokens) = self.tokens.get(next..next + length) else { continue };
            if tokens.iter().any(|token| token.used) {
                continue;
            }
            if let Some(code) = self.whole_place(&joined(tokens)) {
                self.use_some(next, length);
                self.lives_until = Some(next + length);
                self.tell(FactId::Municipality, AnswerInput::Value(code.to_owned()));
                return;
            }
        }
        self.lives_somewhere = Some(next);
    }

    /// How many words from there on, at most `most`, are a name: of a place or a person, whom the chat does not know.
    fn name_length(&self, from: usize, most: usize) -> usize {
        let vocabulary = self.asked.lexicon.vocabulary();
        let is_name = |token: &&Token| {
            let is_known =
                self.asked.lexicon.number(&token.word).is_some() || vocabulary.contains(&token.word.as_str());
            !token.used && is_word(token) && !is_known
        };
        self.tokens.iter().skip(from).take(most).take_while(is_name).count()
    }

    /// The same, where the first word may be known from elsewhere.
    fn name(&self, from: usize, most: usize) -> usize {
        match (self.name_length(from, most), self.one_word(from)) {
            (0, 1) => 1 + self.name_length(from + 1, most - 1),
            (length, _) => length,
        }
    }

    /// One word that means nothing alone here, though it is a part of what is understood elsewhere.
    fn one_word(&self, at: usize) -> usize {
        let Some(token) = self.tokens.get(at).filter(|token| !token.used && is_word(token)) else { return 0 };
        let phrases = self.asked.lexicon.phrases().iter();
        let mut alone = phrases.filter(|phrase| phrase.words == [token.word.as_str()]);
        usize::from(!alone.any(|phrase| relevant(&phrase.key, &self.asked)))
    }

    /// What somebody is called is not needed, and not kept; a municipality is no name, nor is what means something alone.
    pub(super) fn name_after(&mut self, next: usize) {
        let length = self.name(next, 2);
        let is_place = |token: &Token| self.whole_place(&token.raw).is_some();
        if !self.tokens.iter().skip(next).take(length).any(is_place) {
            self.use_some(next, length);
        }
    }

    /// Where somebody lives, by a name that is not known: beside something else that is told it spoils nothing.
    pub(super) fn place_unknown(&mut self) {
        let Some(mut from) = self.lives_somewhere else { return };
        let is_asked_alone = self.reading.told.is_empty() && self.asked.fact == Some(FactId::Municipality);
        if is_asked_alone || self.has_told(FactId::Municipality) {
            return;
        }
        while self.tokens.get(from).is_some_and(|token| !token.used && self.changes_nothing(&token.word)) {
            from += 1;
        }
        let length = self.name(from, 3);
        let Some(name) = self.tokens.get(from..from + length).filter(|name| !name.is_empty()).map(joined) else {
            return;
        };
        self.use_some(from, length);
        self.place_near(&name);
        self.reading.somewhere = Some(name);
    }

    /// The municipality of that whole name, or of a name that everybody says.
    fn whole_place(&self, typed: &str) -> Option<&'static str> {
        let asked = &self.asked;
        if let Some(code) = places::code(asked.jurisdiction, typed) {
            return Some(code);
        }
        let known = asked.text.places();
        let name = fold(typed);
        let name = name.strip_suffix(" kommun").unwrap_or(&name);
        let named = |place: &Place<'_>| {
            // "Upplands-Bro" is read as two words.
            let whole = fold(place.name).replace('-', " ");
            whole == name || name.strip_suffix('s') == Some(&whole)
        };
        // Habo is not Håbo: of two that sound alike, the one that is written so.
        let written = places::only(&known, typed).filter(named);
        if let Some(place) = written.or_else(|| known.iter().copied().find(named)) {
            return places::code(asked.jurisdiction, place.code);
        }
        let called = |code: &str| asked.lexicon.has(&["called.", code].concat(), name);
        places::codes(asked.jurisdiction).into_iter().find(|code| called(code))
    }

    /// A municipality, where it was asked for: everything that is left.
    pub(super) fn place_asked(&mut self) {
        if self.asked.fact != Some(FactId::Municipality) || self.has_told(FactId::Municipality) {
            return;
        }
        let plain = self.plain();
        // "Ändra kommun till Luleå" is a wish beside a name.
        let corrects = |wish: &String| ["change", "meant"].contains(&wish.as_str());
        if plain.is_empty() || !self.reading.wishes.iter().all(corrects) {
            return;
        }
        for code in places::codes(self.asked.jurisdiction) {
            if self.asked.lexicon.has(&["near.", code].concat(), &fold(&plain)) {
                self.reading.places.push(code);
                return;
            }
        }
        if let Some(code) = self.whole_place(&plain) {
            self.use_all();
            self.tell(FactId::Municipality, AnswerInput::Value(code.to_owned()));
            return;
        }
        // "Stockholm eller Malmö".
        let mut several = Vec::new();
        for token in self.tokens.iter().filter(|token| !token.used && token.word.chars().count() > 2) {
            several.extend(self.whole_place(&token.raw));
        }
        if several.len() > 1 {
            self.reading.places = several;
            return;
        }
        if plain.chars().count() >= 3 {
            self.place_near(&plain);
        }
    }

    /// The municipalities that may be meant by a name: those it is a part of, else those whose names are near it.
    fn place_near(&mut self, name: &str) {
        let around = districts::around(name, self.asked.jurisdiction);
        if !around.is_empty() {
            self.reading.places.extend(around);
            self.reading.part = Some(name.to_owned());
            return;
        }
        let known = self.asked.text.places();
        for place in slips::near(&known, name) {
            self.reading.places.extend(places::code(self.asked.jurisdiction, place.code));
        }
    }
}

/// Is it letters alone?
fn is_word(token: &Token) -> bool {
    token.word.chars().all(|letter| letter.is_alphabetic() || letter == '-')
}
