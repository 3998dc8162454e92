//! Texts without what tells who somebody is: remarks, questions and rows are read by others than the owner of the file.

use super::identity::{is_someone, is_someones_number, is_surely_someone};
use super::personal::mask;
use esito_model::Remark;
use std::borrow::Cow;

/// As many words may an account or a telephone number be written in.
const WORDS: usize = 10;

/// A text with e-mail addresses, telephone numbers, bank accounts and tax codes hidden: what can be nothing else. Of
/// rows this is shown, so that codes of other things stay whole.
///
/// ```text
/// conceal("found \"a.b@example.org\"") = "found \"•.•@•••••••.•••\""
/// ```
pub(crate) fn conceal(text: &str) -> Cow<'_, str> {
    hide(text, is_surely_someone)
}

/// The same with every number that may be somebody's: of a remark nothing is lost.
fn conceal_all(text: &str) -> Cow<'_, str> {
    hide(text, |word| is_someone(word) || is_someones_number(word))
}

fn hide(text: &str, tells: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let hidden = spans(text, tells);
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (begin, end) in hidden {
        out.push_str(&text[from..begin]);
        out.push_str(&mask(&text[begin..end]));
        from = end;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// A remark with everything of the kind hidden in its words and particulars. A fix that would show it is taken out.
pub(crate) fn concealed(mut remark: Remark) -> Remark {
    let hide = |text: &mut String| match conceal_all(text) {
        Cow::Borrowed(_) => false,
        Cow::Owned(other) => {
            *text = other;
            true
        }
    };
    hide(&mut remark.message);
    hide(&mut remark.help);
    for text in remark.particulars.found.iter_mut().chain(&mut remark.particulars.names) {
        hide(text);
    }
    let shows = |text: &String| matches!(conceal_all(text), Cow::Owned(_));
    if remark.fix.as_ref().is_some_and(|fix| shows(&fix.into) || fix.spellings.iter().any(shows)) {
        remark.fix = None;
    }
    remark
}

/// Where in the text somebody is told, from byte to byte.
fn spans(text: &str, tells: impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
    // Nothing of the kind goes without an at sign or digits.
    if !text.bytes().any(|byte| byte == b'@' || byte.is_ascii_digit()) {
        return Vec::new();
    }
    let words: Vec<(usize, usize)> = words(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (begin, first) = words[at];
        // The longest run of words that tells: accounts and telephone numbers are written with spaces between.
        let spaced = text[begin..first].starts_with('+') || is_account_begin(&text[begin..first]);
        let most = if spaced { WORDS.min(words.len() - at) } else { 1 };
        let found = (1..=most).rev().find(|count| {
            let end = words[at + count - 1].1;
            text[begin..end].chars().all(|c| c.is_alphanumeric() || " \u{A0}+-/.()@_%'".contains(c))
                && tells(&text[begin..end])
        });
        match found {
            Some(count) => {
                out.push((begin, words[at + count - 1].1));
                at += count;
            }
            None => at += 1,
        }
    }
    out
}

/// Two capitals and two digits: how bank accounts begin.
fn is_account_begin(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() >= 4
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
}

/// The words of a text by their bytes, without quotes, brackets and full stops around them.
fn words(text: &str) -> Vec<(usize, usize)> {
    let apart = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '“' | '”' | '«' | '»' | ',' | ';' | '<' | '>' | '|' | '=')
    };
    let around = |c: char| matches!(c, '.' | ':' | '(' | ')' | '[' | ']' | '!' | '?' | '\'');
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split(apart) {
        let bare = word.trim_matches(around);
        if !bare.is_empty() {
            let begin = at + (word.len() - word.trim_start_matches(around).len());
            out.push((begin, begin + bare.len()));
        }
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use esito_model::{Fix, RemarkPlace, Severity};

    #[test]
    fn what_tells_who_somebody_is_is_hidden_wherever_it_stands() {
        for (text, expected) in [
            ("found \"a.b@example.org\" in", "found \"•.•@•••••••.•••\" in"),
            ("scrivere a maria@x.it.", "scrivere a •••••@•.••."),
            ("<m@x.org>; tel. +39 347 1234567, poi", "<•@•.•••>; tel. +•• ••• •••••••, poi"),
            ("conto IT60 X054 2811 1010 0000 0123 456 ok", "conto •••• •••• •••• •••• •••• •••• ••• ok"),
            ("CF: RSSMRA85T10A562S", "CF: ••••••••••••••••"),
            ("found \"44051401359\"", "found \"•••••••••••\""),
            ("à à (12345678Z)", "à à (•••••••••)"),
        ] {
            assert_eq!(conceal_all(text), expected);
        }
        for text in [
            "expected 8 cells, found 9",
            "2021-03-15 and 1234567890, +5 % of 44051401358",
            "line 12: \"Torino\" @ home",
            "",
        ] {
            assert!(matches!(conceal_all(text), Cow::Borrowed(_)), "{text}");
        }
        for code in ["44051401359", "AB123456C"] {
            assert!(
                conceal_all(code) != code && conceal(code) == code,
                "{code} of a row may be another code"
            );
        }
    }

    #[test]
    fn a_fix_that_shows_somebody_is_taken_out() {
        let fix = |into: &str| {
            let remark = Remark::new("spelling-variants", Severity::Doubt, RemarkPlace::default(), "x");
            let fix = Fix { spellings: vec!["x".to_owned()], into: into.to_owned(), ..Fix::default() };
            concealed(Remark { fix: Some(fix), ..remark.with_found([into]) })
        };
        assert!(fix("Torino").fix.is_some());
        let hidden = fix("a@example.org");
        assert!(hidden.fix.is_none() && hidden.particulars.found == ["•@•••••••.•••"]);
    }
}
