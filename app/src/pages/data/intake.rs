//! The way in: a place to drop files, folders and zips, and two buttons that do the same by keyboard.

use super::gather;
use crate::i18n::t;
use crate::state::{Gathered, use_dashboard};
use leptos::ev::DragEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The place for files.
#[component]
pub fn Intake() -> impl IntoView {
    let own = use_dashboard().own();
    let over = RwSignal::new(false);
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        // The entries are only to be had while the event lasts.
        let entries = event.data_transfer().map(|transfer| gather::entries(&transfer)).unwrap_or_default();
        spawn_local(async move { own.add(gather::from_entries(entries).await) });
    };
    let hover = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    view! {
        <section class="drop" class:over=move || over.get() aria-labelledby="drop-heading"
            on:dragover=hover on:dragleave=move |_| over.set(false) on:drop=drop>
            <h2 id="drop-heading">{t("data.drop")}</h2>
            <p>{t("data.kinds")}</p>
            <p class="ways">
                <Chooser id="files" label="data.choose_files" primary=true folder=false/>
                <Chooser id="folder" label="data.choose_folder" primary=false folder=true/>
            </p>
            <p class="private">{t("data.private")}</p>
        </section>
    }
}

/// A button and the input that it stands for: the browser's own words for inputs cannot be translated.
#[component]
fn Chooser(id: &'static str, label: &'static str, primary: bool, folder: bool) -> impl IntoView {
    let own = use_dashboard().own();
    let input = NodeRef::<Input>::new();
    // The view macro does not know this attribute.
    input.on_load(move |input| input.set_webkitdirectory(folder));
    let take = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let gathered = input.files().map_or_else(Gathered::default, |list| gather::from_list(&list));
        own.add(gathered);
        // Emptied, so that the same file can be chosen again after it was mended.
        input.set_value("");
    };
    let open = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <input id=id node_ref=input type="file" multiple class="unseen" tabindex="-1" aria-hidden="true"
            on:change=take/>
        <button type="button" class="btn" class:primary=primary on:click=open>{t(label)}</button>
    }
}
