//! How far the ratio hangs on each assumption, one at a time, and where each breaks even.

use super::knobs::knobs;
use super::worth::Plain;
use esito_model::{Swing, ValueMap};

/// What each assumption moves when the others stay, the one that moves most first.
pub(crate) fn swings(map: &ValueMap, plain: &Plain) -> Vec<Swing> {
    if plain.ratio().is_none() {
        return Vec::new();
    }
    let swing = |knob: &super::knobs::Knob| {
        let outcome = map.outcomes.get(knob.outcome).filter(|_| !knob.kind.is_of_map());
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
