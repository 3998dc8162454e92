//! One field of a form: its label, what it is filled in with, a hint, and what has to be said of it.

use super::editor::Edits;
use super::fields::{Kind, Words, is_long, label};
use super::form::Shown;
use crate::i18n::t;
use crate::pages::data::{codes, said};
use esito_model::{Remark, Severity, Trial};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The number of a row in what stands behind a list's key: `.2.price`.
fn row_in(rest: &str) -> Option<usize> {
    rest.strip_prefix('.')?.split('.').next()?.parse().ok()
}

/// How many rows a list has.
pub(super) fn rows_of(fields: &BTreeMap<String, String>, key: &str) -> usize {
    let rows = fields.keys().filter_map(|field| row_in(field.strip_prefix(key)?));
    rows.max().map_or(0, |last| last + 1)
}

/// The id of a field's element.
pub(super) fn field_id(name: &str, key: &str) -> String {
    format!("field-{name}-{key}").replace(['.', ':'], "-")
}

/// Whether a remark is about this field, or about a row of the list that it is.
pub(super) fn is_within(remark: &Remark, key: &str) -> bool {
    let column = remark.places.first().and_then(|place| place.column.as_deref());
    let rest = column.and_then(|column| column.strip_prefix(key));
    rest.is_some_and(|rest| rest.is_empty() || row_in(rest).is_some())
}

/// Whether a remark is about this field.
pub(super) fn is_at(remark: &Remark, key: &str) -> bool {
    remark.places.first().and_then(|place| place.column.as_deref()) == Some(key)
}

/// A remark at its field.
pub(super) fn fault(remark: &Remark) -> AnyView {
    let class = if remark.severity == Severity::Fatal { "fault" } else { "fault doubt" };
    view! {
        <li class=class>
            <b>{codes::title(&remark.code)}</b>" "{said::in_line(remark)}
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
    #[prop(into)] key: String,
    kind: Kind,
    hint: &'static str,
    whole: bool,
) -> impl IntoView {
    let (id, long, called) = (field_id(&name.get_value(), &key), is_long(&key), label(&key, whole));
    let key = StoredValue::new(key);
    let value = Memo::new(move |_| {
        shown.with(|shown| key.with_value(|key| shown.fields.get(key).cloned().unwrap_or_default()))
    });
    let faults = Memo::new(move |_| {
        shown.with(|shown| {
            let own = |remark: &&Remark| key.with_value(|key| is_at(remark, key));
            shown.remarks.iter().filter(own).cloned().collect::<Vec<_>>()
        })
    });
    let notes = format!("{id}-notes");
    let wrong =
        move || faults.with(|all| all.iter().any(|remark| remark.severity == Severity::Fatal)).to_string();
    let make = move |text: String| {
        if text != value.get_untracked() {
            edits.make(&name.get_value(), &key.get_value(), &text);
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
        Kind::Table => chosen(of_names(trial, value, "", |trial, _| table_names(trial)), own, own_notes),
        Kind::Column(table) => chosen(of_names(trial, value, table, column_names), own, own_notes),
        // A list has a form of its own.
        Kind::Rows(_) => ().into_any(),
        Kind::Tick => view! {
            <input type="checkbox" id=own prop:checked=move || value.get() == "true" aria-describedby=own_notes on:change=tick/>
        }
        .into_any(),
    };
    let said = move || faults.with(|all| all.iter().map(fault).collect_view());
    view! {
        <div class="field" class:ticked=kind == Kind::Tick class:wide=long>
            <label for=id>{called}</label>
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
/// `table` is the field that names their table.
fn of_names(
    trial: Memo<Arc<Trial>>,
    value: Memo<String>,
    table: &'static str,
    names: fn(&Trial, &str) -> Vec<String>,
) -> AnyView {
    let names = Memo::new(move |_| {
        let value = value.get();
        let mut all = trial.with(|trial| {
            let table = trial.fields.get(table).cloned().unwrap_or_default();
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
