//! Texts that earlier programs have mixed up: lines of two encodings, signs that became control characters.

use super::noted::{Noted, brief, shown};
use crate::told::told;
use std::borrow::Cow;

/// Whether some lines of a text that is not UTF-8 are in it all the same, with letters of Latin scripts. In a Latin
/// encoding of one byte they would be letters with a sign behind each.
pub(super) fn has_utf8_lines(bytes: &[u8]) -> bool {
    let letter = |c: char| ('\u{C0}'..='\u{17F}').contains(&c) && c.is_alphabetic();
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_ascii())
        .filter_map(|line| std::str::from_utf8(line).ok())
        .any(|line| line.chars().filter(|c| !c.is_ascii()).all(letter))
}

/// Control characters from 0x80 on, which no text has: Windows-1252 was taken for ISO-8859-1 when the file was made, and
/// its `’`, `–` and `€` are still there.
pub(super) fn signs_of_windows<'t>(text: &'t str, noted: &mut Noted) -> Cow<'t, str> {
    let is_control = |c: char| ('\u{80}'..='\u{9F}').contains(&c);
    let Some(at) = text.find(is_control) else { return Cow::Borrowed(text) };
    let sign = |c: char| {
        let byte = u8::try_from(u32::from(c)).ok().filter(|_| is_control(c))?;
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
    };
    let read: String = text.chars().map(|c| sign(c).unwrap_or(c)).collect();
    // Up to there both are the same.
    let example: String = read[at..].chars().take(12).take_while(|c| *c != '\n').collect();
    let line = 1 + text[..at].matches('\n').count();
    let message = format!(
        "expected text, found control characters that are signs in Windows-1252, such as {}; they were read as these signs",
        shown(&example)
    );
    noted.doubt(
        "mixed-encoding",
        u32::try_from(line).ok(),
        told(message).found([brief(&example)]).named(["Windows-1252"]),
        "make sure of its letters; an earlier program took Windows-1252 for ISO-8859-1",
    );
    Cow::Owned(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_utf8_are_found_among_others() {
        assert!(has_utf8_lines(b"Comune;N\nForl\xEC;1\nCant\xC3\xB9;2\n"));
        for bytes in [&b"Comune;N\nForl\xEC;1\nAsti;2\n"[..], b"Prezzo\n\xE2\x82\xAC 5\nForl\xEC\n", b"a\n"] {
            assert!(!has_utf8_lines(bytes), "{bytes:?}");
        }
    }

    #[test]
    fn controls_are_the_signs_that_they_were() {
        let mut noted = Noted::new("t.csv");
        assert_eq!(signs_of_windows("l\u{92}anno\n\u{80} 5", &mut noted), "l’anno\n€ 5");
        assert_eq!(noted.remarks.len(), 1);
        assert!(matches!(signs_of_windows("l’anno", &mut noted), Cow::Borrowed(_)));
        assert_eq!(noted.remarks.len(), 1);
    }
}
