//! The writer of workbooks: a small worker of its own, started when somebody asks for a workbook, and ended after it.
//!
//! Comes in: a statement. Goes out: the file.

use super::Failure;
use super::worker::{at_base, said};
use esito_model::Statement;
use futures_channel::oneshot;
use js_sys::{Array, ArrayBuffer};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// The script that starts the writer, relative to the site's base.
const SCRIPT: &str = "sheets_loader.js";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The statement as a workbook.
///
/// Errors: `Crashed` where the writer does not start or cannot write it.
pub async fn workbook(statement: &Statement) -> Result<Blob, Failure> {
    let json = serde_json::to_string(statement).map_err(|error| Failure::Unreadable(error.to_string()))?;
    let bytes = write(json).await?;
    let options = BlobPropertyBag::new();
    options.set_type(KIND);
    Blob::new_with_buffer_source_sequence_and_options(&Array::of1(&bytes), &options).map_err(crashed)
}

async fn write(json: String) -> Result<ArrayBuffer, Failure> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&at_base(SCRIPT), &options).map_err(crashed)?;
    let (sender, last) = oneshot::channel::<Result<ArrayBuffer, Failure>>();
    let sender = Rc::new(RefCell::new(Some(sender)));
    let tell = move |what| {
        if let Some(sender) = sender.borrow_mut().take() {
            let _ = sender.send(what);
        }
    };
    let hear = {
        let (worker, tell) = (worker.clone(), tell.clone());
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| match event.data() {
            // It listens from now on.
            ready if ready == JsValue::TRUE => {
                if let Err(error) = worker.post_message(&JsValue::from_str(&json)) {
                    tell(Err(crashed(error)));
                }
            }
            other => tell(other.dyn_into::<ArrayBuffer>().map_err(crashed)),
        })
    };
    let fail = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
        event.prevent_default();
        tell(Err(Failure::Crashed(event.message())));
    });
    worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
    let written = last.await;
    worker.terminate();
    written.unwrap_or(Err(Failure::Cancelled))
}

fn crashed(error: JsValue) -> Failure {
    Failure::Crashed(said(&error))
}
