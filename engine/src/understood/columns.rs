//! Each column of a sheet judged: cells of text by `judge`, cells of a workbook by what the workbook says.

use crate::judge::{Judgement, Kind, Question, Rewritten, company, judge};
use crate::read::{Laid, Sheet, Stored, layout};
use esito_model::{ColumnRead, QuestionRead};
use std::borrow::Cow;

/// How many cells of a column are shown before and after.
const SAMPLES: usize = 3;

/// A column that was judged.
#[derive(Clone, Debug)]
pub(super) struct Understood {
    judgement: Judgement,
    /// In a workbook: whether numbers and days that it stores stand as they are.
    stored: Option<Stored>,
    /// The rows whose cells were judged, where not all were.
    rows: Vec<usize>,
    all: bool,
}

/// Judges the columns of a sheet.
pub(super) fn understand(sheet: &Sheet) -> Vec<Understood> {
    let typed = |row: usize, column: usize| sheet.is_stored() && sheet.stored(row, column) != Stored::Text;
    let cells: Vec<(&str, Vec<&str>, Vec<usize>)> = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let rows: Vec<usize> = (0..sheet.len()).filter(|row| !typed(*row, at)).collect();
            let cells = rows.iter().map(|row| sheet.cell(*row, at)).collect();
            (column.name.as_str(), cells, rows)
        })
        .collect();
    let hints: Vec<(&str, Vec<&str>)> = cells.iter().map(|(name, cells, _)| (*name, cells.clone())).collect();
    let company = company(&hints, sheet.delimiter);
    cells
        .into_iter()
        .enumerate()
        .map(|(at, (name, cells, rows))| {
            let judgement = judge(name, &cells, &company);
            let stored = stored(sheet, at);
            let all = rows.len() == sheet.len();
            Understood { judgement, stored, rows: if all { Vec::new() } else { rows }, all }
        })
        .collect()
}

/// The one kind that all typed cells of a column have.
fn stored(sheet: &Sheet, column: usize) -> Option<Stored> {
    let mut kinds =
        (0..sheet.len()).map(|row| sheet.stored(row, column)).filter(|kind| *kind != Stored::Text);
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

impl Understood {
    /// A cell as it is printed.
    pub(super) fn print<'s>(&self, sheet: &'s Sheet, row: usize, column: usize) -> Cow<'s, str> {
        let cell = sheet.cell(row, column);
        if sheet.is_stored() && sheet.stored(row, column) != Stored::Text {
            return Cow::Borrowed(cell);
        }
        match self.judgement.rewrite(cell) {
            Rewritten::Missing(_) => Cow::Borrowed(""),
            // Words among numbers that a workbook stores: the column is rewritten only if all of it is numbers.
            Rewritten::Number(_) if self.mixed(Stored::Number) => Cow::Borrowed(cell),
            Rewritten::Date(_) if self.mixed(Stored::Date) => Cow::Borrowed(cell),
            Rewritten::Number(text) | Rewritten::Date(text) => Cow::Owned(text),
            Rewritten::AsFound => Cow::Borrowed(cell),
        }
    }

    /// Whether typed cells of another kind stand in the column.
    fn mixed(&self, kind: Stored) -> bool {
        !self.all && self.stored != Some(kind)
    }

    /// What is asked about the column.
    pub(super) fn questions(&self) -> impl Iterator<Item = &Question> {
        self.judgement.questions().iter()
    }

    /// The row of the nth cell that was judged.
    pub(super) fn row_of(&self, nth: usize) -> usize {
        if self.all { nth } else { self.rows.get(nth).copied().unwrap_or(nth) }
    }

    /// Whether the column holds nothing but values that could be measured.
    pub(super) fn is_value(&self) -> bool {
        let text = matches!(self.judgement.kind(), Kind::Number(_) | Kind::NumberInDoubt);
        match self.stored {
            Some(Stored::Number) => text || matches!(self.judgement.kind(), Kind::Empty),
            Some(_) => false,
            None => text && self.all,
        }
    }

    fn word(&self) -> &'static str {
        let kind = self.judgement.kind();
        match (self.stored, kind) {
            (Some(Stored::Number), Kind::Empty) => "number",
            (Some(Stored::Date), Kind::Empty) => "date",
            (Some(Stored::Bool), Kind::Empty) => "yes or no",
            (Some(Stored::Number), Kind::Number(_)) => "number",
            (Some(Stored::Date), Kind::Date(_)) => "date",
            _ if self.all => kind.word(),
            _ => "text",
        }
    }

    pub(super) fn describe(&self, sheet: &Sheet, column: usize) -> ColumnRead {
        let found = |row: usize| sheet.cell(row, column);
        let mut samples: Vec<[String; 2]> = Vec::new();
        for row in (0..sheet.len()).filter(|row| !found(*row).is_empty()) {
            let pair = [found(row).to_owned(), self.print(sheet, row, column).into_owned()];
            if samples.len() == SAMPLES {
                break;
            }
            if !samples.contains(&pair) {
                samples.push(pair);
            }
        }
        let asked = self.questions().filter(|question| question.is_asked()).map(|question| QuestionRead {
            code: question.code.to_owned(),
            message: question.message.clone(),
            readings: question
                .readings
                .iter()
                .map(|(name, text)| [(*name).to_owned(), text.clone()])
                .collect(),
            examples: question.examples.clone(),
        });
        let missing = (0..sheet.len()).filter(|row| self.print(sheet, *row, column).is_empty()).count();
        ColumnRead {
            header: sheet.columns[column].name.clone(),
            unit: sheet.columns[column].unit.clone(),
            kind: self.word().to_owned(),
            missing: missing as u64,
            samples,
            questions: asked.collect(),
        }
    }
}

/// How the sheet lies.
pub(super) fn laid(sheet: &Sheet, understood: &[Understood]) -> Laid {
    let headers: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    let values: Vec<bool> = understood
        .iter()
        .enumerate()
        .map(|(at, one)| {
            one.is_value() || (crate::read::is_period_name(headers[at]) && one.is_blank(sheet, at))
        })
        .collect();
    layout(&headers, &values)
}

impl Understood {
    /// Whether the column holds no value at all: a year without any still is one of the years.
    fn is_blank(&self, sheet: &Sheet, column: usize) -> bool {
        (0..sheet.len()).all(|row| self.print(sheet, row, column).is_empty())
    }
}
