//! Who works with whom: organisations and their roles in partnerships.

use super::cities::CITIES;
use super::partnerships::{Area, Partnership};
use crate::chance::Chance;
use crate::sheet::{PLAIN, Sheet};

/// Organisations that work across cities: name, kind, role. Invented.
const ACROSS: [(&str, &str, &str); 12] = [
    ("Fondazione Ponte Aperto", "foundation", "investor"),
    ("Northern Lantern Foundation", "foundation", "investor"),
    ("Banque des Liens", "bank", "investor"),
    ("Fundação Horizonte Comum", "foundation", "investor"),
    ("Patient Capital for Cities", "fund", "investor"),
    ("Outcomes Workshop", "social_enterprise", "intermediary"),
    ("Atelier Passerelles", "social_enterprise", "intermediary"),
    ("Rete Patti Civici", "association", "intermediary"),
    ("Independent Outcomes Audit", "company", "verifier"),
    ("Laboratorio Misura Sociale", "university", "verifier"),
    ("Instytut Dobrej Miary", "university", "verifier"),
    ("Observatoire des Effets", "university", "verifier"),
];

/// The number of an organisation as the files write it.
fn code(number: usize) -> String {
    format!("ORG-{number:03}")
}

/// The payer of a city; its five providers follow.
fn payer(city: usize) -> usize {
    1 + city * 6
}

/// An organisation that works across cities.
fn across(index: usize) -> usize {
    1 + CITIES.len() * 6 + index
}

/// `organisations.csv`.
#[must_use]
pub fn organisations() -> Sheet {
    let mut sheet = Sheet::new(PLAIN, &["organisation", "name", "kind", "city"]);
    for (index, city) in CITIES.iter().enumerate() {
        sheet.push([code(payer(index)), city.payer.into(), "public_body".into(), city.id.into()]);
        for (offset, name) in city.providers.iter().enumerate() {
            let kind =
                ["cooperative", "social_enterprise", "association", "cooperative", "association"][offset];
            sheet.push([code(payer(index) + 1 + offset), (*name).into(), kind.into(), city.id.into()]);
        }
    }
    for (index, (name, kind, _)) in ACROSS.iter().enumerate() {
        sheet.push([code(across(index)), (*name).into(), (*kind).into(), String::new()]);
    }
    sheet
}

/// `roles.csv`: one row for each organisation in each partnership.
#[must_use]
pub fn roles(partnerships: &[Partnership], chance: &mut Chance) -> Sheet {
    let mut sheet = Sheet::new(PLAIN, &["partnership", "organisation", "role", "since"]);
    for partnership in partnerships {
        // Signed one quarter before the first outcomes.
        let signed = partnership.first + 3;
        let since = format!("{}-{:02}", 2018 + signed / 4, 1 + 3 * (signed % 4));
        let mut add = |organisation: usize, role: &str| {
            sheet.push([partnership.id.clone(), code(organisation), role.into(), since.clone()]);
        };
        let city = partnership.city;
        add(payer(city), "payer");
        let first = match partnership.area {
            Area::Employment => 0,
            Area::Education => 1,
            Area::Housing => 2,
            Area::Health => 3,
            Area::Community => 4,
        };
        // A district or a hub joins more providers than a contract does.
        let providers = match partnership.kind {
            "solidarity_district" => 5,
            "community_hub" | "co_programming" => 3,
            "co_design" => 2,
            _ => 1 + pick(chance, 2),
        };
        for step in 0..providers {
            add(payer(city) + 1 + (first + step) % 5, "provider");
        }
        if partnership.kind == "outcomes_contract" {
            add(across(pick(chance, 5)), "investor");
            add(across(8 + pick(chance, 4)), "verifier");
        }
        if matches!(partnership.kind, "outcomes_contract" | "co_programming" | "solidarity_district") {
            add(across(5 + pick(chance, 3)), "intermediary");
        }
        if partnership.kind == "health_budget" {
            add(across(9 + pick(chance, 3)), "verifier");
        }
    }
    sheet
}

#[expect(clippy::cast_possible_truncation, reason = "a handful")]
fn pick(chance: &mut Chance, below: u64) -> usize {
    chance.below(below) as usize
}
