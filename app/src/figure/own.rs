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

impl Rows {
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
