//! Rows of a table as outcomes of a contract.

use super::money::{UNIT, units};
use super::outcome::{Outcome, Side, Status};
use crate::dataset::{Codes, Dataset, NO_WHOLE, Values};
use crate::formula::{self, Node, value_kind};
use crate::framework::Names;
use crate::statistics::calendar::read_day;
use esito_model::{ColumnType, Contract, Framework, Money};
use std::sync::Arc;

/// A contract's rows in the order of the file, and how many rows of the table are not its own.
pub(crate) fn rows(
    framework: &Framework,
    dataset: &Dataset,
    contract: &Contract,
) -> Option<(Vec<Outcome>, u64)> {
    let table = Reader::new(framework, dataset, &contract.table)?;
    let columns = &contract.columns;
    let text = |name: &Option<String>| name.as_deref().map(|name| table.text(name));
    let number = |name: &Option<String>| name.as_deref().map(|name| table.numbers(name));
    let day = |name: &Option<String>| name.as_deref().map(|name| table.days(name));
    let (participant, outcome) = (text(&columns.participant), text(&columns.outcome));
    let (status, cohort) = (text(&columns.status), text(&columns.cohort));
    let (group, currency) = (text(&columns.group), text(&columns.currency));
    let (date, started) = (day(&columns.date), day(&columns.started));
    let (quantity, people) = (number(&columns.quantity), number(&columns.people));
    let (effect, level) = (number(&columns.effect), number(&columns.level));
    let (low, high) = (number(&columns.low), number(&columns.high));
    let own = contract.filter.as_deref().map(|filter| table.flags(filter));
    let eligible: Vec<_> =
        contract.payments.iter().map(|rule| rule.eligible.as_deref().map(|text| table.flags(text))).collect();
    let evidence: Vec<Vec<Arc<Codes>>> = contract
        .payments
        .iter()
        .map(|rule| rule.evidence.iter().map(|name| table.text(name)).collect())
        .collect();
    let word = |codes: &Option<Arc<Codes>>, row: usize| codes.as_ref().and_then(|codes| label(codes, row));
    let at =
        |numbers: &Option<Vec<Option<f64>>>, row: usize| numbers.as_ref().and_then(|numbers| numbers[row]);
    let mut out = Vec::new();
    let mut others = 0;
    for row in 0..dataset.rows(table.number) {
        if own.as_ref().is_some_and(|own| !own[row]) {
            others += 1;
            continue;
        }
        out.push(Outcome {
            file: table.file(row),
            line: table.line(row),
            participant: word(&participant, row),
            outcome: word(&outcome, row),
            date: date.as_ref().and_then(|days| days[row]),
            started: started.as_ref().and_then(|days| days[row]),
            status: match &status {
                None => Status::Verified,
                Some(codes) => label(codes, row).map_or(Status::Unknown, |word| status_of(contract, &word)),
            },
            quantity: at(&quantity, row).and_then(units),
            cohort: word(&cohort, row),
            side: match &group {
                None => Side::Intervention,
                Some(codes) => label(codes, row).map_or(Side::Unknown, |word| Side::of(&word)),
            },
            people: at(&people, row),
            effect: at(&effect, row),
            low: at(&low, row),
            high: at(&high, row),
            level: at(&level, row),
            currency: word(&currency, row),
            eligible: eligible.iter().map(|flags| flags.as_ref().is_none_or(|flags| flags[row])).collect(),
            evident: evidence.iter().map(|all| all.iter().all(|one| label(one, row).is_some())).collect(),
        });
    }
    Some((out, others))
}

fn status_of(contract: &Contract, word: &str) -> Status {
    let own = contract.statuses.get(&word.trim().to_lowercase());
    Status::of(own.map_or(word, String::as_str))
}

fn label(codes: &Codes, row: usize) -> Option<String> {
    let code = *codes.code.get(row)?;
    codes.labels.get(code as usize).cloned().filter(|label| !label.is_empty())
}

/// A table's columns as plain values, one for each row.
pub(crate) struct Reader<'a> {
    dataset: &'a Dataset,
    names: Names,
    id: String,
    pub number: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(framework: &Framework, dataset: &'a Dataset, table: &str) -> Option<Self> {
        let number = dataset.position(table)?;
        Some(Self { dataset, names: Names::new(&framework.tables), id: table.to_owned(), number })
    }

    /// The name of the file of a row.
    pub(crate) fn file(&self, row: usize) -> String {
        self.dataset.tables.get(self.number).map(|table| table.origins.name(row)).unwrap_or_default()
    }

    /// The line where a row begins.
    pub(crate) fn line(&self, row: usize) -> u64 {
        let table = self.dataset.tables.get(self.number);
        table.and_then(|table| table.origins.line.get(row)).map_or(0, |line| u64::from(*line))
    }

    pub(crate) fn kind(&self, name: &str) -> ColumnType {
        self.names.get(&self.id, name).map_or(ColumnType::Text, |known| known.kind)
    }

    /// A column as text.
    pub(crate) fn text(&self, name: &str) -> Arc<Codes> {
        self.dataset.codes(self.number, name)
    }

    /// A column of text, row by row.
    pub(crate) fn word(&self, name: &str, row: usize) -> Option<String> {
        label(&self.text(name), row)
    }

    /// Days; where the column is text, those that are written `2024-03-31`.
    pub(crate) fn days(&self, name: &str) -> Vec<Option<i32>> {
        if self.kind(name) == ColumnType::Text {
            let codes = self.text(name);
            return (0..codes.code.len())
                .map(|row| label(&codes, row).as_deref().and_then(read_day))
                .collect();
        }
        let rows = self.dataset.rows(self.number);
        let Some(days) = self.dataset.days(self.number, name) else { return vec![None; rows] };
        match days.as_ref() {
            Values::Whole(days) => {
                let day = |day: &i64| if *day == NO_WHOLE { None } else { i32::try_from(*day).ok() };
                days.iter().map(day).collect()
            }
            Values::Number(_) | Values::Text(_) => vec![None; rows],
        }
    }

    /// Numbers; where the column is text, those that are written with a decimal point or none.
    #[expect(clippy::cast_precision_loss, reason = "counts below 2^53")]
    pub(crate) fn numbers(&self, name: &str) -> Vec<Option<f64>> {
        let kind = self.kind(name);
        if kind == ColumnType::Text {
            let codes = self.text(name);
            let number = |row| label(&codes, row)?.parse::<f64>().ok().filter(|number| number.is_finite());
            return (0..codes.code.len()).map(number).collect();
        }
        let node = Node::Column(name.to_owned(), value_kind(kind));
        match self.dataset.values(self.number, &node, value_kind(kind)).as_ref() {
            Values::Number(numbers) => numbers.iter().map(|n| Some(*n).filter(|n| !n.is_nan())).collect(),
            Values::Whole(whole) => {
                let scale = if kind == ColumnType::Money { UNIT as f64 } else { 1.0 };
                whole.iter().map(|n| Some(*n).filter(|n| *n != NO_WHOLE).map(|n| n as f64 / scale)).collect()
            }
            Values::Text(codes) => vec![None; codes.code.len()],
        }
    }

    /// A column of money.
    pub(crate) fn money(&self, name: &str) -> Vec<Option<Money>> {
        let node = Node::Column(name.to_owned(), formula::Kind::Money);
        match self.dataset.values(self.number, &node, formula::Kind::Money).as_ref() {
            Values::Whole(whole) => {
                whole.iter().map(|n| Some(Money(*n)).filter(|n| n.0 != NO_WHOLE)).collect()
            }
            Values::Number(numbers) => vec![None; numbers.len()],
            Values::Text(codes) => vec![None; codes.code.len()],
        }
    }

    /// For each row whether a condition holds; the framework's checks have seen to its names.
    pub(crate) fn flags(&self, text: &str) -> Arc<Vec<bool>> {
        let known: Vec<String> = self.names.of(&self.id).map(str::to_owned).collect();
        let kind = |name: &str| self.names.get(&self.id, name).map(|known| known.kind);
        match formula::condition(text, &kind, &known) {
            Ok(node) => self.dataset.flags(self.number, &node),
            Err(_) => Arc::new(vec![false; self.dataset.rows(self.number)]),
        }
    }
}
