//! What must hold of every rule, stage and step, on the boundary days of every period and for every way of
//! answering that a rule can tell apart. All of it is made from the policy files: a new period is tested by itself.

#[cfg(test)]
use crate::support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use support::{TRACKS, cases, date, facts, on, policies, rulebooks, tests};
use vagval::assessment::{Assessment, assess};
use vagval::case::{Answer, Case, FactId, Jurisdiction, Value, places};
use vagval::date::Date;
use vagval::eligibility::{Finding, Outcome, Situation, judge, next_steps, verdicts};
use vagval::policy::schema::{Rulebook, Test, Version};

/// Every day on which a period begins, the day before and the day after, from the first day that is covered.
fn boundary_days(rulebook: &Rulebook) -> BTreeSet<Date> {
    let rules = rulebook.rules.iter().flat_map(|rule| &rule.versions).map(|version| version.from);
    let steps = rulebook.steps.iter().flat_map(|step| &step.versions).map(|version| version.from);
    let rollouts = rulebook.rollouts.iter().map(|rollout| rollout.from);
    let editions = rulebook.editions.iter().map(|edition| edition.from);
    let days =
        rules.chain(steps).chain(rollouts).chain(editions).flat_map(|day| [-1, 0, 1].map(|by| day.plus_days(by)));
    days.filter(|day| *day >= rulebook.first).collect()
}

/// An assessment of [`somebody`] in two places of each country on each boundary day, made once.
static ON_BOUNDARY_DAYS: LazyLock<Vec<(Jurisdiction, Date, Assessment)>> = LazyLock::new(|| {
    let policies = policies();
    let mut made = Vec::new();
    for (jurisdiction, rulebook) in rulebooks(policies) {
        let places = match jurisdiction {
            Jurisdiction::Sweden => ["2480", "1490"],
            _ => ["091", "005"],
        };
        for day in boundary_days(rulebook) {
            made.extend(places.map(|place| {
                let assessment = assess(&somebody(jurisdiction, place, day), policies);
                (jurisdiction, day, assessment.expect("the day is covered"))
            }));
        }
    }
    made
});

/// Somebody of whom the place is known, and nothing else.
fn somebody(jurisdiction: Jurisdiction, place: &'static str, day: Date) -> Case {
    Case::new(jurisdiction, on(day)).with(FactId::Municipality, Answer::Known(Value::Place(place)))
}

fn codes(jurisdiction: Jurisdiction) -> Vec<&'static str> {
    places::codes(jurisdiction)
}

#[test]
fn on_every_boundary_day_the_version_in_force_is_the_last_that_has_begun() {
    let policies = policies();
    for (jurisdiction, day, assessment) in ON_BOUNDARY_DAYS.iter() {
        let rulebook = policies.rules(*jurisdiction).unwrap();
        let shown = |id: &String| assessment.eligibility.iter().any(|programme| programme.id == *id);
        let shown = rulebook.programmes.iter().filter(|programme| shown(&programme.id));
        let ids: BTreeSet<&String> = shown.flat_map(|programme| &programme.rules).collect();
        assert!(!ids.is_empty(), "{jurisdiction:?} on {day}");
        for rule in rulebook.rules.iter().filter(|rule| ids.contains(&rule.id)) {
            let begun = rule.versions.iter().filter(|version| version.from <= *day);
            let wanted = begun.max_by_key(|version| version.from).unwrap();
            let mut reasons = assessment.eligibility.iter().flat_map(|programme| &programme.reasons);
            let reason = reasons.find(|reason| reason.rule == rule.id).unwrap();
            let found = (reason.from.clone(), reason.source.clone(), reason.note.clone());
            assert_eq!(found, (wanted.from.to_string(), wanted.source.clone(), wanted.note.clone()), "{day}");
        }
        for step in &assessment.next_steps {
            let known = rulebook.steps.iter().find(|known| known.id == step.id).unwrap();
            let begun = known.versions.iter().filter(|version| version.from <= *day);
            let wanted = begun.max_by_key(|version| version.from).unwrap();
            let found = (step.source.clone(), step.note.clone());
            assert_eq!(found, (wanted.source.clone(), wanted.note.clone()), "{} on {day}", step.id);
        }
        let begun = rulebook.editions.iter().filter(|edition| edition.from <= *day);
        assert_eq!(assessment.edition.in_force, begun.max_by_key(|edition| edition.from).unwrap().id, "{day}");
    }
}

#[test]
fn a_day_before_the_first_is_a_clear_error() {
    let policies = policies();
    for (jurisdiction, rulebook) in rulebooks(policies) {
        let before = rulebook.first.plus_days(-1);
        let problem = assess(&Case::new(jurisdiction, on(before)), policies).unwrap_err();
        assert_eq!((problem.code, problem.at.as_str()), ("before-first-edition", "on"));
        assert!(problem.allowed.to_string().contains(&rulebook.first.to_string()), "{problem}");
        assert!(assess(&Case::new(jurisdiction, on(rulebook.first)), policies).is_ok());
    }
}

#[test]
fn a_place_is_covered_from_the_day_of_its_stage_and_not_the_day_before() {
    let policies = policies();
    for (jurisdiction, rulebook) in rulebooks(policies) {
        for rollout in &rulebook.rollouts {
            for scheme in &rollout.schemes {
                let earlier = rulebook.rollouts.iter().filter(|other| other.from < rollout.from);
                let earlier: Vec<_> = earlier.filter(|other| other.schemes.contains(scheme)).collect();
                let everywhere_before = earlier.iter().any(|other| other.all);
                for code in codes(jurisdiction) {
                    let on = |by| rulebook.covers(scheme, code, rollout.from.plus_days(by));
                    let named = rollout.municipalities.iter().any(|named| named == code);
                    if named || rollout.all {
                        assert_eq!([on(0), on(1)], [Some(true); 2], "{scheme} in {code} from {}", rollout.from);
                    }
                    if named && !everywhere_before {
                        assert_eq!(on(-1), Some(false), "{scheme} in {code} before {}", rollout.from);
                    }
                }
            }
        }
    }
}

#[test]
fn known_stages_make_up_the_country() {
    let policies = policies();
    let sweden = policies.rules(Jurisdiction::Sweden).unwrap();
    let count = |day: &str| {
        let on = date(day);
        let covered = |code| sweden.covers("rusta-och-matcha", code, on);
        let all = codes(Jurisdiction::Sweden);
        [Some(true), None, Some(false)].map(|state| all.iter().filter(|code| covered(code) == state).count())
    };
    assert_eq!(count("2020-03-29"), [0, 0, 290]);
    assert_eq!(count("2020-03-30"), [32, 0, 258]);
    assert_eq!(count("2021-05-17"), [32, 0, 258]);
    // 53 more begin, of whom none is known; three are known to begin later.
    assert_eq!(count("2021-05-18"), [32, 255, 3]);
    assert_eq!(count("2021-09-29"), [35, 255, 0]);
    assert_eq!(count("2021-12-07"), [290, 0, 0]);
    assert_eq!(count("2023-04-17"), [290, 0, 0]);
}

#[test]
fn the_two_services_are_never_both_open_in_one_place() {
    let policies = policies();
    let sweden = policies.rules(Jurisdiction::Sweden).unwrap();
    for day in boundary_days(sweden) {
        for code in ["2480", "0180", "1490"] {
            let case = somebody(Jurisdiction::Sweden, code, day);
            let verdicts = verdicts(sweden, &Situation { case: &case, rulebook: sweden, tracks: Some([200; 5]) });
            let mut reasons = verdicts.iter().flat_map(|verdict| &verdict.reasons);
            let mut outcome = |id: &str| reasons.find(|reason| reason.rule.id == id).unwrap().finding.outcome;
            let both = [outcome("ram-area"), outcome("stom-area")];
            assert!(both != [Outcome::Met; 2], "{code} on {day}");
        }
    }
}

/// One value for each fact of a rule; `None` where it is not known.
type Row = Vec<Option<Value>>;

/// What a rule says to every way of answering.
struct Table {
    facts: Vec<FactId>,
    rows: BTreeMap<Row, Finding>,
}

impl Table {
    fn of(version: &Version, rulebook: &Rulebook, jurisdiction: Jurisdiction, day: Date, tracks: [u32; 5]) -> Self {
        let tests = tests(version);
        let facts = facts(&tests);
        let finding = |case: &Case| judge(version, &Situation { case, rulebook, tracks: Some(tracks) });
        let answers = |case: &Case| facts.iter().map(|fact| case.value(*fact)).collect();
        let cases = cases(&tests, rulebook, jurisdiction, day);
        Self { rows: cases.iter().map(|case| (answers(case), finding(case))).collect(), facts }
    }

    /// The outcomes of all ways to fill in what a row leaves open.
    fn completions<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a Row, Outcome)> {
        let fits =
            |full: &Row| row.iter().zip(full).all(|(told, full)| full.is_some() && (told.is_none() || told == full));
        self.rows.iter().filter(move |(full, _)| fits(full)).map(|(full, finding)| (full, finding.outcome))
    }
}

fn each_table(mut look: impl FnMut(&str, &Table)) {
    let policies = policies();
    for (jurisdiction, rulebook) in rulebooks(policies) {
        for rule in &rulebook.rules {
            for (at, version) in rule.versions.iter().enumerate() {
                let until = rule.versions.get(at + 1).map_or(version.from.plus_days(3000), |next| next.from);
                let rollouts = rulebook.rollouts.iter().map(|rollout| rollout.from);
                let asks_where = !version.met.schemes().is_empty();
                let days = rollouts.filter(|day| asks_where && (version.from..until).contains(day));
                for day in days.chain([version.from.max(rulebook.first)]).collect::<BTreeSet<_>>() {
                    let estimates: &[[u32; 5]] = if facts(&tests(version)).is_empty() { &TRACKS } else { &TRACKS[..1] };
                    for tracks in estimates {
                        let table = Table::of(version, rulebook, jurisdiction, day, *tracks);
                        look(&format!("{} on {day}", rule.id), &table);
                    }
                }
            }
        }
    }
}

#[test]
fn a_rule_is_unknown_exactly_where_two_ways_of_filling_in_differ_and_names_exactly_what_decides() {
    each_table(|what, table| {
        for (row, finding) in &table.rows {
            let completions: Vec<_> = table.completions(row).collect();
            let outcomes: BTreeSet<Outcome> = completions.iter().map(|(_, outcome)| *outcome).collect();
            let wanted = if outcomes.len() == 1 { *outcomes.first().unwrap() } else { Outcome::Unknown };
            assert_eq!(finding.outcome, wanted, "{what}: {row:?}");
            let differ_only_in = |at: usize| {
                completions.iter().any(|(one, first)| {
                    completions.iter().any(|(other, second)| {
                        let same = (0..row.len()).all(|fact| fact == at || one[fact] == other[fact]);
                        same && first != second
                    })
                })
            };
            let deciding = |at: &usize| row[*at].is_none() && outcomes.len() > 1 && differ_only_in(*at);
            let missing: Vec<FactId> = (0..row.len()).filter(deciding).map(|at| table.facts[at]).collect();
            assert_eq!(finding.missing, missing, "{what}: {row:?}");
        }
    });
}

#[test]
fn what_is_not_known_never_becomes_met_by_knowing_less() {
    each_table(|what, table| {
        for (row, finding) in &table.rows {
            for at in 0..row.len() {
                let mut less = row.clone();
                less[at] = None;
                let Some(without) = table.rows.get(&less) else {
                    // The date follows from not being registered yet: there is no knowing less of it.
                    assert_eq!(table.facts[at], FactId::RegisteredSince, "{what}: {row:?}");
                    continue;
                };
                if without.outcome == Outcome::Met {
                    assert_eq!(finding.outcome, Outcome::Met, "{what}: {row:?} without {}", table.facts[at].name());
                }
            }
        }
    });
}

#[test]
fn a_declined_answer_is_judged_as_an_unknown_one() {
    let policies = policies();
    for (jurisdiction, rulebook) in rulebooks(policies) {
        for version in rulebook.rules.iter().filter_map(|rule| rule.versions.last()) {
            for case in cases(&tests(version), rulebook, jurisdiction, version.from.max(rulebook.first)) {
                for fact in facts(&tests(version)) {
                    let judged = |answer| {
                        let case = case.clone().with(fact, answer);
                        judge(version, &Situation { case: &case, rulebook, tracks: Some([200; 5]) })
                    };
                    assert_eq!(judged(Answer::Declined), judged(Answer::Unknown));
                }
            }
        }
    }
}

/// A limit that no answer feels is a slip of the pen.
#[test]
fn every_limit_of_every_rule_is_felt_on_its_day() {
    let policies = policies();
    for (jurisdiction, rulebook) in rulebooks(policies) {
        for rule in &rulebook.rules {
            for version in &rule.versions {
                for (name, limit) in version.met.numbers() {
                    let fact = FactId::from_name(&name).unwrap();
                    let day = version.from.max(rulebook.first).plus_days(1000);
                    let at = |case: &Case, number: i32| {
                        let value = match fact {
                            FactId::RegisteredSince => Value::Day(day.plus_days(-number)),
                            _ => Value::Number(number),
                        };
                        let case = case.clone().with(fact, Answer::Known(value));
                        judge(version, &Situation { case: &case, rulebook, tracks: Some([200; 5]) }).outcome
                    };
                    let facts = facts(&tests(version));
                    let full = |case: &Case| facts.iter().all(|fact| case.value(*fact).is_some());
                    let mut cases = cases(&tests(version), rulebook, jurisdiction, day);
                    cases.retain(full);
                    let before_is_other = cases.iter().any(|case| at(case, limit - 1) != at(case, limit));
                    // Unless a caseworker decides from there, or up to there.
                    let mut bounds = version.caseworker.iter().flat_map(Test::numbers);
                    let is_bound = bounds.any(|bound| bound == (name.clone(), limit + 1));
                    let after_is_same = is_bound || cases.iter().all(|case| at(case, limit) == at(case, limit + 1));
                    assert!(before_is_other && after_is_same, "{} from {}: {name} {limit}", rule.id, version.from);
                }
            }
        }
    }
}

#[test]
fn every_reason_step_and_channel_has_a_source_that_is_told() {
    for (_, day, assessment) in ON_BOUNDARY_DAYS.iter() {
        let told: BTreeSet<&str> = assessment.sources.iter().map(|source| source.id.as_str()).collect();
        let reasons: Vec<_> = assessment.eligibility.iter().flat_map(|programme| &programme.reasons).collect();
        let areas = reasons.iter().filter_map(|reason| reason.area.as_ref()).map(|area| &area.source);
        let published = assessment.eligibility.iter().flat_map(|programme| &programme.told);
        let named = reasons.iter().map(|reason| &reason.source).chain(areas);
        let named = named.chain(published.map(|told| &told.source));
        let named = named.chain(assessment.next_steps.iter().map(|step| &step.source));
        let named = named.chain(assessment.contact.iter().flat_map(|option| &option.sources));
        let named: BTreeSet<&str> = named.map(String::as_str).collect();
        assert_eq!(named, told, "{day}: what is named is listed, and nothing else");
        assert!(reasons.iter().all(|reason| Date::parse(&reason.from).is_some_and(|from| from <= *day)));
        for programme in &assessment.eligibility {
            assert!(!programme.reasons.is_empty(), "{} has no reason", programme.id);
        }
    }
}

#[test]
fn a_programme_comes_once_and_its_outcome_follows_from_its_rules() {
    let weight = |outcome: &str| ["met", "caseworker", "unknown", "not-met"].iter().position(|id| *id == outcome);
    for (_, day, assessment) in ON_BOUNDARY_DAYS.iter() {
        let ids: BTreeSet<&str> = assessment.eligibility.iter().map(|programme| programme.id.as_str()).collect();
        assert_eq!(ids.len(), assessment.eligibility.len(), "each programme once");
        for programme in &assessment.eligibility {
            let heaviest = programme.reasons.iter().map(|reason| weight(reason.outcome)).max().unwrap();
            assert_eq!(weight(programme.outcome), heaviest, "{} on {day}", programme.id);
        }
    }
}

/// The dates of steps: in order, none that has passed, and what is counted in working days ends on one.
#[test]
fn steps_come_in_order_and_never_in_the_past() {
    let policies = policies();
    for (jurisdiction, rulebook) in rulebooks(policies) {
        let place = codes(jurisdiction)[0];
        for day in boundary_days(rulebook) {
            for registered in [0, 1, 30, 31, 89, 90, 119, 120, 400, 9000] {
                let case = somebody(jurisdiction, place, day);
                let case = case.with(FactId::RegisteredSince, Answer::Known(Value::Day(day.plus_days(-registered))));
                let tracks = Some([0, 334, 333, 333, 0]);
                let steps = next_steps(rulebook, &Situation { case: &case, rulebook, tracks });
                let order: Vec<_> = steps.iter().map(|step| (step.from.is_none(), step.from)).collect();
                assert!(order.is_sorted(), "{day}: {order:?}");
                for step in &steps {
                    let last = step.by.or(step.from);
                    assert!(last.is_none_or(|last| last >= day), "{} ends on {last:?}, before {day}", step.step.id);
                    assert!(step.by.is_none_or(|by| step.from.is_some_and(|from| from <= by)), "{}", step.step.id);
                }
            }
        }
    }
}
