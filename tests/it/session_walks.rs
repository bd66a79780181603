//! What holds of every conversation, however it goes: over random events, most of them sensible.

use crate::support::random;
use crate::support::random_walk;
use crate::support::talk;

use random::Random;
use random_walk::{event, options, value_of};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use talk::words;
use vagval::assessment::{Assessment, Reason, assess};
use vagval::case::{Answer, Case, FACTS, FactId, Jurisdiction, Kind, Raw, Value, parse_moment, places};
use vagval::client::Client;
use vagval::policy::PolicySet;
use vagval::session::{AnswerInput, Event, Page, State, Surface, restore, save};
use vagval::text::{LANGUAGES, Text};

const WALKS: usize = 1_000;
const EVENTS: usize = 12;

/// The words of every language, read once.
static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| LANGUAGES.map(words).into());

fn client(random: &mut Random, policies: &'static PolicySet) -> Client {
    let options = options(random);
    let words = |lang: &str| TEXTS.iter().find(|text| text.lang() == lang).unwrap().clone();
    let option = |key: &str| options[key].as_str().unwrap();
    let channel = Surface::ALL.into_iter().find(|channel| channel.id() == option("channel")).unwrap();
    let place = if option("jurisdiction") == "fi" { Jurisdiction::Finland } else { Jurisdiction::Sweden };
    Client::new(policies, words(option("lang")), channel, place, parse_moment(option("on")).unwrap())
}

#[test]
fn no_event_breaks_a_conversation_or_loses_an_answer() {
    let random = &mut Random::new(7);
    let policies = PolicySet::embedded().unwrap();
    let mut seen = BTreeSet::new();
    for walk in 0..WALKS {
        let mut client = client(random, policies);
        for _ in 0..EVENTS {
            let before = client.state().clone();
            let json = event(random, &before);
            let raw: Raw = serde_json::from_str(&json.to_string()).unwrap();
            let taken = client.step_raw(&raw);
            let after = client.state();
            if taken.is_err() {
                assert_eq!(*after, before, "a refused event changes nothing: {json}");
            }
            for fact in &FACTS {
                let told = |state: &State| (state.is_answered(fact.id), state.case.answer(fact.id));
                let may = json["type"] == "wipe"
                    || json["type"] == "country"
                    || (json["type"] == "open-code" && !before.is_answered(fact.id))
                    || (json["type"] == "answer" && json["fact"] == fact.name);
                assert!(may || told(after) == told(&before), "{} was lost by {json}", fact.name);
            }
            kept(after);
            seen.insert(after.page());
        }
        // Drawing the result takes the longest, so not every page is drawn.
        let view = client.view();
        assert!(view.regions.iter().all(|region| !region.markup.is_empty()), "walk {walk}");
        while client.state().can_go_back() {
            let place = client.state().place();
            client.step(&Event::Back);
            assert_eq!(client.state().place(), place - 1, "back always leads back");
        }
        assert_eq!(client.state().page(), Page::Start);
    }
    assert_eq!(seen.len(), Page::PLAIN.len() + FACTS.len(), "every page is seen: {seen:?}");
}

/// What is kept opens as what it was; only the trail behind the page is shorter.
fn kept(state: &State) {
    let json = serde_json::to_string(&save(state)).unwrap();
    let restored = restore(&serde_json::from_str(&json).unwrap()).unwrap();
    assert_eq!(serde_json::to_string(&save(&restored)).unwrap(), json);
    assert_eq!((restored.page(), &restored.case), (state.page(), &state.case));
    for fact in &FACTS {
        assert_eq!(restored.is_answered(fact.id), state.is_answered(fact.id), "{}", fact.name);
    }
}

/// Answers every question that is asked, in some way, until the check page; says which were asked.
fn answer_all(random: &mut Random, client: &mut Client) -> Vec<FactId> {
    let mut asked = Vec::new();
    client.step(&Event::Begin);
    while let Page::Question(fact) = client.state().page() {
        if asked.last() != Some(&fact) {
            asked.push(fact);
        }
        let given = match random.below(6) {
            0 => AnswerInput::Unknown,
            1 => AnswerInput::Declined,
            _ => AnswerInput::Value(value_of(random, fact.fact(), client.state())),
        };
        client.step(&Event::Answer(fact, given));
    }
    asked
}

#[test]
fn nobody_is_asked_more_than_twelve_questions_or_any_of_them_twice() {
    let random = &mut Random::new(12);
    let policies = PolicySet::embedded().unwrap();
    for _ in 0..400 {
        let mut client = client(random, policies);
        let asked = answer_all(random, &mut client);
        assert!(asked.len() <= 12, "{asked:?}");
        assert!(asked.is_sorted() && asked.iter().collect::<BTreeSet<_>>().len() == asked.len(), "{asked:?}");
        assert_eq!(client.state().page(), Page::Check);
    }
}

#[test]
fn a_changed_answer_asks_only_what_is_newly_needed_and_keeps_the_rest() {
    let random = &mut Random::new(3);
    let policies = PolicySet::embedded().unwrap();
    for _ in 0..300 {
        let mut client = client(random, policies);
        let asked = answer_all(random, &mut client);
        if asked.is_empty() {
            continue;
        }
        let before = client.state().clone();
        let changed = random.pick(&asked);
        client.step(&Event::Change(changed));
        let value = value_of(random, changed.fact(), client.state());
        client.step(&Event::Answer(changed, AnswerInput::Value(value)));
        if client.state().mistake.is_some() {
            assert_eq!(client.state().case, before.case);
            continue;
        }
        let needed = client.state().open_questions(policies);
        assert!(needed.iter().all(|fact| !asked.contains(fact)), "asked again: {needed:?} of {asked:?}");
        let page = needed.first().map_or(Page::Check, |fact| Page::Question(*fact));
        assert_eq!(client.state().page(), page);
        for fact in asked.iter().filter(|fact| **fact != changed) {
            assert_eq!(client.state().case.answer(*fact), before.case.answer(*fact));
        }
    }
}

/// What a person sees of an assessment: all but which facts the rules have looked at. Left out is also what comes of
/// waiting, which is worked out only for those who have said since when they are registered.
fn shown(case: &Case, policies: &'static PolicySet) -> Assessment {
    let mut assessment = assess(case, policies).unwrap();
    assessment.what_ifs.retain(|what_if| what_if.id != "wait");
    let forget = |reason: &mut Reason| reason.used = Vec::new();
    assessment.eligibility.iter_mut().flat_map(|programme| &mut programme.reasons).for_each(forget);
    assessment
}

fn values(fact: FactId, case: &Case) -> Vec<Value> {
    match fact.fact().kind {
        Kind::Choice(ids) => ids.iter().map(|id| Value::Choice(id)).collect(),
        Kind::Several(ids) => [0, 1, 0b10_0100].map(|bits| Value::Several(ids, bits)).to_vec(),
        Kind::Number(first, last) => (first..=last).step_by(3).map(Value::Number).collect(),
        Kind::Day(_, 1..) => {
            [-400, -30, -1, 0, 1, 5, 45, 100, 400, 1000].map(|by| Value::Day(case.on.date.plus_days(by))).to_vec()
        }
        Kind::Day(..) => {
            [0, 1, 5, 29, 45, 100, 150, 300, 500, 2000].map(|by| Value::Day(case.on.date.plus_days(-by))).to_vec()
        }
        Kind::Place => places::codes(case.jurisdiction).into_iter().step_by(23).map(Value::Place).collect(),
    }
}

/// Are all answers to the questions left open as possible as they were? Whoever has been registered for a week
/// cannot be about to register, so the one answer says something of the other; that is no reason to ask for it.
fn says_nothing_of_others(told: &Case, before: &Case) -> bool {
    let possible = |case: &Case, fact: FactId, value: &Value| {
        case.clone().with(fact, Answer::Known(*value)).contradictions().is_empty()
    };
    let open = told.facts().map(|fact| fact.id).filter(|fact| told.value(*fact).is_none());
    open.flat_map(|fact| values(fact, before).into_iter().map(move |value| (fact, value)))
        .all(|(fact, value)| possible(told, fact, &value) == possible(before, fact, &value))
}

#[test]
fn a_question_that_was_not_asked_could_have_changed_nothing() {
    let random = &mut Random::new(5);
    let policies = PolicySet::embedded().unwrap();
    let mut passed_over = BTreeSet::new();
    for _ in 0..400 {
        let mut client = client(random, policies);
        let asked = answer_all(random, &mut client);
        let case = &client.state().case;
        if assess(case, policies).is_err() {
            continue;
        }
        let before = shown(case, policies);
        // The wishes are never asked on the way to the result: they are for a page of their own.
        let not_asked = |fact: &FactId| !asked.contains(fact) && !fact.fact().is_preference();
        for fact in case.facts().map(|fact| fact.id).filter(not_asked) {
            passed_over.insert(fact);
            for value in values(fact, case) {
                let told = case.clone().with(fact, Answer::Known(value));
                if told.contradictions().is_empty() && says_nothing_of_others(&told, case) {
                    let after = shown(&told, policies);
                    assert!(after == before, "{} {value} would have changed something: {case:?}", fact.name());
                }
            }
        }
    }
    assert!(!passed_over.is_empty(), "some question is passed over");
}
