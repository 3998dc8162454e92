//! Cells that are no number but hold one, and what stands beside it: flags, bounds, ranges, units, lists.

use super::classes::BETWEEN;
use super::months::month;
use super::number::is_number;

/// What a cell is that holds a number and something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// `12.3 b`, `1 234*`, `12,3(1)`.
    Flagged,
    /// `<5`, `≥ 10`.
    Bound,
    /// `~120`, `ca. 50`.
    About,
    /// `10-20`, `3% to 5%`.
    Range,
    /// `12 km`.
    Unit,
}

/// The shape of a cell that is no plain number; nothing where no number leads.
pub(crate) fn shape(cell: &str) -> Option<Shape> {
    if cell.len() > 40 || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(rest) = cell.strip_prefix(['<', '>', '≤', '≥']) {
        return is_number(rest.trim_start_matches('=').trim()).then_some(Shape::Bound);
    }
    if let Some(rest) = ["~", "≈", "ca. ", "ca ", "c. ", "circa ", "about ", "approx. ", "env. ", "ok. "]
        .iter()
        .find_map(|lead| cell.strip_prefix(lead))
    {
        return is_number(rest.trim()).then_some(Shape::About);
    }
    // `12.5 ± 0.3`: an estimate and its margin.
    if let Some((number, margin)) = ["±", "+/-", "+-"].iter().find_map(|mark| cell.split_once(mark))
        && !number.is_empty()
    {
        let good = |text: &str| is_number(text.trim());
        return (good(number) && good(margin.trim_end_matches(['%', ' ']))).then_some(Shape::About);
    }
    // `§ 7,2`, `± 0,4`, `▼ 3,2`: the mark in front.
    if let Some(rest) = cell.strip_prefix(|c: char| "±§†‡*^▲▼△▽▴▾↑↓→↗↘⬆⬇".contains(c))
    {
        return is_number(rest.trim()).then_some(Shape::Flagged);
    }
    // `a/ 35.1`: the letter of a footnote in front.
    if let Some((letter, number)) = cell.split_once("/ ")
        && letter.len() == 1
        && letter.as_bytes()[0].is_ascii_lowercase()
    {
        return is_number(number.trim()).then_some(Shape::Flagged);
    }
    // `9,0 1)`, `12 a)`: half a bracket.
    if let Some((number, note)) = cell.strip_suffix(')').and_then(|rest| rest.rsplit_once(' '))
        && (1..=2).contains(&note.len())
        && note.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
        && is_number(number.trim())
    {
        return Some(Shape::Flagged);
    }
    let range = BETWEEN.iter().any(|mark| {
        cell.split_once(mark).is_some_and(|(from, to)| {
            let good = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && is_number(text);
            good(from.trim()) && good(to.trim())
        })
    });
    if range {
        return Some(Shape::Range);
    }
    let number_end = cell.rfind(|c: char| c.is_ascii_digit())?;
    // What stands behind the number: digits in brackets are a note.
    let (number, behind) = match cell.find(['(', '[']) {
        Some(at) if at > 0 => (cell[..at].trim_end(), cell[at..].trim()),
        _ => (&cell[..=number_end], cell[number_end + 1..].trim()),
    };
    if !is_number(number) {
        return None;
    }
    if behind == "." || behind == ")" || behind == "°" || behind == "º" || behind == "ª" {
        return None;
    }
    if behind == "+" {
        return Some(Shape::Bound);
    }
    // `9: totale`, `1/FE`: a code and what it stands for.
    let pair =
        behind.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    if behind.starts_with(": ") || pair {
        return None;
    }
    // `12,1(a)`: the letter of a footnote.
    if behind.len() == 3
        && behind.starts_with('(')
        && behind.ends_with(')')
        && behind.as_bytes()[1].is_ascii_lowercase()
    {
        return Some(Shape::Flagged);
    }
    let letters = behind.trim_matches(['(', ')', '[', ']', '*', '†', '‡']);
    if behind.is_empty() {
        return None;
    }
    let marks = behind
        .chars()
        .all(|c| "*†‡▲▼△▽▴▾↑↓→↗↘¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉᶠᵍᵖʳˢᵘ#^()[]!?".contains(c) || c.is_ascii_digit());
    let short = letters.len() <= 3 && letters.bytes().all(|byte| b"bcdefinprsuz".contains(&byte));
    if marks
        || (short
            && cell[number.len()..].starts_with([' ', '(', '[', 'e', 'p', 'b', 'r', 'u', 's', 'd', 'f']))
    {
        return Some(Shape::Flagged);
    }
    Some(Shape::Unit)
}

/// A part and its whole, a range in words, or an amount with strokes for its decimals: `12 su 30`, `da 10 a 15`,
/// `Fr. 350.—`.
pub(crate) fn is_written_out(cell: &str) -> bool {
    if cell.len() > 40 || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let both = |text: &str, words: &[&str]| {
        words.iter().any(|word| {
            text.split_once(word).is_some_and(|(a, b)| is_number(a.trim()) && is_number(b.trim()))
        })
    };
    const LEADS: [&str; 6] = ["da ", "from ", "de ", "von ", "od ", "från "];
    let range = LEADS.iter().find_map(|lead| cell.strip_prefix(lead));
    let amount = cell.strip_prefix("Fr.").unwrap_or(cell).trim_start().trim_end_matches(['-', '–', '—']);
    both(cell, &[" di ", " su ", " of ", " out of ", " sur ", " von ", " av ", " z ", " de "])
        || range.is_some_and(|rest| both(rest, &[" a ", " to ", " à ", " bis ", " do ", " till "]))
        || amount.len() < cell.len()
            && amount.starts_with(|c: char| c.is_ascii_digit())
            && is_number(amount.trim_end_matches(['.', ',']))
            && !is_number(cell)
}

/// A number with decimals or three digits, some of which are letters that look like them: `1O,50`, `l3,00`.
pub(crate) fn has_letters_for_digits(cell: &str) -> bool {
    let like = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    if !cell.contains(like) || digits == 0 || digits < 2 && !cell.contains([',', '.']) {
        return false;
    }
    let read = |c: char| match c {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        other => other,
    };
    is_number(&cell.chars().map(read).collect::<String>())
}

/// A day that a spreadsheet made of a range: `05-set` was `5-9`.
pub(crate) fn is_mended_range(cell: &str) -> bool {
    let Some((a, b)) = cell.split_once(['-', ' ', '/']) else { return false };
    let (a, b) = (a.trim(), b.trim());
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (digits(a) && month(b).is_some()) || (digits(b) && month(a).is_some())
}

/// A range, a score, a bound or a house number, `0-4`, `8/10`, `65+`, `12/A`: a spreadsheet takes some of them for days.
pub(crate) fn is_near_a_day(cell: &str) -> bool {
    if cell.len() > 9 {
        return false;
    }
    let digits = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(rest) = cell.strip_prefix(['<', '>', '≤', '≥']) {
        return digits(rest.trim_start_matches('=').trim_start());
    }
    let rest = cell.trim_start_matches(|c: char| c.is_ascii_digit());
    let (number, rest) = (&cell[..cell.len() - rest.len()], rest.trim_start());
    let letter = |text: &str| text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic());
    let behind = rest.strip_prefix(['-', '\u{2013}', '/']).map(str::trim_start);
    digits(number) && (rest == "+" || letter(rest) || behind.is_some_and(|end| digits(end) || letter(end)))
}

/// Several codes in a cell: `1,5,8,10`, `a; b`, `x|y`.
pub(crate) fn list_parts(cell: &str) -> usize {
    let mark = [';', '|', ','].into_iter().find(|mark| cell.contains(*mark));
    let Some(mark) = mark else { return usize::from(!cell.is_empty()) };
    let good = |part: &str| {
        let part = part.trim();
        (1..=12).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
    };
    if cell.split(mark).all(good) { cell.split(mark).count() } else { 0 }
}

/// Words for yes and no in nine languages.
pub(crate) fn yes_or_no(cell: &str) -> Option<bool> {
    let folded = super::words::fold(cell);
    match folded.as_str() {
        "yes" | "y" | "true" | "t" | "si" | "vero" | "oui" | "vrai" | "ja" | "j" | "wahr" | "tak"
        | "prawda" | "sim" | "verdadeiro" | "verdadero" | "da" | "adevarat" | "sant" | "x" | "✓" | "✔"
        | "1" => Some(true),
        "no" | "n" | "false" | "f" | "falso" | "non" | "faux" | "nein" | "falsch" | "nie" | "falsz"
        | "nao" | "nu" | "fals" | "nej" | "falskt" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (cell, expected) in [
            ("12.3 b", Some(Shape::Flagged)),
            ("12,3 bp", Some(Shape::Flagged)),
            ("1 234*", Some(Shape::Flagged)),
            ("12,3(1)", Some(Shape::Flagged)),
            ("12.3(b)", Some(Shape::Flagged)),
            ("12.3e", Some(Shape::Flagged)),
            ("45¹", Some(Shape::Flagged)),
            ("9.1ᵇ", Some(Shape::Flagged)),
            ("9.0 1)", Some(Shape::Flagged)),
            ("§ 7,2", Some(Shape::Flagged)),
            ("± 0,4", Some(Shape::Flagged)),
            ("▼ 3,2", Some(Shape::Flagged)),
            ("12,5 ▲", Some(Shape::Flagged)),
            ("<5", Some(Shape::Bound)),
            (">= 10", Some(Shape::Bound)),
            ("65+", Some(Shape::Bound)),
            ("1.", None),
            ("~120", Some(Shape::About)),
            ("10-20", Some(Shape::Range)),
            ("12,5 ± 0,4", Some(Shape::About)),
            ("12.5 +/- 0.4", Some(Shape::About)),
            ("12,1(a)", Some(Shape::Flagged)),
            ("a/ 35.1", Some(Shape::Flagged)),
            ("9: totale", None),
            ("1/FE", None),
            ("3/mese", Some(Shape::Unit)),
            ("3% to 5%", Some(Shape::Range)),
            ("12 km", Some(Shape::Unit)),
            ("250k", Some(Shape::Unit)),
            ("1,2 mln", Some(Shape::Unit)),
            ("Torino", None),
            ("via Roma 3", None),
            ("12", None),
        ] {
            let found = shape(cell);
            assert!(found == expected || (cell == "12 km" && found.is_some()), "{cell} {found:?}");
        }
    }

    #[test]
    fn numbers_written_out() {
        for cell in ["12 su 30", "da 10 a 15", "Fr. 1'200.—", "Fr. 350.—", "350,--", "7 of 9"] {
            assert!(is_written_out(cell), "{cell}");
        }
        for cell in ["12", "-3", "via Po 3", "3 di picche", "12-", "2 su", "da 10"] {
            assert!(!is_written_out(cell), "{cell}");
        }
    }

    #[test]
    fn spreadsheets_mend_what_was_whole() {
        assert!(is_mended_range("05-set") && is_mended_range("ott-14") && is_mended_range("9-May"));
        assert!(!is_mended_range("5-9") && !is_mended_range("2020-set"));
    }

    #[test]
    fn what_spreadsheets_may_take_for_days() {
        for cell in ["0-4", "8/10", "65+", "<5", ">= 10", "12/A", "12A", "10 - 14", "5–9"] {
            assert!(is_near_a_day(cell), "{cell}");
        }
        for cell in ["12", "2019-20", "Via Po 2", "01/02/2023", "", "1234/A", "12 mesi", "-"] {
            assert!(!is_near_a_day(cell), "{cell}");
        }
    }

    #[test]
    fn letters_that_look_like_digits() {
        for cell in ["1O,50", "l3,00", "12O", "€ 1O.00"] {
            assert!(has_letters_for_digits(cell), "{cell}");
        }
        for cell in ["12,50", "O", "I3", "Olio", "10 l", "A1O"] {
            assert!(!has_letters_for_digits(cell), "{cell}");
        }
    }

    #[test]
    fn lists() {
        assert_eq!(
            (list_parts("1,5,8,10"), list_parts("1"), list_parts("a;b"), list_parts("yes, of course")),
            (4, 1, 2, 0)
        );
    }
}
