//! The result with and without what a person cannot change: sex, birth and disability, side by side.

use super::frame::{back, heading};
use super::parts::{paragraph, table};
use crate::assessment::{Summary, Without, without};
use crate::case::FactId;
use crate::profiling::TRACKS;
use crate::sentences::words;
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// The page.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let sets = without(&state.case, context.policies);
    let all = Summary::of(&state.case, context.policies).ok().filter(|all| all.chances.is_some());
    html! {
        (back(state, text))
        (heading(text.get("page.without.title")))
        (paragraph("lead", text.get("page.without.lead")))
        @if let (Some(all), Some((most, single))) = (&all, sets.split_last()) {
            (beside(all, &most.result, &most.facts, text))
            @if !single.is_empty() {
                h2 { (text.get("page.without.each")) }
                (each(all, &sets, text))
            }
        } @else {
            (paragraph("", text.get("page.without.nothing")))
        }
        h2 { (text.get("page.without.mixture-title")) }
        (paragraph("", text.get("page.without.mixture")))
        (paragraph("", text.get("page.without.tool")))
    }
}

fn chance(thousandths: Option<u32>, text: &Text) -> String {
    thousandths.map_or_else(String::new, |thousandths| text.of_hundred(thousandths))
}

/// Track by track and the chance of work, with all answers and without these.
fn beside(all: &Summary, less: &Summary, facts: &[FactId], text: &Text) -> Markup {
    let of = |result: &Summary, at: usize| chance(result.chances.and_then(|chances| chances.get(at).copied()), text);
    let mut rows = Vec::new();
    for (at, track) in TRACKS.iter().enumerate() {
        rows.push([text.at(&["track.", track, ".name"]).to_owned(), of(all, at), of(less, at)]);
    }
    let work = text.get("page.without.work");
    rows.push([work.to_owned(), chance(all.six_months, text), chance(less.six_months, text)]);
    let caption = text.fill("page.without.caption", &[("facts", &words::fact_names(facts, text))]);
    let head = ["page.without.what", "page.without.with", "page.without.without"].map(|key| text.get(key));
    table(&caption, head, &rows)
}

/// Without each answer alone, and last without all of them: the most likely track and the chance of work.
fn each(all: &Summary, sets: &[Without], text: &Text) -> Markup {
    let mut rows = Vec::new();
    let mut row = |name: String, result: &Summary| {
        let track = result.most_likely.map_or("", |track| text.at(&["track.", track, ".name"]));
        rows.push([name, track.to_owned(), chance(result.six_months, text)]);
    };
    row(text.get("page.without.none").to_owned(), all);
    for set in sets {
        row(words::fact_names(&set.facts, text), &set.result);
    }
    let head = ["page.without.left-out", "page.without.track", "page.without.work"].map(|key| text.get(key));
    table(text.get("page.without.each-caption"), head, &rows)
}
