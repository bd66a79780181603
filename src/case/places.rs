//! The municipalities, by code.
//!
//! The names of some countries are a part of every program; of the others only the codes are here, and the names are a
//! file loaded when one is needed. `build.rs` makes the lists from the `municipalities.txt` of each country.

use super::country::{Jurisdiction, Places};
use crate::order::sorted;

/// One municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Its code, as the country's statistics have it.
    pub code: &'static str,
    /// Its name, without "kommun".
    pub name: &'a str,
}

/// The municipalities of a jurisdiction whose names are a part of the program.
fn embedded(jurisdiction: Jurisdiction) -> impl Iterator<Item = Place<'static>> {
    let lines = match jurisdiction.country().places {
        Places::Named(lines) => lines,
        Places::Codes(..) => "",
    };
    lines.lines().filter_map(|line| line.split_once(' ')).map(|(code, name)| Place { code, name })
}

/// The codes of a jurisdiction's municipalities.
pub fn codes(jurisdiction: Jurisdiction) -> Vec<&'static str> {
    match jurisdiction.country().places {
        Places::Named(_) => embedded(jurisdiction).map(|place| place.code).collect(),
        Places::Codes(codes, length) => {
            codes.as_bytes().chunks(length).filter_map(|code| std::str::from_utf8(code).ok()).collect()
        }
    }
}

/// The code as it stands in the list, if there is such a municipality.
pub fn code(jurisdiction: Jurisdiction, text: &str) -> Option<&'static str> {
    codes(jurisdiction).into_iter().find(|code| *code == text)
}

/// The name of a municipality, where it is a part of the program.
pub fn name(jurisdiction: Jurisdiction, code: &str) -> Option<&'static str> {
    embedded(jurisdiction).find(|place| place.code == code).map(|place| place.name)
}

/// The municipalities of a jurisdiction whose names are known: those that are a part of the program always are, of the
/// others those that `name_of` knows. One with two names, `Helsinki/Helsingfors`, stands there with each.
pub fn named<'a>(jurisdiction: Jurisdiction, name_of: &dyn Fn(&str) -> Option<&'a str>) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    for place in embedded(jurisdiction) {
        places.push(place);
    }
    if jurisdiction.loads_names() {
        for code in codes(jurisdiction) {
            for name in name_of(code).into_iter().flat_map(|names| names.split('/')) {
                places.push(Place { code, name });
            }
        }
    }
    places
}

/// How two names are often shortened.
const SHORT: [(&str, &str); 2] = [("sthlm", "stockholm"), ("gbg", "goteborg")];
/// What people put after a name.
const KINDS: [&str; 4] = [" kommun", " stad", " municipality", " city"];

/// What is looked for: folded, without a hyphen, "kommun", "stad" or the genitive before it; what is short, written out.
fn wanted(typed: &str) -> String {
    let folded = fold(typed).replace('-', " ");
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = KINDS.into_iter().find_map(|kind| folded.strip_suffix(kind));
    let name = kind.map_or(folded.as_str(), |name| name.strip_suffix('s').unwrap_or(name));
    SHORT.into_iter().find(|(short, _)| *short == name).map_or(name, |(_, long)| long).to_owned()
}

/// Those that `typed` may mean, best first: the whole name, then names that begin with it, then names with a
/// later word that does. Case and the marks of å, ä, ö, é may be left out ("malmo") or written as "oe" and "ae".
pub fn search<'a>(places: &[Place<'a>], typed: &str) -> Vec<Place<'a>> {
    let wanted = wanted(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let found = named_so(places, &wanted);
    if found.is_empty() {
        // As keyboards without the letters, and other languages, write them.
        return named_so(places, &wanted.replace("oe", "o").replace("ae", "a").replace("aa", "a"));
    }
    found
}

fn named_so<'a>(places: &[Place<'a>], wanted: &str) -> Vec<Place<'a>> {
    let mut found = Vec::new();
    for place in places {
        let name = fold(place.name).replace('-', " ");
        if name == wanted {
            found.push((0, *place));
        } else if name.starts_with(wanted) {
            found.push((1, *place));
        } else if name.split(' ').any(|word| word.starts_with(wanted)) {
            found.push((2, *place));
        }
    }
    let mut places = Vec::new();
    for (_, place) in sorted(found, |a: &(i32, Place<'a>), b| (a.0, a.1.name).cmp(&(b.0, b.1.name))) {
        // By whichever of its names it was found first.
        if !places.iter().any(|known: &Place<'a>| known.code == place.code) {
            places.push(place);
        }
    }
    places
}

/// The one municipality that `typed` names, where there is only one such: a code, the name as it is written
/// (Habo is not Håbo), the only one of that name without marks, or the only name that begins so.
pub fn only<'a>(places: &[Place<'a>], typed: &str) -> Option<Place<'a>> {
    let typed = typed.trim();
    let written = lower(typed);
    for place in places {
        if place.code == typed || lower(place.name) == written {
            return Some(*place);
        }
    }
    let found = search(places, typed);
    let wanted = wanted(typed);
    let mut named = None;
    for place in &found {
        if fold(place.name).replace('-', " ") == wanted {
            if named.is_some() {
                return None;
            }
            named = Some(*place);
        }
    }
    match found.as_slice() {
        [place] => Some(*place),
        _ => named,
    }
}

/// Lower case, with the marks of Swedish letters.
pub(crate) fn lower(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'Å' => 'å',
            'Ä' => 'ä',
            'Ö' => 'ö',
            'É' => 'é',
            c => c.to_ascii_lowercase(),
        })
        .collect()
}

/// An Arabic, Persian or full-width digit as 0 to 9; anything else as it is.
pub fn western(c: char) -> char {
    let place = match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        '\u{ff10}'..='\u{ff19}' => u32::from(c) - 0xff10,
        _ => return c,
    };
    char::from_digit(place, 10).unwrap_or(c)
}

/// Lower case, without the marks of Swedish and Finnish letters, one space between words; Arabic letters that are
/// written in several ways are one, its vowel signs are left out, and every digit is from 0 to 9.
pub fn fold(text: &str) -> String {
    let plain: String = text
        .chars()
        // The letters of the languages spoken here: Unicode's whole tables would cost 8 kB of WASM.
        .map(|c| match c {
            'Å' | 'å' | 'Ä' | 'ä' | 'À' | 'à' | 'Á' | 'á' => 'a',
            'Ö' | 'ö' | 'Ø' | 'ø' | 'Ó' | 'ó' => 'o',
            'É' | 'é' | 'È' | 'è' | 'Ë' | 'ë' => 'e',
            'Ü' | 'ü' => 'u',
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ئ' | 'ی' => 'ي',
            'ک' => 'ك',
            'ة' => 'ه',
            'ؤ' => 'و',
            c => western(c).to_ascii_lowercase(),
        })
        // Marks that stand as characters of their own, as some keyboards send them; and what only lengthens a word.
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{655}' | '\u{670}' | '\u{640}'))
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Place<'static>> {
        named(Jurisdiction::Sweden, &|_| None)
    }

    #[test]
    fn names_that_are_loaded_are_searched_as_those_that_are_known() {
        let names =
            [("091", "Helsinki"), ("049", "Espoo"), ("172", "Joutsa"), ("174", "Juankoski"), ("167", "Joensuu")];
        let finland =
            named(Jurisdiction::Finland, &|code| names.iter().find(|(known, _)| *known == code).map(|(_, name)| *name));
        assert_eq!(only(&finland, "helsinki").map(|place| place.code), Some("091"));
        assert_eq!(only(&finland, "049").map(|place| place.name), Some("Espoo"));
        assert_eq!(search(&finland, "jo").len(), 2);
        assert_eq!(named(Jurisdiction::Finland, &|_| None), [], "no names, no search");
    }

    #[test]
    fn a_municipality_with_two_names_is_found_by_either_and_told_once() {
        let names =
            [("091", "Helsinki/Helsingfors"), ("853", "Turku/Åbo"), ("139", "Ii/Ijo"), ("140", "Iisalmi/Idensalmi")];
        let finland =
            named(Jurisdiction::Finland, &|code| names.iter().find(|(known, _)| *known == code).map(|(_, name)| *name));
        for (typed, code) in [
            ("Helsingfors", "091"),
            ("helsinki", "091"),
            ("hels", "091"),
            ("Åbo", "853"),
            ("abo", "853"),
            ("turku", "853"),
            ("Ii", "139"),
            ("ijo", "139"),
            ("Helsingfors stad", "091"),
        ] {
            assert_eq!(only(&finland, typed).map(|place| place.code), Some(code), "{typed}");
        }
        assert_eq!(search(&finland, "hels").len(), 1, "one place, whichever name fits");
    }

    #[test]
    fn all_290_swedish_municipalities_are_found_by_their_name_without_marks() {
        assert_eq!(embedded(Jurisdiction::Sweden).count(), 290);
        assert!(codes(Jurisdiction::Finland).len() > 300);
        for place in embedded(Jurisdiction::Sweden) {
            assert_eq!(only(&all(), &place.name.to_uppercase()), Some(place), "{}", place.name);
            if fold(place.name) != "habo" {
                assert_eq!(only(&all(), &fold(place.name)), Some(place), "{}", place.name);
            }
            assert_eq!(code(Jurisdiction::Sweden, place.code), Some(place.code));
        }
    }

    #[test]
    fn a_municipality_is_understood_as_people_type_it() {
        for (typed, name) in [
            ("malmo", "Malmö"),
            ("  MALMÖ ", "Malmö"),
            ("Malmo\u{308}", "Malmö"),
            ("Umeå kommun", "Umeå"),
            ("göteborgs kommun", "Göteborg"),
            ("upplands vasby", "Upplands Väsby"),
            ("2480", "Umeå"),
            ("sthlm", "Stockholm"),
            ("Stockholms stad", "Stockholm"),
            ("Upplands-Väsby", "Upplands Väsby"),
            ("Goeteborg", "Göteborg"),
            ("Malmoe", "Malmö"),
            ("GBG", "Göteborg"),
            ("Borås stad", "Borås"),
        ] {
            assert_eq!(only(&all(), typed).map_or("", |place| place.name), name, "{typed}");
        }
        assert!(search(&all(), "upplands").len() > 1 && only(&all(), "upplands").is_none(), "two begin so: ask");
        assert_eq!(search(&all(), "väsby").first().map(|place| place.name), Some("Upplands Väsby"));
        assert!(only(&all(), "habo").is_some_and(|place| place.name == "Habo"));
        assert_eq!(search(&all(), "håbo").len(), 2, "Habo and Håbo are both shown");
        assert!(search(&all(), "").is_empty());
    }
}
