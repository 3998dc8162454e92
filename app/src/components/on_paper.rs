//! Whether the page is being printed: what is folded on the screen is whole on paper, where nothing can be pressed.

use leptos::prelude::*;

/// True from before the page is printed until after.
#[must_use]
pub fn on_paper() -> RwSignal<bool> {
    let paper = RwSignal::new(false);
    let before = window_event_listener_untyped("beforeprint", move |_| paper.set(true));
    let after = window_event_listener_untyped("afterprint", move |_| paper.set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    paper
}
