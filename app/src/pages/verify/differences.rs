//! Everything that differs, as a table and as a file.

use crate::components::save::{csv_text, save_text};
use crate::figure::pick::Picks;
use crate::figure::{Names, Say};
use crate::i18n::{Lang, format, lang, t, t_count};
use crate::state::use_dashboard;
use esito_model::{Answer, Difference, Label, Part, Verification};
use leptos::prelude::*;
use std::sync::Arc;

/// Rows shown; the file has all of them.
const SHOWN: usize = 200;

/// The table of differences.
#[component]
pub(super) fn Differences(whole: Verification) -> impl IntoView {
    let dashboard = use_dashboard();
    // Names are known where the page shows the same framework; otherwise the codes stand for themselves.
    let id = whole.id.published.clone();
    let answer = dashboard.ready().filter(|answer| answer.framework.id == id);
    let answer = answer.unwrap_or_else(|| Arc::new(Answer::default()));
    let say = Say {
        picks: Picks::of_framework(&answer),
        names: Names::new(&answer.framework, lang().code(), &t("figure.unknown")),
        format: format(),
    };
    let rows = whole.differences.iter().take(SHOWN).map(|one| row(&say, one)).collect_view();
    let hidden = whole.differences.len().saturating_sub(SHOWN);
    let all = StoredValue::new(whole.differences);
    let save = move |_| {
        let text = all.with_value(|all| csv_text(&as_rows(all)));
        save_text("differences.csv", "text/csv;charset=utf-8", &text);
    };
    view! {
        <section class="panel said">
            <div class="head-row">
                <h2>{t("verify.differences")}</h2>
                <button type="button" class="btn" on:click=save>{t("verify.save")}</button>
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label=t("verify.differences")>
                <table class="plain">
                    <thead><tr>
                        <th scope="col">{t("verify.what")}</th>
                        <th scope="col">{t("figure.place")}</th>
                        <th scope="col">{t("figure.period")}</th>
                        <th scope="col">{t("figure.group")}</th>
                        <th scope="col">{t("verify.field")}</th>
                        <th scope="col">{t("verify.as_published")}</th>
                        <th scope="col">{t("verify.as_here")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {(hidden > 0).then(|| view! { <p class="sub">{t_count("verify.more", hidden as u64, &[])}</p> })}
        </section>
    }
}

fn row(say: &Say<'_>, one: &Difference) -> impl IntoView + use<> {
    let names = &say.names;
    let key = &one.key;
    let is_about = matches!(one.part, Part::Finding | Part::Promise | Part::Receipt);
    let what = match key.indicator.as_str() {
        "" => t(part_key(one.part)),
        id if one.part == Part::Finding => names.indicator(id),
        id => format!("{} ({})", names.indicator(id), t(part_key(one.part))),
    };
    let place = key.place.as_deref().map(|place| names.place(place));
    let place = place.unwrap_or_else(|| if is_about { t("figure.all_together") } else { String::new() });
    let period = key.period.as_deref().map(|code| say.period(code)).unwrap_or_default();
    let group = key.dimension.as_deref().zip(key.group.as_deref());
    let group = group.map(|(columns, codes)| names.group(columns, codes)).unwrap_or_default();
    let side = |side: &Option<String>| match side {
        Some(text) => view! { <code>{by_locale(text)}</code> }.into_any(),
        None => view! { <span class="absent">{t("verify.nothing")}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{what}</th>
            <td>{place}</td>
            <td>{period}</td>
            <td>{group}</td>
            <td>{field(one)}</td>
            <td>{side(&one.published)}</td>
            <td>{side(&one.recomputed)}</td>
        </tr>
    }
}

/// A number to its last digit, with the decimal mark of the page; the file of differences has it as it is published.
fn by_locale(text: &str) -> String {
    if lang() == Lang::It && text.parse::<f64>().is_ok() { text.replace('.', ",") } else { text.to_owned() }
}

/// The field in words where it is one of a finding; otherwise its path.
fn field(one: &Difference) -> String {
    if one.part != Part::Finding {
        return one.field.clone();
    }
    match one.field.as_str() {
        "finding" | "value" => t("figure.value"),
        "numerator" => t("verify.numerator"),
        "denominator" => t("verify.denominator"),
        "n" => t("figure.rows"),
        "low" => t("verify.low"),
        "high" => t("verify.high"),
        other => other.to_owned(),
    }
}

pub(super) fn part_key(part: Part) -> &'static str {
    match part {
        Part::Finding => "verify.part_finding",
        Part::Promise => "verify.part_promise",
        Part::Receipt => "verify.part_receipt",
        Part::Framework => "verify.part_framework",
        Part::Remark => "verify.part_remark",
        Part::Comparison => "verify.part_comparison",
        Part::Places => "verify.part_places",
        Part::Statement => "verify.part_statement",
        Part::Reconciliation => "verify.part_reconciliation",
        Part::Contracts => "verify.part_contracts",
        Part::Value => "verify.part_value",
        Part::Money => "verify.part_money",
        Part::Answer => "verify.part_answer",
    }
}

/// The rows of the file, in the columns that `esito verify` prints.
fn as_rows(all: &[Difference]) -> Vec<Vec<String>> {
    let head =
        ["part", "indicator", "place", "period", "dimension", "group", "field", "published", "recomputed"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(all.iter().map(|one| {
        let key = &one.key;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let label = |label: &Option<Label>| label.as_deref().unwrap_or_default().to_owned();
        vec![
            one.part.code().to_owned(),
            key.indicator.as_str().to_owned(),
            label(&key.place),
            label(&key.period),
            label(&key.dimension),
            label(&key.group),
            one.field.clone(),
            text(&one.published),
            text(&one.recomputed),
        ]
    }));
    rows
}
