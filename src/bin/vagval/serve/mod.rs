//! `vagval serve`: builds the site, or takes a finished one, and serves it on this machine, for one person at a time
//! and for the tests.
//!
//! It does not serve the world: no TLS, no limits on the number of connections.

mod files;
mod http;

use std::env;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::build;
use crate::failure::Failure;
use crate::project_paths;
use files::Files;

/// Where to listen if nobody says where, and how many ports above it to try.
const PORT: u16 = 8080;
const PORTS: u16 = 20;

/// How long to wait after a connection that could not be taken.
const PAUSE: Duration = Duration::from_millis(100);

/// Builds, or takes the site in `folder` as it is, then serves until the process is ended.
pub fn run(folder: Option<&str>) -> Result<(), Failure> {
    let listener = listen()?;
    let site = if let Some(folder) = folder {
        PathBuf::from(folder)
    } else {
        build::build()?;
        project_paths::dist()
    };
    let files = Arc::new(Files::read(&site)?);
    let address = listener.local_addr().map_err(|error| Failure::new(format!("no address: {error}")))?;
    crate::say(&format!("http://{address}/\n"))?;
    for stream in listener.incoming() {
        // A connection that failed before it was made, or a thread too many, harms only that one visitor. Where file
        // handles have run out the next try fails at once too: a pause lets others finish.
        let Ok(stream) = stream else {
            thread::sleep(PAUSE);
            continue;
        };
        let files = Arc::clone(&files);
        let _ = thread::Builder::new().spawn(move || http::converse(&stream, &files));
    }
    Ok(())
}

/// `PORT` and nothing else if it is set (0 takes any free one), else the first free port from 8080.
fn listen() -> Result<TcpListener, Failure> {
    let bind = |port: u16| {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| Failure::new(format!("cannot listen on 127.0.0.1:{port}: {error}")))
    };
    match env::var("PORT") {
        Ok(text) => bind(
            text.parse()
                .map_err(|_| Failure::usage(format!("PORT is `{text}`, but must be a number from 0 to 65535")))?,
        ),
        Err(_) => (PORT..PORT + PORTS).find_map(|port| bind(port).ok()).map_or_else(|| bind(PORT), Ok),
    }
}
