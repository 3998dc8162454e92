//! First sketch; the drawing follows.

use crate::canvas::draw;
use crate::drawing::Drawing;
use crate::format::Locale;
use crate::spec::BarsSpec;

/// Draws it.
#[must_use]
pub fn bars(spec: &BarsSpec, _locale: &dyn Locale) -> Drawing {
    draw(&spec.frame, 54.0, |_| {})
}
