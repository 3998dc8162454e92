//! One field of a form: its label, what it is filled in with, a hint, and what has to be said of it.

use super::editor::Edits;
use super::fields::{Kind, Words, is_long, label};
use super::form::Shown;
use crate::i18n::t;
use crate::pages::data::codes;
use esito_model::{Remark, Severity, Trial};
use leptos::prelude::*;
use std::sync::Arc;

/// Whether a remark is about this field.
pub(super) fn is_at(remark: &Remark, key: &str) -> bool {
    remark.places.first().and_then(|place| place.column.as_deref()) == Some(key)
}

/// A remark at its field.
pub(super) fn fault(remark: &Remark) -> AnyView {
    let class = if remark.severity == Severity::Fatal { "fault" } else { "fault doubt" };
    view! {
        <li class=class>
            <b>{codes::title(&remark.code)}</b>" "<span lang="en">{remark.message.clone()}</span>
            {(!remark.help.is_empty()).then(|| view! { " "<span lang="en" class="help">{remark.help.clone()}</span> })}
        </li>
    }
    .into_any()
}

/// The field; `name` is what edits call the form that it stands in.
#[component]
pub(super) fn Field(
    shown: Memo<Shown>,
    trial: Memo<Arc<Trial>>,
    edits: Edits,
    name: StoredValue<String>,
    key: &'static str,
    kind: Kind,
    hint: &'static str,
    whole: bool,
) -> impl IntoView {
    let value = Memo::new(move |_| shown.with(|shown| shown.fields.get(key).cloned().unwrap_or_default()));
    let faults = Memo::new(move |_| {
        shown.with(|shown| {
            shown.remarks.iter().filter(|remark| is_at(remark, key)).cloned().collect::<Vec<_>>()
        })
    });
    let id = format!("field-{}-{key}", name.get_value()).replace(['.', ':'], "-");
    let notes = format!("{id}-notes");
    let wrong =
        move || faults.with(|all| all.iter().any(|remark| remark.severity == Severity::Fatal)).to_string();
    let make = move |text: String| {
        if text != value.get_untracked() {
            edits.make(&name.get_value(), key, &text);
        }
    };
    let change = move |event: web_sys::Event| make(event_target_value(&event));
    let tick = move |event: web_sys::Event| {
        make(if event_target_checked(&event) { "true".to_owned() } else { String::new() });
    };
    let (own, own_notes) = (id.clone(), notes.clone());
    let typed = move |kind: &'static str, list: Option<&'static str>, own: String, own_notes: String| {
        view! {
            <input type=kind id=own list=list autocomplete="off" prop:value=move || value.get() aria-describedby=own_notes
                aria-invalid=wrong on:change=change/>
        }
        .into_any()
    };
    let chosen = move |options: AnyView, own: String, own_notes: String| {
        view! { <select id=own aria-describedby=own_notes aria-invalid=wrong on:change=change>{options}</select> }.into_any()
    };
    let input = match kind {
        Kind::Text(list) => typed("text", list, own, own_notes),
        Kind::Day => typed("date", None, own, own_notes),
        Kind::Choice(words) => chosen(of_words(words, value), own, own_notes),
        Kind::Table => chosen(of_names(trial, value, |trial, _| table_names(trial)), own, own_notes),
        Kind::Column => chosen(of_names(trial, value, column_names), own, own_notes),
        Kind::Tick => view! {
            <input type="checkbox" id=own prop:checked=move || value.get() == "true" aria-describedby=own_notes on:change=tick/>
        }
        .into_any(),
    };
    let said = move || faults.with(|all| all.iter().map(fault).collect_view());
    view! {
        <div class="field" class:ticked=kind == Kind::Tick class:wide=is_long(key)>
            <label for=id>{label(key, whole)}</label>
            {input}
            <div id=notes class="notes">
                {(!hint.is_empty()).then(|| view! { <p class="hint">{t(hint)}</p> })}
                <ul class="faults">{said}</ul>
            </div>
        </div>
    }
}

fn of_words(words: Words, value: Memo<String>) -> AnyView {
    let options = words.iter().map(|(word, label)| {
        view! { <option value=*word prop:selected=move || value.get() == *word>{t(label)}</option> }
    });
    options.collect_view().into_any()
}

/// A choice of names that the bundle has; the one that stands in the field among them, whether it is known or not.
fn of_names(trial: Memo<Arc<Trial>>, value: Memo<String>, names: fn(&Trial, &str) -> Vec<String>) -> AnyView {
    let names = Memo::new(move |_| {
        let value = value.get();
        let mut all = trial.with(|trial| {
            let table = trial.fields.get("table").cloned().unwrap_or_default();
            names(trial, &table)
        });
        if !value.is_empty() && !all.contains(&value) {
            all.push(value);
        }
        all
    });
    (move || {
        let options = names.get().into_iter().map(|name| {
            let own = name.clone();
            view! { <option value=own.clone() prop:selected=move || value.get() == own>{name}</option> }
        });
        view! {
            <option value="" prop:selected=move || value.get().is_empty()>{t("rules.no_column")}</option>
            {options.collect_view()}
        }
    })
    .into_any()
}

fn table_names(trial: &Trial) -> Vec<String> {
    trial.tables.iter().map(|table| table.id.clone()).collect()
}

fn column_names(trial: &Trial, table: &str) -> Vec<String> {
    let table = trial.tables.iter().find(|known| known.id == table);
    table.map(|table| table.columns.clone()).unwrap_or_default()
}
