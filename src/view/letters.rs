//! Ready-made letters: to be assessed, to correct, to object, to complain.

use super::frame::{back, heading};
use super::opinion::rights;
use super::parts::{button, paragraph};
use crate::exports::{Letter, letter};
use crate::sentences::words;
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// The letters there are, and the one that was chosen.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    html! {
        (back(state, text))
        (heading(text.get("page.letters.title")))
        (paragraph("lead", text.get("page.letters.lead")))
        @if let Some(kind) = state.letter { (chosen(kind, state, context)) }
        // The other two belong to what is told on pages of their own.
        @for kind in [Letter::Assess, Letter::Object, Letter::Complain] {
            @let part = |part: &str| text.at(&["letter.", kind.id(), part]);
            h2 { (part(".title")) }
            (paragraph("", part(".about")))
            div.actions { (button("secondary", "letter", Some(kind.id()), part(".do"))) }
        }
        h2 { (text.get("letter.correct.title")) }
        (paragraph("", text.get("letter.correct.about")))
        (facts(state, text))
        h2 { (text.get("rights.title")) }
        (rights(text))
        (paragraph("note", text.get("page.letters.decides")))
    }
}

/// One button for each fact that was told.
fn facts(state: &State, text: &Text) -> Markup {
    html! {
        ul.letters {
            @for fact in state.answered_facts() {
                @if state.case.is_told(fact.id) && !fact.is_preference() {
                    li {
                        button.plain type="button" data-event="letter" data-value="correct" data-fact=(fact.name) {
                            (words::fact(fact.name, text))
                        }
                    }
                }
            }
        }
    }
}

/// That whoever gets it may not read the language that it is written in, and how to change that.
pub fn written_in(text: &Text) -> Markup {
    html! { @if !text.is_first() { (paragraph("note noprint", text.get("letter.language"))) } }
}

fn chosen(kind: Letter, state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    html! {
        section.letter aria-labelledby="opened" {
            h2 #opened tabindex="-1" { (text.at(&["letter.", kind.id(), ".title"])) }
            @for line in letter(kind, &state.teller(), context.policies, text).unwrap_or_default() { p { (line) } }
            (written_in(text))
            // What is copied would stay on a terminal.
            div.actions.noprint {
                @match state.kiosk() {
                    None => (button("primary", "copy", None, text.get("letter.copy"))),
                    Some(kiosk) => @if kiosk.settings.printer { (button("primary", "print", None, text.get("take.print.do"))) },
                }
            }
        }
    }
}
