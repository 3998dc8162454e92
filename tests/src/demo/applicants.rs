//! Who asked for job coaching in five cities that had fewer places than applicants: those who got a place, and those
//! who stayed on the waiting list and are the comparison group. Invented, like everything here.

use crate::chance::Chance;
use crate::sheet::{PLAIN, Sheet};

/// A city, its share in work without coaching, and what coaching adds.
const CITIES: [(&str, f64, f64); 5] = [
    ("torino", 0.33, 0.12),
    ("milano", 0.37, 0.10),
    ("barcelona", 0.31, 0.13),
    ("gdansk", 0.35, 0.01),
    ("paris", 0.36, 0.09),
];
const YEARS: [&str; 3] = ["2023", "2024", "2025"];
/// What being of this group adds without coaching, and how many more of it get a place than wait.
const GROUPS: [(&str, &str, f64, f64); 6] = [
    ("female", "20-29", -0.02, 1.0),
    ("female", "30-49", -0.04, 0.8),
    ("female", "50+", -0.10, 0.7),
    ("male", "20-29", 0.06, 1.5),
    ("male", "30-49", 0.03, 1.3),
    ("male", "50+", -0.05, 0.9),
];

/// `applicants.csv`: applicants, those who were reached six months later, and those of them in work, by group.
#[must_use]
pub fn applicants(chance: &mut Chance) -> Sheet {
    let mut sheet =
        Sheet::new(PLAIN, &["city", "year", "sex", "age", "offer", "applied", "reached", "in_work"]);
    for (city, base, effect) in CITIES {
        for year in YEARS {
            for (sex, age, more, places) in GROUPS {
                for (offer, size, added, answers) in
                    [("place", places, effect, 0.93), ("waiting list", 1.0, 0.0, 0.86)]
                {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some tens")]
                    let applied = (size * (16.0 + 14.0 * chance.unit())).round() as u64;
                    let draw = |of: u64, share: f64, chance: &mut Chance| {
                        (0..of).filter(|_| chance.unit() < share).count() as u64
                    };
                    let reached = draw(applied, answers, chance);
                    let in_work = draw(reached, base + more + added, chance);
                    let counts = [applied, reached, in_work].map(|count| count.to_string());
                    sheet.push([city, year, sex, age, offer].map(str::to_owned).into_iter().chain(counts));
                }
            }
        }
    }
    sheet
}
