//! The only thing that changes a conversation.

use super::{
    AnswerInput, Context, Effect, Event, Focus, Mistake, Page, State, desk, explore, export, forms, kiosk, receipt,
};
use crate::OPENING;
use crate::case::{FactId, Jurisdiction, Raw};
use crate::exports::{Letter, read_code};
use crate::understand::read_answer;

/// What follows from an event. The state is never left half-changed: an event that cannot be taken leaves it
/// as it was, or with a [`Mistake`] that says what to do.
pub fn step(state: &State, event: &Event, context: &Context<'_>) -> (State, Vec<Effect>) {
    let mut next = state.clone();
    if OPENING && !event.is_opening() {
        return (next, Vec::new());
    }
    let mut effects = match event {
        Event::Begin => {
            next.return_to = Page::Check;
            forward(&mut next, context)
        }
        Event::Answer(fact, given) => answer(&mut next, *fact, given, context),
        Event::Change(fact) if next.case.facts().any(|known| known.id == *fact) => {
            next.return_to = match state.page() {
                page @ (Page::Result | Page::Meetings | Page::Opinion | Page::Referral | Page::Practice) => page,
                _ => Page::Check,
            };
            show(&mut next, Page::Question(*fact))
        }
        // A question is changed, not shown; a fact of the other country is neither. Conversations as a whole are for
        // whoever holds them.
        Event::Change(_) | Event::Show(Page::Question(_)) | Event::Conversation(_) => Vec::new(),
        Event::Show(page) if desk::PAGES.contains(page) && state.desk.is_none() => Vec::new(),
        Event::Finish | Event::Show(Page::Result) => finish(&mut next),
        Event::Show(page) => {
            let mut effects = show(&mut next, *page);
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
            visit(&mut next, at)
        }
        Event::Visit(at) => visit(&mut next, *at),
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
        Event::Speak(lang) => {
            next.lang.clone_from(lang);
            vec![Effect::LoadText(lang.clone())]
        }
        Event::Clock(on) => {
            // What somebody told is judged at the time it was told.
            if let Some(desk) = &mut next.desk {
                desk.now = *on;
                if desk.is_open() {
                    return (next, Vec::new());
                }
            }
            // A clock that was set back would make a given date lie in the future.
            if on.date >= state.case.on.date {
                next.case.on = *on;
            }
            Vec::new()
        }
        Event::OpenCode(typed) => open_code(&mut next, typed),
        Event::SaveCalendar => vec![Effect::SaveCalendar],
        Event::Print => vec![Effect::Print],
        Event::Touch(touch) => kiosk::touch(&mut next, touch, context),
        Event::Letter(Letter::Correct(fact)) if state.case.value(*fact).is_none() => Vec::new(),
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
    if !OPENING {
        let hush = next.kiosk.is_some() && kiosk::interrupts(event) && !effects.contains(&Effect::Hush);
        if hush {
            effects.insert(0, Effect::Hush);
        }
        kiosk::after_event(state, &mut next, context);
        desk::after_event(state, &mut next);
    }
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
    // Finland's names are asked for where one is to be chosen; Sweden's are here.
    if page == Page::Question(FactId::Municipality) && state.case.jurisdiction == Jurisdiction::Finland {
        effects.push(Effect::LoadPlaces);
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
    if at == state.at || at >= state.trail.len() {
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
    match state.open_questions(context.policies).first() {
        Some(fact) => show(state, Page::Question(*fact)),
        None if state.return_to == Page::Result => finish(state),
        None => show(state, state.return_to),
    }
}

fn answer(state: &mut State, fact: FactId, given: &AnswerInput, context: &Context<'_>) -> Vec<Effect> {
    let Some(row) = state.case.facts().find(|known| known.id == fact) else { return Vec::new() };
    match read_answer(row, given, &state.case, context.text) {
        Ok(answer) => {
            let mut changed = state.clone();
            changed.set(fact, answer);
            if let Some(against) = new_contradiction(state, &changed, fact) {
                let mistake = Mistake::new("contradiction", given);
                return refuse(state, fact, Mistake { against: Some(against), ..mistake });
            }
            *state = changed;
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
fn new_contradiction(before: &State, after: &State, fact: FactId) -> Option<FactId> {
    let known = before.case.contradictions();
    after.case.contradictions().into_iter().filter(|pair| !known.contains(pair)).find_map(|(one, other)| {
        if one == fact {
            Some(other)
        } else if other == fact {
            Some(one)
        } else {
            None
        }
    })
}
