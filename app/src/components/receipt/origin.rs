//! Where a number comes from: sources with licence and day, framework, files with their hashes, engine.

use crate::address::{Page, use_address};
use crate::components::receipt::use_receipt;
use crate::i18n::{format, t, t_with};
use esito_model::{Answer, Receipt, Source};
use leptos::prelude::*;
use std::sync::Arc;

/// Sources, framework, files and the engine.
#[component]
pub(super) fn Origin(answer: Arc<Answer>, receipt: Receipt) -> impl IntoView {
    let address = use_address();
    let receipts = use_receipt();
    let sources = sources(&answer, &receipt).map(|source| {
        // Only addresses of the web become links: a framework is somebody's file.
        let link = source.url.starts_with("https://") || source.url.starts_with("http://");
        let name = match link {
            true => view! { <a href=source.url.clone() rel="external noopener">{source.name.clone()}</a> }
                .into_any(),
            false => source.name.clone().into_any(),
        };
        let more = about(source);
        view! { <li>{name}{(!more.is_empty()).then(|| format!(" · {more}"))}</li> }
    });
    let files = receipt.files.iter().map(|file| {
        view! { <li><b>{file.name.clone()}</b>" "<code class="hash">{file.sha256.clone()}</code></li> }
    });
    let as_of = answer.as_of.as_deref().map(|day| t_with("methods.as_of", &[("day", &format().day(day))]));
    let id = answer.framework.id.clone();
    view! {
        <details class="origin">
            <summary>{t("receipt.origin")}</summary>
            <ul>{sources.collect_view()}</ul>
            <p class="sub">{t_with("receipt.framework", &[("id", &id)])}</p>
            <p class="sub">{t("receipt.files")}</p>
            <ul>{files.collect_view()}</ul>
            <p class="sub">{t("receipt.bundle")}" "<code class="hash">{answer.bundle.clone()}</code></p>
            {as_of.map(|text| view! { <p class="sub">{text}</p> })}
            <p class="sub">
                {t_with("receipt.engine", &[("engine", &receipt.engine)])}" · "
                <a href=move || address.href(Page::Verify, &[]) on:click=move |_| receipts.close()>{t("health.verify")}</a>
            </p>
        </details>
    }
}

/// The sources that a receipt names.
pub(super) fn sources<'a>(answer: &'a Answer, receipt: &'a Receipt) -> impl Iterator<Item = &'a Source> {
    answer.framework.sources.iter().filter(|source| receipt.sources.contains(&source.id))
}

/// A source's licence and the day on which it was retrieved.
pub(super) fn about(source: &Source) -> String {
    let licence =
        (!source.licence.is_empty()).then(|| t_with("methods.licence", &[("licence", &source.licence)]));
    let day = format().day(&source.retrieved);
    let retrieved = (!source.retrieved.is_empty()).then(|| t_with("indicator.retrieved", &[("day", &day)]));
    [licence, retrieved].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
