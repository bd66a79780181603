//! The chance of work: in words, as a picture, by month, and beside what the person expects.

use super::parts::{fold, paragraph, row};
use super::pictures;
use crate::assessment::{FactValue, JobChance};
use crate::case::{Answer, FactId, Value};
use crate::sentences::words;
use crate::session::State;
use crate::text::Text;
use maud::{Markup, html};

/// The months that the table shows.
const MONTHS: [i32; 6] = [1, 3, 6, 12, 18, 24];

/// The job chance within six months with its band, and the rest one tap away.
pub fn show(chance: &JobChance, state: &State, text: &Text) -> Markup {
    let [n, low, high] = [chance.six_months, chance.low, chance.high].map(Text::hundredths);
    let (low_words, high_words) = (low.to_string(), high.to_string());
    let values = [("chance", text.of_hundred(chance.six_months)), ("low", low_words), ("high", high_words)];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    html! {
        (paragraph("answer", &text.fill("chance.six-months", &values)))
        (paragraph("", &text.fill("chance.band", &values)))
        (pictures::hundred(n, low, high))
        (paragraph("note", &text.fill("chance.legend", &values)))
        @if state.case.value(FactId::OwnEstimate).is_some() {
            h3 { (text.get("chance.own.title")) }
            (own(chance, state, text))
        }
        @for fact in &chance.little_known { (paragraph("note", text.at(&["chance.little-known.", fact]))) }
        (paragraph("note", text.get("chance.not-observed")))
        (paragraph("note", text.get("chance.work")))
        (fold(text.get("chance.by-month"), &by_month(chance, text)))
    }
}

/// What the person expects, beside what the model says of the same time.
pub fn own(chance: &JobChance, state: &State, text: &Text) -> Markup {
    let Answer::Known(Value::Choice(id)) = state.case.answer(FactId::OwnEstimate) else { return Markup::default() };
    let months = match id {
        "within-1-month" => 1,
        "within-3-months" => 3,
        "within-6-months" => 6,
        _ => 12,
    };
    let there = chance.by_month.get(months - 1).copied().unwrap_or_default();
    let months = text.count("chance.months", i32::try_from(months).unwrap_or_default());
    html! {
        dl.answers {
            (row(text.get("chance.own.you"), &words::value("own-estimate", &FactValue::Text(id.to_owned()), text)))
            (row(&text.fill("chance.own.model", &[("months", &months)]), &text.of_hundred(there)))
        }
        (paragraph("note", text.get("chance.own.both")))
    }
}

fn by_month(chance: &JobChance, text: &Text) -> Markup {
    html! {
        (pictures::curve(&chance.by_month))
        table {
            caption { (text.get("chance.by-month-caption")) }
            thead { tr { th scope="col" { (text.get("chance.month")) } th scope="col" { (text.get("chance.chance")) } } }
            tbody {
                @for (month, value) in (1..).zip(&chance.by_month) {
                    @if MONTHS.contains(&month) {
                        tr { th scope="row" { (text.count("chance.months", month)) } td { (text.of_hundred(*value)) } }
                    }
                }
            }
        }
    }
}
