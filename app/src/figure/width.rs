//! The width that a chart has, as the browser lays it out.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// The room that a page of A4 leaves between its margins, in pixels of 1/96 inch.
const PAPER: f64 = 688.0;

/// The width of an element in whole pixels, followed as it changes; `first` until it is on the page.
pub(super) fn follow_width(room: NodeRef<Div>, first: f64) -> Memo<f64> {
    let width = RwSignal::new(first);
    let held: StoredValue<Option<Held>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = room.get() else { return };
        let measured = element.clone();
        let measure = move || {
            let now = f64::from(measured.client_width());
            // An element that is not shown has no width; a chart of no width helps nobody.
            if now > 0.0 {
                width.set(now);
            }
        };
        measure();
        let changed = Closure::<dyn FnMut()>::new(measure.clone());
        // No observer hears of paper: the chart is drawn for it before it is printed, and for the screen again after.
        let before = window_event_listener_untyped("beforeprint", move |_| {
            width.update(|width| *width = width.min(PAPER));
        });
        let after = window_event_listener_untyped("afterprint", move |_| measure());
        let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        held.set_value(Some(Held { observer, _changed: changed, printing: [before, after].map(Some) }));
    });
    Memo::new(move |_| width.get())
}

/// The observer and its function, dropped with the figure.
struct Held {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
    printing: [Option<WindowListenerHandle>; 2],
}

impl Drop for Held {
    fn drop(&mut self) {
        self.observer.disconnect();
        for listener in self.printing.iter_mut().filter_map(Option::take) {
            listener.remove();
        }
    }
}
