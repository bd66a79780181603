//! Is a passphrase too easy to guess?
//!
//! Told by its pattern alone: the same characters again, the alphabet, digits in order and rows of a keyboard add
//! nothing to it. It knows no list of common passwords: one would be larger than the rest of the client.

/// As many characters must add something: what is left of four short words.
const FEWEST: usize = 10;

/// What is longer is judged by its beginning.
const LOOKED_AT: usize = 200;

/// The rows of a keyboard, in Swedish order.
const ROWS: [&str; 4] = ["1234567890", "qwertyuiopå", "asdfghjklöä", "zxcvbnm"];

/// Is it too easy to guess?
pub fn is_guessable(passphrase: &str) -> bool {
    let characters: Vec<char> = passphrase.chars().flat_map(char::to_lowercase).take(LOOKED_AT).collect();
    (0..characters.len()).filter(|at| adds(&characters, *at)).count() < FEWEST
}

/// Does the character tell more than those before it?
fn adds(characters: &[char], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| characters.get(at)).copied();
    let (Some(this), Some(last)) = (before(0), before(1)) else { return true };
    let pair = [last, this];
    let is_seen = characters.get(..at).is_some_and(|earlier| earlier.windows(2).any(|known| known == pair));
    !(this == last || is_seen || before(2).is_some_and(|second| goes_on(second, last, this)))
}

/// Do three characters stand in a row, forwards or backwards?
fn goes_on(one: char, two: char, three: char) -> bool {
    let step = |from: char, to: char| i64::from(u32::from(to)) - i64::from(u32::from(from));
    let in_order = step(one, two) == step(two, three) && step(one, two).abs() == 1;
    let beside = |row: &&str| {
        let place = |wanted: char| row.chars().position(|known| known == wanted);
        let (Some(one), Some(two), Some(three)) = (place(one), place(two), place(three)) else { return false };
        one + three == 2 * two && one.abs_diff(two) == 1
    };
    in_order || ROWS.iter().any(beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_guessable_and_words_that_do_not_belong_together_are_not() {
        for easy in [
            "aaaaaaaaaaaaaaa",
            "AaAaAaAaAaAaAaA",
            "abcabcabcabcabcabc",
            "123456789012345",
            "abcdefghijklmnopqrstuvwxyzåäö",
            "qwertyuiopåasdfghjklöä",
            "lösenordlösenordlösenord",
            "hejhejhejhejhejhej",
        ] {
            assert!(is_guessable(easy), "{easy}");
        }
        for hard in [
            "fyra ord som inte hör ihop",
            "en lång lösenfras",
            "häst båt lampa sten",
            "قلم سماء باب تفاحة",
            "x7!Kq2#mV9pLw4z",
        ] {
            assert!(!is_guessable(hard), "{hard}");
        }
    }
}
