//! First sketch; the drawing follows.

use crate::canvas::draw;
use crate::drawing::Drawing;
use crate::format::Locale;
use crate::spec::{DotRowSpec, DotsSpec};

/// Draws it.
#[must_use]
pub fn dots(spec: &DotsSpec, _locale: &dyn Locale) -> Drawing {
    draw(&spec.frame, 54.0, |_| {})
}

/// Draws one row, for tables and lists.
#[must_use]
pub fn dot_row(spec: &DotRowSpec, _locale: &dyn Locale) -> Drawing {
    draw(&spec.frame, 24.0, |_| {})
}
