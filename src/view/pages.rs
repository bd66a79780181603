//! The pages that tell: start, about the model, privacy, start over, and a case that cannot be judged.

use super::frame::{back, heading, human};
use super::parts::{button, paragraph};
use super::words;
use crate::case::{Allowed, Problem};
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// What this is, before the first question.
pub fn start(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let count = i32::try_from(state.open_questions(context.book).len()).unwrap_or(i32::MAX);
    let begin = if state.has_answers() { "page.start.go-on" } else { "page.start.begin" };
    html! {
        (heading(text.get("page.start.title")))
        (paragraph("lead", text.get("page.start.lead")))
        ul.points {
            li { (words::local("page.start.estimate", state.case.jurisdiction.id(), text)) }
            li { (text.get("page.start.device")) }
            li { (text.get("page.start.skip")) }
        }
        @if count > 0 { (paragraph("", &text.count("page.start.questions", count))) }
        div.actions { (button("primary", "begin", None, text.get(begin))) }
    }
}

/// About the model.
pub fn model(state: &State, text: &Text) -> Markup {
    told("page.model.", &["what", "fitted", "not-known", "old-tool", "chance", "limits", "contest"], state, text)
}

/// What happens to the answers.
pub fn privacy(state: &State, text: &Text) -> Markup {
    told("page.privacy.", &["where", "sent", "kept", "declined", "proof"], state, text)
}

/// A page of sections: `KEY PART.title` and `KEY PART.text`.
fn told(key: &str, parts: &[&str], state: &State, text: &Text) -> Markup {
    html! {
        (back(state, text))
        (heading(text.at(&[key, "title"])))
        (paragraph("lead", text.at(&[key, "lead"])))
        @for part in parts {
            h2 { (text.at(&[key, part, ".title"])) }
            (paragraph("", text.at(&[key, part, ".text"])))
        }
    }
}

/// Asks whether to wipe everything.
pub fn start_over(text: &Text) -> Markup {
    html! {
        (heading(text.get("page.start-over.title")))
        (paragraph("lead", text.get("page.start-over.lead")))
        div.actions {
            (button("primary", "wipe", None, text.get("page.start-over.yes")))
            (button("secondary", "back", None, text.get("page.start-over.no")))
        }
    }
}

/// The case cannot be judged: why, and who can help.
pub fn impossible(problem: &Problem, state: &State, text: &Text) -> Markup {
    let allowed = match problem.allowed {
        Allowed::From(day) | Allowed::NotAfter(day) => text.date(day),
        _ => String::new(),
    };
    let given = words::day(&problem.given, text);
    let message = crate::text::fill(text.at(&["error.", problem.code]), &[("given", &given), ("allowed", &allowed)]);
    html! {
        (heading(text.get("page.impossible.title")))
        (paragraph("lead", &message))
        (human(state, text))
        div.actions { (button("primary", "show", Some("check"), text.get("page.check.title"))) }
    }
}
