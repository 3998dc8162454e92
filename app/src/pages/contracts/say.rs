//! Words of a contract: amounts to the last digit, days, reasons, caps.

use crate::i18n::{Format, Lang, format, lang, t, t_with};
use esito_charts::{Locale, Quantity, format as written};
use esito_model::{CapUse, LineStatus, Money, RuleCost, Statement, StatementLine, Text, UnitCost, cap_parts};

/// A currency with its decimals, in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Say {
    pub format: Format,
    pub lang: Lang,
    pub currency: String,
    decimals: u8,
}

impl Say {
    pub(super) fn of(currency: &str, decimals: u32) -> Self {
        let decimals = u8::try_from(decimals.min(4)).unwrap_or(2);
        Self { format: format(), lang: lang(), currency: currency.to_owned(), decimals }
    }

    pub(super) fn quantity(&self) -> Quantity {
        Quantity::money(&self.currency)
    }

    /// An amount with every digit: `€3,500.00`.
    pub(super) fn money(&self, amount: Money) -> String {
        written::exact(amount.major(), self.decimals, &self.quantity(), &self.format)
    }

    /// An amount as one says it: whole from a hundred on.
    pub(super) fn about(&self, amount: Money) -> String {
        written::value(amount.major(), &self.quantity(), &self.format)
    }

    /// An amount with every digit, for a column whose head names the currency.
    pub(super) fn plain(&self, amount: Money) -> String {
        written::exact(amount.major(), self.decimals, &Quantity::default(), &self.format)
    }

    /// A difference with its sign.
    pub(super) fn change(&self, amount: Money) -> String {
        let sign = if amount.0 > 0 { "+" } else { "" };
        format!("{sign}{}", self.money(amount))
    }

    /// A price may have more decimals than the currency.
    pub(super) fn price(&self, price: Money) -> String {
        let text = price.text(4);
        let needed = text.trim_end_matches('0').rsplit_once('.').map_or(0, |(_, digits)| digits.len());
        let decimals = self.decimals.max(u8::try_from(needed).unwrap_or(4));
        written::exact(price.major(), decimals, &Quantity::default(), &self.format)
    }

    /// Units: as many decimals as they have.
    pub(super) fn units(&self, units: f64) -> String {
        self.format.number(units, 0, 4)
    }

    /// What a unit cost.
    pub(super) fn cost(&self, cost: &UnitCost) -> String {
        written::value(cost.value, &self.quantity(), &self.format)
    }

    /// Its interval; nothing where there is none.
    pub(super) fn cost_interval(&self, cost: &UnitCost) -> Option<String> {
        let (low, high) = (cost.low?, cost.high?);
        Some(if low == high {
            t("contracts.same_price")
        } else {
            written::interval(low, high, &self.quantity(), &self.format)
        })
    }

    pub(super) fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang.code())
    }

    pub(super) fn day(&self, iso: &str) -> String {
        self.format.day(iso)
    }
}

/// A name, or the id where nobody gave one.
pub(super) fn named(text: &Text, id: &str) -> String {
    let words = text.get(lang().code());
    if words.is_empty() { id.to_owned() } else { words.to_owned() }
}

/// The name of a rule of a statement; of the floor and of lines without a rule too.
pub(super) fn rule_name(statement: &Statement, id: &str) -> String {
    match (statement.rules.iter().find(|rule| rule.id == id), id) {
        (Some(rule), _) => named(&rule.label, id),
        (None, "floor") => t("contracts.floor"),
        (None, "") => t("contracts.no_rule"),
        (None, _) => id.to_owned(),
    }
}

/// The words of a unit.
pub(super) fn per(cost: &RuleCost) -> String {
    t(match cost.per.as_str() {
        "participant" => "contracts.per_participant",
        "percentage_point" => "contracts.per_percentage_point",
        "cohort" => "contracts.per_cohort",
        "milestone" => "contracts.per_milestone",
        "activity" => "contracts.per_activity",
        _ => "contracts.per_outcome",
    })
}

/// The key of a status' words, and the class of its chip.
pub(super) fn status(status: LineStatus) -> (&'static str, &'static str) {
    match status {
        LineStatus::Paid => ("contracts.status_paid", "chip good"),
        LineStatus::Reduced => ("contracts.status_reduced", "chip mid"),
        LineStatus::Waiting => ("contracts.status_waiting", "chip wait"),
        LineStatus::Unpaid => ("contracts.status_unpaid", "chip none"),
    }
}

/// Why a line is not paid in full; nothing where it is.
pub(super) fn reason(say: &Say, statement: &Statement, line: &StatementLine) -> String {
    let words = statement.reasons.get(&line.reason).map_or(line.reason.as_str(), |words| say.text(words));
    if line.cap.is_empty() {
        return words.to_owned();
    }
    format!("{words}: {}", cap_name(statement, &line.cap))
}

/// What a cap is about: the whole contract, a rule, each participant, each period.
pub(super) fn cap_name(statement: &Statement, cap: &str) -> String {
    let (rule, kind, outcome) = cap_parts(cap);
    let whole = rule.map_or_else(|| t("contracts.cap_contract"), |id| rule_name(statement, id));
    let what = match kind {
        "participant" => t("contracts.cap_participant"),
        "participant_units" => t("contracts.cap_participant_units"),
        "period" => t("contracts.cap_period"),
        "units" => t("contracts.cap_units"),
        "outcome" => t_with("contracts.cap_outcome", &[("outcome", outcome)]),
        _ => return whole,
    };
    format!("{whole}, {what}")
}

/// Limit and use of a cap.
pub(super) fn cap_figures(say: &Say, cap: &CapUse) -> (String, String) {
    let units = |units: f64| t_with("contracts.units", &[("units", &say.units(units))]);
    let limit = cap.limit.map(|limit| say.money(limit));
    let used = cap.used.map(|used| say.money(used));
    let dash = || "–".to_owned();
    (
        limit.or_else(|| cap.limit_units.map(|limit| units(f64::from(limit)))).unwrap_or_else(dash),
        used.or_else(|| cap.used_units.map(units)).unwrap_or_else(dash),
    )
}

/// The key of a role's name.
pub(super) fn role(role: &str) -> &'static str {
    match role {
        "outcome_payer" => "contracts.role_payer",
        "provider" => "contracts.role_provider",
        "investor" => "contracts.role_investor",
        "intermediary" => "contracts.role_intermediary",
        "verifier" => "contracts.role_verifier",
        _ => "contracts.role_other",
    }
}
