//! The assumptions of a map, one by one: what each is, where it lies, what turning it does.

use super::worth::Plain;
use esito_model::{Ranged, ValueMap};

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
pub(super) enum Kind {
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
pub(super) struct Knob {
    pub kind: Kind,
    pub outcome: usize,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pub assumed: bool,
}

impl Kind {
    pub(super) fn code(self) -> &'static str {
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

    /// Whether it is one of the whole map and not of an outcome.
    pub(super) fn is_of_map(self) -> bool {
        matches!(self, Self::Inputs | Self::Rate)
    }

    pub(super) fn is_share(self) -> bool {
        matches!(self, Self::Deadweight | Self::Displacement | Self::Attribution | Self::DropOff)
    }
}

impl Knob {
    /// The assumptions that differ from the map in this one only.
    pub(super) fn turned(&self, plain: &Plain, to: f64) -> Plain {
        let mut plain = plain.clone();
        self.turn(&mut plain, to);
        plain
    }

    pub(super) fn turn(&self, plain: &mut Plain, to: f64) {
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
    pub(super) fn break_even(&self, plain: &Plain) -> Option<f64> {
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

pub(super) fn knobs(map: &ValueMap, plain: &Plain) -> Vec<Knob> {
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
    // A value that somebody set for themselves may lie outside of the framework's range, which then reaches to it.
    let low = stated.low.unwrap_or(if assumed { low } else { value }).min(value);
    let high = stated.high.unwrap_or(if assumed { high } else { value }).max(value);
    Knob { kind, outcome, value, low, high, assumed }
}
