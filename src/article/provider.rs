//! Choosing a provider: what to ask, what participants said, and what a provider is paid for.

use super::charts;
use super::teller::{Teller, table};
use crate::session::Page;
use crate::view::parts::fold;
use maud::{Markup, html};

pub fn article(teller: &Teller<'_>) -> Markup {
    html! {
        (teller.lead())
        (teller.section("how", &["enrival-choice", "af-ram-questions"], &html! {}))
        (teller.section("ask", &["af-ram-page"], &html! {}))
        (teller.section("said", &[], &survey(teller)))
        (teller.section("paid", &["af-2021-report", "kompetensforetagen-ram2"], &html! {}))
        (teller.section("change", &["af-ram-questions"], &teller.link(Page::Who)))
        (teller.sources())
    }
}

/// Table 1: what participants answered, per cent.
pub fn survey(teller: &Teller<'_>) -> Markup {
    let question = |id: &str| teller.text.at(&["survey.", id]);
    let percent = |share: u32| teller.percent(10 * share);
    let answers = &teller.figures.survey;
    let row = |answer: &super::figures::Answer| {
        let neutral = 100_u32.saturating_sub(answer.yes + answer.no);
        (question(&answer.id).to_owned(), [answer.yes, answer.no, neutral].map(percent).to_vec())
    };
    let rows: Vec<(String, Vec<String>)> = answers.iter().map(row).collect();
    let heads = ["question", "yes", "no", "neutral"].map(|head| teller.text.at(&["survey.head.", head]));
    html! {
        ol.strips {
            @for answer in answers {
                li {
                    span.name { (question(&answer.id)) }
                    span.chance { (percent(answer.yes)) }
                    (charts::bar(f64::from(10 * answer.yes), f64::from(10 * answer.yes)))
                }
            }
        }
        (fold(teller.text.get("survey.show"), &table(teller.text.get("survey.caption"), &heads, &rows)))
    }
}
