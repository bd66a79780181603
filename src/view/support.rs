//! What the person is eligible for, with every reason.

use super::words;
use crate::assessment::{Eligibility, Reason, SourceUsed};
use crate::order::sorted;
use crate::text::Text;
use maud::{Markup, html};

/// Every programme: what is open first, then what a caseworker decides, what is unknown, and what is not met.
pub fn list(programmes: &[Eligibility], sources: &[SourceUsed], text: &Text) -> Markup {
    let rank = |programme: &&Eligibility| match programme.outcome {
        "met" => 0,
        "caseworker" => 1,
        "unknown" => 2,
        _ => 3,
    };
    let programmes = sorted(programmes.iter().collect(), |a: &&Eligibility, b| rank(a).cmp(&rank(b)));
    html! {
        p { (text.get("support.lead")) }
        @for programme in programmes {
            details.programme class=(programme.outcome) {
                summary {
                    span.name { (text.get(&format!("programme.{}.name", programme.id))) } " "
                    span.tag { (text.get(&format!("outcome.{}.name", programme.outcome))) }
                }
                p { (text.get(&format!("programme.{}.about", programme.id))) }
                ul.reasons {
                    @for reason in &programme.reasons {
                        li class=(reason.outcome) { (one(reason, sources, text)) }
                    }
                }
            }
        }
    }
}

fn one(reason: &Reason, sources: &[SourceUsed], text: &Text) -> Markup {
    let numbers: Vec<(&str, String)> =
        reason.numbers.iter().map(|(fact, number)| (fact.as_str(), number.to_string())).collect();
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(fact, number)| (*fact, number.as_str())).collect();
    let source = sources.iter().find(|source| source.id == reason.source);
    html! {
        p {
            strong { (text.get(&format!("outcome.{}.mark", reason.outcome))) } " "
            (text.fill(&format!("rule.{}.{}", reason.say, reason.outcome), &numbers))
        }
        @if !reason.missing.is_empty() {
            p { (text.fill("support.missing", &[("facts", &words::facts(&reason.missing, text))])) }
        }
        @if let Some(source) = source {
            p.source {
                (text.fill("support.since", &[("date", &words::day(&reason.from, text))])) " "
                (text.get(&format!("basis.{}", reason.basis))) " "
                (source.title)
            }
        }
    }
}
