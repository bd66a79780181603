//! What only the terminal at an office shows: its tools, the pads, and the question whether somebody is still there.

use super::parts::{answer, button, paragraph};
use crate::case::{Fact, Kind, days_allowed};
use crate::date::Date;
use crate::session::kiosk::{Kiosk, fitting, letters};
use crate::session::{Page, State};
use crate::settings::kiosk::Speech;
use crate::text::Text;
use maud::{Markup, html};

/// So few municipalities are shown as a list.
const FEW: usize = 12;
/// The years that one tap chooses.
const YEARS: i32 = 12;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzåäö";

/// On every page: easier to use, and the way out.
pub fn tools(kiosk: &Kiosk, state: &State, text: &Text) -> Markup {
    // Where something would be lost it is asked once.
    let (end, value) = if state.has_answers() && state.page() != Page::StartOver {
        ("show", Some("start-over"))
    } else {
        ("wipe", None)
    };
    let pressed = |on: bool| if on { "true" } else { "false" };
    html! {
        div.bar.tools role="group" aria-label=(text.get("kiosk.tools")) {
            button #larger .secondary type="button" data-event="touch" data-value="larger"
                aria-pressed=(pressed(kiosk.large)) { (text.get("kiosk.larger")) }
            button #contrast .secondary type="button" data-event="touch" data-value="contrast"
                aria-pressed=(pressed(kiosk.contrast)) { (text.get("kiosk.contrast")) }
            @if kiosk.settings.speech != Speech::Off {
                button #read-aloud .secondary type="button" data-event="touch" data-value="read-aloud" {
                    (text.get("kiosk.read-aloud"))
                }
            }
            (button("primary end", end, value, text.get("kiosk.end")))
        }
        @if let Some(notice) = kiosk.notice {
            div #notice .bar.notice role="group" tabindex="-1" aria-labelledby="notice-text" {
                p #notice-text { (text.at(&["kiosk.notice.", notice])) }
                @if notice == "headset" {
                    (button("primary", "touch", Some("headset"), text.get("kiosk.headset.yes")))
                    (button("secondary", "touch", Some("no-headset"), text.get("kiosk.headset.no")))
                }
            }
        }
    }
}

/// How to call staff; where the office has not said, where they are.
pub fn staff(kiosk: &Kiosk, text: &Text) -> Markup {
    paragraph("staff", kiosk.settings.staff.as_deref().unwrap_or(text.get("kiosk.staff")))
}

/// What is asked before everything is wiped. The seconds are counted in `left`, and spoken by `warned`.
pub fn warning(text: &Text) -> Markup {
    html! {
        h2 #warning-title { (text.get("kiosk.warning.title")) }
        p #warning-text { (text.get("kiosk.warning.text")) }
        p.answer aria-hidden="true" { (text.get("kiosk.warning.seconds")) " " span #left {} }
        p #warned .quiet role="status" {}
        div.actions {
            // Any touch is the answer.
            (button("primary", "stay", None, text.get("kiosk.warning.stay")))
            (button("secondary", "wipe", None, text.get("kiosk.end")))
        }
    }
}

/// The pad of a question.
pub fn pad(fact: &Fact, kiosk: &Kiosk, state: &State, text: &Text) -> Markup {
    let (pad, days) = (kiosk.pad.as_str(), days_allowed(fact.kind, state.case.on.date));
    let digits = match fact.kind {
        Kind::Day(..) => (1..4).contains(&pad.len()),
        kind => !matches!(kind, Kind::Place),
    };
    html! {
        div.pad .digits[digits] role="group" aria-label=(text.get("kiosk.pad")) {
            @match (fact.kind, pad.len()) {
                (Kind::Place, _) => (places(fact, pad, text)),
                // Nobody has so many years ahead that a century helps.
                (Kind::Day(_, 1..), 0) => @for year in days.0.ymd().0..=days.1.ymd().0 { (numbered(year, "")) },
                (Kind::Day(..), 0) => {
                    @for back in 0..YEARS { (numbered(days.1.ymd().0 - back, "")) }
                    @for century in ["20", "19"] { (key(century, text.at(&["kiosk.century.", century]), "whole", true)) }
                }
                (Kind::Day(..), 4) => @for month in 1..=12 {
                    @if can_be(pad, month, "-01", (days.0.plus_months(-1), days.1)) { (numbered(month, text.at(&["date.month.m", &month.to_string()]))) }
                },
                (Kind::Day(..), 7) => @for day in 1..=31 { @if can_be(pad, day, "", days) { (numbered(day, "")) } },
                (Kind::Day(..), 8..) => {}
                _ => @for digit in [1, 2, 3, 4, 5, 6, 7, 8, 9, 0] { (numbered(digit, "")) },
            }
            @if !pad.is_empty() { (key("erase", text.get("kiosk.erase"), "whole", true)) }
        }
    }
}

/// Is there such a day, and is it one of those that the question takes? A month may begin before the first of them.
fn can_be(pad: &str, number: i32, rest: &str, (first, last): (Date, Date)) -> bool {
    let zero = if number < 10 { "-0" } else { "-" };
    Date::parse(&[pad, zero, &number.to_string(), rest].concat()).is_some_and(|day| first <= day && day <= last)
}

fn places(fact: &Fact, pad: &str, text: &Text) -> Markup {
    let all = text.places();
    let fitting = fitting(pad, &all);
    let next = letters(pad, &fitting);
    html! {
        @if fitting.len() <= FEW {
            ul.meant aria-label=(text.get("question.places")) {
                @for (code, name) in &fitting { li { (answer(fact.name, "value", Some(code), name)) } }
            }
        } @else {
            @for (at, letter) in LETTERS.char_indices() {
                @let letter_key = LETTERS.get(at..at + letter.len_utf8()).unwrap_or_default();
                (key(letter_key, letter_key, "letter", next.contains(letter)))
            }
        }
    }
}

fn numbered(number: i32, label: &str) -> Markup {
    let number = number.to_string();
    if label.is_empty() { key(&number, &number, "", true) } else { key(&number, label, "word", true) }
}

/// A key of a pad. One that leads nowhere now keeps its place, and the focus.
fn key(value: &str, label: &str, class: &str, leads: bool) -> Markup {
    html! {
        button.key .(class) id={ "key-" (value) } type="button" data-event=[leads.then_some("key")] data-value=(value)
            aria-disabled=[(!leads).then_some("true")] { (label) }
    }
}
