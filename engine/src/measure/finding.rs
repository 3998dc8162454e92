//! Folds of each group become findings.

use super::evaluate::evaluate;
use super::fold::{Folded, Prepared};
use super::interval::Made;
use super::measuring::Measuring;
use super::money::Seen;
use super::plan::{Body, Plan};
use super::rows::Chosen;
use super::shared::Shared;
use super::withhold::Cell;
use crate::dataset::{Codes, Dataset};
use crate::formula::Formula;
use crate::statistics::cannot::Cannot;
use esito_model::{
    Across, Cut, Finding, Interval, Key, LikeForLike, MissingCells, Question, Reason, Remark, RemarkPlace,
    Severity, Unit, Value,
};
use std::sync::Arc;

/// What measuring an indicator gave.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    pub findings: Vec<Finding>,
    pub chosen: Arc<Chosen>,
    /// How many of the chosen rows the formula takes; nothing where that, less what is shown, counts a withheld group.
    pub used: Option<u64>,
    pub remarks: Vec<Remark>,
    /// The values of rolling windows.
    pub rolling: Vec<Finding>,
    /// Periods compared on those that reported in both.
    pub like_for_like: Vec<LikeForLike>,
    /// Intervals are still to be drawn, because the question was to be quick.
    pub pending: bool,
}

/// The combinations in which cells are worked out, coarse to fine.
pub(super) const CUTS: [Cut; 4] = [Cut::Total, Cut::Place, Cut::Period, Cut::PlacePeriod];

/// Measures an indicator.
pub(crate) fn measure(
    plan: &Plan<'_>,
    dataset: &Dataset,
    question: &Question,
    due: Option<i32>,
    shared: &Shared,
) -> Measured {
    let chosen = shared.choose(plan, dataset, question, due);
    let mut measured = match &plan.body {
        Body::Given(..) => super::given::measure_given(plan, dataset, question, &chosen),
        Body::Ratio { .. } | Body::Value(_) => {
            Measuring::new(plan, dataset, &chosen, shared, due).all(question)
        }
    };
    plan.say_coarser(dataset, &chosen, &mut measured.remarks);
    plan.say_unfit(&mut measured.remarks);
    measured.pending = question.quick && plan.draws_again();
    let breaks = &plan.indicator.breaks;
    let begins =
        |finding: &Finding| breaks.iter().any(|one| finding.key.period.as_deref() == Some(&one.period));
    for finding in measured.findings.iter_mut().filter(|finding| begins(finding)) {
        finding.flags.push('b');
    }
    super::beside::mark(&mut measured.findings);
    measured.chosen = chosen;
    measured
}

/// The axes of a cut that an indicator has; nothing where the cut asks for one that it has not.
pub(super) fn axes<'p>(plan: &'p Plan<'_>, cut: Cut) -> Option<(Option<&'p Codes>, Option<&'p Codes>)> {
    let (place, period) = (plan.place.as_deref(), plan.period.as_deref());
    match cut {
        Cut::Total => Some((None, None)),
        Cut::Place => place.map(|place| (Some(place), None)),
        Cut::Period => period.map(|period| (None, Some(period))),
        Cut::PlacePeriod => Some((Some(place?), Some(period?))),
    }
}

impl Plan<'_> {
    /// The rows, among those chosen, that a finding takes before its place, period and group are looked at.
    pub(crate) fn taken(&self, dataset: &Dataset, chosen: &Chosen, key: &Key) -> Vec<u32> {
        if let Body::Given(..) = self.body {
            return super::given::taken(self, dataset, chosen, key);
        }
        let shared = Shared::default();
        let measuring = Measuring::new(self, dataset, chosen, &shared, None);
        // A stock over all periods is made of the last one's rows only.
        let rows = match (&measuring.last, &key.period) {
            (Some(last), None) => last,
            _ => &chosen.rows,
        };
        let takes = |row: &u32| measuring.taken.as_ref().is_none_or(|taken| taken[*row as usize]);
        rows.iter().copied().filter(takes).collect()
    }
}

/// Rows of one group, by what became of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Rows used.
    pub used: u64,
    /// Rows that lack a cell and were not used at all.
    pub unreported: u64,
    /// Rows that lack a cell and were used all the same.
    pub partial: u64,
    /// Whether a mean stands in for a cell of any of them.
    pub filled: bool,
}

impl Measuring<'_> {
    /// The finding of a group, and how many people (or rows) it speaks of.
    pub(super) fn finding(
        &self,
        key: Key,
        at: usize,
        folded: &[Vec<Folded>],
        counts: Counts,
        sample: &[f64],
    ) -> (Finding, u64) {
        let plan = self.plan;
        let mut sides: Vec<Result<f64, Reason>> = self
            .folds
            .iter()
            .zip(folded)
            .map(|((_, formula), folds)| evaluate(&formula.tree, &|fold: usize| folds.get(fold)?.value[at]))
            .collect();
        let people = plan.counts_both_sides().then(|| sides.get(1)?.ok()).flatten();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of at least 0")]
        let size = people.map_or(counts.used, |people| people.max(0.0) as u64);
        if plan.rounding > 1 && plan.counts_people() {
            sides.iter_mut().flatten().for_each(|side| *side = rounded(*side, plan.rounding));
        }
        // Rows are people only where nothing else says how many people there are.
        let rounds_rows = plan.rounding > 1 && !plan.counts_both_sides();
        let round = |count: u64| if rounds_rows { rounded_count(count, plan.rounding) } else { count };
        let mut finding = Finding {
            key,
            n: Some(round(counts.used)),
            unreported: round(counts.unreported),
            partial: round(counts.partial),
            ..Finding::default()
        };
        let seen = folded.iter().flatten().fold(Seen::Nothing, |seen, fold| seen.and(fold.currency[at]));
        if seen == Seen::Mixed {
            finding.value = Value::Missing(Reason::MixedCurrencies);
            return (finding, size);
        }
        if let (Seen::One(currency), true) = (seen, plan.indicator.unit == Unit::Money) {
            finding.currency = plan.currencies.label(currency).map(str::to_owned);
        }
        match plan.indicator.missing {
            Some(MissingCells::Refuse) if counts.unreported + counts.partial > 0 => {
                finding.value = Value::Missing(Reason::Incomplete);
                return (finding, size);
            }
            Some(MissingCells::GroupMean { .. }) if counts.filled => finding.flags.push('e'),
            _ => {}
        }
        match sides.as_slice() {
            [value] => finding.value = value.map_or_else(Value::Missing, Value::Known),
            [numerator, denominator] => {
                (finding.numerator, finding.denominator) = (numerator.ok(), denominator.ok());
                finding.value = match (numerator, denominator) {
                    (Ok(_), Ok(0.0)) => Value::Missing(Reason::DenominatorZero),
                    (Ok(numerator), Ok(denominator)) => Value::Known(numerator / denominator * plan.per()),
                    (Err(reason), _) | (_, Err(reason)) => Value::Missing(*reason),
                };
            }
            _ => {}
        }
        let known: Result<Vec<f64>, Reason> = sides.into_iter().collect();
        if let (Value::Known(_), Ok(sides)) = (finding.value, known) {
            match plan.bounds(&Made { sides: &sides, sample }) {
                Some(Ok(bounds)) => {
                    finding.interval = Some(plan.interval);
                    (finding.low, finding.high) = (Some(bounds.low), Some(bounds.high));
                }
                Some(Err(cannot)) => {
                    cannot.code().clone_into(&mut finding.no_interval);
                    // The framework says that it is a part: more than the whole is no share.
                    if cannot == Cannot::MoreThanAll {
                        finding.value = Value::Missing(Reason::NotApplicable);
                    }
                }
                None => {}
            }
        }
        (finding, size)
    }

    pub(super) fn say_mixed(&self, cells: &[Cell], remarks: &mut Vec<Remark>) {
        let mixed = cells.iter().filter(|cell| cell.finding.value == Value::Missing(Reason::MixedCurrencies));
        let count = mixed.count() as u64;
        if count > 0 {
            let mut remark = Remark::new(
                "mixed-currencies",
                Severity::Doubt,
                indicator_place(&self.plan.indicator.id),
                "expected amounts in one currency, found several; they do not add up and are shown as missing",
            )
            .with_help("break the indicator down by currency, or give the amounts in one");
            remark.count = count;
            remarks.push(remark);
        }
    }
}

/// The nearest multiple, half up.
fn rounded(count: f64, to: u32) -> f64 {
    let to = f64::from(to);
    (count / to + 0.5).floor() * to
}

fn rounded_count(count: u64, to: u32) -> u64 {
    let to = u64::from(to);
    (count + to / 2) / to * to
}

/// In which of the rows looked at any of the folds finds a value; nothing where one of them takes every row.
pub(super) fn taken(
    count: usize,
    folds: &[(Vec<Prepared<'_>>, &Formula)],
    rows: &[u32],
) -> Option<Vec<bool>> {
    let all = || folds.iter().flat_map(|(folds, _)| folds);
    if all().any(Prepared::takes_all) {
        return None;
    }
    let mut taken = vec![false; count];
    all().for_each(|fold| fold.mark(rows, &mut taken));
    Some(taken)
}

/// Where a remark on an indicator points.
pub(super) fn indicator_place(id: &str) -> RemarkPlace {
    RemarkPlace {
        file: "framework.toml".into(),
        line: None,
        column: Some(format!("indicator {id}")),
        record: None,
    }
}

/// The rows of the last period that occurs, where the indicator is a stock.
pub(super) fn last_period(plan: &Plan<'_>, rows: &[u32]) -> Option<Vec<u32>> {
    let codes = plan.period.as_ref().filter(|_| plan.indicator.across == Across::Last)?;
    let code = |row: &u32| codes.code[*row as usize];
    let last = rows.iter().map(code).filter(|code| *code != codes.unknown()).max()?;
    Some(rows.iter().copied().filter(|row| code(row) == last).collect())
}

impl Plan<'_> {
    /// Whether its intervals are drawn again and again.
    pub(crate) fn draws_again(&self) -> bool {
        self.interval == Interval::Bootstrap && self.unfit().is_none()
    }

    /// A remark where the interval asked for does not go with the formula.
    fn say_unfit(&self, remarks: &mut Vec<Remark>) {
        if let Some(needed) = self.unfit() {
            let method = self.interval.code();
            remarks.push(
                Remark::new(
                    "interval-not-computed",
                    Severity::Doubt,
                    indicator_place(&self.indicator.id),
                    format!("expected {needed} for the interval \"{method}\", found another formula"),
                )
                .with_names([method])
                .with_help("its findings have no interval; \"bootstrap\" goes with every formula"),
            );
        }
    }

    /// A remark on rows whose date is coarser than the indicator's periods.
    fn say_coarser(&self, dataset: &Dataset, chosen: &Chosen, remarks: &mut Vec<Remark>) {
        let (Some(codes), Some(period)) = (&self.period, &self.indicator.period) else { return };
        // How many they are of those that a filter leaves is not said; without it, it is.
        if chosen.filter > 0 && self.least > 1 {
            return;
        }
        let rows: Vec<u32> =
            codes.coarser.iter().copied().filter(|row| chosen.rows.binary_search(row).is_ok()).collect();
        if rows.is_empty() {
            return;
        }
        let header = self.definition.columns.iter().find(|column| column.name == period.column);
        let header = header.map_or(period.column.as_str(), |column| column.header.as_str());
        let origins = &dataset.tables[self.table].origins;
        let place = |row: &u32| RemarkPlace {
            file: origins.name(*row as usize),
            line: origins.line.get(*row as usize).map(|line| u64::from(*line)),
            column: Some(header.to_owned()),
            record: Some(u64::from(*row) + 1),
        };
        let message = format!(
            "expected a date at least as exact as the periods of the indicator \"{}\", found a coarser one",
            self.indicator.id
        );
        let mut remark = Remark::new("period-coarser", Severity::Doubt, place(&rows[0]), message)
            .with_names([self.indicator.id.as_str()])
            .with_help("these rows are in the totals, and in the unknown period; they are not spread");
        remark.places = rows.iter().take(3).map(place).collect();
        remark.count = rows.len() as u64;
        remarks.push(remark);
    }
}
