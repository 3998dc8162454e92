//! The page Compare.

use crate::i18n::t;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Compare() -> impl IntoView {
    view! { <div class="wrap"><h1>{t("nav.compare")}</h1></div> }
}
