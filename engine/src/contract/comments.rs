//! Comments within a contract that is written anew: each stays with its key, its version, its rule.
//!
//! Comes in: the contract as it stood and as it is written now. Goes out: the new one with the old one's comments.

use std::collections::BTreeMap;

/// The new text with the comments of the old one. What was said of a key that is gone stands below the header of its
/// version or rule; what was said of one that is gone altogether goes with it.
pub(super) fn keep_comments(old: &str, new: &str) -> String {
    let mut kept: BTreeMap<Spot, Vec<&str>> = BTreeMap::new();
    let mut above = Vec::new();
    let mut at = Spot::default();
    for (spot, line) in spots(old) {
        if let Some(comment) = comment_of(line) {
            above.push(comment);
        }
        // A comment on a line of its own is about what follows, one at the end of a line about that line.
        if let Some(spot) = spot {
            at = spot;
        } else if line.trim_start().starts_with('#') {
            continue;
        }
        kept.entry(at.clone()).or_default().append(&mut above);
    }
    let new = spots(new);
    let (there, gone): (BTreeMap<_, _>, BTreeMap<_, _>) =
        kept.into_iter().partition(|(at, _)| new.iter().any(|(spot, _)| spot.as_ref() == Some(at)));
    let mut out = String::new();
    for (spot, line) in &new {
        for comment in spot.iter().filter_map(|spot| there.get(spot)).flatten() {
            out.push_str(comment);
            out.push('\n');
        }
        out.push_str(line);
        if let Some(Spot { part, key }) = spot
            && key.is_empty()
        {
            for comment in gone.iter().filter(|(spot, _)| spot.part == *part).flat_map(|(_, said)| said) {
                out.push_str(comment);
                out.push('\n');
            }
        }
    }
    out
}

/// What a line begins: a key of a part, or the part itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    /// The header and the id below it; of the contract itself the header alone.
    part: String,
    /// Empty at a header.
    key: String,
}

/// Each line, and what it begins.
fn spots(text: &str) -> Vec<(Option<Spot>, &str)> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut part = String::new();
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let is_header = |line: &str| line.trim_start().starts_with("[[");
        let key = line.split_once('=').map_or("", |(key, _)| key.trim());
        let is_key =
            |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
        let spot = if is_header(line) {
            let own = lines[at + 1..].iter().take_while(|line| !is_header(line));
            let id = own.filter_map(|line| line.split_once('=')).find(|(key, _)| key.trim() == "id");
            let header = line.trim();
            let header = header.split_once('#').map_or(header, |(header, _)| header.trim_end());
            let id = id.filter(|_| header != "[[contract]]").map_or("", |(_, id)| id);
            let id = comment_of(id).map_or(id, |comment| &id[..id.len() - comment.len()]);
            part = format!("{header} {}", id.trim().trim_matches(['"', '\'']));
            Some(Spot { part: part.clone(), key: String::new() })
        } else {
            is_key(key).then(|| Spot { part: part.clone(), key: key.to_owned() })
        };
        out.push((spot, *line));
    }
    out
}

/// The comment at the end of a line; a mark between quotes is none.
fn comment_of(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let mut quote = None;
    let mut chars = line.char_indices();
    while let Some((at, c)) = chars.next() {
        match quote {
            None if c == '#' => return Some(&line[at..]),
            None if c == '"' || c == '\'' => quote = Some(c),
            Some('"') if c == '\\' => {
                chars.next();
            }
            Some(open) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::keep_comments;

    #[test]
    fn comments_stay_with_their_keys() {
        let old = "[[contract]]\n# agreed in May\nid = \"c\"\ncap = 10 # net of tax, \"# 3\"\n\n\
                   # the first rule\n[[contract.payment]]  # and its header\nid = 'one # two'\n\
                   # was 90\nprice = 100\nprices = [\n  # until June\n  1,\n]\n\
                   # the second\n[[contract.payment]]\nid = \"gone\" # with its rule\n";
        let new = "[[contract]]\nid = \"c\"\ncap = 20\n[[contract.payment]]\nid = 'one # two'\nprice = 120\n\
                   [[contract.payment]]\nid = \"fresh\"\nprice = 1\n";
        assert_eq!(
            keep_comments(old, new),
            "[[contract]]\n# agreed in May\nid = \"c\"\n# net of tax, \"# 3\"\ncap = 20\n\
             # the first rule\n# and its header\n[[contract.payment]]\n# until June\nid = 'one # two'\n\
             # was 90\nprice = 120\n[[contract.payment]]\nid = \"fresh\"\nprice = 1\n"
        );
        assert_eq!(keep_comments("[[contract]]\n", new), new);
    }
}
