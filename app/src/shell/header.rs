//! The mark, the pages, language and theme, and the way in for data.

use super::head::name_key;
use super::switches::{LangSwitch, ThemeSwitch};
use crate::address::{Page, use_address};
use crate::i18n::t;
use leptos::prelude::*;

/// The header of every page.
#[component]
pub(super) fn Header() -> impl IntoView {
    let address = use_address();
    let items = Page::HEADER.into_iter().map(|page| {
        let current = move || (address.page() == Some(page)).then_some("page");
        view! { <a href=move || address.href(page, &[]) aria-current=current>{t(name_key(page))}</a> }
    });
    view! {
        <header class="top">
            <div class="wrap">
                <a class="mark" href=move || address.href(Page::Overview, &[])>"Esito"<i aria-hidden="true">"."</i></a>
                <nav aria-label=t("nav.label")>{items.collect_view()}</nav>
                <div class="tools">
                    <LangSwitch/>
                    <ThemeSwitch/>
                    <a class="btn primary" href=move || address.href(Page::Data, &[])>{t("nav.add")}</a>
                </div>
            </div>
        </header>
    }
}
