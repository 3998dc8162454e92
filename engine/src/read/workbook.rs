//! Workbooks become grids: each cell as the workbook means it, not as it happens to be shown.
//!
//! Numbers are written with a point and as few digits as tell them apart, days as ISO 8601. A format that pads a
//! number with zeros makes it a code (`001272`), and it is written so. Formulas give the value that was stored.

use super::beside::Beside;
use super::columns_said;
use super::formats::{Percent, Shown, several_currencies, shown_as};
use super::grid::{Grid, Stored, without_leaders};
use super::hidden::{self, Hidden};
use super::noted::Noted;
use super::open::Opened;
use super::raised::{Raised, marks, meant};
use super::sheet::Sheet;
use crate::told::told;
use calamine::{
    Data, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Sheets, open_workbook_auto_from_rs,
};
use esito_model::{ReadAs, Severity, SheetReason, SheetWhy};
use std::collections::BTreeMap;
use std::io::Cursor;

/// A sheet has so many rows and columns at most; a cell further on is a slip of the program that wrote it.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;
/// A sheet may have so many cells, blank ones within its rectangle included.
const MOST_CELLS: usize = 1 << 26;
/// Days up to here, in 1906, are rather counts that somebody gave the format of a day.
const EARLY: f64 = 2200.0;
/// What a workbook may grow to when it is unpacked.
const MOST_BYTES: u64 = 1 << 30;

/// Whether these bytes are a workbook: a zip with the parts of one, or the container of the old format.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return true;
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return false;
    }
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let part = |name: &str| {
        name.eq_ignore_ascii_case("xl/workbook.xml")
            || name.eq_ignore_ascii_case("xl/workbook.bin")
            || name.eq_ignore_ascii_case("[Content_Types].xml")
    };
    // An OpenDocument file of another kind is no workbook, but nothing else can be made of it either.
    let opendocument =
        archive.index_for_name("content.xml").is_some() && archive.index_for_name("mimetype").is_some();
    opendocument || archive.file_names().flatten().any(|name| part(&name))
}

/// Opens a workbook; `only` names the one sheet that is wanted.
pub(crate) fn open(name: &str, bytes: &[u8], read_as: &ReadAs) -> Opened {
    let only = read_as.sheet.as_deref();
    let mut noted = Noted::new(name);
    let mut opened = Opened::default();
    let broken = |noted: &mut Noted, found: String| {
        let help = "open it in a spreadsheet program, take off its password, and save it again";
        noted.fatal("workbook-unreadable", None, format!("expected a workbook, found {found}"), help);
    };
    if unpacked_size(bytes) > MOST_BYTES {
        broken(&mut noted, "one that grows to more than 1 GiB".to_owned());
        opened.remarks = noted.remarks;
        return opened;
    }
    let mut book = match open_workbook_auto_from_rs(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => {
            broken(&mut noted, format!("what cannot be read as one ({error})"));
            opened.remarks = noted.remarks;
            return opened;
        }
    };
    let marks = marks(&book, bytes).unwrap_or_default();
    for sheet in book.sheets_metadata().to_vec() {
        if only.is_some_and(|only| only != sheet.name) {
            opened.others.push(SheetWhy { name: sheet.name, why: SheetReason::Other });
            continue;
        }
        let hidden = sheet.visible != SheetVisible::Visible && only.is_none();
        if sheet.typ != SheetType::WorkSheet || hidden {
            let why = if hidden { SheetReason::Hidden } else { SheetReason::Blank };
            opened.others.push(SheetWhy { name: sheet.name, why });
            continue;
        }
        let mut own = Noted::new(name);
        match grid(&mut book, bytes, &sheet.name, &marks, &mut own) {
            Ok((grid, _)) if (0..grid.rows()).all(|row| grid.is_blank(row)) => {
                opened.others.push(SheetWhy { name: sheet.name, why: SheetReason::Blank });
            }
            Ok((grid, hidden)) => {
                hidden::said(&hidden, &grid, &mut own);
                let mut table = Sheet::new(grid, 0, read_as.header.as_deref(), &mut own);
                table.name.clone_from(&sheet.name);
                table.encoding = "workbook";
                columns_said::shares_below_percent(&table, &mut own);
                columns_said::days_among_words(&table, &mut own);
                opened.sheets.push((table, own.remarks));
            }
            Err(error) => {
                broken(&mut noted, format!("a sheet \"{}\" that cannot be read ({error})", sheet.name));
            }
        }
    }
    if opened.sheets.is_empty() && noted.remarks.is_empty() {
        let (code, message) = match only {
            Some(only) if !opened.others.iter().any(|other| other.name == only) => {
                ("missing-sheet", format!("expected the sheet \"{only}\", found none such"))
            }
            _ => ("empty-file", "expected a sheet with a table, found none with cells".to_owned()),
        };
        let help = if opened.others.is_empty() {
            String::new()
        } else {
            let names: Vec<&str> = opened.others.iter().map(|other| other.name.as_str()).collect();
            format!("there is: {}", names.join(", "))
        };
        noted.fatal(code, None, told(message).named(only.map(str::to_owned)), &help);
    }
    opened.remarks = noted.remarks;
    opened
}

/// What the files of a zip say that they unpack to; 0 for the old format, which is not packed.
fn unpacked_size(bytes: &[u8]) -> u64 {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return 0 };
    let sizes = (0..archive.len()).filter_map(|at| archive.by_index_raw(at).ok().map(|file| file.size()));
    sizes.fold(0, u64::saturating_add)
}

/// A workbook in memory.
pub(super) type Book<'b> = Sheets<Cursor<&'b [u8]>>;

/// A cell at its row and column.
type Placed = (u32, u32, Cell);

/// The cells of a sheet that hold something, as rows; and what it hides.
fn grid(
    book: &mut Book,
    bytes: &[u8],
    name: &str,
    marks: &Raised,
    noted: &mut Noted,
) -> Result<(Grid, Hidden), String> {
    let mut taken = Taken::default();
    let (areas, hidden) = match book {
        // Cell by cell: a sheet whose last cell is far away would otherwise fill the memory.
        Sheets::Xlsx(book) => {
            let areas = book.merge_cells_by_sheet_name(name).unwrap_or_default();
            let mut reader = book.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
            let formats: Vec<Shown> = reader.styles().iter().map(shown_as).collect();
            while let Some((cell, style)) =
                reader.next_cell_with_style_id().map_err(|error| error.to_string())?
            {
                let (row, column) = cell.get_position();
                if row >= MOST_ROWS || column >= MOST_COLUMNS {
                    return Err("a cell beyond the last one that a sheet has".to_owned());
                }
                let data = meant(Data::from(cell.get_value().clone()), marks, None);
                taken.take((row, column), data, formats.get(style).copied().unwrap_or_default(), noted);
            }
            (areas, hidden::hidden(bytes, name).unwrap_or_default())
        }
        other => {
            let beside = beside(other, bytes, name).unwrap_or_default();
            let range = other.worksheet_range(name).map_err(|error| error.to_string())?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, data) in range.used_cells() {
                let row = top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
                let column = left.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
                let data = meant(data.clone(), marks, beside.raised.get(&(row, column)));
                taken.take((row, column), data, beside.shown(row, column), noted);
            }
            let areas = match other {
                Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
                _ => beside.merged,
            };
            (areas, beside.hidden)
        }
    };
    Ok((rows(taken.done(noted), &areas, noted)?, hidden))
}

/// What a workbook of another kind than xlsx says beside the cells of a sheet.
fn beside(book: &Book, bytes: &[u8], name: &str) -> Option<Beside> {
    match book {
        Sheets::Xls(book) => {
            let sheet = book.sheets_metadata().iter().position(|sheet| sheet.name == name)?;
            super::compound::beside(bytes, sheet)
        }
        Sheets::Xlsb(_) => super::binary::beside(bytes, name),
        Sheets::Ods(_) => super::opendocument::beside(bytes, name),
        Sheets::Xlsx(_) => None,
    }
}

/// Cells as they are taken one by one, and how their columns are shown.
#[derive(Default)]
struct Taken {
    cells: Vec<Placed>,
    percent: Percent,
    /// The first currency of each column.
    shown_in: BTreeMap<u32, &'static str>,
    /// For each column and each grain of days whether all are the first of theirs, and which cells they are.
    months: BTreeMap<(u32, usize), (bool, Vec<usize>)>,
    /// For each column of days the first of them, as long as none is later than the first years of the calendar.
    early: BTreeMap<u32, Option<(u32, String)>>,
}

impl Taken {
    fn take(&mut self, (row, column): (u32, u32), data: Data, shown: Shown, noted: &mut Noted) {
        if shown.error {
            let found = if let Data::String(text) = &data { text.as_str() } else { "" };
            let found = if found.is_empty() { "Err" } else { found };
            self.cells.push((row, column, Cell::Error(found.to_owned())));
            return;
        }
        // `"<"0` and `0" mln"`: what is shown beside the number says what it is.
        let data = match (&data, shown.beside) {
            (Data::Int(_) | Data::Float(_), Some((front, behind))) => beside_number(&data, front, behind),
            _ => data,
        };
        if let Data::Int(_) | Data::Float(_) = data {
            self.percent.look(row, column, &data, shown.percent);
            if shown.scaled {
                scaled(row, &data, noted);
            }
            if let Some(sign) = shown.currency {
                let first = *self.shown_in.entry(column).or_insert(sign);
                if first != sign {
                    several_currencies(row, first, sign, noted);
                }
            }
        }
        if let (Data::DateTime(moment), Some(grain)) = (&data, shown.grain) {
            let first = moment.to_ymd_hms_milli();
            let whole = first.2 == 1 && (grain > 4 || first.1 == 1) && moment.as_f64().fract() == 0.0;
            let place = self.months.entry((column, grain)).or_insert((true, Vec::new()));
            place.0 &= whole;
            place.1.push(self.cells.len());
        }
        let data = year(data, row, noted);
        if let Data::DateTime(moment) = &data
            && !moment.is_duration()
            && moment.as_f64() >= 1.0
        {
            let place = self.early.entry(column).or_insert_with(|| Some((row, moment_text(moment))));
            if moment.as_f64() > EARLY {
                *place = None;
            }
        }
        push(&mut self.cells, row, column, &data, shown.padded);
    }

    fn done(mut self, noted: &mut Noted) -> Vec<Placed> {
        // Firsts of a month or of a year, all shown as that: the month or the year is meant.
        for ((_, grain), (whole, places)) in self.months {
            for place in places.into_iter().filter(|_| whole) {
                if let Some((_, _, Cell::Value(text, Stored::Date))) = self.cells.get_mut(place) {
                    text.truncate(grain);
                }
            }
        }
        self.percent.said(noted);
        for (row, first) in self.early.into_values().flatten() {
            let message = || {
                told(format!(
                    "expected a number or a day, found nothing but days around 1900 in a column, such as \"{first}\", which may be numbers in cells that are shown as days; read as days"
                ))
                .found([first.clone()])
            };
            let help = "give the cells the format of a number in the spreadsheet";
            noted.say(("year-as-date", Severity::Doubt), Some(row + 1), None, message, help);
        }
        self.cells
    }
}

fn rows(mut cells: Vec<Placed>, areas: &[Dimensions], noted: &mut Noted) -> Result<Grid, String> {
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    cells.dedup_by_key(|(row, column, _)| (*row, *column));
    let mut grid = Grid::default();
    let mut at = cells.into_iter().peekable();
    let mut next = 0;
    while let Some(row) = at.peek().map(|(row, ..)| *row) {
        // One blank row stands for however many there are: what matters is that there is a gap.
        if row > next {
            let first = grid.cells();
            grid.end_row(first, next + 1);
        }
        let first = grid.cells();
        let mut column = 0;
        while let Some((_, place, cell)) = at.next_if(|(of, ..)| *of == row) {
            while column < place {
                grid.push_stored("", Stored::Text);
                column += 1;
            }
            if grid.cells() > MOST_CELLS {
                return Err("more cells than any table has".to_owned());
            }
            match cell {
                Cell::Value(text, stored) => grid.push_stored(&text, stored),
                Cell::Error(error) => {
                    let message = || {
                        told(format!("expected a value, found the error {error}; the cell is missing"))
                            .found([error.to_string()])
                    };
                    let help = "mend the formula, or leave the cell empty";
                    noted.say(("cell-error", Severity::Doubt), Some(row + 1), None, message, help);
                    grid.push_stored("", Stored::Text);
                }
            }
            column += 1;
        }
        grid.end_row(first, row + 1);
        next = row + 1;
    }
    let index: BTreeMap<u32, usize> = (0..grid.rows()).map(|row| (grid.line(row), row)).collect();
    for area in areas {
        let last = index.range(..=area.end.0 + 1).next_back();
        if let (Some(top), Some((_, bottom))) = (index.get(&(area.start.0 + 1)), last) {
            grid.merged.push([*top, area.start.1 as usize, *bottom, area.end.1 as usize]);
        }
    }
    Ok(grid)
}

#[derive(Clone, Debug)]
enum Cell {
    Value(String, Stored),
    Error(String),
}

fn push(cells: &mut Vec<Placed>, row: u32, column: u32, data: &Data, padded: Option<usize>) {
    let cell = match data {
        Data::Empty => return,
        Data::String(text) if text.is_empty() => return,
        Data::String(text) => Cell::Value(without_leaders(text).to_owned(), Stored::Text),
        Data::Int(whole) => number(*whole as f64, padded),
        Data::Float(float) => number(*float, padded),
        Data::Bool(flag) => Cell::Value(if *flag { "TRUE" } else { "FALSE" }.to_owned(), Stored::Bool),
        Data::DateTime(moment) => Cell::Value(moment_text(moment), Stored::Date),
        Data::DateTimeIso(text) => Cell::Value(iso(text), Stored::Date),
        Data::DurationIso(text) => Cell::Value(duration(text), Stored::Text),
        Data::Error(error) => Cell::Error(error.to_string()),
    };
    cells.push((row, column, cell));
}

/// A number with what a format shows in front of it and behind.
fn beside_number(data: &Data, front: &str, behind: &str) -> Data {
    let value = match data {
        Data::Int(whole) => *whole as f64,
        Data::Float(value) => *value,
        _ => 0.0,
    };
    Data::String(format!("{front}{}{behind}", shortest(value)))
}

/// A number with as few digits as tell it apart; a code where its format pads it with zeros.
fn number(value: f64, padded: Option<usize>) -> Cell {
    if let Some(digits) = padded.filter(|_| value >= 0.0 && value.fract() == 0.0 && value < 1e15) {
        return Cell::Value(format!("{value:0digits$}"), Stored::Text);
    }
    Cell::Value(shortest(value), Stored::Number)
}

/// The fifteen digits that a spreadsheet itself knows, without an exponent.
pub(super) fn shortest(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    // Every whole number up to here is exact: `1234567890123456` is a code that somebody stored as a number.
    if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
        return format!("{value:.0}");
    }
    // 0.1 + 0.2 is stored as 0.30000000000000004, and every spreadsheet shows 0.3.
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// A number that a sheet shows divided by a thousand or a million, as formats such as `0.0,,` do.
fn scaled(row: u32, data: &Data, noted: &mut Noted) {
    let value = match data {
        Data::Int(whole) => *whole as f64,
        Data::Float(value) => *value,
        _ => return,
    };
    let found = shortest(value);
    let message = || {
        told(format!(
            "expected numbers as they are shown, found some shown in thousands or millions, such as {found} in full; read as stored"
        ))
        .found([found.clone()])
    };
    let help = "make sure that the header means the number in full";
    noted.say(("scaled-format", Severity::Doubt), Some(row + 1), None, message, help);
}

/// A year in a cell with the format of a day, which would be one of 1905.
fn year(data: Data, row: u32, noted: &mut Noted) -> Data {
    let Data::DateTime(moment) = &data else { return data };
    let days = moment.as_f64();
    if moment.is_duration() || days.fract() != 0.0 || !(1900.0..=2100.0).contains(&days) {
        return data;
    }
    let (shown, read) = (moment_text(moment), shortest(days));
    let message = || {
        told(format!("expected a year or a day, found the year {read} in a cell that is shown as the day \"{shown}\"; read as the year"))
            .found([shown.clone()])
    };
    let help = "give the cells the format of a number in the spreadsheet";
    noted.say(("year-as-date", Severity::Doubt), Some(row + 1), None, message, help);
    Data::Float(days)
}

fn moment_text(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        let seconds = libm::round(moment.as_f64() * 86_400.0) as i64;
        let (sign, seconds) = if seconds < 0 { ("-", -seconds) } else { ("", seconds) };
        return format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.as_f64() < 1.0 && moment.as_f64() > 0.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// `PT26H30M00S` as other workbooks write it, `26:30:00`.
fn duration(text: &str) -> String {
    let clock = || {
        let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds: f64 = rest.strip_suffix('S')?.parse().ok()?;
        let whole = |text: &str| text.parse::<u32>().ok();
        Some(format!("{}:{:02}:{seconds:02.0}", whole(hours)?, whole(minutes)?))
    };
    clock().unwrap_or_else(|| text.to_owned())
}

/// A day without the midnight that OpenDocument may add.
fn iso(text: &str) -> String {
    text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"),
            (1.0, "1"),
            (-1234.5, "-1234.5"),
            (1e21, "1000000000000000000000"),
            (1.0 / 3.0, "0.333333333333333"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e-7, "0.0000001"),
            (0.0, "0"),
            (1_234_567_890_123_456.0, "1234567890123456"),
        ] {
            assert_eq!(shortest(value), text);
        }
    }
}
