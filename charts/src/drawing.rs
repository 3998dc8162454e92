//! What a chart comes out as: the picture, the places of its marks and the facts for its summary.

/// A drawn chart. The page puts the SVG in place and uses the marks for hover and keyboard; it reckons nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// A whole `<svg>` element: classes only, no colours, no `style=`, `role="img"` with a title and a description.
    pub svg: String,
    /// Its width in pixels, as asked for.
    pub width: f64,
    /// Its height in pixels, as the chart needed.
    pub height: f64,
    /// The marks in reading order: series by series, point by point.
    pub marks: Vec<Mark>,
    /// What a text summary can say.
    pub summary: Summary,
}

/// One value on the picture. The group of its shapes carries `data-mark` with the mark's place in the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// Left edge of the hit box, in the SVG's units.
    pub x: f64,
    /// Top edge of the hit box.
    pub y: f64,
    /// Width of the hit box.
    pub w: f64,
    /// Height of the hit box.
    pub h: f64,
    /// Where the value itself is drawn: a read-out points here.
    pub cx: f64,
    /// The same, downwards.
    pub cy: f64,
    /// Which series, row or panel, as given.
    pub series: usize,
    /// Which point of it, as given.
    pub index: usize,
    /// The read-out, ready to be shown or spoken: name, period, value, interval.
    pub title: String,
}

/// Facts about what was drawn, as ready texts; the page makes sentences of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Each series, row or panel in the order given.
    pub series: Vec<SeriesSummary>,
    /// Whether lengths may be compared: the axis of values begins at zero.
    pub from_zero: bool,
    /// Values drawn.
    pub shown: usize,
    /// Values that are missing or withheld.
    pub missing: usize,
}

/// Facts about one series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeriesSummary {
    /// Its name.
    pub name: String,
    /// The first value and where it stands.
    pub first: Option<Told>,
    /// The last value.
    pub last: Option<Told>,
    /// The smallest value.
    pub lowest: Option<Told>,
    /// The largest value.
    pub highest: Option<Told>,
}

/// A value in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The period or place.
    pub at: String,
    /// The value, formatted.
    pub text: String,
    /// The value.
    pub value: f64,
}
