//! A party's money in and out by period, as a picture.

use super::amount;
use crate::figure::{Cell, Plate, Ready, ReadyChart, Rows};
use crate::i18n::{format, t, t_with};
use esito_charts::{FlowsSpec, Frame, PeriodFlows, Quantity, format as numbers};
use esito_model::{FlowPeriod, Money, MoneyOverTime, PartyMoney};

/// Names of the pictures, one for each section on money.
const NAMES: [&str; 4] = ["cash-flow", "cash-flow-2", "cash-flow-3", "cash-flow-4"];

/// The picture.
pub(super) fn plate(plan: &MoneyOverTime, party: &PartyMoney, at: usize) -> Plate {
    let label = |period: &FlowPeriod| {
        period.span.as_ref().map(|span| numbers::period(span, &format())).unwrap_or_default()
    };
    let told = |period: &FlowPeriod| {
        let mut parts = Vec::new();
        for (key, money) in [
            ("money.received_of", period.received),
            ("money.paid_of", period.paid),
            ("money.to_receive_of", period.to_receive),
            ("money.to_pay_of", period.to_pay),
        ] {
            if money > Money(0) {
                parts.push(t_with(key, &[("amount", &amount(plan, money))]));
            }
        }
        parts.push(t_with("money.balance_of", &[("amount", &amount(plan, period.balance))]));
        format!("{}: {}", label(period), parts.join(", "))
    };
    let period = |period: &FlowPeriod| PeriodFlows {
        label: label(period),
        month: period.span.as_ref().map_or(0, |span| span.month),
        months: period.span.as_ref().map_or(12, |span| span.months),
        received: period.received.major(),
        paid: period.paid.major(),
        to_receive: period.to_receive.major(),
        to_pay: period.to_pay.major(),
        balance: period.balance.major(),
        planned: period.planned,
        title: told(period),
    };
    let row = |period: &FlowPeriod| {
        let money = |money: Money| Cell::number(Some(amount(plan, money)), Some(money.major()));
        let cells = [period.received, period.paid, period.to_receive, period.to_pay, period.balance];
        let mut row = vec![Cell::text(&label(period))];
        row.extend(cells.map(money));
        row
    };
    let heads = [
        "figure.period",
        "money.received",
        "money.paid",
        "money.to_receive",
        "money.to_pay",
        "money.balance",
    ];
    let own = Ready {
        chart: ReadyChart::Flows(FlowsSpec {
            frame: Frame { quantity: Quantity::money(&plan.currency), ..Frame::default() },
            height: 0.0,
            periods: party.periods.iter().map(period).collect(),
            received: t("money.received"),
            paid: t("money.paid"),
            balance: t("money.balance"),
            planned: t("money.planned"),
            nothing: t("figure.nothing"),
        }),
        table: Rows::of(heads.map(t).to_vec(), party.periods.iter().map(row).collect()),
        said: party.periods.iter().map(|period| format!("{}.", told(period))).collect::<Vec<_>>().join(" "),
    };
    let most = amount(plan, party.most_out);
    let title = match (&party.most_out_on, &party.back_on) {
        (Some(on), Some(back)) => {
            let (on, back) = (format().day(on), format().day(back));
            t_with(
                "money.out_and_back",
                &[("who", &party.name), ("most", &most), ("on", &on), ("back", &back)],
            )
        }
        (Some(on), None) => {
            t_with("money.out_still", &[("who", &party.name), ("most", &most), ("on", &format().day(on))])
        }
        (None, _) => t_with("money.never_out", &[("who", &party.name)]),
    };
    let id = NAMES.get(at).copied().unwrap_or(NAMES[3]);
    own.plate(id, title, t("money.flow_sub"), t("money.flow_note"))
}
