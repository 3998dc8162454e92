//! Rules tried out: fields that are typed, sentences that read them back, remarks at their fields, and what they would
//! pay beside what the agreed rules pay.
//!
//! Comes in: edits, kept in the address in the order in which they were made, so that Back and Undo take them away and
//! a link shows the same. Goes out: a piece of a framework. Nothing is worked out here.

use super::field::RuleForm;
use super::say::{Say, named};
use super::shown::not_there;
use crate::address::{Page, Query, use_address};
use crate::components::save::save_text;
use crate::components::shown::Waiting;
use crate::i18n::{lang, t, t_count, t_with};
use crate::pages::data::codes;
use crate::state::{State, use_dashboard};
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
    let state = dashboard.trial(move || id.get_value(), move || edits.all.get());
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
    view! {
        <p class="back">
            <a href=move || address.href(Page::Contracts, &[("contract", &contract)])>{t("contracts.back_to_contract")}</a>
        </p>
        <section class="lead">
            <p class="over">{t("contracts.editor_over")}</p>
            <h1>{move || trial.with(|trial| trial.as_deref().map_or_else(|| t("contracts.editor"), headline))}</h1>
            <p>{t("contracts.editor_help")}</p>
        </section>
        {move || failure.get().map(not_there)}
        {move || match (there.get(), failure.with(Option::is_some)) {
            (true, _) => view! { <Form trial=trial edits=edits busy=busy/> }.into_any(),
            (false, true) => ().into_any(),
            (false, false) => view! { <div aria-busy="true"><Waiting/></div> }.into_any(),
        }}
    }
}

fn say_of(trial: &Trial) -> Option<Say> {
    let statement = trial.statement.as_ref()?;
    Some(Say::of(&statement.currency, statement.decimals))
}

/// What the tried rules would pay beside the agreed ones.
fn headline(trial: &Trial) -> String {
    let (Some(say), Some(statement)) = (say_of(trial), trial.statement.as_ref()) else {
        return t("contracts.trial_nothing");
    };
    let total = say.about(statement.total);
    let by = say.about(esito_model::Money(trial.difference.0.abs()));
    match trial.difference.0 {
        0 => t_with("contracts.trial_same", &[("total", &total)]),
        less if less < 0 => t_with("contracts.trial_less", &[("total", &total), ("by", &by)]),
        _ => t_with("contracts.trial_more", &[("total", &total), ("by", &by)]),
    }
}

#[component]
fn Form(trial: RwSignal<Option<Arc<Trial>>>, edits: Edits, busy: Memo<bool>) -> impl IntoView {
    let trial = Memo::new(move |_| trial.get().unwrap_or_default());
    let ids = Memo::new(move |_| {
        trial.with(|trial| trial.rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>())
    });
    let add = move |_| {
        let taken = ids.get_untracked();
        let id = (1..).map(|n| format!("rule-{n}")).find(|id| !taken.contains(id)).unwrap_or_default();
        edits.make(&id, "add", "");
        let target = format!("field-{id}-label");
        set_timeout(move || focus(&target), std::time::Duration::from_millis(600));
    };
    let save = move |_| {
        trial.with_untracked(|trial| {
            let id = trial.contract.as_ref().map_or("contract", |contract| contract.id.as_str());
            save_text(&format!("{id}.toml"), "application/toml", &trial.fragment);
        });
    };
    let outcomes = move || {
        trial.with(|trial| {
            let options = trial.outcomes.iter().map(|word| view! { <option value=word.clone()></option> });
            options.collect_view()
        })
    };
    view! {
        <datalist id="outcomes">{outcomes}</datalist>
        <div class="bar">
            <div class="ways">
                <button type="button" class="btn" disabled=move || edits.all.with(Vec::is_empty) on:click=move |_| edits.undo()>
                    {move || undo_words(&edits.all.get(), &trial.get())}
                </button>
                <button type="button" class="btn" disabled=move || edits.all.with(Vec::is_empty) on:click=move |_| edits.clear()>
                    {t("contracts.as_agreed")}
                </button>
                <button type="button" class="btn" on:click=save>{t("contracts.take_fragment")}</button>
            </div>
            <p class="sub" role="status" aria-live="polite">
                {move || if busy.get() { t("contracts.working") } else { trial.with(|trial| headline(trial)) }}
            </p>
        </div>
        <Difference trial=trial/>
        <section class="section">
            <div class="section-head"><h2>{t("contracts.whole")}</h2></div>
            <RuleForm trial=trial edits=edits id=String::new()/>
            {move || trial.with(has_own_caps).then(|| view! { <p class="sub">{t("contracts.versions_kept")}</p> })}
        </section>
        <section class="section">
            <div class="section-head">
                <h2>{t("contracts.rules_form")}</h2>
                <button type="button" class="btn" on:click=add>{t("contracts.add_rule")}</button>
            </div>
            <For each=move || ids.get() key=Clone::clone children=move |id| view! { <RuleForm trial=trial edits=edits id=id/> }/>
        </section>
        <section class="section">
            <details class="group fragment">
                <summary><span class="title">{t("contracts.fragment")}</span></summary>
                <p class="sub">{t("contracts.fragment_help")}</p>
                <pre class="formula" tabindex="0"><code>{move || trial.with(|trial| trial.fragment.clone())}</code></pre>
            </details>
        </section>
    }
}

/// Whether versions of the plan have caps that an edit of the first one does not reach.
fn has_own_caps(trial: &Arc<Trial>) -> bool {
    trial
        .contract
        .as_ref()
        .is_some_and(|contract| contract.versions.iter().any(|version| version.cap.is_some()))
}

fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    let element = document().get_element_by_id(id).and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // An element that cannot take the focus is passed over by the browser.
        let _ = element.focus();
    }
}

fn undo_words(edits: &[Edit], trial: &Trial) -> String {
    let Some(last) = edits.last() else { return t("contracts.undo") };
    let rule = trial.rules.iter().find(|rule| rule.id == last.rule);
    let rule = match (last.rule.as_str(), rule) {
        ("", _) => t("contracts.whole"),
        (_, Some(rule)) => named(&rule.label, &rule.id),
        (id, None) => id.to_owned(),
    };
    let what = super::field::label(&last.key);
    t_with("contracts.undo_what", &[("what", &what), ("rule", &rule)])
}

/// The tried rules beside the agreed ones, rule by rule.
#[component]
fn Difference(trial: Memo<Arc<Trial>>) -> impl IntoView {
    let body = move || {
        let trial = trial.get();
        let Some(say) = say_of(&trial) else {
            return view! { <p class="advice" role="alert">{t("contracts.trial_left_out")}</p> }.into_any();
        };
        let statement = trial.statement.clone().unwrap_or_default();
        let rows = trial.rules.iter().map(|rule| {
            let name = named(&rule.label, &rule.id);
            let new = (!rule.agreed).then(|| view! { <span class="when">{t("contracts.new_rule")}</span> });
            view! {
                <tr>
                    <th scope="row">{name}{new}</th>
                    <td class="number">{say.units(rule.units_before)}</td>
                    <td class="number">{say.units(rule.units_after)}</td>
                    <td class="number">{say.money(rule.before)}</td>
                    <td class="number">{say.money(rule.after)}</td>
                    <td class="number strong">{say.change(rule.difference)}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t("contracts.trial_table")>
                <table class="m money">
                    <caption class="unseen">{t("contracts.trial_table")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("contracts.rule")}</th>
                            <th scope="col" class="number">{t("contracts.units_agreed")}</th>
                            <th scope="col" class="number">{t("contracts.units_tried")}</th>
                            <th scope="col" class="number">{t("contracts.agreed")}</th>
                            <th scope="col" class="number">{t("contracts.tried")}</th>
                            <th scope="col" class="number">{t("contracts.difference")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr class="totals">
                            <th scope="row" colspan="3">{t("contracts.in_total")}</th>
                            <td class="number">{say.money(trial.agreed)}</td>
                            <td class="number" id="tried-total">{say.money(statement.total)}</td>
                            <td class="number strong">{say.change(trial.difference)}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        }
        .into_any()
    };
    let said = move || {
        let trial = trial.get();
        let items = trial.remarks.iter().map(|remark| {
            view! { <li><b>{codes::title(&remark.code)}</b>" "<span lang="en">{remark.message.clone()}</span></li> }
        });
        let items = items.collect_view();
        (!trial.remarks.is_empty()).then(|| {
            view! {
                <div class="advice">
                    <p>{t_count("contracts.trial_remarks", trial.remarks.len() as u64, &[])}</p>
                    <ul>{items}</ul>
                </div>
            }
        })
    };
    view! { {body}{said} }
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
