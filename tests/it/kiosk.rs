//! The terminal of an office: its settings, its pads, and idle time.

use crate::support;

use std::path::Path;
use support::policies;
use vagval::case::{Answer, FactId, Jurisdiction, Raw, Value, parse_moment};
use vagval::client::Client;
use vagval::session::kiosk::Touch;
use vagval::session::{Effect, Event, Page, Surface};
use vagval::settings::kiosk::{Settings, Speech, parse_kiosk};
use vagval::text::{LANGUAGES, MISSING, Text, files};

fn words(lang: &str) -> Text {
    Text::new(files::read_with_own(env!("CARGO_MANIFEST_DIR").as_ref(), lang, "kiosk").unwrap())
}

fn terminal(settings: Settings) -> Client {
    let on = parse_moment("2026-11-23T10:15").unwrap();
    let mut client = Client::new(policies(), words("sv"), Surface::Kiosk, Jurisdiction::Sweden, on);
    client.enable_kiosk(settings);
    client
}

fn touch(client: &mut Client, touch: Touch) -> Vec<Effect> {
    client.step(&Event::Touch(touch))
}

fn keys(client: &mut Client, keys: &[&str]) {
    for key in keys {
        touch(client, Touch::Key((*key).to_owned()));
    }
}

fn event(client: &mut Client, json: &str) -> Vec<Effect> {
    let raw: serde_json::Value = serde_json::from_str(json).unwrap();
    client.step_raw(&raw_of(&raw)).unwrap()
}

fn raw_of(value: &serde_json::Value) -> Raw {
    match value {
        serde_json::Value::Null => Raw::Null,
        serde_json::Value::Bool(truth) => Raw::Bool(*truth),
        serde_json::Value::Number(number) => Raw::Number(number.as_f64().unwrap()),
        serde_json::Value::String(text) => Raw::Text(text.clone()),
        serde_json::Value::Array(items) => Raw::List(items.iter().map(raw_of).collect()),
        serde_json::Value::Object(entries) => {
            Raw::Map(entries.iter().map(|(key, value)| (key.clone(), raw_of(value))).collect())
        }
    }
}

fn settings(json: &str) -> Result<Settings, Vec<String>> {
    parse_kiosk(&raw_of(&serde_json::from_str(json).unwrap()))
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn main_of(client: &Client) -> String {
    client.view().regions.into_iter().find(|region| region.id == "main").unwrap().markup
}

/// What the field of the question shows.
fn field(client: &Client) -> String {
    let main = main_of(client);
    let input = main.split("<input").nth(1).unwrap();
    input.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Runs the clock to `until`, tick by tick, as the page does: what was asked for on the way.
fn run(client: &mut Client, from: u32, until: u32, mut wake: u32) -> Vec<(u32, Effect)> {
    let mut told = Vec::new();
    for now in from..=until {
        if now == wake {
            for effect in touch(client, Touch::Tick(now)) {
                if let Effect::Wake(next) = effect {
                    wake = next;
                } else {
                    told.push((now, effect));
                }
            }
        }
    }
    told
}

#[test]
fn the_delivered_settings_are_the_defaults() {
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/www/local/kiosk.json")).unwrap();
    assert_eq!(settings(&file).unwrap(), Settings::default());
    assert_eq!(parse_kiosk(&Raw::Null).unwrap(), Settings::default(), "no file");
}

#[test]
fn settings_are_read_and_every_fault_is_told_with_its_place() {
    let read = settings(
        r#"{"v":1,"distance-mm":900,"pixel-um":250,"warn-after-s":120,"answer-within-s":90,"languages":["en","sv"],
            "printer":true,"speech":"headset","band-percent":60,"staff":"Ring på klockan.",
            "address":"https://example.org/vagval/"}"#,
    )
    .unwrap();
    assert_eq!((read.warn_after, read.answer_within, read.band), (120, 90, 60));
    assert_eq!((read.languages, read.speech), (vec!["en", "sv"], Speech::Headset));
    assert_eq!(read.staff.as_deref(), Some("Ring på klockan."));
    assert_eq!(read.address.as_deref(), Some("https://example.org/vagval/"));
    let wrong = settings(
        r#"{"v":2,"distance-mm":60,"warn-after-s":30,"answer-within-s":59.5,"languages":["sv","xx","sv"],
            "printer":"yes","speech":"loud","band-percent":10,"staff":"","bell":true,
            "address":"http://example.org/"}"#,
    )
    .unwrap_err();
    for place in [
        "v",
        "distance-mm",
        "warn-after-s",
        "answer-within-s",
        "languages[1]",
        "languages[2]",
        "printer",
        "speech",
        "band-percent",
        "staff",
        "bell",
        "address",
    ] {
        assert!(wrong.iter().any(|problem| problem.contains(&format!("`{place}`"))), "{place} in {wrong:#?}");
    }
    assert_eq!(wrong.len(), 12, "{wrong:#?}");
    for address in ["7", "\"\"", "\"https://example.org/?a=1\"", "\"https://example.org/#a\"", "\"example.org\""] {
        let wrong = settings(&format!(r#"{{"v":1,"address":{address}}}"#)).unwrap_err();
        assert!(wrong.len() == 1 && wrong[0].contains("https://"), "{address}: {wrong:?}");
    }
    assert!(settings("[]").is_err() && settings("\"no JSON\"").is_err());
}

#[test]
fn the_capitals_of_larger_text_are_high_enough_for_the_distance() {
    for (distance, pixel) in [(600, 277), (600, 250), (900, 277), (450, 90), (2000, 1000)] {
        let settings = Settings { distance, pixel, ..Settings::default() };
        let capital = f64::from(settings.large_size()) * 0.65 * f64::from(pixel) / 1000.0;
        assert!(capital >= 0.01222 * f64::from(distance), "{distance} mm, {pixel} µm: {capital} mm");
        assert!(capital < 0.01222 * f64::from(distance) + f64::from(pixel) / 1000.0);
    }
}

#[test]
fn every_question_is_answered_without_a_keyboard() {
    let mut client = terminal(Settings::default());
    client.step(&Event::Begin);
    assert!(main_of(&client).contains("readonly") && main_of(&client).contains("inputmode=\"none\""));
    keys(&mut client, &["u", "x", "m"]);
    assert_eq!(field(&client), "um", "no name goes on with x");
    assert!(main_of(&client).contains(">Umeå</button>"));
    event(&mut client, r#"{"type":"answer","fact":"municipality","given":"value","value":"2480"}"#);
    assert_eq!(client.state().page(), Page::Question(FactId::Age));
    assert_eq!(field(&client), "");
    keys(&mut client, &["7", "5", "erase", "3", "erase", "erase", "4", "1"]);
    assert_eq!(field(&client), "41");
    event(&mut client, r#"{"type":"answer","fact":"age","given":"typed","value":"41"}"#);
    client.step(&Event::Change(FactId::RegisteredSince));
    keys(&mut client, &["2026", "13", "2", "30"]);
    assert_eq!(field(&client), "februari 2026", "there is no month 13, and no 30 February");
    assert!(!main_of(&client).contains("key-29"));
    keys(&mut client, &["28"]);
    assert_eq!(field(&client), "28 februari 2026");
    keys(&mut client, &["erase", "erase", "erase"]);
    keys(&mut client, &["20", "0", "4", "12", "1"]);
    assert_eq!(field(&client), "1 december 2004");
    event(&mut client, r#"{"type":"answer","fact":"registered-since","given":"typed","value":"1 december 2004"}"#);
    let day = vagval::date::Date::parse("2004-12-01").unwrap();
    assert_eq!(client.state().case.answer(FactId::RegisteredSince), Answer::Known(Value::Day(day)));
    // What was told stands in the field when one comes back.
    client.step(&Event::Change(FactId::Municipality));
    assert_eq!(field(&client), "umeå");
    client.step(&Event::Change(FactId::Age));
    assert_eq!(field(&client), "41");
}

#[test]
fn days_that_have_not_been_are_not_offered() {
    let mut client = terminal(Settings::default());
    client.step(&Event::Change(FactId::RegisteredSince));
    keys(&mut client, &["2026"]);
    let main = main_of(&client);
    assert!(main.contains("id=\"key-11\"") && !main.contains("id=\"key-12\""));
    keys(&mut client, &["11"]);
    let main = main_of(&client);
    assert!(main.contains("id=\"key-23\"") && !main.contains("id=\"key-24\""));
}

#[test]
fn an_unfinished_day_is_asked_for_and_the_pad_stays() {
    let mut client = terminal(Settings::default());
    client.step(&Event::Change(FactId::RegisteredSince));
    for (given, shown) in [(vec!["2026"], "2026"), (vec!["3"], "mars 2026")] {
        keys(&mut client, &given);
        let typed = field(&client);
        assert_eq!(typed, shown);
        client
            .step_raw(&raw_of(&serde_json::json!({
                "type": "answer", "fact": "registered-since", "given": "typed", "value": typed
            })))
            .unwrap();
        assert!(client.state().mistake.is_some());
        assert_eq!(field(&client), shown);
    }
}

#[test]
fn somebody_who_is_gone_is_asked_counted_down_and_forgotten() {
    let mut client = terminal(Settings::default());
    assert_eq!(touch(&mut client, Touch::Seen(10)), [Effect::Wake(100)]);
    client.step(&Event::Begin);
    event(&mut client, r#"{"type":"answer","fact":"municipality","given":"value","value":"2480"}"#);
    assert_eq!(touch(&mut client, Touch::Seen(20)), [], "one timer is enough");
    let told = run(&mut client, 21, 400, 100);
    let warned: Vec<u32> =
        told.iter().filter_map(|(now, effect)| matches!(effect, Effect::Warn(1..)).then_some(*now)).collect();
    assert_eq!(warned, (110..170).collect::<Vec<u32>>(), "from 90 seconds after the last act, second by second");
    let spoken: Vec<(u32, &str)> = told
        .iter()
        .filter_map(|(now, effect)| match effect {
            Effect::Say(words) => Some((*now - 110, words.as_str())),
            _ => None,
        })
        .collect();
    let expected = [60, 45, 30, 20, 15, 10, 5].map(|left| (60 - left, format!("{left} sekunder kvar.")));
    assert_eq!(spoken.iter().map(|(at, words)| (*at, (*words).to_owned())).collect::<Vec<_>>(), expected);
    let wiped: Vec<u32> = told.iter().filter_map(|(now, effect)| (*effect == Effect::Forget).then_some(*now)).collect();
    assert_eq!(wiped, [170]);
    assert!(!client.state().has_answers());
    assert_eq!(client.state().page(), Page::Start);
    assert_eq!(touch(&mut client, Touch::Tick(500)), [], "nobody is here: nothing waits");
}

#[test]
fn any_act_answers_as_often_as_it_takes() {
    let mut client = terminal(Settings { warn_after: 60, ..Settings::default() });
    client.step(&Event::Begin);
    event(&mut client, r#"{"type":"answer","fact":"municipality","given":"value","value":"2480"}"#);
    let mut wake = 60;
    touch(&mut client, Touch::Seen(0));
    for round in 0..50 {
        let start = round * 119;
        let told = run(&mut client, start + 1, start + 118, wake);
        assert!(told.iter().any(|(_, effect)| *effect == Effect::Warn(2)), "round {round}");
        let effects = touch(&mut client, Touch::Seen(start + 119));
        assert_eq!(effects, [Effect::Warn(0), Effect::Wake(start + 179)]);
        wake = start + 179;
    }
    assert!(client.state().has_answers());
}

#[test]
fn a_device_that_has_slept_shows_no_answers_and_a_first_page_asks_nothing() {
    let mut client = terminal(Settings::default());
    touch(&mut client, Touch::Seen(0));
    client.step(&Event::Begin);
    assert!(touch(&mut client, Touch::Tick(3600)).contains(&Effect::Forget));
    touch(&mut client, Touch::Seen(4000));
    touch(&mut client, Touch::Larger);
    let effects = touch(&mut client, Touch::Tick(4090));
    assert!(effects.contains(&Effect::Forget) && effects.contains(&Effect::Look("")), "{effects:?}");
    assert!(!client.state().kiosk.as_ref().unwrap().large);
}

#[test]
fn the_next_person_meets_the_first_language() {
    let mut client = terminal(Settings::default());
    client.step(&Event::Speak("en".to_owned()));
    client.set_language(words("en"));
    let effects = client.step(&Event::Wipe);
    assert!(effects.contains(&Effect::LoadText("sv".to_owned())), "{effects:?}");
    assert_eq!(client.state().lang, "sv");
}

/// EN 301 549, 5.1.3.6.
#[test]
fn speech_ends_with_whatever_the_person_does_next_and_not_with_what_time_brings() {
    let mut client = terminal(Settings::default());
    let quiet = |effects: &[Effect]| effects.contains(&Effect::Hush);
    assert!(quiet(&client.step(&Event::Begin)));
    assert!(quiet(&touch(&mut client, Touch::Key("a".to_owned()))));
    assert!(quiet(&touch(&mut client, Touch::Larger)));
    assert!(quiet(&client.step(&Event::Back)));
    for second in [Touch::Seen(1), Touch::Tick(30), Touch::ReadAloud] {
        assert!(!quiet(&touch(&mut client, second.clone())), "{second:?}");
    }
    assert!(!quiet(&client.step(&Event::Clock(parse_moment("2026-11-21T14:06").unwrap()))));
    // Elsewhere nothing is read aloud.
    let on = parse_moment("2026-11-21T14:05").unwrap();
    let mut page = Client::new(policies(), words("sv"), Surface::Web, Jurisdiction::Sweden, on);
    assert!(!quiet(&page.step(&Event::Begin)));
}

#[test]
fn answers_are_read_aloud_only_to_a_headset_where_the_office_allows_it() {
    for (speech, on_question, on_check) in [
        (Speech::Pages, None, Some("not-here")),
        (Speech::Headset, None, Some("headset")),
        (Speech::Off, Some("not-here"), Some("not-here")),
    ] {
        let mut client = terminal(Settings { speech, ..Settings::default() });
        for (event, expected) in [(Event::Begin, on_question), (Event::Show(Page::Check), on_check)] {
            client.step(&event);
            let effects = touch(&mut client, Touch::ReadAloud);
            assert_eq!(client.state().kiosk.as_ref().unwrap().notice, expected, "{speech:?}");
            assert_eq!(effects.contains(&Effect::Read), expected.is_none(), "{speech:?}");
        }
        assert_eq!(client.view().regions[0].markup.contains("read-aloud"), speech != Speech::Off);
    }
    let mut client = terminal(Settings { speech: Speech::Headset, ..Settings::default() });
    client.step(&Event::Show(Page::Check));
    touch(&mut client, Touch::ReadAloud);
    assert!(touch(&mut client, Touch::Headset(true)).contains(&Effect::Read));
    assert_eq!(touch(&mut client, Touch::ReadAloud), [Effect::Read], "asked once");
    client.step(&Event::Wipe);
    client.step(&Event::Show(Page::Check));
    touch(&mut client, Touch::ReadAloud);
    assert_eq!(client.state().kiosk.as_ref().unwrap().notice, Some("headset"), "the next person is asked anew");
}

#[test]
fn no_page_of_a_terminal_leads_out_or_lacks_a_word() {
    for lang in LANGUAGES {
        let mut client = terminal(Settings { printer: true, speech: Speech::Headset, ..Settings::default() });
        client.set_language(words(lang));
        event(&mut client, r#"{"type":"answer","fact":"age","given":"value","value":"41"}"#);
        let letter = Event::Letter(vagval::exports::Letter::Correct(FactId::Age));
        let facts = client.state().case.facts().map(|fact| Event::Change(fact.id)).collect::<Vec<_>>();
        let plain = Page::PLAIN.into_iter().filter(|page| *page != Page::Code);
        for event in plain.map(Event::Show).chain(facts).chain([letter]) {
            client.step(&event);
            touch(&mut client, Touch::ReadAloud);
            let view = client.view();
            for region in &view.regions {
                for lost in [
                    MISSING,
                    "<a href=\"http",
                    "mailto:",
                    "tel:",
                    "target=",
                    "save-",
                    "data-event=\"copy\"",
                    "type=\"file\"",
                    "style=\"",
                ] {
                    assert!(!region.markup.contains(lost), "{lost} on {} in {lang}", view.page);
                }
            }
            // Where something would be lost, it is asked first.
            let head = &view.regions[0].markup;
            let ways = ["data-event=\"wipe\"", "data-event=\"show\" data-value=\"start-over\""];
            assert!(ways.iter().any(|way| head.contains(way)), "the way out is on {}", view.page);
        }
    }
}

#[test]
fn the_terminals_own_words_have_the_same_keys_in_every_language() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let keys = |lang: &str| -> Vec<String> {
        files::read_all(root, &format!("{lang}/kiosk")).unwrap().into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(keys("sv"), keys("en"));
    for lang in LANGUAGES {
        let general = Text::new(files::read_all(root, lang).unwrap());
        for key in keys(lang).iter().filter(|key| !key.starts_with("kiosk.")) {
            assert!(general.find(key).is_some(), "{key} says in another way what is said nowhere");
        }
    }
}
