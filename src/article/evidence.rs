//! What is known about what helps: early meetings, service at a distance, waiting, Rusta och matcha, and Finland's
//! trials, each with its limits.

use super::teller::Teller;
use crate::session::Page;
use maud::Markup;

/// The sections, and what their words without figures rest on.
const PARTS: [(&str, &[&str]); 5] = [
    ("meetings", &["jole-2025", "projekteffekter-progress"]),
    ("distance", &["af-2018-distance-pilot"]),
    ("waiting", &[]),
    ("match", &[]),
    ("finland", &["vn-46-2024"]),
];

pub fn article(teller: &Teller<'_>) -> Markup {
    teller.whole(&PARTS, &[("match", Page::Model)])
}
