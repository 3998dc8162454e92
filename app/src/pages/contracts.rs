//! The page Contracts: what was promised, achieved, verified and paid; the statement of each contract; the rules, to
//! be read and tried out; payments beside what was published.
//!
//! Comes in: statements over a link; from the address which contract, which line, which edits. Goes out: tables,
//! figures and files. Every amount opens to its rows.

pub(super) mod codes;
mod contract;
mod costs;
mod editor;
mod field;
mod fields;
mod figures;
mod form;
mod lines;
mod listed;
mod opened;
mod portfolio;
mod reconciled;
mod rules;
pub(super) mod said;
mod say;
mod shown;
mod take;
mod tried;

use crate::address::use_address;
use contract::OneContract;
use editor::Editor;
use leptos::prelude::*;
use portfolio::AllContracts;
use reconciled::OnePaymentComparison;

/// What of the page is shown.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    All,
    Contract(String),
    Rules(String),
    Payments(String),
}

/// The page.
#[component]
pub fn Contracts() -> impl IntoView {
    let address = use_address();
    let part = Memo::new(move |_| {
        let query = address.query();
        match (query.get("contract"), query.get("payments")) {
            (Some(id), _) if query.get("view") == Some("rules") => Part::Rules(id.to_owned()),
            (Some(id), _) => Part::Contract(id.to_owned()),
            (None, Some(id)) => Part::Payments(id.to_owned()),
            (None, None) => Part::All,
        }
    });
    view! {
        <div class="wrap contracts">
            {move || match part.get() {
                Part::All => view! { <AllContracts/> }.into_any(),
                Part::Contract(id) => view! { <OneContract id=id/> }.into_any(),
                Part::Rules(id) => view! { <Editor id=id/> }.into_any(),
                Part::Payments(id) => view! { <OnePaymentComparison id=id/> }.into_any(),
            }}
        </div>
    }
}
