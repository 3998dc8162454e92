//! The files of a bundle as a seat hands them over: names and bytes.

use crate::contents::Contents;

/// One file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name relative to the bundle, with `/` between folders.
    pub name: String,
    /// The bytes: shared, so that a seat may keep them, or left where they lie.
    pub bytes: Contents,
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
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let mut begin = vec![false; name.len() + 1];
    begin[0] = true;
    reached(pattern, name, begin)[name.len()]
}

/// Where in a name a pattern may end that begins at any of these places: a step for each of its letters, however many
/// stars it has.
fn reached(mut pattern: &[u8], name: &[u8], mut at: Vec<bool>) -> Vec<bool> {
    while let Some((first, rest)) = pattern.split_first() {
        pattern = rest;
        let close = rest.iter().position(|byte| *byte == b'}').filter(|_| *first == b'{');
        if let Some(close) = close {
            let mut any = vec![false; at.len()];
            for one in rest[..close].split(|byte| *byte == b',') {
                let ends = reached(one, name, at.clone());
                any.iter_mut().zip(ends).for_each(|(any, end)| *any |= end);
            }
            (at, pattern) = (any, &rest[close + 1..]);
        } else if *first == b'*' {
            for place in 0..name.len() {
                at[place + 1] |= at[place] && name[place] != b'/';
            }
        } else {
            let fits = |letter: u8| letter == *first || *first == b'?' && letter != b'/';
            let mut next = vec![false; at.len()];
            for place in 0..name.len() {
                next[place + 1] = at[place] && fits(name[place]);
            }
            at = next;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::name_matches;

    #[test]
    fn stars_marks_and_choices() {
        for (pattern, name, fits) in [
            ("a*.csv", "a.csv", true),
            ("a*.csv", "a/b.csv", false),
            ("?.csv", "b.csv", true),
            ("?.csv", "/.csv", false),
            ("*_{x,y*}.csv", "2020_y1.csv", true),
            ("*_{x,y*}.csv", "2020_z.csv", false),
            ("{", "{", true),
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(name_matches(pattern, name), fits, "{pattern} {name}");
        }
    }

    #[test]
    fn many_stars_cost_no_more_than_letters() {
        let pattern = format!("{}y", "a*".repeat(100));
        assert!(!name_matches(&pattern, &"a".repeat(300)));
        assert!(!name_matches(&format!("{}y", "{a,b*}".repeat(100)), &"ab".repeat(100)));
    }
}
