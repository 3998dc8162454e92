//! Each column of a sheet judged: cells of text by `judge`, cells of a workbook by what the workbook says.

use crate::judge::{Judgement, Kind, Question, Rewritten, company, conceal, is_number, judge};
use crate::read::{Laid, Sheet, Stored, layout};
use esito_model::{ColumnRead, QuestionRead};
use std::borrow::Cow;

/// How many cells of a column are shown before and after.
const SAMPLES: usize = 3;

/// A column that was judged.
#[derive(Clone, Debug)]
pub(crate) struct Understood {
    header: String,
    judgement: Judgement,
}

/// Judges the columns of a sheet.
pub(crate) fn understand(sheet: &Sheet) -> Vec<Understood> {
    let cells: Vec<Vec<Cow<str>>> = (0..sheet.columns.len())
        .map(|at| (0..sheet.len()).map(|row| shown(sheet, row, at)).collect())
        .collect();
    let columns: Vec<(&str, Vec<&str>)> = sheet
        .columns
        .iter()
        .zip(&cells)
        .map(|(column, cells)| (column.name.as_str(), cells.iter().map(Cow::as_ref).collect()))
        .collect();
    let company = company(&columns, sheet.delimiter);
    columns
        .iter()
        .map(|(name, cells)| Understood {
            header: (*name).to_owned(),
            judgement: judge(name, cells, &company),
        })
        .collect()
}

/// A cell as it is shown to the judge. What a workbook stores as a number is one in no doubt, so its fraction, which
/// could be taken for thousands, is not shown.
fn shown(sheet: &Sheet, row: usize, column: usize) -> Cow<'_, str> {
    if sheet.is_centred(row) {
        return Cow::Borrowed("");
    }
    let cell = sheet.cell(row, column);
    if sheet.stored(row, column) == Stored::Number {
        return Cow::Borrowed(cell.split('.').next().unwrap_or(cell));
    }
    Cow::Borrowed(cell)
}

impl Understood {
    /// The header of the column.
    pub(crate) fn header(&self) -> &str {
        &self.header
    }

    /// What the column was judged to be.
    pub(crate) fn kind(&self) -> Kind {
        self.judgement.kind()
    }

    /// A cell as it is printed.
    pub(crate) fn print<'s>(&self, sheet: &'s Sheet, row: usize, column: usize) -> Cow<'s, str> {
        let cell = sheet.cell(row, column);
        if sheet.stored(row, column) != Stored::Text {
            return Cow::Borrowed(cell);
        }
        match self.judgement.rewrite(cell) {
            Rewritten::Missing(_) => Cow::Borrowed(""),
            Rewritten::Number(text) | Rewritten::Date(text) => Cow::Owned(text),
            Rewritten::AsFound => Cow::Borrowed(cell),
        }
    }

    /// What is asked about the column.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &Question> {
        self.judgement.questions().iter()
    }

    /// Whether the column holds nothing but values that could be measured.
    pub(super) fn is_value(&self) -> bool {
        matches!(self.judgement.kind(), Kind::Number(_) | Kind::NumberInDoubt)
    }

    pub(super) fn describe(&self, sheet: &Sheet, column: usize) -> ColumnRead {
        let found = |row: usize| sheet.cell(row, column);
        let mut samples: Vec<[String; 2]> = Vec::new();
        for row in (0..sheet.len()).filter(|row| !found(*row).is_empty()) {
            let pair = [found(row), &self.print(sheet, row, column)].map(|cell| conceal(cell).into_owned());
            if samples.len() == SAMPLES {
                break;
            }
            if !samples.contains(&pair) {
                samples.push(pair);
            }
        }
        let asked = self.questions().filter(|question| question.is_asked()).map(|question| QuestionRead {
            code: question.code.to_owned(),
            message: conceal(&question.message).into_owned(),
            readings: question
                .readings
                .iter()
                .map(|(name, text)| [(*name).to_owned(), text.clone()])
                .collect(),
            examples: question.examples.iter().map(|cell| conceal(cell).into_owned()).collect(),
        });
        let missing = (0..sheet.len()).filter(|row| self.print(sheet, *row, column).is_empty()).count();
        ColumnRead {
            header: sheet.columns[column].name.clone(),
            unit: sheet.columns[column].unit.clone(),
            kind: self.judgement.kind().word().to_owned(),
            missing: missing as u64,
            samples,
            questions: asked.collect(),
        }
    }
}

/// How the sheet lies.
pub(crate) fn laid(sheet: &Sheet, understood: &[Understood]) -> Laid {
    let headers: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    layout(&headers, &values(sheet, understood))
}

/// For each column whether it holds values that could be measured.
pub(crate) fn values(sheet: &Sheet, understood: &[Understood]) -> Vec<bool> {
    let columns = understood.iter().enumerate();
    let value = |(at, one): (usize, &Understood)| {
        one.is_value() || (crate::read::is_period_name(&one.header) && one.is_mostly_value(sheet, at))
    };
    columns.map(value).collect()
}

impl Understood {
    /// Whether the cells below a year are values, some of them with a flag perhaps. A year without any value still is
    /// one of the years.
    pub(crate) fn is_mostly_value(&self, sheet: &Sheet, column: usize) -> bool {
        let cells = || (0..sheet.len()).filter(|row| !self.print(sheet, *row, column).is_empty());
        let number = |row: &usize| {
            let cell = sheet.cell(*row, column);
            let rest = cell.trim_start_matches(['<', '>', '~', '-', '(', ' ']);
            is_number(cell) || rest.starts_with(|c: char| c.is_ascii_digit()) && cell.split(' ').count() < 4
        };
        let numbers = cells().filter(number).count();
        numbers * 2 >= cells().count()
    }
}
