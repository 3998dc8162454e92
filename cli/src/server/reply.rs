//! A request's method, path and tag become a status, headers and a body.

use crate::site::{Bytes, Entry, Site};
use std::io::{self, Write};

/// What a request gets.
pub(super) struct Answered {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
}

impl Answered {
    fn text(status: u16, text: &'static str) -> Self {
        let media = "text/plain; charset=utf-8".to_owned();
        Self { status, headers: vec![("Content-Type", media)], body: Bytes::Embedded(text.as_bytes()) }
    }

    /// For a Host that is not ours.
    pub(super) fn refused() -> Self {
        Self::text(403, "This server answers to its own address only.\n")
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Writes the response, with the headers that every one has; the connection is closed after it.
    pub(super) fn write(&self, head_only: bool, out: &mut impl Write) -> io::Result<()> {
        let body = self.body.as_slice();
        let mut head = format!(
            "HTTP/1.1 {} {}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
             Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n",
            self.status,
            reason(self.status),
        );
        if self.status != 304 {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        for (name, value) in &self.headers {
            // A line break would begin another header.
            let value: String = value.chars().filter(|character| !character.is_control()).collect();
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        out.write_all(head.as_bytes())?;
        if !head_only && self.status != 304 {
            out.write_all(body)?;
        }
        out.flush()
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        304 => "Not Modified",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Internal Server Error",
    }
}

/// Answers a request for this site.
pub(super) fn answer(site: &Site, method: &str, url: &str, has: Option<&str>) -> Answered {
    if !matches!(method, "GET" | "HEAD") {
        return Answered::text(405, "Only GET and HEAD.\n").with("Allow", "GET, HEAD");
    }
    let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
    let Some(name) = path.strip_prefix('/') else { return missing() };
    // The name as it stands comes second: an id may itself have been written with `%XX`.
    let decoded = decode(name);
    for name in [decoded.as_deref(), Some(name)].into_iter().flatten() {
        let page = if name.is_empty() || name.ends_with('/') {
            format!("{name}index.html")
        } else {
            name.to_owned()
        };
        if let Some(entry) = site.get(&page) {
            return found(site, entry, has);
        }
        if !name.is_empty() && site.get(&format!("{name}/index.html")).is_some() {
            // Only the last part, so that it holds under whatever path this server is shown.
            let last = name.rsplit('/').next().unwrap_or(name);
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            return Answered::text(301, "").with("Location", format!("{last}/{query}"));
        }
    }
    missing()
}

fn missing() -> Answered {
    Answered::text(404, "There is nothing here.\n").with("Cache-Control", "no-cache")
}

fn found(site: &Site, entry: &Entry, has: Option<&str>) -> Answered {
    let Ok(content) = entry.content() else {
        return Answered::text(500, "This answer could not be written.\n");
    };
    let tag = entry.tag(&content);
    let keep = if entry.is_lasting() { "public, max-age=31536000, immutable" } else { "no-cache" };
    let same = has.is_some_and(|has| has.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let (status, body) = if same { (304, Bytes::Embedded(&[])) } else { (200, content) };
    Answered { status, headers: Vec::new(), body }
        .with("Content-Type", entry.media())
        .with("Cache-Control", keep)
        .with("ETag", tag)
        .with("Content-Security-Policy", site.policy())
}

/// `%41` to `A`; nothing where it is not UTF-8 or not complete.
fn decode(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        if *first == b'%' {
            let digits = others.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = &others[2..];
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn names_are_decoded_once() {
        assert_eq!(decode("a%20b/%C3%A9").as_deref(), Some("a b/é"));
        assert_eq!(decode("%2e%2e%2Fetc").as_deref(), Some("../etc"));
        assert_eq!(decode("%252e"), Some("%2e".to_owned()));
        for bad in ["%", "%4", "%zz", "%ff", "%+1"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
