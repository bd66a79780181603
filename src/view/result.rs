//! The result: what is likely, what to do first, who to reach; and the pages behind it, each with one purpose.

use super::chance;
use super::frame::{back, heading};
use super::parts::{button, change, fold, paragraph, row};
use super::{check, contact, explain, pictures, steps, support};
use crate::assessment::{Assessment, PROTECTED_ATTRIBUTES, Track};
use crate::case::Section;
use crate::sentences::contact::hours;
use crate::sentences::outcome as sentences;
use crate::sentences::steps::{name_and_about, when};
use crate::sentences::words;
use crate::session::{Page, State};
use crate::text::Text;
use maud::{Markup, html};

/// Where the result leads to, in this order.
const BEHIND: [Page; 8] =
    [Page::Reach, Page::When, Page::Support, Page::Money, Page::Why, Page::Take, Page::Wrong, Page::About];

/// At a terminal, which keeps nothing, what is taken along comes first.
const BEHIND_AT_TERMINAL: [Page; 8] =
    [Page::Take, Page::Reach, Page::When, Page::Support, Page::Money, Page::Why, Page::Wrong, Page::About];

/// The result, or a page behind it.
pub fn page(page: Page, assessment: &Assessment, state: &State, text: &Text) -> Markup {
    html! {
        (back(state, text))
        (heading(text.at(&["page.", page.plain_id(), ".title"])))
        @match page {
            Page::Reach => (reach(assessment, text)),
            Page::When => (when_what(assessment, state, text)),
            Page::Support => (programmes(assessment, text)),
            Page::Why => (why(assessment, state, text)),
            Page::Wrong => (wrong(assessment, state, text)),
            Page::About => (about(assessment, text)),
            _ => (result(assessment, state, text)),
        }
    }
}

/// What is likely, what to do first, and the way to everything else.
fn result(assessment: &Assessment, state: &State, text: &Text) -> Markup {
    let told = i32::try_from(state.answered_facts().count()).unwrap_or(i32::MAX);
    let kiosk = state.kiosk();
    let has_printer = kiosk.is_some_and(|kiosk| kiosk.settings.printer);
    html! {
        (outcome(assessment, text))
        (first(assessment, text))
        nav.behind aria-label=(text.get("page.result.more")) {
            ul {
                @if has_printer { li { (button("plain", "print", None, text.get("take.print.do"))) } }
                @let behind = if kiosk.is_some() { BEHIND_AT_TERMINAL } else { BEHIND };
                @for page in behind.into_iter().filter(|page| page.is_in(state.case.jurisdiction)) {
                    @let told_of = match page {
                        Page::Why => assessment.track.is_some(),
                        Page::Take => told > 0,
                        _ => true,
                    };
                    @if told_of { li { (lead_on(page, text)) } }
                }
            }
        }
        @if told > 0 {
            section aria-labelledby="told" {
                h2 #told tabindex="-1" { (text.get("page.result.told")) }
                (fold(&text.count("result.told", told), &check::list(state, text)))
            }
        }
        // Only on paper, where no page lies behind another.
        div.paper {
            h2 { (text.get("page.when.title")) }
            (steps::list(&assessment.next_steps, &assessment.sources, text))
            h2 { (text.get("page.reach.title")) }
            (contact::list(&assessment.contact, text))
            h2 { (text.get("page.support.title")) }
            (support::list(&assessment.eligibility, &assessment.sources, false, text))
            h2 { (text.get("page.about.title")) }
            (proof(assessment, text))
        }
    }
}

/// To a page behind the result: its name, and what is told there.
fn lead_on(page: Page, text: &Text) -> Markup {
    let id = page.plain_id();
    // What is taken along has a page that others lead to as well.
    let name = if page == Page::Take { ".link" } else { ".title" };
    html! {
        button type="button" data-event="show" data-value=(id) {
            strong { (text.at(&["page.", id, name])) } " "
            span { (text.at(&["page.result.behind.", id])) }
        }
    }
}

/// Every way to reach someone.
fn reach(assessment: &Assessment, text: &Text) -> Markup {
    html! { (contact::list(&assessment.contact, text)) (more(Page::Evidence, text)) }
}

/// Every step with its day.
fn when_what(assessment: &Assessment, state: &State, text: &Text) -> Markup {
    html! {
        (steps::list(&assessment.next_steps, &assessment.sources, text))
        // Only where there are providers to choose from.
        @if assessment.track.is_some() { (more(Page::Provider, text)) }
        (more(Page::Money, text))
        @if state.case.jurisdiction.has(Section::Meetings) { (lead_to("meetings", text)) }
    }
}

/// Every programme with its reasons.
fn programmes(assessment: &Assessment, text: &Text) -> Markup {
    html! {
        (support::list(&assessment.eligibility, &assessment.sources, true, text))
        (more(Page::Who, text))
    }
}

/// The chance of each, what it rests on, what could change it, and what was not used.
fn why(assessment: &Assessment, state: &State, text: &Text) -> Markup {
    let section = |id: &str, content: Markup| {
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) tabindex="-1" { (text.at(&["page.why.", id])) }
                (content)
            }
        }
    };
    html! {
        @if let Some(track) = &assessment.track {
            (section("tracks", tracks(track, text)))
            @if let Some(chance) = &assessment.job_chance {
                (section("chance", fold(text.get("chance.show"), &chance::show(chance, state, text))))
            }
            (section("factors", html! {
                (explain::why(assessment, text))
                // What cannot be changed is told apart; the rest is tried, where there is a keyboard.
                @if PROTECTED_ATTRIBUTES.iter().any(|fact| state.case.value(*fact).is_some()) { (lead_to("without", text)) }
                @if state.kiosk().is_none() { (lead_to("explore", text)) }
            }))
            (section("change", explain::what_ifs(assessment, text)))
            (section("not-used", paragraph("", text.get("page.why.not-used-text"))))
        } @else {
            (outcome(assessment, text))
        }
    }
}

/// What it rests on, and the same to keep.
fn about(assessment: &Assessment, text: &Text) -> Markup {
    html! {
        (proof(assessment, text))
        div.actions {
            (button("secondary", "show", Some("receipt"), text.get("receipt.show")))
            @if Page::Model.is_in(text.country()) {
                (button("secondary", "show", Some("model"), text.get("page.model.link")))
            }
        }
    }
}

/// A button that leads to a page of its own.
fn lead_to(page: &str, text: &Text) -> Markup {
    html! { div.actions { (button("secondary", "show", Some(page), text.at(&["page.", page, ".link"]))) } }
}

/// To an article that tells more, where the country has it.
fn more(article: Page, text: &Text) -> Markup {
    let id = article.plain_id();
    html! {
        @if article.is_in(text.country()) {
            p { (button("plain", "show", Some(id), text.at(&["page.", id, ".link"]))) }
        }
    }
}

/// What is likely in words of certainty, what decides where it is open, that it is preliminary, and who decides.
pub(super) fn outcome(assessment: &Assessment, text: &Text) -> Markup {
    let open = assessment.track.as_ref().filter(|track| track.service.is_none());
    html! {
        div.outcome {
            @for line in sentences::lines(assessment, text) { (paragraph("answer", &line)) }
            @if let Some(ask) = open.and_then(|track| track.ask.as_ref()) {
                p { (change(ask, text.get("result.answer-now"), "")) }
            }
            p {
                strong { (text.get("result.preliminary")) } " "
                (text.get("result.who-decides"))
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
            li { (text.get("result.wrong.person")) }
            li { (text.get("result.wrong.decision")) }
        }
        div.actions {
            (button("secondary", "show", Some("check"), text.get("result.change-answers")))
            @if assessment.track.is_some() {
                (button("secondary", "show", Some("opinion"), text.get("page.opinion.link")))
            }
            @if state.case.jurisdiction.has(Section::Letters) {
                (button("secondary", "show", Some("letters"), text.get("page.letters.link")))
            }
            // Written down at a terminal it would be of no use to anybody.
            @if state.case.jurisdiction.has(Section::Participant) && state.kiosk().is_none() {
                (button("secondary", "show", Some("participant"), text.get("page.participant.link")))
            }
        }
    }
}

/// When the sources of this result were read, the first and the last of them.
fn last_read(assessment: &Assessment, text: &Text) -> Option<String> {
    let days = || assessment.sources.iter().map(|source| &source.read);
    let (first, last) = (days().min()?, days().max()?);
    let (from, by) = (words::day(first, text), words::day(last, text));
    Some(if first == last { by } else { text.fill("proof.from-to", &[("from", &from), ("by", &by)]) })
}

/// What judged the case, so that it can be named, and when its rules were read.
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
            @if let Some(read) = last_read(assessment, text) { (row(text.get("proof.last-read"), &read)) }
            (row(text.get("proof.engine"), edition.engine))
        }
        (fold(text.get("proof.sources"), &sources))
    }
}
