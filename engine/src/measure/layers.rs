//! What is known of a withheld cell before anything is published: of each number that is withheld with it, how far it
//! could be smaller.

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
    /// A sum or a mean; whether it is whole.
    Value(bool),
}

/// One of the numbers that are withheld with a cell.
#[derive(Debug)]
pub(super) struct Layer {
    /// By how much each cell's number could be smaller.
    pub slack: Vec<u64>,
    /// Whether it is nothing.
    pub nothing: Vec<bool>,
    /// Whether a total is shown that is nothing, and so says of the cell, too, that it is nothing.
    pub told: Vec<bool>,
}

impl Plan<'_> {
    /// Which numbers have to be kept besides sizes.
    pub(super) fn sides(&self) -> Sides {
        match &self.body {
            Body::Ratio { .. } if self.counts_both_sides() => Sides::Counted,
            Body::Ratio { .. } => Sides::Amounts,
            Body::Value(formula) => match &formula.tree {
                Aggregate::Fold(at) => match formula.folds.get(*at).map(|fold| fold.by) {
                    Some(FoldBy::Sum { .. }) => Sides::Value(formula.is_whole()),
                    Some(FoldBy::Mean { .. }) => Sides::Value(false),
                    _ => Sides::Size,
                },
                _ => Sides::Size,
            },
            Body::Given(..) => Sides::Size,
        }
    }
}

/// The sizes, of which each is at least one, and each further number that is withheld and cannot be negative.
///
/// Where all who are counted are among those of the denominator, the others are a number too. A number of one kind
/// may become nothing only where the other kind is not.
pub(super) fn layers(cells: &[Cell], sums: &[Sum], sides: Sides) -> Vec<Layer> {
    let slack = cells.iter().map(|cell| cell.size.saturating_sub(1)).collect();
    let mut layers = vec![Layer { slack, nothing: vec![false; cells.len()], told: vec![false; cells.len()] }];
    let numerators = || cells.iter().map(|cell| cell.finding.numerator).collect::<Vec<_>>();
    let others =
        || cells.iter().map(|cell| Some(cell.finding.denominator? - cell.finding.numerator?)).collect();
    let mut add = |numbers: Vec<Option<f64>>, beside: Option<&[Option<f64>]>, whole: bool| {
        if !numbers.iter().any(|number| number.is_some_and(|number| number < 0.0)) {
            layers.push(layer(cells, sums, &numbers, beside, whole));
        }
    };
    match sides {
        Sides::Size => {}
        Sides::Counted => {
            let (counted, others): (Vec<_>, Vec<Option<f64>>) = (numerators(), others());
            let parts = others.iter().flatten().all(|number| *number >= 0.0);
            add(counted.clone(), parts.then_some(&others), true);
            add(others, Some(&counted), true);
        }
        Sides::Amounts => {
            add(numerators(), None, false);
            add(cells.iter().map(|cell| cell.finding.denominator).collect(), None, false);
        }
        Sides::Value(whole) => {
            add(cells.iter().map(|cell| cell.finding.value.known()).collect(), None, whole)
        }
    }
    layers
}

fn layer(
    cells: &[Cell],
    sums: &[Sum],
    numbers: &[Option<f64>],
    beside: Option<&[Option<f64>]>,
    whole: bool,
) -> Layer {
    let nothing = |at: usize| numbers[at] == Some(0.0);
    let slack = |at: usize| {
        let Some(number) = numbers[at] else { return u64::MAX };
        let alone = beside.is_some_and(|beside| beside[at] == Some(0.0));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of at least 0")]
        match whole {
            true => (number as u64).saturating_sub(u64::from(alone)),
            false if number > 0.0 => u64::MAX,
            false => 0,
        }
    };
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
    Layer {
        slack: (0..cells.len()).map(slack).collect(),
        nothing: (0..cells.len()).map(nothing).collect(),
        told,
    }
}
