//! `[[table]]`: files, columns and what joins tables.

use super::nearest::{nearest, nearest_help};
use super::section::{Notes, Section};
use super::{is_currency, new_id};
use esito_model::{
    Column, ColumnType, DELIMITERS, DateOrder, DecimalMark, ENCODINGS, Framework, Lookup, Many, ReadAs,
    Reference, Table, Unpivot,
};
use std::collections::{BTreeMap, BTreeSet};

const TYPES: [(&str, ColumnType); 9] = [
    ("text", ColumnType::Text),
    ("count", ColumnType::Count),
    ("number", ColumnType::Number),
    ("share", ColumnType::Share),
    ("percent", ColumnType::Percent),
    ("money", ColumnType::Money),
    ("date", ColumnType::Date),
    ("period", ColumnType::Period),
    ("bool", ColumnType::Bool),
];

/// The tables as read.
pub(super) struct ReadTables {
    pub tables: Vec<Table>,
    pub file_lines: Vec<u64>,
    /// Ids of tables that cannot be used.
    pub dropped: BTreeSet<String>,
}

pub(super) fn read(root: &Section, framework: &Framework, notes: &mut Notes) -> ReadTables {
    let mut out = ReadTables { tables: Vec::new(), file_lines: Vec::new(), dropped: BTreeSet::new() };
    let mut sections = Vec::new();
    let mut taken = BTreeMap::new();
    for section in root.sections("table", "[[table]]", notes) {
        section.only(
            &[
                "id",
                "file",
                "sheet",
                "encoding",
                "delimiter",
                "header",
                "source",
                "key",
                "minimum_group",
                "private",
                "shown",
                "columns",
                "references",
                "lookups",
                "unpivot",
            ],
            notes,
        );
        let Some(id) = new_id(&section, &mut taken, notes) else { continue };
        match table(&section, &id, framework, notes) {
            Some(table) => {
                out.file_lines.push(section.line_of("file", notes));
                out.tables.push(table);
                sections.push(section);
            }
            None => {
                out.dropped.insert(id);
            }
        }
    }
    for (number, section) in sections.iter().enumerate() {
        let references = references(section, number, &out, notes);
        out.tables[number].references = references;
    }
    for (number, section) in sections.iter().enumerate() {
        let lookups = lookups(section, number, &out, notes);
        out.tables[number].lookups = lookups;
    }
    out
}

/// Whether a path stays within the bundle.
pub(crate) fn inside(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    !path.is_empty()
        && !drive
        && !path.starts_with('/')
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|part| part != "..")
}

fn table(section: &Section, id: &str, framework: &Framework, notes: &mut Notes) -> Option<Table> {
    let file = section.need("file", notes);
    let file = file.filter(|file| {
        let good = inside(file);
        if !good {
            let message = format!("expected a file inside the bundle, found \"{file}\"");
            let help = "name it relative to the bundle, with / between folders; the table is left out";
            notes.fatal("path-outside", section.at("file", notes), message, help);
        }
        good
    });
    let source = section.text("source", notes).filter(|source| {
        let ids = framework.sources.iter().map(|source| source.id.as_str());
        let good = ids.clone().any(|id| id == source);
        if !good {
            let message = format!("expected the id of a [[source]], found \"{source}\"");
            notes.doubt("unknown-source", section.at("source", notes), message, nearest_help(source, ids));
        }
        good
    });
    // A slip in the one key that protects people must not pass for its absence.
    let slip =
        section.keys().into_iter().find(|key| *key != "private" && nearest(key, ["private"]).is_some());
    let slip = slip.or_else(|| section.item("private").filter(|item| !item.is_array()).map(|_| "private"));
    if let Some(slip) = slip {
        let message =
            format!("expected private = [\"…\"] with the personal columns, found \"{slip}\" in another form");
        notes.fatal(
            "private-column",
            section.at(slip, notes),
            message,
            "the table is left out until it is mended",
        );
        return None;
    }
    let mut table = Table { id: id.to_owned(), source, ..Table::default() };
    table.read_as = read_as(section, notes);
    table.minimum_group = section.whole("minimum_group", 1, notes);
    let unpivot = unpivot(section, notes);
    columns(section, unpivot.as_ref(), framework, &mut table, notes);
    table.unpivot = unpivot;
    for (key, list) in [("key", &mut table.key), ("private", &mut table.private), ("shown", &mut table.shown)]
    {
        for name in section.list(key, notes) {
            let names = table.columns.iter().map(|column| column.name.as_str());
            if names.clone().any(|known| known == name) {
                list.push(name);
            } else {
                unknown_column(section, key, &name, names, notes);
            }
        }
    }
    table.file = file?;
    Some(table)
}

fn unknown_column<'a>(
    section: &Section,
    key: &str,
    name: &str,
    names: impl IntoIterator<Item = &'a str> + Clone,
    notes: &mut Notes,
) {
    let message = format!("expected a column of the table in \"{key}\", found \"{name}\"");
    notes.fatal("unknown-column", section.at(key, notes), message, nearest_help(name, names));
}

fn columns(
    section: &Section,
    unpivot: Option<&Unpivot>,
    framework: &Framework,
    table: &mut Table,
    notes: &mut Notes,
) {
    let columns = section.section("columns", notes);
    if columns.is_none() {
        let message = format!("expected [table.columns] in the table \"{}\", found none", table.id);
        let help = "write our name = \"header in the file\" for each column";
        notes.doubt("missing-key", (section.line, "columns"), message, help);
    }
    let made = |name: &str| unpivot.is_some_and(|unpivot| unpivot.makes(name));
    let mut currencies = Vec::new();
    for name in columns.iter().flat_map(Section::keys) {
        let Some(columns) = &columns else { break };
        if name.is_empty() || name.contains(['.', '"', '\0']) {
            let message = format!("expected a column name without points and quotes, found \"{name}\"");
            let help = "points stand between a reference and its column; the column is left out";
            notes.fatal("column-name", columns.at(name, notes), message, help);
            continue;
        }
        let header = columns.item(name).and_then(|item| item.as_str());
        let mut column = Column {
            name: name.to_owned(),
            header: header.unwrap_or_default().to_owned(),
            ..Column::default()
        };
        if header.is_none() {
            let Some(mut inner) = columns.section(name, notes) else { continue };
            inner.name = format!("the column \"{name}\"");
            inner
                .only(&["header", "type", "part", "currency", "dates", "decimal", "merge", "missing"], notes);
            let header = if made(name) { inner.text("header", notes) } else { inner.need("header", notes) };
            column.header = header.unwrap_or_default();
            let Some(kind) = kind_of(&inner, notes) else { continue };
            column.kind = kind;
            column.currency = inner.text("currency", notes);
            column.part = inner.text("part", notes).unwrap_or_default();
            habits(&inner, &mut column, notes);
            if let Some(currency) = &column.currency {
                currencies.push((currency.clone(), inner.line_of("currency", notes)));
            } else if kind == ColumnType::Money && framework.currency.is_empty() {
                let message = format!("expected a currency for the amounts in \"{name}\", found none");
                let help =
                    "write currency = \"EUR\" here or in [framework], or name the column that holds it";
                notes.doubt("missing-currency", columns.at(name, notes), message, help);
            }
        }
        column.header = column.header.trim().to_owned();
        if column.header.is_empty() && !made(name) {
            let message = format!("expected the header of the column \"{name}\" in the file, found none");
            notes.fatal("missing-key", columns.at(name, notes), message, "the column is left out");
            continue;
        }
        table.columns.push(column);
    }
    if let Some(unpivot) = unpivot {
        // A column that unpivoting makes and that nobody declared: headers are text, cells are numbers.
        for (name, kind) in [
            (&unpivot.names_to, ColumnType::Text),
            (&unpivot.periods_to, ColumnType::Period),
            (&unpivot.values_to, ColumnType::Number),
        ] {
            if !name.is_empty() && table.columns.iter().all(|column| column.name != *name) {
                table.columns.push(Column { name: name.clone(), kind, ..Column::default() });
            }
        }
    }
    let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    for (currency, line) in currencies {
        if !is_currency(&currency) && !names.contains(&currency) {
            let message =
                format!("expected a column or a currency code such as \"EUR\", found \"{currency}\"");
            let help = nearest_help(&currency, names.iter().map(String::as_str));
            notes.fatal("unknown-currency", (line, "currency"), message, help);
            for column in &mut table.columns {
                if column.currency.as_ref() == Some(&currency) {
                    column.currency = None;
                }
            }
        }
    }
}

/// How the file is read, where the framework says so.
fn read_as(section: &Section, notes: &mut Notes) -> ReadAs {
    let encoding = section.text("encoding", notes).filter(|name| {
        let known = ENCODINGS.contains(&name.as_str());
        if !known {
            section.wrong("encoding", &format!("one of {}", ENCODINGS.join(", ")), notes);
        }
        known
    });
    let delimiter = section.text("delimiter", notes).and_then(|text| {
        let mut letters = text.chars();
        let one = letters.next().filter(|mark| DELIMITERS.contains(mark) && letters.next().is_none());
        if one.is_none() {
            section.wrong("delimiter", "a comma, a semicolon, a tab or |", notes);
        }
        one
    });
    let header = section.item("header").and_then(|item| {
        let lines = item
            .as_array()
            .map(|lines| lines.iter().map(toml_edit::Value::as_integer).collect::<Option<Vec<_>>>());
        let lines = lines.unwrap_or_else(|| item.as_integer().map(|line| vec![line]));
        let whole = |line: i64| u32::try_from(line).ok().filter(|line| *line > 0);
        let lines = lines.and_then(|lines| lines.into_iter().map(whole).collect::<Option<Vec<u32>>>());
        if lines.is_none() {
            section.wrong("header", "the lines of the header, such as [3] or [3, 4]", notes);
        }
        lines
    });
    ReadAs { sheet: section.text("sheet", notes), encoding, delimiter, header }
}

/// How the column writes dates, decimals, spellings and what is missing, where the framework says so.
fn habits(inner: &Section, column: &mut Column, notes: &mut Notes) {
    const DATES: [(&str, DateOrder); 2] =
        [("day first", DateOrder::DayFirst), ("month first", DateOrder::MonthFirst)];
    const DECIMAL: [(&str, DecimalMark); 2] = [(".", DecimalMark::Point), (",", DecimalMark::Comma)];
    if inner.has("dates") {
        column.dates = inner.choice("dates", &DATES, notes);
    }
    if inner.has("decimal") {
        column.decimal = inner.choice("decimal", &DECIMAL, notes);
    }
    column.missing = inner.list("missing", notes);
    if inner.has("merge") {
        column.merge = inner.words("merge", notes).0;
    }
}

/// The type; text where none is written, nothing where it is unknown.
fn kind_of(column: &Section, notes: &mut Notes) -> Option<ColumnType> {
    if column.has("type") { column.choice("type", &TYPES, notes) } else { Some(ColumnType::Text) }
}

fn unpivot(section: &Section, notes: &mut Notes) -> Option<Unpivot> {
    let mut inner = section.section("unpivot", notes)?;
    inner.name = "[table.unpivot]".to_owned();
    inner.only(&["columns", "names_to", "periods_to", "values_to"], notes);
    let columns = inner.need("columns", notes);
    let names_to = inner.need("names_to", notes);
    let values_to = inner.need("values_to", notes);
    let periods_to = inner.text("periods_to", notes).unwrap_or_default();
    Some(Unpivot { columns: columns?, names_to: names_to?, periods_to, values_to: values_to? })
}

/// Finds another table of the framework, or says that it is not there.
fn other<'a>(section: &Section, tables: &'a ReadTables, notes: &mut Notes) -> Option<&'a Table> {
    let name = section.need("table", notes)?;
    let found = tables.tables.iter().find(|table| table.id == name);
    // A table that was left out has had its remark.
    if found.is_none() && !tables.dropped.contains(&name) {
        let ids = tables.tables.iter().map(|table| table.id.as_str());
        let message = format!("expected the id of a [[table]], found \"{name}\"");
        notes.fatal("unknown-table", section.at("table", notes), message, nearest_help(&name, ids));
    }
    found
}

fn references(section: &Section, number: usize, tables: &ReadTables, notes: &mut Notes) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::new();
    for inner in section.sections("references", "[[table.references]]", notes) {
        inner.only(&["column", "table"], notes);
        let Some(column) = inner.need("column", notes) else { continue };
        let names = tables.tables[number].columns.iter().map(|column| column.name.as_str());
        if !names.clone().any(|name| name == column) {
            unknown_column(&inner, "column", &column, names, notes);
            continue;
        }
        let Some(other) = other(&inner, tables, notes) else { continue };
        if other.key.len() != 1 {
            let message = format!(
                "expected a table with a key of one column to refer to, found \"{}\" with {}",
                other.id,
                other.key.len()
            );
            let help = format!("write key = [\"…\"] in the table \"{}\"", other.id);
            notes.fatal("reference-key", inner.at("table", notes), message, help);
            continue;
        }
        if out.iter().any(|earlier| earlier.column == column) {
            let message =
                format!("expected one reference for each column, found a second one for \"{column}\"");
            notes.fatal("duplicate-id", inner.at("column", notes), message, "the second one is left out");
            continue;
        }
        out.push(Reference { column, table: other.id.clone() });
    }
    out
}

fn lookups(section: &Section, number: usize, tables: &ReadTables, notes: &mut Notes) -> Vec<Lookup> {
    const RULES: [(&str, Many); 4] = [
        ("several", Many::Several),
        ("first", Many::First),
        ("list", Many::List),
        ("missing", Many::Missing),
    ];
    let ours = &tables.tables[number];
    let mut out: Vec<Lookup> = Vec::new();
    for inner in section.sections("lookups", "[[table.lookups]]", notes) {
        inner.only(&["column", "table", "on", "take", "many"], notes);
        let Some(column) = inner.need("column", notes) else { continue };
        let taken = ours.columns.iter().any(|have| have.name == column)
            || out.iter().any(|have| have.column == column)
            || column.contains(['.', '"', '\0']);
        if taken {
            let message = format!("expected a name that the table does not have yet, found \"{column}\"");
            notes.fatal("column-name", inner.at("column", notes), message, "the lookup is left out");
            continue;
        }
        if ours.key.len() != 1 {
            let message = format!(
                "expected a key of one column for a lookup in \"{}\", found {}",
                ours.id,
                ours.key.len()
            );
            let help = "write key = [\"…\"] in this table: the other table names our rows by it";
            notes.fatal("reference-key", inner.at("table", notes), message, help);
            continue;
        }
        let Some(other) = other(&inner, tables, notes) else { continue };
        let (on, take) = (inner.need("on", notes), inner.need("take", notes));
        let (Some(on), Some(take)) = (on, take) else { continue };
        let names = other.columns.iter().map(|column| column.name.as_str());
        let mut good = true;
        for (key, name) in [("on", &on), ("take", &take)] {
            if !names.clone().any(|known| known == name) {
                unknown_column(&inner, key, name, names.clone(), notes);
                good = false;
            }
        }
        if other.private.contains(&take) {
            let message = format!("expected a column that may be shown, found the private column \"{take}\"");
            notes.fatal("private-column", inner.at("take", notes), message, "the lookup is left out");
            good = false;
        }
        let many =
            if inner.has("many") { inner.choice("many", &RULES, notes) } else { Some(Many::default()) };
        if let (true, Some(many)) = (good, many) {
            out.push(Lookup { column, table: other.id.clone(), on, take, many });
        }
    }
    out
}
