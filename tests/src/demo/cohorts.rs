//! The cohorts: how many people of each sex and age a partnership engaged in a quarter, and what came of it.

use super::cities::{CITIES, Path};
use super::partnerships::{Area, Partnership};
use crate::chance::Chance;
use crate::sheet::{PLAIN, Sheet};

/// Quarters from 2019-Q1 to 2025-Q4.
pub const QUARTERS: usize = 28;

/// One row of the file, before its blemishes.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// Its place among the partnerships.
    pub partnership: usize,
    /// 0 being 2019-Q1.
    pub quarter: usize,
    /// `female` or `male`.
    pub sex: &'static str,
    /// The age band.
    pub age: &'static str,
    /// People who began.
    pub engaged: u32,
    /// Of these, with the outcome that the partnership promises.
    pub achieved: u32,
    /// Of these, confirmed by the verifier.
    pub verified: u32,
}

/// A quarter's code.
#[must_use]
pub fn quarter(index: usize) -> String {
    format!("{}-Q{}", 2019 + index / 4, 1 + index % 4)
}

/// All cohorts, in the order of partnership, quarter, sex and age.
#[must_use]
pub fn cohorts(partnerships: &[Partnership], chance: &mut Chance) -> Vec<Cohort> {
    let mut all = Vec::new();
    for (index, partnership) in partnerships.iter().enumerate() {
        let mut carry = Carry::default();
        for quarter in partnership.first..=partnership.last {
            let people = people(partnership, quarter, chance);
            let shock = 0.018 * chance.normal();
            for sex in ["female", "male"] {
                for age in partnership.area.ages() {
                    let engaged = carry
                        .engaged
                        .whole(people * weight(partnership, sex, age) * (0.85 + 0.3 * chance.unit()));
                    let chances = (likely(partnership, quarter, sex, age) + shock).clamp(0.02, 0.98);
                    let achieved = carry.achieved(sex).whole(f64::from(engaged) * chances).min(engaged);
                    let checked = along((0.70, 0.885), quarter) + 0.01 * chance.normal();
                    let verified = carry.verified.whole(f64::from(achieved) * checked).min(achieved);
                    all.push(Cohort { partnership: index, quarter, sex, age, engaged, achieved, verified });
                }
            }
        }
    }
    begin_small(&mut all, partnerships);
    all
}

/// In Braga and Baia Mare the first year of work was a trial with three and four people a half-year.
fn begin_small(all: &mut Vec<Cohort>, partnerships: &[Partnership]) {
    let trial = |row: &Cohort| {
        let partnership = &partnerships[row.partnership];
        partnership.area == Area::Employment && [5, 9].contains(&partnership.city) && row.quarter < 4
    };
    all.retain(|row| !trial(row) || (row.quarter.is_multiple_of(2) && row.age == "20-29"));
    for row in all.iter_mut().filter(|row| trial(row)) {
        row.engaged = if row.sex == "female" { 2 } else { 1 + u32::from(row.quarter == 2) };
        row.achieved = 1;
        row.verified = u32::from(row.sex == "female");
    }
}

/// Whole people out of expected ones: the fractions are carried on to the next cohort, so that small cities keep
/// their share over a year without every quarter being smooth.
#[derive(Default)]
struct Carry {
    engaged: Rest,
    women: Rest,
    men: Rest,
    verified: Rest,
}

impl Carry {
    fn achieved(&mut self, sex: &str) -> &mut Rest {
        if sex == "female" { &mut self.women } else { &mut self.men }
    }
}

struct Rest(f64);

impl Default for Rest {
    fn default() -> Self {
        // Half a person at the start rounds instead of cutting off.
        Self(0.5)
    }
}

impl Rest {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some tens of people")]
    fn whole(&mut self, expected: f64) -> u32 {
        self.0 += expected;
        let whole = self.0.max(0.0).floor();
        self.0 -= whole;
        whole as u32
    }
}

/// A value on its way from the first quarter to the last.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "28 quarters")]
pub fn along(path: Path, quarter: usize) -> f64 {
    path.0 + (path.1 - path.0) * quarter as f64 / (QUARTERS - 1) as f64
}

/// How many people a partnership takes in a quarter: growth, a quiet summer, the spring of 2020.
fn people(partnership: &Partnership, quarter: usize, chance: &mut Chance) -> f64 {
    let season = [1.05, 1.1, 0.75, 1.1][quarter % 4];
    let closed = match quarter {
        5 => 0.45,
        6 | 8 => 0.8,
        _ => 1.0,
    };
    let area = match partnership.area {
        Area::Employment => 52.0,
        Area::Education => 38.0,
        Area::Housing => 34.0,
        Area::Health => 30.0,
        Area::Community => 46.0,
    };
    let size = CITIES[partnership.city].size;
    area * size * along((0.7, 1.5), quarter) * season * closed * (1.0 + 0.06 * chance.normal())
}

/// The part of a quarter's people that is of this sex and age.
fn weight(partnership: &Partnership, sex: &str, age: &str) -> f64 {
    let sexes = match (partnership.area, sex) {
        (Area::Employment, "female") => 0.52,
        (Area::Education, "female") => 0.47,
        (Area::Housing, "female") => 0.41,
        (Area::Health | Area::Community, "female") => 0.58,
        (Area::Employment, _) => 0.48,
        (Area::Education, _) => 0.53,
        (Area::Housing, _) => 0.59,
        (Area::Health | Area::Community, _) => 0.42,
    };
    let ages = match (partnership.area, age) {
        (Area::Education, "15-19") => 0.62,
        (Area::Education, _) => 0.38,
        (Area::Employment | Area::Housing, "20-29") => 0.42,
        (Area::Employment | Area::Housing, "30-49") => 0.38,
        (Area::Employment | Area::Housing, _) => 0.20,
        (_, "15-19") => 0.12,
        (_, "20-29") => 0.22,
        (_, "30-49") => 0.34,
        (_, _) => 0.32,
    };
    sexes * ages
}

/// The chance of the outcome. The gap between women and men in work is there from the first quarter to the last.
fn likely(partnership: &Partnership, quarter: usize, sex: &str, age: &str) -> f64 {
    let city = &CITIES[partnership.city];
    let (path, gap) = match partnership.area {
        Area::Employment => (city.work, 0.045),
        Area::Education => (city.education, -0.015),
        Area::Housing => (city.housing, -0.01),
        Area::Health => ((0.52, 0.61), -0.01),
        Area::Community => ((0.58, 0.66), 0.0),
    };
    let by_sex = if sex == "male" { gap } else { -gap };
    let by_age = match age {
        "50+" => -0.05,
        "20-29" => 0.02,
        "30-49" => 0.01,
        _ => 0.0,
    };
    along(path, quarter) + by_sex + by_age
}

/// `cohorts.csv`.
#[must_use]
pub fn sheet(partnerships: &[Partnership], cohorts: &[Cohort]) -> Sheet {
    let header = ["city", "partnership", "quarter", "sex", "age_band", "engaged", "achieved", "verified"];
    let mut sheet = Sheet::new(PLAIN, &header);
    for row in cohorts {
        let partnership = &partnerships[row.partnership];
        sheet.push([
            CITIES[partnership.city].id.to_owned(),
            partnership.id.clone(),
            quarter(row.quarter),
            row.sex.to_owned(),
            row.age.to_owned(),
            row.engaged.to_string(),
            row.achieved.to_string(),
            row.verified.to_string(),
        ]);
    }
    sheet
}
