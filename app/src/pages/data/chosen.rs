//! The files that were chosen, what will come of them, and the button that has them read.

use crate::components::intake::left_out;
use crate::i18n::{format, t, t_count, t_with};
use crate::state::{Chosen, Dashboard, Reading, use_dashboard};
use leptos::prelude::*;

/// Beyond this a browser tab may run out of memory: the bytes are held once here and once by the engine.
const LARGE: u64 = 300_000_000;
/// Beyond this it will: the engine's memory ends at 4 GB, and typed columns stand beside the bytes.
const TOO_LARGE: u64 = 1_000_000_000;
/// Longer lists are folded: a folder can hold thousands of files.
const SHOWN: usize = 40;

/// The list of files.
#[component]
pub fn ChosenFiles() -> impl IntoView {
    let dashboard = use_dashboard();
    let own = dashboard.own();
    let list = move || {
        let files = own.files();
        if files.is_empty() {
            return None;
        }
        // What was read has been said above.
        let read = matches!(own.reading(), Reading::Done(_));
        let count = files.len();
        let total: u64 = files.iter().map(|file| file.bytes).sum();
        let size = format().bytes(total);
        let hidden = count.saturating_sub(SHOWN);
        let rows = files.iter().take(SHOWN).map(|file| view! { <Row file=file.clone()/> }).collect_view();
        Some(view! {
            <section class="panel chosen" aria-labelledby="chosen-heading">
                <h2 id="chosen-heading">{t_count("data.chosen", count as u64, &[("size", &size)])}</h2>
                {advice(&files, total).filter(|_| !read).map(|key| view! { <p class="advice">{t(key)}</p> })}
                <table class="plain listed"><tbody>{rows}</tbody></table>
                {(hidden > 0).then(|| t_count("data.more_files", hidden as u64, &[]))}
                <p class="ways">
                    {ways(dashboard, total, read)}
                    <button type="button" class="btn" on:click=move |_| own.clear()>{t("data.clear")}</button>
                </p>
            </section>
        })
    };
    let left_out = move || left_out(&own.left_out());
    view! { <div aria-live="polite">{left_out}{list}</div> }
}

#[component]
fn Row(file: Chosen) -> impl IntoView {
    let own = use_dashboard().own();
    let (name, label) = (file.name.clone(), t_with("data.remove", &[("name", &file.name)]));
    view! {
        <tr>
            <th scope="row">{file.name}</th>
            <td class="number">{format().bytes(file.bytes)}</td>
            <td class="number">
                <button type="button" class="cross" aria-label=label on:click=move |_| own.remove(&name)>"×"</button>
            </td>
        </tr>
    }
}

/// The buttons that go on: files without a framework are looked at first, so that nothing is taken for granted.
fn ways(dashboard: Dashboard, total: u64, read: bool) -> AnyView {
    let own = dashboard.own();
    if total > TOO_LARGE {
        return ().into_any();
    }
    let framework = own.may_have_framework();
    let look = view! {
        <button type="button" id="understand" class="btn" class:primary={!framework && !read}
            on:click=move |_| own.confirm().begin(dashboard)>
            {t("mapping.begin")}
        </button>
    };
    if !framework {
        return look.into_any();
    }
    view! {
        <button type="button" id="read" class="btn" class:primary=!read on:click=move |_| own.read(dashboard)>{t("data.read")}</button>
        {look}
    }
    .into_any()
}

/// What is worth knowing before the files are read.
fn advice(files: &[Chosen], total: u64) -> Option<&'static str> {
    let is = |file: &Chosen, ending: &str| file.name.to_ascii_lowercase().ends_with(ending);
    if total > TOO_LARGE {
        return Some("data.too_large");
    }
    if total > LARGE {
        return Some("data.large");
    }
    let framework = files.iter().any(|file| file.name == "framework.toml" || is(file, ".zip"));
    (!framework).then_some("data.no_framework")
}
