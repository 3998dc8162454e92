//! What the indicators should say, worked out row by row.

use super::export::{Cells, Export, Seen, count, month, number, text};
use std::collections::{BTreeMap, BTreeSet};

/// Place, period, dimension and group; absent means all together.
pub(crate) type Slice = (Option<String>, Option<String>, Option<String>, Option<String>);

/// The values of an indicator; nothing where there is no value to give.
pub(crate) type Values = BTreeMap<Slice, Option<f64>>;

type Rows<'a> = &'a [&'a Cells];

/// Every place, period and group that occurs, alone and together, worked out by `value`.
fn slices(seen: &[Seen], value: impl Fn(Rows<'_>) -> Option<f64>) -> Values {
    let mut slices: BTreeMap<Slice, Vec<&Cells>> = BTreeMap::new();
    for row in seen {
        let mut groups = vec![(None, None)];
        groups.extend(
            row.groups.iter().map(|(dimension, group)| (Some(dimension.clone()), Some(group.clone()))),
        );
        for (dimension, group) in groups {
            for place in [None, Some(row.place.clone())] {
                for period in [None, Some(row.period.clone())] {
                    let slice = (place.clone(), period, dimension.clone(), group.clone());
                    slices.entry(slice).or_default().push(&row.cells);
                }
            }
        }
    }
    slices.into_iter().map(|(slice, rows)| (slice, value(&rows))).collect()
}

fn kept(mut seen: Vec<Seen>, keep: impl Fn(&Cells) -> bool) -> Vec<Seen> {
    seen.retain(|row| keep(&row.cells));
    seen
}

fn sum(values: impl Iterator<Item = f64>) -> Option<f64> {
    let values: Vec<f64> = values.collect();
    (!values.is_empty()).then(|| values.iter().sum())
}

fn over(part: Option<f64>, whole: Option<f64>) -> Option<f64> {
    whole.filter(|whole| *whole != 0.0).and_then(|whole| part.map(|part| part / whole))
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[half]),
        _ => Some((values[half - 1] + values[half]) / 2.0),
    }
}

#[expect(clippy::cast_precision_loss, reason = "some thousands of rows")]
fn size(number: usize) -> f64 {
    number as f64
}

fn share(rows: Rows<'_>, there: impl Fn(&Cells) -> bool) -> Option<f64> {
    over(Some(size(rows.iter().filter(|row| there(row)).count())), Some(size(rows.len())))
}

fn filled(rows: Rows<'_>, header: &str) -> Option<f64> {
    share(rows, |row| text(row, header).is_some())
}

/// Amounts of one currency; nothing where there are several. A ten-thousandth of the unit is the finest coin.
fn amounts(rows: Rows<'_>, currency: &str, amount: &str) -> Option<Vec<f64>> {
    let coin = |row: &&&Cells| number(row, amount).map(|value| (value * 10_000.0).round() / 10_000.0);
    let filled: Vec<_> = rows.iter().filter(|row| number(row, amount).is_some()).collect();
    let currencies: BTreeSet<&str> = filled.iter().map(|row| row[currency].as_str()).collect();
    (currencies.len() == 1).then(|| filled.iter().filter_map(coin).collect())
}

const UNITS: &str = "Service and beneficiaries - Unit type of ";
const TARGETED: &str =
    "Service and beneficiaries - Targeted number of unique service users or beneficiaries (total) - (Value)";
const ENGAGED: &str = "Service and beneficiaries - Actual number of unique service users or beneficiaries engaged (total) - (Value)";
const FINANCE: &str = "Overall project finance - ";
const PAYMENT: &str = "Payments - Amount - (Value)";
const PAYMENT_CURRENCY: &str = "Payments - Currency - (Value)";
const POSITIVE: &str = "Number with Positive social outcomes - (Value)";
const RESULT_ENGAGED: &str = "Number engaged In impact bond - (Value)";
const ORGANISATION: &str = "Organisation ID - (Value)";

fn planned_months(row: &Cells) -> Option<f64> {
    let given = number(row, "Dates - Anticipated duration of service provision - (Value)");
    let start = month(row, "Dates - Start date of service provision - (Value)");
    let end = month(row, "Dates - Anticipated end date of service provision - (Value)");
    let worked_out = start.zip(end).filter(|(start, end)| end >= start).map(|(start, end)| end - start + 1.0);
    given.or(worked_out)
}

fn people(row: &Cells, which: &str) -> bool {
    let header = match which {
        "targeted" => format!("{UNITS}targeted service users or beneficiaries - (Value)"),
        _ => format!("{UNITS}actual service users or beneficiaries engaged - (Value)"),
    };
    row[&header] != "Other"
}

fn first_plan(row: &Cells) -> bool {
    let plan = row["Outcome Payment Plan Id - (Value)"].to_lowercase();
    row["Type - (Value)"] == "Planned" && (plan == "plan1" || plan == "original plan")
}

fn actual(row: &Cells) -> bool {
    row["Type - (Value)"] == "Actual"
}

/// Every indicator that is checked, with all its values.
pub(crate) fn indicators(export: &Export) -> Vec<(&'static str, Values)> {
    let mut all = of_projects(export);
    all.extend(of_results(export));
    all.extend(of_money(export));
    all.extend(of_organisations(export));
    all
}

fn of_projects(export: &Export) -> Vec<(&'static str, Values)> {
    let projects = || export.of_projects(&[("stage", "Stage of Development - (Value)")]);
    let plain = || export.of_projects(&[]);
    let targeted = || kept(plain(), |row| people(row, "targeted"));
    let engaged = || kept(plain(), |row| people(row, "engaged"));
    let both = || kept(targeted(), |row| people(row, "engaged"));
    let paired = |row: &Cells| count(row, TARGETED).is_some() && count(row, ENGAGED).is_some();
    let with_results: BTreeSet<String> = export
        .of_file("projects_results.csv", &[], None)
        .iter()
        .map(|row| row.cells["Project ID"].clone())
        .collect();
    vec![
        ("projects", slices(&projects(), |rows| Some(size(rows.len())))),
        ("signed_coverage", slices(&plain(), |rows| filled(rows, super::export::SIGNED))),
        ("primary_sdg_coverage", slices(&plain(), |rows| filled(rows, super::export::GOAL))),
        (
            "duration",
            slices(&plain(), |rows| median(rows.iter().filter_map(|row| planned_months(row)).collect())),
        ),
        ("duration_coverage", slices(&plain(), |rows| share(rows, |row| planned_months(row).is_some()))),
        ("targeted", slices(&targeted(), |rows| sum(rows.iter().filter_map(|row| count(row, TARGETED))))),
        ("targeted_coverage", slices(&targeted(), |rows| filled(rows, TARGETED))),
        ("engaged", slices(&engaged(), |rows| sum(rows.iter().filter_map(|row| count(row, ENGAGED))))),
        ("engaged_coverage", slices(&engaged(), |rows| filled(rows, ENGAGED))),
        (
            "engaged_of_targeted",
            slices(&both(), |rows| {
                let rows = || rows.iter().filter(|row| paired(row));
                over(
                    sum(rows().filter_map(|row| count(row, ENGAGED))),
                    sum(rows().filter_map(|row| count(row, TARGETED))),
                )
            }),
        ),
        ("engaged_of_targeted_coverage", slices(&both(), |rows| share(rows, paired))),
        ("with_results", slices(&projects(), |rows| share(rows, |row| with_results.contains(&row["ID"])))),
    ]
}

fn of_results(export: &Export) -> Vec<(&'static str, Values)> {
    let of_type = |which: &'static str| {
        let rows =
            export.of_file("projects_results.csv", &[("result_level", "Result level - (Value)")], None);
        kept(rows, |row| row["Result type - (Value)"] == which)
    };
    let there = |row: &Cells| count(row, POSITIVE).is_some() && count(row, RESULT_ENGAGED).is_some();
    let ratio = |rows: Rows<'_>| {
        let rows = || rows.iter().filter(|row| there(row));
        over(
            sum(rows().filter_map(|row| count(row, POSITIVE))),
            sum(rows().filter_map(|row| count(row, RESULT_ENGAGED))),
        )
    };
    let metrics = export.of_file(
        "projects_outcome_metrics.csv",
        &[("primary_sdg", "Primary SDG goal - (Value)")],
        None,
    );
    vec![
        ("positive_final", slices(&of_type("Final"), ratio)),
        ("positive_interim", slices(&of_type("Interim"), ratio)),
        ("validated", slices(&metrics, |rows| filled(rows, "Outcome validation Method - (Value)"))),
    ]
}

fn of_money(export: &Export) -> Vec<(&'static str, Values)> {
    let investment = format!("{FINANCE}Total investment commitment - Amount - Exact - (Value)");
    let currency = format!("{FINANCE}Total investment commitment - Currency - (Value)");
    let investments = export.of_projects(&[("investment_currency", &currency)]);
    let maximum = format!("{FINANCE}Maximum potential outcome payment - Amount - (Value)");
    let maximum_currency = format!("{FINANCE}Maximum potential outcome payment - Currency - (Value)");
    let maxima = export.of_projects(&[("payment_currency", &maximum_currency)]);
    let payments =
        |period| export.of_file("projects_outcome_payments.csv", &[("currency", PAYMENT_CURRENCY)], period);
    let added =
        |rows: Rows<'_>| amounts(rows, PAYMENT_CURRENCY, PAYMENT).and_then(|all| sum(all.into_iter()));

    let started = Some("Period - Start - (Value)");
    let with = |which: fn(&Cells) -> bool| -> BTreeSet<String> {
        let rows = payments(None).into_iter().filter(|row| which(&row.cells));
        rows.map(|row| row.cells["Project ID"].clone()).collect()
    };
    let (planned, made) = (with(|row| row["Type - (Value)"] == "Planned"), with(actual));
    let both = |id: &str| planned.contains(id) && made.contains(id);
    let matched = kept(payments(None), |row| {
        text(row, "Outcome Metric Id - (Value)").is_none() && both(&row["Project ID"])
    });
    let part = |rows: Rows<'_>, which: fn(&Cells) -> bool| {
        added(&rows.iter().copied().filter(|row| which(row)).collect::<Vec<_>>())
    };
    let price = "Price Per Unit - Amount - (Value)";
    let prices = export.of_file("projects_outcome_pricings.csv", &[("currency", "Currency - (Value)")], None);
    vec![
        (
            "investment",
            slices(&investments, |rows| {
                amounts(rows, &currency, &investment).and_then(|all| sum(all.into_iter()))
            }),
        ),
        ("investment_coverage", slices(&export.of_projects(&[]), |rows| filled(rows, &investment))),
        (
            "maximum_payment",
            slices(&maxima, |rows| {
                amounts(rows, &maximum_currency, &maximum).and_then(|all| sum(all.into_iter()))
            }),
        ),
        ("maximum_payment_coverage", slices(&export.of_projects(&[]), |rows| filled(rows, &maximum))),
        ("planned", slices(&kept(payments(started), first_plan), added)),
        ("made", slices(&kept(payments(started), actual), added)),
        ("made_of_planned", slices(&matched, |rows| over(part(rows, actual), part(rows, first_plan)))),
        (
            "made_of_planned_coverage",
            slices(&export.of_projects(&[]), |rows| share(rows, |row| both(&row["ID"]))),
        ),
        ("price", slices(&prices, |rows| amounts(rows, "Currency - (Value)", price).and_then(median))),
    ]
}

const ROLES: [(&str, &str); 4] = [
    ("investors", "projects_investments.csv"),
    ("providers", "projects_service_provisions.csv"),
    ("payers", "projects_outcome_payment_commitments.csv"),
    ("intermediaries", "projects_intermediary_services.csv"),
];

fn of_organisations(export: &Export) -> Vec<(&'static str, Values)> {
    let distinct = |rows: Rows<'_>, headers: &[&str]| {
        let all: BTreeSet<Vec<&str>> =
            rows.iter().map(|row| headers.iter().map(|header| row[*header].as_str()).collect()).collect();
        Some(size(all.len()))
    };
    let mut all: Vec<_> = ROLES
        .iter()
        .map(|(id, file)| {
            (*id, slices(&export.of_file(file, &[], None), |rows| distinct(rows, &[ORGANISATION])))
        })
        .collect();
    let together: Vec<Seen> = ROLES.iter().flat_map(|(_, file)| export.of_file(file, &[], None)).collect();
    let per_project = slices(&together, |rows| {
        over(distinct(rows, &["Project ID", ORGANISATION]), distinct(rows, &["Project ID"]))
    });
    all.push(("organisations", per_project));
    all
}
