//! The only thing that changes a conversation.

use super::flow::{self, open, show};
use super::{Context, Effect, Event, Focus, Page, State, desk, explore, export, forms, kiosk, receipt};
use crate::case::Raw;
use crate::exports::{Letter, read_code};

/// What follows from an event. The state is never left half-changed: an event that cannot be taken leaves it
/// as it was, or with a [`super::Mistake`] that says what to do.
pub fn step(state: &State, event: &Event, context: &Context<'_>) -> (State, Vec<Effect>) {
    let mut next = state.clone();
    let mut effects = match event {
        Event::Begin
        | Event::Answer(..)
        | Event::Change(_)
        | Event::Show(_)
        | Event::Finish
        | Event::Back
        | Event::Visit(_)
        | Event::Speak(_)
        | Event::Clock(_) => flow::step(&mut next, event, context),
        // Conversations as a whole are for whoever holds them.
        Event::Conversation(_) => return (next, Vec::new()),
        Event::Wipe => {
            let mut effects = kiosk::wipe(&mut next);
            next.export.address.clone_from(&state.export.address);
            // A terminal keeps no draft.
            if state.kiosk.is_none() {
                effects.push(export::remove_draft());
            }
            effects
        }
        Event::Country(jurisdiction) => {
            next = state.anew(*jurisdiction);
            vec![Effect::Forget, Effect::Focus(Focus::Heading)]
        }
        Event::OpenCode(typed) => open_code(&mut next, typed),
        Event::SaveCalendar => vec![Effect::SaveCalendar],
        Event::Print => vec![Effect::Print],
        Event::Touch(touch) => kiosk::touch(&mut next, touch, context),
        Event::Letter(_) if !Page::Letters.is_in(state.case.jurisdiction) => Vec::new(),
        Event::Letter(Letter::Correct(fact)) if !state.case.is_told(*fact) => Vec::new(),
        Event::Letter(letter) => {
            next.letter = Some(*letter);
            open(&mut next, Page::Letters, Focus::Opened)
        }
        Event::Fill(form, fields) => forms::fill(&mut next, *form, fields, context),
        Event::Remove(at) => {
            if *at < next.diary.entries.len() {
                next.diary.entries.remove(*at);
            }
            vec![Effect::Focus(Focus::Opened)]
        }
        Event::Try(fact, given) => explore::attempt(&mut next, *fact, given, context),
        Event::ResetTrial => explore::reset_trial(&mut next),
        Event::Copy => state.letter.filter(|_| state.kiosk.is_none()).map(Effect::Copy).into_iter().collect(),
        Event::Desk(act) => desk::act(&mut next, act, context),
        Event::SaveReceipt(sensitive) => vec![Effect::SaveReceipt(*sensitive)],
        Event::OpenReceipt(raw) => open_receipt(&mut next, raw, context),
        Event::Export(event) => export::step(&mut next, event, context),
    };
    if next.kiosk.is_some() && kiosk::interrupts(event) && !effects.contains(&Effect::Hush) {
        effects.insert(0, Effect::Hush);
    }
    kiosk::after_event(state, &mut next, context);
    desk::after_event(state, &mut next);
    (next, effects)
}

/// The answers of the code take the place of what was told, once it can be read; else nothing changes.
fn open_code(state: &mut State, typed: &str) -> Vec<Effect> {
    match read_code(typed, state.case.on) {
        Ok(case) => {
            let mut opened = state.anew(case.jurisdiction);
            opened.from_code = true;
            opened.tell(&case);
            take_over(state, opened)
        }
        Err(wrong) => {
            state.wrong_code = Some((typed.to_owned(), wrong));
            open(state, Page::Code, Focus::Mistakes)
        }
    }
}

/// Other answers take the place of those that were told, and are shown; back leads to where the person was. The diary
/// is this device's own: no code and no file carries one.
pub(super) fn take_over(state: &mut State, opened: State) -> Vec<Effect> {
    let (trail, diary) = (std::mem::take(&mut state.trail), std::mem::take(&mut state.diary));
    *state = State { trail, at: state.at, diary, ..opened };
    let mut effects = show(state, Page::Check);
    effects.extend(export::names(state));
    effects
}

/// A file that cannot be read changes nothing of what is laid beside.
pub(super) fn open_receipt(state: &mut State, raw: &Raw, context: &Context<'_>) -> Vec<Effect> {
    match receipt::read(raw, state.case.jurisdiction, context.policies) {
        Ok(earlier) => (state.earlier, state.wrong_file) = (Some(earlier), None),
        Err(wrong) => state.wrong_file = Some(wrong),
    }
    open(state, Page::Receipt, Focus::Opened)
}
