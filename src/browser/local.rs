//! What an authority has set for itself, as the page finds it.

use super::Dom;
use crate::case::Problem;
use crate::policy::PolicySet;
use crate::settings::contact::parse_contact;

/// The policy with what the authority has set for its ways of contact.
pub fn policies(dom: &Dom) -> Option<&'static PolicySet> {
    let local = parse_contact(&dom.parse(&dom.host.contact())).unwrap_or_else(|problems| {
        complain(dom, "local/contact.json", problems);
        None
    });
    PolicySet::embedded_with(local).ok()
}

/// Who installs the page is told what is wrong with their file; the page goes on without it.
pub fn complain(dom: &Dom, file: &str, problems: Vec<Problem>) {
    for problem in problems {
        dom.host.complain(&[file, ": ", &problem.to_string()].concat());
    }
}
