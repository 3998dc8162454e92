//! Published examples, and what must hold for any map.

use super::simulation::Simulation;
use super::worth::Plain;
use super::{trial, valuate_with};
use esito_model::{
    Adjustment, Assumed, Claim, FirstYear, Money, Proxy, Ranged, RatioRange, Support, Text, Unit, Valuation,
    ValueInput, ValueMap, ValueOutcome,
};

fn simulate(map: &ValueMap) -> Option<RatioRange> {
    Simulation::new(map, &Plain::new(map)).finish()
}

fn valuate(map: &ValueMap) -> Valuation {
    valuate_with(map, map, simulate(map))
}

fn number(value: f64) -> Ranged {
    Ranged { value, low: None, high: None }
}

fn off(share: f64) -> Adjustment {
    Adjustment { share: number(share), evidence: Text::plain("a study"), stated: true }
}

fn map(inputs: i64, rate: f64, outcome: ValueOutcome) -> ValueMap {
    ValueMap {
        currency: "GBP".into(),
        discount_rate: rate,
        seed: 1,
        runs: 2_000,
        inputs: vec![ValueInput { amount: Money(inputs * 10_000), ..ValueInput::default() }],
        outcomes: vec![outcome],
        ..ValueMap::default()
    }
}

fn outcome(quantity: f64, proxy: f64, years: f64) -> ValueOutcome {
    ValueOutcome {
        id: "one".into(),
        quantity: number(quantity),
        proxy: Proxy { amount: number(proxy), ..Proxy::default() },
        duration_years: years,
        ..ValueOutcome::default()
    }
}

/// A local authority's employment programme as published: 510,000 gross, 306,000 after deadweight, 214,200 in the
/// first year, 149,940 in the second (144,870 today), 359,070 in all, 1.44; with the first year discounted 1.39.
fn employment() -> ValueMap {
    let outcome = ValueOutcome {
        deadweight: off(0.40),
        attribution: off(0.30),
        displacement: off(0.0),
        drop_off: off(0.30),
        ..outcome(60.0, 8500.0, 2.0)
    };
    map(250_000, 0.035, outcome)
}

#[test]
fn the_employment_programme() {
    let found = valuate(&employment());
    let near = |a: f64, b: f64, by: f64| assert!((a - b).abs() <= by, "{a} is not {b}");
    let one = &found.outcomes[0];
    near(one.gross, 510_000.0, 1e-6);
    near(one.after_deadweight, 306_000.0, 1e-6);
    near(one.first_year, 214_200.0, 1e-6);
    near(one.years[1], 149_940.0, 1e-6);
    near(one.net_quantity, 25.2, 1e-9);
    near(found.present_value.unwrap(), 214_200.0 + 149_940.0 / 1.035, 1e-6);
    near(found.present_value.unwrap(), 359_070.0, 1.0);
    near(found.net_value.unwrap(), 109_069.57, 0.01);
    near(found.ratio.unwrap(), 1.43628, 5e-6);
    assert_eq!((found.inputs, found.first_year), (Money(2_500_000_000), FirstYear::Undiscounted));
    // The other convention stands beside it.
    assert_eq!(found.other_convention.first_year, FirstYear::Discounted);
    near(found.other_convention.present_value.unwrap(), 214_200.0 / 1.035 + 149_940.0 / 1.071_225, 1e-6);
    near(found.other_convention.ratio.unwrap(), 1.39, 0.005);
    let turned = valuate(&ValueMap { first_year: FirstYear::Discounted, ..employment() });
    assert_eq!(turned.ratio, found.other_convention.ratio);
    // 214,200 in the first year, 35,800 of 144,870 in the second.
    near(found.payback_years.unwrap(), 1.0 + 35_800.0 / (149_940.0 / 1.035), 1e-12);
}

/// A befriending service: 48,620 for 60,000 is 0.81. A green space of ten undiscounted years 3.70, a training
/// programme of five 2.68 (2.675).
#[test]
fn other_published_examples() {
    let befriending =
        ValueOutcome { deadweight: off(0.35), attribution: off(0.15), ..outcome(80.0, 1100.0, 1.0) };
    let found = valuate(&map(60_000, 0.0, befriending));
    assert!((found.present_value.unwrap() - 48_620.0).abs() < 1e-6);
    assert!((found.ratio.unwrap() - 0.81).abs() < 0.005);
    assert_eq!(found.payback_years, None, "it never pays for itself");
    assert_eq!(valuate(&map(500_000, 0.0, outcome(1.0, 185_000.0, 10.0))).ratio, Some(3.7));
    assert_eq!(valuate(&map(200_000, 0.0, outcome(1.0, 107_000.0, 5.0))).ratio, Some(2.675));
}

/// 200 jobs, 60 of them moved within the district, 30 more within the region: 140 and 110.
#[test]
fn net_jobs() {
    for (moved, net) in [(60.0, 140.0), (90.0, 110.0)] {
        let jobs = ValueOutcome { displacement: off(moved / 200.0), ..outcome(200.0, 1.0, 1.0) };
        assert!((valuate(&map(1, 0.0, jobs)).outcomes[0].net_quantity - net).abs() < 1e-9);
    }
}

/// Three partners claim 30 each where 30 were observed; by agreement they have 12, 10.5 and 7.5.
#[test]
fn a_change_is_claimed_once() {
    let mut map = map(1, 0.0, outcome(30.0, 1.0, 1.0));
    let claim = |who: &str, share| Claim {
        outcome: "one".into(),
        who: Text::plain(who),
        quantity: Some(30.0),
        share,
        line: 1,
    };
    map.claims = vec![claim("council", Some(0.40)), claim("charity", Some(0.35)), claim("trust", Some(0.25))];
    let found = valuate(&map);
    assert_eq!((found.claims[0].claimed, found.claims[0].too_much), (90.0, true));
    let parts: Vec<f64> = found.claims[0].parts.iter().map(|part| part.1).collect();
    assert_eq!(parts, [12.0, 10.5, 7.5]);
    assert_eq!(found.remarks.len(), 1);
    assert!(found.remarks[0].message.contains("90"), "{}", found.remarks[0].message);
    for claim in &mut map.claims {
        claim.quantity = None;
    }
    assert!(valuate(&map).remarks.is_empty());
    map.claims[0].share = Some(0.41);
    assert_eq!(valuate(&map).remarks[0].code, "claims-exceed");
}

#[test]
fn every_break_even_breaks_even() {
    let map = employment();
    let found = valuate(&map);
    assert_eq!(found.sensitivity.len(), 9);
    for swing in &found.sensitivity {
        let Some(at) = swing.break_even else {
            // Nothing but these cannot bring the value down to the inputs by themselves.
            assert!(
                ["duration", "discount_rate", "drop_off"].contains(&swing.assumption.as_str()),
                "{swing:?}"
            );
            continue;
        };
        let mut turned = map.clone();
        let one = &mut turned.outcomes[0];
        match swing.assumption.as_str() {
            "quantity" => one.quantity.value = at,
            "proxy" => one.proxy.amount.value = at,
            "deadweight" => one.deadweight.share.value = at,
            "displacement" => one.displacement.share.value = at,
            "attribution" => one.attribution.share.value = at,
            "drop_off" => one.drop_off.share.value = at,
            "duration" => one.duration_years = at,
            "discount_rate" => turned.discount_rate = at,
            "inputs" => turned.inputs[0].amount = Money::from_major(at).unwrap(),
            other => panic!("{other}"),
        }
        let ratio = valuate(&turned).ratio.unwrap();
        assert!((ratio - 1.0).abs() < 1e-9, "{swing:?}: {ratio}");
    }
    // 250,000 of 359,069.57: the proxy may fall to 5,918.07.
    let proxy = found.sensitivity.iter().find(|swing| swing.assumption == "proxy").unwrap();
    assert!((proxy.break_even.unwrap() - 8500.0 * 250_000.0 / found.present_value.unwrap()).abs() < 1e-6);
    assert_eq!((proxy.low, proxy.high, proxy.assumed), (6_800.0, 10_200.0, true));
}

#[test]
fn the_tornado_is_in_order_and_uses_stated_ranges() {
    let mut map = employment();
    map.outcomes[0].deadweight.share = Ranged { value: 0.4, low: Some(0.1), high: Some(0.9) };
    let found = valuate(&map);
    assert_eq!(found.sensitivity[0].assumption, "deadweight");
    assert!(!found.sensitivity[0].assumed);
    // The ratio is 1.43628 × (1 − d) / 0.6.
    let ratio = found.ratio.unwrap();
    assert!((found.sensitivity[0].ratio_low.unwrap() - ratio * 0.9 / 0.6).abs() < 1e-12);
    assert!((found.sensitivity[0].ratio_high.unwrap() - ratio * 0.1 / 0.6).abs() < 1e-12);
    let widths: Vec<f64> =
        found.sensitivity.iter().map(|s| (s.ratio_high.unwrap() - s.ratio_low.unwrap()).abs()).collect();
    assert!(widths.windows(2).all(|pair| pair[0] >= pair[1]), "{widths:?}");
}

#[test]
fn the_simulation_is_the_same_for_a_seed_and_fits_its_formula() {
    let range = valuate(&employment()).range.unwrap();
    assert_eq!(valuate(&employment()).range.unwrap(), range);
    assert_ne!(valuate(&ValueMap { seed: 2, ..employment() }).range.unwrap().p50, range.p50);
    assert!(range.p5 < range.p50 && range.p50 < range.p95);
    assert!(range.at_least_one > 0.5 && range.at_least_one < 1.0, "{range:?}");
    // One assumption alone: the median of a triangle from 0 to 1 with its top at 0 is 1 − √½.
    let mut one = map(1_000, 0.0, outcome(1.0, 1_000.0, 1.0));
    one.runs = 50_000;
    let certain = |value| Ranged { value, low: Some(value), high: Some(value) };
    let o = &mut one.outcomes[0];
    (o.quantity, o.proxy.amount) = (certain(1.0), certain(1_000.0));
    (o.displacement.share, o.attribution.share) = (certain(0.0), certain(0.0));
    o.deadweight.share = Ranged { value: 0.0, low: Some(0.0), high: Some(1.0) };
    let range = simulate(&one).unwrap();
    // Inputs and duration still move a little; they are symmetric about the middle.
    assert!((range.p50 - 0.5_f64.sqrt()).abs() < 0.05, "{range:?}");
}

#[test]
fn without_inputs_there_is_no_ratio() {
    let found = valuate(&map(0, 0.0, outcome(1.0, 100.0, 1.0)));
    assert_eq!((found.ratio, found.payback_years, found.range), (None, None, None));
    assert_eq!(found.present_value, Some(100.0));
    let mut empty = employment();
    empty.outcomes.clear();
    let found = valuate(&empty);
    assert_eq!((found.present_value, found.ratio), (None, None));
    assert_eq!(found.remarks[0].code, "no-outcomes");
}

#[test]
fn harm_lowers_the_value_and_part_of_a_year_counts_in_part() {
    let found = valuate(&map(100, 0.0, outcome(1.0, -100.0, 2.5)));
    assert_eq!(found.present_value, Some(-250.0));
    assert_eq!(found.outcomes[0].years, [-100.0, -100.0, -50.0]);
}

fn set(text: &str) -> Assumed {
    Assumed::read(text).unwrap()
}

/// The waterfall of the employment programme: two years gross 1,020,000, of which 40 %, then 30 % go; 30 % of the
/// second year fades; the rest of the second year is discounted once.
#[test]
fn the_way_from_gross_to_net_adds_up() {
    let found = valuate(&employment());
    let amounts: Vec<(&str, f64)> =
        found.steps.iter().map(|step| (step.step.as_str(), step.amount)).collect();
    let second = 214_200.0 * 0.7;
    let expected = [
        ("gross", 1_020_000.0),
        ("deadweight", -408_000.0),
        ("displacement", 0.0),
        ("attribution", -183_600.0),
        ("drop_off", -64_260.0),
        ("discounting", second / 1.035 - second),
        ("present_value", 214_200.0 + second / 1.035),
        ("inputs", -250_000.0),
        ("net_value", 214_200.0 + second / 1.035 - 250_000.0),
    ];
    assert_eq!(amounts.len(), expected.len());
    for ((step, amount), (name, wanted)) in amounts.iter().zip(expected) {
        assert_eq!(*step, name);
        assert!((amount - wanted).abs() < 1e-6, "{name}: {amount} is not {wanted}");
    }
    // Each step leads from what stood before to what stands after; sums stand where the way has come to.
    for pair in found.steps.windows(2) {
        let sum = ["present_value", "net_value"].contains(&pair[1].step.as_str());
        let before = pair[0].after + if sum { 0.0 } else { pair[1].amount };
        assert!((before - pair[1].after).abs() < 1e-6, "{pair:?}");
    }
    assert_eq!(found.net_value, Some(found.steps[8].amount));
    assert_eq!(found.outcomes[0].steps.len(), 7);
    // With the first year discounted every year loses its part.
    let turned = valuate(&ValueMap { first_year: FirstYear::Discounted, ..employment() });
    let taken = turned.steps[5].amount;
    let wanted = 214_200.0 / 1.035 + second / 1.071_225 - 214_200.0 - second;
    assert!((taken - wanted).abs() < 1e-6, "{taken} is not {wanted}");
}

#[test]
fn assumptions_can_be_set_and_are_told_from_the_frameworks() {
    let stated = employment();
    let mut map = stated.clone();
    let all =
        [set("one.deadweight:0.5"), set("discount_rate:0"), set("inputs:300000"), set("one.duration:1")];
    assert!(trial::apply(&mut map, &all).is_empty());
    let found = valuate_with(&stated, &map, None);
    // 510,000 × 0.5 × 0.7 = 178,500 of 300,000.
    assert_eq!((found.present_value, found.ratio), (Some(178_500.0), Some(0.595)));
    let of = |name: &str| found.assumptions.iter().find(|one| one.assumption == name).unwrap();
    let deadweight = of("deadweight");
    assert_eq!((deadweight.value, deadweight.stated, deadweight.changed), (0.5, 0.4, true));
    assert_eq!((of("proxy").changed, of("proxy").unit, of("inputs").unit), (false, Unit::Money, Unit::Money));
    assert_eq!((of("inputs").value, of("inputs").stated), (300_000.0, 250_000.0));
    // Nothing fades within one year.
    assert!(found.assumptions.iter().all(|one| one.assumption != "drop_off"));
    // The sliders hold the value, and reach both ends in whole steps.
    for one in &valuate(&stated).assumptions {
        assert!(one.least <= one.value && one.value <= one.most, "{one:?}");
        let steps = (one.most - one.least) / one.step;
        assert!((steps - steps.round()).abs() < 1e-6, "{one:?}");
    }
}

#[test]
fn what_is_impossible_is_passed_over_and_said() {
    let stated = employment();
    for (text, code) in [
        ("one.deadweight:1.4", "assumption-outside"),
        ("one.attribution:-0.1", "assumption-outside"),
        ("one.quantity:-1", "assumption-outside"),
        ("one.duration:0", "assumption-outside"),
        ("discount_rate:1.4", "assumption-outside"),
        ("inputs:0", "assumption-outside"),
        ("two.deadweight:0.1", "assumption-unknown"),
        ("one.luck:0.1", "assumption-unknown"),
    ] {
        let mut map = stated.clone();
        let remarks = trial::apply(&mut map, &[set(text)]);
        assert_eq!(remarks.iter().map(|remark| remark.code.as_str()).collect::<Vec<_>>(), [code], "{text}");
        assert_eq!(map, stated, "{text}");
    }
    let harm = trial::harm(&stated, &[set("one.proxy:-5"), set("two.proxy:-5")]);
    assert_eq!(harm.len(), 1);
}

#[test]
fn another_total_is_shared_out_exactly() {
    let mut map = employment();
    map.inputs =
        [1, 1, 1].map(|amount| ValueInput { amount: Money(amount), ..ValueInput::default() }).to_vec();
    trial::apply(&mut map, &[set("inputs:0.01")]);
    assert_eq!(map.inputs.iter().map(|input| input.amount.0).sum::<i64>(), 100);
    map.inputs.clear();
    trial::apply(&mut map, &[set("inputs:7")]);
    assert_eq!(valuate(&map).inputs, Money(70_000));
}

/// A value outside of the framework's range stretches the range: the draws stay within, and nothing is lost.
#[test]
fn a_value_outside_its_range_stretches_it() {
    let mut map = employment();
    map.outcomes[0].deadweight.share = Ranged { value: 0.9, low: Some(0.2), high: Some(0.6) };
    let found = valuate(&map);
    let one = found.assumptions.iter().find(|one| one.assumption == "deadweight").unwrap();
    assert_eq!((one.low, one.high), (0.2, 0.9));
    let range = found.range.unwrap();
    assert!(range.p5.is_finite() && range.p5 < range.p95);
    assert_eq!(range.bins.iter().map(|bin| bin.runs).sum::<u32>(), range.runs);
}

#[test]
fn evidence_that_is_not_there_is_seen() {
    let mut map = employment();
    map.outcomes[0].displacement = Adjustment::default();
    map.outcomes[0].attribution.evidence = Text::plain(" ");
    let found = valuate(&map);
    let of = |name: &str| found.assumptions.iter().find(|one| one.assumption == name).unwrap().support;
    assert_eq!(of("deadweight"), Support::Shown);
    assert_eq!(of("displacement"), Support::Missing);
    assert_eq!(of("attribution"), Support::Unshown);
    assert_eq!(of("proxy"), Support::Unshown);
    assert_eq!(of("discount_rate"), Support::NotAsked);
}
