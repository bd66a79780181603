//! What an authority has set for itself, as the page finds it.

use super::Dom;
use crate::case::Problem;
use crate::policy::{Damaged, PolicySet};
use crate::settings::contact::{LocalContact, parse_contact};

/// A policy with what the authority has set for its ways of contact.
pub fn policies(
    dom: &Dom,
    with: fn(Option<LocalContact>) -> Result<&'static PolicySet, Damaged>,
) -> Option<&'static PolicySet> {
    let local = parse_contact(&dom.parse(&dom.host.contact())).unwrap_or_else(|problems| {
        complain(dom, "local/contact.json", problems);
        None
    });
    with(local).ok()
}

/// Who installs the page is told what is wrong with their file; the page goes on without it.
pub fn complain(dom: &Dom, file: &str, problems: Vec<Problem>) {
    for problem in problems {
        dom.host.complain(&[file, ": ", &problem.to_string()].concat());
    }
}
