//! Per cent that are shares, and per cent above a hundred.

use super::{Look, at, shown};
use crate::judge::says;
use crate::told::told;
use esito_model::{Column, ColumnType, Remark};

/// As many values are needed before a column is doubted.
const ENOUGH: usize = 3;
/// What grows may grow by more than a hundred per cent.
const GROWTH: &str = "growth change increase crescita variazione aumento croissance evolution variation crecimiento \
    wachstum veranderung wzrost zmiana crescimento crestere okning forandring return rendimento index indice";

const PERCENT: &str = "percent percentage percentages percentuale percentuali pct pourcentage porcentaje prozent procent \
    procenty percentagem procentaj procentandel per_cento per_cent";

pub(super) fn check(look: &Look<'_>, remarks: &mut Vec<Remark>) {
    for column in look.columns(&[ColumnType::Percent, ColumnType::Number]) {
        if column.kind == ColumnType::Number && !says_percent(column) {
            continue;
        }
        let Some(values) = look.values(column) else { continue };
        // As written: 45 for 45 per cent.
        let written = |value: f64| match column.kind {
            ColumnType::Percent => (value * 1e8).round() / 1e6,
            _ => value,
        };
        let known: Vec<(usize, f64)> =
            (0..look.rows()).filter_map(|row| at(&values, row).map(|value| (row, written(value)))).collect();
        let found = all_shares(&known).or_else(|| some_shares(&known));
        if let Some((rows, first)) = found {
            let nothing = if rows.len() == known.len() { "found nothing above 1" } else { "found shares" };
            let read = match column.kind {
                ColumnType::Percent => format!("{first} %"),
                _ => format!("{first}"),
            };
            let message =
                format!("expected per cent from 0 to 100, {nothing}, such as {first}; read as {read}");
            let help = match rows.len() == known.len() {
                true => {
                    format!("where the file holds shares, write type = \"share\" for \"{}\"", column.name)
                }
                false => "write these cells as the others are written: 45 for 45 per cent".to_owned(),
            };
            let told = told(message).found([first.to_string()]);
            remarks.extend(look.remark("percent-as-share", &rows, column, told, &help));
        }
        if column.kind != ColumnType::Percent {
            continue;
        }
        let known: Vec<(usize, f64)> = known.into_iter().map(|(row, value)| (row, value / 100.0)).collect();
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

/// Whether the header says that its numbers are per cent.
fn says_percent(column: &Column) -> bool {
    let header = if column.header.is_empty() { &column.name } else { &column.header };
    let words = Look::words(column);
    (header.contains('%') || says(&words, PERCENT)) && !says(&words, GROWTH)
}

/// A column of nothing but numbers from 0 to 1, most of them broken: all rows, and the first number.
fn all_shares(known: &[(usize, f64)]) -> Option<(Vec<usize>, f64)> {
    let small = known.iter().all(|(_, value)| (0.0..=1.0).contains(value));
    let broken = || known.iter().filter(|(_, value)| value.fract() != 0.0);
    let first = broken().next()?.1;
    let shares = small && known.len() >= ENOUGH && broken().count() * 2 > known.len();
    shares.then(|| (known.iter().map(|(row, _)| *row).collect(), first))
}

/// Some numbers below 1 among per cent that all are far above: those rows, which times a hundred are as the others.
fn some_shares(known: &[(usize, f64)]) -> Option<(Vec<usize>, f64)> {
    let (few, most): (Vec<_>, Vec<_>) =
        known.iter().copied().filter(|(_, value)| *value != 0.0).partition(|(_, value)| *value < 1.0);
    let low = most.iter().map(|(_, value)| *value).fold(f64::INFINITY, f64::min);
    let high = most.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let alike = |value: f64| (low * 0.8..=high * 1.25).contains(&(value * 100.0));
    let good = most.len() > ENOUGH
        && few.len() * 4 <= most.len()
        && (10.0..=100.0).contains(&low)
        && high <= 100.0
        && few.iter().all(|(_, value)| *value > 0.0 && alike(*value));
    let first = few.first().filter(|_| good)?.1;
    Some((few.iter().map(|(row, _)| *row).collect(), first))
}
