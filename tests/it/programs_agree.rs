//! The programs are one conversation: what a smaller one shows, the whole one would have shown, and where it leaves
//! off the next goes on.

use crate::support::random;
use crate::support::random_walk;
use crate::support::talk;

use random::Random;
use random_walk::{event, value_of};
use serde_json::json;
use std::collections::BTreeSet;
use talk::words;
use vagval::case::{FactId, Jurisdiction, Raw, parse_moment};
use vagval::client::{Client, Program};
use vagval::pieces::{self, Done, OPENING, RESULT, said_by_opening, said_by_result};
use vagval::policy::PolicySet;
use vagval::session::{Page, Surface};
use vagval::text::{LANGUAGES, MISSING, Text};

const WALKS: usize = 90;
const NOW: &str = "2026-11-23T10:15";

fn whole(text: &Text) -> Client {
    let on = parse_moment(NOW).unwrap();
    Client::new(PolicySet::embedded().unwrap(), text.clone(), Surface::Web, Jurisdiction::Sweden, on)
}

fn raw(json: &serde_json::Value) -> Raw {
    serde_json::from_str(&json.to_string()).unwrap()
}

/// Mostly on with the questions, with an answer that can be taken; sometimes anything else.
fn next(random: &mut Random, client: &Client) -> serde_json::Value {
    match client.state().page() {
        _ if random.below(6) == 0 => event(random, client.state()),
        Page::Question(fact) => {
            json!({"type": "answer", "fact": fact.name(), "given": "value", "value": value_of(random, fact.fact(), client.state())})
        }
        Page::Check => json!({"type": "finish"}),
        _ => json!({"type": "begin"}),
    }
}

/// A program with the words that it is loaded with.
fn piece(program: &'static Program, text: &Text) -> Client {
    let (policies, is_said): (_, fn(&str) -> bool) = if std::ptr::eq(program, &raw const OPENING) {
        (PolicySet::none(), said_by_opening)
    } else {
        (PolicySet::default_country_with(None).unwrap(), said_by_result)
    };
    let said = text.keys().filter(|key| is_said(key)).map(|key| (key.to_owned(), text.get(key).to_owned()));
    pieces::begin(program, policies, Text::new(said.collect()), parse_moment(NOW).unwrap())
}

#[test]
fn a_program_shows_what_the_whole_one_shows_and_the_next_goes_on_where_it_leaves_off() {
    let random = &mut Random::new(16);
    let (mut left, mut pages) = (BTreeSet::new(), BTreeSet::new());
    let policies = PolicySet::embedded().unwrap();
    for walk in 0..WALKS {
        let text = words(LANGUAGES[walk % LANGUAGES.len()]);
        let (mut other, mut done) = (whole(&text), Done::default());
        let mut programs = [(&OPENING, "opening"), (&RESULT, "result")].into_iter();
        let (program, mut name) = programs.next().unwrap();
        let mut one = piece(program, &text);
        for _ in 0..60 {
            // That a question has become needless is for who knows the rules: the first program asks it all the same.
            let needless = other.state().every_question(PolicySet::none()) != other.state().open_questions(policies);
            if name == "opening" && needless {
                break;
            }
            for (region, whole) in one.view().regions.iter().zip(&other.view().regions) {
                if let Some(at) = region.markup.find(MISSING) {
                    panic!(
                        "{name} has no words after: {}",
                        &region.markup[..at]
                            .chars()
                            .rev()
                            .take(200)
                            .collect::<Vec<_>>()
                            .iter()
                            .rev()
                            .collect::<String>()
                    );
                }
                let differs = region.markup.bytes().zip(whole.markup.bytes()).position(|(one, other)| one != other);
                let around = |markup: &str| {
                    markup.chars().skip(differs.unwrap_or_default().saturating_sub(60)).take(160).collect::<String>()
                };
                assert!(
                    region == whole,
                    "walk {walk}: {name} draws another {}: {} / {}",
                    region.id,
                    around(&region.markup),
                    around(&whole.markup)
                );
            }
            assert!(one.view() == other.view(), "walk {walk}, {name}");
            pages.insert((name, one.view().page));
            let mut json = next(random, &one);
            // On a later day, under other rules, a question may have become needless: that the first does not know.
            if let Some(fields) = json.as_object_mut() {
                fields.insert("on".to_owned(), json!(NOW));
            }
            let happened = raw(&json);
            let before = one.state().clone();
            let taken = done.step(&mut one, &happened);
            let expected = other.step_raw(&happened).unwrap_or_default();
            if let Some(effects) = taken {
                assert_eq!(effects, expected, "{json}");
                continue;
            }
            assert_eq!(*one.state(), before, "what is not taken changes nothing: {json}");
            left.insert((name, json["type"].as_str().unwrap_or_default().to_owned()));
            let Raw::List(mut all) = done.and(&happened) else { unreachable!() };
            let mut after = whole(&text);
            for happened in &all {
                let _ = after.step_raw(happened);
            }
            assert_eq!(after.state(), other.state(), "{json}");
            // The next program goes on with the same events, if this one is for it.
            let Some((program, next)) = programs.next() else { break };
            (one, done, name) = (piece(program, &text), Done::default(), next);
            let last = all.pop().unwrap();
            done.replay(&mut one, &all);
            if done.step(&mut one, &last).is_none() {
                break;
            }
        }
    }
    assert!(left.contains(&("opening", "answer".to_owned())), "some told everything: {left:?}");
    assert!(pages.contains(&("result", "result".to_owned())), "some came to the result: {pages:?}");
}

/// The words it was typed in are no longer there when another program goes on.
#[test]
fn an_answer_typed_in_the_words_of_one_language_goes_on_in_another() {
    let (swedish, english) = (words("sv"), words("en"));
    let (mut one, mut done) = (piece(&OPENING, &swedish), Done::default());
    let happens = [
        json!({"type": "begin"}),
        json!({"type": "answer", "fact": "municipality", "given": "typed", "value": "Umeå kommun"}),
        json!({"type": "answer", "fact": "registered-since", "given": "typed", "value": "3 mars 2026"}),
        json!({"type": "speak", "value": "en"}),
    ];
    for happened in happens {
        assert!(done.step(&mut one, &raw(&happened)).is_some(), "{happened}");
    }
    let mut other = whole(&english);
    Done::default().replay(&mut other, &done.all());
    assert_eq!(other.state().case, one.state().case);
    assert_eq!(other.state().case.answer(FactId::RegisteredSince).to_string(), "2026-03-03");
}
