//! Parts of years in a column of their own, beside the year: `Anno` and `Trimestre`, `Rok` and `Miesiąc`.

use super::date::roman;
use super::named::{Named, named};
use super::period::Span;
use super::words::{says, words};

/// What part of a year a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Half,
    Quarter,
    Month,
}

impl Part {
    /// The word of the framework.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::Quarter => "quarter",
            Self::Month => "month",
        }
    }
}

/// The part of a year that a header names first: `Trimestre`, `Mese di competenza`, not `Utenti nel mese`.
pub(crate) fn part_of_year(header: &str) -> Option<Part> {
    const HALVES: &str = "semestre semester half halfyear polrocze halvar halbjahr";
    const QUARTERS: &str = "trimestre trim trimestru quarter qtr quartal kwartal kvartal";
    const MONTHS: &str = "mese month mois mes monat miesiac manad luna maand";
    let words = words(header);
    let first = words.get(..1).filter(|_| words.len() < 4)?;
    [(HALVES, Part::Half), (QUARTERS, Part::Quarter), (MONTHS, Part::Month)]
        .into_iter()
        .find_map(|(any, part)| says(first, any).then_some(part))
}

/// The code of the period that a year and a part of it make.
///
/// ```text
/// "2021" with "2", "II", "T2", "II trim." → 2021-Q2;  with "marzo", "03" → 2021-03
/// ```
pub(crate) fn whole_period(year: &str, cell: &str, part: Part) -> Option<String> {
    let (year, cell) = (year.trim(), cell.trim());
    let digits = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let whole: i32 = digits.then(|| year.parse().ok())??;
    let number = match cell.len() {
        1..=2 if cell.bytes().all(|byte| byte.is_ascii_digit()) => cell.parse().ok(),
        _ => roman(cell),
    };
    let number = number.or_else(|| match (part, named(&format!("{cell} {year}"))?) {
        (Part::Half, Named::Span(Span::Half(of, number)))
        | (Part::Quarter, Named::Span(Span::Quarter(of, number)))
        | (Part::Month, Named::Span(Span::Month(of, number)))
            if of == whole =>
        {
            Some(number)
        }
        _ => None,
    })?;
    match (part, number) {
        (Part::Half, 1..=2) => Some(format!("{year}-H{number}")),
        (Part::Quarter, 1..=4) => Some(format!("{year}-Q{number}")),
        (Part::Month, 1..=12) => Some(format!("{year}-{number:02}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_their_parts_make_periods() {
        for (header, cell, expected) in [
            ("Trimestre", "1", Some("2021-Q1")),
            ("Trimestre", "T2", Some("2021-Q2")),
            ("Trim.", "III trim.", Some("2021-Q3")),
            ("Quarter", "Q4", Some("2021-Q4")),
            ("Kwartał", "IV", Some("2021-Q4")),
            ("Trimestre", "5", None),
            ("Trimestre", "Totale", None),
            ("Mese", "03", Some("2021-03")),
            ("Mese di competenza", "marzo", Some("2021-03")),
            ("Miesiąc", "grudzień", Some("2021-12")),
            ("Month", "Q1", None),
            ("Semestre", "2", Some("2021-H2")),
        ] {
            let found = part_of_year(header).and_then(|part| whole_period("2021", cell, part));
            assert_eq!(found.as_deref(), expected, "{header} {cell}");
        }
        for header in ["Utenti nel mese", "Mesi", "Totale trimestre", "Mese di inizio del corso"] {
            assert_eq!(part_of_year(header), None, "{header}");
        }
    }
}
