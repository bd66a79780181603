//! The way through the questions to the result, and back: what every program of the client takes.
//!
//! Knows nothing of terminals, desks and what is kept, but for forgetting what they told on the page before.

use super::{AnswerInput, Context, Effect, Event, Focus, Mistake, Page, State, desk};
use crate::case::{Case, FactId};
use crate::understand::read_answer;

/// What follows from an event of the flow; nothing from any other.
pub fn step(state: &mut State, event: &Event, context: &Context<'_>) -> Vec<Effect> {
    match event {
        Event::Begin => {
            state.return_to = Page::Check;
            forward(state, context)
        }
        Event::Answer(fact, given) => answer(state, *fact, given, context),
        // An answer is changed by whoever gave it, also where it is no longer asked for.
        Event::Change(fact)
            if state.case.facts().any(|known| known.id == *fact)
                && (state.case.asks(*fact) || state.is_answered(*fact)) =>
        {
            state.return_to = match state.page() {
                page @ (Page::Meetings | Page::Opinion | Page::Referral | Page::Practice) => page,
                page if page.is_of_result() => page,
                _ => Page::Check,
            };
            show(state, Page::Question(*fact))
        }
        // A question is changed, not shown; a fact of another country is neither.
        Event::Change(_) | Event::Show(Page::Question(_)) => Vec::new(),
        Event::Show(page) if desk::PAGES.contains(page) && state.desk.is_none() => Vec::new(),
        Event::Finish | Event::Show(Page::Result) => finish(state),
        Event::Show(page) => {
            let mut effects = show(state, *page);
            if *page == Page::Providers {
                effects.push(Effect::LoadProviders);
            }
            if *page == Page::Practice {
                effects.push(Effect::LoadPractice);
            }
            effects
        }
        Event::Back => {
            let at = state.at.saturating_sub(1);
            visit(state, at)
        }
        Event::Visit(at) => visit(state, *at),
        Event::Speak(lang) => {
            state.lang.clone_from(lang);
            vec![Effect::LoadText(lang.clone())]
        }
        Event::Clock(on) => {
            // What somebody told is judged at the time it was told.
            if let Some(desk) = &mut state.desk {
                desk.now = *on;
                if desk.is_open() {
                    return Vec::new();
                }
            }
            // A clock that was set back would make a given date lie in the future.
            if on.date >= state.case.on.date {
                state.case.on = *on;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// To a page where something is to be read at once, or stays there.
pub(super) fn open(state: &mut State, page: Page, focus: Focus) -> Vec<Effect> {
    let moved = state.page() != page;
    state.go(page);
    let remember = moved.then(|| Effect::Remember(state.place()));
    remember.into_iter().chain([Effect::Focus(focus)]).collect()
}

pub(super) fn show(state: &mut State, page: Page) -> Vec<Effect> {
    state.mistake = None;
    state.wrong_file = None;
    state.wrong_code = None;
    state.export.turn();
    if let Some(desk) = &mut state.desk {
        (desk.wrong, desk.wrong_day) = (None, None);
        desk.typed.clear();
    }
    state.refused = None;
    state.go(page);
    let mut effects = vec![Effect::Remember(state.place()), Effect::Focus(Focus::Heading)];
    // Names that are no part of the program are asked for where one is to be chosen.
    if page == Page::Question(FactId::Municipality) && state.case.jurisdiction.loads_names() {
        effects.push(Effect::LoadPlaces(state.case.jurisdiction));
    }
    effects
}

/// To the result; where time has made two answers impossible together, to the later of their questions.
fn finish(state: &mut State) -> Vec<Effect> {
    match state.case.contradictions().first() {
        None => show(state, Page::Result),
        Some((one, other)) => {
            let given = AnswerInput::Value(state.case.answer(*other).to_string());
            let mistake = Mistake { against: Some(*one), ..Mistake::new("contradiction", &given) };
            refuse(state, *other, mistake)
        }
    }
}

fn visit(state: &mut State, at: usize) -> Vec<Effect> {
    // A browser may remember more places than a page that was loaded anew: each of them is one page back.
    let at = if at < state.trail.len() { at } else { state.at.saturating_sub(1) };
    if at == state.at {
        return Vec::new();
    }
    state.mistake = None;
    state.export.turn();
    state.refused = None;
    state.at = at;
    vec![Effect::Focus(Focus::Heading)]
}

/// To the next question that is still open; where none is, to where the person came from.
fn forward(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    match (context.open_questions)(state, context.policies).first() {
        Some(fact) => show(state, Page::Question(*fact)),
        None if state.return_to == Page::Result => finish(state),
        None => show(state, state.return_to),
    }
}

fn answer(state: &mut State, fact: FactId, given: &AnswerInput, context: &Context<'_>) -> Vec<Effect> {
    let Some(row) = state.case.facts().find(|known| known.id == fact) else { return Vec::new() };
    match read_answer(row, given, &state.case, context.text) {
        Ok(answer) => {
            if let Some(against) = new_contradiction(&state.case, &state.case.clone().with(fact, answer), fact) {
                let mistake = Mistake::new("contradiction", given);
                return refuse(state, fact, Mistake { against: Some(against), ..mistake });
            }
            state.set(fact, answer);
            // A wish or a need is told from where it matters, and leads back there.
            match state.return_to {
                Page::Result if row.is_preference() => finish(state),
                page if row.is_preference() || desk::PAGES.contains(&page) => show(state, page),
                _ => forward(state, context),
            }
        }
        Err(mistake) => refuse(state, fact, *mistake),
    }
}

/// Stays at the question, with what was given and what to do.
fn refuse(state: &mut State, fact: FactId, mistake: Mistake) -> Vec<Effect> {
    state.mistake = Some(mistake);
    open(state, Page::Question(fact), Focus::Mistakes)
}

/// The other fact of a contradiction that the answer to `fact` brings.
fn new_contradiction(before: &Case, after: &Case, fact: FactId) -> Option<FactId> {
    let known = before.contradictions();
    after.contradictions().into_iter().filter(|pair| !known.contains(pair)).find_map(|(one, other)| {
        if one == fact {
            Some(other)
        } else if other == fact {
            Some(one)
        } else {
            None
        }
    })
}
