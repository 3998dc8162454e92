//! Expressions over folds of many rows.

use super::kinds::Typed;
use super::row::numeric;
use super::syntax::{Call, Expr, Form, Operator};
use super::tree::{Aggregate, Fold, FoldBy, Formula, Kind, Sign, Test};
use super::walk::Walk;

/// Folds and functions of folds, as a remark lists them.
const AGGREGATE_FUNCTIONS: [&str; 25] = [
    "ABS",
    "AVG",
    "CEIL",
    "COALESCE",
    "CORR",
    "COUNT",
    "EXP",
    "FLOOR",
    "GREATEST",
    "LEAST",
    "LN",
    "LOG10",
    "MAX",
    "MEDIAN",
    "MIN",
    "NULLIF",
    "PERCENTILE_CONT",
    "POWER",
    "QUANTILE_CONT",
    "ROUND",
    "SQRT",
    "STDDEV_POP",
    "STDDEV_SAMP",
    "SUM",
    "VAR_SAMP",
];

impl Walk<'_> {
    /// An aggregate formula.
    pub(super) fn aggregate_formula(&mut self, expr: &Expr) -> Option<Formula> {
        let mut folds = Vec::new();
        let tree = self.aggregate(expr, &mut folds)?;
        if folds.is_empty() {
            let found = self.words(expr);
            let message = format!("expected an aggregate such as SUM(x) or COUNT(*), found \"{found}\"");
            return self.fault("formula-type", expr, message, "a formula speaks of many rows at once");
        }
        Some(Formula { folds, tree })
    }

    fn aggregate(&mut self, expr: &Expr, folds: &mut Vec<Fold>) -> Option<Aggregate> {
        match &expr.form {
            Form::Nested(inner) | Form::Plus(inner) => self.aggregate(inner, folds),
            Form::Number(digits) => match digits.parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Aggregate::Number(number)),
                _ => self.refuse(expr),
            },
            Form::Null => Some(Aggregate::Missing),
            Form::Minus(inner) => Some(Aggregate::Negate(Box::new(self.aggregate(inner, folds)?))),
            Form::Binary(operator, left, right) => {
                let sign = match operator {
                    Operator::Plus => Sign::Plus,
                    Operator::Minus => Sign::Minus,
                    Operator::Times => Sign::Times,
                    Operator::Over => Sign::Over,
                    Operator::And | Operator::Or | Operator::Join | Operator::Relation(_) => {
                        return self.refuse(expr);
                    }
                };
                let (left, right) = (self.aggregate(left, folds), self.aggregate(right, folds));
                Some(Aggregate::Arithmetic(sign, Box::new(left?), Box::new(right?)))
            }
            Form::Case { operand: None, whens, last } => {
                let mut branches = Vec::with_capacity(whens.len());
                for (test, value) in whens {
                    let test = self.test(test, folds)?;
                    branches.push((test, self.aggregate(value, folds)?));
                }
                let last = match last {
                    Some(last) => self.aggregate(last, folds)?,
                    None => Aggregate::Missing,
                };
                Some(Aggregate::Choose(branches, Box::new(last)))
            }
            Form::Cast(inner, to) if to.starts_with("DOUBLE") => self.aggregate(inner, folds),
            Form::Call(call) => self.aggregate_function(expr, call, folds),
            Form::Name(parts) => {
                self.name(expr, parts)?;
                self.bare_column(expr)
            }
            _ => self.refuse(expr),
        }
    }

    fn bare_column<T>(&mut self, expr: &Expr) -> Option<T> {
        let column = self.words(expr);
        let message = format!("expected an aggregate, found the column \"{column}\" of single rows");
        self.fault("formula-type", expr, message, &format!("write SUM({column}), AVG({column}) or the like"))
    }

    fn test(&mut self, expr: &Expr, folds: &mut Vec<Fold>) -> Option<Test> {
        match &expr.form {
            Form::Nested(inner) => self.test(inner, folds),
            Form::Not(inner) => Some(Test::Not(Box::new(self.test(inner, folds)?))),
            Form::IsNull { of, negated } => {
                let missing = Test::IsMissing(self.aggregate(of, folds)?);
                Some(if *negated { Test::Not(Box::new(missing)) } else { missing })
            }
            Form::Binary(Operator::And, left, right) => {
                Some(Test::And(Box::new(self.test(left, folds)?), Box::new(self.test(right, folds)?)))
            }
            Form::Binary(Operator::Or, left, right) => {
                Some(Test::Or(Box::new(self.test(left, folds)?), Box::new(self.test(right, folds)?)))
            }
            Form::Binary(Operator::Relation(relation), left, right) => {
                let (left, right) = (self.aggregate(left, folds)?, self.aggregate(right, folds)?);
                Some(Test::Compare(*relation, left, right))
            }
            _ => self.refuse(expr),
        }
    }

    fn aggregate_function(&mut self, at: &Expr, call: &Call, folds: &mut Vec<Fold>) -> Option<Aggregate> {
        let (name, arguments, plain) = (call.name.as_str(), &call.arguments, call.is_plain());
        match (name, arguments.as_slice()) {
            ("COALESCE", [_, _, ..]) if plain => {
                let mut values: Vec<Aggregate> =
                    arguments.iter().map(|one| self.aggregate(one, folds)).collect::<Option<_>>()?;
                let last = values.pop()?;
                let there = |value: &Aggregate| Test::Not(Box::new(Test::IsMissing(value.clone())));
                let branches = values.into_iter().map(|value| (there(&value), value)).collect();
                return Some(Aggregate::Choose(branches, Box::new(last)));
            }
            ("NULLIF", [left, right]) if plain => {
                let (left, right) = (self.aggregate(left, folds)?, self.aggregate(right, folds)?);
                let equal = Test::Compare(super::Relation::Equal, left.clone(), right);
                return Some(Aggregate::Choose(vec![(equal, Aggregate::Missing)], Box::new(left)));
            }
            _ => {}
        }
        if let Some(function) = numeric(name, arguments.len()).filter(|_| plain) {
            let of = arguments.iter().map(|one| self.aggregate(one, folds)).collect::<Option<_>>()?;
            return Some(Aggregate::Call(function, of));
        }
        let mut fold = self.fold(at, call)?;
        if let Some(filter) = &call.filter {
            fold.filter = Some(self.condition(filter)?);
        }
        let index = folds.iter().position(|one| *one == fold).unwrap_or_else(|| {
            folds.push(fold);
            folds.len() - 1
        });
        Some(Aggregate::Fold(index))
    }

    fn fold(&mut self, at: &Expr, call: &Call) -> Option<Fold> {
        let (name, arguments, distinct) = (call.name.as_str(), &call.arguments, call.distinct);
        let ordered = call.ordered.as_deref();
        if ordered.is_some() && name != "PERCENTILE_CONT" {
            return self.refuse(at);
        }
        let by = match (name, arguments.len(), distinct) {
            ("COUNT", 0 | 1, false) => FoldBy::Count,
            ("COUNT", 1, true) => FoldBy::CountDistinct,
            ("SUM", 1, _) => FoldBy::Sum { distinct },
            ("AVG" | "MEAN", 1, _) => FoldBy::Mean { distinct },
            ("MIN", 1, _) => FoldBy::Min,
            ("MAX", 1, _) => FoldBy::Max,
            ("MEDIAN", 1, false) => FoldBy::Quantile(0.5),
            ("QUANTILE_CONT", 2, false) => FoldBy::Quantile(self.probability(&arguments[1])?),
            ("PERCENTILE_CONT", 1, false) if ordered.is_some() => {
                FoldBy::Quantile(self.probability(&arguments[0])?)
            }
            ("STDDEV" | "STDDEV_SAMP", 1, false) => FoldBy::Deviation { sample: true },
            ("STDDEV_POP", 1, false) => FoldBy::Deviation { sample: false },
            ("VARIANCE" | "VAR_SAMP", 1, false) => FoldBy::Variance { sample: true },
            ("VAR_POP", 1, false) => FoldBy::Variance { sample: false },
            ("CORR", 2, false) => FoldBy::Correlation,
            _ if AGGREGATE_FUNCTIONS.contains(&name) => {
                let found = self.words(at);
                let message = format!("expected another number of arguments, found \"{found}\"");
                return self.fault("formula-syntax", at, message, "");
            }
            _ => return self.unknown_function(at, name, &AGGREGATE_FUNCTIONS),
        };
        let Some(first) = ordered.or(arguments.first()) else {
            return Some(Fold { by, of: None, kind: Kind::Whole, with: None, filter: None });
        };
        let typed = self.row(first)?;
        if matches!(by, FoldBy::Count | FoldBy::CountDistinct) {
            return Some(Fold { by, of: Some(typed.node), kind: typed.kind, with: None, filter: None });
        }
        let (of, kind) = self.folded(first, typed)?;
        if by == FoldBy::Correlation {
            let second = self.row(&arguments[1])?;
            let found = second.kind;
            let Some(with) = second.into_number() else { return self.expected_number(&arguments[1], found) };
            let of = Typed::new(of, kind).into_number()?;
            return Some(Fold { by, of: Some(of), kind: Kind::Number, with: Some(with), filter: None });
        }
        Some(Fold { by, of: Some(of), kind, with: None, filter: None })
    }

    /// What is folded, as a number: flags count 1 and 0.
    fn folded(&mut self, at: &Expr, typed: Typed) -> Option<(super::Node, Kind)> {
        match typed.kind {
            Kind::Whole | Kind::Number | Kind::Money => Some((typed.node, typed.kind)),
            Kind::Flag => Some((typed.into_kind(Kind::Whole)?, Kind::Whole)),
            Kind::Null => Some((typed.into_kind(Kind::Number)?, Kind::Number)),
            Kind::Text | Kind::Date => self.expected_number(at, typed.kind),
        }
    }

    fn probability(&mut self, at: &Expr) -> Option<f64> {
        let share = match &at.form {
            Form::Number(digits) => digits.parse::<f64>().ok(),
            _ => None,
        };
        match share.filter(|share| (0.0..=1.0).contains(share)) {
            Some(share) => Some(share),
            None => {
                let found = self.words(at);
                self.fault("formula-type", at, format!("expected a share from 0 to 1, found \"{found}\""), "")
            }
        }
    }
}
