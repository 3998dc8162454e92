//! One indicator with all that belongs to it, down to the receipt: formula, interval, rows, files and hashes.

use super::Report;
use super::names::anchor;
use crate::site::page::escape;
use esito_charts::format;
use esito_model::{Direction, Indicator, Measure};

impl Report<'_> {
    /// One indicator: definition, charts, tables, receipt.
    pub(super) fn push_indicator(&self, out: &mut String, indicator: &Indicator) {
        out.push_str(&format!(
            "<section class=\"indicator\" id=\"{}\"><h2>{}</h2>\n",
            anchor(indicator),
            escape(&self.words.of(&indicator.label, &indicator.id))
        ));
        let description = self.words.of(&indicator.description, "");
        if !description.is_empty() {
            out.push_str(&format!("<p>{}</p>\n", escape(&description)));
        }
        for chart in [self.course(indicator), self.places_at_once(indicator), self.panels(indicator)] {
            out.push_str(&chart.unwrap_or_default());
        }
        self.push_course(out, indicator);
        self.push_effects(out, indicator);
        out.push_str(&self.matrix(indicator));
        self.push_windows(out, indicator);
        let dimensions = self.index.dimensions(indicator);
        for dimension in &dimensions {
            let chart = self.groups_at_once(indicator, dimension);
            if chart.is_none() {
                let title = self.words.say("report.by_group", &[("dimension", &self.dimension(dimension))]);
                out.push_str(&format!("<h3>{}</h3>", escape(&title)));
            }
            out.push_str(&chart.unwrap_or_default());
            out.push_str(&self.groups_table(indicator, dimension));
            out.push_str(&self.gap(indicator, dimension));
        }
        if !dimensions.is_empty() {
            out.push_str(&format!("<p class=\"sub\">{}</p>\n", self.say("report.groups_note", &[])));
        }
        self.push_receipt(out, indicator);
        out.push_str("</section>\n");
    }

    /// How the numbers were made, down to the hashes.
    fn push_receipt(&self, out: &mut String, indicator: &Indicator) {
        let receipt = self.answer.receipts.iter().find(|receipt| receipt.indicator == indicator.id);
        let mut facts: Vec<(String, String)> = Vec::new();
        let mut fact = |key: &str, html: String| facts.push((self.say(key, &[]), html));
        let formula = receipt.map_or_else(|| formula(indicator), |receipt| receipt.formula.clone());
        fact("indicator.formula", format!("<code>{}</code>", escape(&formula)));
        fact("indicator.direction", self.say(direction(indicator.direction), &[]));
        if let Some(receipt) = receipt {
            fact("methods.interval", self.say(&format!("method.{}", method(&receipt.interval)), &[]));
        }
        let least = self.least(indicator);
        if least > 1 {
            fact("methods.small", self.say("methods.least", &[("n", &least.to_string())]));
        }
        if let Some(receipt) = receipt {
            let count = |n: u64| format::count(n, &self.words.locale);
            let args = [
                ("used", count(receipt.used)),
                ("all", count(receipt.rows)),
                ("file", receipt.table.clone()),
            ];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            let mut rows = vec![match receipt.withheld {
                true => self.say("report.rows_withheld", &[]),
                false => self.words.say("report.rows", &args),
            }];
            rows.extend(receipt.left_out.iter().map(|left| {
                let key = format!("receipt.left_{}", left.reason);
                self.words.count(&key, usize::try_from(left.count).unwrap_or(usize::MAX))
            }));
            fact("indicator.rows_used", escape(&rows.join("; ")));
            let sources =
                self.answer.framework.sources.iter().filter(|one| receipt.sources.contains(&one.id));
            let sources: Vec<String> = sources.map(|source| source.name.clone()).collect();
            if !sources.is_empty() {
                fact("indicator.source", escape(&sources.join("; ")));
            }
            let files: String = receipt
                .files
                .iter()
                .map(|file| {
                    format!("{} <code class=\"hash\">{}</code><br>", escape(&file.name), escape(&file.sha256))
                })
                .collect();
            fact("report.sha", files);
        }
        let facts: String =
            facts.iter().map(|(name, html)| format!("<dt>{name}</dt><dd>{html}</dd>")).collect();
        out.push_str(&format!(
            "<h3>{}</h3><dl class=\"facts\">{facts}</dl>\n",
            self.say("report.receipt", &[])
        ));
    }
}

fn formula(indicator: &Indicator) -> String {
    match &indicator.measure {
        Measure::Ratio { numerator, denominator } => format!("{} / {}", numerator.trim(), denominator.trim()),
        Measure::Value(value) => value.trim().to_owned(),
        Measure::Given(column) => column.clone(),
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Higher => "direction.higher",
        Direction::Lower => "direction.lower",
        Direction::None => "direction.none",
    }
}

/// The last part of the key of an interval's method.
fn method(word: &str) -> &str {
    if word.is_empty() { "none" } else { word }
}
