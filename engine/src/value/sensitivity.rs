//! How far the ratio hangs on each assumption: one at a time, the break-even of each, and all at once by chance.

use super::chance::Chance;
use super::worth::Plain;
use esito_model::{Ranged, RatioRange, Swing, ValueMap};

/// Where the framework gives no range, amounts and quantities are tried this part lower and higher.
const PART: f64 = 0.2;
/// Shares are tried so much lower and higher.
const POINTS: f64 = 0.1;
/// The discount rate is tried so much lower and higher.
const RATE: f64 = 0.02;
/// The longest duration that a break-even looks at, in years.
const LONGEST: f64 = 100.0;

/// An assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Quantity,
    Proxy,
    Deadweight,
    Displacement,
    Attribution,
    DropOff,
    Duration,
    Inputs,
    Rate,
}

const OF_OUTCOME: [Kind; 7] = [
    Kind::Quantity,
    Kind::Proxy,
    Kind::Deadweight,
    Kind::Displacement,
    Kind::Attribution,
    Kind::DropOff,
    Kind::Duration,
];

/// One assumption of a map.
#[derive(Clone, Copy, Debug)]
struct Knob {
    kind: Kind,
    outcome: usize,
    value: f64,
    low: f64,
    high: f64,
    assumed: bool,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Proxy => "proxy",
            Self::Deadweight => "deadweight",
            Self::Displacement => "displacement",
            Self::Attribution => "attribution",
            Self::DropOff => "drop_off",
            Self::Duration => "duration",
            Self::Inputs => "inputs",
            Self::Rate => "discount_rate",
        }
    }

    fn is_share(self) -> bool {
        matches!(self, Self::Deadweight | Self::Displacement | Self::Attribution | Self::DropOff)
    }
}

impl Knob {
    /// The assumptions that differ from the map in this one only.
    fn turned(&self, plain: &Plain, to: f64) -> Plain {
        let mut plain = plain.clone();
        self.turn(&mut plain, to);
        plain
    }

    fn turn(&self, plain: &mut Plain, to: f64) {
        let Some(outcome) = plain.outcomes.get_mut(self.outcome) else { return };
        match self.kind {
            Kind::Quantity => outcome.quantity = to,
            Kind::Proxy => outcome.proxy = to,
            Kind::Deadweight => outcome.deadweight = to,
            Kind::Displacement => outcome.displacement = to,
            Kind::Attribution => outcome.attribution = to,
            Kind::DropOff => outcome.drop_off = to,
            Kind::Duration => outcome.duration = to,
            Kind::Inputs => plain.inputs = to,
            Kind::Rate => plain.rate = to,
        }
    }

    /// The value with which present value equals inputs.
    fn break_even(&self, plain: &Plain) -> Option<f64> {
        let net = |to: f64| {
            let plain = self.turned(plain, to);
            plain.present_value() - plain.inputs
        };
        let most = match self.kind {
            Kind::Quantity | Kind::Proxy | Kind::Inputs => f64::INFINITY,
            Kind::Duration => LONGEST,
            _ => 1.0,
        };
        if matches!(self.kind, Kind::DropOff | Kind::Duration | Kind::Rate) {
            return bisect(&net, most);
        }
        // Net value is a straight line in all others.
        let (at_zero, at_one) = (net(0.0), net(1.0));
        let slope = at_one - at_zero;
        let found = -at_zero / slope;
        (slope != 0.0 && found.is_finite() && found >= 0.0 && found <= most).then_some(found)
    }
}

/// Where a monotone function crosses zero between 0 and `most`.
fn bisect(net: &dyn Fn(f64) -> f64, most: f64) -> Option<f64> {
    let (mut low, mut high) = (0.0, most);
    let rising = net(low) < 0.0;
    if (net(high) < 0.0) == rising {
        return None;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if (net(middle) < 0.0) == rising { low = middle } else { high = middle }
    }
    Some(f64::midpoint(low, high))
}

fn knobs(map: &ValueMap, plain: &Plain) -> Vec<Knob> {
    let mut out = Vec::new();
    for (at, (outcome, worth)) in map.outcomes.iter().zip(&plain.outcomes).enumerate() {
        for kind in OF_OUTCOME {
            let (value, stated) = match kind {
                Kind::Quantity => (worth.quantity, outcome.quantity),
                Kind::Proxy => (worth.proxy, outcome.proxy.amount),
                Kind::Deadweight => (worth.deadweight, outcome.deadweight.share),
                Kind::Displacement => (worth.displacement, outcome.displacement.share),
                Kind::Attribution => (worth.attribution, outcome.attribution.share),
                Kind::DropOff => (worth.drop_off, outcome.drop_off.share),
                _ => (worth.duration, Ranged::default()),
            };
            // Nothing fades within one year.
            if kind == Kind::DropOff && worth.duration <= 1.0 {
                continue;
            }
            out.push(knob(kind, at, value, stated));
        }
    }
    out.push(knob(Kind::Inputs, 0, plain.inputs, Ranged::default()));
    out.push(knob(Kind::Rate, 0, plain.rate, Ranged::default()));
    out
}

fn knob(kind: Kind, outcome: usize, value: f64, stated: Ranged) -> Knob {
    let (low, high) = match kind {
        _ if kind.is_share() => ((value - POINTS).max(0.0), (value + POINTS).min(1.0)),
        Kind::Duration => (value - (value / 2.0).min(1.0), value + (value / 2.0).min(1.0)),
        Kind::Rate => ((value - RATE).max(0.0), value + RATE),
        // A negative proxy has its lower end farther from zero.
        _ => (value - value.abs() * PART, value + value.abs() * PART),
    };
    let assumed = stated.low.is_none() && stated.high.is_none();
    let low = stated.low.unwrap_or(if assumed { low } else { value });
    let high = stated.high.unwrap_or(if assumed { high } else { value });
    Knob { kind, outcome, value, low, high, assumed }
}

/// What each assumption moves when the others stay, the one that moves most first.
pub(crate) fn swings(map: &ValueMap, plain: &Plain) -> Vec<Swing> {
    if plain.ratio().is_none() {
        return Vec::new();
    }
    let swing = |knob: &Knob| {
        let of_map = matches!(knob.kind, Kind::Inputs | Kind::Rate);
        let outcome = map.outcomes.get(knob.outcome).filter(|_| !of_map);
        Swing {
            outcome: outcome.map(|outcome| outcome.id.clone()).unwrap_or_default(),
            assumption: knob.kind.code().to_owned(),
            value: knob.value,
            low: knob.low,
            high: knob.high,
            assumed: knob.assumed,
            ratio_low: knob.turned(plain, knob.low).ratio(),
            ratio_high: knob.turned(plain, knob.high).ratio(),
            break_even: knob.break_even(plain),
        }
    };
    let mut out: Vec<Swing> = knobs(map, plain).iter().map(swing).collect();
    let width =
        |swing: &Swing| (swing.ratio_high.unwrap_or_default() - swing.ratio_low.unwrap_or_default()).abs();
    // Stable: assumptions that move as much stay in the order of the map.
    out.sort_by(|a, b| width(b).total_cmp(&width(a)));
    out
}

/// The ratio when every assumption is drawn from its range at once, each for itself.
pub(crate) fn simulate(map: &ValueMap, plain: &Plain) -> Option<RatioRange> {
    plain.ratio()?;
    let knobs = knobs(map, plain);
    let mut chance = Chance::new(map.seed);
    let mut ratios = Vec::with_capacity(map.runs as usize);
    let mut tried = plain.clone();
    for _ in 0..map.runs {
        for knob in &knobs {
            knob.turn(&mut tried, chance.triangular(knob.low, knob.value, knob.high));
        }
        ratios.extend(tried.ratio());
    }
    if ratios.is_empty() {
        return None;
    }
    ratios.sort_by(f64::total_cmp);
    let reached = ratios.len() - ratios.partition_point(|ratio| *ratio < 1.0);
    #[expect(clippy::cast_precision_loss, reason = "at most 100,000 runs")]
    let at_least_one = reached as f64 / ratios.len() as f64;
    Some(RatioRange {
        seed: map.seed,
        runs: map.runs,
        p5: quantile(&ratios, 0.05),
        p50: quantile(&ratios, 0.5),
        p95: quantile(&ratios, 0.95),
        at_least_one,
    })
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
