//! Numbers and periods as readers of Italian and English expect them.

use esito_charts::format::{change, count, datum, day, interval, period, short, tick, value};
use esito_charts::{Datum, Locale, NativeLocale, Quantity};
use esito_model::{Every, PeriodSpan, Unit};

fn both(write: impl Fn(&dyn Locale) -> String) -> (String, String) {
    // A no-break space is shown as "~", so that a missing one is seen.
    let text = |language: &str| write(&NativeLocale::new(language)).replace('\u{a0}', "~");
    (text("en"), text("it"))
}

fn pair(english: &str, italian: &str) -> (String, String) {
    (english.to_owned(), italian.to_owned())
}

#[test]
fn values_by_unit() {
    let of = |number: f64, unit: Unit| both(|locale| value(number, &Quantity::of(unit), locale));
    assert_eq!(of(0.4617, Unit::Share), pair("46.2~%", "46,2~%"));
    assert_eq!(of(0.0, Unit::Share), pair("0.0~%", "0,0~%"));
    assert_eq!(of(0.00042, Unit::Share), pair("0.042~%", "0,042~%"));
    assert_eq!(of(0.0005, Unit::Share), pair("0.05~%", "0,05~%"));
    assert_eq!(of(0.0062, Unit::Share), pair("0.6~%", "0,6~%"));
    assert_eq!(of(1.0, Unit::Share), pair("100.0~%", "100,0~%"));
    assert_eq!(of(39812.0, Unit::Count), pair("39,812", "39.812"));
    assert_eq!(of(3905.0, Unit::Count), pair("3,905", "3.905"));
    assert_eq!(of(-2.345, Unit::Number), pair("\u{2212}2.35", "\u{2212}2,35"));
    assert_eq!(of(-0.0, Unit::Number), pair("0", "0"));
    assert_eq!(of(18.0, Unit::Months), pair("18~months", "18~mesi"));
    assert_eq!(of(1.0, Unit::Years), pair("1~year", "1~anno"));
    assert_eq!(of(12.34, Unit::RatePer1000), pair("12.3~per~1,000", "12,3~per~1.000"));
    assert_eq!(of(73.0, Unit::Score), pair("73.0", "73,0"));
    assert_eq!(of(f64::NAN, Unit::Number), pair("–", "–"));
}

#[test]
fn money_by_currency() {
    let of = |number: f64, currency: &str| both(|locale| value(number, &Quantity::money(currency), locale));
    assert_eq!(of(3905.0, "EUR"), pair("€3,905", "3.905~€"));
    assert_eq!(of(12_400_000.0, "EUR"), pair("€12,400,000", "12.400.000~€"));
    assert_eq!(of(-2650.4, "GBP"), pair("\u{2212}£2,650", "\u{2212}2.650~£"));
    assert_eq!(of(12.5, "PLN"), pair("PLN~12.50", "12,50~PLN"));
    assert_eq!(both(|locale| value(5.0, &Quantity::of(Unit::Money), locale)), pair("5", "5"));
    assert_eq!(
        both(|locale| short(12_400_000.0, &Quantity::money("EUR"), locale)),
        pair("€12.4~m", "12,4~mln~€")
    );
    assert_eq!(both(|locale| short(2.0e9, &Quantity::of(Unit::Count), locale)), pair("2~bn", "2~mld"));
}

#[test]
fn intervals_carry_the_unit_once() {
    let of =
        |low: f64, high: f64, quantity: Quantity| both(move |locale| interval(low, high, &quantity, locale));
    assert_eq!(of(0.4488, 0.4751, Quantity::of(Unit::Share)), pair("44.9~–~47.5~%", "44,9~–~47,5~%"));
    assert_eq!(of(4020.0, 4640.0, Quantity::money("EUR")), pair("€4,020~–~4,640", "4.020~–~4.640~€"));
    assert_eq!(of(-1.5, 0.25, Quantity::of(Unit::Number)), pair("\u{2212}1.5~–~0.25", "\u{2212}1,5~–~0,25"));
    let found = Datum { note: "provisional".to_owned(), ..Datum::between(0.462, 0.449, 0.475) };
    let share = Quantity::of(Unit::Share);
    assert_eq!(both(|locale| datum(&found, &share, locale)).0, "46.2~% (44.9~–~47.5~%), provisional");
    assert_eq!(both(|locale| datum(&Datum::missing("withheld"), &share, locale)).0, "withheld");
}

#[test]
fn short_forms_ticks_and_changes() {
    let share = Quantity::of(Unit::Share);
    assert_eq!(both(|locale| short(0.4617, &share, locale)), pair("46~%", "46~%"));
    assert_eq!(both(|locale| short(0.0617, &share, locale)), pair("6.2~%", "6,2~%"));
    assert_eq!(both(|locale| tick(0.4, 0.1, &share, locale)), pair("40~%", "40~%"));
    assert_eq!(both(|locale| tick(0.004, 0.002, &share, locale)), pair("0.4~%", "0,4~%"));
    assert_eq!(both(|locale| tick(0.0, 0.5, &Quantity::of(Unit::Number), locale)), pair("0.0", "0,0"));
    assert_eq!(
        both(|locale| tick(2_000_000.0, 1_000_000.0, &Quantity::money("EUR"), locale)),
        pair("€2~m", "2~mln~€")
    );
    assert_eq!(both(|locale| change(0.0241, &share, locale)), pair("+2.4", "+2,4"));
    assert_eq!(both(|locale| change(-0.003, &share, locale)), pair("\u{2212}0.3", "\u{2212}0,3"));
    assert_eq!(both(|locale| change(250.0, &Quantity::money("EUR"), locale)), pair("+€250", "+250~€"));
    assert_eq!(both(|locale| count(39_812, locale)), pair("39,812", "39.812"));
}

#[test]
fn days() {
    let of = |iso: &str| both(|locale| day(iso, locale));
    assert_eq!(of("2020-03-01"), pair("1~Mar~2020", "1~mar~2020"));
    for bad in ["", "2020-03", "2020-13-01", "soon"] {
        assert_eq!(of(bad), pair(bad, bad));
    }
}

#[test]
fn periods() {
    let of = |every: Every, month: i32, months: i32| {
        let span = PeriodSpan { every, month: 2020 * 12 + month, months, ..PeriodSpan::default() };
        both(|locale| period(&span, locale))
    };
    assert_eq!(of(Every::Year, 0, 12), pair("2020", "2020"));
    assert_eq!(of(Every::Half, 6, 6), pair("H2~2020", "2º~sem.~2020"));
    assert_eq!(of(Every::Quarter, 3, 3), pair("Q2~2020", "2º~trim.~2020"));
    assert_eq!(of(Every::Month, 2, 1), pair("Mar~2020", "mar~2020"));
}
