//! The faults that real files have, each made on purpose and listed in `public/demo/README.md`.

use crate::sheet::Sheet;

/// The files that get blemishes.
#[derive(Debug)]
pub struct Files<'a> {
    /// `partnerships.csv`
    pub partnerships: &'a mut Sheet,
    /// `cohorts.csv`
    pub cohorts: &'a mut Sheet,
    /// `returns.csv`
    pub returns: &'a mut Sheet,
    /// `context.csv`
    pub context: &'a mut Sheet,
}

/// Spoils the files and says how many blemishes were made. The rows are found by what is in them, so that the list
/// stays true when the seed changes.
pub fn spoil(files: Files<'_>) -> usize {
    let mut made = 0;
    let mut set = |rows: &mut [Vec<String>], wanted: &[(usize, &str)], column: usize, cell: &str| {
        if let Some(at) = find(rows, wanted) {
            cell.clone_into(&mut rows[at][column]);
            made += 1;
        }
    };
    let cohorts = &mut files.cohorts.rows;
    // Text where a number belongs.
    set(cohorts, &[(1, "P-012"), (2, "2021-Q2"), (3, "male"), (4, "30-49")], 5, "circa 12");
    // A quarter that no year has.
    set(cohorts, &[(1, "P-001"), (2, "2022-Q4"), (3, "female"), (4, "20-29")], 2, "2022-Q5");
    // No city.
    set(cohorts, &[(1, "P-007"), (2, "2023-Q2"), (3, "female"), (4, "50+")], 0, "");
    set(cohorts, &[(1, "P-007"), (2, "2023-Q2"), (3, "male"), (4, "50+")], 0, "");
    // A space that nobody sees.
    set(cohorts, &[(1, "P-010"), (2, "2020-Q1"), (3, "female"), (4, "20-29")], 0, "torino ");
    // A cell left empty.
    set(cohorts, &[(1, "P-014"), (2, "2021-Q4"), (3, "female"), (4, "20-29")], 7, "");
    let returns = &mut files.returns.rows;
    // A partnership that no list has.
    set(returns, &[(0, "P-033"), (1, "2021-Q1")], 0, "P-099");
    set(returns, &[(0, "P-018"), (1, "2020-Q2")], 5, "");
    set(returns, &[(0, "P-025"), (1, "2020-Q3")], 2, "in attesa");
    set(returns, &[(0, "P-022"), (1, "2024-Q4")], 0, "P-022 ");

    // A day that February never had.
    set(&mut files.partnerships.rows, &[(0, "P-036")], 5, "2020-02-30");
    // The decimal comma slipped: more than all young people of Braga.
    set(&mut files.context.rows, &[(0, "braga"), (1, "2021")], 2, "1,01");

    let cohorts = &mut files.cohorts.rows;
    // More outcomes than people: a share above 1 if anyone divided this row alone.
    if let Some(at) = find(cohorts, &[(1, "P-020"), (2, "2024-Q3"), (3, "male"), (4, "20-29")]) {
        let engaged: u32 = cohorts[at][5].parse().unwrap_or(0);
        cohorts[at][6] = (engaged + 1).to_string();
        made += 1;
    }
    // The same row sent twice.
    if let Some(at) = find(cohorts, &[(1, "P-004"), (2, "2023-Q1"), (3, "male"), (4, "50+")]) {
        let again = cohorts[at].clone();
        cohorts.insert(at + 1, again);
        made += 1;
    }
    made
}

fn find(rows: &[Vec<String>], wanted: &[(usize, &str)]) -> Option<usize> {
    rows.iter().position(|row| wanted.iter().all(|(column, cell)| row[*column] == *cell))
}
