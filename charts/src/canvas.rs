//! The sheet that a chart is drawn on, in pixels, and fields on it in the units of the data.
//!
//! Comes in: shapes with paints. Goes out: a [`Drawing`]. Plotters maps the data to the sheet and carries the
//! shapes to the backend; this module only gives its verbs the house's words.

use crate::backend::{Sheet, SvgBackend, UNITS, escape, text_width, units};
use crate::drawing::{Drawing, Mark, Summary};
use crate::ink::{Form, Ink, Paint};
use crate::spec::Frame;
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::{RGBColor, ShapeStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use std::cell::RefCell;
use std::convert::Infallible;
use std::ops::Range;

/// How a text is set.
#[derive(Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) ink: Ink,
    pub(crate) side: HPos,
    pub(crate) halo: bool,
}

impl Type {
    /// Small: axis and value labels.
    pub(crate) fn small(ink: Ink) -> Self {
        Self { size: 11.0, bold: false, ink, side: HPos::Left, halo: false }
    }

    /// Names of rows and panels.
    pub(crate) fn name(ink: Ink) -> Self {
        Self { size: 13.0, bold: false, ink, side: HPos::Left, halo: false }
    }

    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(crate) fn middle(self) -> Self {
        Self { side: HPos::Center, ..self }
    }

    pub(crate) fn end(self) -> Self {
        Self { side: HPos::Right, ..self }
    }

    pub(crate) fn halo(self) -> Self {
        Self { halo: true, ..self }
    }

    pub(crate) fn width(self, words: &str) -> f64 {
        text_width(words, self.size, self.bold)
    }
}

impl BackendTextStyle for Type {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        let RGBColor(r, g, b) = Paint(self.ink, if self.halo { Form::Halo } else { Form::Text }).colour();
        BackendColor { alpha: 1.0, rgb: (r, g, b) }
    }

    fn size(&self) -> f64 {
        self.size * UNITS
    }

    fn style(&self) -> FontStyle {
        if self.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.side, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

/// A text as an element of Plotters.
struct Label<'w> {
    words: &'w str,
    at: BackendCoord,
    set: Type,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Label<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = std::iter::Once<&'a BackendCoord>;
    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Label<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut places: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        places.next().map_or(Ok(()), |at| backend.draw_text(self.words, &self.set, at))
    }
}

/// Pixels to the backend's units.
#[expect(clippy::cast_possible_truncation, reason = "pixels of a screen; casts saturate")]
pub(crate) fn tenths(pixels: f64) -> i32 {
    (pixels * UNITS).round() as i32
}

fn filled(paint: Paint) -> ShapeStyle {
    ShapeStyle::from(paint.colour()).filled()
}

/// The backend writes to memory and cannot fail, and nobody draws while it draws.
fn settle(drawn: Result<(), DrawingAreaErrorKind<Infallible>>) {
    debug_assert!(drawn.is_ok(), "drawing to memory failed");
}

/// A sheet under way.
pub(crate) struct Canvas<'a> {
    sheet: &'a Sheet,
    root: DrawingArea<SvgBackend<'a>, Shift>,
    /// In pixels.
    pub(crate) width: f64,
    /// In pixels.
    pub(crate) height: f64,
    /// The marks so far.
    pub(crate) marks: Vec<Mark>,
    /// The facts so far.
    pub(crate) summary: Summary,
}

/// Draws on a sheet of the frame's width and this height.
pub(crate) fn draw(frame: &Frame, height: f64, paint: impl FnOnce(&mut Canvas<'_>)) -> Drawing {
    let width = width_of(frame);
    let height = if height.is_finite() { height.clamp(8.0, 100_000.0).ceil() } else { 8.0 };
    let sheet: Sheet = RefCell::new(String::new());
    let (marks, summary) = {
        #[expect(clippy::cast_sign_loss, reason = "clamped above")]
        let size = (tenths(width) as u32, tenths(height) as u32);
        let root = SvgBackend { sheet: &sheet, size }.into_drawing_area();
        let mut canvas =
            Canvas { sheet: &sheet, root, width, height, marks: Vec::new(), summary: Summary::default() };
        paint(&mut canvas);
        (canvas.marks, canvas.summary)
    };
    let id = escape(&frame.id);
    let svg = format!(
        "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" \
         height=\"{h}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title>\
         <desc id=\"{id}-d\">{}</desc>{}</svg>",
        escape(&frame.title),
        escape(&frame.description),
        sheet.into_inner(),
        w = units(tenths(width)),
        h = units(tenths(height)),
    );
    Drawing { svg, width, height, marks, summary }
}

/// The frame's width, kept within what can be drawn.
pub(crate) fn width_of(frame: &Frame) -> f64 {
    if frame.width.is_finite() { frame.width.clamp(24.0, 4000.0) } else { 320.0 }
}

impl<'a> Canvas<'a> {
    /// Words, centred upon a height.
    pub(crate) fn text(&self, words: &str, x: f64, y: f64, set: Type) {
        if !words.is_empty() {
            settle(self.root.draw(&Label { words, at: (tenths(x), tenths(y)), set }));
        }
    }

    /// A line through points.
    pub(crate) fn line(&self, points: &[(f64, f64)], paint: Paint) {
        let points: Vec<BackendCoord> = points.iter().map(|(x, y)| (tenths(*x), tenths(*y))).collect();
        settle(self.root.draw(&PathElement::new(points, paint.colour())));
    }

    /// A rectangle by its corner and size.
    pub(crate) fn rect(&self, (x, y): (f64, f64), (w, h): (f64, f64), paint: Paint) {
        let corners = [(tenths(x), tenths(y)), (tenths(x + w), tenths(y + h))];
        settle(self.root.draw(&Rectangle::new(corners, filled(paint))));
    }

    /// A circle.
    pub(crate) fn circle(&self, (x, y): (f64, f64), radius: f64, paint: Paint) {
        settle(self.root.draw(&Circle::new((tenths(x), tenths(y)), tenths(radius), filled(paint))));
    }

    /// A filled outline.
    pub(crate) fn polygon(&self, points: &[(f64, f64)], paint: Paint) {
        let points: Vec<BackendCoord> = points.iter().map(|(x, y)| (tenths(*x), tenths(*y))).collect();
        settle(self.root.draw(&Polygon::new(points, filled(paint))));
    }

    /// A horizontal interval: a translucent bar of this thickness.
    pub(crate) fn range(&self, (low, high): (f64, f64), y: f64, thick: f64, ink: Ink) {
        self.rect((low, y - thick / 2.0), ((high - low).max(0.0), thick), Paint(ink, Form::Range));
    }

    /// A part of the sheet with coordinates of its own; the second axis points upwards.
    pub(crate) fn field(
        &self,
        left_top: (f64, f64),
        right_bottom: (f64, f64),
        x: Range<f64>,
        y: Range<f64>,
    ) -> Field<'a> {
        let across = tenths(left_top.0)..tenths(right_bottom.0);
        let upward = tenths(right_bottom.1)..tenths(left_top.1);
        let coordinates = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x, y, (across, upward));
        Field { area: self.root.clone().apply_coord_spec(coordinates) }
    }

    /// A mark and the shapes that show it, grouped so that the page can find them; no group without shapes.
    pub(crate) fn mark(&mut self, mark: Mark, shapes: impl FnOnce(&Self)) {
        let open = format!("<g class=\"point\" data-mark=\"{}\">", self.marks.len());
        self.sheet.borrow_mut().push_str(&open);
        let before = self.sheet.borrow().len();
        shapes(self);
        let mut sheet = self.sheet.borrow_mut();
        if sheet.len() == before {
            // A point of a line has no shape of its own.
            sheet.truncate(before - open.len());
        } else {
            sheet.push_str("</g>");
        }
        drop(sheet);
        self.marks.push(mark);
    }

    /// Words that may have been cut short: the whole of them goes along as a title.
    pub(crate) fn titled(&self, whole: &str, shown: &str, write: impl FnOnce(&Self)) {
        if whole == shown {
            return write(self);
        }
        self.sheet.borrow_mut().push_str(&format!("<g><title>{}</title>", escape(whole)));
        write(self);
        self.sheet.borrow_mut().push_str("</g>");
    }

    /// Words in the middle of an empty chart.
    pub(crate) fn nothing(&self, words: &str) {
        let set = Type::name(Ink::Ink3).middle();
        self.text(
            &crate::fit(words, set.size, false, self.width - 8.0),
            self.width / 2.0,
            self.height / 2.0,
            set,
        );
    }
}

/// A part of the sheet in the units of the data.
pub(crate) struct Field<'a> {
    area: DrawingArea<SvgBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
}

impl Field<'_> {
    /// Where a value lies on the sheet, in pixels.
    pub(crate) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&(x, y));
        (f64::from(x) / UNITS, f64::from(y) / UNITS)
    }

    /// A line through values.
    pub(crate) fn line(&self, points: &[(f64, f64)], paint: Paint) {
        settle(self.area.draw(&PathElement::new(points.to_vec(), paint.colour())));
    }

    /// An area within values.
    pub(crate) fn polygon(&self, points: Vec<(f64, f64)>, paint: Paint) {
        settle(self.area.draw(&Polygon::new(points, filled(paint))));
    }
}
