//! The pages around the questions: start, the articles' frame, start over, and a case that cannot be
//! judged.

use super::Extras;
use super::frame::{back, heading, human};
use super::parts::{button, paragraph};
use crate::case::{Allowed, Jurisdiction, Problem, Section};
use crate::sentences::words;
use crate::session::{Context, Page, State};
use crate::text::Text;
use maud::{Markup, html};

/// What this is, before the first question.
pub fn start(state: &State, context: &Context<'_>, extras: &Extras) -> Markup {
    let text = context.text;
    let count = i32::try_from((context.open_questions)(state, context.policies).len()).unwrap_or(i32::MAX);
    let begin = if state.has_answers() { "page.start.go-on" } else { "page.start.begin" };
    html! {
        (heading(text.get("page.start.title")))
        (paragraph("lead", text.get("page.start.lead")))
        ul.points {
            li { (text.get("page.start.estimate")) }
            li { (text.get("page.start.device")) }
            li { (text.get("page.start.skip")) }
        }
        @if count > 0 { (paragraph("", &text.count("page.start.questions", count))) }
        ((extras.start)(state, text))
        div.actions { (button("primary", "begin", None, text.get(begin))) }
        // A terminal is one country's, and has no keyboard for a code.
        @if state.kiosk().is_none() { (side_doors(state, text)) }
    }
}

/// What else somebody may have come for, apart from the questions.
fn side_doors(state: &State, text: &Text) -> Markup {
    let others =
        Jurisdiction::ALL.into_iter().filter(|other| !state.has_answers() && *other != state.case.jurisdiction);
    html! {
        section.doors aria-labelledby="doors" {
            h2 #doors { (text.get("page.start.other")) }
            ul {
                li { (button("plain", "show", Some("code"), text.get("page.code.link"))) }
                li { (button("plain", "show", Some("helper"), text.get("page.helper.link"))) }
                @if state.case.jurisdiction.has(Section::Participant) {
                    li { (button("plain", "show", Some("participant"), text.get("page.participant.link"))) }
                }
                @for other in others {
                    li { (button("plain", "country", Some(other.id()), text.clone().of(other).get("page.start.country"))) }
                }
            }
        }
    }
}

/// The frame of an article. The start module fills it with the article of that id and language; until then, and
/// where it does not come, this says so.
pub fn article(page: Page, state: &State, text: &Text) -> Markup {
    let id = page.plain_id();
    html! {
        (back(state, text))
        (heading(text.at(&["page.", id, ".title"])))
        div #article data-article=(page.article(state.case.jurisdiction)) lang=(text.lang()) {
            p.note { (text.get("page.article.coming")) }
            p role="alert" hidden { (text.get("page.article.missing")) }
        }
    }
}

/// Asks whether to wipe everything; of several conversations only the one that is shown.
pub fn start_over(context: &Context<'_>) -> Markup {
    let text = context.text;
    html! {
        (heading(text.get("page.start-over.title")))
        @match context.conversations {
            None => (paragraph("lead", text.get("page.start-over.lead"))),
            Some(conversations) => (paragraph("lead", &text.fill("helper.wipe-lead", &[("n", &conversations.current.to_string())]))),
        }
        div.actions {
            (button("primary", "wipe", None, text.get("page.start-over.yes")))
            (button("secondary", "back", None, text.get("page.start-over.no")))
        }
    }
}

/// The case cannot be judged: why, and who can help.
pub fn impossible(problem: &Problem, text: &Text) -> Markup {
    let allowed = match problem.allowed {
        Allowed::From(day) | Allowed::NotAfter(day) => text.date(day),
        _ => String::new(),
    };
    let given = words::day(&problem.given, text);
    let message = crate::text::fill(text.at(&["error.", problem.code]), &[("given", &given), ("allowed", &allowed)]);
    html! {
        (heading(text.get("page.impossible.title")))
        (paragraph("lead", &message))
        (human(text))
        div.actions { (button("primary", "show", Some("check"), text.get("page.check.title"))) }
    }
}
