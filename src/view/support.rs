//! What the person is eligible for, with every reason.

use super::parts::{fold, paragraph};
use crate::assessment::{Eligibility, Reason, SourceUsed};
use crate::sentences::words;
use crate::text::Text;
use maud::{Markup, html};

/// How many programmes of a group are shown at once; the others are one tap away.
const SHOWN: usize = 4;

/// The groups in their order, and how many of each are shown at once.
const GROUPS: [(&str, usize); 5] =
    [("met", SHOWN), ("caseworker", SHOWN), ("unknown", SHOWN), ("others", 0), ("not-met", 0)];

/// Those whom the authority does not decide for stand by themselves.
fn group(programme: &Eligibility) -> &'static str {
    match programme.outcome {
        "caseworker" | "unknown" if programme.who != "authority" => "others",
        outcome => outcome,
    }
}

/// Every programme: what is open first, then what a caseworker decides, what is unknown, others, and not now.
/// On a page of their own the groups are its parts; below a heading they are parts of that.
pub fn list(programmes: &[Eligibility], sources: &[SourceUsed], own_page: bool, text: &Text) -> Markup {
    html! {
        (paragraph("", text.get("support.lead")))
        @for (id, shown) in GROUPS {
            @let members: Vec<&Eligibility> = programmes.iter().filter(|programme| group(programme) == id).collect();
            @let (first, rest) = members.split_at(members.len().min(shown));
            @if !members.is_empty() {
                @let name = text.at(&["support.group.", id]);
                @if own_page { h2 { (name) } } @else { h3 { (name) } }
                (all(first, sources, own_page, text))
                @if !rest.is_empty() {
                    @let count = i32::try_from(rest.len()).unwrap_or(i32::MAX);
                    (fold(&text.count(if first.is_empty() { "support.show" } else { "support.more" }, count), &all(rest, sources, own_page, text)))
                }
            }
        }
    }
}

fn all(programmes: &[&Eligibility], sources: &[SourceUsed], own_page: bool, text: &Text) -> Markup {
    html! {
        div.programmes {
            @for programme in programmes {
                @let part = |part: &str| text.at(&["programme.", &programme.id, part]);
                (fold(part(".name"), &one(programme, part(".about"), sources, own_page, text)))
            }
        }
    }
}

fn one(programme: &Eligibility, about: &str, sources: &[SourceUsed], own_page: bool, text: &Text) -> Markup {
    // Two rules may come to the same sentence.
    let is_first = |at: usize, reason: &Reason| {
        !programme
            .reasons
            .iter()
            .take(at)
            .any(|other| other.message == reason.message && other.outcome == reason.outcome)
    };
    html! {
        (paragraph("", about))
        ul.reasons {
            @for (at, reason) in programme.reasons.iter().enumerate() {
                @if is_first(at, reason) {
                    li class=(reason.outcome) { (because(reason, &words::source(reason.basis, &reason.source, sources, text), text)) }
                }
            }
        }
        @if !programme.told.is_empty() {
            @let told = text.get("support.told");
            @if own_page { h3 { (told) } } @else { h4 { (told) } }
            ul.points {
                @for told in &programme.told {
                    li {
                        (text.at(&["told.", &told.id])) " "
                        span.source { (words::source("published", &told.source, sources, text)) }
                    }
                }
            }
        }
    }
}

/// One reason: what the rule comes to, what is missing, and where the rule stands.
fn because(reason: &Reason, source: &str, text: &Text) -> Markup {
    html! {
        p {
            strong { (text.at(&["outcome.", reason.outcome, ".mark"])) } " "
            (words::with_numbers(text.at(&["rule.", &reason.message, ".", reason.outcome]), &reason.numbers))
            @if let Some(area) = &reason.area {
                " " (text.fill("support.area", &[("area", &area.name)]))
                // Which area a municipality belongs to is mostly put together from several sources.
                @if area.basis != "published" { " " (text.get("support.area-inferred")) }
            }
            @if !reason.missing.is_empty() {
                " " (text.fill("support.missing", &[("facts", &words::facts(&reason.missing, text))]))
            }
        }
        p.source {
            (text.fill("support.since", &[("date", &words::day(&reason.from, text))])) " "
            (source)
        }
    }
}
