//! The way in: a place to drop files, folders and zips, and two buttons that do the same by keyboard. Files that fall
//! beside the place are taken all the same; where they cannot be taken just now, that is said.

use super::gather;
use crate::i18n::t;
use crate::state::{Confirming, Gathered, Reading, use_dashboard};
use leptos::ev::DragEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Whether files hover over the page, and whether some fell when they could not be taken.
#[derive(Clone, Copy)]
pub(super) struct Falling {
    over: RwSignal<bool>,
    late: RwSignal<bool>,
}

impl Falling {
    pub(super) fn new() -> Self {
        Self { over: RwSignal::new(false), late: RwSignal::new(false) }
    }

    pub(super) fn hover(self, event: &DragEvent) {
        event.prevent_default();
        self.over.set(true);
    }

    pub(super) fn leave(self) {
        self.over.set(false);
    }

    /// Takes the files, unless others are being read or asked about.
    pub(super) fn take(self, event: &DragEvent) {
        event.prevent_default();
        self.over.set(false);
        let own = use_dashboard().own();
        let engaged =
            untrack(|| own.reading() == Reading::Busy || own.confirm().stage() != Confirming::Closed);
        self.late.set(engaged);
        if engaged {
            return;
        }
        // The entries are only to be had while the event lasts.
        let dropped = event.data_transfer().map(|transfer| gather::entries(&transfer)).unwrap_or_default();
        spawn_local(async move { own.add(gather::from_entries(dropped).await) });
    }
}

/// Says that files were not taken.
#[component]
pub(super) fn NotNow(falling: Falling) -> impl IntoView {
    view! {
        <div role="status">
            {move || falling.late.get().then(|| view! { <p class="advice">{t("data.not_now")}</p> })}
        </div>
    }
}

/// The place for files.
#[component]
pub(super) fn Intake(falling: Falling) -> impl IntoView {
    view! {
        <section class="drop" class:over=move || falling.over.get() aria-labelledby="drop-heading">
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
