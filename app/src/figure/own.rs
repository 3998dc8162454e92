//! A table and a file of a chart's own: for pictures whose values are not findings.

use leptos::prelude::*;

/// What a chart shows, as a table in words and as a file for machines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The heads of the table.
    pub heads: Vec<String>,
    /// Its rows, in words.
    pub rows: Vec<Vec<String>>,
    /// How many columns at the left name a row.
    pub names: usize,
    /// The file: a row of heads, then rows of plain numbers and codes.
    pub file: Vec<Vec<String>>,
}

/// A cell as it is shown, and as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// On the screen.
    pub shown: String,
    /// In the file: numbers with a point and all their digits.
    pub raw: String,
}

impl Cell {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { shown: text.to_owned(), raw: text.to_owned() }
    }

    /// A number as it is shown, and its digits; a dash where there is none.
    #[must_use]
    pub fn number(shown: Option<String>, value: Option<f64>) -> Self {
        let raw = value.map(esito_model::number::digits12).unwrap_or_default();
        Self { shown: shown.unwrap_or_else(|| "–".to_owned()), raw }
    }
}

impl Rows {
    /// A table of cells whose first column names the rows, and its file.
    #[must_use]
    pub fn of(heads: Vec<String>, cells: Vec<Vec<Cell>>) -> Self {
        let mut file = vec![heads.clone()];
        file.extend(cells.iter().map(|row| row.iter().map(|cell| cell.raw.clone()).collect()));
        let rows = cells.into_iter().map(|row| row.into_iter().map(|cell| cell.shown).collect()).collect();
        Self { heads, rows, names: 1, file }
    }

    /// The file with a last column that says what a reader of the file alone must know.
    #[must_use]
    pub(super) fn with_notice(&self, notice: &str) -> Vec<Vec<String>> {
        let last = |at: usize| if at == 0 { "notice" } else { notice }.to_owned();
        let row = |(at, row): (usize, &Vec<String>)| row.iter().cloned().chain([last(at)]).collect();
        self.file.iter().enumerate().map(row).collect()
    }
}

/// The table.
#[component]
pub(super) fn Table(rows: Rows, title: String, subtitle: String) -> impl IntoView {
    let names = rows.names;
    let head = rows.heads.into_iter().enumerate();
    let head = head.map(|(at, head)| {
        let number = at >= names;
        view! { <th scope="col" class:number=number>{head}</th> }
    });
    let head = head.collect_view();
    let body = rows.rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate().map(|(at, cell)| match at < names {
            true => view! { <th scope="row">{cell}</th> }.into_any(),
            false => view! { <td class="number">{cell}</td> }.into_any(),
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let body = body.collect_view();
    view! {
        <div class="scroll twin" tabindex="0" role="region" aria-label=title.clone()>
            <table class="m">
                <caption class="unseen">{format!("{title}. {subtitle}")}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Rows};

    #[test]
    fn files_hold_plain_numbers_and_tables_what_is_shown() {
        let row = |name: &str, value: Option<f64>| {
            vec![Cell::text(name), Cell::number(value.map(|value| format!("€{value:.2}")), value)]
        };
        let heads = vec!["Step".to_owned(), "Amount".to_owned()];
        let rows = Rows::of(heads, vec![row("gross", Some(1.0 / 3.0)), row("net", None)]);
        assert_eq!(rows.rows, [["gross", "€0.33"], ["net", "–"]]);
        assert_eq!(rows.file, [["Step", "Amount"], ["gross", "0.333333333333"], ["net", ""]]);
    }
}
