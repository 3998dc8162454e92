//! An answer on its way between two seats: its findings as columns.
//!
//! Thousands of findings repeat a few names thousands of times, and most of them have no interval. As columns they are a
//! fifth of the text or less, written and read in as much of the time: what repeats is written once with how often, and
//! what a column does not say is left out. Published answers keep their findings as rows.

use crate::number::number12;
use crate::{Answer, Beside, Finding, Interval, Label, Reason, Value};
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

/// Findings, a column for each of their fields and in their order. A column that is not there says nothing of any.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Columns {
    /// How many findings there are.
    count: usize,
    indicator: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    place: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    period: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    dimension: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    group: Words,
    #[serde(skip_serializing_if = "Numbers::is_empty")]
    value: Numbers<Digits>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Words::is_empty")]
    reason: Words,
    #[serde(skip_serializing_if = "Numbers::is_empty")]
    numerator: Numbers<Digits>,
    #[serde(skip_serializing_if = "Numbers::is_empty")]
    denominator: Numbers<Digits>,
    #[serde(skip_serializing_if = "Numbers::is_empty")]
    n: Numbers<u64>,
    #[serde(skip_serializing_if = "Numbers::is_empty")]
    low: Numbers<Digits>,
    #[serde(skip_serializing_if = "Numbers::is_empty")]
    high: Numbers<Digits>,
    #[serde(skip_serializing_if = "Words::is_empty")]
    interval: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    no_interval: Words,
    #[serde(skip_serializing_if = "Numbers::is_empty")]
    unreported: Numbers<u64>,
    #[serde(skip_serializing_if = "Numbers::is_empty")]
    partial: Numbers<u64>,
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
    /// How often each of `at` stands one after the other; nothing where each stands once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    times: Vec<u32>,
}

impl Words {
    fn new<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut of: Vec<&str> = Vec::new();
        // Findings are sorted: what followed a text before most often follows it again.
        let mut follows: Vec<u32> = vec![0];
        let mut last = 0_usize;
        let mut code = |text: Option<&'a str>| {
            let Some(text) = text else { return 0 };
            let is = |number: usize| number > 0 && of[number - 1] == text;
            if is(last) {
                return u32::try_from(last).unwrap_or(0);
            }
            let guess = follows[last];
            let found = if is(guess as usize) {
                guess
            } else {
                let next = u32::try_from(follows.len()).unwrap_or(u32::MAX);
                let found = *known.entry(text).or_insert(next);
                if found == next {
                    of.push(text);
                    follows.push(0);
                }
                found
            };
            follows[last] = found;
            last = found as usize;
            found
        };
        let (mut at, mut times): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut count = 0;
        for text in texts {
            let code = code(text);
            count += 1;
            match times.last_mut() {
                Some(times) if at.last() == Some(&code) => *times += 1,
                _ => {
                    at.push(code);
                    times.push(1);
                }
            }
        }
        if of.is_empty() {
            return Self::default();
        }
        // Where little repeats, saying how often costs more than repeating it.
        if at.len() * 2 > count {
            let often = at.iter().zip(&times);
            at = often.flat_map(|(code, times)| std::iter::repeat_n(*code, *times as usize)).collect();
            times.clear();
        }
        Self { of: of.into_iter().map(str::to_owned).collect(), at, times }
    }

    fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Where the text of each finding stands, as far as the column goes.
    fn codes(&self) -> impl Iterator<Item = Option<usize>> {
        let often = self.times.iter().map(|times| *times as usize).chain(std::iter::repeat(1));
        let each = self.at.iter().zip(often).flat_map(|(at, times)| std::iter::repeat_n(*at, times));
        each.map(|at| usize::try_from(at).ok()?.checked_sub(1))
    }

    /// The text of each finding, as far as the column goes.
    fn spread(&self) -> impl Iterator<Item = Option<&str>> {
        self.codes().map(|at| Some(self.of.get(at?)?.as_str()))
    }
}

/// A number of twelve digits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Digits(#[serde(serialize_with = "number12")] f64);

/// A column of numbers: those that there are, and how many findings have none, have one, have none, have one, in turns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Numbers<T> {
    of: Vec<T>,
    turns: Vec<u32>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { of: Vec::new(), turns: Vec::new() }
    }
}

impl<T: Copy> Numbers<T> {
    fn new(numbers: impl Iterator<Item = Option<T>>) -> Self {
        let (mut of, mut turns) = (Vec::new(), vec![0]);
        for number in numbers {
            // Every other turn is one of numbers.
            let there = turns.len() % 2 == 0;
            match turns.last_mut().filter(|_| there == number.is_some()) {
                Some(turn) => *turn += 1,
                None => turns.push(1),
            }
            of.extend(number);
        }
        if of.is_empty() { Self::default() } else { Self { of, turns } }
    }

    fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The number of each finding, as far as the column goes.
    fn spread(&self) -> impl Iterator<Item = Option<T>> {
        let mut of = self.of.iter();
        let turns = self.turns.iter().enumerate();
        let there = turns.flat_map(|(at, turn)| std::iter::repeat_n(at % 2 == 1, *turn as usize));
        there.map(move |there| if there { of.next().copied() } else { None })
    }
}

impl From<Answer> for Columnar {
    fn from(mut answer: Answer) -> Self {
        let rows = std::mem::take(&mut answer.findings);
        let words = |of: fn(&Finding) -> Option<&str>| Words::new(rows.iter().map(of));
        let floats =
            |of: fn(&Finding) -> Option<f64>| Numbers::new(rows.iter().map(|row| of(row).map(Digits)));
        let counts = |of: fn(&Finding) -> Option<u64>| Numbers::new(rows.iter().map(of));
        let findings = Columns {
            count: rows.len(),
            indicator: words(|row| Some(&row.key.indicator)),
            place: words(|row| row.key.place.as_deref()),
            period: words(|row| row.key.period.as_deref()),
            dimension: words(|row| row.key.dimension.as_deref()),
            group: words(|row| row.key.group.as_deref()),
            value: floats(|row| row.value.known()),
            reason: words(|row| match row.value {
                Value::Known(_) => None,
                Value::Missing(reason) => Some(reason.code()),
            }),
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
    /// Columns that are too short say nothing of the findings after their end.
    fn from(columnar: Columnar) -> Self {
        let Columnar { mut answer, findings: columns } = columnar;
        let mut findings: Vec<Finding> = Vec::new();
        findings.resize_with(columns.count, Finding::default);
        let mut labels = |column: &Words, set: fn(&mut Finding, Label)| {
            let labels: Vec<Label> = column.of.iter().map(Label::from).collect();
            for (finding, at) in findings.iter_mut().zip(column.codes()) {
                if let Some(label) = at.and_then(|at| labels.get(at)) {
                    set(finding, label.clone());
                }
            }
        };
        labels(&columns.indicator, |finding, label| finding.key.indicator = label);
        labels(&columns.place, |finding, label| finding.key.place = Some(label));
        labels(&columns.period, |finding, label| finding.key.period = Some(label));
        labels(&columns.dimension, |finding, label| finding.key.dimension = Some(label));
        labels(&columns.group, |finding, label| finding.key.group = Some(label));
        let mut words = |column: &Words, set: fn(&mut Finding, &str)| {
            for (finding, word) in findings.iter_mut().zip(column.spread()) {
                if let Some(word) = word {
                    set(finding, word);
                }
            }
        };
        words(&columns.reason, |finding, word| {
            if let Some(reason) = Reason::from_code(word) {
                finding.value = Value::Missing(reason);
            }
        });
        words(&columns.interval, |finding, word| finding.interval = Interval::from_code(word));
        words(&columns.no_interval, |finding, word| word.clone_into(&mut finding.no_interval));
        words(&columns.beside, |finding, word| finding.beside = Beside::from_code(word));
        words(&columns.currency, |finding, word| finding.currency = Some(word.to_owned()));
        words(&columns.flags, |finding, word| word.clone_into(&mut finding.flags));
        let mut floats = |column: &Numbers<Digits>, set: fn(&mut Finding, f64)| {
            for (finding, number) in findings.iter_mut().zip(column.spread()) {
                if let Some(Digits(number)) = number {
                    set(finding, number);
                }
            }
        };
        floats(&columns.value, |finding, number| finding.value = Value::Known(number));
        floats(&columns.numerator, |finding, number| finding.numerator = Some(number));
        floats(&columns.denominator, |finding, number| finding.denominator = Some(number));
        floats(&columns.low, |finding, number| finding.low = Some(number));
        floats(&columns.high, |finding, number| finding.high = Some(number));
        let mut counts = |column: &Numbers<u64>, set: fn(&mut Finding, u64)| {
            for (finding, count) in findings.iter_mut().zip(column.spread()) {
                if let Some(count) = count {
                    set(finding, count);
                }
            }
        };
        counts(&columns.n, |finding, count| finding.n = Some(count));
        counts(&columns.unreported, |finding, count| finding.unreported = count);
        counts(&columns.partial, |finding, count| finding.partial = count);
        answer.findings = findings;
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::Columnar;
    use crate::{Answer, Beside, Finding, Interval, Key, Label, Reason, Value};

    fn finding(place: Option<&str>, period: &str) -> Finding {
        let key = Key {
            indicator: "work".into(),
            place: place.map(Label::from),
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
    fn what_repeats_is_written_once_with_how_often() {
        let known = |value| Finding { value: Value::Known(value), ..finding(Some("a"), "2023") };
        let rows = vec![
            finding(Some("a"), "2023"),
            known(0.5),
            known(1.0 / 3.0),
            finding(Some("a"), "2023"),
            finding(None, "2023"),
        ];
        let answer = Answer { findings: rows, ..Answer::default() };
        let json = serde_json::to_string(&Columnar::from(answer)).unwrap();
        assert!(json.contains(r#""indicator":{"of":["work"],"at":[1],"times":[5]}"#), "{json}");
        assert!(json.contains(r#""place":{"of":["a"],"at":[1,0],"times":[4,1]}"#), "{json}");
        assert!(json.contains(r#""value":{"of":[0.5,0.333333333333],"turns":[1,2,2]}"#), "{json}");
        // Too little of it repeats.
        assert!(json.contains(r#""reason":{"of":["withheld"],"at":[1,0,0,1,1]}"#), "{json}");
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
        let json = r#"{"answer":{},"findings":{"count":3,"indicator":{"of":["n"],"at":[1,7]},
            "value":{"of":[1],"turns":[1,9]},"reason":{"of":["withheld","?"],"at":[1,2],"times":[1,4000000000]}}}"#;
        let columnar: Columnar = serde_json::from_str(json).unwrap();
        let answer = Answer::from(columnar);
        let ids: Vec<&str> = answer.findings.iter().map(|row| row.key.indicator.as_str()).collect();
        assert_eq!(ids, ["n", "", ""]);
        let values: Vec<Value> = answer.findings.iter().map(|row| row.value).collect();
        let nothing = Finding::default().value;
        assert_eq!(values, [Value::Missing(Reason::Withheld), Value::Known(1.0), nothing]);
    }
}
