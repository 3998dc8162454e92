//! The page Overview.

use crate::i18n::t;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    view! { <div class="wrap"><h1>{t("nav.overview")}</h1></div> }
}
