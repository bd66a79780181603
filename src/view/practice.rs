//! Practice at the desk: an officer judges a case first, then reads what the program says.

use super::desk::{mistakes, section};
use super::frame::{back, heading};
use super::parts::{button, paragraph, row};
use super::{explain, result, support};
use crate::assessment::{FactValue, assess};
use crate::sentences::words;
use crate::session::desk::{Desk, JUDGEMENTS};
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// Practice: a case is chosen, judged by the officer, and then by the program.
pub fn page(desk: &Desk, state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let wrong = desk.wrong.map(|id| text.at(&["desk.wrong.", id]));
    html! {
        (back(state, text))
        (mistakes(wrong, "practice-file", text))
        @match desk.exercise {
            None => {
                (heading(text.get("page.practice.title")))
                (paragraph("lead", text.get("page.practice.lead")))
            }
            Some(number) => {
                (heading(&case_name(number, text)))
                (one(desk, state, context))
            }
        }
        h2 { (text.get("desk.practice.choose")) }
        @if desk.cases.is_empty() { (paragraph("note", text.get("desk.practice.coming"))) }
        ul.links {
            @for at in 0..desk.cases.len() {
                li { (button("plain", "desk-exercise", Some(&at.to_string()), &case_name(Some(at), text))) }
            }
        }
        p.file {
            label for="practice-file" { (text.get("desk.practice.file")) }
            input #practice-file type="file" accept=".json,application/json" data-file="desk-case"
                aria-invalid=[wrong.map(|_| "true")];
        }
        (paragraph("note", text.get("desk.practice.memory")))
        div.actions { (button("secondary", "desk-close", None, text.get("desk.practice.leave"))) }
    }
}

fn case_name(number: Option<usize>, text: &Text) -> String {
    match number {
        Some(at) => text.fill("desk.practice.case", &[("n", &(at + 1).to_string())]),
        None => text.get("desk.practice.own").to_owned(),
    }
}

/// The case in words; then the officer's judgement, or both.
fn one(desk: &Desk, state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    html! {
        dl.answers {
            (row(text.get("desk.practice.day"), &words::moment(&state.case.on.to_string(), text)))
            @for fact in state.answered_facts() {
                (row(words::fact(fact.name, text), &words::value(fact.name, &FactValue::from(state.case.answer(fact.id)), text)))
            }
        }
        @match desk.judged {
            None => {
                form data-event="desk-judge" novalidate autocomplete="off" {
                    fieldset.noting role="radiogroup" {
                        legend { (text.get("desk.practice.judge")) }
                        @for id in JUDGEMENTS.into_iter().filter(|id| *id == "unknown" || track_name(id, text).is_some()) {
                            div.option {
                                input type="radio" name="given" id={ "given-" (id) } value=(id);
                                label for={ "given-" (id) } { (judgement(id, text)) }
                            }
                        }
                    }
                    div.actions { button.primary type="submit" { (text.get("desk.practice.do")) } }
                }
            }
            Some(judged) => (revealed(judged, state, context)),
        }
    }
}

/// Only a country with tracks has names for them.
fn track_name<'a>(id: &str, text: &'a Text) -> Option<&'a str> {
    text.find(&["track.", id, ".name"].concat())
}

fn judgement<'a>(id: &str, text: &'a Text) -> &'a str {
    track_name(id, text).unwrap_or_else(|| text.get("desk.practice.unsure"))
}

/// The two judgements beside each other, and the reasons.
fn revealed(judged: &str, state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let assessment = match assess(&state.case, context.policies) {
        Ok(assessment) => assessment,
        Err(problem) => return super::pages::impossible(&problem, text),
    };
    let track = assessment.track.as_ref();
    let key = match track {
        None => "none",
        Some(_) if judged == "unknown" => "unsure",
        Some(track) if track.most_likely == judged => "alike",
        Some(track) if track.abstains => "abstains",
        Some(_) => "apart",
    };
    html! {
        h2 #opened tabindex="-1" { (text.get("desk.practice.beside")) }
        dl.answers {
            (row(text.get("desk.practice.yours"), judgement(judged, text)))
            @if let Some(track) = track {
                (row(text.get("desk.practice.ours"), text.at(&["track.", track.most_likely, ".name"])))
                @let chosen = track.chances.each().into_iter().find(|(id, _)| *id == judged);
                @if let Some((_, chance)) = chosen {
                    (row(text.get("desk.practice.chance"), &text.of_hundred(chance)))
                }
            }
        }
        (paragraph("", text.at(&["desk.practice.said.", key])))
        (result::outcome(&assessment, text))
        @if let Some(track) = track { (section("tracks", &result::tracks(track, text), text)) }
        @if track.is_some() { (section("why", &explain::why(&assessment, text), text)) }
        (section("programmes", &support::list(&assessment.eligibility, &assessment.sources, false, text), text))
    }
}
