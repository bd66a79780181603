//! Pages to keep: they read well in any browser, without this client, and hold no script and nothing to press.

use super::parts::{paragraph, row};
use super::{contact, packet, result, steps, words};
use crate::assessment::{Assessment, FactValue};
use crate::case::FactId;
use crate::exports::packet::Packet;
use crate::session::State;
use crate::text::Text;
use maud::{Markup, html};

/// A packet.
pub fn packet(packet: &Packet) -> Markup {
    packet::all(packet, "packet")
}

/// The result: what came out, what comes next, whom to ask, what was told, and what judged it.
pub fn result(assessment: &Assessment, state: &State, withheld: &[FactId], text: &Text) -> Markup {
    let title = |id: &str| html! { h2 { (text.at(&["page.result.", id])) } };
    let value = |fact, answer| words::value(fact, &FactValue::from(answer), text);
    html! {
        h1 { (text.get("page.result.title")) }
        (paragraph("note", text.get("receipt.lead")))
        (result::outcome(assessment, text))
        @if let Some(track) = &assessment.track {
            (title("tracks"))
            (result::tracks(track, text))
        }
        (title("steps"))
        ol {
            @for step in &assessment.next_steps {
                li {
                    @let (name, about) = steps::step_words(step, text);
                    p { strong { (name) } " – " (steps::when(step, text)) }
                    (paragraph("", &about))
                }
            }
        }
        (title("contact"))
        ul {
            @for option in &assessment.contact {
                @let part = |part: &str| text.at(&["channel.", &option.message, part]);
                li {
                    p { strong { (part(".name")) } @if let Some(number) = &option.number { " " bdi { (number) } } }
                    p { (part(".about")) " " (contact::hours(option, part(".how"), text)) }
                }
            }
        }
        (title("programmes"))
        dl.answers {
            @for programme in &assessment.eligibility {
                (row(text.at(&["programme.", &programme.id, ".name"]), text.at(&["outcome.", programme.outcome, ".name"])))
            }
        }
        @if state.has_answers() {
            (title("told"))
            dl.answers {
                @for fact in state.answered_facts() {
                    @let kept = if withheld.contains(&fact.id) { text.get("receipt.not-kept").to_owned() } else { value(fact.name, state.case.answer(fact.id)) };
                    (row(words::fact(fact.name, text), &kept))
                }
            }
        }
        (title("proof"))
        (result::proof(assessment, text))
    }
}
