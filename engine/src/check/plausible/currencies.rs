//! Currencies in words: `Swiss Francs` beside `CHF` is taken for another currency, and never added to it.

use super::Look;
use crate::told::told;
use esito_model::ColumnType;
use esito_model::Remark;
use std::collections::BTreeSet;

/// How many spellings a remark quotes.
const QUOTED: usize = 3;

pub(super) fn check(look: &Look<'_>, remarks: &mut Vec<Remark>) {
    let money = look.table.columns.iter().filter(|column| column.kind == ColumnType::Money);
    let used: BTreeSet<&str> = money.filter_map(|column| column.currency.as_deref()).collect();
    for column in look.columns(&[ColumnType::Text]).filter(|column| used.contains(column.name.as_str())) {
        let codes = look.dataset.codes(look.number, &column.name);
        let odd: Vec<bool> = codes.labels.iter().map(|label| !is_code(label)).collect();
        let is_odd = |code: u32| odd.get(code as usize) == Some(&true);
        let rows: Vec<usize> =
            codes.code.iter().enumerate().filter(|(_, code)| is_odd(**code)).map(|(row, _)| row).collect();
        let found: Vec<String> =
            codes.labels.iter().filter(|label| !is_code(label)).take(QUOTED).cloned().collect();
        let quoted: Vec<String> = found.iter().map(|label| format!("\"{label}\"")).collect();
        let message =
            format!("expected currencies as three letters such as EUR, found {}", quoted.join(", "));
        let help = "each spelling is a currency of its own; write the code of ISO 4217, or merge them";
        remarks.extend(look.remark("not-a-currency", &rows, column, told(message).found(found), help));
    }
}

/// Whether it is written as a code of ISO 4217.
fn is_code(label: &str) -> bool {
    label.len() == 3 && label.bytes().all(|byte| byte.is_ascii_uppercase())
}
