//! How to reach someone now.

use super::parts::{change, fold, paragraph};
use crate::assessment::ContactOption;
use crate::case::FactId;
use crate::sentences::contact::{hours, reason as words_of};
use crate::text::Text;
use maud::{Markup, html};

/// How many ways are shown at once; the others are one tap away.
const SHOWN: usize = 3;

/// Reasons that the line about the hours tells already.
const TOLD_BY_HOURS: [&str; 4] = ["open-now", "closed-now", "hours-unknown", "hour-not-given"];

/// The ways to reach someone, best first.
pub fn list(options: &[ContactOption], text: &Text) -> Markup {
    let (first, others) = options.split_at(options.len().min(SHOWN));
    // What holds for every way is said once, above them.
    let shared = |reason: &str| options.iter().all(|option| option.reasons.iter().any(|other| other == reason));
    let ways = |options: &[ContactOption]| {
        html! { ul.ways { @for option in options { (way(option, &shared, text)) } } }
    };
    html! {
        p {
            (text.get("contact.lead"))
            @for reason in options.iter().take(1).flat_map(|option| &option.reasons) {
                @if shared(reason) && !TOLD_BY_HOURS.contains(&reason.as_str()) {
                    " " (words_of(reason, text))
                }
            }
        }
        div.links {
            (change(FactId::Needs.name(), text.get("contact.tell-needs"), ""))
            (change(FactId::PreferredContact.name(), text.get("contact.tell-preferred"), ""))
        }
        (ways(first))
        @if !others.is_empty() { (fold(text.get("contact.more"), &ways(others))) }
    }
}

fn way(option: &ContactOption, shared: &dyn Fn(&str) -> bool, text: &Text) -> Markup {
    let part = |part: &str| text.at(&["channel.", &option.message, part]);
    html! {
        li {
            h2 {
                (part(".name"))
                @if let Some(number) = &option.number { " " bdi.number { (number) } }
            }
            (paragraph("", part(".about")))
            p.hours {
                (hours(option, part(".how"), text))
                @for reason in &option.reasons {
                    @if !shared(reason) && !TOLD_BY_HOURS.contains(&reason.as_str()) {
                        " " (words_of(reason, text))
                    }
                }
                @if option.local { " " (text.get("contact.local")) }
            }
            @if !option.languages.is_empty() {
                (paragraph("", &text.fill("contact.languages", &[("languages", &option.languages.join(", "))])))
            }
        }
    }
}
