//! What happens when the worker starts: it listens, and it says when it is ready.

use crate::{browser, seat};
use esito_model::Told;
use std::panic::PanicHookInfo;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::MessageEvent;

/// Takes the seat.
pub(crate) fn begin() {
    std::panic::set_hook(Box::new(|panic| {
        browser::send(seat::ticket_at_hand(), Told::Failed { message: describe(panic) });
    }));
    let seat = Rc::new(seat::Seat::new());
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| seat.hear(&event.data()));
    browser::scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // The worker listens for as long as it lives.
    hear.forget();
    browser::send(0, Told::Ready { engine: esito_engine::VERSION.to_owned() });
}

/// What a panic says, and the file where it happened without the folders of whoever built the program.
fn describe(panic: &PanicHookInfo<'_>) -> String {
    let words = panic.payload_as_str().unwrap_or("panic");
    panic.location().map_or_else(
        || words.to_owned(),
        |at| {
            let file = at.file().rsplit('/').next().unwrap_or_default();
            format!("{words} ({file}:{})", at.line())
        },
    )
}
