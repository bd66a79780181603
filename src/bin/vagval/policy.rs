//! Checks every policy file.

use crate::build;
use crate::failure::Failure;
use crate::house;
use crate::local;
use vagval::case::{Raw, places};
use vagval::contact::local::parse_contact;
use vagval::policy::check;

/// The authority's own file on its ways of contact.
fn local_contact() -> Result<(), Failure> {
    let path = house::root().join("www").join(build::LOCAL).join("contact.json");
    let raw: Raw = serde_json::from_slice(&house::read(&path)?)
        .map_err(|error| Failure::usage(format!("{}: {error}", path.display())))?;
    parse_contact(&raw).map(drop).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("{}: {problem}", path.display())).collect();
        Failure::usage(lines.join("\n"))
    })
}

/// Says how many files are right, or everything that is wrong with them.
pub fn check() -> Result<(), Failure> {
    let folder = house::root().join("src/policy/data");
    let known = |jurisdiction, code: &str| places::code(jurisdiction, code).is_some();
    match check::load(&folder, &known) {
        Ok(loaded) => {
            local_contact()?;
            let rules: usize = loaded.policy.jurisdictions.iter().map(|book| book.rules.len()).sum();
            crate::say(&format!("{} policy files are right, with {rules} rules\n", loaded.files.len()))?;
            match local::check()? {
                Some(count) => crate::say(&format!("{} is right, with {count} providers\n", local::PROVIDERS)),
                None => Ok(()),
            }
        }
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Err(Failure::usage(lines.join("\n")))
        }
    }
}
