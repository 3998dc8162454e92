//! The engine at work: what it does, how far it is, and a way to stop it.

use crate::i18n::{format, t, t_count, t_with};
use crate::state::use_dashboard;
use esito_model::{Progress, Stage};
use leptos::prelude::*;

/// How far reading is.
#[component]
pub fn Work() -> impl IntoView {
    let dashboard = use_dashboard();
    let own = dashboard.own();
    // The engine goes through the bytes twice, to read them and for their hash: told is how much of the files is done.
    let size = untrack(|| own.files()).iter().map(|file| file.bytes).sum::<u64>();
    let progress = move || dashboard.seat().progress().map(|(_, progress)| of_files(progress, size));
    // The stage is told to readers of the screen; the bytes would never let them alone.
    let stage = Memo::new(move |_| stage_key(progress().map(|progress| progress.stage)));
    let item = move || progress().map(|progress| progress.item).unwrap_or_default();
    // Where the stage began: when, and how much was done by then.
    let began = Memo::new(move |before: Option<&(Option<Stage>, f64, u64)>| {
        let now = progress();
        let stage = now.as_ref().map(|progress| progress.stage);
        match before {
            Some(before) if before.0 == stage => *before,
            _ => (stage, js_sys::Date::now(), now.map_or(0, |progress| progress.done)),
        }
    });
    let pace = move || {
        let progress =
            progress().filter(|progress| progress.stage == Stage::Reading && progress.total > 0)?;
        let (_, since, from) = began.get();
        pace(&progress, js_sys::Date::now() - since, from)
    };
    let far = move || progress().filter(|progress| progress.total > 0).map(|progress| words(&progress));
    let bar = move || match progress().filter(|progress| progress.total > 0) {
        Some(progress) => {
            let (done, total) = (progress.done.to_string(), progress.total.to_string());
            view! { <progress aria-label=t("data.progress") value=done max=total></progress> }.into_any()
        }
        None => view! { <progress aria-label=t("data.progress")></progress> }.into_any(),
    };
    view! {
        <section class="drop work" id="work" tabindex="-1">
            <h2 role="status">{move || t(stage.get())}</h2>
            {bar}
            <p class="far"><span>{item}</span><span>{far}</span></p>
            <p class="far"><span></span><span>{pace}</span></p>
            <p class="ways">
                <button type="button" class="btn" on:click=move |_| own.cancel(dashboard)>{t("data.stop")}</button>
            </p>
        </section>
    }
}

fn stage_key(stage: Option<Stage>) -> &'static str {
    match stage {
        None => "data.starting",
        Some(Stage::Reading) => "data.reading",
        Some(Stage::Joining) => "data.joining",
        Some(Stage::Measuring | Stage::Paying | Stage::Comparing) => "data.measuring",
        Some(Stage::Drawing) => "data.drawing",
        Some(Stage::Valuing) => "data.valuing",
    }
}

/// Bytes of work as bytes of the files.
fn of_files(progress: Progress, size: u64) -> Progress {
    if progress.stage != Stage::Reading || progress.total <= size || size == 0 {
        return progress;
    }
    let part = |bytes: u64| u64::try_from(u128::from(bytes) * u128::from(size) / u128::from(progress.total));
    let done = part(progress.done).unwrap_or(size);
    Progress { done, total: size, ..progress }
}

/// How fast files are read and how long that still takes; nothing before it can be said.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes and seconds, told roughly"
)]
fn pace(progress: &Progress, elapsed_ms: f64, from: u64) -> Option<String> {
    let done = progress.done.saturating_sub(from) as f64;
    if elapsed_ms < 1_500.0 || done <= 0.0 {
        return None;
    }
    let each_second = done / elapsed_ms * 1e3;
    let left = progress.total.saturating_sub(progress.done) as f64 / each_second;
    let rate = format().bytes(each_second as u64);
    let seconds = left.ceil() as u64;
    let left = if seconds < 90 {
        t_count("data.seconds", seconds, &[])
    } else {
        t_count("data.minutes", seconds.div_ceil(60), &[])
    };
    Some(t_with("data.pace", &[("rate", &rate), ("left", &left)]))
}

fn words(progress: &Progress) -> String {
    let format = format();
    let show = |count| match progress.stage {
        Stage::Reading => format.bytes(count),
        Stage::Joining
        | Stage::Measuring
        | Stage::Drawing
        | Stage::Paying
        | Stage::Valuing
        | Stage::Comparing => format.whole(count),
    };
    t_with("data.far", &[("done", &show(progress.done)), ("total", &show(progress.total))])
}
