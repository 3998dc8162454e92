//! First sketch; the drawing follows.

use crate::canvas::draw;
use crate::drawing::Drawing;
use crate::format::Locale;
use crate::spec::MapSpec;

/// Draws it.
#[must_use]
pub fn map(spec: &MapSpec, _locale: &dyn Locale) -> Drawing {
    draw(&spec.frame, 54.0, |_| {})
}
