//! Words that say in what a column counts, and nothing else.

/// Whether a cell says a unit: `%`, `(migliaia)`, `[osoba]`, `mln zł`.
pub(crate) fn is_unit(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    let bare = lower.trim();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) = bare.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            // Whatever stands alone in brackets below a header explains it; `[-]` says that there is no unit.
            if open == '[' && inner == "-" {
                return true;
            }
            return !inner.contains(close)
                && inner.chars().any(|c| c.is_alphabetic() || matches!(c, '%' | '‰' | '€' | '$'));
        }
    }
    // In two languages: `w tys. in thousands`, `tys. zł / thousand PLN`.
    let twice = |mark: &str| bare.split_once(mark).is_some_and(|(one, two)| is_unit(one) && is_unit(two));
    if twice(" in ") || twice(" / ") {
        return true;
    }
    let bare = bare
        .strip_prefix("in ")
        .or_else(|| bare.strip_prefix("en "))
        .or_else(|| bare.strip_prefix("w "))
        .unwrap_or(bare);
    UNITS.contains(&bare)
        || bare.split_once(' ').is_some_and(|(first, rest)| {
            SCALES.contains(&first) && (UNITS.contains(&rest) || UNITS.contains(&after_of(rest)))
        })
}

/// What `migliaia di €`, `millions d'euros` and `thousands of persons` count.
fn after_of(rest: &str) -> &str {
    const OF: [&str; 6] = ["di ", "de ", "d'", "d’", "of ", "von "];
    OF.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest)
}

const SCALES: [&str; 24] = [
    "migliaia",
    "milioni",
    "miliardi",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "mln",
    "mld",
    "tys.",
    "mio",
    "mrd",
    "milliers",
    "milliards",
    "millionen",
    "tausend",
    "tusental",
    "miljoner",
    "tusen",
    "mkr",
    "tkr",
    "k",
    "m",
];

const UNITS: [&str; 157] = [
    "złotych",
    "tys. zł",
    "n.º",
    "n.°",
    "nº",
    "n°",
    "número",
    "milhares",
    "milhões",
    "miles",
    "millones",
    "personas",
    "pessoas",
    "unidades",
    "percentagem",
    "porcentaje",
    "%",
    "‰",
    "ore",
    "h",
    "gg",
    "ab.",
    "val. ass.",
    "migl.",
    "k€",
    "m€",
    "tkr",
    "mkr",
    "tsd.",
    "personen",
    "stunden",
    "heures",
    "horas",
    "dni",
    "godz.",
    "€",
    "$",
    "£",
    "n.",
    "n",
    "nr",
    "nr.",
    "no.",
    "num.",
    "v.a.",
    "valori assoluti",
    "valori percentuali",
    "numero",
    "number",
    "numbers",
    "nombre",
    "numéro",
    "liczba",
    "antal",
    "anzahl",
    "count",
    "counts",
    "effectif",
    "effectifs",
    "percent",
    "per cent",
    "percentage",
    "percentuale",
    "percentuali",
    "per cento",
    "pourcentage",
    "procent",
    "prozent",
    "proc.",
    "share",
    "eur",
    "euro",
    "euros",
    "usd",
    "us$",
    "gbp",
    "pln",
    "zł",
    "zl",
    "sek",
    "kr",
    "kronor",
    "chf",
    "dkk",
    "nok",
    "migliaia",
    "milioni",
    "miliardi",
    "thousand",
    "thousands",
    "million",
    "millions",
    "milliers",
    "milliards",
    "tys.",
    "tys",
    "tysiącach",
    "tysiące",
    "milionach",
    "odsetkach",
    "procentach",
    "tusental",
    "tausend",
    "millionen",
    "liczbach bezwzględnych",
    "mln",
    "mld",
    "miljoner",
    "tusen",
    "osoba",
    "osób",
    "os.",
    "osoby",
    "szt.",
    "szt",
    "szt..",
    "persone",
    "abitanti",
    "persons",
    "people",
    "personnes",
    "habitants",
    "personer",
    "invånare",
    "km",
    "km²",
    "km2",
    "kmq",
    "m",
    "m²",
    "m2",
    "mq",
    "ha",
    "ettari",
    "kg",
    "t",
    "tonnes",
    "tonnellate",
    "ton",
    "anni",
    "years",
    "år",
    "ans",
    "lata",
    "mesi",
    "months",
    "giorni",
    "days",
    "unità",
    "ab./km²",
    "ab./kmq",
    "kwh",
    "mwh",
    "gwh",
    "°c",
    "per 1000",
    "per 1.000 abitanti",
];

#[cfg(test)]
mod tests {
    use super::is_unit;

    #[test]
    fn units_are_words_of_their_own() {
        for unit in [
            "migliaia di €",
            "millions d'euros",
            "thousands of persons",
            "%",
            "(migliaia)",
            "[osoba]",
            "mln zł",
            "in %",
            "EUR",
            "€",
            "v.a.",
            "thousand persons",
            "w tys. in thousands",
        ] {
            assert!(is_unit(unit), "{unit}");
        }
        for name in ["Maschi", "2019", "Popolazione (migliaia)", "", "(1)", "Totale", "tasso in %"] {
            assert!(!is_unit(name), "{name}");
        }
    }
}
