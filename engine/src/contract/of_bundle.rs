//! A bundle's contracts: its rows in, statements out, people whose names are private under numbers.

use super::money::decimals;
use super::paying::Paying;
use super::reconcile::{By, Made, reconcile};
use super::rows::Reader;
use crate::bundle::Bundle;
use crate::statistics::calendar::read_day;
use esito_model::{
    ColumnType, Contract, Ledger, Money, Payment, Remark, RemarkPlace, Severity, Statement, Text,
};
use std::collections::BTreeMap;

impl Bundle {
    /// The payment statement of a contract; nothing where there is none of this id, or one that was left out.
    ///
    /// Outcomes after `as_of` (otherwise the framework's day) are not due. Remarks about the bundle as a whole are in
    /// [`Bundle::remarks`].
    #[must_use]
    pub fn statement(&self, contract: &str, as_of: Option<&str>) -> Option<Statement> {
        let contract = self.framework.contracts.iter().find(|known| known.id == contract)?;
        self.statement_of(contract, as_of)
    }

    /// The statement of a contract that the framework need not have: what a rule that is being written would pay.
    ///
    /// Nothing where its table is not there, or where a private column other than the participant's would be shown.
    #[must_use]
    pub fn statement_of(&self, contract: &Contract, as_of: Option<&str>) -> Option<Statement> {
        Paying::of(self, contract.clone(), as_of)?.finish()
    }

    /// Works a statement out step by step, so that a seat can tell how far it is and stop; nothing where there is no
    /// contract of this id.
    #[must_use]
    pub fn paying(&self, contract: &str, as_of: Option<&str>) -> Option<Paying<'_>> {
        let contract = self.framework.contracts.iter().find(|known| known.id == contract)?;
        Paying::of(self, contract.clone(), as_of)
    }

    /// What is said beside the lines: payments that were made, names put under numbers, the files.
    pub(super) fn complete(&self, contract: &Contract, mut statement: Statement) -> Statement {
        if let Some(ledger) = &contract.ledger {
            self.reconcile(contract, ledger, &mut statement);
        }
        if self.is_private(contract) {
            mask(&mut statement);
        }
        statement.bundle.clone_from(&self.hash);
        let tables = [Some(&contract.table), contract.ledger.as_ref().map(|ledger| &ledger.table)];
        let mut names = vec!["framework.toml".to_owned()];
        for table in tables.into_iter().flatten() {
            let number = self.dataset.position(table);
            names.extend(number.iter().flat_map(|number| self.dataset.tables[*number].origins.files.clone()));
        }
        statement.files = self.files.iter().filter(|file| names.contains(&file.name)).cloned().collect();
        statement
    }

    /// Whether a private column would stand in the statement.
    pub(super) fn would_show(&self, contract: &Contract) -> bool {
        let names = crate::framework::Names::new(&self.framework.tables);
        let private = |column: &str| names.get(&contract.table, column).is_some_and(|known| known.private);
        contract.columns.shown().into_iter().any(private)
    }

    /// Whether the names of participants may not be shown.
    fn is_private(&self, contract: &Contract) -> bool {
        let private = |table: &str, column: &Option<String>| {
            let names = crate::framework::Names::new(&self.framework.tables);
            column.as_ref().is_some_and(|column| names.get(table, column).is_none_or(|known| known.private))
        };
        let of_ledger =
            contract.ledger.as_ref().is_some_and(|ledger| private(&ledger.table, &ledger.participant));
        of_ledger || private(&contract.table, &contract.columns.participant)
    }

    fn reconcile(&self, contract: &Contract, ledger: &Ledger, statement: &mut Statement) {
        let Some(table) = Reader::new(&self.framework, &self.dataset, &ledger.table) else { return };
        // Plain numbers are taken in the currency of the contract.
        let of_money = table.kind(&ledger.amount) == ColumnType::Money;
        let amounts = if of_money {
            table.money(&ledger.amount)
        } else {
            table
                .numbers(&ledger.amount)
                .into_iter()
                .map(|number| number.and_then(Money::from_major))
                .collect()
        };
        let currency = if of_money {
            self.currency_of(&ledger.table, &ledger.amount)
        } else {
            Currency::Always(contract.currency.clone())
        };
        let mut made = Vec::new();
        let mut others: Vec<RemarkPlace> = Vec::new();
        let mut later: Vec<RemarkPlace> = Vec::new();
        let days = ledger.date.as_deref().map(|date| table.days(date)).unwrap_or_default();
        let as_of = statement.as_of.as_deref().and_then(read_day);
        for (row, amount) in amounts.iter().enumerate() {
            let Some(amount) = amount else { continue };
            let own = match &currency {
                Currency::Always(code) => code.clone(),
                Currency::Column(column) => table.word(column, row).unwrap_or_default(),
            };
            let (file, line) = (table.file(row), table.line(row));
            let place = |column: &str| RemarkPlace {
                file: file.clone(),
                line: Some(line),
                column: Some(column.to_owned()),
                record: None,
            };
            if own != contract.currency {
                others.push(place(&ledger.amount));
                continue;
            }
            // The statement stands as of a day; what was paid after it is no difference yet.
            let day = days.get(row).copied().flatten();
            if let (Some(day), Some(as_of), Some(date)) = (day, as_of, &ledger.date)
                && day > as_of
            {
                later.push(place(date));
                continue;
            }
            let word = |name: &Option<String>| name.as_deref().and_then(|name| table.word(name, row));
            made.push(Made {
                rule: word(&ledger.rule),
                participant: word(&ledger.participant),
                amount: *amount,
                file,
                line,
            });
        }
        if !others.is_empty() {
            let message =
                format!("expected payments in {}, found some in another currency", contract.currency);
            let help = "they are not compared: amounts of two currencies are never added";
            statement.remarks.push(folded("two-currencies", Severity::Doubt, others, message, help));
        }
        if !later.is_empty() {
            let day = statement.as_of.clone().unwrap_or_default();
            let message = format!("expected payments up to {day}, found some after it");
            let help = "they are not compared with a statement as of that day";
            statement.remarks.push(folded("paid-later", Severity::Note, later, message, help));
        }
        let paid = Money(made.iter().map(|payment| payment.amount.0).sum());
        if let Some(cap) = contract.cap.amount.filter(|cap| paid > *cap) {
            let digits = decimals(&contract.currency);
            let message = format!(
                "expected a cap of at least the {} paid, found {}",
                paid.text(digits),
                cap.text(digits)
            );
            let place = RemarkPlace {
                file: "framework.toml".to_owned(),
                line: Some(contract.line),
                column: Some("cap".to_owned()),
                ..RemarkPlace::default()
            };
            let help = "the statement keeps to the cap, and the difference is in the comparison";
            statement
                .remarks
                .push(Remark::new("cap-below-paid", Severity::Doubt, place, message).with_help(help));
        }
        let by = By { rule: ledger.rule.is_some(), participant: ledger.participant.is_some() };
        statement.reconciled = reconcile(statement, &made, by);
    }

    /// In which currency a column of money is.
    pub(crate) fn currency_of(&self, table: &str, column: &str) -> Currency {
        let table = self.framework.tables.iter().find(|known| known.id == table);
        let named =
            table.and_then(|table| table.columns.iter().find(|known| known.name == column)?.currency.clone());
        match named {
            None => Currency::Always(self.framework.currency.clone()),
            Some(name) if table.is_some_and(|table| table.columns.iter().any(|known| known.name == name)) => {
                Currency::Column(name)
            }
            Some(code) => Currency::Always(code),
        }
    }
}

/// One remark about several rows: how many they are, and the first three.
fn folded(
    code: &str,
    severity: Severity,
    mut places: Vec<RemarkPlace>,
    message: String,
    help: &str,
) -> Remark {
    let mut remark = Remark::new(code, severity, RemarkPlace::default(), message).with_help(help);
    remark.count = places.len() as u64;
    places.truncate(3);
    remark.places = places;
    remark
}

/// A rule of a contract as a sentence, in English and Italian.
#[must_use]
pub fn rule_in_words(contract: &Contract, rule: &Payment) -> Text {
    super::words::sentence(contract, rule)
}

/// The currency of a column of money.
pub(crate) enum Currency {
    Always(String),
    Column(String),
}

/// Gives each participant a number in the order of the lines.
fn mask(statement: &mut Statement) {
    let mut numbers: BTreeMap<String, String> = BTreeMap::new();
    let lines = statement.lines.iter_mut().map(|line| &mut line.participant);
    let ledger = statement.reconciled.iter_mut().map(|one| &mut one.participant);
    for who in lines.chain(ledger).flatten() {
        let next = format!("#{}", numbers.len() + 1);
        *who = numbers.entry(who.clone()).or_insert(next).clone();
    }
}
