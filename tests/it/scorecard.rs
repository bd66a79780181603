//! The Swedish scorecard as a user of the crate sees it.

use std::collections::BTreeSet;
use vagval::policy::compact;
use vagval::policy::scorecard::{Fault, Scorecard};
use vagval::profiling::{Estimate, Input, estimate};

const CARD: &str = include_str!("../../src/policy/data/se/scorecard.toml");

fn card() -> Scorecard {
    let card: Scorecard = toml::from_str(CARD).unwrap();
    card.check().unwrap();
    card
}

fn pooled(card: &Scorecard, inputs: &[Input<'_>]) -> Estimate {
    estimate(card, card.edition("pooled").unwrap(), inputs)
}

/// Faults of the card after one change to its text.
fn faults(from: &str, to: &str) -> Vec<Fault> {
    assert!(CARD.contains(from), "{from}");
    let card: Scorecard = toml::from_str(&CARD.replacen(from, to, 1)).unwrap();
    card.check().unwrap_err()
}

const NEW: [Input<'_>; 7] = [
    Input::Choice("man"),
    Input::Number(28),
    Input::Choice("upper-secondary"),
    Input::Choice("sweden"),
    Input::Choice("no"),
    Input::Choice("none"),
    Input::Number(2),
];

#[test]
fn a_fault_names_key_and_row() {
    let found = faults("from = 16\n", "from = 26\n");
    let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(shown.contains(&"key `factor.category.from`, row `age`: does not rise".to_owned()), "{shown:?}");
    let found = faults("time_factor = \"registered-since\"", "time_factor = \"sex\"");
    let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["key `chance.time_factor`: `sex` is not a factor with numbers"]);
}

#[test]
fn an_unknown_key_is_refused() {
    assert!(toml::from_str::<Scorecard>(&format!("colour = 1\n{CARD}")).is_err());
}

#[test]
fn the_compact_form_is_the_same_card() {
    let card = card();
    assert_eq!(compact::from_bytes::<Scorecard>(&compact::to_bytes(&card)), Some(card));
}

#[test]
fn an_edition_holds_until_the_next() {
    let card = card();
    let id = |day| card.edition_on(day).map(|edition| edition.id.as_str());
    assert_eq!(id("2020-03-29"), None);
    assert_eq!(id("2020-03-30"), Some("launch"));
    assert_eq!(id("2020-05-01"), Some("may-2020"));
    assert_eq!(id("2026-11-20"), Some("new-model"));
}

#[test]
fn someone_new_and_someone_long_registered_stand_apart() {
    let card = card();
    let new = pooled(&card, &NEW);
    assert_eq!(new.most_likely, 0);
    let mut inputs = NEW;
    inputs[3] = Input::Choice("outside-europe");
    inputs[4] = Input::Choice("yes");
    inputs[6] = Input::Number(2000);
    let long = pooled(&card, &inputs);
    assert_eq!(long.most_likely, 4);
    assert!(long.score < new.score);
    assert!(long.job_chance.unwrap().six_months < new.job_chance.unwrap().six_months);
}

#[test]
fn points_sum_to_the_score_and_chances_to_1000() {
    let card = card();
    for known in 0..=7 {
        let result = pooled(&card, &NEW[..known]);
        let points: i32 = result.contributions.iter().map(|row| row.points).sum();
        assert_eq!(result.base + points, result.score);
        assert_eq!(result.chances.iter().sum::<u32>(), 1000);
        assert!(result.contributions[known..].iter().all(|row| row.points == 0));
        let chance = result.job_chance.unwrap();
        let points: i32 = chance.contributions.iter().map(|row| row.points).sum();
        assert_eq!(chance.base + points, chance.score);
        assert!(chance.low <= chance.six_months && chance.six_months <= chance.high);
        assert_eq!(chance.by_month.len(), 24);
        assert_eq!(chance.by_month[5], chance.six_months);
        assert!(chance.by_month.is_sorted());
        assert_eq!(result.most_informative.is_none(), known == 7);
    }
}

#[test]
fn an_answer_that_no_category_lists_counts_as_unknown() {
    let card = card();
    assert_eq!(pooled(&card, &[Input::Choice("other")]), pooled(&card, &[]));
    assert_eq!(pooled(&card, &[Input::Unknown, Input::Number(12)]), pooled(&card, &[]));
}

/// The keys of a table and of those in it.
fn keys(value: &toml::Value, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        toml::Value::Array(rows) => rows.iter().for_each(|row| keys(row, found)),
        _ => {}
    }
}

#[test]
fn the_documentation_of_the_file_has_every_key() {
    let mut found = BTreeSet::new();
    for card in [CARD, include_str!("../data/austria.toml")] {
        keys(&toml::from_str(card).unwrap(), &mut found);
    }
    let documentation = include_str!("../../docs/scorecard.md");
    let named = |key: &String| {
        [format!("`{key}`"), format!(".{key}`"), format!("[{key}]")].iter().any(|name| documentation.contains(name))
    };
    let missing: Vec<&String> = found.iter().filter(|key| !named(key)).collect();
    assert!(missing.is_empty() && found.len() > 25, "docs/scorecard.md lacks {missing:?}");
}
