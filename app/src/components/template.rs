//! A first framework to fill in, for whoever has only the files.

use super::save::save_text;
use crate::i18n::{lang, t};
use leptos::prelude::*;

const ENGLISH: &str = include_str!("../../messages/template.en.toml");
const ITALIAN: &str = include_str!("../../messages/template.it.toml");

/// Saves the template in the reader's language.
#[component]
pub fn TemplateButton() -> impl IntoView {
    let save = move |_| {
        let text = match untrack(lang) {
            crate::i18n::Lang::En => ENGLISH,
            crate::i18n::Lang::It => ITALIAN,
        };
        save_text("framework.toml", "application/toml", text);
    };
    view! { <button type="button" class="btn" on:click=save>{t("data.template")}</button> }
}
