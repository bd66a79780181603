//! What the server sends, byte by byte, and what it refuses.

use crate::support::server;

use std::io::{Read, Write};
use std::net::TcpStream;

use server::Server;

/// A raw answer: its head in lower case, and its body.
struct Answer {
    head: String,
    body: Vec<u8>,
}

fn ask(server: &Server, request: &str) -> Answer {
    let address = server.url.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("{request}Host: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    Answer { head: String::from_utf8_lossy(&bytes[..end]).to_lowercase(), body: bytes[end + 4..].to_vec() }
}

fn get(server: &Server, path: &str) -> Answer {
    ask(server, &format!("GET {path} HTTP/1.1\r\n"))
}

impl Answer {
    fn has(&self, line: &str) -> &Self {
        assert!(self.head.contains(line), "no `{line}` in:\n{}", self.head);
        self
    }
}

#[test]
fn the_server_sends_the_site_and_nothing_else() {
    let server = Server::start();
    let page = get(&server, "/");
    page.has("http/1.1 200")
        .has("content-type: text/html; charset=utf-8")
        .has("cache-control: no-cache")
        .has("referrer-policy: no-referrer")
        .has("x-content-type-options: nosniff")
        .has("content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'")
        .has("require-trusted-types-for 'script'; trusted-types vagval; frame-ancestors 'none'");
    assert!(page.body.starts_with(b"<!DOCTYPE html>"));

    let manifest = get(&server, "/manifest.json");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest.body).unwrap();
    let wasm = manifest["vagval.wasm"].as_str().unwrap();
    let plain = get(&server, &format!("/{wasm}"));
    plain
        .has("http/1.1 200")
        .has("content-type: application/wasm")
        .has("cache-control: public, max-age=31536000, immutable")
        .has("access-control-allow-origin: *");
    assert!(plain.body.starts_with(b"\0asm"));

    let compressed = ask(&server, &format!("GET /{wasm} HTTP/1.1\r\nAccept-Encoding: gzip, br;q=0.9\r\n"));
    compressed.has("content-encoding: br").has("vary: accept-encoding");
    assert!(compressed.body.len() < plain.body.len());
    let refused = ask(&server, &format!("GET /{wasm} HTTP/1.1\r\nAccept-Encoding: br;q=0\r\n"));
    assert_eq!(refused.body, plain.body);

    let head = ask(&server, "HEAD / HTTP/1.1\r\n");
    head.has("http/1.1 200").has(&format!("content-length: {}", page.body.len()));
    assert!(head.body.is_empty());
    ask(&server, "POST / HTTP/1.1\r\nContent-Length: 0\r\n").has("http/1.1 405").has("allow: get, head");
    for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/text", "/index.html.br", "/no-such-page"] {
        get(&server, path).has("http/1.1 404").has("content-security-policy");
    }

    // A connection that says nothing keeps nobody else waiting.
    let address = server.url.trim_start_matches("http://").trim_end_matches('/');
    let _silent: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(address).unwrap()).collect();
    get(&server, "/").has("http/1.1 200");
}

/// What comes back for these bytes, however odd.
fn send(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://").trim_end_matches('/')).unwrap();
    stream.write_all(bytes).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).to_lowercase()
}

#[test]
fn what_is_no_request_is_refused_in_words_with_the_same_headers() {
    let server = Server::start();
    for bytes in [&b"GET /\xff HTTP/1.1\r\n\r\n"[..], b"nonsense\r\n\r\n", b"GET / HTTP/2\r\n\r\n"] {
        let answer = send(&server, bytes);
        for line in ["http/1.1 400", "content-security-policy", "x-content-type-options: nosniff", "referrer-policy"] {
            assert!(answer.contains(line), "no `{line}` in:\n{answer}");
        }
    }
}

#[test]
fn an_old_http_version_is_answered_and_the_connection_closed() {
    let server = Server::start();
    let answer = send(&server, b"GET / HTTP/1.0\r\n\r\n");
    assert!(answer.starts_with("http/1.1 200") && answer.contains("connection: close"), "{answer}");
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let server = Server::start();
    let page = get(&server, "/");
    let tag = page.head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
    let again = ask(&server, &format!("GET / HTTP/1.1\r\nIf-None-Match: \"other\", {tag}\r\n"));
    again.has("http/1.1 304").has(&format!("etag: {tag}")).has("content-security-policy");
    assert!(again.body.is_empty());
    let compressed = ask(&server, &format!("GET / HTTP/1.1\r\nAccept-Encoding: br\r\nIf-None-Match: {tag}\r\n"));
    compressed.has("http/1.1 200").has("content-encoding: br");
}

/// With few file handles, more visitors than there are handles for: they wait, and the server does not spin.
#[cfg(target_os = "linux")]
#[test]
fn where_file_handles_run_out_the_server_waits_instead_of_spinning() {
    let server = Server::start_with_handles(24);
    let address = server.url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let visitors: Vec<TcpStream> = (0..60).map(|_| TcpStream::connect(&address).unwrap()).collect();
    std::thread::sleep(std::time::Duration::from_millis(300));
    let before = server.processor_ticks();
    std::thread::sleep(std::time::Duration::from_secs(2));
    let used = server.processor_ticks() - before;
    println!("{used} of 200 ticks in two seconds without a free handle");
    assert!(used < 40, "{used} ticks of 10 ms");
    drop(visitors);
    get(&server, "/").has("http/1.1 200");
}
