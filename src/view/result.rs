//! The result: the outcome in one sentence, then what it rests on, what it leads to and what to do about it.

use super::frame::{back, heading};
use super::{check, contact, explain, pictures, steps, support, words};
use crate::assessment::{Assessment, JobChance, Track};
use crate::session::{Page, State};
use crate::text::Text;
use maud::{Markup, html};

/// The result page.
pub fn page(assessment: &Assessment, state: &State, text: &Text) -> Markup {
    html! {
        (back(state, text))
        (heading(text.get("page.result.title")))
        (outcome(assessment, text))
        nav.contents aria-label=(text.get("page.result.contents")) {
            ul {
                @for part in ["contact", "steps", "programmes", "why", "change", "wrong"] {
                    li { a href={ "#" (part) } data-event="focus" { (text.get(&format!("page.result.{part}"))) } }
                }
            }
        }
        @if let Some(track) = &assessment.track { (tracks(track, text)) }
        @if let Some(chance) = &assessment.job_chance { (job_chance(chance, text)) }
        (section("contact", contact::list(&assessment.contact, text), text))
        (section("steps", steps::list(&assessment.next_steps, text), text))
        (section("programmes", support::list(&assessment.eligibility, &assessment.sources, text), text))
        @if assessment.track.is_some() {
            (section("why", explain::why(assessment, text), text))
        }
        (section("told", check::list(state, text), text))
        @if assessment.track.is_some() {
            (section("change", explain::what_ifs(assessment, text), text))
            (section("not-used", html! { p { (text.get("page.result.not-used-text")) } }, text))
        }
        (section("wrong", wrong(text), text))
        (section("proof", proof(assessment, text), text))
        div.actions {
            button.secondary type="button" data-event="show" data-value=(Page::Model.id()) { (text.get("page.model.link")) }
            button.secondary type="button" data-event="show" data-value=(Page::StartOver.id()) { (text.get("page.start-over.link")) }
        }
    }
}

fn section(id: &str, content: Markup, text: &Text) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) tabindex="-1" { (text.get(&format!("page.result.{id}"))) }
            (content)
        }
    }
}

/// The outcome in one sentence, that it is preliminary, and who decides.
fn outcome(assessment: &Assessment, text: &Text) -> Markup {
    html! {
        div.outcome {
            @match &assessment.track {
                Some(track) => {
                    @let name = text.get(&format!("track.{}.name", track.most_likely)).to_owned();
                    @if track.abstains {
                        p.answer { (text.get("result.abstains")) }
                        p { (text.fill("result.nearest", &[("track", &name), ("chance", &chance_of(track, text))])) }
                        @if let Some(ask) = &track.ask {
                            p {
                                (text.fill("result.ask", &[("fact", &words::fact(ask, text))])) " "
                                button.plain type="button" data-event="change" data-fact=(ask) { (text.get("result.answer-now")) }
                            }
                        }
                    } @else {
                        p.answer { (text.fill("result.most-likely", &[("track", &name)])) }
                        p { (text.get(&format!("track.{}.about", track.most_likely))) }
                    }
                }
                None => p.answer { (text.get(&format!("why.{}", assessment.why.unwrap_or("no-tool-yet")))) }
            }
            p { strong { (text.get("result.preliminary")) } " " (text.get("result.who-decides")) }
        }
    }
}

fn chance_of(track: &Track, text: &Text) -> String {
    let chance = track.chances.each().into_iter().find(|(id, _)| *id == track.most_likely);
    text.of_hundred(chance.map_or(0, |(_, chance)| chance))
}

/// The chance of each of the five, and how close the next one is.
fn tracks(track: &Track, text: &Text) -> Markup {
    html! {
        section aria-labelledby="tracks" {
            h2 #tracks { (text.get("page.result.tracks")) }
            p { (text.get("result.tracks-lead")) }
            ol.tracks {
                @for (id, chance) in track.chances.each() {
                    li class=(if id == track.most_likely { "first" } else { "" }) {
                        span.name { (text.get(&format!("track.{id}.name"))) }
                        span.chance { (text.of_hundred(chance)) }
                        (pictures::bar(chance, id))
                    }
                }
            }
            @if let Some(next) = &track.next {
                p {
                    (text.fill("result.next", &[
                        ("track", text.get(&format!("track.{}.name", next.track))),
                        ("behind", &((next.behind + 5) / 10).to_string()),
                    ]))
                }
            }
            @if !track.holds {
                p { (text.get("result.does-not-hold")) }
            }
        }
    }
}

/// The job chance in words, as a picture, and by month.
fn job_chance(chance: &JobChance, text: &Text) -> Markup {
    let hundredths = |thousandths: u32| ((thousandths + 5) / 10).to_string();
    let (n, low, high) = (hundredths(chance.six_months), hundredths(chance.low), hundredths(chance.high));
    html! {
        section aria-labelledby="chance" {
            h2 #chance { (text.get("page.result.chance")) }
            p.answer { (text.fill("chance.six-months", &[("n", &n)])) }
            p { (text.fill("chance.band", &[("low", &low), ("high", &high)])) }
            (pictures::hundred(chance.low, chance.high))
            p.caption { (text.get("chance.legend")) }
            p { (text.get("chance.not-observed")) }
            details {
                summary { (text.get("chance.by-month")) }
                (pictures::curve(&chance.by_month))
                table {
                    caption { (text.get("chance.by-month-caption")) }
                    thead { tr { th scope="col" { (text.get("chance.month")) } th scope="col" { (text.get("chance.chance")) } } }
                    tbody {
                        @for (month, value) in (1_i32..).zip(&chance.by_month).filter(|(month, _)| [1, 3, 6, 12, 18, 24].contains(month)) {
                            tr { th scope="row" { (text.count("chance.months", month)) } td { (text.of_hundred(*value)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Wrong? Change, object, talk to a person.
fn wrong(text: &Text) -> Markup {
    html! {
        ul.points {
            @for part in ["change", "person", "decision"] {
                li { (text.get(&format!("result.wrong.{part}"))) }
            }
        }
        div.actions {
            button.secondary type="button" data-event="show" data-value=(Page::Check.id()) { (text.get("result.change-answers")) }
        }
    }
}

/// What judged the case, so that it can be named.
fn proof(assessment: &Assessment, text: &Text) -> Markup {
    let edition = &assessment.edition;
    html! {
        dl.answers {
            div { dt { (text.get("proof.on")) } dd { bdi { (assessment.on) } } }
            div { dt { (text.get("proof.policy")) } dd { bdi { (edition.policy) } } }
            div { dt { (text.get("proof.in-force")) } dd { (text.get(&format!("edition.{}", edition.in_force))) } }
            div { dt { (text.get("proof.engine")) } dd { bdi { (edition.engine) } } }
        }
        details {
            summary { (text.get("proof.sources")) }
            ul.sources {
                @for source in &assessment.sources {
                    li {
                        (source.title)
                        @if let Some(address) = &source.address { br; bdi.address { (address) } }
                        br; (text.fill("proof.read", &[("date", &words::day(&source.read, text))]))
                    }
                }
            }
        }
    }
}
