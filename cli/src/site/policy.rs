//! The Content-Security-Policy: nothing is fetched from elsewhere, nothing runs that was not built here.
//!
//! Trunk writes one inline script that starts the app. It is allowed by the hash of its text, worked out from the
//! page as built, so that neither a nonce nor `'unsafe-inline'` is needed and any static host can serve the page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Hashes of what stands inline in a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hashes {
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Hashes {
    /// These and those of another page.
    pub(super) fn also(mut self, other: &Self) -> Self {
        self.scripts.extend(other.scripts.iter().cloned());
        self.styles.extend(other.styles.iter().cloned());
        self
    }
}

impl Hashes {
    /// What allows the styles and nothing else.
    pub(super) fn style_source(&self) -> String {
        let allowed: String = self.styles.iter().map(|hash| format!(" {hash}")).collect();
        format!("style-src{allowed}")
    }
}

/// The hashes of the inline scripts and styles of a page.
pub(super) fn hashes(html: &str) -> Hashes {
    let hash = |text: &str| {
        // A browser reads CRLF as LF before it hashes.
        let text = text.replace("\r\n", "\n");
        format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
    };
    let mut found = Hashes::default();
    let lower = html.to_ascii_lowercase();
    let mut at = 0;
    while let Some(open) = lower[at..].find('<').map(|found| at + found) {
        if lower[open..].starts_with("<!--") {
            at = lower[open..].find("-->").map_or(lower.len(), |end| open + end);
            continue;
        }
        let kind = ["script", "style"].into_iter().find(|kind| is_tag(&lower[open + 1..], kind));
        let Some(kind) = kind else {
            at = open + 1;
            continue;
        };
        let Some(body) = end_of_tag(&lower, open) else { break };
        let close = format!("</{kind}");
        let Some(end) = lower[body..].find(&close).map(|found| body + found) else { break };
        if kind == "style" {
            found.styles.push(hash(&html[body..end]));
        } else if !has_source(&lower[open..body]) {
            found.scripts.push(hash(&html[body..end]));
        }
        at = end + close.len();
    }
    found
}

fn is_tag(rest: &str, name: &str) -> bool {
    let end = rest.strip_prefix(name).and_then(|rest| rest.chars().next());
    end.is_some_and(|end| end == '>' || end == '/' || end.is_ascii_whitespace())
}

/// Where the content begins: after the `>` that stands in no quotes.
fn end_of_tag(html: &str, open: usize) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in html[open..].char_indices() {
        match (quote, letter) {
            (Some(mark), _) if letter == mark => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '>') => return Some(open + at + 1),
            _ => {}
        }
    }
    None
}

fn has_source(tag: &str) -> bool {
    tag.split_ascii_whitespace().any(|word| word.starts_with("src="))
}

/// The policy as a header.
pub(super) fn policy(hashes: &Hashes) -> String {
    format!("{}; frame-ancestors 'none'", policy_for_meta(hashes))
}

/// The policy as a `<meta>`, for hosts that send no headers; there `frame-ancestors` has no meaning.
pub(super) fn policy_for_meta(hashes: &Hashes) -> String {
    let with = |allowed: &[String]| allowed.iter().map(|hash| format!(" {hash}")).collect::<String>();
    // `data:` and `blob:` images are drawings on their way to a PNG file.
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
         manifest-src 'self'; base-uri 'self'; form-action 'none'",
        with(&hashes.scripts),
        with(&hashes.styles),
    )
}

#[cfg(test)]
mod tests {
    use super::{Hashes, hashes, policy, policy_for_meta};

    // Worked out with: printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    const ALERT: &str = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";

    #[test]
    fn inline_scripts_are_hashed_and_others_are_not() {
        let html = "<head><!-- <script>no()</script> --><SCRIPT type=\"module\" data-x='>'>alert(1)</SCRIPT>\
                    <script src=\"a.js\"></script><scripted>b</scripted><style>alert(1)</style></head>";
        let found = hashes(html);
        assert_eq!(found, Hashes { scripts: vec![ALERT.to_owned()], styles: vec![ALERT.to_owned()] });
    }

    #[test]
    fn line_ends_are_hashed_as_a_browser_reads_them() {
        assert_eq!(hashes("<script>a\r\nb</script>"), hashes("<script>a\nb</script>"));
    }

    #[test]
    fn nothing_is_allowed_beyond_what_is_needed() {
        let found = hashes("<script>alert(1)</script>");
        let header = policy(&found);
        assert!(header.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-"));
        assert!(header.contains(ALERT));
        assert!(header.contains("style-src 'self';"));
        assert!(header.ends_with("frame-ancestors 'none'"));
        assert!(!header.contains("unsafe-inline") && !header.contains('*') && !header.contains("http"));
        assert!(!policy_for_meta(&found).contains("frame-ancestors"));
    }
}
