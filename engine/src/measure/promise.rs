//! Where each promise stands: the last value against the straight path from baseline to target.

use crate::statistics::calendar::read_period;
use esito_model::{Direction, Finding, Framework, Promise, Standing, Target};

/// Paces from which progress is on track and moderate.
///
/// Source: Eurostat, "Sustainable development in the European Union — Monitoring report on progress towards the SDGs",
/// annex on the assessment of indicators with quantitative targets: 95 %, 60 % and 0 % of the pace needed.
const ON_TRACK: f64 = 0.95;
const MODERATE: f64 = 0.6;

/// Every promise of the framework, in its order, judged by findings without breakdown.
pub(crate) fn promises(framework: &Framework, findings: &[Finding]) -> Vec<Promise> {
    framework.targets.iter().map(|target| promise(framework, findings, target)).collect()
}

/// Formulas: path `b + (t − b)·(now − from)/(to − from)`, attainment `(a − b)/(t − b)`,
/// pace `(a − b)/(path − b)`, projected `b + (a − b)·(to − from)/(now − from)`; time in months between the first
/// months of periods. Straight lines, where Eurostat's report takes compound growth: shares do not grow compound.
/// Missing without baseline, without a value after it, or where target equals baseline.
fn promise(framework: &Framework, findings: &[Finding], target: &Target) -> Promise {
    let mut promise = Promise {
        indicator: target.indicator.clone(),
        place: target.place.clone(),
        target_period: target.target.period.clone(),
        target: target.target.value,
        baseline_period: target.baseline.as_ref().map(|baseline| baseline.period.clone()),
        baseline: target.baseline.as_ref().map(|baseline| baseline.value),
        ..Promise::default()
    };
    let ours = findings.iter().filter(|finding| {
        finding.key.indicator == target.indicator
            && finding.key.place == target.place
            && finding.key.dimension.is_none()
    });
    let last = ours
        .filter_map(|finding| {
            let (_, month) = read_period(finding.key.period.as_deref()?)?;
            Some((month, finding.value.known()?, finding))
        })
        .max_by_key(|(month, ..)| *month);
    let Some((now, actual, finding)) = last else { return promise };
    (promise.period, promise.actual) = (finding.key.period.clone(), Some(actual));
    let direction = framework
        .indicators
        .iter()
        .find(|indicator| indicator.id == target.indicator)
        .map_or(Direction::None, |indicator| indicator.direction);
    let met = match (direction, &target.baseline) {
        (Direction::Higher, _) => actual >= target.target.value,
        (Direction::Lower, _) => actual <= target.target.value,
        (Direction::None, Some(baseline)) if target.target.value >= baseline.value => {
            actual >= target.target.value
        }
        (Direction::None, Some(_)) => actual <= target.target.value,
        (Direction::None, None) => false,
    };
    if met {
        promise.standing = Standing::Met;
    }
    let Some(baseline) = &target.baseline else { return promise };
    let promised = target.target.value - baseline.value;
    let (Some((_, from)), Some((_, to))) =
        (read_period(&baseline.period), read_period(&target.target.period))
    else {
        return promise;
    };
    if promised == 0.0 || to <= from {
        return promise;
    }
    let achieved = actual - baseline.value;
    promise.attainment = Some(achieved / promised);
    if now <= from {
        return promise;
    }
    let part = (f64::from(now - from) / f64::from(to - from)).min(1.0);
    let path = baseline.value + promised * part;
    let pace = achieved / (path - baseline.value);
    promise.path = Some(path);
    promise.pace = Some(pace);
    if now < to {
        promise.projected = Some(baseline.value + achieved / part);
    }
    if !met {
        promise.standing = match pace {
            pace if pace >= ON_TRACK => Standing::OnTrack,
            pace if pace >= MODERATE => Standing::Moderate,
            pace if pace >= 0.0 => Standing::Insufficient,
            _ => Standing::MovingAway,
        };
    }
    promise
}

#[cfg(test)]
mod tests {
    use super::*;
    use esito_model::{Key, Point, Value};

    fn standing(values: &[(&str, f64)], baseline: Option<(&str, f64)>, target: (&str, f64)) -> Promise {
        let point = |(period, value): (&str, f64)| Point { period: period.to_owned(), value };
        let framework = Framework {
            targets: vec![Target {
                indicator: "x".into(),
                baseline: baseline.map(point),
                target: point(target),
                ..Target::default()
            }],
            ..Framework::default()
        };
        let finding = |(period, value): &(&str, f64)| Finding {
            key: Key { indicator: "x".into(), period: Some((*period).to_owned()), ..Key::default() },
            value: Value::Known(*value),
            numerator: None,
            denominator: None,
            n: Some(10),
            low: None,
            high: None,
            currency: None,
            flags: String::new(),
        };
        let findings: Vec<Finding> = values.iter().map(finding).collect();
        promises(&framework, &findings).remove(0)
    }

    #[test]
    fn half_way_in_time_and_in_change_is_on_track() {
        let found = standing(&[("2019", 0.30), ("2022", 0.40)], Some(("2019", 0.30)), ("2025", 0.50));
        assert_eq!(found.standing, Standing::OnTrack);
        assert!((found.path.unwrap() - 0.40).abs() < 1e-12);
        assert!((found.attainment.unwrap() - 0.5).abs() < 1e-12);
        assert!((found.projected.unwrap() - 0.50).abs() < 1e-12);
    }

    #[test]
    fn falling_targets_need_no_special_case() {
        let found = standing(&[("2022", 5000.0)], Some(("2019", 5200.0)), ("2025", 3600.0));
        assert_eq!(found.standing, Standing::Insufficient);
        assert!((found.pace.unwrap() - 0.25).abs() < 1e-12);
        let away = standing(&[("2022", 5400.0)], Some(("2019", 5200.0)), ("2025", 3600.0));
        assert_eq!(away.standing, Standing::MovingAway);
        let met = standing(&[("2022", 3500.0)], Some(("2019", 5200.0)), ("2025", 3600.0));
        assert_eq!(met.standing, Standing::Met);
    }

    #[test]
    fn nothing_is_said_where_nothing_can_be() {
        let same = standing(&[("2022", 0.4)], Some(("2019", 0.4)), ("2025", 0.4));
        assert_eq!((same.attainment, same.pace), (None, None));
        let alone = standing(&[("2022", 0.4)], None, ("2025", 0.5));
        assert_eq!((alone.standing, alone.actual), (Standing::Unknown, Some(0.4)));
        let before = standing(&[("2019", 0.4)], Some(("2019", 0.4)), ("2025", 0.5));
        assert_eq!((before.standing, before.pace), (Standing::Unknown, None));
        assert_eq!(standing(&[], Some(("2019", 0.4)), ("2025", 0.5)).actual, None);
    }
}
