//! Every page that can be reached, as readable markup, and what must hold on each.
//!
//! The renderings lie in tests/golden/: structure with keys, the same in every language, apart from the words of each
//! language. When a page is meant to change: `INSTA_UPDATE=always cargo test --test it golden`, and read the difference.

use crate::support;
use crate::support::readable;

use readable::{assert_pages, assert_structure, assert_words, keyed, markup, structure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use support::policies;
use vagval::article::{Library, Sheet};
use vagval::case::{FACTS, Fact, FactId, Jurisdiction, Kind, Raw};
use vagval::client::Client;
use vagval::exports::Letter;
use vagval::policy::PolicySet;
use vagval::session::{Event, Page};
use vagval::text::{LANGUAGES, MISSING, Text, files};
use vagval::view::View;

const TODAY: &str = "2026-11-23T10:15";

fn messages(lang: &str) -> Vec<(String, String)> {
    files::read_all(env!("CARGO_MANIFEST_DIR").as_ref(), lang).unwrap()
}

fn text(lang: &str) -> Text {
    Text::new(messages(lang))
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

/// The months that are typed, each in the words of its language.
const MONTHS: [&str; 2] = ["date.month.m2", "date.month.m3"];

/// Each question with what can go wrong in it.
fn mistaken(fact: &Fact, jurisdiction: Jurisdiction, lang: &str, policies: &'static PolicySet) -> Vec<Client> {
    let words = text(lang);
    let [february, march] = MONTHS.map(|key| words.get(key));
    let (no_day, no_number) = (format!("30 {february} 2026"), format!("{march} 2026"));
    let wrong: &[&str] = match (fact.kind, jurisdiction) {
        (Kind::Choice(_) | Kind::Several(_), _) => &[],
        (Kind::Number(..), _) => &["", "ung", "7"],
        (Kind::Day(_, 1..), _) => &["", "i fjol", &no_day, &no_number, "2035-01-01", "2020-01-01"],
        (Kind::Day(..), _) => &["", "i fjol", &no_day, &no_number, "2027-01-01", "3/4 2026"],
        (Kind::Place, Jurisdiction::Sweden) => &["", "Hogwarts", "sto", "<b>{n}"],
        (Kind::Place, _) => &["", "Helsinki"],
    };
    let page = format!("question.{}", fact.name);
    let show = |given: &str, value: &str| {
        let mut client = CaseFile::empty(jurisdiction).at(&page, lang, policies);
        give(&mut client, fact.name, given, value);
        client
    };
    let nothing = matches!(fact.kind, Kind::Choice(_)).then(|| show("nothing", ""));
    nothing.into_iter().chain(wrong.iter().map(|value| show("typed", value))).collect()
}

/// A contradiction: the youth guarantee at 60.
fn contradicted(lang: &str, policies: &'static PolicySet) -> Client {
    let mut client = CaseFile::empty(Jurisdiction::Sweden).at("question.age", lang, policies);
    give(&mut client, "age", "typed", "60");
    give(&mut client, "programme", "value", "youth-guarantee");
    client
}

fn impossible(lang: &str, policies: &'static PolicySet) -> Client {
    CaseFile { on: "2010-01-01".to_owned(), ..CaseFile::empty(Jurisdiction::Sweden) }.at("result", lang, policies)
}

/// A letter to correct a fact names it, the rules that read it, the edition and what it changes.
fn letter(lang: &str, policies: &'static PolicySet) -> Client {
    let facts =
        [("municipality", words("2480")), ("age", Raw::Number(58.0)), ("registered-since", words("2026-03-02"))];
    let facts = facts.into_iter().map(|(fact, answer)| (fact.to_owned(), answer)).collect();
    let case = CaseFile { on: "2026-11-21".to_owned(), facts, ..CaseFile::empty(Jurisdiction::Sweden) };
    let mut client = case.at("letters", lang, policies);
    client.step(&Event::Letter(Letter::Correct(FactId::RegisteredSince)));
    client
}

const PLAIN: [&str; 16] = [
    "start",
    "check",
    "model",
    "who",
    "provider",
    "evidence",
    "money",
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

const RESULTS: [&str; 14] = [
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
    "fi-aland",
    "fi-helsinki-new",
    "fi-nothing-known",
    "fi-part-time-2026",
];

/// The result and the pages behind it.
fn result_pages() -> impl Iterator<Item = &'static str> {
    ["result"].into_iter().chain(Page::BEHIND_RESULT.into_iter().map(Page::plain_id))
}

/// Conversations by the file that shows their pages.
fn conversations(lang: &str) -> Vec<(String, Vec<Client>)> {
    let policies = policies();
    let case = CaseFile::named("new-near-work");
    let around = PLAIN.iter().map(|page| case.at(page, lang, policies));
    let without = CaseFile::empty(Jurisdiction::Sweden).at("check", lang, policies);
    let mut all = vec![("pages".to_owned(), around.chain([without, impossible(lang, policies)]).collect())];
    for jurisdiction in Jurisdiction::ALL {
        let empty = CaseFile::empty(jurisdiction);
        let asked = questions(jurisdiction).map(|fact| empty.at(&format!("question.{}", fact.name), lang, policies));
        all.push((format!("questions-{}", jurisdiction.id()), asked.collect()));
    }
    let sweden = Jurisdiction::Sweden;
    let mistakes = questions(sweden).flat_map(|fact| mistaken(fact, sweden, lang, policies));
    all.push(("mistakes".to_owned(), mistakes.chain([contradicted(lang, policies)]).collect()));
    all.push(("letter-to-correct-a-fact".to_owned(), vec![letter(lang, policies)]));
    for name in RESULTS {
        all.push((
            format!("result-{name}"),
            result_pages().map(|page| CaseFile::named(name).at(page, lang, policies)).collect(),
        ));
    }
    all
}

#[test]
fn every_page_has_the_same_structure_in_every_language() {
    for lang in LANGUAGES {
        let (keyed, words) = (keyed(&messages(lang)), text(lang));
        for (name, conversations) in conversations(lang) {
            let mut shown = structure(&conversations, &keyed);
            // What was typed in words of the language is shown as it was typed.
            for key in MONTHS.into_iter().filter(|_| name == "mistakes") {
                shown = shown.replace(words.get(key), &format!("⟨{key}⟩"));
            }
            assert_structure(&name, &shown, &keyed);
        }
    }
}

#[test]
fn a_month_in_the_words_of_another_language_is_not_understood() {
    for lang in ["en", "ar"] {
        for typed in ["30 februari 2026", "mars 2026"] {
            let empty = CaseFile::empty(Jurisdiction::Sweden);
            let mut client = empty.at("question.registered-since", lang, policies());
            give(&mut client, "registered-since", "typed", typed);
            let main = client.view().regions.into_iter().find(|region| region.id == "main").unwrap().markup;
            assert!(main.contains(&text(lang).fill("mistake.no-date", &[("typed", typed)])), "{lang}: {typed}");
        }
    }
}

#[test]
fn every_text_that_is_shown() {
    let library = Library::new(policies()).unwrap();
    for lang in LANGUAGES {
        let (client, articles) = (conversations(lang), all_words(lang));
        let views = client.iter().flat_map(|(_, conversations)| conversations).map(Client::view);
        let pages = views.flat_map(|view| {
            [view.title].into_iter().chain(view.regions.into_iter().map(|region| region.markup)).collect::<Vec<_>>()
        });
        let told = articles_of_each().map(|(country, article)| library.part(article, &articles.clone().of(country)));
        let pages: Vec<String> = pages.chain(told).collect();
        assert_words(&format!("words-{lang}"), pages.iter().map(String::as_str));
    }
}

#[test]
fn a_result_in_the_words_of_each_language() {
    for lang in LANGUAGES {
        let case = CaseFile::named("level-b");
        let pages: Vec<View> = result_pages().map(|page| case.at(page, lang, policies()).view()).collect();
        assert_pages(&format!("words-result-{lang}"), &pages);
    }
}

/// Another wording touches few files: only those with the words, and of these there are three a language.
#[test]
fn words_lie_in_three_files_a_language() {
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden")).unwrap();
    let names: Vec<String> = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for lang in LANGUAGES {
        let own = names.iter().filter(|name| name.ends_with(&format!("-{lang}.snap"))).collect::<Vec<_>>();
        assert_eq!(own.len(), 3, "{own:?}");
        assert!(own.iter().all(|name| name.starts_with("words-")), "{own:?}");
    }
    assert_eq!(names.iter().filter(|name| name.starts_with("words-")).count(), 3 * LANGUAGES.len());
}

/// The client's messages and those of the articles.
fn all_messages(lang: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = messages(lang);
    all.extend(files::read_all(root, &format!("{lang}/articles")).unwrap());
    all
}

fn all_words(lang: &str) -> Text {
    Text::new(all_messages(lang))
}

/// Each article of each country.
fn articles_of_each() -> impl Iterator<Item = (Jurisdiction, Page)> {
    let all = |country| Page::ARTICLES.into_iter().map(move |article| (country, article));
    Jurisdiction::ALL.into_iter().flat_map(all).filter(|(country, article)| article.is_in(*country))
}

const SHEET: Sheet<'_> = Sheet { policy: "POLICY", style: "style.css", icon: "icon.svg" };

#[test]
fn every_article_has_the_same_structure_in_every_language() {
    let library = Library::new(policies()).unwrap();
    for lang in LANGUAGES {
        let text = keyed(&all_messages(lang));
        for (country, article) in articles_of_each() {
            let mut page = String::new();
            let text = text.clone().of(country);
            markup(&library.part(article, &text), &mut page);
            let name = article.article(country).replace('.', "-");
            assert_structure(&format!("article-{name}"), &page, &text);
        }
    }
}

#[test]
fn every_article_is_whole_in_the_client_and_by_itself() {
    let library = Library::new(policies()).unwrap();
    let texts: Vec<Text> = LANGUAGES.into_iter().map(all_words).collect();
    for text in &texts {
        for (country, article) in articles_of_each() {
            let id = article.article(country);
            let text = text.clone().of(country);
            let part = library.part(article, &text);
            let whole = library.whole(article, &text, &texts, &SHEET);
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
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let keys: Vec<String> = files::read_all(root, "sv/articles").unwrap().into_iter().map(|(key, _)| key).collect();
    let marked = Text::new(keys.iter().map(|key| (key.clone(), format!("<{key}>"))).collect());
    let part = |(country, article)| library.part(article, &marked.clone().of(country));
    let shown: String = articles_of_each().map(part).collect();
    let unused: Vec<&String> = keys.iter().filter(|key| !shown.contains(&format!("&lt;{key}&gt;"))).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

/// Every page that this file knows how to reach, with the way there.
fn all_pages() -> Vec<(String, View)> {
    let policies = policies();
    let mut pages = Vec::new();
    for lang in LANGUAGES {
        for name in case_names() {
            for page in result_pages() {
                pages.push((
                    format!("{page} of {name} in {lang}"),
                    CaseFile::named(&name).at(page, lang, policies).view(),
                ));
            }
        }
        for jurisdiction in Jurisdiction::ALL {
            let empty = CaseFile::empty(jurisdiction);
            let is_in = |page: &&str| Page::from_id(page).unwrap().is_in(jurisdiction);
            for page in PLAIN.into_iter().chain(result_pages()).filter(is_in) {
                let way = format!("{page} without answers in {lang}, {}", jurisdiction.id());
                pages.push((way, empty.at(page, lang, policies).view()));
            }
            for fact in questions(jurisdiction) {
                let way = format!("question {} in {lang}", fact.name);
                pages.push((way.clone(), empty.at(&format!("question.{}", fact.name), lang, policies).view()));
                let wrong = mistaken(fact, jurisdiction, lang, policies);
                pages.extend(wrong.into_iter().map(|client| (format!("mistake in {way}"), client.view())));
            }
        }
        pages.push((format!("contradiction in {lang}"), contradicted(lang, policies).view()));
        pages.push((format!("impossible in {lang}"), impossible(lang, policies).view()));
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
        let pages = PLAIN.into_iter().chain(result_pages()).chain(["question.age"]);
        pages.map(|page| case.at(page, "sv", policies).view().title).collect::<Vec<_>>()
    };
    assert_eq!(titles(&CaseFile::named("level-c")), titles(&CaseFile::empty(Jurisdiction::Sweden)));
}
