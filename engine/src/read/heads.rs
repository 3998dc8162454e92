//! Which rows above the first row of data are headers, which are titles, which are units.
//!
//! Headers of several rows are joined from the top: a group's name stands once over its columns and is filled to the
//! right, as far as the row below has names of its own.

use super::facts::Facts;
use super::grouped::{begins_with_years, is_below_group, is_stacked, is_weekdays, names_open_columns};
use super::joined::{joined, merged};
use super::look::{Look, is_note, is_origin, is_plain_note};
use super::pivoted::pivoted;
use super::stub::{
    PLACES, TIMES, has_own_label, is_codes, is_description, is_for_programs, is_of_survey, is_own_name,
    is_second_name, names_dimension, repeats_front,
};
use super::titles::{
    ends_with_pair, has_year, is_above_block, is_comment, is_listed, is_over_gap, is_page, is_pair_of_titles,
    is_pairs, is_prose, is_record, is_title, is_value,
};
use super::units::is_unit;
use std::collections::BTreeSet;

/// What stands between the names of a header of several rows.
pub(crate) const JOINT: &str = " - ";
/// A header has at most so many rows.
pub(super) const MOST_ROWS: usize = 4;
/// A title is longer than a name.
pub(super) const LONG: usize = 60;

/// The rows above the data.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heads {
    /// Rows of titles and the like.
    pub preamble: Vec<usize>,
    /// Rows of names, from the top.
    pub names: Vec<usize>,
    /// Rows of units.
    pub units: Vec<usize>,
    /// Rows of strokes, or of the numbers of the columns.
    pub rulers: Vec<usize>,
    /// A row of names that may as well be the first row of data.
    pub open: Option<usize>,
    /// The first row of data, counted among the rows that hold something.
    pub first: usize,
}

/// Whether a row of numbers is a row of headers: as its numbers tell, the word in front of its years, or what stands above.
pub(super) fn is_sequence(facts: &Facts, row: usize) -> bool {
    facts.is_sequence(row)
        || is_named_years(facts, row)
        || is_below_group(facts, row)
        || begins_with_years(facts, row)
}

/// Whether a row is the first of a file and has nothing but years behind a word such as `Comune`, which no other row
/// has: `Comune;2019;2020` above numbers that might be years as well. Where no number at all follows, years are names.
fn is_named_years(facts: &Facts, row: usize) -> bool {
    let named = |row: usize, column: usize| {
        let cell = facts.grid.cell(row, column).to_lowercase();
        PLACES.contains(&cell.as_str()) || TIMES.contains(&cell.as_str())
    };
    let words = || (0..facts.width).filter(|column| !facts.numeric[*column]);
    let years: Vec<bool> = (0..facts.width)
        .filter(|column| facts.numeric[*column])
        .map(|column| matches!(facts.look(row, column), Look::Year(_)))
        .collect();
    !years.is_empty()
        && years.iter().all(|year| *year)
        && facts.live.first() == Some(&row)
        && (facts.live.iter().skip(1).all(|other| facts.counts(*other).numbers == 0)
            || words().any(|column| {
                named(row, column) && facts.live.iter().skip(1).all(|other| !named(*other, column))
            }))
}

/// Whether a row is strokes or the numbers of the columns, and not of scores or days below the name of a group.
fn is_ruler(facts: &Facts, row: usize) -> bool {
    facts.is_ruler(row) && !is_below_group(facts, row)
}

/// Finds the header.
pub(crate) fn heads(facts: &Facts) -> Heads {
    let before = first_row(facts);
    if let Some(heads) = pivoted(facts, before) {
        return heads;
    }
    let above = &facts.live[..before];
    // Strokes within what stands above the data say nothing, and cut no header in two.
    let (rulers, above): (Vec<usize>, Vec<usize>) = above.iter().partition(|row| is_ruler(facts, **row));
    let above = &above[..];
    let mut heads = Heads { first: before, rulers, ..Heads::default() };
    let from = after_gap(facts, above);
    let Some(top) = (from..above.len()).find(|at| begins(facts, above, *at)) else {
        heads.preamble = above.to_vec();
        return heads;
    };
    heads.preamble = above[..top].to_vec();
    heads.names.push(above[top]);
    if is_described(facts, &above[top..], before) {
        heads.preamble.extend(&above[top + 1..]);
        return heads;
    }
    let mut described = false;
    for (at, &row) in above.iter().enumerate().skip(top + 1) {
        // What describes a series as a whole; a word alone below it names the times.
        if is_description(facts.first(row).1) {
            described = true;
            heads.preamble.push(row);
            continue;
        }
        if described && facts.grid.filled(row) == 1 && facts.first(row).0 == 0 {
            heads.names.push(row);
            continue;
        }
        // The texts of the questions of a survey, and what stands below them for programs.
        if above[at..].iter().take(2).any(|row| is_for_programs(facts.grid.cell(*row, 0))) {
            heads.preamble.push(row);
            continue;
        }
        let whole = is_whole(facts, &heads.names);
        if (whole || is_named(facts, &heads.names, row)) && is_unit_row(facts, row) {
            heads.units.push(row);
        } else if heads.units.is_empty()
            && heads.names.len() < MOST_ROWS
            && (goes_on(facts, &heads.names, row, whole)
                || is_above_years(facts, row, above.get(at + 1))
                || is_of_survey(facts, &heads.names, row)
                || is_weekdays(facts, row))
        {
            // Below names that need none words with a label of their own may be a row: `Fonte;Istat;Inps`.
            let open = whole
                && facts.counts(row).words > 0
                && !is_codes(facts, row)
                && !is_weekdays(facts, row)
                && !is_of_survey(facts, &heads.names, row)
                && has_own_label(facts, &heads.names, row);
            heads.open = heads.open.or(open.then_some(row));
            heads.names.push(row);
        } else if whole
            && heads.units.is_empty()
            && heads.names.len() < MOST_ROWS
            && is_second_name(facts, &heads.names, row)
        {
            let open = !is_codes(facts, row) && has_own_label(facts, &heads.names, row);
            heads.open = heads.open.or(open.then_some(row));
            heads.names.push(row);
        } else {
            // Words where numbers belong: a row of data like any other.
            heads.first = facts.live.iter().position(|live| *live == row).unwrap_or(at);
            heads.rulers.retain(|ruler| *ruler < row);
            break;
        }
    }
    open_columns(facts, &mut heads);
    heads
}

/// Takes rows from the data that name columns which have no name yet.
fn open_columns(facts: &Facts, heads: &mut Heads) {
    while let (Some(&row), Some(&last)) = (facts.live.get(heads.first), heads.names.last()) {
        let full = heads.names.len() >= MOST_ROWS || !heads.units.is_empty();
        if full || heads.open.is_some() || !names_open_columns(facts, last, row) {
            break;
        }
        heads.names.push(row);
        heads.first += 1;
    }
}

/// Where the rows below the first blank row begin, if several rows stand above it and the first below it names every
/// column: what stands above are titles then, however many cells they have.
fn after_gap(facts: &Facts, above: &[usize]) -> usize {
    let is_full = |at: &usize| {
        let row = above[*at];
        let named = facts.counts(row).words > 0 || is_sequence(facts, row);
        let full = facts.grid.filled(row) * 5 >= facts.typical * 4 && facts.typical > 1;
        named && full && facts.covers(row) && !is_unit_row(facts, row)
    };
    let Some(at) = (1..above.len()).filter(|at| facts.gap_before(above[*at])).find(is_full) else { return 0 };
    // A wider row above is a table of its own, and this block the notes below it.
    let wider = above[..at].iter().any(|row| facts.grid.filled(*row) > facts.grid.filled(above[at]));
    let at = at - usize::from(at > 0 && is_over_gap(facts, above[at - 1], above[at]));
    if at < 2 || wider { 0 } else { at }
}

/// Whether the rows below the first describe a series, as statistical offices write it: pairs of words, at least
/// three, above pairs of a time and a number.
fn is_described(facts: &Facts, rows: &[usize], first: usize) -> bool {
    let time = |row: &usize| matches!(facts.look(*row, 0), Look::Year(_) | Look::Date);
    let below = &facts.live[first..facts.live.len().min(first + 2)];
    // Of several series more rows than a header has.
    let least = if facts.typical > 2 { MOST_ROWS } else { 3 };
    facts.typical > 1
        && rows.len() > least
        && below.iter().all(time)
        && rows.iter().all(|row| facts.look(*row, 0) == Look::Text)
}

/// The first row of data among the rows that hold something.
fn first_row(facts: &Facts) -> usize {
    let least = if facts.typical < 2 { 1 } else { 2.max(facts.typical * 2 / 5) };
    if facts.any_numeric() {
        let numeric = facts.numeric.iter().filter(|numeric| **numeric).count();
        let row = facts.live.iter().position(|&row| {
            let counts = facts.counts(row);
            // A title of two cells, `Anno;2020`, is no row of a table of five columns.
            let enough = facts.grid.filled(row) * 2 > facts.typical || counts.numbers * 2 >= numeric;
            counts.numbers > 0
                && counts.numbers >= counts.words
                && enough
                && facts.grid.filled(row) >= least
                && !is_plain_note(facts.first(row).1)
                && !is_description(facts.first(row).1)
                && (!is_sequence(facts, row) || is_record(facts, row))
                && !is_ruler(facts, row)
                && !is_above_block(facts, row)
                && !repeats_front(facts, row)
        });
        if let Some(row) = row {
            return row;
        }
    }
    // Words only: the first row that is as full as the others is the header.
    let full = |row: &&usize| facts.typical < 2 || facts.grid.filled(**row) * 5 >= facts.typical * 3;
    let titles = facts.live.iter().take_while(|row| !full(row)).count();
    let header = facts.live.get(titles).is_some_and(|row| !is_listed(facts, *row));
    (titles + usize::from(header)).min(facts.live.len())
}

/// Whether a header begins at this row, and no title.
fn begins(facts: &Facts, above: &[usize], at: usize) -> bool {
    let row = above[at];
    let filled = facts.grid.filled(row);
    if is_comment(facts, above, at) {
        return false;
    }
    if filled < 4 && (0..facts.width).any(|column| is_page(facts.grid.cell(row, column))) {
        return false;
    }
    // Where a table comes from stands above its headers and not over its columns.
    let origin = |column: usize| is_origin(facts.grid.cell(row, column));
    if at + 1 < above.len() && (0..facts.width).any(origin) {
        return false;
    }
    let over = |next: &usize| !facts.gap_before(*next) || is_over_gap(facts, row, *next);
    let next = above.get(at + 1).copied().filter(over);
    if next.is_some_and(|next| is_pairs(facts, row, next)) {
        return false;
    }
    if next.is_some_and(|next| is_over(facts, row, next)) {
        return true;
    }
    let (_, first) = facts.first(row);
    if is_sequence(facts, row) && facts.covers(row) {
        return true;
    }
    let last = at + 1 == above.len();
    // One column: a title is followed by a blank row and the name.
    if facts.typical < 2 {
        return last || next.is_some();
    }
    // `Year, Population` names each column; the first row below may lack a number, `Italy,Rome,`.
    let data = |row: usize| !facts.covers(row) || facts.counts(row).numbers > 0 || is_unit_row(facts, row);
    let rows = || above[at + 1..].iter().all(|row| data(*row));
    let names = filled == facts.typical
        && if facts.any_numeric() { facts.covers(row) && rows() } else { last && filled == facts.width };
    // So has `;growth` above rows of a day and a number.
    let one = filled == 1
        && facts.typical == 2
        && facts.grid.cell(row, 0).is_empty()
        && facts.covers(row)
        && rows();
    if filled < 2 && !one || is_prose(facts, row) && !names {
        return false;
    }
    if (is_note(first) && filled <= 2 && facts.typical > 2) || is_plain_note(first) {
        return false;
    }
    if last {
        return true;
    }
    // A fuller row follows: this is a title of several cells, unless it names every column of numbers.
    let fuller = above[at + 1..].iter().any(|row| facts.grid.filled(*row) > filled);
    let gap = next.is_none();
    !fuller || (!gap && facts.any_numeric() && facts.covers(row))
}

/// Whether a row is the upper part of a header: names of groups over the names of the row below.
fn is_over(facts: &Facts, row: usize, below: usize) -> bool {
    if repeats_front(facts, below) {
        return true;
    }
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let named = |row: usize| (0..facts.width).filter(move |column| !cell(row, *column).is_empty());
    if named(row).count() == 0 || named(below).count() < 2 || is_plain_note(facts.first(row).1) {
        return false;
    }
    // A row that already has a name for each cell of the row below needs nothing from it.
    let open = named(below).any(|column| cell(row, column).is_empty());
    let wide = |row: usize, column: usize| merged(facts, row, column).is_some_and(|end| end > column);
    let groups = named(below).all(|column| wide(row, column) && wide(below, column));
    if !open && !groups {
        // The same in another language, above a third row that names the columns of each group.
        let third = facts.live.iter().copied().find(|live| *live > below);
        return (is_twin(facts, row, below) || is_stacked(facts, row, below))
            && third.is_some_and(|third| !facts.gap_before(third) && is_over(facts, below, third));
    }
    let (first, text) = facts.first(row);
    let alone = named(row).count() == 1;
    if named(row).count() == 2 && is_pair_of_titles(facts, row, below) || ends_with_pair(facts, row) {
        return false;
    }
    // A record without any delimiter is a title; so are `Gebietsstand: 31.12.2020` and `En %`, whatever follows them.
    let title = facts.records > 1 && facts.grid.width(row) < 2
        || text.contains(": ")
        || is_unit(text)
        || is_title(text)
        || has_year(text)
        || crate::judge::hints(text).count
        || !names_dimension(text) && (is_below_title(facts, row) || is_above_two(facts, below));
    // So is a unit over the last column alone.
    if alone && (first == 0 && title || first + 1 == facts.width && is_unit(text)) {
        return false;
    }
    if alone && (text.chars().count() > LONG || (first == 0 && !cell(below, 0).is_empty())) {
        return false;
    }
    let spans = |column: usize| {
        merged(facts, row, column).is_some_and(|end| end > column)
            || (column + 1 < facts.width && cell(row, column + 1).is_empty())
            // The name of a group may stand over each of its columns.
            || cell(row, column + 1) == cell(row, column)
            || column > 0 && cell(row, column - 1) == cell(row, column)
    };
    // In front of the numbers the name of a dimension may stand over that of another: `Measure` over `Time`.
    let dimension = |column: usize| {
        !facts.numeric[column] && column == first && named(row).count() > 2 && is_sequence(facts, below)
    };
    // Beside groups of several columns a group may have one.
    let groups = named(row).any(|column| spans(column) && !cell(below, column).is_empty());
    let names = is_sequence(facts, below) || facts.counts(below).numbers == 0;
    let wide = named(row).filter(|column| *column != first && spans(*column)).count();
    let values = named(row).any(|column| is_value(cell(row, column)));
    let several = wide > 1 || wide > 0 && named(row).count() > 2 && !values;
    // So may the label in front be written over two rows: `RIPARTIZIONI` over `GEOGRAFICHE`.
    let single = |column: usize| groups && names && (facts.numeric[column] || column == first && several);
    let stacked = named(row)
        .all(|column| cell(below, column).is_empty() || spans(column) || dimension(column) || single(column));
    if !stacked {
        return false;
    }
    // The row below must be headers as well, not the first row of words.
    is_sequence(facts, below)
        || facts.counts(below).words > 0
        || !facts.any_numeric() && !facts.grid.merged.is_empty()
}

/// Whether two rows name the same columns, and some stand for several: `Län;Män;;Kvinnor;` over `County;Men;;Women;`.
fn is_twin(facts: &Facts, row: usize, below: usize) -> bool {
    let named = |row: usize| (0..facts.width).filter(move |column| !facts.grid.cell(row, *column).is_empty());
    let groups =
        (1..facts.width).any(|column| facts.numeric[column] && facts.grid.cell(row, column).is_empty());
    groups
        && named(row).count() > 2
        && named(row).eq(named(below))
        && named(row).all(|column| facts.look(below, column) == Look::Text)
}

/// Whether a row and the one directly below it are a header of two rows by themselves.
fn is_above_two(facts: &Facts, row: usize) -> bool {
    let next = facts.live.iter().copied().find(|live| *live > row);
    next.is_some_and(|next| {
        facts.grid.filled(row) > 1 && !facts.gap_before(next) && is_over(facts, row, next)
    })
}

/// Whether a row that has but one cell stands directly above.
fn is_below_title(facts: &Facts, row: usize) -> bool {
    row > 0 && facts.grid.filled(row - 1) == 1 && facts.first(row - 1).0 == 0
}

/// Whether a row of words, such as units of some columns, stands directly above the years of a header.
fn is_above_years(facts: &Facts, row: usize, next: Option<&usize>) -> bool {
    let counts = facts.counts(row);
    counts.words > 0
        && counts.numbers == 0
        && next.is_some_and(|next| is_sequence(facts, *next) && !facts.gap_before(*next))
}

/// Whether names of the rows so far need, or may take, those of this row as well.
fn goes_on(facts: &Facts, names: &[usize], row: usize, whole: bool) -> bool {
    // `;2018;;` below names that need none begins a section.
    if is_sequence(facts, row) && !(whole && facts.grid.filled(row) < 2) || repeats_front(facts, row) {
        return true;
    }
    let counts = facts.counts(row);
    if counts.numbers > 0 || facts.grid.filled(row) == 0 {
        return false;
    }
    if is_stub(facts, names, row) && !is_section(facts, row)
        || !whole
            && names.last().is_some_and(|last| is_twin(facts, *last, row) || is_stacked(facts, *last, row))
    {
        return true;
    }
    if !whole {
        let joined = joined(facts, names);
        let fills = (0..facts.width)
            .any(|column| joined[column].is_empty() && !facts.grid.cell(row, column).is_empty());
        // Below names that come again a row of other words in front is one of data.
        let last = names.last().copied().unwrap_or(row);
        let other = (0..facts.width).any(|column| {
            let (above, cell) = (facts.grid.cell(last, column), facts.grid.cell(row, column));
            !facts.numeric[column] && !above.is_empty() && !cell.is_empty() && above != cell
        });
        return counts.words > 0 && (fills || repeats(&joined) && !(other && names.len() == 1));
    }
    false
}

/// Whether a row is one word in front, and further down others are, below which the rows go on: `Nord;;;` and `Sud;;;`.
fn is_section(facts: &Facts, row: usize) -> bool {
    let alone = |row: usize| facts.grid.filled(row) == 1 && !facts.grid.cell(row, 0).is_empty();
    let below: Vec<usize> = facts.live.iter().copied().filter(|live| *live > row).collect();
    alone(row) && below.windows(2).any(|pair| alone(pair[0]) && facts.counts(pair[1]).numbers > 0)
}

/// Whether a row names columns of words that have no name yet, and says nothing above the numbers: the last row of
/// the header of a pivot table.
pub(super) fn is_stub(facts: &Facts, names: &[usize], row: usize) -> bool {
    if is_own_name(facts, names, row) {
        return true;
    }
    let numeric = |column: usize| facts.numeric[column];
    let named = |row: usize, column: usize| !facts.grid.cell(row, column).is_empty();
    let open = |column: usize| !numeric(column) && names.iter().all(|above| !named(*above, column));
    let cells = || (0..facts.width).filter(|column| named(row, *column));
    // `Afghanistan;;` below `;growth;lag` is a row without numbers: it has the label of one.
    let whole = names.len() == 1 && facts.covers(names[0]) && !is_pivot(facts, names);
    let label = |column: usize| !names_dimension(facts.grid.cell(row, column));
    let data = whole && cells().any(|column| facts.look(row, column) != Look::Text || label(column));
    cells().all(|column| !numeric(column)) && cells().any(open) && !data
}

/// Whether the names of the rows above repeat over the columns of numbers, as those of a pivot table do.
pub(super) fn is_pivot(facts: &Facts, above: &[usize]) -> bool {
    above.iter().any(|row| {
        let mut seen = BTreeSet::new();
        let cells = (0..facts.width).filter(|column| facts.numeric[*column]);
        cells.map(|column| facts.grid.cell(*row, column)).any(|cell| !cell.is_empty() && !seen.insert(cell))
    })
}

/// Whether the rows name every column that has data, each differently.
fn is_whole(facts: &Facts, names: &[usize]) -> bool {
    let joined = joined(facts, names);
    let named = facts.covers_with(&joined);
    named && !repeats(&joined)
}

/// Whether the rows name each column in which this row has a cell, each differently: that codes in front have no name
/// is no reason to take units for data.
fn is_named(facts: &Facts, names: &[usize], row: usize) -> bool {
    let joined = joined(facts, names);
    let cells = (0..facts.width).filter(|column| !facts.grid.cell(row, *column).is_empty());
    cells.clone().count() > 1 && cells.clone().all(|column| !joined[column].is_empty()) && !repeats(&joined)
}

fn repeats(joined: &[String]) -> bool {
    let mut seen = BTreeSet::new();
    joined.iter().any(|name| !name.is_empty() && !seen.insert(name))
}

/// Whether a row says nothing but units.
pub(crate) fn is_unit_row(facts: &Facts, row: usize) -> bool {
    let mut units = 0;
    for column in 0..facts.width {
        let cell = facts.grid.cell(row, column);
        match facts.look(row, column) {
            Look::Blank => {}
            _ if is_unit(cell) => units += usize::from(facts.numeric[column]),
            // The first column may say what the row is.
            Look::Text if column == 0 && !facts.numeric[0] && is_word_for_unit(cell) => {}
            _ => return false,
        }
    }
    units > 0
}

fn is_word_for_unit(cell: &str) -> bool {
    const WORDS: [&str; 9] =
        ["unità", "unità di misura", "unit", "units", "unité", "unités", "jednostka", "enhet", "einheit"];
    WORDS.contains(&cell.to_lowercase().trim_matches(['(', ')', ':', ' ']))
}

impl Facts<'_> {
    /// Whether these names leave no column of numbers without one.
    fn covers_with(&self, names: &[String]) -> bool {
        names.iter().zip(&self.numeric).all(|(name, numeric)| !numeric || !name.is_empty())
    }
}
