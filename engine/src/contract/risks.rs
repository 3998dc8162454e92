//! Who bears which risk of a contract, as far as its rules and the lines of its statement say.
//!
//! Nothing is judged: each line of the list is an amount or a number of lines that the statement holds, and the party
//! that would have had the money otherwise.

use esito_model::{
    Compared, Contract, LineStatus, Money, Payment, Pays, Per, Risk, Statement, StatementLine,
};

/// The risks that the data show, in a settled order.
pub(super) fn risks(contract: &Contract, statement: &Statement) -> Vec<Risk> {
    let rule = |line: &StatementLine| contract.payments.iter().find(|payment| payment.id == line.rule);
    let under = |line: &StatementLine, test: &dyn Fn(&Payment) -> bool| {
        line.amount.0 > 0 && rule(line).is_some_and(test)
    };
    let mut out = Vec::new();
    let mut add = |kind: &str, bearer: &str, of: &dyn Fn(&StatementLine) -> Option<Money>, money: bool| {
        let amounts: Vec<Money> = statement.lines.iter().filter_map(of).collect();
        if !amounts.is_empty() {
            let sum = Money(amounts.iter().map(|amount| amount.0).sum());
            out.push(Risk {
                kind: kind.to_owned(),
                bearer: bearer.to_owned(),
                amount: money.then_some(sum),
                lines: amounts.len() as u64,
            });
        }
    };
    let work = |payment: &Payment| matches!(payment.per, Per::Activity | Per::Milestone);
    let compared = |payment: &Payment| payment.compared != Compared::Nothing;
    add("paid_for_work", "payer", &|line| under(line, &work).then_some(line.amount), true);
    add("paid_for_outcomes", "provider", &|line| under(line, &|p| !work(p)).then_some(line.amount), true);
    add(
        "compared",
        "provider",
        &|line| under(line, &|p| !work(p) && compared(p)).then_some(line.amount),
        true,
    );
    add(
        "not_compared",
        "payer",
        &|line| under(line, &|p| !work(p) && !compared(p)).then_some(line.amount),
        true,
    );
    let on_claims = |payment: &Payment| payment.pays == Pays::Claimed;
    add("paid_on_claims", "payer", &|line| under(line, &on_claims).then_some(line.amount), true);
    let reason = |line: &StatementLine, word: &str| line.reason == word;
    add("over_cap", "provider", &|line| reason(line, "over_cap").then_some(line.withheld), true);
    add("floor", "payer", &|line| reason(line, "floor").then_some(line.amount), true);
    let waits = |line: &StatementLine| line.status == LineStatus::Waiting && !reason(line, "not_due");
    add("waiting", "provider", &|line| waits(line).then_some(line.amount), false);
    add("outside_window", "provider", &|line| reason(line, "outside_window").then_some(line.amount), false);
    add("below_threshold", "provider", &|line| reason(line, "below_threshold").then_some(line.amount), false);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_risk_is_read_off_the_lines() {
        let payment = |id: &str, per, compared, pays| Payment {
            id: id.to_owned(),
            per,
            compared,
            pays,
            ..Payment::default()
        };
        let contract = Contract {
            payments: vec![
                payment("home", Per::Outcome, Compared::Deadweight, Pays::Verified),
                payment("talks", Per::Activity, Compared::Nothing, Pays::Claimed),
            ],
            ..Contract::default()
        };
        let line = |rule: &str, amount: i64, reason: &str, withheld: i64| StatementLine {
            rule: rule.to_owned(),
            amount: Money(amount),
            reason: reason.to_owned(),
            withheld: Money(withheld),
            status: if reason == "not_verified" { LineStatus::Waiting } else { LineStatus::Paid },
            ..StatementLine::default()
        };
        let lines = vec![
            line("home", 50, "", 0),
            line("home", 20, "over_cap", 30),
            line("talks", 8, "", 0),
            line("home", 0, "not_verified", 0),
            line("home", 0, "outside_window", 0),
        ];
        let found = risks(&contract, &Statement { lines, ..Statement::default() });
        let found: Vec<_> = found
            .iter()
            .map(|risk| (risk.kind.as_str(), risk.bearer.as_str(), risk.amount.map(|a| a.0), risk.lines))
            .collect();
        assert_eq!(
            found,
            [
                ("paid_for_work", "payer", Some(8), 1),
                ("paid_for_outcomes", "provider", Some(70), 2),
                ("compared", "provider", Some(70), 2),
                ("paid_on_claims", "payer", Some(8), 1),
                ("over_cap", "provider", Some(30), 1),
                ("waiting", "provider", None, 1),
                ("outside_window", "provider", None, 1),
            ]
        );
    }
}
