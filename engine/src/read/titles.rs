//! Titles above a header that look like one, and first records that look like the second row of one.

use super::facts::Facts;
use super::heads::{MOST_ROWS, is_sequence, is_unit_row};
use super::joined::joined;
use super::look::{Look, is_origin};
use super::pivoted::in_front;
use super::stub::{is_description, names_dimension};
use super::units::is_unit;
use std::collections::BTreeSet;

/// Whether a row of numbers that may be years or 1, 2, 3 is one of data: the row directly above names each of its columns,
/// each differently or by years, and it has a label of its own in front, `Agliè;2011;1998` below `Comune;Maschi;Femmine`.
pub(super) fn is_record(facts: &Facts, row: usize) -> bool {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let (first, label) = facts.first(row);
    // A header of several rows names a column by all of them.
    let before = facts.live.iter().copied().rev().skip_while(|live| *live >= row);
    let mut below = row;
    let mut above: Vec<usize> = before
        .take_while(|above| {
            // The name of the column in front stands below the others where pandas wrote the table: `comune;;;`.
            let near = !facts.gap_before(below) || names_all(facts, *above);
            let close = near && (facts.grid.filled(*above) > 1 || facts.first(*above).0 == 0);
            below = *above;
            close
        })
        .filter(|above| facts.grid.filled(*above) > 1)
        .take(MOST_ROWS)
        .collect();
    above.reverse();
    let Some(last) = above.last().copied() else { return false };
    if first > 0 || names_dimension(label) || is_unit(label) || label == cell(last, 0) {
        return false;
    }
    let names = joined(facts, &above);
    let named =
        || (0..facts.width).filter(|column| !cell(row, *column).is_empty()).map(|column| &names[column]);
    let years = is_sequence(facts, last);
    let mut seen = BTreeSet::new();
    // Years may stand below any words; 1, 2, 3 below names that differ are figures.
    let counted = (1..facts.width).all(|column| !matches!(facts.look(row, column), Look::Year(_)));
    named().skip(1).all(|name| !name.is_empty() && (years || seen.insert(name)))
        && (years || counted || !names[0].is_empty())
}

/// Whether a row is one of several comments, `# Dati provvisori, aggiornati:`, or a comment that is a sentence. The last
/// of them right above the rows may be their names, `# anno,valore`.
pub(super) fn is_comment(facts: &Facts, above: &[usize], at: usize) -> bool {
    let comment = |row: &usize| {
        let first = facts.first(*row).1;
        first == "#" || first.starts_with("# ") || first.starts_with("##")
    };
    let last = at + 1 == above.len() && facts.grid.filled(above[at]) == facts.typical;
    // `# Datos de IPC, base 2016` is a sentence also where it stands alone.
    let words = || {
        (0..facts.width)
            .map(|column| facts.grid.cell(above[at], column).split_whitespace().count())
            .sum::<usize>()
    };
    let sentence = || is_prose(facts, above[at]) && words() > 2 * facts.grid.filled(above[at]) + 1;
    comment(&above[at]) && (above.iter().filter(|row| comment(row)).count() > 1 && !last || sentence())
}

/// Whether a row names the groups of the row below, though a blank row stands between: the names below come again in
/// each group, `;Maschi;;Femmine;` over `;Nuclei;Figli;Nuclei;Figli`.
pub(super) fn is_over_gap(facts: &Facts, row: usize, below: usize) -> bool {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let columns: Vec<usize> =
        (0..facts.width).filter(|at| facts.numeric[*at] && !cell(below, *at).is_empty()).collect();
    let starts: Vec<usize> = (0..facts.width).filter(|column| !cell(row, *column).is_empty()).collect();
    let groups = starts.len();
    if groups < 2 || columns.len() < 2 * groups || !columns.len().is_multiple_of(groups) {
        return false;
    }
    let mut chunks = columns.chunks(columns.len() / groups);
    let first: Vec<&str> = columns[..columns.len() / groups].iter().map(|at| cell(below, *at)).collect();
    facts.gap_before(below)
        && facts.grid.filled(row) == groups
        && chunks.all(|chunk| {
            starts.contains(&chunk[0]) && chunk.iter().zip(&first).all(|(at, name)| cell(below, *at) == *name)
        })
}

/// Whether a row of words is one of a list that has no header: `E09000001;City of London`, `98-220;Zgierz`. A code of it
/// has the shape of all codes below it.
pub(super) fn is_listed(facts: &Facts, row: usize) -> bool {
    const LEAST: usize = 4;
    let below: Vec<usize> = facts.live.iter().copied().filter(|live| *live > row).collect();
    let shape = |cell: &str| -> String {
        let plain = |c: char| match c {
            '0'..='9' => '9',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        cell.chars().map(plain).collect()
    };
    let listed = |column: usize| {
        let cell = facts.grid.cell(row, column);
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        let code = digits > 1 && cell.len() >= LEAST && !cell.contains(' ');
        let own = shape(cell);
        code && below.iter().all(|row| shape(facts.grid.cell(*row, column)) == own)
    };
    below.len() > 1 && (0..facts.width).any(listed)
}

/// Whether a row has a word of its own for every column.
pub(super) fn names_all(facts: &Facts, row: usize) -> bool {
    let mut seen = BTreeSet::new();
    let word = |cell: &str| cell.contains(char::is_alphabetic);
    (0..facts.width).all(|column| {
        let cell = facts.grid.cell(row, column);
        matches!(facts.look(row, column), Look::Text | Look::Marker) && word(cell) && seen.insert(cell)
    })
}

/// Whether a row that is narrower than the table stands above a blank row and, below that, the names of every column:
/// `Versione;1.2;` is a title then, whatever it holds.
pub(super) fn is_above_block(facts: &Facts, row: usize) -> bool {
    const NEAR: usize = 12;
    let below = facts.live.iter().copied().skip_while(|live| *live <= row).take(NEAR);
    let filled = |row: usize| facts.grid.filled(row);
    let block = below.clone().find(|live| facts.gap_before(*live));
    filled(row) < facts.typical
        && block.is_some_and(|block| {
            let numeric = facts.numeric.iter().filter(|numeric| **numeric).count();
            let named = facts.counts(block).words == numeric && filled(block) >= facts.typical;
            named && below.clone().take_while(|live| *live < block).all(|live| filled(live) < facts.typical)
        })
}

/// Whether a row of titles is as wide as the table, `Anno;2022;Mese;Marzo`: days or numbers stand in it, and the row below
/// has other words for every column.
pub(super) fn is_pairs(facts: &Facts, row: usize, next: usize) -> bool {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let mut seen = BTreeSet::new();
    let named = (0..facts.width).all(|column| {
        facts.look(next, column) == Look::Text
            && seen.insert(cell(next, column))
            && cell(row, column) != cell(next, column)
    });
    let value = |look: Look| look.is_numeric() || look == Look::Date;
    let numbers = (0..facts.width).filter(|column| value(facts.look(row, *column))).count();
    named
        && facts.width > 2
        && facts.grid.filled(row) >= facts.width
        && (1..=facts.width - 1).contains(&numbers)
        && (numbers <= facts.width / 2 || (0..facts.width).any(|at| facts.look(row, at) == Look::Date))
        && !is_unit_row(facts, next)
        && facts.look(row, 0) == Look::Text
}

/// Whether words say what a table is about, `Minori in carico per distretto`, `Tabella 5. Alunni`, and not what stands in a
/// column.
pub(super) fn is_title(text: &str) -> bool {
    const TABLES: [&str; 9] =
        ["tab", "tabella", "tavola", "table", "tableau", "tabela", "tabl", "tablica", "tabell"];
    const ALONG: [&str; 7] = ["per", "by", "par", "selon", "według", "efter", "nach"];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split([' ', '.', ',', '\u{A0}']).filter(|word| !word.is_empty()).collect();
    let numbered = words.get(1).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    if numbered && words.first().is_some_and(|word| TABLES.contains(word)) {
        return true;
    }
    let dimension = words.iter().any(|word| names_dimension(word));
    words.len() > 3 && (!dimension || words.iter().skip(1).any(|word| ALONG.contains(word)))
}

/// Whether words hold a year, `aggiornato al 31/12/2021`.
pub(super) fn has_year(text: &str) -> bool {
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    text.contains(' ') && text.split(|c: char| !c.is_ascii_digit()).any(year)
}

/// Whether two cells apart from each other say what the table is about, `Regione Piemonte;;Osservatorio sociale`, and not
/// what its columns have in common: the first stands over the column in front and is no word for what stands there, and
/// the row below names every column differently; or one is `word: value`.
pub(super) fn is_pair_of_titles(facts: &Facts, row: usize, below: usize) -> bool {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    if (0..facts.width).any(|column| cell(row, column).contains(": ")) {
        return true;
    }
    // `Utenti;;;;(migliaia)`. Where nothing stands in front, `;Numero;;Importo;`, units tell groups apart.
    let last = facts.width.checked_sub(1).filter(|last| *last > 0 && !cell(row, 0).is_empty());
    if is_title(cell(row, 0)) || last.is_some_and(|last| is_unit(cell(row, last))) {
        return true;
    }
    let mut seen = BTreeSet::new();
    let whole = (0..facts.width)
        .all(|column| facts.look(below, column) == Look::Text && seen.insert(cell(below, column)));
    let text = cell(row, 0);
    let dimension = names_dimension(text) && !text.contains(' ');
    whole && !facts.numeric[0] && !text.is_empty() && !dimension && !is_unit(text)
}

/// A title directly above the names that may be a row of groups: a cell of it stands, with a blank beside, over two names.
pub(super) fn title_over_groups(facts: &Facts, preamble: &[usize], names: &[usize]) -> Option<usize> {
    let (&row, &below) = (preamble.last()?, names.first()?);
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let before = facts.live.iter().copied().take_while(|live| *live < below).last();
    // Titles begin in front; cells over columns further on may be groups though a blank row follows.
    let apart = facts.gap_before(below) && (facts.first(row).0 == 0 || facts.grid.filled(row) < 2);
    let title = before != Some(row)
        || apart
        || facts.grid.filled(row) < 2
        || is_title(cell(row, 0))
        || is_description(cell(row, 0))
        || crate::judge::hints(cell(below, 0)).pivot
        || in_front(facts, *names.last()?).is_some()
        || ends_with_pair(facts, row)
        || is_pair_of_titles(facts, row, below)
        || is_pairs(facts, row, below)
        || is_prose(facts, row)
        || (0..facts.width).any(|column| is_origin(cell(row, column)) || is_page(cell(row, column)));
    let over = |column: usize| {
        let group = match facts.look(row, column) {
            Look::Year(_) => facts.grid.filled(row) > 2,
            look => look == Look::Text && !is_value(cell(row, column)),
        };
        group
            && cell(row, column + 1).is_empty()
            && [column, column + 1].iter().all(|at| !cell(below, *at).is_empty() && facts.numeric[*at])
    };
    (!title && (1..facts.width.saturating_sub(1)).any(over)).then_some(row)
}

/// Whether a row of a few cells ends with a word and its value, `Trasporto scolastico;;;;Anno scolastico;2022/23`.
pub(super) fn ends_with_pair(facts: &Facts, row: usize) -> bool {
    let cell = |column: usize| facts.grid.cell(row, column);
    let Some(last) = facts.width.checked_sub(1).filter(|last| *last > 2) else { return false };
    facts.grid.filled(row) == 3
        && !cell(0).is_empty()
        && facts.look(row, last - 1) == Look::Text
        && is_value(cell(last))
}

/// Whether a cell is a number, a year or the like.
pub(super) fn is_value(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit()) && !cell.chars().any(char::is_alphabetic)
}

/// `Pag. 1`: what a printed page says above its table.
pub(super) fn is_page(cell: &str) -> bool {
    const WORDS: [&str; 7] = ["pag", "pagina", "page", "seite", "str", "strona", "sida"];
    let lower = cell.to_lowercase();
    let end = lower.find(|c: char| !c.is_alphabetic()).unwrap_or(lower.len());
    let behind = lower[end..].trim_start_matches(['.', ':', ' ']);
    WORDS.contains(&&lower[..end]) && behind.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a row is a sentence that delimiters have cut, `Utenti; operatori; e spesa`: a space follows each of them,
/// and none in the rows below.
pub(super) fn is_prose(facts: &Facts, row: usize) -> bool {
    let spaced = |row: usize| {
        let cells = (1..facts.grid.width(row)).map(|column| facts.grid.raw(row, column));
        let mut full = cells.filter(|cell| !cell.trim().is_empty()).peekable();
        full.peek().is_some() && full.all(|cell| cell.starts_with(' '))
    };
    let others = facts.live.iter().filter(|live| **live > row).take(20);
    spaced(row) && !others.copied().any(spaced)
}
