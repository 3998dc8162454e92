//! The project's parser beside a published one: the same text gives the same tree, or is refused by both.

use super::parse::parse;
use super::syntax::{Expr, Form, Operator};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sqlparser::ast::{self, BinaryOperator, FunctionArg, FunctionArgExpr, FunctionArguments, UnaryOperator};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;

/// Our tree with every bracket written out.
fn ours(text: &str) -> Option<String> {
    parse(text).ok().map(|parsed| written(&parsed))
}

fn written(expr: &Expr) -> String {
    let all = |list: &[Expr]| list.iter().map(written).collect::<Vec<_>>().join(" ");
    let not = |negated: bool| if negated { "not " } else { "" };
    match &expr.form {
        Form::Nested(of) => written(of),
        Form::Name(parts) => parts.join("."),
        Form::Number(digits) => digits.clone(),
        Form::Text(text) => format!("'{text}'"),
        Form::Flag(flag) => flag.to_string(),
        Form::Null => "null".into(),
        Form::Date(text) => format!("[date '{text}']"),
        Form::Not(of) => format!("[not {}]", written(of)),
        Form::Minus(of) => format!("[- {}]", written(of)),
        Form::Plus(of) => format!("[+ {}]", written(of)),
        Form::Binary(operator, left, right) => {
            let sign = match operator {
                Operator::Or => "or".to_owned(),
                Operator::And => "and".to_owned(),
                Operator::Relation(relation) => format!("{relation:?}"),
                other => format!("{other:?}"),
            };
            format!("[{sign} {} {}]", written(left), written(right))
        }
        Form::IsNull { of, negated } => format!("[{}null? {}]", not(*negated), written(of)),
        Form::IsFlag { of, flag, negated } => format!("[{}{flag}? {}]", not(*negated), written(of)),
        Form::In { of, list, negated } => format!("[{}in {} {}]", not(*negated), written(of), all(list)),
        Form::Between { of, low, high, negated } => {
            format!("[{}between {} {} {}]", not(*negated), written(of), written(low), written(high))
        }
        Form::Like { of, pattern, negated, fold } => {
            let like = if *fold { "ilike" } else { "like" };
            format!("[{}{like} {} {}]", not(*negated), written(of), written(pattern))
        }
        Form::Case { operand, whens, last } => {
            let part = |one: &Option<Box<Expr>>| one.as_ref().map_or("none".into(), |one| written(one));
            let whens: Vec<String> =
                whens.iter().map(|(test, value)| format!("{}>{}", written(test), written(value))).collect();
            format!("[case {} {} {}]", part(operand), whens.join(" "), part(last))
        }
        Form::Cast(of, to) => format!("[cast {} {to}]", written(of)),
        Form::Extract(field, of) => format!("[extract {field} {}]", written(of)),
        Form::Call(call) => {
            let part = |one: &Option<Box<Expr>>| one.as_ref().map_or("none".into(), |one| written(one));
            let distinct = if call.distinct { "distinct " } else { "" };
            let (filter, ordered) = (part(&call.filter), part(&call.ordered));
            format!("[{}({distinct}{}) {filter} {ordered}]", call.name, all(&call.arguments))
        }
    }
}

/// The published parser's tree in the same writing; nothing where it refuses, or where a formula may not go.
fn theirs(text: &str) -> Option<String> {
    let dialect = GenericDialect {};
    let mut parser = Parser::new(&dialect).with_recursion_limit(400).try_with_sql(text).ok()?;
    let parsed = parser.parse_expr().ok()?;
    (parser.peek_token().token == Token::EOF).then(|| described(&parsed))?
}

fn described(expr: &ast::Expr) -> Option<String> {
    use ast::Expr as E;
    let not = |negated: bool| if negated { "not " } else { "" };
    let part = |one: Option<&E>| one.map_or(Some("none".to_owned()), described);
    Some(match expr {
        E::Nested(of) => described(of)?,
        E::Identifier(name) => name.value.clone(),
        E::CompoundIdentifier(parts) => {
            parts.iter().map(|one| one.value.clone()).collect::<Vec<_>>().join(".")
        }
        E::Value(value) => match &value.value {
            ast::Value::Number(digits, _) => digits.clone(),
            ast::Value::SingleQuotedString(text) => format!("'{text}'"),
            ast::Value::Boolean(flag) => flag.to_string(),
            ast::Value::Null => "null".into(),
            _ => return None,
        },
        E::TypedString(typed) if typed.data_type == ast::DataType::Date => {
            format!("[date '{}']", typed.value.value.clone().into_string()?)
        }
        E::UnaryOp { op, expr } => {
            let sign = match op {
                UnaryOperator::Not => "not",
                UnaryOperator::Minus => "-",
                UnaryOperator::Plus => "+",
                _ => return None,
            };
            format!("[{sign} {}]", described(expr)?)
        }
        E::BinaryOp { left, op, right } => {
            let sign = match op {
                BinaryOperator::Or => "or",
                BinaryOperator::And => "and",
                BinaryOperator::Eq => "Equal",
                BinaryOperator::NotEq => "Unequal",
                BinaryOperator::Lt => "Less",
                BinaryOperator::LtEq => "AtMost",
                BinaryOperator::Gt => "Greater",
                BinaryOperator::GtEq => "AtLeast",
                BinaryOperator::Plus => "Plus",
                BinaryOperator::Minus => "Minus",
                BinaryOperator::StringConcat => "Join",
                BinaryOperator::Multiply => "Times",
                BinaryOperator::Divide => "Over",
                _ => return None,
            };
            format!("[{sign} {} {}]", described(left)?, described(right)?)
        }
        E::IsNull(of) => format!("[null? {}]", described(of)?),
        E::IsNotNull(of) => format!("[not null? {}]", described(of)?),
        E::IsTrue(of) => format!("[true? {}]", described(of)?),
        E::IsNotTrue(of) => format!("[not true? {}]", described(of)?),
        E::IsFalse(of) => format!("[false? {}]", described(of)?),
        E::IsNotFalse(of) => format!("[not false? {}]", described(of)?),
        E::InList { expr, list, negated } => {
            let list = list.iter().map(described).collect::<Option<Vec<_>>>()?;
            format!("[{}in {} {}]", not(*negated), described(expr)?, list.join(" "))
        }
        E::Between { expr, negated, low, high } => {
            format!(
                "[{}between {} {} {}]",
                not(*negated),
                described(expr)?,
                described(low)?,
                described(high)?
            )
        }
        E::Like { negated, expr, pattern, .. } => {
            format!("[{}like {} {}]", not(*negated), described(expr)?, described(pattern)?)
        }
        E::ILike { negated, expr, pattern, .. } => {
            format!("[{}ilike {} {}]", not(*negated), described(expr)?, described(pattern)?)
        }
        E::Case { operand, conditions, else_result, .. } => {
            let mut whens = Vec::new();
            for when in conditions {
                whens.push(format!("{}>{}", described(&when.condition)?, described(&when.result)?));
            }
            let (operand, last) = (part(operand.as_deref())?, part(else_result.as_deref())?);
            format!("[case {operand} {} {last}]", whens.join(" "))
        }
        E::Cast { expr, data_type, .. } => {
            format!("[cast {} {}]", described(expr)?, data_type.to_string().to_uppercase())
        }
        E::Extract { field, expr, .. } => format!("[extract {field} {}]", described(expr)?),
        E::Ceil { expr, .. } => format!("[CEIL({}) none none]", described(expr)?),
        E::Floor { expr, .. } => format!("[FLOOR({}) none none]", described(expr)?),
        E::Trim { expr, .. } => format!("[TRIM({}) none none]", described(expr)?),
        E::Function(function) => {
            let FunctionArguments::List(list) = &function.args else { return None };
            let mut arguments = Vec::new();
            for one in &list.args {
                match one {
                    FunctionArg::Unnamed(FunctionArgExpr::Expr(one)) => arguments.push(described(one)?),
                    FunctionArg::Unnamed(FunctionArgExpr::Wildcard) => {}
                    _ => return None,
                }
            }
            let distinct = match list.duplicate_treatment {
                Some(ast::DuplicateTreatment::Distinct) => "distinct ",
                _ => "",
            };
            let name = function.name.to_string().to_uppercase();
            let filter = part(function.filter.as_deref())?;
            let ordered = part(function.within_group.first().map(|one| &one.expr))?;
            format!("[{name}({distinct}{}) {filter} {ordered}]", arguments.join(" "))
        }
        _ => return None,
    })
}

/// Texts of formulas, with as few brackets as may be: precedence is what is to be found out.
fn texts() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "a",
        "b.c",
        "\"two words\"",
        "1",
        "2.5",
        "'text'",
        "NULL",
        "TRUE",
        "DATE '2024-03-31'",
        "COUNT(*)",
        "x1",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(5, 24, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        let three = (inner.clone(), inner.clone(), inner.clone());
        let between = prop::sample::select(vec![
            "OR", "AND", "=", "<>", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "||", "LIKE", "NOT LIKE",
            "ILIKE",
        ]);
        let after = prop::sample::select(vec![
            "IS NULL",
            "IS NOT NULL",
            "IS TRUE",
            "IS NOT TRUE",
            "IS FALSE",
            "IS NOT FALSE",
            "IN (1, a)",
            "NOT IN ('x')",
            "::DOUBLE",
        ]);
        let around = prop::sample::select(vec![
            ("(", ")"),
            ("NOT ", ""),
            ("- ", ""),
            ("+ ", ""),
            ("SUM(", ")"),
            ("COUNT(DISTINCT ", ")"),
            ("CAST(", " AS DOUBLE)"),
            ("EXTRACT(YEAR FROM ", ")"),
            ("FLOOR(", ")"),
            ("COALESCE(1, ", ")"),
            ("SUM(a) FILTER (WHERE ", ")"),
            ("PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY ", ")"),
        ]);
        prop_oneof![
            6 => (two.clone(), between).prop_map(|((a, b), op)| format!("{a} {op} {b}")),
            2 => (inner.clone(), after).prop_map(|(a, what)| format!("{a} {what}")),
            3 => (inner, around).prop_map(|(a, (before, after))| format!("{before}{a}{after}")),
            1 => three.clone().prop_map(|(a, b, c)| format!("{a} BETWEEN {b} AND {c}")),
            1 => three.clone().prop_map(|(a, b, c)| format!("{a} NOT BETWEEN {b} AND {c}")),
            1 => three.prop_map(|(a, b, c)| format!("CASE WHEN {a} THEN {b} ELSE {c} END")),
            1 => two.prop_map(|(a, b)| format!("CASE {a} WHEN 1 THEN {b} END")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(2026), failure_persistence: None, ..ProptestConfig::with_cases(6000) })]

    #[test]
    fn the_same_text_gives_the_same_tree(text in texts()) {
        prop_assert_eq!(ours(&text), theirs(&text), "{}", text);
    }
}

#[test]
fn formulas_as_people_write_them() {
    for text in [
        "SUM(positive) FILTER (WHERE sex = 'f') / SUM(engaged)",
        "-a * b + c / d - e",
        "a = b = c",
        "NOT a = 1 AND b IS NULL OR c",
        "a + 1 BETWEEN 2 AND 3 AND b",
        "x IN (1, 2 + 3) IS NULL",
        "a || b = c || d",
        "a + b || c",
        "CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' ELSE NULL END",
        "CAST(a AS DOUBLE PRECISION)",
        "CAST(a AS DECIMAL(10,2))",
        "COUNT(ALL a)",
        "a -- remark\n + b /* more */ * 2",
        "date = DATE '2024-01-01'",
        "'it''s' = \"a\"\"b\"",
    ] {
        assert!(ours(text).is_some(), "{text}");
        assert_eq!(ours(text), theirs(text), "{text}");
    }
    for text in ["SUM(a", "a b", "(a))", "a +", "CASE END", "a IS 3", "a NOT 3", "'open", "1 2", ", a"] {
        assert_eq!((ours(text), theirs(text)), (None, None), "{text}");
    }
}
