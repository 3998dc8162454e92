//! The expressions of a formula: a small part of SQL, with SQL's own precedence.
//!
//! A published parser of SQL was used first and weighed a tenth of the engine in the browser; it is the oracle of the
//! tests now (`oracle.rs`): the same text must give the same tree.

use super::Relation;
use std::ops::Range;

/// An expression and where it stands, in bytes of the formula's text.
#[derive(Clone, Debug)]
pub(super) struct Expr {
    pub(super) form: Form,
    pub(super) span: Range<usize>,
    /// How many levels stand below.
    pub(super) depth: usize,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(super) enum Form {
    Nested(Box<Expr>),
    /// A column, alone or with the references before it.
    Name(Vec<String>),
    Number(String),
    Text(String),
    Flag(bool),
    Null,
    /// `DATE '2024-03-31'`.
    Date(String),
    Not(Box<Expr>),
    Minus(Box<Expr>),
    Plus(Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
    IsNull {
        of: Box<Expr>,
        negated: bool,
    },
    IsFlag {
        of: Box<Expr>,
        flag: bool,
        negated: bool,
    },
    In {
        of: Box<Expr>,
        list: Vec<Expr>,
        negated: bool,
    },
    Between {
        of: Box<Expr>,
        low: Box<Expr>,
        high: Box<Expr>,
        negated: bool,
    },
    Like {
        of: Box<Expr>,
        pattern: Box<Expr>,
        negated: bool,
        fold: bool,
    },
    Case {
        operand: Option<Box<Expr>>,
        whens: Vec<(Expr, Expr)>,
        last: Option<Box<Expr>>,
    },
    /// The type in capitals: `DOUBLE PRECISION`.
    Cast(Box<Expr>, String),
    /// The part of a date in capitals: `YEAR`.
    Extract(String, Box<Expr>),
    Call(Call),
}

/// A function with its arguments; `COUNT(*)` has none.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// In capitals.
    pub(super) name: String,
    pub(super) arguments: Vec<Expr>,
    pub(super) distinct: bool,
    /// `FILTER (WHERE …)`.
    pub(super) filter: Option<Box<Expr>>,
    /// `WITHIN GROUP (ORDER BY …)`.
    pub(super) ordered: Option<Box<Expr>>,
}

impl Call {
    /// Whether it has arguments and nothing else.
    pub(super) fn is_plain(&self) -> bool {
        !self.distinct && self.filter.is_none() && self.ordered.is_none()
    }
}

/// An operator between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Relation(Relation),
    Plus,
    Minus,
    Join,
    Times,
    Over,
}

impl Operator {
    pub(super) fn of(mark: &str) -> Option<Self> {
        Some(match mark {
            "=" | "==" => Self::Relation(Relation::Equal),
            "<>" | "!=" => Self::Relation(Relation::Unequal),
            "<" => Self::Relation(Relation::Less),
            "<=" => Self::Relation(Relation::AtMost),
            ">" => Self::Relation(Relation::Greater),
            ">=" => Self::Relation(Relation::AtLeast),
            "+" => Self::Plus,
            "-" => Self::Minus,
            "||" => Self::Join,
            "*" => Self::Times,
            "/" => Self::Over,
            _ => return None,
        })
    }

    /// How closely it binds.
    pub(super) fn power(self) -> u8 {
        match self {
            Self::Or => power::OR,
            Self::And => power::AND,
            Self::Relation(_) => power::RELATION,
            Self::Plus | Self::Minus => power::SUM,
            Self::Join | Self::Times | Self::Over => power::PRODUCT,
        }
    }
}

/// How closely operators bind: the larger, the closer.
pub(super) mod power {
    pub(in crate::formula) const OR: u8 = 1;
    pub(in crate::formula) const AND: u8 = 2;
    pub(in crate::formula) const NOT: u8 = 3;
    pub(in crate::formula) const IS: u8 = 4;
    pub(in crate::formula) const LIKE: u8 = 5;
    pub(in crate::formula) const RELATION: u8 = 6;
    pub(in crate::formula) const SUM: u8 = 7;
    pub(in crate::formula) const PRODUCT: u8 = 8;
    pub(in crate::formula) const CAST: u8 = 9;
}

impl Form {
    /// The expressions directly below.
    pub(super) fn below(&self) -> Vec<&Expr> {
        match self {
            Self::Name(_) | Self::Number(_) | Self::Text(_) | Self::Flag(_) | Self::Null | Self::Date(_) => {
                vec![]
            }
            Self::Nested(of) | Self::Not(of) | Self::Minus(of) | Self::Plus(of) => vec![of],
            Self::Cast(of, _) | Self::Extract(_, of) => vec![of],
            Self::IsNull { of, .. } | Self::IsFlag { of, .. } => vec![of],
            Self::Binary(_, left, right) => vec![left, right],
            Self::In { of, list, .. } => std::iter::once(&**of).chain(list).collect(),
            Self::Between { of, low, high, .. } => vec![of, low, high],
            Self::Like { of, pattern, .. } => vec![of, pattern],
            Self::Case { operand, whens, last } => {
                let whens = whens.iter().flat_map(|(test, value)| [test, value]);
                operand.iter().chain(last).map(|one| &**one).chain(whens).collect()
            }
            Self::Call(call) => call
                .arguments
                .iter()
                .chain(call.filter.iter().chain(&call.ordered).map(|one| &**one))
                .collect(),
        }
    }
}
