//! `esito check --repair` and `--put-back`: rows to mend into a folder, and mended rows back into whole files.

use crate::Fault;
use esito_engine::{Bundle, put_back};
use esito_model::Remark;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder, within that of the mended rows, that takes the whole files.
const WHOLE: &str = "mended";
/// A file that several tables use has at most so many files of rows.
const MOST: usize = 50;

/// Writes the rows to mend of each file into a folder, and says how many there are. A file that is there already is
/// not written over: somebody may have mended it.
pub(super) fn repair(bundle: &Bundle, folder: &Path) -> Result<u64, Fault> {
    let mut rows = 0;
    let mut written: Vec<PathBuf> = Vec::new();
    fs::create_dir_all(folder).map_err(|source| Fault::Unwritable { path: folder.to_owned(), source })?;
    for one in bundle.to_mend() {
        let path =
            (1..MOST).map(|nth| folder.join(name(&one.file, nth))).find(|path| !written.contains(path));
        let Some(path) = path else { continue };
        write_new(&path, &one.bytes)?;
        written.push(path);
        rows += one.rows;
    }
    Ok(rows)
}

/// Puts the mended rows of a folder back: whole files below `mended` in it, beside what could not be put back. The
/// files of the bundle stay as they are.
pub(super) fn restore(bundle: &Bundle, folder: &Path) -> Result<(Vec<PathBuf>, Vec<Remark>), Fault> {
    let mut remarks = Vec::new();
    let mut written = Vec::new();
    for file in bundle.files() {
        let mut whole: Option<Vec<u8>> = None;
        for nth in 1..MOST {
            let path = folder.join(name(&file.name, nth));
            if !path.exists() {
                break;
            }
            let mended = fs::read(&path).map_err(|source| Fault::reading(&path, source))?;
            let original = whole.as_deref().unwrap_or(&file.bytes);
            match put_back(&file.name, original, &mended, &bundle.read_as(&file.name)) {
                Ok(back) => {
                    remarks.extend(back.remarks);
                    whole = Some(back.bytes);
                }
                Err(remark) => remarks.push(*remark),
            }
        }
        if let Some(bytes) = whole {
            let into = folder.join(WHOLE);
            fs::create_dir_all(&into).map_err(|source| Fault::Unwritable { path: into.clone(), source })?;
            // Under its own name: it may be a workbook.
            let path = into.join(file.name.replace(['/', '\\'], "-"));
            write_new(&path, &bytes)?;
            written.push(path);
        }
    }
    Ok((written, remarks))
}

/// The name of a file of rows: the path in one word.
fn name(file: &str, nth: usize) -> String {
    let bare = file.replace(['/', '\\'], "-");
    let stem = bare.strip_suffix(".csv").unwrap_or(&bare);
    if nth == 1 { format!("{stem}.csv") } else { format!("{stem}-{nth}.csv") }
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(|source| Fault::Unwritable { path: path.to_owned(), source })?;
    file.write_all(bytes).map_err(|source| Fault::Unwritable { path: path.to_owned(), source })
}
