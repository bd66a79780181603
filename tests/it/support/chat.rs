//! A chat that a test can be read as.

use vagval::case::{Answer, FACTS, FactId, Jurisdiction, parse_moment};
use vagval::chat::{Chat, Turn};
use vagval::client::Client;
use vagval::policy::PolicySet;
use vagval::session::{AnswerInput, Event, Page, State, Surface};
use vagval::text::files;
use vagval::understand::Lexicon;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub use super::talk::words;

pub fn messages(lang: &str) -> Vec<(String, String)> {
    files::read_all(ROOT.as_ref(), &format!("{lang}/chat")).unwrap()
}

pub fn lexicon(lang: &str) -> Lexicon {
    Lexicon::new(messages(lang))
}

/// Somebody in Sweden opens a chat.
pub fn opens(lang: &str, on: &str) -> Chat {
    let (policies, on) = (PolicySet::embedded().unwrap(), parse_moment(on).unwrap());
    let client = Client::new(policies, words(lang), Surface::Chat, Jurisdiction::Sweden, on);
    Chat::new(client, lexicon(lang), None)
}

/// A chat that stands at a question or a page.
pub fn at(chat: &Chat, lexicon: &Lexicon, place: &str) -> Chat {
    let mut client = chat.client().clone();
    let value = |text: &str| AnswerInput::Value(text.to_owned());
    if let Some(fact) = FactId::from_name(place) {
        client.step(&Event::Begin);
        client.step(&Event::Change(fact));
    } else if place != "start" {
        client.step(&Event::Answer(FactId::Age, value("34")));
        client.step(&Event::Answer(FactId::Sex, value("woman")));
        let event = match place {
            "check" => Event::Show(Page::Check),
            "result" => Event::Finish,
            other => panic!("no place `{other}`"),
        };
        client.step(&event);
    }
    Chat::new(client, lexicon.clone(), None)
}

/// What became of a reply: `age=34 sex=woman`, `unknown`, the aside or the page it led to, or `again`.
pub fn outcome(before: &State, chat: &Chat, turn: &Turn, asked: Option<FactId>) -> String {
    let notice = turn.notice.as_ref();
    let kind = notice.map_or("", |notice| notice.kind);
    if kind == "again" || kind == "wrong" {
        return kind.to_owned();
    }
    if let Some(value) = notice.and_then(|notice| notice.value.clone()) {
        return value;
    }
    let after = chat.client().state();
    let mut told = Vec::new();
    for fact in &FACTS {
        let changed = after.case.answer(fact.id) != before.case.answer(fact.id);
        let answered = after.is_answered(fact.id) && !before.is_answered(fact.id);
        if changed || answered {
            match after.case.answer(fact.id) {
                answer @ (Answer::Unknown | Answer::Declined) if Some(fact.id) == asked => {
                    told.push(answer.to_string());
                }
                answer => told.push(format!("{}={answer}", fact.name)),
            }
        }
    }
    if told.is_empty() { turn.id.clone() } else { told.join(" ") }
}
