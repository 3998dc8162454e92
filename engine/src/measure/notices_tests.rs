//! Notices on small bundles: each kind where it belongs, and silence where nothing is to be said.

use super::tests::bundle;
use esito_model::{Notice, NoticeKind, Question};

const COLUMNS: &str = "city = \"city\"\nyear = { header = \"year\", type = \"period\" }\n\
    a = { header = \"a\", type = \"count\" }\nb = { header = \"b\", type = \"count\" }\n\
    m = { header = \"m\", type = \"money\", currency = \"cur\" }\ncur = \"cur\"";

fn found(body: &str, as_of: &str, csv: &str) -> Vec<Notice> {
    let indicator =
        format!("[[indicator]]\nid = \"i\"\ntable = \"t\"\nplace = \"city\"\nperiod = \"year\"\n{body}");
    let bundle = bundle(COLUMNS, &indicator, &format!("city,year,a,b,m,cur\n{csv}"));
    bundle.answer(&Question { as_of: Some(as_of.to_owned()), ..Question::default() }).notices
}

const RATIO: &str = "numerator = \"SUM(a)\"\ndenominator = \"SUM(b)\"\nunit = \"share\"";

fn kinds(found: &[Notice]) -> Vec<NoticeKind> {
    found.iter().map(|notice| notice.kind).collect()
}

#[test]
fn what_is_whole_and_new_is_not_spoken_of() {
    let csv = "A,2023,1,10,,\nA,2024,2,10,,\nB,2023,3,10,,\nB,2024,4,10,,\n";
    assert_eq!(found(RATIO, "2024-12-31", csv), []);
    // Eleven months later it is not old, a year later it is.
    assert_eq!(found(RATIO, "2025-11-30", csv), []);
    let old = found(RATIO, "2025-12-31", csv);
    assert_eq!(kinds(&old), [NoticeKind::Old]);
    assert_eq!((old[0].period.as_deref(), old[0].months), (Some("2024"), 12));
}

#[test]
fn places_that_stay_behind_are_named() {
    let csv = "A,2023,1,10,,\nA,2024,2,10,,\nB,2023,3,10,,\n";
    let behind = found(RATIO, "2024-12-31", csv);
    assert_eq!(kinds(&behind), [NoticeKind::OldPlaces]);
    assert_eq!(
        (behind[0].places.as_slice(), behind[0].period.as_deref()),
        (&["B".to_owned()][..], Some("2024"))
    );
}

#[test]
fn a_break_is_told_only_between_values() {
    let csv = "A,2023,1,10,,\nA,2024,2,10,,\n";
    let breaks = |period: &str| format!("{RATIO}\nbreaks = [{{ period = \"{period}\" }}]");
    let told = found(&breaks("2024"), "2024-12-31", csv);
    assert_eq!((kinds(&told), told[0].period.as_deref()), (vec![NoticeKind::Break], Some("2024")));
    assert_eq!(found(&breaks("2023"), "2024-12-31", csv), []);
}

#[test]
fn places_without_a_value_are_told_by_the_reason() {
    let csv = "A,2024,2,10,,\nB,2024,3,3,,\nC,2024,3,40,,\nD,2024,,,,\n";
    let told = found(&format!("{RATIO}\nminimum_group = 5"), "2024-12-31", csv);
    // The row of D lacks its cells, and it is one of four.
    assert_eq!(kinds(&told), [NoticeKind::Missing, NoticeKind::Withheld, NoticeKind::Incomplete]);
    assert_eq!(told[0].places, ["D"]);
    // A is the smallest that is left: it hides B.
    assert_eq!(told[1].places, ["A", "B"]);
    let money = "value = \"SUM(m)\"\nunit = \"money\"";
    let told = found(money, "2024-12-31", "A,2024,,,5,EUR\nA,2024,,,5,SEK\nB,2024,,,7,EUR\n");
    assert_eq!(
        (kinds(&told), told[0].places.as_slice()),
        (vec![NoticeKind::Currencies], &["A".to_owned()][..])
    );
}

#[test]
fn many_rows_that_lack_a_cell_are_told() {
    let mut csv = String::new();
    for row in 0..20 {
        csv.push_str(if row < 2 { "A,2024,,10,,\n" } else { "A,2024,1,10,,\n" });
    }
    let told = found(&format!("{RATIO}\nmissing = \"leave_out\""), "2024-12-31", &csv);
    assert_eq!((kinds(&told), told[0].complete), (vec![NoticeKind::Incomplete], Some(0.9)));
}
