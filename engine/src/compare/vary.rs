//! What is varied: the factors of an index, and weights that vary.

use super::aggregate::Structure;
use super::random::{Chance, Normal};
use super::recipe::Sides;

/// One thing that could have been otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factor {
    /// The error of the values.
    Sampling,
    /// How gaps are filled.
    Imputation,
    /// How outliers are treated.
    Treatment,
    /// How indicators are put on a common scale.
    Normalisation,
    /// How scores are put together.
    Aggregation,
    /// All weights at once.
    Weights,
    /// The weight of one node, and the weights of what it is made of.
    Weight(usize),
}

impl Factor {
    pub(crate) fn number(self) -> u64 {
        match self {
            Self::Sampling => 1,
            Self::Imputation => 2,
            Self::Treatment => 3,
            Self::Normalisation => 4,
            Self::Aggregation => 5,
            Self::Weights => 6,
            Self::Weight(node) => 16 + node as u64,
        }
    }
}

/// How weights vary.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Weighing {
    /// Not at all.
    #[default]
    Fixed,
    /// In every group from a Dirichlet distribution around the nominal shares `w`, with `α = concentration · w`: at
    /// 100, a weight of one half has a standard deviation of 0.05, one of a tenth 0.03.
    ///
    /// Drawn as gamma variables of shape `α`, one for each node, whose ratios are the shares (L. Devroye, *Non-uniform
    /// Random Variate Generation*, Springer 1986, XI.4). These are independent, so that each can be a factor.
    Dirichlet {
        /// How closely weights keep to the nominal ones.
        concentration: f64,
    },
    /// One of several whole sets, each as likely.
    Sets(Vec<Vec<f64>>),
    /// Each weight times `1 ± share`, uniformly; one share for each node.
    Noise(Vec<f64>),
}

impl Weighing {
    pub(crate) fn factors(&self, structure: &Structure, weights: &[f64]) -> Vec<Factor> {
        match self {
            Self::Fixed => Vec::new(),
            Self::Sets(sets) if sets.len() < 2 => Vec::new(),
            Self::Sets(_) | Self::Noise(_) => vec![Factor::Weights],
            Self::Dirichlet { .. } => {
                let chief = chief(structure, weights);
                let members = chief.map_or(&[][..], |at| &structure.groups[at].members);
                let counted = |node: &&usize| weights[**node] > 0.0;
                members.iter().filter(counted).map(|node| Factor::Weight(*node)).collect()
            }
        }
    }
}

/// The highest group with more than one member that counts: where weights begin to matter.
fn chief(structure: &Structure, weights: &[f64]) -> Option<usize> {
    let mut at = structure.groups.len().checked_sub(1)?;
    loop {
        let counted: Vec<usize> =
            structure.groups[at].members.iter().copied().filter(|node| weights[*node] > 0.0).collect();
        match counted[..] {
            [only] if only >= structure.leaves => at = only - structure.leaves,
            [_, _, ..] => return Some(at),
            _ => return None,
        }
    }
}

/// Draws weights in place; `out` holds the nominal ones.
pub(crate) fn draw_weights(
    weighing: &Weighing,
    structure: &Structure,
    nominal: &[f64],
    sides: &Sides,
    normal: &Normal,
    out: &mut [f64],
) {
    if sides.draw.is_none() {
        return;
    }
    match weighing {
        Weighing::Fixed => {}
        Weighing::Sets(sets) => {
            if let Some(set) = sets.get(sides.choose(Factor::Weights, sets.len())) {
                out.copy_from_slice(set);
            }
        }
        Weighing::Noise(shares) => {
            let mut chance = sides.chance(Factor::Weights);
            for (weight, share) in out.iter_mut().zip(shares) {
                *weight *= 1.0 + share * (2.0 * chance.unit() - 1.0);
            }
        }
        Weighing::Dirichlet { concentration } => {
            let Some(chief) = chief(structure, nominal) else { return };
            let group = &structure.groups[chief].members;
            for node in group.iter().filter(|node| nominal[**node] > 0.0) {
                let mut chance = sides.chance(Factor::Weight(*node));
                out[*node] = gamma(*concentration, *node, group, nominal, normal, &mut chance);
                below(*concentration, *node, structure, nominal, normal, &mut chance, out);
            }
        }
    }
}

fn gamma(k: f64, node: usize, group: &[usize], nominal: &[f64], normal: &Normal, chance: &mut Chance) -> f64 {
    let total: f64 = group.iter().map(|member| nominal[*member].max(0.0)).sum();
    chance.gamma(k * nominal[node] / total, normal)
}

/// The weights of what a node is made of.
fn below(
    k: f64,
    node: usize,
    structure: &Structure,
    nominal: &[f64],
    normal: &Normal,
    chance: &mut Chance,
    out: &mut [f64],
) {
    let Some(group) = node.checked_sub(structure.leaves).and_then(|at| structure.groups.get(at)) else {
        return;
    };
    for member in group.members.iter().filter(|member| nominal[**member] > 0.0) {
        out[*member] = gamma(k, *member, &group.members, nominal, normal, chance);
        below(k, *member, structure, nominal, normal, chance, out);
    }
}

#[cfg(test)]
mod tests {
    use super::super::recipe::Side;
    use super::*;

    fn weights(weighing: &Weighing, structure: &Structure, nominal: &[f64], draw: u64) -> Vec<f64> {
        let sides = Sides { seed: 9, draw: Some(draw), second: Side::None };
        let mut out = nominal.to_vec();
        draw_weights(weighing, structure, nominal, &sides, &Normal::default(), &mut out);
        out
    }

    /// Of Dirichlet(60, 30, 10): means 0.6, 0.3, 0.1; variance of a share `w (1 − w) / (k + 1)`.
    #[test]
    fn dirichlet_shares() {
        let structure = Structure::pillars(3, &[vec![0], vec![1], vec![2]]);
        let nominal = [1.0, 1.0, 1.0, 6.0, 3.0, 1.0, 1.0];
        let weighing = Weighing::Dirichlet { concentration: 100.0 };
        assert_eq!(weighing.factors(&structure, &nominal), [3, 4, 5].map(Factor::Weight));
        let n = 20_000;
        let draws: Vec<f64> = (0..n)
            .map(|draw| {
                let drawn = weights(&weighing, &structure, &nominal, draw);
                drawn[3] / drawn[3..6].iter().sum::<f64>()
            })
            .collect();
        let n = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / n;
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
        let expected: f64 = 0.6 * 0.4 / 101.0;
        assert!((mean - 0.6).abs() < 4.0 * (expected / n).sqrt(), "{mean}");
        assert!((variance / expected - 1.0).abs() < 4.0 * (2.0 / n).sqrt(), "{variance}");
    }

    #[test]
    fn a_lone_pillar_hands_on_to_its_indicators() {
        let structure = Structure::pillars(3, &[vec![0, 1, 2]]);
        let weighing = Weighing::Dirichlet { concentration: 100.0 };
        let nominal = [1.0, 1.0, 0.0, 1.0, 1.0];
        assert_eq!(weighing.factors(&structure, &nominal), [0, 1].map(Factor::Weight));
        let drawn = weights(&weighing, &structure, &nominal, 4);
        assert!(drawn[0] > 0.0 && drawn[0] < 100.0 && drawn[2] == 0.0 && drawn[3] == 1.0);
    }

    #[test]
    fn sets_and_noise() {
        let structure = Structure::pillars(2, &[vec![0, 1]]);
        let sets = vec![vec![1.0, 0.0, 1.0, 1.0], vec![0.0, 1.0, 1.0, 1.0]];
        let weighing = Weighing::Sets(sets.clone());
        let first =
            (0..1000).filter(|draw| weights(&weighing, &structure, &[1.0; 4], *draw) == sets[0]).count();
        assert!((436..=564).contains(&first), "{first}");
        assert!(Weighing::Sets(sets[..1].to_vec()).factors(&structure, &[1.0; 4]).is_empty());
        let noise = Weighing::Noise(vec![0.25, 0.0, 0.0, 0.0]);
        for draw in 0..100 {
            let drawn = weights(&noise, &structure, &[2.0; 4], draw);
            assert!((1.5..2.5).contains(&drawn[0]) && drawn[1..] == [2.0; 3]);
        }
    }
}
