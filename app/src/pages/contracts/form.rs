//! The form of a rule, of a version of the plan, or of the contract itself: read back as a sentence, then its fields.

use super::editor::Edits;
use super::field::{Field, fault, is_within, rows_of};
use super::fields::{Group, Kind, RULE, VERSION, WHOLE, is_usual};
use super::listed::Rows;
use crate::i18n::{lang, t};
use esito_model::{Edit, Remark, Text, Trial};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a form is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Whole,
    Version(String),
    Rule(String),
}

impl Part {
    /// The name that edits have for it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Version(id) => format!("{}{id}", Edit::VERSION),
            Self::Rule(id) => id.clone(),
        }
    }

    fn groups(&self) -> &'static [Group] {
        match self {
            Self::Whole => &WHOLE,
            Self::Version(_) => &VERSION,
            Self::Rule(_) => &RULE,
        }
    }

    fn of(&self, trial: &Trial) -> Shown {
        match self {
            Self::Whole => Shown {
                fields: trial.fields.clone(),
                remarks: trial.remarks.clone(),
                words: trial.words.clone(),
                ..Shown::default()
            },
            Self::Version(id) => {
                trial.versions.iter().find(|one| one.id == *id).map_or_else(Shown::default, |one| Shown {
                    id: id.clone(),
                    label: one.label.clone(),
                    fields: one.fields.clone(),
                    words: one.words.clone(),
                    remarks: one.remarks.clone(),
                })
            }
            Self::Rule(id) => {
                trial.rules.iter().find(|one| one.id == *id).map_or_else(Shown::default, |one| Shown {
                    id: id.clone(),
                    label: one.label.clone(),
                    fields: one.fields.clone(),
                    words: one.words.clone(),
                    remarks: one.remarks.clone(),
                })
            }
        }
    }
}

/// What a form shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shown {
    id: String,
    label: Text,
    pub fields: BTreeMap<String, String>,
    words: Text,
    pub remarks: Vec<Remark>,
}

/// The form.
#[component]
pub(super) fn PartForm(trial: Memo<Arc<Trial>>, edits: Edits, part: Part) -> impl IntoView {
    let whole = part == Part::Whole;
    let name = StoredValue::new(part.name());
    let groups = part.groups();
    let remove = match part {
        Part::Version(_) => "rules.remove_version",
        _ => "contracts.remove_rule",
    };
    let shown = Memo::new(move |_| trial.with(|trial| part.of(trial)));
    let all = groups.iter().map(|group| {
        view! { <Fields group=group shown=shown trial=trial edits=edits name=name whole=whole/> }
    });
    let all = all.collect_view();
    let heading = move || {
        shown.with(|shown| {
            let name = shown.label.get(lang().code()).to_owned();
            if name.is_empty() { shown.id.clone() } else { name }
        })
    };
    let head = (!whole).then(|| {
        view! {
            <div class="rule-head">
                <h3>{heading}</h3>
                <button type="button" class="quiet" on:click=move |_| edits.make(&name.get_value(), "remove", "")>{t(remove)}</button>
            </div>
        }
    });
    let rest = move || {
        // Remarks about something that the form does not show.
        shown.with(|shown| {
            let of_none = |remark: &&Remark| {
                !groups.iter().flat_map(|group| group.fields).any(|(key, ..)| is_within(remark, key))
            };
            shown.remarks.iter().filter(of_none).map(fault).collect_view()
        })
    };
    view! {
        <section class="rule-form">
            {head}
            <ReadBack shown=shown whole=whole/>
            {all}
            <ul class="faults">{rest}</ul>
        </section>
    }
}

/// The sentence in the reader's language, and in the other one.
#[component]
fn ReadBack(shown: Memo<Shown>, whole: bool) -> impl IntoView {
    let unclear = if whole { "rules.whole_not_understood" } else { "contracts.not_understood" };
    let other = if lang().code() == "it" { "en" } else { "it" };
    let sentence = move |language: &'static str| shown.with(|shown| shown.words.get(language).to_owned());
    let unread = move || shown.with(|shown| shown.words.is_empty());
    view! {
        <div class="read-back" aria-live="polite">
            <p class="rule-words">{move || if unread() { t(unclear) } else { sentence(lang().code()) }}</p>
            <p class="sub" lang=other>{move || sentence(other)}</p>
        </div>
    }
}

/// A group of fields: open where something stands in it or has to be said.
#[component]
fn Fields(
    group: &'static Group,
    shown: Memo<Shown>,
    trial: Memo<Arc<Trial>>,
    edits: Edits,
    name: StoredValue<String>,
    whole: bool,
) -> impl IntoView {
    let fields = group.fields.iter().map(|(key, kind, hint)| match kind {
        Kind::Rows(cells) => view! {
            <Rows shown=shown trial=trial edits=edits name=name key=*key cells=*cells hint=*hint whole=whole/>
        }
        .into_any(),
        _ => view! {
            <Field shown=shown trial=trial edits=edits name=name key=*key kind=*kind hint=*hint whole=whole/>
        }
        .into_any(),
    });
    let fields = fields.collect_view();
    if group.heading.is_empty() {
        return view! { <div class="fields">{fields}</div> }.into_any();
    }
    let used = Memo::new(move |_| {
        shown.with(|shown| {
            let filled = |key: &str| {
                let typed = shown.fields.get(key);
                typed.is_some_and(|value| !value.is_empty() && !is_usual(key, value))
                    || rows_of(&shown.fields, key) > 0
            };
            let said = |key: &str| shown.remarks.iter().any(|remark| is_within(remark, key));
            group.fields.iter().any(|(key, ..)| filled(key) || said(key))
        })
    });
    // Where the rows stand is long, and mostly as agreed: it opens when something is wrong with it.
    let faulty = Memo::new(move |_| {
        shown.with(|shown| {
            let said = |key: &str| shown.remarks.iter().any(|remark| is_within(remark, key));
            group.fields.iter().any(|(key, ..)| said(key))
        })
    });
    // What has been open stays so: a group must not close on whoever types in it.
    let open = Memo::new(move |was: Option<&bool>| {
        was.is_some_and(|was| *was) || if whole { faulty.get() } else { used.get() }
    });
    view! {
        <details class="more-fields" open=move || open.get()>
            <summary>{t(group.heading)}</summary>
            <div class="fields">{fields}</div>
        </details>
    }
    .into_any()
}
