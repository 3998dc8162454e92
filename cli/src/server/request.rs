//! The head of a request, as far as this server needs it.

use std::io::{self, BufRead, Read};

/// A head longer than this is not read to its end.
const MOST_BYTES: u64 = 64 * 1024;

/// What is asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) host: Option<String>,
    /// The tag of what the asker has already (`If-None-Match`).
    pub(super) has: Option<String>,
}

impl Request {
    /// Reads a head; nothing where the connection was closed unused or this is not a request.
    pub(super) fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut lines = reader.by_ref().take(MOST_BYTES).split(b'\n');
        let mut next = || -> io::Result<String> {
            let line = lines.next().transpose()?.unwrap_or_default();
            Ok(String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned())
        };
        let first = next()?;
        let mut words = first.split(' ');
        let (Some(method), Some(url), Some(version)) = (words.next(), words.next(), words.next()) else {
            return Ok(None);
        };
        if !version.starts_with("HTTP/1.") {
            return Ok(None);
        }
        let mut request = Self { method: method.to_owned(), url: url.to_owned(), ..Self::default() };
        loop {
            let line = next()?;
            let Some((name, value)) = line.split_once(':') else { return Ok(Some(request)) };
            match name.to_ascii_lowercase().as_str() {
                "host" => request.host = Some(value.trim().to_owned()),
                "if-none-match" => request.has = Some(value.trim().to_owned()),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    fn read(text: &str) -> Option<Request> {
        Request::read(&mut text.as_bytes()).unwrap()
    }

    #[test]
    fn a_head_is_read_up_to_its_blank_line() {
        let found =
            read("GET /a?b=c HTTP/1.1\r\nHost: x:1\r\nIF-NONE-MATCH: \"t\"\r\n\r\nHost: later").unwrap();
        assert_eq!((found.method.as_str(), found.url.as_str()), ("GET", "/a?b=c"));
        assert_eq!((found.host.as_deref(), found.has.as_deref()), (Some("x:1"), Some("\"t\"")));
    }

    #[test]
    fn what_is_no_request_is_let_go() {
        for text in ["", "\r\n", "GET /", "GET / SMTP/1\r\n\r\n"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
