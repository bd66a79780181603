//! The page in a browser: carries out effects and turns what a person does into events. Holds no decision.
//!
//! One listener per kind of event stands on the document; what was meant is read from `data-event` and its
//! neighbours. Only a region whose markup has changed is swapped.

mod dom;
mod local;
#[cfg(feature = "steps")]
mod opening;
#[cfg(feature = "steps")]
mod result;
mod search;
#[cfg(not(feature = "steps"))]
mod whole;

use crate::case::{Jurisdiction, Moment, Raw, parse_moment};
use crate::client::Client;
use crate::js::{js, messages, text};
use crate::pieces::Done;
use crate::session::{Effect, flow_event};
use crate::text::Text;
use dom::{Dom, Host, Kept};
use gloo::events::{EventListener, EventListenerOptions};
use search::Search;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Under which name a smaller program keeps what was done.
const EVENTS: &str = "events";

/// The running page. Listeners live as long as it does.
struct App {
    ring: &'static Ring,
    dom: Dom,
    client: RefCell<Client>,
    /// The markup of each region as it stands in the document.
    shown: RefCell<Vec<String>>,
    search: RefCell<Search>,
    /// What was done before a larger program was there.
    done: RefCell<Done>,
    /// Is the larger program about to go on?
    handing_over: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
}

thread_local! {
    /// The one page of this document.
    static APP: RefCell<Option<Rc<App>>> = const { RefCell::new(None) };
}

/// What a program asks of the browser, besides drawing its pages. One static for each program that is loaded.
struct Ring {
    /// Makes the client, with what the authority has set for itself.
    client: fn(&Dom, Text, Moment) -> Option<Client>,
    /// Listens for more, and looks around, before the first page is drawn.
    begin: fn(&Rc<App>),
    /// Carries out an effect that is not the same in every program.
    carry_out: fn(&Rc<App>, &Effect),
    /// What is kept in this tab, for a page that is loaded anew; null where nothing may be.
    kept: fn(&App) -> Raw,
    /// What stays of a conversation while another one is shown: it is kept before a step, and put back after it.
    switch: fn(&App, Option<(u32, Kept)>, &[Effect]),
    /// The larger program that goes on from here; none where this is the largest.
    next: Option<&'static str>,
}

/// Starts the page. `false` where it cannot, and the document should say so.
fn start_with(host: Host, ring: &'static Ring) -> bool {
    let Some(app) = App::new(host, ring) else { return false };
    let app = Rc::new(app);
    app.listen();
    (ring.begin)(&app);
    app.go_on();
    APP.with(|slot| *slot.borrow_mut() = Some(app));
    true
}

impl App {
    fn new(host: Host, ring: &'static Ring) -> Option<Self> {
        let dom = Dom::new(host)?;
        let text = text(&dom.parse(&dom.host.text()))?;
        let on = parse_moment(&dom.host.now(Jurisdiction::DEFAULT.id()))?;
        let client = (ring.client)(&dom, text, on)?;
        Some(Self {
            ring,
            dom,
            client: RefCell::new(client),
            shown: RefCell::new(Vec::new()),
            search: RefCell::new(Search::default()),
            done: RefCell::new(Done::default()),
            handing_over: Cell::new(false),
            listeners: RefCell::new(Vec::new()),
        })
    }

    /// Begins; or goes on where a smaller program left off, with the event that it left to this one; or where this
    /// page was before it was loaded anew.
    fn go_on(self: &Rc<Self>) {
        let before = self.dom.parse(&self.dom.host.done());
        if let Raw::List(done) = &before
            && let Some((last, before)) = done.split_last()
        {
            self.done.borrow_mut().replay(&mut self.client.borrow_mut(), before);
            return self.step_raw(last.clone());
        }
        // What was kept in this tab; the whole program has made its client of it.
        if let Raw::Map(_) = &before {
            if let Some(Raw::List(kept)) = before.get(EVENTS) {
                self.done.borrow_mut().replay(&mut self.client.borrow_mut(), kept);
            }
            // It is later now.
            self.take(&self.at_once(happened("clock", Raw::Null)));
        }
        self.dom.remember(self.client.borrow().state().place(), true);
        self.draw();
        self.keep_in_tab();
        self.open_address();
    }

    /// What was told stays in this tab, for a page that is loaded anew by accident.
    fn keep_in_tab(&self) {
        self.dom.host.keep(&js(&(self.ring.kept)(self)));
    }

    /// What a smaller program keeps: all that was done.
    #[cfg(feature = "steps")]
    fn kept_events(&self) -> Raw {
        let all = self.done.borrow().all();
        if all.is_empty() { Raw::Null } else { Raw::Map(vec![(EVENTS.to_owned(), Raw::List(all))]) }
    }

    /// Opens what the address carries. `false` where it carries nothing.
    fn open_address(self: &Rc<Self>) -> bool {
        let officer = self.dom.host.officer();
        let Some(given) = self.dom.fragment(officer) else { return false };
        self.step_raw(if officer {
            happened("desk-open", self.dom.opened(&given))
        } else {
            happened("open-code", Raw::Text(given))
        });
        true
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
                Some("desk-open") => self.dom.opened(&given.1),
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
            self.search.borrow_mut().typed(&field, &self.dom, client.text());
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
        self.when_boxed(promise, Box::new(act));
    }

    /// The same, once for every act: each closure that JavaScript calls is 500 bytes of WASM.
    fn when_boxed(self: &Rc<Self>, promise: &js_sys::Promise, act: Box<dyn FnOnce(&Rc<Self>, Raw)>) {
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
        self.client.borrow().conversation()
    }

    /// What follows from an event; none where it is for a larger program.
    fn take(&self, event: &Raw) -> Option<Vec<Effect>> {
        let mut client = self.client.borrow_mut();
        if self.ring.next.is_some() {
            self.done.borrow_mut().step(&mut client, event)
        } else {
            // An event that the page itself made wrongly changes nothing.
            Some(client.try_raw(event).ok().flatten().unwrap_or_default())
        }
    }

    /// The event, which happens now.
    fn at_once(&self, mut event: Raw) -> Raw {
        let jurisdiction = self.client.borrow().state().case.jurisdiction;
        if let Raw::Map(fields) = &mut event {
            fields.push(("on".to_owned(), Raw::Text(self.dom.host.now(jurisdiction.id()))));
        }
        event
    }

    /// Takes an event, which happens now.
    fn step_raw(self: &Rc<Self>, event: Raw) {
        let event = self.at_once(event);
        // A larger program goes on as soon as it can; until then, with what only it can take.
        let leaves = self.ring.next.is_some() && self.dom.host.is_next();
        let before = self.conversation().map(|number| (number, self.dom.keep()));
        let taken = if leaves { None } else { self.take(&event) };
        let Some(effects) = taken else { return self.hand_over(&event) };
        (self.ring.switch)(self, before, &effects);
        self.finish(&effects);
    }

    /// The larger program goes on, and of this one nothing is left. Where it does not come, the page says so, and
    /// the next press tries again.
    fn hand_over(self: &Rc<Self>, event: &Raw) {
        if self.handing_over.replace(true) {
            return;
        }
        let done = self.done.borrow().and(event);
        // What is no event of the flow is for the largest.
        let is_flow = matches!(flow_event(event), Ok((Some(_), _)));
        let next = self.ring.next.filter(|_| is_flow).unwrap_or("whole");
        self.when(&self.dom.host.hand_over(&js(&done), next), |app, there| {
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

    fn finish(self: &Rc<Self>, effects: &[Effect]) {
        let has = |kind: fn(&Effect) -> bool| effects.iter().any(kind);
        let wiped = has(|effect| matches!(effect, Effect::Forget | Effect::Conversation(_)));
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
        } else if !wiped && has(|effect| matches!(effect, Effect::InPlace)) {
            self.draw_around();
            self.carry_out(effects);
        } else if !wiped {
            self.draw();
            self.carry_out(effects);
        }
        self.keep_in_tab();
    }

    fn carry_out(self: &Rc<Self>, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Focus(focus) => self.dom.focus(focus.id()),
                // A terminal keeps no history: back leads out of nobody's answers. Of several conversations the
                // browser knows one place, so that its back always comes to us.
                Effect::Remember(_) if self.is_kiosk() || self.conversation().is_some() => {}
                Effect::Remember(place) => self.dom.remember(*place, false),
                // The form stays as it is, and the words come before the page is drawn.
                Effect::InPlace | Effect::LoadText(_) => {}
                Effect::LoadPlaces(country) => self.when(&self.dom.host.load_places(country.id()), |app, names| {
                    let Some(names) = messages(&names) else { return };
                    let kept = app.dom.keep();
                    app.client.borrow_mut().name_places(names);
                    app.draw();
                    app.dom.put_back(&kept);
                }),
                other => (self.ring.carry_out)(self, other),
            }
        }
    }

    /// Fetches the words of a language and draws the page in it; what was typed stays.
    fn load(self: &Rc<Self>, lang: &str) {
        let number = self.conversation();
        // Where the words do not come, the page stays in the language it has; and so does another conversation.
        self.when(&self.dom.host.load_text(lang), move |app, json| {
            let Some(text) = text(&json) else { return };
            if app.conversation() != number {
                return;
            }
            let kept = app.dom.keep();
            app.client.borrow_mut().set_language(text);
            app.draw();
            app.dom.put_back(&kept);
            app.dom.say(app.client.borrow().text().get("frame.loaded"));
            app.keep_in_tab();
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
