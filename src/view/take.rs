//! What a person takes along: paper, calendar, code and file; and where a code is opened.

use super::frame::{back, heading};
use super::parts::{button, paragraph};
use super::words;
use crate::papers::{LEFT_OUT, code};
use crate::session::State;
use crate::text::Text;
use maud::{Markup, html};

/// What there is to take.
pub fn page(state: &State, text: &Text) -> Markup {
    let way = |id: &str, action: &Markup| {
        html! {
            h2 { (text.at(&["take.", id, ".title"])) }
            (paragraph("", text.at(&["take.", id, ".text"])))
            div.actions { (action) }
        }
    };
    html! {
        (back(state, text))
        (heading(text.get("page.take.title")))
        (paragraph("lead", text.get("page.take.lead")))
        h2 { (text.get("take.code.title")) }
        (paragraph("", text.get("take.code.text")))
        p.code { bdi { (code(&state.case)) } }
        (paragraph("", &text.fill("take.left-out", &[("facts", &left_out(text))])))
        (paragraph("note", text.get("take.code.recognised")))
        // A terminal keeps nothing, and prints where it can.
        @if state.kiosk().is_none_or(|kiosk| kiosk.settings.printer) {
            (way("print", &button("secondary", "print", None, text.get("take.print.do"))))
        }
        @if state.kiosk().is_none() {
            (way("calendar", &button("secondary", "save-calendar", None, text.get("take.calendar.do"))))
            (way("file", &button("secondary", "show", Some("receipt"), text.get("page.receipt.link"))))
        }
    }
}

/// The facts that a code leaves out, in words.
pub fn left_out(text: &Text) -> String {
    words::fact_names(&LEFT_OUT, text)
}

/// Where a code is opened.
pub fn open(state: &State, text: &Text) -> Markup {
    let (typed, wrong) = match &state.wrong_code {
        Some((typed, wrong)) => (typed.as_str(), Some(text.at(&["code.", wrong.id()]))),
        None => ("", None),
    };
    html! {
        (back(state, text))
        @if let Some(wrong) = wrong {
            div #mistakes .mistakes tabindex="-1" role="group" aria-labelledby="mistakes-title" {
                h2 #mistakes-title { (text.get("mistake.summary")) }
                ul { li { a href="#given" data-event="focus" { (wrong) } } }
            }
        }
        form data-event="open-code" novalidate autocomplete="off" {
            div.field {
                (heading(text.get("page.code.title")))
                p.hint #hint { (text.get("page.code.hint")) }
                @if let Some(wrong) = wrong {
                    p.mistake #mistake { strong { (text.get("mistake.label")) } " " (wrong) }
                }
                @if state.has_answers() { (paragraph("note", text.get("page.code.replaces"))) }
                input #given type="text" name="given" value=(typed) aria-labelledby="heading" aria-required="true"
                    aria-describedby=(if wrong.is_some() { "hint mistake" } else { "hint" })
                    aria-invalid=[wrong.map(|_| "true")] autocomplete="off" spellcheck="false" autocapitalize="characters";
            }
            div.actions { button.primary type="submit" { (text.get("page.code.open")) } }
        }
    }
}
