//! Pages to keep: they read well in any browser, without this client, and hold no script and nothing to press.

use super::parts::{paragraph, row};
use super::{packet, result};
use crate::assessment::{Assessment, FactValue, assess};
use crate::case::{FactId, Raw};
use crate::exports::packet::Packet;
use crate::sentences::words;
use crate::sentences::{contact, steps};
use crate::session::receipt::left_out;
use crate::session::{Context, KeptPage, State, export};
use crate::text::Text;
use crate::wire::wire;
use maud::{Markup, html};

/// A page as a file, to read without this client.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFile {
    /// The name of the file.
    pub name: String,
    /// The title of the window.
    pub title: String,
    /// The tag of its language.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// The body, as markup.
    pub markup: String,
    /// What this client reads in it; null where there is nothing.
    pub data: Raw,
}
wire!(KeptFile { name, title, lang, dir, markup, data });

/// The page as a file; `None` where the case cannot be judged, or nothing is in the packet.
pub fn kept_file(page: KeptPage, state: &State, context: &Context<'_>) -> Option<KeptFile> {
    let text = context.text;
    let day = state.case.on.date.to_string();
    let (name, title, markup, data) = match page {
        KeptPage::Result(sensitive) => {
            let assessment = assess(&state.case, context.policies).ok()?;
            let withheld = left_out(&state.case, sensitive);
            let title = text.get("page.result.title").to_owned();
            (["vagval-", &day, ".html"].concat(), title, result(&assessment, state, &withheld, text), Raw::Null)
        }
        KeptPage::Packet => {
            let made = export::packet(state, context)?;
            let name = ["vagval-", made.to.id(), "-", &day, ".html"].concat();
            // The same as data is in it, for who opens it in the client.
            (name, made.title.clone(), packet(&made), made.write())
        }
    };
    let (lang, dir) = (text.lang().to_owned(), text.dir().to_owned());
    Some(KeptFile { name, title, lang, dir, markup: markup.into_string(), data })
}

fn packet(packet: &Packet) -> Markup {
    packet::all(packet, "packet")
}

/// The result: what came out, what comes next, whom to ask, what was told, and what judged it.
fn result(assessment: &Assessment, state: &State, withheld: &[FactId], text: &Text) -> Markup {
    let title = |key: &str| html! { h2 { (text.get(key)) } };
    let value = |fact, answer| words::value(fact, &FactValue::from(answer), text);
    html! {
        h1 { (text.get("page.result.title")) }
        (paragraph("note", text.get("receipt.lead")))
        (result::outcome(assessment, text))
        @if let Some(track) = &assessment.track {
            (title("page.why.tracks"))
            (result::tracks(track, text))
        }
        (title("page.when.title"))
        ol {
            @for step in &assessment.next_steps {
                li {
                    @let (name, about) = steps::name_and_about(step, text);
                    p { strong { (name) } " – " (steps::when(step, text)) }
                    (paragraph("", &about))
                }
            }
        }
        (title("page.reach.title"))
        ul {
            @for option in &assessment.contact {
                @let part = |part: &str| text.at(&["channel.", &option.message, part]);
                li {
                    p { strong { (part(".name")) } @if let Some(number) = &option.number { " " bdi { (number) } } }
                    p { (part(".about")) " " (contact::hours(option, part(".how"), text)) }
                }
            }
        }
        (title("page.support.title"))
        dl.answers {
            @for programme in &assessment.eligibility {
                (row(text.at(&["programme.", &programme.id, ".name"]), text.at(&["outcome.", programme.outcome, ".name"])))
            }
        }
        @if state.has_answers() {
            (title("page.result.told"))
            dl.answers {
                @for fact in state.answered_facts() {
                    @let kept = if withheld.contains(&fact.id) { text.get("receipt.not-kept").to_owned() } else { value(fact.name, state.case.answer(fact.id)) };
                    (row(words::fact(fact.name, text), &kept))
                }
            }
        }
        (title("page.about.title"))
        (result::proof(assessment, text))
    }
}
