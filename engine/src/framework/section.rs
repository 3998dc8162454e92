//! One table of the TOML, asked key by key; what is wrong becomes a remark with its line.
//!
//! Knows TOML and where its keys stand; what the keys mean is known to the modules beside it.

use super::nearest::nearest_help;
use esito_model::{Remark, RemarkPlace, Severity, Text};
use std::ops::Range;
use toml_edit::{Item, TableLike, Value};

/// The remarks so far, and where the lines of the text begin.
#[derive(Debug)]
pub(crate) struct Notes {
    file: String,
    breaks: Vec<usize>,
    pub remarks: Vec<Remark>,
}

impl Notes {
    pub(crate) fn new(file: &str, text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        Self { file: file.to_owned(), breaks, remarks: Vec::new() }
    }

    /// The line, from 1, of a byte of the text.
    pub(crate) fn line(&self, at: usize) -> u64 {
        1 + self.breaks.partition_point(|newline| *newline < at) as u64
    }

    /// A remark about a key or a section.
    pub(crate) fn add(
        &mut self,
        code: &str,
        severity: Severity,
        (line, key): (u64, &str),
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = RemarkPlace {
            file: self.file.clone(),
            line: Some(line),
            column: (!key.is_empty()).then(|| key.to_owned()),
            record: None,
        };
        let remark = Remark::new(code, severity, place, message).with_help(help);
        self.remarks.push(remark.with_names((!key.is_empty()).then_some(key)));
    }

    pub(crate) fn fatal(
        &mut self,
        code: &str,
        at: (u64, &str),
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(code, Severity::Fatal, at, message, help);
    }

    pub(crate) fn doubt(
        &mut self,
        code: &str,
        at: (u64, &str),
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(code, Severity::Doubt, at, message, help);
    }
}

/// A table of the TOML.
#[derive(Clone)]
pub(crate) struct Section<'a> {
    table: &'a dyn TableLike,
    /// As a remark calls it: `[[indicator]]`.
    pub name: String,
    /// The line of its header.
    pub line: u64,
    /// A key that cannot be read would change a number: its remark is fatal.
    pub strict: bool,
}

impl<'a> Section<'a> {
    pub(crate) fn new(table: &'a dyn TableLike, name: &str, line: u64) -> Self {
        Self { table, name: name.to_owned(), line, strict: false }
    }

    /// Every key must be one of these; another one is a remark and is passed over.
    pub(crate) fn only(&self, known: &[&str], notes: &mut Notes) {
        for (key, _) in self.table.iter() {
            if !known.contains(&key) {
                let message = format!("expected a key that {} knows, found \"{key}\"", self.name);
                let help = nearest_help(key, known.iter().copied());
                notes.add("unknown-key", self.severity(), (self.line_of(key, notes), key), message, help);
            }
        }
    }

    pub(crate) fn keys(&self) -> Vec<&'a str> {
        self.table.iter().map(|(key, _)| key).collect()
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.item(key).is_some()
    }

    /// The line of a key, or of the section where it has no such key.
    pub(crate) fn line_of(&self, key: &str, notes: &Notes) -> u64 {
        let Some((name, item)) = self.table.get_key_value(key) else { return self.line };
        let span = name.span().or_else(|| item.span());
        span.map_or(self.line, |span: Range<usize>| notes.line(span.start))
    }

    pub(crate) fn item(&self, key: &str) -> Option<&'a Item> {
        self.table.get(key).filter(|item| !item.is_none())
    }

    /// The key's line and the key, for a remark.
    pub(crate) fn at<'k>(&self, key: &'k str, notes: &Notes) -> (u64, &'k str) {
        (self.line_of(key, notes), key)
    }

    pub(super) fn wrong(&self, key: &str, expected: &str, notes: &mut Notes) {
        let found = self.item(key).map_or("nothing", Item::type_name);
        let message = format!("expected {expected} for \"{key}\" of {}, found {}", self.name, kind_of(found));
        let help = if self.strict { "" } else { "the key is passed over" };
        notes.add("wrong-type", self.severity(), self.at(key, notes), message, help);
    }

    fn severity(&self) -> Severity {
        if self.strict { Severity::Fatal } else { Severity::Doubt }
    }

    /// A text.
    pub(crate) fn text(&self, key: &str, notes: &mut Notes) -> Option<String> {
        let item = self.item(key)?;
        let text = item.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(key, "a text in quotes", notes);
        }
        text
    }

    /// A text that must be there and not be empty.
    pub(crate) fn need(&self, key: &str, notes: &mut Notes) -> Option<String> {
        let text = self.text(key, notes).filter(|text| !text.trim().is_empty());
        if text.is_none() && self.item(key).is_none_or(|item| item.as_str().is_some()) {
            let message = format!("expected the key \"{key}\" in {}, found none", self.name);
            notes.fatal("missing-key", (self.line_of(key, notes), key), message, "");
        }
        text
    }

    /// A whole number from `least` on.
    pub(crate) fn whole(&self, key: &str, least: u32, notes: &mut Notes) -> Option<u32> {
        let item = self.item(key)?;
        let number = item.as_integer().and_then(|n| u32::try_from(n).ok()).filter(|n| *n >= least);
        if number.is_none() {
            self.wrong(key, &format!("a whole number from {least} on"), notes);
        }
        number
    }

    /// A number, whole or not.
    pub(crate) fn number(&self, key: &str, notes: &mut Notes) -> Option<f64> {
        let item = self.item(key)?;
        #[expect(clippy::cast_precision_loss, reason = "numbers in a framework are small")]
        let number =
            item.as_float().or_else(|| item.as_integer().map(|n| n as f64)).filter(|n| n.is_finite());
        if number.is_none() {
            self.wrong(key, "a number", notes);
        }
        number
    }

    /// True or false.
    pub(crate) fn flag(&self, key: &str, notes: &mut Notes) -> bool {
        let Some(item) = self.item(key) else { return false };
        item.as_bool().unwrap_or_else(|| {
            self.wrong(key, "true or false", notes);
            false
        })
    }

    /// A list of texts; one text alone is a list of one.
    pub(crate) fn list(&self, key: &str, notes: &mut Notes) -> Vec<String> {
        let Some(item) = self.item(key) else { return Vec::new() };
        if let Some(text) = item.as_str() {
            return vec![text.to_owned()];
        }
        let texts = item.as_array().and_then(texts_of);
        texts.unwrap_or_else(|| {
            self.wrong(key, "a list of texts", notes);
            Vec::new()
        })
    }

    /// A list of texts or of lists of texts.
    pub(crate) fn lists(&self, key: &str, notes: &mut Notes) -> Vec<Vec<String>> {
        let Some(item) = self.item(key) else { return Vec::new() };
        if let Some(text) = item.as_str() {
            return vec![vec![text.to_owned()]];
        }
        let lists = item.as_array().and_then(|array| {
            let one = |value: &Value| match value {
                Value::String(text) => Some(vec![text.value().clone()]),
                Value::Array(inner) => texts_of(inner),
                _ => None,
            };
            array.iter().map(one).collect::<Option<Vec<_>>>()
        });
        lists.unwrap_or_else(|| {
            self.wrong(key, "a list of columns, or of lists of columns", notes);
            Vec::new()
        })
    }

    /// Words: a text, or a text for each language.
    pub(crate) fn words(&self, key: &str, notes: &mut Notes) -> Text {
        let Some(item) = self.item(key) else { return Text::default() };
        if let Some(text) = item.as_str() {
            return Text::plain(text);
        }
        let pairs = item.as_table_like().and_then(|table| {
            table
                .iter()
                .map(|(lang, text)| Some((lang.to_owned(), text.as_str()?.to_owned())))
                .collect::<Option<_>>()
        });
        if let Some(pairs) = pairs {
            return Text(pairs);
        }
        self.wrong(key, "a text, or a text for each language such as { en = \"…\", it = \"…\" }", notes);
        Text::default()
    }

    /// Words that must be there in a language at least.
    pub(crate) fn need_words(&self, key: &str, notes: &mut Notes) -> Text {
        let words = self.words(key, notes);
        let readable = |item: &Item| item.is_str() || item.is_table_like();
        if words.is_empty() && self.item(key).is_none_or(readable) {
            let message = format!("expected the key \"{key}\" in {}, found none", self.name);
            notes.fatal("missing-key", (self.line_of(key, notes), key), message, "");
        }
        words
    }

    /// One of several words.
    pub(crate) fn choice<T: Copy>(&self, key: &str, of: &[(&str, T)], notes: &mut Notes) -> Option<T> {
        let text = self.text(key, notes)?;
        let found = of.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let message = format!("expected a known {key} in {}, found \"{text}\"", self.name);
            let help = nearest_help(&text, of.iter().map(|(word, _)| *word));
            notes.fatal(&format!("unknown-{key}"), self.at(key, notes), message, help);
        }
        found
    }

    /// A table within this one.
    pub(crate) fn section(&self, key: &str, notes: &mut Notes) -> Option<Section<'a>> {
        let item = self.item(key)?;
        let line = self.line_of(key, notes);
        let Some(table) = item.as_table_like() else {
            self.wrong(key, "a table", notes);
            return None;
        };
        Some(Section {
            strict: self.strict,
            ..Section::new(table, &format!("\"{key}\" of {}", self.name), line)
        })
    }

    /// The tables of a list: `[[key]]`, or a list of `{ … }`.
    pub(crate) fn sections(&self, key: &str, name: &str, notes: &mut Notes) -> Vec<Section<'a>> {
        let Some(item) = self.item(key) else { return Vec::new() };
        let line = self.line_of(key, notes);
        let at = |span: Option<Range<usize>>| span.map_or(line, |span| notes.line(span.start));
        if let Some(tables) = item.as_array_of_tables() {
            return tables.iter().map(|table| Section::new(table, name, at(table.span()))).collect();
        }
        if let Some(array) = item.as_array() {
            let inline = |value: &'a Value| {
                let table = value.as_inline_table()?;
                Some(Section::new(table, name, at(table.span())))
            };
            if let Some(sections) = array.iter().map(inline).collect() {
                return sections;
            }
        }
        if let Some(table) = item.as_table_like() {
            let message = format!("expected a list {name}, found one table");
            notes.doubt("wrong-type", (line, key), message, format!("it is read as one; write {name}"));
            return vec![Section::new(table, name, line)];
        }
        self.wrong(key, &format!("a list {name}"), notes);
        Vec::new()
    }
}

fn texts_of(array: &toml_edit::Array) -> Option<Vec<String>> {
    array.iter().map(|value| value.as_str().map(str::to_owned)).collect()
}

fn kind_of(toml: &str) -> &str {
    match toml {
        "string" => "a text",
        "integer" => "a whole number",
        "float" => "a number",
        "boolean" => "true or false",
        "datetime" => "a date without quotes",
        "array" | "array of tables" => "a list",
        "table" | "inline table" => "a table",
        other => other,
    }
}
