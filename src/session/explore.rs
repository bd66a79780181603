//! Trying other answers: a case beside the person's own, judged at once, and forgotten when they go on.

use super::{AnswerInput, Context, Effect, Focus, Mistake, Page, State};
use crate::case::{Case, FactId};
use crate::understand::read_answer;

/// What is tried, and what was wrong with the answer tried last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explore {
    /// The case as it is tried; the person's own is never touched.
    pub case: Case,
    /// The fact whose answer could not be read, and why.
    pub wrong: Option<(FactId, Mistake)>,
}

impl Explore {
    /// As the person has answered.
    pub fn of(case: &Case) -> Self {
        Self { case: case.clone(), wrong: None }
    }
}

impl State {
    /// The case that is tried: one's own where nothing is.
    pub fn tried(&self) -> &Case {
        self.explore.as_ref().map_or(&self.case, |explore| &explore.case)
    }
}

/// Tries another answer; the form stays as the person left it, and the outcome is told.
pub fn attempt(state: &mut State, fact: FactId, given: &AnswerInput, context: &Context<'_>) -> Vec<Effect> {
    let Some(row) = state.case.facts().find(|row| row.id == fact && !row.is_preference()) else { return Vec::new() };
    if state.page() != Page::Explore {
        return Vec::new();
    }
    let mut explore = state.explore.take().unwrap_or_else(|| Explore::of(&state.case));
    explore.case.on = state.case.on;
    // An emptied field takes the answer back.
    let given = match given {
        AnswerInput::Typed(typed) if typed.trim().is_empty() => &AnswerInput::Unknown,
        given => given,
    };
    match read_answer(row, given, &state.case, context.text) {
        Ok(answer) => {
            explore.case.set(fact, answer);
            explore.wrong = None;
        }
        Err(mistake) => explore.wrong = Some((fact, *mistake)),
    }
    state.explore = Some(explore);
    vec![Effect::InPlace, Effect::TellOutcome]
}

/// Back to the person's own answers.
pub fn reset_trial(state: &mut State) -> Vec<Effect> {
    state.explore = None;
    vec![Effect::Focus(Focus::Heading)]
}
