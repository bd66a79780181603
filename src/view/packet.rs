//! A packet for a provider or a municipality: put together line by line, shown as it will be written; and one that
//! somebody has brought, laid out to be read.

use super::frame::{back, heading};
use super::letters::written_in;
use super::parts::{button, paragraph, told, wrong};
use crate::assessment::assess;
use crate::case::Section;
use crate::exports::packet::{Line, Packet, Receiver, offered};
use crate::session::export;
use crate::session::{Context, State};
use crate::text::Text;
use maud::{Markup, html};

/// The lines in groups, by how their ids begin; what is sensitive is a group of its own.
const GROUPS: [(&str, &[&str]); 3] =
    [("answers", &["fact."]), ("result", &["track", "chance", "programme."]), ("steps", &["step."])];

/// Where it is put together.
pub fn page(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let lines = assess(&state.case, context.policies).map(|assessment| offered(&state.case, &assessment, text));
    let lines = lines.unwrap_or_default();
    let (plain, sensitive): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| !line.sensitive);
    html! {
        div.noprint {
            (back(state, text))
            (heading(text.get("page.packet.title")))
            (paragraph("lead", text.get("page.packet.lead")))
            @if state.case.jurisdiction.has(Section::Packet) {
                (paragraph("", text.get("packet.law")))
                (paragraph("source", text.get("packet.law-source")))
            }
            fieldset {
                legend { h2 { (text.get("packet.for")) } }
                @for receiver in Receiver::ALL {
                    div.option {
                        input type="radio" name="receiver" id={ "for-" (receiver.id()) } data-event="for" data-value=(receiver.id())
                            checked[state.export.to == Some(receiver)];
                        label for={ "for-" (receiver.id()) } { (text.at(&["packet.", receiver.id(), ".name"])) }
                    }
                }
            }
            h2 { (text.get("packet.choose")) }
            (paragraph("hint", text.get("packet.choose-text")))
            @for (group, ids) in GROUPS {
                @let lines: Vec<&Line> = plain.iter().copied().filter(|line| ids.iter().any(|id| line.id.starts_with(id))).collect();
                @if !lines.is_empty() { (choices(&["packet.group.", group].concat(), &lines, state, text)) }
            }
            @if !sensitive.is_empty() {
                div.sensitive {
                    (choices("packet.sensitive", &sensitive, state, text))
                    (paragraph("hint", text.get("packet.sensitive-text")))
                }
            }
        }
        (shown(state, context))
    }
}

/// Nothing is chosen until the person does.
fn choices(title: &str, lines: &[&Line], state: &State, text: &Text) -> Markup {
    html! {
        fieldset {
            legend { h3 { (text.get(title)) } }
            @for line in lines {
                div.option {
                    input type="checkbox" id={ "line-" (line.id) } data-event="line" data-value=(line.id)
                        checked[state.export.lines.contains(&line.id)];
                    label for={ "line-" (line.id) } { (line.words) }
                }
            }
        }
    }
}

/// What will be written, to the letter, and what to do with it.
fn shown(state: &State, context: &Context<'_>) -> Markup {
    let text = context.text;
    let may_print = state.kiosk().is_none_or(|kiosk| kiosk.settings.printer);
    html! {
        h2.noprint { (text.get("packet.shown")) }
        @match export::packet(state, context) {
            None => (paragraph("", text.get("packet.empty"))),
            Some(packet) => {
                (paragraph("noprint", text.at(&["packet.", packet.to.id(), ".gets"])))
                section.letter aria-labelledby="packet" { (all(&packet, "packet")) }
                (written_in(text))
                (told(state, &["saved", "copied"], text))
                (wrong(state, &["not-copied", "not-saved"], text))
                div.actions {
                    @if state.kiosk().is_none() {
                        (button("primary", "save-packet", None, text.get("packet.save")))
                        (button("secondary", "copy-packet", None, text.get("letter.copy")))
                    }
                    @if may_print { (button("secondary", "print", None, text.get("take.print.do"))) }
                }
            }
        }
    }
}

/// The packet as it stands in the file.
pub fn all(packet: &Packet, id: &str) -> Markup {
    html! {
        h2 id=(id) { (packet.title) }
        p { (packet.about) }
        ul.points { @for line in &packet.lines { li { (line.words) } } }
    }
}

/// One that somebody has brought.
pub fn opened(packet: &Packet, text: &Text) -> Markup {
    html! {
        div.noprint {
            (heading(text.get("packet.opened")))
            p #opened tabindex="-1" { (text.get("packet.opened-text")) }
        }
        section.letter lang=(packet.lang) dir="auto" aria-labelledby="packet" { (all(packet, "packet")) }
        div.actions { (button("secondary", "print", None, text.get("take.print.do"))) }
    }
}
