//! Whether somebody writes down who they are, or how to reach them: nothing here needs it.

use crate::case::places::western;

/// Digits of a phone number, with the country or without. Eight are a date as well, so they are none.
const PHONE: std::ops::RangeInclusive<usize> = 9..=13;
/// Digits of a personal identity number, without the century or with it.
const IDENTITY: [usize; 2] = [10, 12];

/// Does it hold an identity number, a phone number or an e-mail address?
pub fn has_contact_details(typed: &str) -> bool {
    let typed: String = typed.chars().map(western).collect();
    typed.split_whitespace().any(|word| is_address(word) || is_identity(word)) || has_phone(&typed)
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        name.ends_with(char::is_alphanumeric) && host.trim_end_matches(['.', ',', '!', '?']).contains('.')
    })
}

/// 850312-1234, 19850312-1234, 198503121234; in Finland 120385-123A.
fn is_identity(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let swedish = IDENTITY.contains(&digits) && word.chars().all(|c| c.is_ascii_digit() || "-+".contains(c));
    let finnish = word.len() == 11 && digits >= 9 && word.get(6..7).is_some_and(|mark| "-+A".contains(mark));
    // 2026-01-15 has its marks where a day has them.
    (swedish && word.matches(['-', '+']).count() < 2) || finnish
}

/// A number that begins as one that is called, with its digits in groups or not.
fn has_phone(typed: &str) -> bool {
    let mut digits = 0;
    let mut called = false;
    for letter in typed.chars().chain(['x']) {
        match letter {
            '+' if digits == 0 => called = true,
            '0'..='9' => {
                called |= digits == 0 && letter == '0';
                digits += 1;
            }
            ' ' | '-' | '(' | ')' | '/' => {}
            _ => {
                if called && PHONE.contains(&digits) {
                    return true;
                }
                (digits, called) = (0, false);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_contact_details;

    #[test]
    fn what_tells_who_somebody_is_is_found_and_answers_are_not() {
        for typed in [
            "850312-1234",
            "mitt personnummer är 19850312-1234.",
            "198503121234",
            "120385-123A",
            "ring mig på 070-123 45 67",
            "+46 70 123 45 67",
            "0701234567",
            "jag heter anna.svensson@example.com",
            "٠٧٠١٢٣٤٥٦٧",
        ] {
            assert!(has_contact_details(typed), "{typed}");
        }
        for typed in [
            "2026-01-15",
            "20260115",
            "15/1 2026",
            "01-02-2026",
            "05 06 2026",
            "34 år, inskriven 15 januari 2026",
            "260115",
            "0180",
            "kommun 0180",
            "jag är 34",
            "@handläggaren hej",
            "10:30-11:00",
            "",
        ] {
            assert!(!has_contact_details(typed), "{typed}");
        }
    }
}
