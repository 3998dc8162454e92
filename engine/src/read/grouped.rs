//! Names of columns that begin with a number: plain numbers below the names of groups, `Punteggio;;;` over `1;2;3;4`, and
//! years with a word behind.

use super::facts::Facts;
use super::heads::MOST_ROWS;
use super::look::Look;
use super::titles::names_all;
use std::collections::BTreeSet;

/// The largest number that names a column: a score, a day, a week, an age.
const LARGEST: i64 = 60;

/// Whether a row of numbers stands below the names of groups and names the columns of each: the row directly above
/// has a group with blanks beside it, the numbers rise within each group, every other column of numbers has a name
/// above, and what stands in front is blank or a word below a blank.
pub(super) fn is_below_group(facts: &Facts, row: usize) -> bool {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let before = facts.live[..facts.before(row)].last().copied();
    let Some(above) = before.filter(|_| !facts.gap_before(row)) else { return false };
    // `;MASCHI;;` below `Comune;Utenti;Ore` begins a section, and no header.
    if facts.live[..facts.before(above)].iter().rev().take(MOST_ROWS).any(|row| names_all(facts, *row)) {
        return false;
    }
    // The words in front: one row names them.
    let front = (0..facts.width).take_while(|column| !facts.numeric[*column]);
    if front.clone().count() == 0
        || front.clone().all(|at| cell(row, at).is_empty() && cell(above, at).is_empty())
    {
        return false;
    }
    let once = |at: usize| {
        cell(row, at).is_empty() || cell(above, at).is_empty() && facts.look(row, at) == Look::Text
    };
    if !front.clone().all(once) {
        return false;
    }
    let mut widest = 0;
    let mut group: Vec<i64> = Vec::new();
    for column in front.count()..facts.width {
        let (name, own) = (cell(above, column), cell(row, column));
        if !name.is_empty() {
            if matches!(facts.look(above, column), Look::Number | Look::Marker) {
                return false;
            }
            group.clear();
        }
        if own.is_empty() {
            // `Totale` has its name above and nothing below.
            if name.is_empty() {
                return false;
            }
            continue;
        }
        match own.parse::<i64>() {
            Ok(number)
                if (0..=LARGEST).contains(&number) && group.last().is_none_or(|last| *last < number) =>
            {
                group.push(number);
            }
            // A word has a column of its own.
            _ if facts.look(row, column) == Look::Text && name.is_empty() && column + 1 == facts.width => {}
            _ => return false,
        }
        widest = widest.max(group.len());
    }
    // One number below one name is a figure.
    widest > 1
}

/// Whether two rows have names over the same columns of numbers, and stand for the blank ones beside them: years or
/// indicators over sexes, `Regione;Utenti;;Ore;` over `;Minori;;Adulti;`.
pub(super) fn is_stacked(facts: &Facts, row: usize, below: usize) -> bool {
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let numeric = || (0..facts.width).filter(|column| facts.numeric[*column]);
    let named = |row: usize| numeric().filter(move |column| !cell(row, *column).is_empty());
    let name = |column: usize| matches!(facts.look(row, column), Look::Text | Look::Year(_));
    let Some(third) = facts.live.iter().copied().find(|live| *live > below) else { return false };
    // `Totale` has its name in the upper row alone.
    let shared = |column: usize| !cell(below, column).is_empty() || cell(third, column).is_empty();
    named(below).count() > 1
        && named(below).all(|column| !cell(row, column).is_empty())
        && named(row).all(|column| name(column) && shared(column))
        && numeric().count() > named(row).count()
}

/// Whether a row has nothing but days of the week below the days of a header.
pub(super) fn is_weekdays(facts: &Facts, row: usize) -> bool {
    let mut cells =
        (0..facts.width).map(|column| facts.grid.cell(row, column)).filter(|cell| !cell.is_empty());
    facts.grid.filled(row) > 2 && cells.all(crate::judge::is_weekday)
}

/// Whether each column of numbers has a year and words, `2021 män;2021 kvinnor`, or the middle of a year, `1990.5`, below
/// nothing but titles and above other cells, with words in front.
pub(super) fn begins_with_years(facts: &Facts, row: usize) -> bool {
    let named = |row: usize, column: usize| {
        let (year, rest) = facts.grid.cell(row, column).split_at_checked(4)?;
        let year: u16 = year.parse().ok().filter(|year| (1900..2100).contains(year))?;
        let words = rest.strip_prefix([' ', '_', '-']).unwrap_or_default();
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        (letters > 1 && words.starts_with(char::is_alphabetic) || rest == ".5")
            .then_some((year, words.to_owned()))
    };
    let numeric: Vec<usize> = (0..facts.width).filter(|column| facts.numeric[*column]).collect();
    let first = (0..facts.width).find(|column| !facts.numeric[*column]);
    let front = first.is_some_and(|column| facts.look(row, column) == Look::Text);
    let Some(names) = numeric.iter().map(|column| named(row, *column)).collect::<Option<BTreeSet<_>>>()
    else {
        return false;
    };
    let alone = facts.live.iter().filter(|live| **live != row).all(|live| {
        (*live > row || facts.grid.filled(*live) < 2)
            && numeric.iter().all(|column| named(*live, *column).is_none())
    });
    front && numeric.len() > 1 && names.len() == numeric.len() && alone
}

/// Whether a row directly below a header names just those columns that have cells and no name yet, each in words, with
/// nothing in front where the rows below have their labels: `;;Lun;Mar;Mer;` below `Nome;Cognome;Disponibilità;;;Contatto`.
pub(super) fn names_open_columns(facts: &Facts, last: usize, row: usize) -> bool {
    const NEAR: usize = 6;
    let cell = |row: usize, column: usize| facts.grid.cell(row, column);
    let below: Vec<usize> = facts.live.iter().copied().filter(|live| *live > row).take(NEAR).collect();
    let holds = |column: usize| below.iter().any(|live| !cell(*live, column).is_empty());
    let open = |column: usize| column < facts.width && cell(last, column).is_empty() && holds(column);
    let own = |column: usize| !cell(row, column).is_empty();
    !facts.gap_before(row)
        && !own(0)
        && !cell(last, 0).is_empty()
        && below.len() > 1
        && below.iter().all(|live| !cell(*live, 0).is_empty())
        && (0..facts.width).any(open)
        && (0..facts.width).all(|column| match own(column) {
            // The first of a group stands below its name.
            true => facts.look(row, column) == Look::Text && (open(column) || open(column + 1)),
            false => !open(column),
        })
}

/// Whether a first row of data has nothing but words, and nothing in front where every row has its label but perhaps the
/// next: they may be the last rows of the header.
pub(super) fn is_without_label(facts: &Facts, data: &[usize]) -> bool {
    let [row, others @ ..] = data else { return false };
    let [_, rest @ ..] = others else { return false };
    let label = |row: usize| !facts.grid.cell(row, 0).is_empty();
    let words = |column: usize| matches!(facts.look(*row, column), Look::Text | Look::Blank);
    rest.len() > 1
        && !label(*row)
        && !facts.gap_before(*row)
        && (0..facts.width).all(words)
        && rest.iter().all(|other| label(*other))
}

#[cfg(test)]
mod tests {
    use crate::SourceFile;
    use crate::read_file;

    /// What is printed of a file of these lines.
    fn printed(text: &str) -> String {
        let source =
            SourceFile { name: "a.csv".into(), bytes: text.as_bytes().to_vec().into(), sha256: None };
        read_file(&source, None, false).tables[0].clone()
    }

    #[test]
    fn numbers_below_groups_are_names() {
        let rows = "Ada;2;5;12\nBob;1;4;15\n";
        assert_eq!(
            printed(&format!("Domanda;Punteggio;;\n;1;2;3\n{rows}")).lines().next(),
            Some("Domanda,Punteggio - 1,Punteggio - 2,Punteggio - 3")
        );
        // They do not rise, or every column has a name: a row of data.
        for text in ["Nome;Voto;;\n;3;2;1\n", "Nome;Voto;Età;Ore\nZoe;1;2;3\n"] {
            assert!(!printed(&format!("{text}{rows}")).starts_with("Nome,Voto - "), "{text}");
        }
    }

    #[test]
    fn years_with_words_are_names() {
        let found =
            printed("region;2021 män;2021 kvinnor\n0114 Väsby;24101;23811\n0115 Vallentuna;17201;16900\n");
        assert_eq!(found.lines().next(), Some("region,2021 män,2021 kvinnor"));
        let amounts = printed("voce;a;b\nriso;2021 kg;2010 kg\nmais;1950 kg;2005 kg\n");
        assert_eq!(amounts.lines().next(), Some("voce,a,b"));
    }
}
