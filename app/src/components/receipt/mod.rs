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

use crate::address::{Address, use_address};
use crate::i18n::t;
use crate::link::{first_question, indicator_question};
use esito_model::{Key, Label, Question};
use leptos::prelude::*;

/// What is opened: a finding, and the question whose answer holds it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    pub(crate) question: Question,
    pub(crate) key: Key,
}

/// The key of the address that says which receipt is open.
const RECEIPT: &str = "receipt";

/// Opens receipts from anywhere on a page. Which one is open stands in the address: it can be sent to somebody, and
/// Back closes it.
#[derive(Clone, Copy)]
pub struct Receipts {
    address: Address,
    asked: Memo<Option<Asked>>,
}

/// Makes the receipts known to everything below.
pub fn provide_receipt() {
    let address = use_address();
    let asked = Memo::new(move |_| address.get(RECEIPT).map(|text| read(&text)));
    provide_context(Receipts { address, asked });
}

/// The receipts.
#[must_use]
#[expect(clippy::expect_used, reason = "a page outside the shell is a fault in the program")]
pub fn use_receipt() -> Receipts {
    use_context().expect("provide_receipt is called by the shell")
}

impl Receipts {
    /// Opens the receipt of a finding; `question` is the one whose answer holds it: the first, or that of its indicator.
    pub fn open(self, question: Question, key: Key) {
        self.address.set(RECEIPT, Some(&written(&Asked { question, key })));
    }

    pub(crate) fn close(self) {
        if self.asked.with_untracked(Option::is_some) {
            self.address.set(RECEIPT, None);
        }
    }

    pub(crate) fn asked(self) -> Option<Asked> {
        self.asked.get()
    }
}

/// The parts of a finding's key with `/` between them, and one more where the indicator's own answer holds it.
fn written(asked: &Asked) -> String {
    let key = &asked.key;
    let parts = [
        Some(&key.indicator),
        key.place.as_ref(),
        key.period.as_ref(),
        key.dimension.as_ref(),
        key.group.as_ref(),
    ];
    let mut parts: Vec<String> = parts
        .into_iter()
        .map(|part| part.map(|part| part.replace('~', "~0").replace('/', "~1")).unwrap_or_default())
        .collect();
    if asked.question != first_question() {
        parts.push("all".to_owned());
    }
    parts.join("/").trim_end_matches('/').to_owned()
}

/// The same read again.
fn read(text: &str) -> Asked {
    let mut parts = text.split('/').map(|part| part.replace("~1", "/").replace("~0", "~"));
    let indicator = parts.next().unwrap_or_default();
    let mut part = || parts.next().filter(|part| !part.is_empty()).map(Label::from);
    let (place, period, dimension, group) = (part(), part(), part(), part());
    let question = if part().is_some() { indicator_question(&indicator) } else { first_question() };
    Asked { question, key: Key { indicator: indicator.into(), place, period, dimension, group } }
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

#[cfg(test)]
mod tests {
    use super::{Asked, read, written};
    use crate::link::{first_question, indicator_question};
    use esito_model::{Key, Label};

    #[test]
    fn an_open_receipt_is_written_in_the_address_and_read_again() {
        let part = |text: &str| Some(Label::from(text));
        let whole = Key { indicator: "work".into(), ..Key::default() };
        let group = Key {
            place: part("Reggio nell'Emilia / ~"),
            dimension: part("sex|age"),
            group: part("f|15-24"),
            ..whole.clone()
        };
        for (question, key, expected) in [
            (first_question(), whole.clone(), "work"),
            (indicator_question("work"), whole, "work/////all"),
            (indicator_question("work"), group, "work/Reggio nell'Emilia ~1 ~0//sex|age/f|15-24/all"),
        ] {
            let asked = Asked { question, key };
            assert_eq!(written(&asked), expected);
            assert_eq!(read(expected), asked);
        }
    }
}
