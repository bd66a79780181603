//! What a person takes along: a code, also as a picture; a draft, a locked file, a result to read, a packet, a
//! calendar, paper.

use super::frame::{back, heading};
use super::parts::{button, paragraph, told, wrong};
use crate::case::Section;
use crate::exports::{self, LEFT_OPEN, LEFT_OUT, code};
use crate::sentences::words;
use crate::session::State;
use crate::session::draft::DAYS;
use crate::session::export::Draft;
use crate::text::Text;
use maud::{Markup, html};

/// What there is to take.
pub fn page(state: &State, text: &Text) -> Markup {
    let code = code(&state.case);
    html! {
        (back(state, text))
        (heading(text.get("page.take.title")))
        (paragraph("lead", text.get("page.take.lead")))
        h2 { (text.get("take.code.title")) }
        (paragraph("", text.get("take.code.text")))
        p.code { bdi { (code) } }
        (picture(&code, state, text))
        (paragraph("", &text.fill("take.left-out", &[("facts", &left_out(text))])))
        (paragraph("note", text.get("take.code.recognised")))
        @match state.kiosk() {
            // A terminal keeps nothing, and prints where it can.
            Some(kiosk) => @if kiosk.settings.printer {
                (way("print", &button("secondary", "print", None, text.get("take.print.do")), text))
                (packet(state, text))
            },
            // On paper only what is to be carried on it.
            None => div.noprint { (kept(state, text)) },
        }
    }
}

/// One way to take something along.
fn way(id: &str, actions: &Markup, text: &Text) -> Markup {
    html! {
        h2 { (text.at(&["take.", id, ".title"])) }
        (paragraph("", text.at(&["take.", id, ".text"])))
        div.actions { (actions) }
    }
}

/// What is kept on the person's own device.
fn kept(state: &State, text: &Text) -> Markup {
    let do_it = |event: &str, value: Option<&str>, key: &str| button("secondary", event, value, text.get(key));
    html! {
        @if state.has_answers() {
            (draft(state, text))
            (lock(state, text))
        }
        (wrong(state, &["not-saved"], text))
        (way("file", &html! {
            (do_it("save-page", Some("all"), "take.file.do"))
            (do_it("show", Some("receipt"), "page.receipt.link"))
        }, text))
        (packet(state, text))
        (way("calendar", &do_it("save-calendar", None, "take.calendar.do"), text))
        (way("print", &do_it("print", None, "take.print.do"), text))
    }
}

/// A packet, where the law of the country is known to us.
fn packet(state: &State, text: &Text) -> Markup {
    html! {
        @if state.case.jurisdiction.has(Section::Packet) {
            (way("packet", &button("secondary", "show", Some("packet"), text.get("page.packet.link")), text))
        }
    }
}

/// The code as a picture that opens this page on another device. A terminal has it only where it was told the address
/// that others can open.
fn picture(code: &str, state: &State, text: &Text) -> Markup {
    let address = match state.kiosk() {
        Some(kiosk) => kiosk.settings.address.as_deref(),
        None => state.export.address.as_deref(),
    };
    let drawn = address.and_then(|page| Some((page, exports::qr(&exports::link(page, code))?)));
    html! {
        @if let Some((page, qr)) = drawn {
            figure.qr {
                svg viewBox={ "0 0 " (qr.size) " " (qr.size) } role="img" aria-label=(text.get("take.qr.label")) shape-rendering="crispEdges" {
                    path.light d={ "M0 0h" (qr.size) "v" (qr.size) "h-" (qr.size) "z" } {}
                    path.dark d=(qr.path) {}
                }
                figcaption {
                    p { (text.get("take.qr.text")) }
                    @if state.kiosk().is_some() {
                        p { (text.get("take.qr.without")) " " bdi.address { (page) } }
                    }
                }
            }
        } @else if state.kiosk().is_some() {
            (paragraph("", text.get("take.qr.none")))
        }
    }
}

/// The draft on this device: until when, and how to be rid of it.
fn draft(state: &State, text: &Text) -> Markup {
    let today = state.case.on.date;
    html! {
        h2 { (text.get("take.draft.title")) }
        (paragraph("", text.get("take.draft.text")))
        (told(state, &["draft-kept", "draft-removed"], text))
        (wrong(state, &["no-storage"], text))
        @if let Draft::Kept(until) | Draft::Unreadable(until) = state.export.draft {
            p { strong { (text.fill("take.draft.until", &[("date", &text.date(until))])) } }
        }
        div.actions {
            @for days in DAYS {
                @let (number, until) = (days.to_string(), text.date(today.plus_days(days)));
                (button("secondary", "keep-draft", Some(&number), &text.fill("take.draft.do", &[("days", &number), ("date", &until)])))
            }
            @if state.export.draft != Draft::None { (button("plain", "remove-draft", None, text.get("take.draft.remove"))) }
        }
    }
}

/// The draft that was found at the start: nothing of it is opened before the person chooses to.
pub fn draft_found(state: &State, text: &Text) -> Markup {
    let found = |until, words: &str, opens: bool| {
        html! {
            section.panel aria-labelledby="draft" {
                h2 #draft { (text.get("take.draft.found")) }
                (paragraph("", &text.fill(words, &[("date", &text.date(until))])))
                @if opens && state.has_answers() { (paragraph("note", text.get("take.draft.replaces"))) }
                div.actions {
                    @if opens { (button("secondary", "go-on", None, text.get("take.draft.open"))) }
                    (button("plain", "remove-draft", None, text.get("take.draft.remove")))
                }
            }
        }
    };
    html! {
        (told(state, &["draft-removed"], text))
        (wrong(state, &["no-draft"], text))
        @match state.export.draft {
            Draft::None => {}
            Draft::Kept(until) => (found(until, "take.draft.until", true)),
            Draft::Unreadable(until) => (found(until, "take.draft.unreadable", false)),
        }
    }
}

/// A file that a passphrase locks.
fn lock(state: &State, text: &Text) -> Markup {
    html! {
        h2 { (text.get("take.lock.title")) }
        (paragraph("", text.get("take.lock.text")))
        (told(state, &["locking", "locked"], text))
        @if state.export.done.is_none_or(|done| done != "locked") {
            (passphrase("lock", "take.lock.do", &["short", "guessable", "no-cipher"], state, text))
        }
    }
}

/// The field of a passphrase, which can be shown while it is typed.
fn passphrase(event: &str, action: &str, wrongs: &[&'static str], state: &State, text: &Text) -> Markup {
    let is_wrong = state.export.wrong.is_some_and(|id| wrongs.contains(&id));
    let hint = ["export.passphrase.", event].concat();
    html! {
        form data-event=(event) data-field="passphrase" novalidate autocomplete="off" {
            (wrong(state, wrongs, text))
            label.label for="passphrase" { (text.get("export.passphrase.label")) }
            p.hint #passphrase-hint { (text.get(&hint)) }
            input #passphrase type="password" aria-required="true" autocomplete="off" spellcheck="false" autocapitalize="none"
                aria-describedby=(if is_wrong { "passphrase-hint opened" } else { "passphrase-hint" }) aria-invalid=[is_wrong.then_some("true")];
            div.actions {
                button.secondary type="submit" { (text.get(action)) }
                button #reveal .plain type="button" data-event="reveal" aria-pressed="false" { (text.get("export.passphrase.show")) }
            }
        }
    }
}

/// The facts that a code leaves out, in words.
pub fn left_out(text: &Text) -> String {
    words::fact_names(&[&LEFT_OUT[..], &[LEFT_OPEN]].concat(), text)
}

/// Where a code or a file is opened.
pub fn open(state: &State, text: &Text) -> Markup {
    html! {
        (back(state, text))
        @match &state.export.opened {
            // What somebody has brought is read by itself, and printed by itself.
            Some(packet) => (super::packet::opened(packet, text)),
            None => {
                (by_code(state, text))
                @if state.kiosk().is_none() { (by_file(state, text)) }
            }
        }
    }
}

fn by_code(state: &State, text: &Text) -> Markup {
    let (typed, wrong) = match &state.wrong_code {
        Some((typed, wrong)) => (typed.as_str(), Some(text.at(&["code.", wrong.id()]))),
        None => ("", None),
    };
    html! {
        @if let Some(wrong) = wrong {
            div #mistakes .mistakes tabindex="-1" role="group" aria-labelledby="mistakes-title" {
                h2 #mistakes-title { (text.get("mistake.summary")) }
                ul { li { a href="#given" data-event="focus" { (wrong) } } }
            }
        }
        form data-event="open-code" novalidate autocomplete="off" {
            div.field {
                (heading(text.get("page.code.title")))
                label for="given" { strong { (text.get("page.code.label")) } }
                p.hint #hint { (text.get("page.code.hint")) }
                @if let Some(wrong) = wrong {
                    p.mistake #mistake { strong { (text.get("mistake.label")) } " " (wrong) }
                }
                @if state.has_answers() { (paragraph("note", text.get("page.code.replaces"))) }
                input #given type="text" name="given" value=(typed) aria-required="true"
                    aria-describedby=(if wrong.is_some() { "hint mistake" } else { "hint" })
                    aria-invalid=[wrong.map(|_| "true")] autocomplete="off" spellcheck="false" autocapitalize="characters";
            }
            div.actions { button.primary type="submit" { (text.get("page.code.open")) } }
        }
    }
}

/// A file: what it is, is read from it.
fn by_file(state: &State, text: &Text) -> Markup {
    let wrongs = ["foreign", "version", "damaged"];
    let is_wrong = state.export.wrong.is_some_and(|id| wrongs.contains(&id));
    html! {
        h2 { (text.get("page.code.file")) }
        (paragraph("", text.get("page.code.file-text")))
        (wrong(state, &wrongs, text))
        p.file {
            label for="file" { (text.get("page.code.choose")) }
            input #file type="file" accept=".json,.html,application/json,text/html" data-file="open-file"
                aria-describedby=[is_wrong.then_some("opened")] aria-invalid=[is_wrong.then_some("true")];
        }
        @if state.export.locked.is_some() {
            section aria-labelledby="locked" {
                // The first focus goes here; what is told later takes it over.
                h2 #locked { (text.get("page.code.locked")) }
                @let quiet = state.export.wrong.is_none() && state.export.done.is_none();
                p id=[quiet.then_some("opened")] tabindex=[quiet.then_some("-1")] { (text.get("page.code.locked-text")) }
                @if state.has_answers() { (paragraph("note", text.get("page.code.file-replaces"))) }
                (told(state, &["unlocking"], text))
                (passphrase("unlock", "page.code.unlock", &["nothing", "passphrase", "unreadable", "no-cipher"], state, text))
            }
        }
    }
}
