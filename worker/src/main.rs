//! The engine's seat in the browser: a module worker that loads bundles and answers questions about them.
//!
//! Comes in: messages `{ json, buffers }`, the JSON of a `Request` and the bytes of files. Goes out: the JSON of a
//! `Reply`. Announces itself with `Ready`; messages that are sent before that may be lost. After a panic it says
//! `Failed` and is of no more use: the page throws it away and starts another.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(any(target_arch = "wasm32", test))]
mod desk;
#[cfg(target_arch = "wasm32")]
mod entry;
#[cfg(target_arch = "wasm32")]
mod files;
#[cfg(target_arch = "wasm32")]
mod hashing;
#[cfg(target_arch = "wasm32")]
mod seat;

fn main() {
    #[cfg(target_arch = "wasm32")]
    entry::begin();
}
