//! The single-page app: pages, components, state.
//!
//! Comes in: answers over a link, the reader's clicks. Goes out: pages. It asks questions and shows answers; it
//! knows no formula, does no arithmetic on data and cannot see the engine.

#![allow(unreachable_pub, reason = "the component macro makes public what it writes")]

pub mod address;
pub mod components;
pub mod figure;
pub mod i18n;
pub mod link;
pub mod order;
pub mod pages;
mod shell;
pub mod state;
pub mod store;

/// Puts the app into the page, in the place of the loading shape.
pub fn start() {
    shell::mount();
}
