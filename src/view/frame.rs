//! What stands around every page: name, language, way out, and how to reach a human.

use crate::session::{Page, State};
use crate::text::{LANGUAGES, Text};
use maud::{Markup, html};

/// The top of the page.
pub fn header(state: &State, text: &Text) -> Markup {
    html! {
        a.skip href="#heading" data-event="focus" { (text.get("frame.skip")) }
        div.bar {
            p.brand {
                (logo())
                span { (text.get("product.name")) }
            }
            nav.languages aria-label=(text.get("frame.languages")) {
                @for lang in LANGUAGES {
                    @let name = text.get(&format!("language.{lang}")).to_owned();
                    // The chosen one stays a button, so that the focus stays on it.
                    button.plain id={ "lang-" (lang) } type="button" lang=(lang) data-event="speak" data-value=(lang)
                        aria-current=[(lang == state.lang).then_some("true")] { (name) }
                }
            }
        }
        p.estimate { (text.get("frame.estimate")) }
    }
}

/// Two paths that part: the mark of the product, drawn, not loaded.
fn logo() -> Markup {
    html! {
        svg.logo viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false" {
            path d="M12 22V13" {}
            path d="M12 13C12 8 6 9 6 3" {}
            path d="M12 13C12 8 18 9 18 3" {}
        }
    }
}

/// The bottom of the page: a human within reach on every page.
pub fn footer(state: &State, text: &Text) -> Markup {
    html! {
        div.bar {
            p { (text.get("frame.human")) " " bdi { (text.get("frame.phone")) } }
            ul.links {
                @for page in [Page::Model, Page::Privacy] {
                    @if state.page() != page {
                        li { (link(page, text)) }
                    }
                }
                @if state.has_answers() && state.page() != Page::StartOver {
                    li { (link(Page::StartOver, text)) }
                }
            }
        }
    }
}

fn link(page: Page, text: &Text) -> Markup {
    let label = text.get(&format!("page.{}.link", page.plain_id())).to_owned();
    html! { button.plain type="button" data-event="show" data-value=(page.id()) { (label) } }
}

/// The way back, on top of a page.
pub fn back(state: &State, text: &Text) -> Markup {
    html! {
        @if state.can_go_back() {
            p.back { button.plain type="button" data-event="back" { (text.get("frame.back")) } }
        }
    }
}

/// The heading of a page: where the focus goes.
pub fn heading(title: &str) -> Markup {
    html! { h1 #heading tabindex="-1" { (title) } }
}
