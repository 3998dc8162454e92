//! Lists in a form, row by row: dated prices, tiers, caps by outcome, words of the status.
//!
//! Comes in: the rows as agreed, and what was typed into a field of a row (`prices.0.from`), or that a row comes
//! (`prices.add`) or goes (`prices.0.remove`). Goes out: the literal of the whole list, the fields of its rows in the
//! order in which they were typed, and the field that a remark on the list belongs to.

use super::typed::{self, quoted};
use esito_model::{Cap, Contract, DatedPrice, Payment, Tier};
use std::collections::BTreeMap;

/// How a cell of a row becomes a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Text,
    Number,
    Day,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// A table for each row, each on a line of its own.
    Tables,
    /// Pairs of a word and what it has.
    Pairs,
}

/// A list that a form holds row by row; in pairs the first cell is the word.
#[derive(Debug)]
pub(super) struct List {
    pub key: &'static str,
    cells: &'static [(&'static str, Cell)],
    shape: Shape,
}

const PRICES: List = List {
    key: "prices",
    cells: &[("from", Cell::Day), ("until", Cell::Day), ("price", Cell::Number)],
    shape: Shape::Tables,
};
const TIERS: List =
    List { key: "tiers", cells: &[("from", Cell::Number), ("price", Cell::Number)], shape: Shape::Tables };
const PER_OUTCOME: List = List {
    key: "cap.per_outcome",
    cells: &[("outcome", Cell::Text), ("amount", Cell::Number)],
    shape: Shape::Pairs,
};
const STATUSES: List =
    List { key: "statuses", cells: &[("word", Cell::Text), ("means", Cell::Text)], shape: Shape::Pairs };
const LISTS: [&List; 4] = [&PRICES, &TIERS, &PER_OUTCOME, &STATUSES];

/// What a field of a list does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Add,
    Remove(usize),
    Set(usize, &'static str),
}

impl List {
    /// The list of this key.
    pub(super) fn of(key: &str) -> Option<&'static Self> {
        LISTS.into_iter().find(|list| list.key == key)
    }

    /// The list that a field belongs to, and what it does there.
    pub(super) fn aim(field: &str) -> Option<(&'static Self, Step)> {
        let list = LISTS
            .into_iter()
            .find(|list| field.strip_prefix(list.key).is_some_and(|rest| rest.starts_with('.')))?;
        let rest = field.get(list.key.len() + 1..)?;
        if rest == "add" {
            return Some((list, Step::Add));
        }
        let (number, cell) = rest.split_once('.')?;
        let at = number.parse().ok()?;
        let step = match list.cells.iter().find(|(name, _)| *name == cell) {
            Some((name, _)) => Step::Set(at, name),
            None if cell == "remove" => Step::Remove(at),
            None => return None,
        };
        Some((list, step))
    }
}

/// A row: the literals of its cells.
type Row = BTreeMap<&'static str, String>;

/// The lists of a form with their rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists(BTreeMap<&'static str, Vec<Row>>);

fn row<const N: usize>(cells: [(&'static str, Option<String>); N]) -> Row {
    cells.into_iter().filter_map(|(name, literal)| Some((name, literal?))).collect()
}

impl Lists {
    fn with(mut self, list: &List, rows: impl Iterator<Item = Row>) -> Self {
        let rows: Vec<Row> = rows.collect();
        if !rows.is_empty() {
            self.0.insert(list.key, rows);
        }
        self
    }

    pub(super) fn of_cap(cap: &Cap) -> Self {
        let amounts = cap.per_outcome.iter();
        let amounts = amounts.map(|(word, money)| {
            row([("outcome", Some(quoted(word))), ("amount", Some(typed::amount(*money)))])
        });
        Self::default().with(&PER_OUTCOME, amounts)
    }

    pub(super) fn of_contract(contract: &Contract) -> Self {
        let words = contract.statuses.iter();
        let words =
            words.map(|(word, means)| row([("word", Some(quoted(word))), ("means", Some(quoted(means)))]));
        Self::of_cap(&contract.cap).with(&STATUSES, words)
    }

    pub(super) fn of_rule(payment: &Payment) -> Self {
        let price = |price: &DatedPrice| {
            row([
                ("from", Some(quoted(&price.from))),
                ("until", price.until.as_deref().map(quoted)),
                ("price", Some(typed::amount(price.price))),
            ])
        };
        let tier = |tier: &Tier| {
            row([("from", Some(tier.from.to_string())), ("price", Some(typed::amount(tier.price)))])
        };
        let all = Self::of_cap(&payment.cap).with(&PRICES, payment.prices.iter().map(price));
        all.with(&TIERS, payment.tiers.iter().map(tier))
    }

    /// Takes a whole list away.
    pub(super) fn clear(&mut self, key: &str) {
        self.0.remove(key);
    }

    /// Changes a row as typed. A first row of prices begins with the price that stood alone, a first tier with the
    /// first unit.
    pub(super) fn change(
        &mut self,
        list: &'static List,
        step: Step,
        text: &str,
        language: &str,
        alone: Option<String>,
    ) {
        let rows = self.0.entry(list.key).or_default();
        match step {
            Step::Add => {
                let first = rows.is_empty();
                let zero = (first && list.key == TIERS.key).then(|| "0".to_owned());
                let price = alone.filter(|_| first && list.shape == Shape::Tables);
                rows.push(row([("from", zero), ("price", price)]));
            }
            Step::Remove(at) => {
                if at < rows.len() {
                    rows.remove(at);
                }
            }
            Step::Set(at, cell) => {
                let kind = list.cells.iter().find(|(name, _)| *name == cell).map(|(_, kind)| *kind);
                if let (Some(row), Some(kind)) = (rows.get_mut(at), kind) {
                    let literal = match kind {
                        Cell::Text => quoted(text),
                        Cell::Number => typed::number(text, language),
                        Cell::Day => typed::day(text),
                    };
                    row.remove(cell);
                    row.extend((!text.is_empty()).then_some((cell, literal)));
                }
            }
        }
        if rows.is_empty() {
            self.0.remove(list.key);
        }
    }

    /// The literals of the lists, by their keys.
    pub(super) fn literals(&self) -> impl Iterator<Item = (String, String)> {
        let literal = |(key, rows): (&&'static str, &Vec<Row>)| {
            let list = List::of(key)?;
            let literal = match list.shape {
                Shape::Tables => {
                    format!("[\n{}]", rows.iter().map(|row| in_line(list, row)).collect::<String>())
                }
                Shape::Pairs => in_pairs(list, rows)?,
            };
            Some((list.key.to_owned(), literal))
        };
        self.0.iter().filter_map(literal)
    }

    /// Every cell of every row as a field, as text in the reader's language; an empty cell too.
    pub(super) fn fields(&self, language: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (key, rows) in &self.0 {
            let Some(list) = List::of(key) else { continue };
            for (at, row) in rows.iter().enumerate() {
                for (cell, _) in list.cells {
                    let text = row.get(cell).map(|literal| in_words(literal, language)).unwrap_or_default();
                    out.push((format!("{key}.{at}.{cell}"), text));
                }
            }
        }
        out
    }

    /// Words that stand in a list of pairs again: the field and the word.
    pub(super) fn repeated(&self) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (key, rows) in &self.0 {
            let Some(list) = List::of(key).filter(|list| list.shape == Shape::Pairs) else { continue };
            let word = list.cells[0].0;
            for (at, row) in rows.iter().enumerate() {
                let again =
                    row.get(word).filter(|own| rows[..at].iter().any(|one| one.get(word) == Some(own)));
                out.extend(again.map(|own| (format!("{key}.{at}.{word}"), in_words(own, ""))));
            }
        }
        out
    }

    /// The field of a remark: `offset` lines below the list's key, about a column or a word.
    pub(super) fn field(&self, list: &List, offset: u64, column: &str, message: &str) -> String {
        let rows = self.0.get(list.key).map(Vec::as_slice).unwrap_or_default();
        let (at, cell) = match list.shape {
            Shape::Tables => {
                let at = offset.checked_sub(1).and_then(|at| usize::try_from(at).ok());
                let cell = list.cells.iter().find(|(name, _)| *name == column);
                (at.filter(|at| *at < rows.len()), cell.map_or("price", |(name, _)| name))
            }
            Shape::Pairs => {
                let word = list.cells[0].0;
                let said =
                    |literal: &String| *literal == quoted(column) || message.ends_with(literal.as_str());
                (rows.iter().position(|row| row.get(word).is_some_and(said)), list.cells[1].0)
            }
        };
        at.map_or_else(|| list.key.to_owned(), |at| format!("{}.{at}.{cell}", list.key))
    }
}

/// A row as a table on a line of its own.
fn in_line(list: &List, row: &Row) -> String {
    let cell = |(name, _): &(&'static str, Cell)| Some(format!("{name} = {}", row.get(name)?));
    let cells: Vec<String> = list.cells.iter().filter_map(cell).collect();
    format!("  {{ {} }},\n", cells.join(", "))
}

/// Rows as pairs: those that have a word, each word once; nothing where there is none.
fn in_pairs(list: &List, rows: &[Row]) -> Option<String> {
    let (word, value) = (list.cells[0].0, list.cells[1].0);
    let mut pairs: Vec<(&String, &str)> = Vec::new();
    for row in rows {
        let Some(own) = row.get(word) else { continue };
        if pairs.iter().all(|(known, _)| *known != own) {
            pairs.push((own, row.get(value).map_or("\"\"", String::as_str)));
        }
    }
    let pairs: Vec<String> = pairs.iter().map(|(word, value)| format!("{word} = {value}")).collect();
    (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
}

/// A literal as a person writes it.
fn in_words(literal: &str, language: &str) -> String {
    match literal.parse::<toml_edit::Value>() {
        Ok(toml_edit::Value::String(text)) => text.into_value(),
        _ => typed::in_language(literal, language),
    }
}
