//! Agree or disagree with the result: one's own estimate beside the model's, why, and what it leads to.

use super::chance;
use super::forms::{Sheet, kept_here};
use super::frame::{back, heading};
use super::parts::{button, change, fold, paragraph};
use crate::assessment::assess_summary;
use crate::case::{FactId, Section};
use crate::exports::{Opinion, REASONS};
use crate::session::{Context, Form, State};
use crate::text::Text;
use maud::{Markup, html};

/// The page.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let sheet = Sheet::new(Form::Opinion, state, text);
    let assessment = assess_summary(&state.case, context.policies).ok();
    let chance = assessment.as_ref().and_then(|assessment| assessment.job_chance.as_ref());
    let told = state.opinion.as_ref();
    html! {
        (back(state, text))
        (sheet.mistakes("stand-agree"))
        (heading(text.get("page.opinion.title")))
        (paragraph("lead", text.get("page.opinion.lead")))
        @if let Some(assessment) = &assessment { div.outcome { (paragraph("", &super::outcome_words(state, text, Some(assessment)))) } }
        @if let Some(chance) = chance {
            @if state.case.value(FactId::OwnEstimate).is_some() {
                h2 { (text.get("chance.own.title")) }
                (chance::own(chance, state, text))
                p { (change("own-estimate", text.get("opinion.change-own"), "")) }
            } @else {
                p { (text.get("opinion.no-own")) " " (change("own-estimate", text.get("result.answer-now"), "")) }
            }
        }
        (sheet.around(text.get("opinion.save"), &fields(&sheet, told, state, text)))
        @if let Some(told) = told.filter(|_| state.refused.is_none()) { (taken(told, state, text)) }
        @if state.case.jurisdiction.has(Section::Rights) { h2 { (text.get("rights.title")) } (rights(text)) }
    }
}

fn fields(sheet: &Sheet<'_>, told: Option<&Opinion>, state: &State, text: &Text) -> Markup {
    let stand = told.map_or("", |told| if told.agrees { "agree" } else { "disagree" });
    let reasons = told.map_or_else(String::new, |told| told.reasons.join(" "));
    let mut all = Vec::new();
    for id in REASONS {
        all.push((id, text.at(&["opinion.reason.", id])));
    }
    html! {
        (sheet.choices("stand", text.get("opinion.stand"), &[("agree", text.get("opinion.agree")), ("disagree", text.get("opinion.disagree"))], stand, false))
        (sheet.choices("reason", text.get("opinion.why"), &all, &reasons, true))
        // A terminal has no keyboard.
        @if state.kiosk().is_none() {
            (sheet.area("words", text.get("opinion.words"), text.get("opinion.words-hint"), told.map_or("", |told| &told.words)))
            (kept_here("opinion.kept", text))
        }
    }
}

/// What was said, and the letters that it is part of.
fn taken(told: &Opinion, state: &State, text: &Text) -> Markup {
    let letters: &[(&str, &str)] = if told.agrees {
        &[("agree", "letter.agree.do")]
    } else {
        &[("object", "letter.object.do"), ("assess", "letter.assess.do")]
    };
    html! {
        section aria-labelledby="opened" {
            h2 #opened tabindex="-1" { (text.get(if told.agrees { "opinion.agreed" } else { "opinion.disagreed" })) }
            (paragraph("", text.get(if told.agrees { "opinion.agreed-text" } else { "opinion.disagreed-text" })))
            @if state.case.jurisdiction.has(Section::Letters) {
                div.actions {
                    @for (letter, label) in letters { (button("secondary", "letter", Some(letter), text.get(label))) }
                    @if !told.agrees { (button("secondary", "show", Some("check"), text.get("result.change-answers"))) }
                }
            }
        }
    }
}

/// What rights there are, and who decides.
pub fn rights(text: &Text) -> Markup {
    html! {
        (paragraph("", text.get("rights.lead")))
        div.rights { @for id in ["decision", "fact", "provider", "waiting"] {
            @let part = |part: &str| text.at(&["rights.", id, part]);
            (fold(part(".title"), &html! {
                (paragraph("", part(".text")))
                p { strong { (text.get("rights.decides")) } " " (part(".decides")) }
                (paragraph("source", part(".source")))
            }))
        } }
    }
}
