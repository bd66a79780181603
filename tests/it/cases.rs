//! Case files that a caseworker can read: what a person told, and what must come of it.
//!
//! Each file of `tests/cases/` names only what it is about; what it does not name may change. A new rule is one
//! data file and one case file.

#[cfg(test)]
use crate::support;

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use support::readable::assert_text;
use support::talk::words;
use support::{cases, policies, rulebooks, tests};
use vagval::assessment::{Assessment, assess};
use vagval::case::{Jurisdiction, Raw, parse_case};
use vagval::eligibility::{Situation, judge};
use vagval::sentences::{outcome, steps};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    /// Who comes, as a caseworker would say it.
    title: String,
    #[serde(default = "sweden")]
    jurisdiction: String,
    /// A date, or a date and a time.
    on: String,
    /// What the person told; a fact left out is not known.
    #[serde(default)]
    facts: BTreeMap<String, Raw>,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Expect {
    /// The most likely track is one of these; `["none"]` where there is no track.
    #[serde(default)]
    track: Vec<String>,
    /// Why there is no track.
    why: Option<String>,
    /// The named period that the day lies in.
    in_force: Option<String>,
    /// Outcome by programme.
    #[serde(default)]
    programmes: BTreeMap<String, String>,
    /// Outcome by rule; where it is unknown, the missing facts after it: `unknown: age, disability`.
    #[serde(default)]
    rules: BTreeMap<String, String>,
    /// By step: `FROM to BY`, `FROM`, `no date`, or `none` where it must not come.
    #[serde(default)]
    steps: BTreeMap<String, String>,
    /// The channel that is proposed first.
    first_contact: Option<String>,
    /// By channel: `open`, `opens MOMENT`, `not known`.
    #[serde(default)]
    contact: BTreeMap<String, String>,
}

fn sweden() -> String {
    "se".to_owned()
}

/// The case files by name, in order.
fn files() -> Vec<(String, CaseFile)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        match toml::from_str(&fs::read_to_string(path).unwrap()) {
            Ok(file) => (name, file),
            Err(error) => panic!("{name} is no case file: {error}"),
        }
    };
    paths.iter().map(read).collect()
}

#[test]
fn every_case_file_comes_out_as_it_says() {
    let files = files();
    assert!(files.len() >= 30, "at least thirty case files, there are {}", files.len());
    let mut report = String::new();
    for (name, file) in &files {
        let differences = differences(file);
        if !differences.is_empty() {
            let _ = write!(report, "\n{name}: {}\n{}", file.title, differences.concat());
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// Every outcome that a rule can have is shown by a case file; those that hang on the estimate alone are not, since
/// the scorecard is fitted apart from the rules.
#[test]
fn every_outcome_of_every_rule_has_a_case_file() {
    let mut shown = BTreeSet::new();
    for (_, file) in files() {
        let outcome = |text: &str| text.split(':').next().unwrap_or_default().to_owned();
        shown.extend(file.expect.rules.iter().map(|(rule, text)| (rule.clone(), outcome(text))));
    }
    let policies = policies();
    let mut missing = BTreeSet::new();
    for (jurisdiction, rulebook) in rulebooks(policies) {
        for rule in &rulebook.rules {
            for version in &rule.versions {
                let days = rulebook.rollouts.iter().map(|rollout| rollout.from).filter(|day| *day >= version.from);
                for day in days.take(3).chain([version.from.max(rulebook.first)]) {
                    let Some(version) = rule.version(day) else { continue };
                    for case in cases(&tests(version), rulebook, jurisdiction, day) {
                        let finding = judge(version, &Situation { case: &case, rulebook, tracks: Some([200; 5]) });
                        let pair = (rule.id.clone(), finding.outcome.id().to_owned());
                        if !shown.contains(&pair) {
                            missing.insert(pair);
                        }
                    }
                }
            }
        }
    }
    assert!(missing.is_empty(), "no case file expects {missing:#?}");
}

/// What everybody in the case files reads first, line by line: what is likely, what to do first and by when, and who to
/// reach. A caseworker can check it without knowing the program.
#[test]
fn what_each_person_reads_first() {
    let words = words("sv");
    let mut table = String::new();
    for (name, file) in files() {
        let Ok(assessment) = judged(&file) else { continue };
        let text = words.clone().of(Jurisdiction::from_id(assessment.jurisdiction).unwrap());
        let _ = writeln!(table, "\n{name}: {} ({}, {})", file.title, file.jurisdiction, file.on);
        let _ = writeln!(table, "  {}", outcome::lines(&assessment, &text).join(" "));
        for step in outcome::first_steps(&assessment) {
            let (name, about) = steps::name_and_about(step, &text);
            let _ = writeln!(table, "  – {name}, {}. {about}", steps::when(step, &text));
        }
        if let Some(way) = assessment.contact.first() {
            let number = way.number.as_deref().unwrap_or("no number");
            let _ = writeln!(table, "  reach: {}, {number}", text.at(&["channel.", &way.message, ".name"]));
        }
    }
    assert_text("what-each-person-reads-first", &table);
}

fn judged(file: &CaseFile) -> Result<Assessment, Vec<String>> {
    let raw = Raw::Map(vec![
        ("v".to_owned(), Raw::Number(1.0)),
        ("jurisdiction".to_owned(), Raw::Text(file.jurisdiction.clone())),
        ("on".to_owned(), Raw::Text(file.on.clone())),
        ("facts".to_owned(), Raw::Map(file.facts.clone().into_iter().collect())),
    ]);
    match parse_case(&raw).map(|case| assess(&case, policies())) {
        Ok(Ok(assessment)) => Ok(assessment),
        Ok(Err(problem)) => Err(vec![format!("    {problem}\n")]),
        Err(problems) => Err(problems.iter().map(|problem| format!("    {problem}\n")).collect()),
    }
}

/// One line for each thing that came out otherwise.
fn differences(file: &CaseFile) -> Vec<String> {
    let assessment = match judged(file) {
        Ok(assessment) => assessment,
        Err(problems) => return problems,
    };
    let expect = &file.expect;
    let mut lines = Vec::new();
    let mut compare = |what: &str, wanted: &str, found: &str| {
        if wanted != found {
            lines.push(format!("    {what}: expected {wanted}, found {found}\n"));
        }
    };
    let track = assessment.track.as_ref().map_or("none", |track| track.most_likely);
    if !expect.track.is_empty() && !expect.track.iter().any(|wanted| wanted == track) {
        compare("track", &expect.track.join(" or "), track);
    }
    if let Some(why) = &expect.why {
        compare("why there is no track", why, assessment.why.unwrap_or("there is one"));
    }
    if let Some(edition) = &expect.in_force {
        compare("in force", edition, &assessment.edition.in_force);
    }
    for (id, wanted) in &expect.programmes {
        let found = assessment.eligibility.iter().find(|programme| programme.id == *id);
        compare(id, wanted, found.map_or("no such programme", |programme| programme.outcome));
    }
    for (id, wanted) in &expect.rules {
        compare(id, wanted, &rule(&assessment, id));
    }
    for (id, wanted) in &expect.steps {
        compare(id, wanted, &step(&assessment, id));
    }
    if let Some(id) = &expect.first_contact {
        compare("first contact", id, assessment.contact.first().map_or("none", |option| &option.id));
    }
    for (id, wanted) in &expect.contact {
        compare(id, wanted, &contact(&assessment, id));
    }
    lines
}

fn rule(assessment: &Assessment, id: &str) -> String {
    let mut reasons = assessment.eligibility.iter().flat_map(|programme| &programme.reasons);
    match reasons.find(|reason| reason.rule == id) {
        Some(reason) if reason.missing.is_empty() => reason.outcome.to_owned(),
        Some(reason) => format!("{}: {}", reason.outcome, reason.missing.join(", ")),
        None => "no such rule".to_owned(),
    }
}

fn step(assessment: &Assessment, id: &str) -> String {
    match assessment.next_steps.iter().find(|step| step.id == id) {
        None => "none".to_owned(),
        Some(step) => match (&step.from, &step.by) {
            (Some(from), Some(by)) => format!("{from} to {by}"),
            (Some(from), None) => from.clone(),
            (None, _) => "no date".to_owned(),
        },
    }
}

fn contact(assessment: &Assessment, id: &str) -> String {
    let option = assessment.contact.iter().find(|option| option.id == id);
    match option.map(|option| (option.open, &option.next_open)) {
        None => "no such channel".to_owned(),
        Some((Some(true), _)) => "open".to_owned(),
        Some((_, Some(next))) => format!("opens {next}"),
        Some((_, None)) => "not known".to_owned(),
    }
}

#[derive(Deserialize)]
struct BadFile {
    bad: Vec<Bad>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bad {
    title: String,
    /// The case, as JSON.
    case: String,
    /// Every problem, in order.
    problems: Vec<String>,
}

#[test]
fn a_wrong_case_is_refused_with_the_field_and_what_is_allowed() {
    let file: BadFile = toml::from_str(include_str!("../bad-cases.toml")).unwrap();
    let mut report = String::new();
    for bad in &file.bad {
        let raw: Raw = serde_json::from_str(&bad.case).unwrap();
        let found: Vec<String> = match parse_case(&raw).map(|case| assess(&case, policies())) {
            Ok(Ok(_)) => Vec::new(),
            Ok(Err(problem)) => vec![problem.to_string()],
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        };
        if found != bad.problems {
            let _ = write!(report, "\n{}:\n  expected {:#?}\n  found {:#?}\n", bad.title, bad.problems, found);
        }
    }
    assert!(report.is_empty(), "{report}");
}
