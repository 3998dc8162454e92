//! A drawing as a file of its own.
//!
//! Comes in: a drawing, a title, notes, a theme. Goes out: a self-contained SVG with its colours resolved, its title
//! above and its notes below. Loads nothing: no font, no style sheet.

use crate::backend::{escape, units};
use crate::canvas::tenths;
use crate::drawing::Drawing;
use crate::wrap;
use std::fmt::Write;

/// Which colours a picture is exported in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// The style sheet of charts, as the page includes it too.
const RULES: &str = include_str!("../charts.css");

/// The page's colours, which the style sheet names but does not define; `app/style/tokens.css` has the same.
const LIGHT: [(&str, &str); 14] = [
    ("--paper", "#fbfaf6"),
    ("--ink", "#1c1c1a"),
    ("--ink-2", "#55534d"),
    ("--ink-3", "#6b6860"),
    ("--line", "#e4e1d8"),
    ("--line-2", "#f0eee7"),
    ("--blue", "#12436d"),
    ("--teal", "#1d7a70"),
    ("--plum", "#801650"),
    ("--orange", "#b84a0e"),
    ("--lilac", "#6a4f94"),
    ("--good", "#1a6d64"),
    ("--mid", "#7d6000"),
    ("--bad", "#a8321c"),
];
const DARK: [(&str, &str); 14] = [
    ("--paper", "#161614"),
    ("--ink", "#f1efe8"),
    ("--ink-2", "#bdb9ae"),
    ("--ink-3", "#9b978c"),
    ("--line", "#35342f"),
    ("--line-2", "#282722"),
    ("--blue", "#8fc1ec"),
    ("--teal", "#63c9b8"),
    ("--plum", "#e58bb8"),
    ("--orange", "#f2a06f"),
    ("--lilac", "#c3a9ee"),
    ("--good", "#63c9b8"),
    ("--mid", "#e2c25a"),
    ("--bad", "#f19a86"),
];

/// The value that a block of custom properties in the style sheet gives a name; the first block is the light one.
fn defined(name: &str, theme: Theme) -> Option<&'static str> {
    let block = match theme {
        Theme::Light => RULES.split(":root {").nth(1)?,
        Theme::Dark => RULES.split(":root[data-theme=\"dark\"] {").nth(1)?,
    };
    let block = block.split('}').next()?;
    block.split([';', '{']).find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(':').map(str::trim))
}

fn colour(name: &str, theme: Theme) -> &'static str {
    let list = if theme == Theme::Light { &LIGHT } else { &DARK };
    let known = list.iter().find(|(token, _)| *token == name).map(|(_, value)| *value);
    known.or_else(|| defined(name, theme)).unwrap_or("#808080")
}

/// The rules of charts with every variable resolved: a file is looked at where no page defines them.
fn rules(theme: Theme) -> String {
    let mut out = String::new();
    for line in RULES.lines().filter(|line| line.starts_with(".chart")) {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("var(") {
            let (name, tail) = after.split_once(')').unwrap_or((after, ""));
            let _ = write!(out, "{before}{}", colour(name, theme));
            rest = tail;
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

/// The drawing as a file: title above, notes (source, "illustrative data") below, read-outs as titles of its marks.
#[must_use]
pub fn standalone(drawing: &Drawing, title: &str, notes: &[String], theme: Theme) -> String {
    const EDGE: f64 = 20.0;
    let wide = drawing.width.max(200.0);
    let titles: Vec<String> =
        wrap(title, 17.0, true, wide, 4).into_iter().filter(|line| !line.is_empty()).collect();
    let notes: Vec<String> = notes.iter().flat_map(|note| wrap(note, 11.0, false, wide, 6)).collect();
    let head = if titles.is_empty() { 0.0 } else { titles.len() as f64 * 22.0 + 10.0 };
    let foot = if notes.is_empty() { 0.0 } else { notes.len() as f64 * 15.0 + 14.0 };
    let (width, height) = (wide + 2.0 * EDGE, head + drawing.height + foot + 2.0 * EDGE);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (w, h) = (units(tenths(width)), units(tenths(height)));
    let _ = write!(
        out,
        "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
         role=\"img\">\n<style>\n{}.chart .heading {{ font-size: 17px; font-weight: 600; }}\n</style>\n\
         <title>{}</title>\n<rect class=\"fill paper\" width=\"{w}\" height=\"{h}\"/>\n",
        rules(theme),
        escape(title)
    );
    for (line, words) in titles.iter().enumerate() {
        let y = units(tenths(EDGE + 15.0 + 22.0 * line as f64));
        let _ = writeln!(out, "<text class=\"heading ink\" x=\"{EDGE}\" y=\"{y}\">{}</text>", escape(words));
    }
    let _ = write!(out, "<g transform=\"translate({EDGE} {})\">", units(tenths(EDGE + head)));
    body(&mut out, drawing);
    out.push_str("</g>\n");
    for (line, words) in notes.iter().enumerate() {
        let y = units(tenths(EDGE + head + drawing.height + 24.0 + 15.0 * line as f64));
        let _ = writeln!(out, "<text class=\"t11 ink3\" x=\"{EDGE}\" y=\"{y}\">{}</text>", escape(words));
    }
    out.push_str("</svg>\n");
    out
}

/// What lies within the drawing's own element, each mark with its read-out as a title.
fn body(out: &mut String, drawing: &Drawing) {
    let inner = drawing.svg.split_once("</desc>").map_or("", |(_, rest)| rest);
    let inner = inner.strip_suffix("</svg>").unwrap_or(inner);
    let mut parts = inner.split("<g class=\"point\" data-mark=\"");
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (number, rest) = part.split_once("\">").unwrap_or(("", part));
        let title = number
            .parse()
            .ok()
            .and_then(|at: usize| drawing.marks.get(at))
            .map_or("", |mark| mark.title.as_str());
        let _ = write!(out, "<g class=\"point\"><title>{}</title>{rest}", escape(title));
    }
}
