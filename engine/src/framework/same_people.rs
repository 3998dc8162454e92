//! Indicators that count the same people under different conditions: what one shows of a part may give away what another
//! withholds of the rest. Nothing of this is hidden by itself, so it is said.

use super::section::Notes;
use esito_model::{Framework, Indicator, Measure, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Says for each table which indicators count the same people under different conditions.
pub(super) fn told(framework: &Framework, lines: &BTreeMap<String, u64>, notes: &mut Notes) {
    let mut alike: BTreeMap<(&str, String), Vec<&Indicator>> = BTreeMap::new();
    for indicator in &framework.indicators {
        let of_parts = indicator.place.is_some() || indicator.period.is_some() || !indicator.by.is_empty();
        if let Some(people) = people(indicator).filter(|_| of_parts && withholds(framework, indicator)) {
            alike.entry((&indicator.table, people)).or_default().push(indicator);
        }
    }
    for ((_, people), found) in alike {
        let parts: Vec<BTreeSet<String>> = found.iter().map(|one| conditions(one)).collect();
        // One whose rows are among those of another: the rest can be worked out. Conditions that shut each other out
        // leave no rest. The same people broken down otherwise add up to each other.
        let nested = |at: usize| {
            (0..found.len()).any(|other| match parts[other] == parts[at] {
                true => !is_of_the_same_people(found[other], found[at]),
                false => parts[other].is_subset(&parts[at]) || parts[at].is_subset(&parts[other]),
            })
        };
        let found: Vec<&&Indicator> =
            found.iter().enumerate().filter(|(at, _)| nested(*at)).map(|(_, one)| one).collect();
        if found.is_empty() {
            continue;
        }
        let names: Vec<String> = found.iter().map(|one| format!("\"{}\"", one.id)).collect();
        let last = found.last().and_then(|one| lines.get(&one.id)).copied().unwrap_or(1);
        let message = format!(
            "indicators count the same people ({people}) under different conditions or in different parts: {}",
            names.join(", ")
        );
        let help = "the difference of two of them can be a small group that is withheld elsewhere; write one \
                    indicator with a breakdown in place of several with conditions, and give the others the same place, \
                    period and breakdowns";
        notes.add("same-people", Severity::Note, (last, "where"), message, help);
    }
}

/// Whether two indicators count the same people, and are broken down alike: then what is withheld of one is withheld of
/// the other.
pub(crate) fn is_of_the_same_people(one: &Indicator, other: &Indicator) -> bool {
    one.table == other.table
        && (&one.place, &one.period, one.across) == (&other.place, &other.period, other.across)
        && one.by == other.by
        && people(one).is_some_and(|people| Some(people) == self::people(other))
        && conditions(one) == conditions(other)
}

/// The parts of an indicator's condition that must all hold; none where it has no condition.
fn conditions(indicator: &Indicator) -> BTreeSet<String> {
    let whole = indicator.filter.as_deref().map(plain).unwrap_or_default();
    whole.split(" and ").filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// What an indicator counts people by: its denominator, or what it counts.
fn people(indicator: &Indicator) -> Option<String> {
    match &indicator.measure {
        Measure::Ratio { denominator, .. } => Some(close(denominator)),
        Measure::Value(value) => {
            let value = close(value);
            ["sum(", "count("].iter().any(|begin| value.starts_with(begin)).then_some(value)
        }
        Measure::Given(_) => None,
    }
}

/// A formula without its spaces, in small letters.
fn close(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn withholds(framework: &Framework, indicator: &Indicator) -> bool {
    let table = framework.tables.iter().find(|table| table.id == indicator.table);
    let own = indicator.minimum_group.or(table.and_then(|table| table.minimum_group));
    own.unwrap_or(framework.minimum_group) > 1
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const HEAD: &str = "[framework]\nid = \"f\"\ntitle = \"F\"\n[[table]]\nid = \"t\"\nfile = \"t.csv\"\n[table.columns]\n\
        city = \"City\"\nsex = \"Sex\"\nn = { header = \"N\", type = \"count\" }\nof = { header = \"Of\", type = \"count\" }\n";

    fn codes(indicators: &[&str], table: &str) -> Vec<String> {
        let one = |(at, body): (usize, &&str)| {
            format!("[[indicator]]\nid = \"i{at}\"\ntable = \"t\"\nplace = \"city\"\n{body}\n")
        };
        let head = HEAD.replace("[table.columns]", &format!("{table}\n[table.columns]"));
        let text = head + &indicators.iter().enumerate().map(one).collect::<String>();
        read("framework.toml", &text).remarks.into_iter().map(|remark| remark.code).collect()
    }

    #[test]
    fn only_the_same_people_under_different_conditions_are_told() {
        let share = "numerator = \"SUM(n)\"\ndenominator = \"SUM(of)\"\nunit = \"share\"";
        let women = format!("{share}\nwhere = \"sex = 'f'\"");
        let count = "value = \"SUM( of )\"\nunit = \"count\"\nwhere = \"sex = 'm'\"";
        assert_eq!(codes(&[share, &women], ""), ["same-people"]);
        assert_eq!(codes(&[share, count], ""), ["same-people"]);
        assert_eq!(codes(&[share, &format!("{share}\nby = [\"sex\"]")], ""), ["same-people"]);
        let other = "value = \"SUM(n)\"\nunit = \"count\"\nwhere = \"sex = 'm'\"";
        let young = format!("{share}\nwhere = \"sex = 'f'  AND city <> 'x'\"");
        assert_eq!(codes(&[&women, &young], ""), ["same-people"]);
        // Women and men: of two that shut each other out nothing follows.
        for fine in [&[share, share][..], &[&women, &women], &[share, other], &[&women, count]] {
            assert_eq!(codes(fine, ""), [""; 0], "{fine:?}");
        }
        assert_eq!(codes(&[share, &women], "minimum_group = 1"), [""; 0], "projects are not people");
    }
}
