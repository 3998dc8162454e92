//! One key of a framework's text set anew, every other letter of it as it was.
//!
//! What the owner decides about a column is written where the column stands, so that comments, order and layout of a
//! framework that somebody wrote by hand stay theirs.

use crate::propose::quoted;
use toml_edit::{Document, Item, Table, Value};

/// What is set in a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The id of the table.
    pub table: String,
    /// Our name of the column; nothing where a key of the table itself is set.
    pub column: Option<String>,
    /// The key.
    pub key: &'static str,
    /// Its value as TOML.
    pub value: String,
}

/// The text with these changes; one that finds no place is passed over.
pub(crate) fn edit(text: &str, changes: &[Change]) -> String {
    let mut text = text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned();
    for change in changes {
        if let Some(changed) = one(&text, change) {
            text = changed;
        }
    }
    text
}

fn one(text: &str, change: &Change) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let tables = document.as_table().get("table")?.as_array_of_tables()?;
    let table = tables.iter().find(|table| table.get("id").and_then(Item::as_str) == Some(&change.table))?;
    let Some(column) = &change.column else { return of_table(text, table, change) };
    let item = table.get("columns")?.as_table_like()?.get(column)?;
    let span = item.span()?;
    let mut parts = Vec::new();
    if item.is_str() {
        parts.push(format!("header = {}", text.get(span.clone())?));
    } else {
        let inline = item.as_inline_table()?;
        for (key, value) in inline.iter().filter(|(key, _)| *key != change.key) {
            parts.push(format!("{} = {}", name(key), text.get(Value::span(value)?)?));
        }
    }
    parts.push(format!("{} = {}", change.key, change.value));
    Some([&text[..span.start], &format!("{{ {} }}", parts.join(", ")), &text[span.end..]].concat())
}

/// A key of the table itself, in the place where it stands or below its `file`.
fn of_table(text: &str, table: &Table, change: &Change) -> Option<String> {
    if let Some(span) = table.get(change.key).and_then(Item::span) {
        return Some([&text[..span.start], &change.value, &text[span.end..]].concat());
    }
    let end = table.get("file")?.span()?.end;
    let at = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    Some([&text[..at], "\n", change.key, " = ", &change.value, &text[at..]].concat())
}

/// A key as TOML writes it.
fn name(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !key.is_empty() && key.chars().all(bare) { key.to_owned() } else { quoted(key) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# ours\n[[table]]\nid = \"a\"\nfile = \"a.csv\" # the data\n[table.columns]\nx = \"X, all\" # kept\ny = { header = \"Y\", type = \"date\" }\n[[table]]\nid = \"b\"\nfile = \"b.csv\"\nshown = [\"z\"]\n";

    fn change(table: &str, column: Option<&str>, key: &'static str, value: &str) -> Change {
        Change { table: table.into(), column: column.map(str::to_owned), key, value: value.into() }
    }

    #[test]
    fn one_key_changes_and_every_other_letter_stays() {
        let changed = edit(
            TEXT,
            &[
                change("a", Some("x"), "merge", "{ \"Turin\" = \"Torino\" }"),
                change("a", Some("y"), "dates", "\"day first\""),
                change("a", Some("y"), "type", "\"period\""),
                change("a", None, "private", "[\"x\"]"),
                change("b", None, "shown", "[\"z\", \"w\"]"),
                change("b", Some("nowhere"), "type", "\"count\""),
            ],
        );
        let expected = TEXT
            .replace("x = \"X, all\"", "x = { header = \"X, all\", merge = { \"Turin\" = \"Torino\" } }")
            .replace("type = \"date\" }", "dates = \"day first\", type = \"period\" }")
            .replace("# the data\n", "# the data\nprivate = [\"x\"]\n")
            .replace("[\"z\"]", "[\"z\", \"w\"]");
        assert_eq!(changed, expected);
        assert_eq!(edit("not = = toml", &[change("a", None, "x", "1")]), "not = = toml");
    }
}
