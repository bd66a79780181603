//! Pages with several fields: what was given is kept, and what is wrong stands on top and at its field.

use super::parts::paragraph;
use crate::session::{Form, Refused, State};
use crate::text::Text;
use maud::{Markup, html};

/// A form in the making.
pub struct Sheet<'a> {
    form: Form,
    refused: Option<&'a Refused>,
    text: &'a Text,
}

impl<'a> Sheet<'a> {
    /// The form, and what was wrong with it when it was given.
    pub fn new(form: Form, state: &'a State, text: &'a Text) -> Self {
        Self { form, refused: state.refused.as_ref().filter(|refused| refused.form == form), text }
    }

    fn id(&self, name: &str) -> String {
        [self.form.id(), "-", name].concat()
    }

    /// What was given in a field when the form was refused; else what is told already.
    fn given(&self, name: &str, told: &str) -> String {
        match self.refused {
            None => told.to_owned(),
            Some(refused) => {
                let known = refused.fields.iter().find(|(known, _)| known == name);
                known.map_or_else(String::new, |(_, value)| value.clone())
            }
        }
    }

    fn wrong(&self, name: &str) -> Option<String> {
        let refused = self.refused.filter(|refused| refused.field == name)?;
        Some(self.text.fill(&["mistake.", refused.code].concat(), &[("typed", &self.given(name, ""))]))
    }

    /// The summary of what is wrong, with a link to the field; `first` is the first option of a choice.
    pub fn mistakes(&self, first: &str) -> Markup {
        let wrong = self.refused.and_then(|refused| Some((refused.field, self.wrong(refused.field)?)));
        html! {
            @if let Some((field, message)) = wrong {
                @let target = if first.starts_with(field) { self.id(first) } else { self.id(field) };
                div #mistakes .mistakes tabindex="-1" role="group" aria-labelledby="mistakes-title" {
                    h2 #mistakes-title { (self.text.get("mistake.summary")) }
                    ul { li { a href={ "#" (target) } data-event="focus" { (message) } } }
                }
            }
        }
    }

    /// The form around its fields.
    pub fn around(&self, label: &str, fields: &Markup) -> Markup {
        html! {
            form.sheet data-event="fill" data-value=(self.form.id()) novalidate autocomplete="off" {
                (fields)
                div.actions { button.primary type="submit" { (label) } }
            }
        }
    }

    /// One of several, or several of them: id and label of each.
    pub fn choices(&self, name: &str, legend: &str, options: &[(&str, &str)], told: &str, several: bool) -> Markup {
        let given = self.given(name, told);
        let wrong = self.wrong(name);
        let mistake = self.id(&[name, "-mistake"].concat());
        html! {
            fieldset role=(if several { "group" } else { "radiogroup" })
                aria-describedby=[wrong.as_ref().map(|_| mistake.as_str())] aria-invalid=[(!several && wrong.is_some()).then_some("true")] {
                legend.label { (legend) }
                @if let Some(wrong) = &wrong { p.mistake id=(mistake) { strong { (self.text.get("mistake.label")) } " " (wrong) } }
                @for (id, label) in options {
                    @let own = self.id(&[name, "-", id].concat());
                    div.option {
                        input type=(if several { "checkbox" } else { "radio" }) name=(name) id=(own) value=(id)
                            checked[given.split(' ').any(|one| one == *id)];
                        label for=(own) { (label) }
                    }
                }
            }
        }
    }

    /// One line.
    pub fn line(&self, name: &str, label: &str, hint: &str, told: &str) -> Markup {
        self.field(name, label, hint, told, false)
    }

    /// Several lines, in the person's own words.
    pub fn area(&self, name: &str, label: &str, hint: &str, told: &str) -> Markup {
        self.field(name, label, hint, told, true)
    }

    fn field(&self, name: &str, label: &str, hint: &str, told: &str, long: bool) -> Markup {
        let (id, given, wrong) = (self.id(name), self.given(name, told), self.wrong(name));
        let (hint_id, mistake) = ([&id, "-hint"].concat(), [&id, "-mistake"].concat());
        let described = match (hint.is_empty(), wrong.is_some()) {
            (true, false) => None,
            (false, false) => Some(hint_id.clone()),
            (true, true) => Some(mistake.clone()),
            (false, true) => Some([&hint_id, " ", &mistake].concat()),
        };
        let invalid = wrong.as_ref().map(|_| "true");
        html! {
            div.field-row {
                label.label for=(id) { (label) }
                @if !hint.is_empty() { p.hint id=(hint_id) { (hint) } }
                @if let Some(wrong) = &wrong { p.mistake id=(mistake) { strong { (self.text.get("mistake.label")) } " " (wrong) } }
                @if long {
                    textarea id=(id) name=(name) rows="4" maxlength="2000" aria-describedby=[described] spellcheck="false" { (given) }
                } @else {
                    input type="text" id=(id) name=(name) value=(given) aria-describedby=[described] aria-invalid=[invalid]
                        maxlength="200" autocomplete="off" spellcheck="false";
                }
            }
        }
    }
}

/// Where something that was written stays, as a note.
pub fn kept_here(key: &str, text: &Text) -> Markup {
    paragraph("note", text.get(key))
}
