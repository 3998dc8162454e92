//! One amount in two currencies at a rate that there never was: a slip of the keyboard, thousands beside units, or the
//! wrong currency.

use super::{Look, at, shown};
use crate::dataset::{Codes, Values};
use crate::judge::{codes_of, says};
use crate::told::told;
use esito_model::{Column, ColumnType, Remark};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Between what one unit was worth in dollars from 2000 to 2025: bounds set so wide that the reference rates of the
/// European Central Bank and of the Federal Reserve (H.10) lie within. They are no rates, and nothing is changed by them.
const WORTH: &str = "USD 1 1 EUR 0.82 1.61 GBP 1.03 2.12 CHF 0.54 1.39 SEK 0.085 0.172 NOK 0.084 0.205 DKK 0.109 0.216 \
    PLN 0.195 0.5 CZK 0.024 0.07 HUF 0.0022 0.0071 BGN 0.41 0.83 ISK 0.0065 0.0172 AUD 0.47 1.12 CAD 0.61 1.11 \
    NZD 0.38 0.89 JPY 0.006 0.0134 CNY 0.12 0.168 INR 0.011 0.026 ZAR 0.049 0.19 KRW 0.0006 0.0012 BRL 0.15 0.66 \
    MXN 0.038 0.12 COP 0.00019 0.0006 CLP 0.0009 0.0024 PEN 0.23 0.41 ILS 0.19 0.34 KES 0.006 0.0175 \
    UGX 0.00024 0.0007 SGD 0.53 0.85 HKD 0.127 0.1292";
/// Rates between days of two years may be further apart than both extremes.
const SLACK: f64 = 1.1;
/// Of currencies that are not known here so many rows say what is usual, and this is far from it.
const ENOUGH: usize = 5;
const FAR: f64 = 5.0;
/// Two amounts in one currency may differ by as much: they were rounded.
const ROUNDED: f64 = 0.02;

/// Words that say nothing of which amount it is.
const CURRENCY: &str = "currency valuta devise moneda wahrung waluta moeda moneda euro euros dollar dollars dollari pound \
    pounds sterline zloty kronor lei us in en";

pub(super) fn check(look: &Look<'_>, remarks: &mut Vec<Remark>) {
    let money: Vec<&Column> = look.columns(&[ColumnType::Money]).collect();
    for (number, one) in money.iter().enumerate() {
        for other in &money[number + 1..] {
            if one.header != other.header && same_amount(one, other) {
                pair(look, one, other, remarks);
            }
        }
    }
}

/// Whether two headers differ in their currencies alone: `Amount USD` and `Amount (EUR)`, `Cost` and `Cost in euro`.
fn same_amount(one: &Column, other: &Column) -> bool {
    let bare = |column: &Column| -> Vec<String> {
        let said = |word: &String| {
            let code = word.to_uppercase();
            says(std::slice::from_ref(word), CURRENCY) || worth(&code).is_some() || !codes_of(word).is_empty()
        };
        Look::words(column).into_iter().filter(|word| !said(word)).collect()
    };
    bare(one) == bare(other)
}

/// The currency of each row.
enum Currency {
    One(String),
    Of(Arc<Codes>),
}

impl Currency {
    fn new(look: &Look<'_>, column: &Column) -> Option<Self> {
        let named = column.currency.as_deref().unwrap_or(&look.framework.currency);
        if look.dataset.has_column(look.number, named) {
            return Some(Self::Of(look.dataset.codes(look.number, named)));
        }
        (!named.is_empty()).then(|| Self::One(named.to_owned()))
    }

    fn at(&self, row: usize) -> Option<&str> {
        match self {
            Self::One(code) => Some(code),
            Self::Of(codes) => {
                let code = codes.code.get(row).and_then(|code| codes.labels.get(*code as usize))?;
                (!code.is_empty()).then_some(code.as_str())
            }
        }
    }
}

fn pair(look: &Look<'_>, one: &Column, other: &Column, remarks: &mut Vec<Remark>) {
    let (Some(of_one), Some(of_other)) = (Currency::new(look, one), Currency::new(look, other)) else {
        return;
    };
    let (Some(left), Some(right)) = (look.values(one), look.values(other)) else { return };
    let amount = |values: &Values, row: usize| at(values, row).filter(|value| *value > 0.0);
    // Rates by the two currencies.
    let mut rates: BTreeMap<(&str, &str), Vec<(usize, f64)>> = BTreeMap::new();
    for row in 0..look.rows() {
        if let (Some(a), Some(b)) = (amount(&left, row), amount(&right, row))
            && let (Some(from), Some(into)) = (of_one.at(row), of_other.at(row))
        {
            rates.entry((from, into)).or_default().push((row, b / a));
        }
    }
    // Two amounts in one currency in every row are two amounts.
    if rates.keys().all(|(from, into)| from == into) {
        return;
    }
    let mut found: Vec<(usize, f64, &str, &str)> = Vec::new();
    for ((from, into), all) in &rates {
        let [low, high] = bounds(from, into, all);
        let far = all.iter().filter(|(_, rate)| !(low..=high).contains(rate));
        found.extend(far.map(|(row, rate)| (*row, *rate, *from, *into)));
    }
    found.sort_unstable_by_key(|(row, ..)| *row);
    let Some((row, rate, from, into)) = found.first() else { return };
    let amounts = [(&left, one), (&right, other)]
        .map(|(values, column)| shown(amount(values, *row).unwrap_or_default(), column.kind));
    let [a, b] = &amounts;
    let message = format!(
        "expected one amount in {from} and {into}, found {a} beside {b}: a rate of {}, which there never was",
        four_digits(*rate)
    );
    let rows: Vec<usize> = found.iter().map(|(row, ..)| *row).collect();
    let help = "correct the amount or its currency; both are kept as they are";
    let told = told(message).found(amounts.clone()).named([*from, *into]);
    remarks.extend(look.remark("impossible-rate", &rows, other, told, help));
}

/// Between which rates an amount can be changed from one currency into the other.
fn bounds(from: &str, into: &str, all: &[(usize, f64)]) -> [f64; 2] {
    if from == into {
        return [1.0 - ROUNDED, 1.0 + ROUNDED];
    }
    if let (Some([low, high]), Some([lower, higher])) = (worth(from), worth(into)) {
        return [low / higher / SLACK, high / lower * SLACK];
    }
    let mut rates: Vec<f64> = all.iter().map(|(_, rate)| *rate).collect();
    rates.sort_by(f64::total_cmp);
    match rates.get(rates.len() / 2) {
        Some(usual) if rates.len() >= ENOUGH => [usual / FAR, usual * FAR],
        _ => [0.0, f64::INFINITY],
    }
}

/// What a unit of a currency was worth in dollars, at least and at most.
fn worth(code: &str) -> Option<[f64; 2]> {
    let mut words = WORTH.split_ascii_whitespace();
    while let (Some(name), Some(low), Some(high)) = (words.next(), words.next(), words.next()) {
        if name == code {
            return Some([low.parse().ok()?, high.parse().ok()?]);
        }
    }
    None
}

/// A rate in four digits.
fn four_digits(rate: f64) -> String {
    let places = (3.0 - libm::log10(rate).floor()).clamp(0.0, 9.0);
    let size = libm::pow(10.0, places);
    format!("{}", (rate * size).round() / size)
}
