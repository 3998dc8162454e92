//! Markers of what is missing, each with its reason; which of them count depends on the column.

use super::words::fold;
use esito_model::Reason;

/// How far a marker can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trust {
    /// Missing in any column: `..`, `n/a`, `#DIV/0!`.
    Anywhere,
    /// Missing among numbers, dates and flags; elsewhere it may be a word or a code: `None`, `NA`, `not available`.
    AmongValues,
    /// A letter or sign that is missing only among numbers: `c`, `s`, `x`, `*`.
    AmongNumbers,
}

/// Why the cell is missing, and how far that can be trusted; nothing where the cell is no marker.
pub(crate) fn marker(cell: &str) -> Option<(Reason, Trust)> {
    use Reason::{NotApplicable, NotReported, Withheld};
    use Trust::{AmongNumbers, AmongValues, Anywhere};
    if cell.is_empty() {
        return Some((NotReported, Anywhere));
    }
    // Most cells are numbers, and no marker begins with a digit but the day zero.
    if cell.as_bytes()[0].is_ascii_digit() {
        let zero = matches!(cell, "00/00/0000" | "0000-00-00" | "00.00.0000" | "00-00-0000");
        return zero.then_some((NotReported, AmongValues));
    }
    if cell.chars().count() > 28 {
        return None;
    }
    // No program writes them so; Nan is a village, and Null a name.
    if matches!(cell, "Nan" | "Null" | "Nat") {
        return Some((NotReported, AmongValues));
    }
    let mut folded = fold(cell);
    if folded.starts_with('#') && folded.len() > 2 {
        folded.retain(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '¡' | '¿'));
    }
    // Brackets around: [x], (null), <NA>.
    let bare = folded
        .strip_prefix(['[', '(', '<'])
        .and_then(|inner| inner.strip_suffix([']', ')', '>']))
        .map_or(folded.as_str(), str::trim);
    let bracketed = bare.len() != folded.len();
    Some(match bare {
        "." | ".." | "..." | "...." | "....." | "…" | "…." | ":" | "::" => (NotReported, Anywhere),
        "-" | "--" | "---" | "–" | "—" | "−" | "‐" | "/" | "///" => (NotReported, Anywhere),
        "n/a" | "n.a." | "n.a" | "n/d" | "n.d." | "n.d" | "n. d." | "s/d" | "s.d." | "k.a." | "k. a."
        | "n.v." | "b.d." | "b/d" | "\\n" | "nat" | "n.p." | "nan" | "null" | "#n/a" | "#n/d" | "#n/d!"
        | "#na" | "#nv" | "#saknas!" | "#n/disp" => (NotReported, Anywhere),
        "#div/0!" | "#div/0" | "#ref!" | "#rif!" | "#value!" | "#valore!" | "#valeur!" | "#valor!"
        | "#wert!" | "#arg!" | "#adr!" | "#name?" | "#nome?" | "#nom?" | "#nazwa?" | "#num!" | "#nombre!"
        | "#null!" | "#nullo!" | "#bezug!" | "#ogiltig!" | "#liczba!" | "#zahl!" | "#varde!"
        | "#referens!" | "#dziel/0!" | "#division/0!" | "#vardefel!" | "#namn?" | "#skaring!"
        | "#deel/0!" | "#n/b" | "#waarde!" | "#verw!" | "#getal!" | "#naam?" | "#leeg!" | "#nombre?"
        | "#nulo!" | "#nome!" | "#nul!" | "#spill!" | "#calc!" => (NotReported, Anywhere),
        "inf" | "-inf" | "infinity" => (NotReported, AmongValues),
        "na" | "none" | "nil" | "nd" | "nc" | "nr" | "ns" | "n.s." | "n.c." | "n.r." | "n" | "missing"
        | "blank" | "empty" | "vuoto" | "vide" => match (bare, bracketed) {
            ("n", _) => return None,
            (_, true) => (NotReported, Anywhere),
            _ => (NotReported, AmongValues),
        },
        "not available"
        | "not reported"
        | "no data"
        | "data not available"
        | "non disponibile"
        | "dato non disponibile"
        | "non rilevato"
        | "non pervenuto"
        | "non disponible"
        | "donnee absente"
        | "donnee non disponible"
        | "no disponible"
        | "sin datos"
        | "sin dato"
        | "keine angabe"
        | "keine angaben"
        | "nicht verfugbar"
        | "brak"
        | "brak danych"
        | "nao disponivel"
        | "sem dados"
        | "indisponibil"
        | "date indisponibile"
        | "uppgift saknas"
        | "saknas"
        | "ej tillganglig"
        | "mancante"
        | "manquant"
        | "unavailable" => (NotReported, AmongValues),
        "not applicable" | "non applicabile" | "non pertinente" | "non applicable" | "sans objet"
        | "no aplica" | "no aplicable" | "nicht zutreffend" | "nie dotyczy" | "nao aplicavel"
        | "nao se aplica" | "nu se aplica" | "ej tillampligt" | "ej relevant" => (NotApplicable, AmongValues),
        "confidential" | "suppressed" | "withheld" | "redacted" | "secret" | "secret statistique"
        | "riservato" | "oscurato" | "confidenziale" | "tajne" | "poufne" | "sekretess" | "geheim" => {
            (Withheld, AmongValues)
        }
        // Stata's extended missing values.
        _ if bare.len() == 2 && bare.starts_with('.') && bare.as_bytes()[1].is_ascii_lowercase() => {
            (NotReported, AmongValues)
        }
        "entfallt" | "non definito" | "non indicato" | "non dichiarato" | "non specificato"
        | "non renseigne" | "non renseignee" | "non precise" | "ohne angabe" | "nie podano"
        | "ej angivet" | "sin informacion" | "no especificado" | "not stated" | "not specified" => {
            (NotReported, AmongNumbers)
        }
        // The letter of a footnote where the number would be.
        "a" | "b" if bracketed => (NotReported, AmongNumbers),
        "c" | "s" | "q" | "*" | "**" | "#" => (Withheld, AmongNumbers),
        "x" | "z" => (NotApplicable, AmongNumbers),
        "u" if bracketed => (Withheld, AmongNumbers),
        _ => return colon_with_flag(bare),
    })
}

/// Eurostat's missing value with a flag behind it: `: bu`.
fn colon_with_flag(cell: &str) -> Option<(Reason, Trust)> {
    let flag = cell.strip_prefix(':')?.trim().trim_matches(['(', ')']);
    let good = (1..=3).contains(&flag.len()) && flag.bytes().all(|byte| b"bcdefinprsuz".contains(&byte));
    let reason = match flag {
        "z" => Reason::NotApplicable,
        _ if flag.contains('c') => Reason::Withheld,
        _ => Reason::NotReported,
    };
    good.then_some((reason, Trust::Anywhere))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_marker_has_its_reason() {
        use Reason::{NotApplicable, NotReported, Withheld};
        use Trust::{AmongNumbers, AmongValues, Anywhere};
        for (cell, expected) in [
            ("", Some((NotReported, Anywhere))),
            (":", Some((NotReported, Anywhere))),
            ("..", Some((NotReported, Anywhere))),
            ("–", Some((NotReported, Anywhere))),
            ("N/A", Some((NotReported, Anywhere))),
            ("#N/D", Some((NotReported, Anywhere))),
            ("#DIV/0!", Some((NotReported, Anywhere))),
            ("#¡DIV/0!", Some((NotReported, Anywhere))),
            ("#DIV/0\u{A0}!", Some((NotReported, Anywhere))),
            ("#VÄRDEFEL!", Some((NotReported, Anywhere))),
            ("NA", Some((NotReported, AmongValues))),
            ("<NA>", Some((NotReported, Anywhere))),
            ("None", Some((NotReported, AmongValues))),
            ("Non disponibile", Some((NotReported, AmongValues))),
            ("non applicabile", Some((NotApplicable, AmongValues))),
            (": c", Some((Withheld, Anywhere))),
            (":bu", Some((NotReported, Anywhere))),
            ("0000-00-00", Some((NotReported, AmongValues))),
            ("c", Some((Withheld, AmongNumbers))),
            ("[x]", Some((NotApplicable, AmongNumbers))),
            ("*", Some((Withheld, AmongNumbers))),
            ("NaN", Some((NotReported, Anywhere))),
            ("Nan", Some((NotReported, AmongValues))),
            ("0", None),
            ("n", None),
            ("unknown", None),
            ("12:30", None),
            (":)", None),
        ] {
            assert_eq!(marker(cell), expected, "{cell}");
        }
    }
}
