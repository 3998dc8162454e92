use super::*;

fn column(name: &str) -> Option<ColumnType> {
    Some(match name {
        "positive" | "engaged" => ColumnType::Count,
        "score" | "after" => ColumnType::Number,
        "amount" => ColumnType::Money,
        "sex" | "project.country" => ColumnType::Text,
        "ended" => ColumnType::Date,
        "achieved" => ColumnType::Bool,
        _ => return None,
    })
}

fn names() -> Vec<String> {
    ["positive", "engaged", "score", "after", "amount", "sex", "project.country", "ended", "achieved"]
        .map(str::to_owned)
        .to_vec()
}

fn formula(text: &str) -> Formula {
    aggregate(text, &column, &names()).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

fn fault(text: &str, role: Role) -> Fault {
    faults(text, role, &column, &names()).into_iter().next().unwrap_or_else(|| panic!("{text} has no fault"))
}

#[test]
fn a_filter_stays_with_its_fold() {
    let found = formula("SUM(positive) FILTER (WHERE sex = 'f') / SUM(engaged)");
    assert_eq!(found.folds.len(), 2);
    assert!(found.folds[0].filter.is_some());
    assert!(found.folds[1].filter.is_none());
}

#[test]
fn a_trailing_clause_is_refused_at_its_place() {
    let found = fault("SUM(positive) WHERE sex = 'f'", Role::Aggregate);
    assert_eq!((found.code, found.at), ("formula-syntax", 15));
    assert_eq!(fault("SUM(positive) HAVING 1", Role::Aggregate).at, 15);
    assert_eq!(fault("SUM(positive), 2", Role::Aggregate).code, "formula-syntax");
}

#[test]
fn names_are_checked() {
    let found = fault("SUM(engagd)", Role::Aggregate);
    assert_eq!((found.code, found.at), ("unknown-column", 5));
    assert_eq!(found.help, "the nearest known is \"engaged\"");
    assert_eq!(fault("project.contry = 'IT'", Role::Condition).code, "unknown-column");
    assert_eq!(fault("MEDAIN(score)", Role::Aggregate).help, "the nearest known is MEDIAN");
    assert!(faults("\"project.country\" = 'IT'", Role::Condition, &column, &names()).is_empty());
    assert!(faults("project.country = 'IT'", Role::Condition, &column, &names()).is_empty());
}

#[test]
fn every_fault_is_told() {
    let all = faults("SUM(engagd) / SUM(positiv)", Role::Aggregate, &column, &names());
    assert_eq!(all.iter().map(|fault| fault.at).collect::<Vec<_>>(), [5, 19]);
}

#[test]
fn a_sum_over_text_names_the_fix() {
    let found = fault("SUM(sex)", Role::Aggregate);
    assert_eq!(found.code, "formula-type");
    assert!(found.help.contains("type = \"number\""), "{}", found.help);
}

#[test]
fn a_column_is_no_aggregate_and_an_aggregate_no_condition() {
    assert_eq!(fault("score", Role::Aggregate).code, "formula-type");
    assert_eq!(fault("42", Role::Aggregate).code, "formula-type");
    assert_eq!(fault("score", Role::Condition).code, "formula-type");
    assert_eq!(fault("SUM(score) > 1", Role::Condition).code, "unknown-function");
}

#[test]
fn kinds_meet_exactly() {
    let Node::Compare(_, left, right) = condition("amount > 12.5", &column, &names()).unwrap() else {
        panic!()
    };
    assert_eq!(*left, Node::Column("amount".into(), Kind::Money));
    assert_eq!(*right, Node::Whole(125_000));
    let Node::Compare(_, _, right) = condition("ended >= '2020-02'", &column, &names()).unwrap() else {
        panic!()
    };
    assert_eq!(*right, Node::Day(18_293));
    assert_eq!(fault("sex = 3", Role::Condition).code, "formula-type");
    assert_eq!(fault("ended > 'soon'", Role::Condition).code, "formula-type");
    assert!(condition("achieved = 1 AND NOT sex IN ('f', 'm')", &column, &names()).is_ok());
}

#[test]
fn parts_and_wholes_are_known_by_form() {
    let part = |a: &str, b: &str| formula(a).is_part_of(&formula(b));
    assert!(part("COUNT(*) FILTER (WHERE sex = 'f')", "COUNT(*)"));
    assert!(part("SUM(engaged) FILTER (WHERE sex = 'f')", "SUM(engaged)"));
    assert!(part("SUM(achieved)", "COUNT(*)"));
    assert!(part("SUM(CASE WHEN score > 3 THEN 1 ELSE 0 END)", "COUNT(*)"));
    assert!(part("COUNT(score)", "COUNT(*)"));
    assert!(!part("SUM(positive)", "SUM(engaged)"));
    assert!(!part("SUM(engaged)", "COUNT(*)"));
    assert!(!part("COUNT(*)", "COUNT(*) FILTER (WHERE sex = 'f')"));
}

#[test]
fn deep_nesting_is_a_fault_and_not_a_crash() {
    let text = format!("{}1{}", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(fault(&text, Role::Aggregate).code, "formula-syntax");
    assert_eq!(fault("", Role::Aggregate).code, "formula-syntax");
    assert_eq!(fault("SUM(", Role::Aggregate).code, "formula-syntax");
    assert_eq!(fault("SUM(x) OVER ()", Role::Aggregate).code, "formula-syntax");
    assert_eq!(fault("(SELECT 1)", Role::Aggregate).code, "formula-syntax");
}

#[test]
fn long_lists_are_read_and_long_chains_are_refused() {
    let codes: Vec<String> = (0..5000).map(|code| format!("'{code}'")).collect();
    assert!(condition(&format!("sex IN ({})", codes.join(", ")), &column, &names()).is_ok());
    let chain = vec!["SUM(score)"; 5000].join(" + ");
    assert_eq!(fault(&chain, Role::Aggregate).code, "formula-syntax");
    assert!(faults(&vec!["SUM(score)"; 90].join(" + "), Role::Aggregate, &column, &names()).is_empty());
}

#[test]
fn a_quantile_of_descending_values_is_refused_rather_than_turned_round() {
    let quantile = |order: &str| format!("PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY score{order})");
    assert_eq!(formula(&quantile("")), formula("QUANTILE_CONT(score, 0.9)"));
    assert_eq!(formula(&quantile(" ASC")), formula(&quantile("")));
    let found = fault(&quantile(" DESC"), Role::Aggregate);
    assert_eq!((found.code, found.at), ("formula-syntax", 51));
}

#[test]
fn faults_say_what_was_written() {
    let found = fault("SUM(score", Role::Aggregate);
    assert_eq!((found.at, found.message.as_str()), (10, "expected ), found the end of the formula"));
    let found = fault("SUM( score )  +  sex", Role::Aggregate);
    assert_eq!((found.at, found.code), (18, "formula-type"));
    assert!(found.message.contains("\"sex\""), "{}", found.message);
    assert_eq!(fault("sex = 'f", Role::Condition).at, 7);
}

#[test]
fn texts_are_joined_and_numbers_are_not() {
    let found = formula("COUNT(DISTINCT sex || ' ' || project.country)");
    assert_eq!(found.folds.len(), 1);
    assert_eq!(fault("COUNT(DISTINCT sex || score)", Role::Aggregate).code, "formula-type");
}
