//! A short code that carries the answers to another device, or to an officer in chat or on the phone: sixteen
//! characters in groups of four, as `2F0K-9QWE-…`.
//!
//! It holds no name and no number, and never the answers that tell of a disability. Fourteen characters are the
//! answers, as one number in a mixed radix; two are a check over the field of 32 elements that finds any one or two
//! wrong characters, so any two that were swapped as well.

use crate::case::{Answer, Case, FACTS, Fact, FactId, Jurisdiction, Kind, Moment, Value, places};
use crate::date::Date;

/// The facts that a code never carries: who opens it finds them declined.
pub const LEFT_OUT: [FactId; 2] = [FactId::Disability, FactId::Needs];

/// The version of the form. A change in the catalogue of facts is a new one, and the older ones stay readable.
const VERSION: u128 = 1;
/// How many versions there can be.
const VERSIONS: u128 = 16;

/// Digits and letters that are not mistaken for each other (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters that carry the answers.
const DATA: usize = 14;
/// With the two of the check.
const LENGTH: usize = DATA + 2;
const GROUP: usize = 4;

/// Days are counted from here: nobody of 74 was registered before, in any case that the policy covers.
const FIRST_DAY: (i32, u8, u8) = (1950, 1, 1);
/// So many days, which reach past the year 2099.
const DAYS: u128 = 54_800;

/// Why a code cannot be opened: the text `code.ID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has too few or too many characters, or one that no code has.
    NotACode,
    /// A character is wrong, or two are swapped.
    Mistyped,
    /// It was made by a newer client, or by none.
    Foreign,
}

impl Unreadable {
    /// The id of its text.
    pub fn id(self) -> &'static str {
        match self {
            Self::NotACode => "not-a-code",
            Self::Mistyped => "mistyped",
            Self::Foreign => "foreign",
        }
    }
}

/// The code of a case; what is [`LEFT_OUT`] is not in it.
pub fn code(case: &Case) -> String {
    let mut number = 0;
    // The last is packed first, so that reading gives them in their order.
    let facts: Vec<&Fact> = carried(case.jurisdiction).collect();
    for fact in facts.into_iter().rev() {
        number = number * radix(fact, case.jurisdiction) + digit(fact, case);
    }
    number = number * Jurisdiction::ALL.len() as u128 + case.jurisdiction as u128;
    number = number * VERSIONS + VERSION;
    let mut symbols = [0_u8; LENGTH];
    for symbol in symbols.iter_mut().take(DATA) {
        *symbol = (number % 32) as u8;
        number /= 32;
    }
    close(&mut symbols);
    let mut text = String::new();
    for (at, symbol) in symbols.into_iter().enumerate() {
        if at > 0 && at % GROUP == 0 {
            text.push('-');
        }
        text.push(ALPHABET.get(usize::from(symbol)).copied().map_or('0', char::from));
    }
    text
}

/// The case that a code carries, for a moment; what is [`LEFT_OUT`] is declined in it.
///
/// # Errors
/// See [`Unreadable`].
pub fn read_code(text: &str, on: Moment) -> Result<Case, Unreadable> {
    let symbols = symbols(text).ok_or(Unreadable::NotACode)?;
    if sums(&symbols) != (0, 0) {
        return Err(Unreadable::Mistyped);
    }
    let mut number = 0_u128;
    for symbol in symbols.iter().take(DATA).rev() {
        number = number * 32 + u128::from(*symbol);
    }
    let mut take = |radix: u128| {
        let digit = number % radix;
        number /= radix;
        digit
    };
    if take(VERSIONS) != VERSION {
        return Err(Unreadable::Foreign);
    }
    let jurisdiction = take(Jurisdiction::ALL.len() as u128);
    let jurisdiction =
        *usize::try_from(jurisdiction).ok().and_then(|at| Jurisdiction::ALL.get(at)).ok_or(Unreadable::Foreign)?;
    let mut case = Case::new(jurisdiction, on);
    for fact in carried(jurisdiction) {
        let digit = take(radix(fact, jurisdiction));
        case.set(fact.id, answer(fact, digit, jurisdiction).ok_or(Unreadable::Foreign)?);
    }
    for fact in case.facts().filter(|fact| LEFT_OUT.contains(&fact.id)) {
        case.set(fact.id, Answer::Declined);
    }
    let in_the_future = case.day(FactId::RegisteredSince).is_some_and(|since| since > on.date);
    if number > 0 || in_the_future { Err(Unreadable::Foreign) } else { Ok(case) }
}

fn carried(jurisdiction: Jurisdiction) -> impl Iterator<Item = &'static Fact> {
    FACTS.iter().filter(move |fact| fact.used_in(jurisdiction) && !LEFT_OUT.contains(&fact.id))
}

/// How many answers there are to a question: its values, and two that are none.
fn radix(fact: &Fact, jurisdiction: Jurisdiction) -> u128 {
    2 + match fact.kind {
        Kind::Choice(ids) => ids.len() as u128,
        Kind::Several(ids) => 1 << ids.len(),
        Kind::Number(first, last) => u128::from(last.abs_diff(first)) + 1,
        Kind::Day => DAYS,
        Kind::Place => places::codes(jurisdiction).len() as u128,
    }
}

fn first_day() -> Option<Date> {
    let (year, month, day) = FIRST_DAY;
    Date::new(year, month, day)
}

/// 0 for unknown, 1 for declined, then the values in their order.
fn digit(fact: &Fact, case: &Case) -> u128 {
    let place = |place: Option<usize>| place.map_or(0, |at| at as u128 + 2);
    match (case.answer(fact.id), fact.kind) {
        (Answer::Declined, _) => 1,
        (Answer::Known(Value::Choice(id)), Kind::Choice(ids)) => place(ids.iter().position(|known| *known == id)),
        (Answer::Known(Value::Several(_, bits)), _) => u128::from(bits) + 2,
        (Answer::Known(Value::Number(number)), Kind::Number(first, _)) => u128::from(number.abs_diff(first)) + 2,
        (Answer::Known(Value::Day(day)), _) => {
            let days = first_day().and_then(|first| u128::try_from(day.days_since(first)).ok());
            days.filter(|days| *days < DAYS).map_or(0, |days| days + 2)
        }
        (Answer::Known(Value::Place(code)), _) => {
            place(places::codes(case.jurisdiction).iter().position(|known| *known == code))
        }
        _ => 0,
    }
}

fn answer(fact: &Fact, digit: u128, jurisdiction: Jurisdiction) -> Option<Answer> {
    let Some(at) = digit.checked_sub(2) else {
        return Some(if digit == 0 { Answer::Unknown } else { Answer::Declined });
    };
    let at = usize::try_from(at).ok()?;
    Some(Answer::Known(match fact.kind {
        Kind::Choice(ids) => Value::Choice(ids.get(at)?),
        Kind::Several(ids) => Value::Several(ids, u16::try_from(at).ok()?),
        Kind::Number(first, _) => Value::Number(first + i32::try_from(at).ok()?),
        Kind::Day => Value::Day(first_day()?.plus_days(i32::try_from(at).ok()?)),
        Kind::Place => Value::Place(places::codes(jurisdiction).get(at).copied()?),
    }))
}

/// What was typed or heard, as numbers: spaces and dashes do not count, and what is easily mistaken is understood.
fn symbols(text: &str) -> Option<[u8; LENGTH]> {
    let mut symbols = [0_u8; LENGTH];
    let mut places = symbols.iter_mut();
    for character in text.chars().filter(|character| !character.is_whitespace() && !"-–.".contains(*character)) {
        let character = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let at = ALPHABET.iter().position(|known| char::from(*known) == character)?;
        *places.next()? = u8::try_from(at).ok()?;
    }
    if places.next().is_some() { None } else { Some(symbols) }
}

/// Multiplies by the root of x⁵ + x² + 1, whose powers are all elements of the field but zero.
fn times_root(element: u8) -> u8 {
    let double = element << 1;
    if double & 32 == 0 { double } else { (double ^ 0b100_101) & 31 }
}

fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b > 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a = times_root(a);
        b >>= 1;
    }
    product
}

/// The sum of all symbols, and that with each multiplied by a power of the root of its own. A whole code has zeros.
/// Distance three: no one or two wrong symbols can leave both at zero.
fn sums(symbols: &[u8; LENGTH]) -> (u8, u8) {
    let (mut plain, mut weighed, mut weight) = (0, 0, 1);
    for symbol in symbols {
        plain ^= symbol;
        weighed ^= times(*symbol, weight);
        weight = times_root(weight);
    }
    (plain, weighed)
}

/// Sets the two symbols of the check: the only ones, of 32 × 32, that make the sums zero.
fn close(symbols: &mut [u8; LENGTH]) {
    for first in 0..32 {
        let [.., one, other] = symbols;
        *one = first;
        *other = 0;
        let (plain, _) = sums(symbols);
        let [.., other] = symbols;
        *other = plain;
        if sums(symbols) == (0, 0) {
            return;
        }
    }
}
