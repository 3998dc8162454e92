//! The whole dashboard as one file to be printed: headline, promises, each indicator with its charts, tables, method
//! and receipt, indices, contracts and social value, what is said about the data, sources and hashes.
//!
//! Comes in: an answer with all its breakdowns. Goes out: HTML that needs nothing else, no script, no network. Charts
//! are drawn here as in the interface, from the same words and with the same numbers.

mod beside;
mod charts;
mod courses;
mod effect;
mod end;
mod findings;
mod head;
mod names;
mod notices;
mod receipt;
mod tables;

use super::glance::{Sight, Words};
use super::page::escape;
use super::policy::hashes;
pub(crate) use beside::Beside;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use esito_model::Answer;
use findings::Index;

/// The style sheet, with that of the charts; their colours are variables that the first one defines.
const STYLE: &str = include_str!("report.css");
const CHARTS: &str = include_str!("../../../../charts/charts.css");
/// The typefaces that texts in charts were measured with.
const FONTS: [(&str, &[u8]); 4] = [
    ("Inter Variable", include_bytes!("../../../../public/fonts/inter-latin-wght-normal.woff2")),
    ("Inter Variable", include_bytes!("../../../../public/fonts/inter-latin-ext-wght-normal.woff2")),
    (
        "Source Serif 4 Variable",
        include_bytes!("../../../../public/fonts/source-serif-4-latin-wght-normal.woff2"),
    ),
    (
        "Source Serif 4 Variable",
        include_bytes!("../../../../public/fonts/source-serif-4-latin-ext-wght-normal.woff2"),
    ),
];
/// Which letters each of them holds, as the interface's own style sheet says.
const RANGES: [&str; 2] = [
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2190-21FF, U+2212, U+2215",
    "U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1E9F, U+20A0-20AB, U+20AD-20C0",
];

/// An answer beside the language that it is told in.
struct Report<'a> {
    answer: &'a Answer,
    words: &'a Words,
    sight: Sight<'a>,
    index: Index<'a>,
    beside: &'a Beside,
}

/// The report in a language of the interface; English where the language is not known.
pub(crate) fn report(answer: &Answer, beside: &Beside, language: &str) -> String {
    let all = Words::all();
    let Some(words) = all.iter().find(|words| words.code == language).or(all.first()) else {
        return String::new();
    };
    let report = Report { answer, words, sight: Sight { answer, words }, index: Index::new(answer), beside };
    let body = report.body();
    let mut style = String::new();
    for (at, (family, bytes)) in FONTS.iter().enumerate() {
        let (range, bytes) = (RANGES[at % 2], STANDARD.encode(bytes));
        style.push_str(&format!(
            "@font-face {{ font-family: \"{family}\"; src: url(data:font/woff2;base64,{bytes}) format(\"woff2\"); \
             font-weight: 100 900; unicode-range: {range}; }}\n"
        ));
    }
    // The charts' sheet defines its own ramp for both themes; paper has one.
    style.push_str(&without_dark(CHARTS));
    style.push_str(STYLE);
    let head = format!("<style>{style}</style>");
    let policy = format!(
        "default-src 'none'; {}; font-src data:; base-uri 'none'; form-action 'none'",
        hashes(&head).style_source()
    );
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n{head}\n</head>\n\
         <body>\n{body}</body>\n</html>\n",
        words.code,
        escape(&policy),
        escape(&report.title()),
    )
}

/// The charts' style sheet without its blocks for the dark theme.
fn without_dark(css: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut dark = false;
    for line in css.lines() {
        if depth == 0 {
            dark = line.starts_with("@media (prefers-color-scheme: dark)")
                || line.contains("data-theme=\"dark\"");
        }
        if !dark {
            out.push_str(line);
            out.push('\n');
        }
        depth = (depth + line.matches('{').count()).saturating_sub(line.matches('}').count());
    }
    out
}

impl Report<'_> {
    fn title(&self) -> String {
        let title = self.words.of(&self.answer.framework.title, &self.answer.framework.id);
        format!("{title} · Esito")
    }

    fn body(&self) -> String {
        let mut out = String::from(
            "<header class=\"sheet\"><p class=\"mark\">Esito<i aria-hidden=\"true\">.</i></p></header>\n<main>\n",
        );
        self.push_head(&mut out);
        self.push_promises(&mut out);
        for indicator in &self.answer.framework.indicators {
            self.push_indicator(&mut out, indicator);
        }
        self.push_beside(&mut out);
        self.push_remarks(&mut out);
        self.push_origin(&mut out);
        out.push_str("</main>\n");
        self.push_foot(&mut out);
        out
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        escape(&self.words.say(key, args))
    }
}

#[cfg(test)]
mod tests {
    use super::{CHARTS, without_dark};
    use serde_json::{Map, Value};
    use std::fs;
    use std::path::Path;

    #[test]
    fn both_languages_have_the_same_words_and_each_is_used() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |language: &str| -> Map<String, Value> {
            let text = fs::read_to_string(here.join(format!("messages/report.{language}.json"))).unwrap();
            serde_json::from_str(&text).unwrap()
        };
        let (english, italian) = (read("en"), read("it"));
        assert!(english.keys().eq(italian.keys()));
        let sources = fs::read_dir(here.join("src/site/report")).unwrap();
        let source: String =
            sources.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
        let unused: Vec<&String> =
            english.keys().filter(|key| !source.contains(&format!("\"{key}\""))).collect();
        assert!(unused.is_empty(), "{unused:?}");
        let names = |text: &Value| {
            let text = text.as_str().unwrap().to_owned();
            let mut names: Vec<String> =
                text.split('{').skip(1).map(|part| part.split('}').next().unwrap().to_owned()).collect();
            names.sort();
            names
        };
        for (key, text) in &english {
            assert_eq!(names(text), names(&italian[key]), "{key}");
        }
    }

    #[test]
    fn paper_has_no_dark_theme() {
        let light = without_dark(CHARTS);
        assert!(light.contains("--h0: #eaf1f6") && light.contains(".chart .band"));
        assert!(!light.contains("prefers-color-scheme") && !light.contains("#1d262d"), "{light}");
        assert_eq!(light.matches('{').count(), light.matches('}').count());
    }
}
