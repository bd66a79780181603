//! Who does what: the authority decides, the provider works on its behalf, the municipality has its own offer, and
//! others around the person.

use super::teller::Teller;
use crate::session::Page;
use maud::Markup;

/// The sections, and what their words rest on.
const PARTS: [(&str, &[&str]); 10] = [
    ("authority", &["af-tool-suitability", "af-2021-report"]),
    ("provider", &["af-2021-report", "storsthlm-2021"]),
    ("municipality", &["af-2021-report", "storsthlm-2021"]),
    ("subsidised", &["af-2021-report", "af-2021-12-23-extra-jobs", "arbetet-2025-introduction-jobs"]),
    ("transition", &["af-2021-report", "nysteget-transition"]),
    ("folk-high-school", &["af-2021-report"]),
    ("coordination", &["af-2021-report"]),
    ("health", &["af-2021-report"]),
    ("share", &["af-2021-report"]),
    ("finland", &["tm-45-areas", "vn-46-2024"]),
];

pub fn article(teller: &Teller<'_>) -> Markup {
    teller.whole(&PARTS, &[("authority", Page::Money), ("provider", Page::Provider)])
}
