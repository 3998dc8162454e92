//! The typed tree of a row becomes a Polars expression. All decisions were made when the tree was built.

use super::functions;
use crate::formula::{Function, Kind, Node, Relation, Sign};
use polars::prelude::*;

/// Ten-thousandths in a unit of money.
const SCALE: f64 = 10_000.0;

/// The expression of a tree.
pub(super) fn express(node: &Node) -> Expr {
    match node {
        Node::Column(name, _) => col(name.as_str()),
        Node::Whole(whole) => lit(*whole),
        Node::Number(number) => lit(*number),
        Node::Text(text) => lit(text.as_str()),
        Node::Day(day) => lit(*day).cast(DataType::Date),
        Node::Flag(flag) => lit(*flag),
        Node::Missing(kind) => lit(NULL).cast(stored(*kind)),
        Node::WholeToNumber(of) => express(of).cast(DataType::Float64),
        Node::MoneyToNumber(of) => express(of).cast(DataType::Float64) / lit(SCALE),
        Node::FlagToWhole(of) => express(of).cast(DataType::Int64),
        Node::Negate(of) => lit(0) - express(of),
        Node::Not(of) => express(of).not(),
        Node::Arithmetic(sign, left, right) => arithmetic(*sign, express(left), express(right)),
        Node::Compare(relation, left, right) => compare(*relation, express(left), express(right)),
        Node::And(left, right) => express(left).and(express(right)),
        Node::Or(left, right) => express(left).or(express(right)),
        Node::IsMissing(of) => express(of).is_null(),
        Node::Choose(branches, last) => {
            // From the last branch to the first, each around what follows it.
            branches.iter().rev().fold(express(last), |rest, (test, value)| {
                when(express(test)).then(express(value)).otherwise(rest)
            })
        }
        Node::Call(function, arguments) => call(function, arguments),
    }
}

fn stored(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::String,
        Kind::Whole | Kind::Money => DataType::Int64,
        Kind::Number | Kind::Null => DataType::Float64,
        Kind::Date => DataType::Date,
        Kind::Flag => DataType::Boolean,
    }
}

fn arithmetic(sign: Sign, left: Expr, right: Expr) -> Expr {
    match sign {
        Sign::Plus => left + right,
        Sign::Minus => left - right,
        Sign::Times => left * right,
        // Out of nothing is missing, not infinite.
        Sign::Over => {
            when(right.clone().neq(lit(0.0))).then(left / right).otherwise(lit(NULL).cast(DataType::Float64))
        }
    }
}

fn compare(relation: Relation, left: Expr, right: Expr) -> Expr {
    match relation {
        Relation::Equal => left.eq(right),
        Relation::Unequal => left.neq(right),
        Relation::Less => left.lt(right),
        Relation::AtMost => left.lt_eq(right),
        Relation::Greater => left.gt(right),
        Relation::AtLeast => left.gt_eq(right),
    }
}

fn call(function: &Function, arguments: &[Node]) -> Expr {
    let gives = match function {
        Function::Like(..) => DataType::Boolean,
        Function::Lower | Function::Upper | Function::Trim | Function::Join => DataType::String,
        Function::Numeric(_) => DataType::Float64,
        Function::Length
        | Function::Year
        | Function::Quarter
        | Function::Month
        | Function::Day
        | Function::MonthsBetween => DataType::Int64,
    };
    let mut inputs = arguments.iter().map(express);
    let Some(first) = inputs.next() else { return lit(NULL) };
    let rest: Vec<Expr> = inputs.collect();
    let function = function.clone();
    first.map_many(
        move |columns| functions::apply(&function, columns),
        &rest,
        move |_, fields| Ok(Field::new(fields[0].name().clone(), gives.clone())),
    )
}
