//! `index.html`, `kiosk.html` and `officer.html`: the first page, readable before and without the WASM.

use super::csp::CONTENT_SECURITY_POLICY;
use super::site::Site;
use super::text;
use super::{FIRST_STYLE, WHOLE_STYLE};
use crate::failure::Failure;
use vagval::case::{Jurisdiction, Moment};
use vagval::client::Client;
use vagval::date::Date;
use vagval::policy::PolicySet;
use vagval::session::Surface;
use vagval::settings::kiosk::Settings;
use vagval::text::{LANGUAGES, Text};
use vagval::view::{Links, document};

/// The first page, drawn by the client itself. The links let glue, WASM and words load at once instead of one
/// after the other.
pub fn index(site: &Site) -> Result<String, Failure> {
    page(site, Desk::Person)
}

/// The same for the terminal of an office, with its own words, style and settings.
pub fn kiosk(site: &Site) -> Result<String, Failure> {
    page(site, Desk::Terminal)
}

/// The same for an officer, with its own words.
pub fn officer(site: &Site) -> Result<String, Failure> {
    page(site, Desk::Officer)
}

/// Who sits before the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Desk {
    Person,
    Terminal,
    Officer,
}

impl Desk {
    /// The folder of its own words.
    fn words(self) -> Option<&'static str> {
        match self {
            Self::Person => None,
            Self::Terminal => Some("kiosk"),
            Self::Officer => Some("officer"),
        }
    }
}

fn page(site: &Site, desk: Desk) -> Result<String, Failure> {
    let is_kiosk = desk == Desk::Terminal;
    let read = |lang| match desk.words() {
        None => text::text(lang),
        Some(folder) => text::with_own(lang, folder).map(Text::new),
    };
    let texts = LANGUAGES.into_iter().map(read).collect::<Result<Vec<Text>, Failure>>()?;
    let first = texts.first().cloned().ok_or_else(|| Failure::new("there is no language"))?;
    // What is waited for: a terminal has the whole client at once, since it never leaves the page; so has an officer.
    let (folder, glue, module, style) = match desk.words() {
        Some(folder) => (folder, "vagval.js", "vagval.wasm", WHOLE_STYLE),
        None => ("opening", "vagval-steps.js", "vagval-opening.wasm", FIRST_STYLE),
    };
    let words = format!("text/{folder}/{}.json", first.lang());
    let links = Links {
        policy: CONTENT_SECURITY_POLICY,
        style: site.file(style)?,
        icon: site.file("icon.svg")?,
        app: site.file("app.js")?,
        watch: site.file("watch.js")?,
        old_browser: site.file("old-browser.js")?,
        glue: site.file(glue)?,
        wasm: site.file(module)?,
        words: site.file(&words)?,
        kiosk: if is_kiosk { Some(site.file("kiosk.css")?) } else { None },
        officer: desk == Desk::Officer,
    };
    let policies = PolicySet::embedded().map_err(|damaged| Failure::new(damaged.to_string()))?;
    // The first page says nothing that depends on the day; any day that the rules cover will do.
    let on = Date::new(2026, 1, 1).ok_or_else(|| Failure::new("no such day"))?;
    let channel = if is_kiosk { Surface::Kiosk } else { Surface::Web };
    let mut client = Client::new(policies, first, channel, Jurisdiction::DEFAULT, Moment { date: on, minute: None });
    if is_kiosk {
        client.enable_kiosk(Settings::default());
    }
    if desk == Desk::Officer {
        client.enable_officer();
    }
    let texts: Vec<&Text> = texts.iter().collect();
    Ok(document(&client.view(), &links, &texts))
}
