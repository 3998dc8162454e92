//! What came of it: a sentence that anybody understands, then what it rests on.

use super::differences::{Differences, part_key};
use crate::components::intake::Broken;
use crate::i18n::{format, lang, t, t_count, t_with};
use crate::link::Checked;
use crate::state::{Checking, use_dashboard};
use esito_model::{FileDifference, SealedKind, Verification, Verified};
use leptos::prelude::*;

/// The outcome, in the place where the reader just pressed the button.
#[component]
pub(super) fn Outcome() -> impl IntoView {
    let dashboard = use_dashboard();
    let again = Callback::new(move |()| dashboard.check().run(dashboard));
    move || match dashboard.check().checking() {
        Checking::Idle | Checking::Busy => ().into_any(),
        Checking::Failed(failure) => {
            view! { <Broken failure again=t("failure.retry") retry=again/> }.into_any()
        }
        Checking::Done(checked) => view! { <Came checked=*checked/> }.into_any(),
    }
}

#[component]
fn Came(checked: Checked) -> impl IntoView {
    let Checked { answers, together } = checked;
    let faults: Vec<Verified> = answers.iter().filter(|one| !one.fault.is_empty()).cloned().collect();
    let faulty = !faults.is_empty();
    let each = (answers.len() > 1).then(|| view! { <Each answers=answers.clone()/> });
    let faults = faults.into_iter().map(|one| {
        view! { <li><b>{one.name.clone()}</b>": "{t(fault_key(&one.fault))}</li> }
    });
    let faults = faulty.then(|| view! { <ul>{faults.collect_view()}</ul> });
    let Some(whole) = together.map(|together| *together) else {
        return view! {
            <section class="outcome bad" role="alert" id="outcome" tabindex="-1">
                <h2>{t("verify.unreadable")}</h2>
                {faults}
            </section>
        }
        .into_any();
    };
    let good = whole.same && !faulty;
    let list = (!whole.differences.is_empty()).then(|| view! { <Differences whole=whole.clone()/> });
    view! {
        <section class="outcome" class:good=good class:bad=!good role="status" id="outcome" tabindex="-1">
            <h2>{headline(&whole)}</h2>
            {sentences(&whole).into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
            {faults}
        </section>
        <Rests whole/>
        {each}
        {list}
    }
    .into_any()
}

fn headline(whole: &Verification) -> String {
    if whole.other_bundle {
        return t("verify.elsewhere");
    }
    match (whole.same, whole.differing, whole.files.is_empty()) {
        (true, ..) => t_count("verify.same", whole.findings, &[]),
        (false, 0, true) => t_count("verify.around", whole.findings, &[]),
        (false, 0, false) => t_count("verify.files_only", whole.findings, &[]),
        (false, differing, _) => {
            t_count("verify.differs", differing, &[("all", &format().whole(whole.findings))])
        }
    }
}

/// What the headline means, for those who do not know what a hash is.
fn sentences(whole: &Verification) -> Vec<String> {
    if whole.other_bundle {
        let title = whole.title.get(lang().code());
        let title = if title.is_empty() { whole.id.published.as_str() } else { title };
        return vec![match whole.id.recomputed.is_empty() {
            true => t_with("verify.no_framework", &[("title", title)]),
            false => t_with("verify.other_text", &[("title", title), ("here", &whole.id.recomputed)]),
        }];
    }
    let mut all = Vec::new();
    if whole.kind != SealedKind::Findings {
        all.push(t_with("verify.is_kind", &[("kind", &what(whole))]));
    }
    if whole.same {
        all.push(t("verify.same_text"));
    } else if whole.files.is_empty() {
        all.push(t("verify.same_files"));
    } else {
        all.push(t("verify.other_files"));
    }
    let versions =
        [("published", whole.engine.published.as_str()), ("here", whole.engine.recomputed.as_str())];
    if !whole.engine.same() {
        all.push(t_with(if whole.same { "verify.engine_same" } else { "verify.engine_other" }, &versions));
    }
    all
}

/// What kind of answer it is, and of what.
fn what(one: &Verification) -> String {
    let kind = match one.kind {
        SealedKind::Findings => t("verify.kind_findings"),
        kind => t(part_key(kind.into())),
    };
    if one.about.is_empty() {
        kind
    } else {
        t_with("verify.kind_of", &[("kind", &kind), ("about", &one.about)])
    }
}

/// Each answer for itself, where there are several.
#[component]
fn Each(answers: Vec<Verified>) -> impl IntoView {
    let rows = answers.into_iter().map(|one| {
        let (kind, came) = match &one.verification {
            Some(verification) => (what(verification), headline(verification)),
            None => (String::new(), t(fault_key(&one.fault))),
        };
        view! {
            <tr>
                <th scope="row">{one.name}</th>
                <td>{kind}</td>
                <td>{came}</td>
            </tr>
        }
    });
    view! {
        <details class="panel each">
            <summary>{t("verify.each")}</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=t("verify.each")>
                <table class="plain">
                    <thead><tr>
                        <th scope="col">{t("verify.file")}</th>
                        <th scope="col">{t("verify.what_kind")}</th>
                        <th scope="col">{t("verify.came")}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}

/// What was compared: engine, framework, bundle, files.
#[component]
fn Rests(whole: Verification) -> impl IntoView {
    let row = |key: &str, pair: &esito_model::Pair, hash: bool| {
        let class = if hash { "hash" } else { "" };
        let said = if pair.same() { t("verify.is_same") } else { t("verify.is_other") };
        view! {
            <tr>
                <th scope="row">{t(key)}</th>
                <td><code class=class>{pair.published.clone()}</code></td>
                <td><code class=class>{pair.recomputed.clone()}</code></td>
                <td>{said}</td>
            </tr>
        }
    };
    let files = whole.files.iter().filter(|file| file.name != "framework.toml").map(|file| {
        let hash = |hash: &Option<String>| hash.clone().unwrap_or_else(|| "–".to_owned());
        view! {
            <tr>
                <th scope="row">{file.name.clone()}</th>
                <td><code class="hash">{hash(&file.published)}</code></td>
                <td><code class="hash">{hash(&file.recomputed)}</code></td>
                <td>{t(file_key(file))}</td>
            </tr>
        }
    });
    view! {
        <section class="panel rests">
            <h2>{t("verify.compared")}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=t("verify.compared")>
                <table class="plain">
                    <thead><tr>
                        <td></td>
                        <th scope="col">{t("verify.as_published")}</th>
                        <th scope="col">{t("verify.as_here")}</th>
                        <td></td>
                    </tr></thead>
                    <tbody>
                        {row("verify.engine", &whole.engine, false)}
                        {row("verify.framework", &whole.framework, true)}
                        {row("verify.bundle", &whole.bundle, true)}
                        {files.collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn file_key(file: &FileDifference) -> &'static str {
    match (&file.published, &file.recomputed) {
        (Some(_), Some(_)) => "verify.changed",
        (Some(_), None) => "verify.absent",
        (None, _) => "verify.added",
    }
}

fn fault_key(code: &str) -> &'static str {
    match code {
        "no_question" => "verify.no_question",
        "not_json" => "verify.not_json",
        _ => "verify.not_an_answer",
    }
}
