//! The last day of a date or period.

use super::build::grain_column;
use super::table::Dataset;
use super::values::{NO_WHOLE, Values};
use crate::statistics::calendar::{day_number, period_month};
use esito_model::Every;

impl Dataset {
    /// The last day of a date or period column for every row, in days since 1970-01-01: of `2020` the last of December.
    /// `NO_WHOLE` where it is missing.
    pub(crate) fn last_days(&self, table: usize, name: &str) -> Option<Vec<i64>> {
        let days = self.days(table, name)?;
        let Values::Whole(days) = days.as_ref() else { return None };
        let grains = self.column(table, &grain_column(name))?;
        let grains = grains.as_materialized_series().u32().ok()?.clone();
        let last = |(day, grain): (&i64, Option<u32>)| {
            // Grains count from the year down to the day.
            let months = match grain {
                Some(0) => 12,
                Some(1) => 6,
                Some(2) => 3,
                Some(3) => 1,
                _ => return *day,
            };
            let Ok(first) = i32::try_from(*day) else { return NO_WHOLE };
            let next = period_month(first, Every::Month) + months;
            let month = u32::try_from(next.rem_euclid(12)).unwrap_or_default() + 1;
            day_number(next.div_euclid(12), month, 1).map_or(*day, |day| i64::from(day) - 1)
        };
        Some(days.iter().zip(grains.iter()).map(last).collect())
    }
}
