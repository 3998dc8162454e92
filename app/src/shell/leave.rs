//! Nothing of the reader's is lost by a slip of the hand: a warning before the tab is left, and files that fall beside
//! their place do not take the page away.

use crate::state::{Confirming, Dashboard, Origin, Reading, use_dashboard};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Has the browser ask before the tab is left while something would be lost: the reader's own data that are not kept,
/// files that are being read, answers that were given.
pub(super) fn warn_on_leave() {
    let dashboard = use_dashboard();
    let handle = window_event_listener(ev::beforeunload, move |event| {
        if untrack(|| would_lose(dashboard)) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn would_lose(dashboard: Dashboard) -> bool {
    let own = dashboard.own();
    let answered = own.confirm().stage() != Confirming::Closed && own.confirm().can_undo();
    let kept = own.keeping().shown().is_some();
    let at_work = own.reading() == Reading::Busy || dashboard.origin() == Origin::Own;
    answered || at_work && !kept
}

/// Whoever comes back from another tab sees what is kept as it is now.
pub(super) fn follow_other_tabs() {
    let keeping = use_dashboard().own().keeping();
    let handle = window_event_listener(ev::focus, move |_| spawn_local(keeping.look_again()));
    on_cleanup(move || handle.remove());
}

/// A browser opens a file that falls on a page in the place of the page. Where no place takes it, nothing happens.
pub(super) fn catch_drops() {
    let with_files = |event: &web_sys::DragEvent| {
        let kinds = event.data_transfer().map(|transfer| transfer.types());
        kinds.is_some_and(|kinds| kinds.includes(&"Files".into(), 0))
    };
    let hover = window_event_listener(ev::dragover, move |event| {
        if !event.default_prevented() && with_files(&event) {
            event.prevent_default();
            if let Some(transfer) = event.data_transfer() {
                transfer.set_drop_effect("none");
            }
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        if with_files(&event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        hover.remove();
        drop.remove();
    });
}
