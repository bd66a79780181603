//! `chat.html`: the frame around the chat. What is said in it comes from the client.

use super::WHOLE_STYLE;
use super::csp::CONTENT_SECURITY_POLICY;
use super::site::Site;
use super::text;
use crate::failure::Failure;
use maud::{DOCTYPE, Markup, html};
use std::collections::BTreeMap;
use vagval::case::Jurisdiction;
use vagval::text::{LANGUAGES, Text};
use vagval::view::{fallback, head, loading};

/// The page, in the first language; `data-words` names the message of each word, for the others.
pub fn page(site: &Site) -> Result<String, Failure> {
    let own = |lang| text::with_own(lang, "chat").map(Text::new);
    let texts = LANGUAGES.into_iter().map(own).collect::<Result<Vec<Text>, Failure>>()?;
    let texts: Vec<&Text> = texts.iter().collect();
    let text = *texts.first().ok_or_else(|| Failure::new("there is no language"))?;
    let word = |key: &str| html! { span data-words=(key) { (text.get(key)) } };
    let (style, icon, start) = (site.file(WHOLE_STYLE)?, site.file("icon.svg")?, site.file("chat.js")?);
    let (glue, wasm, old) =
        (site.file("vagval-chat.js")?, site.file("vagval-chat.wasm")?, site.file("old-browser.js")?);
    let country = Jurisdiction::DEFAULT.id();
    let page = html! {
        (DOCTYPE)
        html lang=(text.lang()) dir=(text.dir()) {
            head {
                (head(&[text.get("page.title"), " – ", text.get("product.name")].concat(), CONTENT_SECURITY_POLICY))
                link rel="stylesheet" href=(style);
                link rel="icon" href=(icon);
                link rel="preload" href=(glue) as="fetch" type="text/javascript" crossorigin;
                link rel="preload" href=(wasm) as="fetch" type="application/wasm" crossorigin;
                script type="module" src=(site.file("watch.js")?) {}
                script type="module" src=(start) data-start {}
                script nomodule defer src=(old) {}
            }
            body.chat {
                header #header {
                    a.skip href="#say" { (word("frame.skip")) }
                    div.bar {
                        p.brand { span { (text.get("product.name")) } }
                        nav.languages aria-label=(text.get("frame.languages")) data-label="frame.languages" {
                            @for lang in LANGUAGES {
                                button.plain id={ "lang-" (lang) } type="button" lang=(lang)
                                    aria-current=[(lang == text.lang()).then_some("true")] { (text.at(&["language.", lang])) }
                            }
                        }
                        button.plain.sign #human type="button" data-tip="label.human" title=(text.get("label.human")) {
                            (sign("M12 11a4 4 0 1 0 0-8a4 4 0 0 0 0 8M4.5 21a7.5 7.5 0 0 1 15 0")) (word("label.human"))
                        }
                        button.plain.sign #start-over type="button" data-tip="label.start-over" title=(text.get("label.start-over")) {
                            (sign("M4 4v5h5M4.5 9A8 8 0 1 1 4 13")) (word("label.start-over"))
                        }
                        button.plain.sign #close type="button" data-tip="page.close" title=(text.get("page.close")) hidden {
                            (sign("M5 5l14 14M19 5L5 19")) (word("page.close"))
                        }
                    }
                }
                div #fallback role="alert" hidden { (fallback(&texts, false)) }
                noscript { (fallback(&texts, false)) }
                (loading(&texts))
                main #main aria-labelledby="heading" {
                    // It scrolls, so the keyboard has to reach it.
                    div #log role="log" tabindex="0" aria-live="polite" aria-label=(text.get("page.log")) data-label="page.log" {
                        h1 #heading { (word("page.title")) }
                        p.about {
                            (word("page.lead")) " " (word(&[country, ".frame.human"].concat())) " "
                            bdi { (text.find("frame.phone").unwrap_or_default()) }
                        }
                    }
                    div #replies role="toolbar" aria-label=(text.get("page.replies")) data-label="page.replies"
                        aria-orientation="vertical" {}
                    form #form autocomplete="off" {
                        label.quiet for="say" { (word("page.field")) }
                        input #say type="text" maxlength="500" enterkeyhint="send" spellcheck="false"
                            placeholder=(text.get("page.field")) data-hint="page.field";
                        button.primary type="submit" { (word("page.send")) }
                    }
                }
            }
        }
    };
    // A keyboard on the screen takes its place from the page, so that the text field is never behind it.
    let viewport = "initial-scale=1";
    Ok(page.into_string().replacen(viewport, &[viewport, ", interactive-widget=resizes-content"].concat(), 1))
}

/// A drawn sign beside the words of a button, which a narrow page shows alone.
fn sign(path: &str) -> Markup {
    html! {
        svg.icon viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" { path d=(path) {} }
    }
}

/// The script by which another site shows the chat, from its source: with the words of its button, which are
/// the title of its frame too, in each language, without comments and indentation.
pub fn loader(source: &[u8]) -> Result<String, Failure> {
    let mut words = BTreeMap::new();
    for lang in LANGUAGES {
        let text = Text::new(text::messages(&format!("{lang}/chat"))?);
        words.insert(lang, text.get("page.open").to_owned());
    }
    let words = serde_json::to_string(&words).map_err(|error| Failure::new(format!("no JSON: {error}")))?;
    let source = String::from_utf8_lossy(source).replace("\"LABELS\"", &words);
    let lines = source.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}
