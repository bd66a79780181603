//! The same question gets the byte-equal answer natively and from the WASM that the site serves.

use crate::support::node;
use crate::support::random;
use crate::support::random_case;
use crate::support::random_walk;
use crate::support::site;

use std::fs;
use std::path::Path;
use std::thread;

use random::Random;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use vagval::assessment::Failure;
use vagval::case::{Raw, parse_moment};
use vagval::chat::Chat;
use vagval::client::{Client, assess_raw, jurisdiction};
use vagval::policy::PolicySet;
use vagval::session::{Surface, save};
use vagval::text::{LANGUAGES, Text, files};
use vagval::understand::Lexicon;

const CASES: usize = 10_000;
const WALKS: usize = 400;
const EVENTS: usize = 12;
const CHATS: usize = 100;
const REPLIES: usize = 20;

/// What the WASM answers to each line.
fn ask(what: &str, questions: &[String]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (asked, answered) = (folder.join(format!("{what}.questions")), folder.join(format!("{what}.answers")));
    assert!(questions.iter().all(|question| !question.contains('\n')), "a question is one line");
    fs::write(&asked, questions.join("\n")).unwrap();
    let dist = site::build();
    node::run(|node| {
        node.arg("tests/node/ask.mjs").args([&dist, Path::new(what), &asked, &answered]);
    });
    let answers: Vec<String> = fs::read_to_string(answered).unwrap().split('\n').map(str::to_owned).collect();
    assert_eq!(answers.len(), questions.len(), "one answer to each question");
    answers
}

fn raw(line: &str) -> Raw {
    serde_json::from_str(line).unwrap()
}

fn json<T: Serialize>(answer: Result<T, Failure>) -> String {
    match answer {
        Ok(value) => serde_json::to_string(&value).unwrap(),
        Err(failure) => serde_json::to_string(&failure).unwrap(),
    }
}

/// The case files of the caseworkers' tests, as JSON.
fn case_files() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let line = |path| {
        let file: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        let jurisdiction = file.get("jurisdiction").map_or("se", |id| id.as_str().unwrap());
        let facts = file.get("facts").map_or_else(|| json!({}), |facts| serde_json::to_value(facts).unwrap());
        json!({"v": 1, "jurisdiction": jurisdiction, "on": file["on"].as_str(), "facts": facts}).to_string()
    };
    paths.iter().map(line).collect()
}

#[test]
fn every_case_is_judged_the_same_by_both() {
    let random = &mut Random::new(2026);
    let mut cases = case_files();
    assert!(cases.len() >= 30);
    cases.extend((0..CASES).map(|_| random_case::case(random)));

    let asked = cases.clone();
    let wasm = thread::spawn(move || ask("assess", &asked));
    let policies = PolicySet::embedded().unwrap();
    let native: Vec<String> = cases.iter().map(|case| json(assess_raw(&raw(case), policies))).collect();
    let wasm = wasm.join().unwrap();

    let judged = native.iter().filter(|answer| answer.contains("\"edition\"")).count();
    assert!(judged > CASES / 4 && CASES - judged > CASES / 4, "right and wrong ones: {judged} could be judged");
    let different: Vec<String> = cases
        .iter()
        .zip(native.iter().zip(&wasm))
        .filter(|(_, (native, wasm))| native != wasm)
        .map(|(case, (native, wasm))| format!("case:   {case}\n{}", first_difference(native, wasm)))
        .collect();
    assert!(
        different.is_empty(),
        "{} differ; the first:\n{}",
        different.len(),
        different[..different.len().min(3)].join("\n")
    );
}

/// A conversation and the events that happened in it, as the WASM is asked about it.
struct Walk {
    options: Value,
    events: Vec<Value>,
    /// Every reply, and the saved state.
    pieces: Vec<String>,
}

fn walk(random: &mut Random, policies: &'static PolicySet, texts: &[Text]) -> Walk {
    let options = random_walk::options(random);
    let option = |key: &str| options[key].as_str().unwrap();
    let text = |lang: &str| texts.iter().find(|text| text.lang() == lang).unwrap().clone();
    let channel = Surface::ALL.into_iter().find(|channel| channel.id() == option("channel")).unwrap();
    let place = jurisdiction(&Raw::Text(option("jurisdiction").to_owned())).unwrap();
    let on = parse_moment(option("on")).unwrap();
    let mut client = Client::new(policies, text(option("lang")), channel, place, on);
    let (mut events, mut pieces) = (Vec::new(), Vec::new());
    for _ in 0..EVENTS {
        let event = random_walk::event(random, client.state());
        let reply = client.reply(&raw(&event.to_string()));
        let asked =
            reply.as_ref().ok().and_then(|reply| reply.effects.iter().find(|effect| effect.kind == "load-text"));
        let asked = asked.and_then(|effect| effect.value.text().map(str::to_owned));
        pieces.push(json(reply));
        if let Some(lang) = asked {
            client.set_language(text(&lang));
            pieces.push(json(Ok(client.shown())));
        }
        events.push(event);
    }
    pieces.push(serde_json::to_string(&save(client.state())).unwrap());
    Walk { options, events, pieces }
}

#[test]
fn every_walk_shows_and_keeps_the_same_in_both() {
    let random = &mut Random::new(1);
    let policies = PolicySet::embedded().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = LANGUAGES.map(|lang| Text::new(files::read_all(root, lang).unwrap()));
    let (mut asked, mut hashes, mut results) = (Vec::new(), Vec::new(), 0);
    for _ in 0..WALKS {
        let walk = walk(random, policies, &texts);
        let hash = walk.pieces.iter().fold(Sha256::new(), Digest::chain_update);
        hashes.push(format!("{:x}", hash.finalize()));
        asked.push(json!({"options": walk.options, "events": walk.events}).to_string());
        results += walk.pieces.iter().filter(|piece| piece.contains("\"page\":\"result\"")).count();
    }
    assert!(results > WALKS / 4, "the result is seen {results} times");
    let wasm = ask("walk", &asked);
    let different: Vec<usize> = (0..WALKS).filter(|number| hashes[*number] != wasm[*number]).collect();
    let Some(first) = different.first() else { return };
    // Again, to see where they part.
    let random = &mut Random::new(1);
    let native = (0..=*first).map(|_| walk(random, policies, &texts)).last().unwrap().pieces;
    let wasm = ask("walk-in-full", &asked[*first..=*first]).remove(0);
    let part = native.iter().zip(wasm.split('\t')).find(|(native, wasm)| native != wasm);
    let (native, wasm) = part.map_or(("", ""), |(native, wasm)| (native, wasm));
    panic!("{} walks differ; the first:\n{}\n{}", different.len(), asked[*first], first_difference(native, wasm));
}

/// Lines of the corpus of the language that is spoken, now and then of another, and numbers.
fn replies(random: &mut Random, spoken: usize, lines: &[Vec<String>]) -> Vec<String> {
    let mut replies = vec!["1".to_owned()];
    for _ in 0..REPLIES {
        replies.push(if random.one_in(3) {
            random.between(1, 8).to_string()
        } else {
            let lines = &lines[if random.one_in(4) { random.below(lines.len()) } else { spoken }];
            lines[random.below(lines.len())].clone()
        });
    }
    replies
}

#[test]
fn every_chat_says_and_keeps_the_same_in_both() {
    let random = &mut Random::new(5);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lines = Vec::new();
    for lang in LANGUAGES {
        let file = fs::read_to_string(root.join(format!("tests/chat/{lang}.tsv"))).unwrap();
        lines.push(file.lines().filter_map(|line| line.split('\t').nth(1)).map(str::to_owned).collect());
    }
    let words = LANGUAGES.map(|lang| {
        let lexicon = Lexicon::new(files::read_all(root, &format!("{lang}/chat")).unwrap());
        (lang, Text::new(files::read_all(root, lang).unwrap()), lexicon)
    });
    let (mut asked, mut native) = (Vec::new(), Vec::new());
    for _ in 0..CHATS {
        let spoken = random.below(words.len());
        let (lang, text, lexicon) = &words[spoken];
        let server = random.one_in(2).then(|| "https://example.org/".to_owned());
        let place = random.pick(&["se", "se", "fi"]);
        let on = "2026-11-23T10:15";
        let replies = replies(random, spoken, &lines);
        let options = json!({"lang": lang, "on": on, "jurisdiction": place, "server": server});
        asked.push(json!({"options": options, "replies": replies}).to_string());
        let place = jurisdiction(&Raw::Text(place.to_owned())).unwrap();
        let policies = PolicySet::embedded().unwrap();
        let client = Client::new(policies, text.clone(), Surface::Chat, place, parse_moment(on).unwrap());
        let mut talk = Chat::new(client, lexicon.clone(), server);
        let mut pieces = vec![serde_json::to_string(&talk.turn()).unwrap()];
        for reply in &replies {
            pieces.push(serde_json::to_string(&talk.reply(reply, None)).unwrap());
        }
        pieces.push(serde_json::to_string(&talk.save()).unwrap());
        native.push(pieces.join("\t"));
    }
    assert!(native.iter().filter(|turns| turns.contains("result.")).count() > CHATS / 20, "the result is reached");
    for (asked, (native, wasm)) in asked.iter().zip(native.iter().zip(ask("chat", &asked))) {
        assert!(*native == wasm, "{asked}\n{}", first_difference(native, &wasm));
    }
}

/// Both answers around the first byte in which they differ.
fn first_difference(native: &str, wasm: &str) -> String {
    let same = native.bytes().zip(wasm.bytes()).take_while(|(native, wasm)| native == wasm).count();
    let around = |answer: &str| {
        let bytes = &answer.as_bytes()[same.saturating_sub(80)..answer.len().min(same + 120)];
        String::from_utf8_lossy(bytes).into_owned()
    };
    format!("native: …{}…\nWASM:   …{}…", around(native), around(wasm))
}
