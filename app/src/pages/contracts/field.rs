//! The form of one rule, or of the contract itself: fields, what each means, and what has to be said of each.

use super::editor::Edits;
use crate::i18n::{lang, t};
use crate::pages::data::codes;
use esito_model::{Remark, Severity, Trial, TrialRule};
use leptos::prelude::*;
use std::sync::Arc;

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Outcome,
    Day,
    Tick,
    Per,
    Pays,
}

/// Fields of a rule: the key, how it is filled in, and the key of a hint (empty for none).
const RULE: [(&str, Kind, &str); 15] = [
    ("label", Kind::Text, ""),
    ("outcome", Kind::Outcome, "contracts.hint_outcome"),
    ("price", Kind::Text, "contracts.hint_price"),
    ("per", Kind::Per, ""),
    ("tiers", Kind::Text, "contracts.hint_tiers"),
    ("once", Kind::Tick, ""),
    ("pays", Kind::Pays, ""),
    ("within", Kind::Text, "contracts.hint_within"),
    ("not_before", Kind::Text, "contracts.hint_within"),
    ("threshold", Kind::Text, "contracts.hint_threshold"),
    ("cap.units", Kind::Text, ""),
    ("cap.amount", Kind::Text, ""),
    ("cap.per_participant", Kind::Text, ""),
    ("from", Kind::Day, ""),
    ("until", Kind::Day, ""),
];
/// Fields of the contract itself.
const WHOLE: [(&str, Kind, &str); 5] = [
    ("cap.amount", Kind::Text, ""),
    ("cap.per_participant", Kind::Text, ""),
    ("floor", Kind::Text, "contracts.hint_floor"),
    ("starts", Kind::Day, ""),
    ("ends", Kind::Day, ""),
];
const PER: [(&str, &str); 6] = [
    ("participant", "contracts.per_participant"),
    ("outcome", "contracts.per_outcome"),
    ("activity", "contracts.per_activity"),
    ("milestone", "contracts.per_milestone"),
    ("cohort", "contracts.per_cohort"),
    ("percentage_point", "contracts.per_percentage_point"),
];
const PAYS: [(&str, &str); 2] =
    [("verified", "contracts.pays_verified"), ("claimed", "contracts.pays_claimed")];

/// The name of a field.
pub(super) fn label(key: &str) -> String {
    t(match key {
        "label" => "contracts.field_label",
        "outcome" => "contracts.field_outcome",
        "price" => "contracts.field_price",
        "per" => "contracts.field_per",
        "tiers" => "contracts.field_tiers",
        "once" => "contracts.field_once",
        "pays" => "contracts.field_pays",
        "within" => "contracts.field_within",
        "not_before" => "contracts.field_not_before",
        "threshold" => "contracts.field_threshold",
        "cap.units" => "contracts.field_cap_units",
        "cap.amount" => "contracts.field_cap_amount",
        "cap.per_participant" => "contracts.field_cap_participant",
        "from" => "contracts.field_from",
        "until" => "contracts.field_until",
        "floor" => "contracts.field_floor",
        "starts" => "contracts.field_starts",
        "ends" => "contracts.field_ends",
        "add" => "contracts.field_add",
        _ => "contracts.field_remove",
    })
}

/// The form of a rule; with an empty id that of the contract itself.
#[component]
pub(super) fn RuleForm(trial: Memo<Arc<Trial>>, edits: Edits, id: String) -> impl IntoView {
    let whole = id.is_empty();
    let id = StoredValue::new(id);
    let rule = Memo::new(move |_| {
        trial.with(|trial| {
            if whole {
                let (fields, remarks) = (trial.fields.clone(), trial.remarks.clone());
                return TrialRule { fields, remarks, ..TrialRule::default() };
            }
            id.with_value(|id| trial.rules.iter().find(|rule| rule.id == *id).cloned()).unwrap_or_default()
        })
    });
    let shown: &'static [(&str, Kind, &str)] = if whole { &WHOLE } else { &RULE };
    let fields = shown.iter().map(|(key, kind, hint)| {
        view! { <Field rule=rule edits=edits id=id key=*key kind=*kind hint=*hint/> }
    });
    let fields = fields.collect_view();
    if whole {
        return view! { <div class="fields">{fields}</div> }.into_any();
    }
    let other = if lang().code() == "it" { "en" } else { "it" };
    let sentence = move |language: &'static str| rule.with(|rule| rule.words.get(language).to_owned());
    let unread = move || rule.with(|rule| rule.words.is_empty());
    let rest = move || {
        // Remarks about something that the form does not show.
        rule.with(|rule| {
            let of_none = |remark: &&Remark| !RULE.iter().any(|(key, ..)| is_at(remark, key));
            let items = rule.remarks.iter().filter(of_none).map(fault).collect_view();
            view! { <ul class="faults">{items}</ul> }
        })
    };
    let kept = move || {
        rule.with(|rule| {
            let keys = rule.kept.join(", ");
            (!keys.is_empty())
                .then(|| view! { <p class="sub">{t("contracts.kept_keys")}" "<code>{keys}</code></p> })
        })
    };
    let heading = move || {
        rule.with(|rule| {
            let name = rule.label.get(lang().code()).to_owned();
            if name.is_empty() { rule.id.clone() } else { name }
        })
    };
    view! {
        <section class="rule-form">
            <div class="rule-head">
                <h3>{heading}</h3>
                <button type="button" class="quiet" on:click=move |_| edits.make(&id.get_value(), "remove", "")>
                    {t("contracts.remove_rule")}
                </button>
            </div>
            <div class="read-back" aria-live="polite">
                <p class="rule-words">{move || if unread() { t("contracts.not_understood") } else { sentence(lang().code()) }}</p>
                <p class="sub" lang=other>{move || sentence(other)}</p>
            </div>
            <div class="fields">{fields}</div>
            {rest}
            {kept}
        </section>
    }
    .into_any()
}

fn is_at(remark: &Remark, key: &str) -> bool {
    remark.places.first().and_then(|place| place.column.as_deref()) == Some(key)
}

fn fault(remark: &Remark) -> AnyView {
    let class = if remark.severity == Severity::Fatal { "fault" } else { "fault doubt" };
    view! {
        <li class=class>
            <b>{codes::title(&remark.code)}</b>" "<span lang="en">{remark.message.clone()}</span>
            {(!remark.help.is_empty()).then(|| view! { " "<span lang="en" class="help">{remark.help.clone()}</span> })}
        </li>
    }
    .into_any()
}

#[component]
fn Field(
    rule: Memo<TrialRule>,
    edits: Edits,
    id: StoredValue<String>,
    key: &'static str,
    kind: Kind,
    hint: &'static str,
) -> impl IntoView {
    let value = Memo::new(move |_| rule.with(|rule| rule.fields.get(key).cloned().unwrap_or_default()));
    let faults = Memo::new(move |_| {
        rule.with(|rule| rule.remarks.iter().filter(|remark| is_at(remark, key)).cloned().collect::<Vec<_>>())
    });
    let name = format!("field-{}-{key}", id.get_value()).replace('.', "-");
    let notes = format!("{name}-notes");
    let wrong =
        move || faults.with(|all| all.iter().any(|remark| remark.severity == Severity::Fatal)).to_string();
    let make = move |text: String| {
        if text != value.get_untracked() {
            edits.make(&id.get_value(), key, &text);
        }
    };
    let change = move |event: web_sys::Event| make(event_target_value(&event));
    let tick = move |event: web_sys::Event| {
        make(if event_target_checked(&event) { "true".to_owned() } else { String::new() });
    };
    let choice = |options: &'static [(&'static str, &'static str)], name: String, notes: String| {
        let options = options.iter().map(|(word, label)| {
            view! { <option value=*word prop:selected=move || value.get() == *word>{t(label)}</option> }
        });
        view! {
            <select id=name aria-describedby=notes aria-invalid=wrong on:change=change>{options.collect_view()}</select>
        }
        .into_any()
    };
    let text = |kind: &'static str, list: Option<&'static str>, name: String, notes: String| {
        view! {
            <input type=kind id=name list=list autocomplete="off" prop:value=move || value.get() aria-describedby=notes
                aria-invalid=wrong on:change=change/>
        }
        .into_any()
    };
    let (own, own_notes) = (name.clone(), notes.clone());
    let input = match kind {
        Kind::Text => text("text", None, own, own_notes),
        Kind::Outcome => text("text", Some("outcomes"), own, own_notes),
        Kind::Day => text("date", None, own, own_notes),
        Kind::Per => choice(&PER, own, own_notes),
        Kind::Pays => choice(&PAYS, own, own_notes),
        Kind::Tick => view! {
            <input type="checkbox" id=own prop:checked=move || value.get() == "true" aria-describedby=own_notes on:change=tick/>
        }
        .into_any(),
    };
    let said = move || faults.with(|all| all.iter().map(fault).collect_view());
    view! {
        <div class="field" class:ticked=kind == Kind::Tick>
            <label for=name>{label(key)}</label>
            {input}
            <div id=notes class="notes">
                {(!hint.is_empty()).then(|| view! { <p class="hint">{t(hint)}</p> })}
                <ul class="faults">{said}</ul>
            </div>
        </div>
    }
}
