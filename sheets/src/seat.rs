//! What the worker hears and says.

use esito_model::Statement;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens, and says that it does.
pub(crate) fn begin() {
    std::panic::set_hook(Box::new(|panic| say(panic.payload_as_str().unwrap_or("panic"))));
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let json = event.data().as_string().unwrap_or_default();
        match written(&json) {
            Ok(bytes) => hand_over(&bytes),
            Err(fault) => say(&fault),
        }
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // The worker listens for as long as it lives.
    hear.forget();
    let _ = scope().post_message(&JsValue::TRUE);
}

fn written(json: &str) -> Result<Vec<u8>, String> {
    let statement: Statement = serde_json::from_str(json).map_err(|error| error.to_string())?;
    esito_sheets::statement(&statement).map_err(|error| error.to_string())
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// If even a text cannot be sent there is nobody left to tell.
fn say(text: &str) {
    let _ = scope().post_message(&JsValue::from_str(text));
}

fn hand_over(bytes: &[u8]) {
    let buffer = Uint8Array::from(bytes).buffer();
    let _ = scope().post_message_with_transfer(&buffer, &Array::of1(&buffer));
}
