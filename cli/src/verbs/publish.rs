//! `esito publish`: a static site of the dashboard for any web host, also under a sub-path.

use super::{End, all_remarks};
use crate::arguments::Publish;
use crate::gather::gather;
use crate::report::tell_remarks;
use crate::site::{App, Rows, Shown, Site, may_leave};
use crate::{Fault, output, progress};
use esito_model::Question;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What was written, so that the next time exactly that can be taken away.
const LIST: &str = "bundle/published.json";

/// Writes the site; the address of every page is relative, so the folder can lie anywhere.
pub(super) fn publish(arguments: &Publish) -> Result<End, Fault> {
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, Arc::new(progress::load(gathered.sources)?));
    if arguments.with_rows {
        may_leave(&bundle)?;
    }
    let rows = if arguments.with_rows { Rows::Shown } else { Rows::Kept };
    let app = App::built()?;
    let site = Site::of(&app, &Shown { bundle: Arc::clone(&bundle), rows })?;
    let earlier = earlier(&arguments.output)?;

    // Everything is worked out before anything is taken away or written.
    let mut files = Vec::new();
    for (name, entry) in site.entries() {
        files.push((name.to_owned(), entry.content()?));
    }
    for name in earlier {
        let path = arguments.output.join(&name);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                return Err(Fault::writing(&path, source));
            }
            _ => {}
        }
    }
    for (name, bytes) in &files {
        write(&arguments.output, name, bytes.as_slice())?;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).chain([LIST]).collect();
    write(&arguments.output, LIST, &serde_json::to_vec(&names)?)?;

    let answer = progress::answer(&bundle, &Question { by: Some(Vec::new()), ..Question::default() });
    let remarks = all_remarks(&assumed, bundle.remarks(), &answer);
    tell_remarks(&remarks);
    if !app.is_built() {
        output::tell("esito: this program holds no built app; the site says so (make run builds it)\n");
    }
    let rows = if arguments.with_rows { "with the data files" } else { "without data files" };
    output::print(format!("{} files, {rows}: {}\n", files.len() + 1, arguments.output.display()).as_bytes())?;
    Ok(End::of(remarks))
}

/// The files of an earlier publish in this folder: they must go, or data published once would stay published. A
/// folder that holds anything else is refused; names with a dot first (`.git`) are the owner's and stay.
fn earlier(folder: &Path) -> Result<BTreeSet<String>, Fault> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(source) => return Err(Fault::writing(folder, source)),
    };
    let list = folder.join(LIST);
    if let Ok(text) = fs::read(&list) {
        let names: BTreeSet<String> = serde_json::from_slice(&text)?;
        let inside = |name: &String| name.split('/').all(|part| !matches!(part, "" | "." | ".."));
        return Ok(names.into_iter().filter(inside).collect());
    }
    for entry in entries {
        let entry = entry.map_err(|source| Fault::reading(folder, source))?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            return Err(Fault::NotOurs { folder: folder.to_path_buf() });
        }
    }
    Ok(BTreeSet::new())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|source| Fault::writing(parent, source))?;
    }
    fs::write(&path, bytes).map_err(|source| Fault::writing(&path, source))
}
