//! The outcome: what the rules and the estimate together say, in the same words on every page, in the chat and on paper.

use super::{track, words};
use crate::assessment::{Assessment, NextStep, Track};
use crate::text::Text;

/// From these chances of a service, in thousandths, it is said with these words. How it is said, not what it is.
const CERTAIN: [(u32, &str); 2] = [(950, "estimate.almost-certain"), (800, "estimate.very-likely")];

/// Steps that tell from which day the rules can open what is closed today.
const OPENING: [&str; 2] = ["estimate-again", "area-begins"];

/// The step that tells to register later: what to do first, also where nobody knows its day.
const REGISTER_LATER: &str = "registration-later";

/// So many days ahead, steps are what to do first.
const SOON: i32 = 14;
/// At most so many.
const FIRST: usize = 3;

/// What is likely, sentence by sentence: a firm rule first, then the service, then the level.
pub fn lines(assessment: &Assessment, text: &Text) -> Vec<String> {
    let Some(track) = &assessment.track else {
        return vec![text.at(&["why.", assessment.why.unwrap_or("no-tool-yet")]).to_owned()];
    };
    let mut lines = Vec::new();
    if starts_soon(assessment) {
        lines.push(text.get("estimate.starts-soon").to_owned());
        lines.push(text.get("estimate.starts-soon-estimate").to_owned());
    }
    if let Some(day) = &assessment.registers {
        lines.push(text.fill("estimate.registers", &[("date", &words::day(day, text))]));
    }
    lines.extend(rule(assessment, text));
    lines.push(service(track, text));
    match (track.service, track.level) {
        (Some("levels"), Some(level)) => {
            lines.push(text.fill("estimate.level", &[("track", text.at(&["track.", level, ".name"]))]));
        }
        (Some("levels"), None) => lines.push(text.get("estimate.level-open").to_owned()),
        (None, _) => lines.push(decides(track, text)),
        (Some(_), _) => {}
    }
    lines
}

/// Has the person told that work or studies begin soon? Then the plan is made without a call.
fn starts_soon(assessment: &Assessment) -> bool {
    assessment.next_steps.iter().any(|step| step.id == "automatic-plan")
}

/// What the rules say firmly of Rusta och matcha, where they do.
fn rule(assessment: &Assessment, text: &Text) -> Option<String> {
    let programme = assessment.eligibility.iter().find(|programme| programme.id == "rusta-och-matcha")?;
    if programme.outcome != "not-met" {
        return None;
    }
    let opens = assessment.next_steps.iter().find(|step| OPENING.contains(&step.id.as_str()))?.from.as_ref();
    let day = opens.map(|day| words::day(day, text));
    Some(day.map_or_else(
        || text.get("estimate.rules-say-no").to_owned(),
        |day| text.fill("estimate.not-before", &[("date", &day)]),
    ))
}

/// The service in one sentence of certainty; where two are close, both.
fn service(track: &Track, text: &Text) -> String {
    let name = |id: &str| text.at(&["estimate.service.", id]);
    let services = track.chances.services();
    if let Some(id) = track.service {
        let chance = services.into_iter().find(|(known, _)| *known == id).map_or(0, |(_, chance)| chance);
        let key = CERTAIN.into_iter().find(|(from, _)| chance >= *from).map_or("estimate.likely", |(_, key)| key);
        return text.fill(key, &[("service", name(id))]);
    }
    let [first, second, third] = services;
    // Without the least likely of the three, in the order of the tracks.
    let least = [first, second, third].into_iter().fold(first, |least, one| if one.1 < least.1 { one } else { least });
    let mut two = services.into_iter().filter(|one| one.0 != least.0).map(|(id, _)| name(id));
    let (one, other) = (two.next().unwrap_or_default(), two.next().unwrap_or_default());
    text.fill("estimate.between", &[("one", one), ("other", other)])
}

/// What decides between two services: the answer that would tell most, or the limits.
fn decides(track: &Track, text: &Text) -> String {
    match &track.ask {
        Some(fact) => text.fill("result.ask", &[("question", text.at(&["question.", fact, ".title"]))]),
        None => text.get("estimate.limits-decide").to_owned(),
    }
}

/// The chance of the level that is most likely, for who asks how sure that is.
pub fn level_chance(track: &Track, text: &Text) -> String {
    let name = text.at(&["track.", track.most_likely, ".name"]);
    text.fill("result.nearest", &[("track", name), ("chance", &track::chance_words(track, track.most_likely, text))])
}

/// What to do first: at most three steps that have a day within the next two weeks, or that are due. For who registers
/// later the two weeks begin on that day.
pub fn first_steps(assessment: &Assessment) -> Vec<&NextStep> {
    let Some(today) = assessment.on.get(..10).and_then(crate::date::Date::parse) else { return Vec::new() };
    let day = |date: &Option<String>| date.as_deref().and_then(crate::date::Date::parse);
    let last = day(&assessment.registers).unwrap_or(today).plus_days(SOON);
    let is_soon = |step: &&NextStep| {
        // What comes only in a programme that nobody has decided on yet is not what to do first.
        let is_due = step.programme.is_none() && day(&step.from).is_some_and(|from| from <= last);
        is_due || step.id == REGISTER_LATER
    };
    assessment.next_steps.iter().filter(is_soon).take(FIRST).collect()
}
