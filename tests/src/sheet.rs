//! Rows of cells become the bytes of a CSV file, in the layout of whoever would have sent it.

use std::borrow::Cow;

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Between two cells.
    pub delimiter: char,
    /// Between whole and fraction.
    pub decimal: char,
    /// At the end of a row.
    pub line: &'static str,
    /// Whether a byte order mark begins the file.
    pub mark: bool,
}

/// As most programs export it.
pub const PLAIN: Layout = Layout { delimiter: ',', decimal: '.', line: "\n", mark: false };

/// As a spreadsheet in a country of decimal commas saves it.
pub const CONTINENTAL: Layout = Layout { delimiter: ';', decimal: ',', line: "\r\n", mark: true };

/// A file in the making.
#[derive(Clone, Debug)]
pub struct Sheet {
    layout: Layout,
    /// The rows, the header first; cells that hold numbers use the layout's decimal sign already.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A file with a header.
    #[must_use]
    pub fn new(layout: Layout, header: &[&str]) -> Self {
        Self { layout, rows: vec![header.iter().map(|cell| (*cell).to_owned()).collect()] }
    }

    /// Adds a row.
    pub fn push<S: Into<String>>(&mut self, row: impl IntoIterator<Item = S>) {
        self.rows.push(row.into_iter().map(Into::into).collect());
    }

    /// A number with this many decimals, in the file's decimal sign.
    #[must_use]
    pub fn number(&self, value: f64, decimals: usize) -> String {
        let text = format!("{value:.decimals$}");
        if self.layout.decimal == '.' { text } else { text.replace('.', &self.layout.decimal.to_string()) }
    }

    /// The file's bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = String::new();
        if self.layout.mark {
            out.push('\u{feff}');
        }
        for row in &self.rows {
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    out.push(self.layout.delimiter);
                }
                out.push_str(&self.quoted(cell));
            }
            out.push_str(self.layout.line);
        }
        out.into_bytes()
    }

    fn quoted<'a>(&self, cell: &'a str) -> Cow<'a, str> {
        if cell.contains([self.layout.delimiter, '"', '\n', '\r']) {
            Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
        } else {
            Cow::Borrowed(cell)
        }
    }
}
