//! The walk over a parsed formula: names, faults and their places.

use super::syntax::Expr;
use super::{Fault, Kind, parse};
use crate::framework::nearest;
use esito_model::ColumnType;

pub(super) struct Walk<'a> {
    text: &'a str,
    column: &'a dyn Fn(&str) -> Option<ColumnType>,
    names: &'a [String],
    pub(super) faults: Vec<Fault>,
}

/// Parses one expression, to the end of the text.
pub(super) fn parsed(text: &str) -> Result<Expr, Vec<Fault>> {
    let syntax = |at: usize, message: String, help: &str| {
        vec![Fault { code: "formula-syntax", at, message, help: help.to_owned() }]
    };
    if text.trim().is_empty() {
        return Err(syntax(1, "expected a formula, found nothing".into(), ""));
    }
    parse::parse(text).map_err(|(at, message, help)| syntax(character(text, at), message, help))
}

/// A byte of the text as its character, counted from 1.
fn character(text: &str, byte: usize) -> usize {
    text[..byte].chars().count() + 1
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
        let at = character(self.text, at.span.start);
        self.faults.push(Fault { code, at, message, help: help.to_owned() });
        None
    }

    /// An expression as written.
    pub(super) fn words(&self, of: &Expr) -> &'a str {
        &self.text[of.span.clone()]
    }

    pub(super) fn refuse<T>(&mut self, what: &Expr) -> Option<T> {
        let found = self.words(what);
        let message =
            format!("expected a column, a number, a text or an allowed function, found \"{found}\"");
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
    pub(super) fn name(&mut self, at: &Expr, parts: &[String]) -> Option<(String, Kind)> {
        let name = parts.join(".");
        if let Some(kind) = (self.column)(&name) {
            return Some((name, Kind::of(kind)));
        }
        let near = nearest(&name, self.names.iter().map(String::as_str));
        let help = near.map(|near| format!("the nearest known is \"{near}\"")).unwrap_or_default();
        self.fault("unknown-column", at, format!("expected a known column, found \"{name}\""), &help)
    }
}
