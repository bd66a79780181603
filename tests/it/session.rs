//! Conversations: what is asked, what is kept, where back leads. Each reads as what a person does and sees.

use crate::support::talk;

use talk::{Talk, words};
use vagval::case::{Answer, FACTS, FactId, Jurisdiction, parse_moment};
use vagval::exports::{LEFT_OUT, code};
use vagval::session::{AnswerInput, Event, Page, State, Surface, restore, save};

const TODAY: &str = "2026-11-21";

/// Everything that is asked of somebody in Umeå, answered.
fn karin() -> Talk {
    let mut talk = Talk::begins(TODAY);
    talk.types("Umeå").types("34").chooses("woman").chooses("upper-secondary").chooses("sweden").chooses("no");
    talk.chooses("digital").types("15 jan").chooses("unemployed").chooses("none").chooses("no");
    talk.chooses("within-6-months").sees("check");
    talk
}

#[test]
fn questions_come_one_at_a_time_in_the_order_of_the_catalogue() {
    Talk::opens(Jurisdiction::Sweden, TODAY)
        .sees("start")
        .does(&Event::Begin)
        .is_asked("municipality")
        .types("malmo")
        .is_asked("age")
        .types("34 år")
        .is_asked("sex")
        .does_not_know()
        .is_asked("education")
        .would_rather_not_say()
        .is_asked("birth-region")
        .knows_no_more()
        .sees("check")
        .finishes()
        .sees("result")
        .has_told("municipality", "1280")
        .has_told("age", "34")
        .has_told("sex", "unknown")
        .has_told("education", "declined");
}

#[test]
fn who_is_not_registered_yet_is_not_asked_for_the_date_and_counts_as_registering_today() {
    let mut talk = Talk::begins(TODAY);
    talk.types("Umeå").types("34").chooses("woman").chooses("upper-secondary").chooses("sweden").chooses("no");
    talk.is_asked("registration-channel").chooses("not-yet").is_asked("work-status");
    assert_eq!(talk.state().case.days_registered(), Some(0));
    assert_eq!(talk.state().case.answer(FactId::RegisteredSince), Answer::Unknown);
    // A date beside it contradicts it, and both are named.
    talk.changes("registered-since").types("15 jan").is_told("contradiction").reads("inskrivning");
    talk.has_told("registration-channel", "not-yet").has_told("registered-since", "-");
}

#[test]
fn back_leads_back_page_by_page_and_keeps_every_answer() {
    let mut talk = karin();
    talk.finishes().sees("result").goes_back().sees("check");
    let told = talk.state().case.clone();
    let asked: Vec<&str> = talk.state().answered_facts().map(|fact| fact.name).collect();
    for fact in asked.iter().rev() {
        talk.goes_back().is_asked(fact);
    }
    talk.goes_back().sees("start").goes_back().sees("start");
    assert_eq!(talk.state().case, told);
    talk.does(&Event::Begin).sees("check");
}

#[test]
fn a_changed_answer_comes_back_to_where_it_was_changed_and_keeps_the_rest() {
    let mut talk = karin();
    talk.changes("age").is_asked("age").types("35").sees("check").has_told("age", "35").has_told("sex", "woman");
    talk.finishes().changes("education").is_asked("education").chooses("compulsory").sees("result");
    talk.has_told("education", "compulsory").has_told("age", "35").has_told("own-estimate", "within-6-months");
    talk.changes("sex").goes_back().sees("result").has_told("sex", "woman");
}

#[test]
fn what_was_passed_over_is_not_asked_again_but_can_be_changed() {
    let mut talk = Talk::begins(TODAY);
    talk.knows_no_more().sees("check").changes("age").types("40").sees("check").has_told("age", "40");
}

#[test]
fn a_question_without_an_answer_is_asked_again_with_what_to_do() {
    let mut talk = Talk::begins(TODAY);
    talk.goes_on_without_an_answer().is_told("nothing").types("  ").is_told("nothing");
    talk.types("Atlantis").is_told("no-such-place").reads("Atlantis");
    talk.types("upplands").is_told("which-place").reads("Upplands Väsby").chooses("0114").is_asked("age");
    talk.types("vuxen").is_told("no-number").types("tolv").is_told("out-of-range").reads("16");
    talk.types("1850").is_told("out-of-range").types("1992").is_told("which-age").reads("33 år").reads("34 år");
    talk.chooses("34");
    talk.is_asked("sex").chooses("female").is_told("not-allowed").has_told("sex", "-");
}

#[test]
fn a_day_that_can_be_two_is_asked_about() {
    let mut talk = karin();
    talk.changes("registered-since").types("3/4 2026").is_told("which-day").reads("3 april 2026").reads("4 mars 2026");
    talk.types("31 april").is_told("no-such-day").types("januari 2026").is_told("day-missing");
    talk.types("2027-01-01").is_told("in-the-future").has_told("registered-since", "2026-01-15");
    talk.chooses("2026-04-03").sees("check").has_told("registered-since", "2026-04-03");
}

#[test]
fn two_answers_that_cannot_both_be_true_are_both_named_and_nothing_is_lost() {
    let mut talk = karin();
    talk.changes("programme").chooses("youth-guarantee").is_told("contradiction");
    // Both facts, with the answer that stands and the one just given.
    talk.reads("34").reads(words("sv").get("question.programme.title"));
    talk.has_told("programme", "none").has_told("age", "34");
    talk.changes("age").types("19").sees("check").has_told("age", "19").has_told("programme", "none");
    talk.changes("programme").chooses("youth-guarantee").sees("check");
    talk.changes("age").types("60").is_told("contradiction").has_told("age", "19");
}

#[test]
fn an_answer_that_time_has_made_impossible_is_asked_about_before_the_result() {
    let mut talk = karin();
    talk.changes("age").types("16").sees("check");
    talk.does(&Event::Clock(parse_moment("2027-02-01").unwrap())).sees("check");
    talk.finishes().is_told("contradiction").has_told("age", "16").has_told("registered-since", "2026-01-15");
    talk.changes("age").types("17").sees("check").finishes().sees("result");
}

#[test]
fn a_draft_that_time_has_made_impossible_can_still_be_opened() {
    let mut talk = karin();
    talk.changes("age").types("16").does(&Event::Clock(parse_moment("2027-02-01").unwrap()));
    let kept = serde_json::to_string(&save(talk.state())).unwrap();
    let restored = restore(&serde_json::from_str(&kept).unwrap()).unwrap();
    assert_eq!(restored.case, talk.state().case);
}

#[test]
fn a_wipe_forgets_everything() {
    let mut talk = karin();
    talk.finishes().does(&Event::Wipe).sees("start");
    let new = State::new(Surface::Web, "sv", Jurisdiction::Sweden, parse_moment(TODAY).unwrap());
    assert_eq!(*talk.state(), new);
    talk.goes_back().sees("start");
}

#[test]
fn another_language_keeps_the_page_and_every_answer() {
    let mut talk = karin();
    talk.changes("age").types("vuxen").is_told("no-number");
    let before = talk.state().clone();
    talk.does(&Event::Speak("en".to_owned()));
    talk.0.set_language(words("en"));
    let mut after = talk.state().clone();
    assert_eq!(after.lang, "en");
    after.lang = "sv".to_owned();
    assert_eq!(after, before);
    talk.does(&Event::Speak("tlh".to_owned()));
    assert_eq!(talk.state().lang, "en", "a language without words is not spoken");
}

#[test]
fn the_clock_goes_on_and_never_back() {
    let mut talk = karin();
    let mut at = |moment: &str| {
        talk.does(&Event::Clock(parse_moment(moment).unwrap()));
        talk.state().case.on.to_string()
    };
    assert_eq!(at("2026-11-21T09:00"), "2026-11-21T09:00");
    assert_eq!(at("2026-11-22"), "2026-11-22");
    assert_eq!(at("2026-11-21T23:59"), "2026-11-22");
}

#[test]
fn a_question_of_the_other_country_is_never_shown() {
    let mut talk = Talk::begins(TODAY);
    talk.changes("plan-made").is_asked("municipality");
    talk.does(&Event::Answer(FactId::PlanMade, AnswerInput::Unknown)).is_asked("municipality");
    talk.does(&Event::Show(Page::Question(FactId::PlanMade))).is_asked("municipality");
    let kept = r#"{"v":1,"channel":"web","lang":"sv","page":"question.plan-made","unknown":[],
        "case":{"v":1,"jurisdiction":"se","on":"2026-11-21","facts":{}}}"#;
    let problems = restore(&serde_json::from_str(kept).unwrap()).unwrap_err();
    assert_eq!(problems[0].to_string(), "bad-saved-state at `page`: `question.plan-made`; allowed: the id of a page");
}

#[test]
fn a_kept_conversation_with_anything_wrong_in_it_is_refused() {
    let kept = |field: &str, value: &str| {
        let mut kept = serde_json::to_value(save(karin().state())).unwrap();
        kept[field] = serde_json::from_str(value).unwrap();
        restore(&serde_json::from_str(&kept.to_string()).unwrap()).err().map(|problems| problems[0].at.clone())
    };
    for (field, value, at) in [
        ("v", "2", "v"),
        ("channel", "\"fax\"", "channel"),
        ("lang", "7", "lang"),
        ("page", "\"question.shoe-size\"", "page"),
        ("case", "{}", "v"),
        ("unknown", "\"age\"", "unknown"),
        ("unknown", "[\"shoe-size\"]", "unknown"),
        ("unknown", "[\"plan-made\"]", "unknown"),
        ("unknown", "[7]", "unknown"),
    ] {
        assert_eq!(kept(field, value).as_deref(), Some(at), "{field}: {value}");
    }
    assert_eq!(kept("unknown", "[\"age\"]"), Some("unknown".to_owned()), "age is known");
    assert_eq!(kept("unknown", "[]"), None);
}

#[test]
fn at_most_twelve_questions_are_asked() {
    assert!(FACTS.iter().filter(|fact| fact.used_in(Jurisdiction::Finland)).count() <= 12);
    let mut talk = Talk::begins(TODAY);
    let mut asked = 0;
    while let Page::Question(_) = talk.state().page() {
        talk.does_not_know();
        asked += 1;
    }
    assert!(asked <= 12, "{asked} questions, though nothing is known");
}

#[test]
fn a_code_opens_the_answers_elsewhere_and_tells_what_it_left_out() {
    let mut talk = karin();
    let told = talk.state().case.clone();
    let code = code(&told);
    let mut other = Talk::opens(Jurisdiction::Sweden, TODAY);
    other.does(&Event::OpenCode(code.clone())).sees("check");
    for fact in told.facts().map(|fact| fact.id) {
        let expected = if LEFT_OUT.contains(&fact) { Answer::Declined } else { told.answer(fact) };
        assert_eq!(other.state().case.answer(fact), expected, "{}", fact.name());
    }
    assert!(other.state().from_code);
    other.finishes().sees("result");
    // One wrong character: the answers given here stay, and what was typed too.
    let wrong = code.replace(code.chars().next().unwrap(), "?");
    talk.does(&Event::OpenCode(wrong.clone())).sees("code");
    assert_eq!(talk.state().wrong_code.as_ref().map(|(typed, _)| typed), Some(&wrong));
    assert_eq!(talk.state().case, told);
    talk.goes_back();
    assert_eq!(talk.state().case, told);
}

#[test]
fn a_need_is_told_from_the_result_and_leads_back_to_it() {
    let mut talk = karin();
    talk.finishes().sees("result").changes("needs").is_asked("needs").chooses("hearing no-e-id").sees("result");
    assert_eq!(talk.state().case.answer(FactId::Needs).to_string(), "hearing no-e-id");
    talk.changes("needs").does(&Event::Answer(FactId::Needs, AnswerInput::Value("coffee".to_owned())));
    assert_eq!(talk.state().mistake.as_ref().map(|mistake| mistake.code), Some("not-allowed"));
    talk.chooses("none").sees("result");
    assert_eq!(talk.state().case.answer(FactId::Needs).to_string(), "none");
}
