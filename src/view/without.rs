//! The result with and without what a person cannot change: sex, birth and disability, side by side.

use super::frame::{back, heading};
use super::parts::paragraph;
use super::words;
use crate::assessment::{Summary, without};
use crate::case::FactId;
use crate::order::sorted;
use crate::profiling::TRACKS;
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// The page.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let sets = without(&state.case, context.book);
    let all = Summary::of(&state.case, context.book).ok().filter(|all| all.chances.is_some());
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

fn names(facts: &[FactId], text: &Text) -> String {
    let names: Vec<&str> = facts.iter().map(|fact| fact.name()).collect();
    words::facts(&names, text)
}

fn chance(thousandths: Option<u32>, text: &Text) -> String {
    thousandths.map_or_else(String::new, |thousandths| text.of_hundred(thousandths))
}

/// Track by track and the chance of work, with all answers and without these.
fn beside(all: &Summary, less: &Summary, facts: &[FactId], text: &Text) -> Markup {
    let of = |result: &Summary, at: usize| result.chances.and_then(|chances| chances.get(at).copied());
    html! {
        table.beside {
            caption { (text.fill("page.without.caption", &[("facts", &names(facts, text))])) }
            thead { tr {
                th scope="col" { (text.get("page.without.what")) }
                th scope="col" { (text.get("page.without.with")) }
                th scope="col" { (text.get("page.without.without")) }
            } }
            tbody {
                @for (at, track) in TRACKS.iter().enumerate() {
                    tr {
                        th scope="row" { (text.at(&["track.", track, ".name"])) }
                        td { (chance(of(all, at), text)) }
                        td { (chance(of(less, at), text)) }
                    }
                }
                tr {
                    th scope="row" { (text.get("page.without.work")) }
                    td { (chance(all.six_months, text)) }
                    td { (chance(less.six_months, text)) }
                }
            }
        }
    }
}

/// Without each answer alone: the most likely track and the chance of work.
fn each(all: &Summary, sets: &[crate::assessment::Without], text: &Text) -> Markup {
    let row = |name: &str, result: &Summary| {
        html! {
            tr {
                th scope="row" { (name) }
                td { @if let Some(track) = result.most_likely { (text.at(&["track.", track, ".name"])) } }
                td { (chance(result.six_months, text)) }
            }
        }
    };
    // The one that leaves out most stands last.
    let sets = sorted(sets.iter().collect(), |a: &&crate::assessment::Without, b| a.facts.len().cmp(&b.facts.len()));
    html! {
        table.beside {
            caption { (text.get("page.without.each-caption")) }
            thead { tr {
                th scope="col" { (text.get("page.without.left-out")) }
                th scope="col" { (text.get("page.without.track")) }
                th scope="col" { (text.get("page.without.work")) }
            } }
            tbody {
                (row(text.get("page.without.none"), all))
                @for set in sets { (row(&names(&set.facts, text), &set.result)) }
            }
        }
    }
}
