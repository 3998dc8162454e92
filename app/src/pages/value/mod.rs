//! The page Value: what outcomes are worth beside what was put in, how far that hangs on each assumption, and the
//! money over time.
//!
//! Comes in: the framework's valuation, at once; one with the reader's own assumptions from the engine, as they are
//! moved. The reader's assumptions stand in the address. Goes out: the finding, its pictures, the map with the
//! evidence of each assumption, claims, money.

mod claims;
mod control;
mod figures;
mod lead;
mod map;
mod money;
mod own;
mod words;

use crate::address::{Address, use_address};
use crate::components::Failed;
use crate::components::shown::Waiting;
use crate::i18n::t;
use crate::pages::data::remarks::Remarks;
use crate::state::{Dashboard, State, Worth, use_dashboard};
use claims::Claims;
use esito_model::{Assumed, Remark, Valued};
use figures::Pictures;
use lead::Lead;
use leptos::prelude::*;
use map::Map;
use money::MoneyOverTime;
use own::Steps;
use std::sync::Arc;

/// The key in the address that holds the reader's own assumptions.
const SET: &str = "set";

/// What the page shows, and how it is changed.
#[derive(Clone, Copy)]
struct Page {
    dashboard: Dashboard,
    address: Address,
    worth: Worth,
    /// The reader's assumptions as the address has them.
    set: Memo<Vec<Assumed>>,
    /// One that is being dragged, not yet in the address.
    draft: RwSignal<Option<Assumed>>,
    steps: Steps,
}

/// The page.
#[component]
pub fn Value() -> impl IntoView {
    let address = use_address();
    let set = Memo::new(move |_| {
        address.all(SET).iter().filter_map(|text| Assumed::read(text)).collect::<Vec<_>>()
    });
    let draft = RwSignal::new(None::<Assumed>);
    // What is dragged stands until the address has it: in between nothing of the old may flash up.
    let assumed = Memo::new(move |_| own::with_draft(set.get(), draft.get()));
    Effect::new(move |_| {
        set.track();
        draft.set(None);
    });
    let dashboard = use_dashboard();
    let worth = dashboard.worth(assumed.into());
    let page = Page { dashboard, address, worth, set, draft, steps: Steps::new() };
    // The map's own parts are built once: a slider that is dragged must stay the same element.
    let there = Memo::new(move |_| match worth.base.get() {
        State::Loading => 0,
        State::Ready(_) => 1,
        State::Failed(_) => 2,
    });
    view! {
        <div class="wrap value">
            {move || match there.get() {
                0 => view! { <Waiting/> }.into_any(),
                1 => worth.base.get_untracked().ready().map(|base| view! { <Told page=page base=base/> }).into_any(),
                _ => match worth.base.get_untracked() {
                    State::Failed(failure) => view! { <Failed failure=failure/> }.into_any(),
                    State::Loading | State::Ready(_) => ().into_any(),
                },
            }}
        </div>
    }
}

#[component]
fn Told(page: Page, base: Arc<Valued>) -> impl IntoView {
    let has_map = base.map.is_some();
    let has_money = !base.money.is_empty();
    let remarks = Signal::derive(move || remarks(page));
    let said = move || !remarks.with(Vec::is_empty);
    let money = has_money.then(|| view! { <MoneyOverTime base=Arc::clone(&base)/> });
    let worth = match base.map.clone() {
        Some(map) => view! {
            <Lead page=page/>
            <Pictures page=page/>
            <Map page=page map=map.clone()/>
            <Claims page=page/>
        }
        .into_any(),
        None => nothing(&base).into_any(),
    };
    view! {
        {worth}
        {money}
        {(!has_money && has_map).then(|| view! {
            <section class="section">
                <div class="section-head"><h2>{t("money.title")}</h2></div>
                <p class="calm">{t("money.none")}</p>
            </section>
        })}
        <Show when=said>
            <section class="section value-remarks" id="remarks">
                <div class="section-head"><h2>{t("value.remarks")}</h2></div>
                <p class="sub">{t("value.remarks_text")}</p>
                <Remarks remarks=remarks/>
            </section>
        </Show>
    }
}

/// Without a map: why, and how one is written.
fn nothing(base: &Valued) -> impl IntoView + use<> {
    let refused = base.remarks.iter().any(|remark| remark.code == "value-left-out");
    let (heading, help) = match refused {
        true => ("value.refused", "value.refused_help"),
        false => ("value.none", "value.none_help"),
    };
    view! {
        <section class="empty">
            <h1>{t(heading)}</h1>
            <p>{t(help)}</p>
            <pre class="formula"><code>{EXAMPLE}</code></pre>
        </section>
    }
}

/// How a map begins.
const EXAMPLE: &str = "[value]
currency = \"EUR\"
discount_rate = 0.03
[[value.input]]
who = \"…\"
amount = 250_000
[[value.outcome]]
id = \"work\"
quantity = 60
proxy = { amount = 8500, source = \"…\", year = 2024 }
duration_years = 2
deadweight   = { share = 0.40, evidence = \"…\" }
attribution  = { share = 0.30, evidence = \"…\" }
displacement = { share = 0.00, evidence = \"…\" }
drop_off     = { share = 0.30, evidence = \"…\" }";

/// What has to be said: of the framework's sections, of the valuation that is shown, of the flows.
fn remarks(page: Page) -> Vec<Remark> {
    let base = page.worth.base.get().ready();
    let own = page.worth.own.get();
    let mut out: Vec<Remark> = base.iter().flat_map(|base| base.remarks.clone()).collect();
    let shown = own.or_else(|| base.clone());
    out.extend(shown.iter().flat_map(|valued| valued.valuation.iter().flat_map(|one| one.remarks.clone())));
    out.extend(base.iter().flat_map(|base| base.money.iter().flat_map(|money| money.remarks.clone())));
    out
}
