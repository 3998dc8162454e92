//! The page Indicator.

use crate::i18n::t;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Indicator() -> impl IntoView {
    view! { <div class="wrap"><h1>{t("nav.indicator")}</h1></div> }
}
