//! What a cell looks like by itself, just closely enough to tell headers from rows.
//!
//! Knows no column and decides nothing about values: that is `judge`'s.

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Blank,
    /// A sign for something missing, `..` or `n.d.`.
    Marker,
    Number,
    /// Four digits that could be a year.
    Year(u16),
    /// A day, or a quarter or month of a year.
    Date,
    Text,
}

impl Look {
    /// Whether it counts as a number in a column of numbers.
    pub(crate) fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Year(_))
    }
}

/// What a trimmed cell looks like.
pub(crate) fn look(cell: &str) -> Look {
    if cell.is_empty() {
        return Look::Blank;
    }
    if is_marker(cell) {
        return Look::Marker;
    }
    let bytes = cell.as_bytes();
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    if bytes.len() == 4
        && digits == 4
        && let Ok(year) = cell.parse::<u16>()
        && (1800..=2200).contains(&year)
    {
        return Look::Year(year);
    }
    // Most cells are words, or digits with a mark at most, and are not asked anything else.
    let marks = bytes.iter().filter(|byte| matches!(byte, b'.' | b',')).count();
    if digits == 0 {
        return Look::Text;
    }
    if marks < 2 && digits + marks == bytes.len() && !(bytes.len() == 6 && cell.ends_with(".0")) {
        return if is_pointed_month(cell) { Look::Date } else { Look::Number };
    }
    if let Some(year) = marked_year(cell) {
        return Look::Year(year);
    }
    if is_explained(cell) {
        return Look::Text;
    }
    if is_date(cell) {
        return Look::Date;
    }
    if is_number(cell) || is_interval(cell) { Look::Number } else { Look::Text }
}

fn is_marker(cell: &str) -> bool {
    if cell.chars().count() > 5 {
        return false;
    }
    // `€ -`: a zero of the accounting format.
    let cell = cell.trim_matches(['€', '£', '$', ' ']);
    let marks = !cell.is_empty()
        && cell.chars().all(|c| matches!(c, '.' | ':' | '-' | '–' | '—' | '…' | '*' | '/' | ' ' | '−'));
    marks
        || matches!(
            cell.to_lowercase().as_str(),
            "na" | "n/a"
                | "n.a."
                | "nd"
                | "n.d."
                | "n.d"
                | "nan"
                | "null"
                | "none"
                | "x"
                | "s"
                | "c"
                | "#n/a"
                | ": c"
                | ": u"
                | ": z"
                | ": s"
                | "[x]"
                | "[c]"
                | "[z]"
                | "k.a."
                | "b.d."
                | "s/o"
                | "nc"
                | "ns"
        )
}

/// A year with the mark of a note or of a float behind it: `2019(1)`, `2020 (a)`, `2021*`, `2022¹`, `2019.0`.
fn marked_year(cell: &str) -> Option<u16> {
    let (digits, behind) = cell.split_at_checked(4).filter(|(_, behind)| !behind.is_empty())?;
    let year: u16 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
    let behind = behind.trim_start();
    let note = behind.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']));
    let marked = match note {
        Some(note) => {
            (1..=2).contains(&note.chars().count())
                && note.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '*')
        }
        None => {
            cell.ends_with(".0") && behind.len() == 2
                || cell.as_bytes()[4] == b' '
                    && matches!(behind, "e" | "p" | "r" | "r." | "b" | "prel." | "prov." | "est." | "szac.")
                || matches!(behind, "b" | "e" | "p" | "r" | "r.") && cell.as_bytes()[4] != b' '
                || behind.chars().all(|c| matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | '⁴'))
        }
    };
    (marked && (1800..=2200).contains(&year)).then_some(year)
}

/// `01.2021`: a month and its year, as they stand in headers.
fn is_pointed_month(cell: &str) -> bool {
    let year = cell.len() == 7 && (cell[2..].starts_with(".19") || cell[2..].starts_with(".20"));
    year && matches!(cell[..2].parse::<u8>(), Ok(1..=12))
}

/// `(2017 PPP $)`: words and a year in brackets are no negative number; `(500 EUR)` is one.
fn is_explained(cell: &str) -> bool {
    let Some(inner) = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return false };
    let word = |word: &str| {
        word.chars().count() > 1
            && word.chars().all(char::is_alphabetic)
            && !matches!(word, "EUR" | "USD" | "GBP" | "PLN" | "SEK" | "CHF" | "zł" | "kr")
    };
    inner.split(' ').any(word)
}

/// Nothing but strokes: the ruler that consoles and plain texts draw below a header or a table.
pub(crate) fn is_stroke(cell: &str) -> bool {
    let strokes = cell.chars().all(|c| matches!(c, '-' | '=' | '_' | ':' | '+' | '|' | '─' | '—' | '–'));
    strokes && cell.chars().count() >= 3 && !cell.contains("::")
}

/// Digits with marks between them and, around them, signs, currencies, per cent, brackets and the flags of
/// statistical offices.
fn is_number(cell: &str) -> bool {
    let mut bare = cell.trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '+' | '-'
                    | '−'
                    | '–'
                    | '<'
                    | '>'
                    | '≤'
                    | '≥'
                    | '~'
                    | '≈'
                    | '±'
                    | '('
                    | '€'
                    | '$'
                    | '£'
                    | '¥'
                    | '§'
                    | '†'
            )
    });
    for code in ["EUR", "USD", "GBP", "PLN", "SEK", "CHF"] {
        bare = bare.strip_prefix(code).unwrap_or(bare).trim_start();
    }
    let mark = bare.strip_prefix(['.', ',']).unwrap_or(bare);
    if !mark.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let body = bare.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '%' | '‰'
                    | '€'
                    | '$'
                    | '£'
                    | '¥'
                    | ')'
                    | '*'
                    | '†'
                    | '‡'
                    | '¹'
                    | '²'
                    | '³'
                    | '⁴'
                    | '-'
                    | '−'
            )
    });
    let end = body
        .find(|c: char| {
            !(c.is_ascii_digit()
                || matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}'))
        })
        .unwrap_or(body.len());
    let (digits, rest) = body.split_at(end);
    // Sections such as 1.2.3 and dates such as 31.12.2020 are no numbers; thousands are groups of three.
    let groups: Vec<&str> = digits.trim_end().split(|c: char| !c.is_ascii_digit()).collect();
    let grouped =
        groups.len() <= 2 || groups[1..groups.len() - 1].iter().all(|group| (2..=3).contains(&group.len()));
    let dotted = groups.len() > 2 && groups.iter().all(|group| group.len() <= 2)
        || groups.iter().skip(1).any(|g| g.is_empty() && groups.len() > 2);
    if !grouped || dotted || groups.first().is_some_and(|first| groups.len() > 2 && first.len() > 3) {
        return false;
    }
    let rest = rest.trim();
    // `2. Età`, `08. Symbol`: a name with its number.
    if digits.trim_end().ends_with('.') && rest.contains(char::is_alphabetic) {
        return false;
    }
    let exponent = rest.strip_prefix(['e', 'E']).is_some_and(|power| {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        !power.is_empty() && power.bytes().all(|byte| byte.is_ascii_digit())
    });
    // `12.3 b`, `1 234 (1)`, `5 EUR`, `7 zł`; `12.3e`, but not `2b`, which is a class.
    let glued = groups.len() == 2 && rest.len() == 1 && rest.bytes().all(|byte| b"bcdefpru".contains(&byte));
    let spaced = digits.ends_with([' ', '\u{A0}']) || rest.starts_with('(') || glued;
    // `2021 - I` is a name.
    let flag = spaced
        && rest.chars().count() <= 4
        && !rest.starts_with(['-', '–'])
        && !rest.contains(|c: char| c.is_ascii_digit() && !rest.starts_with('('));
    rest.is_empty()
        || exponent
        || flag
        || matches!(rest, "kr" | "zł" | "EUR" | "USD" | "PLN" | "SEK" | "GBP" | "CHF")
}

/// A number and its bounds in brackets: `71.9 [70.4-73.3]`, `12,5 (11,0–14,1)`.
fn is_interval(cell: &str) -> bool {
    let Some((number, bounds)) = cell.split_once(['[', '(']) else { return false };
    let Some(bounds) = bounds.strip_suffix([']', ')']) else { return false };
    let Some((low, high)) = bounds.split_once(['-', '–', ';']) else { return false };
    [number, low, high].iter().all(|part| {
        let part = part.trim();
        part.starts_with(|c: char| c.is_ascii_digit()) && is_number(part)
    })
}

/// Two or three groups of digits with one mark between them, an ISO moment, or a part of a year.
fn is_date(cell: &str) -> bool {
    let day = cell.split(['T', ' ']).next().unwrap_or(cell);
    for mark in ['-', '/', '.'] {
        let groups: Vec<&str> = day.split(mark).collect();
        let digits =
            |group: &&str| (1..=4).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_digit());
        let short = groups.iter().filter(|group| group.len() <= 2).count();
        if groups.len() == 3 && groups.iter().all(digits) {
            let year = groups.iter().any(|group| group.len() == 4);
            return (year && short == 2)
                || (short == 3 && groups[2].len() == 2 && groups[0].len() + groups[1].len() > 2);
        }
        if groups.len() == 2
            && mark != '.'
            && groups.iter().all(digits)
            && groups.iter().any(|group| group.len() == 4)
        {
            return true;
        }
    }
    let upper = cell.to_ascii_uppercase();
    let (year, rest) = upper.split_at_checked(4).unwrap_or((upper.as_str(), ""));
    let rest = rest.trim_start_matches(['-', ' ']);
    year.bytes().all(|byte| byte.is_ascii_digit())
        && rest.len() > 1
        && rest.starts_with(['Q', 'M', 'S', 'H', 'T', 'W'])
        && rest[1..].bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a row's first words say that it is a note, a source or a legend.
pub(crate) fn is_note(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    let lower = lower.trim_start_matches(['(', '[', '*', ' ']);
    let word = NOTES.split('|').any(|note| {
        lower.strip_prefix(note).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([':', ' ', '.', '(', ')', ';', ',', '\u{A0}', '/'])
        })
    });
    word || is_marked(cell)
}

/// Whether a row's first words are those of a note and a colon: `Fonte: …`.
pub(crate) fn is_plain_note(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    NOTES
        .split('|')
        .any(|note| lower.strip_prefix(note).is_some_and(|rest| rest.trim_start().starts_with(':')))
}

/// Whether a cell says where a table comes from: `Source : …`, `© Insee`.
pub(crate) fn is_origin(cell: &str) -> bool {
    cell.starts_with('©') || is_plain_note(cell)
}

/// `(1) …`, `1) …`, `* …`, `a) …`, `[1] …`, `¹ …`: the mark of a footnote and then words.
pub(crate) fn is_marked(cell: &str) -> bool {
    let bare = cell.trim_start_matches(['(', '[']);
    let opened = bare.len() != cell.len();
    let rest = bare.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '*' | '¹' | '²' | '³' | '⁴' | '†' | '‡')
    });
    let rest = if rest.len() == bare.len() && bare.len() > 1 && bare.as_bytes()[0].is_ascii_lowercase() {
        bare.get(1..).unwrap_or_default()
    } else {
        rest
    };
    if rest.len() == bare.len() {
        return false;
    }
    let marked = rest.strip_prefix([')', ']']);
    let sign = cell.starts_with(['*', '¹', '²', '³', '⁴', '†', '‡']);
    let words = |text: &str| text.trim_start().chars().filter(|c| c.is_alphabetic()).count() > 2;
    match marked {
        Some(text) => words(text),
        None => !opened && sign && words(rest),
    }
}

/// First words of notes.
const NOTES: &str = "\
    kilde|sursa|fontes|última actualização|ultima actualização|fonte|fonti|nota|note|notes|notas|source|sources|\
    footnote|footnotes|footnoteseqid|źródło|zrodlo|uwaga|uwagi|źródła|källa|källor|kalla|anmärkning|fotnot|\
    fotnoter|quelle|quellen|anmerkung|anmerkungen|hinweis|bron|zdroj|forrás|fuente|fuentes|nb|n.b.|champ|lecture|\
    legenda|legend|légende|last update|last updated|ultimo aggiornamento|dati estratti|dati aggiornati|\
    data extracted|extracted on|aggiornamento|copyright|©|special value|special values|sinais convencionais|\
    signos convencionales|signes conventionnels|conventional signs|segni convenzionali|zeichenerklärung|\
    teckenförklaring|objaśnienia|observation flags|available flags|última atualização|ultima atualização|\
    dernière mise à jour|senast uppdaterad|elaborazione su|elaborazioni su";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_many_hands() {
        for cell in [
            "1",
            "-1",
            "1,5",
            "1.234,50",
            "1 234",
            "1\u{A0}234,5",
            "1'234.5",
            "12 %",
            "12,5%",
            "€ 1.250",
            "1250 €",
            "(12)",
            "<5",
            "~120",
            "12.3 b",
            "1 234 (1)",
            "1e5",
            "2.5E-3",
            ".5",
            "−3",
            "1234*",
            "007",
            "12 345 678",
            "5 zł",
            "3,0 p",
            "10,00 kr",
            "71.9 [70.4-73.3]",
            "12.3e",
            "± 25,1",
        ] {
            assert!(look(cell).is_numeric(), "{cell} {:?}", look(cell));
        }
        for cell in [
            "Torino",
            "0-14",
            "15-64",
            "65+ anni",
            "1.2.3",
            "P19_POP",
            "2019 totale",
            "n. 3",
            "2. Età",
            "07. Ano",
            "12 mesi di attività",
            "2b",
        ] {
            assert_eq!(look(cell), Look::Text, "{cell}");
        }
    }

    #[test]
    fn years_dates_and_markers() {
        assert_eq!(look("2019"), Look::Year(2019));
        for cell in [
            "31/12/2020",
            "2020-12-31",
            "31.12.2020",
            "2020-12-31T10:00:00",
            "2020-Q1",
            "2020M01",
            "2020-03",
            "03/2020",
        ] {
            assert_eq!(look(cell), Look::Date, "{cell}");
        }
        for cell in ["..", ":", "-", "n.d.", "NA", "…", ": c"] {
            assert_eq!(look(cell), Look::Marker, "{cell}");
        }
        assert_eq!(look(""), Look::Blank);
    }

    #[test]
    fn notes_are_known_by_their_first_words() {
        for cell in [
            "Fonte: ISTAT",
            "Source : Insee",
            "Źródło: GUS",
            "(1) Dati provvisori",
            "* stima",
            "1) Valori provvisori",
            "a) Incl. islands",
            "Note",
            "Källa: SCB",
            "¹ estimated",
        ] {
            assert!(is_note(cell), "{cell}");
        }
        for cell in
            ["Torino", "Notaresco", "1", "(12)", "Sourceville", "2019", "Noto", "b", "-", "*", "001 Torino"]
        {
            assert!(!is_note(cell), "{cell}");
        }
    }
}
