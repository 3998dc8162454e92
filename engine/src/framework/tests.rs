//! Frameworks in, remarks with their lines out.

use super::*;
use esito_model::{ColumnType, Every, Interval, Measure, Severity, Unit};

const GOOD: &str = r#"
[framework]
id = "f"
title = "F"
[[table]]
id = "cities"
file = "cities.csv"
key = ["city"]
[table.columns]
city = "City"
country = "Country"
mayor = "Mayor"
[[table]]
id = "results"
file = "results.csv"
[table.columns]
city = "City"
ended = { header = "Ended", type = "period" }
engaged = { header = "Engaged", type = "count" }
positive = { header = "Positive", type = "count" }
[[table.references]]
column = "city"
table = "cities"
[[indicator]]
id = "share"
label = { en = "Share", it = "Quota" }
table = "results"
numerator = "SUM(positive)"
denominator = "SUM(engaged)"
unit = "share"
place = "city.country"
period = "ended"
by = ["city", ["city", "city.country"]]
"#;

/// The remarks as `line code key`.
fn told(text: &str) -> Vec<String> {
    let remarks = read("framework.toml", text).remarks;
    let one = |remark: &esito_model::Remark| {
        let place = &remark.places[0];
        format!("{} {} {}", place.line.unwrap_or(0), remark.code, place.column.as_deref().unwrap_or_default())
    };
    remarks.iter().map(one).collect()
}

/// The good framework with one text in place of another; the line of the change is told as `+0`.
#[track_caller]
fn changed(old: &str, new: &str) -> ReadFramework {
    assert_eq!(GOOD.matches(old).count(), 1, "{old} is there once");
    read("framework.toml", &GOOD.replace(old, new))
}

#[track_caller]
fn expect(old: &str, new: &str, code: &str, part: &str) {
    let found = changed(old, new);
    let at = GOOD.find(old).expect("there");
    let line = 1 + GOOD[..at].matches('\n').count() as u64;
    let last = line + new.matches('\n').count() as u64;
    let fits = |remark: &&esito_model::Remark| {
        let near = remark.places[0].line.is_some_and(|found| (line..=last).contains(&found));
        remark.code == code && near && format!("{} {}", remark.message, remark.help).contains(part)
    };
    assert!(found.remarks.iter().any(|r| fits(&r)), "{code} {part:?} in line {line}: {:#?}", found.remarks);
}

#[test]
fn a_good_framework_has_nothing_to_be_said_about() {
    let found = read("framework.toml", GOOD);
    assert_eq!(found.remarks, []);
    let framework = found.framework;
    assert_eq!(framework.minimum_group, 5);
    assert_eq!(framework.tables[1].columns[1].kind, ColumnType::Period);
    let indicator = &framework.indicators[0];
    assert_eq!(indicator.by, [vec!["city".to_owned()], vec!["city".to_owned(), "city.country".to_owned()]]);
    assert_eq!(indicator.period.as_ref().map(|period| period.every), Some(Every::Year));
    assert_eq!((indicator.unit, indicator.interval), (Unit::Share, None));
    assert!(matches!(&indicator.measure, Measure::Ratio { numerator, .. } if numerator == "SUM(positive)"));
    assert_eq!(found.file_lines, [7, 15]);
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    let found = read("framework.toml", "[framework]\nid = \"a\"\ntitle = = 3\n");
    assert_eq!(found.remarks.len(), 1);
    assert_eq!(found.remarks[0].code, "not-toml");
    assert_eq!(found.remarks[0].severity, Severity::Fatal);
    assert_eq!(found.remarks[0].places[0].line, Some(3));
    // A key written twice is no TOML either.
    assert_eq!(told("[framework]\nid = \"a\"\nid = \"b\"\n"), ["3 not-toml "]);
    assert_eq!(told("\u{0}"), ["1 not-toml "]);
}

#[test]
fn unknown_keys_name_the_nearest() {
    expect("title = \"F\"", "titel = \"F\"", "unknown-key", "\"title\"");
    expect("key = [\"city\"]", "keys = [\"city\"]", "unknown-key", "\"key\"");
    expect("unit = \"share\"", "unit = \"share\"\nwere = \"engaged > 0\"", "unknown-key", "\"where\"");
    expect("type = \"period\"", "typ = \"period\"", "unknown-key", "\"type\"");
    expect("[[indicator]]", "[[indicators]]", "unknown-key", "\"indicator\"");
}

#[test]
fn a_condition_misspelt_is_not_an_indicator_without_one() {
    let found = changed("unit = \"share\"", "unit = \"share\"\nwere = \"engaged > 0\"");
    assert!(found.framework.indicators.is_empty());
    let found = changed("unit = \"share\"", "unit = \"share\"\nwhere = 3");
    assert!(found.framework.indicators.is_empty());
    assert_eq!(found.remarks[0].code, "wrong-type");
    assert_eq!(found.remarks[0].severity, Severity::Fatal);
}

#[test]
fn a_slip_in_private_leaves_the_table_out() {
    for slip in ["privat = [\"mayor\"]", "private = \"mayor\"", "Private = [\"mayor\"]"] {
        let found = changed("key = [\"city\"]", &format!("key = [\"city\"]\n{slip}"));
        assert!(found.framework.tables.iter().all(|table| table.id != "cities"), "{slip}");
        assert!(found.remarks.iter().any(|remark| remark.code == "private-column"), "{slip}");
    }
}

#[test]
fn private_columns_are_no_groups() {
    let private = "key = [\"city\"]\nprivate = [\"mayor\"]";
    let text = GOOD.replace("key = [\"city\"]", private).replace("by = [\"city\",", "by = [\"city.mayor\",");
    let found = read("framework.toml", &text);
    assert_eq!(found.remarks[0].code, "private-column");
    assert!(found.framework.indicators.is_empty());
}

#[test]
fn unknown_names_name_the_nearest() {
    expect("key = [\"city\"]", "key = [\"citi\"]", "unknown-column", "\"city\"");
    expect("type = \"period\"", "type = \"peroid\"", "unknown-type", "\"period\"");
    expect("\ntable = \"cities\"", "\ntable = \"citties\"", "unknown-table", "\"cities\"");
    expect("\ntable = \"results\"", "\ntable = \"result\"", "unknown-table", "\"results\"");
    expect("unit = \"share\"", "unit = \"shares\"", "unknown-unit", "\"share\"");
    expect("place = \"city.country\"", "place = \"city.contry\"", "unknown-column", "\"city.country\"");
    expect(
        "period = \"ended\"",
        "period = { column = \"ended\", every = \"yaer\" }",
        "unknown-every",
        "\"year\"",
    );
    expect("period = \"ended\"", "period = \"city\"", "column-type", "type = \"period\"");
    expect("file = \"results.csv\"", "file = \"results.csv\"\nsource = \"go\"", "unknown-source", "");
    expect("SUM(positive)", "SUM(positiv)", "unknown-column", "positive");
    expect("unit = \"share\"", "unit = \"share\"\ndirection = \"up\"", "unknown-direction", "\"higher\"");
    expect("column = \"city\"", "column = \"town\"", "unknown-column", "");
}

#[test]
fn what_is_wrong_is_left_out_and_the_rest_is_kept() {
    let found = changed("SUM(positive)", "SUM(positiv)");
    assert!(found.framework.indicators.is_empty());
    assert_eq!(found.framework.tables.len(), 2);
    assert_eq!(found.remarks[0].places[0].column.as_deref(), Some("numerator"));
    assert!(found.remarks[0].message.starts_with("numerator, character "), "{}", found.remarks[0].message);

    let two = format!("{GOOD}[[indicator]]\nid = \"rows\"\ntable = \"results\"\nvalue = \"COUNT(*)\"\n");
    let found = read("framework.toml", &two.replace("unit = \"share\"", "unit = \"shares\""));
    assert_eq!(found.framework.indicators.iter().map(|i| i.id.as_str()).collect::<Vec<_>>(), ["rows"]);
}

#[test]
fn wrong_types_are_told() {
    expect("title = \"F\"", "minimum_group = \"5\"", "wrong-type", "a whole number from 1 on");
    expect("title = \"F\"", "minimum_group = 0", "wrong-type", "a whole number");
    expect("title = \"F\"", "languages = 3", "wrong-type", "list of texts");
    expect("title = \"F\"", "title = 3", "wrong-type", "a text");
    expect("title = \"F\"", "illustrative = \"yes\"", "wrong-type", "true or false");
    expect("unit = \"share\"", "unit = \"share\"\ninterval = true", "wrong-type", "");
    expect("title = \"F\"", "as_of = \"2025-13-01\"", "not-a-date", "2025-12-31");
    expect("title = \"F\"", "currency = \"Euro\"", "unknown-currency", "EUR");
}

#[test]
fn paths_may_not_climb_out() {
    for path in ["../results.csv", "/etc/passwd", "a/../../b.csv", "..\\\\b.csv", "C:/b.csv"] {
        expect("results.csv", path, "path-outside", "inside the bundle");
        let found = changed("results.csv", path);
        assert_eq!(found.framework.tables.len(), 1, "{path}");
        assert!(found.remarks.iter().any(|remark| remark.code == "indicator-left-out"), "{path}");
    }
}

#[test]
fn ids_are_taken_once() {
    let twice = format!("{GOOD}[[indicator]]\nid = \"share\"\ntable = \"results\"\nvalue = \"COUNT(*)\"\n");
    assert_eq!(told(&twice), ["35 duplicate-id id"]);
}

#[test]
fn an_indicator_is_made_in_one_way() {
    expect("denominator = \"SUM(engaged)\"", "value = \"SUM(engaged)\"", "indicator-kind", "");
    let found = changed("denominator = \"SUM(engaged)\"\n", "");
    assert_eq!(found.remarks[0].code, "missing-key");
    assert!(found.framework.indicators.is_empty());
    expect(
        "numerator = \"SUM(positive)\"\ndenominator = \"SUM(engaged)\"",
        "column = \"city\"",
        "column-type",
        "number",
    );
}

#[test]
fn references_need_a_single_key() {
    expect("\ntable = \"cities\"", "\ntable = \"results\"", "reference-key", "key");
}

#[test]
fn later_sections_are_known_and_not_computed() {
    let later = format!("{GOOD}[[network]]\nid = \"c\"\n[plan]\nx = 1\n");
    assert_eq!(told(&later), ["34 not-computed network", "36 not-computed plan"]);
}

#[test]
fn targets_and_intervals() {
    let text = format!(
        "{GOOD}interval = \"wilson\"\n[[target]]\nindicator = \"share\"\nplace = \"IT\"\n\
         baseline = {{ period = \"2019\", value = 0.31 }}\ntarget = {{ period = \"2026-Q1\", value = 1 }}\n\
         agreed = {{ on = \"2020-03-01\", by = [\"A\", \"B\"] }}\n"
    );
    let found = read("framework.toml", &text);
    assert_eq!(found.remarks, []);
    assert_eq!(found.framework.indicators[0].interval, Some(Interval::Wilson));
    assert_eq!(found.framework.targets[0].target.period, "2026-Q1");
    assert_eq!(found.framework.targets[0].agreed.as_ref().map(|agreed| agreed.by.len()), Some(2));
    let wrong = text.replace("indicator = \"share\"", "indicator = \"shar\"").replace("2026-Q1", "2026-Q5");
    assert_eq!(told(&wrong), ["36 unknown-indicator indicator"]);
    assert_eq!(told(&text.replace("2026-Q1", "2026-Q5")), ["39 not-a-period period"]);
    let worse = text.replace("interval = \"wilson\"", "direction = \"lower\"");
    assert_eq!(told(&worse), ["39 target-against-direction target"]);
}

#[test]
fn lookups_and_unpivoting() {
    let lookup = "key = [\"city\"]\n[[table.lookups]]\ncolumn = \"engaged\"\ntable = \"results\"\non = \"city\"\n\
                  take = \"engaged\"\nmany = \"list\"";
    // TOML wants a table's own keys before its lists.
    let text = GOOD.replace(
        "key = [\"city\"]\n[table.columns]\ncity = \"City\"\ncountry = \"Country\"\nmayor = \"Mayor\"",
        &format!(
            "{}\n",
            lookup.replace(
                "key = [\"city\"]\n",
                "key = [\"city\"]\ncolumns = { city = \"City\", country = \"Country\" }\n"
            )
        ),
    );
    let found = read("framework.toml", &text);
    assert_eq!(found.remarks, []);
    assert_eq!(found.framework.tables[0].lookups[0].column, "engaged");
    assert_eq!(told(&text.replace("take = \"engaged\"", "take = \"engage\"")), ["14 unknown-column take"]);

    let wide = "[framework]\nid = \"w\"\n[[table]]\nid = \"wide\"\nfile = \"w.csv\"\n[table.columns]\ncity = \"City\"\n\
                year = { type = \"period\" }\n[table.unpivot]\ncolumns = \"20*\"\nnames_to = \"year\"\n\
                values_to = \"rate\"\n[[indicator]]\nid = \"rate\"\ntable = \"wide\"\ncolumn = \"rate\"\n\
                period = \"year\"\n";
    let found = read("framework.toml", wide);
    assert_eq!(found.remarks, []);
    let kinds: Vec<_> = found.framework.tables[0].columns.iter().map(|c| (c.name.as_str(), c.kind)).collect();
    assert_eq!(
        kinds,
        [("city", ColumnType::Text), ("year", ColumnType::Period), ("rate", ColumnType::Number)]
    );
}

#[test]
fn files_are_named_without_those_outside() {
    assert_eq!(files_named(GOOD), ["cities.csv", "results.csv"]);
    assert_eq!(files_named(&GOOD.replace("cities.csv", "../cities.csv")), ["results.csv"]);
    assert_eq!(files_named("no = = toml"), [""; 0]);
}
