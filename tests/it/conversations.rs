//! Several conversations beside each other: each goes as it would go alone, however they are interleaved, and each is
//! forgotten by itself.

use crate::support::random;
use crate::support::random_walk;
use crate::support::talk;

use random::Random;
use random_walk::event;
use std::sync::LazyLock;
use talk::words;
use vagval::case::{Jurisdiction, Moment, Raw, parse_moment};
use vagval::client::Client;
use vagval::policy::PolicySet;
use vagval::session::conversations::{Act, MOST};
use vagval::session::{Effect, Event, Page, State, Surface};
use vagval::settings::kiosk::Settings;
use vagval::text::{LANGUAGES, Text};

static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| LANGUAGES.map(words).into());

fn client(channel: Surface) -> Client {
    let on: Moment = parse_moment("2026-11-23T10:15").unwrap();
    Client::new(PolicySet::embedded().unwrap(), TEXTS[0].clone(), channel, Jurisdiction::Sweden, on)
}

/// Takes an event, and gives the words that it asks for, as a page does.
fn takes(client: &mut Client, event: &Event) {
    let effects = client.step(event);
    for effect in &effects {
        if let Effect::LoadText(lang) = effect {
            client.set_language(TEXTS.iter().find(|text| text.lang() == lang).unwrap().clone());
        }
    }
}

fn act(client: &mut Client, act: Act) {
    takes(client, &Event::Conversation(act));
}

fn raw(client: &mut Client, raw: &Raw) {
    let Ok(effects) = client.step_raw(raw) else { return };
    for effect in &effects {
        if let Effect::LoadText(lang) = effect {
            client.set_language(TEXTS.iter().find(|text| text.lang() == lang).unwrap().clone());
        }
    }
}

/// All that a person could see or that is kept of a conversation.
fn all(client: &Client) -> State {
    client.state().clone()
}

#[test]
fn each_of_several_interleaved_conversations_is_what_it_is_alone() {
    let random = &mut Random::new(6);
    for round in 0..24 {
        let count = [2, 6, MOST][round % 3];
        let mut conversations = client(Surface::Web);
        let mut alone: Vec<Client> = (0..count).map(|_| client(Surface::Web)).collect();
        for _ in 1..count {
            act(&mut conversations, Act::Open);
        }
        for turn in 0..40 * count {
            let at = random.below(count);
            act(&mut conversations, Act::Switch(u32::try_from(at).unwrap() + 1));
            assert_eq!(conversations.conversation(), Some(u32::try_from(at).unwrap() + 1));
            assert_eq!(all(&conversations), all(&alone[at]), "turn {turn}");
            let json = event(random, alone[at].state());
            // A wipe closes the conversation; that is for the next test.
            if json["type"] == "wipe" {
                continue;
            }
            let given: Raw = serde_json::from_str(&json.to_string()).unwrap();
            raw(&mut conversations, &given);
            raw(&mut alone[at], &given);
            assert_eq!(all(&conversations), all(&alone[at]), "{json}");
        }
        let at = random.below(count);
        act(&mut conversations, Act::Switch(u32::try_from(at).unwrap() + 1));
        let (shown, single) = (conversations.view(), alone[at].view());
        // Two pages speak of the conversations themselves.
        if ![Page::StartOver, Page::Helper].contains(&conversations.state().page()) {
            assert_eq!(shown.regions[1], single.regions[1], "the page is that of the conversation alone");
        }
    }
}

#[test]
fn one_is_wiped_and_the_others_are_as_they_were() {
    let mut conversations = client(Surface::Web);
    for _ in 1..4 {
        act(&mut conversations, Act::Open);
    }
    let mut kept = Vec::new();
    for number in 1..=4 {
        act(&mut conversations, Act::Switch(number));
        takes(&mut conversations, &Event::Begin);
        for _ in 0..number {
            let Page::Question(fact) = conversations.state().page() else { panic!() };
            takes(&mut conversations, &Event::Answer(fact, vagval::session::AnswerInput::Unknown));
        }
        kept.push(all(&conversations));
    }
    act(&mut conversations, Act::Switch(2));
    let effects = conversations.step(&Event::Wipe);
    assert!(effects.contains(&Effect::Forget) && effects.contains(&Effect::Conversation(3)), "{effects:?}");
    for number in [1, 3, 4] {
        act(&mut conversations, Act::Switch(number));
        assert_eq!(all(&conversations), kept[number as usize - 1]);
    }
    // The last one goes to the one before it; the very last to a new one, under a number that nobody had.
    for (number, next) in [(4, 3), (3, 1), (1, 5)] {
        assert_eq!(conversations.conversation(), Some(number));
        takes(&mut conversations, &Event::Wipe);
        assert_eq!(conversations.conversation(), Some(next));
    }
    assert!(!conversations.state().has_answers());
    act(&mut conversations, Act::Switch(2));
    assert_eq!(conversations.conversation(), Some(5), "what was wiped cannot be switched to");
}

#[test]
fn there_is_an_end_to_them_and_to_the_mode() {
    let mut conversations = client(Surface::Web);
    act(&mut conversations, Act::Switch(1));
    assert_eq!(conversations.conversation(), None, "switching opens nothing");
    for _ in 0..2 * MOST {
        act(&mut conversations, Act::Open);
    }
    assert_eq!(conversations.conversation(), Some(u32::try_from(MOST).unwrap()));
    assert_eq!(conversations.view().regions[0].markup.matches("switch-conversation").count(), MOST);
    assert!(!conversations.view().regions[0].markup.contains("open-conversation"));
    takes(&mut conversations, &Event::Begin);
    act(&mut conversations, Act::End);
    assert_eq!((conversations.conversation(), conversations.state().page()), (None, Page::Start));
    assert!(!conversations.view().regions[0].markup.contains("switch-conversation"));
}

#[test]
fn a_terminal_has_one_conversation() {
    let mut kiosk = client(Surface::Kiosk);
    kiosk.enable_kiosk(Settings::default());
    let before = all(&kiosk);
    act(&mut kiosk, Act::Open);
    assert_eq!((kiosk.conversation(), all(&kiosk)), (None, before));
}

#[test]
fn the_title_says_which_one_and_the_tabs_never_an_answer() {
    let mut conversations = client(Surface::Web);
    act(&mut conversations, Act::Open);
    takes(&mut conversations, &Event::Begin);
    let Page::Question(fact) = conversations.state().page() else { panic!() };
    takes(&mut conversations, &Event::Answer(fact, vagval::session::AnswerInput::Typed("Umeå".to_owned())));
    act(&mut conversations, Act::Switch(1));
    let view = conversations.view();
    assert!(view.title.contains("Samtal 1"), "{}", view.title);
    assert!(!view.regions[0].markup.contains("Umeå") && view.regions[0].markup.contains("ålder"));
}
