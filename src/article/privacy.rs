//! What happens to the answers: where they are, what is sent and kept, and how that can be trusted.

use super::teller::Teller;
use maud::{Markup, html};

const PARTS: [&str; 5] = ["where", "sent", "kept", "declined", "proof"];

pub fn article(teller: &Teller<'_>) -> Markup {
    html! {
        (teller.lead())
        @for part in PARTS { (teller.section(part, &[], &Markup::default())) }
    }
}
