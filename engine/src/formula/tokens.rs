//! The text of a formula in pieces: words, numbers, texts, marks.

use std::ops::Range;

/// One piece of a formula's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A name or a key word, as written.
    Word(String),
    /// A name in double quotes or in backquotes, without them: never a key word.
    Name(String),
    /// Digits, perhaps with a point and an exponent.
    Number(String),
    /// A text in single quotes, without them.
    Text(String),
    /// An operator, a bracket, a comma.
    Mark(&'static str),
    /// The end of the formula.
    End,
}

/// A piece and where it stands, in bytes of the text.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) span: Range<usize>,
}

/// What cannot be cut into pieces: the byte where it begins, and what was expected.
pub(super) type Unclear = (usize, String);

/// Marks, longer ones first.
const MARKS: [&str; 19] =
    ["<>", "!=", "<=", ">=", "==", "||", "::", "(", ")", ",", ".", "+", "-", "*", "/", "=", "<", ">", "%"];

/// Cuts a formula into pieces; the last is `End`. Remarks (`-- …`, `/* … */`) are left out.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, Unclear> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(length) = blank(rest, first).map_err(|what| (at, what))? {
            at += length;
            continue;
        }
        let (token, length) = match first {
            '\'' => quoted(rest, '\'').map(|(text, length)| (Token::Text(text), length)),
            '"' | '`' => quoted(rest, first).map(|(name, length)| (Token::Name(name), length)),
            _ if begins_number(rest) => {
                let length = number(rest);
                Ok((Token::Number(rest[..length].to_owned()), length))
            }
            _ if first.is_alphabetic() || first == '_' => {
                let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                Ok((Token::Word(rest[..length].to_owned()), length))
            }
            _ => MARKS
                .iter()
                .find(|mark| rest.starts_with(**mark))
                .map(|mark| (Token::Mark(mark), mark.len()))
                .ok_or_else(|| {
                    format!("expected a name, a number, a text or an operator, found \"{first}\"")
                }),
        }
        .map_err(|what| (at, what))?;
        found.push(Placed { token, span: at..at + length });
        at += length;
    }
    found.push(Placed { token: Token::End, span: text.len()..text.len() });
    Ok(found)
}

/// The length of white space or of a remark at the beginning; nothing where another thing begins.
fn blank(rest: &str, first: char) -> Result<Option<usize>, String> {
    if first.is_whitespace() {
        return Ok(Some(first.len_utf8()));
    }
    if rest.starts_with("--") {
        return Ok(Some(rest.find('\n').unwrap_or(rest.len())));
    }
    if rest.starts_with("/*") {
        let end =
            rest.find("*/").ok_or("expected */ at the end of the remark, found the end of the formula")?;
        return Ok(Some(end + 2));
    }
    Ok(None)
}

/// What stands between two quotes; a doubled quote is one of its characters.
fn quoted(rest: &str, quote: char) -> Result<(String, usize), String> {
    let mut inside = String::new();
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != quote {
            inside.push(letter);
        } else if letters.next_if(|(_, next)| *next == quote).is_some() {
            inside.push(quote);
        } else {
            return Ok((inside, at + 1));
        }
    }
    Err(format!("expected {quote} at the end of the text, found the end of the formula"))
}

fn begins_number(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes[0].is_ascii_digit() || (bytes[0] == b'.' && bytes.get(1).is_some_and(u8::is_ascii_digit))
}

/// How many bytes of digits, point and exponent begin the text.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = digits(0);
    if bytes.get(at) == Some(&b'.') {
        at += 1 + digits(at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits((at + 1 + sign).min(bytes.len()));
        if exponent > 0 {
            at += 1 + sign + exponent;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<Token> {
        tokens(text).expect("pieces").into_iter().map(|placed| placed.token).collect()
    }

    #[test]
    fn pieces() {
        let word = |text: &str| Token::Word(text.into());
        assert_eq!(
            cut("SUM(a_1)>=1.5e3 -- and so on\n||'it''s'"),
            [
                word("SUM"),
                Token::Mark("("),
                word("a_1"),
                Token::Mark(")"),
                Token::Mark(">="),
                Token::Number("1.5e3".into()),
                Token::Mark("||"),
                Token::Text("it's".into()),
                Token::End,
            ]
        );
        assert_eq!(
            cut("città/* remark */\"two words\""),
            [word("città"), Token::Name("two words".into()), Token::End]
        );
        assert_eq!(
            cut(".5+1e"),
            [Token::Number(".5".into()), Token::Mark("+"), Token::Number("1".into()), word("e"), Token::End]
        );
    }

    #[test]
    fn what_cannot_be_cut_is_told_with_its_place() {
        assert_eq!(tokens("a = 'b").map(|_| ()).expect_err("an open text").0, 4);
        assert_eq!(tokens("a ; b").map(|_| ()).expect_err("no mark of ours").0, 2);
        assert_eq!(tokens("1 /* open").map(|_| ()).expect_err("an open remark").0, 2);
    }
}
