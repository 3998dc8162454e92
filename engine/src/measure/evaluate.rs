//! Numbers that the folds of a group found become the number of its formula.

use crate::formula::{Aggregate, Relation, Sign, Test};
use crate::statistics::numeric;
use esito_model::Reason;

/// The number of a formula for a group, or why there is none.
pub(super) fn evaluate(tree: &Aggregate, fold: &dyn Fn(usize) -> Option<f64>) -> Result<f64, Reason> {
    let value = match tree {
        Aggregate::Fold(at) => fold(*at).ok_or(Reason::NotReported)?,
        Aggregate::Number(number) => *number,
        Aggregate::Missing => return Err(Reason::NotReported),
        Aggregate::Negate(of) => -evaluate(of, fold)?,
        Aggregate::Arithmetic(sign, left, right) => {
            let (left, right) = (evaluate(left, fold)?, evaluate(right, fold)?);
            match sign {
                Sign::Plus => left + right,
                Sign::Minus => left - right,
                Sign::Times => left * right,
                Sign::Over if right == 0.0 => return Err(Reason::DenominatorZero),
                Sign::Over => left / right,
            }
        }
        Aggregate::Choose(branches, last) => {
            let chosen = branches.iter().find(|(test, _)| holds(test, fold) == Some(true));
            evaluate(chosen.map_or(last.as_ref(), |(_, branch)| branch), fold)?
        }
        Aggregate::Call(function, of) => {
            let arguments: Vec<Option<f64>> = of.iter().map(|one| evaluate(one, fold).ok()).collect();
            numeric::apply(*function, &arguments).ok_or(Reason::NotReported)?
        }
    };
    if value.is_finite() { Ok(value) } else { Err(Reason::NotReported) }
}

/// SQL's three values: true, false, unknown.
fn holds(test: &Test, fold: &dyn Fn(usize) -> Option<f64>) -> Option<bool> {
    match test {
        Test::Compare(relation, left, right) => {
            let (left, right) = (evaluate(left, fold).ok()?, evaluate(right, fold).ok()?);
            let order = left.partial_cmp(&right)?;
            Some(match relation {
                Relation::Equal => order.is_eq(),
                Relation::Unequal => order.is_ne(),
                Relation::Less => order.is_lt(),
                Relation::AtMost => order.is_le(),
                Relation::Greater => order.is_gt(),
                Relation::AtLeast => order.is_ge(),
            })
        }
        Test::And(left, right) => match (holds(left, fold), holds(right, fold)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Test::Or(left, right) => match (holds(left, fold), holds(right, fold)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        Test::Not(of) => holds(of, fold).map(|flag| !flag),
        Test::IsMissing(of) => Some(evaluate(of, fold).is_err()),
    }
}
