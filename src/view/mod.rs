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
mod practice;
mod providers;
mod question;
mod receipt;
mod result;
mod steps;
mod support;
mod take;
mod without;

pub use document::{Links, document, fallback, head, loading};
pub use explore::outcome_words;
#[cfg(not(target_arch = "wasm32"))]
pub use frame::human;
pub use keep::{KeptFile, kept_file};
pub use question::place_options;

use crate::assessment::assess;
use crate::case::Fact;
use crate::session::kiosk::shown;
use crate::session::{Context, Page, State};
use crate::text::Text;
use crate::wire::wire;
use maud::{Markup, html};

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

impl View {
    /// A page of which nothing is drawn.
    pub fn without_pages(page: Page, text: &Text) -> Self {
        let (lang, dir) = (text.lang().to_owned(), text.dir().to_owned());
        Self { title: String::new(), lang, dir, page: page.id(), regions: Vec::new() }
    }
}

/// What a program adds to the pages that every program draws.
struct Extras {
    /// Below the names in the header: a terminal's tools, the conversations that are open.
    header: fn(&State, &Context<'_>) -> Markup,
    /// On the start page, before the first button.
    start: fn(&State, &Text) -> Markup,
    /// At a question that is typed: what a pad has put in, and the pad; none where there is a keyboard.
    pad: fn(&Fact, &State, &Text) -> Option<(String, Markup)>,
}

const NONE: Extras = Extras { header: |_, _| html! {}, start: |_, _| html! {}, pad: |_, _, _| None };

const ALL: Extras = Extras {
    header: |state, context| {
        html! {
            @if let Some(kiosk) = state.kiosk() { (kiosk::tools(kiosk, state, context.text)) }
            (helper::row(state, context))
        }
    },
    start: take::draft_found,
    pad: |fact, state, text| {
        let kiosk = state.kiosk()?;
        Some((shown(&kiosk.pad, fact, text), kiosk::pad(fact, kiosk, state, text)))
    },
};

/// Draws the start page or a question, for the program that has no more.
pub fn opening_view(state: &State, context: &Context<'_>) -> View {
    frame(state, context, &NONE, flow_page(state, context, &NONE).unwrap_or_default())
}

/// The same, and the pages of the result.
pub fn result_view(state: &State, context: &Context<'_>) -> View {
    let main = flow_page(state, context, &NONE).or_else(|| result_page(state, context));
    frame(state, context, &NONE, main.unwrap_or_default())
}

/// Draws the page of a state, whichever it is.
pub fn view(state: &State, context: &Context<'_>) -> View {
    let main = flow_page(state, context, &ALL).or_else(|| result_page(state, context));
    let mut view = frame(state, context, &ALL, main.unwrap_or_else(|| other_page(state, context)));
    let mut add = |id, markup: Markup| view.regions.push(Region { id, markup: markup.into_string() });
    if state.kiosk().is_some() {
        add("warning", kiosk::warning(context.text));
    }
    if state.page() == Page::Explore {
        // They lie in the main region, so that an answer that is tried leaves the form as it is.
        add("tried", explore::tried(state, context));
        add("trial", explore::trial(state, context));
    }
    view
}

/// The way through the questions.
fn flow_page(state: &State, context: &Context<'_>, extras: &Extras) -> Option<Markup> {
    match state.page() {
        Page::Start => Some(pages::start(state, context, extras)),
        Page::Question(fact) => Some(question::page(fact.fact(), state, context, extras)),
        _ => None,
    }
}

/// All answers, the result, and the pages that only tell.
fn result_page(state: &State, context: &Context<'_>) -> Option<Markup> {
    let text = context.text;
    Some(match state.page() {
        Page::Check => check::page(state, context),
        page if page.is_of_result() => match assess(&state.case, context.policies) {
            Ok(assessment) => result::page(page, &assessment, state, text),
            Err(problem) => pages::impossible(&problem, text),
        },
        page if Page::ARTICLES.contains(&page) => pages::article(page, state, text),
        _ => return None,
    })
}

/// Every other page.
fn other_page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    match state.page() {
        Page::StartOver => pages::start_over(context),
        Page::Without => without::page(state, context),
        Page::Meetings => meetings::page(state, context),
        Page::Providers => providers::page(state, context),
        Page::Receipt => receipt::page(state, context),
        Page::Take => take::page(state, text),
        Page::Code => take::open(state, text),
        Page::Letters => letters::page(state, context),
        Page::Packet => packet::page(state, context),
        page @ (Page::Desk | Page::Referral | Page::Practice) => desk::page(page, state, context),
        Page::Opinion => opinion::page(state, context),
        Page::Participant => participant::page(state, context),
        Page::Survey => participant::survey(state, text),
        Page::Explore => explore::page(state, context),
        Page::Earlier => explore::earlier(state, context),
        Page::Helper => helper::page(state, context),
        Page::Start
        | Page::Question(_)
        | Page::Check
        | Page::Result
        | Page::Reach
        | Page::When
        | Page::Support
        | Page::Why
        | Page::Wrong
        | Page::About
        | Page::Model
        | Page::Who
        | Page::Provider
        | Page::Evidence
        | Page::Money
        | Page::Privacy => Markup::default(),
    }
}

/// The page with what stands around it.
fn frame(state: &State, context: &Context<'_>, extras: &Extras, main: Markup) -> View {
    let text = context.text;
    let region = |id, markup: Markup| Region { id, markup: markup.into_string() };
    View {
        title: title(state, context),
        lang: text.lang().to_owned(),
        dir: text.dir().to_owned(),
        page: state.page().id(),
        regions: vec![
            region("header", frame::header(state, context, &(extras.header)(state, context))),
            region("main", main),
            region("footer", frame::footer(state, text)),
        ],
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
    // Tabs are cut off: what tells one hand-over from another stands first.
    let first = desk::title(state, text);
    [mistake, &first, heading, &which, " – ", text.get("product.name")].concat()
}
