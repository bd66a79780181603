//! All answers, before the result.

use super::frame::{back, heading};
use super::words;
use crate::session::{Context, State};
use maud::{Markup, html};

/// The check page.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let open = state.open_questions(context.book);
    html! {
        (back(state, text))
        (heading(text.get("page.check.title")))
        p.lead { (text.get("page.check.lead")) }
        (answers(state, context))
        @if !open.is_empty() {
            p { (text.count("page.check.open", i32::try_from(open.len()).unwrap_or(i32::MAX))) }
        }
        div.actions {
            button.primary type="button" data-event="finish" { (text.get("page.check.finish")) }
            @if !open.is_empty() {
                button.secondary type="button" data-event="begin" { (text.get("page.check.go-on")) }
            }
        }
    }
}

/// What was told, with a way to change each answer.
pub fn answers(state: &State, context: &Context<'_>) -> Markup {
    list(state, context.text)
}

/// The same, for a page that has only the words.
pub fn list(state: &State, text: &crate::text::Text) -> Markup {
    html! {
        dl.answers {
            @for fact in state.case.facts().filter(|fact| state.is_answered(fact.id)) {
                @let name = words::fact(fact.name, text);
                div {
                    dt { (name) }
                    dd { (words::answer(fact, state.case.answer(fact.id), text)) }
                    dd.change {
                        button.plain type="button" data-event="change" data-fact=(fact.name) {
                            (text.get("page.check.change")) span.quiet { " " (name) }
                        }
                    }
                }
            }
        }
    }
}
