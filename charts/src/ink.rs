//! Inks and forms: what a shape is drawn with, before any colour.
//!
//! A drawing names roles (`c1`, `good`, `axis`) and forms (`line`, `band`, `dot`); the page's style sheet gives
//! them colours, so one drawing serves light, dark and print. Plotters only carries colours: a role and a form
//! travel through it as a colour that stands for nothing else, and the backend reads them back as classes.

use plotters::style::RGBColor;

/// What a shape is drawn with: a role that the page's style sheet gives a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// The first series: the house's blue.
    #[default]
    C1,
    /// The second series.
    C2,
    /// The third series.
    C3,
    /// The fourth series.
    C4,
    /// The fifth series.
    C5,
    /// The sixth series.
    C6,
    /// On track.
    Good,
    /// Too slow.
    Mid,
    /// Moving away: the one accent for what is bad.
    Bad,
    /// Text and marks of the first rank.
    Ink,
    /// Second rank.
    Ink2,
    /// Third rank: missing values, notes.
    Ink3,
    /// Axis lines.
    Axis,
    /// Light gridlines.
    Grid,
    /// Land on a map.
    Land,
    /// The ground: what lies behind.
    Paper,
    /// Steps of the sequential ramp, light to dark.
    H0,
    /// Second step.
    H1,
    /// Third step.
    H2,
    /// Fourth step.
    H3,
    /// Fifth step.
    H4,
    /// Sixth step.
    H5,
    /// Seventh step.
    H6,
}

const INKS: [(Ink, &str); 23] = [
    (Ink::C1, "c1"),
    (Ink::C2, "c2"),
    (Ink::C3, "c3"),
    (Ink::C4, "c4"),
    (Ink::C5, "c5"),
    (Ink::C6, "c6"),
    (Ink::Good, "good"),
    (Ink::Mid, "mid"),
    (Ink::Bad, "bad"),
    (Ink::Ink, "ink"),
    (Ink::Ink2, "ink2"),
    (Ink::Ink3, "ink3"),
    (Ink::Axis, "axis"),
    (Ink::Grid, "grid"),
    (Ink::Land, "land"),
    (Ink::Paper, "paper"),
    (Ink::H0, "h0"),
    (Ink::H1, "h1"),
    (Ink::H2, "h2"),
    (Ink::H3, "h3"),
    (Ink::H4, "h4"),
    (Ink::H5, "h5"),
    (Ink::H6, "h6"),
];

impl Ink {
    /// The ink of the nth series; after the sixth they begin anew, so nobody should draw more.
    #[must_use]
    pub fn series(n: usize) -> Self {
        INKS[n % 6].0
    }

    /// The nth of the seven steps of the sequential ramp.
    #[must_use]
    pub fn step(n: usize) -> Self {
        INKS[16 + n.min(6)].0
    }

    /// The class that the style sheet knows it by.
    #[must_use]
    pub fn class(self) -> &'static str {
        INKS[self as usize].1
    }
}

/// How a shape is drawn with its ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A filled shape.
    Fill,
    /// A series' line.
    Line,
    /// A hairline: axis, gridline.
    Rule,
    /// The interval around a line.
    Band,
    /// The same where there are many lines.
    Faint,
    /// A dot with a thin halo of the ground.
    Dot,
    /// A dot filled with the ground: the second group, told from the first without colour.
    Open,
    /// An open circle.
    Ring,
    /// The interval beside a dot or a bar: a translucent bar.
    Range,
    /// A bar.
    Bar,
    /// The path to a target: dotted.
    Target,
    /// A short thick stroke: a target or a median.
    Tick,
    /// A cell without a value: hatched.
    Hatch,
    /// A thin line that ties a label to its place.
    Leader,
    /// A thin whisker: an interval that lies over a bar.
    Whisker,
    /// Text.
    Text,
    /// Text with a halo of the ground, for maps.
    Halo,
}

const FORMS: [(Form, &str); 17] = [
    (Form::Fill, "fill"),
    (Form::Line, "line"),
    (Form::Rule, "rule"),
    (Form::Band, "band"),
    (Form::Faint, "band faint"),
    (Form::Dot, "dot"),
    (Form::Open, "open"),
    (Form::Ring, "ring"),
    (Form::Range, "range"),
    (Form::Bar, "bar"),
    (Form::Target, "target"),
    (Form::Tick, "tick"),
    (Form::Hatch, "hatch"),
    (Form::Leader, "leader"),
    (Form::Whisker, "whisker"),
    (Form::Text, "text"),
    (Form::Halo, "halo"),
];

/// An ink and a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paint(pub(crate) Ink, pub(crate) Form);

impl Paint {
    /// The colour that carries it through Plotters: the form in red, the ink in blue.
    pub(crate) fn colour(self) -> RGBColor {
        RGBColor(self.1 as u8, MARK, self.0 as u8)
    }

    /// The paint that a colour carries; anything that Plotters drew by itself is plain ink.
    pub(crate) fn from_rgb((form, mark, ink): (u8, u8, u8)) -> Self {
        if mark != MARK {
            return Self(Ink::Ink, Form::Rule);
        }
        let ink = INKS.get(usize::from(ink)).map_or(Ink::Ink, |pair| pair.0);
        let form = FORMS.get(usize::from(form)).map_or(Form::Rule, |pair| pair.0);
        Self(ink, form)
    }

    /// The classes of a shape: form, then ink.
    pub(crate) fn classes(self) -> (&'static str, &'static str) {
        (FORMS[self.1 as usize].1, self.0.class())
    }
}

const MARK: u8 = 0xe5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paint_comes_back_from_its_colour() {
        for (at, (ink, class)) in INKS.iter().enumerate() {
            assert_eq!(*ink as usize, at);
            assert_eq!(ink.class(), *class);
            for (place, (form, _)) in FORMS.iter().enumerate() {
                assert_eq!(*form as usize, place);
                let paint = Paint(*ink, *form);
                let RGBColor(r, g, b) = paint.colour();
                assert_eq!(Paint::from_rgb((r, g, b)), paint);
            }
        }
    }

    #[test]
    fn series_and_steps_are_named_in_order() {
        assert_eq!(Ink::series(0), Ink::C1);
        assert_eq!(Ink::series(5), Ink::C6);
        assert_eq!(Ink::step(0), Ink::H0);
        assert_eq!(Ink::step(9), Ink::H6);
    }
}
