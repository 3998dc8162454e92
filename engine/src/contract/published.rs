//! Published prices × published results beside published payments, never across currencies.

use super::money::{decimals, product, units};
use super::of_bundle::Currency;
use super::reconcile::compare;
use super::rows::Reader;
use crate::bundle::Bundle;
use esito_model::{Money, PaymentComparison, Published, Reconciled, Remark, RemarkPlace, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// A figure as published, and where.
#[derive(Clone, Debug, PartialEq)]
struct Figure<T> {
    value: Option<T>,
    maximum: Option<Money>,
    currency: String,
    file: String,
    line: u64,
}

/// What was published about one thing.
type Figures<T> = BTreeMap<String, Vec<Figure<T>>>;

impl Bundle {
    /// Compares what a framework's `[[reconciliation]]` names; nothing where there is none of this id.
    ///
    /// Due is price × the sum of results, rounded to minor units, at most the maximum where one is published. What
    /// has several prices, or a figure that is no number, is set aside and said so; payments in another currency
    /// than the price are set aside too.
    #[must_use]
    pub fn comparison(&self, id: &str) -> Option<PaymentComparison> {
        let named = self.framework.reconciliations.iter().find(|known| known.id == id)?;
        let mut out = PaymentComparison {
            id: named.id.clone(),
            label: named.label.clone(),
            ..PaymentComparison::default()
        };
        let mut said = Said::default();
        let payments = self.figures(&named.payments, &|table, name| table.money(name))?;
        if let Some(promised) = &named.promised {
            let promises = self.figures(promised, &|table, name| table.money(name))?;
            outright(promised, &promises, &payments, &mut out, &mut said);
            out.remarks = said.remarks();
            return Some(out);
        }
        let (of_prices, of_results) = (named.prices.as_ref()?, named.results.as_ref()?);
        let prices = self.figures(of_prices, &|table, name| table.money(name))?;
        let results = self.figures(of_results, &|table, name| table.numbers(name))?;
        for (key, found) in &prices {
            let [price] = found.as_slice() else {
                out.without_price += 1;
                said.add("several-prices", &of_prices.value, found.iter().map(place));
                continue;
            };
            let Some(amount) = price.value else {
                out.without_price += 1;
                said.add("no-price", &of_prices.value, [place(price)]);
                continue;
            };
            let own = results.get(key).map(Vec::as_slice).unwrap_or_default();
            let unread = own.iter().filter(|result| result.value.is_none());
            let unread: Vec<_> = unread.map(place).collect();
            if own.is_empty() || !unread.is_empty() {
                out.without_result += 1;
                if !unread.is_empty() {
                    said.add("no-result", &of_results.value, unread);
                }
                continue;
            }
            let made = payments.get(key).map(Vec::as_slice).unwrap_or_default();
            let (same, other): (Vec<_>, Vec<_>) = made.iter().partition(|one| one.currency == price.currency);
            if !other.is_empty() {
                said.add("two-currencies", &named.payments.value, other.into_iter().map(place));
            }
            if same.iter().all(|payment| payment.value.is_none()) {
                out.without_payment += 1;
                continue;
            }
            let achieved: f64 = own.iter().filter_map(|result| result.value).sum();
            let digits = decimals(&price.currency);
            let Some(uncapped) = units(achieved).and_then(|units| product(units, amount, 0.0, digits)) else {
                continue;
            };
            let due = price.maximum.map_or(uncapped, |maximum| maximum.min(uncapped));
            let paid = Money(same.iter().filter_map(|payment| payment.value).map(|amount| amount.0).sum());
            out.lines.push(Reconciled {
                key: key.clone(),
                participant: None,
                outcomes: Vec::new(),
                currency: price.currency.clone(),
                uncapped,
                due,
                paid,
                difference: Money(paid.0 - due.0),
                outcome: compare(uncapped, due, paid),
                rows: same.iter().map(|payment| place(payment)).collect(),
            });
        }
        out.remarks = said.remarks();
        Some(out)
    }

    fn figures<T>(
        &self,
        of: &Published,
        read: &dyn Fn(&Reader<'_>, &str) -> Vec<Option<T>>,
    ) -> Option<Figures<T>> {
        let table = Reader::new(&self.framework, &self.dataset, &of.table)?;
        let values = read(&table, &of.value);
        let maxima = of.maximum.as_ref().map(|maximum| table.money(maximum));
        let keep = of.filter.as_deref().map(|filter| table.flags(filter));
        let currency = self.currency_of(&of.table, &of.value);
        let mut out: Figures<T> = BTreeMap::new();
        for (row, value) in values.into_iter().enumerate() {
            if keep.as_ref().is_some_and(|keep| !keep[row]) {
                continue;
            }
            let parts: Option<Vec<String>> = of.key.iter().map(|column| table.word(column, row)).collect();
            // What is about nothing in particular cannot be compared.
            let Some(parts) = parts else { continue };
            let currency = match &currency {
                Currency::Always(code) => code.clone(),
                Currency::Column(column) => table.word(column, row).unwrap_or_default(),
            };
            let maximum = maxima.as_ref().and_then(|maxima| maxima[row]);
            let figure = Figure { value, maximum, currency, file: table.file(row), line: table.line(row) };
            out.entry(parts.join("|")).or_default().push(figure);
        }
        Some(out)
    }
}

/// Amounts promised outright beside what was paid, each currency for itself.
fn outright(
    named: &Published,
    promises: &Figures<Money>,
    payments: &Figures<Money>,
    out: &mut PaymentComparison,
    said: &mut Said,
) {
    for (key, found) in promises {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for promise in found {
            match promise.value {
                None => said.add("no-price", &named.value, [place(promise)]),
                Some(_) if promise.currency.is_empty() => {
                    said.add("no-currency", &named.value, [place(promise)]);
                }
                Some(amount) => *sums.entry(&promise.currency).or_default() += amount.0,
            }
        }
        out.without_price += u64::from(sums.is_empty());
        for (currency, due) in sums {
            let own = payments.get(key).into_iter().flatten();
            let same: Vec<_> = own.filter(|one| one.currency == currency && one.value.is_some()).collect();
            if same.is_empty() {
                out.without_payment += 1;
                continue;
            }
            let paid = Money(same.iter().filter_map(|one| one.value).map(|amount| amount.0).sum());
            let due = Money(due);
            out.lines.push(Reconciled {
                key: key.clone(),
                participant: None,
                outcomes: Vec::new(),
                currency: currency.to_owned(),
                uncapped: due,
                due,
                paid,
                difference: Money(paid.0 - due.0),
                outcome: compare(due, due, paid),
                rows: same.into_iter().map(place).collect(),
            });
        }
    }
}

fn place<T>(figure: &Figure<T>) -> (String, u64) {
    (figure.file.clone(), figure.line)
}

/// Rows that were set aside, by reason and column.
#[derive(Default)]
struct Said {
    found: BTreeMap<(&'static str, String), BTreeSet<(String, u64)>>,
}

impl Said {
    fn add(&mut self, code: &'static str, column: &str, places: impl IntoIterator<Item = (String, u64)>) {
        self.found.entry((code, column.to_owned())).or_default().extend(places);
    }

    fn remarks(self) -> Vec<Remark> {
        let remark = |((code, column), places): ((&'static str, String), BTreeSet<(String, u64)>)| {
            let (message, help) = match code {
                "several-prices" => {
                    ("expected one price for each thing, found several", "they are not compared")
                }
                "no-price" => ("expected a price, found none that can be read", "it is not compared"),
                "no-currency" => ("expected the currency of an amount, found none", "it is not compared"),
                "no-result" => {
                    ("expected a number of outcomes, found none that can be read", "it is not compared")
                }
                _ => (
                    "expected a payment in the currency of its price, found another",
                    "it is not compared: amounts of two currencies are never added",
                ),
            };
            let mut remark =
                Remark::new(code, Severity::Doubt, RemarkPlace::default(), message).with_help(help);
            remark.count = places.len() as u64;
            let place = |(file, line): (String, u64)| RemarkPlace {
                file,
                line: Some(line),
                column: Some(column.clone()),
                record: None,
            };
            remark.places = places.into_iter().take(3).map(place).collect();
            remark
        };
        self.found.into_iter().map(remark).collect()
    }
}
