//! What a number was made of, in a dialogue: formula, rows used and left out, sources, the rows themselves.
//!
//! Comes in: a question and the key of one of its findings. Goes out: a dialogue over the page. The finding and its
//! receipt are shown at once from the answer at hand; the rows come from the engine, where it has them.

mod dialog;
mod facts;
mod origin;
mod rows;
mod take;

pub use dialog::ReceiptDialog;
pub(crate) use rows::{left_out, used};

use crate::i18n::t;
use crate::link::first_question;
use esito_model::{Key, Question};
use leptos::prelude::*;

/// What is opened: a finding, and the question whose answer holds it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    pub(crate) question: Question,
    pub(crate) key: Key,
}

/// Opens receipts from anywhere on a page.
#[derive(Clone, Copy)]
pub struct Receipts {
    asked: RwSignal<Option<Asked>>,
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
    /// Opens the receipt of a finding; `question` is the one whose answer holds it.
    pub fn open(self, question: Question, key: Key) {
        self.asked.set(Some(Asked { question, key }));
    }

    pub(crate) fn close(self) {
        self.asked.set(None);
    }

    pub(crate) fn asked(self) -> Option<Asked> {
        self.asked.get()
    }
}

/// A small button that opens a finding's receipt.
#[component]
pub fn ReceiptButton(
    /// The question whose answer holds the finding.
    question: Question,
    /// The finding.
    key: Key,
) -> impl IntoView {
    let receipts = use_receipt();
    let open = move |_| receipts.open(question.clone(), key.clone());
    view! {
        <button type="button" class="receipt-button" aria-haspopup="dialog" on:click=open>{t("receipt.open")}</button>
    }
}

/// A value as a button that opens its receipt in the first answer; `absent` where it stands for a reason.
pub(crate) fn value_button(text: String, title: String, absent: bool, key: Key) -> impl IntoView {
    let receipt = use_receipt();
    view! {
        <button
            type="button"
            class="cell-button"
            class:absent=absent
            title=title
            on:click=move |_| receipt.open(first_question(), key.clone())
        >
            {text}
        </button>
    }
}
