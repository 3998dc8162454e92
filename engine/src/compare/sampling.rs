//! The error of each value as its interval says it, and draws from it.

use super::exponential::Exponential;
use super::matrix::Matrix;
use super::random::{Chance, Normal};

/// The 0.975 quantile of the normal distribution: intervals are of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A value with its interval of 95 %.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Uncertain {
    /// The value.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Whether it is a share from 0 to 1.
    pub share: bool,
}

/// What draws are looked up in, made once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub normal: Normal,
    pub exponential: Exponential,
}

/// How a cell varies.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Error {
    /// Not at all, or nobody knows.
    Fixed,
    /// A share: normal on the logit scale.
    Logit { centre: f64, down: f64, up: f64 },
    /// A share of 0 or 1: half a normal distribution away from the end.
    Edge { end: f64, reach: f64 },
    /// Any other number: half a normal distribution on each side.
    Halves { value: f64, down: f64, up: f64 },
}

/// The errors of a whole table.
#[derive(Clone, Debug)]
pub struct Sampling {
    errors: Vec<Error>,
    /// The correlation of the errors of two indicators of one place, 0 to 1.
    correlation: f64,
}

impl Sampling {
    /// The errors of places × indicators, column after column; a cell without an interval does not vary.
    ///
    /// Shares vary normally on the logit scale, other numbers on their own, the two halves of the interval each with
    /// its own width, so that 2.5 % of the draws fall below `low` and 2.5 % above `high`. A share of 0 or 1, which has
    /// no logit, varies to one side, and 5 % of its draws fall beyond the other end of the interval.
    /// `correlation` is that of the errors of two indicators of the same place; 0 unless something is known.
    #[must_use]
    pub fn new(cells: &[Option<Uncertain>], correlation: f64) -> Self {
        let errors = cells.iter().map(|cell| cell.map_or(Error::Fixed, error)).collect();
        let correlation = if correlation.is_finite() { correlation.clamp(0.0, 1.0) } else { 0.0 };
        Self { errors, correlation }
    }

    /// Whether any cell varies.
    #[must_use]
    pub fn varies(&self) -> bool {
        self.errors.iter().any(|error| *error != Error::Fixed)
    }

    /// Puts a draw in the place of each value that varies; `common` is room for one number a place.
    pub(crate) fn draw(
        &self,
        chance: &mut Chance,
        tables: &Tables,
        values: &mut Matrix,
        common: &mut Vec<f64>,
    ) {
        let Tables { normal, exponential } = tables;
        let rows = values.rows();
        common.clear();
        common.resize(rows, 0.0);
        let (shared, own) = (self.correlation.sqrt(), (1.0 - self.correlation).sqrt());
        if self.correlation > 0.0 {
            for part in common.iter_mut() {
                *part = shared * normal.draw(chance);
            }
        }
        for column in 0..values.columns() {
            let errors = self.errors.get(column * rows..(column + 1) * rows).unwrap_or_default();
            for ((value, error), common) in values.column_mut(column).iter_mut().zip(errors).zip(&*common) {
                if *error == Error::Fixed || value.is_nan() {
                    continue;
                }
                let z = common + own * normal.draw(chance);
                *value = error.at(z, exponential);
            }
        }
    }
}

impl Error {
    /// The value at so many standard deviations.
    #[inline]
    fn at(self, z: f64, exponential: &Exponential) -> f64 {
        match self {
            Self::Fixed => f64::NAN,
            Self::Logit { centre, down, up } => {
                exponential.share(centre + z * if z < 0.0 { down } else { up })
            }
            Self::Edge { end, reach } => (end - z.abs() * reach).abs(),
            Self::Halves { value, down, up } => value + z * if z < 0.0 { down } else { up },
        }
    }
}

fn error(cell: Uncertain) -> Error {
    let Uncertain { value, low, high, share } = cell;
    let good = low.is_finite() && high.is_finite() && low <= value && value <= high && low < high;
    if !good {
        return Error::Fixed;
    }
    if share && low >= 0.0 && high <= 1.0 {
        if value == 0.0 || value == 1.0 {
            let reach = if value == 0.0 { high } else { 1.0 - low };
            return Error::Edge { end: value, reach: reach / Z };
        }
        if low > 0.0 && high < 1.0 {
            let logit = |share: f64| libm::log(share / (1.0 - share));
            let centre = logit(value);
            return Error::Logit { centre, down: (centre - logit(low)) / Z, up: (logit(high) - centre) / Z };
        }
    }
    Error::Halves { value, down: (value - low) / Z, up: (high - value) / Z }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(cell: Uncertain, correlation: f64) -> Vec<f64> {
        let sampling = Sampling::new(&[Some(cell)], correlation);
        let (tables, mut common) = (Tables::default(), Vec::new());
        let mut values = Matrix::missing(1, 1);
        (0..20_000)
            .map(|draw| {
                values.set(0, 0, Some(cell.value));
                sampling.draw(&mut Chance::of(5, 0, 0, draw), &tables, &mut values, &mut common);
                values.column(0)[0]
            })
            .collect()
    }

    fn below(draws: &[f64], bound: f64) -> f64 {
        draws.iter().filter(|draw| **draw < bound).count() as f64 / draws.len() as f64
    }

    /// Wilson's interval of 9 of 29 (statsmodels): 0.17276 to 0.49230.
    #[test]
    fn shares_stay_shares_and_keep_their_interval() {
        let cell = Uncertain { value: 9.0 / 29.0, low: 0.172_756, high: 0.492_301, share: true };
        for correlation in [0.0, 0.5] {
            let draws = draws(cell, correlation);
            assert!(draws.iter().all(|share| *share > 0.0 && *share < 1.0));
            // Four standard errors of a share of 0.025 in 20,000 draws are 0.0044.
            assert!((below(&draws, cell.low) - 0.025).abs() < 0.0044, "{}", below(&draws, cell.low));
            assert!((1.0 - below(&draws, cell.high) - 0.025).abs() < 0.0044);
            assert!((below(&draws, cell.value) - 0.5).abs() < 0.0142);
        }
    }

    #[test]
    fn shares_at_the_end_vary_inwards() {
        let none = draws(Uncertain { value: 0.0, low: 0.0, high: 0.278, share: true }, 0.0);
        assert!(none.iter().all(|share| *share >= 0.0));
        assert!((1.0 - below(&none, 0.278) - 0.05).abs() < 0.0062);
        let all = draws(Uncertain { value: 1.0, low: 0.722, high: 1.0, share: true }, 0.0);
        assert!(all.iter().all(|share| *share <= 1.0));
        assert!((below(&all, 0.722) - 0.05).abs() < 0.0062);
    }

    #[test]
    fn crooked_intervals_keep_both_ends() {
        let cell = Uncertain { value: 10.0, low: 4.8, high: 18.4, share: false };
        let draws = draws(cell, 0.0);
        assert!((below(&draws, 4.8) - 0.025).abs() < 0.0044 && (below(&draws, 18.4) - 0.975).abs() < 0.0044);
    }

    #[test]
    fn errors_of_one_place_can_go_together() {
        let cell = Some(Uncertain { value: 0.0, low: -1.96, high: 1.96, share: false });
        let correlation = |rho: f64| {
            let sampling = Sampling::new(&[cell, cell], rho);
            let (tables, mut common) = (Tables::default(), Vec::new());
            let mut values = Matrix::from_columns(&[vec![Some(0.0)], vec![Some(0.0)]]);
            let pairs: Vec<(f64, f64)> = (0..20_000)
                .map(|draw| {
                    sampling.draw(&mut Chance::of(5, 0, 0, draw), &tables, &mut values, &mut common);
                    (values.column(0)[0], values.column(1)[0])
                })
                .collect();
            crate::statistics::sums::correlation(&pairs).unwrap()
        };
        assert!(correlation(0.0).abs() < 0.03);
        assert!((correlation(0.6) - 0.6).abs() < 0.03);
    }

    #[test]
    fn what_has_no_interval_stays() {
        for cell in [
            Uncertain { value: 3.0, low: 3.0, high: 3.0, share: false },
            Uncertain { value: 3.0, low: 4.0, high: 5.0, share: false },
            Uncertain { value: 3.0, low: f64::NAN, high: 5.0, share: false },
        ] {
            assert!(!Sampling::new(&[Some(cell)], 0.0).varies());
        }
        let draws = draws(Uncertain { value: 3.0, low: 3.0, high: 3.0, share: false }, 0.0);
        assert!(draws.iter().all(|value| *value == 3.0));
    }
}
