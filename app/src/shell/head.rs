//! The document around the app follows the page: title, language, theme, focus.

use super::switches::theme;
use crate::address::{Page, use_address};
use crate::i18n::{lang, t};
use crate::state::use_dashboard;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The key of a page's name.
pub(super) fn name_key(page: Page) -> &'static str {
    match page {
        Page::Overview => "nav.overview",
        Page::Indicator => "nav.indicator",
        Page::Compare => "nav.compare",
        Page::Contracts => "nav.contracts",
        Page::Value => "nav.value",
        Page::Place => "nav.place",
        Page::Data => "nav.data",
        Page::Methods => "nav.methods",
        Page::Verify => "verify.over",
    }
}

/// Keeps title, language and theme of the document as the page has them, and moves the focus on a change of page.
pub(super) fn follow_page() {
    let address = use_address();
    let dashboard = use_dashboard();
    Effect::new(move |_| {
        let name = t(address.page().map_or("missing.title", name_key));
        let bundle = dashboard.ready().map(|answer| answer.framework.title.get(lang().code()).to_owned());
        let title = match bundle.filter(|title| !title.is_empty()) {
            Some(bundle) => format!("{name} · {bundle} · Esito"),
            None => format!("{name} · Esito"),
        };
        document().set_title(&title);
    });
    Effect::new(move |_| set_root("lang", Some(lang().code())));
    Effect::new(move |_| set_root("data-theme", theme(address).as_deref()));
    // The first page keeps the browser's own focus; after that a reader of the screen has to hear of the new page.
    let page = Memo::new(move |_| address.page());
    Effect::new(move |before: Option<Option<Page>>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(focus_main);
        }
        now
    });
}

/// Moves the focus to the content.
pub(super) fn focus_main() {
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take the focus is passed over by the browser.
        let _ = main.focus();
    }
}

fn set_root(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}
