//! How to reach someone now.

use super::words;
use crate::assessment::ContactOption;
use crate::text::Text;
use maud::{Markup, html};

/// How many ways are shown at once; the others are one tap away.
const SHOWN: usize = 4;

/// The ways to reach someone, best first.
pub fn list(options: &[ContactOption], text: &Text) -> Markup {
    let (first, others) = options.split_at(options.len().min(SHOWN));
    html! {
        p { (text.get("contact.lead")) }
        p.note { (text.get("contact.honest")) }
        (ways(first, text))
        @if !others.is_empty() {
            details {
                summary { (text.get("contact.more")) }
                (ways(others, text))
            }
        }
    }
}

fn ways(options: &[ContactOption], text: &Text) -> Markup {
    html! {
        ul.ways {
            @for option in options {
                li {
                    p.name {
                        strong { (text.get(&format!("channel.{}.name", option.say))) }
                        @if let Some(number) = &option.number { " " bdi.number { (number) } }
                    }
                    p { (text.get(&format!("channel.{}.about", option.say))) }
                    p.hours { (hours(option, text)) }
                    @for reason in option.reasons.iter().filter(|reason| text.find(&format!("contact-reason.{reason}")).is_some()) {
                        p.reason { (text.get(&format!("contact-reason.{reason}"))) }
                    }
                }
            }
        }
    }
}

/// Open now, when next, or how to find out.
fn hours(option: &ContactOption, text: &Text) -> String {
    match (option.open, &option.next_open) {
        (Some(true), _) => text.get("contact.open-now").to_owned(),
        (_, Some(next)) => {
            let (date, time) = next.split_once('T').unwrap_or((next, ""));
            text.fill("contact.next-open", &[("date", &words::day(date, text)), ("time", time)])
        }
        _ => text.get(&format!("channel.{}.how", option.say)).to_owned(),
    }
}
