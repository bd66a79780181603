//! `index.html`: the first page, readable before and without the WASM.

use super::csp::CONTENT_SECURITY_POLICY;
use super::site::Site;
use super::text;
use crate::failure::Failure;
use vagval::case::{Jurisdiction, Moment};
use vagval::client::Client;
use vagval::date::Date;
use vagval::policy::Book;
use vagval::session::Channel;
use vagval::text::{LANGUAGES, Text};
use vagval::view::{Links, document};

/// The first page, drawn by the client itself. The links let glue, WASM and words load at once instead of one
/// after the other.
pub fn index(site: &Site) -> Result<String, Failure> {
    let texts = LANGUAGES.into_iter().map(text::text).collect::<Result<Vec<Text>, Failure>>()?;
    let first = texts.first().cloned().ok_or_else(|| Failure::new("there is no language"))?;
    let words = format!("text/{}.json", first.lang());
    let links = Links {
        policy: CONTENT_SECURITY_POLICY,
        style: site.file("style.css")?,
        icon: site.file("icon.svg")?,
        app: site.file("app.js")?,
        old_browser: site.file("old-browser.js")?,
        glue: site.file("vagval.js")?,
        wasm: site.file("vagval.wasm")?,
        words: site.file(&words)?,
    };
    let book = Book::embedded().map_err(|damaged| Failure::new(damaged.to_string()))?;
    // The first page says nothing that depends on the day; any day that the rules cover will do.
    let on = Date::new(2026, 1, 1).ok_or_else(|| Failure::new("no such day"))?;
    let client = Client::new(book, first, Channel::Web, Jurisdiction::Sweden, Moment { date: on, minute: None });
    let texts: Vec<&Text> = texts.iter().collect();
    Ok(document(&client.view(), &links, &texts))
}
