//! The result: the outcome in one sentence, then what it rests on, what it leads to and what to do about it.

use super::chance;
use super::frame::{back, heading};
use super::parts::{button, change, fold, paragraph, row};
use super::{check, contact, explain, pictures, steps, support};
use crate::assessment::{Assessment, PROTECTED_ATTRIBUTES, Track};
use crate::case::Jurisdiction;
use crate::sentences::contact::hours;
use crate::sentences::outcome as sentences;
use crate::sentences::steps::{name_and_about, when};
use crate::sentences::words::{self, local};
use crate::session::State;
use crate::text::Text;
use maud::{Markup, html};

/// The result page.
pub fn page(assessment: &Assessment, state: &State, text: &Text) -> Markup {
    let told = i32::try_from(state.answered_facts().count()).unwrap_or(i32::MAX);
    let section = |id: &str, content: Markup| section(id, &content, text);
    html! {
        (back(state, text))
        (heading(text.get("page.result.title")))
        (outcome(assessment, text))
        (first(assessment, text))
        nav.contents aria-label=(text.get("page.result.contents")) {
            ul {
                @for part in ["contact", "steps", "programmes", "why", "change", "wrong"] {
                    @if assessment.track.is_some() || !["why", "change"].contains(&part) {
                        li { a href={ "#" (part) } data-event="focus" { (text.at(&["page.result.", part])) } }
                    }
                }
            }
        }
        @if let Some(track) = &assessment.track { (section("tracks", tracks(track, text))) }
        @if let Some(chance) = &assessment.job_chance { (section("chance", fold(text.get("chance.show"), &chance::show(chance, state, text)))) }
        (section("contact", html! { (contact::list(&assessment.contact, text)) (more("evidence", text)) }))
        (section("steps", html! {
            (steps::list(&assessment.next_steps, &assessment.sources, text))
            // Only where there are providers to choose from.
            @if assessment.track.is_some() { (more("provider", text)) }
            @if state.case.jurisdiction == Jurisdiction::Sweden { (lead_to("meetings", text)) }
        }))
        (section("programmes", html! {
            (support::list(&assessment.eligibility, &assessment.sources, text))
            (more("who", text))
        }))
        @if assessment.track.is_some() {
            (section("why", html! {
                (explain::why(assessment, text))
                // What cannot be changed is told apart; the rest is tried, where there is a keyboard.
                @if PROTECTED_ATTRIBUTES.iter().any(|fact| state.case.value(*fact).is_some()) { (lead_to("without", text)) }
                @if state.kiosk().is_none() { (lead_to("explore", text)) }
            }))
            (section("change", explain::what_ifs(assessment, text)))
        }
        @if told > 0 {
            (section("told", html! {
                (fold(&text.count("result.told", told), &check::list(state, text)))
                (lead_to("take", text))
            }))
        }
        @if assessment.track.is_some() {
            (section("not-used", paragraph("", text.get("page.result.not-used-text"))))
        }
        (section("wrong", wrong(assessment, state, text)))
        (section("proof", html! {
            (proof(assessment, text))
            div.actions { (button("secondary", "show", Some("receipt"), text.get("receipt.show"))) }
        }))
        div.actions {
            (button("secondary", "show", Some("model"), text.get("page.model.link")))
            @if state.kiosk().is_some_and(|kiosk| kiosk.settings.printer) {
                (button("secondary", "print", None, text.get("take.print.do")))
            }
            // At a terminal the way out stands on top of every page.
            @if state.kiosk().is_none() { (button("secondary", "show", Some("start-over"), text.get("page.start-over.link"))) }
        }
    }
}

/// A button that leads to a page of its own.
fn lead_to(page: &str, text: &Text) -> Markup {
    html! { div.actions { (button("secondary", "show", Some(page), text.at(&["page.", page, ".link"]))) } }
}

fn section(id: &str, content: &Markup, text: &Text) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) tabindex="-1" { (text.at(&["page.result.", id])) }
            (content)
        }
    }
}

/// To an article that tells more.
fn more(article: &str, text: &Text) -> Markup {
    html! { p { (button("plain", "show", Some(article), text.at(&["page.", article, ".link"]))) } }
}

/// What is likely in words of certainty, what decides where it is open, that it is preliminary, and who decides.
pub(super) fn outcome(assessment: &Assessment, text: &Text) -> Markup {
    let open = assessment.track.as_ref().filter(|track| track.service.is_none());
    html! {
        div.outcome {
            @for line in sentences::lines(assessment, text) { (paragraph("answer", &line)) }
            @if let Some(ask) = open.and_then(|track| track.ask.as_ref()) {
                p {
                    (text.fill("result.ask", &[("question", text.at(&["question.", ask, ".title"]))])) " "
                    (change(ask, text.get("result.answer-now"), ""))
                }
            }
            p {
                strong { (text.get("result.preliminary")) } " "
                (local("result.who-decides", assessment.jurisdiction, text))
            }
        }
    }
}

/// What to do first, each with its day; and who to reach now.
fn first(assessment: &Assessment, text: &Text) -> Markup {
    let steps = sentences::first_steps(assessment);
    html! {
        section.first aria-labelledby="first" {
            h2 #first tabindex="-1" { (text.get("first.title")) }
            @if steps.is_empty() { (paragraph("", text.get("first.none"))) }
            @else {
                ol.do-first {
                    @for step in &steps {
                        @let (name, _) = name_and_about(step, text);
                        li { strong { (name) } " " span.when { (when(step, text)) } }
                    }
                }
            }
            @if let Some(option) = assessment.contact.first() {
                @let part = |part: &str| text.at(&["channel.", &option.message, part]);
                h2 { (text.get("first.reach")) }
                p {
                    strong { (part(".name")) @if let Some(number) = &option.number { " " bdi.number { (number) } } }
                    ". " (hours(option, part(".how"), text))
                }
            }
        }
    }
}

/// The chance of each of the five, and how close the next one is.
pub(super) fn tracks(track: &Track, text: &Text) -> Markup {
    html! {
        (paragraph("", text.get("result.tracks-lead")))
        ol.tracks {
            @for (id, chance) in track.chances.each() {
                li.first[id == track.most_likely] data-track=(id) {
                    span.name { (text.at(&["track.", id, ".name"])) }
                    span.chance { (text.of_hundred(chance)) }
                    (pictures::bar(chance))
                }
            }
        }
        @if let Some(next) = &track.next {
            @let name = text.at(&["track.", next.track, ".name"]);
            (paragraph("", &text.fill("result.next", &[("track", name), ("behind", &text.of_hundred(next.behind))])))
        }
        @if !track.is_robust { (paragraph("note", text.get("result.does-not-hold"))) }
    }
}

/// Wrong? Change, object, talk to a person.
fn wrong(assessment: &Assessment, state: &State, text: &Text) -> Markup {
    html! {
        ul.points {
            li { (text.get("result.wrong.change")) }
            li { (local("result.wrong.person", assessment.jurisdiction, text)) }
            li { (text.get("result.wrong.decision")) }
        }
        div.actions {
            (button("secondary", "show", Some("check"), text.get("result.change-answers")))
            @if assessment.track.is_some() {
                (button("secondary", "show", Some("opinion"), text.get("page.opinion.link")))
            }
            @if assessment.jurisdiction == "se" {
                (button("secondary", "show", Some("letters"), text.get("page.letters.link")))
            }
            // Written down at a terminal it would be of no use to anybody.
            @if assessment.jurisdiction == "se" && state.kiosk().is_none() {
                (button("secondary", "show", Some("participant"), text.get("page.participant.link")))
            }
        }
    }
}

/// What judged the case, so that it can be named.
pub(super) fn proof(assessment: &Assessment, text: &Text) -> Markup {
    let edition = &assessment.edition;
    let sources = html! {
        ul.sources {
            @for source in &assessment.sources {
                li {
                    bdi { (source.title) }
                    @if let Some(address) = &source.address { br; bdi.address { (address) } }
                    br; (text.fill("proof.read", &[("date", &words::day(&source.read, text))]))
                }
            }
        }
    };
    html! {
        dl.answers {
            (row(text.get("proof.on"), &words::moment(&assessment.on, text)))
            (row(text.get("proof.in-force"), text.at(&["edition.", &edition.in_force])))
            (row(text.get("proof.policy"), &edition.policy))
            (row(text.get("proof.engine"), edition.engine))
        }
        (fold(text.get("proof.sources"), &sources))
    }
}
