//! The bench's records: one row per participant, the same to the byte for the same number of rows.

use crate::chance::Chance;
use std::io::{self, Write};

const CITIES: [&str; 10] = [
    "Paris",
    "Gdańsk",
    "Milano",
    "Torino",
    "Barcelona",
    "Braga",
    "Malmö",
    "Strasbourg",
    "Wrocław",
    "Baia Mare",
];
const AREAS: [&str; 6] = ["employment", "homelessness", "education", "child and family", "health", "justice"];
const AGES: [&str; 6] = ["0-15", "16-24", "25-34", "35-49", "50-64", "65+"];
const SEED: u64 = 2024_1122;

/// Writes `rows` records with a header as comma-separated UTF-8.
///
/// # Errors
/// When the writer fails.
pub fn write(rows: u64, out: &mut impl Write) -> io::Result<()> {
    let mut chance = Chance::new(SEED);
    writeln!(
        out,
        "participant_id,partnership_id,city,policy_area,start_date,sex,age_band,engaged,achieved,verified,\
         wellbeing_before,wellbeing_after,cost_eur,payment_eur"
    )?;
    for row in 1..=rows {
        record(row, &mut chance, out)?;
    }
    out.flush()
}

fn record(row: u64, chance: &mut Chance, out: &mut impl Write) -> io::Result<()> {
    let city = chance.below(10);
    let partnership = 1 + chance.below(400);
    let date = date(chance.below(365 * 7));
    let engaged = chance.unit() < 0.93;
    #[expect(clippy::cast_precision_loss, reason = "below ten")]
    let achieved = (chance.unit() < 0.25 + 0.03 * city as f64) && engaged;
    let verified = (chance.unit() < 0.8) && achieved;
    let before = tenth((4.5 + 1.6 * chance.normal()).clamp(0.0, 10.0));
    let after = tenth((before + 0.9 + 1.2 * chance.normal()).clamp(0.0, 10.0));
    // Two in a hundred never answer the second questionnaire, as in life.
    let after = if chance.unit() < 0.02 { String::new() } else { format!("{after:.1}") };
    let cost = chance.gamma(4, 420.0);
    let sex = ["female", "male", "other"][usize::min(index(chance.below(100)) / 49, 2)];
    let age = AGES[index(chance.below(6))];
    let payment = if achieved { "3500.0" } else { "0.0" };
    writeln!(
        out,
        "P{row},INT-{partnership:04},{},{},{date},{sex},{age},{},{},{},{before:.1},{after},{cost:.2},{payment}",
        CITIES[index(city)],
        AREAS[index(partnership % 6)],
        u8::from(engaged),
        u8::from(achieved),
        u8::from(verified),
    )
}

#[expect(clippy::cast_possible_truncation, reason = "small by construction")]
fn index(value: u64) -> usize {
    value as usize
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The day that comes `days` after 1 January 2018.
pub(crate) fn date(mut days: u64) -> String {
    let mut year = 2018_u64;
    loop {
        let leap = u64::from(year.is_multiple_of(4));
        if days < 365 + leap {
            let lengths = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            for (month, length) in (1..).zip(lengths) {
                if days < length {
                    return format!("{year}-{month:02}-{:02}", days + 1);
                }
                days -= length;
            }
        }
        days -= 365 + leap;
        year += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_fall_on_the_calendar() {
        assert_eq!(date(0), "2018-01-01");
        assert_eq!(date(365 + 365 + 59), "2020-02-29");
        assert_eq!(date(365 * 7 - 1), "2024-12-29");
    }

    #[test]
    fn the_same_rows_come_out_again() {
        let make = |rows| {
            let mut out = Vec::new();
            write(rows, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let long = make(300);
        assert_eq!(long, make(300));
        assert!(long.starts_with(&make(20)), "a longer file begins like a shorter one");
        assert_eq!(long.lines().count(), 301);
        assert!(long.lines().skip(1).all(|line| line.split(',').count() == 14));
    }
}
