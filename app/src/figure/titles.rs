//! Titles that say the finding, and the lines below them.
//!
//! A difference is claimed where 95 % intervals do not meet, or where the engine's own interval of the difference leaves
//! zero out. That there is none is claimed only by the engine: intervals that meet decide nothing, and the title says
//! that they meet.

use super::at_once::{known, one_scale};
use super::pick::overlap;
use super::say::{Say, one_currency};
use super::words::{all_periods, places, small};
use crate::i18n::{t, t_with};
use crate::order::sort_by;
use esito_charts::format;
use esito_model::{Beside, Equity, Finding, Indicator, UNKNOWN};

/// Findings by place or by group.
type Named<'f> = (&'f str, Option<&'f Finding>);

impl Say<'_> {
    /// Name, span of time, and that the band is an interval, where there is one.
    pub(super) fn subtitle(&self, indicator: &Indicator, grid: &[Vec<Option<Finding>>]) -> String {
        let course = self.course(indicator, grid);
        let name = self.names.of(indicator);
        if course.is_empty() { name } else { format!("{name}, {course}") }
    }

    /// The span of time, and that the band is an interval.
    pub(super) fn course(&self, indicator: &Indicator, grid: &[Vec<Option<Finding>>]) -> String {
        let periods = self.picks.periods(&indicator.id);
        let mut parts = Vec::new();
        if let (Some(first), Some(last)) = (periods.first(), periods.last()) {
            let (first, last) = (format::period(first, &self.format), format::period(last, &self.format));
            parts.push(if first == last { first } else { format!("{first} – {last}") });
        }
        if has_intervals(grid) {
            parts.push(t("figure.band"));
        }
        parts.join("; ")
    }

    /// Name, breakdown, period, and that the bar is an interval.
    pub(super) fn subtitle_at(
        &self,
        indicator: &Indicator,
        by: &str,
        period: Option<&str>,
        grid: &[Vec<Option<Finding>>],
    ) -> String {
        let when = period.map_or_else(|| all_periods(indicator.across), |code| self.period(code));
        let name = self.names.of(indicator);
        let parts = [name.as_str(), by, when.as_str()];
        let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        if has_intervals(grid) { format!("{text}; {}", t("figure.bar")) } else { text }
    }

    /// With intervals, how to read them; then whatever else has to be said, and what a star means where there is one.
    pub(super) fn careful(&self, grid: &[Vec<Option<Finding>>], rest: String) -> String {
        let said = [has_intervals(grid).then(|| t("indicator.overlap")), Some(self.starred(grid, rest))];
        said.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What has to be said, and what a star means where there is one.
    pub(super) fn starred(&self, grid: &[Vec<Option<Finding>>], rest: String) -> String {
        let mut findings = grid.iter().flatten().flatten().filter(|finding| !is_estimated(finding));
        let star = findings.any(|finding| super::words::lacking(finding, &self.format).is_some());
        let said = [Some(rest), star.then(|| t("coverage.star")), Some(ringed(grid))];
        said.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// How many of the places are shown, where not all are.
    #[must_use]
    pub fn shown_of(&self, shown: usize, all: usize) -> String {
        match shown < all {
            true => t_with("figure.shown_of", &[("n", &shown.to_string()), ("all", &places(all))]),
            false => String::new(),
        }
    }

    /// What the first and the last value say: a clear change, none, or only two values.
    #[must_use]
    pub fn change(&self, indicator: &Indicator, findings: &[Option<Finding>]) -> String {
        let known = || findings.iter().flatten().filter(|finding| finding.value.known().is_some());
        let (Some(first), Some(last)) = (known().next(), known().next_back()) else {
            return t("figure.over_time");
        };
        if !one_currency(findings) {
            return t("figure.over_time");
        }
        let period = |finding: &Finding| self.period(finding.key.period.as_deref().unwrap_or_default());
        let (from, to) = (self.value(indicator, Some(first)), self.value(indicator, Some(last)));
        let (start, end) = (period(first), period(last));
        let args =
            [("from", from.as_str()), ("to", to.as_str()), ("start", start.as_str()), ("end", end.as_str())];
        if first.key == last.key {
            return t_with("figure.one_period", &args);
        }
        match (overlap(first, last), first.value.known() < last.value.known()) {
            (Some(true), _) => t_with("figure.change_meets", &args),
            (Some(false), true) => t_with("figure.rose", &args),
            (Some(false), false) => t_with("figure.fell", &args),
            (None, _) => t_with("figure.from_to", &args),
        }
    }

    /// The highest and the lowest place, and whether intervals tell places apart. `sorted` is from high to low.
    pub(super) fn highest(&self, indicator: &Indicator, sorted: &[Named<'_>]) -> String {
        let there = there(sorted);
        let ([(top, high), .., (bottom, low)], true) = (there.as_slice(), one_scale(sorted)) else {
            return self.names.of(indicator);
        };
        let (top, bottom) = (self.names.place(top), self.names.place(bottom));
        let (from, to) = (self.value(indicator, Some(high)), self.value(indicator, Some(low)));
        let args = [
            ("top", top.as_str()),
            ("bottom", bottom.as_str()),
            ("from", from.as_str()),
            ("to", to.as_str()),
        ];
        match overlap(high, low) {
            // The two ends may meet because their own intervals are wide, while others lie apart.
            Some(true) if any_apart(&there) || any(&there, |one| one != Beside::Alike) => {
                t_with("figure.wide", &args)
            }
            Some(true) if any(&there, |one| one == Beside::Alike) => t("figure.none_apart"),
            Some(true) => t_with("figure.places_meet", &args),
            Some(false) | None if from == to => t_with("figure.places_equal", &args),
            Some(false) | None => t_with("figure.highest", &args),
        }
    }

    /// The widest gap between two groups, and whether their intervals tell them apart.
    pub(super) fn gap(&self, indicator: &Indicator, dimension: &str, found: &[Named<'_>]) -> String {
        let mut sorted = found.to_vec();
        sort_by(&mut sorted, |a, b| known(b.1).total_cmp(&known(a.1)));
        let there = there(&sorted);
        let ([(top, high), .., (bottom, low)], true) = (there.as_slice(), one_scale(found)) else {
            return self.names.dimension(dimension);
        };
        let clear = self.clear_gap(indicator, dimension, (high, low));
        let (top, bottom) = (self.names.group(dimension, top), small(&self.names.group(dimension, bottom)));
        let (from, to) = (self.value(indicator, Some(high)), self.value(indicator, Some(low)));
        let small_top = small(&top);
        let args = [
            ("top", top.as_str()),
            ("small_top", small_top.as_str()),
            ("bottom", bottom.as_str()),
            ("from", from.as_str()),
            ("to", to.as_str()),
        ];
        match (overlap(high, low), clear) {
            (Some(true), Some(false)) if !any_apart(&there) => t_with("figure.groups_alike", &args),
            (Some(true), Some(false)) => t_with("figure.gap_wide", &args),
            (Some(true), None) => t_with("figure.gap_meets", &args),
            _ if from == to => t_with("figure.groups_equal", &args),
            (_, Some(true)) | (Some(false) | None, _) => t_with("figure.gap", &args),
        }
    }

    /// Whether the interval of the difference of two groups, as the engine worked it out, leaves zero out; nothing where
    /// it worked out none of these two.
    fn clear_gap(
        &self,
        indicator: &Indicator,
        dimension: &str,
        (a, b): (&Finding, &Finding),
    ) -> Option<bool> {
        let of = |one: &&Equity| one.indicator == indicator.id && one.dimension == dimension;
        let equity = self.picks.answer.equity.iter().find(of)?;
        let at = equity.gaps.iter().find(|at| at.period.as_deref() == a.key.period.as_deref())?;
        let mut theirs = [at.worst.as_str(), at.best.as_str()];
        let mut ours = [a, b].map(|one| one.key.group.as_deref().unwrap_or_default());
        theirs.sort_unstable();
        ours.sort_unstable();
        let ends = at.to_best.low.zip(at.to_best.high).filter(|_| theirs == ours && a.key.place.is_none())?;
        Some(ends.0 > 0.0 || ends.1 < 0.0)
    }
}

/// Whether a mean stands in for what is missing behind the value.
fn is_estimated(finding: &Finding) -> bool {
    finding.value.known().is_some() && finding.flags.contains('e')
}

/// What a ring around a mark means, where there is one.
pub(super) fn ringed(grid: &[Vec<Option<Finding>>]) -> String {
    let any = grid.iter().flatten().flatten().any(is_estimated);
    if any { t("coverage.estimated") } else { String::new() }
}

fn has_intervals(grid: &[Vec<Option<Finding>>]) -> bool {
    grid.iter().flatten().flatten().any(|finding| finding.low.is_some())
}

/// Those with a name and a value.
fn there<'f>(found: &[Named<'f>]) -> Vec<(&'f str, &'f Finding)> {
    let named = found.iter().filter(|(name, _)| !name.split('|').any(|code| code == UNKNOWN));
    named
        .filter_map(|(name, finding)| Some((*name, finding.filter(|f| f.value.known().is_some())?)))
        .collect()
}

/// Whether the engine says this of any place beside all others.
fn any(found: &[(&str, &Finding)], is: impl Fn(Beside) -> bool) -> bool {
    found.iter().filter_map(|(_, finding)| finding.beside).any(is)
}

/// Whether any two intervals lie apart: then it would be wrong to say that nothing differs.
fn any_apart(found: &[(&str, &Finding)]) -> bool {
    let highest_low = found.iter().filter_map(|(_, finding)| finding.low).max_by(f64::total_cmp);
    let lowest_high = found.iter().filter_map(|(_, finding)| finding.high).min_by(f64::total_cmp);
    highest_low > lowest_high
}

#[cfg(test)]
mod tests {
    use super::{any_apart, there};
    use esito_model::{Finding, Reason, Value};

    fn finding(value: f64, low: f64, high: f64) -> Finding {
        Finding { value: Value::Known(value), low: Some(low), high: Some(high), ..Finding::default() }
    }

    #[test]
    fn ends_that_meet_do_not_make_all_places_alike() {
        let (top, near, far, bottom) = (
            finding(0.6, 0.3, 0.8),
            finding(0.5, 0.47, 0.53),
            finding(0.3, 0.27, 0.33),
            finding(0.2, 0.0, 0.5),
        );
        assert!(any_apart(&[("a", &top), ("b", &near), ("c", &far), ("d", &bottom)]));
        assert!(!any_apart(&[("a", &top), ("b", &near), ("d", &bottom)]));
        assert!(!any_apart(&[]));
    }

    #[test]
    fn only_named_places_with_a_value_are_told() {
        let known = finding(0.6, 0.3, 0.8);
        let withheld = Finding { value: Value::Missing(Reason::Withheld), ..known.clone() };
        let found = [("a", Some(&known)), ("_U", Some(&known)), ("b", Some(&withheld)), ("c", None)];
        assert_eq!(there(&found).len(), 1);
    }
}
