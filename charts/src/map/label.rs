//! Names beside dots, clear of each other.
//!
//! Comes in: the dots' boxes and the widths of their names. Goes out: a box for each name, or none where every place
//! around its dot is taken; such a place keeps its dot and its read-out.

/// The height of a line of small text.
const LINE: f64 = 13.0;

/// A box on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Boxed {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) w: f64,
    pub(crate) h: f64,
}

impl Boxed {
    /// The box of a circle.
    pub(crate) fn round((x, y): (f64, f64), radius: f64) -> Self {
        Self { x: x - radius, y: y - radius, w: radius * 2.0, h: radius * 2.0 }
    }

    pub(crate) fn middle(self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    fn meets(self, other: Self) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }

    fn within(self, width: f64, height: f64) -> bool {
        self.x >= 1.0 && self.y >= 1.0 && self.x + self.w <= width - 1.0 && self.y + self.h <= height - 1.0
    }
}

/// Places around a dot, the best first: right, left, above, below, the corners, along an edge.
fn around(dot: Boxed, width: f64, room: f64) -> [Boxed; 10] {
    let (cx, cy) = dot.middle();
    let (right, left) = (dot.x + dot.w + 4.0, dot.x - 4.0 - width);
    let (above, below) = (dot.y - LINE - 1.0, dot.y + dot.h + 1.0);
    let at = |x: f64, y: f64| Boxed { x, y, w: width, h: LINE };
    [
        at(right, cy - LINE / 2.0),
        at(left, cy - LINE / 2.0),
        at(cx - width / 2.0, above),
        at(cx - width / 2.0, below),
        at(right - 4.0, above + 3.0),
        at(right - 4.0, below - 3.0),
        at(left + 4.0, above + 3.0),
        at(left + 4.0, below - 3.0),
        // Near an edge a name is moved inwards along it.
        at((cx - width / 2.0).clamp(1.0, (room - width - 1.0).max(1.0)), above),
        at((cx - width / 2.0).clamp(1.0, (room - width - 1.0).max(1.0)), below),
    ]
}

/// A box for each name: the dots with the fewest free places choose first.
pub(crate) fn place(dots: &[Boxed], widths: &[f64], width: f64, height: f64) -> Vec<Option<Boxed>> {
    let free: Vec<Vec<Boxed>> = dots
        .iter()
        .zip(widths)
        .map(|(dot, wide)| {
            let mut boxes = around(*dot, *wide, width).to_vec();
            boxes
                .retain(|label| label.within(width, height) && !dots.iter().any(|other| label.meets(*other)));
            boxes
        })
        .collect();
    let mut order: Vec<usize> = (0..dots.len()).collect();
    order.sort_by_key(|at| (free[*at].len(), *at));
    let mut out: Vec<Option<Boxed>> = vec![None; dots.len()];
    for at in &order {
        let taken = |label: &Boxed| out.iter().flatten().any(|other| label.meets(*other));
        out[*at] = free[*at].iter().find(|label| !taken(label)).copied();
    }
    for at in order {
        if out[at].is_none() {
            make_room(at, &free, &mut out);
        }
    }
    out
}

/// Finds a place for a name by moving one other name to another of its own places.
fn make_room(at: usize, free: &[Vec<Boxed>], out: &mut [Option<Boxed>]) {
    for wished in &free[at] {
        let mut held = (0..out.len()).filter(|other| out[*other].is_some_and(|label| label.meets(*wished)));
        let (Some(other), None) = (held.next(), held.next()) else { continue };
        let clear = |label: &&Boxed| {
            !label.meets(*wished)
                && !out
                    .iter()
                    .enumerate()
                    .any(|(n, set)| n != other && set.is_some_and(|set| set.meets(**label)))
        };
        if let Some(moved) = free[other].iter().find(clear).copied() {
            out[other] = Some(moved);
            out[at] = Some(*wished);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_clear_of_names_dots_and_edges() {
        let mut dots = Vec::new();
        for n in 0..200 {
            let (x, y) = (f64::from(n * 37 % 590) + 5.0, f64::from(n * 53 % 390) + 5.0);
            dots.push(Boxed::round((x, y), 5.0));
        }
        let widths = vec![60.0; dots.len()];
        let labels = place(&dots, &widths, 600.0, 400.0);
        let set: Vec<Boxed> = labels.into_iter().flatten().collect();
        assert!(set.len() > 20);
        for (at, label) in set.iter().enumerate() {
            assert!(label.within(600.0, 400.0));
            assert!(!dots.iter().any(|dot| label.meets(*dot)));
            assert!(!set[at + 1..].iter().any(|other| label.meets(*other)));
        }
    }

    #[test]
    fn a_name_moves_to_make_room_for_another() {
        // Two dots side by side near the edges: the left one's name would stand where the right one has its only place.
        let dots = [Boxed::round((60.0, 20.0), 5.0), Boxed::round((150.0, 20.0), 5.0)];
        let labels = place(&dots, &[40.0, 70.0], 160.0, 30.0);
        assert!(labels.iter().all(Option::is_some), "{labels:?}");
    }

    #[test]
    fn a_lone_dot_has_its_name_at_the_right() {
        let labels = place(&[Boxed::round((100.0, 100.0), 5.0)], &[40.0], 300.0, 200.0);
        assert_eq!(labels[0].map(|label| label.x), Some(109.0));
    }
}
