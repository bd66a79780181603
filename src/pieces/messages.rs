//! Which messages a program can show: it gets no others.

use super::is_opening;
use crate::case::{FactId, Jurisdiction};
use crate::session::Page;
use crate::text::plain;

/// Can the start page or a question show the message of this key?
pub fn said_by_opening(key: &str) -> bool {
    const PARTS: [&str; 8] = ["meta", "number", "product", "language", "frame", "date", "answer", "mistake"];
    const LINKS: [&str; 7] = [
        "page.code.link",
        "page.helper.link",
        "page.model.link",
        "page.participant.link",
        "page.privacy.link",
        "page.start-over.link",
        "page.take.link",
    ];
    let key = plain(key);
    let (part, rest) = key.split_once('.').unwrap_or((key, ""));
    let of_question = |name: &str| {
        FactId::from_name(name)
            .is_none_or(|fact| is_opening(Page::Question(fact)) && fact.fact().used_in(Jurisdiction::DEFAULT))
    };
    PARTS.contains(&part)
        || LINKS.contains(&key)
        || key.starts_with("page.start.")
        || part == "question" && of_question(rest.split('.').next().unwrap_or_default())
}

/// Can a page of the result show the message of this key?
pub fn said_by_result(key: &str) -> bool {
    // The other pages, and the parts of other pages.
    const PAGES: &str = "code desk earlier explore helper letters meetings opinion packet participant practice \
                         providers receipt referral survey take";
    const PARTS: &str = "code desk diary earlier explore export helper kiosk letter opinion packet providers survey";
    // What leads to one of them.
    const LED_TO: [&str; 1] = ["letter.assess.do"];
    let is_of = |list: &str, part: &str| list.split_whitespace().any(|known| known == part);
    let key = plain(key);
    let mut parts = key.split('.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("page"), Some(page), Some(part)) => part == "link" || !is_of(PAGES, page),
        (Some(part), ..) => !is_of(PARTS, part) || LED_TO.contains(&key),
        _ => true,
    }
}
