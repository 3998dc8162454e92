//! A file as it was looked at: its headers, what its columns hold, and what is made of them.

use super::guess::Guess;
use super::headers::{is_code, is_series};
use super::judged::{grain, is_counted_name, take_over};
use super::meaning::propose_meanings;
use super::write::unique;
use crate::judge::{Part, says, words};
use crate::read::{
    Cells, Container, Opened, Records, Sheet, choose, container, first_lines, is_period_name, open,
    propose_unpivot, records, split_name,
};
use crate::sources::{SourceFile, name_matches};
use crate::understood::{Understood, understand, values, year_and_part};
use esito_model::{
    ColumnType, DateOrder, DecimalMark, Decisions, Meaning, ReadAs, Remark, RemarkPlace, Severity, Unpivot,
};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of a file that the guess looks at; a cell further down that does not fit is a remark when it is read.
const LOOKED_AT: usize = 4 << 20;

/// A file that was looked at.
#[derive(Clone, Debug)]
pub(crate) struct Looked {
    pub file: String,
    /// The sheet that was asked for.
    pub read_as: ReadAs,
    pub columns: Vec<LookedColumn>,
    pub rows: u64,
    /// Wide columns that are made long.
    pub unpivot: Option<Unpivot>,
    /// Rows that are totals of others: the column and the cell that say so.
    pub totals: Vec<(String, String)>,
    /// Whether its rows are about people.
    pub people: bool,
}

/// A column that was looked at.
#[derive(Clone, Debug)]
pub(crate) struct LookedColumn {
    pub header: String,
    pub name: String,
    /// The type that every cell has.
    pub kind: ColumnType,
    /// It was made of the headers or cells of wide columns.
    pub made: bool,
    /// It looks as if it told who somebody is.
    pub personal: bool,
    /// What it is taken for, what it would be if nobody decided, and why.
    pub meaning: Meaning,
    pub proposed: Meaning,
    pub why: &'static str,
    /// Its cells are not shown.
    pub private: bool,
    pub dates: Option<DateOrder>,
    pub decimal: Option<DecimalMark>,
    /// The same as found where nobody decides, and whether it was assumed from other columns of the file.
    pub found_dates: Option<DateOrder>,
    pub found_decimal: Option<DecimalMark>,
    pub assumed: bool,
    /// The currencies that the signs beside its amounts can stand for, the likeliest first.
    pub currency: &'static str,
    /// The header of the column that holds the part of the year, and which part.
    pub part: Option<(String, Part)>,
    /// Our name of the column that says the currency of each amount.
    pub currency_in: String,
    pub merge: BTreeMap<String, String>,
    pub missing: Vec<String>,
    pub guess: Guess,
    /// How long its periods are, where all are as long and shorter than a year.
    pub grain: Option<Grain>,
}

/// Periods shorter than a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    Half,
    Quarter,
    /// Months, and whether there are too many of them for a first look at what may be added up.
    Month {
        many: bool,
    },
}

impl LookedColumn {
    pub(super) fn new(header: &str, name: String, kind: ColumnType, guess: Guess) -> Self {
        Self {
            header: header.to_owned(),
            name,
            kind,
            made: false,
            personal: guess.tells_of_people(header),
            meaning: Meaning::Text,
            proposed: Meaning::Text,
            why: "",
            private: false,
            dates: None,
            decimal: None,
            found_dates: None,
            found_decimal: None,
            assumed: false,
            currency: "",
            part: None,
            currency_in: String::new(),
            merge: BTreeMap::new(),
            missing: Vec::new(),
            guess,
            grain: None,
        }
    }

    /// A column that the file does not have.
    pub(crate) fn absent(header: &str) -> Self {
        Self::new(header, String::new(), ColumnType::Text, Guess::default())
    }

    /// Its type in the framework.
    pub(crate) fn column_type(&self) -> ColumnType {
        self.meaning.kind(self.kind == ColumnType::Date)
    }
}

/// Whether a file holds a table rather than a framework, a zip or what systems leave behind.
pub(crate) fn is_data(file: &SourceFile) -> bool {
    let lower = file.name.to_lowercase();
    let named = [
        ".csv", ".txt", ".tsv", ".tab", ".psv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".slk", ".gz",
        ".parquet",
    ]
    .iter()
    .any(|end| lower.ends_with(end))
        || !lower.contains('.');
    named
        && container(file.bytes.head()) != Container::Zip
        && !lower.rsplit('/').next().unwrap_or_default().starts_with('.')
}

/// The table of a file that is meant, and its columns as judged.
pub(super) fn meant(file: &SourceFile, read_as: &ReadAs) -> Option<(Sheet, Vec<Understood>)> {
    let text = container(file.bytes.head()) == Container::Text;
    let head = file.bytes.piece(0, LOOKED_AT + 2);
    let bytes = if text { first_lines(&head, LOOKED_AT) } else { &file.bytes[..] };
    let Opened { mut sheets, .. } = open(&file.name, bytes, read_as);
    let chosen = choose(&sheets);
    if chosen >= sheets.len() {
        return None;
    }
    let (sheet, _) = sheets.swap_remove(chosen);
    let columns = understand(&sheet);
    Some((sheet, columns))
}

/// Looks at a file, read as was said and understood as it was; `wide` leaves wide columns as they are.
pub(crate) fn look(
    file: &SourceFile,
    read_as: &ReadAs,
    wide: bool,
    (sheet, judged): (&Sheet, &[Understood]),
    remarks: &mut Vec<Remark>,
) -> Option<Looked> {
    // Of a long text that has to be read as a whole, the beginning is enough for a guess.
    let text = container(file.bytes.head()) == Container::Text;
    let head = file.bytes.piece(0, LOOKED_AT + 2);
    let bytes = if text { first_lines(&head, LOOKED_AT) } else { &file.bytes[..] };
    let (found, said) = records(&file.name, bytes, read_as);
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
        .map(|(header, guess)| {
            let name = unique(&super::guess::slug(header), &mut names);
            LookedColumn::new(header, name, guess.kind(header), guess)
        })
        .collect();
    for column in &mut columns {
        if let Some(at) = sheet.columns.iter().position(|one| one.name == column.header) {
            take_over(column, &judged[at], sheet, at);
        }
    }
    let filled: Vec<(String, Vec<String>)> = columns
        .iter()
        .map(|column| (column.header.clone(), column.guess.different.keys().take(60).cloned().collect()))
        .collect();
    let cells: Vec<(&str, Vec<&str>)> = filled
        .iter()
        .map(|(header, cells)| (header.as_str(), cells.iter().map(String::as_str).collect()))
        .collect();
    for at in crate::judge::names_beside_births(&cells) {
        columns[at].personal = true;
    }
    if let Some((year, part, kind)) = year_and_part(sheet) {
        let header = sheet.columns[part].name.clone();
        let year = columns.iter_mut().find(|column| column.header == sheet.columns[year].name);
        if let Some(year) = year.filter(|year| year.kind == ColumnType::Period) {
            year.part = Some((header, kind));
        }
    }
    currencies(&mut columns);
    headings(&mut columns, sheet);
    let held = values(sheet, judged);
    for column in columns.iter_mut().filter(|column| column.kind == ColumnType::Period) {
        column.grain = grain(column.guess.different.keys().map(String::as_str));
    }
    let is_value = |column: &LookedColumn| {
        let at = sheet.columns.iter().position(|one| one.name == column.header);
        at.is_some_and(|at| held[at])
    };
    let unpivot = if wide { None } else { made_long(&mut columns, is_value) };
    let mut looked = Looked {
        file: file.name.clone(),
        read_as: read_as.clone(),
        columns,
        rows: records.len() as u64,
        unpivot,
        totals: Vec::new(),
        people: true,
    };
    propose_meanings(&mut looked, sheet);
    looked.totals = totals(&looked, sheet);
    Some(looked)
}

/// The cells that call rows totals of others.
fn totals(looked: &Looked, sheet: &Sheet) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for row in sheet.totals() {
        let labels = looked.columns.iter().filter(|column| column.kind == ColumnType::Text && !column.made);
        let mut cells = labels.filter_map(|column| {
            let at = sheet.columns.iter().position(|one| one.name == column.header)?;
            Some((column.name.clone(), sheet.cell(row, at).trim().to_owned()))
        });
        // Its label is its own: no other row has it.
        let own = |(name, cell): &(String, String)| {
            let times = looked.columns.iter().find(|column| column.name == *name);
            !cell.is_empty()
                && times.and_then(|column| column.guess.different.get(cell)).is_some_and(|times| *times == 1)
        };
        if let Some(total) = cells.find(own)
            && !out.contains(&total)
        {
            out.push(total);
        }
    }
    out
}

/// Amounts beside a column of currencies are in those, where they say nothing themselves. Of several such columns the
/// one is meant whose header is most like the amount's, then the one that stands nearest before it. Numbers that a
/// currency is named after, `value` beside `value-currency`, are amounts.
fn currencies(columns: &mut [LookedColumn]) {
    const WORDS: &str = "currency valuta waluta devise moneda wahrung moeda";
    let code = |cell: &String| cell.len() == 3 && cell.bytes().all(|byte| byte.is_ascii_uppercase());
    let of = |(_, column): &(usize, &LookedColumn)| {
        says(&words(&column.header), WORDS)
            && column.kind == ColumnType::Text
            && column.guess.filled > 0
            && column.guess.different.keys().all(code)
    };
    let named: Vec<(usize, String, String)> = columns
        .iter()
        .enumerate()
        .filter(of)
        .map(|(at, column)| (at, column.name.clone(), column.header.clone()))
        .collect();
    for (at, column) in columns.iter_mut().enumerate() {
        let own = words(&column.header);
        let names = |header: &String| {
            let rest: Vec<String> =
                words(header).into_iter().filter(|word| !says(std::slice::from_ref(word), WORDS)).collect();
            !own.is_empty() && rest == own
        };
        if matches!(column.kind, ColumnType::Count | ColumnType::Number)
            && named.iter().any(|(.., header)| names(header))
        {
            column.kind = ColumnType::Money;
        }
        if column.kind != ColumnType::Money || !column.currency.is_empty() {
            continue;
        }
        let alike = |header: &str| {
            let same = column.header.chars().zip(header.chars()).take_while(|(a, b)| {
                a.eq_ignore_ascii_case(b) || matches!((a, b), ('-' | '_' | ' ', '-' | '_' | ' '))
            });
            same.count()
        };
        let nearest = named
            .iter()
            .max_by_key(|(of, _, header)| (alike(header), *of < at, std::cmp::Reverse(of.abs_diff(at))));
        if let Some((_, name, _)) = nearest {
            column.currency_in.clone_from(name);
        }
    }
}

/// Labels of rows that hold no value at all are headings of the rows below: no series has their name.
fn headings(columns: &mut [LookedColumn], sheet: &Sheet) {
    let of = |header: &str| sheet.columns.iter().position(|one| one.name == header);
    let number = |column: &&LookedColumn| column.kind != ColumnType::Text;
    let values: Vec<usize> = columns.iter().filter(number).filter_map(|column| of(&column.header)).collect();
    let Some(series) = columns.iter_mut().find(|column| is_series(&column.header)) else { return };
    let Some(at) = of(&series.header).filter(|_| !values.is_empty()) else { return };
    let filled = |row: &usize| values.iter().any(|value| !sheet.cell(*row, *value).is_empty());
    let held: BTreeSet<&str> =
        (0..sheet.len()).filter(filled).map(|row| sheet.cell(row, at).trim()).collect();
    series.guess.different.retain(|cell, _| held.contains(cell.as_str()));
}

/// Where years or countries stand as headers, the columns that unpivoting makes take the place of theirs.
fn made_long(columns: &mut Vec<LookedColumn>, is_value: impl Fn(&LookedColumn) -> bool) -> Option<Unpivot> {
    let value = |column: &LookedColumn| {
        use ColumnType::{Count, Money, Number, Percent};
        matches!(column.kind, Count | Number | Percent | Money)
            || is_value(column) && (is_period_name(&column.header) || split_name(&column.header).is_some())
    };
    let headers: Vec<&str> = columns.iter().map(|column| column.header.as_str()).collect();
    let values: Vec<bool> = columns.iter().map(value).collect();
    let unpivot = propose_unpivot(&headers, &values)?;
    let taken = |column: &LookedColumn| name_matches(&unpivot.columns, &column.header);
    let all_wide: Vec<&LookedColumn> = columns.iter().filter(|column| taken(column)).collect();
    let names: Vec<(String, String)> = all_wide
        .iter()
        .map(|column| match split_name(&column.header) {
            Some(pair) if !unpivot.periods_to.is_empty() => pair,
            _ => (String::new(), column.header.clone()),
        })
        .collect();
    let wide: Vec<&LookedColumn> = all_wide
        .into_iter()
        .filter(|column| !column.guess.is_blank() && column.kind != ColumnType::Text)
        .collect();
    let all = |kind: ColumnType| !wide.is_empty() && wide.iter().all(|column| column.kind == kind);
    let values = [ColumnType::Percent, ColumnType::Money].into_iter().find(|kind| all(*kind));
    let decimal = wide.iter().find_map(|column| column.found_decimal);
    let assumed = wide.iter().any(|column| column.assumed);
    // Of one currency, or of none.
    let mut signs: Vec<&str> = wide.iter().map(|one| one.currency).filter(|sign| !sign.is_empty()).collect();
    signs.dedup();
    let currency = if let [one] = signs.as_slice() { *one } else { "" };
    // What is in no calendar year, such as school years and months without a year, tells rows apart.
    let counted = names.iter().all(|(_, period)| is_counted_name(period));
    columns.retain(|column| !name_matches(&unpivot.columns, &column.header));
    let period = if counted { ColumnType::Period } else { ColumnType::Text };
    let text = unpivot.names_to.starts_with("place") || !unpivot.periods_to.is_empty();
    let values = values.unwrap_or(ColumnType::Number);
    for (name, kind) in [
        (&unpivot.names_to, if text { ColumnType::Text } else { period }),
        (&unpivot.periods_to, period),
        (&unpivot.values_to, values),
    ] {
        if name.is_empty() {
            continue;
        }
        let header = name.trim_end_matches("_2");
        let mut guess = Guess::default();
        if *name == unpivot.names_to && text && !unpivot.periods_to.is_empty() {
            names.iter().for_each(|(indicator, _)| guess.look(indicator));
        }
        let mut column = LookedColumn::new(header, name.clone(), kind, guess);
        column.made = true;
        column.personal = false;
        if kind == ColumnType::Period {
            column.grain = grain(names.iter().map(|(_, period)| period.as_str()));
        }
        if *name == unpivot.values_to {
            (column.found_decimal, column.assumed, column.currency) = (decimal, assumed, currency);
        }
        columns.push(column);
    }
    Some(unpivot)
}

/// Whether two columns say the same of every row, in other words: a code and its name. Two groups alone may agree by
/// chance.
pub(super) fn are_twins(sheet: &Sheet, a: &LookedColumn, b: &LookedColumn) -> bool {
    if a.guess.different.len() < 3 && !is_code(&a.header) && !is_code(&b.header) {
        return false;
    }
    let of = |column: &LookedColumn| {
        sheet.columns.iter().position(|one| one.name == column.header && !column.made)
    };
    let (Some(a), Some(b)) = (of(a), of(b)) else { return false };
    let mut pairs = [BTreeMap::new(), BTreeMap::new()];
    (0..sheet.len()).all(|row| {
        let (one, other) = (sheet.cell(row, a), sheet.cell(row, b));
        *pairs[0].entry(one).or_insert(other) == other && *pairs[1].entry(other).or_insert(one) == one
    })
}

impl Looked {
    /// The column of the places of rows.
    pub(super) fn place(&self) -> Option<&LookedColumn> {
        self.taken_for(Meaning::Place).next()
    }

    /// The column of the periods of rows.
    pub(super) fn period(&self) -> Option<&LookedColumn> {
        self.taken_for(Meaning::Period).next()
    }

    /// The columns by which indicators are told apart.
    pub(super) fn breakdowns(&self) -> Vec<&LookedColumn> {
        self.taken_for(Meaning::Group).collect()
    }

    /// Columns that are taken for this and may be shown.
    fn taken_for(&self, meaning: Meaning) -> impl Iterator<Item = &LookedColumn> {
        self.columns.iter().filter(move |column| column.meaning == meaning && !column.private)
    }

    /// The headers, put together.
    pub(crate) fn shape(&self) -> String {
        let headers: Vec<&str> =
            self.columns.iter().filter(|column| !column.made).map(|column| column.header.as_str()).collect();
        headers.join("\u{1F}")
    }

    /// Makes of the columns what was decided, and what is proposed where nothing was.
    pub(crate) fn settle(&mut self, decisions: &Decisions) {
        super::meaning::settle(self, decisions);
    }

    /// What was assumed, in one remark.
    pub(crate) fn note(&self) -> Remark {
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
        let mut remark = Remark::new("proposed", Severity::Note, place, message)
            .with_names([name(self.place()), name(self.period())]);
        remark.particulars.counts = vec![self.columns.len() as u64, self.rows];
        remark
            .with_help("read the proposed framework and mend it before anything is decided on these numbers")
    }
}
