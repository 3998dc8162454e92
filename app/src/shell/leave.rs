//! A warning before the reader's own files are forgotten.

use crate::state::{Origin, use_dashboard};
use leptos::ev;
use leptos::prelude::*;

/// Has the browser ask before the tab is left while the pages show the reader's own data and they are not kept.
pub(super) fn warn_on_leave() {
    let dashboard = use_dashboard();
    let handle = window_event_listener(ev::beforeunload, move |event| {
        let kept = untrack(|| dashboard.own().keeping().shown()).is_some();
        if untrack(|| dashboard.origin()) == Origin::Own && !kept {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
