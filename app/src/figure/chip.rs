//! How a promise stands: a shape and a word, so that colour never speaks alone.

use super::words;
use esito_model::Standing;
use leptos::prelude::*;

/// A standing as a small label.
#[component]
pub fn Chip(standing: Standing) -> impl IntoView {
    let (class, shape) = match standing {
        Standing::Met => ("chip good", "M1 5l3 3 5-7"),
        Standing::OnTrack => ("chip good", "M5 1a4 4 0 1 0 .01 0z"),
        Standing::Moderate => ("chip mid", "M5 1l4.5 8h-9z"),
        Standing::Insufficient => ("chip bad", "M5 .5L9.5 5 5 9.5.5 5z"),
        Standing::MovingAway => ("chip bad", "M1 1h8v8H1z"),
        Standing::Unknown => ("chip none", "M5 1.5a3.5 3.5 0 1 0 .01 0z"),
    };
    view! {
        <span class=class>
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" class:open=matches!(standing, Standing::Met | Standing::Unknown)>
                <path d=shape />
            </svg>
            {words::standing(standing)}
        </span>
    }
}
