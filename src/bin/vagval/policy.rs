//! Checks every policy file, and what the authority sets for itself.

use crate::failure::Failure;
use crate::local;
use crate::project_paths;
use vagval::case::{Jurisdiction, places};
use vagval::policy::check;

/// Says how many files are right, or everything that is wrong with them.
pub fn check() -> Result<(), Failure> {
    let folder = project_paths::root().join("src/policy/data");
    let known =
        |id: &str, code: &str| Jurisdiction::from_id(id).is_some_and(|country| places::code(country, code).is_some());
    match check::load(&folder, &known) {
        Ok(loaded) => {
            let rules: usize = loaded.policy.jurisdictions.iter().map(|policies| policies.rules.len()).sum();
            crate::say(&format!("{} policy files are right, with {rules} rules\n", loaded.files.len()))?;
            local::check()
        }
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Err(Failure::usage(lines.join("\n")))
        }
    }
}
