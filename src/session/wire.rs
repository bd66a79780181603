//! Events and effects at the boundary: `{"type":"answer","fact":"age","given":"typed","value":"34"}`.

use super::event_names::{ALLOWED, NAMES};
use super::kiosk::Touch;
use super::{AnswerInput, Effect, Event, Form, Page, Sensitive, conversations, desk, export};
use crate::case::{Allowed, FactId, Jurisdiction, MOMENT_ALLOWED, Moment, Problem, Raw, parse_moment};
use crate::exports::Letter;
use crate::wire::{Wire, wire};

/// Reads an event, and the moment that it happened at, where it says so (`on`).
///
/// # Errors
/// The type is unknown, or something that it needs is missing or wrong; the problem names the field.
pub fn event(raw: &Raw) -> Result<(Event, Option<Moment>), Problem> {
    match flow_event(raw)? {
        (Some(event), on) => Ok((event, on)),
        (None, on) => Ok((other(&Reader(raw))?, on)),
    }
}

/// The same for an event of the flow; none where it is another.
///
/// # Errors
/// As [`event`].
pub fn flow_event(raw: &Raw) -> Result<(Option<Event>, Option<Moment>), Problem> {
    let reader = Reader(raw);
    let on = reader.moment()?;
    let event = match reader.text("type") {
        Some("begin") => Event::Begin,
        Some("answer") => Event::Answer(reader.fact()?, reader.given()?),
        Some("change") => Event::Change(reader.fact()?),
        Some("finish") => Event::Finish,
        Some("show") => {
            let page = reader.text("value").and_then(Page::from_id);
            Event::Show(page.ok_or_else(|| reader.problem("value", "the id of a page"))?)
        }
        Some("back") => Event::Back,
        Some("visit") => {
            let place = raw.get("value").and_then(Raw::whole).and_then(|place| usize::try_from(place).ok());
            Event::Visit(place.ok_or_else(|| reader.problem("value", "a place in the trail, from 0"))?)
        }
        Some("speak") => Event::Speak(reader.value()?),
        Some("clock") => Event::Clock(on.ok_or_else(|| reader.problem("on", MOMENT_ALLOWED))?),
        _ => return Ok((None, on)),
    };
    Ok((Some(event), on))
}

/// What an event carries, field by field.
struct Reader<'a>(&'a Raw);

impl<'a> Reader<'a> {
    fn text(&self, key: &str) -> Option<&'a str> {
        self.0.get(key).and_then(Raw::text)
    }

    fn problem(&self, at: &str, allowed: &'static str) -> Problem {
        let given = self.0.get(at).map_or_else(String::new, ToString::to_string);
        Problem { code: "bad-event", at: ["event.", at].concat(), given, allowed: Allowed::Form(allowed) }
    }

    fn moment(&self) -> Result<Option<Moment>, Problem> {
        match self.0.get("on") {
            None | Some(Raw::Null) => Ok(None),
            Some(on) => {
                let on = on.text().and_then(parse_moment);
                Ok(Some(on.ok_or_else(|| self.problem("on", MOMENT_ALLOWED))?))
            }
        }
    }

    fn number(&self, allowed: &'static str) -> Result<u32, Problem> {
        let raw = self.0.get("value").unwrap_or(&Raw::Null);
        let number = raw.whole().or_else(|| raw.text()?.parse().ok());
        number.and_then(|number| u32::try_from(number).ok()).ok_or_else(|| self.problem("value", allowed))
    }

    fn fact(&self) -> Result<FactId, Problem> {
        let fact = self.text("fact").and_then(FactId::from_name);
        fact.ok_or_else(|| self.problem("fact", "the id of a fact"))
    }

    fn value(&self) -> Result<String, Problem> {
        self.text("value").map(str::to_owned).ok_or_else(|| self.problem("value", "a string"))
    }

    fn given(&self) -> Result<AnswerInput, Problem> {
        Ok(match self.text("given") {
            Some("unknown") => AnswerInput::Unknown,
            Some("declined") => AnswerInput::Declined,
            Some("nothing") => AnswerInput::Nothing,
            Some("value") => match self.value()?.as_str() {
                "unknown" => AnswerInput::Unknown,
                "declined" => AnswerInput::Declined,
                value => AnswerInput::Value(value.to_owned()),
            },
            Some("typed") => AnswerInput::Typed(self.value()?),
            _ => return Err(self.problem("given", "value, typed, unknown, declined, nothing")),
        })
    }
}

/// An event that is none of the flow.
fn other(reader: &Reader<'_>) -> Result<Event, Problem> {
    let raw = reader.0;
    let name = reader.text("type").filter(|name| NAMES.contains(name));
    let event = match name {
        Some("wipe") => Event::Wipe,
        Some("country") => {
            let found = reader.text("value").and_then(Jurisdiction::from_id);
            Event::Country(found.ok_or_else(|| reader.problem("value", "the id of a country"))?)
        }
        Some("save-receipt") => {
            let sensitive = Sensitive::from_id(reader.text("value"));
            Event::SaveReceipt(sensitive.ok_or_else(|| reader.problem("value", Sensitive::IDS))?)
        }
        Some("open-code") => Event::OpenCode(reader.value()?),
        Some("save-calendar") => Event::SaveCalendar,
        Some("print") => Event::Print,
        Some("key") => Event::Touch(Touch::Key(reader.value()?)),
        Some("touch") => Event::Touch(match reader.text("value") {
            Some("larger") => Touch::Larger,
            Some("contrast") => Touch::Contrast,
            Some("read-aloud") => Touch::ReadAloud,
            Some("headset") => Touch::Headset(true),
            Some("no-headset") => Touch::Headset(false),
            _ => return Err(reader.problem("value", "larger, contrast, read-aloud, headset, no-headset")),
        }),
        Some("letter") => Event::Letter(match reader.text("value") {
            Some("correct") => Letter::Correct(reader.fact()?),
            id => Letter::PLAIN
                .into_iter()
                .find(|letter| id == Some(letter.id()))
                .ok_or_else(|| reader.problem("value", "assess, correct, object, complain, agree, survey"))?,
        }),
        Some("fill") => fill(raw).map_err(|(at, allowed)| reader.problem(at, allowed))?,
        Some("remove") => Event::Remove(reader.number("a place in the diary, from 0")? as usize),
        Some("try") => Event::Try(reader.fact()?, reader.given()?),
        Some("own-again") => Event::ResetTrial,
        Some("open-conversation") => Event::Conversation(conversations::Act::Open),
        Some("switch-conversation") => {
            Event::Conversation(conversations::Act::Switch(reader.number("the number of a conversation")?))
        }
        Some("end-conversations") => Event::Conversation(conversations::Act::End),
        Some("copy") => Event::Copy,
        Some("open-receipt") => Event::OpenReceipt(raw.get("value").cloned().unwrap_or(Raw::Null)),
        _ => {
            name.ok_or_else(|| reader.problem("type", ALLOWED))?;
            let carried = export::event(raw).map(|event| event.map(Event::Export));
            let taken = carried.or_else(|| desk::event(raw).map(|act| act.map(Event::Desk)));
            let taken = taken.ok_or_else(|| reader.problem("type", ALLOWED))?;
            taken.map_err(|allowed| reader.problem("value", allowed))?
        }
    };
    Ok(event)
}

/// What was filled in on a page with several fields; else what is wrong, and what is allowed there.
fn fill(raw: &Raw) -> Result<Event, (&'static str, &'static str)> {
    let form = raw.get("value").and_then(Raw::text).and_then(Form::from_id);
    let form = form.ok_or(("value", "opinion, period, entry, survey"))?;
    let wrong = ("fields", "an object of strings");
    let Some(Raw::Map(entries)) = raw.get("fields") else { return Err(wrong) };
    let mut fields = Vec::new();
    for (name, value) in entries {
        fields.push((name.clone(), value.text().ok_or(wrong)?.to_owned()));
    }
    Ok(Event::Fill(form, fields))
}

/// An effect at the boundary.
#[derive(Clone, Debug, PartialEq)]
pub struct WireEffect {
    /// `focus`, `remember`, `forget`, `load-text`, `load-providers`, `load-places`, `save-receipt`,
    /// `save-page`, `save-calendar`, `print`, `copy`, `in-place`, `tell` or `conversation`, and those of [`export::DeviceRequest`]; at a
    /// terminal also `wake`, `warn`, `say`, `read`, `hush` or `look`; at an officer's desk `load-practice`,
    /// `load-words` or `save-handover`.
    pub kind: &'static str,
    /// The id of the element, the place in the trail, the language, or the content of the file; null where
    /// there is nothing to tell.
    pub value: Raw,
}
wire!(WireEffect { kind as "type", value });

impl From<&Effect> for WireEffect {
    fn from(effect: &Effect) -> Self {
        let (kind, value) = match effect {
            Effect::Focus(focus) => ("focus", focus.id().wire()),
            Effect::Remember(place) => ("remember", place.to_string().wire()),
            Effect::Forget => ("forget", Raw::Null),
            Effect::LoadText(lang) => ("load-text", lang.wire()),
            Effect::LoadProviders => ("load-providers", Raw::Null),
            Effect::LoadPlaces(country) => ("load-places", Raw::Text(country.id().to_owned())),
            // The client adds the content, which is more than the conversation knows.
            Effect::SaveReceipt(_) => ("save-receipt", Raw::Null),
            Effect::SavePage(_) => ("save-page", Raw::Null),
            Effect::SaveCalendar => ("save-calendar", Raw::Null),
            Effect::Print => ("print", Raw::Null),
            Effect::Wake(second) => ("wake", second.to_string().wire()),
            Effect::Warn(left) => ("warn", left.to_string().wire()),
            Effect::Say(words) => ("say", words.wire()),
            Effect::Read => ("read", Raw::Null),
            Effect::Hush => ("hush", Raw::Null),
            Effect::Look(look) => ("look", look.wire()),
            Effect::Copy(_) => ("copy", Raw::Null),
            Effect::Device(hand) => (hand.kind, hand.value.clone()),
            Effect::LoadPractice => ("load-practice", Raw::Null),
            Effect::SaveHandover => ("save-handover", Raw::Null),
            Effect::LoadWords(lang) => ("load-words", lang.wire()),
            Effect::InPlace => ("in-place", Raw::Null),
            Effect::TellOutcome => ("tell", Raw::Null),
            Effect::Conversation(number) => ("conversation", number.to_string().wire()),
        };
        Self { kind, value }
    }
}
