//! Every hard file, without a framework: what is computed with is what `read` prints.

#![expect(clippy::disallowed_methods, reason = "the files of this test lie beside the engine")]

use super::*;
use crate::judge::Kind;
use crate::{Bundle, SourceFile};
use esito_model::ColumnType;
use std::path::Path;

#[test]
fn what_is_computed_with_is_what_read_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/hard");
    let (mut compared, mut told) = (0, String::new());
    for entry in std::fs::read_dir(folder).expect("hard files") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.ends_with(".expected.csv") || name.ends_with(".remarks") {
            continue;
        }
        // Said aloud: decimals that no number holds, numbers as text in another hand than those of the workbook,
        // records of another length. Blank: rows of quotes alone. And the other file of a zip.
        const OTHERWISE: [&str; 6] = [
            "long-decimals.csv",
            "text-numbers.xlsx",
            "spaces-after-commas.csv",
            "eof-ctrl-z.csv",
            "empty-quoted-lines.csv",
            "folder.zip",
        ];
        if OTHERWISE.contains(&name.as_str()) {
            continue;
        }
        let bytes = std::fs::read(&path).expect("bytes");
        let file = SourceFile { name: name.clone(), bytes: bytes.into(), sha256: None };
        let Some((sheet, judged)) = meant(&file, &ReadAs::default()) else { continue };
        let bundle = Bundle::load(Sources { files: vec![file] });
        let Some(table) = bundle.framework().tables.first().filter(|table| table.unpivot.is_none()) else {
            continue;
        };
        let Some(number) = bundle.dataset.position(&table.id) else { continue };
        if bundle.dataset.rows(number) != sheet.len() {
            told += &format!("{name}: {} rows, read {}\n", bundle.dataset.rows(number), sheet.len());
            continue;
        }
        for column in &table.columns {
            let Some(at) = sheet.columns.iter().position(|one| one.name == column.header) else { continue };
            let factor = match column.kind {
                ColumnType::Count | ColumnType::Number => 1.0,
                ColumnType::Percent => 100.0,
                ColumnType::Money => 1e-4,
                _ => continue,
            };
            if !matches!(judged[at].kind(), Kind::Number(_)) {
                continue;
            }
            for (row, cell) in bundle.dataset.printed(number, &column.name).iter().enumerate() {
                let read = judged[at].print(&sheet, row, at).parse::<f64>().ok();
                let computed = cell.parse::<f64>().ok().map(|number| number * factor);
                let same = match (read, computed) {
                    (Some(a), Some(b)) => (a - b).abs() <= 1e-4 * a.abs().max(1.0),
                    (None, None) => true,
                    _ => false,
                };
                compared += usize::from(same && read.is_some());
                if !same {
                    told += &format!(
                        "{name}: {}: {:?}: read {read:?}, computed with {computed:?}\n",
                        column.header,
                        sheet.cell(row, at)
                    );
                }
            }
        }
    }
    assert!(told.is_empty(), "{told}");
    assert!(compared > 1_900, "{compared}");
}
