//! What a person keeps and carries along: a draft on this device, a file that a passphrase locks, a packet for
//! somebody, a result that reads without the client.
//!
//! The world outside stores, locks and unlocks, and tells by a further event how it went. What may be kept, until
//! when, and what is wrong, is decided here. A terminal of an office keeps nothing: there a packet is only shown.

use super::draft::{self, Found};
use super::{Context, Effect, Focus, KeptPage, Page, Sensitive, State, receipt};
use crate::assessment::assess;
use crate::case::Raw;
use crate::date::Date;
use crate::exports::locked::{self, Locked};
use crate::exports::packet::{self, Packet, Receiver};
use crate::settings::is_page;
use crate::wire::{Wire, object};

/// What the person, or the device on their behalf, did.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportEvent {
    /// The page stands at that address.
    At(String),
    /// What lies in the storage of the device; null where there is nothing.
    DraftFound(Raw),
    /// Keep a draft for so many days.
    KeepDraft(i32),
    /// It is kept until that day, or the device keeps nothing.
    DraftKept(Option<Date>),
    /// Go on with the draft.
    GoOn,
    /// The draft that was asked for.
    Draft(Raw),
    /// Remove the draft.
    RemoveDraft,
    /// Lock the answers with a passphrase.
    Lock(String),
    /// Salt, vector and content; null where the browser cannot lock.
    Locked(Raw),
    /// The content of a file that was chosen.
    OpenFile(Raw),
    /// Open the locked file with a passphrase.
    Unlock(String),
    /// `{saved}`, null where the passphrase does not fit, `false` where the browser cannot unlock.
    Unlocked(Raw),
    /// Keep the result as a page to read.
    SavePage(Sensitive),
    /// Who gets the packet.
    For(Receiver),
    /// Choose a line of the packet, or no longer.
    Line(String),
    /// Keep the packet as a file.
    SavePacket,
    /// The file could not be kept.
    NotSaved,
    /// Copy the packet.
    CopyPacket,
    /// It is copied, or the browser does not allow it.
    Copied(bool),
}

/// What the device must do: the type of the effect at the boundary, and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceRequest {
    /// `keep-draft`, `read-draft`, `remove-draft`, `lock`, `save-locked`, `unlock`, `save-page` or `copy-text`.
    pub kind: &'static str,
    /// What it needs.
    pub value: Raw,
}

/// A draft that is known to lie on the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Draft {
    /// None.
    #[default]
    None,
    /// One that can be opened, until that day.
    Kept(Date),
    /// One that this version cannot open, until that day.
    Unreadable(Date),
}

/// The state of what is carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportState {
    /// Where the page stands, for the QR code.
    pub address: Option<String>,
    /// The draft on this device.
    pub draft: Draft,
    /// What has just been done: the text `export.success.ID`.
    pub done: Option<&'static str>,
    /// What has just gone wrong: the text `export.wrong.ID`.
    pub wrong: Option<&'static str>,
    /// The locked file that waits for its passphrase.
    pub locked: Option<Locked>,
    /// The packet that somebody made, opened to be read.
    pub opened: Option<Packet>,
    /// Who gets the packet that is put together.
    pub to: Option<Receiver>,
    /// The ids of its lines.
    pub lines: Vec<String>,
}

impl ExportState {
    /// What stays when another conversation takes the place of this one.
    pub(super) fn anew(&self) -> Self {
        Self { address: self.address.clone(), draft: self.draft, ..Self::default() }
    }

    /// Another page is shown: what was done on the last one is told no longer.
    pub(super) fn turn(&mut self) {
        (self.done, self.wrong, self.locked, self.opened) = (None, None, None, None);
    }
}

pub(super) fn step(state: &mut State, event: &ExportEvent, context: &Context<'_>) -> Vec<Effect> {
    if means_nothing(state, event) {
        return Vec::new();
    }
    match event {
        ExportEvent::At(address) => {
            state.export.address = is_page(address).then(|| address.clone());
            Vec::new()
        }
        ExportEvent::DraftFound(_)
        | ExportEvent::KeepDraft(_)
        | ExportEvent::DraftKept(_)
        | ExportEvent::GoOn
        | ExportEvent::Draft(_)
        | ExportEvent::RemoveDraft => about_draft(state, event),
        ExportEvent::Lock(_) | ExportEvent::Locked(_) | ExportEvent::Unlock(_) | ExportEvent::Unlocked(_) => {
            about_lock(state, event, context)
        }
        ExportEvent::OpenFile(raw) => open_file(state, raw, context),
        ExportEvent::SavePage(sensitive) => vec![Effect::SavePage(KeptPage::Result(*sensitive))],
        ExportEvent::For(receiver) => {
            (state.export.to, state.export.done) = (Some(*receiver), None);
            Vec::new()
        }
        ExportEvent::Line(id) => choose(state, id, context),
        ExportEvent::SavePacket => save_packet(state, context),
        ExportEvent::CopyPacket => {
            packet(state, context).map(|packet: Packet| copy(&packet.text())).into_iter().collect()
        }
        ExportEvent::NotSaved => wrong(state, "not-saved"),
        ExportEvent::Copied(true) => done(state, "copied"),
        ExportEvent::Copied(false) => wrong(state, "not-copied"),
    }
}

/// What no page offers in this state, and what the device answers though nothing was asked.
fn means_nothing(state: &State, event: &ExportEvent) -> bool {
    let here = match event {
        ExportEvent::KeepDraft(days) => state.has_answers() && draft::DAYS.contains(days),
        ExportEvent::Lock(_) => state.has_answers(),
        ExportEvent::GoOn => state.export.draft != Draft::None,
        ExportEvent::Unlock(_) | ExportEvent::Unlocked(_) => state.export.locked.is_some(),
        _ => true,
    };
    !here || state.kiosk.is_some() && !matches!(event, ExportEvent::For(_) | ExportEvent::Line(_))
}

fn about_draft(state: &mut State, event: &ExportEvent) -> Vec<Effect> {
    let today = state.case.on.date;
    match event {
        ExportEvent::DraftFound(raw) => found(state, &draft::read(raw, today)),
        ExportEvent::KeepDraft(days) => vec![hand("keep-draft", draft::write(state, today.plus_days(*days)))],
        ExportEvent::DraftKept(Some(until)) => {
            state.export.draft = Draft::Kept(*until);
            done(state, "draft-kept")
        }
        ExportEvent::DraftKept(None) => wrong(state, "no-storage"),
        ExportEvent::GoOn => vec![hand("read-draft", Raw::Null)],
        ExportEvent::Draft(raw) => match draft::read(raw, today) {
            Found::Kept(_, kept) => go_on(state, &kept),
            // It has gone, or has changed, since the page was opened.
            other => {
                let mut effects = found(state, &other);
                effects.extend(wrong(state, "no-draft"));
                effects
            }
        },
        _ => {
            state.export.draft = Draft::None;
            doing(state, "draft-removed", remove_draft())
        }
    }
}

fn about_lock(state: &mut State, event: &ExportEvent, context: &Context<'_>) -> Vec<Effect> {
    match event {
        ExportEvent::Lock(passphrase) if passphrase.chars().count() < locked::SHORTEST => wrong(state, "short"),
        ExportEvent::Lock(passphrase) if crate::exports::is_guessable(passphrase) => wrong(state, "guessable"),
        ExportEvent::Lock(passphrase) => {
            let wanted = locked::to_lock(passphrase, super::save(state));
            doing(state, "locking", hand("lock", wanted))
        }
        ExportEvent::Locked(parts) => match Locked::of(parts) {
            Some(locked) => {
                let today = state.case.on.date.to_string();
                let name = ["vagval-", &today, "-", context.text.get("export.locked-name"), ".json"].concat();
                let file = locked.file(context.text.get("export.locked-about"));
                doing(state, "locked", hand("save-locked", object([("name", name.wire()), ("file", file)])))
            }
            None => wrong(state, "no-cipher"),
        },
        ExportEvent::Unlock(passphrase) if passphrase.is_empty() => wrong(state, "nothing"),
        ExportEvent::Unlock(passphrase) => {
            match state.export.locked.as_ref().map(|locked| locked.to_unlock(passphrase)) {
                Some(wanted) => doing(state, "unlocking", hand("unlock", wanted)),
                None => Vec::new(),
            }
        }
        ExportEvent::Unlocked(Raw::Bool(_)) => wrong(state, "no-cipher"),
        ExportEvent::Unlocked(opened) => match opened.get("saved").map(super::restore) {
            Some(Ok(kept)) => go_on(state, &kept),
            Some(Err(_)) => wrong(state, "unreadable"),
            None => wrong(state, "passphrase"),
        },
        _ => Vec::new(),
    }
}

fn hand(kind: &'static str, value: Raw) -> Effect {
    Effect::Device(DeviceRequest { kind, value })
}

/// These words are copied.
pub(super) fn copy(words: &str) -> Effect {
    hand("copy-text", words.wire())
}

/// Nothing is left on the device.
pub(super) fn remove_draft() -> Effect {
    hand("remove-draft", Raw::Null)
}

/// Says on the page what was done.
fn done(state: &mut State, id: &'static str) -> Vec<Effect> {
    (state.export.done, state.export.wrong) = (Some(id), None);
    vec![Effect::Focus(Focus::Opened)]
}

/// Says on the page what is being done, and has the device do it.
fn doing(state: &mut State, id: &'static str, hand: Effect) -> Vec<Effect> {
    let mut effects = done(state, id);
    effects.push(hand);
    effects
}

/// Says on the page what went wrong; nothing else has changed.
fn wrong(state: &mut State, id: &'static str) -> Vec<Effect> {
    (state.export.done, state.export.wrong) = (None, Some(id));
    vec![Effect::Focus(Focus::Opened)]
}

fn found(state: &mut State, found: &Found) -> Vec<Effect> {
    state.export.draft = match found {
        Found::Kept(until, _) => Draft::Kept(*until),
        Found::Unreadable(until) => Draft::Unreadable(*until),
        Found::Nothing | Found::Over => Draft::None,
    };
    if *found == Found::Over { vec![remove_draft()] } else { Vec::new() }
}

/// The kept answers take the place of what was told.
fn go_on(state: &mut State, kept: &State) -> Vec<Effect> {
    // A clock that was set back would make a given date lie in the future.
    let on = if kept.case.on.date > state.case.on.date { kept.case.on } else { state.case.on };
    let mut opened = state.anew(kept.case.jurisdiction);
    opened.case.on = on;
    for fact in kept.answered_facts() {
        opened.set(fact.id, kept.case.answer(fact.id));
    }
    super::step::take_over(state, opened)
}

/// Names of municipalities that are no part of the program are fetched when one is shown.
pub(super) fn names(state: &State) -> Option<Effect> {
    let place = state.case.value(crate::case::FactId::Municipality);
    (state.case.jurisdiction.loads_names() && place.is_some()).then_some(Effect::LoadPlaces(state.case.jurisdiction))
}

/// Every form that this client writes, by what the file says that it is.
fn open_file(state: &mut State, raw: &Raw, context: &Context<'_>) -> Vec<Effect> {
    match raw.get("kind").and_then(Raw::text) {
        Some(receipt::KIND) => {
            state.export.turn();
            return super::step::open_receipt(state, raw, context);
        }
        Some(packet::KIND) => match Packet::read(raw) {
            Ok(packet) => {
                state.export.turn();
                state.export.opened = Some(packet);
            }
            Err(id) => (state.export.done, state.export.wrong) = (None, Some(id)),
        },
        _ => match Locked::read(raw) {
            Ok(locked) => {
                state.export.turn();
                state.export.locked = Some(locked);
            }
            Err(id) => (state.export.done, state.export.wrong) = (None, Some(id)),
        },
    }
    super::flow::open(state, Page::Code, Focus::Opened)
}

/// A line that there is, chosen or no longer.
fn choose(state: &mut State, id: &str, context: &Context<'_>) -> Vec<Effect> {
    state.export.done = None;
    if let Some(at) = state.export.lines.iter().position(|line| line == id) {
        state.export.lines.remove(at);
    } else if let Ok(assessment) = assess(&state.case, context.policies)
        && packet::offered(&state.case, &assessment, context.text).iter().any(|line| line.id == id)
    {
        state.export.lines.push(id.to_owned());
    }
    Vec::new()
}

/// The packet as it was put together; none where there is nothing in it, or nobody for it.
pub fn packet(state: &State, context: &Context<'_>) -> Option<Packet> {
    let to = state.export.to?;
    let assessment = assess(&state.case, context.policies).ok()?;
    let mut lines = packet::offered(&state.case, &assessment, context.text);
    lines.retain(|line| state.export.lines.contains(&line.id));
    (!lines.is_empty()).then(|| Packet::new(to, &assessment.on, lines, context.text))
}

fn save_packet(state: &mut State, context: &Context<'_>) -> Vec<Effect> {
    match packet(state, context) {
        Some(_) => doing(state, "saved", Effect::SavePage(KeptPage::Packet)),
        None => Vec::new(),
    }
}

/// Reads an event; where its value is wrong, what is allowed.
pub(super) fn event(raw: &Raw) -> Option<Result<ExportEvent, &'static str>> {
    let value = raw.get("value").cloned().unwrap_or(Raw::Null);
    let text = || value.text().map(str::to_owned).ok_or("a string");
    let sensitive = || Sensitive::from_id(value.text()).ok_or(Sensitive::IDS);
    Some(match raw.get("type").and_then(Raw::text)? {
        "at" => text().map(ExportEvent::At),
        "draft-found" => Ok(ExportEvent::DraftFound(value)),
        "keep-draft" => {
            let days = value.whole().or_else(|| value.text()?.parse().ok());
            days.filter(|days| draft::DAYS.contains(days)).map(ExportEvent::KeepDraft).ok_or("7, 30")
        }
        "draft-kept" => Ok(ExportEvent::DraftKept(value.text().and_then(Date::parse))),
        "go-on" => Ok(ExportEvent::GoOn),
        "draft" => Ok(ExportEvent::Draft(value)),
        "remove-draft" => Ok(ExportEvent::RemoveDraft),
        "lock" => text().map(ExportEvent::Lock),
        "locked" => Ok(ExportEvent::Locked(value)),
        "open-file" => Ok(ExportEvent::OpenFile(value)),
        "unlock" => text().map(ExportEvent::Unlock),
        "unlocked" => Ok(ExportEvent::Unlocked(value)),
        "save-page" => sensitive().map(ExportEvent::SavePage),
        "for" => value.text().and_then(Receiver::from_id).map(ExportEvent::For).ok_or("provider, municipality"),
        "line" => text().map(ExportEvent::Line),
        "save-packet" => Ok(ExportEvent::SavePacket),
        "not-saved" => Ok(ExportEvent::NotSaved),
        "copy-packet" => Ok(ExportEvent::CopyPacket),
        "copied" => Ok(ExportEvent::Copied(value == Raw::Bool(true))),
        _ => return None,
    })
}
