//! The service worker: it knows every file of this version, so that a version is kept whole or not at all.

use std::path::Path;

use super::site::Site;
use super::{LOCAL, files, name};
use crate::failure::Failure;
use crate::project_paths;

/// Adds the worker, which keeps its name: browsers look there for the next version.
pub fn add(site: &mut Site) -> Result<(), Failure> {
    let www = project_paths::root().join("www");
    let mut local = Vec::new();
    for path in files(&www.join(LOCAL), &["json"])? {
        local.push(format!("{LOCAL}/{}", name(&path)));
    }
    let (hashed, pages) = site.whole();
    let (hashed, pages, local) = (json(&hashed)?, json(&pages)?, json(&local)?);
    let worker = project_paths::read(Path::new(&www.join("service-worker.js")))?;
    let worker = String::from_utf8_lossy(&worker).into_owned();
    let version = project_paths::digest(&[worker.as_bytes(), hashed.as_bytes(), pages.as_bytes()]);
    let worker = worker
        .replace("\"FILES\"", &hashed)
        .replace("\"PAGES\"", &pages)
        .replace("\"LOCAL\"", &local)
        .replace("VERSION", version.get(..16).unwrap_or(&version));
    site.add_plain("service-worker.js", worker.into_bytes());
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::new(format!("no JSON: {error}")))
}
