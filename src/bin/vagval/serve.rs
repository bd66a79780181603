//! `vagval serve`: builds the site and serves it on this machine.
//!
//! The files are read once, when starting: a request is a look-up by name, so no path reaches the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::build::{self, CONTENT_SECURITY_POLICY, HASHED_FOR_EVER, MANIFEST};
use crate::failure::Failure;
use crate::house;

/// Where to listen if nobody says where, and how many ports above it to try.
const PORT: u16 = 8080;
const PORTS: u16 = 20;

/// Requests answered at the same time.
const WORKERS: usize = 8;

/// Builds, then serves until the process is ended.
pub fn run() -> Result<(), Failure> {
    let listener = listen()?;
    build::build()?;
    let site = Site::read(&house::dist())?;
    let address = listener
        .local_addr()
        .map_err(|error| Failure::new(format!("no address: {error}")))?;
    let server = Server::from_listener(listener, None)
        .map_err(|error| Failure::new(format!("cannot serve: {error}")))?;
    crate::say(&format!("http://{address}/\n"))?;
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    // A browser that has gone away is no concern of ours.
                    let _ = site.answer(request);
                }
            });
        }
    });
    Ok(())
}

/// `PORT` and nothing else if it is set (0 takes any free one), else the first free port from 8080.
fn listen() -> Result<TcpListener, Failure> {
    let bind = |port: u16| {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| Failure::new(format!("cannot listen on 127.0.0.1:{port}: {error}")))
    };
    match env::var("PORT") {
        Ok(text) => bind(text.parse().map_err(|_| {
            Failure::usage(format!(
                "PORT is `{text}`, but must be a number from 0 to 65535"
            ))
        })?),
        Err(_) => (PORT..PORT + PORTS)
            .find_map(|port| bind(port).ok())
            .map_or_else(|| bind(PORT), Ok),
    }
}

/// All files by the path they are asked for.
struct Site(BTreeMap<String, Served>);

struct Served {
    kind: &'static str,
    hashed: bool,
    plain: Vec<u8>,
    brotli: Option<Vec<u8>>,
}

impl Site {
    fn read(dist: &Path) -> Result<Self, Failure> {
        let manifest = house::read(&dist.join(MANIFEST))?;
        let manifest: BTreeMap<String, String> = serde_json::from_slice(&manifest)
            .map_err(|error| Failure::new(format!("{MANIFEST}: {error}")))?;
        let hashed: BTreeSet<String> = manifest.into_values().collect();
        let mut site = Self(BTreeMap::new());
        site.add_folder(dist, "", &hashed)?;
        Ok(site)
    }

    fn add_folder(
        &mut self,
        folder: &Path,
        prefix: &str,
        hashed: &BTreeSet<String>,
    ) -> Result<(), Failure> {
        for entry in fs::read_dir(folder).map_err(Failure::at("read", folder))? {
            let path = entry.map_err(Failure::at("read", folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{prefix}{name}");
            if path.is_dir() {
                self.add_folder(&path, &format!("{name}/"), hashed)?;
            } else if let Some(kind) = media_type(&name) {
                let served = Served {
                    kind,
                    hashed: hashed.contains(&name),
                    plain: house::read(&path)?,
                    brotli: fs::read(path.with_added_extension("br")).ok(),
                };
                self.0.insert(name, served);
            }
        }
        Ok(())
    }

    fn answer(&self, request: Request) -> std::io::Result<()> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return request.respond(plain_answer(
                405,
                "only GET and HEAD\n",
                &[("Allow", "GET, HEAD")],
            ));
        }
        let path = request.url().split(['?', '#']).next().unwrap_or_default();
        let name = match path.strip_prefix('/').unwrap_or(path) {
            "" => "index.html",
            name => name,
        };
        let Some(file) = self.0.get(name) else {
            return request.respond(plain_answer(404, "not found\n", &[]));
        };
        let brotli = file.brotli.as_ref().filter(|_| accepts_brotli(&request));
        let mut headers = vec![
            ("Content-Type", file.kind),
            ("Vary", "Accept-Encoding"),
            (
                "Cache-Control",
                if file.hashed {
                    HASHED_FOR_EVER
                } else {
                    "no-cache"
                },
            ),
        ];
        if brotli.is_some() {
            headers.push(("Content-Encoding", "br"));
        }
        if file.hashed {
            // Public files without a secret: a page in a sandboxed frame has no origin of its own.
            headers.push(("Access-Control-Allow-Origin", "*"));
        }
        let body = brotli.unwrap_or(&file.plain).as_slice();
        request.respond(response(200, body, &headers))
    }
}

fn plain_answer(
    status: u16,
    words: &'static str,
    headers: &[(&str, &str)],
) -> Response<&'static [u8]> {
    let mut all = vec![("Content-Type", "text/plain; charset=utf-8")];
    all.extend(headers);
    response(status, words.as_bytes(), &all)
}

/// Every answer carries the headers that keep the page shut in.
fn response<'a>(status: u16, body: &'a [u8], headers: &[(&str, &str)]) -> Response<&'a [u8]> {
    let policy = format!("{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'");
    let always = [
        ("Content-Security-Policy", policy.as_str()),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    let headers = headers
        .iter()
        .chain(&always)
        .filter_map(|(name, value)| Header::from_bytes(*name, *value).ok())
        .collect();
    Response::new(status.into(), headers, body, Some(body.len()), None)
        .with_chunked_threshold(usize::MAX)
}

fn accepts_brotli(request: &Request) -> bool {
    request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Accept-Encoding"))
        .flat_map(|header| header.value.as_str().split(','))
        .any(|coding| {
            let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
            name.trim() == "br" && !matches!(quality.trim(), "q=0" | "q=0.0")
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
