//! The page Methods.

use crate::i18n::t;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Methods() -> impl IntoView {
    view! { <div class="wrap"><h1>{t("nav.methods")}</h1></div> }
}
