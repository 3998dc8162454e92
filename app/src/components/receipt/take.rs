//! A receipt to take along: as text for a letter, as a file for a machine.

use super::origin::{about, sources};
use crate::components::save::save_text;
use crate::i18n::{format, t, t_with};
use esito_model::{Answer, Finding, Question};
use leptos::prelude::*;
use serde_json::json;
use std::sync::Arc;

/// What a receipt says, in words that are on the screen already.
#[derive(Clone)]
pub(super) struct Told {
    pub(super) answer: Arc<Answer>,
    pub(super) question: Question,
    pub(super) finding: Finding,
    /// Name, what it is about, value.
    pub(super) head: Vec<String>,
    pub(super) interval: Option<String>,
    pub(super) worked: Vec<String>,
}

impl Told {
    /// As text, line by line.
    fn text(&self) -> String {
        let answer = &self.answer;
        let mut lines = self.head.clone();
        lines.extend(self.interval.clone());
        let receipt = answer.receipts.iter().find(|one| one.indicator == self.finding.key.indicator);
        if let Some(receipt) = receipt {
            lines.push(String::new());
            lines.push(format!("{}:", t("receipt.formula")));
            lines.push(receipt.formula.clone());
            lines.extend(self.worked.clone());
            lines.extend(self.finding.n.map(|n| t_with("receipt.n", &[("n", &format().whole(n))])));
            lines.push(String::new());
            lines.push(format!("{}:", t("receipt.whole")));
            lines.push(super::used(receipt));
            lines.extend(receipt.left_out.iter().map(|left| super::left_out(&left.reason, left.count)));
            lines.push(String::new());
            lines.extend(sources(answer, receipt).map(|source| {
                let parts = [source.name.clone(), source.url.clone(), about(source)];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
            }));
            lines.push(t_with("receipt.framework", &[("id", &answer.framework.id)]));
            lines.extend(receipt.files.iter().map(|file| format!("{}  {}", file.sha256, file.name)));
            lines.push(format!("{} {}", t("receipt.bundle"), answer.bundle));
            lines.push(t_with("receipt.engine", &[("engine", &receipt.engine)]));
        }
        if answer.framework.illustrative {
            lines.push(format!("{} {}", t("illustrative.heading"), t("illustrative.text")));
        }
        lines.push(window().location().href().unwrap_or_default());
        lines.join("\n")
    }

    /// As JSON: finding and receipt as the engine wrote them, with what is needed to ask once more.
    fn json(&self) -> String {
        let answer = &self.answer;
        let receipt = answer.receipts.iter().find(|one| one.indicator == self.finding.key.indicator);
        let sources: Vec<_> = receipt.into_iter().flat_map(|receipt| sources(answer, receipt)).collect();
        let whole = json!({
            "finding": self.finding,
            "receipt": receipt,
            "sources": sources,
            "framework": { "id": answer.framework.id, "sha256": answer.framework_hash() },
            "bundle": answer.bundle,
            "as_of": answer.as_of,
            "question": self.question,
            "engine": answer.engine,
            "illustrative": answer.framework.illustrative,
        });
        format!("{whole:#}\n")
    }

    /// A name for the file: indicator, place, period, group.
    fn name(&self) -> String {
        let key = &self.finding.key;
        let parts = [Some(&key.indicator), key.place.as_ref(), key.period.as_ref(), key.group.as_ref()];
        let name = parts.into_iter().flatten().cloned().collect::<Vec<_>>().join("-");
        let plain =
            |letter: char| if letter.is_alphanumeric() || matches!(letter, '-' | '_') { letter } else { '-' };
        format!("receipt-{}.json", name.chars().map(plain).collect::<String>())
    }
}

/// Two buttons: copy, and save.
#[component]
pub(super) fn Take(told: Told) -> impl IntoView {
    let told = StoredValue::new(told);
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = told.with_value(Told::text);
        // Where the browser forbids it, the receipt can still be saved.
        let _ = window().navigator().clipboard().write_text(&text);
        copied.set(true);
        set_timeout(move || copied.set(false), std::time::Duration::from_secs(3));
    };
    let save = move |_| {
        told.with_value(|told| save_text(&told.name(), "application/json", &told.json()));
    };
    view! {
        <p class="ways take">
            <button type="button" class="btn" on:click=copy>
                {move || if copied.get() { t("receipt.copied") } else { t("receipt.copy") }}
            </button>
            <button type="button" class="btn" on:click=save>{t("receipt.save")}</button>
        </p>
        <span class="unseen" role="status">{move || copied.get().then(|| t("receipt.copied"))}</span>
    }
}
