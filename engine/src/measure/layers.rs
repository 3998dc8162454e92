//! The numbers that are withheld with a cell besides its size: in which of them it is nothing, so that a sum of nothing
//! would tell.

use super::plan::{Body, Plan};
use super::withhold::{Cell, Sum};
use crate::formula::{Aggregate, FoldBy};

/// Which numbers are withheld besides the size of a group, of those that add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sides {
    /// None: the size is all, or nothing that adds up.
    #[default]
    Size,
    /// Those counted of a denominator that is the size.
    Counted,
    /// Numerator and denominator of a ratio of amounts.
    Amounts,
    /// A sum or a mean.
    Value,
}

/// One of the numbers that are withheld with a cell.
#[derive(Debug)]
pub(super) struct Layer {
    /// Whether it is nothing, and no published total that is nothing says so anyway.
    pub nothing: Vec<bool>,
}

impl Plan<'_> {
    /// Which numbers have to be kept besides sizes.
    pub(super) fn sides(&self) -> Sides {
        match &self.body {
            Body::Ratio { .. } if self.counts_both_sides() => Sides::Counted,
            Body::Ratio { .. } => Sides::Amounts,
            Body::Value(formula) => match &formula.tree {
                Aggregate::Fold(at) => match formula.folds.get(*at).map(|fold| fold.by) {
                    Some(FoldBy::Sum { .. } | FoldBy::Mean { .. }) => Sides::Value,
                    _ => Sides::Size,
                },
                _ => Sides::Size,
            },
            Body::Given(..) => Sides::Size,
        }
    }
}

/// Each number that is withheld with a size and cannot be negative.
///
/// Where all who are counted are among those of the denominator, the others are a number too.
pub(super) fn layers(cells: &[Cell], sums: &[Sum], sides: Sides) -> Vec<Layer> {
    let of =
        |number: &dyn Fn(&Cell) -> Option<f64>| -> Vec<Option<f64>> { cells.iter().map(number).collect() };
    let numerators = || of(&|cell| cell.finding.numerator);
    let denominators = || of(&|cell| cell.finding.denominator);
    let others = || of(&|cell| Some(cell.finding.denominator? - cell.finding.numerator?));
    let all = match sides {
        Sides::Size => Vec::new(),
        Sides::Counted => vec![numerators(), others()],
        Sides::Amounts => vec![numerators(), denominators()],
        Sides::Value => vec![of(&|cell| cell.finding.value.known())],
    };
    let negative = |numbers: &&Vec<Option<f64>>| numbers.iter().flatten().any(|number| *number < 0.0);
    all.iter().filter(|numbers| !negative(numbers)).map(|numbers| layer(cells, sums, numbers)).collect()
}

fn layer(cells: &[Cell], sums: &[Sum], numbers: &[Option<f64>]) -> Layer {
    let nothing = |at: usize| numbers[at] == Some(0.0);
    let mut told = vec![false; cells.len()];
    let mut more = true;
    while more {
        more = false;
        for sum in sums {
            if nothing(sum.total) && (!cells[sum.total].withheld || told[sum.total]) {
                for part in &sum.parts {
                    more |= !std::mem::replace(&mut told[*part], true);
                }
            }
        }
    }
    Layer { nothing: (0..cells.len()).map(|at| nothing(at) && !told[at]).collect() }
}
