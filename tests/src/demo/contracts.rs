//! What three outcomes contracts ask to be reported: a rate card by participant, cohorts beside a comparison group,
//! and milestones with activities. Invented, like everything here.

use crate::chance::Chance;
use crate::records::date;
use crate::sheet::{CONTINENTAL, PLAIN, Sheet};

/// Days from 1 January 2018, where `date` begins, to 1 January 2021.
const START: u64 = 3 * 365 + 1;
/// People of the rate card.
const PEOPLE: u64 = 260;

/// `rate_card.csv`: one row for each outcome of each participant of the Aurora employment pact in Torino.
#[must_use]
pub fn rate_card(chance: &mut Chance) -> Sheet {
    let header = ["participant", "started_on", "outcome", "achieved_on", "status", "payslip"];
    let mut sheet = Sheet::new(PLAIN, &header);
    for person in 1..=PEOPLE {
        let who = format!("AUR-{person:04}");
        let started = START + chance.below(730);
        let mut row = |outcome: &str, achieved: u64, chance: &mut Chance| {
            let status = match chance.below(100) {
                0..=84 => "verified",
                85..=92 => "claimed",
                93..=96 => "rejected",
                _ => "disputed",
            };
            let slip =
                if chance.below(100) < 97 { format!("C{:05}", chance.below(100_000)) } else { String::new() };
            sheet.push([
                who.clone(),
                date(started),
                outcome.to_owned(),
                date(achieved),
                status.to_owned(),
                slip,
            ]);
        };
        if chance.unit() < 0.24 {
            let achieved = started + 60 + chance.below(240);
            row("qualification", achieved, chance);
        }
        if chance.unit() < 0.62 {
            let entry = started + 30 + chance.below(360);
            row("entry", entry, chance);
            if chance.unit() < 0.58 {
                row("sustained", entry + 182 + chance.below(40), chance);
            }
        }
    }
    spoil(&mut sheet);
    sheet
}

/// The faults that such lists have: an outcome sent twice, one before the start, one of another contract.
fn spoil(sheet: &mut Sheet) {
    let find = |sheet: &Sheet, outcome: &str, nth: usize| {
        let found =
            sheet.rows.iter().enumerate().filter(|(_, row)| row[2] == outcome && row[4] == "verified");
        found.map(|(at, _)| at).nth(nth)
    };
    if let Some(at) = find(sheet, "entry", 10) {
        let again = sheet.rows[at].clone();
        sheet.rows.insert(at + 1, again);
    }
    if let Some(at) = find(sheet, "entry", 30) {
        sheet.rows[at][3] = "2020-11-02".to_owned();
    }
    if let Some(at) = find(sheet, "qualification", 12) {
        sheet.rows[at][2] = "licence".to_owned();
    }
    if let Some(at) = find(sheet, "sustained", 20) {
        sheet.rows[at][4] = "in esame".to_owned();
    }
}

/// `rate_card_payments.csv`: what the city has paid under the rate card, by rule, as its accounts have it.
#[must_use]
pub fn payments() -> Sheet {
    let mut sheet = Sheet::new(CONTINENTAL, &["Voce", "Data", "Importo"]);
    for (rule, day, amount) in [
        ("entry", "31/12/2022", 153_600.0),
        ("entry", "31/12/2023", 134_400.0),
        ("sustained", "31/12/2023", 204_800.0),
        ("qualification", "31/12/2023", 35_970.0),
    ] {
        let amount = sheet.number(amount, 2);
        sheet.push([rule, day, &amount]);
    }
    sheet
}

/// `readmissions.csv`: unplanned readmissions within a year, of participants in Skåne and of people like them.
#[must_use]
pub fn readmissions() -> Sheet {
    let mut sheet =
        Sheet::new(PLAIN, &["what", "cohort", "group", "people", "readmissions", "measured_on", "status"]);
    for (cohort, group, people, count, day) in [
        ("2021", "intervention", 412, 148, "2023-03-31"),
        ("2021", "comparison", 4_120, 1_594, "2023-03-31"),
        ("2022", "intervention", 436, 139, "2024-03-31"),
        ("2022", "comparison", 4_360, 1_665, "2024-03-31"),
        ("2023", "intervention", 447, 158, "2025-03-31"),
        ("2023", "comparison", 4_470, 1_693, "2025-03-31"),
    ] {
        let (people, count) = (people.to_string(), count.to_string());
        sheet.push(["readmission", cohort, group, &people, &count, day, "verified"]);
    }
    sheet
}

/// `steps.csv`: milestones, activities and homes kept of Casa Prima Corvetto in Milano, as its secretariat writes.
#[must_use]
pub fn steps() -> Sheet {
    let mut sheet = Sheet::new(CONTINENTAL, &["Voce", "Quantità", "Data", "Stato"]);
    for (what, number, day, status) in [
        ("sportello aperto", "1", "01/03/2021", "verificato"),
        ("colloqui", "84", "30/06/2021", "verificato"),
        ("colloqui", "112", "31/12/2021", "verificato"),
        ("casa stabile", "23", "31/12/2021", "verificato"),
        ("valutazione consegnata", "1", "15/05/2022", "verificato"),
        ("colloqui", "97", "30/06/2022", "verificato"),
        ("casa stabile", "31", "31/12/2022", "verificato"),
        ("colloqui", "104", "31/12/2022", "contestato"),
        ("casa stabile", "38", "31/12/2023", "verificato"),
        ("casa stabile", "27", "31/12/2024", "dichiarato"),
        ("casa stabile", "", "31/12/2025", "verificato"),
    ] {
        sheet.push([what, number, day, status]);
    }
    sheet
}
