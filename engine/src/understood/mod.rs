//! A file as it is understood: one table of UTF-8, point decimals and ISO days, and everything that was recognised.
//!
//! Comes in: the bytes of any file. Goes out: CSV in the file's own layout and order, what each column was taken
//! for, and remarks. Knows no framework. A column is rewritten only where every cell that is not missing reads the
//! same way; in doubt it stays as found and the question is among the remarks.

mod columns;
mod long;
mod parts;
mod write;

use crate::judge::concealed;
use crate::read::{Opened, Sheet, choose, open, whys};
use crate::sources::SourceFile;
pub(crate) use columns::{Understood, laid, understand, values};
use esito_model::{FileRead, LineRead, ReadAs, Remark, RemarkPlace, Severity, SheetRead, SheetWhy};
pub(crate) use parts::year_and_part;

/// A file that was read.
#[derive(Clone, Debug, Default)]
pub struct ReadFile {
    /// What was recognised, and the remarks.
    pub description: FileRead,
    /// For each table of the description its CSV: comma-separated UTF-8 with one row of headers.
    pub tables: Vec<String>,
}

/// Reads a file by itself, without a framework.
///
/// `sheet` names one sheet of a workbook or one file of a zip; `long` turns wide tables to long, with the columns
/// `indicator`, `place` or `period` and `value` in place of the wide ones.
///
/// ```
/// use esito_engine::{SourceFile, read_file};
/// let bytes = b"Comune;Tasso\nTorino;1.234,5\nForl\xEC;n.d.\n";
/// let file = SourceFile { name: "t.csv".into(), bytes: bytes.to_vec().into(), sha256: None };
/// assert_eq!(read_file(&file, None, false).tables, ["Comune,Tasso\nTorino,1234.5\nForlì,\n"]);
/// ```
#[must_use]
pub fn read_file(source: &SourceFile, sheet: Option<&str>, long: bool) -> ReadFile {
    let Opened { mut sheets, others, mut remarks } = open(&source.name, &source.bytes, &ReadAs::sheet(sheet));
    if let Some(only) = sheet {
        let there: Vec<String> = sheets.iter().map(|(sheet, _)| sheet.name.clone()).collect();
        sheets.retain(|(sheet, _)| sheet.name == only || sheet.name.rsplit('/').next() == Some(only));
        if sheets.is_empty() && remarks.iter().all(|remark| remark.severity != Severity::Fatal) {
            let message = format!("expected the sheet \"{only}\", found none such");
            let place = RemarkPlace { file: source.name.clone(), ..RemarkPlace::default() };
            let help = format!("there is: {}", there.join(", "));
            remarks.push(
                Remark::new("missing-sheet", Severity::Fatal, place, message)
                    .with_names([only])
                    .with_help(help),
            );
        }
    }
    let chosen = choose(&sheets);
    let mut of_sheets = whys(&sheets, chosen, sheet.is_some());
    others_said(&source.name, &of_sheets, &mut remarks);
    of_sheets.extend(others.iter().cloned());
    let mut out = ReadFile::default();
    for (number, (sheet, said)) in sheets.iter().enumerate() {
        let understood = understand(sheet);
        // What is said about a table that is not printed would only confuse.
        if number == chosen {
            remarks.extend(said.iter().cloned());
            // What the sheet already says of a column is not said again.
            let column = |remark: &Remark| remark.places.first().and_then(|place| place.column.clone());
            let again = |remark: &Remark| {
                said.iter().any(|known| known.code == remark.code && column(known) == column(remark))
            };
            remarks
                .extend(asked(&source.name, sheet, &understood).into_iter().filter(|remark| !again(remark)));
        }
        out.description.sheets.push(describe(sheet, &understood));
        out.tables.push(if long { long::long(sheet, &understood) } else { write::wide(sheet, &understood) });
    }
    out.description.file.clone_from(&source.name);
    out.description.chosen = chosen;
    out.description.others = others.into_iter().map(|other| other.name).collect();
    if of_sheets.len() > 1 {
        out.description.whys = of_sheets;
    }
    out.description.remarks = remarks.into_iter().map(concealed).collect();
    out
}

/// Says which tables are not the one that is printed, and why.
fn others_said(file: &str, whys: &[SheetWhy], remarks: &mut Vec<Remark>) {
    let others: Vec<&SheetWhy> = whys.iter().filter(|sheet| !sheet.why.is_taken()).collect();
    let Some(meant) = whys.iter().find(|sheet| sheet.why.is_taken()).filter(|_| !others.is_empty()) else {
        return;
    };
    let message = format!(
        "expected one table, found {}; \"{}\" was taken: {}",
        whys.len(),
        meant.name,
        meant.why.words()
    );
    let told: Vec<String> =
        others.iter().map(|other| format!("{} ({})", other.name, other.why.words())).collect();
    let help = format!("the others can be named: {}", told.join(", "));
    let place = RemarkPlace { file: file.to_owned(), ..RemarkPlace::default() };
    let remark = Remark::new("several-sheets", Severity::Doubt, place, message).with_help(help);
    remarks.push(
        remark.with_found(others.iter().map(|other| other.name.clone())).with_names([meant.name.clone()]),
    );
}

/// The questions about columns as remarks, each at the first cell that it is about.
pub(crate) fn asked(file: &str, sheet: &Sheet, understood: &[Understood]) -> Vec<Remark> {
    let mut out = Vec::new();
    for (column, understood) in sheet.columns.iter().zip(understood) {
        for question in understood.questions() {
            let place = RemarkPlace {
                file: file.to_owned(),
                line: Some(u64::from(sheet.line(question.first))),
                column: Some(column.name.clone()),
                record: Some(question.first as u64 + 1),
            };
            out.push(question.remark(place));
        }
    }
    out
}

fn describe(sheet: &Sheet, understood: &[Understood]) -> SheetRead {
    let lines = |lines: &[(u32, String)]| {
        lines.iter().map(|(line, text)| LineRead { line: u64::from(*line), text: text.clone() }).collect()
    };
    let laid = columns::laid(sheet, understood);
    SheetRead {
        name: sheet.name.clone(),
        encoding: sheet.encoding.to_owned(),
        delimiter: sheet.delimiter,
        header_lines: sheet.header_lines.iter().map(|line| u64::from(*line)).collect(),
        preamble: lines(&sheet.preamble),
        units: lines(&sheet.units),
        footnotes: lines(&sheet.footnotes),
        layout: laid.layout,
        wide: laid.wide.iter().map(|at| sheet.columns[*at].name.clone()).collect(),
        rows: sheet.len() as u64,
        columns: understood.iter().enumerate().map(|(at, one)| one.describe(sheet, at)).collect(),
    }
}

#[cfg(test)]
mod dialects;
#[cfg(test)]
mod tests;
