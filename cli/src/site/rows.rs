//! Which files of a bundle may leave the machine.

use crate::Fault;
use crate::gather::FRAMEWORK;
use esito_engine::Bundle;
use esito_model::Severity;

/// Whether the bundle's files go with its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// They do: a reader can open a number down to its rows.
    Shown,
    /// They stay where they are.
    Kept,
}

/// Rows may leave only where no column is private and the framework could be read whole: a private column that
/// stands in a part that could not be read would not be known.
pub(crate) fn may_leave(bundle: &Bundle) -> Result<(), Fault> {
    let tables = &bundle.framework().tables;
    let columns: Vec<String> = tables
        .iter()
        .flat_map(|table| table.private.iter().map(|column| format!("{}.{column}", table.id)))
        .collect();
    if !columns.is_empty() {
        return Err(Fault::PrivateColumns { columns });
    }
    let count = bundle
        .remarks()
        .iter()
        .filter(|remark| remark.severity == Severity::Fatal && !about_files(&remark.code))
        .filter(|remark| remark.places.iter().any(|place| place.file == FRAMEWORK))
        .map(|remark| remark.count)
        .sum();
    if count > 0 { Err(Fault::PrivacyUnknown { count }) } else { Ok(()) }
}

/// A framework whose files are missing was read whole all the same.
fn about_files(code: &str) -> bool {
    matches!(code, "missing-file" | "several-files")
}
