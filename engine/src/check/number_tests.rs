//! Cells in, numbers out.

use super::*;

fn read(cell: &str, decimals: Decimals) -> Option<f64> {
    plain(cell.as_bytes(), decimals).or_else(|| careful(cell, decimals)).map(Digits::number)
}

#[test]
fn both_languages() {
    let cases = [
        ("12", Some(12.0), Some(12.0)),
        ("-12.5", Some(-12.5), None),
        ("-12,5", None, Some(-12.5)),
        ("1.234", Some(1.234), Some(1234.0)),
        ("1,234", Some(1234.0), Some(1.234)),
        ("1.234,56", None, Some(1234.56)),
        ("1,234.56", Some(1234.56), None),
        ("1.234.567", None, Some(1_234_567.0)),
        ("1 234,5", None, Some(1234.5)),
        ("1\u{202F}234.5", Some(1234.5), None),
        ("1'234.50", Some(1234.5), None),
        ("0.125", Some(0.125), None),
        ("1234.567", Some(1234.567), None),
        ("\u{2212}3", Some(-3.0), Some(-3.0)),
        ("1e3", Some(1000.0), Some(1000.0)),
        ("2.5E-2", Some(0.025), None),
        ("0.1", Some(0.1), None),
        ("123456789012345678901", None, None),
        ("3.141592653589793238", Some(std::f64::consts::PI), None),
        ("", None, None),
        (".5", Some(0.5), None),
        (",5", None, Some(0.5)),
        ("12.34567890123456789012", Some(12.345_678_901_234_567), None),
        ("5.", None, None),
        ("-", None, None),
        ("--5", None, None),
        ("1.5.2", None, None),
        ("12a", None, None),
        ("250k", None, None),
        ("€ 5", None, None),
    ];
    for (cell, point, comma) in cases {
        assert_eq!(read(cell, Decimals::Point), point, "{cell} with a point");
        assert_eq!(read(cell, Decimals::Comma), comma, "{cell} with a comma");
    }
}

#[test]
fn the_quick_road_agrees_with_the_standard_one() {
    for cell in ["0.1", "0.7", "123.456", "9007199254740993", "0.000001", "99999999999.99999", "45.35"] {
        let expected: f64 = cell.parse().expect("a number");
        assert_eq!(read(cell, Decimals::Point), Some(expected), "{cell}");
    }
}

#[test]
fn money_is_exact_and_rounds_halves_away_from_zero() {
    let money = |cell: &str| plain(cell.as_bytes(), Decimals::Point).and_then(Digits::money);
    assert_eq!(money("0.1"), Some((1_000, false)));
    assert_eq!(money("1234567890.1234"), Some((12_345_678_901_234, false)));
    assert_eq!(money("0.00005"), Some((1, true)));
    assert_eq!(money("-0.00005"), Some((-1, true)));
    assert_eq!(money("0.00004"), Some((0, true)));
    assert_eq!(money("2.500000"), Some((25_000, false)));
    assert_eq!(money("922337203685478"), None);
}

#[test]
fn whole_numbers_may_carry_zero_decimals() {
    let whole = |cell: &str| plain(cell.as_bytes(), Decimals::Point).and_then(Digits::whole);
    assert_eq!(whole("12"), Some(12));
    assert_eq!(whole("12.0"), Some(12));
    assert_eq!(whole("12.5"), None);
    assert_eq!(whole("-3"), Some(-3));
}

#[test]
fn doubtful_is_what_has_two_readings() {
    for (cell, expected) in [
        ("1.234", true),
        ("-999.000", true),
        ("0.125", false),
        ("1234.567", false),
        ("1.23", false),
        ("12", false),
    ] {
        let digits = plain(cell.as_bytes(), Decimals::Point).expect("digits");
        assert_eq!(doubtful(cell.as_bytes(), digits), expected, "{cell}");
    }
}

#[test]
fn one_sure_cell_decides_for_the_column() {
    let evidence = |point, comma, either| Evidence { point, comma, either, first: None };
    assert_eq!(evidence(0, 1, 90).decide(Decimals::Point), Decimals::Comma);
    assert_eq!(evidence(1, 0, 90).decide(Decimals::Comma), Decimals::Point);
    assert_eq!(evidence(0, 0, 9).decide(Decimals::Comma), Decimals::Comma);
    assert!(evidence(0, 0, 9).assumed());
    assert!(!evidence(0, 0, 0).assumed());
}
