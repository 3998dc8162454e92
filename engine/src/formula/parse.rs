//! A formula's text becomes a tree of expressions, by precedence climbing.
//!
//! Method: M. Richards, C. Whitby-Strevens, *BCPL: the language and its compiler*, 1979, chapter 6 (also known as
//! Pratt's, *Top down operator precedence*, POPL 1973). The precedence is that of PostgreSQL.

use super::syntax::{Call, Expr, Form, Operator, power};
use super::tokens::{Placed, Token, Unclear, tokens};

/// How deep expressions may nest, parentheses and chains of operators: far beyond any formula, far below the stack of
/// a browser.
const DEEPEST: usize = 100;

/// Words that are no names of columns unless they are quoted.
const RESERVED: [&str; 14] = [
    "AND", "AS", "BETWEEN", "ELSE", "FROM", "ILIKE", "IN", "IS", "LIKE", "NOT", "OR", "SELECT", "THEN",
    "WHEN",
];

/// One expression, to the end of the text; or the byte of the fault, what was expected, and what can be done.
pub(super) fn parse(text: &str) -> Result<Expr, (usize, String, &'static str)> {
    let plain = |(at, what): Unclear| (at, what, "");
    let mut parser = Parser { text, tokens: tokens(text).map_err(plain)?, next: 0, depth: 0, cases: 0 };
    let parsed = parser.expression(0).map_err(plain)?;
    if parser.peek() == &Token::End {
        return Ok(parsed);
    }
    let found = parser.found();
    let help = match found.to_uppercase().as_str() {
        "WHERE" => "write the condition as SUM(x) FILTER (WHERE …), or under `where` of the indicator",
        "HAVING" | "GROUP" | "ORDER" | "LIMIT" => {
            "places, periods and groups are named by the indicator's other keys"
        }
        "AS" => "an indicator is named by its id and label",
        _ => "",
    };
    Err((parser.at(), format!("expected the end of the formula, found \"{found}\""), help))
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Placed>,
    next: usize,
    depth: usize,
    /// How many `CASE` are open: within one, `END` is no name.
    cases: usize,
}

impl Parser<'_> {
    fn expression(&mut self, above: u8) -> Result<Expr, Unclear> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.too_deep());
        }
        let mut left = self.prefix()?;
        while let Some(closer) = self.power().filter(|power| *power > above) {
            left = self.infix(left, closer)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self) -> Result<Expr, Unclear> {
        let from = self.at();
        let token = self.peek().clone();
        match &token {
            Token::Mark("(") => {
                self.next += 1;
                let inner = self.expression(0)?;
                self.expect(")")?;
                self.made(from, Form::Nested(Box::new(inner)))
            }
            Token::Mark(sign @ ("-" | "+")) => {
                self.next += 1;
                let of = Box::new(self.expression(power::PRODUCT)?);
                self.made(from, if *sign == "-" { Form::Minus(of) } else { Form::Plus(of) })
            }
            Token::Number(digits) => self.leaf(Form::Number(digits.clone())),
            Token::Text(text) => self.leaf(Form::Text(text.clone())),
            Token::Name(_) => self.name(),
            Token::Word(word) => match word.to_uppercase().as_str() {
                "NULL" => self.leaf(Form::Null),
                "TRUE" => self.leaf(Form::Flag(true)),
                "FALSE" => self.leaf(Form::Flag(false)),
                "NOT" => {
                    self.next += 1;
                    let of = self.expression(power::NOT)?;
                    self.made(from, Form::Not(Box::new(of)))
                }
                "CASE" => self.case(),
                "CAST" if self.opens_after() => self.cast(),
                "EXTRACT" if self.opens_after() => self.extract(),
                "DATE" if matches!(self.after(), Token::Text(_)) => {
                    self.next += 1;
                    let Token::Text(text) = self.peek().clone() else { return Err(self.expected("a date")) };
                    self.next += 1;
                    self.made(from, Form::Date(text))
                }
                "END" if self.cases > 0 => Err(self.expected("a value")),
                upper if RESERVED.contains(&upper) => Err(self.expected("a value")),
                _ => self.name(),
            },
            Token::Mark(_) | Token::End => Err(self.expected("a value")),
        }
    }

    /// A column or a call.
    fn name(&mut self) -> Result<Expr, Unclear> {
        let from = self.at();
        let mut parts = Vec::new();
        loop {
            match self.peek().clone() {
                Token::Word(part) | Token::Name(part) => parts.push(part),
                _ => return Err(self.expected("a name")),
            }
            self.next += 1;
            if !self.take(".") {
                break;
            }
        }
        if self.peek() == &Token::Mark("(") {
            return self.call(from, &parts.join("."));
        }
        self.made(from, Form::Name(parts))
    }

    fn call(&mut self, from: usize, name: &str) -> Result<Expr, Unclear> {
        self.expect("(")?;
        let mut call = Call {
            name: name.to_uppercase(),
            arguments: Vec::new(),
            distinct: false,
            filter: None,
            ordered: None,
        };
        if !self.take(")") {
            if self.peek() == &Token::Mark("*") && self.after() == &Token::Mark(")") {
                self.next += 1;
            } else {
                call.distinct = self.word("DISTINCT");
                if !call.distinct {
                    self.word("ALL");
                }
                call.arguments = self.list()?;
            }
            self.expect(")")?;
        }
        if self.word("WITHIN") {
            self.expect_words(&["GROUP"])?;
            self.expect("(")?;
            self.expect_words(&["ORDER", "BY"])?;
            call.ordered = Some(Box::new(self.expression(0)?));
            // Descending would turn the share round: it is refused rather than overlooked.
            self.word("ASC");
            self.expect(")")?;
        }
        if self.word("FILTER") {
            self.expect("(")?;
            self.expect_words(&["WHERE"])?;
            call.filter = Some(Box::new(self.expression(0)?));
            self.expect(")")?;
        }
        self.made(from, Form::Call(call))
    }

    fn list(&mut self) -> Result<Vec<Expr>, Unclear> {
        let mut list = vec![self.expression(0)?];
        while self.take(",") {
            list.push(self.expression(0)?);
        }
        Ok(list)
    }

    fn case(&mut self) -> Result<Expr, Unclear> {
        let from = self.at();
        self.next += 1;
        self.cases += 1;
        let operand = if self.is_word("WHEN") { None } else { Some(Box::new(self.expression(0)?)) };
        let mut whens = Vec::new();
        while self.word("WHEN") {
            let test = self.expression(0)?;
            self.expect_words(&["THEN"])?;
            whens.push((test, self.expression(0)?));
        }
        if whens.is_empty() {
            return Err(self.expected("WHEN"));
        }
        let last = if self.word("ELSE") { Some(Box::new(self.expression(0)?)) } else { None };
        self.expect_words(&["END"])?;
        self.cases -= 1;
        self.made(from, Form::Case { operand, whens, last })
    }

    fn cast(&mut self) -> Result<Expr, Unclear> {
        let from = self.at();
        self.next += 1;
        self.expect("(")?;
        let of = Box::new(self.expression(0)?);
        self.expect_words(&["AS"])?;
        let to = self.type_name()?;
        self.expect(")")?;
        self.made(from, Form::Cast(of, to))
    }

    /// A type as written, in capitals: `DECIMAL(10, 2)`.
    fn type_name(&mut self) -> Result<String, Unclear> {
        let from = self.at();
        if !matches!(self.peek(), Token::Word(_)) {
            return Err(self.expected("a type"));
        }
        let double = self.is_word("DOUBLE");
        self.next += 1;
        if double {
            self.word("PRECISION");
        }
        if self.take("(") {
            while matches!(self.peek(), Token::Number(_) | Token::Mark(",")) {
                self.next += 1;
            }
            self.expect(")")?;
        }
        let words: Vec<&str> = self.text[from..self.end()].split_whitespace().collect();
        Ok(words.join(" ").to_uppercase())
    }

    fn extract(&mut self) -> Result<Expr, Unclear> {
        let from = self.at();
        self.next += 1;
        self.expect("(")?;
        let Token::Word(field) = self.peek().clone() else {
            return Err(self.expected("YEAR, QUARTER or MONTH"));
        };
        self.next += 1;
        self.expect_words(&["FROM"])?;
        let of = Box::new(self.expression(0)?);
        self.expect(")")?;
        self.made(from, Form::Extract(field.to_uppercase(), of))
    }

    /// How closely the next operator binds; nothing where none follows.
    fn power(&self) -> Option<u8> {
        match self.peek() {
            Token::Mark("::") => Some(power::CAST),
            Token::Mark(mark) => Operator::of(mark).map(Operator::power),
            Token::Word(word) => match word.to_uppercase().as_str() {
                "OR" => Some(power::OR),
                "AND" => Some(power::AND),
                "IS" => Some(power::IS),
                "IN" | "BETWEEN" => Some(power::RELATION),
                "LIKE" | "ILIKE" => Some(power::LIKE),
                "NOT" => match self.after() {
                    Token::Word(next) => match next.to_uppercase().as_str() {
                        "IN" | "BETWEEN" => Some(power::RELATION),
                        "LIKE" | "ILIKE" => Some(power::LIKE),
                        _ => None,
                    },
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    fn infix(&mut self, left: Expr, power: u8) -> Result<Expr, Unclear> {
        let from = left.span.start;
        let of = Box::new(left);
        if self.take("::") {
            let to = self.type_name()?;
            return self.made(from, Form::Cast(of, to));
        }
        if self.word("IS") {
            let negated = self.word("NOT");
            let form = if self.word("NULL") {
                Form::IsNull { of, negated }
            } else if self.is_word("TRUE") || self.is_word("FALSE") {
                let flag = self.is_word("TRUE");
                self.next += 1;
                Form::IsFlag { of, flag, negated }
            } else {
                return Err(self.expected("NULL, TRUE or FALSE"));
            };
            return self.made(from, form);
        }
        let negated = self.word("NOT");
        if self.word("IN") {
            self.expect("(")?;
            let list = self.list()?;
            self.expect(")")?;
            return self.made(from, Form::In { of, list, negated });
        }
        if self.word("BETWEEN") {
            let low = Box::new(self.expression(power)?);
            self.expect_words(&["AND"])?;
            let high = Box::new(self.expression(power)?);
            return self.made(from, Form::Between { of, low, high, negated });
        }
        let fold = self.is_word("ILIKE");
        if self.word("LIKE") || self.word("ILIKE") {
            let pattern = Box::new(self.expression(power)?);
            return self.made(from, Form::Like { of, pattern, negated, fold });
        }
        let operator = match self.peek() {
            Token::Mark(mark) => Operator::of(mark),
            _ if self.is_word("AND") => Some(Operator::And),
            _ if self.is_word("OR") => Some(Operator::Or),
            _ => None,
        };
        let Some(operator) = operator else { return Err(self.expected("an operator")) };
        self.next += 1;
        let right = Box::new(self.expression(power)?);
        self.made(from, Form::Binary(operator, of, right))
    }

    fn leaf(&mut self, form: Form) -> Result<Expr, Unclear> {
        let from = self.at();
        self.next += 1;
        self.made(from, form)
    }

    /// An expression that ends with the piece before.
    fn made(&self, from: usize, form: Form) -> Result<Expr, Unclear> {
        let depth = 1 + form.below().iter().map(|one| one.depth).max().unwrap_or(0);
        if depth > DEEPEST {
            return Err(self.too_deep());
        }
        Ok(Expr { form, span: from..self.end(), depth })
    }

    fn too_deep(&self) -> Unclear {
        (self.at(), format!("expected at most {DEEPEST} levels of parentheses and operators, found more"))
    }

    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |placed| &placed.token)
    }

    fn after(&self) -> &Token {
        self.tokens.get(self.next + 1).map_or(&Token::End, |placed| &placed.token)
    }

    fn opens_after(&self) -> bool {
        self.after() == &Token::Mark("(")
    }

    /// Where the next piece begins.
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.text.len(), |placed| placed.span.start)
    }

    /// Where the piece before ends.
    fn end(&self) -> usize {
        self.next.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |placed| placed.span.end)
    }

    /// The next piece as written.
    fn found(&self) -> &str {
        self.tokens.get(self.next).map_or("", |placed| &self.text[placed.span.clone()])
    }

    fn take(&mut self, mark: &str) -> bool {
        let there = matches!(self.peek(), Token::Mark(one) if *one == mark);
        self.next += usize::from(there);
        there
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(one) if one.eq_ignore_ascii_case(word))
    }

    fn word(&mut self, word: &str) -> bool {
        let there = self.is_word(word);
        self.next += usize::from(there);
        there
    }

    fn expect(&mut self, mark: &str) -> Result<(), Unclear> {
        if self.take(mark) { Ok(()) } else { Err(self.expected(mark)) }
    }

    fn expect_words(&mut self, words: &[&str]) -> Result<(), Unclear> {
        words.iter().try_for_each(|word| if self.word(word) { Ok(()) } else { Err(self.expected(word)) })
    }

    fn expected(&self, what: &str) -> Unclear {
        let found = match self.found() {
            "" => "the end of the formula".to_owned(),
            found => format!("\"{found}\""),
        };
        (self.at(), format!("expected {what}, found {found}"))
    }
}
