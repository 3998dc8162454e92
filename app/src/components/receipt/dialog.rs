//! The dialogue itself. Escape closes it, the focus stays in it and goes back to where it was: the browser's own
//! modal dialogue does all three.

use super::facts::Facts;
use super::rows::Rows;
use super::{Asked, use_receipt};
use crate::components::Shown;
use crate::i18n::t;
use crate::state::use_dashboard;
use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialogue; stands once in the shell.
#[component]
pub fn ReceiptDialog() -> impl IntoView {
    let receipts = use_receipt();
    let node = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let (asked, Some(dialog)) = (receipts.asked(), node.get()) else { return };
        if asked.is_some() && !dialog.open() {
            // Refused only where the dialogue is not in the page, and then nobody can see it.
            let _ = dialog.show_modal();
        } else if asked.is_none() && dialog.open() {
            dialog.close();
        }
    });
    let outside = move |event: leptos::ev::MouseEvent| {
        // Only the dialogue's own ground lies outside its content.
        let dialog = node.get_untracked();
        if dialog.is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref())) {
            receipts.close();
        }
    };
    let body = move || receipts.asked().map(|asked| view! { <Content asked/> });
    view! {
        <dialog node_ref=node class="receipt" aria-labelledby="receipt-over"
            on:close=move |_| receipts.close() on:click=outside>
            {body}
        </dialog>
    }
}

#[component]
fn Content(asked: Asked) -> impl IntoView {
    let receipts = use_receipt();
    let dashboard = use_dashboard();
    let question = StoredValue::new(asked.question.clone());
    let answer = dashboard.ask(move || question.get_value());
    let rows = asked.clone();
    let facts = move |answer| {
        view! { <Facts answer question=asked.question.clone() key=asked.key.clone()/> }.into_any()
    };
    view! {
        <div class="receipt-body">
            <header>
                <p class="over" id="receipt-over">{t("receipt.over")}</p>
                <button type="button" class="cross" aria-label=t("receipt.close")
                    on:click=move |_| receipts.close()>"×"</button>
            </header>
            <Shown state=answer view=facts/>
            <Rows asked=rows/>
        </div>
    }
}
