//! How the columns of a table lie in one file.

use super::column::Filled;
use crate::framework::nearest_help;
use crate::judge::{Part, named_code, part_of_year};
use crate::name_matches;
use crate::read::{Cells, Delimiter, Header, split_name};
use esito_model::{Remark, RemarkPlace, Severity, Unpivot};

/// Where one file keeps what a table wants.
#[derive(Debug)]
pub(crate) struct Layout {
    pub file: String,
    /// The number of the file among those of the table.
    pub number: u16,
    pub wanted: Cells,
    pub delimiter: Delimiter,
    /// For each column of the table where its cells come from.
    pub from: Vec<From>,
    /// For wide made long: the wide columns. Otherwise empty.
    pub wide: Vec<Wide>,
    /// Records so far.
    pub records: u64,
}

/// A wide column: its slot, what its rows are called, and their period where that has a column of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wide {
    pub slot: usize,
    pub name: String,
    pub period: String,
}

/// Where the cells of a column come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// A slot of the record.
    Slot(usize),
    /// The slots of a year and of a part of it, and which part.
    Parts(usize, usize, Part),
    /// The headers of the wide columns.
    WideHeaders,
    /// The periods in the headers of the wide columns.
    WidePeriods,
    /// The cells of the wide columns.
    WideCells,
    /// The file does not have it.
    Nowhere,
}

impl Layout {
    /// Finds the columns in the header; what is not there is a remark.
    pub(crate) fn new(
        file: &str,
        number: u16,
        header: &Header,
        columns: &[Filled],
        unpivot: Option<&Unpivot>,
        remarks: &mut Vec<Remark>,
    ) -> Self {
        let mut wanted = Cells::new(header.names.len());
        let place = |column: &str| RemarkPlace {
            file: file.to_owned(),
            line: Some(u64::from(header.line)),
            column: Some(column.to_owned()),
            record: None,
        };
        let mut from = Vec::with_capacity(columns.len());
        for column in columns {
            if let Some(unpivot) = unpivot {
                if column.name == unpivot.names_to {
                    from.push(From::WideHeaders);
                    continue;
                }
                if column.name == unpivot.periods_to {
                    from.push(From::WidePeriods);
                    continue;
                }
                if column.name == unpivot.values_to {
                    from.push(From::WideCells);
                    continue;
                }
            }
            let mut found = header.names.iter().enumerate().filter(|(_, name)| **name == column.header);
            let Some((at, _)) = found.next() else {
                let message = format!("expected the header \"{}\", found none such", column.header);
                let help = nearest_help(&column.header, header.names.iter().map(String::as_str));
                remarks.push(
                    Remark::new("missing-column", Severity::Fatal, place(&column.header), message)
                        .with_names([column.header.as_str()])
                        .with_help(help),
                );
                from.push(From::Nowhere);
                continue;
            };
            if found.next().is_some() {
                let message = format!("expected the header \"{}\" once, found it again", column.header);
                let remark = Remark::new("duplicate-header", Severity::Doubt, place(&column.header), message);
                let remark = remark.with_found([column.header.as_str()]);
                remarks.push(remark.with_help("the first column of that name is used"));
            }
            let slot = wanted.want(at);
            if column.part.is_empty() {
                from.push(From::Slot(slot));
                continue;
            }
            let part = header.names.iter().position(|name| *name == column.part);
            let Some(part) = part else {
                let message = format!("expected the header \"{}\", found none such", column.part);
                let help = nearest_help(&column.part, header.names.iter().map(String::as_str));
                remarks.push(
                    Remark::new("missing-column", Severity::Fatal, place(&column.part), message)
                        .with_names([column.part.as_str()])
                        .with_help(help),
                );
                from.push(From::Nowhere);
                continue;
            };
            let kind = part_of_year(&column.part).unwrap_or(Part::Month);
            from.push(From::Parts(slot, wanted.want(part), kind));
        }
        let mut wide = Vec::new();
        if let Some(unpivot) = unpivot {
            let taken: Vec<&str> = columns.iter().map(|column| column.header.as_str()).collect();
            let of_periods = columns.iter().any(|column| {
                column.name == unpivot.names_to && column.kind == esito_model::ColumnType::Period
            });
            for (at, name) in header.names.iter().enumerate() {
                if name_matches(&unpivot.columns, name) && !taken.contains(&name.as_str()) {
                    let slot = wanted.want(at);
                    wide.push(if unpivot.periods_to.is_empty() {
                        let name = if of_periods { named_code(name) } else { name.clone() };
                        Wide { slot, name, period: String::new() }
                    } else {
                        let (name, period) =
                            split_name(name).unwrap_or_else(|| (name.clone(), String::new()));
                        Wide { slot, name, period: named_code(&period) }
                    });
                }
            }
            if wide.is_empty() {
                let message = format!("expected headers such as \"{}\", found none", unpivot.columns);
                let help = nearest_help(&unpivot.columns, header.names.iter().map(String::as_str));
                remarks.push(
                    Remark::new("missing-column", Severity::Fatal, place(&unpivot.columns), message)
                        .with_names([unpivot.columns.as_str()])
                        .with_help(help),
                );
            }
        }
        Self {
            file: file.to_owned(),
            number,
            wanted,
            delimiter: header.delimiter.clone(),
            from,
            wide,
            records: 0,
        }
    }

    /// How many rows a record makes.
    pub(crate) fn repeat(&self, unpivot: bool) -> usize {
        if unpivot { self.wide.len() } else { 1 }
    }
}
