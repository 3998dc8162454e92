//! The page Data.

use crate::i18n::t;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Data() -> impl IntoView {
    view! { <div class="wrap"><h1>{t("nav.data")}</h1></div> }
}
