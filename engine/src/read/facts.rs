//! What the rows of a grid look like, for telling titles, headers, rows and footnotes apart.

use super::grid::Grid;
use super::look::{Look, is_note, is_stroke, look};

/// How many rows from the top say which columns hold numbers.
const LOOKED_AT: usize = 400;
/// Header rows, at most, whose words a column of numbers may hold.
const HEADER_WORDS: usize = 3;

/// What is known about a grid before its header is found.
#[derive(Clone, Debug)]
pub(crate) struct Facts<'g> {
    pub grid: &'g Grid,
    /// The rows that hold something.
    pub live: Vec<usize>,
    /// How many columns hold something.
    pub width: usize,
    /// For each column whether it holds numbers.
    pub numeric: Vec<bool>,
    /// Whether most numbers of a column could be years.
    pub years: Vec<bool>,
    /// How many cells of most rows hold something.
    pub typical: usize,
    /// How many cells most records of a text file have; 0 for workbooks.
    pub records: usize,
}

impl<'g> Facts<'g> {
    /// Looks at a grid; `records` is the usual number of cells in a text file.
    pub(crate) fn new(grid: &'g Grid, records: usize) -> Self {
        let live: Vec<usize> = (0..grid.rows()).filter(|row| !grid.is_blank(*row)).collect();
        // Records of another width than most are titles and notes.
        let end = legend(grid, &live);
        let usual = |row: &&usize| (records < 2 || grid.width(**row) == records) && **row < end;
        let mut sample: Vec<usize> = live.iter().filter(usual).take(LOOKED_AT).copied().collect();
        if sample.len() < 2 {
            sample = live[..live.len().min(LOOKED_AT)].to_vec();
        }
        let sample = &sample[..];
        let last = |row: &usize| {
            (0..grid.width(*row))
                .rev()
                .find(|column| !grid.cell(*row, *column).is_empty())
                .map_or(0, |at| at + 1)
        };
        let width = live.iter().map(last).max().unwrap_or(0);
        let mut filled: Vec<usize> = sample.iter().map(|row| grid.filled(*row)).collect();
        // Titles and footnotes have one cell: where most rows have, so has the table.
        filled.sort_unstable();
        let several: Vec<usize> = filled.iter().copied().filter(|filled| *filled > 1).collect();
        let of = if several.len() * 3 >= filled.len() { &several } else { &filled };
        let typical = of.get(of.len() / 2).copied().unwrap_or(0);
        let (mut numeric, mut years) = (vec![false; width], vec![false; width]);
        for column in 0..width {
            (numeric[column], years[column]) = numbers(grid, sample, column);
        }
        Self { grid, live, width, numeric, years, typical, records }
    }

    /// How many rows that hold something stand before this one.
    pub(crate) fn before(&self, row: usize) -> usize {
        self.live.partition_point(|live| *live < row)
    }

    /// What a cell looks like. A number that a workbook stores is one, whatever it looks like.
    pub(crate) fn look(&self, row: usize, column: usize) -> Look {
        look(self.grid.cell(row, column))
    }

    /// Numbers, markers and words among the cells of a row that stand in columns of numbers.
    pub(crate) fn counts(&self, row: usize) -> Counts {
        let mut counts = Counts::default();
        for column in (0..self.width).filter(|column| self.numeric[*column]) {
            match self.look(row, column) {
                Look::Blank => {}
                Look::Marker => counts.markers += 1,
                Look::Number | Look::Year(_) => counts.numbers += 1,
                Look::Date | Look::Text => counts.words += 1,
            }
        }
        counts
    }

    /// Whether a row of numbers is a row of headers: years above columns of something else, or 1, 2, 3.
    pub(crate) fn is_sequence(&self, row: usize) -> bool {
        if self.is_months(row) {
            return true;
        }
        let mut found = Vec::new();
        let mut foreign = false;
        for column in (0..self.width).filter(|column| self.numeric[*column]) {
            match self.look(row, column) {
                Look::Year(year) => {
                    foreign |= !self.years[column];
                    found.push((i64::from(year), true));
                }
                Look::Number => match self.grid.cell(row, column).parse::<i64>() {
                    Ok(number) if (0..=60).contains(&number) => found.push((number, false)),
                    _ => return false,
                },
                _ => {}
            }
        }
        let steps = found.windows(2).all(|pair| pair[1].0 - pair[0].0 == 1 && pair[0].1 == pair[1].1);
        if found.iter().all(|(_, year)| *year) && !found.is_empty() {
            let falls = found.windows(2).all(|pair| pair[0].0 - pair[1].0 == 1);
            return foreign || (found.len() > 2 && (steps || falls));
        }
        // Where all columns hold numbers, the word in front names the first: `Week;1;2;3`.
        let words = (0..self.width)
            .any(|column| (column == 0 || !self.numeric[column]) && self.look(row, column) == Look::Text);
        // The days of a month between names, `Cognome;1;2;3;6;7;Tot. ore`, below nothing but titles.
        let named = self.counts(row).words > 0
            && found.len() > 3
            && found.windows(2).all(|pair| pair[0].0 < pair[1].0 && !pair[1].1)
            && self.live[..self.before(row)].iter().all(|live| self.grid.filled(*live) < 2);
        if named && words {
            return true;
        }
        let begins = found.first().is_some_and(|(number, _)| *number < 2) || found.len() > 4;
        found.len() > 2 && steps && words && begins
    }

    /// Whether a row names months in digits, `202001`, `202002`, at equal distances.
    fn is_months(&self, row: usize) -> bool {
        let numeric = (0..self.width).filter(|column| self.numeric[*column]);
        let cells: Vec<&str> =
            numeric.map(|column| self.grid.cell(row, column)).filter(|cell| !cell.is_empty()).collect();
        let months: Vec<i64> = cells.iter().filter_map(|cell| month_in_digits(cell)).collect();
        let Some(step) = months.get(1).map(|second| second - months[0]) else { return false };
        let even = months.windows(2).all(|pair| pair[1] - pair[0] == step);
        months.len() == cells.len()
            && (months.len() > 2 || step == 1)
            && matches!(step, 1 | 3 | 6 | 12)
            && even
    }

    /// Whether a row says nothing about the table: strokes, or the numbers of its columns.
    pub(crate) fn is_ruler(&self, row: usize) -> bool {
        let cells = || (0..self.grid.width(row)).map(|column| self.grid.cell(row, column));
        let mut full = cells().filter(|cell| !cell.is_empty()).peekable();
        let dashes = |cell: &str| cell.bytes().all(|byte| byte == b'-');
        // `#country+name`: the tags of the Humanitarian Exchange Language.
        let tag = |cell: &str| {
            let mut parts = cell.strip_prefix('#').unwrap_or_default().split('+');
            cell.starts_with('#')
                && parts.all(|part| {
                    part.starts_with(|c: char| c.is_ascii_lowercase())
                        && part
                            .bytes()
                            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
                })
        };
        if cells().filter(|cell| !cell.is_empty()).count() > 1
            && cells().all(|cell| cell.is_empty() || tag(cell))
        {
            return true;
        }
        let long = cells().any(|cell| cell.len() > 2);
        if full.peek().is_some() && full.all(|cell| is_stroke(cell) || long && dashes(cell)) {
            return true;
        }
        // `1;2;3;4`, `(1);(2);(3)`, `0;A;1;2` or `a;b;c;d=b-c`; some count from 0, some with letters.
        let (mut number, mut letter, mut blank) = (None, None, false);
        let (mut count, mut lettered, mut formula) = (0, 0, false);
        // `;;;1;2;3;`: some do not count what stands at the ends, words above words.
        let live = &self.live[self.before(row)..];
        let next = live.iter().find(|live| **live > row);
        let full = cells().filter(|cell| !cell.is_empty()).count();
        let over_names = full > 2
            && next.is_some_and(|next| {
                let blank = |column: usize| self.grid.cell(row, column).is_empty();
                let over = |column: usize| blank(column) || self.look(*next, column) == Look::Text;
                self.counts(*next).numbers == 0 && (0..self.width).all(over)
            });
        let (front, most) = match over_names {
            true => (cells().take_while(|cell| cell.is_empty()).count(), full),
            false => (0, usize::MAX),
        };
        for cell in cells().skip(front).take(most) {
            // `-1` is what a spreadsheet makes of `(1)`.
            let bare = cell.trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.']);
            let minus = bare.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let bare = minus.unwrap_or(bare);
            let sign = bare.split_once('=').map_or(bare, |(sign, _)| sign).trim();
            formula |= sign.len() < bare.len();
            count += 1;
            // A blank in front may be counted or not.
            if count == 1 && sign.is_empty() {
                blank = true;
                continue;
            }
            let next = match sign.parse::<u32>() {
                Ok(own) => {
                    let begins = own < 2 || blank && own == 2;
                    number.map_or(begins, |before| own == before + 1).then(|| number = Some(own))
                }
                Err(_) => {
                    lettered += 1;
                    let own = sign.bytes().next().filter(|_| sign.len() == 1);
                    let first = |own: u8| letter.map_or(own | 32 == b'a', |before| own == before + 1);
                    own.filter(|own| first(*own)).map(|own| letter = Some(own))
                }
            };
            if next.is_none() {
                return false;
            }
        }
        // Letters and numbers could be anything; in a formula or a longer row they are not.
        let long = if lettered > 0 && !formula { 4 } else { 3 };
        // Below names of words for every column, and above rows that are not like it, `Lp.;Nazwa;Liczba` and `1.;Łódzkie;14`.
        let numbered = lettered == 0 && count == self.width && self.is_under_names(row);
        // The first row of all is the names themselves, where numbers follow: `;0;1;2`.
        if live.len() == self.live.len() && next.is_some_and(|next| self.counts(*next).numbers > 0) {
            return false;
        }
        let brackets = cells().all(|cell| cell.starts_with(['(', '[']) || cell.is_empty());
        count >= long
            && (count == self.width || over_names && lettered == 0)
            && (numbered
                || next.is_some_and(|next| {
                    let first = self.grid.cell(*next, 0);
                    if brackets && lettered == 0 {
                        return true;
                    }
                    match self.look(*next, 0) {
                        Look::Text => lettered == 0 || first.chars().count() > 2,
                        _ => lettered == 0 && count > 3 && first == "1",
                    }
                }))
    }

    /// Whether the rows directly above have a word for each cell of this one, and a column of the rows below holds none of
    /// the plain numbers from 1 on, as it would if this row were one of them: words, years, days, `01`, `1.`.
    fn is_under_names(&self, row: usize) -> bool {
        const SOME: usize = 5;
        let at = self.before(row);
        let above = &self.live[at.saturating_sub(HEADER_WORDS)..at];
        let cell = |row: usize, column: usize| self.grid.cell(row, column);
        let below: Vec<usize> =
            self.live[at..].iter().copied().filter(|live| *live > row).take(SOME).collect();
        let other = |row: usize, column: usize| {
            let text = cell(row, column);
            let marked = text.starts_with('0') && text.len() > 1 || text.ends_with(['.', ')']);
            match self.look(row, column) {
                Look::Text | Look::Date | Look::Year(_) => true,
                Look::Number => marked && !text.contains([',']),
                Look::Blank | Look::Marker => false,
            }
        };
        // `§` is a name, too.
        let word = |look: Look| matches!(look, Look::Text | Look::Marker);
        let named = |column: usize| {
            let name = |above: &usize| word(self.look(*above, column)) && cell(*above, column) != "-";
            cell(row, column).is_empty() || above.iter().any(name)
        };
        !below.is_empty()
            && above.last().is_some_and(|above| self.counts(*above).numbers == 0)
            && (0..self.width).all(named)
            && (0..self.width).any(|column| below.iter().all(|row| other(*row, column)))
    }

    /// Whether every column of numbers has something in this row.
    pub(crate) fn covers(&self, row: usize) -> bool {
        (0..self.width).all(|column| !self.numeric[column] || !self.grid.cell(row, column).is_empty())
    }

    /// Whether a blank row stands directly above.
    pub(crate) fn gap_before(&self, row: usize) -> bool {
        row > 0 && self.grid.is_blank(row - 1)
    }

    /// Whether there is a column of numbers.
    pub(crate) fn any_numeric(&self) -> bool {
        self.numeric.contains(&true)
    }

    /// The first cell of a row that holds something, and its column.
    pub(crate) fn first(&self, row: usize) -> (usize, &'g str) {
        let found = (0..self.grid.width(row)).find(|column| !self.grid.cell(row, *column).is_empty());
        found.map_or((0, ""), |column| (column, self.grid.cell(row, column)))
    }
}

/// A month written as six digits, `202003`, counted from the year 0.
fn month_in_digits(cell: &str) -> Option<i64> {
    let digits = cell.len() == 6 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = digits.then(|| cell.parse().ok())??;
    let (year, month) = (number / 100, number % 100);
    ((1800..=2200).contains(&year) && (1..=12).contains(&month)).then_some(year * 12 + month)
}

/// The row where a legend in one or two columns begins below a wider table, after a blank row; the end where none does.
fn legend(grid: &Grid, live: &[usize]) -> usize {
    let narrow = live.iter().rev().take_while(|row| grid.filled(**row) < 3).count();
    let below = &live[live.len() - narrow..];
    let begins = |row: &&usize| {
        let first = (0..grid.width(**row)).map(|at| grid.cell(**row, at)).find(|cell| !cell.is_empty());
        **row > 0 && grid.is_blank(**row - 1) && first.is_some_and(is_note)
    };
    let first = if narrow < live.len() { below.iter().find(begins) } else { None };
    first.copied().unwrap_or(usize::MAX)
}

/// How the cells of a row in columns of numbers look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub numbers: usize,
    pub markers: usize,
    pub words: usize,
}

/// Whether a column holds numbers, and whether most of them could be years.
fn numbers(grid: &Grid, sample: &[usize], column: usize) -> (bool, bool) {
    let (mut numbers, mut years, mut words, mut words_after) = (0, 0, 0, 0);
    for row in sample {
        match look(grid.cell(*row, column)) {
            Look::Year(_) => {
                numbers += 1;
                years += 1;
            }
            Look::Number => numbers += 1,
            Look::Date | Look::Text => {
                words += 1;
                words_after += usize::from(numbers > 0);
            }
            Look::Blank | Look::Marker => {}
        }
    }
    let numeric = numbers > 0 && numbers * 2 >= words_after * 3 && numbers + HEADER_WORDS >= words;
    // One of them may be a header.
    (numeric, years * 2 > numbers && (years > 1 || numbers == 1))
}
