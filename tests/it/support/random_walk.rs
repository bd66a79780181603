//! Conversations at random: mostly what a person might do, and now and then something that no page offers.

use super::random::{Random, days_registered};
use serde_json::{Value, json};
use vagval::case::{FACTS, Fact, Kind, Moment, places};
use vagval::date::Date;
use vagval::session::{Page, State};
use vagval::text::LANGUAGES;

/// What people type, into whatever field.
const TYPED: [&str; 34] = [
    "34",
    " 34 år ",
    "jag är 61",
    "15",
    "75",
    "trettio",
    "34,5",
    "2026-01-15",
    "15/1 2026",
    "3/4",
    "3/4 2025",
    "15 jan",
    "den 15 januari 2026",
    "January 15, 2026",
    "i dag",
    "today",
    "igår",
    "31 april 2026",
    "januari 2026",
    "24 dec 2031",
    "260115",
    "Umeå",
    "malmo",
    "Göteborgs kommun",
    "habo",
    "upplands",
    "2480",
    "091",
    "yes",
    "vet inte",
    "",
    "   ",
    "<b>&\"'</b> 😀",
    "en mycket lång text som ingen fråga har bett om, om och om och om och om och om igen",
];

/// What is no event.
fn malformed(random: &mut Random) -> Value {
    match random.below(16) {
        0 => json!(null),
        1 => json!("begin"),
        2 => json!({}),
        3 => json!({"type": "Begin"}),
        4 => json!({"type": "answer", "fact": "shoe-size", "given": "value", "value": "43"}),
        5 => json!({"type": "answer", "fact": "age", "given": "value", "value": 34}),
        6 => json!({"type": "answer", "fact": "age"}),
        7 => json!({"type": "visit", "value": -1}),
        8 => json!({"type": "visit", "value": "1"}),
        9 => json!({"type": "show", "value": "question.shoe-size"}),
        10 => json!({"type": "clock", "on": "2026-02-30"}),
        11 => json!({"type": "fill", "value": "opinion"}),
        12 => json!({"type": "fill", "value": "entry", "fields": {"day": 3}}),
        13 => json!({"type": "try", "fact": "age", "given": "guessed"}),
        14 => json!({"type": "remove", "value": -1}),
        _ => json!({"type": "back", "on": 7}),
    }
}

/// The next event, for someone who is at `state`.
pub fn event(random: &mut Random, state: &State) -> Value {
    let mut event = match random.below(30) {
        0 => malformed(random),
        1 => json!({"type": "change", "fact": any_fact(random).name}),
        2 => json!({"type": "finish"}),
        3 => json!({"type": "show", "value": any_page(random).id()}),
        4 | 5 => json!({"type": "back"}),
        6 => json!({"type": "visit", "value": random.below(8)}),
        7 => json!({"type": "speak", "value": random.pick(&["sv", "en", "ar", "sv", "en", "xx", ""])}),
        8 => json!({"type": "clock", "on": later(random, state)}),
        9 if random.one_in(4) => json!({"type": "wipe"}),
        9 if random.one_in(4) => json!({"type": "country", "value": random.pick(&["se", "fi", "no"])}),
        9 | 10 => {
            let fact = any_fact(random);
            answer(random, state, fact)
        }
        _ => match state.page() {
            Page::Question(fact) => answer(random, state, fact.fact()),
            Page::Check if random.one_in(2) => json!({"type": "finish"}),
            Page::Check | Page::Result => json!({"type": "change", "fact": any_fact(random).name}),
            Page::Start => json!({"type": "begin"}),
            Page::Meetings => {
                let wish = random.pick(&["wished-form", "wished-frequency"]);
                json!({"type": "change", "fact": wish})
            }
            Page::Opinion => fill(random, "opinion", &["stand", "reason", "words"]),
            Page::Participant => match random.below(4) {
                0 => fill(random, "period", &["start", "end"]),
                1 => json!({"type": "remove", "value": random.below(3)}),
                _ => fill(random, "entry", &["day", "kind", "about"]),
            },
            Page::Survey => fill(random, "survey", &["q1", "q2", "q3", "q4", "q5", "q6", "q7"]),
            Page::Explore if random.one_in(8) => json!({"type": "own-again"}),
            Page::Explore => {
                let fact = any_fact(random);
                let mut event = answer(random, state, fact);
                event["type"] = json!("try");
                event
            }
            Page::Receipt => receipt(random),
            Page::Take => take(random),
            Page::Packet => packet(random),
            Page::Code if random.one_in(3) => open_file(random),
            // One that opens takes the place of what was told, as its page says.
            Page::Code if state.has_answers() => json!({"type": "open-code", "value": random.pick(&WRONG_CODES)}),
            Page::Code => json!({"type": "open-code", "value": random.pick(&CODES)}),
            _ => json!({"type": "back"}),
        },
    };
    if let Some(fields) = event.as_object_mut()
        && !fields.contains_key("on")
        && random.one_in(10)
    {
        fields.insert("on".to_owned(), json!(later(random, state)));
    }
    event
}

/// Takes something along. What the device answers is said as well, whether it was asked or not.
fn take(random: &mut Random) -> Value {
    match random.below(10) {
        0 => json!({"type": "save-calendar"}),
        1 => json!({"type": "print"}),
        2 => json!({"type": "keep-draft", "value": random.pick(&["7", "30", "31"])}),
        3 => json!({"type": "draft-kept", "value": random.pick(&["2026-12-01", ""])}),
        4 => json!({"type": random.pick(&["go-on", "remove-draft"])}),
        5 => {
            json!({"type": random.pick(&["draft", "draft-found"]), "value": {"kind": "vagval-draft", "until": "2999-01-01"}})
        }
        6 => json!({"type": "lock", "value": random.pick(&["", "short", "a passphrase of many words"])}),
        7 => json!({"type": "locked", "value": {
            "salt": "AAAAAAAAAAAAAAAAAAAAAA==", "iv": "AAAAAAAAAAAAAAAA", "data": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        }}),
        8 => json!({"type": "at", "value": random.pick(&["https://example.org/", "example"])}),
        _ => json!({"type": "save-page", "value": random.pick(&["all", "without-sensitive"])}),
    }
}

/// Puts a packet together.
fn packet(random: &mut Random) -> Value {
    match random.below(6) {
        0 => json!({"type": "for", "value": random.pick(&["provider", "municipality", "neighbour"])}),
        1 => json!({"type": "save-packet"}),
        2 => json!({"type": "copy-packet"}),
        3 => json!({"type": "copied", "value": random.one_in(2)}),
        _ => {
            json!({"type": "line", "value": random.pick(&["fact.age", "track", "fact.needs", "programme.rusta-och-matcha", ""])})
        }
    }
}

/// Opens a file, of which none is whole, or answers what nobody has asked.
fn open_file(random: &mut Random) -> Value {
    let kind = random.pick(&["vagval-locked", "vagval-packet", "vagval-receipt", "another"]);
    match random.below(4) {
        0 => json!({"type": "unlock", "value": random.pick(&["", "a passphrase of many words"])}),
        1 => json!({"type": "unlocked", "value": null}),
        _ => json!({"type": "open-file", "value": {"kind": kind, "v": random.between(0, 2)}}),
    }
}

/// Codes as people type them.
const CODES: [&str; 2] = ["1K8E-N8AE-Y2YP-003T", "h000 0000 0000 004n"];
const WRONG_CODES: [&str; 3] = ["1K8E-N8AE-Y2YP-003S", "1K8E", ""];

/// What people fill in, and what no form offers.
fn fill(random: &mut Random, form: &str, names: &[&str]) -> Value {
    const GIVEN: [&str; 10] =
        ["agree", "disagree", "place other", "meeting", "distance", "called-off", "yes", "no", "neutral", "skip"];
    let mut fields = serde_json::Map::new();
    for name in names {
        let given = if random.one_in(2) { random.pick(&GIVEN) } else { random.pick(&TYPED) };
        let name = if random.one_in(20) { "shoe-size" } else { name };
        fields.insert(name.to_owned(), json!(given));
    }
    if random.one_in(20) {
        return json!({"type": "fill", "value": form, "fields": random.pick(&["", "x"])});
    }
    json!({"type": "fill", "value": form, "fields": fields})
}

/// Keeps the result, or opens a file: mostly one that is none.
fn receipt(random: &mut Random) -> Value {
    match random.below(6) {
        0 => json!({"type": "save-receipt", "value": "all"}),
        1 => json!({"type": "save-receipt", "value": "without-sensitive"}),
        2 => json!({"type": "open-receipt", "value": "hello"}),
        3 => json!({"type": "open-receipt"}),
        4 => json!({"type": "open-receipt", "value": {"kind": "vagval-receipt", "v": random.between(0, 2)}}),
        _ => json!({"type": "open-receipt", "value": {
            "kind": "vagval-receipt", "v": 1, "withheld": ["sex"], "edition": {"engine": "another"},
            "case": {"v": 1, "jurisdiction": "se", "on": "2023-01-15", "facts": {"age": 40, "education": "compulsory"}},
            "result": {"most_likely": "b", "six_months": 400, "programmes": [["rusta-och-matcha", "met"]],
                "chances": {"too-close": 100, "a": 200, "b": 400, "c": 200, "too-far": 100}},
        }}),
    }
}

fn answer(random: &mut Random, state: &State, fact: &Fact) -> Value {
    let value = |value: String| json!({"type": "answer", "fact": fact.name, "given": "value", "value": value});
    match random.below(12) {
        0 => json!({"type": "answer", "fact": fact.name, "given": random.pick(&["unknown", "declined"])}),
        1 => json!({"type": "answer", "fact": fact.name, "given": "nothing"}),
        2 | 3 => json!({"type": "answer", "fact": fact.name, "given": "typed", "value": random.pick(&TYPED)}),
        _ => value(value_of(random, fact, state)),
    }
}

/// A value that the fact allows, as in a case file.
pub fn value_of(random: &mut Random, fact: &Fact, state: &State) -> String {
    match fact.kind {
        Kind::Choice(ids) => random.pick(ids).to_owned(),
        Kind::Several(ids) => [random.pick(ids), " ", random.pick(ids)].concat(),
        Kind::Number(first, last) => random.between(first, last).to_string(),
        Kind::Day(_, 1..) => state.case.on.date.plus_days(random.between(-60, 1000)).to_string(),
        Kind::Day(..) => state.case.on.date.plus_days(-days_registered(random)).to_string(),
        Kind::Place => random.pick(&places::codes(state.case.jurisdiction)).to_string(),
    }
}

fn any_fact(random: &mut Random) -> &'static Fact {
    &FACTS[random.below(FACTS.len())]
}

fn any_page(random: &mut Random) -> Page {
    let question = Page::Question(any_fact(random).id);
    let plain = random.pick(&Page::PLAIN);
    random.pick(&[question, plain, plain, plain, plain, plain, plain])
}

/// A moment that is mostly a little later, and now and then earlier.
fn later(random: &mut Random, state: &State) -> String {
    let days = random.pick(&[0, 0, 0, 1, 7, 200, -1]);
    let minute = u16::try_from(random.below(24 * 60)).unwrap();
    Moment { date: state.case.on.date.plus_days(days), minute: Some(minute) }.to_string()
}

/// With whom, where and when: the options of a session but for the words.
pub fn options(random: &mut Random) -> Value {
    let date = random.day(Date::new(2015, 12, 1).unwrap(), Date::new(2027, 12, 31).unwrap());
    json!({
        "channel": random.pick(&["web", "chat", "kiosk"]),
        "lang": random.pick(&LANGUAGES),
        "jurisdiction": random.pick(&["se", "se", "fi"]),
        "on": date.to_string(),
    })
}
