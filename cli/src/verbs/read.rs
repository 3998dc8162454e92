//! `esito read`: a file as it is understood.

use super::End;
use crate::arguments::Read;
use crate::report::tell_remarks;
use crate::{Fault, output};
use esito_engine::{ReadFile, SourceFile, read_file};
use esito_model::Remark;
use std::fs;

/// The word for every sheet.
const ALL: &str = "*";

/// Prints files as understood: CSV or JSON to standard output, remarks to standard error or into the JSON.
pub(super) fn read(arguments: &Read) -> Result<End, Fault> {
    let mut remarks: Vec<Remark> = Vec::new();
    let mut out: Vec<u8> = Vec::new();
    for (number, path) in arguments.files.iter().enumerate() {
        let bytes = fs::read(path).map_err(|source| Fault::reading(path, source))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let source = SourceFile { name, bytes: bytes.into(), sha256: None };
        let sheet = arguments.sheet.as_deref().filter(|sheet| *sheet != ALL);
        let read = read_file(&source, sheet, arguments.long);
        if arguments.json {
            serde_json::to_writer(&mut out, &read.description)?;
            out.push(b'\n');
        } else {
            if number > 0 {
                out.push(b'\n');
            }
            out.extend(tables(&read, arguments.sheet.as_deref() == Some(ALL)).join("\n").into_bytes());
        }
        remarks.extend(read.description.remarks);
    }
    if !arguments.json {
        tell_remarks(&remarks.iter().collect::<Vec<_>>());
    }
    output::print(&out)?;
    Ok(End::of(&remarks))
}

/// The table that is meant, or all of them.
fn tables(read: &ReadFile, all: bool) -> Vec<&str> {
    let tables = read.tables.iter().map(String::as_str);
    if all { tables.collect() } else { tables.skip(read.description.chosen).take(1).collect() }
}
