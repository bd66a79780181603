//! Several conversations side by side: the row of them on top of every page, and the page that begins it.

use super::frame::{back, heading};
use super::parts::{button, paragraph};
use crate::session::{Context, Page, State};
use crate::text::Text;
use maud::{Markup, html};

/// The conversations that are open, and the way to another one. Known by a number: there is no place for a name.
pub fn row(state: &State, context: &Context<'_>) -> Markup {
    let (Some(conversations), text) = (context.conversations, context.text) else { return Markup::default() };
    html! {
        nav.conversations aria-label=(text.get("helper.open")) {
            ul {
                @for (number, other) in conversations.all(state) {
                    li {
                        button.tab id={ "conversation-" (number) } type="button" data-event="switch-conversation" data-value=(number)
                            aria-current=[(number == conversations.current).then_some("true")] {
                            span.who { (label(number, text)) }
                            span.where { (place(other, text)) }
                        }
                    }
                }
                @if conversations.has_room() {
                    li { button.tab.new type="button" data-event="open-conversation" { (text.get("helper.another")) } }
                }
            }
            @if state.page() != Page::StartOver {
                (button("plain", "show", Some("start-over"), &text.fill("helper.wipe-one", &[("n", &conversations.current.to_string())])))
            }
        }
    }
}

/// "Samtal 2".
pub fn label(number: u32, text: &Text) -> String {
    text.fill("helper.label", &[("n", &number.to_string())])
}

/// Where a conversation stands: a page's name or what a question is about, never an answer.
fn place<'a>(state: &State, text: &'a Text) -> &'a str {
    match state.page() {
        Page::Question(fact) => text.at(&["question.", fact.name(), ".short"]),
        page => text.at(&["page.", page.plain_id(), ".title"]),
    }
}

/// The page.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    html! {
        (back(state, text))
        (heading(text.get("page.helper.title")))
        (paragraph("lead", text.get("page.helper.lead")))
        ul.points {
            @for key in ["helper.memory", "helper.number", "helper.wipe", "helper.keep"] { li { (text.get(key)) } }
        }
        div.actions {
            @if context.conversations.is_none_or(crate::session::Conversations::has_room) {
                (button("primary", "open-conversation", None, text.get("helper.begin")))
            }
            @if context.conversations.is_some() {
                (button("secondary", "end-conversations", None, text.get("helper.end")))
            }
        }
        @if context.conversations.is_none() && state.has_answers() { (paragraph("note", text.get("helper.own"))) }
    }
}
