//! A proposal as TOML text.

use super::guess::slug;
use super::looked::{Looked, LookedColumn};
use esito_model::{ColumnType, DateOrder, DecimalMark, Meaning, ReadAs};
use std::collections::BTreeSet;
use std::fmt::Write;

/// How a file is read, as keys of its table.
pub(crate) fn read_as(said: &ReadAs) -> Vec<(&'static str, String)> {
    let header = said.header.as_ref().map(|lines| {
        let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
        format!("[{}]", lines.join(", "))
    });
    let delimiter = said.delimiter.map(|mark| quoted(&mark.to_string()));
    [
        ("sheet", said.sheet.as_deref().map(quoted)),
        ("encoding", said.encoding.as_deref().map(quoted)),
        ("delimiter", delimiter),
        ("header", header),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key, value?)))
    .collect()
}

/// Writes a table with its columns.
pub(super) fn write_table(out: &mut String, table: &str, file: &Looked, currency: &str) {
    let _ = write!(out, "\n[[table]]\nid = {}\nfile = {}\n", quoted(table), quoted(&file.file));
    out.extend(read_as(&file.read_as).into_iter().map(|(key, value)| format!("{key} = {value}\n")));
    if !file.people {
        out.push_str("minimum_group = 1 # its rows are not people\n");
    }
    let used = || file.columns.iter().filter(|column| column.meaning != Meaning::LeftOut || column.made);
    for (key, private) in [("private", true), ("shown", false)] {
        let names: Vec<String> = used()
            .filter(|column| column.personal && column.private == private)
            .map(|column| quoted(&column.name))
            .collect();
        if !names.is_empty() {
            let _ = writeln!(out, "{key} = [{}]", names.join(", "));
        }
    }
    out.push_str("[table.columns]\n");
    for column in used() {
        let _ = writeln!(out, "{} = {}{}", column.name, value(column, currency), doubt(column));
    }
    if let Some(unpivot) = &file.unpivot {
        let _ = write!(
            out,
            "[table.unpivot]\ncolumns = {}\nnames_to = {}\n",
            quoted(&unpivot.columns),
            quoted(&unpivot.names_to),
        );
        if !unpivot.periods_to.is_empty() {
            let _ = writeln!(out, "periods_to = {}", quoted(&unpivot.periods_to));
        }
        let _ = writeln!(out, "values_to = {}", quoted(&unpivot.values_to));
    }
}

/// A column as the framework writes it: its header, or its header and how its cells are read.
fn value(column: &LookedColumn, currency: &str) -> String {
    let mut parts = Vec::new();
    if !column.made {
        parts.push(format!("header = {}", quoted(&column.header)));
    }
    let kind = column.column_type();
    if kind != ColumnType::Text || column.made {
        parts.push(format!("type = \"{}\"", type_name(kind)));
    }
    if let Some((part, _)) = column.part.as_ref().filter(|_| column.holds_time()) {
        parts.push(format!("part = {}", quoted(part)));
    }
    if column.meaning == Meaning::Money
        && let Some(own) = column.currency.split(' ').next().filter(|own| !own.is_empty() && *own != currency)
    {
        parts.push(format!("currency = \"{own}\""));
    }
    if column.meaning == Meaning::Money && !column.currency_in.is_empty() {
        parts.push(format!("currency = {}", quoted(&column.currency_in)));
    }
    let (dates, decimal) = (column.holds_time(), column.holds_numbers());
    parts.extend(habits(column.dates.filter(|_| dates), column.decimal.filter(|_| decimal)));
    if !column.missing.is_empty() {
        let cells: Vec<String> = column.missing.iter().map(|cell| quoted(cell)).collect();
        parts.push(format!("missing = [{}]", cells.join(", ")));
    }
    if !column.merge.is_empty() {
        let pairs: Vec<String> =
            column.merge.iter().map(|(from, to)| format!("{} = {}", quoted(from), quoted(to))).collect();
        parts.push(format!("merge = {{ {} }}", pairs.join(", ")));
    }
    match parts.as_slice() {
        [_] if !column.made => quoted(&column.header),
        _ => format!("{{ {} }}", parts.join(", ")),
    }
}

/// What a person should make sure of, behind the column.
fn doubt(column: &LookedColumn) -> String {
    let decimal =
        column.holds_numbers() && column.decimal.is_some() && column.decimal == column.found_decimal;
    let dates = column.holds_time() && column.dates.is_some() && column.dates == column.found_dates;
    if column.assumed && (decimal || dates) {
        return " # assumed: make sure of it".to_owned();
    }
    match column.currency.split_once(' ') {
        Some(_) if column.meaning == Meaning::Money => {
            format!(" # the sign may stand for {}: make sure of it", column.currency.replace(' ', ", "))
        }
        _ => String::new(),
    }
}

fn habits(dates: Option<DateOrder>, decimal: Option<DecimalMark>) -> Vec<String> {
    let dates = dates.map(|order| match order {
        DateOrder::DayFirst => "dates = \"day first\"".to_owned(),
        DateOrder::MonthFirst => "dates = \"month first\"".to_owned(),
    });
    let decimal = decimal.map(|mark| match mark {
        DecimalMark::Point => "decimal = \".\"".to_owned(),
        DecimalMark::Comma => "decimal = \",\"".to_owned(),
    });
    dates.into_iter().chain(decimal).collect()
}

/// The word of a type.
pub(crate) fn type_name(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "text",
        ColumnType::Count => "count",
        ColumnType::Number => "number",
        ColumnType::Share => "share",
        ColumnType::Percent => "percent",
        ColumnType::Money => "money",
        ColumnType::Date => "date",
        ColumnType::Period => "period",
        ColumnType::Bool => "bool",
    }
}

/// The id of a file's table.
pub(super) fn table_id(file: &str, taken: &mut BTreeSet<String>) -> String {
    unique(&slug(stem(file)), taken)
}

/// The file's name without folder and ending.
pub(super) fn stem(name: &str) -> &str {
    let bare = name.rsplit('/').next().unwrap_or(name);
    bare.rsplit_once('.').map_or(bare, |(stem, _)| stem)
}

/// The name, or the name with the first number that nobody has.
pub(super) fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}_{number}");
        number += 1;
    }
    candidate
}

/// A text as a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
