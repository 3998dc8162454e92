//! Texts whose cells stand apart in a way that is not read: by another mark, or by spaces that make them line up.

/// Lines that are looked at.
const LOOKED_AT: usize = 200;

/// What seems to stand between the cells of a text that was read as one column; nothing where it is one.
pub(crate) fn other_marks(text: &str) -> Option<String> {
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LOOKED_AT).collect();
    if lines.len() < 2 {
        return None;
    }
    let alike = |cells: &dyn Fn(&str) -> usize| {
        let first = cells(lines[0]);
        let same = lines.iter().filter(|line| cells(line) == first).count();
        first > 1 && same * 10 >= lines.len() * 9
    };
    for mark in ['^', '~', '¦', '§', '¬', '\u{1F}', '\u{1E}', '\u{1}', '!'] {
        if alike(&|line| line.split(mark).count()) {
            return Some(if mark.is_control() {
                "a control character".to_owned()
            } else {
                format!("\"{mark}\"")
            });
        }
    }
    let apart = |line: &str| line.split("  ").filter(|piece| !piece.trim().is_empty()).count();
    alike(&apart).then(|| "spaces".to_owned())
}

/// Whether a text holds nothing but delimiters.
pub(crate) fn is_hollow(text: &str) -> bool {
    let mark = |c: char| matches!(c, ';' | ',' | '|' | '"');
    text.contains(mark) && text.chars().all(|c| mark(c) || c.is_whitespace() || c == '\u{FEFF}')
}

/// Whether a text is what programs hand to each other, JSON or XML, and no table.
pub(crate) fn is_data_of_programs(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let inner = text.strip_prefix('[').map_or(text, str::trim_start);
    let object =
        inner.strip_prefix('{').map(str::trim_start).is_some_and(|rest| rest.starts_with(['"', '}']));
    // PC-Axis, as statistical offices offer it beside CSV.
    let pc_axis = ["CHARSET=", "AXIS-VERSION=", "TITLE=\""].iter().any(|word| text.starts_with(word));
    const OTHERS: [&str; 9] = [
        "INSERT INTO ",
        "CREATE TABLE ",
        "-- MySQL dump",
        "-- PostgreSQL",
        "-- phpMyAdmin",
        "BEGIN TRANSACTION",
        "BEGIN:VCALENDAR",
        "BEGIN:VCARD",
        "<?xml",
    ];
    object || pc_axis || OTHERS.iter().any(|word| text.starts_with(word))
}

/// The lines of a text without the quotes that a program has put around each of them as a whole, where their cells
/// have quotes of their own within, `"Torino,2020,""5,812"""`, or every line has as many delimiters, `"Torino;2020"`.
/// Nothing where a line has no quotes. Commas may be those of sentences: there must be two in each line.
pub(crate) fn out_of_quotes(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut inner = false;
    for line in text.lines() {
        let line = line.trim_end();
        let bare = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let bare = if line.is_empty() { "" } else { bare? };
        inner |= bare.contains("\"\"");
        // A quote that is not doubled ends a cell: the quotes are those of cells.
        if bare.replace("\"\"", "").contains('"') {
            return None;
        }
        out.push_str(&bare.replace("\"\"", "\""));
        out.push('\n');
    }
    let even = |mark: char, least: usize| {
        let mut counts = out.lines().filter(|line| !line.is_empty()).map(|line| line.matches(mark).count());
        let first = counts.next().unwrap_or(0);
        first >= least && counts.clone().next().is_some() && counts.all(|count| count == first)
    };
    (inner || even(';', 1) || even('\t', 1) || even('|', 1) || even(',', 2)).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{is_data_of_programs, other_marks};

    #[test]
    fn data_of_programs_are_told() {
        for text in [
            "[{\"a\": 1}]",
            "{ \"a\": [1] }",
            "<?xml version=\"1.0\"?><rows/>",
            "INSERT INTO t VALUES (1, 'a');",
        ] {
            assert!(is_data_of_programs(text), "{text}");
        }
        for text in ["a,b\n1,2\n", "[x],b\n", "{a},b\n", "[1],[2]\n"] {
            assert!(!is_data_of_programs(text), "{text}");
        }
    }

    #[test]
    fn other_marks_are_told() {
        assert_eq!(other_marks("a^b\n1^2\n").as_deref(), Some("\"^\""));
        assert_eq!(other_marks("Comune     2019\nTorino   870952\n").as_deref(), Some("spaces"));
        for text in ["Comune\nTorino\nLa Spezia\n", "", "12:30\n12:40\n", "a  b\n", "Oh!\nAh\nEh\n"] {
            assert_eq!(other_marks(text), None, "{text}");
        }
    }
}
