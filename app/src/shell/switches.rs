//! Language and theme: in the address, so that a link shows the same, and kept for the next visit.

use crate::address::{Address, use_address};
use crate::i18n::{Lang, lang, storage, store, t};
use leptos::prelude::*;

const THEME_STORE: &str = "esito-theme";
const THEMES: [(&str, &str); 3] =
    [("system", "theme.system"), ("light", "theme.light"), ("dark", "theme.dark")];

/// The theme asked for: the address's, else the stored choice; nothing leaves it to the system.
pub(super) fn theme(address: Address) -> Option<String> {
    let asked = address.get("theme").or_else(|| storage()?.get_item(THEME_STORE).ok()?);
    asked.filter(|theme| theme == "light" || theme == "dark")
}

/// Goes to the other language.
#[component]
pub(super) fn LangSwitch() -> impl IntoView {
    let address = use_address();
    let now = lang();
    let buttons = Lang::ALL.into_iter().map(|lang| {
        let choose = move |_| {
            store(lang);
            address.replace(|query| query.with("lang", Some(lang.code())));
        };
        view! {
            <button type="button" lang=lang.code() aria-pressed=if lang == now { "true" } else { "false" }
                title=lang.name() on:click=choose>
                {lang.code().to_uppercase()}
            </button>
        }
    });
    view! { <div class="pair" role="group" aria-label=t("shell.language")>{buttons.collect_view()}</div> }
}

/// Light, dark or as the system has it.
#[component]
pub(super) fn ThemeSwitch() -> impl IntoView {
    let address = use_address();
    let now = move || theme(address).unwrap_or_else(|| "system".to_owned());
    let choose = move |event: web_sys::Event| {
        let theme = event_target_value(&event);
        if let Some(storage) = storage() {
            // A browser that keeps nothing is no fault: the address holds the choice.
            let _ = storage.set_item(THEME_STORE, &theme);
        }
        address.replace(|query| query.with("theme", Some(&theme)));
    };
    let options = THEMES.map(|(theme, key)| {
        view! { <option value=theme prop:selected=move || now() == theme>{t(key)}</option> }
    });
    view! {
        <select class="theme" aria-label=t("theme.label") on:change=choose>{options.into_iter().collect_view()}</select>
    }
}
