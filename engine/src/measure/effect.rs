//! Effects: findings held against those of a comparison group, with what is adjusted.
//!
//! Comes in: findings that might all be shown. Goes out: for each finding its effect, or the reason why there is none;
//! for findings of groups where the method says something of a group. A withheld side leaves the effect withheld, and says nothing of the other.

use super::against::Against;
use crate::statistics::calendar::read_period;
use crate::statistics::cannot::Cannot;
use crate::statistics::distribution::student_width;
use crate::statistics::effect::{
    MeanPart, Part, Started, less_deadweight, mover, welch_of_means, whatever_became,
};
use crate::statistics::interval::{Bounds, LEVEL};
use esito_model::{
    Between, Direction, EffectEstimate, EffectMethod, EffectSide, Finding, Interval, Label, Matching, Reason,
    UNKNOWN, Value, Verdict,
};
use rustc_hash::FxHashMap;

/// A breakdown and one of its groups.
type Group<'f> = Option<(&'f str, &'f str)>;
/// Place, period and group.
type At<'f> = (Option<&'f str>, Option<&'f str>, Group<'f>);
type Sheet<'f> = FxHashMap<At<'f>, &'f Finding>;

/// Why there is no effect.
enum Why {
    /// A side has no value.
    Reason(Reason),
    /// Both might have one.
    Word(&'static str),
}

/// A side with a value.
struct Known {
    side: EffectSide,
    /// Why it has no interval.
    no_interval: String,
    /// Its people: those who were seen.
    size: f64,
    started: Option<Started>,
}

/// A side and how often it counts.
type Counted = (f64, Known);

impl Against<'_> {
    /// The effect of each finding of the indicator.
    pub(crate) fn effects(&self, findings: &[Finding]) -> Vec<EffectEstimate> {
        let [groups, started, there, there_started] = &self.sides;
        let own: Sheet<'_> = findings.iter().chain(groups).map(|finding| (at(finding), finding)).collect();
        let working = Working {
            against: self,
            here: (own, sheet(started)),
            there: (sheet(there), sheet(there_started)),
        };
        let ours = findings.iter().filter(|finding| {
            let known = |code: &Option<Label>| code.as_deref() != Some(UNKNOWN);
            let key = &finding.key;
            known(&key.place)
                && known(&key.period)
                && self.speaks_of(finding)
                && self.speaks_of_group(finding)
        });
        ours.map(|finding| working.one(finding)).collect()
    }

    /// Whether there can be an effect at all: of difference in differences only after the period before.
    fn speaks_of(&self, finding: &Finding) -> bool {
        let Some(before) = &self.comparison.before else { return true };
        let month = |code: &str| read_period(code).map(|(_, month)| month);
        let own = finding.key.period.as_deref().and_then(month);
        own.zip(month(before)).is_some_and(|(own, before)| own > before)
    }

    /// Whether the method says anything of the finding's group: a named one; of a matched comparison only one whose columns
    /// are among those that must agree. A share that would have come about anyway is not known group by group.
    fn speaks_of_group(&self, finding: &Finding) -> bool {
        let Some((dimension, group)) = group_of(finding) else { return true };
        let named = group.split('|').all(|code| code != UNKNOWN);
        named
            && match self.comparison.method {
                EffectMethod::Difference | EffectMethod::DifferenceInDifferences => true,
                EffectMethod::Matched => self.places_in_matched(dimension).is_some(),
                EffectMethod::Deadweight => false,
            }
    }

    /// Where the columns of a breakdown stand among those that must agree; nothing where not all of them do.
    fn places_in_matched(&self, dimension: &str) -> Option<Vec<usize>> {
        let matched = self.sides[0].first()?.key.dimension.as_deref()?;
        let matched: Vec<&str> = matched.split('|').collect();
        dimension.split('|').map(|column| matched.iter().position(|known| *known == column)).collect()
    }

    fn breaks_between(&self, before: &str, after: &str) -> bool {
        let month = |code: &str| read_period(code).map_or(0, |(_, month)| month);
        let mut breaks = self.indicator.breaks.iter().map(|one| month(&one.period));
        breaks.any(|at| month(before) < at && at <= month(after))
    }
}

fn sheet(side: &[Finding]) -> Sheet<'_> {
    side.iter().map(|finding| (at(finding), finding)).collect()
}

fn at(finding: &Finding) -> At<'_> {
    (finding.key.place.as_deref(), finding.key.period.as_deref(), group_of(finding))
}

fn group_of(finding: &Finding) -> Group<'_> {
    finding.key.dimension.as_deref().zip(finding.key.group.as_deref())
}

struct Working<'w, 'a> {
    against: &'w Against<'a>,
    /// Findings, and those over who started.
    here: (Sheet<'w>, Sheet<'w>),
    there: (Sheet<'w>, Sheet<'w>),
}

impl Working<'_, '_> {
    fn one(&self, finding: &Finding) -> EffectEstimate {
        let text = |label: &Label| label.as_str().to_owned();
        let bare = || EffectEstimate {
            indicator: text(&finding.key.indicator),
            place: finding.key.place.as_ref().map(text),
            period: finding.key.period.as_ref().map(text),
            dimension: finding.key.dimension.as_ref().map(text),
            group: finding.key.group.as_ref().map(text),
            value: Value::Missing(Reason::NotApplicable),
            ..EffectEstimate::default()
        };
        let mut found = bare();
        match self.work_out(finding, &mut found) {
            Ok(()) => found,
            Err(Why::Reason(reason)) => EffectEstimate { value: Value::Missing(reason), ..bare() },
            Err(Why::Word(word)) => EffectEstimate { no_effect: word.to_owned(), ..bare() },
        }
    }

    fn work_out(&self, finding: &Finding, found: &mut EffectEstimate) -> Result<(), Why> {
        let comparison = self.against.comparison;
        if let Value::Missing(reason) = finding.value {
            return Err(Why::Reason(reason));
        }
        if self.against.overlaps {
            return Err(Why::Word("groups_overlap"));
        }
        let (place, period, group) = at(finding);
        let place_there = place.filter(|_| !comparison.everywhere);
        let here = || self.side(&self.here, (place, period, group), "no_comparison");
        let there = || self.side(&self.there, (place_there, period, group), "no_comparison");
        match comparison.method {
            EffectMethod::Difference => self.sum(vec![(1.0, here()?), (-1.0, there()?)], found),
            EffectMethod::DifferenceInDifferences => {
                let (before, after) = (comparison.before.as_deref(), period.unwrap_or_default());
                if self.against.breaks_between(before.unwrap_or_default(), after) {
                    return Err(Why::Word("break_between"));
                }
                let here_before = self.side(&self.here, (place, before, group), "no_before")?;
                let there_before = self.side(&self.there, (place_there, before, group), "no_before")?;
                found.here_before = Some(here_before.side.clone());
                found.there_before = Some(there_before.side.clone());
                let parts = vec![(1.0, here()?), (-1.0, there()?), (-1.0, here_before), (1.0, there_before)];
                self.sum(parts, found);
            }
            EffectMethod::Matched => self.matched(finding, place_there, found)?,
            EffectMethod::Deadweight => self.deadweight(here()?, found),
        }
        Ok(())
    }

    /// A side's figures; with an adjustment for attrition, over those who started.
    fn side(
        &self,
        (seen, started): &(Sheet<'_>, Sheet<'_>),
        at: At<'_>,
        absent: &'static str,
    ) -> Result<Known, Why> {
        let seen = *seen.get(&at).ok_or(Why::Word(absent))?;
        let Value::Known(value) = seen.value else { return Err(reason(seen)) };
        let rows = seen.n.unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 rows")]
        let size = seen.denominator.filter(|_| self.against.people).unwrap_or(rows as f64);
        let side = |of: &Finding, value: f64, lost: Option<f64>| EffectSide {
            value,
            low: of.low,
            high: of.high,
            numerator: of.numerator,
            denominator: of.denominator,
            n: of.n.unwrap_or_default(),
            lost,
        };
        if self.against.comparison.attrition.is_none() {
            let no_interval = seen.no_interval.clone();
            return Ok(Known { side: side(seen, value, None), no_interval, size, started: None });
        }
        let of = *started.get(&at).ok_or(Why::Word(absent))?;
        let Value::Known(value) = of.value else { return Err(reason(of)) };
        let lost = of.denominator.zip(seen.denominator).map(|(started, seen)| started - seen);
        if lost.is_none_or(|lost| lost < 0.0) {
            return Err(Why::Word("fewer_started"));
        }
        let count = |value: Option<f64>| value.unwrap_or_default();
        let counts = Started {
            factor: 1.0,
            achieved: count(seen.numerator),
            seen: count(seen.denominator),
            started: count(of.denominator),
        };
        let no_interval = of.no_interval.clone();
        // Those who were lost count, and so they weigh.
        Ok(Known { side: side(of, value, lost), no_interval, size: counts.started, started: Some(counts) })
    }

    /// The parts added up, with the interval that their own intervals give. The first two are here and there.
    fn sum(&self, parts: Vec<Counted>, found: &mut EffectEstimate) {
        self.interval(&parts, found);
        let mut sides = parts.into_iter().map(|(_, known)| known.side);
        (found.here, found.there) = (sides.next(), sides.next());
    }

    fn interval(&self, parts: &[Counted], found: &mut EffectEstimate) {
        let value: f64 = parts.iter().map(|(factor, known)| factor * known.side.value).sum();
        found.value = Value::Known(value);
        let counts: Option<Vec<Started>> = parts
            .iter()
            .map(|(factor, known)| known.started.map(|counts| Started { factor: *factor, ..counts }))
            .collect();
        let between = counts.and_then(|counts| whatever_became(&counts).ok());
        found.whatever = between
            .map(|ends| ends.times(self.against.per))
            .map(|ends| Between { low: ends.low, high: ends.high });
        if self.against.interval == Interval::None {
            return;
        }
        let lacking = parts.iter().map(|(_, known)| known).find(|known| known.side.low.is_none());
        if let Some(known) = lacking {
            found.no_interval.clone_from(&known.no_interval);
            return;
        }
        let bounds = match self.against.interval {
            Interval::T => {
                let means: Vec<MeanPart> = parts.iter().map(mean).collect();
                welch_of_means(&means, LEVEL).map(|test| (test.bounds, "welch"))
            }
            method => {
                let is_pair = parts.len() == 2 && method == Interval::Wilson;
                let parts: Vec<Part> = parts.iter().map(part).collect();
                mover(&parts).map(|bounds| (bounds, if is_pair { "newcombe" } else { "mover" }))
            }
        };
        self.told(bounds, found);
    }

    fn told(&self, bounds: Result<(Bounds, &str), Cannot>, found: &mut EffectEstimate) {
        match bounds {
            Ok((bounds, method)) => {
                (found.low, found.high) = (Some(bounds.low), Some(bounds.high));
                method.clone_into(&mut found.interval);
                found.verdict = Some(verdict(bounds, self.against.indicator.direction));
            }
            Err(cannot) => cannot.code().clone_into(&mut found.no_interval),
        }
    }

    /// The differences within each group that has both sides, weighed by the people of the programme.
    fn matched(
        &self,
        finding: &Finding,
        place_there: Option<&str>,
        found: &mut EffectEstimate,
    ) -> Result<(), Why> {
        let (place, period, of) = at(finding);
        // Of a group, those among the matched groups that lie in it.
        let within = of.and_then(|(dimension, group)| {
            let at = self.against.places_in_matched(dimension)?;
            Some((at, group.split('|').collect::<Vec<_>>()))
        });
        let own = self.against.sides[0].iter().filter(|one| {
            let (other_place, other_period, group) = at(one);
            let Some((_, group)) = group else { return false };
            let codes: Vec<&str> = group.split('|').collect();
            let inside = within.as_ref().is_none_or(|(places, wanted)| {
                places.iter().zip(wanted).all(|(at, code)| codes.get(*at) == Some(code))
            });
            (other_place, other_period) == (place, period)
                && codes.iter().all(|code| *code != UNKNOWN)
                && inside
        });
        let mut pairs = Vec::new();
        for one in own {
            let group = group_of(one);
            let here = self.side(&self.here, (place, period, group), "nothing_matched");
            let there = self.side(&self.there, (place_there, period, group), "nothing_matched");
            if let (Ok(here), Ok(there)) = (here, there)
                && here.size > 0.0
            {
                pairs.push((here, there));
            }
        }
        let all: f64 = pairs.iter().map(|(here, _)| here.size).sum();
        if all <= 0.0 {
            return Err(Why::Word("nothing_matched"));
        }
        let whole = self.side(&self.here, (place, period, of), "nothing_matched")?;
        found.matching = Some(Matching {
            groups: pairs.len() as u64,
            here: all,
            left_out: (whole.size - all).max(0.0),
            there: pairs.iter().map(|(_, there)| there.size).sum(),
        });
        let weight = |here: &Known| here.size / all;
        let mean = |of: &dyn Fn(&(Known, Known)) -> f64| -> f64 {
            pairs.iter().map(|pair| weight(&pair.0) * of(pair)).sum()
        };
        // What is counted of both sides adds up; the numerator of the other side is weighed and does not.
        let total =
            |of: &dyn Fn(&(Known, Known)) -> Option<f64>| -> Option<f64> { pairs.iter().map(of).sum() };
        let here = EffectSide {
            value: mean(&|pair| pair.0.side.value),
            numerator: total(&|pair| pair.0.side.numerator),
            denominator: total(&|pair| pair.0.side.denominator),
            n: pairs.iter().map(|(here, _)| here.side.n).sum(),
            lost: total(&|pair| pair.0.side.lost),
            ..EffectSide::default()
        };
        let there = EffectSide {
            value: mean(&|pair| pair.1.side.value),
            denominator: total(&|pair| pair.1.side.denominator),
            n: pairs.iter().map(|(_, there)| there.side.n).sum(),
            lost: total(&|pair| pair.1.side.lost),
            ..EffectSide::default()
        };
        let parts: Vec<Counted> = pairs
            .into_iter()
            .flat_map(|(here, there)| {
                let weight = weight(&here);
                [(weight, here), (-weight, there)]
            })
            .collect();
        self.interval(&parts, found);
        (found.here, found.there) = (Some(here), Some(there));
        Ok(())
    }

    /// The value less what would have come about anyway.
    fn deadweight(&self, here: Known, found: &mut EffectEstimate) {
        let Some(adjustment) = &self.against.comparison.deadweight else { return };
        let share = adjustment.share;
        let range = Bounds { low: share.low.unwrap_or(share.value), high: share.high.unwrap_or(share.value) };
        self.interval(&[(1.0, here)], found);
        let value = found.value.known().unwrap_or_default();
        let ends = found.low.zip(found.high).map(|(low, high)| Bounds { low, high });
        let alone = Bounds { low: value, high: value };
        match less_deadweight(value, ends.unwrap_or(alone), share.value, range) {
            Ok((value, bounds)) => {
                found.value = Value::Known(value);
                if ends.is_some() {
                    self.told(Ok((bounds, "scaled")), found);
                }
            }
            Err(cannot) => cannot.code().clone_into(&mut found.no_interval),
        }
    }
}

fn reason(finding: &Finding) -> Why {
    Why::Reason(finding.value.reason().unwrap_or(Reason::NotReported))
}

fn ends(known: &Known) -> Bounds {
    let value = known.side.value;
    Bounds { low: known.side.low.unwrap_or(value), high: known.side.high.unwrap_or(value) }
}

fn part((factor, known): &Counted) -> Part {
    Part { factor: *factor, value: known.side.value, bounds: ends(known) }
}

/// A mean with the standard error that Student's interval was made of.
fn mean((factor, known): &Counted) -> MeanPart {
    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 rows")]
    let degrees = known.side.n as f64 - 1.0;
    let Bounds { low, high } = ends(known);
    let error = if degrees > 0.0 { (high - low) / 2.0 / student_width(LEVEL, degrees) } else { 0.0 };
    MeanPart { factor: *factor, value: known.side.value, error, degrees }
}

fn verdict(bounds: Bounds, direction: Direction) -> Verdict {
    let above = match bounds {
        bounds if bounds.low > 0.0 => true,
        bounds if bounds.high < 0.0 => false,
        _ => return Verdict::Unclear,
    };
    match direction {
        Direction::None => Verdict::Different,
        Direction::Higher if above => Verdict::Better,
        Direction::Lower if !above => Verdict::Better,
        Direction::Higher | Direction::Lower => Verdict::Worse,
    }
}
