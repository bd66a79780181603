//! The document: reading what a person did, and putting markup, focus and history in place.

use crate::case::{NONE, Raw};
use crate::exports::FRAGMENT;
use crate::js::raw;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, Window};

#[wasm_bindgen]
extern "C" {
    /// What only the start module can do: markup through its trusted-types policy, files, the local time.
    pub type Host;
    #[wasm_bindgen(method, getter)]
    pub fn text(this: &Host) -> String;
    #[wasm_bindgen(method, getter)]
    pub fn contact(this: &Host) -> String;
    /// The office's settings; undefined where this is no terminal.
    #[wasm_bindgen(method, getter)]
    pub fn kiosk(this: &Host) -> Option<String>;
    /// Is it the desk of an officer?
    #[wasm_bindgen(method, getter)]
    pub fn officer(this: &Host) -> bool;
    /// The JSON text in the address of a hand-over; empty where there is none.
    #[wasm_bindgen(method)]
    pub fn unpack(this: &Host, address: &str) -> String;
    #[wasm_bindgen(method, js_name = loadPractice)]
    pub fn load_practice(this: &Host) -> Promise;
    /// Carries out what only a terminal does.
    #[wasm_bindgen(method)]
    pub fn device(this: &Host, kind: &str, value: &str);
    /// Seconds since the page was loaded.
    #[wasm_bindgen(method)]
    pub fn seconds(this: &Host) -> u32;
    /// Has the program that comes next been loaded? Asked by those that hand over.
    #[wasm_bindgen(method, js_name = isNext)]
    pub fn is_next(this: &Host) -> bool;
    /// Loads a larger program, `result` or `whole`, and lets it go on after these events: true once it does.
    #[wasm_bindgen(method, js_name = handOver)]
    pub fn hand_over(this: &Host, done: &JsValue, program: &str) -> Promise;
    /// What was done before, with the event to go on with; an empty list where nothing was; what was kept in this tab
    /// where the page was loaded anew.
    #[wasm_bindgen(method, getter)]
    pub fn done(this: &Host) -> String;
    /// Keeps what was told for this tab; null is nothing.
    #[wasm_bindgen(method)]
    pub fn keep(this: &Host, kept: &JsValue);
    #[wasm_bindgen(method)]
    pub fn copy(this: &Host, text: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub fn complain(this: &Host, message: &str);
    #[wasm_bindgen(method)]
    pub fn now(this: &Host, jurisdiction: &str) -> String;
    #[wasm_bindgen(method, js_name = setMarkup)]
    pub fn set_markup(this: &Host, element: &Element, markup: &str);
    #[wasm_bindgen(method, js_name = loadText)]
    pub fn load_text(this: &Host, lang: &str) -> Promise;
    #[wasm_bindgen(method, js_name = loadPlaces)]
    pub fn load_places(this: &Host, country: &str) -> Promise;
    #[wasm_bindgen(method, js_name = loadLocal)]
    pub fn load_local(this: &Host, name: &str) -> Promise;
    #[wasm_bindgen(method, js_name = readFile)]
    pub fn read_file(this: &Host, field: &Element) -> Promise;
    /// What lies in the device's storage as a draft, as JSON; empty where there is nothing, or nothing may lie.
    #[wasm_bindgen(method)]
    pub fn draft(this: &Host) -> String;
    /// Keeps, locks, unlocks or removes something; brings the event that tells how it went, as JSON.
    #[wasm_bindgen(method)]
    pub fn hand(this: &Host, kind: &str, value: &JsValue) -> Promise;
    #[wasm_bindgen(method, js_name = readFields)]
    pub fn read_fields(this: &Host, form: &Element) -> String;
    #[wasm_bindgen(method, js_name = saveFile)]
    pub fn save_file(this: &Host, name: &str, content: &JsValue);
}

/// What an address ends with that carries a hand-over.
const HANDOVER: &str = "#handover=";

/// The window, its document and the host.
pub struct Dom {
    pub window: Window,
    pub document: Document,
    pub host: Host,
}

/// What a person had begun to answer, kept while the page is drawn anew.
pub struct Kept {
    /// The id of each field, what stands in it, and whether it is chosen.
    fields: Vec<(String, JsValue, JsValue)>,
    /// Which folds are open, in the order of the page.
    open: Vec<bool>,
}

/// Every kind of field that a person fills in.
const FIELDS: &str = "main :is(input, select, textarea)[id]:not([type=file])";

impl Dom {
    pub fn new(host: Host) -> Option<Self> {
        let window = web_sys::window()?;
        let document = window.document()?;
        Some(Self { window, document, host })
    }

    pub fn by_id(&self, id: &str) -> Option<Element> {
        self.document.get_element_by_id(id)
    }

    /// JSON text as a value.
    #[expect(clippy::unused_self, reason = "reads beside its neighbours")]
    pub fn parse(&self, json: &str) -> Raw {
        js_sys::JSON::parse(json).map_or(Raw::Null, |value| raw(&value))
    }

    /// A field for a file stays the same element: while something else comes, the device's dialogue may be open for it.
    pub fn swap(&self, id: &str, markup: &str) {
        let Some(element) = self.by_id(id) else { return };
        let file = element.query_selector("input[type=file]").ok().flatten();
        self.host.set_markup(&element, markup);
        if let Some(old) = file
            && let Some(new) = self.by_id(&old.id())
            && new.outer_html() == old.outer_html()
        {
            let _ = new.replace_with_with_node_1(&old);
        }
    }

    /// The id of the element that has the focus.
    pub fn focused(&self) -> Option<String> {
        self.document.active_element().map(|element| element.id()).filter(|id| !id.is_empty())
    }

    /// Gives the focus back to an element that was drawn anew.
    pub fn focus_again(&self, id: &str) {
        if self.focused().as_deref() != Some(id) {
            self.focus(id);
        }
    }

    pub fn focus(&self, id: &str) {
        if let Some(element) = self.by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    }

    /// Gives the focus to something in a list of the desk, by its place.
    #[cfg(not(feature = "steps"))]
    pub fn focus_place(&self, place: usize) {
        let selector = ["[data-place='", &place.to_string(), "']"].concat();
        if let Ok(Some(element)) = self.document.query_selector(&selector)
            && let Some(element) = element.dyn_ref::<HtmlElement>()
        {
            let _ = element.focus();
        }
    }

    /// Says something to those who listen: the one status of the page.
    pub fn say(&self, message: &str) {
        if let Some(status) = self.by_id("status") {
            status.set_text_content(Some(message));
        }
    }

    /// Says, on top of the page, that something has not come; or that it has.
    pub fn tell_missing(&self, message: Option<String>) {
        if let Some(place) = self.by_id("missing").and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
            place.set_hidden(message.is_none());
            place.set_text_content(message.as_deref());
        }
    }

    pub fn set_language(&self, lang: &str, dir: &str) {
        if let Some(root) = self.document.document_element() {
            // Both attributes are always allowed here.
            let _ = root.set_attribute("lang", lang);
            let _ = root.set_attribute("dir", dir);
        }
    }

    /// Keeps the place in the trail in the browser's history: a number, never an answer.
    pub fn remember(&self, place: usize, instead: bool) {
        let Ok(history) = self.window.history() else { return };
        let place = JsValue::from(u32::try_from(place).unwrap_or(0));
        // Where a browser refuses (too many in a short time), the page's own back still works.
        let _ = if instead { history.replace_state(&place, "") } else { history.push_state(&place, "") };
    }

    /// What an officer pasted, or came by: a hand-over as data, or the text of a code.
    pub fn opened(&self, given: &str) -> Raw {
        let given = given.trim();
        if given.contains(HANDOVER) {
            return self.parse(&self.host.unpack(given));
        }
        match given.split_once(FRAGMENT) {
            Some((_, code)) => Raw::Text(code.to_owned()),
            None if given.starts_with('{') => self.parse(given),
            None => Raw::Text(given.to_owned()),
        }
    }

    /// The code or the hand-over in the fragment of the address, which is cleared so that it does not stay in the
    /// history.
    pub fn fragment(&self, officer: bool) -> Option<String> {
        let location = self.window.location();
        let hash = location.hash().ok()?;
        let code = match hash.strip_prefix(FRAGMENT) {
            Some(code) => code.to_owned(),
            None if officer && hash.starts_with(HANDOVER) => hash,
            None => return None,
        };
        let path = location.pathname().ok()?;
        let history = self.window.history().ok()?;
        history.replace_state_with_url(&JsValue::from(0), "", Some(&path)).ok()?;
        Some(code)
    }

    /// The place in the trail that the browser went to.
    pub fn place(&self) -> Option<u32> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "we put a small whole number there"
        )]
        let place = self.window.history().ok()?.state().ok()?.as_f64().map(|place| place as u32);
        place
    }

    pub fn back(&self) {
        if let Ok(history) = self.window.history() {
            let _ = history.back();
        }
    }

    /// What was chosen or typed on the page: how it was given, and what.
    pub fn given(&self) -> (&'static str, String) {
        if let Some(field) = self.field() {
            return ("typed", field.value());
        }
        let mut given = String::new();
        for chosen in self.chosen() {
            if !given.is_empty() {
                given.push(' ');
            }
            given.push_str(&chosen.value());
        }
        if !given.is_empty() {
            ("value", given)
        } else if self.document.query_selector("form[data-several]").ok().flatten().is_some() {
            ("value", NONE.to_owned())
        } else {
            ("nothing", given)
        }
    }

    pub fn field(&self) -> Option<HtmlInputElement> {
        self.by_id("given").and_then(|field| field.dyn_into().ok())
    }

    /// The field of a passphrase: the page never holds what is typed in it.
    pub fn passphrase(&self) -> Option<HtmlInputElement> {
        self.by_id("passphrase").and_then(|field| field.dyn_into().ok())
    }

    /// Shows what is typed as a passphrase, or no longer.
    pub fn reveal(&self, button: &Element) {
        let Some(field) = self.passphrase() else { return };
        let hidden = field.type_() == "password";
        field.set_type(if hidden { "text" } else { "password" });
        // The attribute is always allowed here.
        let _ = button.set_attribute("aria-pressed", if hidden { "true" } else { "false" });
    }

    /// Everything in the document that fits.
    fn all<T: JsCast>(&self, selector: &str) -> Vec<T> {
        let mut all = Vec::new();
        if let Ok(found) = self.document.query_selector_all(selector) {
            for at in 0..found.length() {
                all.extend(found.get(at).and_then(|element| element.dyn_into().ok()));
            }
        }
        all
    }

    fn chosen(&self) -> Vec<HtmlInputElement> {
        self.all("input[name=given]:checked")
    }

    pub fn keep(&self) -> Kept {
        let mut fields = Vec::new();
        for field in self.all::<Element>(FIELDS) {
            let get = |name: &str| js_sys::Reflect::get(&field, &JsValue::from(name)).unwrap_or(JsValue::UNDEFINED);
            fields.push((field.id(), get("value"), get("checked")));
        }
        Kept { fields, open: self.all("details").iter().map(|fold: &Element| fold.has_attribute("open")).collect() }
    }

    pub fn put_back(&self, kept: &Kept) {
        for field in self.all::<Element>(FIELDS) {
            let id = field.id();
            if let Some((_, value, checked)) = kept.fields.iter().find(|(known, ..)| *known == id) {
                let set = |name: &str, value: &JsValue| {
                    // A field of any kind takes its own value back; what it does not have is not set.
                    if !value.is_undefined() {
                        let _ = js_sys::Reflect::set(&field, &JsValue::from(name), value);
                    }
                };
                // The value of a choice is its own, in whatever language its label is.
                if !field.matches("[type=radio], [type=checkbox]").unwrap_or_default() {
                    set("value", value);
                }
                set("checked", checked);
            }
        }
        for (fold, open) in self.all::<Element>("details").iter().zip(&kept.open) {
            if *open {
                // The attribute is always allowed here.
                let _ = fold.set_attribute("open", "");
            }
        }
    }
}

/// The nearest element around the event's target that fits.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

/// The event that an element carries, in the form of the boundary.
pub fn event_of(element: &Element) -> Raw {
    let attribute = |name: &str| element.get_attribute(name).map(Raw::Text);
    let fields = [("type", "data-event"), ("fact", "data-fact"), ("given", "data-given"), ("value", "data-value")];
    Raw::Map(fields.into_iter().filter_map(|(key, name)| Some((key.to_owned(), attribute(name)?))).collect())
}

/// The event of a field whose answer is taken as it changes.
pub fn live_event_of(field: &Element) -> Raw {
    let attribute = |name: &str| field.get_attribute(name).unwrap_or_default();
    let value = js_sys::Reflect::get(field, &JsValue::from("value")).ok().and_then(|value| value.as_string());
    let fields = [
        ("type", attribute("data-live")),
        ("fact", attribute("data-fact")),
        ("given", attribute("data-given")),
        ("value", value.unwrap_or_default()),
    ];
    Raw::Map(fields.into_iter().map(|(key, value)| (key.to_owned(), Raw::Text(value))).collect())
}
