//! Verify: published figures worked out again from the files, here in the browser.
//!
//! Comes in: published answers (this site's own, or one that was dropped) and the files of a bundle. Goes out: a
//! plain sentence, and everything that differs as a list and as a file. The comparing is the engine's.

mod differences;
mod intake;
mod outcome;
mod work;

use crate::components::focus::focus_soon;
use crate::i18n::t;
use crate::state::{Checking, use_dashboard};
use intake::{Intake, Taken};
use leptos::prelude::*;
use outcome::Outcome;
use work::Work;

/// The page.
#[component]
pub fn Verify() -> impl IntoView {
    let check = use_dashboard().check();
    let busy = Memo::new(move |_| check.checking() == Checking::Busy);
    follow_checking();
    view! {
        <div class="wrap data verify">
            <section class="lead">
                <p class="over">{t("verify.over")}</p>
                <h1>{t("verify.heading")}</h1>
                <p>{t("verify.intro")}</p>
            </section>
            <Show when=move || !busy.get() fallback=|| view! { <Work/> }>
                <Outcome/>
                <Intake/>
                <Taken/>
            </Show>
            <section class="panel how">
                <h2>{t("verify.how")}</h2>
                <p>{t("verify.how_text")}</p>
                <p>{t("verify.command")}</p>
                <pre class="formula"><code>{t("verify.command_line")}</code></pre>
            </section>
        </div>
    }
}

/// Moves the focus along: the button that was pressed is gone when the work begins, and again when it ends.
fn follow_checking() {
    let dashboard = use_dashboard();
    let stage = Memo::new(move |_| match dashboard.check().checking() {
        Checking::Idle => None,
        Checking::Busy => Some("work"),
        Checking::Done(_) | Checking::Failed(_) => Some("outcome"),
    });
    Effect::new(move |before: Option<Option<&'static str>>| {
        let now = stage.get();
        if let (Some(before), Some(id)) = (before, now)
            && before != now
        {
            focus_soon(id);
        }
        now
    });
}
