//! Differences as CSV: one row for each field.

use crate::tidy::push_cell;
use esito_model::{Label, Verification};

/// The header.
const HEADER: &str = "part,indicator,place,period,dimension,group,field,published,recomputed\n";

/// Everything that differs, as CSV with `\n` ends; what is on one side only has an empty cell on the other. Files
/// have rows of their own, with their hashes.
#[must_use]
pub fn verification_csv(verification: &Verification) -> String {
    let mut out = String::from(HEADER);
    let mut row = |cells: [&str; 9]| {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push_cell(&mut out, cell);
        }
        out.push('\n');
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let label = |label: &Option<Label>| label.clone().unwrap_or_default();
    for file in &verification.files {
        row(["file", "", "", "", "", "", &file.name, &text(&file.published), &text(&file.recomputed)]);
    }
    for one in &verification.differences {
        let key = &one.key;
        row([
            one.part.code(),
            &key.indicator,
            &label(&key.place),
            &label(&key.period),
            &label(&key.dimension),
            &label(&key.group),
            &one.field,
            &text(&one.published),
            &text(&one.recomputed),
        ]);
    }
    out
}
