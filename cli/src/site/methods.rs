//! The texts on methods as the Methods page fetches them: the same pages that the test suite runs.

use super::markdown::html;
use serde::Serialize;
use std::collections::BTreeMap;

/// One text.
#[derive(Debug, Serialize)]
pub(crate) struct Method {
    /// Its name in addresses.
    pub(crate) name: String,
    /// Its title in both languages.
    pub(crate) title: BTreeMap<&'static str, String>,
    /// The text as HTML.
    pub(crate) html: String,
}

/// Every text, in the order in which they are read.
pub(crate) fn methods() -> Vec<Method> {
    let mut all: Vec<Method> = crate::embedded::METHODS
        .iter()
        .filter_map(|(file, bytes)| Some(method(file.strip_suffix(".md")?, std::str::from_utf8(bytes).ok()?)))
        .collect();
    all.sort_by_key(|method| place(&method.name));
    all
}

/// From the general to the particular; what is not listed stands at the end by its name.
const ORDER: [&str; 21] = [
    "ratios-and-sums",
    "small-groups",
    "share-wilson",
    "share-exact",
    "share-others",
    "share-difference",
    "share-ratio",
    "fisher",
    "counts",
    "means",
    "quantiles",
    "bootstrap",
    "ranks",
    "trend",
    "progress",
    "equity",
    "index-steps",
    "index-uncertainty",
    "index-negotiating",
    "index-comparable-places",
    "payment",
];

fn place(name: &str) -> (usize, String) {
    (ORDER.iter().position(|one| *one == name).unwrap_or(ORDER.len()), name.to_owned())
}

fn method(name: &str, text: &str) -> Method {
    let english = text.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
    let italian = text.lines().find_map(|line| line.strip_prefix("<!-- it: ")?.strip_suffix(" -->"));
    let italian = italian.unwrap_or(&english).to_owned();
    let known =
        |name: &str| crate::embedded::METHODS.iter().any(|(file, _)| file.strip_suffix(".md") == Some(name));
    // Other documents are not published with the site: their links become plain words.
    let link = |target: &str| {
        let name = target.split('#').next()?.strip_suffix(".md")?;
        known(name).then(|| format!("methods/?topic={name}"))
    };
    Method {
        name: name.to_owned(),
        title: BTreeMap::from([("en", english), ("it", italian)]),
        html: html(text, &link),
    }
}

#[cfg(test)]
mod tests {
    use super::methods;

    #[test]
    fn every_text_becomes_a_page_without_leftovers() {
        let all = methods();
        assert!(all.len() >= 20, "{}", all.len());
        for method in &all {
            assert!(
                !method.title["en"].is_empty() && method.title["it"] != method.title["en"],
                "{}",
                method.name
            );
            // What lies in code may hold such signs.
            let plain: String = method
                .html
                .split("<code>")
                .enumerate()
                .map(
                    |(at, part)| {
                        if at == 0 { part } else { part.split_once("</code>").map_or("", |(_, rest)| rest) }
                    },
                )
                .collect();
            for leftover in ["```", "**", "](", "| ", "&lt;!--", "## ", "`"] {
                assert!(!plain.contains(leftover), "{}: {leftover} in {plain}", method.name);
            }
        }
        let wilson = all.iter().find(|method| method.name == "share-wilson");
        assert!(wilson.is_some_and(|wilson| wilson.html.contains("<a href=\"methods/?topic=bootstrap\">")));
    }
}
