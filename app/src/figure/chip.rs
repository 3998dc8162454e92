//! How a promise stands: a shape and a word, so that colour never speaks alone.

use super::words;
use esito_charts::standing_mark;
use esito_model::Standing;
use leptos::prelude::*;

/// A standing as a small label.
#[component]
pub fn Chip(standing: Standing) -> impl IntoView {
    let (class, shape, open) = standing_mark(standing);
    view! {
        <span class=format!("chip {class}")>
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" class:open=open>
                <path d=shape />
            </svg>
            {words::standing(standing)}
        </span>
    }
}
