//! What several tests need: the embedded policy, and every case that a rule can tell apart.
#![allow(dead_code, missing_docs, reason = "each test uses a part of it")]

pub mod chat;
pub mod node;
pub mod random;
pub mod random_case;
pub mod random_walk;
pub mod readable;
pub mod scorecard;
pub mod server;
pub mod setup;
pub mod site;
pub mod talk;

use std::collections::{BTreeMap, BTreeSet};
use vagval::case::{Answer, Case, FactId, Jurisdiction, Kind, Moment, Value};
use vagval::date::Date;
use vagval::policy::PolicySet;
use vagval::policy::schema::{Rule, Rulebook, Test, Version};
use vagval::text::files;

pub fn policies() -> &'static PolicySet {
    PolicySet::embedded().unwrap()
}

pub fn rulebooks(policies: &PolicySet) -> Vec<(Jurisdiction, &Rulebook)> {
    Jurisdiction::ALL.into_iter().map(|jurisdiction| (jurisdiction, policies.rules(jurisdiction).unwrap())).collect()
}

pub fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub fn on(date: Date) -> Moment {
    Moment { date, minute: None }
}

/// The texts of a file in one language, as one flat map: those for every country and those of each. Where two countries
/// say something in their own words, the one that comes later has its id behind the key.
pub fn texts(language: &str, file: &str) -> BTreeMap<String, String> {
    let mut all = common_texts(language, file);
    for country in Jurisdiction::ALL {
        for (key, text) in own_texts(country, language, file) {
            let key = if all.contains_key(&key) { format!("{key}.{}", country.id()) } else { key };
            all.insert(key, text);
        }
    }
    all
}

/// The texts of a file for every country.
pub fn common_texts(language: &str, file: &str) -> BTreeMap<String, String> {
    flat(&format!("{}/www/text/{language}/{file}.toml", env!("CARGO_MANIFEST_DIR")))
}

/// The texts of a file that a country says in its own words.
pub fn own_texts(country: Jurisdiction, language: &str, file: &str) -> BTreeMap<String, String> {
    let folder = format!("{}/{}/{}/text", env!("CARGO_MANIFEST_DIR"), files::COUNTRIES, country.id());
    flat(&format!("{folder}/{language}/{file}.toml"))
}

/// The texts of one file, of which there may be none.
fn flat(path: &str) -> BTreeMap<String, String> {
    if !std::path::Path::new(path).exists() {
        return BTreeMap::new();
    }
    let table: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut flat = BTreeMap::new();
    flatten("", &table, &mut flat);
    flat
}

fn flatten(prefix: &str, table: &toml::Table, flat: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, flat),
            toml::Value::String(text) => assert!(flat.insert(key, text.clone()).is_none()),
            other => panic!("{key} is {other}, not a text"),
        }
    }
}

/// The tests of one version of a rule.
pub fn tests(version: &Version) -> Vec<&Test> {
    std::iter::once(&version.met).chain(&version.caseworker).collect()
}

pub fn facts(tests: &[&Test]) -> Vec<FactId> {
    let ids: BTreeSet<FactId> =
        tests.iter().flat_map(|test| test.facts()).map(|id| FactId::from_name(id).unwrap()).collect();
    ids.into_iter().collect()
}

/// Answers to one fact: one on each side of every limit that the tests have, and "unknown" last.
fn answers(fact: FactId, tests: &[&Test], rulebook: &Rulebook, jurisdiction: Jurisdiction, on: Date) -> Vec<Answer> {
    let numbers = tests.iter().flat_map(|test| test.numbers());
    let limits = numbers.filter(|(id, _)| id == fact.name()).map(|(_, limit)| limit);
    let mut around: BTreeSet<i32> = limits.flat_map(|limit| [limit - 1, limit, limit + 1]).collect();
    if fact == FactId::Age {
        // Where the facts' own consistency divides ages.
        around.extend([19, 20, 25, 26]);
    }
    let values: Vec<Value> = match fact.fact().kind {
        Kind::Choice(ids) => ids.iter().map(|id| Value::Choice(id)).collect(),
        Kind::Several(ids) => [0, 1, 0b10_0100].map(|bits| Value::Several(ids, bits)).to_vec(),
        Kind::Number(first, last) => {
            let all = around.into_iter().chain([first, last]).filter(|number| (first..=last).contains(number));
            all.collect::<BTreeSet<i32>>().into_iter().map(Value::Number).collect()
        }
        Kind::Day => {
            let days = around.into_iter().chain([0, 3000]).map(|days| on.plus_days(-days));
            let looks_at_places = tests.iter().any(|test| !test.schemes().is_empty());
            let rollouts = rulebook.rollouts.iter().filter(|_| looks_at_places).map(|rollout| rollout.from);
            let days = days.chain(rollouts.flat_map(|day| [day, day.plus_days(-1)])).filter(|day| *day <= on);
            days.collect::<BTreeSet<Date>>().into_iter().map(Value::Day).collect()
        }
        Kind::Place => match jurisdiction {
            Jurisdiction::Sweden => ["2480", "0180", "1490"].map(Value::Place).to_vec(),
            _ => ["091", "853", "005", "478"].map(Value::Place).to_vec(),
        },
    };
    values.into_iter().map(Answer::Known).chain([Answer::Unknown]).collect()
}

/// Every combination of [`answers`] to the facts that the tests read, those that contradict each other left out.
pub fn cases(tests: &[&Test], rulebook: &Rulebook, jurisdiction: Jurisdiction, date: Date) -> Vec<Case> {
    let mut cases = vec![Case::new(jurisdiction, on(date))];
    for fact in facts(tests) {
        let answers = answers(fact, tests, rulebook, jurisdiction, date);
        cases = cases
            .iter()
            .flat_map(|case| answers.iter().map(|answer| case.clone().with(fact, *answer)))
            .filter(|case| case.contradictions().is_empty())
            .collect();
    }
    cases
}

/// Estimates that fall on both sides of any limit on tracks.
pub const TRACKS: [[u32; 5]; 4] = [[1000, 0, 0, 0, 0], [0, 0, 0, 0, 1000], [0, 334, 333, 333, 0], [200; 5]];

/// The id of the sentences of a version.
pub fn say<'a>(rule: &'a Rule, version: &'a Version) -> &'a str {
    version.message.as_deref().unwrap_or(&rule.id)
}
