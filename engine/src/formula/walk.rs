//! The walk over a parsed formula: names, faults and their places.

use super::{Fault, Kind};
use crate::framework::nearest;
use esito_model::ColumnType;
use sqlparser::ast::{Expr, Ident, Spanned};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token};

/// How deep parentheses may nest: far beyond any formula, far below the stack of a browser.
const DEEPEST: usize = 60;

pub(super) struct Walk<'a> {
    text: &'a str,
    column: &'a dyn Fn(&str) -> Option<ColumnType>,
    names: &'a [String],
    pub(super) faults: Vec<Fault>,
}

/// Parses one expression, to the end of the text.
pub(super) fn parse(text: &str) -> Result<Expr, Vec<Fault>> {
    let syntax = |at: usize, message: String, help: &str| {
        vec![Fault { code: "formula-syntax", at, message, help: help.to_owned() }]
    };
    if text.trim().is_empty() {
        return Err(syntax(1, "expected a formula, found nothing".into(), ""));
    }
    let dialect = GenericDialect {};
    let parser = Parser::new(&dialect).with_recursion_limit(DEEPEST);
    let described = |error: &ParserError| match error {
        ParserError::TokenizerError(words) | ParserError::ParserError(words) => {
            let (message, at) = split_place(text, words);
            syntax(at, message, "")
        }
        ParserError::RecursionLimitExceeded => {
            syntax(1, format!("expected at most {DEEPEST} levels of parentheses, found more"), "")
        }
    };
    let mut parser = parser.try_with_sql(text).map_err(|error| described(&error))?;
    let parsed = parser.parse_expr().map_err(|error| described(&error))?;
    let next = parser.peek_token();
    if next.token == Token::EOF {
        return Ok(parsed);
    }
    let help = match next.token.to_string().to_uppercase().as_str() {
        "WHERE" => "write the condition as SUM(x) FILTER (WHERE …), or under `where` of the indicator",
        "HAVING" | "GROUP" | "ORDER" | "LIMIT" => {
            "places, periods and groups are named by the indicator's other keys"
        }
        "AS" => "an indicator is named by its id and label",
        _ => "",
    };
    let at = offset(text, next.span.start);
    Err(syntax(at, format!("expected the end of the formula, found \"{}\"", next.token), help))
}

/// The parser's words without its `at Line: 1, Column: 9`, and that place as a character of the text.
fn split_place(text: &str, words: &str) -> (String, usize) {
    let Some((message, place)) = words.rsplit_once(" at Line: ") else {
        return (lowered(words), text.chars().count().max(1));
    };
    let mut numbers = place.split(", Column: ").map(|part| part.trim().parse::<u64>().unwrap_or(1));
    let line = numbers.next().unwrap_or(1);
    let column = numbers.next().unwrap_or(1);
    (lowered(message), offset(text, Location { line, column }))
}

fn lowered(words: &str) -> String {
    let words =
        words.trim_end_matches('.').replace("Expected: ", "expected ").replace(", found: ", ", found ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// A line and column as a character of the text, counted from 1.
fn offset(text: &str, place: Location) -> usize {
    let lines = usize::try_from(place.line.saturating_sub(1)).unwrap_or(0);
    let column = usize::try_from(place.column.max(1)).unwrap_or(1);
    let before: usize = text.split('\n').take(lines).map(|line| line.chars().count() + 1).sum();
    (before + column).min(text.chars().count() + 1)
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        text: &'a str,
        column: &'a dyn Fn(&str) -> Option<ColumnType>,
        names: &'a [String],
    ) -> Self {
        Self { text, column, names, faults: Vec::new() }
    }

    /// The faults found, or one that says what was expected.
    pub(super) fn faults_or(self, code: &'static str, message: &str) -> Vec<Fault> {
        if self.faults.is_empty() {
            return vec![Fault { code, at: 1, message: message.to_owned(), help: String::new() }];
        }
        self.faults
    }

    /// Notes a fault at an expression; gives nothing, so that it can end a branch of the walk.
    pub(super) fn fault<T>(
        &mut self,
        code: &'static str,
        at: &Expr,
        message: String,
        help: &str,
    ) -> Option<T> {
        let at = offset(self.text, at.span().start);
        self.faults.push(Fault { code, at, message, help: help.to_owned() });
        None
    }

    pub(super) fn refuse<T>(&mut self, what: &Expr) -> Option<T> {
        let message = format!("expected a column, a number, a text or an allowed function, found \"{what}\"");
        self.fault("formula-syntax", what, message, "docs/framework.md lists what a formula may hold")
    }

    pub(super) fn unknown_function<T>(&mut self, at: &Expr, name: &str, known: &[&str]) -> Option<T> {
        let help = nearest(name, known.iter().copied()).map_or_else(
            || format!("known are {}", known.join(", ")),
            |near| format!("the nearest known is {near}"),
        );
        self.fault("unknown-function", at, format!("expected a known function, found \"{name}\""), &help)
    }

    /// The column of an identifier, alone or with the reference before it.
    pub(super) fn name(&mut self, at: &Expr, parts: &[Ident]) -> Option<(String, Kind)> {
        let name = parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(".");
        if let Some(kind) = (self.column)(&name) {
            return Some((name, Kind::of(kind)));
        }
        let near = nearest(&name, self.names.iter().map(String::as_str));
        let help = near.map(|near| format!("the nearest known is \"{near}\"")).unwrap_or_default();
        self.fault("unknown-column", at, format!("expected a known column, found \"{name}\""), &help)
    }
}
