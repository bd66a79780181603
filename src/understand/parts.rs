//! A reply that is not clear as a whole, read in its parts: with a slip of the keyboard put right, what comes after a
//! correction, and clause by clause. What is still not clear may be near something: that is offered, never taken.

use super::asked::Asked;
use super::reply::{LONGEST, Reading, Token, folded, in_order, joined, read, tokens};
use super::{AnswerInput, Phrase, slips};
use crate::case::{FactId, Kind};

/// Reads a reply.
pub fn read_reply(typed: &str, asked: &Asked<'_>) -> Reading {
    let tokens = tokens(typed);
    let whole = read(tokens.clone(), typed, asked);
    if is_enough(&whole) || tokens.is_empty() || tokens.len() > LONGEST {
        return whole;
    }
    if whole.denied || !whole.wishes.is_empty() {
        return corrected(&tokens, asked).unwrap_or(whole);
    }
    // A name that is misspelt is offered, not put right.
    let is_name = asked.fact == Some(FactId::Municipality);
    let put_right = if is_name { None } else { slips::put_right(&tokens, asked.lexicon) };
    let tokens = put_right.unwrap_or(tokens);
    let again = read(tokens.clone(), &joined(&tokens), asked);
    if is_enough(&again) {
        return again;
    }
    // What may mean one of several is asked about before any part of it is taken.
    if !again.maybe.is_empty() || again.ask.is_some() || again.places.len() > 1 {
        return again;
    }
    if let Some(part) = corrected(&tokens, asked).or_else(|| clauses(typed, asked)) {
        return part;
    }
    let mut near = again;
    near.offer_what_is_told(asked);
    near
}

/// Is it understood as a whole, and says anything?
fn is_enough(reading: &Reading) -> bool {
    reading.clear && (!reading.told.is_empty() || !reading.wishes.is_empty() || !reading.named.is_empty())
}

/// What is meant where somebody corrects what they have just written: "34, nej förlåt 43", "34 inte 36",
/// "inte Malmö, Lund".
fn corrected(tokens: &[Token], asked: &Asked<'_>) -> Option<Reading> {
    let of = |tokens: &[Token]| read(tokens.to_vec(), &joined(tokens), asked);
    let told_by = |tokens: &[Token]| Some(of(tokens)).filter(|reading| reading.clear && !reading.told.is_empty());
    let is_same = |one: &Reading, other: &Reading| {
        let facts = |reading: &Reading| reading.told.iter().map(|(fact, _)| *fact).collect::<Vec<_>>();
        facts(one) == facts(other)
    };
    let lexicon = asked.lexicon;
    for length in (1..=3).rev() {
        for at in (0..tokens.len()).rev() {
            let Some(marker) = tokens.get(at..at + length) else { continue };
            let (before, after) = (tokens.get(..at)?, tokens.get(at + length..)?);
            if !lexicon.has("correct.words", &folded(marker)) {
                continue;
            }
            // Nothing but fillers before it corrects the answer before, and is read so.
            let meant = corrected(after, asked).or_else(|| told_by(after))?;
            let first = of(before);
            return (before.is_empty() || first.told.is_empty() && first.clear || is_same(&first, &meant))
                .then_some(meant);
        }
    }
    let not = tokens.iter().position(|token| lexicon.has("correct.not", &token.word))?;
    let (before, after) = (tokens.get(..not)?, tokens.get(not + 1..)?);
    if let (Some(meant), Some(other)) = (told_by(before), told_by(after)) {
        return (is_same(&meant, &other) && meant.told != other.told).then_some(meant);
    }
    if before.iter().all(|token| lexicon.has("correct.no", &token.word)) {
        for at in 1..after.len() {
            let (other, meant) = (after.get(..at)?, after.get(at..)?);
            let meant = match meant.split_first() {
                Some((first, rest)) if lexicon.has("correct.but", &first.word) => rest,
                _ => meant,
            };
            if let (Some(other), Some(meant)) = (told_by(other), told_by(meant)) {
                return (is_same(&meant, &other) && meant.told != other.told).then_some(meant);
            }
        }
    }
    None
}

/// What is told by the clauses that are clear; the others are said back. Nothing, where one of them speaks against it.
fn clauses(typed: &str, asked: &Asked<'_>) -> Option<Reading> {
    // Each clause, and whether it is joined to the one before: "jobbar och studerar" is not two answers.
    let mut parts: Vec<(bool, Vec<Token>)> = Vec::new();
    for piece in typed.split([',', ';', '!', '?', '\n', '(', ')']).flat_map(|piece| piece.split(". ")) {
        parts.push((false, Vec::new()));
        for token in tokens(piece) {
            let joins = asked.lexicon.has("correct.joins", &token.word);
            if joins || asked.lexicon.has("correct.turns", &token.word) {
                parts.push((joins, Vec::new()));
            } else if let Some((_, part)) = parts.last_mut() {
                part.push(token);
            }
        }
    }
    parts.retain(|(_, part)| !part.is_empty());
    if parts.len() < 2 {
        return None;
    }
    let mut all = Reading { clear: true, ..Reading::default() };
    let mut before: Option<(Vec<Token>, Reading)> = None;
    for (joined_to, part) in parts {
        let mut one = read(part.clone(), &joined(&part), asked);
        let slip = if one.clear || one.denied { None } else { slips::put_right(&part, asked.lexicon) };
        if let Some(right) = slip {
            one = read(right.clone(), &joined(&right), asked);
        }
        // Where somebody lives is a clause of its own, by whatever name.
        let is_place = one.is_place || one.told.is_empty() && one.part.is_some();
        if is_place && one.somewhere.is_none() {
            one.somewhere = one.part.clone().or_else(|| Some(joined(&part)));
        }
        one.clear |= is_place;
        let speaks_against = |token: &Token| {
            ["correct.not", "correct.or", "correct.words"].iter().any(|list| asked.lexicon.has(list, &token.word))
        };
        if one.denied || !one.wishes.is_empty() {
            return None;
        }
        // A number alone may be meant for anything.
        let is_number = part.iter().all(|token| token.word.chars().all(char::is_numeric));
        if !one.clear && (is_number || part.iter().any(speaks_against)) {
            return None;
        }
        // Of two that are joined, one is taken alone only where the other is about something else.
        let halves = match &before {
            Some((_, reading)) if joined_to && reading.clear && !one.clear => Some((&part, &reading.told)),
            Some((other, reading)) if joined_to && !reading.clear && one.clear => Some((other, &one.told)),
            _ => None,
        };
        if halves.is_some_and(|(left, told)| may_change(left, told, asked)) {
            return None;
        }
        before = Some((part.clone(), one.clone()));
        if !one.clear {
            all.left.push(joined(&part));
            continue;
        }
        all.places.extend(one.places);
        all.somewhere = all.somewhere.or(one.somewhere);
        all.part = all.part.or(one.part);
        for (fact, given) in one.told {
            match all.told.iter().find(|(told, _)| *told == fact) {
                Some((_, told)) if *told != given => return None,
                Some(_) => {}
                None => all.told.push((fact, given)),
            }
        }
    }
    all.told = in_order(&all.told, asked.jurisdiction);
    // Of two places, the one that is known is not for sure the one that is meant.
    let is_two = all.somewhere.is_some() && all.told.iter().any(|(fact, _)| *fact == FactId::Municipality);
    (!all.told.is_empty() && !is_two).then_some(all)
}

/// May words that are not understood be about what is told beside them?
fn may_change(left: &[Token], told: &[(FactId, AnswerInput)], asked: &Asked<'_>) -> bool {
    let is_told = |key: &str| {
        let mut parts = key.split('.');
        let is_value = parts.next().is_some_and(|kind| ["told", "choice", "maybe", "name"].contains(&kind));
        let fact = parts.next().and_then(FactId::from_name);
        is_value && told.iter().any(|(told, _)| Some(*told) == fact)
    };
    let mut is_known = false;
    for token in left {
        let is_of = |phrase: &&Phrase| phrase.words.contains(&token.word);
        if asked.lexicon.number(&token.word).is_some() {
            return true;
        }
        if asked.lexicon.has("fillers.words", &token.word) {
            continue;
        }
        let mut phrases = asked.lexicon.phrases().iter().filter(is_of).peekable();
        is_known |= phrases.peek().is_some();
        if phrases.any(|phrase| is_told(&phrase.key)) {
            return true;
        }
    }
    // A bare name may be a second one of what was told by a name.
    !is_known && told.iter().any(|(fact, _)| !matches!(fact.fact().kind, Kind::Number(..)))
}

impl Reading {
    /// What would be an answer but for words that are not known is offered.
    fn offer_what_is_told(&mut self, asked: &Asked<'_>) {
        if self.denied {
            return;
        }
        for (fact, given) in &self.told {
            if let (true, AnswerInput::Value(value) | AnswerInput::Typed(value)) = (Some(*fact) == asked.fact, given) {
                let is_one = !matches!(fact.fact().kind, Kind::Several(_));
                if is_one && !matches!(fact.fact().kind, Kind::Day(..)) {
                    self.maybe.push(value.clone());
                    self.ask = Some("do-you-mean");
                }
            }
        }
    }
}
