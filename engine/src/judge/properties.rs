//! What holds for every column: a number in any hand reads back as it was, a day too, and nothing panics.

use super::number::{Mark, Thousands};
use super::personal::mask;
use super::*;
use proptest::prelude::*;

const MONTHS: [&str; 12] =
    ["gennaio", "févr.", "März", "abril", "maja", "juin", "lipca", "août", "set", "octombrie", "nov", "dez"];

/// A number as digits: negative, whole, decimals.
type Parts = (bool, u64, String);

fn parts() -> impl Strategy<Value = Parts> {
    (any::<bool>(), prop_oneof![0..1000_u64, 0..10_000_000_u64, any::<u64>()], "[0-9]{0,6}")
}

/// The number as a column of this style writes it.
fn written((negative, whole, decimals): &Parts, style: Style, grouped: char) -> String {
    let digits = whole.to_string();
    let mut out = String::from(if *negative { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        if at > 0 && left % 3 == 0 && style.thousands != Thousands::None {
            out.push(grouped);
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push(style.decimal.char());
        out.push_str(decimals);
    }
    out
}

fn plainly((negative, whole, decimals): &Parts) -> String {
    let sign = if *negative { "-" } else { "" };
    let mark = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{mark}{decimals}")
}

fn style() -> impl Strategy<Value = (Style, char)> {
    let mark = prop_oneof![Just(Mark::Point), Just(Mark::Comma)];
    let gap = prop_oneof![
        Just((Thousands::None, ' ')),
        Just((Thousands::Other, '.')),
        Just((Thousands::Space, ' ')),
        Just((Thousands::Space, '\u{A0}')),
        Just((Thousands::Space, '\u{202F}')),
        Just((Thousands::Apostrophe, '\'')),
        Just((Thousands::Apostrophe, '’')),
    ];
    (mark, gap).prop_map(|(decimal, (thousands, gap))| {
        let gap = if thousands == Thousands::Other { decimal.other().char() } else { gap };
        (Style { decimal, thousands }, gap)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn numbers_read_back_or_are_asked(numbers in prop::collection::vec(parts(), 1..12), (style, gap) in style()) {
        let cells: Vec<String> = numbers.iter().map(|number| written(number, style, gap)).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let judgement = judge("n", &cells, &Company::default());
        let asked = judgement.questions().iter().any(Question::is_asked);
        for (cell, number) in cells.iter().zip(&numbers) {
            match judgement.rewrite(cell) {
                Rewritten::Number(text) => prop_assert!(asked || text == plainly(number), "{cell} {text}"),
                // Digits alone are the same whatever they are taken for.
                Rewritten::AsFound => prop_assert!(asked || *cell == plainly(number), "{cell} {:?}", judgement.kind()),
                other => prop_assert!(false, "{cell} {other:?}"),
            }
        }
    }

    #[test]
    fn one_cell_that_decides_decides_for_all(numbers in prop::collection::vec(parts(), 1..12), (style, gap) in style()) {
        let mut numbers = numbers;
        // Two decimals leave one reading.
        numbers.push((false, 12, "34".to_owned()));
        let cells: Vec<String> = numbers.iter().map(|number| written(number, style, gap)).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let judgement = judge("n", &cells, &Company::default());
        prop_assert_eq!(judgement.questions(), &[]);
        for (cell, number) in cells.iter().zip(&numbers) {
            prop_assert_eq!(judgement.rewrite(cell), Rewritten::Number(plainly(number)));
        }
    }

    #[test]
    fn days_read_back_or_are_asked(days in prop::collection::vec((1950..2030_i32, 1..=12_u32, 1..=28_u32), 1..8), format in 0..8_usize) {
        let write = |(year, month, day): &(i32, u32, u32)| match format {
            0 => format!("{year}-{month:02}-{day:02}"),
            1 => format!("{day:02}/{month:02}/{year}"),
            2 => format!("{month}/{day}/{year}"),
            3 => format!("{day}.{month}.{year}"),
            4 => format!("{day:02}-{month:02}-{:02}", year % 100),
            5 => format!("{day} {} {year}", MONTHS[*month as usize - 1]),
            6 => format!("{year}/{month}/{day}"),
            _ => format!("{day:02}/{month:02}/{year} 00:00:00"),
        };
        let cells: Vec<String> = days.iter().map(write).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let judgement = judge("d", &cells, &Company::default());
        let asked = judgement.questions().iter().any(Question::is_asked);
        for (cell, (year, month, day)) in cells.iter().zip(&days) {
            match judgement.rewrite(cell) {
                Rewritten::Date(text) => prop_assert!(asked || text == format!("{year}-{month:02}-{day:02}"), "{cell} {text}"),
                other => prop_assert!(asked, "{cell} {other:?}"),
            }
        }
    }

    #[test]
    fn nothing_panics_and_questions_point_at_cells(header in any::<String>(), cells in prop::collection::vec(prop_oneof![
        any::<String>(), "[0-9.,' /:%()<>~*+eEabcxT-]{0,14}", "[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}"], 0..10)) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let file = [("a", cells.clone()), (header.as_str(), cells.clone())];
        let company = company(&file, Some(';'));
        let judgement = judge(&header, &cells, &company);
        for cell in &cells {
            judgement.rewrite(cell);
            mask(cell);
        }
        for question in judgement.questions() {
            prop_assert!(question.first < cells.len() && question.count > 0, "{question:?}");
        }
        names_beside_births(&file);
    }
}
