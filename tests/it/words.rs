//! Every id of the policy has its words, in every language, and there are no words without an id.

#[cfg(test)]
use crate::support;

use std::collections::{BTreeMap, BTreeSet};
use support::{TRACKS, cases, common_texts, own_texts, policies, rulebooks, say, tests, texts};
use vagval::case::Jurisdiction;
use vagval::eligibility::{Situation, judge};
use vagval::policy::PolicySet;
use vagval::policy::schema::Test;
use vagval::settings::providers::REASONS;
use vagval::text::{LANGUAGES, files};

/// The reasons that the ranking of channels itself gives; those of the channels' own are policy.
const CONTACT_REASONS: [&str; 12] = [
    "you-prefer",
    "registers",
    "near-self-first",
    "distance-first",
    "person-first",
    "open-now",
    "closed-now",
    "hours-unknown",
    "hour-not-given",
    "needs-e-id",
    "needs-booking",
    "needs-computer",
];

/// The sentences of rules that can come to be told: those of an outcome that some case has.
fn rule_sentences(policies: &PolicySet, country: Jurisdiction) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    for (jurisdiction, rulebook) in rulebooks(policies).into_iter().filter(|(of, _)| *of == country) {
        for rule in &rulebook.rules {
            for (at, version) in rule.versions.iter().enumerate() {
                // The outcome of a rule on areas changes between versions too.
                let until = rule.versions.get(at + 1).map(|next| next.from);
                let rollouts = rulebook.rollouts.iter().map(|rollout| rollout.from);
                let days = rollouts.chain([version.from, rulebook.first]);
                for day in days.filter(|day| *day >= version.from && until.is_none_or(|until| *day < until)) {
                    for case in cases(&tests(version), rulebook, jurisdiction, day) {
                        for tracks in TRACKS.map(Some) {
                            let finding = judge(version, &Situation { case: &case, rulebook, tracks });
                            told.insert(format!("rule.{}.{}", say(rule, version), finding.outcome.id()));
                        }
                    }
                }
            }
        }
    }
    told
}

/// What every country says.
fn expected_of_all() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    keys.extend(["met", "not-met", "unknown", "caseworker"].map(|outcome| format!("outcome.{outcome}.name")));
    keys.extend(REASONS.map(|reason| format!("provider-reason.{reason}")));
    keys.extend(CONTACT_REASONS.map(|reason| format!("contact-reason.{reason}")));
    keys
}

/// What a country's rules say.
fn expected_of(country: Jurisdiction, policies: &PolicySet) -> BTreeSet<String> {
    let mut keys = rule_sentences(policies, country);
    if let Some(rulebook) = policies.rules(country) {
        for programme in &rulebook.programmes {
            keys.extend(["name", "about"].map(|part| format!("programme.{}.{part}", programme.id)));
            keys.extend(programme.told.iter().map(|told| format!("told.{}", told.id)));
        }
        for step in &rulebook.steps {
            for version in &step.versions {
                let say = version.message.as_ref().unwrap_or(&step.id);
                keys.extend(["name", "about"].map(|part| format!("step.{say}.{part}")));
            }
        }
        keys.extend(rulebook.editions.iter().map(|edition| format!("edition.{}", edition.id)));
        for channel in &rulebook.channels {
            let say = channel.message.as_ref().unwrap_or(&channel.id);
            keys.extend(["name", "about", "how"].map(|part| format!("channel.{say}.{part}")));
            keys.extend(channel.told.iter().map(|told| format!("contact-reason.{}", told.id)));
            keys.extend(channel.needs.iter().map(|need| format!("need.{need}")));
        }
    }
    keys
}

#[test]
fn every_id_has_its_words_in_every_language_and_every_word_its_id() {
    let of_all = expected_of_all();
    let of_each = Jurisdiction::ALL.map(|country| (country, expected_of(country, policies())));
    for language in LANGUAGES {
        let common: BTreeSet<String> = common_texts(language, "rules").into_keys().collect();
        let mut missing: Vec<String> = of_all.difference(&common).cloned().collect();
        let used = |key: &&String| of_all.contains(*key) || of_each.iter().any(|(_, expected)| expected.contains(*key));
        let mut unused: Vec<String> = common.iter().filter(|key| !used(key)).cloned().collect();
        for (country, expected) in &of_each {
            let own: BTreeSet<String> = own_texts(*country, language, "rules").into_keys().collect();
            let name = |key: &String| format!("{}: {key}", country.id());
            missing.extend(expected.iter().filter(|key| !common.contains(*key) && !own.contains(*key)).map(name));
            unused.extend(own.difference(expected).filter(|key| !of_all.contains(*key)).map(name));
        }
        assert!(missing.is_empty() && unused.is_empty(), "{language}: missing {missing:#?}, unused {unused:#?}");
    }
}

#[test]
fn placeholders_are_facts_of_the_rules_numbers_and_the_same_in_every_language() {
    let placeholders = |text: &str| -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
    };
    let mut numbers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut allow = |say: String, facts: Vec<(String, i32)>| {
        let facts: BTreeSet<String> = facts.into_iter().map(|(fact, _)| fact).collect();
        numbers.entry(say).or_insert_with(|| facts.clone()).retain(|fact| facts.contains(fact));
    };
    let policies = policies();
    for (_, rulebook) in rulebooks(policies) {
        for (rule, version) in rulebook.rules.iter().flat_map(|rule| rule.versions.iter().map(move |v| (rule, v))) {
            allow(format!("rule.{}", say(rule, version)), version.met.numbers());
        }
        for (step, version) in rulebook.steps.iter().flat_map(|step| step.versions.iter().map(move |v| (step, v))) {
            if version.when == Test::Never {
                continue;
            }
            allow(format!("step.{}", version.message.as_ref().unwrap_or(&step.id)), version.all_numbers());
        }
    }
    let others = LANGUAGES.map(|language| texts(language, "rules"));
    for (key, text) in &texts("sv", "rules") {
        let named = placeholders(text);
        for other in &others {
            assert_eq!(named, placeholders(&other[key]), "{key}");
        }
        let say = key.rsplit_once('.').map(|(say, _)| say);
        let allowed = say.and_then(|say| numbers.get(say)).cloned().unwrap_or_default();
        assert!(named.is_subset(&allowed), "{key} names {named:?}; the rule has {allowed:?}");
    }
}

/// Swedish that is easy to read: LIX at most 35 and sentences of at most 12 words in the mean (acceptance B6).
#[test]
fn swedish_is_easy_to_read() {
    let articles =
        ["common", "model", "who", "provider", "evidence", "money", "privacy"].map(|file| format!("articles/{file}"));
    for file in ["rules", "pages", "explore", "kiosk/kiosk", "officer/officer", "matrix/matrix"]
        .map(str::to_owned)
        .iter()
        .chain(&articles)
    {
        easy_to_read(file, &texts("sv", file));
    }
    // Of the chat, what it says; what it understands are lists.
    let mut said = texts("sv", "chat/lexicon");
    let says = ["say.", "hint.", "server-why.", "label.", "page.", "handover."];
    said.retain(|key, _| says.iter().any(|start| key.starts_with(start)));
    assert!(said.len() > 60);
    easy_to_read("chat/lexicon", &said);
}

/// The bot of a chat server has the same words in every language, with the same places to be filled in.
#[test]
fn the_words_of_the_bot_are_the_same_in_every_language() {
    let [swedish, others @ ..] = LANGUAGES.map(|language| {
        let texts = texts(language, "matrix/matrix").into_iter();
        texts.map(|(key, text)| (key, text.matches('{').count())).collect::<Vec<_>>()
    });
    for other in others {
        assert_eq!(swedish, other);
    }
    let bot = [
        include_str!("../../hosts/matrix/bot.mjs"),
        include_str!("../../hosts/matrix/desk.mjs"),
        include_str!("../../hosts/matrix/officers.mjs"),
    ]
    .concat();
    for (key, _) in swedish {
        let key = key.trim_start_matches("matrix.").to_owned();
        assert!(bot.contains(&format!("\"{key}\"")), "the bot says `{key}`");
    }
}

fn easy_to_read(file: &str, texts: &BTreeMap<String, String>) {
    let (mut words, mut long, mut sentences) = (0.0, 0.0, 0.0);
    // Names and labels are no sentences; they would only make the mean look better.
    let ends = [".name", ".short", ".link", ".title", ".caption"];
    let starts = ["edition.", "need.", "date."];
    let names =
        |key: &str| ends.iter().any(|end| key.ends_with(end)) || starts.iter().any(|start| key.starts_with(start));
    for (_, text) in texts.iter().filter(|(key, text)| !names(key) && text.contains(['.', '?'])) {
        for sentence in text.split(['.', '?', '!', ':']).filter(|part| part.chars().any(char::is_alphabetic)) {
            sentences += 1.0;
            for word in sentence.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)) {
                words += 1.0;
                long += f64::from(u8::from(word.chars().filter(|c| c.is_alphabetic()).count() > 6));
            }
        }
    }
    let (mean, lix) = (words / sentences, words / sentences + 100.0 * long / words);
    println!("{file}: mean sentence {mean:.1} words, LIX {lix:.1}");
    assert!(mean <= 12.0 && lix <= 35.0, "{file}: mean sentence {mean:.1} words, LIX {lix:.1}");
}

/// The table of what the source documents say names only what there is.
#[test]
fn the_table_of_sources_names_only_what_there_is() {
    let table = include_str!("../../docs/sources.md");
    let files = ["rules", "articles/model", "articles/who", "articles/provider", "articles/evidence"];
    let keys: BTreeSet<String> = files.iter().flat_map(|file| texts("sv", file).into_keys()).collect();
    let named = table.split('`').skip(1).step_by(2);
    for name in named {
        let known = keys.iter().any(|key| key == name || key.starts_with(&format!("{name}.")));
        let is_file = name.contains('/') && !name.contains('*');
        let exists = is_file && std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name).exists();
        let other = !name.contains('.') || name.contains('*');
        assert!(known || exists || other, "docs/sources.md names `{name}`, which there is not");
    }
}

#[test]
fn no_text_claims_that_something_is_not_there_only_that_we_have_not_found_it() {
    // A claim of absence needs a source that says so. What has one stands below, with it.
    const CLAIMS: [(&str, &[&str]); 2] = [
        (
            "sv",
            &[
                "inte offentlig",
                "aldrig mätt",
                "har mätt",
                "ingen vet",
                "är hemlig",
                "inga offentliga",
                "ingen har",
                "inte publicera",
                "aldrig publicera",
                "ingen källa",
                "inga siffror finns",
                "är offentlig",
                "finns inga uppgifter",
            ],
        ),
        (
            "en",
            &[
                "not public",
                "never measured",
                "nobody has",
                "nobody knows",
                "no public",
                "is secret",
                "no one has",
                "no one knows",
                "not published",
                "never published",
                "unpublished",
                "no source says",
                "is public",
                "there are no figures",
            ],
        ),
    ];
    // The words, and the source that says so.
    const SOURCED: &[(&str, &str)] = &[];
    for (words, source) in SOURCED {
        let known = rulebooks(policies()).iter().any(|(_, book)| book.source(source).is_some());
        assert!(known, "`{words}` rests on `{source}`, which no policy file has");
    }
    // As words of their own: "ingen har" does not stand in "Arbetsförmedlingen har".
    let says = |line: &str, phrase: &str| {
        line.match_indices(phrase).any(|(at, _)| !line[..at].chars().next_back().is_some_and(char::is_alphabetic))
    };
    let mut found = Vec::new();
    for (lang, phrases) in CLAIMS {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let own = |country: Jurisdiction| root.join(files::COUNTRIES).join(country.id()).join("text").join(lang);
        let mut folders: Vec<_> = Jurisdiction::ALL.into_iter().map(own).collect();
        folders.push(root.join("www/text").join(lang));
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
                for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
                    if SOURCED.iter().any(|(words, _)| line.contains(words)) {
                        continue;
                    }
                    let claims = phrases.iter().filter(|phrase| says(line, phrase));
                    found.extend(claims.map(|phrase| format!("{}:{}: `{phrase}`", path.display(), at + 1)));
                }
            }
        }
    }
    assert!(found.is_empty(), "say that we have not found it, and where we looked: {found:#?}");
}
