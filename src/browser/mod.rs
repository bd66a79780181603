//! The page in a browser: carries out effects and turns what a person does into events. Holds no decision.
//!
//! One listener per kind of event stands on the document; what was meant is read from `data-event` and its
//! neighbours. Only a region whose markup has changed is swapped.

mod dom;
mod search;

use crate::OPENING;
use crate::case::{Jurisdiction, Moment, Problem, Raw, parse_moment};
use crate::client::Client;
use crate::js::{js, messages, words};
use crate::opening::{self, Done};
use crate::policy::PolicySet;
use crate::session::export::ExportEvent;
use crate::session::kiosk::Touch;
use crate::session::{Effect, Event, Surface, WireEffect};
use crate::settings::contact::parse_contact;
use crate::settings::kiosk::{Settings, parse_kiosk};
use crate::text::Text;
use dom::{Dom, Host, Kept};
use gloo::events::{EventListener, EventListenerOptions};
use search::Search;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The running page. Listeners live as long as it does.
struct App {
    dom: Dom,
    client: RefCell<Client>,
    /// The markup of each region as it stands in the document.
    shown: RefCell<Vec<String>>,
    search: RefCell<Search>,
    /// What was begun in conversations that are open and not shown, by their numbers.
    begun: RefCell<Vec<(u32, Kept)>>,
    /// What was done before the whole client was there.
    done: RefCell<Done>,
    /// Is the whole client about to go on?
    handing_over: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
}

thread_local! {
    /// The one page of this document.
    static APP: RefCell<Option<Rc<App>>> = const { RefCell::new(None) };
}

/// Starts the page. `false` where it cannot, and the document should say so.
#[wasm_bindgen]
pub fn start(host: Host) -> bool {
    let Some(app) = App::new(host) else { return false };
    let app = Rc::new(app);
    app.listen();
    app.begin();
    APP.with(|slot| *slot.borrow_mut() = Some(app));
    true
}

impl App {
    fn new(host: Host) -> Option<Self> {
        let dom = Dom::new(host)?;
        let text = words(&dom.parse(&dom.host.text())).ok()?;
        let on = parse_moment(&dom.host.now(Jurisdiction::Sweden.id()))?;
        let client = if OPENING { opening::client(text, on) } else { Self::whole(&dom, text, on)? };
        Some(Self {
            dom,
            client: RefCell::new(client),
            shown: RefCell::new(Vec::new()),
            search: RefCell::new(Search::default()),
            begun: RefCell::new(Vec::new()),
            done: RefCell::new(Done::default()),
            handing_over: Cell::new(false),
            listeners: RefCell::new(Vec::new()),
        })
    }

    /// The whole client, with what the authority has set for itself.
    fn whole(dom: &Dom, text: Text, on: Moment) -> Option<Client> {
        // Who installs the page is told what is wrong with their file; the page goes on without it.
        let complain = |file: &str, problems: Vec<Problem>| {
            for problem in problems {
                dom.host.complain(&[file, ": ", &problem.to_string()].concat());
            }
        };
        let local = parse_contact(&dom.parse(&dom.host.contact())).unwrap_or_else(|problems| {
            complain("local/contact.json", problems);
            None
        });
        let settings = dom.host.kiosk().map(|settings| {
            parse_kiosk(&dom.parse(&settings)).unwrap_or_else(|problems| {
                complain("local/kiosk.json", problems);
                Settings::default()
            })
        });
        let policies = PolicySet::embedded_with(local).ok()?;
        let channel = if settings.is_some() { Surface::Kiosk } else { Surface::Web };
        let mut client = Client::new(policies, text, channel, Jurisdiction::Sweden, on);
        if let Some(settings) = settings {
            dom.host.device("size", &settings.large_size().to_string());
            dom.host.device("band", &settings.band.to_string());
            client.enable_kiosk(settings);
        }
        if dom.host.officer() {
            client.enable_officer();
        }
        Some(client)
    }

    /// Begins; or goes on where the small WASM left off, with the event that it left to the whole client.
    fn begin(self: &Rc<Self>) {
        if !OPENING {
            self.look_around();
        }
        if !OPENING
            && let Raw::List(done) = self.dom.parse(&self.dom.host.done())
            && let Some((last, before)) = done.split_last()
        {
            for event in before {
                // It was taken once; what it had an effect on is done.
                let _ = self.client.borrow_mut().step_raw(event);
            }
            return self.step_raw(last.clone());
        }
        self.dom.remember(0, true);
        self.draw();
        self.open_address();
    }

    /// Opens what the address carries. `false` where it carries nothing.
    fn open_address(self: &Rc<Self>) -> bool {
        let officer = !OPENING && self.dom.host.officer();
        let Some(given) = self.dom.fragment(officer) else { return false };
        self.step_raw(if officer {
            happened("desk-open", self.dom.opened(&given))
        } else {
            happened("open-code", Raw::Text(given))
        });
        true
    }

    /// Where the page stands, and whether there is a draft on this device.
    fn look_around(self: &Rc<Self>) {
        if let Some(address) = self.dom.address() {
            self.client.borrow_mut().step(&Event::Export(ExportEvent::At(address)));
        }
        let draft = self.dom.host.draft();
        if !draft.is_empty() {
            // What cannot be read is not ours, or damaged: the core decides what becomes of it.
            let found = match self.dom.parse(&draft) {
                Raw::Null => Raw::Bool(false),
                found => found,
            };
            let effects = self.client.borrow_mut().step(&Event::Export(ExportEvent::DraftFound(found)));
            self.carry_out(&effects);
        }
    }

    fn listen(self: &Rc<Self>) {
        let on = |kind: &'static str, act: fn(&Rc<Self>, &web_sys::Event)| {
            let app = Rc::clone(self);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&self.dom.document, kind, options, move |event| act(&app, event))
        };
        let mut listeners = vec![
            on("click", Self::clicked),
            on("submit", Self::submitted),
            on("input", Self::typed),
            on("keydown", Self::pressed),
            on("change", Self::changed),
        ];
        let app = Rc::clone(self);
        listeners.push(EventListener::new(&self.dom.window, "popstate", move |_| {
            // Somebody may have followed a code while the page was open.
            if app.open_address() {
                return;
            }
            if app.conversation().is_some() {
                // Of several conversations the browser's back is that of the one that is shown.
                app.step_raw(happened("back", Raw::Null));
                app.dom.remember(0, false);
            } else if let Some(place) = app.dom.place() {
                app.step_raw(happened("visit", Raw::Number(f64::from(place))));
            }
        }));
        if self.is_kiosk() {
            // What a terminal's device tells: an act, the time that was asked for, no voice, and that the page is left.
            listeners.extend([
                on("seen", |app, _| app.watch(&Touch::Seen(app.dom.host.seconds()))),
                on("tick", |app, _| app.watch(&Touch::Tick(app.dom.host.seconds()))),
                on("no-voice", |app, _| {
                    let effects = app.client.borrow_mut().step(&Event::Touch(Touch::NoVoice));
                    app.finish(&effects);
                }),
                on("leave", |app, _| app.step_raw(happened("wipe", Raw::Null))),
            ]);
        }
        *self.listeners.borrow_mut() = listeners;
    }

    /// A press on something that carries an event.
    fn clicked(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(target) = dom::closest(event, "[data-event]") else { return };
        match target.get_attribute("data-event").as_deref() {
            // A form carries an event too, but only when it is submitted.
            Some(_) if target.tag_name() == "FORM" => {}
            Some("focus") => {
                event.prevent_default();
                if let Some(id) =
                    target.get_attribute("href").and_then(|href| href.strip_prefix('#').map(str::to_owned))
                {
                    self.dom.focus(&id);
                }
            }
            Some("pick") => self.pick(&target),
            Some("reveal") => self.dom.reveal(&target),
            // The browser's own history leads back, so that both ways are one.
            Some("back") if !self.is_kiosk() && self.conversation().is_none() => self.dom.back(),
            Some(_) => self.step_raw(dom::event_of(&target)),
            None => {}
        }
    }

    /// Continue: the answer that was chosen or typed.
    fn submitted(self: &Rc<Self>, event: &web_sys::Event) {
        event.prevent_default();
        let Some(form) = dom::closest(event, "form[data-event]") else { return };
        let mut fields = dom::event_of(&form);
        if form.get_attribute("data-event").as_deref() == Some("fill") {
            if let Raw::Map(entries) = &mut fields {
                entries.push(("fields".to_owned(), self.dom.parse(&self.dom.host.read_fields(&form))));
            }
            return self.step_raw(fields);
        }
        let given = match (form.has_attribute("data-field"), self.dom.passphrase()) {
            (true, Some(field)) => ("typed", field.value()),
            _ => self.dom.given(),
        };
        if let Raw::Map(entries) = &mut fields {
            let kind = form.get_attribute("data-event");
            let value = match kind.as_deref() {
                Some("desk-open") if !OPENING => self.dom.opened(&given.1),
                _ => Raw::Text(given.1),
            };
            entries.push(("given".to_owned(), Raw::Text(given.0.to_owned())));
            entries.push(("value".to_owned(), value));
        }
        self.step_raw(fields);
    }

    /// Typing in the search field shows what it may mean.
    fn typed(self: &Rc<Self>, event: &web_sys::Event) {
        if let Some(field) = dom::closest(event, "[data-search]") {
            let client = self.client.borrow();
            self.search.borrow_mut().typed(&field, client.state().case.jurisdiction, &self.dom, client.text());
        }
    }

    /// Arrows, Enter and Escape in the search field.
    fn pressed(self: &Rc<Self>, event: &web_sys::Event) {
        if dom::closest(event, "[data-search]").is_some() {
            let client = self.client.borrow();
            self.search.borrow_mut().pressed(event, &self.dom, client.text());
        }
    }

    /// A file was chosen, or an answer tried.
    fn changed(self: &Rc<Self>, event: &web_sys::Event) {
        if let Some(field) = dom::closest(event, "[data-live]") {
            return self.step_raw(dom::live_event_of(&field));
        }
        let Some(field) = dom::closest(event, "[data-file]") else { return };
        let kind = field.get_attribute("data-file").unwrap_or_default();
        let number = self.conversation();
        self.when(&self.dom.host.read_file(&field), move |app, content| {
            // A file belongs to the conversation that it was chosen in.
            if app.conversation() == number {
                app.step_raw(happened(&kind, content));
            }
        });
    }

    /// What is done with the JSON text that a promise of the host's brings; nothing where it brings none.
    fn when(self: &Rc<Self>, promise: &js_sys::Promise, act: impl FnOnce(&Rc<Self>, Raw) + 'static) {
        let app = Rc::clone(self);
        let loaded = Closure::once(move |json: JsValue| {
            let content = app.dom.parse(&json.as_string().unwrap_or_default());
            act(&app, content);
        });
        let _ = promise.then(&loaded);
        loaded.forget();
    }

    /// A municipality in the list was pressed.
    fn pick(self: &Rc<Self>, option: &web_sys::Element) {
        let client = self.client.borrow();
        self.search.borrow_mut().pick(option, &self.dom, client.text());
    }

    /// The number of the conversation that is shown, where several are open.
    fn conversation(&self) -> Option<u32> {
        if OPENING { None } else { self.client.borrow().conversation() }
    }

    /// Takes an event, which happens now.
    fn step_raw(self: &Rc<Self>, mut event: Raw) {
        let jurisdiction = self.client.borrow().state().case.jurisdiction;
        if let Raw::Map(fields) = &mut event {
            fields.push(("on".to_owned(), Raw::Text(self.dom.host.now(jurisdiction.id()))));
        }
        let effects = if OPENING {
            // The whole client goes on as soon as it can; until then, with what only it can take.
            let taken = if self.dom.host.is_whole() {
                None
            } else {
                self.done.borrow_mut().step(&mut self.client.borrow_mut(), &event)
            };
            let Some(effects) = taken else { return self.hand_over(&event) };
            effects
        } else {
            let before = self.conversation().map(|number| (number, self.dom.keep()));
            // An event that the page itself made wrongly changes nothing.
            let effects = self.client.borrow_mut().step_raw(&event).unwrap_or_default();
            if effects.iter().any(|effect| matches!(effect, Effect::Conversation(_))) {
                self.switched(before.filter(|_| !effects.contains(&Effect::Forget)));
            }
            effects
        };
        self.finish(&effects);
    }

    /// Another conversation is shown. It is as late in it as anywhere; what was begun in the one before waits for
    /// that one, and what was wiped waits for nobody.
    fn switched(&self, before: Option<(u32, Kept)>) {
        let jurisdiction = self.client.borrow().state().case.jurisdiction;
        if let Some(on) = parse_moment(&self.dom.host.now(jurisdiction.id())) {
            self.client.borrow_mut().step(&Event::Clock(on));
        }
        self.begun.borrow_mut().extend(before);
    }

    /// The whole client goes on, and of this one nothing is left. Where it does not come, the page says so, and
    /// the next press tries again.
    fn hand_over(self: &Rc<Self>, event: &Raw) {
        if self.handing_over.replace(true) {
            return;
        }
        let done = self.done.borrow().and(event);
        self.when(&self.dom.host.hand_over(&js(&done)), |app, there| {
            app.handing_over.set(false);
            let there = there == Raw::Bool(true);
            app.dom.tell_missing((!there).then(|| app.client.borrow().text().get("frame.missing").to_owned()));
            if there {
                app.listeners.borrow_mut().clear();
                APP.with(|slot| slot.borrow_mut().take());
            }
        });
    }

    fn is_kiosk(&self) -> bool {
        self.client.borrow().state().kiosk().is_some()
    }

    /// Time passes: the page stays as it is, unless everything was wiped.
    fn watch(self: &Rc<Self>, touch: &Touch) {
        let effects = self.client.borrow_mut().step(&Event::Touch(touch.clone()));
        if effects.contains(&Effect::Forget) {
            self.finish(&effects);
        } else {
            self.carry_out(&effects);
        }
    }

    fn finish(self: &Rc<Self>, effects: &[Effect]) {
        let other = effects.iter().any(|effect| matches!(effect, Effect::Conversation(_)));
        let wiped = other || effects.contains(&Effect::Forget);
        // What was wiped goes from the page at once, and so does another conversation.
        if wiped {
            self.draw();
            self.carry_out(effects);
        }
        // Else the words come first: the page is drawn once, in its own language.
        if let Some(lang) = effects.iter().find_map(|effect| match effect {
            Effect::LoadText(lang) => Some(lang.clone()),
            _ => None,
        }) {
            self.load(&lang);
        } else if !wiped && effects.contains(&Effect::InPlace) {
            self.draw_around();
            self.carry_out(effects);
        } else if !wiped {
            self.draw();
            self.carry_out(effects);
        }
    }

    fn carry_out(self: &Rc<Self>, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Focus(focus) => self.dom.focus(focus.id()),
                // A terminal keeps no history: back leads out of nobody's answers. Of several conversations the
                // browser knows one place, so that its back always comes to us.
                Effect::Remember(_) if self.is_kiosk() || self.conversation().is_some() => {}
                Effect::Remember(place) => self.dom.remember(*place, false),
                // The small WASM has no page where anything else can happen.
                _ if OPENING => {}
                Effect::Forget => {
                    self.dom.remember(0, true);
                    self.dom.host.device("forget", "");
                    if self.conversation().is_none() {
                        self.begun.borrow_mut().clear();
                    }
                }
                Effect::Conversation(number) => {
                    self.dom.remember(0, false);
                    let mut begun = self.begun.borrow_mut();
                    while let Some(at) = begun.iter().position(|(known, _)| known == number) {
                        self.dom.put_back(&begun.remove(at).1);
                    }
                }
                // The form stays as it is: it was not drawn.
                Effect::InPlace => {}
                Effect::TellOutcome => self.dom.say(&self.client.borrow().outcome()),
                Effect::LoadText(_) => {}
                Effect::LoadProviders => self.when(&self.dom.host.load_local("providers.json"), |app, list| {
                    app.client.borrow_mut().set_providers(&list);
                    app.draw();
                }),
                Effect::LoadPlaces => self.when(&self.dom.host.load_places(), |app, names| {
                    let Ok(names) = messages(&names) else { return };
                    let kept = app.dom.keep();
                    app.client.borrow_mut().name_places(names);
                    app.draw();
                    app.dom.put_back(&kept);
                }),
                Effect::LoadPractice => self.when(&self.dom.host.load_practice(), |app, list| {
                    app.client.borrow_mut().practise(&list);
                    app.draw();
                }),
                Effect::SaveHandover => {
                    let client = self.client.borrow();
                    self.dom.host.save_file("vagval-handover.json", &js(&client.handover()));
                    self.dom.say(client.text().get("page.receipt.saved"));
                }
                Effect::SaveReceipt(sensitive) => {
                    let client = self.client.borrow();
                    let name = ["vagval-", &client.state().case.on.date.to_string(), ".json"].concat();
                    self.dom.host.save_file(&name, &js(&client.receipt(*sensitive)));
                    self.dom.say(client.text().get("page.receipt.saved"));
                }
                Effect::SaveCalendar => {
                    let client = self.client.borrow();
                    self.dom.host.save_file("vagval.ics", &JsValue::from(client.calendar()));
                    self.dom.say(client.text().get("page.receipt.saved"));
                }
                Effect::Copy(letter) => {
                    let text = self.client.borrow().letter(*letter);
                    self.when(&self.dom.host.copy(&text), |app, done| {
                        let key = if done == Raw::Bool(true) { "letter.copied" } else { "letter.not-copied" };
                        app.dom.say(app.client.borrow().text().get(key));
                    });
                }
                Effect::Device(request) => self.request(request.kind, &request.value),
                Effect::SavePage(page) => {
                    let file = self.client.borrow().kept_page(*page);
                    self.request("save-page", &file);
                }
                Effect::Print => {
                    // Where a browser cannot print, nothing happens, as with its own command.
                    let _ = self.dom.window.print();
                }
                Effect::Wake(_) | Effect::Warn(_) | Effect::Say(_) | Effect::Read | Effect::Hush | Effect::Look(_) => {
                    let wire = WireEffect::from(effect);
                    self.dom.host.device(wire.kind, wire.value.text().unwrap_or_default());
                }
            }
        }
    }

    /// Has the device do something; it tells by an event how that went.
    fn request(self: &Rc<Self>, kind: &str, value: &Raw) {
        self.when(&self.dom.host.hand(kind, &js(value)), |app, event| {
            if event != Raw::Null {
                app.step_raw(event);
            }
        });
    }

    /// Fetches the words of a language and draws the page in it; what was typed stays.
    fn load(self: &Rc<Self>, lang: &str) {
        let number = self.conversation();
        // Where the words do not come, the page stays in the language it has; and so does another conversation.
        self.when(&self.dom.host.load_text(lang), move |app, json| {
            let Ok(text) = words(&json) else { return };
            if app.conversation() != number {
                return;
            }
            let kept = app.dom.keep();
            app.client.borrow_mut().set_language(text);
            app.draw();
            app.dom.put_back(&kept);
            app.dom.say(app.client.borrow().text().get("frame.loaded"));
        });
    }

    /// Swaps the regions that have changed.
    fn draw(&self) {
        self.swap_regions("");
    }

    /// The same, but for what the person has just filled in themselves: there the document is ahead of the view.
    fn draw_around(&self) {
        self.swap_regions("main");
    }

    fn swap_regions(&self, ahead: &str) {
        let view = self.client.borrow().view();
        let mut shown = self.shown.borrow_mut();
        let focused = self.dom.focused();
        let passphrase = self.dom.passphrase().map(|field| (field.value(), field.type_()));
        for (index, region) in view.regions.iter().enumerate() {
            if shown.get(index) != Some(&region.markup) && region.id != ahead {
                self.dom.swap(region.id, &region.markup);
            }
        }
        // What is typed there is nowhere else, so it moves from the old field to the new one.
        if let (Some(field), Some((value, kind))) = (self.dom.passphrase(), passphrase) {
            field.set_value(&value);
            field.set_type(&kind);
        }
        *shown = view.regions.into_iter().map(|region| region.markup).collect();
        self.search.borrow_mut().forget();
        self.dom.document.set_title(&view.title);
        self.dom.set_language(&view.lang, &view.dir);
        self.dom.say("");
        if let Some(id) = focused {
            // A key that has left the pad gives the focus to the field that it filled.
            self.dom.focus_again(if self.dom.by_id(&id).is_some() { &id } else { "given" });
        }
    }
}

/// An event of the boundary.
fn happened(kind: &str, value: Raw) -> Raw {
    Raw::Map(vec![("type".to_owned(), Raw::Text(kind.to_owned())), ("value".to_owned(), value)])
}
