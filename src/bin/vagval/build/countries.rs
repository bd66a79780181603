//! What scripts and hosts need to know of each country: its time zone. Both come from the countries' folders.

use crate::failure::Failure;
use std::collections::BTreeMap;
use vagval::case::Jurisdiction;

/// The zone of each country by its id, for the page: `{"fi":"Europe/Helsinki",…}`.
pub fn zones() -> Result<String, Failure> {
    let zones: BTreeMap<&str, &str> =
        Jurisdiction::ALL.into_iter().map(|country| (country.id(), country.zone())).collect();
    written(&zones)
}

/// The file for hosts, the default country first: `[{"id":"se","zone":"Europe/Stockholm"},…]`.
pub fn json() -> Result<String, Failure> {
    let row = |country: Jurisdiction| BTreeMap::from([("id", country.id()), ("zone", country.zone())]);
    written(&Jurisdiction::ALL.map(row))
}

fn written(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::new(format!("no JSON: {error}")))
}
