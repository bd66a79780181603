//! Whether the person is still there: asked, with time to answer, as often as it takes; then everything is wiped.

use crate::session::{Context, Effect, Page, State};

/// The last seconds are spoken every five, those before every fifteen (acceptance A8).
const LAST: u32 = 20;

/// How long nobody has done anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Idle {
    /// When the person last did something.
    last: u32,
    /// Has a tick been asked for?
    waits: bool,
    /// When the warning was shown.
    warned: Option<u32>,
    /// With so many seconds left, the time is spoken next.
    speak_at: u32,
}

/// Any act is an answer, and the time begins anew.
pub fn seen(state: &mut State, now: u32) -> Vec<Effect> {
    let Some(kiosk) = &mut state.kiosk else { return Vec::new() };
    let mut effects = Vec::new();
    if kiosk.idle.warned.take().is_some() {
        effects.push(Effect::Warn(0));
        kiosk.idle.waits = false;
    }
    kiosk.idle.last = now;
    if !kiosk.idle.waits {
        kiosk.idle.waits = true;
        effects.push(Effect::Wake(now + kiosk.settings.warn_after));
    }
    effects
}

/// Warns, counts down, wipes.
pub fn tick(state: &mut State, now: u32, context: &Context<'_>) -> Vec<Effect> {
    // On the first page nobody has told anything: it is made new without a question.
    let nothing_told = state.page() == Page::Start && !state.has_answers();
    let Some(kiosk) = &mut state.kiosk else { return Vec::new() };
    if !kiosk.idle.waits {
        return Vec::new();
    }
    let (warn_after, answer_within) = (kiosk.settings.warn_after, kiosk.settings.answer_within);
    let quiet = now.saturating_sub(kiosk.idle.last);
    if quiet < warn_after {
        return vec![Effect::Wake(kiosk.idle.last + warn_after)];
    }
    let Some(warned) = kiosk.idle.warned else {
        // A device that has slept shows nobody's answers to whom it wakes up for.
        if nothing_told || quiet >= warn_after + answer_within {
            return super::wipe(state);
        }
        kiosk.idle.warned = Some(now);
        kiosk.idle.speak_at = answer_within;
        return count_down(state, answer_within, now, context);
    };
    match (warned + answer_within).checked_sub(now) {
        None | Some(0) => super::wipe(state),
        Some(left) => count_down(state, left, now, context),
    }
}

fn count_down(state: &mut State, left: u32, now: u32, context: &Context<'_>) -> Vec<Effect> {
    let mut effects = vec![Effect::Warn(left), Effect::Wake(now + 1)];
    if let Some(kiosk) = &mut state.kiosk
        && left <= kiosk.idle.speak_at
    {
        kiosk.idle.speak_at = spoken_after(left);
        let seconds = i32::try_from(left).unwrap_or(i32::MAX);
        effects.push(Effect::Say(context.text.count("kiosk.warning.left", seconds)));
    }
    effects
}

/// With how many seconds left the time is spoken after it was with `left`.
fn spoken_after(left: u32) -> u32 {
    let quarter = left.saturating_sub(1) / 15 * 15;
    if quarter > LAST { quarter } else { left.saturating_sub(1).min(LAST) / 5 * 5 }
}

#[cfg(test)]
mod tests {
    use super::spoken_after;

    #[test]
    fn the_time_is_spoken_every_fifteen_seconds_and_every_five_of_the_last_twenty() {
        let mut spoken = vec![60];
        while let Some(left) = spoken.last().copied().filter(|left| *left > 0) {
            spoken.push(spoken_after(left));
        }
        assert_eq!(spoken, [60, 45, 30, 20, 15, 10, 5, 0]);
    }
}
