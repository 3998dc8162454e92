//! Where each promise stands: the last value against the path from baseline to target, and where the series leads.

use super::course::{Step, last_break, series};
use crate::statistics::calendar::{months_of, read_period};
use crate::statistics::cannot::Cannot;
use crate::statistics::interval::LEVEL;
use crate::statistics::progress::{At, Class, Path, attainment, class_of, early_warning, pace, project};
use esito_model::{
    Direction, Finding, Framework, Indicator, PacePath, Point, Projection, Promise, PromiseVersion, Standing,
    Target, Warning,
};

/// Every promise of the framework, in its order, judged by the findings.
///
/// Of several versions the one that was agreed last is judged; the others are listed with it. Targets that were agreed
/// on the same day for other periods are promises of their own.
pub(crate) fn promises(framework: &Framework, findings: &[Finding]) -> Vec<Promise> {
    let in_force = framework.targets.iter().enumerate().filter(|(_, target)| is_in_force(framework, target));
    in_force.map(|(at, target)| promise(framework, findings, at, target)).collect()
}

/// The same indicator, place and group.
fn same_thing(one: &Target, other: &Target) -> bool {
    one.indicator == other.indicator && one.place == other.place && one.group == other.group
}

fn day(target: &Target) -> &str {
    target.agreed.as_ref().map_or("", |agreed| agreed.on.as_str())
}

/// Whether no later version was agreed; a proposal counts only where nothing was agreed at all.
fn is_in_force(framework: &Framework, target: &Target) -> bool {
    let rivals = || framework.targets.iter().filter(|other| same_thing(target, other));
    let agreed = rivals().any(|other| !other.proposed);
    if target.proposed && agreed {
        return false;
    }
    rivals().filter(|other| other.proposed == target.proposed).all(|other| day(other) <= day(target))
}

/// Formulas: path `b + (t − b)·(now − from)/(to − from)`, attainment `(a − b)/(t − b)`,
/// pace as in [`crate::statistics::progress::pace`], projected `b + (a − b)·(to − from)/(now − from)`; time between the
/// first months of periods. Straight lines unless the framework says `along = "compound"`, which is Eurostat's way:
/// shares do not grow compound. Missing without baseline, without a value after it, or where target equals baseline.
fn promise(framework: &Framework, findings: &[Finding], at: usize, target: &Target) -> Promise {
    let mut promise = Promise {
        indicator: target.indicator.clone(),
        place: target.place.clone(),
        dimension: target.group.as_ref().map(|group| group.dimension.clone()),
        group: target.group.as_ref().map(|group| group.group.clone()),
        target_period: target.target.period.clone(),
        target: target.target.value,
        baseline_period: target.baseline.as_ref().map(|baseline| baseline.period.clone()),
        baseline: target.baseline.as_ref().map(|baseline| baseline.value),
        along: target.along,
        versions: versions(framework, at, target),
        ..Promise::default()
    };
    let ours = findings.iter().filter(|finding| {
        finding.key.indicator == target.indicator
            && finding.key.place.as_deref() == target.place.as_deref()
            && finding.key.dimension.as_deref() == promise.dimension.as_deref()
            && finding.key.group.as_deref() == promise.group.as_deref()
    });
    let mut steps = series(ours);
    steps.retain(|step| step.finding.value.known().is_some());
    let last = steps.last().and_then(|step| Some((*step, step.finding.value.known()?)));
    let Some((now, actual)) = last else {
        Cannot::NoObservations.code().clone_into(&mut promise.no_pace);
        return promise;
    };
    (promise.period, promise.actual) = (Some(now.code.to_owned()), Some(actual));
    if target.proposed {
        "proposed".clone_into(&mut promise.no_pace);
        return promise;
    }
    // A promise that ends before it begins says nothing.
    let months = [target.baseline.as_ref(), Some(&target.target)].map(|point| read_period(&point?.period));
    if let [Some((_, from)), Some((_, to))] = months
        && from >= to
    {
        Cannot::PeriodsOutOfOrder.code().clone_into(&mut promise.no_pace);
        return promise;
    }
    let indicator = framework.indicators.iter().find(|indicator| indicator.id == target.indicator);
    let wants_more = wants_more(indicator, target);
    let met = wants_more
        .is_some_and(|more| if more { actual >= target.target.value } else { actual <= target.target.value });
    let over = read_period(&target.target.period)
        .is_some_and(|(every, month)| now.month + now.months >= month + months_of(every));
    foresee(&mut promise, indicator, target, &steps, wants_more);
    let begun = target.baseline.as_ref().and_then(|baseline| read_period(&baseline.period));
    let broken = indicator.and_then(|indicator| last_break(indicator, now.month));
    if let (Some((_, begun)), Some((broken, _))) = (begun, broken)
        && begun < broken
    {
        // What was promised was promised of another series.
        "series_broken".clone_into(&mut promise.no_pace);
        return promise;
    }
    if met {
        promise.standing = Standing::Met;
    } else if over && wants_more.is_some() {
        promise.standing = Standing::Missed;
    }
    let towards = |baseline: &Point| target.target.value >= baseline.value;
    if let (Some(more), Some(towards)) = (wants_more, target.baseline.as_ref().map(towards))
        && more != towards
        && target.baseline.as_ref().is_some_and(|baseline| baseline.value != target.target.value)
    {
        // What may get worse up to a limit makes no progress towards it.
        "against_direction".clone_into(&mut promise.no_pace);
        return promise;
    }
    match judge(&mut promise, target, now, actual) {
        Ok(pace) if promise.standing == Standing::Unknown => {
            promise.standing = match class_of(pace) {
                Class::OnTrack => Standing::OnTrack,
                Class::Moderate => Standing::Moderate,
                Class::Insufficient => Standing::Insufficient,
                Class::MovingAway => Standing::MovingAway,
            }
        }
        Ok(_) => {}
        Err(cannot) => cannot.code().clone_into(&mut promise.no_pace),
    }
    promise
}

/// Whether more is better: by the indicator's direction, or else by that from baseline to target.
fn wants_more(indicator: Option<&Indicator>, target: &Target) -> Option<bool> {
    match indicator.map_or(Direction::None, |indicator| indicator.direction) {
        Direction::Higher => Some(true),
        Direction::Lower => Some(false),
        Direction::None => target.baseline.as_ref().map(|baseline| target.target.value >= baseline.value),
    }
}

fn at(point: &Point) -> Option<At> {
    let (_, month) = read_period(&point.period)?;
    Some(At { time: f64::from(month) / 12.0, value: point.value })
}

/// Attainment, path and paces; the pace that counts.
fn judge(promise: &mut Promise, target: &Target, now: Step<'_>, actual: f64) -> Result<f64, Cannot> {
    let baseline = target.baseline.as_ref().and_then(at);
    let promised = attainment(baseline.map(|baseline| baseline.value), target.target.value, actual)?;
    let (Some(from), Some(to)) = (baseline, at(&target.target)) else { return Err(Cannot::NoBaseline) };
    // By the target's period the whole change is needed, and no more after it.
    let here = At { time: now.time().min(to.time), value: actual };
    // Which promises can be judged at all does not depend on the path.
    let linear = pace(baseline, to, here, Path::Linear)?;
    promise.attainment = Some(promised);
    promise.pace_compound = pace(baseline, to, here, Path::Compound).ok();
    let part = (here.time - from.time) / (to.time - from.time);
    let path = match target.along {
        PacePath::Linear => from.value + (to.value - from.value) * part,
        PacePath::Compound if from.value > 0.0 && to.value > 0.0 => {
            from.value * libm::pow(to.value / from.value, part)
        }
        PacePath::Compound => return Err(Cannot::NoGrowth),
    };
    promise.path = Some(path);
    let pace = match target.along {
        PacePath::Linear => linear,
        PacePath::Compound => promise.pace_compound.ok_or(Cannot::NoGrowth)?,
    };
    promise.pace = Some(pace);
    if here.time < to.time {
        promise.projected = Some(match target.along {
            PacePath::Linear => from.value + (actual - from.value) / part,
            PacePath::Compound => from.value * libm::pow(actual / from.value, 1.0 / part),
        });
    }
    Ok(pace)
}

/// Where the line through the values since the baseline or the last break leads, and what it misses.
fn foresee(
    promise: &mut Promise,
    indicator: Option<&Indicator>,
    target: &Target,
    steps: &[Step<'_>],
    wants_more: Option<bool>,
) {
    let Some(to) = at(&target.target) else { return };
    let until = steps.last().map_or(i32::MIN, |last| last.month);
    let broken =
        indicator.and_then(|indicator| last_break(indicator, until)).map_or(i32::MIN, |(month, _)| month);
    let begun = target.baseline.as_ref().and_then(|baseline| read_period(&baseline.period));
    let since = begun.map_or(broken, |(_, month)| month.max(broken));
    let points: Vec<At> = steps
        .iter()
        .filter(|step| step.month >= since)
        .filter_map(|step| Some(At { time: step.time(), value: step.finding.value.known()? }))
        .collect();
    let Ok((value, band)) = project(&points, to.time, LEVEL) else { return };
    promise.projection = Some(Projection { value, low: band.low, high: band.high });
    let Some(wants_more) = wants_more else { return };
    if let Ok(Some(found)) = early_warning(&points, to, wants_more, LEVEL) {
        // Times are first months of periods, so that one leads back to its period.
        let since = steps.iter().find(|step| step.time() >= found.since).map_or("", |step| step.code);
        promise.warning = Some(Warning { short: found.short, clear: found.clear, since: since.to_owned() });
    }
}

/// What else was agreed or proposed about the same thing: earlier agreements, and proposals; by day, then in the order
/// of the framework. Promises for other periods that hold beside this one are none of its versions.
fn versions(framework: &Framework, at: usize, target: &Target) -> Vec<PromiseVersion> {
    let mut others: Vec<&Target> = framework
        .targets
        .iter()
        .enumerate()
        .filter(|(other, version)| *other != at && same_thing(target, version))
        .map(|(_, version)| version)
        .filter(|version| version.proposed || day(version) < day(target))
        .collect();
    others.sort_by(|one, other| day(one).cmp(day(other)));
    let version = |other: &Target| PromiseVersion {
        on: day(other).to_owned(),
        by: other.agreed.as_ref().map(|agreed| agreed.by.clone()).unwrap_or_default(),
        proposed: other.proposed,
        period: other.target.period.clone(),
        value: other.target.value,
    };
    others.into_iter().map(version).collect()
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
            key: Key { indicator: "x".into(), period: Some((*period).into()), ..Key::default() },
            value: Value::Known(*value),
            n: Some(10),
            ..Finding::default()
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

    #[test]
    fn what_cannot_be_judged_says_why() {
        let why = |values: &[(&str, f64)], baseline, target| standing(values, baseline, target).no_pace;
        assert_eq!(why(&[("2022", 0.4)], None, ("2025", 0.5)), "no_baseline");
        assert_eq!(why(&[("2022", 0.4)], Some(("2019", 0.5)), ("2025", 0.5)), "no_distance");
        assert_eq!(why(&[("2019", 0.4)], Some(("2019", 0.4)), ("2025", 0.5)), "periods_out_of_order");
        assert_eq!(why(&[("2022", 0.4)], Some(("2025", 0.4)), ("2019", 0.5)), "periods_out_of_order");
        assert_eq!(why(&[], Some(("2019", 0.4)), ("2025", 0.5)), "no_observations");
        // Neither met nor attained: the target lies before the baseline, or the value does.
        let turned = standing(&[("2022", 0.9)], Some(("2030", 0.2)), ("2025", 0.6));
        assert_eq!((turned.standing, turned.attainment), (Standing::Unknown, None));
        let early = standing(&[("2018", 0.5)], Some(("2019", 0.4)), ("2025", 0.6));
        assert_eq!((early.no_pace.as_str(), early.attainment), ("periods_out_of_order", None));
    }

    fn judged(values: &[(&str, f64)], targets: Vec<Target>, breaks: &[&str]) -> Vec<Promise> {
        let breaks = breaks.iter().map(|period| esito_model::Break {
            period: (*period).to_owned(),
            ..esito_model::Break::default()
        });
        let indicator = Indicator {
            id: "x".into(),
            direction: Direction::Higher,
            breaks: breaks.collect(),
            ..Indicator::default()
        };
        let framework = Framework { indicators: vec![indicator], targets, ..Framework::default() };
        let finding = |(period, value): &(&str, f64)| Finding {
            key: Key { indicator: "x".into(), period: Some((*period).into()), ..Key::default() },
            value: Value::Known(*value),
            ..Finding::default()
        };
        let findings: Vec<Finding> = values.iter().map(finding).collect();
        promises(&framework, &findings)
    }

    fn agreed(on: &str, to: (&str, f64)) -> Target {
        Target {
            indicator: "x".into(),
            baseline: Some(Point { period: "2019".into(), value: 100.0 }),
            target: Point { period: to.0.into(), value: to.1 },
            agreed: Some(esito_model::Agreement { on: on.into(), by: Vec::new() }),
            ..Target::default()
        }
    }

    /// 100 to 121 in two of four years is 10 % a year, which is what 146.41 asks for; along a straight line it is less.
    #[test]
    fn compound_and_straight_paths() {
        let target = || agreed("", ("2023", 146.41));
        let values = [("2019", 100.0), ("2021", 121.0)];
        let straight = judged(&values, vec![target()], &[]).remove(0);
        assert!((straight.pace.unwrap() - 10.5 / 11.6025).abs() < 1e-12);
        assert!((straight.pace_compound.unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(straight.standing, Standing::Moderate);
        let compound = Target { along: PacePath::Compound, ..target() };
        let compound = judged(&values, vec![compound], &[]).remove(0);
        assert!((compound.pace.unwrap() - 1.0).abs() < 1e-12 && compound.standing == Standing::OnTrack);
        assert!((compound.path.unwrap() - 121.0).abs() < 1e-9);
        assert!((compound.projected.unwrap() - 146.41).abs() < 1e-9);
        let zero = Target {
            baseline: Some(Point { period: "2019".into(), value: 0.0 }),
            along: PacePath::Compound,
            ..target()
        };
        assert_eq!(judged(&values, vec![zero], &[]).remove(0).no_pace, "no_growth");
    }

    #[test]
    fn the_last_agreement_is_judged_and_the_others_are_kept() {
        let proposal = Target { proposed: true, ..agreed("2022-05-01", ("2026", 180.0)) };
        let targets =
            vec![agreed("2021-01-01", ("2025", 130.0)), agreed("2019-01-01", ("2025", 160.0)), proposal];
        let found = judged(&[("2021", 121.0)], targets, &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].target, 130.0);
        let versions: Vec<_> =
            found[0].versions.iter().map(|one| (one.on.as_str(), one.value, one.proposed)).collect();
        assert_eq!(versions, [("2019-01-01", 160.0, false), ("2022-05-01", 180.0, true)]);
        // Two dates agreed on one day are two promises.
        let steps = vec![agreed("2021-01-01", ("2023", 110.0)), agreed("2021-01-01", ("2025", 130.0))];
        assert_eq!(judged(&[("2021", 121.0)], steps, &[]).len(), 2);
        let alone = Target { proposed: true, ..agreed("2022-05-01", ("2026", 180.0)) };
        let found = judged(&[("2021", 121.0)], vec![alone], &[]).remove(0);
        assert_eq!((found.standing, found.no_pace.as_str()), (Standing::Unknown, "proposed"));
    }

    /// By hand: at 48 of 50 when the period is over 96 % of the way is done, and the promise is missed all the same.
    #[test]
    fn when_its_period_is_over_a_promise_is_met_or_missed() {
        let late = standing(&[("2025", 0.496)], Some(("2019", 0.40)), ("2025", 0.50));
        assert_eq!((late.standing, late.standing.is_late()), (Standing::Missed, true));
        assert!((late.attainment.unwrap() - 0.96).abs() < 1e-12 && (late.pace.unwrap() - 0.96).abs() < 1e-12);
        assert_eq!(standing(&[("2026", 0.5)], Some(("2019", 0.40)), ("2025", 0.50)).standing, Standing::Met);
        // A month of the target's year is not its end; its last one is.
        let months = |month: &str| standing(&[(month, 0.49)], Some(("2019", 0.40)), ("2025", 0.50)).standing;
        assert_eq!((months("2025-03"), months("2025-12")), (Standing::Moderate, Standing::Missed));
        // Without a baseline there is no pace, and a direction says what was missed.
        let target = Target { baseline: None, ..agreed("", ("2021", 130.0)) };
        let found = judged(&[("2021", 121.0)], vec![target], &[]).remove(0);
        assert_eq!((found.standing, found.no_pace.as_str()), (Standing::Missed, "no_baseline"));
        // Both paces stop at the target's period: 10 % a year over two of two years, reached a year late.
        let target = agreed("", ("2021", 121.0));
        let found = judged(&[("2022", 110.25)], vec![target], &[]).remove(0);
        let compound = (1.1025_f64.sqrt() - 1.0) / 0.1;
        assert!((found.pace_compound.unwrap() - compound).abs() < 1e-12, "{found:?}");
        assert!((found.pace.unwrap() - 10.25 / 21.0).abs() < 1e-12);
    }

    /// "No more than 120 where there are 100 today" where less is better: 300 is not on track because it moved fast.
    #[test]
    fn a_limit_to_how_bad_it_may_get_has_no_pace() {
        let limit = |value: f64| {
            let indicator = Indicator { id: "x".into(), direction: Direction::Lower, ..Indicator::default() };
            let targets = vec![agreed("", ("2025", 120.0))];
            let framework = Framework { indicators: vec![indicator], targets, ..Framework::default() };
            let finding = Finding {
                key: Key { indicator: "x".into(), period: Some("2021".into()), ..Key::default() },
                value: Value::Known(value),
                ..Finding::default()
            };
            let found = promises(&framework, &[finding]).remove(0);
            (found.standing, found.no_pace, found.pace)
        };
        assert_eq!(limit(300.0), (Standing::Unknown, "against_direction".to_owned(), None));
        assert_eq!(limit(110.0), (Standing::Met, "against_direction".to_owned(), None));
    }

    /// One a year until 2022, then half as fast: ten more by 2029 are missed, foreseeable since the bend.
    #[test]
    fn a_miss_is_foreseen_with_its_date() {
        let values = [
            ("2019", 100.0),
            ("2020", 101.0),
            ("2021", 102.0),
            ("2022", 103.0),
            ("2023", 103.5),
            ("2024", 104.0),
            ("2025", 104.5),
        ];
        let found = judged(&values, vec![agreed("", ("2029", 110.0))], &[]).remove(0);
        let warning = found.warning.unwrap();
        assert_eq!((warning.since.as_str(), warning.clear), ("2023", true));
        let projection = found.projection.unwrap();
        assert!(projection.low < projection.value && projection.value < projection.high);
        assert!((warning.short - (110.0 - projection.value)).abs() < 1e-9);
        // After a break only what follows it is looked at: three values of half a year's pace.
        let broken = judged(&values, vec![agreed("", ("2029", 110.0))], &["2023"]).remove(0);
        assert!((broken.projection.unwrap().value - 106.5).abs() < 1e-9);
        // What was promised of another series is neither met nor missed.
        let over = judged(&values, vec![agreed("", ("2024", 90.0))], &["2023"]).remove(0);
        assert_eq!((over.standing, over.no_pace.as_str()), (Standing::Unknown, "series_broken"));
        let few = judged(&values[..2], vec![agreed("", ("2029", 110.0))], &[]).remove(0);
        assert_eq!((few.projection, few.warning), (None, None));
    }
}
