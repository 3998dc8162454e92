//! Files without a framework become a first one, to be read and mended by a person.
//!
//! Comes in: CSV files. Goes out: a framework as TOML text, and notes on what was assumed. Guesses types from cells,
//! places, periods and groups from headers in two languages, and indicators only where they are plain: a count of
//! rows, sums of counts, means of numbers, values as given. What it cannot know is which of them mean anything.

mod guess;

use crate::read::{Cells, Container, Records, container, propose_unpivot, records};
use crate::sources::{SourceFile, Sources, name_matches};
use esito_model::{ColumnType, Remark, RemarkPlace, Severity, Unpivot};
use guess::{Guess, is_engaged, is_period, is_place, is_reached, is_series, is_value, slug};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Bytes of a file that the guess looks at; a cell further down that does not fit is a remark when it is read.
const LOOKED_AT: usize = 4 << 20;
/// Indicators proposed for one file, and the number of files from which on only rows are counted.
const MOST_INDICATORS: usize = 12;
const MANY_FILES: usize = 5;
/// A breakdown has at most so many groups, and there are at most so many breakdowns.
const MOST_GROUPS: usize = 12;
const MOST_BREAKDOWNS: usize = 3;

/// A first framework for these files as TOML text, and what was assumed in it. Empty where no file has a header.
#[must_use]
pub fn propose(sources: &Sources) -> (String, Vec<Remark>) {
    let mut files: Vec<&SourceFile> = sources.files.iter().filter(|file| is_data(file)).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let mut remarks = Vec::new();
    let looked: Vec<Looked> = files.iter().filter_map(|file| look(file, &mut remarks)).collect();
    let few = looked.len() < MANY_FILES;
    let Some(first) = looked.first() else { return (String::new(), remarks) };
    let mut out = String::new();
    let _ = write!(
        out,
        "# A first framework, guessed from the files: read it, mend it, and keep it beside them.\n[framework]\nid = {}\n\
         title = {}\ncurrency = \"EUR\"\nminimum_group = 5\n",
        quoted(&slug(stem(&first.file))),
        quoted(stem(&first.file)),
    );
    let mut taken = BTreeSet::new();
    for file in &looked {
        let table = unique(&slug(stem(&file.file)), &mut taken);
        write_table(&mut out, &table, file);
    }
    let mut ids = BTreeSet::new();
    for (file, table) in looked.iter().zip(table_ids(&looked)) {
        write_indicators(&mut out, &table, file, few, &mut ids);
        remarks.push(file.note());
    }
    (out, remarks)
}

/// A file that was looked at.
struct Looked {
    file: String,
    columns: Vec<LookedColumn>,
    rows: u64,
    /// Wide columns that are made long.
    unpivot: Option<Unpivot>,
}

impl Looked {
    /// Whether the column is one that unpivoting makes: it has no header in the file.
    fn is_made(&self, name: &str) -> bool {
        self.unpivot.as_ref().is_some_and(|made| made.names_to == name || made.values_to == name)
    }
}

struct LookedColumn {
    header: String,
    name: String,
    kind: ColumnType,
    /// It tells who somebody is: private until somebody says otherwise.
    personal: bool,
    guess: Guess,
}

fn is_data(file: &SourceFile) -> bool {
    let lower = file.name.to_lowercase();
    let named =
        [".csv", ".txt", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".gz", ".parquet"]
            .iter()
            .any(|end| lower.ends_with(end))
            || !lower.contains('.');
    named
        && container(&file.bytes) != Container::Zip
        && !lower.rsplit('/').next().unwrap_or_default().starts_with('.')
}

fn look(file: &SourceFile, remarks: &mut Vec<Remark>) -> Option<Looked> {
    let (found, said) = records(&file.name, &file.bytes);
    remarks.extend(said.into_iter().filter(|remark| remark.severity == Severity::Fatal));
    let (header, bytes) = found?;
    let end = bytes.len().min(header.next + LOOKED_AT);
    let mut wanted = Cells::new(header.names.len());
    (0..header.names.len()).for_each(|column| {
        wanted.want(column);
    });
    let mut records = Records::default();
    let mut line = header.next_line;
    let used =
        records.split(&bytes[header.next..end], end == bytes.len(), &header.delimiter, &wanted, &mut line);
    let text = std::str::from_utf8(&bytes[header.next..header.next + used]).ok()?;
    let mut guesses = vec![Guess::default(); header.names.len()];
    for row in records.cells.chunks(header.names.len()) {
        for (guess, cell) in guesses.iter_mut().zip(row) {
            guess.look(&cell.text(text));
        }
    }
    let (mut names, mut headers) = (BTreeSet::new(), BTreeSet::new());
    let mut columns: Vec<LookedColumn> = header
        .names
        .iter()
        .zip(guesses)
        .filter(|(header, _)| !header.is_empty() && headers.insert((*header).clone()))
        .map(|(header, guess)| LookedColumn {
            header: header.clone(),
            name: unique(&slug(header), &mut names),
            kind: guess.kind(header),
            personal: guess.tells_of_people(header),
            guess,
        })
        .collect();
    let unpivot = made_long(&mut columns);
    Some(Looked { file: file.name.clone(), columns, rows: records.len() as u64, unpivot })
}

/// Where years or countries stand as headers, the columns that unpivoting makes take the place of theirs.
fn made_long(columns: &mut Vec<LookedColumn>) -> Option<Unpivot> {
    let value = |column: &LookedColumn| {
        matches!(column.kind, ColumnType::Count | ColumnType::Number | ColumnType::Percent)
    };
    let headers: Vec<&str> = columns.iter().map(|column| column.header.as_str()).collect();
    let values: Vec<bool> = columns.iter().map(value).collect();
    let unpivot = propose_unpivot(&headers, &values)?;
    let mut wide = columns.iter().filter(|column| name_matches(&unpivot.columns, &column.header));
    let percent = wide.all(|column| column.kind == ColumnType::Percent);
    columns.retain(|column| !name_matches(&unpivot.columns, &column.header));
    let place = unpivot.names_to.starts_with("place");
    let names = if place { ColumnType::Text } else { ColumnType::Period };
    let values = if percent { ColumnType::Percent } else { ColumnType::Number };
    for (name, kind) in [(&unpivot.names_to, names), (&unpivot.values_to, values)] {
        let header = name.trim_end_matches("_2").to_owned();
        let guess = Guess::default();
        columns.push(LookedColumn { header, name: name.clone(), kind, personal: false, guess });
    }
    Some(unpivot)
}

impl Looked {
    fn place(&self) -> Option<&LookedColumn> {
        let text =
            || self.columns.iter().filter(|column| column.kind == ColumnType::Text && !column.personal);
        text()
            .find(|column| is_place(&column.header))
            .or_else(|| text().find(|column| column.guess.holds_places()))
    }

    /// A date or period, one whose header says so first.
    fn period(&self) -> Option<&LookedColumn> {
        let when = |column: &&LookedColumn| {
            matches!(column.kind, ColumnType::Date | ColumnType::Period) && !column.personal
        };
        let said = self.columns.iter().filter(when).find(|column| is_period(&column.header));
        said.or_else(|| self.columns.iter().find(when))
    }

    fn breakdowns(&self) -> Vec<&LookedColumn> {
        let place = self.place().map(|column| &column.name);
        let group = |column: &&LookedColumn| {
            let groups = column.guess.different.len();
            matches!(column.kind, ColumnType::Text | ColumnType::Bool)
                && Some(&column.name) != place
                && !column.personal
                && !is_series(&column.header)
                && !column.guess.many
                && (2..=MOST_GROUPS).contains(&groups)
                && column.guess.filled >= 2 * groups as u64
        };
        self.columns.iter().filter(group).take(MOST_BREAKDOWNS).collect()
    }

    /// What was assumed, in one remark.
    fn note(&self) -> Remark {
        let name =
            |column: Option<&LookedColumn>| column.map_or("none", |column| column.header.as_str()).to_owned();
        let groups: Vec<&str> = self.breakdowns().iter().map(|column| column.header.as_str()).collect();
        let groups = if groups.is_empty() { "none".to_owned() } else { groups.join(", ") };
        let message = format!(
            "expected a framework, found none; assumed for {} columns of {} rows: place {}, period {}, groups {groups}",
            self.columns.len(),
            self.rows,
            name(self.place()),
            name(self.period()),
        );
        let place = RemarkPlace { file: self.file.clone(), ..RemarkPlace::default() };
        Remark::new("proposed", Severity::Note, place, message)
            .with_help("read the proposed framework and mend it before anything is decided on these numbers")
    }
}

fn table_ids(files: &[Looked]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    files.iter().map(|file| unique(&slug(stem(&file.file)), &mut taken)).collect()
}

fn write_table(out: &mut String, table: &str, file: &Looked) {
    let _ = write!(out, "\n[[table]]\nid = {}\nfile = {}\n", quoted(table), quoted(&file.file));
    let personal: Vec<String> =
        file.columns.iter().filter(|column| column.personal).map(|column| quoted(&column.name)).collect();
    if !personal.is_empty() {
        let _ = writeln!(out, "private = [{}]", personal.join(", "));
    }
    out.push_str("[table.columns]\n");
    for column in &file.columns {
        let header = quoted(&column.header);
        let _ = match column.kind {
            kind if file.is_made(&column.name) => {
                writeln!(out, "{} = {{ type = \"{}\" }}", column.name, type_name(kind))
            }
            ColumnType::Text => writeln!(out, "{} = {header}", column.name),
            kind => {
                writeln!(out, "{} = {{ header = {header}, type = \"{}\" }}", column.name, type_name(kind))
            }
        };
    }
    if let Some(unpivot) = &file.unpivot {
        let _ = write!(
            out,
            "[table.unpivot]\ncolumns = {}\nnames_to = {}\nvalues_to = {}\n",
            quoted(&unpivot.columns),
            quoted(&unpivot.names_to),
            quoted(&unpivot.values_to),
        );
    }
}

fn write_indicators(out: &mut String, table: &str, file: &Looked, few: bool, ids: &mut BTreeSet<String>) {
    let mut shared = String::new();
    if let Some(place) = file.place() {
        let _ = writeln!(shared, "place = {}", quoted(&place.name));
    }
    if let Some(period) = file.period() {
        let _ = writeln!(shared, "period = {}", quoted(&period.name));
    }
    let by: Vec<String> = file.breakdowns().iter().map(|column| quoted(&column.name)).collect();
    if !by.is_empty() {
        let _ = writeln!(shared, "by = [{}]", by.join(", "));
    }
    let mut write = |id: &str, label: &str, how: &str, unit: &str| {
        let id = unique(id, ids);
        let _ = write!(
            out,
            "\n[[indicator]]\nid = {}\nlabel = {}\ntable = {}\n{how}\nunit = \"{unit}\"\n{shared}",
            quoted(&id),
            quoted(label),
            quoted(table)
        );
    };
    let number = |column: &&LookedColumn| {
        matches!(column.kind, ColumnType::Count | ColumnType::Number | ColumnType::Percent)
            && !column.personal
    };
    if let Some(value) = file.columns.iter().filter(number).find(|column| is_value(&column.header)) {
        let given = format!("column = {}", quoted(&value.name));
        let unit = if value.kind == ColumnType::Percent { "share" } else { "number" };
        let series = file.columns.iter().find(|column| is_series(&column.header) && !column.guess.many);
        let Some(series) = series.filter(|series| series.kind == ColumnType::Text) else {
            write(&value.name, &value.header, &given, unit);
            return;
        };
        for code in &series.guess.different {
            let condition = format!("{} = '{}'", series.name, code.replace('\'', "''"));
            write(&slug(code), code, &format!("{given}\nwhere = {}", quoted(&condition)), unit);
        }
        return;
    }
    let rows = format!("{table}_rows");
    write(&rows, &format!("Rows of {}", stem(&file.file)), "value = \"COUNT(*)\"", "count");
    if !few {
        return;
    }
    let find = |fits: fn(&str) -> bool| {
        file.columns.iter().find(|column| column.kind == ColumnType::Count && fits(&column.header))
    };
    if let (Some(reached), Some(engaged)) = (find(is_reached), find(is_engaged))
        && reached.name != engaged.name
    {
        let how = format!("numerator = \"SUM({})\"\ndenominator = \"SUM({})\"", reached.name, engaged.name);
        write(
            &format!("{}_of_{}", reached.name, engaged.name),
            &format!("{} / {}", reached.header, engaged.header),
            &how,
            "share",
        );
    }
    for column in file.columns.iter().filter(number).take(MOST_INDICATORS) {
        let (how, unit) = match column.kind {
            ColumnType::Count => ("SUM", "count"),
            ColumnType::Percent => ("AVG", "share"),
            _ => ("AVG", "number"),
        };
        let label =
            if how == "SUM" { column.header.clone() } else { format!("{} (mean of rows)", column.header) };
        write(&column.name, &label, &format!("value = \"{how}({})\"", column.name), unit);
    }
}

fn type_name(kind: ColumnType) -> &'static str {
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

/// The file's name without folder and ending.
fn stem(name: &str) -> &str {
    let bare = name.rsplit('/').next().unwrap_or(name);
    bare.rsplit_once('.').map_or(bare, |(stem, _)| stem)
}

fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}_{number}");
        number += 1;
    }
    candidate
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
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

#[cfg(test)]
mod tests;
