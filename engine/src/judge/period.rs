//! One cell as a period: a year, a school year, a half, a quarter, a month, a week, or from one to another.

use super::date::{Order, dated, roman};
use super::months::{is_day_of_year, month};
use super::words::fold;
use crate::statistics::calendar::month_length;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Span {
    Year(i32),
    /// A school or financial year, by the year that is written first: that in which it begins, where two are.
    Straddling(i32),
    Half(i32, u32),
    Quarter(i32, u32),
    Month(i32, u32),
    Week(i32, u32),
    /// From one to another.
    Range,
}

/// A period without the mark of a note or a code behind it: `2020 (p)`, `2022M03(P)`, `2019 [YR2019]`.
pub(crate) fn unmarked(cell: &str) -> &str {
    let cell = cell.trim();
    let opens = cell.rsplit_once(['(', '[']).filter(|(bare, _)| bare.contains(|c: char| c.is_ascii_digit()));
    let letters =
        |inner: &str| inner.starts_with(|c: char| c.is_ascii_alphabetic()) && inner.ends_with([')', ']']);
    opens.filter(|(_, inner)| letters(inner)).map_or(cell, |(bare, _)| bare.trim_end())
}

/// Reads a cell as a period that is not a single day.
pub(crate) fn period(cell: &str) -> Option<Span> {
    let cell = cell.trim();
    if cell.len() < 4 || cell.len() > 60 || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(year) = year(cell) {
        return Some(Span::Year(year));
    }
    if cell.len() == 6 && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    straddling(cell)
        .or_else(|| led(cell))
        .or_else(|| parts(cell))
        .or_else(|| years(cell))
        .or_else(|| range(cell))
}

fn year(text: &str) -> Option<i32> {
    let good = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year: i32 = good.then(|| text.parse().ok())??;
    (1500..=2999).contains(&year).then_some(year)
}

/// The words before a school or financial year, in lower case.
const LEADS: [&str; 26] = [
    "a.s.",
    "a. s.",
    "as",
    "a.a.",
    "aa",
    "anno scolastico",
    "anno accademico",
    "anno educativo",
    "läsåret",
    "läsår",
    "rok szkolny",
    "rok akademicki",
    "r. szk.",
    "school year",
    "academic year",
    "financial year",
    "fiscal year",
    "tax year",
    "fye",
    "fy",
    "année scolaire",
    "schuljahr",
    "curso",
    "curso escolar",
    "ano letivo",
    "anul școlar",
];

/// `A.S. 2019/2020`, `läsår 19/20`, `FY2020`: a word that says that the year is no calendar year. Of two digits only
/// `FY20` and pairs such as `19/20` are years.
fn led(cell: &str) -> Option<Span> {
    if cell.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let lower = cell.to_lowercase();
    LEADS.iter().find_map(|lead| {
        let rest = lower.strip_prefix(lead)?;
        let bare = rest.trim_start_matches([' ', '\u{A0}', '.', ':']);
        let glued = bare.len() == rest.len() && !lead.ends_with('.') && !lead.starts_with("fy");
        if glued || bare.is_empty() {
            return None;
        }
        let financial = lead.starts_with("fy") || lead.ends_with("year");
        let alone = || match bare.len() {
            2 if lead.starts_with("fy") => bare.parse::<i32>().ok().map(super::date::full_year),
            4 if financial => year(bare),
            _ => None,
        };
        straddling(bare).or_else(|| short_straddling(bare)).or_else(|| alone().map(Span::Straddling))
    })
}

/// `19/20`, where it is known to be two years.
pub(crate) fn short_straddling(cell: &str) -> Option<Span> {
    let (first, second) = cell.split_once(['/', '-', '\u{2013}'])?;
    let number = |text: &str| -> Option<i32> { (text.len() == 2).then(|| text.parse().ok())? };
    let (first, second) = (number(first)?, number(second)?);
    ((first + 1) % 100 == second).then(|| Span::Straddling(super::date::full_year(first)))
}

/// `2019/20`, `2019-2020`, `2019–20`.
fn straddling(cell: &str) -> Option<Span> {
    let (first, second) = cell.split_once(['/', '-', '\u{2013}'])?;
    let (first, second) = (first.trim(), second.trim());
    let begin = year(first)?;
    let next = begin + 1;
    let good = match second.len() {
        4 => year(second)? == next,
        2 => {
            second.parse::<i32>().ok()? == next % 100
                && (!(1..=12).contains(&(next % 100)) || cell.contains('/'))
        }
        _ => false,
    };
    good.then_some(Span::Straddling(begin))
}

/// A year and a half, quarter, month or week, in either order.
fn parts(cell: &str) -> Option<Span> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in cell.chars() {
        if !c.is_alphanumeric() && c != '°' && c != 'º' {
            last = ' ';
            continue;
        }
        let fresh = last == ' ' || last.is_ascii_digit() != c.is_ascii_digit();
        match tokens.last_mut() {
            Some(token) if !fresh => token.push(c),
            _ => tokens.push(c.to_string()),
        }
        last = c;
    }
    let mut found_year = None;
    let (mut number, mut name, mut unit) = (None, None, None);
    let mut day_first = false;
    for token in &tokens {
        if let Some(year) = year(token) {
            if found_year.replace(year).is_some() {
                return None;
            }
        } else if let Some(month) = month(token) {
            day_first = number.is_some();
            if name.replace(month).is_some() {
                return None;
            }
        } else if let Ok(n) = token.parse::<u32>() {
            if token.len() > 2 || number.replace((n, token.len())).is_some() {
                return None;
            }
        } else if let Some(n) = roman(token).or_else(|| ordinal(token)) {
            if number.replace((n, 0)).is_some() {
                return None;
            }
        } else {
            let folded = fold(token);
            let known = match folded.as_str() {
                "q" | "t" | "k" | "kv" | "kw" | "kwartal" | "kwartalu" | "kvartal" | "quarter"
                | "trimestre" | "trim" | "tr" | "trimestrul" | "quartal" | "qtr" | "kvartalet"
                | "quartals" => 'q',
                "h" | "s" | "half" | "semestre" | "sem" | "semester" | "polrocze" | "halvar" | "halbjahr"
                | "semestrul" | "halvaret" | "polrocza" => 'h',
                "m" | "month" | "mese" | "mois" | "mes" => 'm',
                "w" | "v" | "week" | "settimana" | "semaine" | "semana" | "vecka" | "woche" | "sett"
                | "tydzien" => 'w',
                "°" | "º" | "st" | "nd" | "rd" | "th" | "er" | "e" | "eme" | "o" | "de" | "del" | "of"
                | "du" | "al" | "r" | "roku" | "rok" | "anno" | "year" | "annee" | "ar" | "jahr" | "ano" => {
                    continue;
                }
                _ => return None,
            };
            if unit.replace(known).is_some() {
                return None;
            }
        }
    }
    let Some(year) = found_year else {
        // `gen-20`; `20-gen` is a day as spreadsheets show it, without its year.
        let (month, (short, width)) = (name?, number?);
        let good = width == 2 && unit.is_none() && !day_first;
        return good.then(|| Span::Month(super::date::full_year(i32::try_from(short).unwrap_or(0)), month));
    };
    match (unit, number, name) {
        // `2019 r.`, `rok 2019`, `År 2019`
        (None, None, None) if tokens.len() == 2 && tokens.iter().any(|token| is_year_word(token)) => {
            Some(Span::Year(year))
        }
        (None, None, Some(month)) => Some(Span::Month(year, month)),
        (Some('q'), Some((n @ 1..=4, _)), None) => Some(Span::Quarter(year, n)),
        (Some('h'), Some((n @ 1..=2, _)), None) => Some(Span::Half(year, n)),
        (Some('m'), Some((n @ 1..=12, _)), None) => Some(Span::Month(year, n)),
        (Some('w'), Some((n @ 1..=53, _)), None) => Some(Span::Week(year, n)),
        // `2020-03`, `03/2020`; a bare `2020-3` or `2020 3` could be anything.
        (None, Some((n @ 1..=12, 2)), None) if !cell.contains(' ') => Some(Span::Month(year, n)),
        (None, Some((n @ 1..=12, 1)), None) if cell.contains('/') => Some(Span::Month(year, n)),
        _ => None,
    }
}

/// `primo trimestre`, `second quarter`, `andra halvåret`: up to the fourth, in nine languages.
fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 4] = [
        "primo prima first primer primera premier premiere erste erstes ersten pierwszy pierwsze primeiro primeira \
         primul forsta",
        "secondo seconda second segundo segunda deuxieme seconde zweite zweites zweiten drugi drugie doilea andra",
        "terzo terza third tercer tercero troisieme dritte drittes dritten trzeci trzecie terceiro treilea tredje",
        "quarto quarta fourth cuarto quatrieme vierte viertes vierten czwarty czwarte patrulea fjarde",
    ];
    let word = fold(word);
    let at = WORDS.iter().position(|words| words.split(' ').any(|one| one == word))?;
    u32::try_from(at + 1).ok()
}

fn is_year_word(token: &str) -> bool {
    matches!(fold(token).as_str(), "r" | "rok" | "anno" | "year" | "annee" | "ar" | "jahr" | "ano")
}

/// From one period or day to another; what is a whole month, quarter, half or year is that.
fn range(cell: &str) -> Option<Span> {
    const BETWEEN: [&str; 14] = [
        " - ",
        " – ",
        " — ",
        " to ",
        " al ",
        " au ",
        " bis ",
        " do ",
        " till ",
        " a ",
        " până la ",
        "/",
        "–",
        "-",
    ];
    let trimmed = ["from ", "dal ", "du ", "von ", "od ", "från ", "de "]
        .iter()
        .find_map(|lead| cell.strip_prefix(lead))
        .unwrap_or(cell);
    // A stroke stands within days too.
    let once = |mark: &&&str| mark.len() > 1 || trimmed.matches(**mark).count() == 1;
    let (from, to) = BETWEEN.iter().filter(once).find_map(|mark| trimmed.split_once(*mark))?;
    let one = |text: &str| {
        let text = text.trim();
        let simple = dated(text).is_some() || year(text).is_some() || parts(text).is_some();
        let partial = text.split_whitespace().count() == 1 && month(text).is_some() || is_day_of_year(text);
        (simple, partial)
    };
    let ((from_good, from_partial), (to_good, _)) = (one(from), one(to));
    let good = (from_good || from_partial) && to_good;
    good.then(|| exactly(from.trim(), to.trim()).unwrap_or(Span::Range))
}

/// The period from the first day of one month to the last of another.
fn exactly(from: &str, to: &str) -> Option<Span> {
    let months = |from: (i32, u32), to: (i32, u32)| -> Option<Span> {
        let (year, first, last) = (from.0, from.1, to.1);
        match (first, last, last + 1 - first.min(last)) {
            _ if from.0 != to.0 || last < first => None,
            (1, 12, _) => Some(Span::Year(year)),
            (_, _, 1) => Some(Span::Month(year, first)),
            (_, _, 3) if first % 3 == 1 => Some(Span::Quarter(year, first / 3 + 1)),
            (_, _, 6) if first % 6 == 1 => Some(Span::Half(year, first / 6 + 1)),
            _ => None,
        }
    };
    let by_month = |text: &str| match parts(text) {
        Some(Span::Month(year, month)) => Some((year, month)),
        _ => None,
    };
    // `gennaio - marzo 2020`: the year stands once.
    if let Some(to) = by_month(to) {
        let from = by_month(from).or_else(|| Some((to.0, month(from)?)))?;
        return months(from, to);
    }
    let (from, to) = (dated(from)?, dated(to)?);
    [Order::Day, Order::Month, Order::Year].into_iter().find_map(|order| {
        let (from, to) = (from.by(order)?, to.by(order)?);
        let whole = from.day == 1 && to.day == month_length(to.year, to.month);
        whole.then(|| months((from.year, from.month), (to.year, to.month)))?
    })
}

/// `2014-2020`.
fn years(cell: &str) -> Option<Span> {
    let (from, to) = cell.split_once(['-', '\u{2013}', '/'])?;
    (year(from.trim())? < year(to.trim())?).then_some(Span::Range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_many_hands() {
        use Span::{Half, Month, Quarter, Range, Straddling, Week, Year};
        for (cell, expected) in [
            ("2020", Some(Year(2020))),
            ("2019/20", Some(Straddling(2019))),
            ("2019-20", Some(Straddling(2019))),
            ("2019/2020", Some(Straddling(2019))),
            ("2009-10", Some(Month(2009, 10))),
            ("2009/10", Some(Straddling(2009))),
            ("2014-2020", Some(Range)),
            ("2019 r.", Some(Year(2019))),
            ("rok 2019", Some(Year(2019))),
            ("År 2019", Some(Year(2019))),
            ("Anno 2019", Some(Year(2019))),
            ("A.S. 2019/2020", Some(Straddling(2019))),
            ("a.s. 2019/20", Some(Straddling(2019))),
            ("as 2019-20", Some(Straddling(2019))),
            ("läsår 19/20", Some(Straddling(2019))),
            ("Läsåret 2019/20", Some(Straddling(2019))),
            ("rok szkolny 2019/2020", Some(Straddling(2019))),
            ("FY2020", Some(Straddling(2020))),
            ("FY 20", Some(Straddling(2020))),
            ("FY 2019/20", Some(Straddling(2019))),
            ("Financial year 2019-20", Some(Straddling(2019))),
            ("anno scolastico 2019", None),
            ("AS 2019", None),
            ("19/20", None),
            ("20-gen", None),
            ("14 aprile", None),
            ("14 aprile - 20 maggio 2020", Some(Range)),
            ("2019 e", None),
            ("2014–2020", Some(Range)),
            ("2020-03", Some(Month(2020, 3))),
            ("03/2020", Some(Month(2020, 3))),
            ("3/2020", Some(Month(2020, 3))),
            ("2020M03", Some(Month(2020, 3))),
            ("marzo 2020", Some(Month(2020, 3))),
            ("gen-20", Some(Month(2020, 1))),
            ("Q1 2020", Some(Quarter(2020, 1))),
            ("2020-Q1", Some(Quarter(2020, 1))),
            ("2020K4", Some(Quarter(2020, 4))),
            ("T1 2020", Some(Quarter(2020, 1))),
            ("1T2020", Some(Quarter(2020, 1))),
            ("I trim. 2020", Some(Quarter(2020, 1))),
            ("1° trimestre 2020", Some(Quarter(2020, 1))),
            ("III kwartał 2020", Some(Quarter(2020, 3))),
            ("2e trimestre 2020", Some(Quarter(2020, 2))),
            ("2020-S1", Some(Half(2020, 1))),
            ("2020 H2", Some(Half(2020, 2))),
            ("II semestre 2020", Some(Half(2020, 2))),
            ("2020-W05", Some(Week(2020, 5))),
            ("2020v05", Some(Week(2020, 5))),
            ("01/01/2020 - 31/12/2020", Some(Year(2020))),
            ("gennaio - marzo 2020", Some(Quarter(2020, 1))),
            ("Jan-Mar 2020", Some(Quarter(2020, 1))),
            ("Apr–Jun 2020", Some(Quarter(2020, 2))),
            ("luglio/dicembre 2020", Some(Half(2020, 2))),
            ("01/04/2020 - 30/06/2020", Some(Quarter(2020, 2))),
            ("01.10.2020-31.12.2020", Some(Quarter(2020, 4))),
            ("2020-01-01/2020-03-31", Some(Quarter(2020, 1))),
            ("dal 01/02/2020 al 29/02/2020", Some(Month(2020, 2))),
            ("01/02/2020 - 28/02/2020", Some(Range)),
            ("febbraio - aprile 2020", Some(Range)),
            ("01/07/2019 - 30/06/2020", Some(Range)),
            ("dicembre 2019 - febbraio 2020", Some(Range)),
            ("primo trimestre 2020", Some(Quarter(2020, 1))),
            ("segundo trimestre de 2020", Some(Quarter(2020, 2))),
            ("Third quarter 2020", Some(Quarter(2020, 3))),
            ("czwarty kwartał 2020", Some(Quarter(2020, 4))),
            ("Trimestrul al doilea 2020", Some(Quarter(2020, 2))),
            ("première semestre 2020", Some(Half(2020, 1))),
            ("erstes Halbjahr 2020", Some(Half(2020, 1))),
            ("andra halvåret 2020", Some(Half(2020, 2))),
            ("fifth quarter 2020", None),
            ("prima 2020", None),
            ("2020-Q5", None),
            ("2018-13", None),
            ("12.5", None),
            ("202003", None),
            ("1234", None),
            ("12 345", None),
            ("T1", None),
            ("via Roma 2020", None),
        ] {
            assert_eq!(period(cell), expected, "{cell}");
        }
    }
}
