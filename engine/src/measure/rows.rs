//! Which rows of a table an indicator looks at, and why not the others.

use super::plan::Plan;
use crate::dataset::{Dataset, NO_WHOLE, Values};
use crate::statistics::calendar::{read_day, read_period};
use esito_model::Question;

/// Why a row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeftOutBy {
    Condition,
    Filter,
    NotDue,
    /// No aggregate of the formula found a value in it.
    NotReported,
    /// Of a matched comparison: nobody of the other side agrees with it.
    Unmatched,
}

impl LeftOutBy {
    /// The stable word.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::Filter => "filter",
            Self::NotDue => "not_due",
            Self::NotReported => "not_reported",
            Self::Unmatched => "unmatched",
        }
    }
}

/// The rows that stay, in the order of the file, and how many were left out by what.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub rows: Vec<u32>,
    pub condition: u64,
    pub filter: u64,
    pub not_due: u64,
}

/// The last day that is due: a full date, or the last day of a period. Nothing where the text is neither.
pub(crate) fn due_day(text: &str) -> Option<i32> {
    read_day(text).or_else(|| {
        let (every, month) = read_period(text)?;
        let next = month + crate::statistics::calendar::months_of(every);
        let (year, of_year) = (next.div_euclid(12), next.rem_euclid(12));
        crate::statistics::calendar::day_number(year, u32::try_from(of_year).ok()? + 1, 1).map(|day| day - 1)
    })
}

impl Plan<'_> {
    /// The rows that satisfy the condition and the question's filters and are due.
    pub(crate) fn choose(&self, dataset: &Dataset, question: &Question, due: Option<i32>) -> Chosen {
        let count = dataset.rows(self.table);
        let condition = self.condition.as_ref().map(|node| dataset.flags(self.table, node));
        let filters: Vec<_> = question
            .filters
            .iter()
            .filter(|filter| dataset.has_column(self.table, &filter.column))
            .map(|filter| {
                let codes = dataset.codes(self.table, &filter.column);
                let wanted = |label: &String| filter.any_of.contains(label);
                let mut allowed: Vec<bool> = codes.labels.iter().map(wanted).collect();
                allowed.push(filter.any_of.iter().any(|value| value == esito_model::UNKNOWN));
                (codes, allowed)
            })
            .collect();
        let days = match (due, &self.indicator.period) {
            (Some(due), Some(period)) => {
                dataset.days(self.table, &period.column).map(|days| (i64::from(due), days))
            }
            _ => None,
        };
        let mut rows: Vec<u32> = (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
        // One rule after the other, each over what the ones before it left.
        let condition = condition.map_or(0, |flags| keep(&mut rows, |row| flags[row]));
        let filter =
            filters.iter().map(|(codes, allowed)| keep(&mut rows, |row| allowed[codes.code[row] as usize]));
        let filter = filter.sum();
        let not_due = days.map_or(0, |(due, days)| keep(&mut rows, |row| !is_after(&days, row, due)));
        Chosen { rows, condition, filter, not_due }
    }

    /// Why a single row is left out before any formula is asked.
    pub(crate) fn left_out(&self, dataset: &Dataset, row: usize, due: Option<i32>) -> Option<LeftOutBy> {
        if let Some(node) = &self.condition
            && !dataset.flags(self.table, node)[row]
        {
            return Some(LeftOutBy::Condition);
        }
        let (due, period) = (due?, self.indicator.period.as_ref()?);
        let days = dataset.days(self.table, &period.column)?;
        is_after(&days, row, i64::from(due)).then_some(LeftOutBy::NotDue)
    }
}

/// Keeps the rows that pass and says how many do not. A row is written whether it stays or not: no jump to guess.
#[inline]
fn keep(rows: &mut Vec<u32>, passes: impl Fn(usize) -> bool) -> u64 {
    let mut kept = 0;
    for at in 0..rows.len() {
        let row = rows[at];
        rows[kept] = row;
        kept += usize::from(passes(row as usize));
    }
    let gone = rows.len() - kept;
    rows.truncate(kept);
    gone as u64
}

/// Whether a row begins after a day; one without a day does not.
#[inline]
fn is_after(days: &Values, row: usize, due: i64) -> bool {
    match days {
        Values::Whole(days) => days[row] != NO_WHOLE && days[row] > due,
        Values::Number(_) | Values::Text(_) => false,
    }
}
