//! Data: the reader's own files in, what was read of them, and what has to be said about them.
//!
//! Comes in: files that were dropped or chosen. Goes out: the same files to the engine in this browser, what their
//! columns mean, the engine's remarks, rows to mend, versions that are kept. Nothing is sent anywhere.

mod changes;
mod chosen;
pub(super) mod codes;
mod confirm;
pub(crate) mod gather;
mod helps;
mod intake;
mod kept;
mod ledger;
mod outcome;
mod remark;
pub(crate) mod remarks;
pub(super) mod said;
mod work;

use crate::components::focus::{focus, focus_soon};
use crate::i18n::{lang, t, t_with};
use crate::state::{Confirming, Dashboard, Origin, Reading, use_dashboard};
use changes::ChangesView;
use chosen::ChosenFiles;
use confirm::ConfirmView;
use esito_model::Remark;
use intake::{Falling, Intake, NotNow};
use kept::KeptView;
use ledger::LedgerView;
use leptos::prelude::*;
use outcome::Outcome;
use remarks::Remarks;
use work::Work;

/// The page.
#[component]
pub fn Data() -> impl IntoView {
    let dashboard = use_dashboard();
    let own = dashboard.own();
    let busy = Memo::new(move |_| own.reading() == Reading::Busy);
    let confirming = Memo::new(move |_| own.confirm().stage() != Confirming::Closed);
    let remarks = Memo::new(move |_| said(dashboard));
    follow_reading(dashboard);
    let falling = Falling::new();
    view! {
        <div class="wrap data" on:dragover=move |event| falling.hover(&event)
            on:dragleave=move |_| falling.leave() on:drop=move |event| falling.take(&event)>
            <section class="lead">
                <p class="over">{t("data.over")}</p>
                <h1>{t("data.heading")}</h1>
                <p>{t("data.intro")}</p>
            </section>
            <NotNow falling/>
            <Show when=move || !busy.get() fallback=|| view! { <Work/> }>
                <Show when=move || !confirming.get() fallback=|| view! { <ConfirmView/> }>
                    <Outcome/>
                    <Intake falling/>
                    <ChosenFiles/>
                    <LedgerView/>
                    <ChangesView/>
                    <KeptView/>
                </Show>
                <Show when=move || !confirming.get() && remarks.with(Option::is_some)>
                    <section class="panel said">
                        <h2>{move || about(dashboard)}</h2>
                        <Remarks remarks=Signal::derive(move || remarks.get().unwrap_or_default())/>
                    </section>
                </Show>
            </Show>
        </div>
    }
}

/// Moves the focus along: the button that was pressed is gone when reading begins, and again when it ends.
fn follow_reading(dashboard: Dashboard) {
    let stage = Memo::new(move |_| match (dashboard.own().confirm().stage(), dashboard.own().reading()) {
        (Confirming::Looking, _) | (_, Reading::Busy) => Some("work"),
        (Confirming::Open | Confirming::Failed(_), _) => Some("confirm"),
        (_, Reading::Idle) => None,
        (_, Reading::Done(_) | Reading::Failed(_)) => Some("outcome"),
    });
    Effect::new(move |before: Option<Option<&'static str>>| {
        let now = stage.get();
        if let (Some(before), Some(id)) = (before, now)
            && before != now
        {
            focus_soon(id);
        }
        // Stopped: what had the focus is gone, and the way on is where it began.
        if let (Some(Some(_)), None) = (before, now) {
            request_animation_frame(|| {
                let lost = document().active_element().is_none_or(|one| one.tag_name() == "BODY");
                if lost {
                    focus("read");
                    focus("understand");
                }
            });
        }
        now
    });
}

/// The remarks to list: about the reader's own files once they were read, else about what is shown.
fn said(dashboard: Dashboard) -> Option<Vec<Remark>> {
    match dashboard.own().reading() {
        // Where the pages show the files, the answer repeats what was said on reading and adds what measuring found.
        Reading::Done(loaded) if dashboard.origin() == Origin::Published => Some(loaded.remarks),
        Reading::Done(_) | Reading::Idle => dashboard.ready().map(|answer| answer.remarks.clone()),
        Reading::Busy | Reading::Failed(_) => None,
    }
}

fn about(dashboard: Dashboard) -> String {
    let own = matches!(dashboard.own().reading(), Reading::Done(_));
    let title = dashboard.ready().map(|answer| answer.framework.title.get(lang().code()).to_owned());
    match title.filter(|title| !title.is_empty() && !own) {
        Some(title) => t_with("data.said_about", &[("title", &title)]),
        None => t("data.said"),
    }
}
