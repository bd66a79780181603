//! A reply in a chat, read as what somebody tells and wants.
//!
//! Strict: every word has to be understood, or be one that changes nothing. What is left over, or speaks against
//! itself, makes the whole reply unclear, and then it is asked again. So nothing is read that was not said.

use super::asked::{Asked, labels, relevant};
use super::{AnswerInput, Reading as DateReading, read_date, read_day, relative};
use crate::case::places::{self, fold};
use crate::case::{FactId, Jurisdiction, Kind, days_allowed};
use crate::date::Date;

/// More words than this are not read.
pub(super) const LONGEST: usize = 40;
/// Ages that are believed where the age was not asked for.
const AGES: std::ops::RangeInclusive<i32> = 16..=74;

/// What a reply says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Answers, in the order of the catalogue.
    pub told: Vec<(FactId, AnswerInput)>,
    /// What is wanted: ids of choices, `human`, `why`, …
    pub wishes: Vec<String>,
    /// The facts that are named without a value.
    pub named: Vec<FactId>,
    /// The municipalities that a name may mean which is not quite one.
    pub places: Vec<&'static str>,
    /// Where somebody lives, by a name that is none of the municipalities.
    pub somewhere: Option<String>,
    /// The part of a municipality that was named instead of it.
    pub part: Option<String>,
    /// What it may mean as an answer to the question that is asked, the likeliest first: what a choice is named by.
    pub maybe: Vec<String>,
    /// What it is asked by then: the key of a sentence.
    pub ask: Option<&'static str>,
    /// The clauses that were not understood, where others were.
    pub left: Vec<String>,
    /// Is such a name all that it says?
    pub is_place: bool,
    /// Is something in it that speaks against taking any of it?
    pub denied: bool,
    /// Was every word understood, and nothing against anything else?
    pub clear: bool,
}

impl Reading {
    /// Is every fact that is named also told?
    pub fn names_what_it_tells(&self) -> bool {
        self.named.iter().all(|named| self.told.iter().any(|(told, _)| told == named))
    }
}

/// A word of a reply.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) raw: String,
    /// As it is compared.
    pub(super) word: String,
    pub(super) used: bool,
}

impl Token {
    /// The same with another word.
    pub(super) fn with_word(&self, word: &str) -> Self {
        Self { raw: word.to_owned(), word: word.to_owned(), used: self.used }
    }
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for token in tokens(text) {
        words.push(token.word);
    }
    words
}

/// Words and numbers; a date or a range stays in one piece, so that half of it is never read.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().map(places::western).collect();
    let at = |index: usize| letters.get(index).copied().unwrap_or(' ');
    let mut raws: Vec<String> = Vec::new();
    let mut open = false;
    for (index, letter) in letters.iter().copied().enumerate() {
        let before = if index == 0 { ' ' } else { at(index - 1) };
        let mark = ('\u{300}'..='\u{36f}').contains(&letter);
        let joins = "-–.,/:".contains(letter) && at(index + 1).is_ascii_digit();
        let inside = letter.is_alphanumeric() || mark || joins && (before.is_ascii_digit() || "-–".contains(letter));
        // "34år" and "15jan" are two words each; so are a word and a name in another script that it is written onto.
        let turns = before.is_ascii_digit() && letter.is_alphabetic()
            || before.is_alphabetic() && letter.is_ascii_digit()
            || before.is_alphabetic() && letter.is_alphabetic() && is_arabic(before) != is_arabic(letter);
        if !inside {
            open = false;
            continue;
        }
        match raws.last_mut().filter(|_| open && !turns) {
            Some(last) => last.push(letter),
            None => raws.push(letter.to_string()),
        }
        open = true;
    }
    let mut tokens = Vec::new();
    for raw in raws {
        tokens.push(Token { word: fold(&raw), raw, used: false });
    }
    tokens
}

fn is_arabic(letter: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&letter)
}

/// Reads words as they stand.
pub(super) fn read(tokens: Vec<Token>, typed: &str, asked: &Asked<'_>) -> Reading {
    let reading = Reading { clear: true, ..Reading::default() };
    let mut reader = Reader { asked: *asked, tokens, reading, lives_until: None, lives_somewhere: None };
    if reader.tokens.is_empty() || reader.tokens.len() > LONGEST {
        reader.reading.clear = false;
        return reader.reading;
    }
    reader.day_asked(typed);
    reader.phrases();
    reader.born();
    reader.age();
    reader.place_unknown();
    reader.place_asked();
    reader.rest();
    reader.reading
}

/// In the order of the catalogue, those that the country uses.
pub(super) fn in_order(told: &[(FactId, AnswerInput)], jurisdiction: Jurisdiction) -> Vec<(FactId, AnswerInput)> {
    let mut ordered = Vec::new();
    for fact in crate::case::FACTS.iter().filter(|fact| fact.used_in(jurisdiction)) {
        for told in told.iter().filter(|(told, _)| *told == fact.id) {
            ordered.push(told.clone());
        }
    }
    ordered
}

/// A reply that is being read.
pub(super) struct Reader<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) tokens: Vec<Token>,
    pub(super) reading: Reading,
    /// Where the name of a place ended that somebody lives in.
    pub(super) lives_until: Option<usize>,
    /// Where a name begins that is none of the municipalities, though somebody lives there.
    pub(super) lives_somewhere: Option<usize>,
}

impl Reader<'_> {
    /// A day, where one was asked for: the whole reply, or all of it but the words around.
    fn day_asked(&mut self, typed: &str) {
        let Some(fact) = self.asked.fact.filter(|fact| matches!(fact.fact().kind, Kind::Day(..))) else { return };
        let days = days_allowed(fact.fact().kind, self.asked.today);
        let plain = self.plain();
        let when = relative::When {
            lexicon: self.asked.lexicon,
            text: self.asked.text,
            today: self.asked.today,
            until: days.1,
        };
        let words: Vec<String> = self.tokens.iter().map(|token| token.word.clone()).collect();
        if let Some(told) = when.of_month(&words) {
            self.take_days(fact, &told, days);
            return;
        }
        for typed in [typed.trim().to_owned(), plain] {
            if !typed.is_empty() && read_day(&typed, self.asked.text, self.asked.today, days.1) != DateReading::NotADate
            {
                if let Some(months) = when.days_of_month(&typed) {
                    self.offer_days(&months, days);
                    return;
                }
                self.use_all();
                self.tell(fact, AnswerInput::Typed(when.day_first(&typed)));
                return;
            }
        }
        self.take_days(fact, &when.read(&words), days);
    }

    /// What is told of a day: taken where it is one, offered where it is only near.
    fn take_days(&mut self, fact: FactId, told: &relative::Days, allowed: (Date, Date)) {
        match told {
            relative::Days::Exactly(day) => {
                self.use_all();
                self.tell(fact, AnswerInput::Typed(day.to_string()));
            }
            relative::Days::About(near) => self.offer_days(near, allowed),
            relative::Days::No => {}
        }
    }

    fn offer_days(&mut self, days: &[Date], (first, last): (Date, Date)) {
        self.use_all();
        self.reading.clear = false;
        self.reading.ask = Some("which-day");
        self.reading.maybe.extend(days.iter().filter(|day| first <= **day && **day <= last).map(Date::to_string));
    }

    /// The year somebody was born in, where the age is asked for; and a number that is only near the age.
    fn born(&mut self) {
        if self.asked.fact != Some(FactId::Age) || self.reading.denied {
            return;
        }
        let lexicon = self.asked.lexicon;
        let (this_year, ..) = self.asked.today.ymd();
        let is = |at: Option<usize>, list: &str| {
            at.and_then(|at| self.tokens.get(at)).is_some_and(|token| lexicon.has(list, &token.word))
        };
        let mut years = Vec::new();
        let mut near = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let digits = token.word.trim_start_matches('-');
            let Ok(number) = digits.parse::<i32>() else { continue };
            let short = digits.len() == 2 && (token.word.starts_with('-') || is(Some(at + 1), "born.after"));
            if digits.len() == 4 && (this_year - 80..this_year).contains(&number) {
                years.push(number);
            } else if short || digits.len() == 2 && is(at.checked_sub(1), "born.before") {
                let year = this_year - this_year % 100 + number;
                years.push(if year > this_year { year - 100 } else { year });
            } else if is(at.checked_sub(1), "born.almost") && AGES.contains(&number) {
                near = vec![number - 1, number];
            }
        }
        let about = self.tokens.iter().any(|token| lexicon.has("born.about", &token.word));
        if let [year] = years.as_slice() {
            near = vec![this_year - year - 1, this_year - year];
            near.retain(|age| AGES.contains(age));
        }
        if !near.is_empty() && years.len() < 2 {
            self.reading.ask = Some("which-age");
            self.reading.maybe.extend(near.iter().map(i32::to_string));
        } else if about {
            self.reading.ask = Some("exact-age");
        }
        if self.reading.ask.is_some() {
            self.reading.clear = false;
            self.use_all();
        }
    }

    /// Whatever is not used, without the words that change nothing.
    pub(super) fn plain(&self) -> String {
        let mut plain = String::new();
        for token in self.tokens.iter().filter(|token| !token.used) {
            if !self.changes_nothing(&token.word) {
                if !plain.is_empty() {
                    plain.push(' ');
                }
                plain.push_str(&token.raw);
            }
        }
        plain
    }

    /// Is it a word that says nothing by itself, or nothing beside an answer to this question?
    pub(super) fn changes_nothing(&self, word: &str) -> bool {
        let lexicon = self.asked.lexicon;
        // The year of an examination, or of the move.
        let dated = matches!(self.asked.fact, Some(FactId::Education | FactId::BirthRegion))
            && word.parse().is_ok_and(|year: i32| (1950..=self.asked.today.ymd().0).contains(&year));
        dated
            || lexicon.has("fillers.words", word)
            || self.asked.fact.is_some_and(|fact| lexicon.has(&["around.", fact.name()].concat(), word))
    }

    pub(super) fn use_all(&mut self) {
        for token in &mut self.tokens {
            token.used = true;
        }
    }

    /// The phrases with a meaning, the longest first.
    fn phrases(&mut self) {
        let asked = self.asked;
        let labels = labels(&asked);
        loop {
            let (mut best, mut longest, mut found) = (None, 0, 0);
            for phrase in asked.lexicon.phrases().iter().chain(&labels) {
                // What may mean several things is asked about, whatever else it may mean.
                let enough = longest + usize::from(!phrase.key.starts_with("maybe."));
                if phrase.words.len() >= enough.max(1)
                    && let Some(at) = self.find(&phrase.words)
                    && relevant(&phrase.key, &asked)
                {
                    (best, longest, found) = (Some(phrase), phrase.words.len(), at);
                }
            }
            let Some(phrase) = best else { return };
            for token in self.tokens.iter_mut().skip(found).take(longest) {
                token.used = true;
            }
            self.means(&phrase.key, found + longest);
        }
    }

    /// Where the words stand next to each other, none of them used.
    fn find(&self, words: &[String]) -> Option<usize> {
        if words.is_empty() {
            return None;
        }
        let same = |tokens: &[Token]| tokens.iter().zip(words).all(|(token, word)| !token.used && token.word == *word);
        self.tokens.windows(words.len()).position(same)
    }

    /// What a phrase means that ends before the word at `next`.
    fn means(&mut self, key: &str, next: usize) {
        let (kind, rest) = key.split_once('.').unwrap_or((key, ""));
        let (first, second) = rest.split_once('.').unwrap_or((rest, ""));
        match kind {
            "told" | "choice" => {
                if let Some(fact) = FactId::from_name(first) {
                    self.tell(fact, AnswerInput::Value(second.to_owned()));
                }
            }
            "answer" => {
                if let Some(fact) = self.asked.fact {
                    self.tell(fact, if first == "unknown" { AnswerInput::Unknown } else { AnswerInput::Declined });
                }
            }
            "do" => self.wish(first),
            "on" => self.wish(second),
            "name" => {
                if let Some(fact) = FactId::from_name(first) {
                    self.reading.named.push(fact);
                }
            }
            "since" => self.day_after(next),
            "lives" => self.place_after(next),
            "naming" => self.name_after(next),
            "maybe" => {
                self.reading.clear = false;
                self.reading.ask = Some("which-one");
                for id in second.split("-or-").filter(|id| *id != "more") {
                    if !self.reading.maybe.iter().any(|known| known == id) {
                        self.reading.maybe.push(id.to_owned());
                    }
                }
            }
            _ => {
                (self.reading.clear, self.reading.denied) = (false, true);
                // It is about somebody else: what is asked is asked of the person.
                if first == "others" && self.asked.fact.is_some() {
                    self.reading.ask = Some("which-one");
                }
            }
        }
    }

    fn wish(&mut self, id: &str) {
        if !self.reading.wishes.iter().any(|wish| wish == id) {
            self.reading.wishes.push(id.to_owned());
        }
    }

    /// The day that follows a word for the registration, where it was not asked for.
    fn day_after(&mut self, next: usize) {
        for length in (1..=5).rev() {
            let Some(tokens) = self.tokens.get(next..next + length) else { continue };
            if tokens.iter().any(|token| token.used) {
                continue;
            }
            let typed = joined(tokens);
            if let DateReading::Day(_) = read_date(&typed, self.asked.text, self.asked.today) {
                self.use_some(next, length);
                self.tell(FactId::RegisteredSince, AnswerInput::Typed(typed));
                return;
            }
        }
    }

    pub(super) fn use_some(&mut self, from: usize, length: usize) {
        for token in self.tokens.iter_mut().skip(from).take(length) {
            token.used = true;
        }
    }

    /// One number that is an age: with a word for it, or where the age was asked for.
    fn age(&mut self) {
        let lexicon = self.asked.lexicon;
        let asked_for = self.asked.fact == Some(FactId::Age);
        let mut found = None;
        let mut at = 0;
        while at < self.tokens.len() {
            let Some((number, length)) = self.number(at) else {
                at += 1;
                continue;
            };
            let is = |index: Option<usize>, list: &str| {
                index.and_then(|index| self.tokens.get(index)).is_some_and(|token| lexicon.has(list, &token.word))
            };
            let end = at + length;
            let (before, second) = (at.checked_sub(1), at.checked_sub(2));
            let years = is(Some(end), "age.after");
            // "bor i Malmö 20 år" is how long.
            let lived = self.lives_until == Some(at) && years && !is(Some(end + 1), "age.old");
            // "30s" is no age, nor is "34 ago".
            let after = is(Some(end), "age.not-after") || is(Some(end + 1), "age.not-after");
            let since = lived || is(before, "age.not-before") || after;
            // "i år 20 mars" is no age.
            let is_mine = is(before, "age.before") && !is(second, "age.not-before");
            let believed = (years || is_mine) && !since && AGES.contains(&number);
            if believed || asked_for && !since {
                if found.is_some() {
                    self.reading.clear = false;
                    return;
                }
                let length = length + usize::from(years) + usize::from(years && is(Some(end + 1), "age.old"));
                found = Some((number, at, length));
            }
            at = end;
        }
        if let Some((number, at, length)) = found {
            self.use_some(at, length);
            self.tell(FactId::Age, AnswerInput::Typed(number.to_string()));
        }
    }

    /// The number at a word, and how many words it is: 34, thirty four.
    fn number(&self, at: usize) -> Option<(i32, usize)> {
        let lexicon = self.asked.lexicon;
        let word = |at: usize| self.tokens.get(at).filter(|token| !token.used).map(|token| token.word.as_str());
        let number = lexicon.number(word(at)?)?;
        let digits = word(at)?.starts_with(|c: char| c.is_ascii_digit());
        if !digits && number < 10 {
            // "en" is seldom the number one.
            return self.after_ones(number, at + 1);
        }
        if !digits
            && number >= 20
            && number % 10 == 0
            && let Some(one) = word(at + 1).and_then(|word| lexicon.one(word))
        {
            return Some((number + one, 2));
        }
        Some((number, 1))
    }

    /// The number whose ones come before the word at `at`, in a language that says "four and thirty", and how many
    /// words it is.
    fn after_ones(&self, ones: i32, at: usize) -> Option<(i32, usize)> {
        let lexicon = self.asked.lexicon;
        let and = lexicon.text().find("number.and")?.trim_matches(',');
        let word = |at: usize| self.tokens.get(at).filter(|token| !token.used).map(|token| token.word.as_str());
        let next = word(at)?;
        if lexicon.number(next) == Some(10) {
            return Some((10 + ones, 2));
        }
        let (tens, length) = if next == and { (word(at + 1)?, 3) } else { (next.strip_prefix(and)?, 2) };
        let tens = lexicon.number(tens).filter(|tens| *tens >= 20 && tens % 10 == 0)?;
        Some((tens + ones, length))
    }

    pub(super) fn has_told(&self, fact: FactId) -> bool {
        self.reading.told.iter().any(|(told, _)| *told == fact)
    }

    pub(super) fn tell(&mut self, fact: FactId, given: AnswerInput) {
        let several = matches!(fact.fact().kind, Kind::Several(_));
        match self.reading.told.iter_mut().find(|(told, _)| *told == fact) {
            Some((_, AnswerInput::Value(value))) if several => {
                if let AnswerInput::Value(more) = given {
                    value.push(' ');
                    value.push_str(&more);
                } else {
                    self.reading.clear = false;
                }
            }
            Some((_, told)) => self.reading.clear &= *told == given,
            None => self.reading.told.push((fact, given)),
        }
    }

    /// What is left over.
    fn rest(&mut self) {
        let mut clear = self.reading.clear;
        for token in self.tokens.iter().filter(|token| !token.used) {
            clear &= self.changes_nothing(&token.word);
        }
        // A name that is not known tells nothing alone.
        self.reading.clear = clear && (self.reading.somewhere.is_none() || !self.reading.told.is_empty());
        let is_near = self.lives_somewhere.is_some() && !self.reading.places.is_empty();
        self.reading.is_place = self.reading.told.is_empty() && (is_near || clear && self.reading.somewhere.is_some());
        self.reading.told = in_order(&self.reading.told, self.asked.jurisdiction);
    }
}

/// Words as they were written.
pub(super) fn joined(tokens: &[Token]) -> String {
    spaced(tokens, |token| &token.raw)
}

/// Words as they are compared.
pub(super) fn folded(tokens: &[Token]) -> String {
    spaced(tokens, |token| &token.word)
}

fn spaced(tokens: &[Token], part: fn(&Token) -> &str) -> String {
    let mut spaced = String::new();
    for token in tokens {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(part(token));
    }
    spaced
}
