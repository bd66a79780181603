//! One question per page.

use super::Extras;
use super::frame::{back, heading};
use super::parts::{answer, change, fold};
use crate::assessment::FactValue;
use crate::case::{Answer, Fact, FactId, Kind, Value, places};
use crate::sentences::question as sentences;
use crate::sentences::words;
use crate::session::{Context, Mistake, State};
use crate::text::Text;
use maud::{Markup, html};

/// How many municipalities are offered when what was typed can mean several.
const PLACES_SHOWN: usize = 12;

/// What the parts of a question's page share.
struct Asked<'a> {
    fact: &'a Fact,
    state: &'a State,
    text: &'a Text,
    /// What was wrong with the answer, in words.
    wrong: Option<String>,
}

impl<'a> Asked<'a> {
    /// The question's own words: `question.FACT.PART`.
    fn words(&self, part: &str) -> Option<&'a str> {
        self.text.find(&["question.", self.fact.name, ".", part].concat())
    }

    fn title(&self) -> &'a str {
        self.text.at(&["question.", self.fact.name, ".title"])
    }

    /// The ids of what describes the field.
    fn described(&self) -> Option<&'static str> {
        match (self.words("hint"), &self.wrong) {
            (Some(_), Some(_)) => Some("hint mistake"),
            (Some(_), None) => Some("hint"),
            (None, Some(_)) => Some("mistake"),
            (None, None) => None,
        }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.wrong.as_ref().map(|_| "true")
    }
}

/// The page of one question.
pub fn page(fact: &Fact, state: &State, context: &Context<'_>, extras: &Extras) -> Markup {
    let text = context.text;
    let mut asked = Asked { fact, state, text, wrong: None };
    asked.wrong = state.mistake.as_ref().map(|mistake| sentences::mistake(fact, mistake, &state.case, text));
    let choices_only = matches!(fact.kind, Kind::Choice(_));
    let several = matches!(fact.kind, Kind::Several(_));
    html! {
        (back(state, text))
        @if let (Some(mistake), Some(message)) = (&state.mistake, &asked.wrong) {
            (summary(fact, mistake, message, text))
        }
        form data-event="answer" data-fact=(fact.name) data-several[several] novalidate autocomplete="off" {
            @if !fact.is_preference() { p.progress { (progress(fact.id, state, context)) } }
            @match fact.kind {
                Kind::Choice(ids) | Kind::Several(ids) => (choices(&asked, ids)),
                _ => (typed(&asked, (extras.pad)(fact, state, text))),
            }
            div.why { (fold(text.get("question.why"), &html! { p { (text.at(&["question.", fact.name, ".why"])) } })) }
            div.actions {
                button.primary type="submit" { (text.get("question.continue")) }
                @if !choices_only {
                    @for given in ["unknown", "declined"] {
                        (answer(fact.name, given, None, text.at(&["answer.", given])))
                    }
                }
            }
        }
    }
}

/// "Question 3 of about 12": what is answered, and what is open as far as is known now.
fn progress(fact: FactId, state: &State, context: &Context<'_>) -> String {
    let answered: Vec<FactId> = state.answered_facts().map(|fact| fact.id).collect();
    let open = (context.open_questions)(state, context.policies);
    let before = answered.iter().filter(|other| **other < fact).count();
    let all = answered.len() + open.iter().filter(|other| !answered.contains(other)).count();
    let all = all + usize::from(!answered.contains(&fact) && !open.contains(&fact));
    context.text.fill("question.progress", &[("n", &(before + 1).to_string()), ("all", &all.to_string())])
}

/// The summary of what was wrong, where the focus goes.
fn summary(fact: &Fact, mistake: &Mistake, message: &str, text: &Text) -> Markup {
    let target = match fact.kind {
        Kind::Choice(ids) | Kind::Several(ids) => ["given-", ids.first().unwrap_or(&"")].concat(),
        _ => "given".to_owned(),
    };
    html! {
        div #mistakes .mistakes tabindex="-1" role="group" aria-labelledby="mistakes-title" {
            h2 #mistakes-title { (text.get("mistake.summary")) }
            ul { li { a href={ "#" (target) } data-event="focus" { (message) } } }
            @if let Some(against) = mistake.against {
                @let label = text.fill("mistake.change-other", &[("fact", words::fact(against.name(), text))]);
                p { (change(against.name(), &label, "")) }
            }
        }
    }
}

fn choices(asked: &Asked<'_>, ids: &'static [&'static str]) -> Markup {
    let text = asked.text;
    let told = asked.state.is_answered(asked.fact.id).then(|| asked.state.case.answer(asked.fact.id).to_string());
    let several = matches!(asked.fact.kind, Kind::Several(_));
    let kind = if several { "checkbox" } else { "radio" };
    let option = |id: &str, label: &str| {
        // Several choices are written with spaces between them.
        let checked = told.as_ref().is_some_and(|told| told.split(' ').any(|told| told == id));
        html! {
            div.option {
                input type=(kind) name="given" id={ "given-" (id) } value=(id) checked[checked];
                label for={ "given-" (id) } { (label) }
            }
        }
    };
    html! {
        fieldset role=(if several { "group" } else { "radiogroup" }) aria-required=[(!several).then_some("true")]
            aria-describedby=[asked.described()] aria-invalid=[asked.invalid()] {
            legend { (heading(asked.title())) }
            (hint_and_mistake(asked))
            @for id in ids {
                (option(id, text.at(&["question.", asked.fact.name, ".choice.", id])))
            }
            @if !several {
                p.or { (text.get("question.or")) }
                @for id in ["unknown", "declined"] {
                    (option(id, text.at(&["answer.", id])))
                }
            }
        }
    }
}

/// A field to type in; `pad` is what a terminal has in place of a keyboard.
fn typed(asked: &Asked<'_>, pad: Option<(String, Markup)>) -> Markup {
    let (fact, state, text) = (asked.fact, asked.state, asked.text);
    let (padded, pad) = pad.unzip();
    let told = match (&state.mistake, state.case.answer(fact.id)) {
        _ if padded.is_some() => padded.unwrap_or_default(),
        (Some(mistake), _) => mistake.typed.clone(),
        (None, Answer::Known(Value::Place(code))) => text.place(code).unwrap_or(code).to_owned(),
        (None, Answer::Known(Value::Day(day))) => text.date(day),
        (None, Answer::Known(value)) => value.to_string(),
        (None, _) => String::new(),
    };
    let is_number = matches!(fact.kind, Kind::Number(..));
    // Where the names have not come, a code is typed.
    let is_search = pad.is_none() && matches!(fact.kind, Kind::Place) && !text.places().is_empty();
    // A terminal has pads of its own, and no keyboard to show.
    let keyboard = if pad.is_some() { Some("none") } else { is_number.then_some("numeric") };
    html! {
        div.field {
            (heading(asked.title()))
            (hint_and_mistake(asked))
            @if let Some(mistake) = &state.mistake { (meant(fact, mistake, text)) }
            div.search {
                input #given type="text" name="given" value=(told) aria-labelledby="heading" aria-required="true"
                    aria-describedby=[asked.described()] aria-invalid=[asked.invalid()]
                    inputmode=[keyboard] readonly[pad.is_some()] .short[is_number] autocomplete="off" spellcheck="false"
                    role=[is_search.then_some("combobox")] aria-expanded=[is_search.then_some("false")]
                    aria-controls=[is_search.then_some("places")] aria-autocomplete=[is_search.then_some("list")]
                    data-search=[is_search.then_some("places")];
                @if is_search { ul #places .places role="listbox" aria-label=(text.get("question.places")) hidden {} }
            }
            @if let Some(pad) = &pad { (pad) }
            @if fact.id == FactId::RegisteredSince {
                @let today = state.case.on.date;
                @let label = text.fill("question.registered-since.today", &[("date", &text.date(today))]);
                p { (answer(fact.name, "value", Some(&today.to_string()), &label)) }
            }
        }
    }
}

/// The days, numbers or municipalities that the typed words can mean: one tap each.
fn meant(fact: &Fact, mistake: &Mistake, text: &Text) -> Markup {
    let days = mistake.days.iter().map(|day| (day.to_string(), text.date(*day)));
    let places = mistake.places.iter().take(PLACES_SHOWN);
    let places = places.map(|code| ((*code).to_owned(), text.place(code).unwrap_or(code).to_owned()));
    let number = |number: &i32| words::value(fact.name, &FactValue::Number(*number), text);
    let numbers = mistake.numbers.iter().map(|of| (of.to_string(), number(of)));
    let meant: Vec<(String, String)> = days.chain(numbers).chain(places).collect();
    html! {
        @if !meant.is_empty() {
            ul.meant aria-label=(text.get("question.meant")) {
                @for (value, label) in meant { li { (answer(fact.name, "value", Some(&value), &label)) } }
            }
        }
    }
}

fn hint_and_mistake(asked: &Asked<'_>) -> Markup {
    html! {
        @if let Some(hint) = asked.words("hint") { p.hint #hint { (hint) } }
        @if let Some(message) = &asked.wrong {
            p.mistake #mistake { strong { (asked.text.get("mistake.label")) } " " (message) }
        }
    }
}

/// The list of municipalities below the search field; `active` is the one that the arrow keys are at.
pub fn place_options(found: &[places::Place<'_>], active: Option<usize>) -> String {
    html! {
        @for (index, place) in found.iter().enumerate() {
            li id={ "place-" (index.to_string()) } role="option" aria-selected=(active == Some(index)) data-event="pick"
                data-value=(place.code) { (place.name) }
        }
    }
    .into_string()
}
