//! Sources with their licences, files with their hashes, the engine: what somebody needs to check the page.

use crate::i18n::{format, t, t_with};
use esito_model::{Answer, Source};
use leptos::prelude::*;
use std::sync::Arc;

/// The last part of the page.
#[component]
pub fn Files(answer: Arc<Answer>) -> impl IntoView {
    let sources = answer.framework.sources.iter().map(|source| view! { <Origin source=source.clone()/> });
    let files = answer.files.iter().map(|file| {
        let rows = if file.rows > 0 { format().whole(file.rows) } else { String::new() };
        view! {
            <tr>
                <th scope="row">{file.name.clone()}</th>
                <td class="number">{format().bytes(file.bytes)}</td>
                <td class="number">{rows}</td>
                <td><code class="hash">{file.sha256.clone()}</code></td>
            </tr>
        }
    });
    let as_of = answer.as_of.as_deref().map(|day| t_with("methods.as_of", &[("day", &format().day(day))]));
    view! {
        <section id="files">
            <h2>{t("methods.files")}</h2>
            <p>{t("methods.files_text")}</p>
            <ul class="sources">{sources.collect_view()}</ul>
            <div class="scroll" tabindex="0" role="region" aria-label=t("methods.files")>
                <table class="plain files">
                    <thead><tr>
                        <th scope="col">{t("methods.file")}</th>
                        <th scope="col" class="number">{t("methods.size")}</th>
                        <th scope="col" class="number">{t("methods.rows")}</th>
                        <th scope="col">"SHA-256"</th>
                    </tr></thead>
                    <tbody>{files.collect_view()}</tbody>
                </table>
            </div>
            <p class="sub">
                {t_with("methods.stamp", &[("engine", &answer.engine)])}" "<code class="hash">{answer.bundle.clone()}</code>
            </p>
            {as_of.map(|text| view! { <p class="sub">{text}</p> })}
        </section>
    }
}

#[component]
fn Origin(source: Source) -> impl IntoView {
    // Only addresses of the web become links: a framework is somebody's file.
    let link = source.url.starts_with("https://") || source.url.starts_with("http://");
    let name = if link {
        view! { <a href=source.url rel="external noopener">{source.name}</a> }.into_any()
    } else {
        view! { <b>{source.name}</b> }.into_any()
    };
    let licence =
        (!source.licence.is_empty()).then(|| t_with("methods.licence", &[("licence", &source.licence)]));
    let day = format().day(&source.retrieved);
    let retrieved = (!source.retrieved.is_empty()).then(|| t_with("indicator.retrieved", &[("day", &day)]));
    let more = [licence, retrieved].into_iter().flatten().collect::<Vec<_>>().join(", ");
    view! { <li>{name}{(!more.is_empty()).then(|| format!(" – {more}"))}</li> }
}
