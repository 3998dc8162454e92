//! What is kept in this browser: bundles and their versions, to go back to, to save as a zip, to delete for good.

use crate::components::focus::focus_soon;
use crate::components::save::save_blob;
use crate::i18n::{format, t, t_count, t_with};
use crate::link::{Failure, Packed};
use crate::state::{Dashboard, Shown, use_dashboard};
use crate::store::Refused;
use esito_model::{KeptBundle, KeptVersion, People, PrivateColumn};
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
    let zip = Zip::of(version.clone(), format!("{title} {number}.zip"));
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
                <button type="button" class="btn" aria-label=zip_label id=zip.id("") disabled=move || zip.busy.get()
                    on:click=move |_| zip.save(dashboard, None)>
                    {move || t(if zip.busy.get() { "kept.zip_busy" } else { "kept.zip" })}
                </button>
                <Delete key=key number=Some(version.number) label=delete_label/>
            </div>
            <Leaving zip/>
            <Show when=move || zip.failed.get()><p class="advice" role="alert">{t("kept.zip_failed")}</p></Show>
        </li>
    }
}

/// A version on its way out as a zip.
#[derive(Clone, Copy)]
struct Zip {
    version: StoredValue<(KeptVersion, String)>,
    /// What has to be decided first: the columns that tell of people, and the files in which nothing can stand for them.
    asked: RwSignal<Option<(Vec<PrivateColumn>, Vec<String>)>>,
    busy: RwSignal<bool>,
    failed: RwSignal<bool>,
}

impl Zip {
    fn of(version: KeptVersion, name: String) -> Self {
        Self {
            version: StoredValue::new((version, name)),
            asked: RwSignal::new(None),
            busy: RwSignal::new(false),
            failed: RwSignal::new(false),
        }
    }

    /// Nothing is saved: the button that began it has the focus again.
    fn leave(self) {
        self.asked.set(None);
        focus_soon(self.id(""));
    }

    /// The id of the button that begins it, or of another one.
    fn id(self, of: &str) -> String {
        self.version.with_value(|(version, name)| format!("zip{of}-{}-{name}", version.number))
    }

    fn save(self, dashboard: Dashboard, people: Option<People>) {
        self.busy.set(true);
        self.failed.set(false);
        let no = self.id("-no");
        spawn_local(async move {
            let (version, name) = self.version.get_value();
            let packed = dashboard.own().keeping().zip(dashboard, &version, people).await;
            // The page may be another one by now.
            self.busy.try_set(false);
            match packed {
                Ok(Packed::Zip(blob)) => {
                    save_blob(&name, &blob);
                    self.asked.try_set(None);
                }
                Ok(Packed::Private { columns, stuck }) => {
                    self.asked.try_set(Some((columns, stuck)));
                    // Nobody may have known of the question.
                    focus_soon(no);
                }
                Err(Failure::Cancelled) => {}
                Err(_) => {
                    self.failed.try_set(true);
                }
            }
        });
    }
}

/// People would leave with the zip: its owner decides whether they do, or numbers in their place.
#[component]
fn Leaving(zip: Zip) -> impl IntoView {
    let dashboard = use_dashboard();
    move || {
        let (columns, stuck) = zip.asked.get()?;
        let one = |column: &PrivateColumn| format!("{}: {}", column.file, column.header);
        let columns: Vec<String> = columns.iter().map(one).collect();
        let numbered = stuck.is_empty().then(|| {
            view! {
                <button type="button" class="btn primary" disabled=move || zip.busy.get()
                    on:click=move |_| zip.save(dashboard, Some(People::Numbered))>{t("kept.zip_numbered")}</button>
            }
        });
        let told = if stuck.is_empty() {
            t("kept.zip_numbers")
        } else {
            t_with("kept.zip_stuck", &[("files", &stuck.join(", "))])
        };
        Some(view! {
            <div class="advice leaving" role="group" aria-label=t("kept.zip_people")>
                <p><b>{t("kept.zip_people")}</b></p>
                <ul>{columns.into_iter().map(|column| view! { <li>{column}</li> }).collect_view()}</ul>
                <p>{told}</p>
                <p class="ways small">
                    {numbered}
                    <button type="button" class="btn" disabled=move || zip.busy.get()
                        on:click=move |_| zip.save(dashboard, Some(People::Named))>{t("kept.zip_named")}</button>
                    <button type="button" class="btn quiet" id=zip.id("-no") on:click=move |_| zip.leave()>{t("kept.zip_no")}</button>
                </p>
            </div>
        })
    }
}

/// Deletes for good, once that was said twice.
#[component]
fn Delete(key: String, number: Option<u64>, label: String) -> impl IntoView {
    let dashboard = use_dashboard();
    let keeping = dashboard.own().keeping();
    let sure = RwSignal::new(false);
    let id = format!("delete-{key}-{}", number.map(|number| number.to_string()).unwrap_or_default());
    let (id, yes) = (StoredValue::new(id.clone()), StoredValue::new(format!("{id}-yes")));
    // The button that was pressed is gone: the focus goes to the one in its place.
    let ask = move |asked: bool| {
        sure.set(asked);
        focus_soon(if asked { yes } else { id }.get_value());
    };
    let key = StoredValue::new(key);
    let label = StoredValue::new(label);
    move || {
        if !sure.get() {
            return view! {
                <button type="button" class="btn quiet" id=id.get_value() aria-label=label.get_value() on:click=move |_| ask(true)>
                    {t("kept.delete")}
                </button>
            }
            .into_any();
        }
        view! {
            <span class="sure" role="group" aria-label=label.get_value()>
                <span>{t("kept.sure")}</span>
                <button type="button" class="btn danger" id=yes.get_value()
                    on:click=move |_| keeping.delete(dashboard, key.get_value(), number)>{t("kept.delete_yes")}</button>
                <button type="button" class="btn" on:click=move |_| ask(false)>{t("kept.delete_no")}</button>
            </span>
        }
        .into_any()
    }
}
