//! The chat: what it understands, what it never misreads, and that it leads to the same result as the pages.

use crate::support::chat;
use crate::support::random;

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use random::{Random, days_registered};
use vagval::assessment::assess;
use vagval::case::{FACTS, Fact, FactId, Jurisdiction, Kind, parse_moment, places};
use vagval::chat::{Chat, Turn};
use vagval::client::Client;
use vagval::date::Date;
use vagval::policy::PolicySet;
use vagval::session::{AnswerInput, Event, Page, Surface};
use vagval::text::{LANGUAGES, Text, fill};
use vagval::understand::Lexicon;

const TODAY: &str = "2026-11-23T10:15";
/// How many walks: judging natively without optimisation takes the time. `VAGVAL_WALKS=10000` for all of acceptance H2.
const WALKS: usize = 1_000;

static WORDS: LazyLock<BTreeMap<&str, (Text, Lexicon)>> =
    LazyLock::new(|| LANGUAGES.map(|lang| (lang, (chat::words(lang), chat::lexicon(lang)))).into());

/// "Why do you ask?"
static WHY: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| [("sv", "varför frågar ni"), ("en", "why do you ask"), ("ar", "لماذا تسألون")].into());

/// Acceptance H1.
#[test]
fn what_people_write_is_understood_or_asked_again_and_never_misread() {
    for lang in LANGUAGES {
        let path = format!("{}/tests/chat/{lang}.tsv", env!("CARGO_MANIFEST_DIR"));
        let file = fs::read_to_string(path).unwrap();
        let opened = chat::opens(lang, TODAY);
        let (mut lines, mut meant, mut understood, mut asked_again, mut wrong) = (0, 0, 0, 0, Vec::new());
        let mut missed = Vec::new();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let [place, reply, expected] = line.split('\t').collect::<Vec<_>>().try_into().expect(line);
            lines += 1;
            meant += usize::from(expected != "again");
            let mut talk = chat::at(&opened, &WORDS[lang].1, place);
            let before = talk.client().state().clone();
            let turn = talk.reply(reply, None);
            match chat::outcome(&before, &talk, &turn, FactId::from_name(place)).as_str() {
                outcome if outcome == expected => {
                    understood += usize::from(expected != "again");
                    asked_again += usize::from(expected == "again");
                }
                "again" | "wrong" => {
                    asked_again += 1;
                    assert!(!turn.choices.is_empty(), "{line}: asked again with choices");
                    if expected != "again" {
                        missed.push(line.to_owned());
                    }
                }
                outcome => wrong.push(format!("{line}: read as {outcome}")),
            }
        }
        println!("{lang}: {lines} lines, {understood} of {meant} understood; missed:\n{}", missed.join("\n"));
        assert!(lines >= 200, "{lang}: {lines} lines");
        assert_eq!(wrong, Vec::<String>::new(), "{lang}");
        assert!((understood + asked_again) * 100 >= lines * 95, "{lang}: {understood} and {asked_again} of {lines}");
        // Asking again is not enough: most of what means something is understood at once.
        assert!(understood * 100 >= meant * 90, "{lang}: {understood} of {meant}");
    }
}

/// What is clear is taken and read back; what is not is quoted, or offered where it is near something.
#[test]
fn of_several_things_what_is_clear_is_taken_and_what_is_not_is_said_back() {
    let file = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/chat/several.tsv")).unwrap();
    let mut wrong = Vec::new();
    let begins = |line: &str, sentence: &str| line.chars().take(6).eq(sentence.chars().take(6));
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let [lang, place, reply, expected, left] = line.split('\t').collect::<Vec<_>>().try_into().expect(line);
        let lexicon = &WORDS[lang].1;
        let opened = chat::opens(lang, TODAY);
        let mut talk = if place == "start" { opened } else { chat::at(&opened, lexicon, place) };
        let before = talk.client().state().clone();
        let turn = talk.reply(reply, None);
        let outcome = chat::outcome(&before, &talk, &turn, FactId::from_name(place));
        let quoted = fill(lexicon.say("left"), &[("words", left)]);
        let first = turn.choices.first().map(|choice| choice.id.as_str());
        let is_met = match left.strip_prefix('?') {
            Some(code) => first == Some(code),
            None if left == "-" => !turn.say.iter().any(|line| begins(line, &quoted)),
            None => turn.say.contains(&quoted),
        };
        let is_read_back = expected == "again" || begins(&turn.say[0], lexicon.say("read"));
        if outcome != expected || !is_met || !is_read_back {
            wrong.push(format!("{line}\n    {outcome}: {:?}, {first:?}", turn.say));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn client(lang: &str, channel: Surface, jurisdiction: Jurisdiction, on: &str) -> Client {
    Client::new(PolicySet::embedded().unwrap(), WORDS[lang].0.clone(), channel, jurisdiction, parse_moment(on).unwrap())
}

/// An answer to a question at random: how the page takes it, and how it may be written in the chat.
fn answer(random: &mut Random, fact: &Fact, turn: &Turn, text: &Text, today: Date) -> (AnswerInput, String) {
    let place = |wanted: &str| turn.choices.iter().position(|choice| choice.id == wanted).unwrap();
    let by_choice = |random: &mut Random, id: &str| {
        let at = place(id);
        // A bare number at one's own estimate may be months, and is asked about.
        let numbered = fact.id != FactId::OwnEstimate && random.one_in(2);
        if numbered { (at + 1).to_string() } else { turn.choices[at].label.clone() }
    };
    if random.one_in(6) {
        let (given, id) = random.pick(&[(0, "unknown"), (1, "declined")]);
        return ([AnswerInput::Unknown, AnswerInput::Declined][given].clone(), by_choice(random, id));
    }
    match fact.kind {
        Kind::Choice(ids) | Kind::Several(ids) => {
            let id = random.pick(ids);
            (AnswerInput::Value(id.to_owned()), by_choice(random, id))
        }
        Kind::Number(first, last) => {
            let number = random.between(first, last).to_string();
            (AnswerInput::Value(number.clone()), number)
        }
        Kind::Day(_, ahead) => {
            let by = if ahead > 0 { random.between(0, 1000) } else { -days_registered(random) };
            let day = today.plus_days(by);
            let reply = if random.one_in(2) { day.to_string() } else { text.date(day) };
            (AnswerInput::Value(day.to_string()), reply)
        }
        Kind::Place => {
            let place = random.pick(&places::named(Jurisdiction::Sweden, &|_| None));
            let reply = if random.one_in(2) { place.name } else { place.code };
            (AnswerInput::Value(place.code.to_owned()), reply.to_owned())
        }
    }
}

/// Acceptance H2, natively.
#[test]
fn chat_and_page_reach_the_same_case_and_the_byte_equal_assessment() {
    let random = &mut Random::new(6);
    let policies = PolicySet::embedded().unwrap();
    let mut results = 0;
    let walks = std::env::var("VAGVAL_WALKS").map_or(WALKS, |walks| walks.parse().unwrap());
    for walk in 0..walks {
        let lang = random.pick(&LANGUAGES);
        let date = random.day(Date::new(2023, 1, 1).unwrap(), Date::new(2026, 12, 31).unwrap());
        let on = date.to_string();
        let mut page = client(lang, Surface::Web, Jurisdiction::Sweden, &on);
        let mut talk = Chat::new(client(lang, Surface::Chat, Jurisdiction::Sweden, &on), WORDS[lang].1.clone(), None);
        page.step(&Event::Begin);
        talk.reply("1", None);
        for _ in 0..14 {
            let Page::Question(fact) = page.state().page() else { break };
            let turn = talk.turn();
            let (given, reply) = answer(random, fact.fact(), &turn, &WORDS[lang].0, date);
            page.step(&Event::Answer(fact, given));
            talk.reply(&reply, None);
            assert_eq!(talk.client().state().case, page.state().case, "walk {walk}: {} {reply}", fact.name());
            if page.state().mistake.is_some() {
                break;
            }
        }
        // Judging takes the longest: the same case and book are judged once in five on both sides.
        if walk % 5 == 0 {
            let judged = [page.state(), talk.client().state()].map(|state| assess(&state.case, policies).unwrap());
            let [web, chat] = judged.map(|assessment| serde_json::to_string(&assessment).unwrap());
            assert_eq!(web, chat, "walk {walk}");
            results += 1;
        }
    }
    assert_eq!(results, walks.div_ceil(5));
}

/// Acceptance H4.
#[test]
fn a_human_is_one_step_away_at_every_turn_and_the_first_says_that_it_is_a_program() {
    for (lang, program, human) in
        [("sv", "datorprogram", "Prata med en människa"), ("en", "computer program", "Talk to a human")]
    {
        let mut talk = chat::opens(lang, TODAY);
        assert!(talk.turn().say[0].contains(program));
        let mut seen = Vec::new();
        for _ in 0..40 {
            let turn = talk.turn();
            assert!(turn.choices.iter().any(|choice| choice.label == human), "{}", turn.id);
            let mut aside = talk.clone();
            let reached = aside.reply(human, None);
            assert!(reached.say.iter().any(|line| line.contains("0771-416 416")), "{:?}", reached.say);
            assert!(reached.say.len() >= 5, "the hours and two other ways: {:?}", reached.say);
            assert_eq!(aside.client().state(), talk.client().state(), "asking for a human changes no answer");
            seen.push(turn.id);
            talk.reply("1", None);
        }
        assert!(seen.iter().any(|id| id == "result.track"), "{seen:?}");
    }
}

#[test]
fn on_a_server_the_first_turn_says_so_and_nothing_claims_that_answers_stay_on_the_device() {
    for lang in LANGUAGES {
        let page = "https://example.org/";
        let client = client(lang, Surface::Chat, Jurisdiction::Sweden, TODAY);
        let mut talk = Chat::new(client, WORDS[lang].1.clone(), Some(page.to_owned()));
        assert!(talk.turn().say.iter().any(|line| line.contains(page)));
        assert!(talk.turn().say.iter().any(|line| line.contains(if lang == "ar" { "خادم" } else { "server" })));
        let (mut sensitive, mut said) = (0, Vec::new());
        for _ in 0..14 {
            sensitive += usize::from(talk.turn().input.is_some_and(|input| input.sensitive));
            for reply in [WHY[lang], "gdpr", "1"] {
                said.extend(talk.reply(reply, None).say);
            }
        }
        assert_eq!(sensitive, 2, "{lang}: birth region and disability are asked");
        let claims = ["den här enheten", "this device", "هذا الجهاز"];
        let false_claims: Vec<_> = said.iter().filter(|line| claims.iter().any(|claim| line.contains(claim))).collect();
        assert!(false_claims.is_empty(), "{false_claims:?}");
    }
}

#[test]
fn corrections_name_what_they_change_or_change_what_was_told_last() {
    let mut talk = chat::opens("sv", TODAY);
    for reply in ["börja", "Umeå", "34", "nej, jag menade 43", "kvinna", "ändra ålder till 44", "ändra kommun", "Lund"]
    {
        let turn = talk.reply(reply, None);
        assert!(turn.notice.is_none_or(|notice| notice.kind != "again"), "{reply}");
    }
    let case = &talk.client().state().case;
    let told = |name| case.answer(FactId::from_name(name).unwrap()).to_string();
    assert_eq!([told("age"), told("sex"), told("municipality")], ["44", "woman", "1281"]);
    assert_eq!(talk.reply("vad blir det till middag", None).notice.unwrap().kind, "again");
    assert!(talk.reply("börja om", None).id == "start-over" && talk.client().state().has_answers());
    assert_eq!(talk.reply("ja", None).notice.unwrap().kind, "wiped");
    assert!(!talk.client().state().has_answers());
}

#[test]
fn nothing_that_is_written_breaks_a_chat() {
    let random = &mut Random::new(9);
    let letters: Vec<char> = "abcåäö 0123456789-–/.,:?!\u{308}😀'\"{}<>\n".chars().collect();
    let words = [
        "jag",
        "34",
        "umeå",
        "ändra",
        "ålder",
        "nej",
        "jag menade",
        "1 och 3",
        "människa",
        "börja om",
        "ja",
        "sen i mars",
        "99999999999",
        "15/1",
        "trettio",
    ];
    for _ in 0..300 {
        let mut talk = chat::opens(random.pick(&LANGUAGES), TODAY);
        for _ in 0..12 {
            let mut reply = String::new();
            for _ in 0..random.below(9) {
                match random.below(3) {
                    0 => reply.push(random.pick(&letters)),
                    _ => reply.push_str(random.pick(&words)),
                }
                reply.push(' ');
            }
            let turn = talk.reply(&reply, None);
            assert!(!turn.say.is_empty() && !turn.choices.is_empty(), "{reply}");
            assert!(!turn.say.iter().any(|line| line.contains('⟦')), "{reply}: {:?}", turn.say);
        }
    }
}

#[test]
fn a_phrase_means_one_thing_wherever_it_is_understood() {
    for lang in LANGUAGES {
        let contexts: Vec<(&str, &str)> = FACTS
            .iter()
            .map(|fact| (fact.name, "question"))
            .chain(["start", "check", "result", "start-over"].map(|page| ("", page)))
            .collect();
        for (fact, page) in contexts {
            let mut known: BTreeMap<&[String], &str> = BTreeMap::new();
            for phrase in WORDS[lang].1.phrases() {
                let parts: Vec<&str> = phrase.key.split('.').collect();
                let here = match parts[0] {
                    "choice" => parts[1] == fact,
                    // What may mean several things is asked about, whatever else it is.
                    "maybe" | "name" => false,
                    "on" => parts[1] == page,
                    "answer" => page == "question",
                    _ => true,
                };
                if here && let Some(other) = known.insert(&phrase.words, &phrase.key) {
                    assert_eq!(other, phrase.key, "{lang}: {:?} at {fact}{page}", phrase.words);
                }
            }
        }
    }
}

#[test]
fn every_lexicon_has_the_same_messages() {
    let shown = |lang: &str| {
        let mut keys: Vec<String> = chat::messages(lang).into_iter().map(|(key, _)| key).collect();
        // A name that people have for a place, and how numbers are put together, are a language's own.
        let own = |key: &String| {
            ["called.", "do.speak-", "relative.", "maybe.", "near.", "correct.", "born."]
                .iter()
                .any(|own| key.starts_with(own))
                || key == "number.and"
        };
        keys.retain(|key| !own(key));
        keys
    };
    for lang in LANGUAGES {
        assert_eq!(shown("sv"), shown(lang), "{lang}");
    }
}

#[test]
fn a_choice_is_taken_by_its_number_its_label_or_both_as_some_systems_send_it() {
    for (reply, expected) in
        [("2", Some("man")), ("Man", Some("man")), ("2. Man", Some("man")), ("1. Man", None), ("9", None)]
    {
        let mut talk = chat::at(&chat::opens("sv", TODAY), &WORDS["sv"].1, "sex");
        let kind = talk.reply(reply, None).notice.map(|notice| notice.kind);
        let told = talk.client().state().case.answer(FactId::Sex).to_string();
        assert_eq!((kind == Some("read")).then_some(told.as_str()), expected, "{reply}");
    }
}

#[test]
fn a_message_that_was_removed_takes_its_answer_along_and_is_asked_anew() {
    let mut talk = chat::opens("sv", TODAY);
    talk.hands_over("room").unwrap();
    for reply in ["börja", "Umeå", "34", "kvinna"] {
        talk.reply(reply, None);
    }
    let turn = talk.retract(FactId::Age, None);
    assert_eq!((turn.id.as_str(), turn.notice), ("question.age", None));
    let case = &talk.client().state().case;
    assert_eq!([FactId::Age, FactId::Sex].map(|fact| case.answer(fact).to_string()), ["unknown", "woman"]);
    let text = talk.reply("lämna över", None).handover.unwrap().text;
    let lines: Vec<&str> = text.lines().collect();
    // What was written stands on a line of its own where it is told; the hash of the program may hold any digits.
    assert!(!lines.contains(&"Jag: 34") && lines.contains(&"Jag: Kvinna"), "{text}");
    assert!(!text.contains("34 år"), "{text}");
}

#[test]
fn a_message_that_was_edited_answers_its_question_anew() {
    let mut talk = chat::opens("sv", TODAY);
    for reply in ["hej", "Umeå", "34", "kvinna"] {
        talk.reply(reply, None);
    }
    let told = |talk: &Chat, fact: FactId| talk.client().state().case.answer(fact).to_string();
    let here = talk.turn().id;
    let turn = talk.amend(Some(FactId::Age), "43", None);
    assert_eq!(
        (told(&talk, FactId::Age).as_str(), turn.id.as_str()),
        ("43", here.as_str()),
        "and it goes on from there"
    );
    assert!(turn.say[0].contains("43 år"), "{:?}", turn.say);
    // Written at no question, it tells what it tells by itself.
    talk.amend(None, "jag är 44 och bor i Lund", None);
    assert_eq!([told(&talk, FactId::Age), told(&talk, FactId::Municipality)], ["44", "1281"]);
    let before = talk.client().state().case.clone();
    assert_eq!(talk.amend(None, "44", None).notice.unwrap().kind, "again", "a bare number says nothing there");
    assert_eq!(talk.client().state().case, before);
    // What is not understood is asked again, and the answer stays until there is another.
    let turn = talk.amend(Some(FactId::Sex), "en hund", None);
    assert_eq!((turn.id.as_str(), turn.notice.unwrap().kind), ("question.sex", "again"));
    assert_eq!(told(&talk, FactId::Sex), "woman");
}

/// Replies that were once read as something else than they say: at a question, and what is known afterwards of a fact.
const ONCE_READ_WRONG: [(&str, &str, &str, FactId, &str); 13] = [
    ("en", "disability", "not registered", FactId::RegistrationChannel, "unknown"),
    ("en", "disability", "it's not registered", FactId::RegistrationChannel, "unknown"),
    ("en", "disability", "no, not registered", FactId::RegistrationChannel, "unknown"),
    ("sv", "sex", "jag har en man", FactId::Sex, "unknown"),
    ("sv", "birth-region", "uppvuxen i Sverige", FactId::BirthRegion, "unknown"),
    ("en", "birth-region", "raised in Sweden", FactId::BirthRegion, "unknown"),
    ("sv", "education", "lite gymnasium", FactId::Education, "unknown"),
    ("en", "age", "30s", FactId::Age, "unknown"),
    ("sv", "registered-since", "första augusti", FactId::RegisteredSince, "2026-08-01"),
    ("en", "registered-since", "first of August", FactId::RegisteredSince, "2026-08-01"),
    ("sv", "work-status", "jobbar och studerar", FactId::WorkStatus, "unknown"),
    ("sv", "registration-channel", "via handläggare på kontor", FactId::RegistrationChannel, "office"),
    ("sv", "sex", "en man", FactId::Sex, "man"),
];

#[test]
fn what_was_once_read_wrong_is_read_right_or_asked_about() {
    let mut wrong = Vec::new();
    for (lang, question, reply, fact, expected) in ONCE_READ_WRONG {
        let mut talk = chat::at(&chat::opens(lang, TODAY), &WORDS[lang].1, question);
        talk.reply(reply, None);
        let known = talk.client().state().case.answer(fact).to_string();
        let answered = talk.client().state().answered_facts().any(|known| known.id == fact);
        if known != expected || (expected == "unknown" && answered) || talk.turn().lang != lang {
            wrong
                .push(format!("{lang} at {question}, “{reply}”: {known}, answered: {answered}: {:?}", talk.turn().say));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_understood_is_never_met_twice_in_the_same_words_and_a_human_comes_first_after_the_third_time() {
    for lang in LANGUAGES {
        let mut talk = chat::at(&chat::opens(lang, TODAY), &WORDS[lang].1, "age");
        let mut met: Vec<String> = Vec::new();
        for time in 1..=5 {
            let turn = talk.reply("qwx zzv", None);
            assert_eq!(turn.notice.unwrap().kind, "again");
            assert_ne!(met.last(), Some(&turn.say[0]), "{lang}");
            assert_eq!(turn.choices[0].id == "human", time >= 3, "{lang}, {time}: {:?}", turn.choices);
            met.push(turn.say[0].clone());
        }
        talk.reply("34", None);
        assert_ne!(talk.turn().choices[0].id, "human", "{lang}: what is understood begins anew");
    }
}

#[test]
fn what_may_mean_several_things_is_offered_and_the_choice_is_taken() {
    for (question, reply, choices, then, expected) in [
        ("age", "född 1985", ["40", "41"], "2", "41"),
        ("work-status", "nej", ["unemployed", "studying"], "1", "unemployed"),
        ("registered-since", "för tre veckor sen", ["2026-11-02", "2026-11-23"], "1", "2026-11-02"),
        ("registered-since", "i augusti i fjol", ["2025-08-01", "2025-08-15"], "2", "2025-08-15"),
        ("own-estimate", "3", ["within-3-months", "within-6-months"], "1", "within-3-months"),
        ("municipality", "Malmö eller Stockholm", ["1280", "0180"], "1", "1280"),
    ] {
        let mut talk = chat::at(&chat::opens("sv", TODAY), &WORDS["sv"].1, question);
        let turn = talk.reply(reply, None);
        let offered: Vec<&str> = turn.choices.iter().take(2).map(|choice| choice.id.as_str()).collect();
        assert_eq!((turn.notice.unwrap().kind, offered), ("again", choices.to_vec()), "{reply}");
        talk.reply(then, None);
        let told = talk.client().state().case.answer(FactId::from_name(question).unwrap()).to_string();
        assert_eq!(told, expected, "{reply}");
    }
}

#[test]
fn what_is_clear_is_taken_and_what_is_not_is_said_back() {
    let mut talk = chat::opens("sv", TODAY);
    let turn = talk.reply("hej! jag heter Ahmed, 47 år, bor i Södertälje och har gått gymnasiet", None);
    let case = &talk.client().state().case;
    let told = [FactId::Municipality, FactId::Age, FactId::Education].map(|fact| case.answer(fact).to_string());
    assert_eq!(told, ["0181", "47", "upper-secondary"]);
    // What somebody is called is no answer, and nobody has to hear that it was not understood.
    assert!(!turn.say.concat().contains("Ahmed"), "{:?}", turn.say);
}

/// Who does not want to live is met first, calmly, and nothing of it goes anywhere; everyday words are no alarm.
#[test]
fn who_does_not_want_to_live_is_told_where_somebody_listens_and_it_is_kept_nowhere() {
    for (lang, replies) in [
        (
            "sv",
            [
                "Jag vill inte leva längre",
                "orkar inte leva",
                "jag tänker på självmord hela tiden",
                "jag vill bara dö!!",
            ],
        ),
        ("en", ["I want to die", "i dont want to live anymore", "thinking of suicide", "I just want to die."]),
        ("ar", ["أريد أن أموت", "لا أريد أن أعيش", "أفكر في الانتحار", "اريد الموت"]),
    ] {
        for reply in replies {
            for question in ["age", "own-estimate", "sex"] {
                let mut opened = chat::opens(lang, TODAY);
                opened.hands_over("room").unwrap();
                let mut talk = chat::at(&opened, &WORDS[lang].1, question);
                let before = talk.client().state().case.clone();
                let turn = talk.reply(reply, None);
                assert_eq!(turn.notice.unwrap().value.as_deref(), Some("crisis"), "{reply}");
                assert!(turn.say[0].contains("112") && turn.say[1].contains("90101"), "{:?}", turn.say);
                assert_eq!(talk.client().state().case, before);
                let kept = serde_json::to_string(&talk.save()).unwrap();
                assert!(!kept.contains(reply.trim_end_matches(['!', '.'])), "{kept}");
            }
        }
    }
    for (lang, reply) in [
        ("sv", "jag är dödstrött på det här"),
        ("sv", "vilket skitjobb"),
        ("sv", "jag vill inte leva på bidrag"),
        ("sv", "jag dör av tristess"),
        ("sv", "min man är död"),
        ("en", "this is killing me"),
        ("en", "i am dead tired"),
        ("en", "I don't want to live in Malmö"),
        ("en", "to die for"),
        ("ar", "لا اريد العيش في مالمو"),
    ] {
        let turn = chat::at(&chat::opens(lang, TODAY), &WORDS[lang].1, "age").reply(reply, None);
        assert_ne!(turn.notice.and_then(|notice| notice.value).as_deref(), Some("crisis"), "{reply}");
    }
}

#[test]
fn numbers_and_addresses_of_a_person_are_kept_nowhere() {
    for reply in ["850312-1234", "mitt nummer är 070-123 45 67", "anna@example.com"] {
        let mut opened = chat::opens("sv", TODAY);
        opened.hands_over("room").unwrap();
        let mut talk = chat::at(&opened, &WORDS["sv"].1, "age");
        let turn = talk.reply(reply, None);
        assert_eq!(turn.notice.unwrap().value.as_deref(), Some("contact-details"), "{reply}");
        assert!(!serde_json::to_string(&talk.save()).unwrap().contains(reply), "{reply}");
    }
}
