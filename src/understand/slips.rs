//! Slips of the keyboard: a letter too many, too few, or two that changed places, inside a long word.
//!
//! A word that is known is never made into another, nor is one that two known words are as near to. The first and the
//! last letter stay, and no letter becomes another: "studerat" is not "studerar".

use super::lexicon::Lexicon;
use super::reply::Token;
use crate::case::places::{self, Place, fold};

/// How many places are offered for a name that is not quite one.
const OFFERED: usize = 6;
/// Shorter words have too many neighbours.
const SHORTEST: usize = 6;

/// The words with their slips put right; `None` where there are none.
pub(super) fn put_right(tokens: &[Token], lexicon: &Lexicon) -> Option<Vec<Token>> {
    let mut right = Vec::new();
    let mut changed = false;
    let mut vocabulary = Vec::new();
    for token in tokens {
        if vocabulary.is_empty() {
            vocabulary = lexicon.vocabulary();
        }
        match meant(&token.word, &vocabulary) {
            Some(word) => {
                changed = true;
                right.push(token.with_word(word));
            }
            None => right.push(token.clone()),
        }
    }
    changed.then_some(right)
}

/// The one known word that differs by a slip.
fn meant<'a>(typed: &str, vocabulary: &[&'a str]) -> Option<&'a str> {
    if typed.chars().count() < SHORTEST || typed.chars().any(char::is_numeric) || vocabulary.contains(&typed) {
        return None;
    }
    let mut found: Option<&str> = None;
    for known in vocabulary {
        if known.chars().count() >= SHORTEST && is_slip(known, typed) {
            if found.is_some_and(|other| other != *known) {
                return None;
            }
            found = Some(known);
        }
    }
    found
}

fn is_slip(known: &str, typed: &str) -> bool {
    let (known, typed): (Vec<char>, Vec<char>) = (known.chars().collect(), typed.chars().collect());
    let same = known.iter().zip(&typed).take_while(|(a, b)| a == b).count();
    let (Some(known_rest), Some(typed_rest)) = (known.get(same..), typed.get(same..)) else { return false };
    if same == 0 || known.last() != typed.last() {
        return false;
    }
    match (known_rest, typed_rest) {
        ([_, known @ ..], typed) if known == typed => !typed.is_empty(),
        (known, [_, typed @ ..]) if known == typed => !known.is_empty(),
        ([a, b, known @ ..], [c, d, typed @ ..]) => (a, b) == (d, c) && known == typed && !known.is_empty(),
        _ => false,
    }
}

/// How many letters have to be added, left out or changed.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        for (((above, corner), there), left) in row.iter().skip(1).zip(&row).zip(&other).zip(0..) {
            let left = next.get(left).copied().unwrap_or(usize::MAX - 1);
            next.push((corner + usize::from(letter != *there)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

/// The places that a name may mean which is not quite one: those that begin so, else those one letter away, of four
/// letters and more.
pub(super) fn near<'a>(known: &[Place<'a>], typed: &str) -> Vec<Place<'a>> {
    let mut near = places::search(known, typed);
    let typed = fold(typed);
    // A long name may have two slips.
    let most = if typed.chars().count() >= 7 { 2 } else { 1 };
    for slips in 1..=most {
        if near.is_empty() {
            let is_near = |name: &str| name.len() >= 4 && distance(name, &typed) <= slips;
            near.extend(known.iter().copied().filter(|place| is_near(&fold(place.name))));
        }
    }
    near.truncate(OFFERED);
    near
}

#[cfg(test)]
mod tests {
    use super::{distance, is_slip, meant};

    #[test]
    fn a_slip_is_put_right_and_no_known_word_becomes_another() {
        for (known, typed) in [("gymnasiet", "gymnsaiet"), ("arbetslos", "arbetlos"), ("kvinnan", "kvinnnan")] {
            assert!(is_slip(known, typed), "{typed}");
        }
        for (known, typed) in
            [("studerar", "studerat"), ("arbetar", "arbeta"), ("heltid", "deltid"), ("jobbar", "obbar")]
        {
            assert!(!is_slip(known, typed), "{typed}");
        }
        assert_eq!(meant("uppsgad", &["uppsagd", "uppsagde"]), Some("uppsagd"));
        assert_eq!(meant("uppsagd", &["uppsagad", "uppsagd"]), None, "it is known");
        assert_eq!(distance("skelleftea", "skelfetea"), 2);
        assert_eq!(distance("norrkoping", "norkoping"), 1);
    }
}
