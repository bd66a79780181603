//! The whole document: the first page as it stands in `index.html`, readable before and without the WASM.

use super::View;
use crate::case::Jurisdiction;
use crate::session::Page;
use crate::text::Text;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The files that the document refers to, by their hashed names.
#[derive(Clone, Copy, Debug)]
pub struct Links<'a> {
    /// The content security policy, for hosts that set no headers.
    pub policy: &'a str,
    /// The style sheet.
    pub style: &'a str,
    /// The icon.
    pub icon: &'a str,
    /// The start module.
    pub app: &'a str,
    /// The script that sees to it that the start module starts.
    pub watch: &'a str,
    /// The script for browsers that know no modules.
    pub old_browser: &'a str,
    /// The glue.
    pub glue: &'a str,
    /// The WASM.
    pub wasm: &'a str,
    /// The words of the first language.
    pub words: &'a str,
    /// The style sheet that a terminal has besides.
    pub kiosk: Option<&'a str>,
    /// Is it the desk of an officer?
    pub officer: bool,
}

/// The document around a view. `texts` are all languages: where the client cannot run, it says in each how to
/// reach someone.
pub fn document(view: &View, links: &Links<'_>, texts: &[&Text]) -> String {
    let region = |id: &str| {
        let markup = view.regions.iter().find(|region| region.id == id).map_or("", |region| region.markup.as_str());
        PreEscaped(markup.to_owned())
    };
    let channel = if links.officer { Some("officer") } else { links.kiosk.map(|_| "kiosk") };
    html! {
        (DOCTYPE)
        html lang=(view.lang) dir=(view.dir) data-channel=[channel] {
            head {
                (head(&view.title, links.policy))
                link rel="stylesheet" href=(links.style);
                @if let Some(style) = links.kiosk { link rel="stylesheet" href=(style); }
                link rel="icon" href=(links.icon);
                link rel="preload" href=(links.glue) as="fetch" type="text/javascript" crossorigin;
                link rel="preload" href=(links.wasm) as="fetch" type="application/wasm" crossorigin;
                link rel="preload" href=(links.words) as="fetch" type="application/json" crossorigin;
                script type="module" src=(links.watch) {}
                script type="module" src=(links.app) data-start {}
                script nomodule defer src=(links.old_browser) {}
            }
            body {
                header #header { (region("header")) }
                div #fallback role="alert" hidden { (fallback(texts, links.kiosk.is_none())) }
                noscript { (fallback(texts, links.kiosk.is_none())) }
                (loading(texts))
                (framed(texts))
                p #missing .panel role="alert" hidden {}
                main #main { (region("main")) }
                p #status .quiet role="status" {}
                footer #footer { (region("footer")) }
                @if links.kiosk.is_some() {
                    dialog #warning aria-labelledby="warning-title" aria-describedby="warning-text" { (region("warning")) }
                }
            }
        }
    }
    .into_string()
}

/// How the head of every whole page begins: what keeps it shut in comes before anything that it loads.
pub fn head(title: &str, policy: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta http-equiv="Content-Security-Policy" content=(policy);
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="referrer" content="no-referrer";
        meta name="color-scheme" content="light dark";
        title { (title) }
    }
}

/// Where nothing runs: how to reach a human in each country, in every language, and the articles where the page leads on
/// to them.
pub fn fallback(texts: &[&Text], leads_on: bool) -> Markup {
    html! {
        @for text in texts {
            div.panel lang=(text.lang()) dir=(text.dir()) {
                p { strong { (text.get("fallback.title")) } }
                p { (text.get("fallback.phone")) @if let Some(phone) = text.find("frame.phone") { " " bdi { (phone) } } }
                p { (text.get("fallback.office")) }
                @for other in Jurisdiction::ALL.into_iter().filter(|other| *other != text.country()) {
                    @if let Some(phone) = Text::clone(text).of(other).find("fallback.elsewhere") { p { (phone) } }
                }
                // A terminal has no way back from another page.
                @if leads_on {
                    ul.links {
                        @for page in Page::ARTICLES.into_iter().filter(|page| page.is_in(Jurisdiction::DEFAULT)) {
                            @let id = page.plain_id();
                            li { a href={ (id) "." (text.lang()) ".html" } { (text.at(&["page.", id, ".link"])) } }
                        }
                    }
                }
            }
        }
    }
}

/// What is said while a file has not come, in every language; the loader shows the page's own.
pub fn loading(texts: &[&Text]) -> Markup {
    html! {
        div #loading role="alert" hidden {
            @for text in texts {
                div.panel lang=(text.lang()) dir=(text.dir()) {
                    p { (text.get("loading.slow")) }
                    progress aria-label=(text.get("loading.label")) {}
                    button.secondary type="button" data-again { (text.get("loading.again")) }
                }
            }
        }
    }
}

/// What a page says where another site shows it in a frame.
fn framed(texts: &[&Text]) -> Markup {
    html! {
        div #framed role="alert" hidden {
            @for text in texts {
                p.panel lang=(text.lang()) dir=(text.dir()) { (text.get("loading.framed")) }
            }
        }
    }
}
