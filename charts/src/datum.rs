//! What every chart shows: a value with its interval, or the words for why there is none.

/// A value with its interval, or the words for why there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Datum {
    /// The value.
    pub value: Option<f64>,
    /// The lower end of its interval.
    pub low: Option<f64>,
    /// The upper end of its interval.
    pub high: Option<f64>,
    /// Why there is no value, in the reader's words: "withheld (n < 5)".
    pub missing: String,
    /// What has to be said about a value that is there ("provisional", "break in series"); may be empty.
    pub note: String,
    /// Not all rows behind the value are complete: it is written with a star.
    pub partial: bool,
    /// A mean stands in for cells that are missing behind the value: it has a ring and is written with a degree sign.
    pub estimated: bool,
}

impl Datum {
    /// A value without an interval.
    #[must_use]
    pub fn known(value: f64) -> Self {
        Self { value: Some(value), ..Self::default() }
    }

    /// A value with its interval.
    #[must_use]
    pub fn between(value: f64, low: f64, high: f64) -> Self {
        Self { value: Some(value), low: Some(low), high: Some(high), ..Self::default() }
    }

    /// No value, and why.
    #[must_use]
    pub fn missing(words: &str) -> Self {
        Self { missing: words.to_owned(), ..Self::default() }
    }

    /// The value, where it is a number that can be drawn.
    pub(crate) fn finite(&self) -> Option<f64> {
        self.value.filter(|value| value.is_finite())
    }

    /// Both ends of the interval, where both can be drawn.
    pub(crate) fn interval(&self) -> Option<(f64, f64)> {
        self.finite()?;
        let (low, high) = (self.low?, self.high?);
        (low.is_finite() && high.is_finite()).then_some((low.min(high), low.max(high)))
    }
}
