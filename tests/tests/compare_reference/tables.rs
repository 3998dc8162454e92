//! Reference tables as they lie beside the project: a column of names, then numbers.

use esito_engine::compare::Matrix;
use std::path::{Path, PathBuf};

/// A table: what its rows and columns are called, and its cells.
pub(crate) struct Table {
    pub(crate) rows: Vec<String>,
    pub(crate) columns: Vec<String>,
    cells: Vec<Vec<String>>,
}

/// The file, or nothing where the data are not there.
pub(crate) fn read(name: &str) -> Option<Table> {
    let path = folder().join(name);
    if !path.exists() {
        let needed = std::env::var("CI").as_deref() == Ok("true");
        assert!(!needed, "{}: needed where CI is set", path.display());
        println!("skipped: {} is not there", path.display());
        return None;
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let cells: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    Some(Table { rows: cells.iter().map(|row| row[0].clone()).collect(), columns, cells })
}

fn folder() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    std::env::var_os("ESITO_DATA").map_or_else(beside, PathBuf::from)
}

impl Table {
    /// A column as text.
    pub(crate) fn texts(&self, column: &str) -> Vec<&str> {
        let at = self.columns.iter().position(|name| name == column).unwrap();
        self.cells.iter().map(|row| row[at].as_str()).collect()
    }

    /// A column as numbers; what is empty, or no finite number, is missing.
    pub(crate) fn numbers(&self, column: &str) -> Vec<Option<f64>> {
        self.texts(column).into_iter().map(number).collect()
    }

    /// Several columns as a matrix.
    pub(crate) fn matrix<S: AsRef<str>>(&self, columns: &[S]) -> Matrix {
        Matrix::from_columns(&columns.iter().map(|name| self.numbers(name.as_ref())).collect::<Vec<_>>())
    }

    /// The rows in the order of these names.
    pub(crate) fn in_order(mut self, names: &[String]) -> Self {
        let at = |name: &String| self.rows.iter().position(|row| row == name).unwrap();
        self.cells = names.iter().map(|name| self.cells[at(name)].clone()).collect();
        self.rows = names.to_vec();
        self
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Compares cell by cell: the same cells missing, numbers within a relative difference (or, near zero, an absolute
/// one) of `within`. Gives back how many numbers were compared.
pub(crate) fn same(found: &Matrix, expected: &Matrix, within: f64, what: &str) -> usize {
    assert_eq!((found.rows(), found.columns()), (expected.rows(), expected.columns()), "{what}");
    let mut compared = 0;
    for column in 0..found.columns() {
        for row in 0..found.rows() {
            match (found.get(row, column), expected.get(row, column)) {
                (None, None) => {}
                (Some(found), Some(expected)) => {
                    let scale = expected.abs().max(1.0);
                    assert!(
                        (found - expected).abs() <= within * scale,
                        "{what} [{row}, {column}]: {found} {expected}"
                    );
                    compared += 1;
                }
                (found, expected) => panic!("{what} [{row}, {column}]: {found:?} {expected:?}"),
            }
        }
    }
    compared
}
