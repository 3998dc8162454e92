//! Rolling windows, and like for like: periods put together, and periods compared on those who reported in both.

use super::finding::axes;
use super::group::group;
use super::measuring::{Depth, Measuring};
use super::withhold::{Cell, Coordinates};
use crate::dataset::Codes;
use crate::statistics::calendar::{months_of, read_period};
use esito_model::{Cut, Finding, LikeForLike, Question, Reason, Value};
use rustc_hash::FxHashSet;

/// The indicator's periods in order of time, with the rows of each.
struct Periods<'a> {
    codes: &'a Codes,
    /// The first month of each.
    months: Vec<i32>,
    /// How many months each lasts.
    grain: i32,
    /// The rows of each, in the order of the file.
    rows: Vec<Vec<u32>>,
    /// First months after a break.
    breaks: Vec<i32>,
}

impl Periods<'_> {
    /// Whether these follow each other without a hole and without a break between them.
    fn follow(&self, begin: usize, end: usize) -> bool {
        let steps = i32::try_from(end - begin).unwrap_or(i32::MAX);
        let (first, last) = (self.months[begin], self.months[end]);
        last - first == steps.saturating_mul(self.grain)
            && !self.breaks.iter().any(|month| first < *month && *month <= last)
    }
}

/// A period as a code.
fn code(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Measuring<'_> {
    fn periods(&self) -> Option<Periods<'_>> {
        let (codes, period) = (self.plan.period.as_deref()?, self.plan.indicator.period.as_ref()?);
        let months: Option<Vec<i32>> =
            codes.labels.iter().map(|label| read_period(label).map(|(_, month)| month)).collect();
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); codes.size()];
        for row in &self.chosen.rows {
            rows[codes.code[*row as usize] as usize].push(*row);
        }
        let breaks = self.plan.indicator.breaks.iter().filter_map(|one| Some(read_period(&one.period)?.1));
        Some(Periods {
            codes,
            months: months?,
            grain: months_of(period.every),
            rows,
            breaks: breaks.collect(),
        })
    }

    /// The value of each period together with those before it, as many as the framework says.
    ///
    /// All together and for each place, as the question wants periods. A window has a value only where the place has rows in
    /// each of its periods; it is withheld where any of its periods is, so that it is a sum of what is shown anyway.
    pub(super) fn windows(&self, question: &Question, hidden: &dyn Fn(&Coordinates) -> bool) -> Vec<Finding> {
        let Some(length) = self.plan.indicator.rolling.map(|length| length as usize) else {
            return Vec::new();
        };
        let Some(periods) = self.periods() else { return Vec::new() };
        let places = self.plan.place.as_deref();
        let mut there: FxHashSet<(Option<u32>, u32)> = FxHashSet::default();
        for (at, rows) in periods.rows.iter().enumerate() {
            for row in rows {
                there.insert((None, code(at)));
                there.extend(places.map(|places| (Some(places.code[*row as usize]), code(at))));
            }
        }
        let mut found = Vec::new();
        for end in length - 1..periods.months.len() {
            let begin = end + 1 - length;
            if !periods.follow(begin, end) {
                continue;
            }
            let rows = periods.rows[begin..=end].concat();
            for (cut, of) in [(Cut::Total, Cut::Period), (Cut::Place, Cut::PlacePeriod)] {
                let Some((place, _)) = axes(self.plan, cut).filter(|_| question.wants(of)) else { continue };
                let axes: Vec<&Codes> = place.into_iter().collect();
                let groups = group(&rows, &axes);
                for mut cell in self.split(&rows, (cut, None), &groups, Depth::Whole) {
                    let within = || (begin..=end).map(code);
                    cell.finding.key.period = Some(periods.codes.shared(code(end)));
                    let small = cell.size > 0 && cell.size < self.plan.least;
                    if small || within().any(|period| hidden(&(cell.place, Some(period), None))) {
                        cell.hide();
                    } else if within().any(|period| !there.contains(&(cell.place, period))) {
                        let key = std::mem::take(&mut cell.finding.key);
                        let value = Value::Missing(Reason::NotReported);
                        cell.finding = Finding { key, value, ..Finding::default() };
                    }
                    found.push((cell.place, end, cell.finding));
                }
            }
        }
        found.sort_by_key(|(place, end, _)| (*place, *end));
        found.into_iter().map(|(_, _, finding)| finding).collect()
    }

    /// Each two periods that follow each other, on those that reported in both.
    ///
    /// Nothing under a filter where groups may be small. Withheld where the place is in either period, or a group of those
    /// that reported in it; for all together where any place is; and where one of those that reported, or all who do not
    /// say who they are, are too few to be shown: what two such comparisons differ by is then nobody, or enough of them.
    pub(super) fn like_for_like(
        &self,
        question: &Question,
        withheld: &FxHashSet<Coordinates>,
    ) -> Vec<LikeForLike> {
        let Some(column) = &self.plan.indicator.like_for_like else { return Vec::new() };
        let Some(periods) = self.periods() else { return Vec::new() };
        if !question.filters.is_empty() && self.plan.least > 1 {
            return Vec::new();
        }
        let units = self.dataset.codes(self.plan.table, column);
        let places = self.plan.place.as_deref();
        let mut wanted: Vec<Option<u32>> = Vec::new();
        if question.wants(Cut::Period) {
            wanted.push(None);
        }
        if let Some(places) = places.filter(|_| question.wants(Cut::PlacePeriod)) {
            wanted.extend((0..places.size()).map(|at| Some(code(at))));
        }
        // A breakdown by those that reported shares what they add up to.
        let told = |by: usize| self.plan.by[by].columns.contains(column);
        let tells = withheld.iter().filter(|(.., group)| group.is_none_or(|(by, _)| told(by)));
        let periods_of =
            tells.filter_map(|(place, period, _)| Some([(*place, (*period)?), (None, (*period)?)]));
        let hidden: FxHashSet<(Option<u32>, u32)> = periods_of.flatten().collect();
        let mut found = Vec::new();
        for place in wanted {
            for end in 1..periods.months.len() {
                if periods.follow(end - 1, end) {
                    let pair = Pair { place, end, periods: &periods, units: &units };
                    found.extend(self.pair(&pair, &hidden));
                }
            }
        }
        found
    }

    fn pair(&self, pair: &Pair<'_>, hidden: &FxHashSet<(Option<u32>, u32)>) -> Option<LikeForLike> {
        let Pair { place, end, periods, units } = pair;
        let places = self.plan.place.as_deref();
        let here = |row: &u32| match (place, places) {
            (Some(place), Some(places)) => places.code[*row as usize] == *place,
            _ => true,
        };
        let takes = |row: &u32| self.taken.as_ref().is_none_or(|taken| taken[*row as usize]);
        let named = |row: &u32| units.code[*row as usize] != units.unknown();
        let side =
            |at: usize| -> Vec<u32> { periods.rows[at].iter().copied().filter(|row| here(row)).collect() };
        // Who reported anything; further rows of theirs may lack what the formula reads, and count as such.
        let whole = [side(end - 1), side(*end)];
        let sides = whole.each_ref().map(|rows| rows.iter().copied().filter(takes).collect::<Vec<u32>>());
        let of = |rows: &[u32]| -> FxHashSet<u32> {
            rows.iter().filter(|row| named(row)).map(|row| units.code[*row as usize]).collect()
        };
        let [first, second] = [of(&sides[0]), of(&sides[1])];
        let both: FxHashSet<u32> = first.intersection(&second).copied().collect();
        if both.is_empty() {
            return None;
        }
        let ends = [end - 1, *end];
        let small = sides.iter().any(|rows| {
            let cells = self.split(rows, (Cut::Total, None), &group(rows, &[units]), Depth::Sizes);
            cells.iter().any(|cell| cell.size > 0 && cell.size < self.plan.least)
        });
        let closed = small || ends.iter().any(|at| hidden.contains(&(*place, code(*at))));
        let [mut before, mut after] = [0, 1].map(|side| {
            let rows: Vec<u32> =
                whole[side].iter().copied().filter(|row| both.contains(&units.code[*row as usize])).collect();
            let mut cells = self.split(&rows, (Cut::Total, None), &group(&rows, &[]), Depth::Whole);
            cells.pop()
        });
        for (cell, at) in [(&mut before, ends[0]), (&mut after, ends[1])] {
            let Some(cell) = cell else { return None };
            cell.finding.key = self.plan.key(None, [*place, Some(code(at)), None]);
            if closed {
                cell.hide();
            }
        }
        let finding = |cell: Option<Cell>| cell.map(|cell| cell.finding).unwrap_or_default();
        let count = |number: usize| if closed { 0 } else { number as u64 };
        Some(LikeForLike {
            units: count(both.len()),
            left: count(first.len() - both.len()),
            joined: count(second.len() - both.len()),
            before: finding(before),
            after: finding(after),
        })
    }
}

/// Two periods of a place, the second one being `end`.
struct Pair<'a> {
    place: Option<u32>,
    end: usize,
    periods: &'a Periods<'a>,
    units: &'a Codes,
}
