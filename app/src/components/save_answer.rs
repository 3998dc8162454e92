//! "Save the answer": what a page shows as a file with its seal, which anybody who has the data can verify.
//!
//! What was published is taken from beside the page; anything else the engine writes, byte for byte as the command line
//! does.

use super::save::save_blob;
use crate::i18n::t;
use crate::link::Published;
use crate::state::{Origin, use_dashboard};
use esito_model::Writable;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The button; nothing where there is nothing to save, or no rows to work it out from.
#[component]
pub fn SaveAnswer(
    /// What is asked; nothing as long as nothing is shown.
    #[prop(into)]
    asked: Signal<Option<Writable>>,
    /// The name of the file, without its ending.
    #[prop(into)]
    name: String,
    /// The class of the button.
    #[prop(default = "btn")]
    class: &'static str,
) -> impl IntoView {
    let dashboard = use_dashboard();
    let name = StoredValue::new(format!("{name}.json"));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(false));
    let write = move |_| {
        let Some(asked) = asked.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            let made = dashboard.seat().write(asked).await;
            if let Ok(blob) = &made {
                save_blob(&name.get_value(), blob);
            }
            failed.try_set(made.is_err());
            busy.try_set(false);
        });
    };
    let button = move || {
        let asked = asked.get()?;
        let file = (dashboard.origin() == Origin::Published).then(|| Published.written(&asked)).flatten();
        Some(match file {
            Some(href) => view! {
                <a class=class href=href rel="external" title=t("answer.help") download=name.get_value()>{t("answer.save")}</a>
            }
            .into_any(),
            None if dashboard.has_rows() => view! {
                <button type="button" class=class title=t("answer.help") aria-busy=move || busy.get().to_string() on:click=write>
                    {t("answer.save")}
                </button>
            }
            .into_any(),
            None => return None,
        })
    };
    view! {
        {button}
        <span class="sub" role="status">{move || failed.get().then(|| t("answer.failed"))}</span>
    }
}
