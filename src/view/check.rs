//! All answers, before the result.

use super::frame::{back, heading};
use super::parts::{button, change};
use super::take::left_out;
use crate::assessment::FactValue;
use crate::case::FactId;
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
    rows(state, &|_| None, text)
}

/// The same, where something else may be said `instead` of an answer.
pub fn rows<'a>(state: &State, instead: &dyn Fn(FactId) -> Option<&'a str>, text: &Text) -> Markup {
    html! {
        dl.answers {
            @for fact in state.answered_facts() {
                @let name = words::fact(fact.name, text);
                div {
                    dt { (name) }
                    dd {
                        @match instead(fact.id) {
                            Some(said) => (said),
                            None => (words::value(fact.name, &FactValue::from(state.case.answer(fact.id)), text)),
                        }
                    }
                    dd.change { (change(fact.name, text.get("page.check.change"), name)) }
                }
            }
        }
    }
}
