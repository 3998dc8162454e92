//! What an outcome costs: paid over outcomes claimed or verified, and over verified ones alone.

use super::say::{Say, named, per};
use crate::i18n::{t, t_count};
use esito_model::{ContractSummary, UnitCost};
use leptos::prelude::*;

/// The table; several contracts each have a heading row.
#[component]
pub(super) fn Costs(
    contracts: Vec<ContractSummary>,
    /// One contract alone needs no heading.
    #[prop(default = false)]
    alone: bool,
) -> impl IntoView {
    let bodies = contracts.into_iter().filter(|contract| !contract.costs.is_empty()).map(|contract| {
        let say = Say::of(&contract.currency, contract.decimals);
        let head = (!alone).then(|| {
            view! { <tr class="head"><th scope="rowgroup" colspan="4">{named(&contract.label, &contract.id)}</th></tr> }
        });
        let rows = contract.costs.iter().map(|cost| {
            view! {
                <tr>
                    <th scope="row">{named(&cost.label, &cost.rule)}<span class="when">{per(cost)}</span></th>
                    <td class="number">{cell(&say, cost.achieved.as_ref())}</td>
                    <td class="number">{cell(&say, cost.verified.as_ref())}</td>
                    <td class="number">{cost.verified.as_ref().map_or_else(|| "0".to_owned(), |cost| say.units(cost.units))}</td>
                </tr>
            }
        });
        view! { <tbody>{head}{rows.collect_view()}</tbody> }
    });
    view! {
        <section class="section">
            <div class="section-head"><h2>{t("contracts.costs")}</h2></div>
            <div class="scroll" tabindex="0" role="region" aria-label=t("contracts.costs")>
                <table class="m money">
                    <caption class="unseen">{t("contracts.costs")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("contracts.rule")}</th>
                            <th scope="col" class="number">{t("contracts.cost_achieved")}</th>
                            <th scope="col" class="number">{t("contracts.cost_verified")}</th>
                            <th scope="col" class="number">{t("contracts.verified_units")}</th>
                        </tr>
                    </thead>
                    {bodies.collect_view()}
                </table>
            </div>
            <p class="figure-note">{t("contracts.costs_note")}</p>
        </section>
    }
}

/// A cost with its interval.
fn cell(say: &Say, cost: Option<&UnitCost>) -> AnyView {
    let Some(cost) = cost else { return view! { <span class="absent">"–"</span> }.into_any() };
    let interval = say.cost_interval(cost).unwrap_or_else(|| t_count("contracts.too_few", cost.people, &[]));
    view! { {say.cost(cost)}<span class="when">{interval}</span> }.into_any()
}
