//! Trying other answers leaves one's own alone; the same person under earlier rules; an opinion and a diary go into
//! the letters they belong to, and a receipt is the same wherever it was made.

use crate::support;
use crate::support::chat as chat_support;
use crate::support::random;
use crate::support::random_walk;
use crate::support::talk;

use random::Random;
use random_walk::value_of;
use support::{date, policies};
use talk::{Talk, words};
use vagval::assessment::{assess, assess_summary, periods};
use vagval::case::{Answer, Case, FACTS, FactId, Jurisdiction, Raw, Value, parse_moment};
use vagval::chat::Chat;
use vagval::client::Client;
use vagval::exports::Letter;
use vagval::session::{AnswerInput, Effect, Event, Form, Page, Sensitive, Surface};
use vagval::text::{LANGUAGES, MISSING};

const TODAY: &str = "2026-11-23T10:15";

fn karin() -> Talk {
    let mut talk = Talk::begins(TODAY);
    talk.types("Umeå").types("34").chooses("woman").chooses("compulsory").chooses("europe").chooses("no");
    talk.chooses("digital").types("2026-08-01").chooses("unemployed").chooses("none").chooses("no");
    talk.chooses("within-6-months").sees("check").finishes().sees("result");
    talk
}

fn fields(given: &[(&str, &str)]) -> Vec<(String, String)> {
    given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn tries(talk: &mut Talk, fact: FactId, value: &str) -> Vec<Effect> {
    talk.0.step(&Event::Try(fact, AnswerInput::Value(value.to_owned())))
}

#[test]
fn whatever_is_tried_ones_own_case_is_never_touched() {
    let random = &mut Random::new(9);
    let mut talk = karin();
    talk.does(&Event::Show(Page::Explore));
    let own = talk.state().case.clone();
    for _ in 0..400 {
        let fact = &FACTS[random.below(FACTS.len())];
        let given = match random.below(5) {
            0 => AnswerInput::Unknown,
            1 => AnswerInput::Declined,
            2 => AnswerInput::Typed("i fjol <b>".to_owned()),
            _ => AnswerInput::Value(value_of(random, fact, talk.state())),
        };
        let effects = talk.0.step(&Event::Try(fact.id, given));
        let takes_part = fact.used_in(Jurisdiction::Sweden) && !fact.is_preference();
        let expected = if takes_part { vec![Effect::InPlace, Effect::TellOutcome] } else { Vec::new() };
        assert_eq!(effects, expected, "{}", fact.name);
        assert_eq!(talk.state().case, own);
        assert!(!talk.0.outcome().contains(MISSING), "{}", talk.0.outcome());
    }
    assert_ne!(*talk.state().tried(), own);
    talk.does(&Event::ResetTrial).sees("explore");
    assert_eq!(*talk.state().tried(), own);
    // What is tried belongs to its page, and to the answers it was tried beside.
    talk.does(&Event::Show(Page::Result));
    assert_eq!(tries(&mut talk, FactId::Age, "50"), []);
    talk.does(&Event::Show(Page::Explore));
    tries(&mut talk, FactId::Age, "50");
    assert_eq!(talk.state().tried().number(FactId::Age), Some(50));
    talk.changes("education").chooses("upper-secondary");
    assert_eq!(talk.state().tried().number(FactId::Age), Some(34));
}

#[test]
fn what_is_told_of_a_trial_is_what_judging_it_gives() {
    let mut talk = karin();
    talk.does(&Event::Show(Page::Explore));
    tries(&mut talk, FactId::Education, "post-secondary");
    let case = talk.state().case.clone().with(FactId::Education, Answer::Known(Value::Choice("post-secondary")));
    let judged = assess(&case, policies()).unwrap();
    let chance = words("sv").of_hundred(judged.job_chance.unwrap().six_months);
    assert!(talk.0.outcome().contains(&chance), "{}", talk.0.outcome());
    // At a glance it is the same, but for what could change it.
    let mut whole = assess(&case, policies()).unwrap();
    (whole.what_ifs, whole.later) = (Vec::new(), Vec::new());
    assert_eq!(assess_summary(&case, policies()).unwrap(), whole);
}

#[test]
fn under_earlier_rules_the_person_is_as_old_and_registered_for_as_long() {
    let case = karin().state().case.clone();
    let all = periods(&case, policies());
    assert!(all.len() > 9 && all.windows(2).all(|pair| pair[0].from > pair[1].from), "{all:?}");
    for period in &all {
        let days = case.days_registered().unwrap();
        let mut then =
            case.clone().with(FactId::RegisteredSince, Answer::Known(Value::Day(period.from.plus_days(-days))));
        then.on.date = period.from;
        let judged = assess(&then, policies()).unwrap();
        assert_eq!(period.result.most_likely, judged.track.as_ref().map(|track| track.most_likely), "{}", period.from);
        assert_eq!(period.edition, judged.edition.in_force);
        assert_eq!(period.result.most_likely.is_none(), period.from < date("2020-03-30"), "no tool, no track");
    }
    // The rule on days: 114 are too few until there is none, and no rule at all at the launch.
    let at = |day: &str| all.iter().find(|period| period.from == date(day)).unwrap();
    let ram = |day| at(day).result.programmes.iter().find(|(id, _)| id == "rusta-och-matcha").unwrap().1;
    assert_eq!(ram("2021-11-16"), "not-met");
    assert_ne!(ram("2020-03-30"), "not-met");
    // Nothing is made up for what is not known.
    let nothing = Case::new(Jurisdiction::Sweden, parse_moment(TODAY).unwrap());
    assert_eq!(periods(&nothing, policies()).len(), all.len());
    let finland = Case::new(Jurisdiction::Finland, parse_moment(TODAY).unwrap());
    assert!(periods(&finland, policies()).iter().all(|period| period.result.most_likely.is_none()));
}

#[test]
fn an_opinion_goes_into_the_letters_on_the_assessment_and_no_other() {
    let mut talk = karin();
    talk.does(&Event::Show(Page::Opinion)).reads("Du tror");
    talk.does(&Event::Fill(Form::Opinion, fields(&[("reason", "place")])));
    assert_eq!(talk.state().refused.as_ref().map(|refused| refused.code), Some("nothing-chosen"));
    assert_eq!(talk.state().opinion, None);
    let given =
        fields(&[("stand", "disagree"), ("reason", "place experience nonsense"), ("words", "Hamnen\u{7} växer")]);
    talk.does(&Event::Fill(Form::Opinion, given)).reads("Du håller inte med");
    let opinion = talk.state().opinion.clone().unwrap();
    assert_eq!(
        (opinion.reasons.as_slice(), opinion.words.as_str()),
        (["experience", "place"].as_slice(), "Hamnen växer")
    );
    for (letter, has) in [
        (Letter::Object, true),
        (Letter::Assess, true),
        (Letter::Complain, false),
        (Letter::Correct(FactId::Age), false),
        (Letter::Survey, false),
    ] {
        let text = talk.0.letter(letter);
        assert_eq!(text.contains("Hamnen växer") && text.contains("Läget där jag bor är ett annat."), has, "{text}");
    }
    assert!(!talk.0.letter(Letter::Object).contains("Mina skäl: ……"), "who has told why needs no gap");
    talk.does(&Event::Fill(Form::Opinion, fields(&[("stand", "agree")]))).reads("Du håller med");
    assert!(talk.0.letter(Letter::Agree).contains("Jag håller med om uppskattningen."));
    assert!(talk.0.letter(Letter::Object).contains("Mina skäl: ……"), "to object with the reasons still to tell");
    talk.does(&Event::Wipe);
    assert_eq!(talk.state().opinion, None);
}

#[test]
fn the_diary_goes_into_the_complaint_and_no_other_letter() {
    let mut talk = Talk::opens(Jurisdiction::Sweden, TODAY);
    talk.does(&Event::Show(Page::Participant)).reads("finns bara här");
    let entry = |day: &str, kind: &str, about: &str| {
        Event::Fill(Form::Entry, fields(&[("day", day), ("kind", kind), ("about", about)]))
    };
    for (given, code) in [
        (entry("", "meeting", ""), "no-day-given"),
        (entry("24 november 2026", "meeting", ""), "in-the-future"),
        (entry("3/4 2026", "meeting", ""), "write-the-month"),
        (entry("november 2026", "meeting", ""), "day-missing"),
        (entry("3 november 2026", "", ""), "nothing-chosen"),
        (
            Event::Fill(Form::Period, fields(&[("start", "3 november 2026"), ("end", "2 november 2026")])),
            "ends-before-it-begins",
        ),
    ] {
        talk.does(&given);
        assert_eq!(talk.state().refused.as_ref().map(|refused| refused.code), Some(code));
        assert!(talk.0.view().title.starts_with("Fel: "));
        assert!(talk.state().diary.is_empty());
    }
    talk.does(&entry("1 november 2026", "meeting", "vi läste mitt cv")).reads("1 lucka");
    assert_eq!(talk.state().refused, None);
    talk.does(&Event::Fill(Form::Period, fields(&[("start", "1 oktober 2026"), ("end", "")]))).reads("2 luckor");
    for letter in [Letter::Complain, Letter::Object, Letter::Assess, Letter::Survey, Letter::Agree] {
        let text = talk.0.letter(letter);
        assert_eq!(
            text.contains("vi läste mitt cv") && text.contains("31 dagar"),
            letter == Letter::Complain,
            "{text}"
        );
        assert!(!text.contains(MISSING), "{text}");
    }
    talk.does(&Event::Fill(Form::Survey, fields(&[("q1", "yes"), ("q2", "neutral"), ("q7", "neutral")])));
    assert_eq!(talk.state().diary.survey, [Some("yes"), None, None, None, None, None, Some("neutral")]);
    // A code brings another's answers at most; the diary is this device's own.
    talk.does(&Event::OpenCode("1K8E-N8AE-Y2YP-003T".to_owned()));
    assert!(talk.state().has_answers() && talk.state().diary.entries.len() == 1);
    talk.does(&Event::Remove(5)).does(&Event::Remove(0));
    assert!(talk.state().diary.entries.is_empty());
    talk.does(&Event::Wipe);
    assert!(talk.state().diary.is_empty(), "a wipe forgets the diary too");
}

/// Word for word what a page gives: from the page, the chat and the terminal.
#[test]
fn a_receipt_is_the_same_from_the_page_the_chat_and_the_terminal() {
    let random = &mut Random::new(31);
    for at in 0..60 {
        let lang = LANGUAGES[at % LANGUAGES.len()];
        let day = random.day(date("2016-03-01"), date("2027-06-30"));
        let mut clients = Surface::ALL.map(|channel| {
            let on = parse_moment(&format!("{day}T14:05")).unwrap();
            let mut client = Client::new(policies(), words(lang), channel, Jurisdiction::Sweden, on);
            if channel == Surface::Kiosk {
                client.enable_kiosk(vagval::settings::kiosk::Settings::default());
            }
            client.step(&Event::Begin);
            client
        });
        while let Page::Question(fact) = clients[0].state().page() {
            let value = value_of(random, fact.fact(), clients[0].state());
            let given = if random.one_in(5) { AnswerInput::Declined } else { AnswerInput::Value(value) };
            for client in &mut clients {
                client.step(&Event::Answer(fact, given.clone()));
            }
        }
        for client in &mut clients {
            client.step(&Event::Finish);
        }
        let [web, chat, mut kiosk] = clients;
        for sensitive in [Sensitive::Kept, Sensitive::Withheld] {
            let receipt = web.receipt(sensitive).to_string();
            assert_eq!(chat.receipt(sensitive).to_string(), receipt);
            assert_eq!(kiosk.receipt(sensitive).to_string(), receipt);
        }
        let Some(Raw::List(lines)) = web.receipt(Sensitive::Kept).get("lines").cloned() else { panic!() };
        let lines: Vec<String> = lines.iter().map(|line| line.text().unwrap().to_owned()).collect();
        let all = lines.join("\n");
        for said in [vagval::policy::ENGINE, "14:05", "se-2026-11"] {
            assert!(all.contains(said), "{said} is not in {all}");
        }
        // What the terminal prints.
        kiosk.step(&Event::Show(Page::Receipt));
        let page = kiosk.view().regions[1].markup.clone();
        for line in &lines {
            assert!(page.contains(&line.replace('&', "&amp;").replace('"', "&quot;")), "{line} is not in {page}");
        }
        assert!(!page.contains("save-receipt") && !page.contains("type=\"file\""), "a terminal keeps nothing");
        // What the chat says.
        let mut talk = Chat::new(chat, chat_support::lexicon(lang), None);
        let wish =
            [("sv", "kvitto"), ("en", "receipt"), ("ar", "إيصال")].iter().find(|(known, _)| *known == lang).unwrap().1;
        let turn = talk.reply(wish, None);
        assert_eq!((turn.id.as_str(), turn.say), ("result.receipt", lines), "{wish}");
        assert_eq!(talk.receipt(Sensitive::Kept).to_string(), web.receipt(Sensitive::Kept).to_string());
    }
}

/// Whatever is filled in, in whatever form: nothing breaks, no case is touched, and what is refused changes nothing.
#[test]
fn ten_thousand_damaged_forms_change_no_answer_and_break_nothing() {
    let random = &mut Random::new(10);
    let mut talk = karin();
    let case = talk.state().case.clone();
    let letters: Vec<char> = "aåö01 -/.:<>&\"'{}\u{0}\u{7}\n\u{202e}\u{1f600}".chars().collect();
    let names = ["stand", "reason", "words", "day", "kind", "about", "start", "end", "q1", "q7", "", "\u{0}"];
    let known = ["agree", "disagree", "place", "meeting", "3 november 2026", "yes", "neutral", "2026-11-24"];
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..10_000 {
        let mut given = Vec::new();
        for _ in 0..random.below(5) {
            let length = [0, 1, 8, 40, 3_000][random.below(5)];
            let damaged = (0..length).map(|_| random.pick(&letters)).collect::<String>();
            let value = if random.one_in(2) { random.pick(&known).to_owned() } else { damaged };
            given.push((random.pick(&names).to_owned(), value));
        }
        let before = talk.state().clone();
        talk.does(&Event::Fill(random.pick(&Form::ALL), given));
        let after = talk.state();
        assert_eq!(after.case, case);
        if after.refused.is_some() {
            assert_eq!((&after.diary, &after.opinion), (&before.diary, &before.opinion));
            refused += 1;
        } else {
            taken += 1;
        }
        let words = after.opinion.as_ref().map_or("", |opinion| &opinion.words);
        assert!(words.chars().count() <= 2_000 && !words.contains('\u{7}'));
        assert!(
            after.diary.entries.iter().all(|entry| entry.day <= case.on.date && entry.about.chars().count() <= 200)
        );
    }
    assert!(taken > 1_000 && refused > 1_000, "{taken} and {refused}");
    for page in [Page::Opinion, Page::Participant, Page::Survey] {
        talk.does(&Event::Show(page));
        let markup = talk.0.view().regions[1].markup.clone();
        assert!(!markup.contains(MISSING) && !markup.contains("<>"), "{page:?}");
    }
}
