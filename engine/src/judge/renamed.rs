//! Codes of places that were changed, and since when: one region under two codes, or one that was split.
//!
//! NUTS: Regulations (EU) 31/2011, 1319/2013, 2016/2066 and 2019/1755, by the day from which their codes are used;
//! ISO 3166-3 for countries; Istat's codes of municipalities stand in `communes`. Codes with which a province of Italy begins (CS, Cosenza) are not among them.

use super::communes;

/// Since when, the code before, and what it became: one code, or several where it was split.
const CHANGES: &str = "\
2015 EL11 EL51;2015 EL12 EL52;2015 EL13 EL53;2015 EL14 EL61;2015 EL21 EL54;2015 EL22 EL62;2015 EL23 EL63;\
2015 EL24 EL64;2015 EL25 EL65;2015 UKI1 UKI3 UKI4;2015 UKI2 UKI5 UKI6 UKI7;\
2018 FR21 FRF2;2018 FR22 FRE2;2018 FR23 FRD2;2018 FR24 FRB0;2018 FR25 FRD1;2018 FR26 FRC1;2018 FR30 FRE1;\
2018 FR41 FRF3;2018 FR42 FRF1;2018 FR43 FRC2;2018 FR51 FRG0;2018 FR52 FRH0;2018 FR53 FRI3;2018 FR61 FRI1;\
2018 FR62 FRJ2;2018 FR63 FRI2;2018 FR71 FRK2;2018 FR72 FRK1;2018 FR81 FRJ1;2018 FR82 FRL0;2018 FR83 FRM0;\
2018 FRA1 FRY1;2018 FRA2 FRY2;2018 FRA3 FRY3;2018 FRA4 FRY4;2018 FRA5 FRY5;2018 PL11 PL71;2018 PL12 PL91 PL92;\
2018 PL31 PL81;2018 PL32 PL82;2018 PL33 PL72;2018 PL34 PL84;2018 HU10 HU11 HU12;2018 LT00 LT01 LT02;\
2018 IE01 IE04 IE06;2018 IE02 IE05 IE06;2021 HR04 HR02 HR05 HR06;\
1997 ZR CD;1997 ZAR COD;2002 TP TL;2002 TMP TLS;1989 BU MM;2006 SCG SRB MNE";

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Renamed {
    /// The year from which the new code is used.
    pub since: u16,
    /// The new code, or several where the place was split.
    pub into: Vec<String>,
}

/// What became of a code of a place; nothing where it was not changed.
///
/// ```text
/// renamed("ITD5") = since 2012, ITH5
/// renamed("PL12") = since 2018, PL91 and PL92
/// renamed("104017") = since 2017, 090047
/// ```
pub(crate) fn renamed(code: &str) -> Option<Renamed> {
    if let Some(found) = communes::recoded(code) {
        return Some(found);
    }
    if !(2..=5).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        return None;
    }
    // The north-east and the centre of Italy, at every level; of the provinces one was split.
    for (before, after) in [("ITD", "ITH"), ("ITE", "ITI")] {
        if let Some(rest) = code.strip_prefix(before) {
            let into = if code == "ITE34" {
                vec!["ITI34".to_owned(), "ITI35".to_owned()]
            } else {
                vec![format!("{after}{rest}")]
            };
            return Some(Renamed { since: 2012, into });
        }
    }
    CHANGES.split(';').find_map(|change| {
        let mut words = change.split(' ');
        let since = words.next()?.trim().parse().ok()?;
        (words.next()? == code).then(|| Renamed { since, into: words.map(str::to_owned).collect() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_what_became_of_them() {
        let of = |code: &str| renamed(code).map(|one| (one.since, one.into.join(" ")));
        assert_eq!(of("ITD5"), Some((2012, "ITH5".to_owned())));
        assert_eq!(of("ITE43"), Some((2012, "ITI43".to_owned())));
        assert_eq!(of("ITE34"), Some((2012, "ITI34 ITI35".to_owned())));
        assert_eq!(of("FR51"), Some((2018, "FRG0".to_owned())));
        assert_eq!(of("PL12"), Some((2018, "PL91 PL92".to_owned())));
        assert_eq!(of("SCG"), Some((2006, "SRB MNE".to_owned())));
        // The midlands and Louth went to another region; and East Germany is no other name of Germany.
        assert_eq!(of("IE01"), Some((2018, "IE04 IE06".to_owned())));
        for code in ["DD", "ITC1", "ITH5", "FR10", "PL91", "IT", "Item", "", "ITALIA"] {
            assert_eq!(of(code), None, "{code}");
        }
        // Nothing became a code that was changed itself, and each is told once.
        let all: Vec<&str> =
            CHANGES.split(';').map(|change| change.split(' ').nth(1).unwrap_or_default()).collect();
        for (at, code) in all.iter().enumerate() {
            assert!(!all[..at].contains(code), "{code}");
            let into = renamed(code).map(|one| one.into).unwrap_or_default();
            assert!(!into.is_empty() && into.iter().all(|one| renamed(one).is_none()), "{code}");
        }
    }
}
