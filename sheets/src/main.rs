//! The writer of workbooks in the browser: a module worker that turns a statement into a file.
//!
//! Comes in: the JSON of a `Statement`. Goes out: the bytes, handed over and not copied, or a text that says why there
//! are none. Announces itself with `true`; messages that are sent before that may be lost.

#[cfg(target_arch = "wasm32")]
mod seat;

fn main() {
    #[cfg(target_arch = "wasm32")]
    seat::begin();
}
