//! Outliers that would decide a scale alone: pulled in or bent, and told with before and after.

use super::describe::{kurtosis, skewness};
use super::matrix::range;

/// When an indicator is treated, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Treat {
    /// The absolute skewness from which an indicator is looked at.
    pub skewness: f64,
    /// The excess kurtosis from which, together with the skewness, it is treated.
    pub kurtosis: f64,
    /// How many values may be pulled in.
    pub most: usize,
    /// What is done where pulling in is not enough.
    pub bend: Bend,
}

/// A transformation that keeps the order of places.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Bend {
    /// None: the indicator stays as it was pulled in.
    None,
    /// `ln(x − min + 0.01 (max − min))`.
    #[default]
    Log,
    /// Box and Cox's transformation of `x − min + 1` with this exponent; 0 is the logarithm.
    BoxCox(f64),
}

impl Default for Treat {
    /// Skewness 2 and kurtosis 3.5, at most five values, then the logarithm: the rule of the European Commission's
    /// Competence Centre on Composite Indicators and Scoreboards.
    fn default() -> Self {
        Self { skewness: 2.0, kurtosis: 3.5, most: 5, bend: Bend::Log }
    }
}

/// What was done to an indicator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Treated {
    /// Skewness and kurtosis before.
    pub before: (Option<f64>, Option<f64>),
    /// Skewness and kurtosis after.
    pub after: (Option<f64>, Option<f64>),
    /// Rows of the values that were pulled in; empty where the indicator was bent or left alone.
    pub pulled: Vec<usize>,
    /// Whether the values were bent.
    pub bent: bool,
    /// Whether the indicator is within the limits now.
    pub within: bool,
}

impl Treat {
    /// Treats a column in place.
    ///
    /// An indicator is treated where its absolute skewness and its kurtosis both reach their limit. Then the most
    /// extreme value on the side of the skew takes the value of its neighbour (Winsorising), again and again until the
    /// indicator is within the limits or `most` values are pulled in; if that is not enough, the untouched values are
    /// bent instead. Of fewer than four numbers, or where they do not vary, nothing is done.
    ///
    /// Source: W. Becker and others, "COINr: an R package for developing composite indicators", Journal of Open Source
    /// Software 7 (2022), 4567; OECD and JRC (2008), step 4.
    pub fn apply(&self, values: &mut [f64]) -> Treated {
        let before = (skewness(values), kurtosis(values));
        let mut done = Treated { before, after: before, within: self.passes(before), ..Treated::default() };
        if done.within {
            return done;
        }
        let untouched = values.to_vec();
        self.pull_in(values, &mut done);
        if done.within || self.bend == Bend::None {
            return done;
        }
        values.copy_from_slice(&untouched);
        done.pulled.clear();
        done.bent = true;
        self.bend.apply(values);
        done.after = (skewness(values), kurtosis(values));
        done.within = self.passes(done.after);
        done
    }

    fn passes(&self, (skewness, kurtosis): (Option<f64>, Option<f64>)) -> bool {
        let (Some(skewness), Some(kurtosis)) = (skewness, kurtosis) else { return true };
        skewness.abs() < self.skewness || kurtosis < self.kurtosis
    }

    fn pull_in(&self, values: &mut [f64], done: &mut Treated) {
        let (mut high, mut low): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        while !done.within && high.len() + low.len() < self.most {
            let Some((least, most)) = range(values) else { break };
            let upper = done.after.0.is_none_or(|skewness| skewness >= 0.0);
            let end = if upper { most } else { least };
            let at: Vec<usize> = (0..values.len()).filter(|row| values[*row] == end).collect();
            let inner = values.iter().copied().filter(|value| *value != end && !value.is_nan());
            let next = if upper { inner.reduce(f64::max) } else { inner.reduce(f64::min) };
            let Some(next) = next else { break };
            for row in &at {
                values[*row] = next;
            }
            // The value that was pulled in and its neighbour are equal from now on and move together.
            if upper {
                high = at;
            } else {
                low = at;
            }
            done.after = (skewness(values), kurtosis(values));
            done.within = self.passes(done.after);
        }
        done.pulled = high.into_iter().chain(low).collect();
        done.pulled.sort_unstable();
        done.pulled.dedup();
    }
}

impl Bend {
    /// Transforms a column in place; nothing where it is empty or does not vary.
    pub fn apply(self, values: &mut [f64]) {
        let Some((least, most)) = range(values).filter(|(least, most)| most > least) else { return };
        for value in values {
            *value = match self {
                Self::None => *value,
                Self::Log => libm::log(*value - least + 0.01 * (most - least)),
                Self::BoxCox(0.0) => libm::log(*value - least + 1.0),
                Self::BoxCox(power) => (libm::pow(*value - least + 1.0, power) - 1.0) / power,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_outliers_are_pulled_in() {
        let mut values: Vec<f64> = (1..=10).map(f64::from).chain([30.0, 100.0]).collect();
        let done = Treat::default().apply(&mut values);
        assert_eq!(done.pulled, [11]);
        assert_eq!(values[10..], [30.0, 30.0]);
        assert!(done.within && !done.bent && done.before.0.unwrap() > 2.0);
        assert!(done.after.1.unwrap() < 3.5);
    }

    #[test]
    fn the_low_side_too() {
        let mut values: Vec<f64> = (1..=10).map(|x| -f64::from(x)).chain([-30.0, -100.0]).collect();
        Treat::default().apply(&mut values);
        assert_eq!(values[10..], [-30.0, -30.0]);
    }

    #[test]
    fn what_cannot_be_pulled_in_is_bent_from_its_untouched_values() {
        let mut values: Vec<f64> = (0..40).map(|x| libm::pow(1.6, f64::from(x))).collect();
        let order = values.clone();
        let done = Treat { most: 2, ..Treat::default() }.apply(&mut values);
        assert!(done.bent && done.pulled.is_empty() && done.within);
        assert!(values.windows(2).all(|pair| pair[0] < pair[1]));
        let (least, most) = (order[0], order[39]);
        assert!((values[39] - libm::log((most - least) * 1.01)).abs() < 1e-12);
    }

    #[test]
    fn few_or_equal_values_stay() {
        for values in [vec![1.0, 1.0, 500.0], vec![2.0; 9], vec![f64::NAN; 5], vec![]] {
            let mut treated = values.clone();
            assert!(Treat::default().apply(&mut treated).within);
            assert!(treated.iter().zip(&values).all(|(a, b)| a.total_cmp(b).is_eq()));
        }
    }

    #[test]
    fn box_and_cox() {
        let mut values = [0.0, 1.0, 3.0];
        Bend::BoxCox(2.0).apply(&mut values);
        assert_eq!(values, [0.0, 1.5, 7.5]);
        let mut values = [0.0, 1.0];
        Bend::BoxCox(0.0).apply(&mut values);
        assert_eq!(values, [0.0, libm::log(2.0)]);
    }
}
