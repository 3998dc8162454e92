//! Files from an input or a drop, folders walked to their ends.

use crate::state::{Chosen, Gathered};
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

/// The files of an input. A chosen folder's own name is left out: the bundle is what lies in it.
pub(super) fn from_list(list: &FileList) -> Gathered {
    wanted(listed(list))
}

/// Every file of an input, whatever it is.
pub(crate) fn listed(list: &FileList) -> Vec<Chosen> {
    let files = (0..list.length()).filter_map(|at| list.get(at));
    let all = files.map(|file| {
        let path = js_sys::Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|p| p.as_string());
        let path = path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name());
        chosen(&path, file)
    });
    all.collect()
}

/// What was dropped, to be taken while the event lasts: files and folders of the disk, or files that lie in no folder,
/// such as those of a mail program.
#[derive(Default)]
pub(crate) struct Dropped {
    entries: Vec<FileSystemEntry>,
    loose: Vec<Chosen>,
}

/// What an event brings.
pub(crate) fn entries(transfer: &DataTransfer) -> Dropped {
    let items = transfer.items();
    let all = (0..items.length()).filter_map(|at| items.get(at));
    let entries: Vec<_> = all.filter_map(|item| item.webkit_get_as_entry().ok().flatten()).collect();
    let loose = transfer.files().filter(|_| entries.is_empty());
    Dropped { loose: loose.map(|list| listed(&list)).unwrap_or_default(), entries }
}

/// The files behind what was dropped, in folders as deep as they go.
pub(super) async fn from_entries(dropped_now: Dropped) -> Gathered {
    wanted(dropped(dropped_now).await)
}

/// Every file behind what was dropped, whatever it is.
pub(crate) async fn dropped(Dropped { entries, loose }: Dropped) -> Vec<Chosen> {
    let mut found = loose;
    let mut left = entries;
    while let Some(entry) = left.pop() {
        if entry.is_directory() {
            if let Ok(folder) = entry.dyn_into::<FileSystemDirectoryEntry>() {
                left.extend(listing(&folder).await);
            }
        } else if let Ok(entry) = entry.dyn_into::<FileSystemFileEntry>() {
            let path = entry.full_path();
            if let Some(file) = file_of(&entry).await {
                found.push(chosen(path.trim_start_matches('/'), file));
            }
        }
    }
    found
}

/// A folder's entries. The reader gives them in portions and says the end by an empty one.
async fn listing(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let portion = awaited(|done, failed| {
            // A call that fails calls nobody; the promise is then settled by hand.
            if reader.read_entries_with_callback_and_callback(done, failed).is_err() {
                let _ = failed.call0(&JsValue::NULL);
            }
        })
        .await;
        let portion: Array = match portion.map(JsCast::dyn_into) {
            Some(Ok(portion)) => portion,
            _ => return all,
        };
        if portion.length() == 0 {
            return all;
        }
        all.extend(portion.iter().filter_map(|entry| entry.dyn_into().ok()));
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    awaited(|done, failed| entry.file_with_callback_and_callback(done, failed)).await?.dyn_into().ok()
}

/// A pair of callbacks as something to wait for.
async fn awaited(start: impl Fn(&js_sys::Function, &js_sys::Function)) -> Option<JsValue> {
    let promise = Promise::new(&mut |done, failed| start(&done, &failed));
    JsFuture::from(promise).await.ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is a whole number of bytes"
)]
fn chosen(path: &str, file: File) -> Chosen {
    Chosen { name: path.to_owned(), bytes: file.size() as u64, blob: file.into() }
}

/// What the engine can use, named relative to the folder that all of it shares, and what it cannot.
pub(crate) fn wanted(files: Vec<Chosen>) -> Gathered {
    let (mut files, left): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_wanted(&file.name));
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let shared = shared_folder(&names).to_owned();
    for file in &mut files {
        file.name = file.name[shared.len()..].to_owned();
    }
    // What systems leave in folders is nobody's data and not worth a word.
    let left_out = left.into_iter().map(|file| file.name).filter(|name| !is_hidden(name)).collect();
    Gathered { files, left_out }
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// Whether a file can belong to a bundle: not what systems leave in folders, and of a kind that is read.
fn is_wanted(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    const READ: [&str; 13] =
        ["csv", "tsv", "tab", "psv", "txt", "toml", "zip", "gz", "xlsx", "xlsm", "xlsb", "xls", "ods"];
    !is_hidden(path) && READ.contains(&ending.as_str())
}

/// The folder that all paths begin with, with its `/`; nothing where they share none.
fn shared_folder<'a>(paths: &[&'a str]) -> &'a str {
    let Some(first) = paths.first() else { return "" };
    let mut shared = first.rfind('/').map_or("", |at| &first[..=at]);
    while !shared.is_empty() && !paths.iter().all(|path| path.starts_with(shared)) {
        shared = shared[..shared.len() - 1].rfind('/').map_or("", |at| &shared[..=at]);
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::{is_wanted, shared_folder};

    #[test]
    fn the_folder_that_all_share_is_left_out() {
        assert_eq!(shared_folder(&["indigo/framework.toml", "indigo/projects.csv"]), "indigo/");
        assert_eq!(shared_folder(&["a/b/x.csv", "a/b/c/y.csv"]), "a/b/");
        assert_eq!(shared_folder(&["a/x.csv", "ab/y.csv"]), "");
        assert_eq!(shared_folder(&["x.csv"]), "");
        assert_eq!(shared_folder(&[]), "");
    }

    #[test]
    fn only_files_of_a_bundle_are_taken() {
        for name in [
            "a.csv",
            "sub/B.CSV",
            "framework.toml",
            "all.zip",
            "città.tsv",
            "book.xlsx",
            "a.csv.gz",
            "Foglio.ODS",
        ] {
            assert!(is_wanted(name), "{name}");
        }
        for name in
            [".DS_Store", "__MACOSX/a.csv", "sub/.git/config.toml", "photo.jpg", "README", "letter.docx"]
        {
            assert!(!is_wanted(name), "{name}");
        }
    }
}
