//! One question per page.

use super::frame::{back, heading};
use super::words;
use crate::case::{Answer, Fact, FactId, Kind, Value, places};
use crate::session::{Context, Mistake, State};
use crate::text::Text;
use maud::{Markup, html};

/// How many municipalities are offered when what was typed can mean several.
const PLACES_SHOWN: usize = 12;

/// The page of one question.
pub fn page(fact: &Fact, state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let key = |part: &str| format!("question.{}.{part}", fact.name);
    let title = text.get(&key("title")).to_owned();
    let mistake = state.mistake.as_ref();
    let message = mistake.map(|mistake| message(fact, mistake, state, text));
    html! {
        (back(state, text))
        @if let (Some(mistake), Some(message)) = (mistake, &message) {
            (summary(fact, mistake, message, text))
        }
        form data-event="answer" data-fact=(fact.name) novalidate autocomplete="off" {
            p.progress { (progress(fact.id, state, context)) }
            @match fact.kind {
                Kind::Choice(ids) => (choices(fact, ids, &title, message.as_deref(), state, text)),
                _ => (typed(fact, &title, message.as_deref(), state, text)),
            }
            details.why {
                summary { (text.get("question.why")) }
                p { (text.get(&key("why"))) }
            }
            div.actions {
                button.primary type="submit" { (text.get("question.continue")) }
                @if !matches!(fact.kind, Kind::Choice(_)) {
                    (skip(fact, "unknown", text))
                    (skip(fact, "declined", text))
                }
            }
        }
    }
}

/// "Question 3 of about 12": what is answered, and what is open as far as is known now.
fn progress(fact: FactId, state: &State, context: &Context<'_>) -> String {
    let answered: Vec<FactId> = state.answered_facts().map(|fact| fact.id).collect();
    let open = state.open_questions(context.book);
    let before = answered.iter().filter(|other| **other < fact).count();
    let all = answered.len() + open.iter().filter(|other| !answered.contains(other)).count();
    let all = all + usize::from(!answered.contains(&fact) && !open.contains(&fact));
    context.text.fill("question.progress", &[("n", &(before + 1).to_string()), ("all", &all.to_string())])
}

fn skip(fact: &Fact, given: &str, text: &Text) -> Markup {
    let label = text.get(&format!("answer.{given}")).to_owned();
    html! { button.secondary type="button" data-event="answer" data-fact=(fact.name) data-given=(given) { (label) } }
}

/// The summary of what was wrong, where the focus goes.
fn summary(fact: &Fact, mistake: &Mistake, message: &str, text: &Text) -> Markup {
    let target = match fact.kind {
        Kind::Choice(ids) => ids.first().map_or_else(String::new, |id| format!("given-{id}")),
        _ => "given".to_owned(),
    };
    html! {
        div #mistakes .mistakes tabindex="-1" role="group" aria-labelledby="mistakes-title" {
            h2 #mistakes-title { (text.get("mistake.summary")) }
            ul { li { a href={ "#" (target) } data-event="focus" { (message) } } }
            @if let Some(against) = mistake.against {
                p {
                    button.plain type="button" data-event="change" data-fact=(against.name()) {
                        (text.fill("mistake.change-other", &[("fact", &words::fact(against.name(), text))]))
                    }
                }
            }
        }
    }
}

/// What was wrong, in the question's own words where it has some.
fn message(fact: &Fact, mistake: &Mistake, state: &State, text: &Text) -> String {
    let own = format!("question.{}.mistake.{}", fact.name, mistake.code);
    let key = if text.find(&own).is_some() { own } else { format!("mistake.{}", mistake.code) };
    let (first, last) = match fact.kind {
        Kind::Number(first, last) => (first.to_string(), last.to_string()),
        _ => (String::new(), String::new()),
    };
    let (other, told) = mistake.against.map_or_else(Default::default, |against| {
        (words::fact(against.name(), text), words::answer(against.fact(), state.case.answer(against), text))
    });
    text.fill(
        &key,
        &[("typed", &mistake.typed), ("first", &first), ("last", &last), ("other", &other), ("told", &told)],
    )
}

fn choices(
    fact: &Fact,
    ids: &'static [&'static str],
    title: &str,
    message: Option<&str>,
    state: &State,
    text: &Text,
) -> Markup {
    let hint = text.find(&format!("question.{}.hint", fact.name));
    let told = state.is_answered(fact.id).then(|| state.case.answer(fact.id).to_string());
    let option = |id: &str, label: &str| {
        html! {
            div.option {
                input type="radio" name="given" id={ "given-" (id) } value=(id) checked[told.as_deref() == Some(id)];
                label for={ "given-" (id) } { (label) }
            }
        }
    };
    html! {
        fieldset role="radiogroup" aria-required="true" aria-describedby=[described(hint, message)]
            aria-invalid=[message.map(|_| "true")] {
            legend { (heading(title)) }
            (hint_and_mistake(hint, message, text))
            @for id in ids {
                (option(id, text.get(&format!("question.{}.choice.{id}", fact.name))))
            }
            p.or { (text.get("question.or")) }
            (option("unknown", text.get("answer.unknown")))
            (option("declined", text.get("answer.declined")))
        }
    }
}

fn typed(fact: &Fact, title: &str, message: Option<&str>, state: &State, text: &Text) -> Markup {
    let hint = text.find(&format!("question.{}.hint", fact.name));
    let mistake = state.mistake.as_ref();
    let told = match (mistake, state.case.answer(fact.id)) {
        (Some(mistake), _) => mistake.typed.clone(),
        (None, Answer::Known(Value::Place(code))) => places::name(code).unwrap_or(code).to_owned(),
        (None, Answer::Known(value)) => value.to_string(),
        (None, _) => String::new(),
    };
    let is_number = matches!(fact.kind, Kind::Number(..));
    let is_place = matches!(fact.kind, Kind::Place);
    html! {
        div.field {
            (heading(title))
            (hint_and_mistake(hint, message, text))
            @if let Some(mistake) = mistake {
                (meant(fact, mistake, text))
            }
            @if is_place {
                div.search {
                    input #given type="text" name="given" value=(told) aria-labelledby="heading" aria-required="true"
                        aria-describedby=[described(hint, message)] aria-invalid=[message.map(|_| "true")]
                        role="combobox" aria-expanded="false" aria-controls="places" aria-autocomplete="list"
                        autocapitalize="words" spellcheck="false" autocomplete="off" data-search="places";
                    ul #places .places role="listbox" aria-label=(text.get("question.places")) hidden {}
                }
            } @else {
                input #given type="text" name="given" value=(told) aria-labelledby="heading" aria-required="true"
                    aria-describedby=[described(hint, message)] aria-invalid=[message.map(|_| "true")]
                    inputmode=[is_number.then_some("numeric")] .short[is_number] autocomplete="off";
            }
            @if fact.id == FactId::RegisteredSince {
                p {
                    button.secondary type="button" data-event="answer" data-fact=(fact.name)
                        data-given="value" data-value=(state.case.on.date) {
                        (text.fill("question.registered-since.today", &[("date", &text.date(state.case.on.date))]))
                    }
                }
            }
        }
    }
}

/// The days or municipalities that the typed words can mean: one tap each.
fn meant(fact: &Fact, mistake: &Mistake, text: &Text) -> Markup {
    let days = mistake.days.iter().map(|day| (day.to_string(), text.date(*day)));
    let places = mistake.places.iter().take(PLACES_SHOWN);
    let places = places.map(|code| ((*code).to_owned(), places::name(code).unwrap_or(code).to_owned()));
    let meant: Vec<(String, String)> = days.chain(places).collect();
    html! {
        @if !meant.is_empty() {
            ul.meant aria-label=(text.get("question.meant")) {
                @for (value, label) in meant {
                    li {
                        button.secondary type="button" data-event="answer" data-fact=(fact.name) data-given="value"
                            data-value=(value) { (label) }
                    }
                }
            }
        }
    }
}

fn hint_and_mistake(hint: Option<&str>, message: Option<&str>, text: &Text) -> Markup {
    html! {
        @if let Some(hint) = hint {
            p.hint #hint { (hint) }
        }
        @if let Some(message) = message {
            p.mistake #mistake { strong { (text.get("mistake.label")) } " " (message) }
        }
    }
}

fn described(hint: Option<&str>, message: Option<&str>) -> Option<String> {
    let ids: Vec<&str> = hint.map(|_| "hint").into_iter().chain(message.map(|_| "mistake")).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The list of municipalities below the search field; `active` is the one that the arrow keys are at.
pub fn place_options(found: &[places::Place], active: Option<usize>) -> String {
    html! {
        @for (index, place) in found.iter().enumerate() {
            li id={ "place-" (index) } role="option" aria-selected=(active == Some(index)) data-event="pick"
                data-value=(place.code) { (place.name) }
        }
    }
    .into_string()
}
