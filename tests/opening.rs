//! The small client of a first visit and the whole one are one conversation: what the first shows, the second
//! would have shown, and where it leaves off the second goes on.

#![cfg(test)]

#[path = "support/random.rs"]
mod random;
#[path = "support/random_walk.rs"]
mod random_walk;
#[path = "support/talk.rs"]
mod talk;

use random::Random;
use random_walk::{event, value_of};
use serde_json::json;
use std::collections::BTreeSet;
use talk::words;
use vagval::case::{Jurisdiction, Raw, parse_moment};
use vagval::client::Client;
use vagval::opening::{self, Done};
use vagval::policy::PolicySet;
use vagval::session::{Page, Surface};
use vagval::text::{LANGUAGES, MISSING, Text};

const WALKS: usize = 300;
const NOW: &str = "2026-11-23T10:15";

fn small(text: &Text) -> Text {
    let keys = text.keys().filter(|key| opening::says(key));
    Text::new(keys.map(|key| (key.to_owned(), text.get(key).to_owned())).collect())
}

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
        _ => json!({"type": "begin"}),
    }
}

#[test]
fn the_small_client_shows_what_the_whole_one_shows_and_the_whole_one_goes_on() {
    let random = &mut Random::new(16);
    let mut left = BTreeSet::new();
    for walk in 0..WALKS {
        let text = words(LANGUAGES[walk % LANGUAGES.len()]);
        let (mut one, mut other, mut done) =
            (opening::client(small(&text), parse_moment(NOW).unwrap()), whole(&text), Done::default());
        loop {
            assert_eq!(one.view(), other.view(), "walk {walk}");
            assert!(one.view().regions.iter().all(|region| !region.markup.contains(MISSING)));
            let mut json = next(random, &one);
            // On a later day, under other rules, a question may have become needless: that only the whole client knows.
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
            left.insert(json["type"].as_str().unwrap().to_owned());
            let Raw::List(all) = done.and(&happened) else { unreachable!() };
            let mut after = whole(&text);
            for happened in &all {
                let _ = after.step_raw(happened);
            }
            assert_eq!(after.state(), other.state(), "{json}");
            break;
        }
    }
    assert!(left.contains("begin") || left.contains("answer"), "some told everything: {left:?}");
}
