//! What only the terminal at an office has: idle time, what is tapped on a pad, and what makes the page easier to
//! use.
//!
//! Knows the time only as seconds that events carry; who shows the page starts the timers that effects ask for.

mod idle;
mod pad;

pub use pad::{fitting, letters, shown};

use super::{Context, Effect, Event, Focus, Page, State};
use crate::settings::kiosk::{Settings, Speech};
use idle::Idle;

/// Something that only a terminal's page sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    /// A key of the pad: a digit, a letter, a year, a month, a day, or `erase`.
    Key(String),
    /// The person did something, at that second since the page was loaded.
    Seen(u32),
    /// The time that [`Effect::Wake`] asked for has come: that second.
    Tick(u32),
    /// Larger text, or no longer.
    Larger,
    /// Stronger contrast, or no longer.
    Contrast,
    /// Read the page aloud, or stop.
    ReadAloud,
    /// The person wears a headset, or does not.
    Headset(bool),
    /// The device has no voice of its own in this language.
    NoVoice,
}

/// The terminal's part of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kiosk {
    /// What the office has set.
    pub settings: Settings,
    /// Larger text.
    pub large: bool,
    /// Stronger contrast.
    pub contrast: bool,
    /// What is told or asked on top of the page: the text `kiosk.notice.ID`.
    pub notice: Option<&'static str>,
    /// What was tapped on the pad of the question that is shown; a day as `2026-01-15`, or its beginning.
    pub pad: String,
    headset: bool,
    idle: Idle,
}

impl Kiosk {
    /// A terminal that nobody has touched.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            large: false,
            contrast: false,
            notice: None,
            pad: String::new(),
            headset: false,
            idle: Idle::default(),
        }
    }

    /// How the page looks: what is switched on, with spaces between.
    pub fn look(&self) -> &'static str {
        match (self.large, self.contrast) {
            (true, true) => "large contrast",
            (true, false) => "large",
            (false, true) => "contrast",
            (false, false) => "",
        }
    }
}

/// What follows from a touch.
pub(super) fn touch(state: &mut State, touch: &Touch, context: &Context<'_>) -> Vec<Effect> {
    match touch {
        Touch::Key(key) => pad::press(state, key, context),
        Touch::Seen(now) => idle::seen(state, *now),
        Touch::Tick(now) => idle::tick(state, *now, context),
        Touch::ReadAloud => read_aloud(state),
        other => {
            let Some(kiosk) = &mut state.kiosk else { return Vec::new() };
            match other {
                Touch::Larger => kiosk.large = !kiosk.large,
                Touch::Contrast => kiosk.contrast = !kiosk.contrast,
                Touch::NoVoice => {
                    kiosk.notice = Some("no-voice");
                    return vec![Effect::Focus(Focus::Notice)];
                }
                Touch::Headset(worn) => {
                    kiosk.headset = *worn;
                    kiosk.notice = None;
                    return vec![Effect::Focus(Focus::Heading), if *worn { Effect::Read } else { Effect::Hush }];
                }
                _ => {}
            }
            vec![Effect::Look(kiosk.look())]
        }
    }
}

/// Pages without answers are read at once; others only where the office allows it, to a headset.
fn read_aloud(state: &mut State) -> Vec<Effect> {
    let told = match state.page() {
        Page::Start | Page::StartOver => false,
        page if Page::ARTICLES.contains(&page) => false,
        Page::Question(_) => state.mistake.is_some(),
        _ => true,
    };
    let Some(kiosk) = &mut state.kiosk else { return Vec::new() };
    kiosk.notice = match (kiosk.settings.speech, told) {
        (Speech::Off, _) | (Speech::Pages, true) => Some("not-here"),
        (Speech::Headset, true) if !kiosk.headset => Some("headset"),
        _ => None,
    };
    vec![if kiosk.notice.is_some() { Effect::Focus(Focus::Notice) } else { Effect::Read }]
}

/// Does speech end with an event? It does with whatever the person does next (EN 301 549, 5.1.3.6), and not with what
/// only time or the device brings; the buttons of speech itself say what becomes of it.
pub(super) fn interrupts(event: &Event) -> bool {
    !matches!(
        event,
        Event::Clock(_)
            | Event::Touch(Touch::Seen(_) | Touch::Tick(_) | Touch::NoVoice | Touch::ReadAloud | Touch::Headset(_))
    )
}

/// After every event: what was tapped or told belongs to the page that it was made on.
pub(super) fn after_event(before: &State, after: &mut State, context: &Context<'_>) {
    let page = after.page();
    if page == before.page() && after.kiosk.is_some() == before.kiosk.is_some() {
        return;
    }
    let told = match page {
        Page::Question(fact) => pad::told(after, fact, context),
        _ => String::new(),
    };
    if let Some(kiosk) = &mut after.kiosk {
        kiosk.pad = told;
        kiosk.notice = None;
    }
}

/// Everything is forgotten: the next person meets the page as it is delivered.
pub(super) fn wipe(state: &mut State) -> Vec<Effect> {
    let mut effects = vec![Effect::Forget];
    let mut next = State::new(state.channel, &state.lang, state.case.jurisdiction, state.case.on);
    if let Some(kiosk) = &state.kiosk {
        effects.extend([Effect::Warn(0), Effect::Hush, Effect::Look("")]);
        if let Some(first) = kiosk.settings.languages.first().filter(|first| **first != state.lang) {
            (*first).clone_into(&mut next.lang);
            effects.push(Effect::LoadText((*first).to_owned()));
        }
        next.kiosk = Some(Kiosk::new(kiosk.settings.clone()));
    }
    effects.push(Effect::Focus(Focus::Heading));
    *state = next;
    effects
}
