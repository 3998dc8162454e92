//! What a formula becomes: a typed tree for the cells of one row, and a tree over folds of many rows.
//!
//! Every conversion between kinds is a node of its own, so that whoever evaluates a tree decides nothing.

/// What a cell or an expression holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// A whole number.
    Whole,
    /// A binary fraction.
    Number,
    /// Whole ten-thousandths of a currency's unit.
    Money,
    /// Days since 1970-01-01.
    Date,
    /// True or false.
    Flag,
    /// The literal `NULL`, which goes with everything.
    Null,
}

/// An expression over the cells of one row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Column(String, Kind),
    Whole(i64),
    Number(f64),
    Text(String),
    Day(i32),
    Flag(bool),
    Missing(Kind),
    /// A whole number as a binary fraction.
    WholeToNumber(Box<Node>),
    /// Money in major units as a binary fraction.
    MoneyToNumber(Box<Node>),
    /// A flag as 1 or 0.
    FlagToWhole(Box<Node>),
    Negate(Box<Node>),
    Not(Box<Node>),
    /// Both sides are of one kind, and so is the result; `Times` and `Over` are of kind number.
    Arithmetic(Sign, Box<Node>, Box<Node>),
    /// Both sides are of one kind.
    Compare(Relation, Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    IsMissing(Box<Node>),
    /// The first branch whose condition is true, else the last.
    Choose(Vec<(Node, Node)>, Box<Node>),
    Call(Function, Vec<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Plus,
    Minus,
    Times,
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// A function of one row's cells.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Function {
    /// Text to flag: `%` any run, `_` any one character; the second says whether case is ignored.
    Like(String, bool),
    Lower,
    Upper,
    Trim,
    Length,
    /// Two texts, one after the other.
    Join,
    /// Date to whole.
    Year,
    Quarter,
    Month,
    Day,
    /// Whole months from the second date to the first.
    MonthsBetween,
    /// Number to number.
    Numeric(Numeric),
}

/// A function of numbers, the same for a row and for a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numeric {
    Abs,
    Floor,
    Ceil,
    /// Half away from zero, to the decimals of the second argument.
    Round,
    Sqrt,
    Ln,
    Log10,
    Exp,
    Power,
    Greatest,
    Least,
}

/// An aggregate over rows, with its own condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fold {
    pub by: FoldBy,
    /// What is folded; absent in `COUNT(*)`.
    pub of: Option<Node>,
    pub kind: Kind,
    /// The second argument of `CORR`.
    pub with: Option<Node>,
    /// `FILTER (WHERE …)`
    pub filter: Option<Node>,
}

/// How rows are folded. Missing cells are never among them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FoldBy {
    Count,
    CountDistinct,
    Sum {
        distinct: bool,
    },
    Mean {
        distinct: bool,
    },
    Min,
    Max,
    /// Linear interpolation between order statistics (SQL's `PERCENTILE_CONT`).
    Quantile(f64),
    Deviation {
        sample: bool,
    },
    Variance {
        sample: bool,
    },
    Correlation,
}

/// An expression over folds: one number for a group, or missing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Aggregate {
    Fold(usize),
    Number(f64),
    Missing,
    Negate(Box<Aggregate>),
    Arithmetic(Sign, Box<Aggregate>, Box<Aggregate>),
    Choose(Vec<(Test, Aggregate)>, Box<Aggregate>),
    Call(Numeric, Vec<Aggregate>),
}

/// A condition on folds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    Compare(Relation, Aggregate, Aggregate),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
    Not(Box<Test>),
    IsMissing(Aggregate),
}

/// An aggregate formula, ready to be measured.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Formula {
    pub folds: Vec<Fold>,
    pub tree: Aggregate,
}

impl Formula {
    /// Whether the result is a whole count by its form: counts, sums of counts or flags, their sums and differences.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole(&self.tree)
    }

    fn whole(&self, tree: &Aggregate) -> bool {
        match tree {
            Aggregate::Fold(index) => self.folds.get(*index).is_some_and(Fold::is_whole),
            Aggregate::Arithmetic(Sign::Plus | Sign::Minus, left, right) => {
                self.whole(left) && self.whole(right)
            }
            _ => false,
        }
    }

    /// Whether the rows or things counted here are among those that `whole` counts, by the form of both:
    /// the same fold under a condition, or flags among all rows.
    pub(crate) fn is_part_of(&self, whole: &Self) -> bool {
        let (Aggregate::Fold(part), Aggregate::Fold(all)) = (&self.tree, &whole.tree) else { return false };
        let (Some(part), Some(all)) = (self.folds.get(*part), whole.folds.get(*all)) else { return false };
        if !part.is_whole() || !all.is_whole() {
            return false;
        }
        let within = all.filter.is_none() || all.filter == part.filter;
        let same = part.by == all.by && part.of == all.of && part.with == all.with;
        let counts_rows = all.by == FoldBy::Count && all.of.is_none();
        let row_by_row = match (&part.by, &part.of) {
            (FoldBy::Count, _) => counts_rows,
            (FoldBy::Sum { distinct: false }, Some(of)) => counts_rows && of.is_flag(),
            _ => false,
        };
        within && (same || row_by_row)
    }
}

impl Fold {
    fn is_whole(&self) -> bool {
        match self.by {
            FoldBy::Count | FoldBy::CountDistinct => true,
            FoldBy::Sum { .. } => self.kind == Kind::Whole,
            _ => false,
        }
    }

    /// Whether adding up several currencies would matter: money is read at all.
    pub(crate) fn reads_money(&self) -> bool {
        let mut columns = Vec::new();
        if let Some(of) = &self.of {
            of.money_columns(&mut columns);
        }
        if let Some(with) = &self.with {
            with.money_columns(&mut columns);
        }
        !columns.is_empty() && !matches!(self.by, FoldBy::Count | FoldBy::CountDistinct)
    }
}

impl Node {
    /// Whether every value is 0, 1 or missing by its form.
    fn is_flag(&self) -> bool {
        match self {
            Self::FlagToWhole(_) => true,
            Self::Whole(number) => *number == 0 || *number == 1,
            Self::Missing(_) => true,
            Self::Choose(branches, last) => {
                branches.iter().all(|(_, branch)| branch.is_flag()) && last.is_flag()
            }
            _ => false,
        }
    }

    /// The parts of this node.
    fn parts(&self) -> Vec<&Node> {
        match self {
            Self::Column(..)
            | Self::Whole(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Day(_)
            | Self::Flag(_)
            | Self::Missing(_) => Vec::new(),
            Self::WholeToNumber(of)
            | Self::MoneyToNumber(of)
            | Self::FlagToWhole(of)
            | Self::Negate(of)
            | Self::Not(of)
            | Self::IsMissing(of) => vec![of],
            Self::Arithmetic(_, left, right)
            | Self::Compare(_, left, right)
            | Self::And(left, right)
            | Self::Or(left, right) => vec![left, right],
            Self::Choose(branches, last) => {
                branches.iter().flat_map(|(test, branch)| [test, branch]).chain([last.as_ref()]).collect()
            }
            Self::Call(_, of) => of.iter().collect(),
        }
    }

    /// The columns that are read, each once, in the order of the text.
    pub(crate) fn columns(&self, into: &mut Vec<String>) {
        if let Self::Column(name, _) = self
            && !into.contains(name)
        {
            into.push(name.clone());
        }
        for part in self.parts() {
            part.columns(into);
        }
    }

    /// The columns of money that are read, each once.
    pub(crate) fn money_columns(&self, into: &mut Vec<String>) {
        if let Self::Column(name, Kind::Money) = self
            && !into.contains(name)
        {
            into.push(name.clone());
        }
        for part in self.parts() {
            part.money_columns(into);
        }
    }
}
