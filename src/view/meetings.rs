//! Early meetings as a proposal: the person's wish, as a plan to bring to the planning call. Nothing is booked.

use super::frame::{back, heading};
use super::parts::{change, paragraph};
use crate::assessment::{FactValue, wished_meetings};
use crate::case::{Answer, FactId};
use crate::sentences::words;
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// The page.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let days = wished_meetings(&state.case, context.policies);
    let told = |fact: FactId| state.case.value(fact).map(|value| told(fact, Answer::Known(value), text));
    let (form, often) = (told(FactId::WishedForm), told(FactId::WishedFrequency));
    html! {
        (back(state, text))
        (heading(text.get("page.meetings.title")))
        (paragraph("lead", text.get("page.meetings.lead")))
        dl.answers {
            (wish(FactId::WishedForm, state, text))
            (wish(FactId::WishedFrequency, state, text))
        }
        @if form.is_some() || often.is_some() {
            section.plan aria-labelledby="plan" {
                h2 #plan { (text.get("page.meetings.plan")) }
                (paragraph("", text.get("page.meetings.plan-lead")))
                ul.points {
                    @if let Some(form) = &form { li { (text.fill("page.meetings.form", &[("form", form)])) } }
                    @if let Some(often) = &often { li { (text.fill("page.meetings.often", &[("often", often)])) } }
                }
                @if !days.is_empty() {
                    (paragraph("", text.get("page.meetings.days")))
                    ol { @for day in days { li { (text.date(day)) } } }
                }
                p { strong { (text.get("page.meetings.wish")) } }
            }
        }
        h2 { (text.get("page.meetings.evidence")) }
        (paragraph("", text.get("programme.early-meetings.about")))
        ul.points {
            @for told in ["told.early-meetings-effect", "told.early-meetings-opinion", "told.early-meetings-young"] {
                li { (text.get(told)) }
            }
        }
        (paragraph("note", text.get("page.meetings.assumed")))
    }
}

fn told(fact: FactId, answer: Answer, text: &Text) -> String {
    words::value(fact.name(), &FactValue::from(answer), text)
}

/// One wish, and the way to state or change it.
fn wish(fact: FactId, state: &State, text: &Text) -> Markup {
    let name = words::fact(fact.name(), text);
    let is_told = state.is_answered(fact);
    let label = text.get(if is_told { "page.check.change" } else { "page.meetings.state" });
    html! {
        div {
            dt { (name) }
            dd { @if is_told { (told(fact, state.case.answer(fact), text)) } @else { (text.get("page.meetings.not-told")) } }
            dd.change { (change(fact.name(), label, name)) }
        }
    }
}
