//! Sets of weights as small files: kept under a name, saved, opened. Nobody needs an account.

use super::part::{Part, Words};
use super::setting::{with_set, without_set};
use crate::components::save::save_text;
use crate::i18n::{t, t_with};
use esito_model::{Index, IndexParty, Text};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use std::sync::Arc;
use wasm_bindgen_futures::JsFuture;

/// What tells such a file from others.
const KIND: &str = "esito-weights";

/// Keep, save, open, remove.
#[component]
pub(super) fn Files(part: Part) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let name = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<Unfit>);
    let party = Memo::new(move |_| part.setting.with(|setting| setting.question.party.clone()));
    let kept = Memo::new(move |_| party.get().filter(|id| id.starts_with("set-")));
    // Words are made here: an event finds no language around it.
    let called = Memo::new(move |_| {
        let typed = name.with(|name| name.trim().to_owned());
        let own = part.setting.with(|setting| setting.own);
        match (typed.is_empty(), party.get()) {
            (false, _) => typed,
            (true, Some(id)) if !own => Words::of(part).party(&id),
            (true, _) => t("index.mine"),
        }
    });
    let in_force = move || {
        let targets = part.setting.with_untracked(|setting| setting.targets.clone());
        IndexParty { targets, ..untrack(|| part.index.with(|index| part.weights().set(index))) }
    };
    let keep = move |_| {
        let (name, set) = (called.get_untracked(), in_force());
        part.step(|query| with_set(query, &name, &set));
    };
    let save = move |_| {
        let (called, index) = (called.get_untracked(), part.index.get_untracked());
        save_text(
            &format!("{}-weights.json", index.id),
            "application/json",
            &write(&index, &called, in_force()),
        );
    };
    let open = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let take = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        input.set_value("");
        let Some(file) = file else { return };
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            let index: Arc<Index> = part.index.get_untracked();
            match read(&index, &text.unwrap_or_default()) {
                Ok((name, set)) => {
                    fault.set(None);
                    part.step(|query| with_set(query, &name, &set));
                }
                Err(unfit) => fault.set(Some(unfit)),
            }
        });
    };
    view! {
        <details class="inside files">
            <summary>{t("index.files")}</summary>
            <p class="sub">{t("index.files_help")}</p>
            <label class="choice"><span>{t("index.set_name")}</span>
                <input type="text" maxlength="60" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event)) />
            </label>
            <div class="weigh-tools">
                <button type="button" class="btn" on:click=keep>{t("index.keep")}</button>
                <button type="button" class="btn" on:click=save>{t("index.save")}</button>
                <button type="button" class="btn" on:click=open>{t("index.open")}</button>
                {move || kept.get().map(|id| view! {
                    <button type="button" class="btn" on:click=move |_| part.step(|query| without_set(query, &id))>{t("index.remove")}</button>
                })}
            </div>
            <input node_ref=input id="weights-file" type="file" accept=".json,application/json" class="unseen" tabindex="-1" aria-hidden="true" on:change=take />
            <p class="fault" role="alert">{move || fault.get().map(|unfit| unfit.words())}</p>
        </details>
    }
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Unfit {
    /// It holds no set of weights.
    NotOurs,
    /// It weighs another index.
    Other(String),
    /// It weighs something that this index does not have.
    Unknown(String),
}

impl Unfit {
    fn words(&self) -> String {
        match self {
            Self::NotOurs => t("index.not_ours"),
            Self::Other(other) => t_with("index.other_index", &[("index", other)]),
            Self::Unknown(id) => t_with("index.unknown_node", &[("name", id)]),
        }
    }
}

/// A set of weights as a file.
fn write(index: &Index, name: &str, set: IndexParty) -> String {
    let set = IndexParty { label: Text::from_pairs([("en", name), ("it", name)]), ..set };
    let mut value = serde_json::to_value(&set).unwrap_or_default();
    if let Value::Object(object) = &mut value {
        object.insert("kind".to_owned(), KIND.into());
        object.insert("index".to_owned(), index.id.clone().into());
        object.remove("id");
    }
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

/// The name and the set of a file.
fn read(index: &Index, text: &str) -> Result<(String, IndexParty), Unfit> {
    let value: Value = serde_json::from_str(text).map_err(|_| Unfit::NotOurs)?;
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    if word("kind") != KIND {
        return Err(Unfit::NotOurs);
    }
    if word("index") != index.id {
        return Err(Unfit::Other(word("index")));
    }
    let set: IndexParty = serde_json::from_value(value).map_err(|_| Unfit::NotOurs)?;
    let pillar = |id: &String| index.pillars.iter().any(|pillar| pillar.id == *id);
    let indicator = |id: &String| {
        index.pillars.iter().flat_map(|pillar| &pillar.indicators).any(|member| member.id == *id)
    };
    if let Some(id) = set.pillars.keys().find(|id| !pillar(id)) {
        return Err(Unfit::Unknown(id.clone()));
    }
    if let Some(id) = set.indicators.keys().chain(set.targets.keys()).find(|id| !indicator(id)) {
        return Err(Unfit::Unknown(id.clone()));
    }
    let bad = |weight: &f64| !weight.is_finite() || *weight < 0.0;
    let targets = set.targets.values().all(|target| target.is_finite());
    if set.pillars.values().chain(set.indicators.values()).any(bad) || !targets {
        return Err(Unfit::NotOurs);
    }
    Ok((set.label.get("en").to_owned(), set))
}

#[cfg(test)]
mod tests {
    use super::{Unfit, read, write};
    use esito_model::{Index, IndexParty, Pillar};
    use std::collections::BTreeMap;

    #[test]
    fn a_file_comes_back_and_others_are_refused() {
        let pillars = vec![Pillar { id: "a".to_owned(), ..Pillar::default() }];
        let index = Index { id: "i".to_owned(), pillars, ..Index::default() };
        let member = esito_model::IndexMember { id: "x".to_owned(), weight: 1.0, ..Default::default() };
        let index =
            Index { pillars: vec![Pillar { indicators: vec![member], ..index.pillars[0].clone() }], ..index };
        let set = IndexParty {
            pillars: BTreeMap::from([("a".to_owned(), 2.5)]),
            targets: BTreeMap::from([("x".to_owned(), -0.5)]),
            ..IndexParty::default()
        };
        let text = write(&index, "Città", set);
        let (name, back) = read(&index, &text).expect("its own file");
        assert_eq!((name.as_str(), back.pillars["a"], back.targets["x"]), ("Città", 2.5, -0.5));
        assert_eq!(read(&index, &text.replace("\"x\"", "\"y\"")), Err(Unfit::Unknown("y".to_owned())));
        let other = Index { id: "j".to_owned(), ..index.clone() };
        assert_eq!(read(&other, &text), Err(Unfit::Other("i".to_owned())));
        let without = Index { pillars: Vec::new(), ..index.clone() };
        assert_eq!(read(&without, &text), Err(Unfit::Unknown("a".to_owned())));
        assert_eq!(read(&index, "{}"), Err(Unfit::NotOurs));
        assert_eq!(read(&index, "place,score"), Err(Unfit::NotOurs));
        assert_eq!(read(&index, &text.replace("2.5", "-1")), Err(Unfit::NotOurs));
    }
}
