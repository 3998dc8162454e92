//! A part that is more than its whole: twelve with a positive outcome of ten who were engaged.

use super::{Look, at, shown};
use crate::told::told;
use esito_model::{Column, ColumnType, Indicator, Interval, Measure, Remark};

/// Where a framework gives a ratio of two sums an interval of shares, it says that the one counts a part of the other;
/// rows in which it does not become a remark.
pub(super) fn check(look: &Look<'_>, remarks: &mut Vec<Remark>) {
    let mut told_of: Vec<(&str, &str)> = Vec::new();
    for indicator in look.framework.indicators.iter().filter(|one| one.table == look.table.id) {
        let Some([part, whole]) = sides(indicator) else { continue };
        let column = |name: &str| look.columns(&[ColumnType::Count]).find(|column| column.name == name);
        let (Some(part), Some(whole)) = (column(part), column(whole)) else { continue };
        if !told_of.contains(&(&part.name, &whole.name)) {
            told_of.push((&part.name, &whole.name));
            remarks.extend(one(look, part, whole));
        }
    }
}

/// The columns of a share that is one sum over another.
fn sides(indicator: &Indicator) -> Option<[&str; 2]> {
    let shares = [Interval::Wilson, Interval::WilsonCc, Interval::ClopperPearson];
    let Measure::Ratio { numerator, denominator } = &indicator.measure else { return None };
    let is_share = indicator.interval.is_some_and(|interval| shares.contains(&interval));
    let column = |formula| str::strip_prefix(formula, "SUM(")?.strip_suffix(')');
    Some([column(numerator)?, column(denominator)?]).filter(|_| is_share)
}

fn one(look: &Look<'_>, part: &Column, whole: &Column) -> Option<Remark> {
    let (parts, wholes) = (look.values(part)?, look.values(whole)?);
    let pair = |row: usize| Some((at(&parts, row)?, at(&wholes, row)?));
    let above = |row: &usize| pair(*row).is_some_and(|(part, whole)| part > whole);
    let rows: Vec<usize> = (0..look.rows()).filter(above).collect();
    let (found, most) = pair(*rows.first()?)?;
    let is_small = look.is_small(found) || look.is_small(most);
    let [found, most] = [found, most].map(|value| shown(value, ColumnType::Count));
    let told = match is_small {
        true => told(format!("expected a part of \"{}\", found more", whole.header)).seen(None),
        false => told(format!("expected a part of \"{}\", which is {most}, found {found}", whole.header))
            .found([found, most]),
    };
    let help = "correct the row; until then a share above 1 is not shown, and totals hold the row as it is";
    look.remark("part-above-whole", &rows, part, told.named([&whole.header]), help)
}
