//! `esito verify`: a published answer beside the same question worked out again.

use super::End;
use crate::arguments::Verify;
use crate::gather::gather;
use crate::output::plain;
use crate::report::tell_remarks;
use crate::{Fault, output, progress};
use esito_engine::{Published, together, verification_csv};
use esito_model::{Remark, Severity, Verification, Verified};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Answers of a site that lie beside its first.
const SINGLE: [&str; 3] = ["places.json", "value.json", "contracts.json"];
/// Folders with the others.
const FOLDERS: [&str; 4] = ["answers", "comparisons", "statements", "reconciliations"];

/// Verifies answers: a sentence and the differences to standard output, the end as the exit code.
pub(super) fn verify(arguments: &Verify) -> Result<End, Fault> {
    let mut answers = Vec::new();
    // Read before the bundle is: a file that is no answer should be said at once.
    for path in answers_of(&arguments.answer)? {
        let bytes = fs::read(&path).map_err(|source| Fault::reading(&path, source))?;
        let published =
            Published::read(&bytes).map_err(|why| Fault::NotVerifiable { path: path.clone(), why })?;
        answers.push((path, published));
    }
    let gathered = gather(std::slice::from_ref(&arguments.bundle), &arguments.data.folders)?;
    let (assumed, bundle) = (gathered.remarks, progress::load(gathered.sources)?);
    let fatal = bundle.remarks().iter().filter(|remark| remark.severity == Severity::Fatal);
    let fatal: Vec<&Remark> = fatal.collect();
    let (mut all, mut done) = (Vec::new(), Vec::new());
    for (path, published) in answers {
        let verification = published.verify(progress::again(published.again(&bundle)), &assumed);
        let name = path.display().to_string();
        if !arguments.json {
            output::print(format!("{}: {}\n", plain(&name), verdict(&verification)).as_bytes())?;
        }
        let whole = Some(Box::new(verification.clone()));
        all.push(Verified { name, verification: whole, ..Verified::default() });
        done.push((published, verification));
    }
    let whole = together(&done).unwrap_or_default();
    let same = whole.same;
    if arguments.json {
        output::print(&[serde_json::to_vec(&all)?, vec![b'\n']].concat())?;
    } else {
        if done.len() > 1 {
            output::print(format!("together: {}\n", verdict(&whole)).as_bytes())?;
        }
        output::print(details(&whole).as_bytes())?;
        if !same {
            // A file that is missing or cannot be read explains what differs.
            tell_remarks(&fatal);
        }
    }
    Ok(if same { End::Good } else { End::Differs })
}

/// The answers that a path names: itself, or those of a published site.
fn answers_of(path: &Path) -> Result<Vec<PathBuf>, Fault> {
    let found = fs::metadata(path).map_err(|source| Fault::reading(path, source))?;
    if !found.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let homes = [path.join("bundle"), path.to_path_buf()];
    let home = homes.into_iter().find(|home| home.join("answer.json").is_file());
    let home = home.ok_or_else(|| Fault::NoSite { folder: path.to_path_buf() })?;
    let mut answers = vec![home.join("answer.json")];
    answers.extend(SINGLE.iter().map(|name| home.join(name)).filter(|path| path.is_file()));
    for folder in FOLDERS {
        answers.extend(within(&home.join(folder))?);
    }
    Ok(answers)
}

/// The answers in a folder, by name; none where there is no such folder.
fn within(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(Fault::reading(folder, source)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let path = entry.map_err(|source| Fault::reading(folder, source))?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            names.push(path);
        }
    }
    names.sort();
    Ok(names)
}

/// What was compared and everything that differs, as a person reads it.
fn details(verification: &Verification) -> String {
    let Verification { engine, bundle, framework, .. } = verification;
    let mut out = String::new();
    let short = |hash: &str| hash.chars().take(12).collect::<String>();
    let mut line = |name: &str, published: &str, here: &str| {
        let _ = match published == here {
            true => writeln!(out, "  {name:<10} {}, the same", plain(published)),
            false => writeln!(out, "  {name:<10} published {}, here {}", plain(published), plain(here)),
        };
    };
    line("engine", &engine.published, &engine.recomputed);
    line("framework", &short(&framework.published), &short(&framework.recomputed));
    line("bundle", &short(&bundle.published), &short(&bundle.recomputed));
    for file in &verification.files {
        let what = match (&file.published, &file.recomputed) {
            (Some(_), Some(_)) => "changed",
            (Some(_), None) => "published, not here",
            (None, _) => "here, not published",
        };
        let _ = writeln!(out, "  file       {}: {what}", plain(&file.name));
    }
    if !verification.engine.same() && !verification.same {
        out.push_str("  another version of the engine may be the reason; verify with the published one\n");
    }
    if !verification.differences.is_empty() {
        let _ = write!(out, "\n{}", verification_csv(verification));
    }
    out
}

/// One sentence on what came of it.
fn verdict(verification: &Verification) -> String {
    let Verification { findings, differing, .. } = verification;
    let figures = if *findings == 1 { "1 figure".to_owned() } else { format!("{findings} figures") };
    if verification.other_bundle {
        let (published, here) = (plain(&verification.id.published), plain(&verification.id.recomputed));
        let here = if here.is_empty() { "unnamed".to_owned() } else { here };
        return format!("another bundle: this answer is of \"{published}\", these files are of \"{here}\"");
    }
    if verification.same && *findings == 0 {
        return "the same, there is no figure in it".to_owned();
    }
    if verification.same {
        return match verification.engine.same() {
            true => format!("the same, all {figures}"),
            false => format!("the same, all {figures}, with another version of the engine"),
        };
    }
    if *differing == 0 {
        let what = match verification.differences.is_empty() {
            true => "the files differ",
            false => "what stands around them differs",
        };
        return match *findings {
            0 => format!("differs: there is no figure in it, but {what}"),
            1 => format!("differs: its figure is the same, but {what}"),
            _ => format!("differs: all {figures} are the same, but {what}"),
        };
    }
    format!("differs: {differing} of {figures}")
}
