//! Which rows below the data are footnotes, sources and legends.
//!
//! From the bottom up, as long as rows hold no data; among these the first that clearly begins the notes. A row that
//! might be data stays: a label without any value is still a row.

use super::facts::Facts;
use super::look::{Look, is_marked, is_note, is_plain_note, is_stroke};

/// Words and letters from which on a single cell is a sentence and not a label.
const SENTENCE_WORDS: usize = 5;
const SENTENCE_LETTERS: usize = 60;
/// How many rows above say what cells are filled, and how many which words come again.
const LOOKED_AT: usize = 100;
const LOOKED_BACK: usize = 5000;
/// So many names without values below a blank row may be rows.
const MOST_NAMES: usize = 20;

/// Where the footnotes begin among the rows that hold something; their end where there are none.
pub(crate) fn foot(facts: &Facts, first: usize) -> usize {
    let rows = &facts.live;
    let mut begin = rows.len();
    while begin > first && !is_data(facts, rows[begin - 1]) {
        begin -= 1;
    }
    (begin..rows.len()).find(|at| is_clear(facts, rows[*at])).unwrap_or(rows.len())
}

/// Whether a row holds data.
fn is_data(facts: &Facts, row: usize) -> bool {
    let (column, first) = facts.first(row);
    if facts.typical < 2 {
        return !is_note(first) || likeness(facts, row) != Likeness::None;
    }
    if facts.grid.filled(row) == 1 && is_stroke(first) {
        return false;
    }
    if is_note(first) && likeness(facts, row) != Likeness::None {
        return true;
    }
    let full = facts.grid.filled(row) * 5 >= facts.typical * 3;
    if !facts.any_numeric() {
        // Words only: a full row is data, even one that begins with `Note`.
        return full;
    }
    if is_plain_note(first) && column == 0 {
        return false;
    }
    if is_row(facts, row) {
        return true;
    }
    let counts = facts.counts(row);
    let values = counts.numbers + counts.markers;
    if is_marked(first) {
        return values * 2 > facts.typical;
    }
    // A label such as `Note di credito` with a number is data.
    counts.numbers > counts.words || (values > 0 && full && !is_note(first))
}

/// How far a row that begins like a note has the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    None,
    /// Words where all rows have words, or a number that may as well belong to the note.
    Some,
    /// A number in a column of numbers, and all the cells that the others have: `Note: altro;5`.
    Full,
}

/// How far a row that begins like a note is one of the table all the same: `Note: altro;5`, `* La Stella;Cuneo;`. The
/// pieces of a note that a delimiter cut begin with its space, or are words in a column of numbers.
fn likeness(facts: &Facts, row: usize) -> Likeness {
    let grid = facts.grid;
    let counts = facts.counts(row);
    let others = 1..grid.width(row);
    let narrow = facts.records > 1 && grid.width(row) < facts.records;
    if facts.typical < 2 {
        return if is_prose(facts, row) { Likeness::Some } else { Likeness::None };
    }
    if grid.filled(row) < 2 || grid.cell(row, 0).is_empty() || narrow || counts.words > 0 {
        return Likeness::None;
    }
    let above = || facts.live[..facts.before(row)].iter().rev().take(LOOKED_AT);
    let spaced = |row: usize, column: usize| grid.raw(row, column).starts_with([' ', '\u{A0}']);
    let cut = |column: usize| spaced(row, column) && above().all(|live| !spaced(*live, column));
    if others.clone().any(cut) {
        return Likeness::None;
    }
    let plain = is_plain_note(grid.cell(row, 0));
    if counts.numbers > 0 {
        let year = |column: usize| {
            facts.numeric[column]
                && !facts.years[column]
                && matches!(facts.look(row, column), Look::Year(_))
                && (plain || facts.gap_before(row))
        };
        let years = (0..facts.width).filter(|column| year(*column)).count();
        return match grid.filled(row) * 5 >= facts.typical * 3 {
            false => Likeness::None,
            // `Fonte: Istat;2021`
            true if years == counts.numbers && facts.gap_before(row) => Likeness::None,
            true if years == counts.numbers || facts.gap_before(row) => Likeness::Some,
            true => Likeness::Full,
        };
    }
    // A name has few words, and is followed by words where all the others have some.
    let short = |column: usize| {
        let cell = grid.cell(row, column);
        !cell.ends_with(['.', ':']) && cell.split_whitespace().count() < SENTENCE_WORDS
    };
    let usual = |column: &usize| {
        let filled = above().filter(|live| !grid.cell(**live, *column).is_empty()).count();
        !facts.numeric[*column] && filled * 10 >= above().count() * 9
    };
    let mut words = others.clone().filter(|column| *column < facts.width && usual(column)).peekable();
    let named = words.peek().is_some() && words.all(|column| !grid.cell(row, column).is_empty());
    let again = others.clone().any(|column| comes_again(facts, row, column));
    if facts.any_numeric()
        && !facts.gap_before(row)
        && named
        && (0..grid.width(row)).all(short)
        && (!plain || again)
    {
        Likeness::Some
    } else {
        Likeness::None
    }
}

/// Whether most rows above of a single column are sentences, as answers are: `Note: servirebbe un bagno.` is one more.
fn is_prose(facts: &Facts, row: usize) -> bool {
    let above = || facts.live[..facts.before(row)].iter().skip(1).rev().take(LOOKED_AT);
    let sentence = |cell: &str| {
        let words = cell.split_whitespace().count();
        words >= SENTENCE_WORDS || words > 2 && cell.ends_with(['.', '!', '?'])
    };
    let sentences = above().filter(|live| sentence(facts.first(**live).1)).count();
    sentences > 1 && sentences * 2 > above().count()
}

/// Whether a row of two cells or more is one of the table, though it may begin like a note: `Nota Verdi;;Bra`. A note
/// that delimiters cut leaves no cell blank between its parts, and has its first word alone or with a mark.
fn is_row(facts: &Facts, row: usize) -> bool {
    let cell = |column: usize| facts.grid.cell(row, column);
    let last = (0..facts.grid.width(row)).rfind(|column| !cell(*column).is_empty()).unwrap_or(0);
    let narrow = facts.records > 1 && facts.grid.width(row) < facts.records;
    facts.grid.filled(row) > 1
        && !facts.gap_before(row)
        && !narrow
        && (!is_marked(cell(0)) || (1..=last).any(|column| comes_again(facts, row, column)))
        && !cell(0).is_empty()
        && ((1..last).any(|column| cell(column).is_empty())
            || (1..=last).any(|column| comes_again(facts, row, column)))
}

/// Whether a row above has the same words in this column.
pub(super) fn comes_again(facts: &Facts, row: usize, column: usize) -> bool {
    let cell = facts.grid.cell(row, column);
    let above = facts.live[..facts.before(row)].iter().rev().take(LOOKED_BACK);
    !cell.is_empty() && above.copied().any(|live| facts.grid.cell(live, column) == cell)
}

/// Whether words are rather a name than a sentence: no full stop, and most longer words begin with a capital,
/// `Fondazione di Comunità del Canavese e delle Valli di Lanzo`.
fn is_name(cell: &str) -> bool {
    let words =
        || cell.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let capitals = words().filter(|word| word.starts_with(char::is_uppercase)).count();
    !cell.ends_with(['.', ':', ';']) && capitals * 4 >= words().count() * 3 && capitals > 1
}

/// `Epsilon;;;` below a blank row, among names as short as it and above nothing but such names and notes: perhaps a row
/// that has no values yet. So is `Epsilon;Bra`, where `Bra` stands in its column above.
fn is_lone_name(facts: &Facts, row: usize) -> bool {
    let short = |cell: &str| {
        cell.starts_with(char::is_uppercase)
            && cell.split_whitespace().count() < 4
            && !cell.ends_with(['.', ':'])
            && !cell.bytes().any(|byte| byte.is_ascii_digit())
            && !is_note(cell)
    };
    let name = |row: usize| {
        let others = || (1..facts.grid.width(row)).filter(|at| !facts.grid.cell(row, *at).is_empty());
        short(facts.grid.cell(row, 0))
            && (others().next().is_none() || others().any(|column| comes_again(facts, row, column)))
    };
    let (above, below) = facts.live.split_at(facts.before(row));
    let names = below.iter().take_while(|row| !is_note(facts.first(**row).1));
    facts.records > 1
        && facts.typical > 1
        && names.clone().take(MOST_NAMES + 1).count() <= MOST_NAMES
        && names.copied().all(name)
        && above.iter().filter(|live| short(facts.grid.cell(**live, 0))).count() * 5 >= above.len() * 4
}

/// `a Dane nieostateczne.`: the small letter that a column's header refers to, and a sentence.
fn is_lettered(cell: &str) -> bool {
    let mut letters = cell.chars();
    letters.next().is_some_and(|c| c.is_ascii_lowercase())
        && letters.next() == Some(' ')
        && letters.next().is_some_and(char::is_uppercase)
        && cell.ends_with('.')
}

/// `x: Valor não disponível`, `n.d. = non disponibile`: a sign of one to five characters and what it means.
fn is_legend(cell: &str) -> bool {
    let Some((sign, words)) = cell.split_once([':', '=']) else { return false };
    let sign = sign.trim();
    (1..=5).contains(&sign.chars().count())
        && !sign.bytes().any(|byte| byte.is_ascii_digit())
        && words.starts_with(' ')
        && words.chars().filter(|c| c.is_alphabetic()).count() > 4
}

/// `Dati provvisori.`: some words and a full stop, where no label of the table has one.
fn is_sentence(facts: &Facts, row: usize, first: &str) -> bool {
    let stop = |cell: &str| cell.ends_with('.') && cell.split_whitespace().count() > 1;
    stop(first)
        && facts.live.iter().filter(|live| **live < row && is_data(facts, **live)).all(|live| {
            let cell = facts.grid.cell(*live, 0);
            !cell.ends_with('.')
        })
}

/// Whether the first column holds sentences anyway, such as the answers to a survey.
fn is_free_text(facts: &Facts, row: usize) -> bool {
    let rows = || facts.live.iter().filter(|live| **live < row && is_data(facts, **live));
    let sentence = |row: usize| {
        let cell = facts.grid.cell(row, 0);
        cell.contains(", ")
            && cell.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_lowercase))
    };
    rows().any(|row| sentence(*row))
}

/// The rows at either end of the data that are some words alone, which may as well be notes: the last ones, and a first one
/// that is the only row of its kind.
pub(super) fn open_rows(facts: &Facts, data: &[usize]) -> Vec<usize> {
    const MOST: usize = 4;
    let alone = |row: &usize| facts.grid.filled(*row) == 1 && facts.first(*row).0 == 0;
    let last = data.iter().rev().take_while(|row| alone(row)).count().min(MOST);
    let rest = &data[..data.len() - last];
    // Where no other row is words alone, names without values are as odd as sentences.
    let odd = facts.any_numeric() && rest.len() > 1 && !rest.iter().skip(1).any(alone);
    let first = rest.first().filter(|row| odd && rest.len() > 2 && alone(row) && is_open(facts, **row, true));
    let last = data[data.len() - last..].iter().filter(|row| is_open(facts, **row, odd && last > 1));
    // Those that begin like a note and have only some of the cells of a row.
    let several = |row: usize| facts.typical < 2 || facts.grid.filled(row) > 1;
    let begins = |row: &&usize| several(**row) && is_note(facts.first(**row).1);
    let notes = data.iter().rev().take_while(begins).count();
    let notes = if notes * 2 > data.len() { &[] } else { &data[data.len() - notes..] };
    let notes = notes.iter().filter(|row| likeness(facts, **row) == Likeness::Some && !is_row(facts, **row));
    first.into_iter().chain(last).chain(notes).copied().collect()
}

/// Whether a row is some words alone, which may as well be a note; a name is, where it is `odd`.
fn is_open(facts: &Facts, row: usize, odd: bool) -> bool {
    let (column, first) = facts.first(row);
    // Of two columns one may well be blank.
    let least = match facts.typical {
        _ if odd => 1,
        ..=2 => SENTENCE_WORDS,
        _ => 2,
    };
    facts.typical > 1
        && facts.grid.filled(row) == 1
        && column == 0
        && (!is_name(first) || odd || first.contains(": "))
        && (first.split_whitespace().count() >= least
            || first.contains("://")
            || first.starts_with('(')
            || facts.gap_before(row))
}

/// Whether the notes clearly begin here.
fn is_clear(facts: &Facts, row: usize) -> bool {
    let (column, first) = facts.first(row);
    let one = facts.grid.filled(row) == 1;
    if facts.typical < 2 {
        return is_note(first);
    }
    let words =
        first.split_whitespace().count() >= SENTENCE_WORDS || first.chars().count() > SENTENCE_LETTERS;
    let narrow = facts.records > 1 && facts.grid.width(row) < facts.records;
    let name = one && is_name(first) && !first.contains(':') && !is_marked(first) && !first.starts_with('©');
    (is_note(first) && !name && (column == 0 || one && column == 1))
        || (one && column == 0 && (is_stroke(first) || is_lettered(first) || is_legend(first)))
        || (one && column == 0 && (first.ends_with(':') || is_sentence(facts, row, first)))
        || (facts.gap_before(row) && (one || narrow) && !is_lone_name(facts, row))
        || (one
            && column == 0
            && words
            && !is_name(first)
            && !is_free_text(facts, row)
            && !is_last(facts, row))
        || (narrow && words)
        || is_legend_of_mark(facts, row)
}

/// Whether a row is the last one, directly below the others and with as many cells, and its words may be somebody's name:
/// `Acli, sezione provinciale di Torino;;`.
fn is_last(facts: &Facts, row: usize) -> bool {
    let first = facts.grid.cell(row, 0);
    facts.records > 1
        && facts.grid.width(row) == facts.records
        && facts.live.last() == Some(&row)
        && !facts.gap_before(row)
        && first.chars().count() <= SENTENCE_LETTERS
        && first.starts_with(char::is_uppercase)
        && first.contains(", ")
        && !first.ends_with(['.', ':'])
}

/// `(*);di cui 12 conclusi;;`: a mark alone, which stands in a cell or header above, and words behind it.
fn is_legend_of_mark(facts: &Facts, row: usize) -> bool {
    let mark = facts.grid.cell(row, 0);
    let mark_only = !mark.is_empty()
        && mark.chars().count() < 5
        && mark.chars().all(|c| {
            matches!(
                c,
                '(' | ')' | '[' | ']' | '*' | '.' | ':' | '-' | '–' | '—' | '†' | '‡' | '¹' | '²' | '³'
            )
        });
    let above = || facts.live.iter().copied().filter(|live| *live < row);
    mark_only
        && facts.typical > 2
        && facts.grid.filled(row) == 2
        && facts.look(row, 1) == Look::Text
        && above().any(|live| (0..facts.width).any(|column| facts.grid.cell(live, column).ends_with(mark)))
}
