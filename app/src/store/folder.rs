//! The browser's private file system for this site (OPFS), as far as it is needed here.
//!
//! Bound by hand: four calls on three kinds of objects, each of which gives a promise. A file that is written takes
//! the place of the earlier one when it is closed, and not before: a page that goes away half-way leaves the old one.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

#[wasm_bindgen]
extern "C" {
    /// `FileSystemDirectoryHandle`
    #[derive(Clone)]
    pub(super) type Folder;
    #[wasm_bindgen(method, catch, js_name = getDirectoryHandle)]
    fn directory(this: &Folder, name: &str, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getFileHandle)]
    fn file(this: &Folder, name: &str, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEntry)]
    fn remove_entry(this: &Folder, name: &str, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn keys(this: &Folder) -> Result<JsValue, JsValue>;

    /// `FileSystemFileHandle`
    type Handle;
    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn get(this: &Handle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn writable(this: &Handle) -> Result<Promise, JsValue>;

    /// `FileSystemWritableFileStream`
    type Writable;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, what: &Blob) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn abort(this: &Writable) -> Result<Promise, JsValue>;

    /// An asynchronous iterator.
    type Names;
    #[wasm_bindgen(method, catch)]
    fn next(this: &Names) -> Result<Promise, JsValue>;

    /// `StorageManager`
    type Manager;
    #[wasm_bindgen(method, catch, js_name = getDirectory)]
    fn root(this: &Manager) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn persist(this: &Manager) -> Result<Promise, JsValue>;

    /// `LockManager`
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, begin: &JsValue) -> Result<Promise, JsValue>;
}

async fn settled(promise: Result<Promise, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(promise?).await
}

fn options(key: &str) -> JsValue {
    let options = Object::new();
    // A fresh object takes any key.
    let _ = Reflect::set(&options, &key.into(), &true.into());
    options.into()
}

fn manager() -> Result<Manager, JsValue> {
    let navigator = leptos::prelude::window().navigator();
    let storage = Reflect::get(&navigator, &"storage".into())?;
    if storage.is_undefined() {
        return Err(JsValue::from_str("this browser has no storage for sites"));
    }
    Ok(storage.unchecked_into())
}

/// Asks the browser not to clear what is kept when the disk gets full. It may say no; nothing depends on it.
pub(super) async fn ask_to_stay() {
    if let Ok(manager) = manager() {
        let _ = settled(manager.persist()).await;
    }
}

/// This tab's turn to change what is kept; other tabs wait until it is dropped.
pub(super) struct Turn(Option<Function>);

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(end) = &self.0 {
            // It only settles a promise.
            let _ = end.call0(&JsValue::NULL);
        }
    }
}

/// Waits for this tab's turn. A browser without locks gives it at once.
pub(super) async fn turn() -> Turn {
    let mut end = None;
    let held = Promise::new(&mut |done, _| end = Some(done));
    let begun = Promise::new(&mut |done, _| {
        let (held, told) = (held.clone(), done.clone());
        let begin = Closure::once_into_js(move || {
            let _ = told.call0(&JsValue::NULL);
            held
        });
        let navigator = leptos::prelude::window().navigator();
        let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object);
        let asked = locks.map(|locks| locks.unchecked_into::<Locks>().request("esito", &begin));
        if !matches!(asked, Some(Ok(_))) {
            let _ = done.call0(&JsValue::NULL);
        }
    });
    // It is never refused.
    let _ = JsFuture::from(begun).await;
    Turn(end)
}

/// The site's folder.
pub(super) async fn root() -> Result<Folder, JsValue> {
    Ok(settled(manager()?.root()).await?.unchecked_into())
}

impl Folder {
    /// A folder in this one; made where it is not there.
    pub(super) async fn folder(&self, name: &str) -> Result<Folder, JsValue> {
        Ok(settled(self.directory(name, &options("create"))).await?.unchecked_into())
    }

    /// A file's content; it stays on the disk until somebody reads it.
    pub(super) async fn read(&self, name: &str) -> Result<Blob, JsValue> {
        let handle: Handle = settled(self.file(name, &JsValue::UNDEFINED)).await?.unchecked_into();
        settled(handle.get()).await?.dyn_into()
    }

    /// Writes a file whole, or not at all.
    pub(super) async fn write(&self, name: &str, content: &Blob) -> Result<(), JsValue> {
        let handle: Handle = settled(self.file(name, &options("create"))).await?.unchecked_into();
        let writable: Writable = settled(handle.writable()).await?.unchecked_into();
        match settled(writable.write(content)).await {
            Ok(_) => settled(writable.close()).await.map(|_| ()),
            Err(error) => {
                // What was written so far is given back.
                let _ = settled(writable.abort()).await;
                Err(error)
            }
        }
    }

    /// Takes a file or a whole folder out for good.
    pub(super) async fn remove(&self, name: &str) -> Result<(), JsValue> {
        settled(self.remove_entry(name, &options("recursive"))).await.map(|_| ())
    }

    /// The names of what lies in the folder.
    pub(super) async fn names(&self) -> Result<Vec<String>, JsValue> {
        let names: Names = self.keys()?.unchecked_into();
        let mut out = Vec::new();
        loop {
            let step = settled(names.next()).await?;
            if Reflect::get(&step, &"done".into())?.is_truthy() {
                return Ok(out);
            }
            out.extend(Reflect::get(&step, &"value".into())?.as_string());
        }
    }
}
