//! Places down, indicators across: the one shape on which everything in `compare` works.

/// Numbers for places (rows) and indicators (columns), stored column after column; a missing cell is NaN.
///
/// NaN is kept inside `compare` only, where it makes a draw of the simulation free of branches; `get` and the answers
/// turn it into nothing.
///
/// ```
/// use esito_engine::compare::Matrix;
/// let matrix = Matrix::from_columns(&[vec![Some(1.0), None], vec![Some(3.0), Some(4.0)]]);
/// assert_eq!((matrix.rows(), matrix.columns()), (2, 2));
/// assert_eq!(matrix.get(1, 0), None);
/// assert_eq!(matrix.get(1, 1), Some(4.0));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    cells: Vec<f64>,
}

impl Matrix {
    /// A matrix in which every cell is missing.
    #[must_use]
    pub fn missing(rows: usize, columns: usize) -> Self {
        Self { rows, columns, cells: vec![f64::NAN; rows * columns] }
    }

    /// A matrix from its columns; shorter columns end with missing cells, and what is no finite number is missing.
    #[must_use]
    pub fn from_columns(columns: &[Vec<Option<f64>>]) -> Self {
        let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
        let mut matrix = Self::missing(rows, columns.len());
        for (at, column) in columns.iter().enumerate() {
            for (row, value) in column.iter().enumerate() {
                matrix.set(row, at, *value);
            }
        }
        matrix
    }

    /// How many places.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many indicators.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// A cell; nothing where it is missing or outside.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> Option<f64> {
        if row >= self.rows || column >= self.columns {
            return None;
        }
        known(self.cells[column * self.rows + row])
    }

    /// Sets a cell; outside the matrix nothing happens.
    pub fn set(&mut self, row: usize, column: usize, value: Option<f64>) {
        if row < self.rows && column < self.columns {
            let value = value.filter(|value| value.is_finite());
            self.cells[column * self.rows + row] = value.unwrap_or(f64::NAN);
        }
    }

    /// An indicator's numbers, NaN where missing.
    #[must_use]
    pub fn column(&self, column: usize) -> &[f64] {
        &self.cells[column * self.rows..(column + 1) * self.rows]
    }

    /// An indicator's numbers, to be changed.
    pub fn column_mut(&mut self, column: usize) -> &mut [f64] {
        &mut self.cells[column * self.rows..(column + 1) * self.rows]
    }

    /// The columns at these positions, in this order.
    #[must_use]
    pub fn select(&self, columns: &[usize]) -> Self {
        let cells = columns.iter().flat_map(|column| self.column(*column).iter().copied()).collect();
        Self { rows: self.rows, columns: columns.len(), cells }
    }

    /// The rows at these positions, in this order.
    #[must_use]
    pub fn select_rows(&self, rows: &[usize]) -> Self {
        let mut out = Self::missing(rows.len(), self.columns);
        for column in 0..self.columns {
            for (to, from) in rows.iter().enumerate() {
                out.set(to, column, self.get(*from, column));
            }
        }
        out
    }

    /// Takes over the cells of another matrix of the same size, without allocating.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.cells.copy_from_slice(&other.cells);
    }
}

/// NaN as nothing.
pub(crate) fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

/// The numbers that are there.
pub(crate) fn present(values: &[f64]) -> Vec<f64> {
    values.iter().copied().filter(|value| !value.is_nan()).collect()
}

/// The least and the greatest of the numbers that are there.
pub(crate) fn range(values: &[f64]) -> Option<(f64, f64)> {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values {
        // Comparisons with NaN are false, so missing cells pass by.
        if *value < least {
            least = *value;
        }
        if *value > most {
            most = *value;
        }
    }
    (least <= most).then_some((least, most))
}

/// A number of things as a number.
#[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 places and draws")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

/// The numbers that are there, ascending.
pub(crate) fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = present(values);
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_cells_stay_apart_from_zero() {
        let mut matrix = Matrix::from_columns(&[vec![Some(0.0), None, Some(f64::INFINITY)], vec![Some(2.0)]]);
        assert_eq!(matrix.get(0, 0), Some(0.0));
        assert_eq!(
            (matrix.get(1, 0), matrix.get(2, 0), matrix.get(2, 1), matrix.get(9, 9)),
            (None, None, None, None)
        );
        matrix.set(1, 0, Some(5.0));
        assert_eq!(matrix.select(&[1, 0]).column(1)[..2], [0.0, 5.0]);
        assert_eq!(matrix.select_rows(&[1, 0]).column(0), [5.0, 0.0]);
        assert_eq!(range(matrix.column(0)), Some((0.0, 5.0)));
        assert_eq!(range(&[f64::NAN]), None);
        assert_eq!(range(&[]), None);
    }
}
