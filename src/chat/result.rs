//! The result told in turns, from the same assessment as the pages show; and how to reach a human.

use super::Chat;
use crate::assessment::{Assessment, ContactOption, Factor, assess};
use crate::sentences::{contact, factors, outcome as sentences, receipt, steps};
use crate::text::Text;

/// The parts of the result, in the order they are told.
pub const PARTS: [&str; 7] = ["track", "steps", "reasons", "support", "chance", "contact", "receipt"];

/// How many of the others are offered at first: more than these nobody reads.
pub const FIRST: usize = 3;

/// How many reasons on each side, ways and steps are told in a chat.
const REASONS: usize = 3;
const WAYS: usize = 3;
const STEPS: usize = 4;

/// The parts that may come after this one, the next first.
pub fn others(part: &str, chat: &Chat) -> Vec<&'static str> {
    let at = PARTS.iter().position(|other| *other == part).unwrap_or_default();
    let case = &chat.client.state().case;
    let card = chat.client.policies().scorecard(case.jurisdiction);
    let tracks = card.is_some_and(|card| card.edition_on(&case.on.date.to_string()).is_some());
    let mut others = Vec::new();
    for other in PARTS.into_iter().cycle().skip(at + 1).take(PARTS.len() - 1) {
        if tracks || !["chance", "reasons"].contains(&other) {
            others.push(other);
        }
    }
    others
}

/// One part of the result.
pub fn say(part: &str, chat: &Chat) -> Vec<String> {
    let text = chat.client.text();
    let assessment = match assess(&chat.client.state().case, chat.client.policies()) {
        Ok(assessment) => assessment,
        Err(problem) => {
            let values = [("given", problem.given.as_str()), ("allowed", &problem.allowed.to_string())];
            return vec![text.fill(&["error.", problem.code].concat(), &values)];
        }
    };
    match part {
        "chance" => chance(&assessment, text),
        "reasons" => reasons(&assessment, text),
        "contact" => {
            let mut say = vec![text.get("contact.lead").to_owned()];
            for option in assessment.contact.iter().take(WAYS) {
                say.push(way(option, text));
            }
            say
        }
        "steps" => {
            let mut say = vec![text.get("steps.lead").to_owned()];
            for step in assessment.next_steps.iter().take(STEPS) {
                let (name, about) = steps::name_and_about(step, text);
                say.push([name, " – ", &steps::when(step, text), ". ", &about].concat());
            }
            say
        }
        "support" => support(&assessment, text),
        // Line by line what the page and the terminal give too.
        "receipt" => receipt::lines(&assessment, &chat.client.state().answers(), &[], text),
        _ => track(&assessment, text),
    }
}

/// The outcome in one sentence, that it is an estimate, and who decides.
fn track(assessment: &Assessment, text: &Text) -> Vec<String> {
    let mut say = sentences::lines(assessment, text);
    // The others are told with what happens next.
    if let Some(step) = sentences::first_steps(assessment).into_iter().next() {
        let (name, _) = steps::name_and_about(step, text);
        say.push([name, " – ", &steps::when(step, text), "."].concat());
    }
    let decides = text.get("result.who-decides");
    say.push([text.get("result.preliminary"), " ", decides].concat());
    say
}

fn chance(assessment: &Assessment, text: &Text) -> Vec<String> {
    let Some(chance) = &assessment.job_chance else { return track(assessment, text) };
    let [low, high] = [chance.low, chance.high].map(|chance| Text::hundredths(chance).to_string());
    let mut say = vec![
        text.fill("chance.six-months", &[("chance", &text.of_hundred(chance.six_months))]),
        text.fill("chance.band", &[("low", &low), ("high", &high)]),
    ];
    for fact in &chance.little_known {
        say.push(text.at(&["chance.little-known.", fact]).to_owned());
    }
    say.push(text.get("chance.not-observed").to_owned());
    say
}

fn reasons(assessment: &Assessment, text: &Text) -> Vec<String> {
    if assessment.track.is_none() {
        return track(assessment, text);
    }
    let mut say = Vec::new();
    let mut told: Vec<&Factor> = Vec::new();
    for factor in &assessment.factors {
        if factor.value.is_some() {
            told.push(factor);
        }
    }
    for (sign, title) in [(1, "why.helped"), (-1, "why.held-back")] {
        let largest = factors::largest_first(&told, sign);
        let mut line = [text.get(title), ": "].concat();
        for (at, factor) in largest.iter().take(REASONS).enumerate() {
            let size = text.get(factors::size(factor.points));
            let comma = if at > 0 { "; " } else { "" };
            let (name, value) = (factors::name(factor, text), factors::told_as(factor, text));
            line.push_str(&[comma, name, " – ", &value, " (", size, ")"].concat());
        }
        line.push_str(if largest.is_empty() { text.get("why.none") } else { "." });
        say.push(line);
    }
    if told.iter().any(|factor| factor.category.is_none()) {
        say.push(text.get("why.unknown").to_owned());
    }
    say
}

fn support(assessment: &Assessment, text: &Text) -> Vec<String> {
    let mut say = vec![text.get("support.lead").split_inclusive('.').next().unwrap_or_default().to_owned()];
    for outcome in ["met", "caseworker", "unknown"] {
        let mut names = String::new();
        for programme in &assessment.eligibility {
            if programme.outcome == outcome {
                if !names.is_empty() {
                    names.push_str("; ");
                }
                names.push_str(text.at(&["programme.", &programme.id, ".name"]));
            }
        }
        if !names.is_empty() {
            say.push([text.at(&["support.group.", outcome]), ": ", &names, "."].concat());
        }
    }
    say
}

/// One way of contact: name, number, what it is and when it is open.
fn way(option: &ContactOption, text: &Text) -> String {
    let part = |part: &str| text.at(&["channel.", &option.message, part]);
    let number = option.number.as_deref().unwrap_or_default();
    let gap = if number.is_empty() { "" } else { " " };
    let hours = contact::hours(option, part(".how"), text);
    [part(".name"), gap, number, ": ", part(".about"), " ", &hours].concat()
}

/// How to reach a human: the best way with its hours, and two others.
pub fn human(chat: &Chat) -> Vec<String> {
    let (text, state) = (chat.client.text(), chat.client.state());
    let mut say = vec![chat.lexicon.say("human").to_owned()];
    let Ok(assessment) = assess(&state.case, chat.client.policies()) else {
        let phone = text.find("frame.phone").unwrap_or_default();
        say.push([text.get("frame.human"), " ", phone].concat());
        return say;
    };
    let mut ways = Vec::new();
    for option in &assessment.contact {
        if option.human && ways.len() < WAYS {
            ways.push(option);
        }
    }
    if !ways.iter().any(|option| option.open == Some(true)) {
        say.push(chat.lexicon.say("nobody-now").to_owned());
    }
    for option in ways {
        say.push(way(option, text));
    }
    if chat.hands_over.is_some() && state.has_answers() {
        say.push(chat.lexicon.say(&["handover-offer", chat.way()].concat()).to_owned());
    }
    say
}
