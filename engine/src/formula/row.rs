//! Expressions over the cells of one row.

use super::kinds::{Typed, common};
use super::syntax::{Expr, Form, Operator};
use super::tree::{Function, Kind, Node, Numeric, Relation, Sign};
use super::walk::Walk;

/// Functions of one row's cells, as a remark lists them.
const ROW_FUNCTIONS: [&str; 22] = [
    "ABS",
    "CEIL",
    "COALESCE",
    "EXP",
    "EXTRACT",
    "FLOOR",
    "GREATEST",
    "LEAST",
    "LENGTH",
    "LN",
    "LOG10",
    "LOWER",
    "MONTH",
    "MONTHS_BETWEEN",
    "NULLIF",
    "POWER",
    "QUARTER",
    "ROUND",
    "SQRT",
    "TRIM",
    "UPPER",
    "YEAR",
];

impl Walk<'_> {
    /// A condition on one row.
    pub(super) fn condition(&mut self, expr: &Expr) -> Option<Node> {
        let typed = self.row(expr)?;
        let found = typed.kind.word();
        match typed.into_kind(Kind::Flag) {
            Some(node) => Some(node),
            None => self.fault("formula-type", expr, format!("expected a condition, found {found}"), ""),
        }
    }

    /// An expression over the cells of one row.
    pub(super) fn row(&mut self, expr: &Expr) -> Option<Typed> {
        match &expr.form {
            Form::Nested(inner) | Form::Plus(inner) => self.row(inner),
            Form::Name(parts) => {
                let (name, kind) = self.name(expr, parts)?;
                Some(Typed::new(Node::Column(name, kind), kind))
            }
            Form::Number(digits) => match (digits.parse::<i64>(), digits.parse::<f64>()) {
                (Ok(whole), _) => Some(Typed::new(Node::Whole(whole), Kind::Whole)),
                (_, Ok(number)) if number.is_finite() => Some(Typed::new(Node::Number(number), Kind::Number)),
                _ => self.refuse(expr),
            },
            Form::Text(text) => Some(Typed::new(Node::Text(text.clone()), Kind::Text)),
            Form::Flag(flag) => Some(Typed::new(Node::Flag(*flag), Kind::Flag)),
            Form::Null => Some(Typed::new(Node::Missing(Kind::Null), Kind::Null)),
            Form::Date(text) => self.date(expr, text),
            Form::Not(inner) => {
                let inner = self.condition(inner)?;
                Some(Typed::new(Node::Not(Box::new(inner)), Kind::Flag))
            }
            Form::Minus(inner) => self.negated(inner),
            Form::Binary(operator, left, right) => self.binary(expr, left, *operator, right),
            Form::IsNull { of, negated } => self.missing(of).map(|typed| not_if(*negated, typed)),
            Form::IsFlag { of, flag, negated } => {
                self.is_flag(of, *flag).map(|typed| not_if(*negated, typed))
            }
            Form::In { of, list, negated } => {
                let of = self.row(of)?;
                let mut equal = Vec::with_capacity(list.len());
                for one in list {
                    let right = self.row(one)?;
                    equal.push(self.compare(one, of.clone(), Relation::Equal, right)?);
                }
                let any = any_of(equal).unwrap_or(Node::Flag(false));
                Some(not_if(*negated, Typed::new(any, Kind::Flag)))
            }
            Form::Between { of, low, high, negated } => {
                let of = self.row(of)?;
                let (from, to) = (self.row(low)?, self.row(high)?);
                let above = self.compare(low, of.clone(), Relation::AtLeast, from)?;
                let below = self.compare(high, of, Relation::AtMost, to)?;
                let typed = Typed::new(Node::And(Box::new(above), Box::new(below)), Kind::Flag);
                Some(not_if(*negated, typed))
            }
            Form::Like { of, pattern, negated, fold } => {
                let Form::Text(text) = &pattern.form else { return self.refuse(pattern) };
                let function = Function::Like(text.clone(), *fold);
                let like = self.call(expr, function, &[of], Kind::Text, Kind::Flag)?;
                Some(not_if(*negated, like))
            }
            Form::Case { operand, whens, last } => {
                self.case(expr, operand.as_deref(), whens, last.as_deref())
            }
            Form::Cast(inner, to) => self.cast(expr, inner, to),
            Form::Extract(field, inner) => {
                let function = match field.as_str() {
                    "YEAR" | "YEARS" => Function::Year,
                    "QUARTER" => Function::Quarter,
                    "MONTH" | "MONTHS" => Function::Month,
                    "DAY" | "DAYS" => Function::Day,
                    _ => {
                        let message = format!("expected YEAR, QUARTER, MONTH or DAY, found \"{field}\"");
                        return self.fault("unknown-function", expr, message, "");
                    }
                };
                self.call(expr, function, &[inner], Kind::Date, Kind::Whole)
            }
            Form::Call(call) if call.is_plain() => {
                let arguments: Vec<&Expr> = call.arguments.iter().collect();
                self.function(expr, &call.name, &arguments)
            }
            Form::Call(_) => self.refuse(expr),
        }
    }

    fn date(&mut self, at: &Expr, text: &str) -> Option<Typed> {
        match Typed::new(Node::Text(text.to_owned()), Kind::Text).into_kind(Kind::Date) {
            Some(node) => Some(Typed::new(node, Kind::Date)),
            None => {
                let message = format!("expected a date such as 2024-03-31, found \"{text}\"");
                self.fault("formula-type", at, message, "")
            }
        }
    }

    fn negated(&mut self, inner: &Expr) -> Option<Typed> {
        let typed = self.row(inner)?;
        match (&typed.node, typed.kind) {
            (Node::Whole(whole), Kind::Whole) => Some(Typed::new(Node::Whole(-whole), Kind::Whole)),
            (Node::Number(number), _) => Some(Typed::new(Node::Number(-number), Kind::Number)),
            (_, kind) if kind.is_number() => Some(Typed::new(Node::Negate(Box::new(typed.node)), kind)),
            (_, kind) => self.expected_number(inner, kind),
        }
    }

    pub(super) fn expected_number<T>(&mut self, at: &Expr, found: Kind) -> Option<T> {
        let words = self.words(at);
        let message = format!("expected a number, found {} in \"{words}\"", found.word());
        let help = match (found, &at.form) {
            (Kind::Text, Form::Name(_)) => {
                format!("declare the column with its type: {words} = {{ header = \"…\", type = \"number\" }}")
            }
            _ => String::new(),
        };
        self.fault("formula-type", at, message, &help)
    }

    fn binary(&mut self, at: &Expr, left: &Expr, operator: Operator, right: &Expr) -> Option<Typed> {
        let relation = match operator {
            Operator::And | Operator::Or => {
                let (left, right) = (self.condition(left), self.condition(right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                let and = operator == Operator::And;
                let node = if and { Node::And(left, right) } else { Node::Or(left, right) };
                return Some(Typed::new(node, Kind::Flag));
            }
            Operator::Plus => return self.arithmetic(Sign::Plus, left, right),
            Operator::Minus => return self.arithmetic(Sign::Minus, left, right),
            Operator::Times => return self.arithmetic(Sign::Times, left, right),
            Operator::Over => return self.arithmetic(Sign::Over, left, right),
            Operator::Join => return self.call(at, Function::Join, &[left, right], Kind::Text, Kind::Text),
            Operator::Relation(relation) => relation,
        };
        let (left, right_typed) = (self.row(left), self.row(right));
        let node = self.compare(at, left?, relation, right_typed?)?;
        Some(Typed::new(node, Kind::Flag))
    }

    fn arithmetic(&mut self, sign: Sign, left: &Expr, right: &Expr) -> Option<Typed> {
        let (l, r) = (self.row(left), self.row(right));
        let (l, r) = (l?, r?);
        for (side, typed) in [(left, &l), (right, &r)] {
            if !typed.kind.is_number() && typed.kind != Kind::Flag {
                return self.expected_number(side, typed.kind);
            }
        }
        // Products and quotients are binary fractions: a product of two counts could pass 64 bits unseen.
        let exact = if matches!(sign, Sign::Plus | Sign::Minus) { common(&[&l, &r]) } else { None };
        let kind = exact.filter(|kind| matches!(kind, Kind::Whole | Kind::Money)).unwrap_or(Kind::Number);
        let (l, r) = (l.into_kind(kind)?, r.into_kind(kind)?);
        Some(Typed::new(Node::Arithmetic(sign, Box::new(l), Box::new(r)), kind))
    }

    fn compare(&mut self, at: &Expr, left: Typed, relation: Relation, right: Typed) -> Option<Node> {
        let Some(kind) = common(&[&left, &right]) else {
            let message = format!(
                "expected two values of one kind, found {} and {}",
                left.kind.word(),
                right.kind.word()
            );
            let help = match (left.kind, right.kind) {
                (Kind::Text, _) | (_, Kind::Text) => {
                    "put quotes around the value, or declare the column with its type"
                }
                _ => "",
            };
            return self.fault("formula-type", at, message, help);
        };
        let kind = if kind == Kind::Null { Kind::Number } else { kind };
        Some(Node::Compare(relation, Box::new(left.into_kind(kind)?), Box::new(right.into_kind(kind)?)))
    }

    fn missing(&mut self, inner: &Expr) -> Option<Typed> {
        let inner = self.row(inner)?;
        Some(Typed::new(Node::IsMissing(Box::new(inner.node)), Kind::Flag))
    }

    fn is_flag(&mut self, inner: &Expr, flag: bool) -> Option<Typed> {
        let inner = self.condition(inner)?;
        let inner = if flag { inner } else { Node::Not(Box::new(inner)) };
        // Unknown is neither true nor false.
        Some(Typed::new(
            Node::Choose(vec![(inner, Node::Flag(true))], Box::new(Node::Flag(false))),
            Kind::Flag,
        ))
    }

    fn case(
        &mut self,
        at: &Expr,
        operand: Option<&Expr>,
        whens: &[(Expr, Expr)],
        last: Option<&Expr>,
    ) -> Option<Typed> {
        let mut tests = Vec::with_capacity(whens.len());
        let mut values = Vec::with_capacity(whens.len() + 1);
        for (test, value) in whens {
            tests.push(match operand {
                None => self.condition(test)?,
                Some(operand) => {
                    let (left, right) = (self.row(operand)?, self.row(test)?);
                    self.compare(test, left, Relation::Equal, right)?
                }
            });
            values.push(self.row(value)?);
        }
        values.push(match last {
            Some(last) => self.row(last)?,
            None => Typed::new(Node::Missing(Kind::Null), Kind::Null),
        });
        self.choose(at, tests, values)
    }

    /// The value of the first test that holds, else the last value; all brought to one kind.
    fn choose(&mut self, at: &Expr, tests: Vec<Node>, values: Vec<Typed>) -> Option<Typed> {
        let Some(kind) = common(&values.iter().collect::<Vec<_>>()) else {
            let found: Vec<&str> = values.iter().map(|value| value.kind.word()).collect();
            let message = format!("expected values of one kind, found {}", found.join(", "));
            return self.fault("formula-type", at, message, "");
        };
        let kind = if kind == Kind::Null { Kind::Number } else { kind };
        let mut nodes =
            values.into_iter().map(|value| value.into_kind(kind)).collect::<Option<Vec<Node>>>()?;
        let last = nodes.pop()?;
        Some(Typed::new(Node::Choose(tests.into_iter().zip(nodes).collect(), Box::new(last)), kind))
    }

    fn cast(&mut self, at: &Expr, inner: &Expr, to: &str) -> Option<Typed> {
        let typed = self.row(inner)?;
        match to {
            "DOUBLE" | "DOUBLE PRECISION" | "FLOAT" | "REAL" | "NUMERIC" | "DECIMAL" => match typed.kind {
                Kind::Text | Kind::Date => self.expected_number(inner, typed.kind),
                _ => Some(Typed::new(typed.into_number()?, Kind::Number)),
            },
            "INT" | "INTEGER" | "BIGINT" if matches!(typed.kind, Kind::Whole | Kind::Flag) => {
                Some(Typed::new(typed.into_kind(Kind::Whole)?, Kind::Whole))
            }
            "DATE" => match typed.into_kind(Kind::Date) {
                Some(node) => Some(Typed::new(node, Kind::Date)),
                None => self.refuse(at),
            },
            _ => {
                let found = self.words(at);
                let message =
                    format!("expected CAST of a number to DOUBLE or of a text to DATE, found \"{found}\"");
                self.fault("formula-type", at, message, "give the column its type in the framework instead")
            }
        }
    }

    fn function(&mut self, at: &Expr, name: &str, arguments: &[&Expr]) -> Option<Typed> {
        match (name, arguments) {
            ("LOWER", [one]) => self.call(at, Function::Lower, &[one], Kind::Text, Kind::Text),
            ("UPPER", [one]) => self.call(at, Function::Upper, &[one], Kind::Text, Kind::Text),
            ("TRIM", [one]) => self.call(at, Function::Trim, &[one], Kind::Text, Kind::Text),
            ("LENGTH" | "CHAR_LENGTH", [one]) => {
                self.call(at, Function::Length, &[one], Kind::Text, Kind::Whole)
            }
            ("YEAR", [one]) => self.call(at, Function::Year, &[one], Kind::Date, Kind::Whole),
            ("QUARTER", [one]) => self.call(at, Function::Quarter, &[one], Kind::Date, Kind::Whole),
            ("MONTH", [one]) => self.call(at, Function::Month, &[one], Kind::Date, Kind::Whole),
            ("MONTHS_BETWEEN", [_, _]) => {
                self.call(at, Function::MonthsBetween, arguments, Kind::Date, Kind::Whole)
            }
            ("COALESCE", [_, _, ..]) => {
                let values = arguments.iter().map(|one| self.row(one)).collect::<Option<Vec<_>>>()?;
                let there =
                    |typed: &Typed| Node::Not(Box::new(Node::IsMissing(Box::new(typed.node.clone()))));
                let tests = values[..values.len() - 1].iter().map(there).collect();
                self.choose(at, tests, values)
            }
            ("NULLIF", [left, right]) => {
                let (typed, other) = (self.row(left)?, self.row(right)?);
                let equal = self.compare(at, typed.clone(), Relation::Equal, other)?;
                self.choose(at, vec![equal], vec![Typed::new(Node::Missing(Kind::Null), Kind::Null), typed])
            }
            _ => match numeric(name, arguments.len()) {
                Some(function) => self.numeric(at, function, arguments),
                None => self.unknown_function(at, name, &ROW_FUNCTIONS),
            },
        }
    }

    fn numeric(&mut self, at: &Expr, function: Numeric, arguments: &[&Expr]) -> Option<Typed> {
        self.call(at, Function::Numeric(function), arguments, Kind::Number, Kind::Number)
    }

    fn call(
        &mut self,
        at: &Expr,
        function: Function,
        arguments: &[&Expr],
        takes: Kind,
        gives: Kind,
    ) -> Option<Typed> {
        let mut nodes = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let typed = self.row(argument)?;
            let found = typed.kind;
            match typed.into_kind(takes) {
                Some(node) => nodes.push(node),
                None if takes == Kind::Number => return self.expected_number(argument, found),
                None => {
                    let message = format!("expected {}, found {}", takes.word(), found.word());
                    return self.fault("formula-type", at, message, "");
                }
            }
        }
        Some(Typed::new(Node::Call(function, nodes), gives))
    }
}

fn not_if(negated: bool, typed: Typed) -> Typed {
    if negated { Typed::new(Node::Not(Box::new(typed.node)), Kind::Flag) } else { typed }
}

/// One of the conditions, as a tree of little depth: a list of a thousand codes must not exhaust the stack.
fn any_of(mut conditions: Vec<Node>) -> Option<Node> {
    if conditions.len() < 2 {
        return conditions.pop();
    }
    let right = any_of(conditions.split_off(conditions.len() / 2))?;
    Some(Node::Or(Box::new(any_of(conditions)?), Box::new(right)))
}

/// A function of numbers by its name and the number of its arguments.
pub(super) fn numeric(name: &str, arguments: usize) -> Option<Numeric> {
    Some(match (name, arguments) {
        ("ABS", 1) => Numeric::Abs,
        ("FLOOR", 1) => Numeric::Floor,
        ("CEIL" | "CEILING", 1) => Numeric::Ceil,
        ("ROUND", 1 | 2) => Numeric::Round,
        ("SQRT", 1) => Numeric::Sqrt,
        ("LN", 1) => Numeric::Ln,
        ("LOG10", 1) => Numeric::Log10,
        ("EXP", 1) => Numeric::Exp,
        ("POWER" | "POW", 2) => Numeric::Power,
        ("GREATEST", 1..) => Numeric::Greatest,
        ("LEAST", 1..) => Numeric::Least,
        _ => return None,
    })
}
