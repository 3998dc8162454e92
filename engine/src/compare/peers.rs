//! Who is comparable to whom, and what is usual among them.

use super::matrix::{Matrix, known, number, sorted};
use crate::statistics::sums::{mean, quantile, variance};

/// A place that is like another, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peer {
    /// The row of the place.
    pub place: usize,
    /// The distance, in standard deviations.
    pub distance: f64,
}

/// The places most like one, nearest first.
///
/// Formula: `√(Σ w (zₐ − z_b)² / Σ w)` over the context variables that both have, each standardised by its mean and
/// sample standard deviation over all places. A variable of weight zero, or that does not vary, is passed over.
/// Missing: a place that shares less than half of the weight is no peer, as its distance would rest on too little.
/// Source: the Chartered Institute of Public Finance and Accountancy's nearest neighbours model for local authorities.
#[must_use]
pub fn peers(context: &Matrix, weights: &[f64], place: usize, most: usize) -> Vec<Peer> {
    let standard = standardise(context);
    let used: Vec<(usize, f64)> = (0..context.columns())
        .map(|column| (column, weights.get(column).copied().unwrap_or(0.0)))
        .filter(|(column, weight)| *weight > 0.0 && standard.column(*column).iter().any(|z| !z.is_nan()))
        .collect();
    let all: f64 = used.iter().map(|(_, weight)| weight).sum();
    let distance = |other: usize| {
        let (mut shared, mut squares) = (0.0, 0.0);
        for (column, weight) in &used {
            let (Some(a), Some(b)) = (standard.get(place, *column), standard.get(other, *column)) else {
                continue;
            };
            shared += weight;
            squares += weight * (a - b) * (a - b);
        }
        (shared > 0.0 && shared >= all / 2.0)
            .then(|| Peer { place: other, distance: (squares / shared).sqrt() })
    };
    let mut found: Vec<Peer> =
        (0..context.rows()).filter(|other| *other != place).filter_map(distance).collect();
    found.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(a.place.cmp(&b.place)));
    found.truncate(most);
    found
}

/// Each column in standard deviations from its mean; one that does not vary is missing.
pub(super) fn standardise(context: &Matrix) -> Matrix {
    let mut out = Matrix::missing(context.rows(), context.columns());
    for column in 0..context.columns() {
        let there = sorted(context.column(column));
        let spread = variance(&there, true).filter(|v| *v > 0.0).map(f64::sqrt);
        let (Some(middle), Some(spread)) = (mean(&there), spread) else { continue };
        for row in 0..context.rows() {
            out.set(row, column, context.get(row, column).map(|x| (x - middle) / spread));
        }
    }
    out
}

/// What is usual among some places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usual {
    /// The lower quartile.
    pub lower: f64,
    /// The median.
    pub median: f64,
    /// The upper quartile.
    pub upper: f64,
    /// Places with a value.
    pub places: usize,
}

/// Median and quartiles of an indicator among some places; nothing where none of them has it.
///
/// Quantiles interpolate between order statistics (type 7 of R. J. Hyndman and Y. Fan, 1996).
#[must_use]
pub fn usual(values: &[f64], among: &[usize]) -> Option<Usual> {
    let there: Vec<f64> =
        among.iter().filter_map(|place| values.get(*place).copied().and_then(known)).collect();
    let there = sorted(&there);
    Some(Usual {
        lower: quantile(&there, 0.25)?,
        median: quantile(&there, 0.5)?,
        upper: quantile(&there, 0.75)?,
        places: there.len(),
    })
}

/// What a funnel is drawn around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funnel {
    /// Shares of people: binomial.
    Share,
    /// Events over an exposure: Poisson.
    Rate,
}

/// Events and the people (or the exposure) that they come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Events.
    pub events: f64,
    /// People, or exposure in the unit of the rate.
    pub of: f64,
}

/// The limits of a funnel plot, and where the places lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// What all places together have: events over people.
    pub centre: f64,
    /// How much more the places vary than chance alone would let them; 1 where they do not clearly.
    pub dispersion: f64,
    /// For each place its distance from the centre in standard errors, over-dispersion taken off; nothing where it has
    /// no people.
    pub z: Vec<Option<f64>>,
}

/// The normal quantiles of limits of 95 and 99.8 %: two and three standard errors.
pub const INNER: f64 = 1.959_963_984_540_054;
/// See [`INNER`].
pub const OUTER: f64 = 3.090_232_306_167_813;

/// Limits of a funnel around the mean of all places.
///
/// Formula: `z = (y − θ) / s`, `s² = θ(1−θ)/n` for shares and `θ/n` for rates; over-dispersion is the mean of the
/// squared `z` after the tenth on either side is pulled in, and counts where it exceeds `1 + 2√(2/I)` for `I` places.
/// Missing: without places, and where the centre is 0 (or, for shares, 1), since nothing can be told apart then.
/// Source: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24
/// (2005), 1185–1202, with its multiplicative model of over-dispersion.
#[must_use]
pub fn funnel(kind: Funnel, points: &[Point]) -> Option<Limits> {
    let usable = |point: &&Point| point.of > 0.0 && point.events >= 0.0;
    let of: f64 = points.iter().filter(usable).map(|point| point.of).sum();
    let events: f64 = points.iter().filter(usable).map(|point| point.events).sum();
    let centre = events / of;
    let possible = of > 0.0 && centre > 0.0 && (kind == Funnel::Rate || centre < 1.0);
    if !possible {
        return None;
    }
    let plain = |point: &Point| {
        usable(&point).then(|| (point.events / point.of - centre) / error(kind, centre, point.of))
    };
    let z: Vec<Option<f64>> = points.iter().map(plain).collect();
    let there = sorted(&z.iter().flatten().copied().collect::<Vec<_>>());
    let (low, high) = (quantile(&there, 0.1)?, quantile(&there, 0.9)?);
    let squares: Vec<f64> = there.iter().map(|z| z.clamp(low, high)).map(|z| z * z).collect();
    let found = mean(&squares)?;
    let clear = there.len() > 1 && found > 1.0 + 2.0 * (2.0 / number(there.len())).sqrt();
    let dispersion = if clear { found } else { 1.0 };
    let scale = dispersion.sqrt();
    Some(Limits { centre, dispersion, z: z.into_iter().map(|z| z.map(|z| z / scale)).collect() })
}

fn error(kind: Funnel, centre: f64, of: f64) -> f64 {
    match kind {
        Funnel::Share => (centre * (1.0 - centre) / of).sqrt(),
        Funnel::Rate => (centre / of).sqrt(),
    }
}

impl Limits {
    /// The limits at so many people, `z` standard errors from the centre, within what is possible.
    #[must_use]
    pub fn at(&self, kind: Funnel, of: f64, z: f64) -> (f64, f64) {
        let half = z * error(kind, self.centre, of) * self.dispersion.sqrt();
        let most = if kind == Funnel::Share { 1.0 } else { f64::INFINITY };
        ((self.centre - half).max(0.0), (self.centre + half).min(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_come_first() {
        let context = Matrix::from_columns(&[
            vec![Some(1.0), Some(2.0), Some(9.0), Some(1.5), None],
            vec![Some(10.0), Some(20.0), Some(90.0), Some(100.0), None],
            vec![Some(7.0); 5],
        ]);
        let found = peers(&context, &[1.0, 0.0, 1.0], 0, 2);
        assert_eq!(found.iter().map(|peer| peer.place).collect::<Vec<_>>(), [3, 1]);
        let spread = variance(&[1.0, 2.0, 9.0, 1.5], true).unwrap().sqrt();
        assert!((found[0].distance - 0.5 / spread).abs() < 1e-12);
        assert_eq!(peers(&context, &[1.0, 1.0, 0.0], 0, 9).len(), 3);
        assert!(peers(&context, &[1.0], 4, 9).is_empty());
        assert!(peers(&context, &[], 0, 9).is_empty());
    }

    #[test]
    fn quartiles_among_peers() {
        let values = [1.0, 2.0, f64::NAN, 4.0, 8.0, 100.0];
        let found = usual(&values, &[0, 1, 2, 3, 4]).unwrap();
        assert_eq!((found.lower, found.median, found.upper, found.places), (1.75, 3.0, 5.0, 4));
        assert_eq!(usual(&values, &[2]), None);
    }

    /// θ = 30/100; at 36 people two standard errors are 1.96 √(0.21/36) = 0.1497.
    #[test]
    fn limits_of_shares() {
        let points = [(6.0, 20.0), (9.0, 30.0), (15.0, 50.0)].map(|(events, of)| Point { events, of });
        let found = funnel(Funnel::Share, &points).unwrap();
        assert_eq!((found.centre, found.dispersion), (0.3, 1.0));
        assert!(found.z.iter().flatten().all(|z| z.abs() < 1e-12));
        let (low, high) = found.at(Funnel::Share, 36.0, INNER);
        assert!((low - 0.150_306).abs() < 1e-6 && (high - 0.449_694).abs() < 1e-6);
        assert_eq!(found.at(Funnel::Share, 1.0, OUTER), (0.0, 1.0));
    }

    /// Half of the places at 0.2, half at 0.4 of 100 people: z = ±0.1 / √(0.21/100) = ±2.1822, squared 4.7619.
    #[test]
    fn places_that_vary_more_than_chance() {
        let points: Vec<Point> =
            (0..20).map(|at| Point { events: if at % 2 == 0 { 20.0 } else { 40.0 }, of: 100.0 }).collect();
        let found = funnel(Funnel::Share, &points).unwrap();
        assert!((found.dispersion - 4.761_904_761_904_76).abs() < 1e-9);
        assert!(found.z.iter().flatten().all(|z| (z.abs() - 1.0).abs() < 1e-9));
    }

    #[test]
    fn nothing_to_tell_apart() {
        let point = |events, of| Point { events, of };
        assert_eq!(funnel(Funnel::Share, &[]), None);
        assert_eq!(funnel(Funnel::Share, &[point(0.0, 10.0)]), None);
        assert_eq!(funnel(Funnel::Share, &[point(10.0, 10.0)]), None);
        assert_eq!(funnel(Funnel::Rate, &[point(3.0, 0.0)]), None);
        let one = funnel(Funnel::Rate, &[point(30.0, 10.0), point(1.0, 0.0)]).unwrap();
        assert_eq!((one.centre, one.z[1]), (3.0, None));
    }
}
