//! The way in: what was published, and the files, dropped or chosen together.

use crate::components::intake::left_out;
use crate::i18n::{format, t, t_count, t_with};
use crate::pages::data::gather::{dropped, entries, listed, wanted};
use crate::state::{Check, Chosen, Origin, use_dashboard};
use leptos::ev::DragEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Longer lists are folded: a folder can hold thousands of files.
const SHOWN: usize = 40;

/// The place for answers and files.
#[component]
pub(super) fn Intake() -> impl IntoView {
    let dashboard = use_dashboard();
    let check = dashboard.check();
    let over = RwSignal::new(false);
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        // The entries are only to be had while the event lasts.
        let entries = event.data_transfer().map(|transfer| entries(&transfer)).unwrap_or_default();
        spawn_local(async move { take(check, dropped(entries).await) });
    };
    let hover = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    // Files that a site publishes with itself can be taken without a copy of one's own.
    let published = move || dashboard.origin() == Origin::Published && dashboard.has_rows();
    view! {
        <section class="drop" class:over=move || over.get() aria-labelledby="drop-heading"
            on:dragover=hover on:dragleave=move |_| over.set(false) on:drop=drop>
            <h2 id="drop-heading">{t("verify.drop")}</h2>
            <p>{t("verify.kinds")}</p>
            <p class="ways">
                <Chooser id="verify-files" label="data.choose_files" primary=true folder=false/>
                <Chooser id="verify-folder" label="data.choose_folder" primary=false folder=true/>
                <Show when=published>
                    <button type="button" id="published" class="btn"
                        on:click=move |_| check.run_on_published(dashboard)>{t("verify.published_files")}</button>
                </Show>
            </p>
            <p class="private">{t("data.private")}</p>
        </section>
    }
}

/// Sorts what came in: answers here, the bundle's files there, and the names of everything else.
fn take(check: Check, all: Vec<Chosen>) {
    let is_answer = |file: &Chosen| file.name.to_ascii_lowercase().ends_with(".json");
    let (answers, files): (Vec<_>, Vec<_>) = all.into_iter().partition(is_answer);
    check.add(answers, wanted(files));
}

/// A button and the input that it stands for: the browser's own words for inputs cannot be translated.
#[component]
fn Chooser(id: &'static str, label: &'static str, primary: bool, folder: bool) -> impl IntoView {
    let check = use_dashboard().check();
    let input = NodeRef::<Input>::new();
    // The view macro does not know this attribute.
    input.on_load(move |input| input.set_webkitdirectory(folder));
    let choose = move |_| {
        let Some(input) = input.get_untracked() else { return };
        take(check, input.files().map(|list| listed(&list)).unwrap_or_default());
        // Emptied, so that the same file can be chosen again after it was changed.
        input.set_value("");
    };
    let open = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <input id=id node_ref=input type="file" multiple class="unseen" tabindex="-1" aria-hidden="true"
            on:change=choose/>
        <button type="button" class="btn" class:primary=primary on:click=open>{t(label)}</button>
    }
}

/// What will be held against what, and the button that does it.
#[component]
pub(super) fn Taken() -> impl IntoView {
    let dashboard = use_dashboard();
    let check = dashboard.check();
    let list = move || {
        let (answers, files) = (check.answers(), check.files());
        if answers.is_empty() && files.is_empty() {
            return None;
        }
        let total: u64 = files.iter().map(|file| file.bytes).sum();
        let size = format().bytes(total);
        let hidden = files.len().saturating_sub(SHOWN);
        let none = files.is_empty();
        let published = match answers.is_empty() {
            true => view! { <p>{t("verify.this_site")}</p> }.into_any(),
            false => view! { <Files files=answers/> }.into_any(),
        };
        let shown: Vec<Chosen> = files.iter().take(SHOWN).cloned().collect();
        let from = match none {
            true => view! { <p class="advice">{t("verify.no_files")}</p> }.into_any(),
            false => view! {
                <p class="sub">{t_count("data.chosen", files.len() as u64, &[("size", &size)])}</p>
                <Files files=shown/>
                {(hidden > 0).then(|| t_count("data.more_files", hidden as u64, &[]))}
            }
            .into_any(),
        };
        Some(view! {
            <section class="panel chosen" aria-labelledby="taken-heading">
                <h2 id="taken-heading">{t("verify.taken")}</h2>
                <div class="beside">
                    <div><h3>{t("verify.answers")}</h3>{published}</div>
                    <div><h3>{t("verify.files")}</h3>{from}</div>
                </div>
                <p class="ways">
                    <button type="button" id="verify" class="btn primary" disabled=none
                        on:click=move |_| check.run(dashboard)>{t("verify.go")}</button>
                    <button type="button" class="btn" on:click=move |_| check.forget()>{t("data.clear")}</button>
                </p>
            </section>
        })
    };
    let left_out = move || left_out(&check.left_out());
    view! { <div aria-live="polite">{left_out}{list}</div> }
}

#[component]
fn Files(files: Vec<Chosen>) -> impl IntoView {
    let check = use_dashboard().check();
    let rows = files.into_iter().map(|file| {
        let (name, label) = (file.name.clone(), t_with("data.remove", &[("name", &file.name)]));
        view! {
            <tr>
                <th scope="row">{file.name}</th>
                <td class="number">{format().bytes(file.bytes)}</td>
                <td class="number">
                    <button type="button" class="cross" aria-label=label on:click=move |_| check.remove(&name)>"×"</button>
                </td>
            </tr>
        }
    });
    view! { <table class="plain listed"><tbody>{rows.collect_view()}</tbody></table> }
}
