//! What happens next, by date.

use super::parts::{button, paragraph};
use crate::assessment::{NextStep, SourceUsed};
use crate::sentences::steps::{name_and_about, when};
use crate::sentences::words;
use crate::text::Text;
use maud::{Markup, html};

/// The steps in their order.
pub fn list(steps: &[NextStep], sources: &[SourceUsed], text: &Text) -> Markup {
    html! {
        (paragraph("", text.get("steps.lead")))
        ol.steps {
            @for step in steps {
                li {
                    @let (name, about) = name_and_about(step, text);
                    h2 { (name) }
                    (paragraph("when", &when(step, text)))
                    (paragraph("about", &about))
                    (paragraph("source", &words::source(step.basis, &step.source, sources, text)))
                    @if step.id == "request-assessment" {
                        p.about { (button("plain", "letter", Some("assess"), text.get("letter.assess.do"))) }
                    }
                    @if step.id == "provider-choice" {
                        p.about { (button("plain", "show", Some("providers"), text.get("page.providers.link"))) }
                    }
                }
            }
        }
    }
}
