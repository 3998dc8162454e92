//! What this browser keeps of the reader's own files: bundles with their versions, on this machine alone.
//!
//! Comes in: files and what belongs to them. Goes out: the same, also after a reload, a crash or an update. The files
//! of a version are written first, the list of versions last: whatever goes wrong in between, the list names only
//! what lies there whole. What no list names is cleared away at the next start.

mod folder;

use crate::link::{Failure, Named, said};
use esito_model::{KeptVersion, Shelf};
use folder::{Folder, ask_to_stay, root, turn};
use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// The folder of this site that is ours, and the list in it.
const OURS: &str = "esito";
const LIST: &str = "shelf.json";

/// Why something cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no room left.
    Full,
    /// The browser keeps nothing for this site; the detail is its own word.
    Denied(String),
}

fn refused(error: &JsValue) -> Refused {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError") => Refused::Full,
        _ => Refused::Denied(said(error)),
    }
}

async fn ours() -> Result<Folder, JsValue> {
    root().await?.folder(OURS).await
}

/// What is kept; an empty shelf where nothing is.
pub async fn shelf() -> Result<Shelf, Refused> {
    let ours = ours().await.map_err(|error| refused(&error))?;
    read_list(&ours).await
}

async fn read_list(ours: &Folder) -> Result<Shelf, Refused> {
    // Nothing was kept yet.
    let Ok(list) = ours.read(LIST).await else { return Ok(Shelf::default()) };
    let text = JsFuture::from(list.text()).await.map_err(|error| refused(&error))?;
    let text = text.as_string().unwrap_or_default();
    serde_json::from_str(&text).map_err(|error| Refused::Denied(error.to_string()))
}

async fn write_list(ours: &Folder, shelf: &Shelf) -> Result<(), JsValue> {
    let text = serde_json::to_string(shelf).unwrap_or_default();
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()))?;
    ours.write(LIST, &blob).await
}

/// Keeps a version with its files, as the latest of its bundle; gives it with its number.
pub async fn keep(
    key: &str,
    title: &str,
    version: KeptVersion,
    files: &[Named],
) -> Result<KeptVersion, Refused> {
    let ours = ours().await.map_err(|error| refused(&error))?;
    // Two tabs that keep at once would take the same number.
    let _turn = turn().await;
    // Read anew, so that another tab's versions stay on the list.
    let mut shelf = read_list(&ours).await?;
    let version = shelf.put(key, title, version);
    let name = version.folder.to_string();
    let written = async {
        let folder = ours.folder(&name).await?;
        for (number, (_, blob)) in files.iter().enumerate() {
            folder.write(&number.to_string(), blob).await?;
        }
        write_list(&ours, &shelf).await
    };
    if let Err(error) = written.await {
        // Half a version is none; what was kept before stays.
        let _ = ours.remove(&name).await;
        return Err(refused(&error));
    }
    ask_to_stay().await;
    Ok(version)
}

/// The files of a version.
pub async fn files(version: &KeptVersion) -> Result<Vec<Named>, Failure> {
    let absent = |error: JsValue| Failure::Absent(said(&error));
    let folder = ours().await.map_err(absent)?.folder(&version.folder.to_string()).await.map_err(absent)?;
    let mut out = Vec::new();
    for (number, file) in version.files.iter().enumerate() {
        out.push((file.name.clone(), folder.read(&number.to_string()).await.map_err(absent)?));
    }
    Ok(out)
}

/// Changes the list: which version is shown, say.
pub async fn change(change: impl FnOnce(&mut Shelf) -> Vec<u64>) -> Result<Shelf, Refused> {
    let ours = ours().await.map_err(|error| refused(&error))?;
    let _turn = turn().await;
    let mut shelf = read_list(&ours).await?;
    let freed = change(&mut shelf);
    write_list(&ours, &shelf).await.map_err(|error| refused(&error))?;
    for folder in freed {
        ours.remove(&folder.to_string()).await.map_err(|error| refused(&error))?;
    }
    Ok(shelf)
}

/// Clears away what no list names: files of a page that went away half-way.
pub async fn sweep() -> Result<(), Refused> {
    let ours = ours().await.map_err(|error| refused(&error))?;
    let _turn = turn().await;
    let shelf = read_list(&ours).await?;
    let kept: Vec<String> = shelf
        .bundles
        .iter()
        .flat_map(|bundle| &bundle.versions)
        .map(|version| version.folder.to_string())
        .chain([LIST.to_owned()])
        .collect();
    for name in ours.names().await.map_err(|error| refused(&error))? {
        // A version that another tab is writing has the next number: it is left alone.
        let coming = name.parse::<u64>().is_ok_and(|folder| folder >= shelf.next);
        if !kept.contains(&name) && !coming && !name.ends_with(".crswap") {
            ours.remove(&name).await.map_err(|error| refused(&error))?;
        }
    }
    Ok(())
}
