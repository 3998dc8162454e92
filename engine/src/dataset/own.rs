//! Columns as they are kept: texts by their codes, numbers as plain numbers. Polars gets one only when an expression
//! reads it.

use super::codes::sorted;
use super::intern::Words;
use super::values::{NO_WHOLE, Values};
use polars::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// A column with more different texts than this is kept as texts.
const MOST_LABELS: usize = 1 << 16;
/// From so many different texts on, a column is kept as texts where more than half of its cells are new ones.
const FEW_LABELS: usize = 1 << 10;

/// Some rows of a column that is kept beside the frame as one of Polars, missing cells as nulls.
pub(super) fn to_polars(values: &Values, name: &str, rows: Range<usize>) -> Column {
    let name = name.into();
    match values {
        Values::Text(codes) => {
            let label = |code: &u32| codes.labels.get(*code as usize).map(String::as_str);
            codes.code[rows].iter().map(label).collect::<StringChunked>().with_name(name).into_column()
        }
        Values::Whole(cells) => {
            let cell = |cell: &i64| (*cell != NO_WHOLE).then_some(*cell);
            cells[rows].iter().map(cell).collect::<Int64Chunked>().with_name(name).into_column()
        }
        Values::Number(cells) => {
            let cell = |cell: &f64| (!cell.is_nan()).then_some(*cell);
            cells[rows].iter().map(cell).collect::<Float64Chunked>().with_name(name).into_column()
        }
    }
}

/// A column of texts that is being filled: by codes for as long as texts repeat.
pub(crate) enum Texts {
    Few {
        name: PlSmallStr,
        /// The texts; the code of each is its number.
        seen: Words,
        /// For each row the code of its text; `u32::MAX` where there is none.
        code: Vec<u32>,
    },
    Many(StringChunkedBuilder),
}

impl Texts {
    pub(super) fn new(name: &str, capacity: usize) -> Self {
        Self::Few { name: name.into(), seen: Words::new(), code: Vec::with_capacity(capacity) }
    }

    #[inline]
    pub(super) fn push(&mut self, cell: &str) {
        match self {
            Self::Many(texts) => texts.append_value(cell),
            Self::Few { seen, code, .. } => match seen.find(cell) {
                Some(known) => code.push(known),
                None => self.push_new(cell),
            },
        }
    }

    pub(super) fn missing(&mut self) {
        match self {
            Self::Many(texts) => texts.append_null(),
            Self::Few { code, .. } => code.push(u32::MAX),
        }
    }

    #[cold]
    fn push_new(&mut self, cell: &str) {
        let Self::Few { name, seen, code } = self else { return self.push(cell) };
        let labels = seen.len();
        if labels < MOST_LABELS && (labels < FEW_LABELS || labels * 2 < code.len()) {
            code.push(seen.add(cell));
            return;
        }
        let labels = std::mem::replace(seen, Words::new()).into_words();
        let mut texts = StringChunkedBuilder::new(std::mem::take(name), code.capacity());
        for code in std::mem::take(code) {
            texts.append_option(labels.get(code as usize));
        }
        texts.append_value(cell);
        *self = Self::Many(texts);
    }

    /// The column, by its codes or as texts.
    pub(super) fn finish(self) -> Result<Values, Box<Column>> {
        match self {
            Self::Few { seen, code, .. } => {
                let labels = seen.into_words().into_iter().map(String::from).collect();
                Ok(Values::Text(Arc::new(sorted(code, labels))))
            }
            Self::Many(texts) => Err(Box::new(texts.finish().into_column())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of a column that was filled with these cells, and whether it was kept by codes.
    fn kept(cells: &[Option<String>]) -> (Vec<Option<String>>, bool) {
        let mut texts = Texts::new("a", 4);
        for cell in cells {
            match cell {
                Some(cell) => texts.push(cell),
                None => texts.missing(),
            }
        }
        let (column, by_codes) = match texts.finish() {
            Ok(values) => (to_polars(&values, "a", 0..cells.len()), true),
            Err(column) => (*column, false),
        };
        let text = column.as_materialized_series().str().unwrap().clone();
        (text.iter().map(|cell| cell.map(str::to_owned)).collect(), by_codes)
    }

    #[test]
    fn texts_that_repeat_and_texts_that_do_not_come_back_as_they_went_in() {
        for (rows, different, by_codes) in
            [(0, 1, true), (5_000, 7, true), (5_000, 5_000, false), (200_000, 70_000, false)]
        {
            let cell = |row: usize| (row % 11 != 3).then(|| format!("cell {}", row * 31 % different));
            let cells: Vec<Option<String>> = (0..rows).map(cell).collect();
            assert_eq!(kept(&cells), (cells, by_codes), "{rows} rows, {different} different");
        }
    }

    #[test]
    fn codes_are_in_the_order_of_the_labels() {
        let mut texts = Texts::new("a", 4);
        ["b", "", "a", "b"].iter().for_each(|cell| texts.push(cell));
        texts.missing();
        let Ok(Values::Text(codes)) = texts.finish() else { panic!("they repeat") };
        assert_eq!(
            (codes.labels.as_slice(), codes.code.as_slice()),
            (&["".into(), "a".into(), "b".into()][..], &[2, 0, 1, 2, 3][..])
        );
    }

    #[test]
    fn missing_numbers_are_nulls_to_polars() {
        let whole = to_polars(&Values::Whole(vec![1, NO_WHOLE]), "a", 0..2);
        let number = to_polars(&Values::Number(vec![f64::NAN, 0.5]), "a", 0..2);
        assert_eq!((whole.null_count(), number.null_count()), (1, 1));
        assert_eq!(number.get(1).unwrap(), AnyValue::Float64(0.5));
    }
}
