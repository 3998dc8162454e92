use super::*;

fn read(cell: &str, decimal: Mark, thousands: Thousands) -> Option<String> {
    rewrite(&undress(cell)?, Style { decimal, thousands })
}

#[test]
fn digits_come_out_as_written() {
    use Mark::{Comma, Point};
    use Thousands::{Apostrophe, None as Plain, Other, Space};
    for (cell, decimal, thousands, expected) in [
        ("1.234,50", Comma, Other, Some("1234.50")),
        ("1,234.50", Point, Other, Some("1234.50")),
        ("1 234,50", Comma, Space, Some("1234.50")),
        ("1\u{A0}234\u{202F}567", Comma, Space, Some("1234567")),
        ("1'234.50", Point, Apostrophe, Some("1234.50")),
        ("1’234’567", Point, Apostrophe, Some("1234567")),
        ("-0,50", Comma, Plain, Some("-0.50")),
        ("\u{2212}3", Point, Plain, Some("-3")),
        ("+3,1", Comma, Plain, Some("3.1")),
        ("12-", Point, Plain, Some("-12")),
        ("(1.234)", Comma, Other, Some("-1234")),
        ("12,5 %", Comma, Plain, Some("12.5")),
        ("€ 1.234,50", Comma, Other, Some("1234.50")),
        ("-€1.234,50", Comma, Other, Some("-1234.50")),
        ("€ -1.234,50", Comma, Other, Some("-1234.50")),
        ("1 234,50 zł", Comma, Space, Some("1234.50")),
        ("CHF 1'234.50", Point, Apostrophe, Some("1234.50")),
        (",5", Comma, Plain, Some("0.5")),
        ("1,2E3", Comma, Plain, Some("1200")),
        ("1.2345e-3", Point, Plain, Some("0.0012345")),
        ("9007199254740993", Point, Plain, Some("9007199254740993")),
        ("12345678901234567890,123456789", Comma, Plain, Some("12345678901234567890.123456789")),
        ("1.23,4", Comma, Other, None),
        ("0.123", Comma, Other, None),
        ("1.2345", Comma, Other, None),
        ("1..234", Comma, Other, None),
        ("1.234.56", Comma, Other, None),
        ("12,", Comma, Plain, None),
        ("--5", Point, Plain, None),
        ("1 23", Point, Space, None),
        ("5%%", Point, Plain, None),
        ("%", Point, Plain, None),
        ("e", Point, Plain, None),
        ("1e", Point, Plain, None),
        ("12 b", Point, Plain, None),
        ("250k", Point, Plain, None),
    ] {
        assert_eq!(read(cell, decimal, thousands).as_deref(), expected, "{cell}");
    }
}

#[test]
fn indian_groups() {
    assert!(is_indian("1,23,456") && is_indian("12,34,567.50"));
    assert!(!is_indian("123,456") && !is_indian("1,234,567") && !is_indian("1,5,8"));
}
