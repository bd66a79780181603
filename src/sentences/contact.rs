//! A way of contact: why it stands where it does, and when it is open.

use super::words;
use crate::assessment::ContactOption;
use crate::text::Text;

/// A reason in words; one that speaks of a need of the person's is filled in with it.
pub fn reason(reason: &str, text: &Text) -> String {
    for kind in ["suits", "not-for"] {
        let need = reason.strip_prefix(kind).and_then(|rest| rest.strip_prefix('-'));
        if let Some(need) = need {
            let need = text.at(&["question.needs.choice.", need]);
            return text.fill(&["contact.", kind].concat(), &[("need", need)]);
        }
    }
    text.at(&["contact-reason.", reason]).to_owned()
}

/// Open now, when next, or how to find out.
pub fn hours(option: &ContactOption, how: &str, text: &Text) -> String {
    match (option.open, &option.next_open) {
        (Some(true), _) => text.get("contact-reason.open-now").to_owned(),
        (_, Some(next)) => text.fill("contact.next-open", &[("moment", &words::moment(next, text))]),
        _ => how.to_owned(),
    }
}
