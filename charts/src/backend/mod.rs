//! A Plotters backend that writes SVG with classes instead of colours.
//!
//! Comes in: Plotters' shapes in tenths of a pixel, and groups around them. Goes out: SVG elements as text, at
//! most one decimal in a coordinate. Knows no chart and no data; no colour, no font and no `style=` leaves it.

mod text;
mod widths;

pub use text::{fit, text_width, wrap};

use crate::ink::{Form, Paint};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;

/// Plotters works in whole units; ten of them make a pixel, or lines would stagger.
pub(crate) const UNITS: f64 = 10.0;

/// The SVG text under way; the backend writes shapes into it, the canvas groups.
pub(crate) type Sheet = RefCell<String>;

/// The backend: a size and the sheet that it writes on.
pub(crate) struct SvgBackend<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A number with at most one decimal.
pub(crate) fn units(value: i32) -> String {
    let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    match size % 10 {
        0 => format!("{sign}{}", size / 10),
        rest => format!("{sign}{}.{rest}", size / 10),
    }
}

/// Text as it may stand in SVG, in element or attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Characters that XML 1.0 forbids: they may sit in a name that came from a file.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}

impl SvgBackend<'_> {
    fn shape(&self, element: &str, attributes: &str, colour: BackendColor) -> Drawn {
        if colour.alpha > 0.0 {
            let (form, ink) = Paint::from_rgb(colour.rgb).classes();
            let _ = write!(self.sheet.borrow_mut(), "<{element} class=\"{form} {ink}\" {attributes}/>");
        }
        Ok(())
    }

    fn outline(points: impl IntoIterator<Item = BackendCoord>, closed: bool) -> String {
        let mut out = String::new();
        let mut last = None;
        for (x, y) in points {
            if last == Some((x, y)) {
                continue;
            }
            out.push(if last.is_none() { 'M' } else { 'L' });
            let _ = write!(out, "{} {}", units(x), units(y));
            last = Some((x, y));
        }
        if closed && !out.is_empty() {
            out.push('Z');
        }
        out
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        let place = format!("x=\"{}\" y=\"{}\" width=\"1\" height=\"1\"", units(x), units(y));
        self.shape("rect", &place, colour)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.shape("path", &format!("d=\"{}\"", Self::outline([from, to], false)), style.color())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let (left, top) = (units(x0.min(x1)), units(y0.min(y1)));
        let (wide, high) = (units((x1 - x0).abs()), units((y1 - y0).abs()));
        self.shape(
            "rect",
            &format!("x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\""),
            style.color(),
        )
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.shape("path", &format!("d=\"{}\"", Self::outline(path, false)), style.color())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let radius = units(i32::try_from(radius).unwrap_or(0));
        self.shape(
            "circle",
            &format!("cx=\"{}\" cy=\"{}\" r=\"{radius}\"", units(x), units(y)),
            style.color(),
        )
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vertices: I,
        style: &S,
    ) -> Drawn {
        self.shape("path", &format!("d=\"{}\"", Self::outline(vertices, true)), style.color())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, words: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let anchor = style.anchor();
        // The middle of small letters and figures lies about 0.36 em above the baseline in Inter.
        let down = match anchor.v_pos {
            VPos::Top => 0.73,
            VPos::Center => 0.36,
            VPos::Bottom => 0.0,
        };
        #[expect(clippy::cast_possible_truncation, reason = "a font size in tenths of a pixel")]
        let y = y + (style.size() * down).round() as i32;
        let side = match anchor.h_pos {
            HPos::Left => "",
            HPos::Center => " middle",
            HPos::Right => " end",
        };
        let weight = if matches!(style.style(), FontStyle::Bold) { " bold" } else { "" };
        let paint = Paint::from_rgb(style.color().rgb);
        let halo = if paint.1 == Form::Halo { " halo" } else { "" };
        let size = style.size() / UNITS;
        let _ = write!(
            self.sheet.borrow_mut(),
            "<text class=\"t{size} {}{weight}{side}{halo}\" x=\"{}\" y=\"{}\">{}</text>",
            paint.0.class(),
            units(x),
            units(y),
            escape(words)
        );
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        words: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width on the sheet")]
        Ok((text_width(words, style.size(), bold).ceil() as u32, style.size().ceil() as u32))
    }

    fn blit_bitmap(&mut self, _: BackendCoord, _: (u32, u32), _: &[u8]) -> Drawn {
        // Charts here have no pictures in them.
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_tenths_without_needless_zeros() {
        assert_eq!(units(0), "0");
        assert_eq!(units(120), "12");
        assert_eq!(units(-5), "-0.5");
        assert_eq!(units(-1234), "-123.4");
    }

    #[test]
    fn names_cannot_break_out_of_the_text() {
        assert_eq!(escape("<b a=\"1\">&\u{0}"), "&lt;b a=&quot;1&quot;&gt;&amp;");
    }
}
