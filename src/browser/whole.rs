//! The whole program in the browser: terminal, officer's desk, files, conversations side by side.

use super::local::{complain, policies};
use super::{App, Dom, EventListener, EventListenerOptions, Host, Kept, Ring, happened, js, start_with};
use crate::case::{Jurisdiction, Moment, Raw, parse_moment};
use crate::client::{Client, WHOLE};
use crate::policy::PolicySet;
use crate::session::export::ExportEvent;
use crate::session::kiosk::Touch;
use crate::session::{Effect, Event, Page, Surface, WireEffect, save};
use crate::settings::kiosk::{Settings, parse_kiosk};
use crate::text::Text;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

thread_local! {
    /// What was begun in conversations that are open and not shown, by their numbers.
    static BEGUN: RefCell<Vec<(u32, Kept)>> = const { RefCell::new(Vec::new()) };
}

static RING: Ring = Ring { client, begin, carry_out, kept, switch, next: None };

/// Starts the page with the whole program. `false` where it cannot, and the document should say so.
#[wasm_bindgen]
pub fn start(host: Host) -> bool {
    start_with(host, &RING)
}

/// The client, with what the authority has set for itself.
fn client(dom: &Dom, text: Text, on: Moment) -> Option<Client> {
    let settings = dom.host.kiosk().map(|settings| {
        parse_kiosk(&dom.parse(&settings)).unwrap_or_else(|problems| {
            complain(dom, "local/kiosk.json", problems);
            Settings::default()
        })
    });
    let policies = policies(dom, PolicySet::embedded_with)?;
    let channel = if settings.is_some() { Surface::Kiosk } else { Surface::Web };
    let kept = Client::restored(&WHOLE, policies, text.clone(), &dom.parse(&dom.host.done()));
    let mut client = kept.unwrap_or_else(|_| Client::new(policies, text, channel, Jurisdiction::DEFAULT, on));
    if let Some(settings) = settings {
        dom.host.device("size", &settings.large_size().to_string());
        dom.host.device("band", &settings.band.to_string());
        client.enable_kiosk(settings);
    }
    if dom.host.officer() {
        client.enable_officer();
        client.lay_out(&dom.parse(&dom.host.done()));
    }
    Some(client)
}

/// Tells where the page stands, and whether there is a draft on this device.
fn begin(app: &Rc<App>) {
    if let Some(address) = address(&app.dom) {
        app.client.borrow_mut().step(&Event::Export(ExportEvent::At(address)));
    }
    let draft = app.dom.host.draft();
    if !draft.is_empty() {
        // What cannot be read is not ours, or damaged: the core decides what becomes of it.
        let found = match app.dom.parse(&draft) {
            Raw::Null => Raw::Bool(false),
            found => found,
        };
        let effects = app.client.borrow_mut().step(&Event::Export(ExportEvent::DraftFound(found)));
        app.carry_out(&effects);
    }
    if app.is_kiosk() {
        listen_to_the_device(app);
    }
    if app.dom.host.officer() {
        listen_to_the_desk(app);
    }
}

/// The keys of the desk: the arrows go through the list, and Escape leads back to it.
fn listen_to_the_desk(app: &Rc<App>) {
    let at = Rc::clone(app);
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&app.dom.document, "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>().map(web_sys::KeyboardEvent::key) else { return };
        let is_open = at.client.borrow().state().page() == Page::Referral;
        if key == "Escape" && is_open {
            event.prevent_default();
            at.step_raw(happened("desk-list", Raw::Null));
        } else if let Some(place) = super::dom::closest(event, "[data-place]") {
            let place = place.get_attribute("data-place").and_then(|place| place.parse::<usize>().ok());
            let count = at.client.borrow().state().desk.as_ref().map_or(0, |desk| desk.items.len());
            let to = place.and_then(|place| match key.as_str() {
                "ArrowDown" => place.checked_add(1),
                "ArrowUp" => place.checked_sub(1),
                "Home" => Some(0),
                "End" => count.checked_sub(1),
                _ => None,
            });
            if let Some(to) = to.filter(|to| *to < count) {
                event.prevent_default();
                at.dom.focus_place(to);
            }
        }
    });
    app.listeners.borrow_mut().push(listener);
}

/// What a terminal's device tells: an act, the time that was asked for, no voice, and that the page is left.
fn listen_to_the_device(app: &Rc<App>) {
    let on = |kind: &'static str, act: fn(&Rc<App>)| {
        let app = Rc::clone(app);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&app.clone().dom.document, kind, options, move |_| act(&app))
    };
    app.listeners.borrow_mut().extend([
        on("seen", |app| watch(app, &Touch::Seen(app.dom.host.seconds()))),
        on("tick", |app| watch(app, &Touch::Tick(app.dom.host.seconds()))),
        on("no-voice", |app| {
            let effects = app.client.borrow_mut().step(&Event::Touch(Touch::NoVoice));
            app.finish(&effects);
        }),
        on("leave", |app| app.step_raw(happened("wipe", Raw::Null))),
    ]);
}

/// The answers and the page; at a desk what lies on it. Of what several people told and what a terminal is told
/// nothing is kept.
fn kept(app: &App) -> Raw {
    let client = app.client.borrow();
    let state = client.state();
    if state.desk.is_some() {
        return client.kept_desk();
    }
    let own = state.kiosk().is_none() && client.conversation().is_none();
    let begun = state.has_answers() || state.page() != Page::Start;
    if own && begun { save(state) } else { Raw::Null }
}

/// Another conversation is shown. It is as late in it as anywhere; what was begun in the one before waits for
/// that one, and what was wiped waits for nobody.
fn switch(app: &App, before: Option<(u32, Kept)>, effects: &[Effect]) {
    if !effects.iter().any(|effect| matches!(effect, Effect::Conversation(_))) {
        return;
    }
    let jurisdiction = app.client.borrow().state().case.jurisdiction;
    if let Some(on) = parse_moment(&app.dom.host.now(jurisdiction.id())) {
        app.client.borrow_mut().step(&Event::Clock(on));
    }
    let before = before.filter(|_| !effects.contains(&Effect::Forget));
    BEGUN.with(|begun| begun.borrow_mut().extend(before));
}

/// Time passes: the page stays as it is, unless everything was wiped.
fn watch(app: &Rc<App>, touch: &Touch) {
    let effects = app.client.borrow_mut().step(&Event::Touch(touch.clone()));
    if effects.contains(&Effect::Forget) {
        app.finish(&effects);
    } else {
        app.carry_out(&effects);
    }
}

fn carry_out(app: &Rc<App>, effect: &Effect) {
    match effect {
        Effect::Forget => {
            app.dom.remember(0, true);
            app.dom.host.device("forget", "");
            if app.conversation().is_none() {
                BEGUN.with(|begun| begun.borrow_mut().clear());
            }
        }
        Effect::Conversation(number) => {
            app.dom.remember(0, false);
            BEGUN.with(|begun| {
                let mut begun = begun.borrow_mut();
                while let Some(at) = begun.iter().position(|(known, _)| known == number) {
                    app.dom.put_back(&begun.remove(at).1);
                }
            });
        }
        Effect::TellOutcome => app.dom.say(&app.client.borrow().outcome()),
        Effect::LoadProviders => app.when(&app.dom.host.load_local("providers.json"), |app, list| {
            app.client.borrow_mut().set_providers(&list);
            app.draw();
        }),
        Effect::LoadPractice => app.when(&app.dom.host.load_practice(), |app, list| {
            app.client.borrow_mut().practise(&list);
            app.draw();
        }),
        Effect::LoadWords(lang) => app.when(&app.dom.host.load_text(lang), |app, json| {
            let Some(text) = crate::js::text(&json) else { return };
            app.client.borrow_mut().lend(text);
            app.draw();
        }),
        Effect::SaveHandover => {
            let client = app.client.borrow();
            app.dom.host.save_file("vagval-handover.json", &js(&client.handover()));
            app.dom.say(client.text().get("page.receipt.saved"));
        }
        Effect::SaveReceipt(sensitive) => {
            let client = app.client.borrow();
            let name = ["vagval-", &client.state().case.on.date.to_string(), ".json"].concat();
            app.dom.host.save_file(&name, &js(&client.receipt(*sensitive)));
            app.dom.say(client.text().get("page.receipt.saved"));
        }
        Effect::SaveCalendar => {
            let client = app.client.borrow();
            app.dom.host.save_file("vagval.ics", &JsValue::from(client.calendar()));
            app.dom.say(client.text().get("page.receipt.saved"));
        }
        Effect::Copy(letter) => {
            let text = app.client.borrow().letter(*letter);
            app.when(&app.dom.host.copy(&text), |app, done| {
                let key = if done == Raw::Bool(true) { "letter.copied" } else { "letter.not-copied" };
                app.dom.say(app.client.borrow().text().get(key));
            });
        }
        Effect::Device(request) => ask_device(app, request.kind, &request.value),
        Effect::SavePage(page) => {
            let file = app.client.borrow().kept_page(*page);
            ask_device(app, "save-page", &file);
        }
        Effect::Print => {
            // Where a browser cannot print, nothing happens, as with its own command.
            let _ = app.dom.window.print();
        }
        Effect::Wake(_) | Effect::Warn(_) | Effect::Say(_) | Effect::Read | Effect::Hush | Effect::Look(_) => {
            let wire = WireEffect::from(effect);
            app.dom.host.device(wire.kind, wire.value.text().unwrap_or_default());
        }
        // What every program does alike was done before.
        Effect::Focus(_) | Effect::Remember(_) | Effect::InPlace | Effect::LoadText(_) | Effect::LoadPlaces(_) => {}
    }
}

/// Has the device do something; it tells by an event how that went.
fn ask_device(app: &Rc<App>, kind: &str, value: &Raw) {
    app.when(&app.dom.host.hand(kind, &js(value)), |app, event| {
        if event != Raw::Null {
            app.step_raw(event);
        }
    });
}

/// Where the page stands, without what follows it.
fn address(dom: &Dom) -> Option<String> {
    let location = dom.window.location();
    Some([location.origin().ok()?, location.pathname().ok()?].concat())
}
