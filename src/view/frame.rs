//! What stands around every page: name, language, way out, and how to reach a human.

use super::kiosk;
use super::parts::button;
use crate::session::{Context, Page, State};
use crate::text::{LANGUAGES, Text};
use maud::{Markup, html};

/// The top of the page.
pub fn header(state: &State, context: &Context<'_>, below: &Markup) -> Markup {
    let text = context.text;
    html! {
        a.skip href="#heading" data-event="focus" { (text.get("frame.skip")) }
        div.bar {
            p.brand {
                (logo())
                span { (text.get("product.name")) }
            }
            nav.languages aria-label=(text.get("frame.languages")) {
                @for lang in languages(state) {
                    // The chosen one stays a button, so that the focus stays on it.
                    button.plain id={ "lang-" (lang) } type="button" lang=(lang) data-event="speak" data-value=(lang)
                        aria-current=[(*lang == state.lang).then_some("true")] { (text.at(&["language.", lang])) }
                }
            }
        }
        (below)
        p.estimate {
            (text.get("frame.estimate"))
            @if let Some(draft) = text.find("meta.draft") { br; (draft) }
        }
    }
}

/// The languages on offer.
fn languages(state: &State) -> &[&'static str] {
    state.kiosk().map_or(&LANGUAGES, |kiosk| kiosk.settings.languages.as_slice())
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
    let link = |page: Page| {
        let id = page.plain_id();
        html! { li { (button("plain", "show", Some(id), text.at(&["page.", id, ".link"]))) } }
    };
    html! {
        div.bar {
            @if let Some(kiosk) = state.kiosk() { (kiosk::staff(kiosk, text)) }
            (human(text))
            ul.links {
                @for page in [Page::Take, Page::Model, Page::Privacy, Page::StartOver] {
                    @let own = matches!(page, Page::Take | Page::StartOver);
                    @let shown = state.page() != page && page.is_in(state.case.jurisdiction);
                    @if shown && (!own || state.has_answers() && state.kiosk().is_none()) { (link(page)) }
                }
            }
        }
    }
}

/// How to reach a human.
pub fn human(text: &Text) -> Markup {
    html! { p { (text.get("frame.human")) @if let Some(phone) = text.find("frame.phone") { " " bdi { (phone) } } } }
}

/// The way back, on top of a page.
pub fn back(state: &State, text: &Text) -> Markup {
    html! {
        @if state.can_go_back() { p.back { (button("plain", "back", None, text.get("frame.back"))) } }
    }
}

/// The heading of a page: where the focus goes.
pub fn heading(title: &str) -> Markup {
    html! { h1 #heading tabindex="-1" { (title) } }
}
