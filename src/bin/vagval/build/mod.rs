//! `vagval build`: from sources to `dist/`.
//!
//! Every file but the pages, the service worker, `manifest.json` and what lies in `local/` has a hash of its
//! contents in its name, and refers to the others by such names. So whatever a browser or a cache in between has
//! kept, it is never mixed with the files of another build.

mod articles;
mod bindings;
mod cache;
mod chat;
mod countries;
mod csp;
mod glue;
mod module;
mod page;
mod practice;
mod site;
mod size;
mod split;
mod text;
mod worker;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

pub use csp::CONTENT_SECURITY_POLICY;
pub use site::MANIFEST;

use crate::failure::Failure;
use crate::project_paths::{self, Lock};
use crate::setup::{self, Goal};
use bindings::Bundle;
use site::Site;
use vagval::case::Jurisdiction;
use vagval::text::LANGUAGES;

/// The folder of the files that an authority sets for itself.
pub const LOCAL: &str = "local";

/// `vagval build`: builds and prints how large it became.
pub fn run() -> Result<(), Failure> {
    build()?;
    let report = size::Report::of(&project_paths::dist()).map_err(Failure::new)?;
    crate::say(&format!("{}\n{report}", project_paths::dist().display()))
}

/// Builds `dist/`, setting the machine up for it where needed.
pub fn build() -> Result<(), Failure> {
    let lock = Lock::take()?;
    let compiler = setup::ensure(&lock, Goal::Build)?;
    let bindings = bindings::make(&compiler, Bundle::Pages)?;
    let chat = bindings::make(&compiler, Bundle::Chat)?;
    let bindings::Steps { glue: steps, programs } = bindings::steps(&compiler)?;
    let mut site = Site::default();
    let www = project_paths::root().join("www");

    // The glue names the WASM by its hash, so the hash of the glue covers both: a pair cannot be mixed.
    site.add_as("vagval.wasm", &bindings.wasm_name, bindings.wasm);
    let glue = site.add("vagval.js", bindings.glue.into_bytes());
    site.add_plain("vagval.d.ts", bindings.types.into_bytes());

    site.add_as("vagval-chat.wasm", &chat.wasm_name, chat.wasm);
    let chat_glue = site.add("vagval-chat.js", chat.glue.into_bytes());
    site.add_plain("vagval-chat.d.ts", chat.types.into_bytes());
    site.add_plain("render.d.ts", project_paths::read(&www.join("render.d.ts"))?);

    site.add("vagval-opening.wasm", programs.first);
    site.add("vagval-result.wasm", programs.rest);
    let pieces = serde_json::to_string(&programs.pieces).map_err(|error| Failure::new(format!("no JSON: {error}")))?;
    let steps = site.add("vagval-steps.js", steps.into_bytes());

    for path in files(&www, &["css", "svg", "js"])? {
        match name(&path).as_str() {
            "app.js" | "export.js" | "chat.js" | "embed.js" | "load.js" | "service-worker.js" | "watch.js"
            | "whole.js" | FIRST_STYLE | LATER_STYLE => {}
            name => drop(site.add(name, project_paths::read(&path)?)),
        }
    }
    styles(&mut site, &www)?;
    for lang in LANGUAGES {
        site.add(&format!("text/{lang}.json"), text::json(text::messages(lang)?)?.into_bytes());
        site.add(&format!("text/opening/{lang}.json"), text::json(text::opening(lang)?)?.into_bytes());
        site.add(&format!("text/result/{lang}.json"), text::json(text::result(lang)?)?.into_bytes());
        for folder in ["kiosk", "officer"] {
            let words = text::json(text::with_own(lang, folder)?)?;
            site.add(&format!("text/{folder}/{lang}.json"), words.into_bytes());
        }
    }

    for lang in LANGUAGES {
        for own in ["chat", "matrix"] {
            let words = text::json(text::messages(&format!("{lang}/{own}"))?)?;
            site.add(&format!("{own}/{lang}.json"), words.into_bytes());
        }
    }

    articles::add(&mut site)?;
    for country in Jurisdiction::ALL.into_iter().filter(|country| country.loads_names()) {
        let names = text::json(text::places(country.id())?)?;
        site.add(&format!("places/{}.json", country.id()), names.into_bytes());
    }

    site.add("countries.json", countries::json()?.into_bytes());
    let practice = site.add("practice.json", practice::cases()?.into_bytes());

    // What an authority sets for itself keeps its name and is not compressed, so that it can be replaced by hand.
    for path in files(&www.join(LOCAL), &["json"])? {
        site.add_plain(&format!("{LOCAL}/{}", name(&path)), project_paths::read(&path)?);
    }

    let carry = project_paths::read(&www.join("export.js"))?;
    let carry = String::from_utf8_lossy(&carry).replace("keep.css", site.file("keep.css")?);
    let carry = site.add("export.js", carry.into_bytes());
    let whole = project_paths::read(&www.join("whole.js"))?;
    let whole = String::from_utf8_lossy(&whole).replace("./export.js", &format!("./{carry}"));
    let whole = site.add("whole.js", whole.into_bytes());

    let loader = String::from_utf8_lossy(&project_paths::read(&www.join("load.js"))?).into_owned();
    let watch = project_paths::read(&www.join("watch.js"))?;
    site.add("watch.js", with_loader(&watch, &loader)?.into_bytes());

    // The start module knows the glue, every language's text and every article by name.
    let app = project_paths::read(&www.join("app.js"))?;
    let app = with_loader(&app, &loader)?
        .replace("\"vagval.wasm\"", &format!("\"{}\"", site.file("vagval.wasm")?))
        .replace("\"vagval-opening.wasm\"", &format!("\"{}\"", site.file("vagval-opening.wasm")?))
        .replace("\"vagval-result.wasm\"", &format!("\"{}\"", site.file("vagval-result.wasm")?))
        .replace("\"PIECES\"", &pieces)
        .replace("vagval.js", &glue)
        .replace("vagval-steps.js", &steps)
        .replace("./whole.js", &format!("./{whole}"))
        .replace("\"STYLE\"", &site.checked_json(LATER_STYLE)?)
        .replace("./kiosk.js", &format!("./{}", site.file("kiosk.js")?))
        .replace("\"TEXTS\"", &site.names_json("text/", ".json")?)
        .replace("\"PLACES\"", &site.names_json("places/", ".json")?)
        .replace("\"PRACTICE\"", &format!("\"{practice}\""))
        .replace("\"ZONES\"", &countries::zones()?)
        .replace("\"ARTICLES\"", &site.names_json("article/", ".html")?);
    site.add("app.js", app.into_bytes());

    let index = page::index(&site)?;
    site.add_plain("index.html", site.with_integrity(&index).into_bytes());
    let start = project_paths::read(&www.join("chat.js"))?;
    let start = with_loader(&start, &loader)?
        .replace("\"vagval-chat.wasm\"", &format!("\"{}\"", site.file("vagval-chat.wasm")?))
        .replace("vagval-chat.js", &chat_glue)
        .replace("\"TEXTS\"", &site.names_json("text/", ".json")?)
        .replace("\"LEXICONS\"", &site.names_json("chat/", ".json")?)
        .replace("\"ZONE\"", &format!("\"{}\"", Jurisdiction::DEFAULT.zone()));
    site.add("chat.js", start.into_bytes());
    let page = chat::page(&site)?;
    site.add_plain("chat.html", site.with_integrity(&page).into_bytes());
    // Under its plain name for most hosts, and with its hash for those who vouch for every byte.
    let loader = chat::loader(&project_paths::read(&www.join("embed.js"))?)?;
    site.add("embed.js", loader.clone().into_bytes());
    site.add_plain("embed.js", loader.into_bytes());
    let kiosk = page::kiosk(&site)?;
    site.add_plain("kiosk.html", site.with_integrity(&kiosk).into_bytes());
    let officer = page::officer(&site)?;
    site.add_plain("officer.html", site.with_integrity(&officer).into_bytes());
    worker::add(&mut site)?;
    site.write(&project_paths::dist())
}

/// The style of a first visit, what every other page has besides, and both.
const FIRST_STYLE: &str = "style.css";
const LATER_STYLE: &str = "later.css";
const WHOLE_STYLE: &str = "whole.css";

/// Adds the styles, without comments and indentation.
fn styles(site: &mut Site, www: &Path) -> Result<(), Failure> {
    let lean = |name| -> Result<String, Failure> {
        let style = project_paths::read(&www.join(name))?;
        let style = String::from_utf8_lossy(&style);
        let mut rules = String::new();
        for (at, part) in style.split("/*").enumerate() {
            rules.push_str(if at == 0 { part } else { part.split_once("*/").map_or("", |(_, after)| after) });
        }
        let lines = rules.lines().map(str::trim).filter(|line| !line.is_empty());
        Ok(lines.flat_map(|line| [line, "\n"]).collect())
    };
    let (first, later) = (lean(FIRST_STYLE)?, lean(LATER_STYLE)?);
    site.add(WHOLE_STYLE, [first.as_str(), &later].concat().into_bytes());
    site.add(FIRST_STYLE, first.into_bytes());
    site.add(LATER_STYLE, later.into_bytes());
    Ok(())
}

/// A script with the text of the loader in place of its import, without comments and indentation: a script that waited
/// for another one would be dead where that one does not come.
fn with_loader(script: &[u8], loader: &str) -> Result<String, Failure> {
    const FROM: &str = " from \"./load.js\";\n";
    let script = String::from_utf8_lossy(script);
    let (before, after) = script.split_once(FROM).ok_or_else(|| Failure::new("a start script imports no `load.js`"))?;
    let head = before.rsplit_once("import {").map_or("", |(head, _)| head);
    let whole = [head, &loader.replace("export const ", "const "), after].concat();
    let is_comment = |line: &&str| line.starts_with("//") || line.starts_with("/**") || line.is_empty();
    let lines = whole.lines().map(str::trim_start).filter(|line| !is_comment(line));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// The files of a folder with one of these extensions, in the order of their names.
fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::at("read", folder))? {
        let path = entry.map_err(Failure::at("read", folder))?.path();
        let extension = path.extension().and_then(OsStr::to_str);
        if extension.is_some_and(|extension| extensions.contains(&extension)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
