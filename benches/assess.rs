//! How long a judgement takes, as numbers to look at: `cargo bench`. Built as the WASM is, for size.

#![expect(clippy::expect_used, clippy::panic, reason = "a case that is wrong here has nobody to be told to")]

use divan::Bencher;
use vagval::assessment::{assess, assess_summary, relevant_facts};
use vagval::case::{Case, Raw, parse_case};
use vagval::policy::PolicySet;

const ALL: &str = r#"{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{"municipality":"2480","age":34,"sex":"woman",
"education":"upper-secondary","birth-region":"sweden","disability":"no","registration-channel":"digital",
"registered-since":"2026-01-15","work-status":"unemployed","programme":"none","start-within-3-months":"no",
"own-estimate":"within-6-months"}}"#;
const TWO: &str = r#"{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{"municipality":"2480","age":34}}"#;
const NONE: &str = r#"{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{}}"#;
const FINLAND_ALL: &str = r#"{"v":1,"jurisdiction":"fi","on":"2026-11-21","facts":{"municipality":"091","age":34,
"education":"upper-secondary","registered-since":"2026-01-15","work-status":"unemployed","responsible-worker":"same",
"plan-made":"yes"}}"#;
const FINLAND_TWO: &str = r#"{"v":1,"jurisdiction":"fi","on":"2026-11-21","facts":{"municipality":"091","age":34}}"#;
const FINLAND_NONE: &str = r#"{"v":1,"jurisdiction":"fi","on":"2026-11-21","facts":{}}"#;

/// Sweden and Finland, with all facts, with two and with none.
const CASES: [(&str, &str); 6] = [
    ("se, all", ALL),
    ("se, two", TWO),
    ("se, none", NONE),
    ("fi, all", FINLAND_ALL),
    ("fi, two", FINLAND_TWO),
    ("fi, none", FINLAND_NONE),
];

fn main() {
    divan::main();
}

fn case(name: &str) -> Case {
    let (_, json) = CASES.iter().find(|(known, _)| *known == name).expect("a case of this name");
    let raw: Raw = serde_json::from_str(json).expect("a case in JSON");
    parse_case(&raw).unwrap_or_else(|failure| panic!("{name}: {failure:?}"))
}

fn policies() -> &'static PolicySet {
    PolicySet::embedded().expect("a policy in this program")
}

/// The whole judgement, with what would change it.
#[divan::bench(args = CASES.map(|(name, _)| name))]
fn whole(bencher: Bencher<'_, '_>, name: &str) {
    let (case, policies) = (case(name), policies());
    bencher.bench(|| assess(&case, policies));
}

/// Without what would change it.
#[divan::bench(args = CASES.map(|(name, _)| name))]
fn summary(bencher: Bencher<'_, '_>, name: &str) {
    let (case, policies) = (case(name), policies());
    bencher.bench(|| assess_summary(&case, policies));
}

/// Which questions can still change something.
#[divan::bench(args = CASES.map(|(name, _)| name))]
fn relevant(bencher: Bencher<'_, '_>, name: &str) {
    let (case, policies) = (case(name), policies());
    bencher.bench(|| relevant_facts(&case, policies));
}
