//! What partnerships send in beside their cohorts: quarterly returns of cost and hours, yearly surveys, the
//! statistical office's figures, and the list of the partnerships themselves.

use super::cities::CITIES;
use super::cohorts::{Cohort, QUARTERS, along, quarter};
use super::partnerships::{Area, Partnership};
use crate::chance::Chance;
use crate::sheet::{CONTINENTAL, PLAIN, Sheet};

/// `partnerships.csv`: semicolons and decimal commas.
#[must_use]
pub fn partnerships(all: &[Partnership], chance: &mut Chance) -> Sheet {
    let header = ["partnership", "name", "city", "policy_area", "kind", "signed", "budget_eur"];
    let mut sheet = Sheet::new(CONTINENTAL, &header);
    for one in all {
        let before = one.first + 3;
        let day = 1 + chance.below(28);
        let signed = format!("{}-{:02}-{day:02}", 2018 + before / 4, 1 + 3 * (before % 4));
        let thousands = (CITIES[one.city].size * (900.0 + 700.0 * chance.unit())).round();
        let budget = sheet.number(thousands * 1000.0, 2);
        let city = CITIES[one.city].id;
        sheet.push([&one.id, one.name, city, one.area.code(), one.kind, &signed, &budget]);
    }
    sheet
}

/// `returns.csv`: what each partnership spent in each quarter, as an Italian secretariat collects it.
#[must_use]
pub fn returns(all: &[Partnership], cohorts: &[Cohort], chance: &mut Chance) -> Sheet {
    let header = ["Partenariato", "Trimestre", "Costo", "Pagato", "Esiti verificati", "Ore di volontariato"];
    let mut sheet = Sheet::new(CONTINENTAL, &header);
    for (index, one) in all.iter().enumerate() {
        for now in one.first..=one.last {
            let rows = || cohorts.iter().filter(|row| row.partnership == index && row.quarter == now);
            let verified = f64::from(rows().map(|row| row.verified).sum::<u32>());
            let engaged = f64::from(rows().map(|row| row.engaged).sum::<u32>());
            let area = match one.area {
                Area::Employment => 1.0,
                Area::Education => 0.84,
                Area::Housing => 1.3,
                Area::Health => 1.05,
                Area::Community => 0.72,
            };
            let each = along(CITIES[one.city].cost, now) * area;
            // A third of the cost is there whatever comes out.
            let cost = each * (verified * (0.67 + 0.06 * chance.normal()) + 0.33 * verified.max(1.0));
            let paid = if one.kind == "outcomes_contract" { cost * 0.93 } else { cost };
            let hours =
                (engaged * along((1.1, 2.0), now) * (1.0 + 0.08 * chance.normal()) * 2.0).round() / 2.0;
            let numbers =
                [sheet.number(cost, 2), sheet.number(paid, 2), format!("{verified}"), sheet.number(hours, 1)];
            let [cost, paid, verified, hours] = numbers;
            sheet.push([one.id.clone(), quarter(now), cost, paid, verified, hours]);
        }
    }
    sheet
}

/// `survey.csv`: what participants said a year on. Partnerships leave out groups of fewer than five themselves.
#[must_use]
pub fn survey(all: &[Partnership], cohorts: &[Cohort], chance: &mut Chance) -> Sheet {
    let header =
        ["partnership", "year", "sex", "respondents", "satisfied", "wellbeing_before", "wellbeing_after"];
    let mut sheet = Sheet::new(PLAIN, &header);
    for (index, one) in all.iter().enumerate() {
        for year in 0..QUARTERS / 4 {
            for sex in ["female", "male"] {
                let rows = cohorts.iter().filter(|row| row.partnership == index && row.quarter / 4 == year);
                let engaged: u32 = rows.filter(|row| row.sex == sex).map(|row| row.engaged).sum();
                let respondents = part(engaged, 0.48 + 0.05 * chance.normal());
                let quarter = year * 4 + 2;
                let satisfied = part(respondents, along((0.775, 0.872), quarter) + 0.02 * chance.normal());
                let before = 4.6 + 0.25 * chance.normal();
                let more = if sex == "female" { 0.04 } else { -0.04 };
                let after = before + along((0.60, 1.12), quarter) + more + 0.08 * chance.normal();
                let silent = chance.unit() < 0.02;
                if respondents >= 5 {
                    let after = if silent { String::new() } else { sheet.number(after, 2) };
                    sheet.push([
                        one.id.clone(),
                        (2019 + year).to_string(),
                        sex.to_owned(),
                        respondents.to_string(),
                        satisfied.to_string(),
                        sheet.number(before, 2),
                        after,
                    ]);
                }
            }
        }
    }
    sheet
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundreds of people")]
fn part(whole: u32, share: f64) -> u32 {
    (f64::from(whole) * share.clamp(0.0, 1.0)).round() as u32
}

/// `context.csv`: young people neither in work nor in education, as a share, as given.
#[must_use]
pub fn context(chance: &mut Chance) -> Sheet {
    let mut sheet = Sheet::new(CONTINENTAL, &["city", "year", "neet_share"]);
    for city in &CITIES {
        for year in 0..QUARTERS / 4 {
            // The year of closed schools pushed the share up everywhere.
            let shock = if year == 1 { 1.1 } else { 0.0 };
            let value = along(city.neet, year * 4 + 3) + shock + 0.15 * chance.normal();
            sheet.push([city.id.to_owned(), (2019 + year).to_string(), sheet.number(value / 100.0, 3)]);
        }
    }
    sheet
}
