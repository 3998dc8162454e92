//! The indicators that follow: each can be renamed or left out before anything is computed.

use super::Found;
use crate::i18n::{lang, t, t_count, t_with};
use crate::state::use_dashboard;
use esito_model::{IndicatorProposed, Meaning, Understanding};
use leptos::prelude::*;

/// Columns that are named where nothing is proposed from them.
const NAMED: usize = 6;

/// The title of the dashboard and its indicators.
#[component]
pub(super) fn Indicators(found: Found) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let own = Memo::new(move |_| found.with(|found| found.own));
    let ids =
        move || found.with(|found| found.indicators.iter().map(|one| one.id.clone()).collect::<Vec<_>>());
    let title = move || found.with(|found| found.title.clone());
    let rename = move |event| {
        let title = event_target_value(&event).trim().to_owned();
        confirm.decide(dashboard, |decisions| decisions.title = (!title.is_empty()).then_some(title));
    };
    let without = move || {
        let columns = found.with(|found| without_value(found));
        let mut named = columns.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        if columns.len() > NAMED {
            named.push_str(", …");
        }
        let said = || t_count("mapping.without_value", columns.len() as u64, &[("columns", &named)]);
        (!columns.is_empty()).then(|| view! { <p class="advice">{said()}</p> })
    };
    view! {
        <section class="proposed" aria-labelledby="proposed-heading">
            <h3 id="proposed-heading">{t("mapping.indicators")}</h3>
            <p class="sub">{move || t(if own.get() { "mapping.indicators_own" } else { "mapping.indicators_intro" })}</p>
            <Show when=move || !own.get()>
                <p class="choice-line">
                    <label class="choice wide"><span>{t("mapping.title")}</span><input type="text" prop:value=title on:change=rename/></label>
                </p>
            </Show>
            <ul class="indicators">
                <For each=ids key=Clone::clone let:id><One found id own/></For>
            </ul>
            {without}
        </section>
    }
}

/// A formula of one step in words: a count of rows, the sum or the mean of a column.
fn plainly(found: &Understanding, formula: &str) -> Option<String> {
    if formula == "COUNT(*)" {
        return Some(t("mapping.as_rows"));
    }
    let (how, name) = formula.strip_suffix(')')?.split_once('(')?;
    let key = match how {
        "SUM" => "mapping.as_sum",
        "AVG" => "mapping.as_mean",
        _ => return None,
    };
    let column = found.files.iter().flat_map(|file| &file.columns).find(|column| column.name == name)?;
    Some(t_with(key, &[("column", &column.header)]))
}

/// Columns of quantities that no indicator takes up: there are only so many for each file.
fn without_value(found: &Understanding) -> Vec<String> {
    if found.own {
        return Vec::new();
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let used = |name: &str| {
        found.indicators.iter().any(|one| one.formula.split(|c| !word(c)).any(|part| part == name))
    };
    let quantity = |meaning| {
        matches!(
            meaning,
            Meaning::Count | Meaning::Number | Meaning::Percent | Meaning::Share | Meaning::Money
        )
    };
    let long = found.files.iter().filter(|file| !file.made_long);
    let columns = long.flat_map(|file| &file.columns);
    let without = columns.filter(|column| quantity(column.meaning) && !used(&column.name));
    without.map(|column| column.header.clone()).collect()
}

#[component]
fn One(found: Found, id: String, own: Memo<bool>) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let of = id.clone();
    let one = Memo::new(move |_| {
        let one = |indicator: &&IndicatorProposed| indicator.id == of;
        found.with(|found| found.indicators.iter().find(one).cloned().unwrap_or_default())
    });
    let label = move || one.with(|one| one.label.get(lang().code()).to_owned());
    let (kept, named) = (id.clone(), id.clone());
    let keep = move |event| {
        let left_out = !event_target_checked(&event);
        confirm.decide(dashboard, |decisions| {
            decisions.indicators.entry(kept.clone()).or_default().left_out = left_out;
        });
    };
    let rename = move |event| {
        let label = event_target_value(&event).trim().to_owned();
        confirm.decide(dashboard, |decisions| {
            decisions.indicators.entry(named.clone()).or_default().label =
                (!label.is_empty()).then_some(label);
        });
    };
    // In words where they are short; else as it is computed.
    let formula = move || {
        let formula = one.with(|one| one.formula.clone());
        match found.with(|found| plainly(found, &formula)) {
            Some(words) => view! { <span class="why">{words}</span> }.into_any(),
            None => view! { <code>{formula}</code> }.into_any(),
        }
    };
    let checked = move || one.with(|one| !one.left_out);
    let keep_label = move || t_with("mapping.keep", &[("name", &label())]);
    let name_label = move || t_with("mapping.name_of", &[("name", &label())]);
    view! {
        <li class:gone=move || one.with(|one| one.left_out)>
            {move || {
                if own.get() {
                    return view! { <span class="fixed">{label}</span> }.into_any();
                }
                view! {
                    <input type="checkbox" aria-label=keep_label prop:checked=checked on:change=keep.clone()/>
                    <input type="text" aria-label=name_label prop:value=label on:change=rename.clone()/>
                }
                .into_any()
            }}
            {formula}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::without_value;
    use esito_model::{ColumnUnderstood, FileUnderstood, IndicatorProposed, Meaning, Understanding};

    #[test]
    fn columns_that_no_indicator_takes_up_are_named() {
        let column = |name: &str, meaning| ColumnUnderstood {
            header: name.to_uppercase(),
            name: name.into(),
            meaning,
            ..ColumnUnderstood::default()
        };
        let columns = vec![
            column("town", Meaning::Place),
            column("people", Meaning::Count),
            column("people_2", Meaning::Count),
            column("rate", Meaning::Percent),
        ];
        let indicator = |formula: &str| IndicatorProposed { formula: formula.into(), ..Default::default() };
        let mut found = Understanding {
            files: vec![FileUnderstood { columns, ..FileUnderstood::default() }],
            indicators: vec![indicator("SUM(people)"), indicator("AVG(rate)")],
            ..Understanding::default()
        };
        assert_eq!(without_value(&found), ["PEOPLE_2"]);
        found.own = true;
        assert!(without_value(&found).is_empty());
    }
}
