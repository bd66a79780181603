//! The providers that a person can choose among, from the authority's own list; where there is none, how to choose.

use super::frame::{back, heading};
use super::parts::{button, fold, paragraph, row};
use crate::case::Problem;
use crate::session::{Context, State};
use crate::settings::providers::{Choice, ProviderList, Providers};
use crate::text::Text;
use maud::{Markup, html};

/// The page.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let municipality = state.case.place();
    html! {
        (back(state, text))
        (heading(text.get("page.providers.title")))
        (paragraph("lead", text.get("page.providers.lead")))
        @match context.providers {
            Providers::Unasked => (paragraph("", text.get("page.providers.loading"))),
            Providers::None => (paragraph("", text.get("page.providers.none"))),
            Providers::Wrong(problems) => (wrong(problems, text)),
            Providers::List(list) => (choices(list, municipality, text)),
        }
        p { (button("plain", "show", Some("provider"), text.get("page.provider.link"))) }
    }
}

/// The list is there and wrong: for the person that it is missing, for whoever installed it what is wrong where.
fn wrong(problems: &[Problem], text: &Text) -> Markup {
    let list = html! {
        ul.points {
            @for problem in problems {
                li { bdi { (problem.at) } " " (text.at(&["error.", problem.code])) @if !problem.given.is_empty() { " " bdi { (problem.given) } } }
            }
        }
    };
    html! {
        p.mistake #providers-wrong { (text.get("page.providers.wrong")) }
        (fold(text.get("page.providers.installer"), &list))
    }
}

fn choices(list: &ProviderList, municipality: Option<&str>, text: &Text) -> Markup {
    let choices = list.choices(municipality);
    let count = i32::try_from(choices.len()).unwrap_or(i32::MAX);
    html! {
        h2 { (text.count("page.providers.count", count)) }
        ul.ways.providers { @for choice in &choices { (one(choice, text)) } }
        (paragraph("source", &text.fill("page.providers.source", &[("source", &list.source), ("date", &text.date(list.read))])))
    }
}

fn one(choice: &Choice<'_>, text: &Text) -> Markup {
    let provider = choice.provider;
    let mut forms = Vec::new();
    for form in &provider.forms {
        forms.push(text.at(&["page.providers.form.", form]));
    }
    let lists = [
        ("page.providers.forms", forms.join(", ")),
        ("page.providers.languages", provider.languages.join(", ")),
        ("page.providers.parallel", provider.parallel.join(", ")),
    ];
    let number = |number: i32| number.to_string();
    html! {
        li data-provider=(provider.id) {
            h3 { (provider.name) }
            p {
                @for reason in &choice.reasons { (text.at(&["provider-reason.", reason])) " " }
            }
            dl.answers {
                @if let Some(rating) = provider.rating {
                    (row(text.get("page.providers.rating"), &text.fill("page.providers.of", &[("value", &number(rating.value)), ("of", &number(rating.of))])))
                }
                @for (name, list) in &lists { @if !list.is_empty() { (row(text.get(name), list)) } }
                @for (name, value) in &provider.indicators { (row(name, value)) }
                @for (question, yes) in &provider.survey { (row(question, &text.fill("page.providers.yes", &[("n", &number(*yes))]))) }
            }
        }
    }
}
