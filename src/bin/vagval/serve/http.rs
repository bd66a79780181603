//! As much of HTTP/1.1 as a browser needs from a server of static files: requests without a body, connections
//! that are kept open.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::files::Files;

/// The longest request, in bytes: no browser's is longer.
const LONGEST: u64 = 16 * 1024;

/// How long a request may take to come, from the end of the one before; and how long an answer may lie unread.
const SILENCE: Duration = Duration::from_mins(1);

/// Answers one request after the other until the visitor has gone.
pub fn converse(stream: &TcpStream, files: &Files) {
    // The visitor may go at any time; there is nobody to tell.
    let _ = answer_all(stream, files);
}

fn answer_all(stream: &TcpStream, files: &Files) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(SILENCE))?;
    let mut reader = BufReader::new(Timed { stream, until: Instant::now() + SILENCE });
    loop {
        reader.get_mut().until = Instant::now() + SILENCE;
        let head = match read_head(&mut reader) {
            Ok(None) => return Ok(()),
            Ok(Some(head)) => head,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                return send(stream, &Files::refuse("408 Request Timeout", "too slow\n").bytes(true, false));
            }
            Err(error) => return Err(error),
        };
        let Some(request) = std::str::from_utf8(&head).ok().and_then(Request::parse) else {
            return send(stream, &Files::refuse("400 Bad Request", "not understood\n").bytes(true, false));
        };
        let keep = request.keeps_open();
        let response = files.answer(&request);
        send(stream, &response.bytes(request.method() != "HEAD", keep))?;
        if !keep {
            return Ok(());
        }
    }
}

fn send(mut stream: &TcpStream, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)
}

/// A connection with a time by which the whole request must have come, however slowly its bytes do.
struct Timed<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Read for Timed<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        let mut stream = self.stream;
        stream.read(into)
    }
}

/// Everything up to the empty line, or `None` if the visitor has said their last.
fn read_head(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut reader = reader.take(LONGEST);
    let mut head = Vec::new();
    loop {
        let before = head.len();
        if reader.read_until(b'\n', &mut head)? == 0 {
            return Ok((!head.is_empty()).then_some(head));
        }
        if head.get(before..).is_some_and(|line| line.trim_ascii().is_empty()) {
            return Ok(Some(head));
        }
    }
}

/// What is asked for.
#[derive(Debug)]
pub struct Request<'a> {
    method: &'a str,
    path: &'a str,
    /// HTTP/1.0, where a connection is closed unless it is asked to stay.
    old: bool,
    headers: Vec<(&'a str, &'a str)>,
}

impl<'a> Request<'a> {
    fn parse(head: &'a str) -> Option<Self> {
        // A head without its empty line was cut off.
        let head = head.strip_suffix("\r\n\r\n")?;
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        let old = match words.next()? {
            "HTTP/1.1" => false,
            "HTTP/1.0" => true,
            _ => return None,
        };
        if words.next().is_some() || !target.starts_with('/') {
            return None;
        }
        let headers = lines.map(|line| line.split_once(':')).collect::<Option<Vec<_>>>()?;
        Some(Self { method, path: target.split('?').next()?, old, headers })
    }

    /// The method.
    pub fn method(&self) -> &str {
        self.method
    }

    /// The path, as it was sent, without a query.
    pub fn path(&self) -> &str {
        self.path
    }

    /// A header; `name` is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value.trim())
    }

    /// Not with a body: where it ends would have to be understood.
    fn keeps_open(&self) -> bool {
        let stays = match self.header("connection") {
            Some(wish) if self.old => wish.eq_ignore_ascii_case("keep-alive"),
            Some(wish) => !wish.eq_ignore_ascii_case("close"),
            None => !self.old,
        };
        stays && self.header("content-length").is_none() && self.header("transfer-encoding").is_none()
    }
}

/// What is answered.
#[derive(Debug)]
pub struct Response<'a> {
    head: String,
    body: &'a [u8],
}

impl<'a> Response<'a> {
    /// An answer with a body, still without headers.
    pub fn new(status: &str, body: &'a [u8]) -> Self {
        Self { head: format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len()), body }
    }

    /// An answer that says that nothing has changed.
    pub fn unchanged() -> Self {
        Self { head: "HTTP/1.1 304 Not Modified\r\n".to_owned(), body: &[] }
    }

    /// An answer in words.
    pub fn words(status: &str, words: &'static str) -> Self {
        let mut response = Self::new(status, words.as_bytes());
        response.header("Content-Type", "text/plain; charset=utf-8");
        response
    }

    /// Adds a header.
    pub fn header(&mut self, name: &str, value: &str) {
        for part in [name, ": ", value, "\r\n"] {
            self.head.push_str(part);
        }
    }

    fn bytes(mut self, with_body: bool, keep: bool) -> Vec<u8> {
        self.header("Connection", if keep { "keep-alive" } else { "close" });
        let mut bytes = self.head.into_bytes();
        bytes.extend(b"\r\n");
        if with_body {
            bytes.extend(self.body);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_its_method_path_and_headers() {
        let request = Request::parse("GET /a.css?b HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n\r\n").unwrap();
        assert_eq!((request.method(), request.path()), ("GET", "/a.css"));
        assert_eq!(request.header("accept-encoding"), Some("gzip, br"));
        assert!(request.keeps_open());
    }

    #[test]
    fn what_is_not_a_request_is_refused() {
        for head in [
            "",
            "\r\n\r\n",
            "GET /\r\n\r\n",
            "GET / HTTP/2\r\n\r\n",
            "GET http://elsewhere/ HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1 and more\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: cut off",
        ] {
            assert!(Request::parse(head).is_none(), "{head:?}");
        }
    }

    #[test]
    fn a_head_without_end_is_cut_off() {
        let endless = "a".repeat(100_000);
        let head = read_head(&mut endless.as_bytes()).unwrap().unwrap();
        assert!(Request::parse(std::str::from_utf8(&head).unwrap()).is_none());
        assert_eq!(head.len() as u64, LONGEST);
    }

    #[test]
    fn a_connection_is_closed_after_a_body_or_on_request() {
        assert!(!Request::parse("GET / HTTP/1.0\r\n\r\n").unwrap().keeps_open());
        assert!(Request::parse("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").unwrap().keeps_open());
        for header in ["Connection: Close", "Content-Length: 3", "Transfer-Encoding: chunked"] {
            let head = format!("POST / HTTP/1.1\r\n{header}\r\n\r\n");
            assert!(!Request::parse(&head).unwrap().keeps_open(), "{header}");
        }
    }
}
