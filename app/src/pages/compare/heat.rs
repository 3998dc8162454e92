//! The same table as shades: each column on its own ramp, the number in every cell.

use super::columns::Matrix;
use crate::figure::{Plate, Spec};
use crate::i18n::t;
use esito_charts::{Datum, Frame, HeatColumn, HeatRow, HeatScale, HeatSpec};
use esito_model::Direction;

/// The table as a figure, the chosen places singled out. Columns in several currencies show no shade.
pub(super) fn plate(matrix: &Matrix, chosen: &[String]) -> Plate {
    let columns = matrix.columns.iter().map(|column| HeatColumn {
        label: format!("{} · {}", column.label, column.period),
        quantity: Some(column.quantity.clone()),
        turned: column.direction == Direction::Lower,
    });
    let rows = matrix.rows.iter().map(|row| HeatRow {
        label: row.name.clone(),
        strong: chosen.contains(&row.place),
        cells: (row.cells.iter().zip(&matrix.columns))
            .map(
                |(cell, column)| {
                    if column.one_scale { cell.datum.clone() } else { Datum::missing(&cell.text) }
                },
            )
            .collect(),
    });
    let spec = HeatSpec {
        frame: Frame::default(),
        columns: columns.collect(),
        rows: rows.collect(),
        scale: HeatScale::EachColumn,
        light: t("compare.light"),
        dark: t("compare.dark"),
        missing: t("figure.hatched"),
        nothing: t("figure.nothing"),
    };
    let any =
        |of: fn(&Datum) -> bool| matrix.rows.iter().flat_map(|row| &row.cells).any(|cell| of(&cell.datum));
    let said = [
        any(|datum| datum.partial && !datum.estimated).then(|| t("coverage.star")),
        any(|datum| datum.estimated).then(|| t("coverage.estimated")),
    ];
    #[expect(clippy::cast_precision_loss, reason = "a width in pixels")]
    let wide = 140.0 + 96.0 * matrix.columns.len() as f64;
    Plate {
        id: "compare",
        title: t("compare.table"),
        subtitle: t("compare.shades"),
        note: said.into_iter().flatten().collect::<Vec<_>>().join(" "),
        spec: Spec::Heat(spec),
        grid: matrix
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.finding.clone()).collect())
            .collect(),
        wide,
        newest_last: false,
        derived: false,
        sheet: Vec::new(),
    }
}
