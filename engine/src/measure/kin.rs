//! Which indicators keep each other's secrets: those that count the same people, and those whose rows are the same people.
//!
//! A finding says of how many rows it is (`n`). Where each row is one person, that counts people as a denominator does;
//! which cells are withheld beside a small one depends on the formula, and what a mean shows would tell what a share hides.

use super::plan::{Body, Plan, Whose};
use crate::dataset::{Dataset, Values};
use crate::formula::{Aggregate, Fold, FoldBy, Formula};
use crate::framework::{Side, counts_the_same, looks_at_the_same_rows, sides};

impl<'a> Plan<'a> {
    /// With the other indicators, and comparison groups of indicators, that look at the same rows.
    pub(super) fn with_kin(self) -> Self {
        if self.least <= 1 {
            return self;
        }
        let own: Side<'a> = (self.indicator, self.whose.there);
        let alike = |other: &Side<'a>| {
            let itself = other.0.id == own.0.id && other.1 == own.1 && !self.whose.started;
            !itself
                && looks_at_the_same_rows(*other, own)
                && self.least == u64::from(self.framework.least(other.0))
        };
        let kin = self.framework.indicators.iter().flat_map(sides).filter(alike).collect();
        Self { kin, ..self }
    }

    /// Those of the same people, made ready; a faulty one, of which its remarks tell, is not among them.
    pub(super) fn plans_of_kin(&self, dataset: &Dataset) -> impl Iterator<Item = Self> {
        let of = |(other, there): &Side<'a>| {
            Self::of(self.framework, dataset, other, Whose { there: *there, started: false })
        };
        self.kin.iter().filter_map(of).filter(|other| self.is_kin(other, dataset))
    }

    /// Whether what is withheld of another indicator, which looks at the same rows and has the same limit, is withheld of
    /// this one too.
    fn is_kin(&self, other: &Self, dataset: &Dataset) -> bool {
        // Cells are known by the number of their breakdown.
        let alike = self.by.iter().zip(&other.by).all(|(one, other)| one.columns == other.columns);
        let same = !self.whose.started && counts_the_same(self.indicator, other.indicator);
        alike && (same || (self.rows_are_people(dataset) && other.rows_are_people(dataset)))
    }

    /// Whether its `n` counts people: where a group's size is its rows, and where no row stands for more than one.
    fn rows_are_people(&self, dataset: &Dataset) -> bool {
        match &self.body {
            Body::Given(..) => false,
            Body::Ratio { denominator, .. } if self.counts_both_sides() => {
                single(denominator).is_some_and(|fold| self.takes_ones(dataset, fold))
            }
            Body::Ratio { .. } | Body::Value(_) => true,
        }
    }

    /// Whether a fold counts rows, or adds up what is at most one in each.
    fn takes_ones(&self, dataset: &Dataset, fold: &Fold) -> bool {
        match (fold.by, &fold.of) {
            (FoldBy::Count, _) => true,
            (FoldBy::Sum { .. }, Some(of)) => {
                let name = format!("{} ones {:?} {of:?}", self.table, fold.kind);
                *dataset.remember(name, || match dataset.values(self.table, of, fold.kind).as_ref() {
                    Values::Whole(values) => values.iter().all(|value| *value <= 1),
                    Values::Number(_) | Values::Text(_) => false,
                })
            }
            _ => false,
        }
    }
}

/// The one fold that a formula is.
fn single(formula: &Formula) -> Option<&Fold> {
    match formula.tree {
        Aggregate::Fold(at) => formula.folds.get(at),
        _ => None,
    }
}
