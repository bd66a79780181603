//! The officer's desk: what is opened, what is noted, and that nothing of it is met anywhere else.

use crate::support;
use crate::support::random;
use crate::support::readable;

use random::Random;
use readable::{assert_structure, assert_words, keyed, structure};
use support::policies;
use vagval::assessment::assess;
use vagval::case::{Answer, Case, FactId, Jurisdiction, Raw, Value, parse_answer, parse_moment};
use vagval::client::Client;
use vagval::exports::code;
use vagval::sentences::{outcome, words};
use vagval::session::desk::{Act, JUDGEMENTS, PAGES};
use vagval::session::handover::{Handover, Said, Seen, read};
use vagval::session::{AnswerInput, Effect, Event, Page, Surface};
use vagval::text::{LANGUAGES, MISSING, Text, files};

const TOLD: &str = "2026-11-23T10:15";
const LATER: &str = "2026-12-01T09:00";

fn messages(lang: &str) -> Vec<(String, String)> {
    files::read_with_own(env!("CARGO_MANIFEST_DIR").as_ref(), lang, "officer").unwrap()
}

fn desk(lang: &str) -> Client {
    let on = parse_moment(LATER).unwrap();
    let mut client = Client::new(policies(), Text::new(messages(lang)), Surface::Web, Jurisdiction::Sweden, on);
    client.enable_officer();
    client
}

/// Somebody who told their age and municipality, and declined one thing.
fn case() -> Case {
    let mut case = Case::new(Jurisdiction::Sweden, parse_moment(TOLD).unwrap());
    case.set(FactId::Age, Answer::Known(Value::Number(34)));
    case.set(FactId::RegisteredSince, Answer::Known(Value::Day(case.on.date.plus_days(-200))));
    case.set(FactId::Disability, Answer::Declined);
    case
}

fn handover() -> Handover {
    let said = vec![Said { by: "person", say: "hej, jag är 34 <b>".to_owned() }];
    let outcome = vec!["Det är troligt att du får Rusta och matcha <b>.".to_owned()];
    let seen = Seen { withheld: vec![FactId::Sex], outcome };
    let mut case = case();
    case.set(FactId::Sex, Answer::Declined);
    Handover::new("!room:example.org", Surface::Chat, "sv", &case, seen, said, policies()).unwrap()
}

fn act(client: &mut Client, act: Act) -> Vec<Effect> {
    client.step(&Event::Desk(act))
}

fn open(client: &mut Client, raw: Raw) {
    act(client, Act::Open(raw));
}

fn main_of(client: &Client) -> String {
    let view = client.view();
    for region in &view.regions {
        assert!(!region.markup.contains(MISSING), "{}: {}", view.page, region.markup);
    }
    assert!(!view.title.contains(MISSING), "{}", view.title);
    view.regions.into_iter().find(|region| region.id == "main").unwrap().markup
}

fn practice() -> Raw {
    let json = r#"[{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{"age":34}},
                   {"v":1,"jurisdiction":"fi","on":"2026-11-21","facts":{"age":34}}]"#;
    serde_json::from_str(json).unwrap()
}

/// The desk, what was opened (and what cannot be), and practice before and after.
fn every_page(lang: &str) -> Vec<Client> {
    let mut client = desk(lang);
    let mut pages = vec![client.clone()];
    open(&mut client, Raw::Text("1K8E-N8AE-Y2YP-003S".to_owned()));
    pages.push(client.clone());
    open(&mut client, handover().write());
    pages.push(client.clone());
    act(&mut client, Act::Close);
    client.practise(&practice());
    client.step(&Event::Show(Page::Practice));
    pages.push(client.clone());
    act(&mut client, Act::Exercise(0));
    pages.push(client.clone());
    act(&mut client, Act::Judge("b".to_owned()));
    pages.push(client);
    pages
}

/// tests/golden/officer.snap and words-officer-*.snap.
#[test]
fn every_page_of_the_desk_and_every_text_of_it() {
    for lang in LANGUAGES {
        let pages = every_page(lang);
        let keyed = keyed(&messages(lang));
        assert_structure("officer", &structure(&pages, &keyed), &keyed);
        let views = pages.iter().map(Client::view);
        let shown: Vec<String> = views
            .flat_map(|view| {
                [view.title].into_iter().chain(view.regions.into_iter().map(|region| region.markup)).collect::<Vec<_>>()
            })
            .collect();
        assert_words(&format!("words-officer-{lang}"), shown.iter().map(String::as_str));
    }
}

#[test]
fn what_is_opened_is_the_same_case_at_its_own_time_and_what_is_asked_is_filled_in() {
    for lang in LANGUAGES {
        let mut client = desk(lang);
        assert_eq!(client.view().page, "desk");
        main_of(&client);
        open(&mut client, handover().write());
        client.step(&Event::Clock(parse_moment("2026-12-02T09:00").unwrap()));
        assert_eq!((client.view().page.as_str(), &client.state().case), ("referral", &handover().case));
        let main = main_of(&client);
        assert!(main.contains("hej, jag är 34 &lt;b&gt;"), "what was said is text, and no markup");
        // What no answer could change is not asked; what could is, and what was declined is not asked again.
        let assessment = assess(&case(), policies()).unwrap();
        for fact in client.state().open_questions(policies()) {
            assert!(main.contains(&format!("data-event=\"change\" data-fact=\"{}\"", fact.name())), "{}", fact.name());
        }
        assert!(!client.state().open_questions(policies()).contains(&FactId::Disability));
        assert!(!main.contains(Text::new(messages(lang)).get("question.disability.title")), "nor suggested");
        for reason in assessment.eligibility.iter().flat_map(|programme| &programme.reasons) {
            let asked =
                |fact: &&&str| client.state().open_questions(policies()).iter().any(|open| open.name() == **fact);
            let declined = |fact: &&&str| ["disability", "sex"].contains(*fact);
            assert!(reason.missing.iter().all(|fact| asked(&fact) || declined(&fact)), "{reason:?}");
        }
        client.step(&Event::Change(FactId::Education));
        client.step(&Event::Answer(FactId::Education, AnswerInput::Value("post-secondary".to_owned())));
        assert_eq!(client.view().page, "referral", "back at once");
        main_of(&client);
        // What is kept is what was handed over, with the note.
        act(&mut client, Act::Note("overruled".to_owned(), "other-reason".to_owned()));
        act(&mut client, Act::Note("overruled".to_owned(), "because".to_owned()));
        act(&mut client, Act::Note("deeper".to_owned(), "yes".to_owned()));
        assert_eq!(act(&mut client, Act::FirstContact("2026-11-22".to_owned())).len(), 1, "not before it was told");
        act(&mut client, Act::FirstContact("2027-01-01".to_owned()));
        assert_eq!(client.state().desk.as_ref().unwrap().wrong_day.as_deref(), Some("2027-01-01"), "nor after today");
        main_of(&client);
        act(&mut client, Act::FirstContact("2026-11-30".to_owned()));
        assert_eq!(act(&mut client, Act::Save), [Effect::SaveHandover]);
        let kept = read(&client.handover(), policies()).unwrap();
        let note = kept.note.unwrap();
        assert_eq!((note.overruled, note.deeper, note.worker), (None, Some("yes"), None));
        assert_eq!(note.first_contact.unwrap().to_string(), "2026-11-30");
        assert_eq!(Handover { note: None, ..kept }, handover());
        act(&mut client, Act::Close);
        assert_eq!((client.view().page.as_str(), client.handover()), ("desk", Raw::Null));
        assert!(!client.state().has_answers() && client.state().case.on.to_string() == "2026-12-02T09:00");
    }
}

#[test]
fn a_hand_over_of_another_version_is_opened_and_laid_beside() {
    for lang in LANGUAGES {
        let mut client = desk(lang);
        let mut other = handover();
        other.judged.engine = "0123456789abcdef".to_owned();
        open(&mut client, other.write());
        main_of(&client);
        other.result.six_months = Some(999);
        open(&mut client, other.write());
        let words = Text::new(messages(lang));
        assert!(main_of(&client).contains(words.get("desk.compare.caption")));
    }
}

#[test]
fn a_code_is_opened_and_has_nothing_to_keep() {
    let mut client = desk("sv");
    open(&mut client, Raw::Text(code(&case()).to_lowercase()));
    assert_eq!(client.state().case.number(FactId::Age), Some(34));
    assert_eq!(client.state().case.on.to_string(), LATER, "a code carries no time");
    main_of(&client);
    assert_eq!(act(&mut client, Act::Save), []);
}

#[test]
fn ten_thousand_damaged_or_foreign_inputs_change_nothing_of_what_is_open() {
    let random = &mut Random::new(3);
    let mut client = desk("sv");
    client.step(&Event::Show(Page::Referral));
    open(&mut client, handover().write());
    let whole = serde_json::to_string(&handover().write()).unwrap();
    let before = client.state().clone();
    let mut told = 0;
    for _ in 0..10_000 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..=random.below(2) {
            let at = random.below(bytes.len());
            bytes[at] = b"{}[]\",:0129aekx "[random.below(15)];
        }
        let raw = match serde_json::from_slice::<Raw>(&bytes) {
            Ok(raw) if raw.hash() == handover().write().hash() => continue,
            Ok(raw) => raw,
            Err(_) => Raw::Text(String::from_utf8_lossy(&bytes).into_owned()),
        };
        open(&mut client, raw);
        let mut after = client.state().clone();
        assert!(after.desk.as_mut().unwrap().wrong.take().is_some(), "{}", String::from_utf8_lossy(&bytes));
        after.desk.as_mut().unwrap().typed.clear();
        assert_eq!((&after.case, &after.desk), (&before.case, &before.desk));
        client.step(&Event::Back);
        told += 1;
    }
    assert!(told > 9_000, "{told}");
}

#[test]
fn practice_asks_first_and_keeps_nothing() {
    for lang in LANGUAGES {
        for number in 0..2 {
            let mut client = desk(lang);
            assert!(client.step(&Event::Show(Page::Practice)).contains(&Effect::LoadPractice));
            main_of(&client);
            client.practise(&practice());
            main_of(&client);
            assert_eq!(act(&mut client, Act::Exercise(7)), [], "there is no such case");
            act(&mut client, Act::Exercise(number));
            let words = Text::new(messages(lang));
            assert!(!main_of(&client).contains("class=\"outcome\""), "the estimate comes after");
            for id in JUDGEMENTS {
                act(&mut client, Act::Judge(id.to_owned()));
                let main = main_of(&client);
                assert!(main.contains("class=\"outcome\"") && main.contains(words.get("desk.practice.beside")));
            }
            act(&mut client, Act::Close);
            let state = client.state();
            assert!(!state.has_answers() && state.desk.as_ref().unwrap().judged.is_none());
            act(&mut client, Act::OwnCase(Raw::Text("no case".to_owned())));
            assert_eq!(client.state().desk.as_ref().unwrap().wrong, Some("no-case"));
            main_of(&client);
        }
    }
    // A list that is none gives no cases.
    let mut client = desk("sv");
    client.practise(&serde_json::from_str(r#"[{"v":1}]"#).unwrap());
    assert!(client.state().desk.as_ref().unwrap().cases.is_empty());
}

#[test]
fn nobody_else_meets_the_desk() {
    let on = parse_moment(TOLD).unwrap();
    let mut person = Client::new(policies(), Text::new(messages("sv")), Surface::Web, Jurisdiction::Sweden, on);
    let before = person.state().clone();
    for page in PAGES {
        assert_eq!(person.step(&Event::Show(page)), []);
    }
    open(&mut person, handover().write());
    act(&mut person, Act::Judge("a".to_owned()));
    assert_eq!((person.state(), person.handover()), (&before, Raw::Null));
    // An officer who starts over, or changes country, is still at the desk.
    let mut client = desk("sv");
    client.practise(&practice());
    open(&mut client, handover().write());
    for event in [Event::Wipe, Event::Country(Jurisdiction::Finland)] {
        client.step(&event);
        let desk = client.state().desk.as_ref().unwrap();
        assert!(client.view().page == "desk" && desk.opened.is_none() && desk.cases.len() == 2, "{event:?}");
        assert!(!client.state().has_answers());
    }
}

#[test]
fn both_languages_have_the_same_words() {
    let keys = |lang: &str| {
        let mut keys: Vec<String> = messages(lang).into_iter().map(|(key, _)| key).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys("sv"), keys("en"));
}

/// What nobody has, what the person has and keeps, and what they do not want to tell: all ways, for three answers.
#[test]
fn no_sentence_at_the_desk_says_more_of_an_answer_than_is_known() {
    #[derive(Clone, Copy, PartialEq)]
    enum Told {
        Handed,
        Withheld,
        Declined,
        Not,
    }
    const WAYS: [Told; 4] = [Told::Handed, Told::Withheld, Told::Declined, Told::Not];
    const FACTS: [(FactId, &str); 3] =
        [(FactId::Sex, "woman"), (FactId::Education, "compulsory"), (FactId::Disability, "yes")];
    let text = Text::new(messages("sv"));
    let names = |facts: &[FactId]| words::fact_names(facts, &text);
    for ways in WAYS.iter().flat_map(|one| WAYS.iter().flat_map(|two| WAYS.iter().map(|three| [*one, *two, *three]))) {
        let mut case = Case::new(Jurisdiction::Sweden, parse_moment(TOLD).unwrap());
        case.set(FactId::Age, Answer::Known(Value::Number(34)));
        let mut whole = case.clone();
        let mut seen = Seen::default();
        for ((fact, value), way) in FACTS.into_iter().zip(ways) {
            let known =
                parse_answer(fact.fact(), &Raw::Text(value.to_owned()), Jurisdiction::Sweden, case.on.date).unwrap();
            if way == Told::Withheld {
                seen.withheld.push(fact);
            }
            if way != Told::Not {
                whole.set(fact, if way == Told::Declined { Answer::Declined } else { known });
                case.set(fact, if way == Told::Handed { known } else { Answer::Declined });
            }
        }
        seen.outcome = outcome::lines(&assess(&whole, policies()).unwrap(), &text);
        let handed = Handover::new("room", Surface::Chat, "sv", &case, seen.clone(), Vec::new(), policies()).unwrap();
        let mut client = desk("sv");
        open(&mut client, handed.write());
        let shown = main_of(&client);
        for line in &seen.outcome {
            assert!(shown.contains(line.as_str()), "what the person read: {line}");
        }
        let of = |way: Told| {
            let facts: Vec<FactId> =
                FACTS.into_iter().zip(ways).filter(|(_, told)| *told == way).map(|((fact, _), _)| fact).collect();
            (!facts.is_empty()).then(|| names(&facts))
        };
        for (way, key) in [
            (Told::Withheld, "desk.judged-without"),
            (Told::Withheld, "desk.ask.withheld"),
            (Told::Declined, "desk.ask.declined"),
        ] {
            let begin = text.get(key).split('{').next().unwrap();
            match of(way) {
                Some(facts) => assert!(shown.contains(&text.fill(key, &[("facts", &facts)])), "{key}: {facts}"),
                None => assert!(!shown.contains(begin), "{key} is said of nothing"),
            }
        }
        for key in ["desk.judged-perhaps-without", "desk.ask.declined-or-withheld", "desk.withheld-or-declined"] {
            assert!(!shown.contains(text.get(key).split('{').next().unwrap()), "{key}: it is known which");
        }
        let kept = ways.iter().any(|way| matches!(way, Told::Withheld | Told::Declined));
        assert!(
            !(kept && shown.contains(text.get("desk.ask.none"))),
            "something that nobody handed over may change it"
        );
        assert_eq!(shown.matches(text.get("desk.withheld")).count(), seen.withheld.len(), "in the list of answers");
    }
}

/// Version 1 does not tell whether an answer was kept or declined: the desk says that.
#[test]
fn of_an_older_hand_over_it_is_said_that_nobody_knows_what_was_kept() {
    let old = Handover { seen: None, ..handover() };
    let mut client = desk("sv");
    open(&mut client, old.write());
    let (shown, text) = (main_of(&client), Text::new(messages("sv")));
    let facts = words::fact_names(&[FactId::Sex, FactId::Disability], &text);
    for key in ["desk.judged-perhaps-without", "desk.ask.declined-or-withheld"] {
        assert!(shown.contains(&text.fill(key, &[("facts", &facts)])), "{key}");
    }
    assert!(!shown.contains(text.get("desk.section.seen")));
}

/// Six people, who handed over at different times; what each asked.
fn six() -> Vec<Handover> {
    let mut all = Vec::new();
    for (at, minute) in [50, 10, 40, 20, 30, 0].into_iter().enumerate() {
        let mut case = case();
        case.on = parse_moment(&format!("2026-12-01T08:{minute:02}")).unwrap();
        let said =
            vec![Said { by: "person", say: format!("fråga {at}?") }, Said { by: "program", say: "svar".to_owned() }];
        let seen = Seen { withheld: Vec::new(), outcome: vec![format!("Det blir {at}.")] };
        let mut handed =
            Handover::new(&format!("room-{at}"), Surface::Chat, "sv", &case, seen, said, policies()).unwrap();
        handed.asked = Some(vec![0]);
        all.push(handed);
    }
    all
}

#[test]
fn six_hand_overs_lie_on_the_desk_by_how_long_they_wait_and_keep_their_notes() {
    let mut client = desk("sv");
    for handed in six() {
        open(&mut client, handed.write());
    }
    act(&mut client, Act::List);
    let shown = main_of(&client);
    let asked: Vec<usize> = [5, 1, 3, 4, 2, 0].map(|at| shown.find(&format!("fråga {at}?")).unwrap()).to_vec();
    assert!(asked.is_sorted(), "the longest wait first: {asked:?}");
    for age in ["60 min", "1 tim", "50 min", "10 min"] {
        assert_eq!(shown.contains(age), age != "60 min", "{age}");
    }
    // Each by itself: its title, its question first, a note that stays.
    let mut titles = Vec::new();
    for at in 0..6 {
        act(&mut client, Act::Pick(at));
        let (view, shown) = (client.view(), main_of(&client));
        assert_eq!(view.page, "referral");
        titles.push(view.title);
        let [asks, saw] = ["fråga ", "Det blir "].map(|words| shown.find(words).unwrap());
        assert!(asks < saw, "what they came for stands first");
        act(&mut client, Act::Note("overruled".to_owned(), ["no", "other-reason"][at % 2].to_owned()));
        act(&mut client, Act::List);
        assert!(!client.state().has_answers());
    }
    titles.dedup();
    assert_eq!(titles.len(), 6, "{titles:?}");
    // The same once more is no seventh, and loses no note; an answer that was filled in stays as well.
    open(&mut client, six()[0].write());
    client.step(&Event::Change(FactId::Education));
    client.step(&Event::Answer(FactId::Education, AnswerInput::Value("post-secondary".to_owned())));
    assert_eq!(client.state().desk.as_ref().unwrap().note.overruled, Some("other-reason"));
    // A tab that is loaded anew has them all, as they were.
    let mut again = desk("sv");
    again.lay_out(&client.kept_desk());
    assert_eq!(again.state().desk.as_ref().unwrap().items, client.state().desk.as_ref().unwrap().items);
    for damaged in [r#"{"desk":[7,{"handed":null}]}"#, r#"{"desk":null}"#, "[]", "null"] {
        let mut other = desk("sv");
        other.lay_out(&serde_json::from_str(damaged).unwrap());
        assert_eq!(other.kept_desk(), Raw::Null, "{damaged}");
    }
    act(&mut again, Act::Pick(5));
    assert_eq!(again.state().case.answer(FactId::Education).to_string(), "post-secondary");
    // One is taken away, and then all of them.
    act(&mut again, Act::Close);
    assert_eq!(again.state().desk.as_ref().unwrap().items.len(), 5);
    assert_eq!(act(&mut again, Act::Pick(5)), [], "there is none");
    act(&mut again, Act::Clear);
    assert_eq!(again.kept_desk(), Raw::Null);
    assert!(!main_of(&again).contains("fråga"));
}

/// What is printed for the officer speaks of the person, and what the person gets speaks to them, in their language.
#[test]
fn the_two_papers_speak_to_whom_they_are_for() {
    let mut client = desk("sv");
    let handed = Handover { lang: "en".to_owned(), ..six().remove(0) };
    open(&mut client, handed.write());
    let whole = main_of(&client);
    let shown = whole.as_str();
    let mut printed = String::new();
    // Without what is not printed (the buttons on top, the form of the note), and without what is quoted.
    let shown = shown.split("<div class=\"noprint\">").next().unwrap();
    let spoken_to = |part: &&str| part.contains("<blockquote") || part.contains("class=\"noting\"");
    for part in shown.split("<section").skip(1).filter(|part| !spoken_to(part)) {
        printed.push_str(part.split("class=\"noprint\"").next().unwrap());
    }
    for word in printed.split(|c: char| !c.is_alphabetic()) {
        assert!(!["du", "dig", "din", "ditt", "dina"].contains(&word.to_lowercase().as_str()), "{word}: {printed}");
    }
    assert!(act(&mut client, Act::Paper).contains(&Effect::LoadWords("en".to_owned())));
    main_of(&client);
    client.lend(Text::new(messages("en")));
    let shown = main_of(&client);
    let theirs = Text::new(messages("en"));
    for key in ["head", "seen", "asked", "told", "next", "who"] {
        assert!(shown.contains(theirs.at(&["desk.paper.", key])), "{key}");
    }
    assert!(shown.contains("Det blir 0.") && shown.contains("lang=\"en\""));
    act(&mut client, Act::Paper);
    assert!(main_of(&client).contains("id=\"ask\""));
    let copied = act(&mut client, Act::Copy(FactId::Education));
    assert_eq!(copied.len(), 1);
}
