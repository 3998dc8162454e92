//! What the worker needs from the browser: sending, breathing, the time.
//!
//! The only module that touches JavaScript objects for their own sake. Knows nothing of bundles and questions.

use esito_model::{Reply, Told};
use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel};

/// The worker's global object.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends a reply to the page. If even the text cannot be sent there is nobody left to tell.
pub(crate) fn send(ticket: u64, told: Told) {
    let json = match serde_json::to_string(&Reply { ticket, told }) {
        Ok(json) => json,
        Err(error) => {
            let told = Told::Failed { message: error.to_string() };
            serde_json::to_string(&Reply { ticket, told }).unwrap_or_default()
        }
    };
    let _ = scope().post_message(&JsValue::from_str(&json));
}

/// Sends a reply with buffers beside it, handed over and not copied.
pub(crate) fn send_with(ticket: u64, told: Told, buffers: &Array) {
    let Ok(json) = serde_json::to_string(&Reply { ticket, told }) else {
        return send(ticket, Told::Failed { message: "a reply that cannot be written".to_owned() });
    };
    let message = Object::new();
    let _ = Reflect::set(&message, &"json".into(), &json.into());
    let _ = Reflect::set(&message, &"buffers".into(), buffers);
    let _ = scope().post_message_with_transfer(&message, buffers);
}

/// Milliseconds since some fixed moment: for slicing the work, never for an answer.
pub(crate) fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// The bytes of a transferred buffer, copied once into the engine's memory.
pub(crate) fn bytes_of(buffer: &ArrayBuffer) -> Arc<Vec<u8>> {
    Arc::new(Uint8Array::new(buffer).to_vec())
}

/// Lets the browser hand over what has arrived meanwhile.
pub(crate) struct Breath(Option<MessageChannel>);

impl Breath {
    pub(crate) fn new() -> Self {
        Self(MessageChannel::new().ok())
    }

    /// One turn of the event loop. A message to oneself, because timers are held back to four milliseconds.
    pub(crate) async fn take(&self) {
        let Some(channel) = &self.0 else { return };
        let turn = Promise::new(&mut |resolve, _| {
            channel.port1().set_onmessage(Some(&resolve));
            let _ = channel.port2().post_message(&JsValue::NULL);
        });
        let _ = JsFuture::from(turn).await;
    }
}
