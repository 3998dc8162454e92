//! How observations lie in a table: long, or wide by period, indicator, place, or two of these at once.
//!
//! Told from the headers; which columns hold values is told by whoever has judged the cells.

use super::heads::JOINT;
use super::look::{Look, look};
use crate::judge::{Span, period, short_straddling};
use esito_model::{Layout, Unpivot};

/// How a table lies, and which of its columns become rows in the long form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Laid {
    pub layout: Layout,
    /// The wide columns, by their number.
    pub wide: Vec<usize>,
    /// For each of the wide columns the one directly beside it that belongs to it alone, such as its flags.
    pub beside: Vec<Option<usize>>,
}

/// Tells the layout; `values` says of each column whether it holds nothing but values that could be measured.
pub(crate) fn layout(headers: &[&str], values: &[bool]) -> Laid {
    let among = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..headers.len()).filter(|at| values.get(*at) == Some(&true) && fits(headers[*at])).collect()
    };
    let of = |layout: Layout, wide: Vec<usize>| Laid { layout, beside: beside(headers, &wide), wide };
    let both = among(&|header| split(header).is_some());
    if both.len() > 1 {
        return of(Layout::WideByBoth, both);
    }
    let periods = among(&is_period);
    if periods.len() > 1 {
        return of(Layout::WideByPeriod, periods);
    }
    let places = among(&is_place);
    if places.len() > 2 {
        return of(Layout::WideByPlace, places);
    }
    let indicators = among(&|header| !is_coordinate(header));
    if indicators.len() > 1 {
        return of(Layout::WideByIndicator, indicators);
    }
    of(Layout::Long, Vec::new())
}

/// For each wide column the one directly beside it that has no name of its own, or the name of its like: `2019`, `Flag`,
/// `2020`, `Flag (2)`.
fn beside(headers: &[&str], wide: &[usize]) -> Vec<Option<usize>> {
    let next = |at: &usize| {
        let header = headers.get(at + 1).filter(|_| !wide.contains(&(at + 1)))?;
        (header.starts_with("column ") || is_mark(header)).then_some(at + 1)
    };
    wide.iter().map(next).collect()
}

/// The name of a column of marks without the number that makes it another: `Flag (2)`.
pub(crate) fn bare_name(header: &str) -> &str {
    header
        .split_once(" (")
        .filter(|(_, rest)| rest.trim_end_matches(')').parse::<u32>().is_ok())
        .map_or(header, |(bare, _)| bare)
}

/// Whether a column's name says that it holds marks, or shares of what stands in front of it.
fn is_mark(header: &str) -> bool {
    const MARKS: [&str; 16] = [
        "%",
        "flag",
        "flags",
        "note",
        "notes",
        "nota",
        "note (n)",
        "status",
        "stato",
        "flag codes",
        "atrybut",
        "footnote",
        "footnotes",
        "remark",
        "segnalazione",
        "obs_flag",
    ];
    MARKS.contains(&bare_name(header).to_lowercase().as_str())
}

/// The indicator and the period of a joined header.
pub(crate) fn split(header: &str) -> Option<(&str, &str)> {
    let parts = |(before, after): (&'_ str, &'_ str)| -> bool { !before.is_empty() && !after.is_empty() };
    if let Some((before, after)) = header.rsplit_once(JOINT).filter(|pair| parts(*pair) && is_period(pair.1))
    {
        return Some((before, after)).filter(|_| !is_period(before));
    }
    if let Some((before, after)) = header.split_once(JOINT).filter(|pair| parts(*pair) && is_period(pair.0)) {
        return Some((after, before));
    }
    // `Utenti 2019`, `Iscritti a.s. 2019/20`
    let (before, after) = header.rsplit_once(' ').filter(|pair| parts(*pair) && !is_period(header))?;
    let school = |text: &str| matches!(period(text), Some(Span::Straddling(_)));
    let led = before.rsplit_once(' ').filter(|_| school(after)).and_then(|(before, _)| {
        let after = header.get(before.len() + 1..)?;
        school(after).then_some((before, after))
    });
    let (before, after) = led.unwrap_or((before, after));
    ((after.len() == 4 && matches!(look(after), Look::Year(_)) || school(after))
        && before.ends_with(char::is_alphabetic))
    .then_some((before, after))
}

/// Whether a header is a year, a part of one, or a day; a word such as `Anno` may stand before it.
pub(crate) fn is_period(header: &str) -> bool {
    let lower = header.trim().to_lowercase();
    // Provisional and estimated years carry a mark: `2023 (p)`, `2023*`.
    let bare = lower.trim_end_matches(['*', '¹', '²', '³']).trim_end();
    let bare = bare
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .map_or(bare, |(year, _)| year.trim_end());
    if matches!(look(bare), Look::Year(_) | Look::Date) {
        return true;
    }
    let words: Vec<&str> =
        bare.split([' ', '\u{A0}', '-', '/', '_', '.', '°']).filter(|word| !word.is_empty()).collect();
    let year = |word: &str| word.len() == 4 && matches!(look(word), Look::Year(_));
    let small = |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let part = |word: &str| {
        small(word)
            || PARTS.contains(&word)
            || word
                .strip_prefix(['q', 't', 's', 'h', 'm'])
                .is_some_and(|rest| !rest.is_empty() && small(rest))
            || (word.starts_with("yr") && year(&word[2..]))
    };
    words.iter().filter(|word| year(word)).count() >= 1 && words.iter().all(|word| year(word) || part(word))
        || bare.split_once(" [").is_some_and(|(before, code)| year(before) && code.ends_with(']'))
        || period(bare).is_some_and(|span| span != Span::Range)
        || bare.contains('/') && short_straddling(bare).is_some()
        || bare.strip_prefix(['y', 'x', 'f']).is_some_and(year)
        || bare.strip_prefix("yr").is_some_and(year)
}

const PARTS: [&str; 66] = [
    "anno",
    "anni",
    "year",
    "année",
    "annee",
    "rok",
    "år",
    "jahr",
    "año",
    "ano",
    "an",
    "trim",
    "trimestre",
    "quarter",
    "kwartał",
    "kvartal",
    "quartal",
    "semestre",
    "semester",
    "half",
    "półrocze",
    "i",
    "ii",
    "iii",
    "iv",
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
    "gen",
    "feb",
    "mar",
    "apr",
    "mag",
    "giu",
    "lug",
    "ago",
    "set",
    "sett",
    "ott",
    "nov",
    "dic",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "jun",
    "jul",
    "dec",
];

/// Whether a header is the code or the name of a country.
fn is_place(header: &str) -> bool {
    let header = header.trim();
    COUNTRIES.contains(&header) || COUNTRY_NAMES.contains(&header.to_lowercase().as_str())
}

/// Whether a column of numbers says when or where, or which row it is, rather than how much.
fn is_coordinate(header: &str) -> bool {
    let lower = header.trim().to_lowercase();
    const WORDS: [&str; 24] = [
        "anno",
        "year",
        "année",
        "annee",
        "rok",
        "år",
        "jahr",
        "año",
        "ano",
        "time_period",
        "period",
        "periodo",
        "time",
        "lat",
        "lon",
        "long",
        "latitude",
        "longitude",
        "latitudine",
        "longitudine",
        "id",
        "n",
        "n.",
        "#",
    ];
    WORDS.contains(&lower.as_str()) || lower.starts_with("column ")
}

const COUNTRIES: [&str; 38] = [
    "AT",
    "BE",
    "BG",
    "CH",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "EL",
    "ES",
    "FI",
    "FR",
    "GB",
    "GR",
    "HR",
    "HU",
    "IE",
    "IS",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "NO",
    "PL",
    "PT",
    "RO",
    "RS",
    "SE",
    "SI",
    "SK",
    "TR",
    "UK",
    "US",
    "EU27_2020",
    "EA20",
];

const COUNTRY_NAMES: [&str; 56] = [
    "italia",
    "francia",
    "germania",
    "spagna",
    "polonia",
    "svezia",
    "austria",
    "belgio",
    "bulgaria",
    "croazia",
    "danimarca",
    "estonia",
    "finlandia",
    "grecia",
    "irlanda",
    "lettonia",
    "lituania",
    "lussemburgo",
    "malta",
    "paesi bassi",
    "portogallo",
    "romania",
    "slovacchia",
    "slovenia",
    "ungheria",
    "svizzera",
    "norvegia",
    "regno unito",
    "italy",
    "france",
    "germany",
    "spain",
    "poland",
    "sweden",
    "belgium",
    "croatia",
    "denmark",
    "finland",
    "greece",
    "ireland",
    "latvia",
    "lithuania",
    "luxembourg",
    "netherlands",
    "portugal",
    "slovakia",
    "hungary",
    "switzerland",
    "norway",
    "united kingdom",
    "italie",
    "allemagne",
    "espagne",
    "pologne",
    "suède",
    "royaume-uni",
];

/// What makes this table long in a framework; nothing where it is long already, or no pattern fits its wide columns
/// and no other.
pub(crate) fn propose_unpivot(headers: &[&str], values: &[bool]) -> Option<Unpivot> {
    let laid = layout(headers, values);
    let names_to = match laid.layout {
        Layout::WideByPeriod => "period",
        Layout::WideByPlace => "place",
        // Other indicators are columns of their own, and a pair in one name is no period yet.
        Layout::Long | Layout::WideByIndicator | Layout::WideByBoth => return None,
    };
    let wide: Vec<&str> = laid.wide.iter().map(|at| headers[*at]).collect();
    let columns = pattern(&wide, headers)?;
    let free = |name: &str| {
        let taken = |name: &str| headers.iter().any(|header| header.eq_ignore_ascii_case(name));
        if taken(name) { format!("{name}_2") } else { name.to_owned() }
    };
    Some(Unpivot { columns, names_to: free(names_to), values_to: free("value") })
}

/// A glob that fits these headers and none of the others.
fn pattern(wide: &[&str], headers: &[&str]) -> Option<String> {
    if wide.iter().any(|name| name.contains(['*', '?', '{', '}', ','])) {
        return None;
    }
    let first = wide.first()?;
    let shared = (0..=first.len())
        .rev()
        .filter_map(|end| first.get(..end))
        .find(|start| wide.iter().all(|name| name.starts_with(start)))
        .unwrap_or_default();
    let short = format!("{shared}*");
    let exact = |pattern: &str| {
        !shared.is_empty()
            && headers
                .iter()
                .all(|header| crate::sources::name_matches(pattern, header) == wide.contains(header))
    };
    if exact(&short) { Some(short) } else { Some(format!("{{{}}}", wide.join(","))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(headers: &[&str], values: &[usize]) -> (Layout, Vec<usize>) {
        let values: Vec<bool> = (0..headers.len()).map(|at| values.contains(&at)).collect();
        let laid = layout(headers, &values);
        (laid.layout, laid.wide)
    }

    #[test]
    fn layouts_are_told_by_headers_and_values() {
        assert_eq!(laid(&["Comune", "2019", "2020"], &[1, 2]), (Layout::WideByPeriod, vec![1, 2]));
        assert_eq!(laid(&["Comune", "Anno", "Valore"], &[1, 2]), (Layout::Long, vec![]));
        assert_eq!(
            laid(&["Comune", "Anno", "Nati", "Morti"], &[1, 2, 3]),
            (Layout::WideByIndicator, vec![2, 3])
        );
        assert_eq!(laid(&["Anno", "IT", "FR", "PL"], &[0, 1, 2, 3]), (Layout::WideByPlace, vec![1, 2, 3]));
        assert_eq!(
            laid(&["Comune", "Nati - 2019", "Nati - 2020"], &[1, 2]),
            (Layout::WideByBoth, vec![1, 2])
        );
        assert_eq!(
            laid(&["Comune", "2019 - Nati", "2019 - Morti"], &[1, 2]),
            (Layout::WideByBoth, vec![1, 2])
        );
    }

    #[test]
    fn periods_are_told_from_words() {
        for header in [
            "2019",
            "Anno 2020",
            "2020-Q1",
            "T1 2020",
            "I trim. 2020",
            "2019/20",
            "2023 (p)",
            "2020M01",
            "gennaio 2020",
            "YR2019",
            "1° trimestre 2020",
            "A.S. 2019/2020",
            "läsår 19/20",
            "19/20",
            "FY2020",
        ] {
            assert!(is_period(header), "{header}");
        }
        for header in ["Popolazione 2019", "Anno", "Totale", "19", "Nati"] {
            assert!(!is_period(header), "{header}");
        }
    }

    #[test]
    fn a_name_ends_with_its_period() {
        assert_eq!(split("Utenti 2019"), Some(("Utenti", "2019")));
        assert_eq!(split("Iscritti 2019/20"), Some(("Iscritti", "2019/20")));
        assert_eq!(split("Iscritti totali a.s. 2019/20"), Some(("Iscritti totali", "a.s. 2019/20")));
        assert_eq!(split("a.s. 2019/20"), None);
    }

    #[test]
    fn an_unpivot_takes_the_wide_columns_and_no_other() {
        let all = [true; 6];
        let found =
            |headers: &[&str]| propose_unpivot(headers, &all[..headers.len()]).map(|found| found.columns);
        assert_eq!(found(&["2019", "2020", "2021"]).as_deref(), Some("20*"));
        assert_eq!(found(&["1999", "2000"]).as_deref(), Some("{1999,2000}"));
        assert_eq!(found(&["2019/20", "2020/21"]).as_deref(), Some("{2019/20,2020/21}"));
        assert_eq!(found(&["Comune", "Valore"]), None);
        let headers = ["period", "2019", "2020"];
        let unpivot = propose_unpivot(&headers, &[false, true, true]).expect("wide");
        assert_eq!((unpivot.names_to.as_str(), unpivot.values_to.as_str()), ("period_2", "value"));
    }
}
