//! Indicators that count the same people under different conditions: what one shows of a part may give away what another
//! withholds of the rest. Nothing of this is hidden by itself, so it is said.

use super::section::Notes;
use esito_model::{Framework, Indicator, Measure, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Whose rows are looked at: an indicator's own, or (`true`) those of its comparison group.
pub(crate) type Side<'f> = (&'f Indicator, bool);

/// An indicator, and its comparison group where it has one of its own.
pub(crate) fn sides(indicator: &Indicator) -> impl Iterator<Item = Side<'_>> {
    let compared = indicator.comparison.as_ref().is_some_and(|comparison| comparison.filter.is_some());
    [(indicator, false)].into_iter().chain(compared.then_some((indicator, true)))
}

/// Says for each table which indicators count the same people under different conditions.
pub(super) fn told(framework: &Framework, lines: &BTreeMap<String, u64>, notes: &mut Notes) {
    let mut alike: BTreeMap<(&str, String), Vec<Side<'_>>> = BTreeMap::new();
    for indicator in &framework.indicators {
        let of_parts = indicator.place.is_some() || indicator.period.is_some() || !indicator.by.is_empty();
        // What is never withheld was chosen to be shown.
        if of_parts && framework.least(indicator) > 1 {
            for people in people(indicator) {
                alike.entry((&indicator.table, people)).or_default().extend(sides(indicator));
            }
        }
    }
    let mut named: BTreeSet<Vec<&str>> = BTreeSet::new();
    for ((_, people), found) in alike {
        let parts: Vec<BTreeSet<String>> = found.iter().map(|one| conditions(*one)).collect();
        // Some rows of one are among those of another: the rest can be worked out. Conditions that shut each other out
        // leave none in common. The same people broken down otherwise add up to each other, and another limit shows more.
        let tells = |one: usize, other: usize| match parts[other] == parts[one] {
            true => {
                !looks_at_the_same_rows(found[other], found[one])
                    || framework.least(found[other].0) != framework.least(found[one].0)
            }
            false => !shut_out(&parts[other], &parts[one]),
        };
        let nested =
            |at: usize| (0..found.len()).any(|other| found[other].0.id != found[at].0.id && tells(at, other));
        let mut found: Vec<&Indicator> =
            found.iter().enumerate().filter(|(at, _)| nested(*at)).map(|(_, one)| one.0).collect();
        found.dedup_by_key(|one| &one.id);
        if found.is_empty() || !named.insert(found.iter().map(|one| one.id.as_str()).collect()) {
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
                    period, breakdowns and limit";
        notes.add("same-people", Severity::Note, (last, "where"), message, help);
    }
}

/// Whether two indicators count people by the same: then, of the same rows, what is withheld of one is withheld of the
/// other.
pub(crate) fn counts_the_same(one: &Indicator, other: &Indicator) -> bool {
    let (these, those) = (people(one), people(other));
    these.iter().any(|people| those.contains(people))
}

/// Whether both look at the same rows, which fall into groups alike.
pub(crate) fn looks_at_the_same_rows(one: Side<'_>, other: Side<'_>) -> bool {
    let (these, those) = (one.0, other.0);
    these.table == those.table
        && (&these.place, &these.period, these.across) == (&those.place, &those.period, those.across)
        && these.by == those.by
        && conditions(one) == conditions(other)
}

/// The parts of a condition that must all hold; none where there is no condition.
fn conditions((indicator, there): Side<'_>) -> BTreeSet<String> {
    let compared = indicator.comparison.as_ref().filter(|_| there);
    let filter = compared.map_or(&indicator.filter, |comparison| &comparison.filter);
    let whole = filter.as_deref().map(plain).unwrap_or_default();
    whole.split(" and ").filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Whether no row fulfils both conditions, because one column would have to be two things.
fn shut_out(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let is = |part: &'_ String| -> Option<(String, String)> {
        let (column, value) = part.split_once('=')?;
        let value = value.trim().strip_prefix('\'')?.strip_suffix('\'')?;
        let is_column = column.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
        (is_column && !value.contains('\'')).then(|| (column.trim().to_owned(), value.to_owned()))
    };
    let those: Vec<(String, String)> = other.iter().filter_map(is).collect();
    let differs = |(column, value): (String, String)| {
        those.iter().any(|(known, other)| *known == column && *other != value)
    };
    one.iter().filter_map(is).any(differs)
}

/// What an indicator counts people by: its denominator, or what it counts; and the rows, where its `n` counts them.
fn people(indicator: &Indicator) -> Vec<String> {
    let counted = match &indicator.measure {
        Measure::Ratio { denominator, .. } => close(denominator),
        Measure::Value(value) => close(value),
        Measure::Given(_) => return Vec::new(),
    };
    let is_sum = counted.starts_with("sum(");
    let rows = (!is_sum || matches!(indicator.measure, Measure::Value(_))).then(|| ROWS.to_owned());
    let own = (is_sum || counted.starts_with("count(")).then_some(counted);
    own.filter(|counted| counted != "count(*)").into_iter().chain(rows).collect()
}

/// What counts every row.
const ROWS: &str = "rows";

/// A formula without its spaces, in small letters.
fn close(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
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
        // Women, and everybody in Bari: some are both.
        assert_eq!(codes(&[&women, &format!("{share}\nwhere = \"city = 'Bari'\"")], ""), ["same-people"]);
        // The comparison group of one, and the women in it as another indicator.
        let compared =
            format!("{share}\nwhere = \"city = 'x'\"\n[indicator.comparison]\nwhere = \"city = 'y'\"");
        let women_there = format!("{share}\nwhere = \"city = 'y' AND sex = 'f'\"");
        assert_eq!(codes(&[&women_there, &compared], ""), ["same-people"]);
        assert_eq!(codes(&[&compared, &compared], ""), [""; 0], "withheld together");
        // Rows are people too: a mean says of how many. A smaller limit shows what the other withholds.
        let of_women = "value = \"AVG(of)\"\nunit = \"number\"\nwhere = \"sex = 'f'\"";
        let rows = "value = \"COUNT(*)\"\nunit = \"count\"";
        assert_eq!(codes(&[rows, of_women], ""), ["same-people"]);
        assert_eq!(codes(&[share, &format!("{share}\nminimum_group = 3")], ""), ["same-people"]);
        assert_eq!(
            codes(&[share, &format!("{share}\nminimum_group = 1")], ""),
            [""; 0],
            "chosen to be shown"
        );
    }
}
