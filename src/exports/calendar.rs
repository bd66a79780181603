//! The dated next steps as a calendar file (iCalendar, RFC 5545): whole days, since no hour is known, each with a
//! reminder at nine o'clock on the day before it begins.

use crate::assessment::{Assessment, NextStep};
use crate::case::Jurisdiction;
use crate::date::Date;
use crate::sentences::steps::name_and_about;
use crate::text::Text;

/// Octets a line may have before it is folded (RFC 5545, 3.1).
const LINE: usize = 75;

/// The calendar file of an assessment, in the language of `text`; steps without a date are not in it.
pub fn calendar(assessment: &Assessment, text: &Text) -> String {
    let zone = Jurisdiction::from_id(assessment.jurisdiction).unwrap_or(Jurisdiction::DEFAULT).zone();
    let mut file = String::new();
    line(&mut file, "BEGIN", "VCALENDAR");
    line(&mut file, "VERSION", "2.0");
    line(&mut file, "PRODID", "-//Vagval//Vagval//EN");
    line(&mut file, "CALSCALE", "GREGORIAN");
    line(&mut file, "X-WR-CALNAME", &escaped(text.get("product.name")));
    line(&mut file, "X-WR-TIMEZONE", zone);
    for step in &assessment.next_steps {
        event(&mut file, step, assessment, text);
    }
    line(&mut file, "END", "VCALENDAR");
    file
}

fn event(file: &mut String, step: &NextStep, assessment: &Assessment, text: &Text) {
    let day = |day: &Option<String>| day.as_deref().and_then(Date::parse);
    let Some(last) = day(&step.by).or_else(|| day(&step.from)) else { return };
    let first = day(&step.from).unwrap_or(last).min(last);
    let (name, about) = name_and_about(step, text);
    let made = assessment.on.get(..10).unwrap_or_default().replace('-', "");
    line(file, "BEGIN", "VEVENT");
    // The same step on the same day is the same event, however often the file is made.
    line(file, "UID", &[&step.id, "-", &compact(first), "@vagval"].concat());
    line(file, "DTSTAMP", &[&made, "T000000Z"].concat());
    line(file, "DTSTART;VALUE=DATE", &compact(first));
    // The end is the first day that is no longer part of it.
    line(file, "DTEND;VALUE=DATE", &compact(last.plus_days(1)));
    line(file, "SUMMARY", &escaped(name));
    line(file, "DESCRIPTION", &escaped(&[&about, " ", text.get("steps.lead")].concat()));
    // An estimate and no appointment: it does not make the person busy.
    line(file, "STATUS", "TENTATIVE");
    line(file, "TRANSP", "TRANSPARENT");
    line(file, "BEGIN", "VALARM");
    line(file, "ACTION", "DISPLAY");
    line(file, "DESCRIPTION", &escaped(name));
    line(file, "TRIGGER", "-PT15H");
    line(file, "END", "VALARM");
    line(file, "END", "VEVENT");
}

/// A date as `20261121`.
fn compact(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// Text as a value: commas, semicolons and backslashes would part it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// One line of content, folded so that no part is too long and no character is cut.
fn line(file: &mut String, name: &str, value: &str) {
    file.push_str(name);
    file.push(':');
    let mut length = name.len() + 1;
    for character in value.chars() {
        if length + character.len_utf8() > LINE {
            file.push_str("\r\n ");
            length = 1;
        }
        length += character.len_utf8();
        file.push(character);
    }
    file.push_str("\r\n");
}
