//! Indicators that cannot be computed because what they are made of is not there.
//!
//! A count over a file that is missing would be a zero, and a zero is a number. So an indicator whose table, column
//! or reference cannot be used is left out, and said so.

use crate::framework::{Names, mentions};
use esito_model::{Contract, Framework, Indicator, Lookup, Measure, Remark, RemarkPlace, Severity, Table};
use std::collections::{BTreeMap, BTreeSet};

/// How many references a name may follow, as in `framework::names`.
const DEEPEST: usize = 3;

/// What could not be used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unusable {
    /// Ids of tables without a single readable file.
    pub tables: BTreeSet<String>,
    /// For each table the columns that no file has.
    pub columns: BTreeMap<String, Vec<String>>,
}

/// Takes out the indicators that cannot be computed.
pub(crate) fn leave_out(
    framework: &mut Framework,
    unusable: &Unusable,
    lines: &BTreeMap<String, u64>,
    remarks: &mut Vec<Remark>,
) {
    if unusable.tables.is_empty() && unusable.columns.is_empty() {
        return;
    }
    let tables = &framework.tables;
    let reason = |indicator: &Indicator| -> Option<String> {
        if unusable.tables.contains(&indicator.table) {
            return Some(format!("the table \"{}\"", indicator.table));
        }
        let table = tables.iter().find(|table| table.id == indicator.table)?;
        let mut broken = Vec::new();
        collect(table, tables, unusable, "", DEEPEST, &mut broken);
        let texts = texts(indicator);
        let name = broken.into_iter().find(|name| texts.iter().any(|text| mentions(text, name)))?;
        Some(match name.strip_suffix('.') {
            Some(reference) => format!("the table that \"{reference}\" refers to"),
            None => format!("the column \"{name}\""),
        })
    };
    let reasons: BTreeMap<String, String> =
        framework.indicators.iter().filter_map(|i| Some((i.id.clone(), reason(i)?))).collect();
    for (id, what) in &reasons {
        let place = RemarkPlace {
            file: super::files::FRAMEWORK.to_owned(),
            line: lines.get(id).copied(),
            column: Some("indicator".to_owned()),
            record: None,
        };
        let message = format!("expected {what} for the indicator \"{id}\", found that it cannot be used");
        let help = "the indicator is left out; the remarks about the files say what to mend";
        remarks.push(
            Remark::new("indicator-left-out", Severity::Fatal, place, message)
                .with_names([id.as_str()])
                .with_help(help),
        );
    }
    framework.indicators.retain(|indicator| !reasons.contains_key(&indicator.id));
    framework.targets.retain(|target| !reasons.contains_key(&target.indicator));
    contracts(framework, unusable, remarks);
    money(framework, unusable, remarks);
}

/// Takes out the money whose table or columns are not there: a sum over a file that is missing would be a zero.
fn money(framework: &mut Framework, unusable: &Unusable, remarks: &mut Vec<Remark>) {
    framework.money.retain(|plan| {
        let columns = &plan.columns;
        let named = [Some(&columns.date), Some(&columns.kind), Some(&columns.from), Some(&columns.amount)];
        let named = named.into_iter().chain([columns.to.as_ref(), columns.state.as_ref()]).flatten();
        let absent = unusable.columns.get(&plan.table);
        let gone = named.into_iter().find(|name| absent.is_some_and(|absent| absent.contains(name)));
        let what = match gone {
            _ if unusable.tables.contains(&plan.table) => format!("the table \"{}\"", plan.table),
            Some(name) => format!("the column \"{name}\""),
            None => return true,
        };
        let place = RemarkPlace {
            file: super::files::FRAMEWORK.to_owned(),
            line: Some(plan.line),
            column: Some("money".to_owned()),
            ..RemarkPlace::default()
        };
        let message = format!("expected {what} for the money \"{}\", found that it cannot be used", plan.id);
        let help = "nothing is worked out from it; the remarks about the files say what to mend";
        remarks.push(
            Remark::new("money-left-out", Severity::Fatal, place, message)
                .with_names([plan.id.as_str()])
                .with_help(help),
        );
        false
    });
}

/// Takes out the contracts that cannot be paid: a statement over a file that is missing would be a zero.
fn contracts(framework: &mut Framework, unusable: &Unusable, remarks: &mut Vec<Remark>) {
    let tables = &framework.tables;
    let reason = |contract: &Contract| -> Option<String> {
        if unusable.tables.contains(&contract.table) {
            return Some(format!("the table \"{}\"", contract.table));
        }
        let table = tables.iter().find(|table| table.id == contract.table)?;
        let mut broken = Vec::new();
        collect(table, tables, unusable, "", DEEPEST, &mut broken);
        let texts = contract.texts();
        let name = broken.into_iter().find(|name| texts.iter().any(|text| mentions(text, name)))?;
        Some(format!("the column \"{}\"", name.trim_end_matches('.')))
    };
    for contract in &mut framework.contracts {
        // Without its payments there is nothing to compare with: a remark about their file says so.
        contract.ledger = contract.ledger.take().filter(|ledger| {
            let absent = unusable.columns.get(&ledger.table);
            let named = [Some(&ledger.amount), ledger.rule.as_ref(), ledger.participant.as_ref()];
            let gone = |name: &String| absent.is_some_and(|absent| absent.contains(name));
            !unusable.tables.contains(&ledger.table) && !named.into_iter().flatten().any(gone)
        });
    }
    framework.contracts.retain(|contract| {
        let Some(what) = reason(contract) else { return true };
        let place = RemarkPlace {
            file: super::files::FRAMEWORK.to_owned(),
            line: Some(contract.line),
            column: Some("contract".to_owned()),
            ..RemarkPlace::default()
        };
        let message =
            format!("expected {what} for the contract \"{}\", found that it cannot be used", contract.id);
        let help = "nothing is paid under it; the remarks about the files say what to mend";
        remarks.push(
            Remark::new("contract-left-out", Severity::Fatal, place, message)
                .with_names([contract.id.as_str()])
                .with_help(help),
        );
        false
    });
}

/// Takes out what would show personal data that were found in the files: indicators by a place or group, and money
/// between parties, that tell who somebody is. Whoever may be seen stands in `shown`.
pub(crate) fn leave_out_people(
    framework: &mut Framework,
    lines: &BTreeMap<String, u64>,
    remarks: &mut Vec<Remark>,
) {
    // What is looked up in a column that tells of people tells of them as well.
    let of = |table: &Table, tables: &[Table]| -> Vec<String> {
        let tells = |lookup: &&Lookup| {
            let other = tables.iter().find(|other| other.id == lookup.table);
            other.is_some_and(|other| other.private.contains(&lookup.take))
        };
        table.lookups.iter().filter(tells).map(|lookup| lookup.column.clone()).collect()
    };
    let looked_up: Vec<Vec<String>> =
        framework.tables.iter().map(|table| of(table, &framework.tables)).collect();
    let names = Names::new(&framework.tables);
    let private = |table: &str, name: &str| {
        let at = framework.tables.iter().position(|one| one.id == table);
        let looked_up =
            at.and_then(|at| looked_up.get(at)).is_some_and(|own| own.iter().any(|one| one == name));
        looked_up || names.get(table, name).is_some_and(|known| known.private)
    };
    let mut say = |section: &str, id: &str, column: &str, line: Option<u64>| {
        let place = RemarkPlace {
            file: super::files::FRAMEWORK.to_owned(),
            line,
            column: Some(section.to_owned()),
            record: None,
        };
        let message = format!(
            "expected a column that may be shown in the {section} \"{id}\", found personal data in \"{column}\""
        );
        let help = "it is left out; use another column, or write this one into shown of its table";
        remarks.push(
            Remark::new("private-column", Severity::Fatal, place, message)
                .with_names([column])
                .with_help(help),
        );
    };
    let gone: BTreeSet<String> = framework
        .indicators
        .iter()
        .filter_map(|indicator| {
            let shown = indicator.place.iter().chain(indicator.by.iter().flatten());
            let column = shown.into_iter().find(|name| private(&indicator.table, name))?;
            say("indicator", &indicator.id, column, lines.get(&indicator.id).copied());
            Some(indicator.id.clone())
        })
        .collect();
    let money: BTreeSet<String> = framework
        .money
        .iter()
        .filter_map(|plan| {
            let columns = &plan.columns;
            let shown = [Some(&columns.kind), Some(&columns.from), columns.to.as_ref()];
            let column = shown.into_iter().flatten().find(|name| private(&plan.table, name))?;
            say("money", &plan.id, column, Some(plan.line));
            Some(plan.id.clone())
        })
        .collect();
    framework.indicators.retain(|indicator| !gone.contains(&indicator.id));
    framework.targets.retain(|target| !gone.contains(&target.indicator));
    framework.money.retain(|plan| !money.contains(&plan.id));
}

fn texts(indicator: &Indicator) -> Vec<&str> {
    let mut texts: Vec<&str> = match &indicator.measure {
        Measure::Ratio { numerator, denominator } => vec![numerator, denominator],
        Measure::Value(text) | Measure::Given(text) => vec![text],
    };
    texts.extend(indicator.filter.as_deref());
    texts.extend(indicator.place.as_deref());
    texts.extend(indicator.period.as_ref().map(|period| period.column.as_str()));
    texts.extend(indicator.by.iter().flatten().map(String::as_str));
    texts
}

/// The names that cannot be used from a table; one that ends in a point stands for all columns of a reference.
fn collect(
    table: &Table,
    all: &[Table],
    unusable: &Unusable,
    prefix: &str,
    depth: usize,
    broken: &mut Vec<String>,
) {
    let absent = |id: &str| unusable.columns.get(id).map_or(&[][..], Vec::as_slice);
    let gone = |id: &str, column: &String| unusable.tables.contains(id) || absent(id).contains(column);
    broken.extend(absent(&table.id).iter().map(|column| format!("{prefix}{column}")));
    for lookup in &table.lookups {
        let ours = table.key.first().is_some_and(|key| gone(&table.id, key));
        if ours || gone(&lookup.table, &lookup.on) || gone(&lookup.table, &lookup.take) {
            broken.push(format!("{prefix}{}", lookup.column));
        }
    }
    for reference in &table.references {
        let Some(other) = all.iter().find(|other| other.id == reference.table) else { continue };
        let inner = format!("{prefix}{}.", reference.column);
        if other.key.first().is_none_or(|key| gone(&other.id, key)) {
            broken.push(inner);
        } else if depth > 0 {
            collect(other, all, unusable, &inner, depth - 1, broken);
        }
    }
}
