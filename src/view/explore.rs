//! All answers with the result beside them, to try others; and the same person under earlier rules.

use super::frame::{back, heading};
use super::parts::{button, paragraph, table};
use super::pictures;
use crate::assessment::{Assessment, FactValue, PROTECTED_ATTRIBUTES, Period, assess_summary, periods};
use crate::case::{Answer, Case, Fact, FactId, Kind};
use crate::profiling::TRACKS;
use crate::sentences::question::mistake as mistake_words;
use crate::sentences::words;
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// The months that the table shows.
const MONTHS: [usize; 6] = [1, 3, 6, 12, 18, 24];

/// The page. What changes with an answer stands in two places of its own, `tried` and `trial`.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    html! {
        (back(state, text))
        (heading(text.get("page.explore.title")))
        (paragraph("lead", text.get("page.explore.lead")))
        div #tried .tried { (tried(state, context)) }
        div.trying role="group" aria-label=(text.get("explore.answers")) {
            @for fact in state.case.facts() {
                @let is_asked = state.case.asks(fact.id) || state.is_answered(fact.id);
                @if is_asked && !fact.is_preference() && fact.id != FactId::OwnEstimate { (control(fact, state, text)) }
            }
        }
        div #trial { (trial(state, context)) }
        div.actions {
            (button("secondary", "show", Some("earlier"), text.get("page.earlier.link")))
            @if PROTECTED_ATTRIBUTES.iter().any(|fact| state.case.value(*fact).is_some()) {
                (button("secondary", "show", Some("without"), text.get("page.without.link")))
            }
        }
    }
}

/// One answer, to be tried another way.
fn control(fact: &Fact, state: &State, text: &Text) -> Markup {
    let id = ["try-", fact.name].concat();
    let answer = state.tried().answer(fact.id);
    let told = answer.to_string();
    let option = |value: &str, label: &str| html! { option value=(value) selected[told == value] { (label) } };
    let wrong =
        state.explore.as_ref().and_then(|explore| explore.wrong.as_ref()).filter(|(other, _)| *other == fact.id);
    let typed = match (wrong, answer) {
        (Some((_, mistake)), _) => mistake.typed.clone(),
        (None, Answer::Known(_)) => words::value(fact.name, &FactValue::from(answer), text),
        (None, _) => String::new(),
    };
    html! {
        div.field-row {
            label.label for=(id) { (words::fact(fact.name, text)) }
            @match fact.kind {
                Kind::Day(..) | Kind::Place => {
                    @let list = (fact.kind == Kind::Place).then_some("try-places");
                    input type="text" id=(id) value=(typed) data-live="try" data-fact=(fact.name) data-given="typed" list=[list]
                        autocomplete="off" spellcheck="false";
                    @if list.is_some() {
                        datalist #try-places { @for place in text.places() { option value=(place.name) {} } }
                    }
                }
                kind => {
                    select id=(id) data-live="try" data-fact=(fact.name) data-given="value" {
                        @if let Kind::Number(first, last) = kind {
                            @for number in first..=last { (option(&number.to_string(), &words::value(fact.name, &FactValue::Number(number), text))) }
                        } @else {
                            @for choice in fact.choices() { (option(choice, text.at(&["question.", fact.name, ".choice.", choice]))) }
                        }
                        (option("unknown", text.get("answer.unknown")))
                        (option("declined", text.get("answer.declined")))
                    }
                }
            }
        }
    }
}

/// What comes of it in one sentence, always in sight, with the way back to one's own answers.
pub fn tried(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let own = *state.tried() == state.case;
    html! {
        p.which { (text.get(if own { "explore.own" } else { "explore.trying" })) }
        p.what { (outcome_words(state, text, assess_summary(state.tried(), context.policies).ok().as_ref())) }
        (button("plain", "own-again", None, text.get("explore.own-again")))
    }
}

/// The outcome of what is tried, in words that can be read aloud by themselves.
pub fn outcome_words(state: &State, text: &Text, assessment: Option<&Assessment>) -> String {
    if let Some((fact, mistake)) = state.explore.as_ref().and_then(|explore| explore.wrong.as_ref()) {
        return [words::fact(fact.name(), text), ": ", &mistake_words(fact.fact(), mistake, state.tried(), text)]
            .concat();
    }
    if let Some((one, other)) = state.tried().contradictions().first() {
        let names = [("one", words::fact(one.name(), text)), ("other", words::fact(other.name(), text))];
        return text.fill("explore.contradiction", &names);
    }
    let Some(assessment) = assessment else { return text.get("page.impossible.title").to_owned() };
    let Some(track) = &assessment.track else {
        return text.at(&["why.", assessment.why.unwrap_or("no-tool-yet")]).to_owned();
    };
    let work = assessment.job_chance.as_ref().map_or(0, |chance| chance.six_months);
    let name = text.at(&["track.", track.most_likely, ".name"]);
    let together = text.of_hundred(track.chances.together());
    let key = if track.abstains { "explore.outcome-unsure" } else { "explore.outcome" };
    text.fill(key, &[("track", name), ("together", &together), ("chance", &text.of_hundred(work))])
}

/// What is different from one's own answers, track by track, month by month.
pub fn trial(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let (own, then) =
        (assess_summary(&state.case, context.policies).ok(), assess_summary(state.tried(), context.policies).ok());
    let clash = !state.tried().contradictions().is_empty();
    html! {
        h2 { (text.get("explore.beside")) }
        @if let (Some(own), Some(then), false) = (&own, &then, clash) {
            (changes(&state.case, state.tried(), text))
            @if own.track.is_some() && then.track.is_some() { (beside(own, then, text)) }
            (programmes(own, then, text))
            (months(own, then, text))
        } @else {
            (paragraph("", &outcome_words(state, text, then.as_ref())))
        }
    }
}

/// Which answers are tried.
fn changes(own: &Case, then: &Case, text: &Text) -> Markup {
    let mut changed = Vec::new();
    for fact in own.facts() {
        let (was, is) = (own.answer(fact.id), then.answer(fact.id));
        if was != is {
            let value = |answer: Answer| words::value(fact.name, &FactValue::from(answer), text);
            let values = [("fact", words::fact(fact.name, text)), ("from", &value(was)), ("to", &value(is))];
            changed.push(text.fill("receipt.what.fact", &values));
        }
    }
    html! {
        @if changed.is_empty() { (paragraph("", text.get("explore.nothing-changed"))) }
        @else { ul.points.moved { @for line in &changed { li { (line) } } } }
    }
}

fn beside(own: &Assessment, then: &Assessment, text: &Text) -> Markup {
    let of = |assessment: &Assessment, at: usize| {
        let chances = assessment.track.as_ref().map(|track| track.chances.each());
        chances.and_then(|all| all.get(at).copied()).map_or_else(String::new, |(_, chance)| text.of_hundred(chance))
    };
    let work = |assessment: &Assessment| {
        assessment.job_chance.as_ref().map_or_else(String::new, |chance| text.of_hundred(chance.six_months))
    };
    let mut rows = Vec::new();
    for (at, track) in TRACKS.iter().enumerate() {
        rows.push([text.at(&["track.", track, ".name"]).to_owned(), of(own, at), of(then, at)]);
    }
    rows.push([text.get("page.without.work").to_owned(), work(own), work(then)]);
    table(
        text.get("explore.caption"),
        ["page.without.what", "explore.yours", "explore.tried"].map(|key| text.get(key)),
        &rows,
    )
}

/// The programmes of which the outcome is another.
fn programmes(own: &Assessment, then: &Assessment, text: &Text) -> Markup {
    let mut rows = Vec::new();
    for (was, is) in own.eligibility.iter().zip(&then.eligibility) {
        if was.outcome != is.outcome {
            let outcome = |id: &str| text.at(&["outcome.", id, ".name"]).to_owned();
            rows.push([
                text.at(&["programme.", &is.id, ".name"]).to_owned(),
                outcome(was.outcome),
                outcome(is.outcome),
            ]);
        }
    }
    let head = ["explore.programme", "explore.yours", "explore.tried"].map(|key| text.get(key));
    html! { @if !rows.is_empty() { (table(text.get("explore.programmes"), head, &rows)) } }
}

/// The chance by month as a picture, and the same in a table.
fn months(own: &Assessment, then: &Assessment, text: &Text) -> Markup {
    let (Some(own), Some(then)) = (&own.job_chance, &then.job_chance) else { return Markup::default() };
    let of = |all: &[u32], month: usize| text.of_hundred(all.get(month - 1).copied().unwrap_or_default());
    let mut rows = Vec::new();
    for month in MONTHS {
        let name = text.count("chance.months", i32::try_from(month).unwrap_or_default());
        rows.push([name, of(&own.by_month, month), of(&then.by_month, month)]);
    }
    html! {
        h2 { (text.get("chance.by-month")) }
        (pictures::curves(&own.by_month, &then.by_month))
        (paragraph("note", text.get("explore.curves")))
        (table(text.get("chance.by-month-caption"), ["chance.month", "explore.yours", "explore.tried"].map(|key| text.get(key)), &rows))
    }
}

/// The same person under earlier rules.
pub fn earlier(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let all = periods(state.tried(), context.policies);
    let own = *state.tried() == state.case;
    html! {
        (back(state, text))
        (heading(text.get("page.earlier.title")))
        (paragraph("lead", text.get("page.earlier.lead")))
        (paragraph("", text.get(if own { "explore.own" } else { "explore.trying" })))
        @if all.is_empty() { (paragraph("", text.get("page.impossible.title"))) }
        @else { ol.periods { @for period in &all { li { (one(period, text)) } } } }
        (paragraph("note", text.get("earlier.assumed")))
    }
}

fn one(period: &Period, text: &Text) -> Markup {
    let result = &period.result;
    let ram = result.programmes.iter().find(|(id, _)| id == "rusta-och-matcha").map(|(_, outcome)| *outcome);
    html! {
        h2 { (text.fill("steps.from", &[("from", &text.date(period.from))])) }
        p.source {
            @if period.window_only { (text.get("earlier.window")) } @else { (text.at(&["edition.", &period.edition])) "." }
            " " (text.at(&["earlier.basis.", period.basis]))
        }
        @match (result.most_likely, result.together()) {
            (Some(track), Some(together)) => {
                p {
                    (text.fill("result.most-likely", &[("track", text.at(&["track.", track, ".name"]))])) " "
                    (text.fill("earlier.together", &[("chance", &text.of_hundred(together))]))
                }
            }
            _ => (paragraph("", text.get("why.no-tool-yet"))),
        }
        @if let Some(outcome) = ram {
            p { (text.fill("earlier.rules", &[("outcome", text.at(&["outcome.", outcome, ".name"]))])) }
        }
    }
}
