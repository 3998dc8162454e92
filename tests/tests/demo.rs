//! The demonstration bundle is what its program writes, and its numbers come out the same by another road.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use esito_engine::{Bundle, SourceFile, Sources};
use esito_model::{
    Answer, Finding, Key, Label, Question, Reason, Severity, Standing, UNKNOWN, Value, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

const FILES: [&str; 13] = [
    "applicants.csv",
    "cohorts.csv",
    "context.csv",
    "money.csv",
    "organisations.csv",
    "partnerships.csv",
    "rate_card.csv",
    "rate_card_payments.csv",
    "readmissions.csv",
    "returns.csv",
    "roles.csv",
    "steps.csv",
    "survey.csv",
];

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/demo")
}

#[test]
fn the_program_writes_the_committed_files_again() {
    let folder = std::env::temp_dir().join(format!("esito-demo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_demo")).arg(&folder).status().unwrap();
    assert!(done.success());
    let mut total = 0;
    for name in FILES {
        let made = std::fs::read(folder.join(name)).unwrap();
        let kept = std::fs::read(committed().join(name)).unwrap();
        assert!(made == kept, "{name} differs from what the program writes");
        total += kept.len();
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), FILES.len(), "the program wrote another file");
    assert!(total <= 600_000, "the page ships these files: {total} bytes are too many");
    std::fs::remove_dir_all(&folder).unwrap();
}

type Row = BTreeMap<String, String>;

/// A file's rows by header, cells trimmed, by plain reading.
fn rows(name: &str, delimiter: u8) -> Vec<Row> {
    let bytes = std::fs::read(committed().join(name)).unwrap();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(bytes);
    let headers = reader.headers().unwrap().clone();
    let pair = |(header, cell): (&str, &str)| (header.to_owned(), cell.to_owned());
    reader.records().map(|record| headers.iter().zip(record.unwrap().iter()).map(pair).collect()).collect()
}

fn number(row: &Row, header: &str) -> Option<f64> {
    row[header].replace(',', ".").parse().ok()
}

fn sum<'a>(rows: impl IntoIterator<Item = &'a Row>, header: &str) -> f64 {
    rows.into_iter().filter_map(|row| number(row, header)).sum()
}

/// The area or the city of each partnership.
fn partnerships(header: &str) -> BTreeMap<String, String> {
    rows("partnerships.csv", b';')
        .into_iter()
        .map(|row| (row["partnership"].clone(), row[header].clone()))
        .collect()
}

/// The cohorts of one policy area.
fn cohorts(area: &str) -> Vec<Row> {
    let areas = partnerships("policy_area");
    let mut all = rows("cohorts.csv", b',');
    all.retain(|row| areas[&row["partnership"]] == area);
    all
}

fn half(row: &Row) -> String {
    let (year, quarter) = row["quarter"].split_once("-Q").unwrap();
    match quarter {
        "1" | "2" => format!("{year}-H1"),
        "3" | "4" => format!("{year}-H2"),
        _ => UNKNOWN.to_owned(),
    }
}

static ANSWER: LazyLock<Answer> = LazyLock::new(|| {
    let mut names = vec!["framework.toml"];
    names.extend(FILES);
    let file = |name: &str| {
        let bytes = std::fs::read(committed().join(name)).unwrap().into();
        SourceFile { name: name.to_owned(), bytes, sha256: None }
    };
    Bundle::load(Sources { files: names.into_iter().map(file).collect() }).answer(&Question::default())
});

/// The finding without a breakdown; an empty place or period means all together.
fn finding(indicator: &str, place: &str, period: &str) -> &'static Finding {
    grouped(indicator, place, period, None)
}

fn grouped(indicator: &str, place: &str, period: &str, group: Option<(&str, &str)>) -> &'static Finding {
    let some = |text: &str| Some(Label::from(text)).filter(|text| !text.is_empty());
    let key = Key {
        indicator: indicator.into(),
        place: some(place),
        period: some(period),
        dimension: group.map(|(dimension, _)| dimension.into()),
        group: group.map(|(_, group)| group.into()),
    };
    let found = ANSWER.findings.iter().find(|finding| finding.key == key);
    found.unwrap_or_else(|| panic!("no finding for {key:?}"))
}

fn value(indicator: &str, place: &str, period: &str) -> f64 {
    let finding = finding(indicator, place, period);
    finding.value.known().unwrap_or_else(|| panic!("no value: {finding:?}"))
}

#[track_caller]
fn same(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 2e-12 * expected.abs(), "expected {expected}, found {found}");
}

/// Wilson's score interval at 95 %, written out from E. B. Wilson 1927, p. 209–212.
fn wilson(part: f64, whole: f64) -> (f64, f64) {
    let z = 1.959_963_984_540_054_f64;
    let share = part / whole;
    let middle = share + z * z / (2.0 * whole);
    let reach = z * (share * (1.0 - share) / whole + z * z / (4.0 * whole * whole)).sqrt();
    let under = 1.0 + z * z / whole;
    ((middle - reach) / under, (middle + reach) / under)
}

#[test]
fn the_framework_is_good_and_every_blemish_is_said() {
    let fatal: Vec<_> = ANSWER.remarks.iter().filter(|one| one.severity == Severity::Fatal).collect();
    assert!(fatal.is_empty(), "{fatal:#?}");
    assert_eq!(ANSWER.framework.indicators.len(), 13);
    assert!(ANSWER.framework.illustrative);
    for found in ["circa 12", "2022-Q5", "in attesa", "2020-02-30", "P-099", "1,01", "which is 7, found 8"] {
        assert!(ANSWER.remarks.iter().any(|one| one.message.contains(found)), "no remark quotes {found}");
    }
    assert!(
        ANSWER.remarks.iter().all(|one| !one.message.contains("torino ")),
        "a trailing space is no fault"
    );
}

#[test]
fn shares_and_their_intervals_come_out_by_the_other_road() {
    let work = cohorts("employment");
    let all = finding("work", "", "");
    let (part, whole) = (sum(&work, "achieved"), sum(&work, "engaged"));
    same(all.value.known().unwrap(), part / whole);
    assert_eq!((all.numerator, all.denominator), (Some(part), Some(whole)));
    assert_eq!(all.n, Some(work.len() as u64));
    let (low, high) = wilson(part, whole);
    same(all.low.unwrap(), low);
    same(all.high.unwrap(), high);

    for (area, indicator) in [("employment", "work"), ("housing", "housing")] {
        let rows = cohorts(area);
        for city in ["milano", "torino", "wroclaw", "baia-mare", UNKNOWN] {
            let here = |row: &&Row| row["city"] == city || (row["city"].is_empty() && city == UNKNOWN);
            for period in ["2019-H1", "2023-H1", "2025-H2", UNKNOWN] {
                let rows: Vec<_> = rows.iter().filter(here).filter(|row| half(row) == period).collect();
                let whole = sum(rows.iter().copied(), "engaged");
                if whole < 5.0 {
                    continue;
                }
                let found = finding(indicator, city, period);
                let (low, high) = wilson(sum(rows.iter().copied(), "achieved"), whole);
                same(found.value.known().unwrap(), sum(rows.iter().copied(), "achieved") / whole);
                same(found.low.unwrap(), low);
                same(found.high.unwrap(), high);
            }
        }
    }
}

#[test]
fn totals_hold_the_rows_whose_city_or_quarter_is_missing() {
    let work = cohorts("employment");
    let nowhere: Vec<_> = work.iter().filter(|row| row["city"].is_empty()).collect();
    assert_eq!(nowhere.len(), 2);
    let unknown = finding("work", UNKNOWN, "");
    assert_eq!(unknown.denominator, Some(sum(nowhere, "engaged")));
    let places = ANSWER.findings.iter().filter(|finding| {
        finding.key.indicator == "work"
            && finding.key.place.is_some()
            && finding.key.period.is_none()
            && finding.key.dimension.is_none()
    });
    let together: f64 = places.map(|finding| finding.denominator.unwrap()).sum();
    assert_eq!(finding("work", "", "").denominator, Some(together));
    let never = sum(work.iter().filter(|row| half(row) == UNKNOWN), "engaged");
    assert_eq!(finding("work", "", UNKNOWN).denominator, Some(never));
}

#[test]
fn trials_of_a_few_people_are_withheld_and_nothing_else_of_the_totals() {
    for (city, period) in
        [("braga", "2019-H1"), ("braga", "2019-H2"), ("baia-mare", "2019-H1"), ("baia-mare", "2019-H2")]
    {
        let found = finding("work", city, period);
        assert_eq!(found.value, Value::Missing(Reason::Withheld), "{city} {period}");
        assert_eq!((found.numerator, found.denominator, found.n), (None, None, None));
        assert_eq!((found.low, found.high, found.status().as_str()), (None, None, "c"));
    }
    // Each withheld cell has a second one in its row and in its column, and five people or more between them.
    let withheld = ANSWER.findings.iter().filter(|finding| {
        finding.key.indicator == "work"
            && finding.key.dimension.is_none()
            && finding.value == Value::Missing(Reason::Withheld)
    });
    assert_eq!(withheld.count(), 4);
}

#[test]
fn money_hours_and_means_come_out_by_the_other_road() {
    let returns = rows("returns.csv", b';');
    let year = |rows: &[Row], year: &str| -> Vec<Row> {
        rows.iter().filter(|row| row["Trimestre"].starts_with(year)).cloned().collect()
    };
    let late = year(&returns, "2025");
    let cents = |rows: &[Row]| (sum(rows, "Costo") * 100.0).round() / 100.0;
    same(value("cost", "", "2025"), cents(&late) / sum(&late, "Esiti verificati"));
    assert_eq!(finding("cost", "", "2025").currency.as_deref(), Some("EUR"));

    let cities = partnerships("city");
    let mut nowhere = returns.clone();
    nowhere.retain(|row| !cities.contains_key(&row["Partenariato"]));
    assert_eq!(nowhere.len(), 1, "the partnership that no list has");
    same(value("cost", UNKNOWN, ""), cents(&nowhere) / sum(&nowhere, "Esiti verificati"));

    let mut milan = year(&returns, "2024-Q4");
    milan.retain(|row| cities.get(&row["Partenariato"]).is_some_and(|city| city == "milano"));
    same(value("volunteering", "milano", "2024-Q4"), sum(&milan, "Ore di volontariato"));

    let survey = rows("survey.csv", b',');
    let answered = || survey.iter().filter(|row| !row["wellbeing_after"].is_empty());
    let change = |row: &Row| {
        (number(row, "wellbeing_after").unwrap() - number(row, "wellbeing_before").unwrap())
            * number(row, "respondents").unwrap()
    };
    same(value("wellbeing", "", ""), answered().map(change).sum::<f64>() / sum(answered(), "respondents"));
    same(value("satisfaction", "", ""), sum(&survey, "satisfied") / sum(&survey, "respondents"));
}

#[test]
fn counts_gaps_and_values_as_given_come_out_by_the_other_road() {
    let all = rows("cohorts.csv", b',');
    let autumn = all.iter().filter(|row| row["quarter"] == "2025-Q4");
    assert_eq!(value("participants", "", "2025-Q4"), sum(autumn, "engaged"));

    let work = cohorts("employment");
    let of = |sex: &str, column: &str| {
        sum(work.iter().filter(|row| row["quarter"].starts_with("2025") && row["sex"] == sex), column)
    };
    let gap =
        of("male", "achieved") / of("male", "engaged") - of("female", "achieved") / of("female", "engaged");
    same(value("gap", "", "2025"), gap);
    assert!(gap > 0.08, "the gap is part of the story");
    let women = grouped("work", "", "2025-H2", Some(("sex", "female")));
    let late = || work.iter().filter(|row| half(row) == "2025-H2" && row["sex"] == "female");
    same(women.value.known().unwrap(), sum(late(), "achieved") / sum(late(), "engaged"));

    let roles = rows("roles.csv", b',');
    let joined: BTreeSet<_> = roles.iter().map(|row| &row["partnership"]).collect();
    same(value("partners", "", ""), roles.len() as f64 / joined.len() as f64);

    let context = rows("context.csv", b';');
    let given = context.iter().find(|row| row["city"] == "barcelona" && row["year"] == "2025").unwrap();
    same(value("neet", "barcelona", "2025"), number(given, "neet_share").unwrap());
    let total =
        ANSWER.findings.iter().find(|one| one.key.indicator == "neet" && one.key.place.is_none()).unwrap();
    assert_eq!(total.value, Value::Missing(Reason::NotApplicable), "shares of cities do not add up");
}

/// Coaching beside the waiting list, matched by sex and age, over those who applied: by plain sums.
#[test]
fn the_effect_of_coaching_comes_out_by_the_other_road() {
    let all = rows("applicants.csv", b',');
    let mut places = vec![""];
    places.extend(["barcelona", "gdansk", "milano", "paris", "torino"]);
    let mut unclear = Vec::new();
    for place in places {
        let mut groups: BTreeMap<(&str, &str), [f64; 4]> = BTreeMap::new();
        for row in all.iter().filter(|row| place.is_empty() || row["city"] == place) {
            let at = if row["offer"] == "place" { 0 } else { 2 };
            let of = groups.entry((&row["sex"], &row["age"])).or_default();
            of[at] += number(row, "in_work").unwrap();
            of[at + 1] += number(row, "applied").unwrap();
        }
        let applied: f64 = groups.values().map(|of| of[1]).sum();
        let (mut effect, mut below, mut above) = (0.0, 0.0, 0.0);
        for [x, n, other_x, other_n] in groups.values() {
            let weight = n / applied;
            effect += weight * (x / n - other_x / other_n);
            let ((l, h), (other_l, other_h)) = (wilson(*x, *n), wilson(*other_x, *other_n));
            below += (weight * (x / n - l)).powi(2) + (weight * (other_h - other_x / other_n)).powi(2);
            above += (weight * (h - x / n)).powi(2) + (weight * (other_x / other_n - other_l)).powi(2);
        }
        let same_place = |one: &&esito_model::EffectEstimate| {
            one.indicator == "coaching"
                && one.dimension.is_none()
                && one.place.as_deref().unwrap_or("") == place
                && one.period.is_none()
        };
        let found = ANSWER.effects.iter().find(same_place).unwrap();
        same(found.value.known().unwrap(), effect);
        assert!((found.low.unwrap() - (effect - below.sqrt())).abs() < 1e-12, "{place}");
        assert!((found.high.unwrap() - (effect + above.sqrt())).abs() < 1e-12, "{place}");
        assert_eq!(found.matching.unwrap().groups, 6);
        same(found.matching.unwrap().here, applied);
        if found.verdict == Some(Verdict::Unclear) {
            unclear.push(place);
        }
    }
    assert!(unclear.contains(&"gdansk") && !unclear.contains(&""), "the story of one city: {unclear:?}");
}

#[test]
fn the_promises_tell_the_story() {
    let standing = |indicator: &str, place: Option<&str>| {
        let found =
            ANSWER.promises.iter().find(|one| one.indicator == indicator && one.place.as_deref() == place);
        found.unwrap_or_else(|| panic!("no promise for {indicator} {place:?}")).standing
    };
    for indicator in
        ["work", "education", "wellbeing", "satisfaction", "verified", "participants", "volunteering"]
    {
        assert_eq!(standing(indicator, None), Standing::OnTrack, "{indicator}");
    }
    assert_eq!(standing("cost", None), Standing::Moderate);
    assert_eq!(standing("gap", None), Standing::MovingAway);
    assert_eq!(standing("housing", None), Standing::Insufficient);
    assert_eq!(standing("housing", Some("wroclaw")), Standing::MovingAway);
    assert_eq!(standing("housing", Some("baia-mare")), Standing::MovingAway);
}

#[test]
fn the_first_answer_stays_small() {
    let first = ANSWER.findings.iter().filter(|finding| finding.key.dimension.is_none()).count();
    assert!((1_500..=3_500).contains(&first), "{first} findings");
}
