//! How observations lie in a table: long, or wide by period, indicator, place, or two of these at once.
//!
//! Told from the headers; which columns hold values is told by whoever has judged the cells.

use super::heads::JOINT;
use crate::judge::{Named, Span, hints, is_month_alone, named, part_of_year, says, words};
use esito_model::{Layout, Unpivot};

/// How a table lies, and which of its columns become rows in the long form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Laid {
    pub layout: Layout,
    /// The wide columns, by their number.
    pub wide: Vec<usize>,
    /// For each of them the indicator and the period, where its header names both.
    pub names: Vec<(String, String)>,
    /// For each of the wide columns the one directly beside it that belongs to it alone, such as its flags.
    pub beside: Vec<Option<usize>>,
}

/// Tells the layout; `values` says of each column whether it holds nothing but values that could be measured.
pub(crate) fn layout(headers: &[&str], values: &[bool]) -> Laid {
    let among = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..headers.len()).filter(|at| values.get(*at) == Some(&true) && fits(headers[*at])).collect()
    };
    let of = |layout: Layout, wide: Vec<usize>| Laid {
        layout,
        beside: beside(headers, &wide),
        wide,
        ..Laid::default()
    };
    for (fits, least) in [(is_period as fn(&str) -> bool, 2), (is_month_alone, 3)] {
        let both = among(&|header| split_at(header, fits).is_some());
        let periods = among(&fits);
        // Years that stand alone are not hidden by two names with years in them.
        if both.len() >= least && both.len() >= periods.len() {
            let names = both.iter().filter_map(|at| split_at(headers[*at], fits)).collect();
            return Laid { names, ..of(Layout::WideByBoth, both) };
        }
        if periods.len() >= least {
            return of(Layout::WideByPeriod, periods);
        }
    }
    let places = among(&is_place);
    if places.len() > 2 {
        return of(Layout::WideByPlace, places);
    }
    let indicators = among(&|header| !is_coordinate(header));
    if indicators.len() > 1 && !is_long(headers) {
        return of(Layout::WideByIndicator, indicators);
    }
    of(Layout::Long, Vec::new())
}

/// Whether one column holds all values, and others say what they are: SDMX, ISTAT, Open SDG, Kolada.
fn is_long(headers: &[&str]) -> bool {
    const VALUE: &str = "value obs_value valore valeur valor wert wartosc varde observation_value";
    const ABOUT: &str = "flag flags flag_codes obs_status obs_flag time_period dataflow structure_id unit_measure \
        series_code seriescode seriesdescription indicator indicatore indicateur indicador indikator wskaznik \
        nyckeltal itter107";
    let concepts: Vec<Vec<String>> = headers.iter().map(|header| words(concept(header))).collect();
    let is = |any: &str| concepts.iter().any(|words| any.split(' ').any(|one| words.join("_") == one));
    is(VALUE) && is(ABOUT)
}

/// The concept of a header that holds its label too, as SDMX writes both: `REF_AREA: Territorio`.
pub(crate) fn concept(header: &str) -> &str {
    let known = |code: &&str| {
        code.len() > 1
            && code.starts_with(|c: char| c.is_ascii_uppercase())
            && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    header.split_once(':').map(|(code, _)| code.trim()).filter(known).unwrap_or(header)
}

/// For each wide column the one directly beside it that has no name of its own, or the name of its like: `2019`, `Flag`,
/// `2020`, `Flag (2)`.
fn beside(headers: &[&str], wide: &[usize]) -> Vec<Option<usize>> {
    let next = |at: &usize| {
        let header = headers.get(at + 1).filter(|_| !wide.contains(&(at + 1)))?;
        (header.starts_with("column ") || is_mark(header)).then_some(at + 1)
    };
    let mut found: Vec<Option<usize>> = wide.iter().map(next).collect();
    // One alone behind all of them, `2019;2020;2021;Note`, tells of the whole row.
    let alone = found.len() > 1 && found.iter().flatten().count() == 1;
    if let Some(last) = found.last_mut().filter(|_| alone) {
        *last = last.filter(|at| headers.get(*at).is_some_and(|header| !is_mark(header)));
    }
    found
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
    const MARKS: &str = "%|flag|flags|note|notes|nota|note (n)|status|stato|flag codes|atrybut|footnote|footnotes|\
        remark|segnalazione|obs_flag";
    let name = bare_name(header).to_lowercase();
    MARKS.split('|').any(|mark| mark == name)
}

/// The indicator and the period of a header that names both: `Nati - 2019`, `2019 - Nati`, `Nati 2019`, `pop_2019`,
/// `stopa bezrobocia;styczeń;2023;[%]`.
pub(crate) fn split(header: &str) -> Option<(String, String)> {
    split_at(header, is_period).or_else(|| split_at(header, is_month_alone))
}

fn split_at(header: &str, fits: fn(&str) -> bool) -> Option<(String, String)> {
    let header = header.trim();
    if fits(header) || is_period(header) {
        return None;
    }
    let names =
        |indicator: &str| indicator.contains(|c: char| c.is_alphabetic() || c == '%') && !fits(indicator);
    for mark in [JOINT, ";", "|"] {
        let parts: Vec<&str> = header.split(mark).map(str::trim).collect();
        // The longest run of parts that is a period, the last of them first.
        for length in (1..parts.len()).rev() {
            for start in (0..=parts.len() - length).rev() {
                let period = &parts[start..start + length];
                if period.iter().any(|part| part.starts_with(['[', '('])) {
                    continue;
                }
                let period = period.join(" ");
                let rest = [&parts[..start], &parts[start + length..]].concat();
                let indicator = rest.join(if mark == JOINT { mark } else { " " });
                let indicator = indicator.trim();
                if fits(&period) && names(indicator) {
                    return Some((indicator.to_owned(), period));
                }
            }
        }
    }
    if fits("Marzo") {
        // A month without a year is also the beginning of a word.
        return None;
    }
    let gaps = || header.match_indices([' ', '_', '\n', '\u{A0}']);
    let cut = |(at, gap): (usize, &str)| (header[..at].trim(), header[at + gap.len()..].trim());
    let behind = gaps().map(cut).find(|(_, after)| is_period(after) && !is_since(header, after));
    let before =
        || gaps().map(cut).rfind(|(before, _)| is_period(before)).map(|(before, after)| (after, before));
    let (indicator, period) = behind.or_else(before)?;
    let indicator = indicator.trim_matches(['-', '_', ',', ':', ' ']);
    names(indicator).then(|| (indicator.to_owned(), period.to_owned()))
}

/// Whether a year is only one end of what is meant: `Nati dopo il 2000`, `change since 2015`.
fn is_since(header: &str, period: &str) -> bool {
    const WORDS: &str = "dal da dopo prima entro since after before from until to vs versus su rispetto od po przed do \
        nach vor seit sedan fore efter depuis avant apres jusqu desde hasta base";
    let before = &header[..header.len() - period.len()];
    let words = words(before);
    words
        .len()
        .checked_sub(2)
        .map_or(&words[..], |from| &words[from..])
        .iter()
        .any(|word| says(std::slice::from_ref(word), WORDS))
}

/// Whether a header is a year, a part of one, or a day; with a word before it or a mark behind it.
pub(crate) fn is_period(header: &str) -> bool {
    match named(header) {
        Some(Named::Span(Span::Range)) => !header.contains(' '),
        found => found.is_some(),
    }
}

/// Whether a header is the code or the name of a country.
fn is_place(header: &str) -> bool {
    let header = header.trim();
    COUNTRIES.contains(&header) || COUNTRY_NAMES.contains(&header.to_lowercase().as_str())
}

/// Whether a column of numbers says when or where, or which row it is, rather than how much.
fn is_coordinate(header: &str) -> bool {
    let lower = header.trim().to_lowercase();
    const WORDS: [&str; 33] = [
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
        "index",
        "lp",
        "lp.",
        "l.p.",
        "nr",
        "no.",
        "prog",
        "rank",
        "lfd. nr.",
    ];
    let hints = hints(header);
    WORDS.contains(&lower.as_str())
        || lower.starts_with("column ")
        || part_of_year(header).is_some()
        || hints.code
        || hints.degrees
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
    let (names_to, periods_to) = match laid.layout {
        Layout::WideByPeriod => ("period", None),
        Layout::WideByPlace => ("place", None),
        Layout::WideByBoth => ("indicator", Some("period")),
        // Other indicators are columns of their own.
        Layout::Long | Layout::WideByIndicator => return None,
    };
    let wide: Vec<&str> = laid.wide.iter().map(|at| headers[*at]).collect();
    let columns = pattern(&wide, headers)?;
    let free = |name: &str| {
        let taken = |name: &str| headers.iter().any(|header| header.eq_ignore_ascii_case(name));
        if taken(name) { format!("{name}_2") } else { name.to_owned() }
    };
    Some(Unpivot {
        columns,
        names_to: free(names_to),
        periods_to: periods_to.map(free).unwrap_or_default(),
        values_to: free("value"),
    })
}

/// A glob that fits these headers and none of the others.
fn pattern(wide: &[&str], headers: &[&str]) -> Option<String> {
    let exact = |pattern: &str| {
        headers.iter().all(|header| crate::sources::name_matches(pattern, header) == wide.contains(header))
    };
    let first = wide.first()?;
    let shared = (0..=first.len())
        .rev()
        .filter_map(|end| first.get(..end))
        .find(|start| wide.iter().all(|name| name.starts_with(start)))
        .unwrap_or_default();
    let plain = |text: &str| text.replace(['*', '{', '}', ','], "?");
    let short = format!("{}*", plain(shared));
    if !shared.is_empty() && exact(&short) {
        return Some(short);
    }
    let all: Vec<String> = wide.iter().map(|name| plain(name)).collect();
    Some(format!("{{{}}}", all.join(","))).filter(|pattern| exact(pattern))
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
    fn indicator_and_period_of_one_header() {
        for (header, expected) in [
            ("Nati vivi - 2019", Some(("Nati vivi", "2019"))),
            ("2019 - Nati vivi", Some(("Nati vivi", "2019"))),
            ("Utenti 2019", Some(("Utenti", "2019"))),
            ("Spesa (€) 2019", Some(("Spesa (€)", "2019"))),
            ("pop_2019", Some(("pop", "2019"))),
            ("2019 Value", Some(("Value", "2019"))),
            ("Alunni 2019/20", Some(("Alunni", "2019/20"))),
            ("Iscritti totali a.s. 2019/20", Some(("Iscritti totali", "a.s. 2019/20"))),
            ("a.s. 2019/20", None),
            ("stopa bezrobocia;styczeń;2023;[%]", Some(("stopa bezrobocia [%]", "styczeń 2023"))),
            ("Popolazione al 31/12/2020", Some(("Popolazione", "al 31/12/2020"))),
            ("Prev - gen", Some(("Prev", "gen"))),
            ("2019", None),
            ("2019 prel.", None),
            ("2019 - T1", None),
            ("Nati dopo il 2000", None),
            ("Iscritti läsår 19/20\u{A0}", Some(("Iscritti", "läsår 19/20"))),
            ("MED19", None),
            ("Set A", None),
        ] {
            let found = split(header);
            let found = found.as_ref().map(|(indicator, period)| (indicator.as_str(), period.as_str()));
            assert_eq!(found, expected, "{header}");
        }
    }

    #[test]
    fn what_is_long_already_is_not_made_longer() {
        let all = [true; 6];
        assert_eq!(laid(&["TIME", "SEXISTAT1", "Value", "Flags"], &[1, 2]).0, Layout::Long);
        let labelled = ["REF_AREA:Area", "TIME_PERIOD:Time", "OBS_VALUE:Value", "LOWER_BOUND:Lower"];
        assert_eq!(laid(&labelled, &[2, 3]).0, Layout::Long);
        assert_eq!(laid(&["Sede", "Gennaio", "Febbraio", "Marzo", "Totale"], &[1, 2, 3, 4]).1, [1, 2, 3]);
        let unpivot = propose_unpivot(&["Comune", "Utenti 2019", "Spesa, € 2019", "Note"], &all[..3]);
        let unpivot = unpivot.expect("wide by both");
        assert_eq!(unpivot.columns, "{Utenti 2019,Spesa? € 2019}");
        assert_eq!((unpivot.names_to.as_str(), unpivot.periods_to.as_str()), ("indicator", "period"));
        let unpivot = propose_unpivot(&["Ente", "2019/20", "2020/21*"], &all[..3]).expect("school years");
        assert_eq!(unpivot.columns, "{2019/20,2020/21?}");
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
