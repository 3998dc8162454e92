//! Records of text become typed columns, or remarks about why they could not.
//!
//! Comes in: a table of the framework and, stretch by stretch, the records of its files. Goes out: a table of typed
//! columns in which every cell is good or missing, and the remarks. Knows no indicator: whether a value is plausible
//! is asked later.
//!
//! How a column writes decimals and days is a property of the whole column. It is guessed from the first stretch;
//! where the rest proves the guess wrong, the table is read once more with what is known by then.

mod column;
mod date;
mod faults;
mod keys;
mod layout;
mod number;
mod people;
mod plausible;
mod records;

use crate::dataset::{Grain, Origins, TableBuilder, TableData};
use crate::judge::whole_period;
use crate::parallel;
use crate::read::Header;
pub(crate) use column::Habits;
use column::{Filled, Raw, Whereabouts};
use date::{Order, Reading};
use esito_model::{Remark, Severity, Table};
use faults::Faults;
use keys::Keys;
use layout::{From, Layout};
use number::Decimals;
pub(crate) use plausible::{alike, plausible};

/// How many records the first guess looks at.
const SURVEYED: usize = 2_000;

/// Whether this is a full date in ISO form.
pub(crate) fn is_full_date(text: &str) -> bool {
    text.len() == 10 && matches!(date::read(text.as_bytes()), Reading::Span(_, Grain::Day))
}

/// Whether a number reads differently with a point and with a comma as its decimal mark: `1.234`.
pub(crate) fn reads_both_ways(body: &str) -> bool {
    let [point, comma] = [Decimals::Point, Decimals::Comma].map(|mark| number::careful(body, mark));
    point.is_some() && comma.is_some() && point != comma
}

/// Whether this is the code of a period.
pub(crate) fn is_period(text: &str) -> bool {
    matches!(date::read(text.as_bytes()), Reading::Span(..))
}

/// What a cell looks like by itself, for guessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Four digits that could be a year.
    Year,
    Whole,
    Number,
    Percent,
    Day,
    Period,
    Flag,
    Text,
}

/// What a cell looks like by itself.
pub(crate) fn cell_kind(cell: &str) -> CellKind {
    let bytes = cell.as_bytes();
    let number = |cell: &str| {
        [Decimals::Point, Decimals::Comma]
            .into_iter()
            .find_map(|mark| number::plain(cell.as_bytes(), mark).or_else(|| number::careful(cell, mark)))
    };
    match date::read(bytes) {
        Reading::Span(_, Grain::Year) => return CellKind::Year,
        Reading::Span(_, Grain::Day) | Reading::Either { .. } => return CellKind::Day,
        Reading::Span(..) => return CellKind::Period,
        Reading::None => {}
    }
    if let Some(share) = cell.strip_suffix('%') {
        return if number(share.trim()).is_some() { CellKind::Percent } else { CellKind::Text };
    }
    match number(cell) {
        Some(digits) if digits.whole().is_some_and(|whole| whole >= 0) => CellKind::Whole,
        Some(_) => CellKind::Number,
        None if column::is_flag(cell) => CellKind::Flag,
        None => CellKind::Text,
    }
}

/// Why a row should be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mend {
    /// The row of the table.
    pub row: usize,
    /// The column of the framework; nothing where the whole record is meant.
    pub column: Option<usize>,
    /// The code of the remark.
    pub code: &'static str,
}

/// A table that is being filled.
pub(crate) struct Filling {
    table: Table,
    columns: Vec<Filled>,
    origins: Origins,
    layout: Option<Layout>,
    semicolons: bool,
    keys: Option<Keys>,
    /// The column numbers of the key.
    key: Vec<usize>,
    /// Faults of the whole record: its length, its quotes, its key.
    faults: Faults,
    /// The habits are known, not guessed.
    known: bool,
    surveyed: bool,
    /// Personal data were looked for.
    searched: bool,
    /// For each row whether a cell of it was set aside; as long as it need be.
    doubtful: Vec<bool>,
    set_aside: u64,
    mends: Vec<Mend>,
    remarks: Vec<Remark>,
    /// For each column whether any file has it.
    found: Vec<bool>,
    /// Columns that tell of people, though nobody called them private.
    personal: Vec<String>,
}

/// A table when all its files are read.
pub(crate) enum Outcome {
    /// The guess was wrong: read again with these habits.
    Again(Vec<Habits>),
    /// The table.
    Done(Box<Checked>),
}

/// A checked table.
pub(crate) struct Checked {
    pub table: Option<TableData>,
    pub remarks: Vec<Remark>,
    pub doubtful_rows: u64,
    pub set_aside: u64,
    /// What there is to mend, in the order in which it was found.
    pub mends: Vec<Mend>,
    /// Columns that no file has.
    pub absent: Vec<String>,
    /// Columns that tell of people, though nobody called them private.
    pub personal: Vec<String>,
}

impl Filling {
    /// An empty table for about so many rows; `habits` where an earlier reading found them out, `currency` where a
    /// column of amounts declares none.
    pub(crate) fn new(table: &Table, currency: &str, habits: Option<&[Habits]>, capacity: usize) -> Self {
        let mut table = table.clone();
        for column in table.columns.iter_mut().filter(|_| !currency.is_empty()) {
            if column.kind == esito_model::ColumnType::Money && column.currency.is_none() {
                column.currency = Some(currency.to_owned());
            }
        }
        let column = |(number, column): (usize, &esito_model::Column)| {
            let habits = habits.and_then(|habits| habits.get(number)).copied().unwrap_or_default();
            let mut filled = Filled::new(column, table.private.contains(&column.name), habits, capacity);
            filled.shown = table.shown.contains(&column.name);
            filled
        };
        let made = |name: &str| table.unpivot.as_ref().is_some_and(|unpivot| unpivot.makes(name));
        // Where wide is made long, a record is looked at once: by the columns that it has itself.
        let key: Vec<usize> = table
            .key
            .iter()
            .filter(|name| !made(name))
            .filter_map(|name| table.columns.iter().position(|column| column.name == **name))
            .collect();
        Self {
            columns: table.columns.iter().enumerate().map(column).collect(),
            origins: Origins {
                file: Vec::with_capacity(capacity),
                line: Vec::with_capacity(capacity),
                offset: Vec::with_capacity(capacity),
                ..Origins::default()
            },
            layout: None,
            semicolons: false,
            keys: (!key.is_empty()).then(|| Keys::new(capacity)),
            key,
            faults: Faults::default(),
            known: habits.is_some(),
            surveyed: habits.is_some(),
            searched: false,
            doubtful: Vec::new(),
            set_aside: 0,
            mends: Vec::new(),
            remarks: Vec::new(),
            found: vec![false; table.columns.len()],
            personal: Vec::new(),
            table,
        }
    }

    /// Begins with a file.
    pub(crate) fn begin(&mut self, name: &str, header: &Header) {
        let number = u16::try_from(self.origins.files.len()).unwrap_or(u16::MAX);
        self.origins.files.push(name.to_owned());
        self.semicolons |= header.delimiter.byte == b';';
        let unpivot = self.table.unpivot.as_ref();
        let layout = Layout::new(name, number, header, &self.columns, unpivot, &mut self.remarks);
        for (found, from) in self.found.iter_mut().zip(&layout.from) {
            *found |= *from != From::Nowhere;
        }
        self.layout = Some(layout);
    }

    /// Which cells of the file at hand are wanted.
    pub(crate) fn wanted(&self) -> Option<&crate::read::Cells> {
        self.layout.as_ref().map(|layout| &layout.wanted)
    }

    /// Ends the file at hand.
    pub(crate) fn end(&mut self) {
        for column in &mut self.columns {
            column.faults.take(&mut self.remarks);
        }
        self.faults.take(&mut self.remarks);
        self.layout = None;
    }

    /// Rows so far.
    pub(crate) fn rows(&self) -> usize {
        self.origins.line.len()
    }

    /// Fills in the cells of a stretch of records that begins at this byte of the file.
    pub(crate) fn feed(&mut self, stretch: &str, base: u64, records: &crate::read::Records) {
        let Some(mut layout) = self.layout.take() else { return };
        let repeat = layout.repeat(self.table.unpivot.is_some());
        let at = Whereabouts {
            file: &layout.file,
            lines: &records.lines,
            before: layout.records,
            repeat: repeat.max(1),
        };
        let rows = records.len() * repeat;
        // Before anything is said of the cells: what tells of people is not quoted.
        if !self.searched && rows > 0 {
            self.searched = true;
            self.search(&layout, stretch, records);
        }
        self.records(&layout, stretch, records, &at);
        if !self.surveyed && rows > 0 {
            self.surveyed = true;
            self.survey(rows.min(SURVEYED), &layout, stretch, records, &at);
        }
        let first_row = self.rows();
        let columns: Vec<_> = self.columns.iter_mut().zip(&layout.from).collect();
        parallel::each(columns, |(column, from)| each(column, *from, rows, &layout, stretch, records, &at));
        for (number, column) in self.columns.iter_mut().enumerate() {
            for (row, code) in column.set_aside.drain(..) {
                let row = first_row + row as usize;
                let column = Some(number);
                self.mends.push(Mend { row, column, code });
                if self.doubtful.len() <= row {
                    self.doubtful.resize(row + 1, false);
                }
                self.doubtful[row] = true;
                self.set_aside += 1;
            }
        }
        for (start, line) in records.starts.iter().zip(&records.lines) {
            for _ in 0..repeat {
                self.origins.file.push(layout.number);
                self.origins.line.push(*line);
                self.origins.offset.push(base + u64::from(*start));
            }
        }
        layout.records += records.len() as u64;
        self.layout = Some(layout);
    }

    /// Looks at the first cells of numbers and dates, and guesses the habits of each column.
    fn survey(
        &mut self,
        rows: usize,
        layout: &Layout,
        stretch: &str,
        records: &crate::read::Records,
        at: &Whereabouts,
    ) {
        let mut trials = Vec::new();
        for (number, from) in layout.from.iter().enumerate() {
            let column = &self.table.columns[number];
            if matches!(column.kind, esito_model::ColumnType::Text | esito_model::ColumnType::Bool) {
                continue;
            }
            let mut trial = Filled::new(column, true, Habits::default(), rows);
            each(&mut trial, *from, rows, layout, stretch, records, at);
            trials.push((number, trial));
        }
        let company = company(trials.iter().map(|(_, trial)| trial));
        for (number, trial) in trials {
            self.columns[number].habits = self.habits_of(&trial, company);
        }
    }

    /// What the cells so far say about how a column writes; `company` is what its neighbours show.
    fn habits_of(&self, column: &Filled, company: [Option<bool>; 2]) -> Habits {
        let numbers = &column.numbers;
        let comma_found = numbers.first.as_ref().is_some_and(|(cell, _)| cell.contains(','));
        let unknown = match (column.kind, comma_found) {
            // A count has no decimals: the mark separates thousands.
            (esito_model::ColumnType::Count, true) => Decimals::Point,
            (esito_model::ColumnType::Count, false) if numbers.assumed() => Decimals::Comma,
            _ if company[0] == Some(true) => Decimals::Comma,
            _ if company[0] == Some(false) => Decimals::Point,
            // Files with semicolons are written where the comma is the decimal mark.
            (_, true) if self.semicolons => Decimals::Comma,
            _ => Decimals::Point,
        };
        let dates = &column.dates;
        let sure = dates.month_first != dates.day_first;
        let month_first = if sure { dates.month_first > dates.day_first } else { company[1] == Some(true) };
        let order = if month_first { Order::MonthFirst } else { Order::DayFirst };
        Habits { decimals: numbers.decide(unknown), order }.declared(column.decimal, column.order)
    }

    /// The table, when all files are read.
    pub(crate) fn finish(mut self) -> Outcome {
        if !self.known {
            let company = company(self.columns.iter());
            let habits: Vec<Habits> =
                self.columns.iter().map(|column| self.habits_of(column, company)).collect();
            let wrong = self.columns.iter().zip(&habits).any(|(column, found)| {
                let numbers = column.numbers.point + column.numbers.comma + column.numbers.either > 0;
                let dates = column.dates.day_first + column.dates.month_first + column.dates.either > 0;
                (numbers && column.habits.decimals != found.decimals)
                    || (dates && column.habits.order != found.order)
            });
            if wrong {
                return Outcome::Again(habits);
            }
        }
        for column in &self.columns {
            assumptions(column, &mut self.remarks);
        }
        let absent = self.columns.iter().zip(&self.found).filter(|(_, found)| !**found);
        let absent = if self.origins.files.is_empty() {
            Vec::new()
        } else {
            absent.map(|(column, _)| column.name.clone()).collect()
        };
        let builder = TableBuilder {
            id: self.table.id,
            columns: self.columns.into_iter().map(|column| (column.name, column.builder)).collect(),
            origins: self.origins,
        };
        let doubtful_rows = self.doubtful.iter().filter(|doubtful| **doubtful).count() as u64;
        Outcome::Done(Box::new(Checked {
            table: builder.finish().ok(),
            remarks: self.remarks,
            doubtful_rows,
            set_aside: self.set_aside,
            mends: self.mends,
            absent,
            personal: self.personal,
        }))
    }
}

/// Fills a column from wherever its cells are.
fn each(
    column: &mut Filled,
    from: From,
    rows: usize,
    layout: &Layout,
    stretch: &str,
    records: &crate::read::Records,
    at: &Whereabouts,
) {
    let stride = layout.wanted.stride;
    let repeat = at.repeat;
    let raw = |record: usize, slot: usize| -> Raw<'_> {
        let cell = records.cells[record * stride + slot];
        (cell.of(stretch), cell.doubled())
    };
    match from {
        From::Slot(slot) if repeat == 1 => column.fill(rows, |row| raw(row, slot), at),
        From::Slot(slot) => column.fill(rows, |row| raw(row / repeat, slot), at),
        From::Parts(year, part, kind) => {
            // The year alone where there is no part; what makes no period is told as it stands.
            let whole = |record: usize| {
                let of = |slot: usize| records.cells[record * stride + slot].text(stretch);
                let (year, part) = (of(year), of(part));
                let (year, part) = (year.trim(), part.trim());
                whole_period(year, part, kind).unwrap_or_else(|| format!("{year} {part}").trim().to_owned())
            };
            let cells: Vec<String> = (0..rows.div_ceil(repeat)).map(whole).collect();
            column.fill(rows, |row| (cells[row / repeat].as_str(), false), at);
        }
        From::WideHeaders => column.fill(rows, |row| (layout.wide[row % repeat].name.as_str(), false), at),
        From::WidePeriods => column.fill(rows, |row| (layout.wide[row % repeat].period.as_str(), false), at),
        From::WideCells => column.fill(rows, |row| raw(row / repeat, layout.wide[row % repeat].slot), at),
        From::Nowhere => column.fill_missing(rows),
    }
}

/// What the columns that leave no doubt show together: whether the comma is the decimal mark, whether the month comes
/// first; nothing where they differ, or none shows it.
fn company<'c>(columns: impl Iterator<Item = &'c Filled>) -> [Option<bool>; 2] {
    let mut seen = [[false; 2]; 2];
    for column in columns {
        let (numbers, dates) = (&column.numbers, &column.dates);
        // Degrees are written with a point where nothing else is.
        let degrees = u64::from(!crate::judge::hints(&column.header).degrees);
        let shown =
            [[degrees * numbers.point, degrees * numbers.comma], [dates.day_first, dates.month_first]];
        for (seen, shown) in seen.iter_mut().zip(shown) {
            match shown {
                [0, 0] => {}
                [0, _] => seen[1] = true,
                [_, 0] => seen[0] = true,
                _ => *seen = [true; 2],
            }
        }
    }
    seen.map(|seen| (seen[0] != seen[1]).then_some(seen[1]))
}

/// What was assumed about a column because no cell of it decides.
fn assumptions(column: &Filled, remarks: &mut Vec<Remark>) {
    if column.decimal.is_none()
        && column.numbers.assumed()
        && let Some((cell, place)) = &column.numbers.first
    {
        let mark = match column.habits.decimals {
            Decimals::Point => "the point as decimal mark",
            Decimals::Comma => "the comma as decimal mark",
        };
        let message = format!(
            "expected a cell that shows the decimal mark, found only such as {}; assumed {mark}",
            faults::quote(cell, column.private)
        );
        let help = "make sure of it; one cell such as 0.5 or 0,5 would decide";
        let mut remark =
            Remark::new("ambiguous-decimal", Severity::Doubt, place.clone(), message).with_help(help);
        remark = remark.with_seen(faults::particular(cell, column.private));
        remark.count = column.numbers.either;
        remarks.push(remark);
    }
    let dates = &column.dates;
    if column.order.is_none()
        && dates.day_first == 0
        && dates.month_first == 0
        && let Some((cell, place)) = &dates.first
    {
        let message = format!(
            "expected a date that shows whether the day or the month comes first, found only such as {}; \
             assumed the {}",
            faults::quote(cell, column.private),
            if column.habits.order == Order::MonthFirst { "month" } else { "day" }
        );
        let help = "make sure of it, or write dates as 2024-03-31";
        let mut remark =
            Remark::new("ambiguous-date", Severity::Doubt, place.clone(), message).with_help(help);
        remark = remark.with_seen(faults::particular(cell, column.private));
        remark.count = dates.either;
        remarks.push(remark);
    }
}

#[cfg(test)]
mod tests;
