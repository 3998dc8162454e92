//! The state of the data under every page: what was read, set aside, withheld, and what it was made of.

use crate::address::{Page, use_address};
use crate::components::SaveAnswer;
use crate::i18n::{lang, t, t_count, t_with};
use crate::link::indicator_question;
use crate::state::{Origin, State, use_dashboard};
use esito_model::{Question, Writable};
use leptos::prelude::*;

/// The footer of every page.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let address = use_address();
    let dashboard = use_dashboard();
    let health = move || {
        dashboard.ready().map(|answer| {
            let health = &answer.health;
            let hash: String = answer.bundle.chars().take(12).collect();
            view! {
                <ul class="health-list">
                    <li>{t_count("health.rows", health.rows, &[])}</li>
                    <li>{t_count("health.doubtful", health.doubtful_rows, &[])}</li>
                    <li>{t_count("health.withheld", health.withheld, &[])}</li>
                    <li>{t_count("health.missing", health.missing, &[])}</li>
                </ul>
                <p class="stamp" title=answer.bundle.clone()>
                    {t_with("health.stamp", &[("hash", &hash), ("engine", &answer.engine)])}
                </p>
            }
        })
    };
    let waiting = move || matches!(dashboard.answer(), State::Loading);
    // The report is made with the site; of the reader's own files there is none, and the page itself is printed.
    let report = move || match dashboard.origin() {
        Origin::Published => {
            let href = format!("bundle/report.{}.html", lang().code());
            view! { " · "<a href=href rel="external" target="_blank">{t("health.print")}</a> }.into_any()
        }
        Origin::Own => {
            let print = move |_| {
                // A browser that cannot print has said so itself.
                let _ = window().print();
            };
            view! { " · "<button type="button" class="link" on:click=print>{t("health.print_page")}</button> }
                .into_any()
        }
    };
    // The findings that the page is made of: those of one indicator, or all.
    let asked = Memo::new(move |_| {
        let answer = dashboard.ready()?;
        let named = (address.page() == Some(Page::Indicator)).then(|| address.get("indicator")).flatten();
        let known =
            named.filter(|id| answer.framework.indicators.iter().any(|indicator| indicator.id == *id));
        let some = !answer.framework.indicators.is_empty();
        some.then(|| Writable::Findings(known.map_or_else(Question::default, |id| indicator_question(&id))))
    });
    view! {
        // It would be pushed out of the window as soon as the page is there.
        <footer class="health" class:waiting=waiting>
            <div class="wrap">
                {health}
                <p class="ways">
                    <a href=move || address.href(Page::Data, &[])>{t("health.data")}</a>
                    " · "
                    <a href=move || address.href(Page::Methods, &[])>{t("health.methods")}</a>
                    " · "
                    <a href=move || address.href(Page::Verify, &[])>{t("health.verify")}</a>
                    {report}
                    {move || asked.with(Option::is_some).then(|| view! { " · "<SaveAnswer asked=asked name="answer" class="link"/> })}
                </p>
            </div>
        </footer>
    }
}
