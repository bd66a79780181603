//! What happens next, by date.

use super::words;
use crate::assessment::NextStep;
use crate::text::Text;
use maud::{Markup, html};

/// The steps in their order.
pub fn list(steps: &[NextStep], text: &Text) -> Markup {
    html! {
        p { (text.get("steps.lead")) }
        ol.steps {
            @for step in steps {
                li {
                    p.when { (when(step, text)) }
                    p.name { strong { (text.get(&format!("step.{}.name", step.say))) } }
                    p { (about(step, text)) }
                }
            }
        }
    }
}

/// Its sentences, with the step's own numbers in them.
fn about(step: &NextStep, text: &Text) -> String {
    let numbers: Vec<(&str, String)> =
        step.numbers.iter().map(|(name, number)| (name.as_str(), number.to_string())).collect();
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(name, number)| (*name, number.as_str())).collect();
    text.fill(&format!("step.{}.about", step.say), &numbers)
}

fn when(step: &NextStep, text: &Text) -> String {
    let day = |date: &String| words::day(date, text);
    match (&step.from, &step.by) {
        (Some(from), Some(by)) if from == by => day(from),
        (Some(from), Some(by)) => text.fill("steps.from-to", &[("from", &day(from)), ("by", &day(by))]),
        (Some(from), None) => text.fill("steps.from", &[("from", &day(from))]),
        (None, Some(by)) => text.fill("steps.by", &[("by", &day(by))]),
        (None, None) => text.get("steps.no-date").to_owned(),
    }
}
