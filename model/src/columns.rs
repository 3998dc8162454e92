//! An answer on its way between two seats: its findings as columns.
//!
//! Thousands of findings repeat a few names thousands of times. As columns they are a third of the text, written and
//! read in a third of the time; what a column never says is left out. Published answers keep their findings as rows.

use crate::number::options12;
use crate::{Answer, Beside, Finding, Interval, Key, Value};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// An answer whose findings travel as columns: `Columnar::from(answer)`, and back by `Answer::from(columnar)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Columnar {
    /// The answer without its findings.
    answer: Answer,
    /// Its findings.
    findings: Columns,
}

/// Findings, a column for each of their fields and in their order. A column that is empty says nothing of any.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Columns {
    indicator: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    place: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    period: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    dimension: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    group: Words,
    value: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "options12")]
    numerator: Vec<Option<f64>>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "options12")]
    denominator: Vec<Option<f64>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    n: Vec<Option<u64>>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "options12")]
    low: Vec<Option<f64>>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "options12")]
    high: Vec<Option<f64>>,
    #[serde(skip_serializing_if = "Words::is_empty")]
    interval: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    no_interval: Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreported: Vec<Option<u64>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    partial: Vec<Option<u64>>,
    #[serde(skip_serializing_if = "Words::is_empty")]
    beside: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    currency: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    flags: Words,
}

/// A column of texts: each once, and for every finding which, counted from one; 0 for none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Words {
    of: Vec<String>,
    at: Vec<u32>,
}

impl Words {
    fn new<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut of: Vec<&str> = Vec::new();
        // Findings are sorted: what followed a text before most often follows it again.
        let mut follows: Vec<u32> = vec![0];
        let mut last = 0_usize;
        let code = |text: Option<&'a str>| {
            let Some(text) = text else { return 0 };
            let guess = follows[last];
            let is = |number: usize| number > 0 && of[number - 1] == text;
            let found = match (is(last), is(guess as usize)) {
                (true, _) => return u32::try_from(last).unwrap_or(0),
                (false, true) => guess,
                (false, false) => {
                    let next = u32::try_from(follows.len()).unwrap_or(u32::MAX);
                    let found = *known.entry(text).or_insert(next);
                    if found == next {
                        of.push(text);
                        follows.push(0);
                    }
                    found
                }
            };
            follows[last] = found;
            last = found as usize;
            found
        };
        let at: Vec<u32> = texts.map(code).collect();
        let of: Vec<String> = of.into_iter().map(str::to_owned).collect();
        if of.is_empty() { Self::default() } else { Self { of, at } }
    }

    fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    fn get(&self, row: usize) -> Option<&String> {
        let at = usize::try_from(*self.at.get(row)?).ok()?;
        self.of.get(at.checked_sub(1)?)
    }
}

/// A column of numbers; none where no finding has one.
fn numbers<T: Copy>(numbers: impl Iterator<Item = Option<T>>) -> Vec<Option<T>> {
    let numbers: Vec<Option<T>> = numbers.collect();
    if numbers.iter().all(Option::is_none) { Vec::new() } else { numbers }
}

impl From<Answer> for Columnar {
    fn from(mut answer: Answer) -> Self {
        let rows = std::mem::take(&mut answer.findings);
        let words = |of: fn(&Finding) -> Option<&str>| Words::new(rows.iter().map(of));
        let floats = |of: fn(&Finding) -> Option<f64>| numbers(rows.iter().map(of));
        let counts = |of: fn(&Finding) -> Option<u64>| numbers(rows.iter().map(of));
        let findings = Columns {
            indicator: words(|row| Some(&row.key.indicator)),
            place: words(|row| row.key.place.as_deref()),
            period: words(|row| row.key.period.as_deref()),
            dimension: words(|row| row.key.dimension.as_deref()),
            group: words(|row| row.key.group.as_deref()),
            value: rows.iter().map(|row| row.value).collect(),
            numerator: floats(|row| row.numerator),
            denominator: floats(|row| row.denominator),
            n: counts(|row| row.n),
            low: floats(|row| row.low),
            high: floats(|row| row.high),
            interval: words(|row| row.interval.map(Interval::code)),
            no_interval: words(|row| Some(row.no_interval.as_str()).filter(|word| !word.is_empty())),
            unreported: counts(|row| Some(row.unreported).filter(|count| *count > 0)),
            partial: counts(|row| Some(row.partial).filter(|count| *count > 0)),
            beside: words(|row| row.beside.map(Beside::code)),
            currency: words(|row| row.currency.as_deref()),
            flags: words(|row| Some(row.flags.as_str()).filter(|flags| !flags.is_empty())),
        };
        Self { answer, findings }
    }
}

impl From<Columnar> for Answer {
    /// Columns that are shorter than the values say nothing of the findings after their end.
    fn from(columnar: Columnar) -> Self {
        let Columnar { mut answer, findings: columns } = columnar;
        let finding = |(row, value): (usize, &Value)| {
            let float = |column: &[Option<f64>]| column.get(row).copied().flatten();
            let count = |column: &[Option<u64>]| column.get(row).copied().flatten();
            let word = |column: &Words| column.get(row).cloned();
            Finding {
                key: Key {
                    indicator: word(&columns.indicator).unwrap_or_default(),
                    place: word(&columns.place),
                    period: word(&columns.period),
                    dimension: word(&columns.dimension),
                    group: word(&columns.group),
                },
                value: *value,
                numerator: float(&columns.numerator),
                denominator: float(&columns.denominator),
                n: count(&columns.n),
                low: float(&columns.low),
                high: float(&columns.high),
                interval: columns.interval.get(row).and_then(|word| Interval::from_code(word)),
                no_interval: word(&columns.no_interval).unwrap_or_default(),
                unreported: count(&columns.unreported).unwrap_or_default(),
                partial: count(&columns.partial).unwrap_or_default(),
                beside: columns.beside.get(row).and_then(|word| Beside::from_code(word)),
                currency: word(&columns.currency),
                flags: word(&columns.flags).unwrap_or_default(),
            }
        };
        answer.findings = columns.value.iter().enumerate().map(finding).collect();
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::Columnar;
    use crate::{Answer, Beside, Finding, Interval, Key, Reason, Value};

    fn finding(place: Option<&str>, period: &str) -> Finding {
        let key = Key {
            indicator: "work".into(),
            place: place.map(str::to_owned),
            period: Some(period.into()),
            ..Key::default()
        };
        Finding { key, value: Value::Missing(Reason::Withheld), ..Finding::default() }
    }

    fn every_field() -> Finding {
        Finding {
            key: Key {
                indicator: "wellbeing".into(),
                place: Some("IT-TO".into()),
                period: Some("2024".into()),
                dimension: Some("sex|age".into()),
                group: Some("f|18-24".into()),
            },
            value: Value::Known(0.75),
            numerator: Some(3.0),
            denominator: Some(4.0),
            n: Some(4),
            low: Some(0.3),
            high: Some(0.95),
            interval: Some(Interval::WilsonCc),
            no_interval: "few".into(),
            unreported: 2,
            partial: 1,
            beside: Some(Beside::Alike),
            currency: Some("EUR".into()),
            flags: "e".into(),
        }
    }

    fn there_and_back(findings: Vec<Finding>) -> (String, Answer) {
        let answer = Answer { findings, ..Answer::default() };
        let json = serde_json::to_string(&Columnar::from(answer.clone())).unwrap();
        let back: Columnar = serde_json::from_str(&json).unwrap();
        let back = Answer::from(back);
        assert_eq!(back, answer);
        (json, back)
    }

    #[test]
    fn every_field_arrives() {
        let (_, back) = there_and_back(vec![
            finding(None, "2023"),
            every_field(),
            finding(Some("IT-TO"), "2023"),
            finding(Some("ES-PM"), "2024"),
            every_field(),
        ]);
        assert_eq!(back.findings[4], every_field());
        assert_eq!(back.findings[0].key.place, None);
    }

    #[test]
    fn a_text_is_written_once_and_what_nobody_says_not_at_all() {
        let (json, _) = there_and_back(vec![
            finding(Some("a"), "2023"),
            finding(Some("b"), "2023"),
            finding(None, "2024"),
        ]);
        assert!(json.contains(r#""place":{"of":["a","b"],"at":[1,2,0]}"#), "{json}");
        assert!(json.contains(r#""period":{"of":["2023","2024"],"at":[1,1,2]}"#), "{json}");
        let (_, findings) = json.rsplit_once("\"findings\":").unwrap();
        assert!(!findings.contains("numerator") && !findings.contains("currency"), "{json}");
    }

    #[test]
    fn texts_in_any_order_arrive() {
        // Now sorted as findings are, now in an order that nobody would guess.
        let place =
            |row: usize| ["a", "b", "", "c"][if row < 40 { row / 10 } else { row * row * 7 % 11 % 4 }];
        let period = |row: usize| format!("{}", 2000 + if row < 40 { row % 10 } else { row * 31 % 17 });
        let rows =
            (0..400).map(|row| finding(Some(place(row)).filter(|place| !place.is_empty()), &period(row)));
        there_and_back(rows.collect());
    }

    #[test]
    fn no_findings_are_no_columns() {
        assert!(there_and_back(Vec::new()).1.findings.is_empty());
    }

    #[test]
    fn columns_that_are_too_short_are_no_fault_of_ours() {
        let json = r#"{"answer":{},"findings":{"indicator":{"of":["n"],"at":[1,7]},"value":[1,2,3]}}"#;
        let columnar: Columnar = serde_json::from_str(json).unwrap();
        let answer = Answer::from(columnar);
        let ids: Vec<&str> = answer.findings.iter().map(|row| row.key.indicator.as_str()).collect();
        assert_eq!(ids, ["n", "", ""]);
    }
}
