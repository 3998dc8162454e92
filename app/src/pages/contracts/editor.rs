//! Rules tried out: fields that are typed, sentences that read them back, remarks at their fields, and what they would
//! pay beside what the agreed rules pay.
//!
//! Comes in: edits, kept in the address in the order in which they were made, so that Back and Undo take them away and
//! a link shows the same. Goes out: a piece of a framework. Nothing is worked out here.

use super::fields::label;
use super::form::{Part, PartForm};
use super::say::{Say, named};
use super::shown::not_there;
use super::tried::{Difference, Tried};
use crate::address::{Page, Query, use_address};
use crate::components::focus::focus;
use crate::components::save::save_text;
use crate::components::shown::Waiting;
use crate::i18n::{lang, t, t_with};
use crate::state::{FRAMEWORK, Reading, State, use_dashboard};
use esito_model::{Edit, Trial};
use leptos::prelude::*;
use std::sync::Arc;

/// The key of the address that holds the edits.
const KEY: &str = "edit";

/// Edits of a contract's rules, from anywhere on the form.
#[derive(Clone, Copy)]
pub(super) struct Edits {
    address: crate::address::Address,
    pub all: Memo<Vec<Edit>>,
}

impl Edits {
    /// Adds a change as typed, as a step that Back takes away.
    pub(super) fn make(self, rule: &str, key: &str, value: &str) {
        let edit = write(&Edit {
            language: untrack(lang).code().to_owned(),
            rule: rule.to_owned(),
            key: key.to_owned(),
            value: value.to_owned(),
        });
        self.address.push(|query| {
            let mut all = query.all(KEY);
            all.push(edit);
            query.with_all(KEY, all.iter().map(String::as_str))
        });
    }

    /// Takes the last change away.
    fn undo(self) {
        self.address.push(|query| {
            let mut all = query.all(KEY);
            all.pop();
            query.with_all(KEY, all.iter().map(String::as_str))
        });
    }

    fn clear(self) {
        self.address.push(|query| query.with(KEY, None));
    }
}

/// The edits that begin a contract: the contract itself, and a first rule.
pub(super) fn beginning() -> [(&'static str, &'static str); 2] {
    [(KEY, "en||add|"), (KEY, "en|rule-1|add|")]
}

fn write(edit: &Edit) -> String {
    format!("{}|{}|{}|{}", edit.language, edit.rule, edit.key, edit.value)
}

fn read(text: &str) -> Option<Edit> {
    let mut parts = text.splitn(4, '|').map(str::to_owned);
    Some(Edit { language: parts.next()?, rule: parts.next()?, key: parts.next()?, value: parts.next()? })
}

fn read_all(query: &Query) -> Vec<Edit> {
    query.all(KEY).iter().filter_map(|text| read(text)).collect()
}

/// The editor.
#[component]
pub(super) fn Editor(id: String) -> impl IntoView {
    let address = use_address();
    let dashboard = use_dashboard();
    let contract = id.clone();
    let id = StoredValue::new(id);
    let edits = Edits { address, all: Memo::new(move |_| read_all(&address.query())) };
    let lines = Memo::new(move |_| address.get("lines").is_some());
    let state = dashboard.trial(move || id.get_value(), move || edits.all.get(), move || lines.get());
    let new = Memo::new(move |_| edits.all.with(|all| all.first().is_some_and(begins)));
    // What was there stays until the newer is: a field must not be taken away under whoever types in it.
    let trial = RwSignal::new(None::<Arc<Trial>>);
    let failure = RwSignal::new(None);
    Effect::new(move |_| match state.get() {
        State::Loading => {}
        State::Ready(found) => {
            failure.set(None);
            trial.set(Some(found));
        }
        State::Failed(why) => failure.set(Some(why)),
    });
    on_cleanup(move || dashboard.call_off_paying());
    let busy = Memo::new(move |_| state.get() == State::Loading);
    let there = Memo::new(move |_| trial.with(Option::is_some));
    let failed = Memo::new(move |_| failure.with(Option::is_some));
    view! {
        <p class="back">
            {move || if new.get() {
                view! { <a href=move || address.href(Page::Contracts, &[])>{t("contracts.all")}</a> }.into_any()
            } else {
                let contract = contract.clone();
                view! { <a href=move || address.href(Page::Contracts, &[("contract", &contract)])>{t("contracts.back_to_contract")}</a> }
                    .into_any()
            }}
        </p>
        <section class="lead">
            <p class="over">{move || t(if new.get() { "rules.new_contract" } else { "contracts.editor_over" })}</p>
            <h1>{move || trial.with(|trial| trial.as_deref().map_or_else(|| t("contracts.editor"), headline))}</h1>
            <p>{move || t(if new.get() { "rules.new_help" } else { "contracts.editor_help" })}</p>
        </section>
        {move || failure.get().map(not_there)}
        {move || match (there.get(), failed.get()) {
            (true, _) => view! { <Form trial=trial edits=edits busy=busy lines=lines/> }.into_any(),
            (false, true) => ().into_any(),
            (false, false) => view! { <div aria-busy="true"><Waiting/></div> }.into_any(),
        }}
    }
}

pub(super) fn say_of(trial: &Trial) -> Option<Say> {
    let statement = trial.statement.as_ref()?;
    Some(Say::of(&statement.currency, statement.decimals))
}

/// Whether an edit begins a contract that nobody has agreed to yet.
fn begins(edit: &Edit) -> bool {
    edit.rule.is_empty() && edit.key == "add"
}

/// What the tried rules would pay beside the agreed ones.
fn headline(trial: &Trial) -> String {
    let (Some(say), Some(statement)) = (say_of(trial), trial.statement.as_ref()) else {
        return t("contracts.trial_nothing");
    };
    let total = say.about(statement.total);
    let by = say.about(esito_model::Money(trial.difference.0.abs()));
    if trial.rules.iter().all(|rule| !rule.agreed) && trial.agreed.0 == 0 {
        return t_with("rules.would_pay", &[("total", &total)]);
    }
    match trial.difference.0 {
        0 => t_with("contracts.trial_same", &[("total", &total)]),
        less if less < 0 => t_with("contracts.trial_less", &[("total", &total), ("by", &by)]),
        _ => t_with("contracts.trial_more", &[("total", &total), ("by", &by)]),
    }
}

#[component]
fn Form(
    trial: RwSignal<Option<Arc<Trial>>>,
    edits: Edits,
    busy: Memo<bool>,
    lines: Memo<bool>,
) -> impl IntoView {
    let (address, dashboard) = (use_address(), use_dashboard());
    let trial = Memo::new(move |_| trial.get().unwrap_or_default());
    let ids = Memo::new(move |_| {
        trial.with(|trial| trial.rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>())
    });
    let versions = Memo::new(move |_| {
        trial.with(|trial| trial.versions.iter().map(|one| one.id.clone()).collect::<Vec<_>>())
    });
    let free = |taken: Vec<String>, stem: &str| {
        (1..).map(|n| format!("{stem}-{n}")).find(|id| !taken.contains(id)).unwrap_or_default()
    };
    let begin = move |part: Part| {
        let name = part.name();
        edits.make(&name, "add", "");
        let target = format!("field-{}-label", name.replace(':', "-"));
        let pressed = document().active_element();
        let lead = move || {
            // Whoever has gone on meanwhile is not called back.
            if document().active_element() == pressed {
                focus(&target);
            }
        };
        set_timeout(lead, std::time::Duration::from_millis(600));
    };
    let add = move |_| begin(Part::Rule(free(ids.get_untracked(), "rule")));
    let add_version = move |_| begin(Part::Version(free(versions.get_untracked(), "version")));
    let save = move |_| {
        trial.with_untracked(|trial| {
            let id = trial.contract.as_ref().map_or("contract", |contract| contract.id.as_str());
            save_text(&format!("{id}.toml"), "application/toml", &trial.fragment);
        });
    };
    let save_whole = move |_| {
        if let Some(text) = trial.with_untracked(|trial| trial.framework.clone()) {
            save_text(FRAMEWORK, "application/toml", &text);
        }
    };
    let own = Memo::new(move |_| matches!(dashboard.own().reading(), Reading::Done(_)));
    let whole = Memo::new(move |_| trial.with(|trial| trial.framework.is_some()));
    // What was typed holds from now on: the files are read anew, and the contract stands among the agreed ones.
    let adopt = move |_| {
        let typed = trial
            .with_untracked(|trial| Some((trial.contract.as_ref()?.id.clone(), trial.framework.clone()?)));
        if let Some((id, text)) = typed {
            dashboard.own().take_framework(dashboard, text);
            address.push(move |query| {
                query
                    .with_all(KEY, std::iter::empty())
                    .with("view", None)
                    .with("lines", None)
                    .with("contract", Some(&id))
            });
        }
    };
    let outcomes = Memo::new(move |_| trial.with(|trial| trial.outcomes.clone()));
    let columns = Memo::new(move |_| trial.with(|trial| columns_of(trial)));
    let options = |words: Memo<Vec<String>>| {
        move || words.get().into_iter().map(|word| view! { <option value=word></option> }).collect_view()
    };
    view! {
        <datalist id="outcomes">{options(outcomes)}</datalist>
        <datalist id="columns">{options(columns)}</datalist>
        <datalist id="rules">{options(ids)}</datalist>
        <div class="bar">
            <div class="ways">
                <button type="button" class="btn" disabled=move || edits.all.with(Vec::is_empty) on:click=move |_| edits.undo()>
                    {move || undo_words(&edits.all.get(), &trial.get())}
                </button>
                <button type="button" class="btn" disabled=move || edits.all.with(Vec::is_empty) on:click=move |_| edits.clear()>
                    {t("contracts.as_agreed")}
                </button>
                <button type="button" class="btn" on:click=save>{t("contracts.take_fragment")}</button>
                <Show when=move || own.get() && !edits.all.with(Vec::is_empty)>
                    <button type="button" class="btn primary" disabled=move || !whole.get() || busy.get() on:click=adopt>
                        {t("rules.adopt")}
                    </button>
                </Show>
            </div>
            <p class="sub" role="status" aria-live="polite">
                {move || if busy.get() { t("contracts.working") } else { trial.with(|trial| headline(trial)) }}
            </p>
        </div>
        <Difference trial=trial/>
        <section class="section">
            <div class="section-head"><h2>{t("contracts.whole")}</h2></div>
            <PartForm trial=trial edits=edits part=Part::Whole/>
        </section>
        <section class="section">
            <div class="section-head">
                <h2>{t("contracts.rules_form")}</h2>
                <button type="button" class="btn" on:click=add>{t("contracts.add_rule")}</button>
            </div>
            <For each=move || ids.get() key=Clone::clone children=move |id| view! { <PartForm trial=trial edits=edits part=Part::Rule(id)/> }/>
        </section>
        <section class="section">
            <div class="section-head">
                <h2>{t("rules.versions")}</h2>
                <button type="button" class="btn" on:click=add_version>{t("rules.add_version")}</button>
            </div>
            <p class="sub">{t("rules.versions_help")}</p>
            <For each=move || versions.get() key=Clone::clone
                children=move |id| view! { <PartForm trial=trial edits=edits part=Part::Version(id)/> }/>
        </section>
        <Tried trial=trial lines=lines/>
        <section class="section">
            <details class="group fragment">
                <summary><span class="title">{t("contracts.fragment")}</span></summary>
                <p class="sub">{t("contracts.fragment_help")}</p>
                <div class="ways">
                    <button type="button" class="btn" disabled=move || !whole.get() on:click=save_whole>{t("rules.save_whole")}</button>
                </div>
                <pre class="formula" tabindex="0"><code>{move || trial.with(|trial| trial.fragment.clone())}</code></pre>
            </details>
        </section>
    }
}

/// The columns of the contract's table.
fn columns_of(trial: &Trial) -> Vec<String> {
    let name = trial.fields.get("table").map(String::as_str).unwrap_or_default();
    let table = trial.tables.iter().find(|table| table.id == name);
    table.map(|table| table.columns.clone()).unwrap_or_default()
}

fn undo_words(edits: &[Edit], trial: &Trial) -> String {
    let Some(last) = edits.last() else { return t("contracts.undo") };
    let rule = trial.rules.iter().find(|rule| rule.id == last.rule);
    let version = last.rule.strip_prefix(Edit::VERSION).map(str::to_owned);
    let version = version.map(|id| {
        let known = trial.versions.iter().find(|version| version.id == id);
        known.map_or(id.clone(), |version| named(&version.label, &version.id))
    });
    let rule = match (last.rule.as_str(), rule, version) {
        ("", ..) => t("contracts.whole"),
        (_, Some(rule), _) => named(&rule.label, &rule.id),
        (_, None, Some(version)) => version,
        (id, None, None) => id.to_owned(),
    };
    let what = label(&last.key, last.rule.is_empty());
    t_with("contracts.undo_what", &[("what", &what), ("rule", &rule)])
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use esito_model::Edit;

    #[test]
    fn an_edit_goes_through_the_address() {
        let edit = Edit {
            language: "it".to_owned(),
            rule: "entry".to_owned(),
            key: "cap.units".to_owned(),
            value: "a|b 3.500,50".to_owned(),
        };
        assert_eq!(read(&write(&edit)), Some(edit));
        assert_eq!(read("it|entry"), None);
    }
}
