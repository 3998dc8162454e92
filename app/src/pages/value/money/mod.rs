//! Money over time: who promised, put in, got back and paid how much on which day, and what an outcome cost.

mod flow;
mod tables;

use crate::address::{Page, use_address};
use crate::components::SaveAnswer;
use crate::figure::FigureIf;
use crate::i18n::{format, lang, t, t_with};
use esito_charts::{Quantity, format as numbers};
use esito_model::{Money, MoneyOverTime as Plan, OtherQuestion, PartyMoney, Question, Valued, Writable};
use flow::plate;
use leptos::prelude::*;
use std::sync::Arc;
use tables::{Flows, costs, parties};

/// The key in the address that says whose money the picture shows.
const PARTY: &str = "party";

/// Every section on money, one after the other.
#[component]
pub(super) fn MoneyOverTime(base: Arc<Valued>) -> impl IntoView {
    let sections = (0..base.money.len()).map(|at| view! { <One base=Arc::clone(&base) at=at/> });
    sections.collect_view()
}

#[component]
fn One(base: Arc<Valued>, at: usize) -> impl IntoView {
    let address = use_address();
    let plan = base.money.get(at)?.clone();
    let key = if at == 0 { PARTY.to_owned() } else { format!("{PARTY}-{at}") };
    let asked = {
        let key = key.clone();
        Memo::new(move |_| address.get(&key))
    };
    let stored = StoredValue::new(plan.clone());
    let chosen = Memo::new(move |_| {
        stored.with_value(|plan| {
            let named = asked.get().and_then(|name| plan.parties.iter().position(|party| party.name == name));
            named.unwrap_or_default()
        })
    });
    let picture = Memo::new(move |_| {
        stored.with_value(|plan| plan.parties.get(chosen.get()).map(|party| plate(plan, party, at)))
    });
    let choices = plan.parties.iter().enumerate().map(|(number, party)| {
        let name = party.name.clone();
        let key = key.clone();
        let choose = move |_| address.set(&key, (number > 0).then_some(name.as_str()));
        view! {
            <button type="button" class="btn" aria-pressed=move || (chosen.get() == number).to_string() on:click=choose>
                {party.name.clone()}" "<span class="role">{role(&party.role)}</span>
            </button>
        }
    });
    let choices = choices.collect_view();
    let name = plan.label.get(lang().code());
    let name = if name.is_empty() { plan.id.clone() } else { name.to_owned() };
    Some(view! {
        <section class="section money" id=format!("money-{}", plan.id)>
            <div class="section-head">
                <h2>{t("money.title")}" "<span class="when">{name}</span></h2>
                <a href=move || address.href(Page::Methods, &[("topic", "money-flows")])>{t("value.methods")}</a>
            </div>
            <p class="money-finding">{finding(&plan)}</p>
            {(!plan.parties.is_empty()).then(|| view! {
                <div class="tabs" role="group" aria-label=t("money.whose")>{choices}</div>
            })}
            <FigureIf plate=picture question=Signal::derive(Question::default) level=3/>
            {parties(&plan, at)}
            {costs(&plan)}
            <Flows plan=plan.clone() at=at/>
            {(at == 0).then(|| view! {
                <p class="ways"><SaveAnswer asked=Signal::stored(Some(Writable::Sealed(OtherQuestion::Money))) name="money"/></p>
            })}
        </section>
    })
}

/// What there is to say about the one who put money in.
fn finding(plan: &Plan) -> String {
    let Some(investor) = plan.parties.iter().find(|party| party.role == "investor") else {
        return t("money.no_investor");
    };
    let args = [
        ("who", investor.name.clone()),
        ("paid", amount(plan, investor.paid)),
        ("received", amount(plan, investor.received)),
        ("rate", rate(investor)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let first = t_with("money.finding", &args);
    match investor.at_risk > Money(0) {
        true => {
            let at_risk = amount(plan, investor.at_risk);
            format!("{first} {}", t_with("money.at_risk_now", &[("amount", &at_risk)]))
        }
        false => first,
    }
}

/// The rate of return, or why there is none.
fn rate(party: &PartyMoney) -> String {
    party.so_far.rate.map_or_else(|| reason(&party.so_far.reason), percent)
}

/// A rate per year.
fn percent(rate: f64) -> String {
    numbers::value(rate, &Quantity::of(esito_model::Unit::Share), &format())
}

/// Why there is no rate of return.
fn reason(code: &str) -> String {
    t(match code {
        "no_sign_change" => "money.no_sign_change",
        "paid_first" => "money.paid_first",
        "several_rates" => "money.several_rates",
        _ => "money.no_rate",
    })
}

/// An amount in the plan's currency.
fn amount(plan: &Plan, money: Money) -> String {
    numbers::value(money.major(), &Quantity::money(&plan.currency), &format())
}

/// What a party is.
fn role(code: &str) -> String {
    t(match code {
        "investor" => "money.investor",
        "outcome_payer" => "money.outcome_payer",
        _ => "money.provider",
    })
}
