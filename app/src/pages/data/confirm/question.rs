//! A question in plain words, with its answers as radio buttons.

use super::words::{answer, ask, reading};
use crate::i18n::t_with;
use crate::state::use_dashboard;
use esito_model::{Asked, ColumnUnderstood};
use leptos::prelude::*;

/// A question about a column.
#[component]
pub(super) fn QuestionView(column: Memo<ColumnUnderstood>, key: String, file: String) -> impl IntoView {
    let dashboard = use_dashboard();
    let confirm = dashboard.own().confirm();
    let of = key.clone();
    let asked = Memo::new(move |_| {
        let one = |asked: &&Asked| asked.key == of;
        column.with(|column| column.questions.iter().find(one).cloned().unwrap_or_default())
    });
    let header = column.with_untracked(|column| column.header.clone());
    let group = format!("{file} {header} {key}");
    let choices: Vec<String> =
        asked.with_untracked(|asked| asked.choices.iter().map(|one| one.value.clone()).collect());
    let buttons: Vec<_> = choices
        .into_iter()
        .map(|value| {
            let (file, header, key, chosen) = (file.clone(), header.clone(), key.clone(), value.clone());
            let choose = move |_| {
                let (key, chosen) = (key.clone(), chosen.clone());
                confirm.decide_column(dashboard, &file, &header, move |column| {
                    column.answers.insert(key, chosen);
                });
            };
            let own = value.clone();
            let checked = move || asked.with(|asked| asked.chosen.as_deref() == Some(own.as_str()));
            let words = move || asked.with(|asked| choice_words(asked, &value));
            view! {
                <label class="tick">
                    <input type="radio" name=group.clone() prop:checked=checked on:change=choose/>
                    <span>{words}</span>
                </label>
            }
        })
        .collect();
    let legend = move || asked.with(|asked| ask(asked, &column.with(|column| column.header.clone())));
    view! {
        <fieldset class="asked" class:unanswered=move || asked.with(|asked| asked.chosen.is_none())>
            <legend>{legend}</legend>
            {buttons}
        </fieldset>
    }
}

/// An answer in words, and what the first example becomes with it.
fn choice_words(asked: &Asked, value: &str) -> String {
    let words = answer(&asked.code, value);
    let choice = asked.choices.iter().find(|choice| choice.value == value);
    let becomes = choice.and_then(|choice| choice.becomes.as_ref());
    match (becomes, asked.examples.first()) {
        (Some(after), Some(before)) if asked.code != "spelling-variants" && asked.code != "leading-zeros" => {
            let (after, _) = reading(after);
            t_with("mapping.becomes", &[("answer", &words), ("before", before), ("after", &after)])
        }
        (Some(after), _) => {
            let (after, _) = reading(after);
            t_with("mapping.becomes_all", &[("answer", &words), ("after", &after)])
        }
        (None, _) => words,
    }
}
