//! What a dashboard shows beside its indicators: contracts, indices, social value. Each has a page of its own, which tells
//! more; on paper they are tables.

use super::Report;
use crate::site::page::escape;
use esito_charts::{Locale as _, Quantity, format};
use esito_engine::Bundle;
use esito_model::{
    CompareQuestion, Comparison, Document, Money, OtherQuestion, Statement, Unit, Valuation, cap_parts,
};

/// The documents of a bundle, each as its page has it.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    statements: Vec<Statement>,
    comparisons: Vec<Comparison>,
    valuation: Option<Valuation>,
}

impl Beside {
    /// Works them out up to a day. A contract that cannot be paid, an index or a map that cannot be used has none; the
    /// remarks say why.
    pub(crate) fn of(bundle: &Bundle, as_of: Option<&str>) -> Self {
        let as_of = as_of.map(str::to_owned);
        let made =
            |question: &OtherQuestion| bundle.working(question).finish(&[], false).map(|made| made.document);
        let mut found = Self::default();
        for contract in &bundle.framework().contracts {
            // Only what a rule paid is shown, which is the same where lines are added up.
            let contract = contract.id.clone();
            let question = OtherQuestion::Statement { contract, as_of: as_of.clone(), summed: false };
            if let Some(Document::Statement(statement)) = made(&question) {
                found.statements.push(*statement);
            }
        }
        for index in &bundle.framework().indexes {
            let asked = CompareQuestion { index: index.id.clone(), ..CompareQuestion::default() };
            let question = OtherQuestion::Comparison { asked: Box::new(asked), as_of: as_of.clone() };
            if let Some(Document::Comparison(comparison)) = made(&question) {
                found.comparisons.push(*comparison);
            }
        }
        if let Some(Document::Worth(worth)) = made(&OtherQuestion::Worth { assumed: Vec::new() }) {
            found.valuation = worth.valuation;
        }
        found
    }
}

impl Report<'_> {
    pub(super) fn push_beside(&self, out: &mut String) {
        if !self.beside.comparisons.is_empty() {
            self.push_title(out, "indexes", "report.indexes", "report.indexes_sub");
            self.beside.comparisons.iter().for_each(|one| self.push_comparison(out, one));
        }
        if !self.beside.statements.is_empty() {
            self.push_title(out, "contracts", "report.contracts", "report.contracts_sub");
            self.beside.statements.iter().for_each(|one| self.push_statement(out, one));
        }
        if let Some(valuation) = &self.beside.valuation {
            self.push_title(out, "value", "report.value", "report.value_sub");
            self.push_valuation(out, valuation);
        }
    }

    /// The parts of these that there are, for the contents: their ids and the keys of their titles.
    pub(super) fn beside_parts(&self) -> Vec<(&'static str, &'static str)> {
        let all = [
            ("indexes", "report.indexes", !self.beside.comparisons.is_empty()),
            ("contracts", "report.contracts", !self.beside.statements.is_empty()),
            ("value", "report.value", self.beside.valuation.is_some()),
        ];
        all.into_iter().filter(|(.., there)| *there).map(|(id, key, _)| (id, key)).collect()
    }

    fn push_title(&self, out: &mut String, id: &str, title: &str, sub: &str) {
        out.push_str(&format!(
            "<h2 id=\"{id}\" class=\"part\">{}</h2><p class=\"sub\">{}</p>\n",
            self.say(title, &[]),
            self.say(sub, &[])
        ));
    }

    fn push_statement(&self, out: &mut String, statement: &Statement) {
        let money = |amount: Money| self.amount(amount.major(), &statement.currency, statement.decimals);
        let worth = &statement.worth;
        let paid = money(worth.paid);
        let told = match worth.promised {
            Some(promised) => {
                self.words.say("report.paid_of", &[("paid", &paid), ("promised", &money(promised))])
            }
            None => self.words.say("report.paid", &[("paid", &paid)]),
        };
        let verified = self.words.say(
            "report.verified",
            &[("verified", &money(worth.verified)), ("achieved", &money(worth.achieved))],
        );
        out.push_str(&format!(
            "<h3>{}</h3><p>{} {}</p>\n",
            escape(&self.words.of(&statement.label, &statement.contract)),
            escape(&told),
            escape(&verified)
        ));
        let rows = statement.rules.iter().map(|rule| {
            // No units may be -0.
            let units = self.words.locale.number(rule.units + 0.0, 0, 2);
            let words = self.words.of(&rule.words, &rule.id);
            vec![words, units, money(rule.amount), rule.waiting.to_string(), rule.unpaid.to_string()]
        });
        let heads = ["report.rule", "report.units", "report.amount", "report.waiting", "report.unpaid"];
        out.push_str(&self.plain_table(&heads, rows));
        let caps = statement.caps.iter().filter_map(|cap| {
            let limit = cap.limit.map(money).or(cap.limit_units.map(|units| units.to_string()))?;
            let used =
                cap.used.map(money).or(cap.used_units.map(|used| self.words.locale.number(used, 0, 2)));
            Some(vec![
                self.cap_name(statement, &cap.cap),
                limit,
                used.unwrap_or_default(),
                money(cap.withheld),
            ])
        });
        let heads = ["report.cap", "report.limit", "report.used", "report.kept"];
        out.push_str(&self.plain_table(&heads, caps));
        let reasons = statement.reductions.iter().map(|one| {
            let words = statement.reasons.get(&one.reason);
            let words = words.map_or_else(|| one.reason.clone(), |text| self.words.of(text, &one.reason));
            vec![words, one.lines.to_string(), money(one.withheld)]
        });
        out.push_str(&self.plain_table(&["report.reason", "report.lines", "report.kept"], reasons));
    }

    fn push_comparison(&self, out: &mut String, comparison: &Comparison) {
        let index = self.answer.framework.indexes.iter().find(|index| index.id == comparison.index);
        let name =
            index.map_or_else(|| comparison.index.clone(), |index| self.words.of(&index.label, &index.id));
        let purpose = index.map(|index| self.words.of(&index.description, "")).unwrap_or_default();
        out.push_str(&format!("<h3>{}</h3><p>{}</p>\n", escape(&name), escape(&purpose)));
        let score = |score: f64| self.words.locale.number(score, 1, 1);
        let range = |low: Option<String>, high: Option<String>| {
            low.zip(high).map(|(low, high)| format!("{low} – {high}")).unwrap_or_default()
        };
        let rows = comparison.places.iter().map(|place| {
            let rank = place.rank.map(|rank| rank.to_string());
            let ranks = [place.rank_low, place.rank_high].map(|rank| rank.map(|rank| rank.to_string()));
            let scores = [place.score_low, place.score_high].map(|one| one.map(score));
            let ([low, high], [from, to]) = (scores, ranks);
            vec![
                self.place(&place.place),
                rank.unwrap_or_else(|| "–".to_owned()),
                range(from, to),
                place.score.map_or_else(|| "–".to_owned(), score),
                range(low, high),
                format::value(place.coverage, &Quantity::of(Unit::Share), &self.words.locale),
            ]
        });
        let heads = [
            "figure.place",
            "report.rank",
            "report.rank_range",
            "report.score",
            "report.score_range",
            "report.coverage",
        ];
        out.push_str(&self.plain_table(&heads, rows));
    }

    fn push_valuation(&self, out: &mut String, valuation: &Valuation) {
        let money = |value: f64| self.amount(value, &valuation.currency, 0);
        let number = |value: f64| self.words.locale.number(value, 0, 2);
        let mut told = Vec::new();
        if let (Some(value), Some(net)) = (valuation.present_value, valuation.net_value) {
            let inputs = money(valuation.inputs.major());
            let args = [("inputs", inputs.as_str()), ("value", &money(value)), ("net", &money(net))];
            told.push(self.words.say("report.worth", &args));
        }
        if let Some(ratio) = valuation.ratio {
            told.push(self.words.say("report.sroi", &[("ratio", &number(ratio))]));
        }
        if let Some(range) = &valuation.range {
            let args = [
                ("low", number(range.p5)),
                ("high", number(range.p95)),
                ("runs", number(f64::from(range.runs))),
            ];
            let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
            told.push(self.words.say("report.sroi_range", &args));
        }
        out.push_str(&format!("<p>{}</p>\n", escape(&told.join(" "))));
        let rows = valuation.outcomes.iter().map(|one| {
            vec![
                format!("{} ({})", self.words.of(&one.label, &one.id), self.words.of(&one.stakeholder, "–")),
                number(one.quantity),
                number(one.net_quantity),
                money(one.gross),
                money(one.present_value),
            ]
        });
        let heads =
            ["report.outcome", "report.quantity", "report.net_quantity", "report.gross", "report.today"];
        out.push_str(&self.plain_table(&heads, rows));
    }

    /// `rule:entry.participant` in words, as the page of contracts has it.
    fn cap_name(&self, statement: &Statement, cap: &str) -> String {
        let (rule, kind, outcome) = cap_parts(cap);
        let whole = match rule {
            Some(id) => {
                let rule = statement.rules.iter().find(|rule| rule.id == id);
                rule.map_or_else(|| id.to_owned(), |rule| self.words.of(&rule.label, id))
            }
            None => self.words.say("contracts.cap_contract", &[]),
        };
        match kind {
            "participant" | "participant_units" | "period" | "units" | "outcome" => {
                let what = self.words.say(&format!("contracts.cap_{kind}"), &[("outcome", outcome)]);
                format!("{whole}, {what}")
            }
            _ => whole,
        }
    }

    fn amount(&self, major: f64, currency: &str, decimals: u32) -> String {
        let decimals = u8::try_from(decimals.min(4)).unwrap_or(2);
        format::exact(major, decimals, &Quantity::money(currency), &self.words.locale)
    }

    /// A table whose first column names its rows; nothing where it has none.
    fn plain_table(&self, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
        let heads: String =
            heads.iter().map(|key| format!("<th scope=\"col\">{}</th>", self.say(key, &[]))).collect();
        let row = |cells: Vec<String>| {
            let mut cells = cells.into_iter();
            let name = cells.next().unwrap_or_default();
            let others: String = cells.map(|cell| format!("<td>{}</td>", escape(&cell))).collect();
            format!("<tr><th scope=\"row\">{}</th>{others}</tr>", escape(&name))
        };
        let rows: String = rows.map(row).collect();
        match rows.is_empty() {
            true => rows,
            false => format!(
                "<div class=\"scroll\"><table class=\"plain\"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>\n"
            ),
        }
    }
}
