//! The files of the finished site: their names, their compressed twins, and the manifest.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use brotli::CompressorWriter;
use serde::Serialize;

use super::{LOCAL, cache};
use crate::failure::Failure;
use crate::project_paths;

/// The list of hashed names, `{"style.css":"style.0123456789abcdef.css",…}`.
pub const MANIFEST: &str = "manifest.json";

/// Hexadecimal digits of a hash in a file name; the WASM carries all 64.
const SHORT: usize = 16;

/// Files in the making.
#[derive(Debug, Default)]
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
    hashed: BTreeMap<String, String>,
}

impl Site {
    /// Adds a file under a name with its hash, which it returns.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let hash = project_paths::digest(&[&bytes]);
        let hash = hash.get(..SHORT).unwrap_or(&hash);
        let file = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
            None => format!("{name}.{hash}"),
        };
        self.add_as(name, &file, bytes);
        file
    }

    /// Adds a file whose hashed name is already known.
    pub fn add_as(&mut self, name: &str, file: &str, bytes: Vec<u8>) {
        self.hashed.insert(name.to_owned(), file.to_owned());
        self.files.insert(file.to_owned(), bytes);
    }

    /// Adds a file that keeps its name.
    pub fn add_plain(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_owned(), bytes);
    }

    /// The hashed name of a file.
    pub fn file(&self, name: &str) -> Result<&str, Failure> {
        let file = self.hashed.get(name).map(String::as_str);
        file.ok_or_else(|| Failure::new(format!("the site has no `{name}`")))
    }

    /// The hashed names of the files `BEFORE…AFTER` by what stands between, as JSON.
    pub fn names_json(&self, before: &str, after: &str) -> Result<String, Failure> {
        let between = |name: &str| {
            let name = name.strip_prefix(before)?.strip_suffix(after)?;
            Some(name.to_owned())
        };
        let names: BTreeMap<String, &String> =
            self.hashed.iter().filter_map(|(name, file)| Some((between(name)?, file))).collect();
        json(&names)
    }

    /// The hashed name of a file, and the hash that a browser checks it by, as JSON.
    pub fn checked_json(&self, name: &str) -> Result<String, Failure> {
        let file = self.file(name)?;
        let bytes = self.files.get(file).map_or(&[][..], Vec::as_slice);
        Ok(format!("[\"{file}\",\"sha256-{}\"]", project_paths::digest_base64(bytes)))
    }

    /// A page whose scripts and styles the browser checks by their hashes before it runs them.
    pub fn with_integrity(&self, page: &str) -> String {
        let mut page = page.to_owned();
        for file in self.hashed.values() {
            let Some(bytes) = self.files.get(file) else { continue };
            let checked = format!(" integrity=\"sha256-{}\"", project_paths::digest_base64(bytes));
            for (tag, crossing) in [("src=", ""), ("rel=\"stylesheet\" href=", " crossorigin")] {
                let named = format!("{tag}\"{file}\"");
                page = page.replace(&named, &format!("{named}{checked}{crossing}"));
            }
        }
        page
    }

    /// The names of the files with a hash in it, and those of the pages with the hash of their content.
    pub fn whole(&self) -> (Vec<&String>, BTreeMap<&String, String>) {
        // The chat has a WASM of its own, as large as that of the pages: who never chats does not fetch it. Nor do
        // people fetch what only an officer needs, or what other sites and servers show the chat by.
        let others = ["chat", "countries", "vagval-chat", "officer", "text/officer", "practice", "embed", "matrix"];
        let apart = |name: &str| others.iter().any(|start| name.starts_with(start));
        let pages = self.files.iter().filter(|(name, _)| {
            Path::new(name).extension().is_some_and(|extension| extension == "html")
                && !self.hashed.values().any(|hashed| hashed == *name)
                && !apart(name)
        });
        let pages = pages.map(|(name, bytes)| (name, project_paths::digest(&[bytes]))).collect();
        let hashed = self.hashed.iter().filter(|(name, _)| !apart(name)).map(|(_, file)| file);
        (hashed.collect(), pages)
    }

    /// Replaces `folder` by these files. Beside each lies the same compressed, for servers that can send it.
    pub fn write(mut self, folder: &Path) -> Result<(), Failure> {
        self.add_plain(MANIFEST, json(&self.hashed)?.into_bytes());
        let unfinished = project_paths::made("dist-unfinished");
        project_paths::remove_dir(&unfinished)?;
        for (name, bytes) in &self.files {
            project_paths::write(&unfinished.join(name), bytes)?;
            if Path::new(name).starts_with(LOCAL) {
                continue;
            }
            let compressed = cache::remember("brotli", bytes, || brotli(bytes))?;
            project_paths::write(&unfinished.join(format!("{name}.br")), &compressed)?;
        }
        project_paths::remove_dir(folder)?;
        fs::rename(&unfinished, folder).map_err(Failure::at("create", folder))
    }
}

fn json(map: &BTreeMap<impl Serialize, impl Serialize>) -> Result<String, Failure> {
    serde_json::to_string(map).map_err(|error| Failure::new(format!("no JSON: {error}")))
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::new(format!("cannot compress: {error}"));
    let mut writer = CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(bytes).map_err(failed)?;
    writer.flush().map_err(failed)?;
    Ok(writer.into_inner())
}
