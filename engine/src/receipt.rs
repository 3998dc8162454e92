//! Receipts: what a number was made of, down to the rows as they stand in the files.

use crate::bundle::Bundle;
use crate::dataset::Codes;
use crate::measure::{Chosen, LeftOutBy, Plan, Redrawing, Shared, Whose, due_day, measure};
use esito_model::{
    EffectMethod, FileStamp, Finding, Interval, Key, Label, LeftOut, Opened, OpenedRow, Question, Reason,
    Receipt, UNKNOWN, Value,
};

/// How an indicator's numbers were made.
///
/// Rows are counted only where `used` is told: see [`crate::measure::Measured`].
pub(crate) fn receipt(bundle: &Bundle, plan: &Plan<'_>, chosen: &Chosen, used: Option<u64>) -> Receipt {
    let withheld = used.is_none();
    let used = used.unwrap_or_default();
    let not_reported = (chosen.rows.len() as u64).saturating_sub(used);
    let left_out = [
        (LeftOutBy::Condition, chosen.condition),
        (LeftOutBy::Filter, chosen.filter),
        (LeftOutBy::NotDue, chosen.not_due),
        (LeftOutBy::NotReported, not_reported),
    ];
    let left_out = left_out.into_iter().filter(|(_, count)| *count > 0 && !withheld);
    Receipt {
        indicator: plan.indicator.id.clone(),
        formula: plan.formula_text(),
        table: plan.indicator.table.clone(),
        rows: bundle.dataset.rows(plan.table) as u64,
        used,
        left_out: left_out.map(|(by, count)| LeftOut { reason: by.code().to_owned(), count }).collect(),
        withheld,
        sources: plan.definition.source.iter().cloned().collect(),
        files: files(bundle, plan.table),
        interval: match plan.interval {
            Interval::None => String::new(),
            method => method.code().to_owned(),
        },
        engine: crate::VERSION.to_owned(),
    }
}

/// The framework, then the table's own files.
fn files(bundle: &Bundle, table: usize) -> Vec<FileStamp> {
    let own = &bundle.dataset.tables[table].origins.files;
    let is_framework = |file: &&FileStamp| file.name.ends_with("framework.toml");
    let framework = bundle.files.iter().filter(is_framework);
    framework.chain(bundle.files.iter().filter(|file| own.contains(&file.name))).cloned().collect()
}

/// Opens a finding down to its rows, used ones first; nothing where the question does not lead to it.
///
/// With `compared`, the rows of the comparison group that the finding is held against: those of its place, unless the
/// framework holds every place against the whole group; of a matched comparison those of groups that both sides have. A withheld finding stays closed. Its rows can still be seen through a larger finding that holds them: whoever has
/// the files has the rows, and a site published without rows has none to show.
pub(crate) fn open(
    bundle: &Bundle,
    question: &Question,
    (key, compared): (&Key, bool),
    (offset, limit): (u64, u64),
) -> Option<Opened> {
    let framework = &bundle.framework;
    let indicator = framework.indicators.iter().find(|indicator| indicator.id == key.indicator)?;
    let comparison = indicator.comparison.as_ref().filter(|_| compared);
    if compared && comparison.is_none_or(|comparison| comparison.filter.is_none()) {
        return None;
    }
    let everywhere = comparison.is_some_and(|comparison| comparison.everywhere);
    let place = key.place.clone();
    let key = &Key { place: place.clone().filter(|_| !everywhere), ..key.clone() };
    let whose = Whose { there: compared, started: false };
    let plan = match compared {
        true => Plan::of(framework, &bundle.dataset, indicator, whose)?,
        false => Plan::new(framework, &bundle.dataset, indicator)?,
    };
    let as_of = question.as_of.as_deref().or(framework.as_of.as_deref());
    let due = as_of.and_then(due_day);
    let question = Question { cuts: Vec::new(), by: None, ..question.clone() };
    let measured = measure(&plan, &bundle.dataset, &question, due, &Shared::default());
    let known = |name: &Label| plan.by.iter().any(|by| by.label == *name);
    if key.dimension.as_ref().is_some_and(|name| !known(name)) {
        return None;
    }
    let matched = comparison.filter(|comparison| comparison.method == EffectMethod::Matched).and_then(|_| {
        let own = Plan::new(framework, &bundle.dataset, indicator)?;
        let own = measure(&own, &bundle.dataset, &question, due, &Shared::default());
        matched_groups(&plan, [(&own.findings, &place), (&measured.findings, &key.place)], &key.period)
    });
    let found = measured.findings.into_iter().find(|finding| finding.key == *key);
    // Of a comparison group there may be nobody in this place and period: then every row there is left out.
    let nobody = compared.then(|| Finding {
        key: key.clone(),
        value: Value::Missing(Reason::NotReported),
        ..Finding::default()
    });
    let mut finding = found.or(nobody)?;
    if plan.draws_again() {
        let mut redrawing = Redrawing::new(&plan, &question, std::slice::from_ref(&finding));
        let only = std::slice::from_mut(&mut finding);
        while redrawing.step(&plan, &bundle.dataset, &measured.chosen, only) {}
    }
    let mut receipt = receipt(bundle, &plan, &measured.chosen, measured.used);
    let mut opened = Opened {
        finding,
        headers: bundle.raw_headers(plan.table),
        rows: Vec::new(),
        offset,
        total: 0,
        closed: String::new(),
        receipt: Receipt::default(),
    };
    let (mut used, mut left_out) = rows_of(bundle, &plan, &measured.chosen, key, due);
    if let Some((codes, groups)) = matched {
        let (inside, outside) = used.into_iter().partition(|row| groups.contains(&codes.code[*row]));
        used = inside;
        let outside: Vec<usize> = outside;
        left_out.extend(outside.into_iter().map(|row| (row, LeftOutBy::Unmatched)));
        left_out.sort_unstable_by_key(|(row, _)| *row);
    }
    if opened.finding.value == Value::Missing(Reason::Withheld) {
        opened.closed = "withheld".to_owned();
        (receipt.used, receipt.left_out, receipt.withheld) = (0, Vec::new(), true);
    } else {
        receipt.withheld = false;
        receipt.used = used.len() as u64;
        receipt.left_out = counted(&left_out);
        opened.total = (used.len() + left_out.len()) as u64;
        let all =
            used.into_iter().map(|row| (row, "")).chain(left_out.iter().map(|(row, by)| (*row, by.code())));
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let origins = &bundle.dataset.tables[plan.table].origins;
        let shown = all.skip(from).take(most).map(|(row, reason)| OpenedRow {
            file: origins.name(row),
            line: origins.line.get(row).map_or(0, |line| u64::from(*line)),
            cells: bundle.raw_row(plan.table, row),
            left_out: reason.to_owned(),
        });
        opened.rows = shown.collect();
    }
    opened.receipt = receipt;
    Some(opened)
}

/// The codes of the groups in which both sides of a matched comparison have a value that is shown, each side at its place
/// in this period.
fn matched_groups<'p>(
    plan: &'p Plan<'_>,
    sides: [(&[Finding], &Option<Label>); 2],
    period: &Option<Label>,
) -> Option<(&'p Codes, Vec<u32>)> {
    let by = plan.by.get(plan.matched?)?;
    let [own, there] = sides.map(|(findings, place)| {
        let here = findings.iter().filter(move |finding| {
            let key = &finding.key;
            key.dimension.as_ref() == Some(&by.label) && key.place == *place && key.period == *period
        });
        let known = here.filter(|finding| finding.value.known().is_some());
        known.filter_map(|finding| finding.key.group.as_deref()).collect::<Vec<&str>>()
    });
    let both = |label: &&str| {
        own.contains(label) && there.contains(label) && label.split('|').all(|code| code != UNKNOWN)
    };
    let codes: &Codes = &by.codes;
    let at = |label: &str| u32::try_from(codes.labels.iter().position(|one| one == label)?).ok();
    let groups = own.iter().copied().filter(both).filter_map(at).collect();
    Some((codes, groups))
}

fn counted(left_out: &[(usize, LeftOutBy)]) -> Vec<LeftOut> {
    let reasons = [
        LeftOutBy::Condition,
        LeftOutBy::Filter,
        LeftOutBy::NotDue,
        LeftOutBy::NotReported,
        LeftOutBy::Unmatched,
    ];
    let count = |by: LeftOutBy| left_out.iter().filter(|(_, one)| *one == by).count() as u64;
    let counts = reasons.into_iter().map(|by| LeftOut { reason: by.code().to_owned(), count: count(by) });
    counts.filter(|left_out| left_out.count > 0).collect()
}

/// The rows of a finding's place, period and group: those used, and those left out with the reason.
fn rows_of(
    bundle: &Bundle,
    plan: &Plan<'_>,
    chosen: &Chosen,
    key: &Key,
    due: Option<i32>,
) -> (Vec<usize>, Vec<(usize, LeftOutBy)>) {
    let by = key.dimension.as_ref().and_then(|name| plan.by.iter().find(|by| by.label == *name));
    let axes = [
        (&key.place, plan.place.as_ref()),
        (&key.period, plan.period.as_ref()),
        (&key.group, by.map(|by| &by.codes)),
    ];
    // The code that a row must have on each axis; without one it may have any.
    let wanted: Vec<_> = axes
        .into_iter()
        .filter_map(|(label, codes)| label.as_ref().zip(codes))
        .map(|(label, codes)| {
            let known =
                codes.labels.iter().position(|one| one == label).and_then(|at| u32::try_from(at).ok());
            (
                codes,
                if label == UNKNOWN {
                    known.unwrap_or_else(|| codes.unknown())
                } else {
                    known.unwrap_or(u32::MAX)
                },
            )
        })
        .collect();
    let taken = plan.taken(&bundle.dataset, chosen, key);
    let (mut used, mut left_out) = (Vec::new(), Vec::new());
    for row in 0..bundle.dataset.rows(plan.table) {
        if wanted.iter().any(|(codes, code)| codes.code[row] != *code) {
            continue;
        }
        let number = u32::try_from(row).unwrap_or(u32::MAX);
        if taken.binary_search(&number).is_ok() {
            used.push(row);
        } else if chosen.rows.binary_search(&number).is_ok() {
            left_out.push((row, LeftOutBy::NotReported));
        } else {
            left_out.push((row, plan.left_out(&bundle.dataset, row, due).unwrap_or(LeftOutBy::Filter)));
        }
    }
    (used, left_out)
}
