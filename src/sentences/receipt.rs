//! The whole result, line by line: the same from the page, the chat, the terminal and in the file.

use super::{outcome, words};
use crate::assessment::{Assessment, FactValue};
use crate::case::{Answer, FactId};
use crate::text::Text;
use crate::wire::Wire;

/// The result in words, line by line, for whoever opens the file without this client.
pub fn lines(assessment: &Assessment, answers: &[(FactId, Answer)], withheld: &[FactId], text: &Text) -> Vec<String> {
    let colon = |name: &str, value: &str| [name, ": ", value].concat();
    let mut lines = vec![text.get("receipt.lead").to_owned()];
    lines.push(colon(text.get("proof.on"), &words::moment(&assessment.on, text)));
    lines.extend(outcome::lines(assessment, text));
    if let Some(track) = &assessment.track {
        lines.push(outcome::level_chance(track, text));
    }
    if let Some(chance) = &assessment.job_chance {
        lines.push(text.fill("result.chance", &[("chance", &text.of_hundred(chance.six_months))]));
    }
    for programme in &assessment.eligibility {
        let name = text.at(&["programme.", &programme.id, ".name"]);
        lines.push(colon(name, text.at(&["outcome.", programme.outcome, ".name"])));
    }
    for (fact, answer) in answers {
        let name = words::fact(fact.name(), text);
        if withheld.contains(fact) {
            lines.push(colon(name, text.get("receipt.not-kept")));
        } else {
            lines.push(colon(name, &words::value(fact.name(), &FactValue::from(*answer), text)));
        }
    }
    let edition = &assessment.edition;
    lines.push(colon(text.get("proof.in-force"), text.at(&["edition.", &edition.in_force])));
    lines.push(colon(text.get("proof.policy"), &edition.policy));
    lines.push(colon(text.get("proof.engine"), edition.engine));
    // Of the whole assessment: the same from the page, the chat and the terminal. Where answers are left out it would
    // tell which they were, to whoever tries them all.
    if withheld.is_empty() {
        lines.push(colon(text.get("proof.check"), &assessment.wire().hash()));
    }
    lines.push(text.get("result.preliminary").to_owned());
    lines
}
