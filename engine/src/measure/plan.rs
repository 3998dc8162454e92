//! An indicator made ready: its formulas as trees, its places, periods and groups as codes.

use super::money::Currencies;
use crate::dataset::{Codes, Dataset};
use crate::formula::{self, Aggregate, FoldBy, Formula, Node};
use crate::framework::{Names, Side};
use esito_model::{ColumnType, EffectMethod, Framework, Indicator, Interval, Label, Measure, Table, Unit};
use std::sync::Arc;

/// What is worked out for an indicator.
#[derive(Debug)]
pub(crate) enum Body {
    Ratio {
        numerator: Formula,
        denominator: Formula,
    },
    Value(Formula),
    /// The column of values as given, and whether it is money.
    Given(Node, ColumnType),
}

/// A breakdown: its columns, its name (they joined with `|`), and the codes of its groups.
#[derive(Debug)]
pub(crate) struct Breakdown {
    pub columns: Vec<String>,
    pub name: String,
    /// The name as findings bear it.
    pub label: Label,
    pub codes: Arc<Codes>,
}

/// Whose rows are looked at: the indicator's own, or those of its comparison group; and over whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whose {
    /// The comparison group's.
    pub there: bool,
    /// Over those who started.
    pub started: bool,
}

/// How the groups of a breakdown lie within those of another.
#[derive(Debug)]
pub(crate) struct Nest {
    /// The finer breakdown.
    pub fine: usize,
    /// The coarser.
    pub coarse: usize,
    /// For each group of the finer the group of the coarser.
    pub group: Vec<u32>,
}

/// An indicator made ready.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub indicator: &'a Indicator,
    /// Its id as findings bear it.
    pub id: Label,
    pub definition: &'a Table,
    pub whose: Whose,
    pub table: usize,
    pub condition: Option<Node>,
    pub body: Body,
    pub place: Option<Arc<Codes>>,
    pub period: Option<Arc<Codes>>,
    pub by: Vec<Breakdown>,
    /// Where among these the groups stand that a matched comparison is made in.
    pub matched: Option<usize>,
    /// The smallest group that is shown.
    pub least: u64,
    /// Counts of people are rounded to multiples of this; 0 and 1 for exact ones.
    pub rounding: u32,
    pub interval: Interval,
    pub currencies: Currencies,
    /// The same for indicators that look at the same rows, but for what is due.
    pub rows_name: String,
    /// The same for indicators whose rows fall into groups alike.
    pub groups_name: String,
    /// Others that look at the same rows, which fall into groups alike and have the same limit: among them are those of
    /// the same people, of which what is withheld of one is withheld of all.
    pub kin: Vec<Side<'a>>,
    pub(super) framework: &'a Framework,
}

impl<'a> Plan<'a> {
    /// Nothing where a name or formula is faulty, which the framework's own remarks say.
    pub(crate) fn new(framework: &'a Framework, dataset: &Dataset, indicator: &'a Indicator) -> Option<Self> {
        Some(Self::of(framework, dataset, indicator, Whose::default())?.with_kin())
    }

    /// The same formula on other rows, or over others.
    pub(crate) fn of(
        framework: &'a Framework,
        dataset: &Dataset,
        indicator: &'a Indicator,
        whose: Whose,
    ) -> Option<Self> {
        let comparison = indicator.comparison.as_ref();
        let table = dataset.position(&indicator.table)?;
        let definition = framework.tables.iter().find(|table| table.id == indicator.table)?;
        let names = Names::new(&framework.tables);
        let known: Vec<String> = names.of(&indicator.table).map(str::to_owned).collect();
        let kind = |name: &str| names.get(&indicator.table, name).map(|known| known.kind);
        let aggregate = |text: &str| formula::aggregate(text, &kind, &known).ok();
        let filter = match comparison {
            Some(comparison) if whose.there => &comparison.filter,
            _ => &indicator.filter,
        };
        let condition = match filter {
            Some(text) => Some(formula::condition(text, &kind, &known).ok()?),
            None => None,
        };
        let body = match &indicator.measure {
            Measure::Ratio { numerator, denominator } => {
                let started = comparison.and_then(|comparison| comparison.attrition.as_ref());
                let started = started.filter(|_| whose.started).map(|attrition| &attrition.started);
                let denominator = started.unwrap_or(denominator);
                Body::Ratio { numerator: aggregate(numerator)?, denominator: aggregate(denominator)? }
            }
            Measure::Value(text) => Body::Value(aggregate(text)?),
            Measure::Given(column) => {
                let kind = kind(column)?;
                Body::Given(formula::value_column(column, kind)?, kind)
            }
        };
        let breakdown = |columns: &Vec<String>| {
            let codes = match columns.as_slice() {
                [one] => dataset.codes(table, one),
                several => dataset.combined_codes(table, several),
            };
            let name = columns.join("|");
            Breakdown { columns: columns.clone(), label: Label::from(&name), name, codes }
        };
        // The other sides are broken down only where an effect of a group is made of them.
        let by_groups = |columns: &Vec<String>| {
            comparison.is_some_and(|one| match one.method {
                EffectMethod::Difference | EffectMethod::DifferenceInDifferences => true,
                EffectMethod::Matched => columns.iter().all(|column| one.matched.contains(column)),
                EffectMethod::Deadweight => false,
            })
        };
        let own = indicator.by.iter().filter(|columns| whose == Whose::default() || by_groups(columns));
        let mut by: Vec<Breakdown> = own.map(breakdown).collect();
        let mut matched = None;
        if let Some(columns) = comparison.map(|one| &one.matched).filter(|columns| !columns.is_empty()) {
            // The same columns in another order are the same groups, and must be withheld as one.
            let same = |one: &&Vec<String>| sorted(one) == sorted(columns);
            let columns = indicator.by.iter().find(same).unwrap_or(columns);
            matched = Some(by.iter().position(|one| one.columns == *columns).unwrap_or(by.len()));
            if matched == Some(by.len()) {
                by.push(breakdown(columns));
            }
        }
        let interval = indicator.interval.unwrap_or_else(|| usual_interval(indicator, &body));
        Some(Self {
            table,
            place: indicator.place.as_ref().map(|column| dataset.codes(table, column)),
            period: indicator
                .period
                .as_ref()
                .map(|period| dataset.period_codes(table, &period.column, period.every)),
            by,
            matched,
            whose,
            least: framework.least(indicator).into(),
            rounding: indicator.rounding.unwrap_or(framework.rounding),
            interval,
            currencies: Currencies::new(framework, dataset, definition, table, &body),
            rows_name: format!("{table} {condition:?}"),
            groups_name: format!("{:?} {:?} {:?}", indicator.place, indicator.period, indicator.across),
            kin: Vec::new(),
            framework,
            body,
            condition,
            definition,
            id: Label::from(&indicator.id),
            indicator,
        })
    }

    /// Whether a group's size is its denominator: both sides count people (or whatever the rows count).
    pub(crate) fn counts_both_sides(&self) -> bool {
        match &self.body {
            Body::Ratio { numerator, denominator } => numerator.is_whole() && denominator.is_whole(),
            _ => false,
        }
    }

    /// Whether its numerator is known to count a part of its denominator, for which there are intervals of shares.
    pub(super) fn is_part(&self) -> bool {
        matches!(self.interval, Interval::Wilson | Interval::WilsonCc | Interval::ClopperPearson)
    }

    /// Whether what the formula gives, or both of its sides, are counts, which can be rounded.
    pub(super) fn counts_people(&self) -> bool {
        self.counts_both_sides() || matches!(&self.body, Body::Value(formula) if formula.is_whole())
    }

    /// Whether its values are totals: they say how many a group is, and not how it fares.
    pub(crate) fn is_total(&self) -> bool {
        match &self.body {
            Body::Value(Formula { folds, tree: Aggregate::Fold(at) }) => {
                let by = folds.get(*at).map(|fold| fold.by);
                matches!(by, Some(FoldBy::Count | FoldBy::CountDistinct | FoldBy::Sum { .. }))
            }
            Body::Given(..) => self.indicator.may_sum,
            _ => false,
        }
    }

    /// For each breakdown by several columns and each by fewer of them: the group of the second that holds a group
    /// of the first. The cells of the finer one add up to those of the coarser.
    pub(super) fn nests(&self) -> Vec<Nest> {
        let mut nests = Vec::new();
        for (fine, Breakdown { columns: all, .. }) in self.by.iter().enumerate() {
            for (coarse, Breakdown { columns: some, .. }) in self.by.iter().enumerate() {
                if some.len() >= all.len() || !some.iter().all(|column| all.contains(column)) {
                    continue;
                }
                let (from, to) = (&self.by[fine].codes, &self.by[coarse].codes);
                let mut group = vec![to.unknown(); from.size()];
                for (from, to) in from.code.iter().zip(&to.code) {
                    group[*from as usize] = *to;
                }
                nests.push(Nest { fine, coarse, group });
            }
        }
        nests
    }

    /// The formula as a receipt shows it.
    pub(crate) fn formula_text(&self) -> String {
        let mut text = match &self.indicator.measure {
            Measure::Ratio { numerator, denominator } => format!("{numerator} / {denominator}"),
            Measure::Value(value) => value.clone(),
            Measure::Given(column) => column.clone(),
        };
        match self.indicator.unit {
            Unit::RatePer1000 => text.push_str(" × 1000"),
            Unit::RatePer100000 => text.push_str(" × 100000"),
            _ => {}
        }
        let comparison = self.indicator.comparison.as_ref().filter(|_| self.whose.there);
        let condition = comparison.map_or(&self.indicator.filter, |comparison| &comparison.filter);
        if let Some(condition) = condition {
            text.push_str(&format!(" WHERE {condition}"));
        }
        text
    }
}

fn sorted(columns: &[String]) -> Vec<&String> {
    let mut sorted: Vec<&String> = columns.iter().collect();
    sorted.sort_unstable();
    sorted
}

/// The interval of an indicator that asks for none: Wilson's, only where the numerator is known to count a part of
/// the denominator. Two columns of counts do not say so: *engaged of targeted* may exceed 1.
fn usual_interval(indicator: &Indicator, body: &Body) -> Interval {
    match body {
        Body::Ratio { numerator, denominator }
            if indicator.unit == Unit::Share && numerator.is_part_of(denominator) =>
        {
            Interval::Wilson
        }
        _ => Interval::None,
    }
}
