//! Kinds of expressions, and how two of them come together.

use super::tree::{Kind, Node};
use esito_model::ColumnType;

/// Whole ten-thousandths in one unit of money.
const MONEY_SCALE: i64 = 10_000;

impl Kind {
    /// The kind of a column's cells.
    pub(crate) fn of(kind: ColumnType) -> Self {
        match kind {
            ColumnType::Text => Self::Text,
            ColumnType::Count => Self::Whole,
            ColumnType::Number | ColumnType::Share | ColumnType::Percent => Self::Number,
            ColumnType::Money => Self::Money,
            ColumnType::Date | ColumnType::Period => Self::Date,
            ColumnType::Bool => Self::Flag,
        }
    }

    /// The word for messages.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "a whole number",
            Self::Number => "a number",
            Self::Money => "money",
            Self::Date => "a date",
            Self::Flag => "true or false",
            Self::Null => "NULL",
        }
    }

    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Whole | Self::Number | Self::Money | Self::Null)
    }
}

/// A node and what it gives.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub node: Node,
    pub kind: Kind,
}

impl Typed {
    pub(super) fn new(node: Node, kind: Kind) -> Self {
        Self { node, kind }
    }

    /// As a binary fraction; money in major units. Nothing for what is no number.
    pub(super) fn into_number(self) -> Option<Node> {
        match self.kind {
            Kind::Number => Some(self.node),
            Kind::Whole => Some(match self.node {
                #[expect(clippy::cast_precision_loss, reason = "literals of formulas are far below 2^53")]
                Node::Whole(whole) => Node::Number(whole as f64),
                node => Node::WholeToNumber(Box::new(node)),
            }),
            Kind::Money => Some(Node::MoneyToNumber(Box::new(self.node))),
            Kind::Null => Some(Node::Missing(Kind::Number)),
            Kind::Flag => Some(Node::WholeToNumber(Box::new(Node::FlagToWhole(Box::new(self.node))))),
            Kind::Text | Kind::Date => None,
        }
    }

    /// As this kind, exactly; nothing where that has no meaning.
    pub(super) fn into_kind(self, kind: Kind) -> Option<Node> {
        match (kind, self.kind, &self.node) {
            (want, have, _) if want == have => Some(self.node),
            (want, Kind::Null, _) => Some(Node::Missing(want)),
            (Kind::Number, ..) => self.into_number(),
            (Kind::Whole, Kind::Flag, _) => Some(Node::FlagToWhole(Box::new(self.node))),
            (Kind::Money, Kind::Whole, Node::Whole(whole)) => whole.checked_mul(MONEY_SCALE).map(Node::Whole),
            (Kind::Money, Kind::Number, Node::Number(number)) => scaled(*number).map(Node::Whole),
            (Kind::Flag, Kind::Whole, Node::Whole(0)) => Some(Node::Flag(false)),
            (Kind::Flag, Kind::Whole, Node::Whole(1)) => Some(Node::Flag(true)),
            (Kind::Date, Kind::Text, Node::Text(text)) => first_day(text).map(Node::Day),
            _ => None,
        }
    }
}

/// The kind in which several expressions can be compared, added or chosen from; nothing where they cannot.
pub(super) fn common(all: &[&Typed]) -> Option<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for one in all {
        if one.kind != Kind::Null && !kinds.contains(&one.kind) {
            kinds.push(one.kind);
        }
    }
    let has = |kind| kinds.contains(&kind);
    let goes = |kind: Kind| all.iter().all(|one| (*one).clone().into_kind(kind).is_some());
    match kinds.as_slice() {
        [] => Some(Kind::Null),
        [one] => Some(*one),
        _ if has(Kind::Money) && goes(Kind::Money) => Some(Kind::Money),
        _ if has(Kind::Date) => goes(Kind::Date).then_some(Kind::Date),
        _ if has(Kind::Flag) => goes(Kind::Flag).then_some(Kind::Flag),
        _ if has(Kind::Text) => None,
        _ => Some(Kind::Number),
    }
}

/// A literal amount in ten-thousandths, where it has no more decimals than that.
fn scaled(number: f64) -> Option<i64> {
    #[expect(clippy::cast_precision_loss, reason = "10,000")]
    let whole = number * MONEY_SCALE as f64;
    let rounded = whole.round();
    #[expect(clippy::cast_possible_truncation, reason = "bounded in the same line")]
    ((whole - rounded).abs() < 1e-6 && rounded.abs() < 1e15).then_some(rounded as i64)
}

/// The first day of a date or period written in a formula: `2024-03-31`, `2024-03`, `2024`.
fn first_day(text: &str) -> Option<i32> {
    let mut parts = text.split('-');
    let year: i32 = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
    let mut next = || match parts.next() {
        None => Some(1),
        Some(part) if part.len() == 2 => part.parse::<u32>().ok(),
        Some(_) => None,
    };
    let (month, day) = (next()?, next()?);
    crate::statistics::calendar::day_number(year, month, day)
}
