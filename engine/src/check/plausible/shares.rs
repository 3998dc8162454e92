//! Per cent that are shares, and per cent above a hundred.

use super::{Look, at, shown};
use crate::judge::says;
use crate::told::told;
use esito_model::{ColumnType, Remark};

/// As many values are needed before a column is doubted.
const ENOUGH: usize = 3;
/// What grows may grow by more than a hundred per cent.
const GROWTH: &str = "growth change increase crescita variazione aumento croissance evolution variation crecimiento \
    wachstum veranderung wzrost zmiana crescimento crestere okning forandring return rendimento index indice";

pub(super) fn check(look: &Look<'_>, remarks: &mut Vec<Remark>) {
    for column in look.columns(&[ColumnType::Percent]) {
        let Some(values) = look.values(column) else { continue };
        let known: Vec<(usize, f64)> =
            (0..look.rows()).filter_map(|row| at(&values, row).map(|value| (row, value))).collect();
        // As written: 45 for 45 per cent.
        let written = |value: f64| (value * 1e8).round() / 1e6;
        let small = known.iter().all(|(_, value)| (0.0..=0.01).contains(value));
        let broken: Vec<usize> =
            known.iter().filter(|(_, value)| written(*value).fract() != 0.0).map(|(row, _)| *row).collect();
        if small && known.len() >= ENOUGH && broken.len() * 2 > known.len() {
            let first =
                known.iter().find(|(row, _)| Some(row) == broken.first()).map_or(0.0, |(_, value)| *value);
            let message = format!(
                "expected per cent from 0 to 100, found nothing above 1, such as {}; read as {}",
                written(first),
                shown(first, ColumnType::Percent),
            );
            let help = format!("where the file holds shares, write type = \"share\" for \"{}\"", column.name);
            let rows: Vec<usize> = known.iter().map(|(row, _)| *row).collect();
            remarks.extend(look.remark(
                "percent-as-share",
                &rows,
                column,
                told(message).found([written(first).to_string()]),
                &help,
            ));
        }
        if says(&Look::words(column), GROWTH) {
            continue;
        }
        let above: Vec<usize> =
            known.iter().filter(|(_, value)| *value > 1.0 + 1e-12).map(|(row, _)| *row).collect();
        let Some((_, first)) = known.iter().find(|(row, _)| Some(row) == above.first()) else { continue };
        let found = shown(*first, ColumnType::Percent);
        let message = format!("expected per cent up to 100, found {found}");
        let help = "the value is kept; make sure that it can be more than the whole";
        remarks.extend(look.remark(
            "percent-above-hundred",
            &above,
            column,
            told(message).found([found]),
            help,
        ));
    }
}
