//! Raised letters in the cells of an xlsx file, which are the marks of notes: `125` with a small 1 is `125¹`, not 1251.
//!
//! The parts are looked through tag by tag and never held as a whole.

use super::hidden::{Archive, unescaped};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};

/// No tag with what follows it is longer.
const LONGEST: u64 = 1 << 22;
/// So many different cells are remembered.
const MOST: usize = 1 << 16;

/// Texts as they would be without their form, and as they are meant.
pub(super) type Raised = BTreeMap<String, String>;

/// The texts with raised letters in a part of the workbook.
pub(super) fn raised(archive: &mut Archive<'_>, part: &str, out: &mut Raised) {
    let Ok(file) = archive.by_name(part) else { return };
    let mut file = BufReader::new(file);
    let (mut plain, mut meant, mut up, mut text) = (String::new(), String::new(), false, false);
    let mut piece = Vec::new();
    while out.len() < MOST && matches!(file.by_ref().take(LONGEST).read_until(b'<', &mut piece), Ok(1..)) {
        let found = String::from_utf8_lossy(&piece);
        let (tag, behind) = found.split_once('>').unwrap_or((&found, ""));
        let tag = tag.strip_prefix("x:").unwrap_or(tag);
        match tag.split([' ', '\n', '\r', '\t']).next().unwrap_or_default() {
            "si" | "is" => (plain, meant, up, text) = (String::new(), String::new(), false, true),
            "r" => up = false,
            "vertAlign" | "vertAlign/" => up = tag.contains("superscript"),
            // How a word is spoken is no part of it.
            "rPh" => text = false,
            "t" if text && !tag.ends_with('/') => {
                let words = unescaped(behind.trim_end_matches('<'));
                plain.push_str(&words);
                match up {
                    true => lift(&words, &mut meant),
                    false => meant.push_str(&words),
                }
            }
            "/rPh" => text = true,
            "/si" | "/is" if plain != meant => {
                out.insert(std::mem::take(&mut plain), std::mem::take(&mut meant));
            }
            _ => {}
        }
        piece.clear();
    }
}

/// Raised digits as they are; a letter in brackets; everything else as it stands.
fn lift(words: &str, out: &mut String) {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let bare = words.trim();
    let bracketed = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(bare);
    let bracketed = bracketed.strip_suffix(')').unwrap_or(bracketed);
    if !bracketed.is_empty() && bracketed.bytes().all(|byte| byte.is_ascii_digit()) {
        out.extend(bracketed.bytes().map(|digit| DIGITS[usize::from(digit - b'0')]));
    } else if bracketed.len() == 1 && bracketed.bytes().all(|byte| byte.is_ascii_lowercase()) {
        out.push_str(" (");
        out.push_str(bracketed);
        out.push(')');
    } else {
        out.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::lift;

    #[test]
    fn marks_of_notes_are_told_from_digits() {
        for (raised, expected) in
            [("1", "125¹"), (" 12 ", "125¹²"), ("(2)", "125²"), ("a", "125 (a)"), ("*", "125*")]
        {
            let mut out = "125".to_owned();
            lift(raised, &mut out);
            assert_eq!(out, expected);
        }
    }
}
