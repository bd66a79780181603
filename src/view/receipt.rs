//! The result as a file to keep, and an earlier one laid beside the new one: what moved it, and what did not.

use super::frame::{back, heading};
use super::parts::{button, paragraph, table, wrong};
use crate::assessment::{Cause, Comparison, Difference, Earlier, FactValue, Summary, assess, compare};
use crate::case::{Answer, Moment};
use crate::sentences::receipt::lines;
use crate::sentences::words;
use crate::session::receipt::withheld;
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// The page.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let has_sensitive = !withheld(&state.case).is_empty();
    html! {
        (back(state, text))
        (heading(text.get("page.receipt.title")))
        @if state.kiosk().is_none() { (paragraph("lead", text.get("page.receipt.lead"))) }
        (shown(state, context))
        // A terminal keeps nothing, and opens nothing.
        @if state.kiosk().is_none() { (files(state, has_sensitive, context)) }
    }
}

/// The receipt itself: the same lines as in the file, in the chat and on paper.
fn shown(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let Ok(assessment) = assess(&state.case, context.policies) else { return Markup::default() };
    let prints = state.kiosk().is_none_or(|kiosk| kiosk.settings.printer);
    html! {
        section.receipt aria-labelledby="receipt" {
            h2 #receipt { (text.get("receipt.title")) }
            @for line in lines(&assessment, &state.answers(), &[], text) { p { (line) } }
        }
        @if prints { div.actions { (button("secondary", "print", None, text.get("take.print.do"))) } }
    }
}

/// Saved as a file, and an earlier one laid beside.
fn files(state: &State, has_sensitive: bool, context: &Context<'_>) -> Markup {
    let text = context.text;
    let save = |event: &str, value: &str, label: &str| button("secondary", event, Some(value), text.get(label));
    let both = |event: &str, all: &str, less: &str| {
        html! {
            div.actions {
                (save(event, "all", all))
                @if has_sensitive { (save(event, "without-sensitive", less)) }
            }
        }
    };
    html! {
        h2 { (text.get("page.receipt.save")) }
        (paragraph("", text.get("page.receipt.save-text")))
        (wrong(state, &["not-saved"], text))
        (paragraph("", text.get("page.receipt.save-to-read")))
        (both("save-page", "page.receipt.save-page", "page.receipt.save-page-less"))
        (paragraph("", text.get("page.receipt.save-to-compare")))
        (both("save-receipt", "page.receipt.save-all", "page.receipt.save-less"))
        h2 { (text.get("page.receipt.open")) }
        (paragraph("", text.get("page.receipt.open-text")))
        p.file {
            label for="receipt-file" { (text.get("page.receipt.choose")) }
            input #receipt-file type="file" accept=".json,application/json" data-file="open-receipt"
                aria-describedby=[state.wrong_file.map(|_| "opened")] aria-invalid=[state.wrong_file.map(|_| "true")];
        }
        @if let Some(wrong) = state.wrong_file {
            p.mistake #opened tabindex="-1" {
                strong { (text.get("mistake.label")) } " " (text.at(&["receipt.wrong.", wrong]))
            }
        }
        @if let Some(earlier) = &state.earlier {
            @match compare(earlier, &state.case, context.policies) {
                Ok(comparison) => (beside(earlier, &comparison, state, text)),
                Err(_) => (paragraph("", text.get("receipt.wrong.damaged"))),
            }
        }
    }
}

/// The earlier result and the new one, and what is different between them.
fn beside(earlier: &Earlier, comparison: &Comparison, state: &State, text: &Text) -> Markup {
    let (then, now) = (&earlier.result, &comparison.now);
    let id = state.wrong_file.is_none().then_some("opened");
    let causes =
        |moves: bool| -> Vec<&Cause> { comparison.causes.iter().filter(|cause| cause.moves() == moves).collect() };
    let (moved, others) = (causes(true), causes(false));
    let same = then.looks_like(now);
    html! {
        section aria-labelledby=[id] {
            h2 id=[id] tabindex="-1" { (text.get("page.receipt.beside")) }
            (beside_table(earlier, comparison, state, text))
            @if same { (paragraph("answer", text.get("receipt.same"))) }
            @if !moved.is_empty() {
                h3 { (text.get("receipt.moved")) }
                ul.points.moved { @for cause in &moved { li { strong { (name(cause, text)) } " " (effect(cause, text)) } } }
            } @else if !same {
                (paragraph("", text.get("receipt.together")))
            }
            @if !others.is_empty() {
                h3 { (text.get("receipt.not-moved")) }
                ul.points { @for cause in &others { li { (name(cause, text)) } } }
            }
            @if !earlier.withheld.is_empty() {
                (paragraph("note", &text.fill("receipt.withheld", &[("facts", &words::fact_names(&earlier.withheld, text))])))
            }
        }
    }
}

fn beside_table(earlier: &Earlier, comparison: &Comparison, state: &State, text: &Text) -> Markup {
    let (then, now) = (&earlier.result, &comparison.now);
    let track =
        |result: &Summary| result.most_likely.map_or("", |track| text.at(&["track.", track, ".name"])).to_owned();
    let chance = |chance: Option<u32>| chance.map_or_else(String::new, |chance| text.of_hundred(chance));
    let name = |key: &str| text.get(key).to_owned();
    let outcome = |outcome: &str| text.at(&["outcome.", outcome, ".name"]).to_owned();
    let mut rows = Vec::new();
    if now.most_likely.is_some() || then.most_likely.is_some() {
        rows.push([name("receipt.track"), track(then), track(now)]);
        rows.push([name("receipt.together-chance"), chance(then.together()), chance(now.together())]);
        rows.push([name("receipt.chance"), chance(then.six_months), chance(now.six_months)]);
    }
    for (id, after) in &now.programmes {
        let before = then.programmes.iter().find(|(known, _)| known == id).map(|(_, outcome)| *outcome);
        if before != Some(*after) {
            let name = text.at(&["programme.", id, ".name"]).to_owned();
            rows.push([name, before.map_or_else(String::new, outcome), outcome(after)]);
        }
    }
    let on = |key: &str, on: Moment| text.fill(key, &[("moment", &words::moment(&on.to_string(), text))]);
    let (before, after) = (on("receipt.then", earlier.case.on), on("receipt.now", state.case.on));
    table(text.get("receipt.caption"), [text.get("page.without.what"), &before, &after], &rows)
}

/// What is different.
fn name(cause: &Cause, text: &Text) -> String {
    let number = |number: &Option<i32>| number.map_or_else(|| text.get("answer.unknown").to_owned(), |n| n.to_string());
    match &cause.what {
        Difference::Fact(fact, was, is) => {
            let value = |answer: &Answer| words::value(fact.name(), &FactValue::from(*answer), text);
            let values = [("fact", words::fact(fact.name(), text)), ("from", &value(was)), ("to", &value(is))];
            text.fill("receipt.what.fact", &values)
        }
        Difference::Days(was, is) => text.fill("receipt.what.days", &[("from", &number(was)), ("to", &number(is))]),
        Difference::Rules(was, is) if was == is => text.get("receipt.what.day").to_owned(),
        Difference::Rules(was, is) => {
            let edition = |id: &str| text.at(&["edition.", id]);
            text.fill("receipt.what.rules", &[("from", edition(was)), ("to", edition(is))])
        }
        Difference::Engine => text.get("receipt.what.engine").to_owned(),
        Difference::Withheld => text.get("receipt.what.withheld").to_owned(),
    }
}

/// What it alone does.
fn effect(cause: &Cause, text: &Text) -> Markup {
    let (from, to) = (&cause.from, &cause.to);
    html! {
        @if let Some(track) = to.most_likely.filter(|_| from.most_likely != to.most_likely) {
            (text.fill("what-if.track", &[("track", text.at(&["track.", track, ".name"]))])) " "
        }
        @for (key, was, is) in [("what-if.chance-from-to", from.six_months, to.six_months), ("receipt.together-from-to", from.together(), to.together())] {
            @if let (Some(was), Some(is)) = (was, is) {
                @if Text::hundredths(was) != Text::hundredths(is) {
                    (text.fill(key, &[("from", &text.of_hundred(was)), ("to", &text.of_hundred(is))])) " "
                }
            }
        }
        @for (id, outcome) in &to.programmes {
            @if !from.programmes.iter().any(|(known, before)| known == id && before == outcome) {
                (text.fill("what-if.programme", &[
                    ("programme", text.at(&["programme.", id, ".name"])),
                    ("outcome", text.at(&["outcome.", outcome, ".name"])),
                ])) " "
            }
        }
    }
}
