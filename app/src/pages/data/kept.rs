//! What is kept in this browser: bundles and their versions, to go back to, to save as a zip, to delete for good.

use crate::components::save::save_blob;
use crate::i18n::{format, t, t_count, t_with};
use crate::state::{Shown, use_dashboard};
use crate::store::Refused;
use esito_model::{KeptBundle, KeptVersion};
use leptos::html::Button;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Whether what was just read is kept, in one line.
#[component]
pub(super) fn KeptLine() -> impl IntoView {
    let dashboard = use_dashboard();
    let keeping = dashboard.own().keeping();
    move || {
        if keeping.saving() {
            return view! { <p role="status">{t("kept.saving")}</p> }.into_any();
        }
        match (keeping.shown(), keeping.refused()) {
            (Some((_, number)), _) => {
                let number = format().whole(number);
                view! { <p role="status">{t_with("kept.as_version", &[("number", &number)])}</p> }.into_any()
            }
            (None, Some(refused)) => view! { <Refusal refused/> }.into_any(),
            (None, None) if keeping.gone() => view! {
                <div class="advice refused" role="alert">
                    <p>{t("kept.gone")}</p>
                    <p class="ways">
                        <button type="button" class="btn" on:click=move |_| keeping.keep_again(dashboard)>{t("kept.again")}</button>
                    </p>
                </div>
            }
            .into_any(),
            (None, None) => ().into_any(),
        }
    }
}

#[component]
fn Refusal(refused: Refused) -> impl IntoView {
    let (key, detail) = match refused {
        Refused::Full => ("kept.full", String::new()),
        Refused::Denied(detail) => ("kept.denied", detail),
    };
    view! {
        <div class="advice refused" role="alert">
            <p>{t(key)}</p>
            {(!detail.is_empty()).then(|| view! { <p class="detail"><code>{detail}</code></p> })}
        </div>
    }
}

/// The bundles that are kept.
#[component]
pub fn KeptView() -> impl IntoView {
    let keeping = use_dashboard().own().keeping();
    let bundles = Memo::new(move |_| keeping.shelf().map(|shelf| shelf.bundles).unwrap_or_default());
    let list = move || {
        let shown = keeping.shown();
        let one = |bundle: KeptBundle| view! { <Bundle bundle shown=shown.clone()/> };
        bundles.get().into_iter().map(one).collect_view()
    };
    view! {
        <Show when=move || bundles.with(|bundles| !bundles.is_empty())>
            <section class="panel kept" aria-labelledby="kept-heading">
                <h2 id="kept-heading">{t("kept.heading")}</h2>
                <p class="sub">{t("kept.intro")}</p>
                {list}
            </section>
        </Show>
    }
}

#[component]
fn Bundle(bundle: KeptBundle, shown: Option<Shown>) -> impl IntoView {
    let key = bundle.key.clone();
    let rows: Vec<_> = bundle
        .versions
        .iter()
        .rev()
        .map(|version| {
            let is_shown = shown.as_ref().is_some_and(|(k, number)| *k == key && *number == version.number);
            view! { <Version key=key.clone() title=bundle.title.clone() version=version.clone() is_shown/> }
        })
        .collect();
    view! {
        <article class="bundle" aria-label=bundle.title.clone()>
            <div class="bundle-head">
                <h3>{bundle.title.clone()}</h3>
                <Delete key=key.clone() number=None label=t_with("kept.delete_all", &[("title", &bundle.title)])/>
            </div>
            <ul class="versions">{rows}</ul>
        </article>
    }
}

#[component]
fn Version(key: String, title: String, version: KeptVersion, is_shown: bool) -> impl IntoView {
    let dashboard = use_dashboard();
    let keeping = dashboard.own().keeping();
    let number = format().whole(version.number);
    let name = t_with("kept.version", &[("number", &number)]);
    let bytes = version.files.iter().map(|file| file.bytes).sum();
    let told = [
        format().moment(version.kept_ms),
        t_count("data.chosen", version.files.len() as u64, &[("size", &format().bytes(bytes))]),
        t_count("health.rows", version.rows, &[]),
        t_count("kept.aside", version.aside, &[]),
    ];
    let (of, at) = (key.clone(), version.number);
    let show = move |_| keeping.show(dashboard, of.clone(), at);
    let failed = RwSignal::new(false);
    let packed = StoredValue::new(version.clone());
    let file = format!("{title} {number}.zip");
    let zip = move |_| {
        let file = file.clone();
        spawn_local(async move {
            match keeping.zip(dashboard, &packed.get_value()).await {
                Ok(blob) => save_blob(&file, &blob),
                Err(_) => failed.set(true),
            }
        });
    };
    let show_label = t_with("kept.show_version", &[("number", &number), ("title", &title)]);
    let zip_label = t_with("kept.zip_version", &[("number", &number), ("title", &title)]);
    let delete_label = t_with("kept.delete_version", &[("number", &number), ("title", &title)]);
    view! {
        <li class:shown=is_shown>
            <p><b>{name}</b>" "<span class="why">{told.join(" · ")}</span></p>
            <div class="ways small">
                {if is_shown {
                    view! { <span class="now">{t("kept.now")}</span> }.into_any()
                } else {
                    view! { <button type="button" class="btn" aria-label=show_label on:click=show>{t("kept.show")}</button> }.into_any()
                }}
                <button type="button" class="btn" aria-label=zip_label on:click=zip>{t("kept.zip")}</button>
                <Delete key=key number=Some(version.number) label=delete_label/>
            </div>
            <Show when=move || failed.get()><p class="advice" role="alert">{t("kept.zip_failed")}</p></Show>
        </li>
    }
}

/// Deletes for good, once that was said twice.
#[component]
fn Delete(key: String, number: Option<u64>, label: String) -> impl IntoView {
    let dashboard = use_dashboard();
    let keeping = dashboard.own().keeping();
    let sure = RwSignal::new(false);
    let key = StoredValue::new(key);
    let label = StoredValue::new(label);
    // The button that was pressed is gone: the focus goes to the one in its place.
    let yes = NodeRef::<Button>::new();
    yes.on_load(|button| {
        let _ = button.focus();
    });
    move || {
        if !sure.get() {
            return view! {
                <button type="button" class="btn quiet" aria-label=label.get_value() on:click=move |_| sure.set(true)>
                    {t("kept.delete")}
                </button>
            }
            .into_any();
        }
        view! {
            <span class="sure" role="group" aria-label=label.get_value()>
                <span>{t("kept.sure")}</span>
                <button type="button" class="btn danger" node_ref=yes
                    on:click=move |_| keeping.delete(dashboard, key.get_value(), number)>{t("kept.delete_yes")}</button>
                <button type="button" class="btn" on:click=move |_| sure.set(false)>{t("kept.delete_no")}</button>
            </span>
        }
        .into_any()
    }
}
