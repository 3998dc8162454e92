//! SHA-256 of files, worked out by the browser on other threads while the engine reads.
//!
//! `crypto.subtle` copies what it is given before it returns. Large files are therefore handed over to a thread that
//! waits for them, which does the copying too; small ones are not worth it. Where neither can be had, outside secure
//! contexts, the engine hashes.

use crate::browser::scope;
use js_sys::{Array, ArrayBuffer, Promise, Reflect, Uint8Array};
use std::cell::Cell;
use std::fmt::Write;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, SubtleCrypto, Worker};

/// The script of the other thread, beside the worker's own.
const SCRIPT: &str = "hash.js";
/// From so many bytes on a file is handed over.
const LARGE: u32 = 1 << 20;

/// The other thread.
pub(crate) struct Hasher {
    worker: Option<Worker>,
    /// Whether it has said so. Until then, and where its script cannot be fetched, nothing is sent to it.
    ready: Rc<Cell<bool>>,
}

impl Hasher {
    /// Starts it.
    pub(crate) fn new() -> Self {
        let ready = Rc::new(Cell::new(false));
        let worker = subtle().and_then(|_| Worker::new(SCRIPT).ok());
        if let Some(worker) = &worker {
            let said = Rc::clone(&ready);
            let hear = Closure::<dyn FnMut(JsValue)>::new(move |_| said.set(true));
            worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
            let failed = Rc::clone(&ready);
            let fail = Closure::<dyn FnMut(JsValue)>::new(move |_| failed.set(false));
            worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
            // It is there for as long as the worker lives.
            hear.forget();
            fail.forget();
        }
        Self { worker, ready }
    }

    /// Begins with files whose bytes have been copied already; the buffers of large ones are empty afterwards.
    pub(crate) fn begin(&self, files: Vec<(String, ArrayBuffer)>) -> Hashes {
        let mut hashes = Hashes::default();
        let Some(subtle) = subtle() else { return hashes };
        let worker = self.worker.as_ref().filter(|_| self.ready.get());
        let (large, small): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(_, buffer)| worker.is_some() && buffer.byte_length() >= LARGE);
        for (name, buffer) in small {
            hashes.small.extend(digest(&subtle, &buffer).map(|digest| (name, digest)));
        }
        if let Some(worker) = worker.filter(|_| !large.is_empty()) {
            hashes.large = hand_over(worker, &large);
            hashes.names = large.into_iter().map(|(name, _)| name).collect();
        }
        hashes
    }
}

/// Sends buffers to the other thread; their digests come back together.
fn hand_over(worker: &Worker, files: &[(String, ArrayBuffer)]) -> Option<JsFuture> {
    let channel = MessageChannel::new().ok()?;
    let digests = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    let buffers: Array = files.iter().map(|(_, buffer)| buffer.clone()).collect();
    let moved = buffers.concat(&Array::of1(&channel.port2()));
    worker.post_message_with_transfer(&buffers, &moved).ok()?;
    Some(JsFuture::from(digests))
}

/// Hashes that are on their way.
#[derive(Default)]
pub(crate) struct Hashes {
    small: Vec<(String, JsFuture)>,
    names: Vec<String>,
    large: Option<JsFuture>,
}

impl Hashes {
    /// The hashes in hexadecimal by name; those that the browser could not give are not among them.
    pub(crate) async fn finish(self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (name, digest) in self.small {
            if let Ok(digest) = digest.await {
                found.push((name, hexadecimal(&digest)));
            }
        }
        if let Some(large) = self.large
            && let Ok(event) = large.await
            && let Ok(data) = Reflect::get(&event, &"data".into())
            && Array::is_array(&data)
        {
            let digests = Array::from(&data);
            found.extend(self.names.into_iter().zip(digests.iter().map(|digest| hexadecimal(&digest))));
        }
        found
    }
}

/// The browser's hashing, asked for by name: it is not there on a page that was not served over https or from this
/// machine.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = scope().crypto().ok()?;
    let subtle = Reflect::get(&crypto, &JsValue::from_str("subtle")).ok()?;
    (!subtle.is_undefined()).then(|| subtle.unchecked_into())
}

fn digest(subtle: &SubtleCrypto, buffer: &ArrayBuffer) -> Option<JsFuture> {
    subtle.digest_with_str_and_buffer_source("SHA-256", buffer).ok().map(JsFuture::from)
}

fn hexadecimal(digest: &JsValue) -> String {
    Uint8Array::new(digest).to_vec().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
