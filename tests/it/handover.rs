//! The hand-over to an officer: what is shown is what goes, what is struck does not, and what is damaged is told.

use crate::support::chat;
use crate::support::random;

use random::Random;
use serde_json::{Value as Json, json};
use vagval::assessment::assess;
use vagval::case::{Answer, FactId, Raw, parse_moment};
use vagval::chat::{Chat, Packet, Turn, text_of};
use vagval::policy::PolicySet;
use vagval::sentences::outcome;
use vagval::session::handover::{Handover, Note, OVERRULED, read};
use vagval::wire::Wire;

const TODAY: &str = "2026-11-23T10:15";
const ROOM: &str = "!room:example.org";

fn policies() -> &'static PolicySet {
    PolicySet::embedded().unwrap()
}

fn opens(lang: &str) -> Chat {
    let mut talk = chat::opens(lang, TODAY);
    talk.hands_over(ROOM).unwrap();
    talk
}

/// Somebody who tells everything, also what is sensitive, and writes what is not understood.
fn told_everything() -> Chat {
    let mut talk = opens("sv");
    for reply in [
        "hej, jag är 34 och bor i Umeå",
        "kvinna",
        "gymnasiet",
        "född i norge",
        "jag har adhd sen barnsben",
        "ja det har jag",
        "på nätet",
        "15 januari 2026",
        "arbetslös",
        "varför frågar ni",
        "nej",
        "nej",
        "ett halvår",
        "ja",
    ] {
        talk.reply(reply, None);
    }
    assert_eq!(talk.turn().id, "result.track");
    talk
}

fn previews(talk: &mut Chat, reply: &str) -> (Turn, Packet) {
    let turn = talk.reply(reply, None);
    let packet = turn.handover.clone().unwrap_or_else(|| panic!("{reply}: no hand-over in {:?}", turn.say));
    assert!(!packet.confirmed);
    assert_eq!(turn.id, "handover");
    (turn, packet)
}

fn handed(packet: &Packet) -> Handover {
    read(&packet.data, policies()).unwrap()
}

/// What the turn shows of the packet, once it is asked for word for word.
fn shown(talk: &mut Chat) -> String {
    let show = |talk: &Chat| talk.turn().choices.iter().position(|choice| choice.id == "exact").map(|at| at + 1);
    let turn = talk.reply(&show(talk).unwrap().to_string(), None);
    turn.say[1..].iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// The number of the choice that ends so.
fn number(turn: &Turn, end: &str) -> String {
    let at = turn.choices.iter().position(|choice| choice.label.ends_with(end) || choice.id == end);
    (at.unwrap_or_else(|| panic!("{end}: {:?}", turn.choices)) + 1).to_string()
}

fn opens_part(talk: &mut Chat, id: &str) -> Turn {
    let turn = talk.turn();
    let turn = if turn.choices.iter().any(|choice| choice.id == "parts") {
        previews(talk, &number(&turn, "parts")).0
    } else {
        turn
    };
    previews(talk, &number(&turn, id)).0
}

/// Acceptance H5.
#[test]
fn what_is_shown_is_byte_for_byte_what_goes_and_nothing_goes_before() {
    for (lang, [hand_over, confirm, strike]) in [
        ("sv", ["lämna över", "skicka", "stryk 2"]),
        ("en", ["hand over", "send", "strike 2"]),
        ("ar", ["تسليم إلى موظف", "إرسال", "شطب 2"]),
    ] {
        let mut talk = opens(lang);
        for reply in ["1", "Umeå", "34", "3", "2"] {
            assert_eq!(talk.reply(reply, None).handover, None);
        }
        previews(&mut talk, hand_over);
        let (_, before) = previews(&mut talk, strike);
        assert_eq!(shown(&mut talk), before.text);
        // Time passes while the person reads; what was shown is what goes.
        let confirmed = talk.reply(confirm, parse_moment("2026-11-24T00:01"));
        assert_eq!(confirmed.notice.as_ref().unwrap().kind, "handover");
        let sent = confirmed.handover.clone().unwrap();
        assert!(sent.confirmed);
        assert_eq!(sent.text, before.text, "{lang}");
        let [one, other] = [&before, &sent].map(|packet| serde_json::to_string(&packet.data).unwrap());
        assert_eq!(one, other, "{lang}");
        // The text tells all of the data: it can be made from it.
        assert_eq!(text_of(&handed(&sent), &talk), sent.text);
        assert!(sent.text.contains(ROOM) && !sent.text.contains('⟦'), "{}", sent.text);
        assert_eq!(talk.turn().handover, None, "it goes once");
        assert_ne!(talk.reply(confirm, None).notice.map(|notice| notice.kind), Some("handover"));
    }
}

#[test]
fn what_is_sensitive_or_was_not_understood_goes_only_if_it_is_chosen() {
    let mut talk = told_everything();
    let (_, packet) = previews(&mut talk, "lämna över");
    for hidden in ["adhd", "norge", "Norden", "Funktionsnedsättning: Ja", "Jag: ja det har jag"] {
        assert!(!packet.text.contains(hidden), "{hidden}: {}", packet.text);
        assert!(!serde_json::to_string(&packet.data).unwrap().contains(hidden), "{hidden}");
    }
    let case = &handed(&packet).case;
    assert_eq!([FactId::Disability, FactId::BirthRegion].map(|fact| case.answer(fact)), [Answer::Declined; 2]);
    // What stays is named, and so is the outcome that the person read; the chances are those of what goes.
    let seen = handed(&packet).seen.unwrap();
    assert_eq!(seen.withheld, [FactId::BirthRegion, FactId::Disability]);
    let before = assess(&talk.client().state().case, policies()).unwrap();
    assert_eq!(seen.outcome, outcome::lines(&before, &chat::words("sv")));
    let turn = opens_part(&mut talk, "part-seen");
    for line in &seen.outcome {
        assert!(turn.say.contains(line), "the person reads what they saw before: {line}");
    }
    assert!(packet.text.contains("Funktionsnedsättning: lämnas inte över\n"), "{}", packet.text);
    let assessment = assess(case, policies()).unwrap();
    assert_eq!(handed(&packet).judged.assessment, assessment.wire().hash());
    // Taken along by its number, with what was said to it; and struck again by its name.
    let turn = opens_part(&mut talk, "part-told");
    let line = number(&turn, "Stannar hos mig: Funktionsnedsättning: Ja");
    let (_, with) = previews(&mut talk, &format!("ta med {line}"));
    assert_eq!(handed(&with).case.answer(FactId::Disability).to_string(), "yes");
    assert!(with.text.contains("Jag: ja det har jag\n") && !with.text.contains("adhd"), "{}", with.text);
    assert_ne!(handed(&with).judged.assessment, handed(&packet).judged.assessment);
    let (_, without) = previews(&mut talk, "stryk funktionsnedsättning");
    assert_eq!(without, packet);
}

#[test]
fn lines_are_struck_by_number_or_word_and_what_is_not_a_line_is_asked_again() {
    let mut talk = told_everything();
    let (_, whole) = previews(&mut talk, "skicka till en handläggare");
    let turn = opens_part(&mut talk, "part-talk");
    let line = number(&turn, "Jag: Kvinna");
    let (_, less) = previews(&mut talk, &format!("stryk rad {line}"));
    assert!(whole.text.contains("Jag: Kvinna\n") && !less.text.contains("Jag: Kvinna\n"));
    assert_eq!(handed(&less).case.answer(FactId::Sex).to_string(), "woman", "only the line");
    let turn = opens_part(&mut talk, "part-told");
    let [one, two] = [": Umeå", ": 34 år"].map(|end| number(&turn, end));
    let (_, both) = previews(&mut talk, &format!("ta bort {one} och {two}"));
    assert_eq!([FactId::Municipality, FactId::Age].map(|fact| handed(&both).case.answer(fact)), [Answer::Declined; 2]);
    // As a word of its own: the engine's hash may hold any two digits.
    assert!(
        both.text.split(|c: char| !c.is_alphanumeric()).all(|word| word != "34"),
        "nor is it left in the talk: {}",
        both.text
    );
    let (_, none) = previews(&mut talk, "stryk samtalet");
    assert!(handed(&none).transcript.is_empty());
    let (turn, again) = previews(&mut talk, "stryk 99");
    assert_eq!((turn.notice.unwrap().kind, again), ("again", none.clone()));
    for reply in ["stryk katten", "stryk", "blaha", "stryk 1 katt"] {
        let (turn, again) = previews(&mut talk, reply);
        assert_eq!((turn.notice.unwrap().kind, again), ("again", none.clone()), "{reply}");
    }
    // What is no line is no line of a group that is open either.
    let human = format!("stryk {}", number(&talk.turn(), "human"));
    assert_eq!(previews(&mut talk, &human).0.notice.unwrap().kind, "again");
    // A human is still one step away, and asking for one sends nothing.
    let (turn, _) = previews(&mut talk, "människa");
    assert_eq!(turn.notice.unwrap().kind, "aside");
    let cancelled = talk.reply("avbryt", None);
    assert!(cancelled.handover.is_none() && cancelled.id == "result.track");
    // A changed answer leaves the hand-over.
    previews(&mut talk, "lämna över");
    assert!(talk.reply("ändra ålder till 35", None).handover.is_none());
    let (_, anew) = previews(&mut talk, "lämna över");
    assert_eq!(handed(&anew).case.number(FactId::Age), Some(35));
}

/// Acceptance H5 in words: four groups and one list of numbers, each struck as a whole or opened.
#[test]
fn what_goes_is_told_in_groups_and_not_again_after_an_aside() {
    let mut talk = told_everything();
    let (turn, packet) = previews(&mut talk, "lämna över");
    let lines = |turn: &Turn| turn.say.len() + turn.choices.len();
    assert!(lines(&turn) <= 12, "{turn:?}");
    // What the person asked is quoted, and kept unless it is struck; so is what the program did not understand.
    assert!(turn.say.iter().any(|line| line.contains("varför frågar ni")), "{:?}", turn.say);
    let asked = |packet: &Packet| {
        let handover = handed(packet);
        handover.questions().iter().map(|(asked, _)| (*asked).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(asked(&packet), ["varför frågar ni"]);
    assert!(turn.say.iter().all(|line| line.split_once(". ").is_none_or(|(n, _)| n.parse::<usize>().is_err())));
    // After an aside only what was said to it, and that it waits.
    for aside in ["människa", "jag orkar inte leva längre", "blaha", "stryk katten"] {
        let (again, same) = previews(&mut talk, aside);
        assert_eq!((same, &again.choices), (packet.clone(), &turn.choices), "{aside}");
        assert!(again.say.len() <= 12 && !again.say.iter().any(|line| turn.say.contains(line)), "{:?}", again.say);
        assert_eq!(again.say.last().unwrap(), "Filen väntar. Den är inte gjord än.");
    }
    // Each group is struck as a whole, by its number or its name, and taken along again.
    for (id, name) in [("part-told", "svaren"), ("part-seen", "det jag såg"), ("part-asked", "frågorna")] {
        let by_number = format!("stryk {}", number(&talk.turn(), id));
        let (_, one) = previews(&mut talk, &by_number);
        previews(&mut talk, &by_number.replace("stryk", "ta med"));
        let (_, other) = previews(&mut talk, &format!("stryk {name}"));
        assert_eq!(one, other, "{name}");
        assert_ne!(one, packet, "{name}");
        let handover = handed(&one);
        match id {
            "part-told" => assert!(handover.case.facts().all(|fact| !handover.case.is_told(fact.id))),
            "part-seen" => assert!(handover.seen.unwrap().outcome.is_empty()),
            _ => assert_eq!((asked(&one), handover.transcript.is_empty()), (Vec::<String>::new(), false)),
        }
        let opened = opens_part(&mut talk, id);
        let (closed, back) = previews(&mut talk, &number(&opened, "all-in"));
        assert_eq!(back, packet, "{name}");
        previews(&mut talk, &number(&closed, "parts"));
    }
    // A line is pressed to strike it, and again to take it along.
    let opened = opens_part(&mut talk, "part-asked");
    let line = number(&opened, "Jag: varför frågar ni");
    assert_eq!(asked(&previews(&mut talk, &line).1), Vec::<String>::new());
    assert_eq!(previews(&mut talk, &line).1, packet);
}

/// What somebody wants to know is handed over even where the program did not understand it; what it tells of a
/// sensitive answer is not.
/// The chat as it goes on after it was kept.
fn kept(talk: &Chat) -> Chat {
    let saved = talk.save();
    let client =
        vagval::client::Client::restored(&vagval::client::WHOLE, policies(), chat::words("sv"), &saved).unwrap();
    let mut later = Chat::new(client, chat::lexicon("sv"), None);
    later.remember(&saved);
    later.hands_over(ROOM).unwrap();
    later
}

#[test]
fn a_question_that_was_not_understood_is_kept() {
    let mut talk = opens("sv");
    for reply in
        ["hej, jag är 34 och bor i Umeå", "får jag plugga på kvällarna?", "kan jag säga nej till en leverantör"]
    {
        talk.reply(reply, None);
    }
    let (turn, packet) = previews(&mut talk, "lämna över");
    let handover = handed(&packet);
    let asked: Vec<&str> = handover.questions().iter().map(|(asked, _)| *asked).collect();
    assert_eq!(asked, ["får jag plugga på kvällarna?", "kan jag säga nej till en leverantör"], "{turn:?}");
    // Another question, by the host and after it was confirmed: when may somebody call?
    let with = talk.add_to_handover(&packet.data, "När kan vi ringa?", "onsdag kl 10").unwrap();
    assert_eq!(handed(&with).questions().last(), Some(&("onsdag kl 10", Some("När kan vi ringa?"))));
    let mut later = kept(&talk);
    assert_eq!(previews(&mut later, "lämna över").1, packet);
}

#[test]
fn a_hand_over_is_offered_only_where_the_host_takes_it_and_there_is_something_to_hand_over() {
    let mut talk = chat::opens("sv", TODAY);
    talk.reply("jag är 34", None);
    let turn = talk.reply("lämna över", None);
    assert_eq!(turn.notice.unwrap().value.as_deref(), Some("human"), "else a human is reached as ever");
    let mut talk = opens("sv");
    assert_eq!(talk.reply("lämna över", None).notice.unwrap().kind, "again");
    for id in ["", "a b", "å", &"x".repeat(121)] {
        assert!(chat::opens("sv", TODAY).hands_over(id).is_err(), "{id}");
    }
}

#[test]
fn what_was_said_is_kept_with_the_conversation_and_gone_with_a_wipe() {
    let mut talk = told_everything();
    let (_, packet) = previews(&mut talk, "lämna över");
    let mut later = kept(&talk);
    assert_eq!(later.turn().handover, None, "what was not confirmed is asked anew");
    assert_eq!(previews(&mut later, "lämna över").1, packet);
    for reply in ["börja om", "ja", "jag är 40"] {
        later.reply(reply, None);
    }
    let (_, anew) = previews(&mut later, "lämna över");
    assert!(!anew.text.contains("gymnasiet"), "{}", anew.text);
}

#[test]
fn reading_gives_back_what_was_written_with_any_note() {
    let mut talk = told_everything();
    let mut handover = handed(&previews(&mut talk, "lämna över").1);
    for overruled in OVERRULED {
        let first_contact = vagval::date::Date::parse("2026-11-30");
        handover.note = Some(Note { overruled: Some(overruled), deeper: Some("yes"), first_contact, worker: None });
        let written = serde_json::to_string(&handover.write()).unwrap();
        let again = read(&serde_json::from_str(&written).unwrap(), policies()).unwrap();
        assert_eq!(again, handover);
        assert_eq!(serde_json::to_string(&again.write()).unwrap(), written);
    }
}

/// Files of each version stay readable. What an older engine judged is not judged again.
#[test]
fn hand_overs_of_older_versions_open() {
    let first = include_str!("../data/handover-1.json");
    let handover = read(&serde_json::from_str(first).unwrap(), policies()).unwrap();
    assert_eq!(handover.case.number(FactId::Age), Some(34));
    assert_eq!(handover.transcript.len(), 2);
    assert_eq!((serde_json::to_string(&handover.write()).unwrap().as_str(), handover.seen), (first.trim(), None));
    let second = include_str!("../data/handover-2.json");
    let handover = read(&serde_json::from_str(second).unwrap(), policies()).unwrap();
    assert_eq!(serde_json::to_string(&handover.write()).unwrap(), second.trim());
    assert_eq!(handover.asked, None);
    let seen = handover.seen.unwrap();
    assert_eq!(seen.withheld, [FactId::BirthRegion, FactId::Disability]);
    assert!(!seen.outcome.is_empty());
    let third = include_str!("../data/handover-3.json");
    let handover = read(&serde_json::from_str(third).unwrap(), policies()).unwrap();
    assert_eq!(serde_json::to_string(&handover.write()).unwrap(), third.trim());
    assert_eq!(handover.questions().len(), 1);
}

#[test]
#[ignore = "writes what other tests read"]
fn write_the_pinned_files() {
    let mut talk = opens("sv");
    for reply in ["jag är 34 och bor i Umeå", "kvinna", "gymnasiet", "i sverige", "varför frågar ni?", "ja"] {
        talk.reply(reply, None);
    }
    let (_, packet) = previews(&mut talk, "lämna över");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/handover-3.json");
    if !std::path::Path::new(file).exists() {
        std::fs::write(file, serde_json::to_string(&packet.data).unwrap() + "\n").unwrap();
    }
}

#[test]
fn ten_thousand_damaged_or_foreign_inputs_are_told_with_their_field() {
    let mut talk = told_everything();
    let whole = serde_json::to_string(&previews(&mut talk, "lämna över").1.data).unwrap();
    let random = &mut Random::new(5);
    let mut refused = 0;
    for round in 0..10_000 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..=random.below(3) {
            if bytes.is_empty() {
                break;
            }
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] = b"{}[]\",:0129aekx\xc3 "[random.below(17)],
                1 => drop(bytes.remove(at)),
                2 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, b"{}[]\",:0129aekx "[random.below(15)]),
            }
        }
        // What is no JSON, or the same, is for the reader of JSON.
        let Ok(raw) = serde_json::from_slice::<Raw>(&bytes) else {
            refused += 1;
            continue;
        };
        match read(&raw, policies()) {
            Ok(opened) => {
                assert_eq!(opened.write().hash(), serde_json::from_str::<Raw>(&whole).unwrap().hash(), "{round}");
            }
            Err(problem) => {
                refused += 1;
                assert!(!problem.at.is_empty(), "{round}: {problem}");
            }
        }
    }
    assert!(refused > 9_000, "{refused}");
    let spoilt = |pointer: &str, value: Json| {
        let mut file: Json = serde_json::from_str(&whole).unwrap();
        *file.pointer_mut(pointer).unwrap() = value;
        read(&serde_json::from_value(file).unwrap(), policies()).unwrap_err().at
    };
    for (pointer, value, at) in [
        ("/kind", json!("vagval-receipt"), "kind"),
        ("/v", json!(4), "v"),
        ("/asked", json!([0]), "asked"),
        ("/asked", json!([999]), "asked"),
        ("/asked", json!(null), "asked"),
        ("/v", json!(1), "check"),
        ("/withheld", json!(["age"]), "withheld"),
        ("/withheld", json!(null), "withheld"),
        ("/seen/0", json!(7), "seen"),
        ("/seen/0", json!("annat"), "check"),
        ("/id", json!("a b"), "id"),
        ("/channel", json!("fax"), "channel"),
        ("/case/facts/age", json!("old"), "case.facts.age"),
        ("/case/on", json!("2026-13-01"), "case.on"),
        ("/case", json!(null), "case"),
        ("/edition/engine", json!(7), "edition.engine"),
        ("/result/six_months", json!(1001), "result"),
        ("/transcript/0/by", json!("robot"), "transcript.0.by"),
        ("/transcript/1/say", json!("annat"), "check"),
        ("/note", json!({"overruled": "because"}), "note.overruled"),
        ("/check", json!("0"), "check"),
    ] {
        assert_eq!(spoilt(pointer, value.clone()), at, "{pointer} {value}");
    }
    // A result that the answers do not have is told, even where the check was made for it.
    let mut forged = handed(&previews(&mut told_everything(), "lämna över").1);
    forged.judged.assessment = "0".repeat(16);
    assert_eq!(read(&forged.write(), policies()).unwrap_err().at, "edition.assessment");
    for foreign in ["null", "[]", "7", "\"hej\"", "{}", r#"{"v":1,"jurisdiction":"se","on":"2026-11-23","facts":{}}"#] {
        assert_eq!(read(&serde_json::from_str(foreign).unwrap(), policies()).unwrap_err().at, "kind", "{foreign}");
    }
}
