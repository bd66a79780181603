//! A short code that carries the answers to another device, or to an officer in chat or on the phone: sixteen
//! characters in groups of four, as `2F0K-9QWE-…`.
//!
//! It holds no name and no number, and never the answers that tell of a disability. Fourteen characters are the
//! answers, as one number in a mixed radix; two are a check over the field of 32 elements that finds any one or two
//! wrong characters, so any two that were swapped as well.

use super::code_forms::{COUNTRIES, CodeForm, Country, Digits, Row};
use crate::case::{Answer, Case, FactId, Jurisdiction, Moment, Raw, Value, parse_answer, places};
use crate::date::Date;
use crate::wire::Wire;

/// The facts that a code never carries: who opens it finds them declined.
pub const LEFT_OUT: [FactId; 2] = [FactId::Disability, FactId::Needs];

/// How many versions of the form there can be.
const VERSIONS: u128 = 16;

/// Digits and letters that are not mistaken for each other (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of the check.
const CHECK: usize = 2;
const GROUP: usize = 4;

/// Why a code cannot be opened: the text `code.ID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has too few or too many characters, or one that no code has.
    NotACode,
    /// A character is wrong, or two are swapped.
    Mistyped,
    /// It was made by a newer client, or by none.
    Foreign,
    /// It holds an answer to a question, or of a country, that is no longer there. No other answer is guessed.
    Outdated,
}

impl Unreadable {
    /// The id of its text.
    pub fn id(self) -> &'static str {
        match self {
            Self::NotACode => "not-a-code",
            Self::Mistyped => "mistyped",
            Self::Foreign => "foreign",
            Self::Outdated => "outdated",
        }
    }
}

/// The code of a case; what is [`LEFT_OUT`] is not in it.
pub fn code(case: &Case) -> String {
    let country = COUNTRIES.iter().find(|country| country.id == case.jurisdiction.id());
    let Some((country, form)) = country.and_then(|country| Some((country, country.forms.last()?))) else {
        return String::new();
    };
    let answers = |name: &str| FactId::from_name(name).map_or(Answer::Unknown, |fact| case.answer(fact));
    write(country, form, &answers)
}

/// The code of these answers in that form; what it has no digit for is unknown in it.
fn write(country: &Country, form: &CodeForm, answers: &dyn Fn(&str) -> Answer) -> String {
    let mut number = 0;
    // The last is packed first, so that reading gives them in their order.
    for (name, digits) in form.facts.iter().rev() {
        number = number * radix(*digits) + digit(*digits, country.id, answers(name));
    }
    number = number * u128::from(form.countries) + u128::from(country.number);
    number = number * VERSIONS + u128::from(form.version);
    let mut symbols = Vec::new();
    for _ in 0..form.data {
        symbols.push((number % 32) as u8);
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
    let (country, answers) = decode(text, COUNTRIES)?;
    let jurisdiction = Jurisdiction::from_id(country).ok_or(Unreadable::Outdated)?;
    let mut case = Case::new(jurisdiction, on);
    for ((name, digits), raw) in answers {
        let fact = case.facts().find(|fact| fact.name == *name);
        match fact.map(|fact| (fact.id, parse_answer(fact, &raw, jurisdiction, on.date))) {
            Some((id, Ok(answer))) => case.set(id, answer),
            // A day that has not come yet was in no code.
            Some(_) if matches!(digits, Digits::Day(..)) => return Err(Unreadable::Foreign),
            // Nothing was told about what is no longer asked.
            None if raw.text() == Some("unknown") => {}
            _ => return Err(Unreadable::Outdated),
        }
    }
    for fact in case.facts().filter(|fact| LEFT_OUT.contains(&fact.id)) {
        case.set(fact.id, Answer::Declined);
    }
    Ok(case)
}

/// The country of a code, and each answer as a case file has it.
type Decoded = (&'static str, Vec<(&'static Row, Raw)>);

/// The country and each answer, as they stand in the form of the code's version: today's catalogue has no part in it.
fn decode(text: &str, countries: &[Country]) -> Result<Decoded, Unreadable> {
    let symbols = symbols(text).ok_or(Unreadable::NotACode)?;
    let of_this_length =
        || countries.iter().flat_map(|country| country.forms).filter(|form| form.data + CHECK == symbols.len());
    if of_this_length().next().is_none() {
        return Err(Unreadable::NotACode);
    }
    if sums(&symbols) != (0, 0) {
        return Err(Unreadable::Mistyped);
    }
    let mut number = 0_u128;
    for symbol in symbols.iter().take(symbols.len() - CHECK).rev() {
        number = number * 32 + u128::from(*symbol);
    }
    let mut take = |radix: u128| {
        let digit = number % radix;
        number /= radix;
        digit
    };
    let version = take(VERSIONS);
    let alike = of_this_length().find(|form| u128::from(form.version) == version).ok_or(Unreadable::Foreign)?;
    let number_of_country = take(u128::from(alike.countries));
    let country = countries.iter().find(|country| u128::from(country.number) == number_of_country);
    let Country { id, forms, .. } = country.ok_or(Unreadable::Foreign)?;
    let form = forms.iter().find(|form| form.version == alike.version && form.data == alike.data);
    let form = form.ok_or(Unreadable::Foreign)?;
    let mut answers = Vec::new();
    for row in form.facts {
        let digit = take(radix(row.1));
        answers.push((row, answer(row.1, id, digit).ok_or(Unreadable::Outdated)?));
    }
    if number > 0 { Err(Unreadable::Foreign) } else { Ok((id, answers)) }
}

/// How many answers there are to a question: its values, and two that are none.
fn radix(digits: Digits) -> u128 {
    2 + match digits {
        Digits::Choice(ids) => ids.len() as u128,
        Digits::Number(first, last) => u128::from(last.abs_diff(first)) + 1,
        Digits::Day(_, days) => u128::from(days),
        Digits::Place(count, _) => count as u128,
    }
}

/// The first municipalities of a country, as many as the form knows.
fn known_places(country: &str, count: usize) -> Vec<&'static str> {
    let mut codes = Jurisdiction::from_id(country).map_or_else(Vec::new, places::codes);
    codes.truncate(count);
    codes
}

/// 0 for unknown, 1 for declined, then the values in their order.
fn digit(digits: Digits, country: &str, answer: Answer) -> u128 {
    let Answer::Known(value) = answer else { return u128::from(answer == Answer::Declined) };
    let at = match (value, digits) {
        (Value::Choice(id), Digits::Choice(ids)) => ids.iter().position(|known| *known == id),
        (Value::Number(number), Digits::Number(first, last)) => {
            (first..=last).contains(&number).then(|| number.abs_diff(first) as usize)
        }
        (Value::Day(day), Digits::Day((year, month, first), days)) => {
            let first = Date::new(year, month, first);
            let at = first.and_then(|first| u32::try_from(day.days_since(first)).ok());
            at.filter(|at| *at < days).map(|at| at as usize)
        }
        (Value::Place(code), Digits::Place(count, _)) => {
            known_places(country, count).iter().position(|known| *known == code)
        }
        _ => None,
    };
    at.map_or(0, |at| at as u128 + 2)
}

/// The answer of a digit as a file has it.
fn answer(digits: Digits, country: &str, digit: u128) -> Option<Raw> {
    let Some(at) = digit.checked_sub(2) else {
        return Some(if digit == 0 { "unknown" } else { "declined" }.wire());
    };
    let at = usize::try_from(at).ok()?;
    Some(match digits {
        Digits::Choice(ids) => ids.get(at)?.wire(),
        Digits::Number(first, _) => (first + i32::try_from(at).ok()?).wire(),
        Digits::Day((year, month, day), _) => {
            Date::new(year, month, day)?.plus_days(i32::try_from(at).ok()?).to_string().wire()
        }
        Digits::Place(count, _) => known_places(country, count).get(at)?.wire(),
    })
}

/// What was typed or heard, as numbers: spaces and dashes do not count, and what is easily mistaken is understood.
fn symbols(text: &str) -> Option<Vec<u8>> {
    let mut symbols = Vec::new();
    for character in text.chars().filter(|character| !character.is_whitespace() && !"-–.".contains(*character)) {
        let character = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let at = ALPHABET.iter().position(|known| char::from(*known) == character)?;
        symbols.push(u8::try_from(at).ok()?);
    }
    Some(symbols)
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
fn sums(symbols: &[u8]) -> (u8, u8) {
    let (mut plain, mut weighed, mut weight) = (0, 0, 1);
    for symbol in symbols {
        plain ^= symbol;
        weighed ^= times(*symbol, weight);
        weight = times_root(weight);
    }
    (plain, weighed)
}

/// Adds the two symbols of the check: the only ones, of 32 × 32, that make the sums zero.
fn close(symbols: &mut Vec<u8>) {
    for first in 0..32 {
        symbols.push(first);
        let (plain, _) = sums(symbols);
        symbols.push(plain);
        if sums(symbols) == (0, 0) {
            return;
        }
        symbols.truncate(symbols.len() - CHECK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{FACTS, Kind, parse_moment};

    /// Codes that were given out, and what they hold.
    const PINNED: &str = include_str!("../../tests/data/carried/codes.txt");

    fn pinned() -> impl Iterator<Item = (&'static str, Raw)> {
        let rows = PINNED.lines().filter(|line| !line.starts_with('#'));
        rows.map(|row| row.split_once(' ').unwrap()).map(|(code, case)| (code, serde_json::from_str(case).unwrap()))
    }

    fn told(text: &str, countries: &[Country]) -> Raw {
        let (country, answers) = decode(text, countries).unwrap();
        let known = answers.into_iter().filter(|(_, raw)| raw.text() != Some("unknown"));
        let facts = known.map(|((name, _), raw)| ((*name).to_owned(), raw)).collect();
        Raw::Map(vec![("country".into(), country.wire()), ("facts".into(), Raw::Map(facts))])
    }

    #[test]
    fn pinned_codes_are_read_unchanged_when_a_fact_a_choice_a_country_or_a_municipality_is_added() {
        let of = |id| COUNTRIES.iter().find(|country| country.id == id).unwrap();
        let (sweden, finland) = (of("se"), of("fi"));
        let mut facts = sweden.forms[0].facts.to_vec();
        facts.insert(0, ("registered", Digits::Choice(&["yes", "no"])));
        facts.push(("last-day-of-work", Digits::Day((2020, 1, 1), 30_000)));
        for (name, digits) in &mut facts {
            match (*name, &mut *digits) {
                ("sex", _) => *digits = Digits::Choice(&["not-stated", "woman", "man", "other"]),
                (_, Digits::Number(first, _)) => *first = 15,
                (_, Digits::Place(count, _)) => *count += 1,
                _ => {}
            }
        }
        let next = |facts| CodeForm { version: 2, countries: 16, data: 18, facts };
        let sweden = Country { forms: vec![sweden.forms[0], next(facts.leak())].leak(), ..*sweden };
        let third = Country { id: "xx", number: 2, forms: vec![next(finland.forms[0].facts)].leak() };
        let finland = Country { forms: vec![finland.forms[0], next(finland.forms[0].facts)].leak(), ..*finland };
        let grown = [third, finland, sweden];
        for (code, holds) in pinned() {
            assert_eq!(told(code, COUNTRIES), holds, "{code}");
            assert_eq!(told(code, &grown), holds, "{code}");
            // The same answers in the grown form are the same answers again.
            let country = holds.get("country").and_then(Raw::text).unwrap();
            let case = read_code(code, parse_moment("2026-11-26").unwrap()).unwrap();
            assert_eq!(case.jurisdiction.id(), country);
            let answers = |name: &str| FactId::from_name(name).map_or(Answer::Unknown, |fact| case.answer(fact));
            let country = grown.iter().find(|known| known.id == country).unwrap();
            let longer = write(country, country.forms.last().unwrap(), &answers);
            assert_eq!(told(&longer, &grown), holds, "{longer}");
            assert_eq!(decode(&longer, COUNTRIES).unwrap_err(), Unreadable::NotACode);
        }
    }

    #[test]
    fn the_newest_form_has_a_digit_for_every_answer_of_the_catalogue() {
        let add = "add a version to the country's code.toml; docs/forms.md tells how";
        for jurisdiction in Jurisdiction::ALL {
            let country = COUNTRIES.iter().find(|country| country.id == jurisdiction.id()).expect(add);
            let form = country.forms.last().expect(add);
            let facts = FACTS.iter().filter(|fact| fact.used_in(jurisdiction) && !LEFT_OUT.contains(&fact.id));
            for fact in facts {
                let (_, digits) = form.facts.iter().find(|(name, _)| *name == fact.name).expect(add);
                let whole = match (fact.kind, *digits) {
                    (Kind::Choice(ids), Digits::Choice(known)) => ids.iter().all(|id| known.contains(id)),
                    (Kind::Number(first, last), Digits::Number(from, to)) => from <= first && last <= to,
                    (Kind::Place, Digits::Place(count, _)) => places::codes(jurisdiction).len() == count,
                    (Kind::Day, Digits::Day(..)) => true,
                    _ => false,
                };
                assert!(whole, "{}: {add}", fact.name);
            }
        }
    }

    #[test]
    fn every_form_fits_its_characters_and_begins_with_the_municipalities_it_was_made_with() {
        for country in COUNTRIES {
            for form in country.forms {
                let answers: u128 = form.facts.iter().map(|(_, digits)| radix(*digits)).product();
                let all = answers * u128::from(form.countries) * VERSIONS;
                assert!(all <= 1 << (5 * form.data), "version {} of {} is too long", form.version, country.id);
                for (_, digits) in form.facts {
                    if let Digits::Place(count, hash) = *digits {
                        let codes = known_places(country.id, count);
                        assert_eq!((codes.len(), codes.wire().hash().as_str()), (count, hash), "{}", country.id);
                    }
                }
            }
        }
    }
}
