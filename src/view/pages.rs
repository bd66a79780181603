//! The pages that tell: start, about the model, privacy, start over, and a case that cannot be judged.

use super::frame::heading;
use crate::case::Problem;
use crate::session::{Context, Page, State};
use crate::text::Text;
use maud::{Markup, html};

/// What this is, before the first question.
pub fn start(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let count = i32::try_from(state.open_questions(context.book).len()).unwrap_or(i32::MAX);
    html! {
        (heading(text.get("page.start.title")))
        p.lead { (text.get("page.start.lead")) }
        ul.points {
            li { (text.get("page.start.estimate")) }
            li { (text.get("page.start.device")) }
            li { (text.get("page.start.skip")) }
        }
        p { (text.count("page.start.questions", count)) }
        div.actions {
            button.primary type="button" data-event="begin" {
                @if state.has_answers() { (text.get("page.start.go-on")) } @else { (text.get("page.start.begin")) }
            }
        }
    }
}

/// About the model.
pub fn model(text: &Text) -> Markup {
    told("page.model", &["what", "fitted", "not-known", "old-tool", "chance", "limits", "contest"], text)
}

/// What happens to the answers.
pub fn privacy(text: &Text) -> Markup {
    told("page.privacy", &["where", "sent", "kept", "declined", "proof"], text)
}

/// A page of sections: `KEY.PART.title` and `KEY.PART.text`.
fn told(key: &str, parts: &[&str], text: &Text) -> Markup {
    html! {
        p.back { button.plain type="button" data-event="back" { (text.get("frame.back")) } }
        (heading(text.get(&format!("{key}.title"))))
        p.lead { (text.get(&format!("{key}.lead"))) }
        @for part in parts {
            h2 { (text.get(&format!("{key}.{part}.title"))) }
            p { (text.get(&format!("{key}.{part}.text"))) }
        }
    }
}

/// Asks whether to wipe everything.
pub fn start_over(text: &Text) -> Markup {
    html! {
        (heading(text.get("page.start-over.title")))
        p.lead { (text.get("page.start-over.lead")) }
        div.actions {
            button.primary type="button" data-event="wipe" { (text.get("page.start-over.yes")) }
            button.secondary type="button" data-event="back" { (text.get("page.start-over.no")) }
        }
    }
}

/// The case cannot be judged: why, and who can help.
pub fn impossible(problem: &Problem, text: &Text) -> Markup {
    let key = format!("error.{}", problem.code);
    html! {
        (heading(text.get("page.impossible.title")))
        p.lead { (text.fill(&key, &[("given", &problem.given), ("allowed", &problem.allowed)])) }
        p { (text.get("frame.human")) " " bdi { (text.get("frame.phone")) } }
        div.actions {
            button.primary type="button" data-event="show" data-value=(Page::Check.id()) { (text.get("page.check.title")) }
        }
    }
}
