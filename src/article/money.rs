//! Money and duties: when to apply for what, and what a missed duty costs. The numbers are the limits of the policy
//! files, with their dates; the words rest on the sources named here.

use super::teller::Teller;
use crate::session::Page;
use maud::Markup;

/// The sections, and what their words rest on.
const PARTS: [(&str, &[&str]); 11] = [
    ("first-day", &["af-register"]),
    ("fund", &["iaf-2025-10-01"]),
    ("sick-pay", &["af-register", "arbetet-2023-sgi"]),
    ("programme", &["af-activity-grant", "af-programme-terms", "ledarna-grant"]),
    ("aid", &["af-register"]),
    ("missed", &["unionen-sanctions", "af-sanctions"]),
    ("refused", &["unionen-sanctions"]),
    ("missed-in-programme", &["af-programme-sanctions"]),
    ("finland", &["vasa-2026-yleistuki", "ote-2026-yleistuki"]),
    ("finland-missed", &["stt-2026-lapses", "tm-2026-laws"]),
    ("aland", &["kst-ams", "norden-aland-benefit"]),
];

pub fn article(teller: &Teller<'_>) -> Markup {
    teller.whole(&PARTS, &[("aid", Page::Who)])
}
