//! The query string as an ordered list of keys and values; nothing of a browser in it.
//!
//! Comes in: the text after `?`. Goes out: the same, readable: keys in a settled order, only what must be escaped
//! is escaped, so that a person can read an address and change it by hand.

/// The keys and values of a query string, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the text after `?` (a leading `?` does no harm). An empty value counts as absent.
    ///
    /// ```
    /// use esito_app::address::Query;
    /// let query = Query::read("place=Gda%C5%84sk&place=Skåne+län&by=");
    /// assert_eq!(query.all("place"), ["Gdańsk", "Skåne län"]);
    /// assert_eq!(query.get("by"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Self {
        let pairs = text.trim_start_matches('?').split('&').filter_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            (!key.is_empty() && !value.is_empty()).then(|| (unescape(key), unescape(value)))
        });
        Self(pairs.collect())
    }

    /// The first value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// Every value of a key, in order.
    #[must_use]
    pub fn all(&self, key: &str) -> Vec<String> {
        self.0.iter().filter(|(k, _)| k == key).map(|(_, value)| value.clone()).collect()
    }

    /// The same with one value for the key, or without the key.
    #[must_use]
    pub fn with(self, key: &str, value: Option<&str>) -> Self {
        self.with_all(key, value)
    }

    /// The same with these values for the key, where its first value stood; none takes the key out.
    #[must_use]
    pub fn with_all<'a>(mut self, key: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let at = self.0.iter().position(|(k, _)| k == key).unwrap_or(self.0.len());
        self.0.retain(|(k, _)| k != key);
        let at = at.min(self.0.len());
        let new = values.into_iter().filter(|v| !v.is_empty()).map(|v| (key.to_owned(), v.to_owned()));
        self.0.splice(at..at, new);
        self
    }

    /// The same with the value added to the key's values, or taken out where it is among them.
    #[must_use]
    pub fn toggled(self, key: &str, value: &str) -> Self {
        let mut values = self.all(key);
        if let Some(at) = values.iter().position(|v| v == value) {
            values.remove(at);
        } else {
            values.push(value.to_owned());
        }
        self.with_all(key, values.iter().map(String::as_str))
    }

    /// Only these keys.
    #[must_use]
    pub fn only(mut self, keys: &[&str]) -> Self {
        self.0.retain(|(key, _)| keys.contains(&key.as_str()));
        self
    }

    /// The text with its `?`; nothing where there is nothing to say.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (key, value) in &self.0 {
            out.push(if out.is_empty() { '?' } else { '&' });
            escape(key, &mut out);
            out.push('=');
            escape(value, &mut out);
        }
        out
    }
}

/// Everything but letters, digits and the marks that mean nothing in a query is escaped, so that any mail program
/// keeps the address whole.
fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b','
            | b'|'
            | b':'
            | b'/' => {
                out.push(byte as char);
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
}

/// Undoes `escape` and reads `+` as a blank; what is not an escape stays as it stands.
fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
                continue;
            }
            (b'+', ..) => out.push(b' '),
            (byte, ..) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn what_is_written_is_read_back() {
        let text = "Gdańsk & Skåne=län + 100 % | œ\u{1F30D}";
        let query = Query::default().with("place", Some(text)).with_all("by", ["sex|age", "kind"]);
        assert_eq!(Query::read(&query.text()), query);
        assert_eq!(query.get("place"), Some(text));
        assert_eq!(query.all("by"), ["sex|age", "kind"]);
    }

    #[test]
    fn keys_keep_their_place_when_changed() {
        let query = Query::read("?lang=it&place=A&place=B&view=table");
        let changed = query.clone().with_all("place", ["C"]);
        assert_eq!(changed.text(), "?lang=it&place=C&view=table");
        assert_eq!(query.clone().with("place", None).text(), "?lang=it&view=table");
        assert_eq!(query.clone().toggled("place", "A").text(), "?lang=it&place=B&view=table");
        assert_eq!(query.clone().toggled("place", "C").all("place"), ["A", "B", "C"]);
        assert_eq!(query.only(&["lang", "theme"]).text(), "?lang=it");
    }

    #[test]
    fn broken_escapes_do_not_lose_the_rest() {
        assert_eq!(Query::read("place=100%&view=a%zz").get("place"), Some("100%"));
        assert_eq!(Query::read("place=100%&view=a%zz").get("view"), Some("a%zz"));
        assert_eq!(Query::read("").text(), "");
        assert_eq!(Query::read("?=x&y&z=").text(), "");
    }
}
