//! Why: what helped, what held back, and what could change it. The explanation is the computation.

use super::parts::{fold, paragraph};
use super::pictures;
use crate::assessment::{Assessment, Change, Factor, WhatIf};
use crate::sentences::factors::{largest_first, name, size, told_as};
use crate::sentences::words;
use crate::text::Text;
use maud::{Markup, html};

/// What helped and what held back, and the whole sum.
pub fn why(assessment: &Assessment, text: &Text) -> Markup {
    let told: Vec<&Factor> = assessment.factors.iter().filter(|factor| factor.value.is_some()).collect();
    let most = told.iter().map(|factor| factor.points.abs()).max().unwrap_or(0);
    html! {
        (paragraph("", text.get("why.lead")))
        @for (sign, title) in [(1, "why.helped"), (-1, "why.held-back")] {
            h3 { (text.get(title)) }
            (effects(&largest_first(&told, sign), most, text))
        }
        @if told.iter().any(|factor| factor.category.is_none()) { (paragraph("", text.get("why.unknown"))) }
        (paragraph("note", text.get("why.coarse")))
        (fold(text.get("why.sum"), &sum(assessment, text)))
    }
}

/// The explanation is the computation: every factor, and what they come to.
fn sum(assessment: &Assessment, text: &Text) -> Markup {
    html! {
        table {
            caption { (text.get("why.sum-caption")) }
            thead { tr { th scope="col" { (text.get("why.fact")) } th scope="col" { (text.get("why.answer")) } th.number scope="col" { (text.get("why.points")) } } }
            tbody {
                @for factor in &assessment.factors {
                    tr {
                        th scope="row" { (name(factor, text)) }
                        td { (told_as(factor, text)) }
                        td.number { (signed(factor.points)) }
                    }
                }
            }
            tfoot {
                tr { th scope="row" colspan="2" { (text.get("why.score")) } td.number { (signed(assessment.score.unwrap_or_default())) } }
            }
        }
    }
}

fn effects(factors: &[&Factor], most: i32, text: &Text) -> Markup {
    html! {
        @if factors.is_empty() {
            p { (text.get("why.none")) }
        } @else {
            ul.effects {
                @for factor in factors {
                    li {
                        span.name { (name(factor, text)) ": " (told_as(factor, text)) }
                        span.size { (text.get(size(factor.points))) }
                        (pictures::lean(factor.points, most))
                    }
                }
            }
        }
    }
}

fn signed(points: i32) -> String {
    let sign = if points < 0 { "−" } else { "+" };
    [sign, &points.unsigned_abs().to_string()].concat()
}

/// What could change it, and what time alone does.
pub fn what_ifs(assessment: &Assessment, text: &Text) -> Markup {
    let list = |key: &str, of: bool| {
        let rows: Vec<&WhatIf> = assessment.what_ifs.iter().filter(|what_if| what_if.is_comparison == of).collect();
        html! {
            @if !rows.is_empty() {
                (paragraph("", text.get(key)))
                ul.points { @for what_if in rows { li { (one(what_if, assessment, text)) } } }
            }
        }
    };
    html! {
        @if assessment.what_ifs.is_empty() { (paragraph("", text.get("what-if.none"))) }
        (list("what-if.lead", false))
        (list("what-if.compared", true))
        @if !assessment.later.is_empty() {
            h3 { (text.get("what-if.later")) }
            ul.points {
                @for later in &assessment.later {
                    li {
                        strong { (text.count("what-if.after-months", later.months)) } " "
                        @if let Some(track) = later.most_likely { (becomes(track, text)) " " }
                        @if let Some(chance) = later.six_months { (text.fill("what-if.chance", &[("chance", &text.of_hundred(chance))])) }
                    }
                }
            }
        }
    }
}

fn becomes(track: &str, text: &Text) -> String {
    text.fill("what-if.track", &[("track", text.at(&["track.", track, ".name"]))])
}

/// Puts another part after those before it.
fn and(parts: &mut String, part: &str, text: &Text) {
    *parts =
        if parts.is_empty() { part.to_owned() } else { text.fill("what-if.and", &[("one", parts), ("other", part)]) };
}

fn one(what_if: &WhatIf, assessment: &Assessment, text: &Text) -> Markup {
    let before = assessment.track.as_ref().map(|track| track.most_likely);
    let mut change = String::new();
    for Change { fact, value } in &what_if.changes {
        let value = words::value(fact, value, text);
        and(&mut change, &text.fill("what-if.fact", &[("fact", words::fact(fact, text)), ("value", &value)]), text);
    }
    if what_if.on != assessment.on {
        and(&mut change, &text.fill("what-if.wait", &[("date", &words::day(&what_if.on, text))]), text);
    }
    let key = if what_if.is_comparison { "what-if.others" } else { "what-if.if" };
    let change = text.fill(key, &[("what", &change)]);
    html! {
        strong { (change) } " "
        @if let Some(track) = what_if.most_likely.filter(|track| Some(*track) != before) { (becomes(track, text)) " " }
        @if let (Some(then), Some(now)) = (what_if.six_months, &assessment.job_chance) {
            @if then != now.six_months {
                (text.fill("what-if.chance-from-to", &[("from", &text.of_hundred(now.six_months)), ("to", &text.of_hundred(then))])) " "
            }
        }
        @for changed in &what_if.eligibility {
            (text.fill("what-if.programme", &[
                ("programme", text.at(&["programme.", &changed.id, ".name"])),
                ("outcome", text.at(&["outcome.", changed.outcome, ".name"])),
            ])) " "
        }
    }
}
