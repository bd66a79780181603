//! `index.html` and `kiosk.html`: the first page, readable before and without the WASM.

use super::csp::CONTENT_SECURITY_POLICY;
use super::site::Site;
use super::text;
use crate::failure::Failure;
use vagval::case::{Jurisdiction, Moment};
use vagval::client::Client;
use vagval::contact::kiosk::Settings;
use vagval::date::Date;
use vagval::policy::Book;
use vagval::session::Channel;
use vagval::text::{LANGUAGES, Text};
use vagval::view::{Links, document};

/// The first page, drawn by the client itself. The links let glue, WASM and words load at once instead of one
/// after the other.
pub fn index(site: &Site) -> Result<String, Failure> {
    page(site, Channel::Web)
}

/// The same for the terminal of an office, with its own words, style and settings.
pub fn kiosk(site: &Site) -> Result<String, Failure> {
    page(site, Channel::Kiosk)
}

fn page(site: &Site, channel: Channel) -> Result<String, Failure> {
    let is_kiosk = channel == Channel::Kiosk;
    let read = if is_kiosk { text::at_the_kiosk } else { text::text };
    let texts = LANGUAGES.into_iter().map(read).collect::<Result<Vec<Text>, Failure>>()?;
    let first = texts.first().cloned().ok_or_else(|| Failure::new("there is no language"))?;
    // What is waited for: a terminal has the whole client at once, since it never leaves the page.
    let (folder, module) = if is_kiosk { ("text/kiosk", "vagval") } else { ("text/opening", "vagval-opening") };
    let words = format!("{folder}/{}.json", first.lang());
    let links = Links {
        policy: CONTENT_SECURITY_POLICY,
        style: site.file("style.css")?,
        icon: site.file("icon.svg")?,
        app: site.file("app.js")?,
        old_browser: site.file("old-browser.js")?,
        glue: site.file(&format!("{module}.js"))?,
        wasm: site.file(&format!("{module}.wasm"))?,
        words: site.file(&words)?,
        kiosk: if is_kiosk { Some(site.file("kiosk.css")?) } else { None },
    };
    let book = Book::embedded().map_err(|damaged| Failure::new(damaged.to_string()))?;
    // The first page says nothing that depends on the day; any day that the rules cover will do.
    let on = Date::new(2026, 1, 1).ok_or_else(|| Failure::new("no such day"))?;
    let mut client = Client::new(book, first, channel, Jurisdiction::Sweden, Moment { date: on, minute: None });
    if is_kiosk {
        client.install(Settings::default());
    }
    let texts: Vec<&Text> = texts.iter().collect();
    Ok(document(&client.view(), &links, &texts))
}
