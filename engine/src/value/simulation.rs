//! The ratio when every assumption is drawn from its range at once, each for itself; step by step.

use super::chance::Chance;
use super::knobs::{Knob, knobs};
use super::worth::Plain;
use esito_model::{RatioBin, RatioRange, ValueMap};

/// Runs in one step: a millisecond or less.
const STEP: u32 = 250;
/// About so many stretches hold all ratios.
const BINS: f64 = 36.0;

/// A simulation under way.
#[derive(Debug)]
pub(super) struct Simulation {
    knobs: Vec<Knob>,
    tried: Plain,
    chance: Chance,
    seed: u64,
    ratios: Vec<f64>,
    runs: u32,
    done: u32,
}

impl Simulation {
    /// Begins; a map without a ratio has no runs.
    pub(super) fn new(map: &ValueMap, plain: &Plain) -> Self {
        let runs = if plain.ratio().is_some() { map.runs } else { 0 };
        Self {
            knobs: knobs(map, plain),
            tried: plain.clone(),
            chance: Chance::new(map.seed),
            seed: map.seed,
            ratios: Vec::with_capacity(runs as usize),
            runs,
            done: 0,
        }
    }

    /// Some more runs; whether there was anything left to do.
    pub(super) fn step(&mut self) -> bool {
        let until = self.done.saturating_add(STEP).min(self.runs);
        if self.done == until {
            return false;
        }
        for _ in self.done..until {
            for knob in &self.knobs {
                knob.turn(&mut self.tried, self.chance.triangular(knob.low, knob.value, knob.high));
            }
            self.ratios.extend(self.tried.ratio());
        }
        self.done = until;
        true
    }

    /// Runs so far, and out of how many.
    pub(super) fn progress(&self) -> (u64, u64) {
        (u64::from(self.done), u64::from(self.runs))
    }

    /// The range of the runs; nothing without any.
    pub(super) fn finish(mut self) -> Option<RatioRange> {
        while self.step() {}
        let mut ratios = self.ratios;
        if ratios.is_empty() {
            return None;
        }
        ratios.sort_by(f64::total_cmp);
        let reached = ratios.len() - ratios.partition_point(|ratio| *ratio < 1.0);
        #[expect(clippy::cast_precision_loss, reason = "at most 100,000 runs")]
        let at_least_one = reached as f64 / ratios.len() as f64;
        Some(RatioRange {
            seed: self.seed,
            runs: self.runs,
            p5: quantile(&ratios, 0.05),
            p50: quantile(&ratios, 0.5),
            p95: quantile(&ratios, 0.95),
            at_least_one,
            bins: bins(&ratios),
        })
    }
}

/// A quantile between the two nearest of sorted values (type 7 of Hyndman and Fan 1996).
fn quantile(sorted: &[f64], at: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "at most 100,000 runs")]
    let place = (sorted.len() - 1) as f64 * at;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to the last place")]
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}

/// Counts of sorted values in stretches of one round length (1, 2 or 5 times a power of ten) that begin at whole
/// multiples of it, from the one that holds the lowest to the one that holds the highest.
pub(super) fn bins(sorted: &[f64]) -> Vec<RatioBin> {
    let (Some(low), Some(high)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let length = round_length((high - low) / BINS);
    let first = (low / length).floor();
    let mut out: Vec<RatioBin> = Vec::new();
    let mut at = 0;
    while at < sorted.len() {
        #[expect(clippy::cast_precision_loss, reason = "some tens of stretches")]
        let number = first + out.len() as f64;
        let (from, to) = (number * length, (number + 1.0) * length);
        let next = at + sorted[at..].partition_point(|ratio| *ratio < to);
        #[expect(clippy::cast_possible_truncation, reason = "at most 100,000 runs")]
        let runs = (next - at) as u32;
        out.push(RatioBin { from, to, runs });
        at = next;
    }
    out
}

/// The shortest round length of at least `least`.
pub(super) fn round_length(least: f64) -> f64 {
    if least <= 0.0 || !least.is_finite() {
        return 0.01;
    }
    let power = libm::pow(10.0, libm::log10(least).floor());
    let fits = |times: &f64| times * power >= least * (1.0 - 1e-9);
    [1.0, 2.0, 5.0, 10.0].into_iter().find(fits).unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::{bins, round_length};

    #[test]
    fn every_run_is_in_one_stretch() {
        let ratios: Vec<f64> = (0..1000).map(|n| 0.5 + f64::from(n) * 0.00173).collect();
        let found = bins(&ratios);
        assert_eq!(found.iter().map(|bin| bin.runs).sum::<u32>(), 1000);
        assert!((18..=40).contains(&found.len()), "{}", found.len());
        assert!(found[0].from <= 0.5 && found[found.len() - 1].to > ratios[999]);
        assert!(found.windows(2).all(|pair| (pair[0].to - pair[1].from).abs() < 1e-12));
        let one = bins(&[1.25, 1.25]);
        assert_eq!((one.len(), one[0].runs), (1, 2));
        assert!(bins(&[]).is_empty());
    }

    #[test]
    fn lengths_are_round() {
        for (least, found) in [(0.013, 0.02), (0.05, 0.05), (3.1, 5.0), (7.0, 10.0), (0.0, 0.01)] {
            assert!((round_length(least) - found).abs() < 1e-12, "{least}");
        }
    }
}
