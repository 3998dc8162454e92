//! What stands around every page: header, notices, footer, title, focus.

mod footer;
mod head;
mod header;
mod leave;
mod notices;
mod routes;
mod switches;

use crate::address::{base_path, provide_address};
use crate::components::receipt::{ReceiptDialog, provide_receipt};
use crate::i18n::{follow_language, provide_i18n, t};
use crate::state::{State, provide_dashboard, use_dashboard};
use footer::Footer;
use head::follow_page;
use header::Header;
use leave::{catch_drops, follow_other_tabs, warn_on_leave};
use leptos::prelude::*;
use leptos_router::components::Router;
use notices::Notices;
use routes::Pages;

/// Puts the app in the place of the loading shape of `index.html`.
pub(crate) fn mount() {
    mend_path();
    let told = loading_shape().is_some_and(|shape| shape.class_list().contains("told"));
    // The first sight tells published figures; whoever comes back to files of their own should not see others first.
    if !told || crate::state::Keeping::was_shown().is_some() {
        forget_loading_shape();
    }
    mount_to_body(App);
}

fn loading_shape() -> Option<web_sys::Element> {
    document().get_element_by_id("loading")
}

fn forget_loading_shape() {
    if let Some(shape) = loading_shape() {
        shape.remove();
    }
}

/// A loading shape that tells the first figures stays until the app can tell as much.
fn replace_first_sight() {
    let dashboard = use_dashboard();
    Effect::new(move |_| {
        if !matches!(dashboard.answer(), State::Loading) {
            forget_loading_shape();
        }
    });
}

/// `…/index.html` is the same page as `…/`, but the router only knows the folder.
fn mend_path() {
    let location = window().location();
    let (path, search) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let hash = location.hash().unwrap_or_default();
    if let (Some(folder), Ok(history)) = (path.strip_suffix("index.html"), window().history()) {
        let to = format!("{folder}{search}{hash}");
        // Where the browser refuses, the page is shown as not found, with a way on.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&to));
    }
}

/// The whole app.
#[component]
fn App() -> impl IntoView {
    let base = base_path().trim_end_matches('/').to_owned();
    view! {
        <Router base=base>
            <Shell/>
        </Router>
    }
}

#[component]
fn Shell() -> impl IntoView {
    provide_address();
    provide_i18n();
    provide_dashboard();
    provide_receipt();
    replace_first_sight();
    follow_page();
    warn_on_leave();
    catch_drops();
    follow_other_tabs();
    // Texts are plain strings: a change of language draws header, notices and footer anew, and each page itself.
    view! {
        {move || { follow_language(); view! { <SkipLink/><Header/> } }}
        {move || { follow_language(); view! { <Notices/> } }}
        <main id="main" tabindex="-1"><Pages/></main>
        {move || { follow_language(); view! { <Footer/> } }}
        {move || { follow_language(); view! { <ReceiptDialog/> } }}
    }
}

/// A link to `#main` would follow the `base` element to another page, so the focus is moved by hand.
#[component]
fn SkipLink() -> impl IntoView {
    view! { <button type="button" class="skip" on:click=move |_| head::focus_main()>{t("shell.skip")}</button> }
}
