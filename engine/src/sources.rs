//! The files of a bundle as a seat hands them over: names and bytes.

use std::sync::Arc;

/// One file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name relative to the bundle, with `/` between folders.
    pub name: String,
    /// The bytes, shared so that a seat may keep them.
    pub bytes: Arc<Vec<u8>>,
    /// The SHA-256 in hexadecimal where the seat has worked it out already (browsers do it faster beside the
    /// engine); otherwise the engine does.
    pub sha256: Option<String>,
}

/// The files of a bundle: `framework.toml` and the data that it names, or one zip of them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// In any order; the engine sorts by name.
    pub files: Vec<SourceFile>,
}

/// Whether a file's name is the one that a framework names, or matches its glob: `*` and `?`, not across `/`, and
/// `{one,other}`.
///
/// ```
/// use esito_engine::name_matches;
/// assert!(name_matches("projects_{investments,results}.csv", "projects_results.csv"));
/// assert!(!name_matches("projects_{investments,results}.csv", "projects_sources.csv"));
/// ```
#[must_use]
pub fn name_matches(pattern: &str, name: &str) -> bool {
    fn go(p: &[u8], n: &[u8]) -> bool {
        match (p.first(), n.first()) {
            (None, None) => true,
            (Some(b'*'), _) => go(&p[1..], n) || (n.first().is_some_and(|c| *c != b'/') && go(p, &n[1..])),
            (Some(b'?'), Some(c)) if *c != b'/' => go(&p[1..], &n[1..]),
            (Some(b'{'), _) if p.contains(&b'}') => {
                let mut parts = p[1..].splitn(2, |byte| *byte == b'}');
                let (inside, after) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                inside.split(|byte| *byte == b',').any(|one| go(&[one, after].concat(), n))
            }
            (Some(a), Some(b)) if a == b => go(&p[1..], &n[1..]),
            _ => false,
        }
    }
    go(pattern.as_bytes(), name.as_bytes())
}
