//! A country is one folder: what a person meets in one country names no authority, number or place of another, and every
//! country that has a folder walks through page, chat, terminal, code and calendar.
//!
//! Nothing here knows a country. `third_country.rs` runs this file again with a made-up one.

use crate::support;
use crate::support::chat;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use support::{policies, rulebooks};
use vagval::article::{Library, Sheet};
use vagval::assessment::assess;
use vagval::case::{
    Answer, Case, Fact, FactId, Jurisdiction, Kind, Moment, Raw, Value, parse_case, parse_moment, places,
};
use vagval::chat::{Chat, Turn};
use vagval::client::Client;
use vagval::date::Date;
use vagval::exports::{Letter, code};
use vagval::holidays::is_holiday;
use vagval::policy::country;
use vagval::session::desk::Act;
use vagval::session::export::ExportEvent;
use vagval::session::{AnswerInput, Event, KeptPage, Page, Sensitive, Surface};
use vagval::settings::kiosk::Settings;
use vagval::text::{LANGUAGES, MISSING, Text, files};
use vagval::wire::Wire;

const TODAY: &str = "2026-11-23T10:15";
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Of the cases that there are for a country, about so many are walked through.
const CASES: usize = 6;

/// What may be read that another country has too, where, and why. Besides: what leads to another country.
const ALLOWED: [(&str, &str, &str); 1] = [(
    "page referral",
    "Deeper support",
    "what an officer notes, in whatever country; Sweden has a programme of that name",
)];

fn now() -> Moment {
    parse_moment(TODAY).unwrap()
}

/// The words of a language, with those of a use of its own.
fn words(lang: &str, own: Option<&str>) -> Text {
    own.map_or_else(|| chat::words(lang), |own| Text::new(files::read_with_own(ROOT.as_ref(), lang, own).unwrap()))
}

/// The names of a country's municipalities, as a page loads them.
fn names(country: Jurisdiction) -> Vec<(String, String)> {
    let places = country::municipalities(&Path::new(ROOT).join(files::COUNTRIES).join(country.id())).unwrap();
    places.into_iter().map(|place| (format!("{}.place.{}", country.id(), place.code), place.name)).collect()
}

/// What only this country's texts may have: names and numbers that its folder lists, and those in its rules.
fn own(country: Jurisdiction, lang: &str) -> BTreeSet<String> {
    let folder = Path::new(ROOT).join(files::COUNTRIES);
    let described = country::read(&folder).unwrap().into_iter().find(|known| known.id == country.id()).unwrap();
    let mut own: BTreeSet<String> = described.own.names.into_iter().chain(described.own.numbers).collect();
    let text = words(lang, None).of(country);
    for (_, rulebook) in rulebooks(policies()).into_iter().filter(|(of, _)| *of == country) {
        own.extend(rulebook.channels.iter().filter_map(|channel| channel.number.clone()));
        own.extend(rulebook.sources.iter().map(|source| source.title.clone()));
        let name = |id: &String| text.get(&format!("programme.{id}.name")).to_owned();
        own.extend(rulebook.programmes.iter().map(|programme| name(&programme.id)).filter(|name| name.contains(' ')));
        own.extend(rulebook.editions.iter().map(|edition| text.get(&format!("edition.{}", edition.id)).to_owned()));
    }
    own.extend(
        names(country).iter().flat_map(|(_, name)| name.split('/')).filter(|name| name.len() > 5).map(str::to_owned),
    );
    assert!(!own.contains(MISSING), "{} in {lang}: {own:?}", country.id());
    own
}

/// What other countries have and this one has not.
fn foreign(country: Jurisdiction, lang: &str) -> BTreeSet<String> {
    let others = Jurisdiction::ALL.into_iter().filter(|other| *other != country);
    let of_others: BTreeSet<String> = others.flat_map(|other| own(other, lang)).collect();
    of_others.difference(&own(country, lang)).cloned().collect()
}

/// Does the text name it, as a word of its own? Endings may follow a name, but not what is short for one.
fn has(text: &str, name: &str) -> bool {
    let is_short = name.chars().all(|letter| letter.is_ascii_uppercase());
    let is_latin = name.starts_with(|first: char| first.is_ascii_alphanumeric() || "ÅÄÖ".contains(first));
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let behind = text[at + name.len()..].chars().next().is_some_and(char::is_alphanumeric);
        !(before && is_latin || behind && is_short)
    })
}

/// What a person in one country meets in one language, and what of it names another country.
struct Walk {
    country: Jurisdiction,
    lang: &'static str,
    foreign: BTreeSet<String>,
    wrong: BTreeSet<String>,
    met: BTreeMap<String, usize>,
}

impl Walk {
    fn new(country: Jurisdiction, lang: &'static str) -> Self {
        Self { country, lang, foreign: foreign(country, lang), wrong: BTreeSet::new(), met: BTreeMap::new() }
    }

    /// Something that a person reads.
    fn meets(&mut self, what: &str, text: &str) {
        *self.met.entry(what.split(' ').next().unwrap().to_owned()).or_default() += 1;
        let is_allowed = |name: &str| ALLOWED.iter().any(|(place, known, _)| what.starts_with(place) && name == *known);
        let foreign = self.foreign.iter().map(String::as_str);
        let mut named: Vec<&str> = foreign.filter(|name| has(text, name) && !is_allowed(name)).collect();
        if text.contains(MISSING) {
            named.push(MISSING);
        }
        for name in named {
            let at = text.find(name).unwrap();
            let before: String = text[..at].chars().rev().take(50).collect::<Vec<_>>().into_iter().rev().collect();
            let behind: String = text[at..].chars().take(60).collect();
            self.wrong.insert(format!(
                "{} in {}: {what}: `{name}` in …{before}{behind}…",
                self.country.id(),
                self.lang
            ));
        }
    }

    /// The page that is shown, but for the links to other countries.
    fn sees(&mut self, what: &str, client: &Client) {
        let view = client.view();
        let mut shown = view.title.clone();
        for region in &view.regions {
            for (at, part) in region.markup.split("<button").enumerate() {
                let (button, rest) = part.split_once("</button>").unwrap_or(("", part));
                if at == 0 || !button.contains("data-event=\"country\"") {
                    shown.push_str(button);
                }
                shown.push_str(rest);
                shown.push('\n');
            }
        }
        // Nothing leads to a page that the country has not.
        for rest in shown.split("data-event=\"show\" data-value=\"").skip(1) {
            let goal = rest.split('"').next().and_then(Page::from_id).unwrap();
            if !goal.is_in(self.country) {
                self.wrong.insert(format!(
                    "{} in {}: page {} leads to {}",
                    self.country.id(),
                    self.lang,
                    view.page,
                    goal.id()
                ));
            }
        }
        self.meets(&format!("page {} {what}", view.page), &shown);
    }

    fn reads(&mut self, what: &str, value: &Raw) {
        self.meets(what, &serde_json::to_string(value).unwrap());
    }

    fn hears(&mut self, turn: &Turn) {
        self.meets(&format!("turn {}", turn.id), &serde_json::to_string(turn).unwrap());
    }
}

/// A case with the first, or the last, of all answers to each question.
fn answered(country: Jurisdiction, is_last: bool) -> Case {
    let mut case = Case::new(country, now());
    for fact in case.clone().facts() {
        let value = match fact.kind {
            Kind::Choice(ids) => Value::Choice(if is_last { ids[ids.len() - 1] } else { ids[0] }),
            Kind::Several(ids) => Value::Several(ids, u16::from(is_last)),
            Kind::Number(first, last) => Value::Number(if is_last { last - 10 } else { first + 20 }),
            Kind::Day => Value::Day(case.on.date.plus_days(if is_last { -400 } else { -30 })),
            Kind::Place => {
                let codes = places::codes(country);
                Value::Place(if is_last { codes[codes.len() - 1] } else { codes[0] })
            }
        };
        let with = case.clone().with(fact.id, Answer::Known(value));
        if with.contradictions().is_empty() {
            case = with;
        }
    }
    case
}

/// Nothing told, all told in two ways, and some of the cases of that country.
fn cases(country: Jurisdiction) -> Vec<Case> {
    let mut all = Vec::new();
    let folder = Path::new(ROOT).join("tests/cases");
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let mut file: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        file.retain(|key, _| ["jurisdiction", "on", "facts"].contains(&key));
        file.entry("jurisdiction").or_insert_with(|| "se".into());
        file.entry("facts").or_insert_with(|| toml::Table::new().into());
        file.insert("v".into(), 1.into());
        let raw: Raw = serde_json::from_str(&serde_json::to_string(&file).unwrap()).unwrap();
        all.extend(parse_case(&raw).ok().filter(|case| case.jurisdiction == country));
    }
    let step = (all.len() / CASES).max(1);
    let mut some = vec![Case::new(country, now()), answered(country, false), answered(country, true)];
    some.extend(all.into_iter().step_by(step));
    some
}

/// Whose people are walked with: everybody's, or those of the country that the environment names.
fn walked() -> impl Iterator<Item = Jurisdiction> {
    let one = std::env::var("VAGVAL_COUNTRY").ok();
    Jurisdiction::ALL.into_iter().filter(move |country| one.as_deref().is_none_or(|one| country.id() == one))
}

/// Somebody who has told all of a case.
fn told(case: &Case, text: Text, surface: Surface) -> Client {
    let mut client = Client::new(policies(), text, surface, case.jurisdiction, case.on);
    if case.jurisdiction.loads_names() {
        client.name_places(names(case.jurisdiction));
    }
    if surface == Surface::Kiosk {
        client.enable_kiosk(Settings::default());
    }
    client.step(&Event::Begin);
    for fact in case.facts().filter(|fact| case.answer(fact.id) != Answer::Unknown) {
        let given = match case.answer(fact.id) {
            Answer::Declined => AnswerInput::Declined,
            answer => AnswerInput::Value(answer.to_string()),
        };
        client.step(&Event::Answer(fact.id, given));
    }
    client.step(&Event::Finish);
    client
}

/// Every page that leads on from there, every question and what can go wrong in it, and every paper.
fn pages_and_papers(walk: &mut Walk, client: &Client) {
    for page in Page::PLAIN {
        let mut client = client.clone();
        client.step(&Event::Show(page));
        if client.state().page() == page {
            walk.sees("", &client);
        }
    }
    let case = client.state().case.clone();
    for letter in Letter::PLAIN.into_iter().chain(case.facts().map(|fact| Letter::Correct(fact.id))) {
        let mut client = client.clone();
        client.step(&Event::Letter(letter));
        if client.state().letter == Some(letter) {
            walk.sees("with a letter", &client);
            walk.meets("letter", &client.letter(letter));
        }
    }
    for sensitive in [Sensitive::Kept, Sensitive::Withheld] {
        walk.reads("receipt", &client.receipt(sensitive));
        walk.reads("kept", &client.kept_page(KeptPage::Result(sensitive)));
    }
    for receiver in vagval::exports::packet::Receiver::ALL {
        let mut client = client.clone();
        client.step(&Event::Show(Page::Packet));
        client.step(&Event::Export(ExportEvent::For(receiver)));
        walk.sees("for a receiver", &client);
        walk.reads("packet", &client.kept_page(KeptPage::Packet));
    }
    walk.meets("calendar", &client.calendar());
}

fn questions(walk: &mut Walk, country: Jurisdiction, surface: Surface, text: &Text) {
    let empty = told(&Case::new(country, now()), text.clone(), surface);
    for fact in Case::new(country, now()).facts() {
        let mut client = empty.clone();
        client.step(&Event::Change(fact.id));
        walk.sees(fact.name, &client);
        for typed in ["", "7", "Hogwarts", "2099-01-01", "99", "in"] {
            let mut client = client.clone();
            client.step(&Event::Answer(fact.id, AnswerInput::Typed(typed.to_owned())));
            walk.sees(&format!("{} of {typed}", fact.name), &client);
        }
    }
    let wrong = [("age", "youth-guarantee"), ("programme", "60")];
    let mut early = empty.clone();
    for (fact, value) in wrong {
        early.step(&Event::Answer(FactId::from_name(fact).unwrap(), AnswerInput::Value(value.to_owned())));
    }
    walk.sees("with a contradiction", &early);
    let long_ago = parse_moment("2010-01-01").unwrap();
    walk.sees("before the first edition", &told(&Case::new(country, long_ago), text.clone(), surface));
}

/// Every article, as the client shows it and by itself, where only its last links lead to another country.
fn articles(walk: &mut Walk, library: &Library<'_>) {
    let mut all = files::read_all(ROOT.as_ref(), walk.lang).unwrap();
    all.extend(files::read_all(ROOT.as_ref(), &format!("{}/articles", walk.lang)).unwrap());
    let country = walk.country;
    let text = Text::new(all).of(country);
    for page in Page::ARTICLES.into_iter().filter(|page| page.is_in(country)) {
        let sheet = Sheet { policy: "", style: "", icon: "" };
        let whole = library.whole(page, &text, std::slice::from_ref(&text), &sheet);
        let others = Jurisdiction::ALL.into_iter().filter(|other| *other != country);
        let away: Vec<String> =
            others.map(|other| text.clone().of(other).get("page.start.country").to_owned()).collect();
        let whole = away.iter().fold(whole, |whole, link| whole.replace(&format!(">{link}<"), "><"));
        walk.meets(&format!("article {}", page.plain_id()), &library.part(page, &text));
        walk.meets(&format!("article {} by itself", page.plain_id()), &whole);
    }
}

/// A chat that stands where `client` does.
fn chat_of(client: Client, lang: &str) -> Chat {
    let mut talk = Chat::new(client, chat::lexicon(lang), None);
    talk.hands_over("!room:example.org").unwrap();
    talk
}

/// The number by which a choice is made.
fn number(turn: &Turn, id: &str) -> Option<String> {
    turn.choices.iter().position(|choice| choice.id == id).map(|at| (at + 1).to_string())
}

/// What is said at a turn to every choice, and to everything else that people ask.
fn talks(walk: &mut Walk, talk: &Chat) {
    let turn = talk.turn();
    walk.hears(&turn);
    let lists = chat::messages(walk.lang).into_iter().filter(|(key, _)| key.starts_with("do."));
    let wishes = lists.filter_map(|(_, list)| list.split(',').next().map(str::to_owned));
    for reply in (1..=turn.choices.len()).map(|at| at.to_string()).chain(wishes) {
        walk.hears(&talk.clone().reply(&reply, None));
    }
}

/// The hand-over that a person confirms, and what an officer sees of it.
fn hand_over(walk: &mut Walk, talk: &Chat) {
    let mut talk = talk.clone();
    let Some(choice) = number(&talk.turn(), "handover") else { return };
    let shown = talk.reply(&choice, None);
    walk.hears(&shown);
    talks(walk, &talk);
    let data = shown.handover.unwrap().data;
    let mut desk =
        Client::new(policies(), words(walk.lang, Some("officer")), Surface::Web, Jurisdiction::DEFAULT, now());
    desk.enable_officer();
    desk.step(&Event::Desk(Act::Open(data)));
    if walk.country.loads_names() {
        desk.name_places(names(walk.country));
    }
    walk.sees("at the officer's desk", &desk);
    desk.step(&Event::Desk(Act::Paper));
    walk.sees("on paper from the officer", &desk);
}

#[test]
fn nobody_meets_a_name_or_a_number_of_another_country() {
    let mut wrong = Vec::new();
    let library = Library::new(policies()).unwrap();
    for country in walked() {
        for lang in LANGUAGES {
            let mut walk = Walk::new(country, lang);
            let (page, kiosk) = (words(lang, None), words(lang, Some("kiosk")));
            questions(&mut walk, country, Surface::Web, &page);
            questions(&mut walk, country, Surface::Kiosk, &kiosk);
            articles(&mut walk, &library);
            for (at, case) in cases(country).iter().enumerate() {
                let client = told(case, page.clone(), Surface::Web);
                pages_and_papers(&mut walk, &client);
                if at < 3 {
                    pages_and_papers(&mut walk, &told(case, kiosk.clone(), Surface::Kiosk));
                    let talk = chat_of(told(case, page.clone(), Surface::Chat), lang);
                    talks(&mut walk, &talk);
                    hand_over(&mut walk, &talk);
                }
            }
            let begins = Client::new(policies(), page.clone(), Surface::Chat, country, now());
            talks(&mut walk, &chat_of(begins, lang));
            for kind in ["page", "article", "turn", "letter", "receipt", "kept", "packet", "calendar"] {
                let none_here = kind == "letter" && !Page::Letters.is_in(country);
                assert!(none_here || walk.met.contains_key(kind), "{} in {lang}: no {kind} was read", country.id());
            }
            wrong.extend(walk.wrong);
        }
    }
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is said for every country names none: a country that is added says nothing of another.
#[test]
fn what_is_said_for_every_country_names_none() {
    let folder = Path::new(ROOT).join(files::COUNTRIES);
    let own: Vec<String> = country::read(&folder)
        .unwrap()
        .into_iter()
        .flat_map(|country| country.own.names.into_iter().chain(country.own.numbers))
        .collect();
    // The languages' own names, and what is understood, are the same in every country.
    let shown = ["say.", "aside.", "hint.", "server-why.", "label.", "page.", "handover."];
    let mut wrong = Vec::new();
    for lang in LANGUAGES {
        for place in ["", "/articles", "/kiosk", "/officer", "/chat", "/matrix"] {
            let messages = files::read(&Path::new(ROOT).join("www/text"), &format!("{lang}{place}")).unwrap();
            for (key, message) in messages {
                let is_shown = place != "/chat" || shown.iter().any(|kind| key.starts_with(kind));
                let named = own.iter().find(|name| has(&message, name)).filter(|_| is_shown);
                wrong.extend(named.map(|name| format!("{lang}{place}: {key}: `{name}`")));
            }
        }
    }
    assert!(wrong.is_empty(), "move them to the folder of the country:\n{}", wrong.join("\n"));
}

/// A message of a country is one that every country has, or that another has in its own words, or that its rules read;
/// and each has the same in every language.
#[test]
fn a_country_has_the_same_messages_in_every_language() {
    for country in Jurisdiction::ALL {
        let keys = |lang: &str| -> BTreeSet<String> {
            let places = ["", "/articles", "/kiosk", "/officer", "/chat"].map(|place| format!("{lang}{place}"));
            let all = places.iter().flat_map(|place| files::read_all(ROOT.as_ref(), place).unwrap());
            all.map(|(key, _)| key).filter(|key| key.starts_with(&format!("{}.", country.id()))).collect()
        };
        let first = keys(LANGUAGES[0]);
        assert!(!first.is_empty(), "{} says nothing of its own", country.id());
        for lang in LANGUAGES {
            let plural = |key: &String| [".two", ".few", ".many"].iter().any(|form| key.ends_with(form));
            let lonely: Vec<String> =
                first.symmetric_difference(&keys(lang)).filter(|key| !plural(key)).cloned().collect();
            assert!(lonely.is_empty(), "only in one of {} and {lang}: {lonely:#?}", LANGUAGES[0]);
        }
    }
}

#[test]
fn nobody_is_off_on_a_holiday_of_another_country() {
    let described = country::read(&Path::new(ROOT).join(files::COUNTRIES)).unwrap();
    for country in Jurisdiction::ALL {
        let fixed = |id: &str| described.iter().find(|known| known.id == id).unwrap().holidays.fixed.clone();
        for other in Jurisdiction::ALL {
            for day in fixed(other.id()) {
                // One that moves may fall on it, but not each year.
                let years = (2020..2040).filter_map(|year| Date::parse(&format!("{year}-{day}")));
                let is_own = fixed(country.id()).contains(&day);
                let is_free = years.into_iter().all(|date| is_holiday(country, date));
                assert_eq!(is_free, is_own, "{} on {day}, a holiday of {}", country.id(), other.id());
            }
        }
    }
}

/// The chat reaches the same answers by numbers.
fn by_numbers(case: &Case, lang: &str) -> Chat {
    let mut talk = chat_of(Client::new(policies(), words(lang, None), Surface::Chat, case.jurisdiction, case.on), lang);
    talk.reply("1", None);
    for _ in 0..40 {
        let Page::Question(fact) = talk.client().state().page() else { break };
        let turn = talk.turn();
        let reply = match case.answer(fact) {
            Answer::Known(value @ (Value::Choice(_) | Value::Several(..))) => {
                let id = value.to_string();
                number(&turn, &id).unwrap_or_else(|| panic!("{}: no choice {id} among {:?}", fact.name(), turn.choices))
            }
            Answer::Known(value) => value.to_string(),
            Answer::Unknown | Answer::Declined => number(&turn, "unknown").unwrap(),
        };
        talk.reply(&reply, None);
    }
    if let Some(finish) = number(&talk.turn(), "finish") {
        talk.reply(&finish, None);
    }
    talk
}

/// The questions that a case answers and the result needs.
fn asked(case: &Case) -> Vec<&'static Fact> {
    case.facts().filter(|fact| !fact.is_preference()).collect()
}

#[test]
fn every_country_walks_through_page_chat_terminal_code_and_calendar() {
    for country in Jurisdiction::ALL {
        let case = answered(country, false);
        let page = told(&case, words("sv", None), Surface::Web);
        assert_eq!(page.state().page(), Page::Result, "{}", country.id());
        let judged = assess(&page.state().case, policies()).unwrap();

        let terminal = told(&case, words("sv", Some("kiosk")), Surface::Kiosk);
        assert_eq!(terminal.state().page(), Page::Result);
        assert_eq!(assess(&terminal.state().case, policies()).unwrap().wire().hash(), judged.wire().hash());

        // The chat asks nothing that can change nothing: what it has asked, it has understood as the page has.
        let talk = by_numbers(&case, "sv");
        assert!(talk.turn().id.starts_with("result"), "{}: {:?}", country.id(), talk.turn());
        let chatted = &talk.client().state().case;
        for fact in asked(&case).iter().filter(|fact| talk.client().state().is_answered(fact.id)) {
            assert_eq!(chatted.answer(fact.id), case.answer(fact.id), "{}: {}", country.id(), fact.name);
        }

        // The code goes to a device that was in another country.
        let carried = code(&page.state().case);
        assert_eq!(carried.len(), 19, "{}: {carried}", country.id());
        let mut other = Client::new(policies(), words("sv", None), Surface::Web, Jurisdiction::DEFAULT, case.on);
        other.step(&Event::OpenCode(carried));
        assert_eq!(other.state().page(), Page::Check, "{}: {:?}", country.id(), other.state().wrong_code);
        assert_eq!(other.state().case.jurisdiction, country);
        for fact in case.facts().filter(|fact| !vagval::exports::LEFT_OUT.contains(&fact.id)) {
            assert_eq!(other.state().case.answer(fact.id), page.state().case.answer(fact.id), "{}", fact.name);
        }

        let calendar = page.calendar();
        assert!(calendar.starts_with("BEGIN:VCALENDAR"), "{calendar}");
        assert!(calendar.contains(&format!("X-WR-TIMEZONE:{}\r\n", country.zone())), "{calendar}");
        let first = judged.next_steps.iter().find(|step| step.from.is_some()).unwrap();
        let day = first.from.as_ref().unwrap().replace('-', "");
        assert!(calendar.contains(&format!("DTSTART;VALUE=DATE:{day}")), "{day}: {calendar}");
    }
}
