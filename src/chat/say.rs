//! What the program says, but for the result: greeting, questions, what it has read, and answers to questions.

use super::{Chat, result};
use crate::assessment::FactValue;
use crate::case::{Fact, FactId};
use crate::sentences::question as sentences;
use crate::sentences::words;
use crate::session::{Page, State};
use crate::text::{Text, fill};
use crate::understand::Lexicon;

/// The first turn: that this is a program, and where the answers go.
pub fn hello(chat: &Chat) -> Vec<String> {
    let (lexicon, text, state) = (&chat.lexicon, chat.client.text(), chat.client.state());
    let open = i32::try_from(state.open_questions(chat.client.policies()).len()).unwrap_or(i32::MAX);
    let mut say = vec![[lexicon.say("program"), " ", lexicon.say("estimate")].concat()];
    say.extend(privacy(chat));
    say.push([&text.count("page.start.questions", open), " ", lexicon.say("skip")].concat());
    say
}

/// Where the answers are.
fn privacy(chat: &Chat) -> Vec<String> {
    match &chat.server {
        None => vec![chat.lexicon.say("device").to_owned()],
        Some(page) => {
            vec![chat.lexicon.say("server").to_owned(), fill(chat.lexicon.say("server-page"), &[("page", page)])]
        }
    }
}

/// A question in its own words, after what was wrong.
pub fn question(fact: &Fact, chat: &Chat) -> Vec<String> {
    let (text, state) = (chat.client.text(), chat.client.state());
    let mut say = Vec::new();
    if let Some(mistake) = &state.mistake {
        say.push(sentences::mistake(fact, mistake, &state.case, text));
    }
    let part = |part: &str| text.find(&["question.", fact.name, ".", part].concat());
    let own = chat.lexicon.text().find(&["hint.", fact.name].concat());
    let title = part("title").unwrap_or_default();
    say.push(match own.or(part("hint")).filter(|hint| !hint.is_empty()) {
        Some(hint) => [title, " ", hint].concat(),
        None => title.to_owned(),
    });
    if fact.sensitive {
        say.push(chat.lexicon.say("sensitive").to_owned());
    }
    say
}

/// Everything that was told, before the result.
pub fn check(chat: &Chat) -> Vec<String> {
    let (text, state) = (chat.client.text(), chat.client.state());
    let mut say = vec![text.get("page.check.lead").to_owned()];
    for fact in state.answered_facts() {
        say.push([&told(fact.id, state, text), "."].concat());
    }
    say
}

/// "Ålder: 34 år", for one fact.
fn told(fact: FactId, state: &State, text: &Text) -> String {
    named(fact, &FactValue::from(state.case.answer(fact)), text)
}

/// The same for a value.
pub fn named(fact: FactId, value: &FactValue, text: &Text) -> String {
    beside_name(fact, &words::value(fact.name(), value, text), text)
}

/// What is said of a fact, after its name.
pub fn beside_name(fact: FactId, said: &str, text: &Text) -> String {
    let name = words::fact(fact.name(), text);
    let mut letters = name.chars();
    let first = match letters.next() {
        Some('å') => "Å".to_owned(),
        Some(first) => first.to_ascii_uppercase().to_string(),
        None => String::new(),
    };
    [&first, letters.as_str(), ": ", said].concat()
}

/// What was understood.
pub fn read_back(facts: &[FactId], state: &State, text: &Text, lexicon: &Lexicon) -> String {
    let mut read = String::new();
    for fact in facts {
        if !read.is_empty() {
            read.push_str("; ");
        }
        read.push_str(&told(*fact, state, text));
    }
    fill(lexicon.say("read"), &[("facts", &read)])
}

/// The answer to a question of the person's; `None` where it is no such question.
pub fn aside(id: &str, chat: &Chat) -> Option<Vec<String>> {
    let (lexicon, text) = (&chat.lexicon, chat.client.text());
    match id {
        "human" => Some(result::human(chat)),
        "crisis" => Some(["crisis", "crisis-own", "crisis-kept"].map(|key| lexicon.say(key).to_owned()).to_vec()),
        "contact-details" => Some(vec![lexicon.say("contact-details").to_owned()]),
        "privacy" => {
            let mut say = privacy(chat);
            say.push(lexicon.say(if chat.server.is_some() { "server-kept" } else { "device-kept" }).to_owned());
            Some(say)
        }
        "why" => Some(vec![match chat.client.state().page() {
            Page::Question(fact) => {
                let own =
                    chat.server.as_ref().and_then(|_| lexicon.text().find(&["server-why.", fact.name()].concat()));
                own.unwrap_or_else(|| text.at(&["question.", fact.name(), ".why"])).to_owned()
            }
            _ => lexicon.say("why").to_owned(),
        }]),
        "program" => Some(vec![lexicon.say("program").to_owned()]),
        "help" => Some(vec![lexicon.say("help").to_owned()]),
        // What else people ask: one short answer each.
        _ => lexicon.text().find(&["aside.", id].concat()).map(|answer| vec![answer.to_owned()]),
    }
}
