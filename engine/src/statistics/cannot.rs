//! Why a method gives no number.

use std::fmt;

/// Why a method gives no number: a reason, never a number that looks like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cannot {
    /// Nothing was observed.
    NoObservations,
    /// One observation says nothing about how values vary.
    OneObservation,
    /// Fewer observations than the method needs for this level.
    TooFew,
    /// All values are equal, so nothing can be said about how they vary.
    AllEqual,
    /// A count below zero.
    NegativeCount,
    /// A count that is not whole where the method counts.
    NotWhole,
    /// A part that is larger than the whole.
    MoreThanAll,
    /// Out of nothing.
    DenominatorZero,
    /// A number that is not finite.
    NotFinite,
    /// A level that is not between 0 and 1.
    NoLevel,
    /// Weights that sum to nothing.
    WeightsAreNothing,
    /// A promise without a baseline.
    NoBaseline,
    /// The target equals the baseline.
    NoDistance,
    /// Growth between numbers that are not both above zero.
    NoGrowth,
    /// Periods that do not go forward, or occur twice.
    PeriodsOutOfOrder,
    /// No group, or only one, to compare.
    NoOtherGroup,
    /// A group without a value in one of the periods.
    GroupMissing,
    /// A flow of money that only goes out or only comes in has no rate of return.
    NoSignChange,
    /// More than one rate of return satisfies the definition.
    SeveralRates,
}

impl Cannot {
    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoObservations => "no_observations",
            Self::OneObservation => "one_observation",
            Self::TooFew => "too_few",
            Self::AllEqual => "all_equal",
            Self::NegativeCount => "negative_count",
            Self::NotWhole => "not_whole",
            Self::MoreThanAll => "more_than_all",
            Self::DenominatorZero => "denominator_zero",
            Self::NotFinite => "not_finite",
            Self::NoLevel => "no_level",
            Self::WeightsAreNothing => "weights_are_nothing",
            Self::NoBaseline => "no_baseline",
            Self::NoDistance => "no_distance",
            Self::NoGrowth => "no_growth",
            Self::PeriodsOutOfOrder => "periods_out_of_order",
            Self::NoOtherGroup => "no_other_group",
            Self::GroupMissing => "group_missing",
            Self::NoSignChange => "no_sign_change",
            Self::SeveralRates => "several_rates",
        }
    }
}

impl fmt::Display for Cannot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

/// All numbers are finite.
pub(super) fn finite(values: &[f64]) -> Result<(), Cannot> {
    if values.iter().all(|value| value.is_finite()) { Ok(()) } else { Err(Cannot::NotFinite) }
}

/// A level lies between 0 and 1.
pub(super) fn proper(level: f64) -> Result<(), Cannot> {
    if level > 0.0 && level < 1.0 { Ok(()) } else { Err(Cannot::NoLevel) }
}
