//! From the globe to the sheet: Mercator, a view fitted to places, outlines cut to it.

use crate::scale::extent;

/// The projection knows no poles; beyond this latitude nobody delivers services.
const NORTHMOST: f64 = 80.0;
/// A single place gets this much of the map around it, in degrees.
const LEAST: f64 = 9.0;

/// Spherical Mercator with both coordinates in degrees of longitude.
pub(super) fn mercator((longitude, latitude): (f64, f64)) -> (f64, f64) {
    let latitude = latitude.clamp(-NORTHMOST, NORTHMOST).to_radians();
    (longitude, (latitude / 2.0 + std::f64::consts::FRAC_PI_4).tan().ln().to_degrees())
}

/// A ring whose longitudes run on where it crosses the date line, so that no stroke goes round the world.
pub(super) fn unrolled(ring: &[(f64, f64)]) -> impl Iterator<Item = (f64, f64)> {
    let mut turn = 0.0;
    let mut before: Option<f64> = None;
    ring.iter().map(move |(longitude, latitude)| {
        if let Some(last) = before {
            turn -= 360.0 * ((longitude - last) / 360.0).round();
        }
        before = Some(*longitude);
        (longitude + turn, *latitude)
    })
}

/// The part of the projected plane that is shown; the second axis points north.
pub(super) struct View {
    pub(super) x: (f64, f64),
    pub(super) y: (f64, f64),
    width: f64,
    height: f64,
}

impl View {
    /// The smallest view of this shape with all places in it and room for their names; none without places.
    pub(super) fn around(places: &[(f64, f64)], width: f64, height: f64) -> Option<Self> {
        let (west, east) = extent(places.iter().map(|place| place.0))?;
        let (south, north) = extent(places.iter().map(|place| place.1))?;
        // Names stand beside their dots: more room is needed at the sides than above.
        let (side, above) = ((width * 0.13).clamp(40.0, 92.0), (height * 0.09).clamp(24.0, 44.0));
        let (wide, high) = ((width - 2.0 * side).max(width * 0.2), (height - 2.0 * above).max(height * 0.2));
        let scale = (wide / (east - west).max(LEAST)).min(high / (north - south).max(LEAST * 0.6));
        let (x, y) = (f64::midpoint(west, east), f64::midpoint(south, north));
        let (w, h) = (width / scale / 2.0, height / scale / 2.0);
        Some(Self { x: (x - w, x + w), y: (y - h, y + h), width, height })
    }

    /// Where a projected place lies, in pixels.
    pub(super) fn pixel(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let across = (x - self.x.0) / (self.x.1 - self.x.0) * self.width;
        (across, (self.y.1 - y) / (self.y.1 - self.y.0) * self.height)
    }
}

/// The part of a ring within a box (Sutherland and Hodgman 1974), without points closer than the eye can tell apart.
///
/// A ring that is cut into several pieces comes back as one, joined along the box's edge: the edge lies off the sheet.
pub(super) fn clip(ring: &[(f64, f64)], low: (f64, f64), high: (f64, f64)) -> Vec<(f64, f64)> {
    let mut out = thin(ring);
    let sides: [(bool, f64, f64); 4] =
        [(true, low.0, 1.0), (true, high.0, -1.0), (false, low.1, 1.0), (false, high.1, -1.0)];
    for (across, edge, sign) in sides {
        let depth = |point: (f64, f64)| (if across { point.0 } else { point.1 } - edge) * sign;
        let mut kept = Vec::with_capacity(out.len());
        for (at, here) in out.iter().copied().enumerate() {
            let before = out[(at + out.len() - 1) % out.len()];
            let (a, b) = (depth(before), depth(here));
            if (a >= 0.0) != (b >= 0.0) {
                let share = a / (a - b);
                kept.push((before.0 + (here.0 - before.0) * share, before.1 + (here.1 - before.1) * share));
            }
            if b >= 0.0 {
                kept.push(here);
            }
        }
        out = kept;
    }
    out
}

fn thin(ring: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = Vec::with_capacity(ring.len());
    for point in ring.iter().filter(|point| point.0.is_finite() && point.1.is_finite()) {
        let near = out.last().is_some_and(|last| (last.0 - point.0).abs() + (last.1 - point.1).abs() < 0.8);
        if !near {
            out.push(*point);
        }
    }
    // An island of less than a pixel or two is dust.
    let size =
        |axis: fn(&(f64, f64)) -> f64| extent(out.iter().map(axis)).map_or(0.0, |(low, high)| high - low);
    if size(|p| p.0) + size(|p| p.1) < 3.0 { Vec::new() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mercator_is_true_at_known_latitudes() {
        assert!(mercator((9.0, 0.0)).1.abs() < 1e-12);
        // ln tan(π/4 + 22.5°) = 0.881373587 rad = 50.49898671°.
        assert!((mercator((9.0, 45.0)).1 - 50.498_986_71).abs() < 1e-6);
        assert_eq!(mercator((9.0, 90.0)), mercator((9.0, 80.0)));
    }

    #[test]
    fn the_view_holds_every_place() {
        let places = [(-8.4, 47.0), (23.6, 56.0), (13.5, 70.0)];
        for (width, height) in [(320.0, 240.0), (600.0, 400.0), (1200.0, 300.0)] {
            let view = View::around(&places, width, height).unwrap();
            for place in places {
                let (x, y) = view.pixel(place);
                assert!(x > 20.0 && x < width - 20.0 && y > 10.0 && y < height - 10.0, "{x} {y}");
            }
        }
        assert!(View::around(&[], 300.0, 200.0).is_none());
        assert!(View::around(&[(9.0, 50.0)], 300.0, 200.0).is_some_and(|view| view.x.1 - view.x.0 >= LEAST));
    }

    #[test]
    fn the_date_line_is_crossed_without_a_leap() {
        let ring: Vec<(f64, f64)> =
            unrolled(&[(-180.0, -16.0), (179.4, -16.8), (178.0, -17.0), (-179.0, -16.0)]).collect();
        assert!(ring.windows(2).all(|pair| (pair[0].0 - pair[1].0).abs() < 10.0), "{ring:?}");
    }

    #[test]
    fn outlines_are_cut_to_the_box() {
        let square = [(-50.0, -50.0), (50.0, -50.0), (50.0, 50.0), (-50.0, 50.0)];
        let cut = clip(&square, (0.0, 0.0), (100.0, 100.0));
        assert_eq!(extent(cut.iter().map(|p| p.0)), Some((0.0, 50.0)));
        assert_eq!(extent(cut.iter().map(|p| p.1)), Some((0.0, 50.0)));
        assert!(clip(&square, (200.0, 200.0), (300.0, 300.0)).is_empty());
    }
}
