//! Reads the policy files of a folder and checks them: for the build, and for `vagval policy check`.
//!
//! Native only. An error names the file, the key and the date, and says what to do.

use super::code_form::CODE;
use super::country::{self, COUNTRY, Country};
use super::schema::{
    Anchor, Basis, Limit, NEEDS, Policy, PolicyFile, Rollout, Rulebook, SERVES, Source, StepVersion, Test, Version,
};
use super::scorecard::{Fault, Scorecard};
use crate::case::{FactId, Kind, NEEDS as PERSON_NEEDS};
use crate::date::Date;
use crate::hours::Hours;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// The five outcomes of the profiling, in the order in which a tie is settled.
const TRACKS: [&str; 5] = ["too-close", "a", "b", "c", "too-far"];
/// The file that holds a jurisdiction's profiling, in a form of its own.
const SCORECARD: &str = "scorecard.toml";

/// What is wrong with a policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyProblem {
    /// The file, as `se/areas.toml`.
    pub file: String,
    /// The key in it, and the date where one is concerned.
    pub key: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.file, self.key, self.message)
    }
}

/// A folder's policy: the rules, and the scorecards of the jurisdictions that have one.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The rules.
    pub policy: Policy,
    /// Each jurisdiction's scorecard, in the same order; `None` where there is none.
    pub scorecards: Vec<Option<Scorecard>>,
    /// Every file read, for whoever watches them.
    pub files: Vec<String>,
}

/// Reads and checks the folder of each country. `places` tells whether a country, by its folder, has a municipality code.
///
/// # Errors
/// Everything that is wrong, file by file.
pub fn load(folder: &Path, places: &dyn Fn(&str, &str) -> bool) -> Result<Loaded, Vec<PolicyProblem>> {
    let mut problems = Vec::new();
    let mut loaded = Loaded { policy: Policy { jurisdictions: Vec::new() }, scorecards: Vec::new(), files: Vec::new() };
    for country in &country::read(folder)? {
        let files = read_folder(folder, &country.id, &mut problems);
        loaded.files.extend(files.iter().map(|(name, _)| name.clone()));
        let (cards, rules): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| name.ends_with(SCORECARD));
        loaded
            .scorecards
            .push(cards.into_iter().next().and_then(|(name, text)| scorecard(&name, &text, &mut problems)));
        let files: Vec<(String, PolicyFile)> = rules
            .into_iter()
            .filter_map(|(name, text)| match toml::from_str(&text) {
                Ok(file) => Some((name, file)),
                Err(error) => {
                    problems.push(malformed(name, &error));
                    None
                }
            })
            .collect();
        let Some(mut rulebook) = merge(&country.id, &files, &mut problems) else { continue };
        match country::municipalities(&folder.join(&country.id)) {
            Ok(list) => rulebook.kinds_of_places = kinds(&list, &rulebook.rollouts),
            Err(message) => {
                let file = format!("{}/municipalities.txt", country.id);
                problems.push(PolicyProblem { file, key: "malformed".to_owned(), message });
            }
        }
        let check = Check { country, rulebook: &rulebook, places };
        check.together(&mut |key, message| {
            let file = format!("{}/", country.id);
            problems.push(PolicyProblem { file, key, message });
        });
        for (name, file) in &files {
            check.file(file, &mut |key, message| problems.push(PolicyProblem { file: name.clone(), key, message }));
        }
        loaded.policy.jurisdictions.push(rulebook);
    }
    if problems.is_empty() { Ok(loaded) } else { Err(problems) }
}

fn malformed(file: String, error: &toml::de::Error) -> PolicyProblem {
    // The library's message has the line, the text of it and what was expected.
    PolicyProblem { file, key: "malformed".to_owned(), message: error.to_string() }
}

fn scorecard(name: &str, text: &str, problems: &mut Vec<PolicyProblem>) -> Option<Scorecard> {
    match toml::from_str::<Scorecard>(text) {
        Ok(card) => match card.check().and_then(|()| fits(&card)) {
            Ok(()) => Some(card),
            Err(faults) => {
                problems.extend(faults.iter().map(|fault| PolicyProblem {
                    file: name.to_owned(),
                    key: if fault.row.is_empty() {
                        fault.key.to_owned()
                    } else {
                        format!("{}, row {}", fault.key, fault.row)
                    },
                    message: fault.message.clone(),
                }));
                None
            }
        },
        Err(error) => {
            problems.push(malformed(name.to_owned(), &error));
            None
        }
    }
}

/// Whether a card speaks of what this client has: its five tracks, its facts, and their choices.
fn fits(card: &Scorecard) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut want = |holds: bool, key: &'static str, row: String, message: String| {
        if !holds {
            faults.push(Fault { key, row, message });
        }
    };
    want(card.tracks == TRACKS, "tracks", String::new(), format!("are not {}", TRACKS.join(", ")));
    let dated = card.editions.iter().any(|edition| edition.from.is_some());
    want(dated, "edition.from", String::new(), "is given by no edition, so none is ever in force".to_owned());
    for factor in &card.factors {
        let known = FactId::from_name(&factor.fact);
        want(known.is_some(), "factor.fact", factor.id.clone(), format!("there is no fact `{}`", factor.fact));
        let Some(fact) = known else { continue };
        let Kind::Choice(choices) = fact.fact().kind else {
            let message = format!("`{}` is not a choice, so each category needs `from`", factor.fact);
            want(factor.is_number(), "factor.category.from", factor.id.clone(), message);
            continue;
        };
        for category in &factor.categories {
            for answer in category.answers.iter().filter(|answer| !choices.contains(&answer.as_str())) {
                let row = format!("{}/{}", factor.id, category.id);
                let message = format!("`{}` has no choice `{answer}`; it has {}", factor.fact, choices.join(", "));
                want(false, "factor.category.answers", row, message);
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// The TOML files of one jurisdiction, by name.
fn read_folder(folder: &Path, id: &str, problems: &mut Vec<PolicyProblem>) -> Vec<(String, String)> {
    let read = || -> std::io::Result<Vec<(String, String)>> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder.join(id))? {
            let path = entry?.path();
            let is_rules = path.file_name().is_some_and(|name| name != COUNTRY && name != CODE);
            if is_rules && path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                files.push((
                    format!("{id}/{name}"),
                    std::fs::read_to_string(&path)?.trim_start_matches('\u{feff}').to_owned(),
                ));
            }
        }
        files.sort();
        Ok(files)
    };
    read().unwrap_or_else(|error| {
        problems.push(PolicyProblem { file: id.to_owned(), key: "folder".to_owned(), message: error.to_string() });
        Vec::new()
    })
}

/// Puts the files of one jurisdiction together.
fn merge(folder: &str, files: &[(String, PolicyFile)], problems: &mut Vec<PolicyProblem>) -> Option<Rulebook> {
    let id = files.iter().find_map(|(_, file)| file.id.clone());
    let version = files.iter().find_map(|(_, file)| file.version.clone());
    let first = files.iter().find_map(|(_, file)| file.first);
    let (Some(id), Some(version), Some(first)) = (id, version, first) else {
        problems.push(PolicyProblem {
            file: format!("{folder}/jurisdiction.toml"),
            key: "id, version, first".to_owned(),
            message: "one file of the folder must set all three".to_owned(),
        });
        return None;
    };
    let mut policies = Rulebook {
        id,
        version,
        first,
        apart: Vec::new(),
        editions: Vec::new(),
        sources: Vec::new(),
        programmes: Vec::new(),
        rules: Vec::new(),
        rollouts: Vec::new(),
        channels: Vec::new(),
        steps: Vec::new(),
        limits: Vec::new(),
        kinds_of_places: Vec::new(),
    };
    for (_, file) in files {
        policies.apart.extend(file.apart.iter().cloned());
        policies.editions.extend(file.editions.iter().cloned());
        policies.sources.extend(file.sources.iter().cloned());
        policies.programmes.extend(file.programmes.iter().cloned());
        policies.rules.extend(file.rules.iter().cloned());
        policies.rollouts.extend(file.rollouts.iter().cloned());
        policies.channels.extend(file.channels.iter().cloned());
        policies.steps.extend(file.steps.iter().cloned());
        policies.limits.extend(file.limits.iter().cloned());
    }
    policies.editions.sort_by_key(|edition| edition.from);
    policies.rollouts.sort_by_key(|rollout| rollout.from);
    policies.rollouts.iter_mut().for_each(|rollout| rollout.municipalities.sort_unstable());
    policies.limits.sort_by_key(|limit| limit.from);
    Some(policies)
}

/// The first municipality of each kind: two are alike where the same schemes begin in them on the same days.
fn kinds(municipalities: &[country::Municipality], rollouts: &[Rollout]) -> Vec<u16> {
    let stages = |code: &String| -> BTreeSet<(&[String], Date)> {
        let named = rollouts.iter().filter(|rollout| rollout.municipalities.contains(code));
        named.map(|rollout| (rollout.schemes.as_slice(), rollout.from)).collect()
    };
    let mut seen = BTreeSet::new();
    let first = municipalities.iter().zip(0..).filter(|(place, _)| seen.insert(stages(&place.code)));
    first.map(|(_, at)| at).collect()
}

struct Check<'a> {
    country: &'a Country,
    rulebook: &'a Rulebook,
    places: &'a dyn Fn(&str, &str) -> bool,
}

type Report<'a> = &'a mut dyn FnMut(String, String);

impl Check<'_> {
    fn file(&self, file: &PolicyFile, report: Report<'_>) {
        self.ids(file, report);
        for edition in &file.editions {
            let key = format!("edition `{}`", edition.id);
            self.source(&key, &edition.source, report);
            self.assumed(&key, edition.basis, edition.note.as_ref(), report);
        }
        for programme in &file.programmes {
            let key = format!("programme `{}`", programme.id);
            for told in &programme.told {
                self.source(&key, &told.source, report);
            }
            if programme.rules.is_empty() {
                report(key.clone(), "has no rules; give it at least one".to_owned());
            }
            for rule in &programme.rules {
                if !self.rulebook.rules.iter().any(|known| known.id == *rule) {
                    report(key.clone(), format!("names the rule `{rule}`, which no file has"));
                }
            }
        }
        for rule in &file.rules {
            let key = format!("rule `{}`", rule.id);
            self.dates(&key, rule.versions.iter().map(|version| version.from), report);
            if !self.rulebook.programmes.iter().any(|programme| programme.rules.contains(&rule.id)) {
                report(key.clone(), "is used by no programme; use it or delete it".to_owned());
            }
            for version in &rule.versions {
                self.version(&key, version, report);
            }
        }
        for step in &file.steps {
            let key = format!("step `{}`", step.id);
            for version in &step.versions {
                self.step(&key, version, report);
            }
            self.order(&key, step.versions.iter().map(|version| version.from), report);
        }
        for limit in &file.limits {
            let key = format!("limit `{}`, from {}", limit.id, limit.from);
            self.source(&key, &limit.source, report);
            self.assumed(&key, limit.basis, limit.note.as_ref(), report);
            let same = |other: &&Limit| other.id == limit.id && other.from == limit.from;
            if self.rulebook.limits.iter().filter(same).count() > 1 {
                report(key, "stands twice; keep one".to_owned());
            }
        }
        for rollout in &file.rollouts {
            self.rollout(rollout, report);
        }
        for channel in &file.channels {
            let key = format!("channel `{}`", channel.id);
            self.source(&key, &channel.source, report);
            self.assumed(&key, channel.basis, channel.note.as_ref(), report);
            for told in &channel.told {
                self.source(&key, &told.source, report);
            }
            for need in channel.needs.iter().filter(|need| !NEEDS.contains(&need.as_str())) {
                report(key.clone(), format!("needs `{need}`, which is not one of {}", NEEDS.join(", ")));
            }
            let people = channel.suits.iter().chain(&channel.not_for);
            for need in people.filter(|need| !PERSON_NEEDS.contains(&need.as_str())) {
                report(
                    key.clone(),
                    format!("names the need `{need}`, which is not one of {}", PERSON_NEEDS.join(", ")),
                );
            }
            for purpose in channel.serves.iter().filter(|purpose| !SERVES.contains(&purpose.as_str())) {
                report(key.clone(), format!("serves `{purpose}`, which is not one of {}", SERVES.join(", ")));
            }
            let mut taken: Vec<&Hours> = Vec::new();
            for hours in &channel.hours {
                let overlaps = |other: &&Hours| {
                    let same_day = hours.days.iter().any(|day| other.days.contains(day));
                    same_day && hours.open < other.close && other.open < hours.close
                };
                if taken.iter().any(overlaps) {
                    report(key.clone(), "has hours of one day that overlap; make them one, or part them".to_owned());
                }
                taken.push(hours);
                if hours.open >= hours.close || hours.days.iter().any(|day| !(1..=7).contains(day)) {
                    report(key.clone(), "has hours that close before they open, or a day that is not 1–7".to_owned());
                }
            }
        }
    }

    /// What no single file can show: periods that overlap, and a municipality that would begin twice.
    fn together(&self, report: Report<'_>) {
        self.apart(report);
        let editions = &self.rulebook.editions;
        for (earlier, later) in editions.iter().zip(editions.iter().skip(1)) {
            if earlier.from == later.from {
                let key = format!("edition `{}`, from {}", later.id, later.from);
                report(key, format!("begins on the same day as `{}`; keep one", earlier.id));
            }
        }
        if editions.first().is_none_or(|first| first.from > self.rulebook.first) {
            let message = format!("no edition covers {}, the first day; add one", self.rulebook.first);
            report("edition".to_owned(), message);
        }
        for (at, rollout) in self.rulebook.rollouts.iter().enumerate() {
            for scheme in &rollout.schemes {
                let others = self.rulebook.rollouts.iter().skip(at + 1);
                for other in others.filter(|other| !other.redraws && other.schemes.contains(scheme)) {
                    let both = other.municipalities.iter().filter(|code| rollout.municipalities.contains(code));
                    for code in both {
                        let key = format!("rollout of `{scheme}`, from {}", other.from);
                        report(key, format!("names `{code}`, which begins on {} already; keep one", rollout.from));
                    }
                    if rollout.all && !other.all {
                        let key = format!("rollout of `{scheme}`, from {}", other.from);
                        report(key, format!("begins after {}, when it began everywhere; delete one", rollout.from));
                    }
                }
            }
        }
    }

    /// What stands apart is a scheme with municipalities, and what is for it names one that does.
    fn apart(&self, report: Report<'_>) {
        let book = self.rulebook;
        for scheme in &book.apart {
            if !book
                .rollouts
                .iter()
                .any(|rollout| rollout.schemes.contains(scheme) && !rollout.municipalities.is_empty())
            {
                report("apart".to_owned(), format!("names the scheme `{scheme}`, which no rollout begins anywhere"));
            }
        }
        let programmes = book.programmes.iter().map(|programme| ("programme", &programme.id, &programme.apart));
        let steps = book.steps.iter().map(|step| ("step", &step.id, &step.apart));
        let channels = book.channels.iter().map(|channel| ("channel", &channel.id, &channel.apart));
        for (kind, id, apart) in programmes.chain(steps).chain(channels) {
            if let Some(scheme) = apart.as_ref().filter(|scheme| !book.apart.contains(scheme)) {
                let message =
                    format!("is for `{scheme}`, which does not stand apart; name it in the country's `apart`");
                report(format!("{kind} `{id}`"), message);
            }
        }
    }

    /// No id twice.
    fn ids(&self, file: &PolicyFile, report: Report<'_>) {
        let policies = self.rulebook;
        let groups: [(&str, Vec<&String>, Vec<&String>); 6] = [
            ("rule", ids(&file.rules, |x| &x.id), ids(&policies.rules, |x| &x.id)),
            ("programme", ids(&file.programmes, |x| &x.id), ids(&policies.programmes, |x| &x.id)),
            ("source", ids(&file.sources, |x: &Source| &x.id), ids(&policies.sources, |x| &x.id)),
            ("channel", ids(&file.channels, |x| &x.id), ids(&policies.channels, |x| &x.id)),
            ("step", ids(&file.steps, |x| &x.id), ids(&policies.steps, |x| &x.id)),
            ("edition", ids(&file.editions, |x| &x.id), ids(&policies.editions, |x| &x.id)),
        ];
        for (kind, here, everywhere) in groups {
            for id in here {
                if everywhere.iter().filter(|other| **other == id).count() > 1 {
                    report(format!("{kind} `{id}`"), "is defined twice; keep one".to_owned());
                }
            }
        }
    }

    fn source(&self, key: &str, source: &str, report: Report<'_>) {
        if !self.rulebook.sources.iter().any(|known| known.id == source) {
            report(key.to_owned(), format!("names the source `{source}`, which no file has"));
        }
    }

    /// The first version covers the rulebook's first day, and no two begin on the same one.
    fn dates(&self, key: &str, dates: impl Iterator<Item = Date> + Clone, report: Report<'_>) {
        match dates.clone().next() {
            Some(first) if first <= self.rulebook.first => {}
            Some(first) => report(
                format!("{key}, from {first}"),
                format!("leaves the days from {} uncovered; add a version for them", self.rulebook.first),
            ),
            None => report(key.to_owned(), "has no version".to_owned()),
        }
        self.order(key, dates, report);
    }

    #[expect(clippy::unused_self, reason = "reads as one check among the others")]
    fn order(&self, key: &str, dates: impl Iterator<Item = Date> + Clone, report: Report<'_>) {
        for (earlier, later) in dates.clone().zip(dates.skip(1)) {
            if earlier >= later {
                let message =
                    format!("stands after the version from {earlier}; versions go from old to new, one a day");
                report(format!("{key}, from {later}"), message);
            }
        }
    }

    fn version(&self, key: &str, version: &Version, report: Report<'_>) {
        let key = format!("{key}, from {}", version.from);
        self.source(&key, &version.source, report);
        self.assumed(&key, version.basis, version.note.as_ref(), report);
        self.test(&key, &version.met, report);
        if let Some(test) = &version.caseworker {
            self.test(&key, test, report);
        }
    }

    fn step(&self, key: &str, version: &StepVersion, report: Report<'_>) {
        let key = format!("{key}, from {}", version.from);
        self.source(&key, &version.source, report);
        self.assumed(&key, version.basis, version.note.as_ref(), report);
        self.test(&key, &version.when, report);
        if let Some(programme) = &version.programme
            && !self.rulebook.programmes.iter().any(|known| known.id == *programme)
        {
            report(key.clone(), format!("names the programme `{programme}`, which no file has"));
        }
        if let Anchor::FirstMet(rule) = &version.counted_from
            && !self.rulebook.rules.iter().any(|known| known.id == *rule)
        {
            report(key, format!("is counted from the rule `{rule}`, which no file has"));
        }
    }

    /// What we assume, we say why.
    #[expect(clippy::unused_self, reason = "reads as one check among the others")]
    fn assumed(&self, key: &str, basis: Basis, note: Option<&String>, report: Report<'_>) {
        if basis == Basis::Assumed && note.is_none() {
            report(key.to_owned(), "is assumed but has no note; message what it rests on".to_owned());
        }
    }

    fn rollout(&self, rollout: &Rollout, report: Report<'_>) {
        let key = format!("rollout of `{}`, from {}", rollout.schemes.join("`, `"), rollout.from);
        self.source(&key, &rollout.source, report);
        self.assumed(&key, rollout.basis, rollout.note.as_ref(), report);
        for code in &rollout.municipalities {
            if !(self.places)(&self.country.id, code) {
                report(key.clone(), format!("names the municipality `{code}`, which is not in the list"));
            }
        }
        if rollout.municipalities.is_empty() && !rollout.others_unknown && !rollout.all {
            report(key, "begins nowhere; name municipalities, or set others_unknown or all".to_owned());
        }
    }

    fn test(&self, key: &str, test: &Test, report: Report<'_>) {
        match test {
            Test::Always | Test::Never | Test::NotKnown | Test::RegistersAhead => {}
            Test::All(tests) | Test::Any(tests) => {
                for test in tests {
                    self.test(key, test, report);
                }
            }
            Test::Not(test) => self.test(key, test, report),
            Test::Is(is) => match self.fact(key, &is.fact, report) {
                Some(Kind::Choice(ids)) => {
                    let unknown: BTreeSet<_> = is.any_of.iter().filter(|id| !ids.contains(&id.as_str())).collect();
                    for id in unknown {
                        report(
                            key.to_owned(),
                            format!("`{}` has no choice `{id}`; it has {}", is.fact, ids.join(", ")),
                        );
                    }
                }
                Some(_) => report(key.to_owned(), format!("`{}` is no choice; use at-least", is.fact)),
                None => {}
            },
            Test::AtLeast(at_least) => {
                if let Some(Kind::Choice(_) | Kind::Several(_) | Kind::Place) = self.fact(key, &at_least.fact, report) {
                    report(key.to_owned(), format!("`{}` is no number or date; use is", at_least.fact));
                }
            }
            Test::Covered(scheme) | Test::CoveredAtRegistration(scheme) => {
                if !self.rulebook.rollouts.iter().any(|rollout| rollout.schemes.contains(scheme)) {
                    report(key.to_owned(), format!("names the scheme `{scheme}`, which has no rollout"));
                }
            }
            Test::Tracks(tracks) => {
                for track in tracks.any_of.iter().filter(|track| !TRACKS.contains(&track.as_str())) {
                    report(key.to_owned(), format!("there is no track `{track}`; there are {}", TRACKS.join(", ")));
                }
            }
        }
    }

    fn fact(&self, key: &str, name: &str, report: Report<'_>) -> Option<Kind> {
        let fact = FactId::from_name(name)
            .map(FactId::fact)
            .filter(|fact| self.country.facts.iter().any(|used| used == fact.name));
        if fact.is_none() {
            report(key.to_owned(), format!("names the fact `{name}`, which this jurisdiction does not have"));
        }
        fact.map(|fact| fact.kind)
    }
}

fn ids<T>(items: &[T], id: impl Fn(&T) -> &String) -> Vec<&String> {
    items.iter().map(id).collect()
}
