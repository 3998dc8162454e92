//! What the pages that take files in have in common: what was left out, and what broke.

use crate::i18n::{t, t_count};
use crate::link::Failure;
use leptos::prelude::*;

/// How many names of files are listed.
const NAMED: usize = 5;

/// The files that were not taken, by name; nothing where all were.
pub fn left_out(names: &[String]) -> Option<AnyView> {
    let some = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    (!names.is_empty()).then(|| {
        let text = t_count("data.left_out", names.len() as u64, &[("names", &some)]);
        view! { <p class="advice">{text}</p> }.into_any()
    })
}

/// Work that failed: why, what helps, and a button to try again.
#[component]
pub fn Broken(
    /// What failed.
    failure: Failure,
    /// What the button says.
    again: String,
    /// What the button does.
    retry: Callback<()>,
) -> impl IntoView {
    let (heading, help) = failure.keys();
    let detail = failure.detail().to_owned();
    view! {
        <section class="outcome bad" role="alert" id="outcome" tabindex="-1">
            <h2>{t(heading)}</h2>
            <p>{t(help)}</p>
            {(!detail.is_empty()).then(|| view! { <p class="detail"><code>{detail}</code></p> })}
            <p class="ways">
                <button type="button" class="btn primary" on:click=move |_| retry.run(())>{again}</button>
            </p>
        </section>
    }
}
