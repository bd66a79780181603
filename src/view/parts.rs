//! The parts that many pages are made of. Each is made once, since every line of markup is paid for in WASM.

use crate::session::State;
use crate::text::Text;
use maud::{Markup, html};

/// A button that carries an event, with its value where it has one.
pub fn button(class: &str, event: &str, value: Option<&str>, label: &str) -> Markup {
    html! { button class=(class) type="button" data-event=(event) data-value=[value] { (label) } }
}

/// A button that answers a question: `given` is how, as in the events.
pub fn answer(fact: &str, given: &str, value: Option<&str>, label: &str) -> Markup {
    html! {
        button.secondary type="button" data-event="answer" data-fact=(fact) data-given=(given) data-value=[value] { (label) }
    }
}

/// A button that leads to the question of a fact; `about` is read aloud only.
pub fn change(fact: &str, label: &str, about: &str) -> Markup {
    html! {
        button.plain type="button" data-event="change" data-fact=(fact) {
            (label)
            @if !about.is_empty() { span.quiet { " " (about) } }
        }
    }
}

/// Something that is opened by a tap.
pub fn fold(summary: &str, content: &Markup) -> Markup {
    html! { details { summary { (summary) } div.folded { (content) } } }
}

/// A paragraph; none where there are no words.
pub fn paragraph(class: &str, words: &str) -> Markup {
    html! { @if !words.is_empty() { p class=[(!class.is_empty()).then_some(class)] { (words) } } }
}

/// A table of three columns, the first of them the rows' names.
pub fn table(caption: &str, head: [&str; 3], rows: &[[String; 3]]) -> Markup {
    html! {
        table.beside {
            caption { (caption) }
            thead { tr { @for name in head { th scope="col" { (name) } } } }
            tbody { @for [name, one, other] in rows { tr { th scope="row" { (name) } td { (one) } td { (other) } } } }
        }
    }
}

/// A name and what belongs to it.
pub fn row(name: &str, content: &str) -> Markup {
    html! { div { dt { (name) } dd { (content) } } }
}

/// What has just been done of these, which takes the focus.
pub fn told(state: &State, ids: &[&str], text: &Text) -> Markup {
    html! {
        @if let Some(done) = state.export.done.filter(|done| ids.contains(done)) {
            p.done #opened tabindex="-1" { (text.at(&["export.success.", done])) }
        }
    }
}

/// What has just gone wrong of these, which takes the focus.
pub fn wrong(state: &State, ids: &[&str], text: &Text) -> Markup {
    html! {
        @if let Some(wrong) = state.export.wrong.filter(|wrong| ids.contains(wrong)) {
            p.mistake #opened tabindex="-1" {
                strong { (text.get("mistake.label")) } " " (text.at(&["export.wrong.", wrong]))
            }
        }
    }
}
