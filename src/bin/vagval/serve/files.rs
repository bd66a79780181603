//! The files of the site by the path they are asked for.
//!
//! They are read once, when starting: a request is a look-up by name, so no path reaches the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::http::{Request, Response};
use crate::build::{CONTENT_SECURITY_POLICY, LOCAL, MANIFEST};
use crate::failure::Failure;
use crate::local;
use crate::project_paths;

/// How long a file with a hash in its name may be kept.
const HASHED_FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The one page that others may show in a frame, where the authority says so.
const CHAT: &str = "/chat.html";
const NOBODY: &str = "'none'";

/// Everything that can be asked for.
pub struct Files {
    files: BTreeMap<String, File>,
    /// Who may show the chat in a frame, as the header says it.
    ancestors: String,
}

struct File {
    kind: &'static str,
    hashed: bool,
    /// Read by the chat in a frame, which has no origin of its own.
    public: bool,
    /// Tells two contents apart, as the header `ETag` has it.
    tag: String,
    plain: Vec<u8>,
    brotli: Option<Vec<u8>>,
}

impl Files {
    /// Reads the finished site.
    pub fn read(dist: &Path) -> Result<Self, Failure> {
        let manifest = project_paths::read(&dist.join(MANIFEST))?;
        let manifest: BTreeMap<String, String> =
            serde_json::from_slice(&manifest).map_err(|error| Failure::new(format!("{MANIFEST}: {error}")))?;
        let hashed: BTreeSet<String> = manifest.into_values().collect();
        let origins = local::origins(dist)?;
        let ancestors = if origins.is_empty() { NOBODY.to_owned() } else { origins.join(" ") };
        let mut files = Self { files: BTreeMap::new(), ancestors };
        files.add(dist, "", &hashed)?;
        Ok(files)
    }

    fn add(&mut self, folder: &Path, prefix: &str, hashed: &BTreeSet<String>) -> Result<(), Failure> {
        for entry in fs::read_dir(folder).map_err(Failure::at("read", folder))? {
            let path = entry.map_err(Failure::at("read", folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{prefix}{name}");
            if path.is_dir() {
                self.add(&path, &format!("{name}/"), hashed)?;
            } else if let Some(kind) = media_type(&name) {
                let plain = project_paths::read(&path)?;
                let file = File {
                    kind,
                    tag: project_paths::digest(&[&plain]).chars().take(16).collect(),
                    public: name == format!("{LOCAL}/{}", local::EMBED),
                    hashed: hashed.contains(&name),
                    plain,
                    brotli: fs::read(path.with_added_extension("br")).ok(),
                };
                self.files.insert(name, file);
            }
        }
        Ok(())
    }

    /// The answer to any request. Every answer carries the headers that keep the page shut in.
    pub fn answer(&self, request: &Request) -> Response<'_> {
        let ancestors = if request.path() == CHAT { &self.ancestors } else { NOBODY };
        shut_in(self.find(request), ancestors)
    }

    /// The answer to what is no request, with the same headers.
    pub fn refuse(status: &str, words: &'static str) -> Response<'static> {
        shut_in(Response::words(status, words), NOBODY)
    }

    fn find(&self, request: &Request) -> Response<'_> {
        if !matches!(request.method(), "GET" | "HEAD") {
            let mut response = Response::words("405 Method Not Allowed", "only GET and HEAD\n");
            response.header("Allow", "GET, HEAD");
            return response;
        }
        let name = match request.path() {
            "/" => "index.html",
            path => path.strip_prefix('/').unwrap_or_default(),
        };
        match self.files.get(name) {
            Some(file) => file.answer(accepts_brotli(request), request.header("if-none-match").unwrap_or_default()),
            None => Response::words("404 Not Found", "not found\n"),
        }
    }
}

fn shut_in<'a>(mut response: Response<'a>, ancestors: &str) -> Response<'a> {
    response.header("Content-Security-Policy", &format!("{CONTENT_SECURITY_POLICY}; frame-ancestors {ancestors}"));
    response.header("Referrer-Policy", "no-referrer");
    response.header("X-Content-Type-Options", "nosniff");
    response
}

impl File {
    /// `known` are the tags of what the browser has.
    fn answer(&self, brotli: bool, known: &str) -> Response<'_> {
        let brotli = self.brotli.as_deref().filter(|_| brotli);
        // The two forms of a file are two contents.
        let tag = format!("\"{}{}\"", self.tag, if brotli.is_some() { "-br" } else { "" });
        let is_known = known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag);
        let mut response =
            if is_known { Response::unchanged() } else { Response::new("200 OK", brotli.unwrap_or(&self.plain)) };
        response.header("ETag", &tag);
        response.header("Content-Type", self.kind);
        response.header("Vary", "Accept-Encoding");
        if brotli.is_some() {
            response.header("Content-Encoding", "br");
        }
        if self.hashed {
            response.header("Cache-Control", HASHED_FOR_EVER);
            // Public files without a secret: a page in a sandboxed frame has no origin of its own.
            response.header("Access-Control-Allow-Origin", "*");
        } else {
            response.header("Cache-Control", "no-cache");
            if self.public {
                response.header("Access-Control-Allow-Origin", "*");
            }
        }
        response
    }
}

fn accepts_brotli(request: &Request) -> bool {
    let codings = request.header("accept-encoding").unwrap_or_default();
    codings.split(',').any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = quality.trim().trim_start_matches("q=").parse() == Ok(0_f32);
        name.trim() == "br" && !refused
    })
}

/// `None` for what is not served by its own name: the compressed twins.
fn media_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "ts" => "text/plain; charset=utf-8",
        _ => return None,
    })
}
