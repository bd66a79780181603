//! Checks every policy file, and what the authority sets for itself; and says which sources are to be read again.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::failure::Failure;
use crate::local;
use crate::project_paths;
use vagval::case::{Jurisdiction, places};
use vagval::date::Date;
use vagval::policy::check::{self, Loaded};

/// Says how many files are right, or everything that is wrong with them.
pub fn check() -> Result<(), Failure> {
    let loaded = load()?;
    let rules: usize = loaded.policy.jurisdictions.iter().map(|policies| policies.rules.len()).sum();
    crate::say(&format!("{} policy files are right, with {rules} rules\n", loaded.files.len()))?;
    local::check()
}

/// Every source that was read so many days ago or longer, the oldest first: what to read again.
pub fn older_than(days: &str) -> Result<(), Failure> {
    let days: i32 = days
        .parse()
        .map_err(|_| Failure::usage(format!("`--older-than {days}`: give a number of days, for example 180")))?;
    let today = today()?;
    let policy = load()?.policy;
    let mut old: Vec<_> = policy.jurisdictions.iter().flat_map(|rulebook| &rulebook.sources).collect();
    let all = old.len();
    old.retain(|source| today.days_since(source.read) >= days);
    old.sort_by_key(|source| source.read);
    let mut told = format!("{} of {all} sources were read {days} days ago or longer\n", old.len());
    for source in old {
        let address = source.address.as_deref().unwrap_or("");
        told.push_str(format!("{}  {}  {}  {address}", source.read, source.id, source.title).trim_end());
        told.push('\n');
    }
    crate::say(&told)
}

fn load() -> Result<Loaded, Failure> {
    let folder = project_paths::root().join("src/policy/data");
    let known =
        |id: &str, code: &str| Jurisdiction::from_id(id).is_some_and(|country| places::code(country, code).is_some());
    check::load(&folder, &known).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::usage(lines.join("\n"))
    })
}

fn today() -> Result<Date, Failure> {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| Failure::new(error.to_string()))?;
    let days = i32::try_from(days.as_secs() / 86_400).map_err(|error| Failure::new(error.to_string()))?;
    let first = Date::parse("1970-01-01").ok_or_else(|| Failure::new("1970-01-01 is no day"))?;
    Ok(first.plus_days(days))
}
