//! What is shown: from a state to named regions of markup. Pure.
//!
//! Knows nothing about the browser. A page is a function of the state; the browser ring swaps only the regions
//! whose markup has changed. What a person does comes back by `data-event` attributes, which
//! [`crate::session::Event`] is read from at the boundary.

mod chance;
mod check;
mod contact;
mod desk;
mod document;
mod explain;
mod explore;
mod forms;
mod frame;
mod helper;
mod keep;
mod kiosk;
mod letters;
mod meetings;
mod opinion;
mod packet;
mod pages;
mod participant;
pub(crate) mod parts;
mod pictures;
mod providers;
mod question;
mod receipt;
mod result;
mod steps;
mod support;
mod take;
mod without;

pub use document::{Links, document, fallback, head};
pub use explore::outcome_words;
pub use keep::{KeptFile, kept_file};
pub use question::place_options;

use crate::OPENING;
use crate::assessment::assess;
use crate::session::{Context, Page, State};
use crate::wire::wire;
use maud::Markup;

/// A named part of the page, swapped as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The id of the element whose content it is.
    pub id: &'static str,
    /// Its content, as markup.
    pub markup: String,
}
wire!(Region { id, markup });

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The title of the window; never an answer in it.
    pub title: String,
    /// The tag of its language.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// The id of the page.
    pub page: String,
    /// The regions, in the order they stand.
    pub regions: Vec<Region>,
}
wire!(View { title, lang, dir, page, regions });

/// Draws the page of a state.
pub fn view(state: &State, context: &Context<'_>) -> View {
    let text = context.text;
    let page = state.page();
    let main = match page {
        Page::Start => pages::start(state, context),
        Page::Question(fact) => question::page(fact.fact(), state, context),
        // The small WASM is never on another page, and does not carry them.
        _ if OPENING => Markup::default(),
        Page::Check => check::page(state, context),
        Page::Result => match assess(&state.case, context.policies) {
            Ok(assessment) => result::page(&assessment, state, text),
            Err(problem) => pages::impossible(&problem, state, text),
        },
        Page::Model | Page::Who | Page::Provider | Page::Evidence | Page::Privacy => pages::article(page, state, text),
        Page::StartOver => pages::start_over(context),
        Page::Without => without::page(state, context),
        Page::Meetings => meetings::page(state, context),
        Page::Providers => providers::page(state, context),
        Page::Receipt => receipt::page(state, context),
        Page::Take => take::page(state, text),
        Page::Code => take::open(state, text),
        Page::Letters => letters::page(state, context),
        Page::Packet => packet::page(state, context),
        Page::Desk | Page::Referral | Page::Practice => desk::page(page, state, context),
        Page::Opinion => opinion::page(state, context),
        Page::Participant => participant::page(state, context),
        Page::Survey => participant::survey(state, text),
        Page::Explore => explore::page(state, context),
        Page::Earlier => explore::earlier(state, context),
        Page::Helper => helper::page(state, context),
    };
    let region = |id, markup: Markup| Region { id, markup: markup.into_string() };
    let mut regions = vec![
        region("header", frame::header(state, context)),
        region("main", main),
        region("footer", frame::footer(state, text)),
    ];
    if state.kiosk().is_some() {
        regions.push(region("warning", kiosk::warning(text)));
    }
    if !OPENING && page == Page::Explore {
        // They lie in the main region, so that an answer that is tried leaves the form as it is.
        regions.push(region("tried", explore::tried(state, context)));
        regions.push(region("trial", explore::trial(state, context)));
    }
    View {
        title: title(state, context),
        lang: text.lang().to_owned(),
        dir: text.dir().to_owned(),
        page: page.id(),
        regions,
    }
}

/// The title of the window: the heading, and whether something is wrong.
fn title(state: &State, context: &Context<'_>) -> String {
    let text = context.text;
    let heading = match state.page() {
        Page::Question(fact) => text.at(&["question.", fact.name(), ".title"]),
        page => text.at(&["page.", page.plain_id(), ".title"]),
    };
    let desk = state.desk.as_ref().is_some_and(|desk| desk.wrong.is_some() || desk.wrong_day.is_some());
    let is_wrong = state.mistake.is_some()
        || state.wrong_file.is_some()
        || state.wrong_code.is_some()
        || state.export.wrong.is_some()
        || state.refused.is_some()
        || desk;
    let mistake = if is_wrong { text.get("mistake.title-prefix") } else { "" };
    let which = context
        .conversations
        .map_or_else(String::new, |conversations| [" – ", &helper::label(conversations.current, text)].concat());
    [mistake, heading, &which, " – ", text.get("product.name")].concat()
}
