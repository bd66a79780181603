//! Every page that can be reached, as readable markup, and what must hold on each.
//!
//! The renderings lie in tests/golden/. When a page is meant to change: `INSTA_UPDATE=always cargo test --test
//! golden`, and read the difference.

use crate::support;
use crate::support::readable;

use readable::{assert_golden, markup};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use support::policies;
use vagval::article::{Library, Sheet};
use vagval::case::{FACTS, Fact, Jurisdiction, Kind, Raw};
use vagval::client::Client;
use vagval::policy::PolicySet;
use vagval::session::Page;
use vagval::text::{LANGUAGES, MISSING, Text, files};
use vagval::view::View;

const TODAY: &str = "2026-11-23T10:15";

fn text(lang: &str) -> Text {
    Text::new(files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("www/text"), lang).unwrap())
}

fn words(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

fn map(entries: &[(&str, Raw)]) -> Raw {
    Raw::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

/// A case as a file has it.
#[derive(Clone, Deserialize)]
struct CaseFile {
    #[serde(default = "sweden")]
    jurisdiction: String,
    on: String,
    #[serde(default)]
    facts: BTreeMap<String, Raw>,
}

fn sweden() -> String {
    "se".to_owned()
}

impl CaseFile {
    fn empty(jurisdiction: Jurisdiction) -> Self {
        Self { jurisdiction: jurisdiction.id().to_owned(), on: TODAY.to_owned(), facts: BTreeMap::new() }
    }

    fn named(name: &str) -> Self {
        let path = format!("{}/tests/cases/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    /// A conversation at a page, with these answers behind it.
    fn at(&self, page: &str, lang: &str, policies: &'static PolicySet) -> Client {
        let facts = Raw::Map(self.facts.clone().into_iter().collect());
        let case = [
            ("v", Raw::Number(1.0)),
            ("jurisdiction", words(&self.jurisdiction)),
            ("on", words(&self.on)),
            ("facts", facts),
        ];
        let saved = [
            ("v", Raw::Number(1.0)),
            ("channel", words("web")),
            ("lang", words(lang)),
            ("page", words(page)),
            ("case", map(&case)),
            ("unknown", Raw::List(Vec::new())),
        ];
        Client::restored(&vagval::client::WHOLE, policies, text(lang), &map(&saved)).unwrap()
    }
}

fn case_names() -> Vec<String> {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases")).unwrap();
    let names = folder.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    let names: BTreeSet<String> = names.collect();
    names.into_iter().collect()
}

/// The event of an answer as the page makes it.
fn give(client: &mut Client, fact: &str, given: &str, value: &str) {
    let event = [("type", words("answer")), ("fact", words(fact)), ("given", words(given)), ("value", words(value))];
    client.step_raw(&map(&event)).unwrap();
}

fn questions(jurisdiction: Jurisdiction) -> impl Iterator<Item = &'static Fact> {
    FACTS.iter().filter(move |fact| fact.used_in(jurisdiction))
}

/// Each question with what can go wrong in it.
fn mistaken(fact: &Fact, jurisdiction: Jurisdiction, lang: &str, policies: &'static PolicySet) -> Vec<View> {
    let wrong: &[&str] = match (fact.kind, jurisdiction) {
        (Kind::Choice(_) | Kind::Several(_), _) => &[],
        (Kind::Number(..), _) => &["", "fyra", "7"],
        (Kind::Day, _) => &["", "i fjol", "30 februari 2026", "mars 2026", "2027-01-01", "3/4 2026"],
        (Kind::Place, Jurisdiction::Sweden) => &["", "Hogwarts", "sto", "<b>{n}"],
        (Kind::Place, Jurisdiction::Finland) => &["", "Helsinki"],
    };
    let page = format!("question.{}", fact.name);
    let show = |given: &str, value: &str| {
        let mut client = CaseFile::empty(jurisdiction).at(&page, lang, policies);
        give(&mut client, fact.name, given, value);
        client.view()
    };
    let nothing = matches!(fact.kind, Kind::Choice(_)).then(|| show("nothing", ""));
    nothing.into_iter().chain(wrong.iter().map(|value| show("typed", value))).collect()
}

/// A contradiction: the youth guarantee at 60.
fn contradicted(lang: &str, policies: &'static PolicySet) -> View {
    let mut client = CaseFile::empty(Jurisdiction::Sweden).at("question.age", lang, policies);
    give(&mut client, "age", "typed", "60");
    give(&mut client, "programme", "value", "youth-guarantee");
    client.view()
}

fn impossible(lang: &str, policies: &'static PolicySet) -> View {
    CaseFile { on: "2010-01-01".to_owned(), ..CaseFile::empty(Jurisdiction::Sweden) }
        .at("result", lang, policies)
        .view()
}

const PLAIN: [&str; 15] = [
    "start",
    "check",
    "model",
    "who",
    "provider",
    "evidence",
    "privacy",
    "start-over",
    "without",
    "meetings",
    "providers",
    "receipt",
    "take",
    "code",
    "letters",
];

#[test]
fn pages_around_the_questions() {
    let policies = policies();
    let case = CaseFile::named("new-near-work");
    for lang in LANGUAGES {
        let mut pages: Vec<View> = PLAIN.iter().map(|page| case.at(page, lang, policies).view()).collect();
        pages.push(CaseFile::empty(Jurisdiction::Sweden).at("check", lang, policies).view());
        pages.push(impossible(lang, policies));
        assert_golden(&format!("pages-{lang}"), &pages);
    }
}

#[test]
fn every_question() {
    let policies = policies();
    for lang in LANGUAGES {
        for jurisdiction in Jurisdiction::ALL {
            let page = |fact: &Fact| {
                CaseFile::empty(jurisdiction).at(&format!("question.{}", fact.name), lang, policies).view()
            };
            let pages: Vec<View> = questions(jurisdiction).map(page).collect();
            assert_golden(&format!("questions-{}-{lang}", jurisdiction.id()), &pages);
        }
    }
}

#[test]
fn every_mistake() {
    let policies = policies();
    for lang in LANGUAGES {
        let mistakes =
            questions(Jurisdiction::Sweden).flat_map(|fact| mistaken(fact, Jurisdiction::Sweden, lang, policies));
        // Around the question everything is as without a mistake.
        let mut pages: Vec<View> = mistakes.chain([contradicted(lang, policies)]).collect();
        for page in &mut pages {
            page.regions.retain(|region| region.id == "main");
        }
        assert_golden(&format!("mistakes-{lang}"), &pages);
    }
}

#[test]
fn results() {
    let policies = policies();
    let cases = [
        "new-near-work",
        "level-a",
        "level-b",
        "level-c",
        "long-far-from-work",
        "nothing-known",
        "everything-declined",
        "between-2018",
        "not-registered-yet",
        "youth-guarantee-participant",
        "fi-helsinki-new",
        "fi-nothing-known",
    ];
    for name in cases {
        assert_golden(&format!("result-{name}-sv"), &[CaseFile::named(name).at("result", "sv", policies).view()]);
    }
    for (name, lang) in [("level-b", "en"), ("fi-part-time-2026", "en"), ("level-b", "ar")] {
        assert_golden(&format!("result-{name}-{lang}"), &[CaseFile::named(name).at("result", lang, policies).view()]);
    }
}

/// The client's words and those of the articles.
fn all_words(lang: &str) -> Text {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/text");
    let mut messages = files::read(&folder, lang).unwrap();
    messages.extend(files::read(&folder, &format!("{lang}/articles")).unwrap());
    Text::new(messages)
}

const SHEET: Sheet<'_> = Sheet { policy: "POLICY", style: "style.css", icon: "icon.svg" };

#[test]
fn articles() {
    let library = Library::new(policies()).unwrap();
    for lang in LANGUAGES {
        let text = all_words(lang);
        for article in Page::ARTICLES {
            let mut page = String::new();
            markup(&library.part(article, &text), &mut page);
            insta::with_settings!({
                snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true,
            }, { insta::assert_snapshot!(format!("article-{}-{lang}", article.plain_id()), page) });
        }
    }
}

#[test]
fn every_article_is_whole_in_the_client_and_by_itself() {
    let library = Library::new(policies()).unwrap();
    let texts: Vec<Text> = LANGUAGES.into_iter().map(all_words).collect();
    for text in &texts {
        for article in Page::ARTICLES {
            let id = article.plain_id();
            let part = library.part(article, text);
            let whole = library.whole(article, text, &texts, &SHEET);
            for markup in [&part, &whole] {
                for lost in [MISSING, "{", "}", "style=\"", "NaN"] {
                    let at = markup.find(lost).map(|at| markup[..at].chars().rev().take(80).collect::<String>());
                    assert!(at.is_none(), "{id}: {lost} after {:?}", at.map(|at| at.chars().rev().collect::<String>()));
                }
                let ids: Vec<&str> = markup.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
                assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{id}: an id is used twice");
                for goal in markup.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
                    assert!(ids.contains(&goal), "{id}: a link leads to #{goal}, which is not there");
                }
            }
            // The client has a heading of its own, and leads to the other articles itself.
            assert!(!part.contains("<h1") && !part.contains(".html\""), "{id}");
            assert!(
                whole.matches("<h1").count() == 1 && !whole.contains("<script") && !whole.contains("<button"),
                "{id}"
            );
        }
    }
}

/// Each message is replaced by its key; what is never shown then is words for nothing.
#[test]
fn every_word_of_the_articles_is_shown() {
    let library = Library::new(policies()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/text");
    let keys: Vec<String> = files::read(&folder, "sv/articles").unwrap().into_iter().map(|(key, _)| key).collect();
    let marked = Text::new(keys.iter().map(|key| (key.clone(), format!("<{key}>"))).collect());
    let shown: String = Page::ARTICLES.iter().map(|article| library.part(*article, &marked)).collect();
    let unused: Vec<&String> = keys.iter().filter(|key| !shown.contains(&format!("&lt;{key}&gt;"))).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

/// Every page that this file knows how to reach, with the way there.
fn all_pages() -> Vec<(String, View)> {
    let policies = policies();
    let mut pages = Vec::new();
    for lang in LANGUAGES {
        for name in case_names() {
            let result = CaseFile::named(&name).at("result", lang, policies).view();
            pages.push((format!("result of {name} in {lang}"), result));
        }
        for jurisdiction in Jurisdiction::ALL {
            let empty = CaseFile::empty(jurisdiction);
            for page in PLAIN.into_iter().chain(["result"]) {
                let way = format!("{page} without answers in {lang}, {}", jurisdiction.id());
                pages.push((way, empty.at(page, lang, policies).view()));
            }
            for fact in questions(jurisdiction) {
                let way = format!("question {} in {lang}", fact.name);
                pages.push((way.clone(), empty.at(&format!("question.{}", fact.name), lang, policies).view()));
                let wrong = mistaken(fact, jurisdiction, lang, policies);
                pages.extend(wrong.into_iter().map(|page| (format!("mistake in {way}"), page)));
            }
        }
        pages.push((format!("contradiction in {lang}"), contradicted(lang, policies)));
        pages.push((format!("impossible in {lang}"), impossible(lang, policies)));
    }
    pages
}

#[test]
fn every_page_is_whole() {
    let mut wrong = BTreeSet::new();
    for (way, view) in all_pages() {
        let markup: String = view.regions.iter().map(|region| region.markup.as_str()).collect();
        // Braces that a person typed are shown back to them.
        let own = markup.replace("&lt;b&gt;{n}", "");
        let mut hold = |holds: bool, what: &str| {
            if !holds {
                wrong.insert(format!("{way}: {what}"));
            }
        };
        for lost in [MISSING, "{", "}"] {
            if let Some(at) = own.find(lost) {
                let around: String = own[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
                hold(false, &format!("{lost} is shown after …{around}"));
            }
        }
        hold(!view.title.contains(MISSING), "the title is missing");
        hold(markup.matches("<h1").count() == 1, "there is one heading of the page");
        let ids: Vec<&str> = markup.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: BTreeSet<&&str> = ids.iter().collect();
        hold(unique.len() == ids.len(), "an id is used twice");
        for goal in markup.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            hold(ids.contains(&goal), &format!("a link leads to #{goal}, which is not there"));
        }
        hold(!markup.contains("style=\""), "no style attributes: the content policy forbids them");
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn all_languages_have_the_same_keys() {
    let keys = |lang: &str| all_words(lang).keys().map(str::to_owned).collect::<BTreeSet<String>>();
    let first = keys("sv");
    for lang in LANGUAGES {
        let mut other = keys(lang);
        // Some have more forms of a plural, and one that no translator has read says so.
        let plural = |key: &str| {
            let of = [".two", ".few", ".many"].iter().find_map(|form| key.strip_suffix(form));
            of.is_some_and(|key| first.contains(&format!("{key}.one")))
        };
        other.retain(|key| !plural(key) && key != "meta.draft");
        let lonely: Vec<&String> = first.symmetric_difference(&other).collect();
        assert!(lonely.is_empty(), "only in one of sv and {lang}: {lonely:#?}");
    }
}

#[test]
fn a_title_never_tells_an_answer() {
    let policies = policies();
    let titles = |case: &CaseFile| {
        let pages = PLAIN.into_iter().chain(["result", "question.age"]);
        pages.map(|page| case.at(page, "sv", policies).view().title).collect::<Vec<_>>()
    };
    assert_eq!(titles(&CaseFile::named("level-c")), titles(&CaseFile::empty(Jurisdiction::Sweden)));
}
