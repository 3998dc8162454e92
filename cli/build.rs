//! Embeds the built app, the demonstration bundle and the texts on methods, where they exist.
//!
//! Comes in: `dist/` at the root of the repository (or the folder that `ESITO_APP_DIST` names), `public/demo/` and
//! `docs/methods/`. Goes out: `embedded.rs` with three lists of names and bytes. Cargo alone builds the program: without the app the
//! first list is empty, and the program says how to build it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = here.parent().unwrap_or(&here).to_path_buf();
    let app = env::var_os("ESITO_APP_DIST").map_or_else(|| root.join("dist"), |named| root.join(named));
    let demonstration = root.join("public").join("demo");
    let methods = root.join("docs").join("methods");

    let mut code = String::new();
    list(&mut code, "APP", "The files of the built app.", &app)?;
    list(&mut code, "DEMONSTRATION", "The files of the demonstration bundle.", &demonstration)?;
    list(&mut code, "METHODS", "The texts on methods.", &methods)?;
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("embedded.rs"), code)?;

    println!("cargo::rerun-if-env-changed=ESITO_APP_DIST");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", app.display());
    println!("cargo::rerun-if-changed={}", demonstration.display());
    println!("cargo::rerun-if-changed={}", methods.display());
    Ok(())
}

/// Writes one list, sorted by name; a folder that is missing gives an empty one.
fn list(code: &mut String, name: &str, what: &str, folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    if folder.is_dir() {
        collect(folder, "", &mut files)?;
    }
    files.sort();
    let _ = writeln!(code, "/// {what}\npub(crate) static {name}: &[(&str, &[u8])] = &[");
    for (file, path) in files {
        let path = path.canonicalize()?;
        let _ = writeln!(code, "    ({file:?}, include_bytes!({:?})),", path.display().to_string());
    }
    let _ = writeln!(code, "];");
    Ok(())
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            files.push((format!("{prefix}{name}"), path));
        }
    }
    Ok(())
}
