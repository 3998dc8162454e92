//! The nearest known name, for remarks about unknown ones.

/// The name nearest to `word`, if one is near enough to be meant.
pub(crate) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.trim().to_lowercase();
    let letters = lower.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let other = name.trim().to_lowercase();
        // Lengths that far apart cannot be near; this keeps ten thousand headers quick.
        if other.chars().count().abs_diff(letters) > letters.max(3) / 2 && !begins(&lower, &other) {
            continue;
        }
        let mut distance = strsim::damerau_levenshtein(&lower, &other);
        if begins(&lower, &other) {
            distance = distance.min((letters / 3).max(1));
        }
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.filter(|(distance, _)| *distance <= (letters / 3).max(1) + usize::from(letters > 4))
        .map(|(_, name)| name)
}

/// Whether one is the beginning of the other: `lon` for `longitude`.
fn begins(word: &str, other: &str) -> bool {
    word.len() >= 3 && other.len() >= 3 && (word.starts_with(other) || other.starts_with(word))
}

/// The help for an unknown name: `did you mean` says too much, the nearest name is enough.
pub(crate) fn nearest_help<'a>(word: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(word, names.clone()) {
        return format!("the nearest known name is \"{name}\"");
    }
    let mut known: Vec<&str> = names.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    let more = known.len().saturating_sub(12);
    known.truncate(12);
    let list = known.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    match (known.is_empty(), more) {
        (true, _) => String::new(),
        (_, 0) => format!("known: {list}"),
        (_, more) => format!("known: {list} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_understood_and_strangers_are_not() {
        let keys = ["numerator", "denominator", "longitude", "unit", "by"];
        for (word, expected) in [
            ("numerater", Some("numerator")),
            ("Denominator", Some("denominator")),
            ("lon", Some("longitude")),
            ("units", Some("unit")),
            ("colour", None),
            ("xyz", None),
        ] {
            assert_eq!(nearest(word, keys), expected, "{word}");
        }
    }

    #[test]
    fn help_names_the_nearest_or_all() {
        assert_eq!(nearest_help("unt", ["unit", "by"]), "the nearest known name is \"unit\"");
        assert_eq!(nearest_help("colour", ["unit", "by"]), "known: \"by\", \"unit\"");
        assert_eq!(nearest_help("colour", []), "");
    }
}
