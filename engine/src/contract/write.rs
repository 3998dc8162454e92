//! A contract as a piece of a framework: what `framework/contract` reads, written.
//!
//! Comes in: a contract, and for each of its rules the literals that stand for its keys. Goes out: TOML, and the line
//! where each rule begins. Only what differs from the default is written.

use super::typed::{amount, quoted};
use esito_model::number::digits12;
use esito_model::{Cap, Compared, Contract, Effect, Every, JudgedBy, Money, Payment, Pays, Per, Text};
use std::collections::BTreeMap;

/// Keys with their literals; parts of a cap are `cap.amount` and so on.
pub(super) type Literals = BTreeMap<String, String>;

/// A piece of a framework.
#[derive(Debug, Default)]
pub(super) struct Fragment {
    pub text: String,
    /// The line, from 1, where each rule begins.
    pub lines: Vec<u64>,
}

/// The order in which keys of a rule are written.
const KEYS: [&str; 27] = [
    "id",
    "label",
    "outcome",
    "price",
    "prices",
    "tiers",
    "per",
    "once",
    "within",
    "not_before",
    "from",
    "until",
    "pays",
    "cap",
    "eligible",
    "evidence",
    "cohorts",
    "pooled",
    "threshold",
    "compared",
    "measure",
    "baseline",
    "deadweight",
    "above",
    "whole",
    "judged_by",
    "highest_of",
];
const CAPS: [&str; 6] =
    ["amount", "units", "per_participant", "units_per_participant", "per_period", "per_outcome"];

/// The contract with these rules; `own` are its cap, floor, first and last day.
pub(super) fn fragment(contract: &Contract, own: &Literals, rules: &[Literals]) -> Fragment {
    let mut out = Fragment::default();
    let text = &mut out.text;
    text.push_str("[[contract]]\n");
    head(text, contract, own);
    for version in &contract.versions {
        text.push_str("[[contract.version]]\n");
        let mut keys = Literals::new();
        keys.insert("id".to_owned(), quoted(&version.id));
        keys.insert("from".to_owned(), quoted(&version.from));
        put_words(&mut keys, "label", &version.label);
        if let Some(cap) = &version.cap {
            put_cap(&mut keys, cap);
        }
        if let Some(agreed) = &version.agreed {
            let by: Vec<&str> = agreed.by.iter().map(String::as_str).collect();
            keys.insert(
                "agreed".to_owned(),
                format!("{{ on = {}, by = {} }}", quoted(&agreed.on), words(&by)),
            );
        }
        put(text, &keys, &["id", "from", "label", "cap", "agreed"]);
    }
    for rule in rules {
        out.lines.push(1 + text.bytes().filter(|byte| *byte == b'\n').count() as u64);
        text.push_str("[[contract.payment]]\n");
        let mut order = KEYS.to_vec();
        order.extend(["replaces", "unless"]);
        put(text, rule, &order);
    }
    out
}

fn head(text: &mut String, contract: &Contract, own: &Literals) {
    let mut keys = own.clone();
    let mut add = |key: &str, literal: String| keys.insert(key.to_owned(), literal);
    add("id", quoted(&contract.id));
    add("currency", quoted(&contract.currency));
    add("table", quoted(&contract.table));
    let columns = &contract.columns;
    let named = [
        ("participant", &columns.participant),
        ("outcome", &columns.outcome),
        ("date", &columns.date),
        ("started", &columns.started),
        ("status", &columns.status),
        ("quantity", &columns.quantity),
        ("cohort", &columns.cohort),
        ("group", &columns.group),
        ("people", &columns.people),
        ("effect", &columns.effect),
        ("low", &columns.low),
        ("high", &columns.high),
        ("level", &columns.level),
        ("currency_column", &columns.currency),
        ("where", &contract.filter),
    ];
    for (key, name) in named {
        if let Some(name) = name {
            add(key, quoted(name));
        }
    }
    if !contract.parties.is_empty() {
        let party = |party: &esito_model::Party| {
            format!("  {{ name = {}, role = {} }},\n", quoted(&party.name), quoted(&party.role))
        };
        let all: String = contract.parties.iter().map(party).collect();
        add("parties", format!("[\n{all}]"));
    }
    if !contract.statuses.is_empty() {
        let pair = |(word, ours): (&String, &String)| format!("{} = {}", quoted(word), quoted(ours));
        let all: Vec<String> = contract.statuses.iter().map(pair).collect();
        add("statuses", format!("{{ {} }}", all.join(", ")));
    }
    if let Some(ledger) = &contract.ledger {
        let mut all = vec![
            format!("table = {}", quoted(&ledger.table)),
            format!("amount = {}", quoted(&ledger.amount)),
        ];
        let named = [("rule", &ledger.rule), ("participant", &ledger.participant), ("date", &ledger.date)];
        all.extend(
            named.iter().filter_map(|(key, name)| Some(format!("{key} = {}", quoted(name.as_ref()?)))),
        );
        add("ledger", format!("{{ {} }}", all.join(", ")));
    }
    put_words(&mut keys, "label", &contract.label);
    let order = [
        "id",
        "label",
        "currency",
        "starts",
        "ends",
        "parties",
        "cap",
        "floor",
        "table",
        "where",
        "participant",
        "outcome",
        "date",
        "started",
        "status",
        "statuses",
        "quantity",
        "cohort",
        "group",
        "people",
        "effect",
        "low",
        "high",
        "level",
        "currency_column",
        "ledger",
    ];
    put(text, &keys, &order);
}

/// Writes keys in this order, one a line; the parts of a cap together.
fn put(text: &mut String, keys: &Literals, order: &[&str]) {
    for key in order {
        if *key == "cap" {
            let part = |name: &'static str| Some((name, keys.get(&format!("cap.{name}"))?));
            let parts: Vec<(&str, &String)> = CAPS.into_iter().filter_map(part).collect();
            match parts.as_slice() {
                [] => {}
                [("amount", literal)] => text.push_str(&format!("cap = {literal}\n")),
                several => {
                    let parts: Vec<String> =
                        several.iter().map(|(name, literal)| format!("{name} = {literal}")).collect();
                    text.push_str(&format!("cap = {{ {} }}\n", parts.join(", ")));
                }
            }
        } else if let Some(literal) = keys.get(*key) {
            text.push_str(&format!("{key} = {literal}\n"));
        }
    }
}

/// The literals of the contract's own keys that can be edited.
pub(super) fn own_keys(contract: &Contract) -> Literals {
    let mut keys = Literals::new();
    put_cap(&mut keys, &contract.cap);
    let days = [("starts", &contract.starts), ("ends", &contract.ends)];
    keys.extend(days.iter().filter_map(|(key, day)| Some(((*key).to_owned(), quoted(day.as_ref()?)))));
    keys.extend(contract.floor.map(|floor| ("floor".to_owned(), amount(floor))));
    keys
}

/// The literals of a rule.
pub(super) fn rule_keys(payment: &Payment) -> Literals {
    let mut keys = Literals::new();
    put_words(&mut keys, "label", &payment.label);
    put_cap(&mut keys, &payment.cap);
    let mut add = |key: &str, literal: String| {
        keys.insert(key.to_owned(), literal);
    };
    add("id", quoted(&payment.id));
    let list = |list: &[String]| words(&list.iter().map(String::as_str).collect::<Vec<_>>());
    for (key, named) in [
        ("outcome", &payment.outcome),
        ("evidence", &payment.evidence),
        ("cohorts", &payment.cohorts),
        ("unless", &payment.unless),
    ] {
        match named.as_slice() {
            [] => {}
            [one] if key == "outcome" => add(key, quoted(one)),
            several => add(key, list(several)),
        }
    }
    if let Some(price) = payment.price {
        add("price", amount(price));
    }
    if !payment.prices.is_empty() {
        let price = |price: &esito_model::DatedPrice| {
            let until = price.until.as_ref().map(|until| format!("until = {}, ", quoted(until)));
            let until = until.unwrap_or_default();
            format!("{{ from = {}, {until}price = {} }}", quoted(&price.from), amount(price.price))
        };
        add("prices", format!("[{}]", payment.prices.iter().map(price).collect::<Vec<_>>().join(", ")));
    }
    if !payment.tiers.is_empty() {
        let tier =
            |tier: &esito_model::Tier| format!("{{ from = {}, price = {} }}", tier.from, amount(tier.price));
        add("tiers", format!("[{}]", payment.tiers.iter().map(tier).collect::<Vec<_>>().join(", ")));
    }
    for (key, text) in [
        ("within", &payment.within),
        ("not_before", &payment.not_before),
        ("from", &payment.from),
        ("until", &payment.until),
        ("eligible", &payment.eligible),
        ("highest_of", &payment.highest_of),
        ("replaces", &payment.replaces),
    ] {
        if let Some(text) = text {
            add(key, quoted(text));
        }
    }
    for (key, number) in [
        ("threshold", payment.threshold),
        ("baseline", payment.baseline),
        ("deadweight", payment.deadweight),
        ("above", payment.above),
    ] {
        if let Some(number) = number {
            add(key, digits12(number));
        }
    }
    for (key, flag) in [("once", payment.once), ("pooled", payment.pooled), ("whole", payment.whole)] {
        if flag {
            add(key, "true".to_owned());
        }
    }
    for (key, word) in choices(payment) {
        add(key, quoted(word));
    }
    keys
}

/// Keys with a choice of words, where it is not the usual one.
fn choices(payment: &Payment) -> Vec<(&'static str, &'static str)> {
    let mut out = Vec::new();
    if payment.per != Per::Participant {
        out.push(("per", per_word(payment.per)));
    }
    if payment.pays == Pays::Claimed {
        out.push(("pays", "claimed"));
    }
    if payment.judged_by == JudgedBy::Low {
        out.push(("judged_by", "low"));
    }
    match payment.compared {
        Compared::Nothing => {}
        Compared::Baseline => out.push(("compared", "baseline")),
        Compared::ComparisonGroup => out.push(("compared", "comparison_group")),
        Compared::Deadweight => out.push(("compared", "deadweight")),
    }
    let usual = match payment.compared {
        Compared::Baseline | Compared::ComparisonGroup => Effect::Increase,
        Compared::Nothing | Compared::Deadweight => Effect::Level,
    };
    if payment.measure != usual {
        let word = match payment.measure {
            Effect::Level => "level",
            Effect::Increase => "increase",
            Effect::Reduction => "reduction",
            Effect::RelativeIncrease => "relative_increase",
            Effect::RelativeReduction => "relative_reduction",
        };
        out.push(("measure", word));
    }
    out
}

/// The word of a unit.
pub(super) fn per_word(per: Per) -> &'static str {
    match per {
        Per::Participant => "participant",
        Per::Outcome => "outcome",
        Per::PercentagePoint => "percentage_point",
        Per::Cohort => "cohort",
        Per::Milestone => "milestone",
        Per::Activity => "activity",
    }
}

fn put_cap(keys: &mut Literals, cap: &Cap) {
    let mut add = |key: &str, literal: Option<String>| {
        keys.extend(literal.map(|literal| (format!("cap.{key}"), literal)));
    };
    let money = |money: Option<Money>| money.map(amount);
    add("amount", money(cap.amount));
    add("per_participant", money(cap.per_participant));
    add("units", cap.units.map(|units| units.to_string()));
    add("units_per_participant", cap.units_per_participant.map(|units| units.to_string()));
    add(
        "per_period",
        cap.per_period.map(|period| {
            let every = match period.every {
                Every::Year => "year",
                Every::Half => "half",
                Every::Quarter => "quarter",
                Every::Month => "month",
            };
            format!("{{ every = \"{every}\", amount = {} }}", amount(period.amount))
        }),
    );
    let outcomes: Vec<String> = cap
        .per_outcome
        .iter()
        .map(|(outcome, money)| format!("{} = {}", quoted(outcome), amount(*money)))
        .collect();
    add("per_outcome", (!outcomes.is_empty()).then(|| format!("{{ {} }}", outcomes.join(", "))));
}

/// Words in one or several languages.
pub(super) fn put_words(keys: &mut Literals, key: &str, text: &Text) {
    let literal = match text.0.len() {
        0 => return,
        1 if text.0.contains_key("") => quoted(text.get("")),
        _ => {
            let pairs = text.0.iter().filter(|(language, _)| !language.is_empty());
            let pairs: Vec<String> =
                pairs.map(|(language, words)| format!("{language} = {}", quoted(words))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    };
    keys.insert(key.to_owned(), literal);
}

fn words(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", quoted.join(", "))
}
