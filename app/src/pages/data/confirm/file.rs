//! One file: how it was read, its columns, what its rows are.

use super::Found;
use super::column::ColumnView;
use super::facts::Facts;
use crate::i18n::{t, t_count};
use crate::state::use_dashboard;
use esito_model::FileUnderstood;
use leptos::prelude::*;

/// A file as understood.
#[component]
pub(super) fn FileView(found: Found, name: String) -> impl IntoView {
    let of = name.clone();
    let file = Memo::new(move |_| {
        let one = |file: &&FileUnderstood| file.file == of;
        found.with(|found| found.files.iter().find(one).cloned().unwrap_or_default())
    });
    let headers =
        move || file.with(|file| file.columns.iter().map(|column| column.header.clone()).collect::<Vec<_>>());
    let own = Memo::new(move |_| found.with(|found| found.own));
    let in_part = move || {
        let (in_part, rows) = file.with(|file| (file.in_part, file.rows));
        in_part.then(|| view! { <p class="advice">{t_count("mapping.in_part", rows, &[])}</p> })
    };
    let labelled = name.clone();
    let of = StoredValue::new(name.clone());
    view! {
        <article class="file" aria-label=labelled>
            <h3>{name}</h3>
            <Facts file/>
            {in_part}
            <ol class="columns">
                <For each=headers key=Clone::clone let:header>
                    <ColumnView file header own/>
                </For>
            </ol>
            <Show when=move || !own.get()>
                <People name=of.get_value()/>
            </Show>
        </article>
    }
}

/// Whether a row is about people, so that small groups are withheld. Nobody but the owner knows, so it is asked.
#[component]
fn People(name: String) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let of = name.clone();
    let people = Memo::new(move |_| confirm.people(&of));
    let group = format!("people {name}");
    let choice = move |value: bool, label: &'static str| {
        let name = name.clone();
        let choose = move |_| {
            confirm.decide_file(dashboard, &name, |file| file.people = Some(value));
        };
        view! {
            <label class="tick">
                <input type="radio" name=group.clone() prop:checked=move || people.get() == Some(value) on:change=choose/>
                <span>{t(label)}</span>
            </label>
        }
    };
    // Of many files it need not be said one by one.
    let left = Memo::new(move |_| confirm.undecided().len() as u64);
    let others = move || {
        let said = people.get().filter(|_| left.get() > 0)?;
        let same = move |_| confirm.decide_people(dashboard, said);
        Some(view! {
            <p class="ways small">
                <button type="button" class="btn" on:click=same>{t_count("mapping.people_others", left.get(), &[])}</button>
            </p>
        })
    };
    view! {
        <fieldset class="asked people" class:unanswered=move || people.get().is_none()>
            <legend>{t("mapping.people")}</legend>
            {choice(true, "mapping.people_yes")}
            {choice(false, "mapping.people_no")}
            {others}
        </fieldset>
    }
}
