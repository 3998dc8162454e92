//! Parts that miss their total, within a row: women and men of all participants.

use super::{Look, at, shown};
use crate::dataset::Values;
use crate::judge::says;
use crate::told::told;
use esito_model::{Column, ColumnType, Remark};
use std::sync::Arc;

const TOTAL: &str = "total totals totale totali complessivo insgesamt gesamt ogolem razem lacznie totalt totaux suma sum \
    all tutti tous";
const WOMEN: &str = "female females women woman girls femmine femmina donne donna ragazze femmes femme filles mujeres \
    frauen weiblich kobiety mulheres femei kvinnor flickor f";
const MEN: &str = "male males men man boys maschi maschio uomini uomo ragazzi hommes homme garcons hombres manner \
    mannlich mezczyzni homens barbati man_n pojkar m";
/// Rows that are needed, and the share of them in which the parts do add up.
const ENOUGH: usize = 5;
const AGREE: f64 = 0.8;

/// A total and its parts are recognised by adding up in most rows; the others are remarked on.
pub(super) fn check(look: &Look<'_>, remarks: &mut Vec<Remark>) {
    let columns: Vec<&Column> = look.columns(&[ColumnType::Count, ColumnType::Money]).collect();
    for total in columns.iter().filter(|column| says(&Look::words(column), TOTAL)) {
        let others: Vec<&Column> = columns
            .iter()
            .filter(|column| column.name != total.name && column.kind == total.kind)
            .copied()
            .collect();
        let by_sex: Vec<&Column> = others
            .iter()
            .filter(|column| {
                let words = Look::words(column);
                says(&words, WOMEN) || says(&words, MEN)
            })
            .copied()
            .collect();
        for parts in [by_sex, others] {
            if parts.len() >= 2 && one(look, total, &parts, remarks) {
                break;
            }
        }
    }
}

/// Whether these are the parts of the total; the rows in which they are not become a remark.
fn one(look: &Look<'_>, total: &Column, parts: &[&Column], remarks: &mut Vec<Remark>) -> bool {
    let Some(totals) = look.values(total) else { return false };
    let values: Vec<Arc<Values>> = parts.iter().filter_map(|part| look.values(part)).collect();
    let mut whole = 0_usize;
    let mut wrong: Vec<usize> = Vec::new();
    let mut first: Option<(f64, f64)> = None;
    for row in 0..look.rows() {
        let Some(total) = at(&totals, row) else { continue };
        let Some(sum) = values.iter().try_fold(0.0, |sum, part| Some(sum + at(part, row)?)) else { continue };
        whole += 1;
        if sum != total {
            wrong.push(row);
            first = first.or(Some((sum, total)));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
    let agree = (whole - wrong.len()) as f64 >= AGREE * whole as f64;
    if whole < ENOUGH || !agree {
        return false;
    }
    if let Some((sum, found)) = first {
        let names: Vec<String> = parts.iter().map(|part| format!("\"{}\"", part.header)).collect();
        let (sum_of, is_count) = (names.join(" and "), total.kind == ColumnType::Count);
        let help = "correct the total or its parts; the row is kept as it is";
        let told = if is_count && (look.is_small(sum) || look.is_small(found)) {
            told(format!("expected the sum of {sum_of}, as in most rows, found another number")).seen(None)
        } else {
            let [sum, found] = [sum, found].map(|value| shown(value, total.kind));
            let message =
                format!("expected the sum of {sum_of}, which is {sum}, as in most rows, found {found}");
            told(message).found([found, sum])
        };
        let told = told.named(parts.iter().map(|part| part.header.clone()));
        remarks.extend(look.remark("parts-and-total", &wrong, total, told, help));
    }
    true
}
