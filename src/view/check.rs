//! All answers, before the result.

use super::frame::{back, heading};
use super::parts::{button, change};
use super::take::left_out;
use crate::assessment::FactValue;
use crate::case::Answer;
use crate::sentences::words;
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// The check page.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let open = i32::try_from(state.open_questions(context.policies).len()).unwrap_or(i32::MAX);
    html! {
        (back(state, text))
        (heading(text.get("page.check.title")))
        p.lead { (text.get("page.check.lead")) }
        @if state.from_code { p.note { (text.fill("take.left-out", &[("facts", &left_out(text))])) } }
        (list(state, text))
        @if open > 0 {
            p { (text.count("page.check.open", open)) }
        }
        div.actions {
            (button("primary", "finish", None, text.get("page.check.finish")))
            @if open > 0 {
                (button("secondary", "begin", None, text.get("page.check.go-on")))
            }
        }
    }
}

/// What was told, with a way to change each answer.
pub fn list(state: &State, text: &Text) -> Markup {
    html! {
        dl.answers {
            @for fact in state.answered_facts() {
                @let name = words::fact(fact.name, text);
                div {
                    dt { (name) }
                    @let answer = state.case.answer(fact.id);
                    // At the desk, what was not handed over is told apart from what was declined.
                    @let handed = state.desk.as_ref().and_then(|desk| desk.handed.as_ref());
                    @match handed.filter(|_| answer == Answer::Declined).map(|handover| handover.is_withheld(fact.id)) {
                        Some(Some(true)) => dd { (text.get("desk.withheld")) },
                        Some(None) => dd { (text.get("desk.withheld-or-declined")) },
                        _ => dd { (words::value(fact.name, &FactValue::from(answer), text)) },
                    }
                    dd.change { (change(fact.name, text.get("page.check.change"), name)) }
                }
            }
        }
    }
}
