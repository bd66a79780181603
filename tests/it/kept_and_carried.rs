//! What is kept and carried along: every form gives the equal case back, and what is damaged, foreign or too old is
//! told, and changes nothing.

use crate::support::random;
use crate::support::random_case;
use crate::support::talk;

use random::Random;
use std::collections::BTreeSet;
use talk::{Talk, words};
use vagval::assessment::assess;
use vagval::case::{Answer, Case, FactId, Jurisdiction, Raw, Value, parse_case, parse_moment};
use vagval::client::Client;
use vagval::date::Date;
use vagval::exports::packet::{Packet, offered};
use vagval::policy::PolicySet;
use vagval::session::export::{DeviceRequest, Draft, ExportEvent};
use vagval::session::{Effect, Event, Page, State, Surface, draft};
use vagval::text::MISSING;

const TODAY: &str = "2026-11-23T10:15";

fn policies() -> &'static PolicySet {
    PolicySet::embedded().unwrap()
}

fn date(date: &str) -> Date {
    Date::parse(date).unwrap()
}

/// Cases as people could give them, all judged on the same day.
fn cases(seed: u64, wanted: usize) -> Vec<Case> {
    let random = &mut Random::new(seed);
    let mut cases = Vec::new();
    while cases.len() < wanted {
        let raw: Raw = serde_json::from_str(&random_case::case(random)).unwrap();
        cases.extend(parse_case(&raw));
    }
    cases
}

/// A conversation in which all of this was told.
fn told(case: &Case) -> Client {
    let facts: Vec<(String, Raw)> = case
        .facts()
        .filter(|fact| case.answer(fact.id) != Answer::Unknown)
        .map(|fact| {
            let value = match case.answer(fact.id) {
                Answer::Known(Value::Number(number)) => Raw::Number(f64::from(number)),
                answer => Raw::Text(answer.to_string()),
            };
            (fact.name.to_owned(), value)
        })
        .collect();
    let text = |text: &str| Raw::Text(text.to_owned());
    let map = |entries: &[(&str, Raw)]| {
        Raw::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    };
    let inner = map(&[
        ("v", Raw::Number(1.0)),
        ("jurisdiction", text(case.jurisdiction.id())),
        ("on", text(&case.on.to_string())),
        ("facts", Raw::Map(facts)),
    ]);
    let saved = map(&[
        ("v", Raw::Number(1.0)),
        ("channel", text("web")),
        ("lang", text("sv")),
        ("page", text("check")),
        ("case", inner),
        ("unknown", Raw::List(Vec::new())),
    ]);
    Client::restored(&vagval::client::WHOLE, policies(), words("sv"), &saved).unwrap()
}

/// Somebody new, on the day of a case.
fn nobody(case: &Case) -> Client {
    Client::new(policies(), words("sv"), Surface::Web, Jurisdiction::Sweden, case.on)
}

fn carry(client: &mut Client, event: ExportEvent) -> Vec<DeviceRequest> {
    let effects = client.step(&Event::Export(event));
    let hand = |effect| match effect {
        Effect::Device(hand) => Some(hand),
        Effect::SavePage(page) => Some(DeviceRequest { kind: "save-page", value: client.kept_page(page) }),
        _ => None,
    };
    effects.into_iter().filter_map(hand).collect()
}

/// The one thing that the device is asked for.
fn asked(client: &mut Client, event: ExportEvent) -> DeviceRequest {
    let mut hands = carry(client, event);
    assert_eq!(hands.len(), 1, "{hands:?}");
    hands.remove(0)
}

/// As it comes back from the disk.
fn again(raw: &Raw) -> Raw {
    serde_json::from_str(&serde_json::to_string(raw).unwrap()).unwrap()
}

fn main_of(client: &Client) -> String {
    client.view().regions.into_iter().find(|region| region.id == "main").unwrap().markup
}

/// Salt, vector and content, as a browser gives them.
fn locked_parts(content: &str) -> Raw {
    let content: String = content.bytes().map(|byte| char::from(b'A' + byte % 26)).collect();
    let content = format!("{content:A<32}");
    let content = &content[..content.len() / 4 * 4];
    serde_json::from_str(&format!(
        r#"{{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","iv":"AAAAAAAAAAAAAAAA","data":"{content}"}}"#
    ))
    .unwrap()
}

/// The locked file of a conversation.
fn locked_file(client: &mut Client, content: &str) -> Raw {
    assert_eq!(asked(client, ExportEvent::Lock("fyra ord som inte hör ihop".to_owned())).kind, "lock");
    let save = asked(client, ExportEvent::Locked(locked_parts(content)));
    assert_eq!(save.kind, "save-locked");
    again(save.value.get("file").unwrap())
}

fn packet_of(client: &mut Client, random: &mut Random) -> Option<Packet> {
    let lines = offered(&client.state().case, &assess(&client.state().case, policies()).ok()?, client.text());
    client.step_raw(&serde_json::from_str(r#"{"type":"for","value":"provider"}"#).unwrap()).unwrap();
    for line in lines.iter().filter(|_| random.one_in(2)) {
        carry(client, ExportEvent::Line(line.id.clone()));
    }
    let hands = carry(client, ExportEvent::SavePacket);
    hands.first().map(|hand| Packet::read(&again(hand.value.get("data").unwrap())).unwrap())
}

/// A file with something wrong in it: an octet changed, lost or doubled, the end missing, or something quite other.
fn damaged(random: &mut Random, file: &Raw) -> Raw {
    let foreign = [
        "null",
        "true",
        "0",
        "\"x\"",
        "[]",
        "{}",
        r#"{"v":1}"#,
        r#"{"kind":"vagval-draft"}"#,
        r#"{"kind":"vagval-locked","v":1}"#,
        r#"{"kind":"vagval-packet","v":1}"#,
        r#"{"kind":"vagval-draft","v":1,"until":"2026-13-01"}"#,
        r#"{"kind":"vagval-draft","v":1,"until":"2999-01-01","saved":{}}"#,
        r#"{"kind":"vagval-packet","v":1,"to":"provider","lang":"sv","on":"2026-11-21","title":"x","about":"x","lines":[{"id":"a","words":"x","sensitive":false}]}"#,
    ];
    let whole = serde_json::to_string(file).unwrap();
    loop {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..random.between(1, 3) {
            let at = random.below(bytes.len().max(1)).min(bytes.len() - 1);
            match random.below(6) {
                0 if bytes.len() > 1 => drop(bytes.remove(at)),
                1 => bytes.insert(at, bytes[at]),
                2 => bytes.truncate(at.max(1)),
                3 => bytes[at] = *random.pick(&[b"\"", b"{", b"0", b"9", b"a", b",", b" "]).first().unwrap(),
                4 => bytes = random.pick(&foreign).as_bytes().to_vec(),
                _ => bytes[at] ^= 1 << random.below(7),
            }
        }
        // What is no JSON the page tells as something that is not ours.
        let text = String::from_utf8_lossy(&bytes);
        let raw = serde_json::from_str(&text).unwrap_or(Raw::Bool(false));
        if raw != *file {
            return raw;
        }
    }
}

/// What must not change when something cannot be opened.
fn heart(state: &State) -> (Case, Vec<&'static str>) {
    (state.case.clone(), state.answered_facts().map(|fact| fact.name).collect())
}

#[test]
fn a_draft_gives_the_equal_case_back_until_its_day() {
    for case in cases(11, 120) {
        let mut client = told(&case);
        if !client.state().has_answers() {
            continue;
        }
        let kept = asked(&mut client, ExportEvent::KeepDraft(7));
        assert_eq!(kept.kind, "keep-draft");
        let until = case.on.date.plus_days(7);
        assert_eq!(kept.value.get("until").and_then(Raw::text), Some(until.to_string().as_str()));
        let kept = again(&kept.value);

        let mut other = nobody(&case);
        carry(&mut other, ExportEvent::DraftFound(kept.clone()));
        assert_eq!(other.state().export.draft, Draft::Kept(until));
        assert!(!other.state().has_answers(), "nothing is opened before the person chooses to");
        let start = main_of(&other);
        assert!(start.contains(&other.text().date(until)) && start.contains("data-event=\"go-on\""), "{start}");
        assert_eq!(asked(&mut other, ExportEvent::GoOn).kind, "read-draft");
        carry(&mut other, ExportEvent::Draft(kept));
        assert_eq!(heart(other.state()), heart(client.state()));
        assert_eq!(other.state().page(), Page::Check);
    }
}

#[test]
fn a_draft_is_opened_until_the_day_before_and_removed_from_that_day_on() {
    let mut talk = Talk::begins("2026-11-23");
    talk.types("Umeå").types("34");
    let kept = asked(&mut talk.0, ExportEvent::KeepDraft(30)).value;
    for (day, stays) in [("2026-11-20", true), ("2026-12-22", true), ("2026-12-23", false), ("2031-01-01", false)] {
        let mut later = Talk::opens(Jurisdiction::Sweden, day).0;
        let hands = carry(&mut later, ExportEvent::DraftFound(again(&kept)));
        assert_eq!(
            hands.iter().map(|hand| hand.kind).collect::<Vec<_>>(),
            if stays { vec![] } else { vec!["remove-draft"] }
        );
        assert_eq!(later.state().export.draft != Draft::None, stays, "{day}");
        // Even where it still lies there, as in another tab.
        carry(&mut later, ExportEvent::Draft(again(&kept)));
        assert_eq!(later.state().has_answers(), stays, "{day}");
    }
}

#[test]
fn a_draft_takes_the_place_of_what_was_told_and_leads_on_to_the_next_question() {
    let mut talk = Talk::begins("2026-11-23");
    talk.types("Umeå").types("34").is_asked("sex");
    let kept = asked(&mut talk.0, ExportEvent::KeepDraft(7)).value;
    let mut other = Talk::begins("2026-11-24");
    other.types("Malmö");
    carry(&mut other.0, ExportEvent::DraftFound(kept.clone()));
    carry(&mut other.0, ExportEvent::GoOn);
    carry(&mut other.0, ExportEvent::Draft(kept));
    other.sees("check").has_told("municipality", "2480").has_told("age", "34").does(&Event::Begin).is_asked("sex");
}

#[test]
fn a_wipe_removes_the_draft_and_a_terminal_never_keeps_one() {
    let mut talk = Talk::begins("2026-11-23");
    talk.types("Umeå");
    carry(&mut talk.0, ExportEvent::DraftKept(Some(date("2026-11-30"))));
    let effects = talk.0.step(&Event::Wipe);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Device(hand) if hand.kind == "remove-draft")));
    assert_eq!(talk.state().export.draft, Draft::None);

    let on = parse_moment(TODAY).unwrap();
    let mut kiosk = Client::new(policies(), words("sv"), Surface::Kiosk, Jurisdiction::Sweden, on);
    kiosk.enable_kiosk(vagval::settings::kiosk::Settings::default());
    kiosk.step(&Event::Begin);
    let kept = draft::write(talk.state(), date("2026-11-30"));
    for event in [
        ExportEvent::DraftFound(kept.clone()),
        ExportEvent::Draft(kept.clone()),
        ExportEvent::KeepDraft(7),
        ExportEvent::Lock("en lång lösenfras".to_owned()),
        ExportEvent::OpenFile(kept),
        ExportEvent::SavePacket,
    ] {
        let before = kiosk.state().clone();
        assert_eq!(carry(&mut kiosk, event), []);
        assert_eq!(*kiosk.state(), before);
    }
}

#[test]
fn where_nothing_may_be_stored_only_saving_says_so() {
    let mut talk = Talk::begins("2026-11-23");
    talk.types("Umeå");
    talk.does(&Event::Show(Page::Take));
    let before = heart(talk.state());
    carry(&mut talk.0, ExportEvent::DraftKept(None));
    assert_eq!(heart(talk.state()), before);
    assert!(main_of(&talk.0).contains(words("sv").get("export.wrong.no-storage")));
    talk.does(&Event::Begin).is_asked("age");
}

#[test]
fn a_locked_file_gives_the_equal_case_back() {
    for case in cases(12, 80) {
        let mut client = told(&case);
        if !client.state().has_answers() {
            continue;
        }
        let wanted = asked(&mut client, ExportEvent::Lock("fyra ord som inte hör ihop".to_owned())).value;
        assert_eq!(wanted.get("iterations").and_then(Raw::whole), Some(600_000));
        let content = again(wanted.get("content").unwrap());
        let file = locked_file(&mut client, "abc");

        let mut other = nobody(&case);
        carry(&mut other, ExportEvent::OpenFile(file));
        assert_eq!(other.state().page(), Page::Code);
        assert!(!other.state().has_answers());
        let unlock = asked(&mut other, ExportEvent::Unlock("fyra ord som inte hör ihop".to_owned())).value;
        for key in ["header", "passphrase", "iterations"] {
            assert_eq!(unlock.get(key), wanted.get(key), "{key}");
        }
        carry(&mut other, ExportEvent::Unlocked(Raw::Map(vec![("saved".to_owned(), content)])));
        assert_eq!(heart(other.state()), heart(client.state()));
    }
}

#[test]
fn a_short_or_wrong_passphrase_is_told_apart_from_a_damaged_file() {
    let mut talk = Talk::begins("2026-11-23");
    talk.types("Umeå").does(&Event::Show(Page::Take));
    assert_eq!(carry(&mut talk.0, ExportEvent::Lock("fjorton tecken".to_owned())), []);
    assert_eq!(talk.state().export.wrong, Some("short"));
    assert_eq!(carry(&mut talk.0, ExportEvent::Lock("a".repeat(15))), []);
    assert_eq!(talk.state().export.wrong, Some("guessable"));
    let file = locked_file(&mut talk.0, "abc");
    let before = heart(talk.state());
    let mut wrong = |event: ExportEvent| {
        carry(&mut talk.0, event);
        assert_eq!(heart(talk.state()), before, "nothing already told is lost");
        talk.state().export.wrong
    };
    assert_eq!(wrong(ExportEvent::OpenFile(Raw::Bool(false))), Some("foreign"));
    let mut newer = file.clone();
    let Raw::Map(entries) = &mut newer else { panic!("an object") };
    entries[0].1 = Raw::Number(2.0);
    assert_eq!(wrong(ExportEvent::OpenFile(newer)), Some("version"));
    let mut broken = file.clone();
    let Raw::Map(entries) = &mut broken else { panic!("an object") };
    entries.retain(|(key, _)| key != "iv");
    assert_eq!(wrong(ExportEvent::OpenFile(broken)), Some("damaged"));
    assert_eq!(wrong(ExportEvent::OpenFile(file)), None);
    assert_eq!(wrong(ExportEvent::Unlock(String::new())), Some("nothing"));
    assert_eq!(wrong(ExportEvent::Unlock("en annan lösenfras".to_owned())), None);
    assert_eq!(wrong(ExportEvent::Unlocked(Raw::Null)), Some("passphrase"));
    assert_eq!(wrong(ExportEvent::Unlocked(Raw::Bool(false))), Some("no-cipher"));
    let other = Raw::Map(vec![("saved".to_owned(), Raw::Null)]);
    assert_eq!(wrong(ExportEvent::Unlocked(other)), Some("unreadable"));
}

#[test]
fn ten_thousand_damaged_or_foreign_drafts_and_locked_files_change_nothing() {
    let random = &mut Random::new(13);
    let mut client = told(&cases(14, 1)[0]);
    let kept = again(&asked(&mut client, ExportEvent::KeepDraft(30)).value);
    let file = locked_file(&mut client, &"abcdefgh".repeat(40));
    let until = client.state().case.on.date.plus_days(30);
    carry(&mut client, ExportEvent::DraftKept(Some(until)));
    let before = heart(client.state());
    let mut seen = BTreeSet::new();
    for _ in 0..10_000 {
        for (raw, is_draft) in [(damaged(random, &kept), true), (damaged(random, &file), false)] {
            if is_draft {
                carry(&mut client, ExportEvent::DraftFound(raw.clone()));
                assert!(!matches!(client.state().export.draft, Draft::Kept(_)), "{raw:?}");
                carry(&mut client, ExportEvent::Draft(raw));
                seen.insert(client.state().export.wrong);
                carry(&mut client, ExportEvent::Unlocked(Raw::Null));
            } else {
                let event = [("type", Raw::Text("open-file".into())), ("value", raw.clone())];
                let event = Raw::Map(event.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
                client.step_raw(&event).unwrap();
                assert!(client.state().export.locked.is_none(), "{raw:?}");
                let wrong = client.state().export.wrong.or(client.state().wrong_file);
                assert!(wrong.is_some(), "{raw:?}");
                seen.insert(wrong);
            }
            assert_eq!(heart(client.state()), before);
        }
    }
    for wrong in ["no-draft", "foreign", "version", "damaged"] {
        assert!(seen.contains(&Some(wrong)), "{wrong} in {seen:?}");
    }
}

/// Writes the files of `older_forms_still_open` anew. Only for a new version: the old ones stay as they are.
#[test]
#[ignore = "writes what other tests read"]
fn write_the_forms() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/carried");
    std::fs::create_dir_all(folder).unwrap();
    let write = |name: &str, raw: &Raw| {
        let path = format!("{folder}/{name}.json");
        if !std::path::Path::new(&path).exists() {
            std::fs::write(path, serde_json::to_string_pretty(raw).unwrap() + "\n").unwrap();
        }
    };
    let mut talk = Talk::begins("2026-11-23");
    talk.types("Umeå").types("34");
    write("draft-1", &asked(&mut talk.0, ExportEvent::KeepDraft(30)).value);
    write("locked-1", &locked_file(&mut talk.0, "abc"));
    carry(&mut talk.0, ExportEvent::For(vagval::exports::packet::Receiver::Provider));
    for line in ["fact.age", "fact.municipality"] {
        carry(&mut talk.0, ExportEvent::Line(line.to_owned()));
    }
    write("packet-1", asked(&mut talk.0, ExportEvent::SavePacket).value.get("data").unwrap());
}

#[test]
fn nothing_of_a_packet_is_chosen_at_first_and_what_is_sensitive_comes_last() {
    let mut sensitive_programmes = 0;
    for case in cases(15, 150) {
        let Ok(assessment) = assess(&case, policies()) else { continue };
        let lines = offered(&case, &assessment, &words("sv").of(case.jurisdiction));
        assert!(lines.is_sorted_by_key(|line| line.sensitive), "{lines:?}");
        let ids: BTreeSet<&str> = lines.iter().map(|line| line.id.as_str()).collect();
        assert_eq!(ids.len(), lines.len(), "every line can be chosen by itself");
        for line in &lines {
            assert!(!line.words.contains(MISSING) && !line.words.is_empty(), "{line:?}");
            if let Some(fact) = line.id.strip_prefix("fact.").and_then(FactId::from_name) {
                assert_eq!(line.sensitive, fact.fact().sensitive, "{line:?}");
                assert!(case.value(fact).is_some(), "what was not told is not offered");
            }
            sensitive_programmes += usize::from(line.sensitive && line.id.starts_with("programme."));
        }
        let mut client = told(&case);
        client.step(&Event::Show(Page::Packet));
        let page = main_of(&client);
        assert!(!page.contains("checked"), "nothing is chosen");
        assert!(page.contains(words("sv").get("packet.empty")));
        assert_eq!(carry(&mut client, ExportEvent::SavePacket), []);
        assert_eq!(carry(&mut client, ExportEvent::CopyPacket), []);
    }
    assert!(sensitive_programmes > 0, "a programme that rests on a sensitive answer lets it be guessed");
}

#[test]
fn a_packet_says_what_was_chosen_and_nothing_else_and_is_read_as_it_was_shown() {
    let random = &mut Random::new(16);
    let mut read = 0;
    for case in cases(17, 120) {
        let mut client = told(&case);
        client.step(&Event::Show(Page::Packet));
        let Some(packet) = packet_of(&mut client, random) else { continue };
        let chosen: BTreeSet<String> = client.state().export.lines.iter().cloned().collect();
        assert_eq!(packet.lines.iter().map(|line| line.id.clone()).collect::<BTreeSet<_>>(), chosen);
        let shown = main_of(&client);
        let shown = shown.split("<section class=\"letter\"").nth(1).unwrap();
        let copied = asked(&mut client, ExportEvent::CopyPacket).value;
        let mut at = 0;
        for line in &packet.lines {
            let escaped =
                line.words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            at += shown[at..].find(&escaped).unwrap_or_else(|| panic!("{escaped} in {shown}"));
            assert!(copied.text().unwrap().contains(&line.words));
        }
        let all = offered(&case, &assess(&case, policies()).unwrap(), client.text());
        for line in all.iter().filter(|line| !chosen.contains(&line.id)) {
            assert!(!copied.text().unwrap().contains(&format!("– {}\n", line.words)), "{line:?}");
        }
        // Whoever gets it opens it in the client.
        let mut receiver = nobody(&case);
        carry(&mut receiver, ExportEvent::OpenFile(again(&packet.write())));
        assert_eq!(receiver.state().export.opened.as_ref(), Some(&packet));
        assert!(!receiver.state().has_answers());
        assert!(
            packet
                .lines
                .iter()
                .all(|line| main_of(&receiver).contains(&line.id) || main_of(&receiver).contains("<li>"))
        );
        read += 1;
    }
    assert!(read > 60, "{read} packets were read");
}

#[test]
fn ten_thousand_damaged_or_foreign_packets_are_refused() {
    let random = &mut Random::new(18);
    let mut client = told(&cases(19, 1)[0]);
    let file = packet_of(&mut client, random).unwrap().write();
    let before = heart(client.state());
    let mut seen = BTreeSet::new();
    for _ in 0..10_000 {
        let raw = damaged(random, &file);
        seen.insert(Packet::read(&raw).expect_err("damaged"));
        carry(&mut client, ExportEvent::OpenFile(raw));
        assert_eq!(heart(client.state()), before);
        assert!(client.state().export.opened.is_none() && client.state().export.locked.is_none());
    }
    assert_eq!(seen, BTreeSet::from(["damaged", "foreign", "version"]));
}

/// What was given out must open for as long as its version does: these were made when the forms were.
#[test]
fn older_forms_still_open() {
    let read = |name: &str| -> Raw {
        let path = format!("{}/tests/data/carried/{name}.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let mut talk = Talk::opens(Jurisdiction::Sweden, "2026-11-23");
    carry(&mut talk.0, ExportEvent::Draft(read("draft-1")));
    talk.sees("check").has_told("municipality", "2480").has_told("age", "34");
    carry(&mut talk.0, ExportEvent::OpenFile(read("locked-1")));
    assert!(talk.state().export.locked.is_some());
    carry(&mut talk.0, ExportEvent::OpenFile(read("packet-1")));
    let opened = talk.state().export.opened.as_ref().unwrap();
    assert_eq!(opened.lines.iter().map(|line| line.id.as_str()).collect::<Vec<_>>(), ["fact.municipality", "fact.age"]);
}
