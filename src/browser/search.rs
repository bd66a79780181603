//! The search field over the municipalities: a list that follows what is typed, by pointer, keyboard and
//! screen reader (the ARIA combobox pattern: focus stays in the field).

use super::dom::Dom;
use crate::case::places::{self, Place};
use crate::text::Text;
use crate::view::place_options;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// How many are shown at once.
const SHOWN: usize = 8;

/// What the list shows.
#[derive(Default)]
pub struct Search {
    found: Vec<&'static str>,
    active: Option<usize>,
}

impl Search {
    /// The page was drawn anew: there is no list.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    pub fn typed(&mut self, field: &Element, dom: &Dom, text: &Text) {
        let typed = field.dyn_ref::<web_sys::HtmlInputElement>().map(web_sys::HtmlInputElement::value);
        let all = places::search(&text.places(), &typed.unwrap_or_default());
        let count = i32::try_from(all.len()).unwrap_or(i32::MAX);
        self.found.clear();
        for place in all.iter().take(SHOWN) {
            self.found.push(place.code);
        }
        self.active = None;
        self.show(dom, text);
        dom.say(&text.count("question.found", count));
    }

    pub fn pressed(&mut self, event: &Event, dom: &Dom, text: &Text) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else { return };
        let last = self.found.len().checked_sub(1);
        match (key.as_str(), last) {
            ("ArrowDown", Some(last)) => {
                event.prevent_default();
                self.active = Some(self.active.map_or(0, |active| if active == last { 0 } else { active + 1 }));
                self.show(dom, text);
            }
            ("ArrowUp", Some(last)) => {
                event.prevent_default();
                self.active = Some(self.active.and_then(|active| active.checked_sub(1)).unwrap_or(last));
                self.show(dom, text);
            }
            ("Enter", Some(_)) => {
                if let Some(name) =
                    self.active.and_then(|active| self.found.get(active)).and_then(|code| text.place(code))
                {
                    // The first Enter chooses, the next one continues.
                    event.prevent_default();
                    self.choose(name, dom, text);
                }
            }
            ("Escape", Some(_)) => {
                event.prevent_default();
                self.close(dom, text);
            }
            _ => {}
        }
    }

    pub fn pick(&mut self, option: &Element, dom: &Dom, text: &Text) {
        let code = option.get_attribute("data-value").unwrap_or_default();
        if let Some(name) = text.place(&code) {
            self.choose(name, dom, text);
            dom.focus("given");
        }
    }

    fn choose(&mut self, name: &str, dom: &Dom, text: &Text) {
        if let Some(field) = dom.field() {
            field.set_value(name);
        }
        self.close(dom, text);
        dom.say(&text.fill("question.chosen", &[("name", name)]));
    }

    fn close(&mut self, dom: &Dom, text: &Text) {
        self.forget();
        self.show(dom, text);
    }

    fn show(&self, dom: &Dom, text: &Text) {
        let (Some(field), Some(list)) = (dom.by_id("given"), dom.by_id("places")) else { return };
        let mut found = Vec::new();
        for code in &self.found {
            found.push(Place { code, name: text.place(code).unwrap_or_default() });
        }
        dom.host.set_markup(&list, &place_options(&found, self.active));
        let set = |element: &Element, name: &str, value: Option<&str>| {
            // These attributes are always allowed here.
            let _ = match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        };
        set(&list, "hidden", self.found.is_empty().then_some(""));
        set(&field, "aria-expanded", Some(if self.found.is_empty() { "false" } else { "true" }));
        let active = self.active.map(|active| ["place-", &active.to_string()].concat());
        set(&field, "aria-activedescendant", active.as_deref());
    }
}
