//! Findings become the table of an index: one value for each place and indicator, and the period it is of.

use super::matrix::number;
use crate::statistics::calendar::{months_of, read_period};
use esito_model::number::round12;
use esito_model::{Finding, Framework, Index, Indicator, Many, MissingRule, Pillar, Reason, UNKNOWN, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The share of places that must have a value for a period to count as the last one with data.
const ENOUGH: f64 = 0.5;

/// What a lookup puts where a row belongs to several places: no place of its own.
pub(crate) const SEVERAL: &str = "several";

/// A value on its way into the index.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub value: Option<f64>,
    pub interval: Option<(f64, f64)>,
    /// Events and the people they come from.
    pub counted: Option<(f64, f64)>,
    /// As in findings.
    pub status: String,
}

impl Default for Cell {
    fn default() -> Self {
        Self { value: None, interval: None, counted: None, status: "M".to_owned() }
    }
}

/// An indicator of the index with its values.
#[derive(Clone, Debug)]
pub(crate) struct Member<'a> {
    pub indicator: &'a Indicator,
    /// The position of its pillar.
    pub pillar: usize,
    pub weight: f64,
    pub period: Option<String>,
    /// Whether its values are divided by those of another indicator.
    pub per: bool,
    /// One for each place.
    pub cells: Vec<Cell>,
}

/// The table of an index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered<'a> {
    /// Codes in their order.
    pub places: Vec<String>,
    pub members: Vec<Member<'a>>,
}

/// Gathers the values of an index from findings; `asked` is the period asked for.
pub(crate) fn gather<'a>(
    framework: &'a Framework,
    index: &Index,
    findings: &[Finding],
    asked: Option<&str>,
) -> Gathered<'a> {
    let several =
        framework.tables.iter().flat_map(|table| &table.lookups).any(|lookup| lookup.many == Many::Several);
    let mut series: Vec<Series<'a>> = Vec::new();
    for (pillar, of) in index.pillars.iter().enumerate() {
        series.extend(of_pillar(framework, findings, of, pillar, several));
    }
    for one in &mut series {
        one.choose(asked);
    }
    let back = if index.missing.rule == MissingRule::Carry { index.missing.periods } else { 0 };
    let places: BTreeSet<&str> = series.iter().flat_map(Series::places).collect();
    let places: Vec<String> = places.into_iter().map(str::to_owned).collect();
    let members = series.iter().map(|one| one.member(&places, back)).collect();
    Gathered { places, members }
}

fn of_pillar<'a>(
    framework: &'a Framework,
    findings: &[Finding],
    pillar: &Pillar,
    at: usize,
    several: bool,
) -> Vec<Series<'a>> {
    let mut out = Vec::new();
    for member in &pillar.indicators {
        let Some(indicator) = framework.indicators.iter().find(|known| known.id == member.id) else {
            continue;
        };
        let mut by_period = by_period(indicator, findings, several);
        let by = member.per.as_ref().and_then(|id| framework.indicators.iter().find(|known| known.id == *id));
        let per = by.is_some();
        if let Some(by) = by {
            divide(&mut by_period, &self::by_period(by, findings, several), member.times.unwrap_or(1.0));
        }
        out.push(Series { indicator, pillar: at, weight: member.weight, per, by_period, chosen: None });
    }
    out
}

type ByPeriod = BTreeMap<(i32, String), BTreeMap<String, Cell>>;

/// An indicator's values by period and place.
fn by_period(indicator: &Indicator, findings: &[Finding], several: bool) -> ByPeriod {
    let mut by_period = ByPeriod::new();
    for finding in findings.iter().filter(|finding| finding.key.indicator == indicator.id) {
        let key = &finding.key;
        let Some(place) = key.place.as_deref() else { continue };
        let stands_for_none = place == UNKNOWN || (several && place == SEVERAL);
        if key.dimension.is_some() || stands_for_none || key.period.is_some() != indicator.period.is_some() {
            continue;
        }
        let period = match &key.period {
            Some(code) => match read_period(code) {
                Some((_, month)) => (month, code.as_str().to_owned()),
                None => continue,
            },
            None => (0, String::new()),
        };
        by_period.entry(period).or_default().insert(place.to_owned(), cell(finding));
    }
    by_period
}

/// Divides each value by that of another indicator in the same place and period (or its only one, where that one knows no
/// periods), for so many of these. The other is taken as known without error; where it is missing or not above zero, or
/// withheld, nothing is left.
fn divide(values: &mut ByPeriod, by: &ByPeriod, times: f64) {
    let timeless = (0, String::new());
    for (period, cells) in values {
        let others = by.get(period).or_else(|| by.get(&timeless));
        for (place, cell) in cells {
            let other = others.and_then(|others| others.get(place));
            let status = other.map_or("M", |other| if other.status == "c" { "c" } else { "M" });
            let by = other.and_then(|other| other.value).filter(|by| *by > 0.0);
            let (Some(value), Some(by)) = (cell.value, by) else {
                let own = if cell.value.is_none() { cell.status.clone() } else { status.to_owned() };
                *cell = Cell { status: own, ..Cell::default() };
                continue;
            };
            let per = |value: f64| round12(value / by * times);
            cell.value = Some(per(value));
            cell.interval = cell.interval.map(|(low, high)| (per(low), per(high)));
            cell.counted = None;
        }
    }
}

/// The finding with twelve significant digits, as every seat prints it: a published answer, read back, gives the same
/// comparison as the rows themselves.
fn cell(finding: &Finding) -> Cell {
    let (low, high) = (finding.low.map(round12), finding.high.map(round12));
    Cell {
        value: finding.value.known().map(round12),
        interval: low.zip(high),
        counted: finding.numerator.map(round12).zip(finding.denominator.map(round12)),
        status: match finding.value {
            Value::Missing(Reason::Withheld) => "c".to_owned(),
            _ => finding.status(),
        },
    }
}

/// An indicator's values by period and place.
struct Series<'a> {
    indicator: &'a Indicator,
    pillar: usize,
    weight: f64,
    per: bool,
    by_period: ByPeriod,
    chosen: Option<(i32, String)>,
}

impl<'a> Series<'a> {
    /// The last period within the one asked for; otherwise the last in which at least half of the places that ever had
    /// a value have one.
    fn choose(&mut self, asked: Option<&str>) {
        let known =
            |cells: &BTreeMap<String, Cell>| cells.values().filter(|cell| cell.value.is_some()).count();
        let with_value = |cells: &BTreeMap<String, Cell>| {
            cells
                .iter()
                .filter(|(_, cell)| cell.value.is_some())
                .map(|(place, _)| place.clone())
                .collect::<Vec<_>>()
        };
        if self.indicator.period.is_none() {
            self.chosen = self.by_period.keys().next().cloned();
            return;
        }
        let asked = asked.and_then(read_period);
        let fits = |(start, code): &&(i32, String)| {
            let (Some((every, month)), Some((grain, _))) = (asked, read_period(code)) else {
                return asked.is_none();
            };
            let (end, asked_end) = (start + months_of(grain), month + months_of(every));
            // Within the period asked for, or a coarser one that holds it.
            (*start >= month && end <= asked_end) || (*start <= month && end >= asked_end)
        };
        let ever: BTreeSet<String> = self.by_period.values().flat_map(with_value).collect();
        let least = number(ever.len()) * ENOUGH;
        let mut candidates = self.by_period.iter().filter(|(period, _)| fits(period)).rev();
        let some = candidates.clone().find(|(_, cells)| known(cells) > 0);
        let enough = candidates.find(|(_, cells)| known(cells) > 0 && number(known(cells)) >= least);
        self.chosen = enough.or(some).map(|(period, _)| period.clone());
    }

    fn places(&self) -> impl Iterator<Item = &str> {
        let cells = self.chosen.as_ref().and_then(|period| self.by_period.get(period));
        cells.into_iter().flat_map(|cells| cells.keys().map(String::as_str))
    }

    fn member(&self, places: &[String], back: u32) -> Member<'a> {
        let of = |place: &String| {
            let period = self.chosen.as_ref()?;
            let now = self.by_period.get(period).and_then(|cells| cells.get(place));
            // What is withheld is known and must not come out by another door.
            if back == 0 || now.is_some_and(|cell| cell.value.is_some() || cell.status == "c") {
                return now.cloned();
            }
            self.carried(period, place, back).or_else(|| now.cloned())
        };
        Member {
            indicator: self.indicator,
            pillar: self.pillar,
            weight: self.weight,
            per: self.per,
            period: self.chosen.as_ref().map(|(_, code)| code.clone()).filter(|code| !code.is_empty()),
            cells: places.iter().map(|place| of(place).unwrap_or_default()).collect(),
        }
    }

    /// The place's last value of at most so many periods before, marked as estimated.
    fn carried(&self, (start, code): &(i32, String), place: &str, back: u32) -> Option<Cell> {
        let (grain, _) = read_period(code)?;
        let earliest = start - months_of(grain) * i32::try_from(back).ok()?;
        let before = self.by_period.range((earliest, String::new())..(*start, String::new())).rev();
        let cell = before.filter_map(|(_, cells)| cells.get(place)).find(|cell| cell.value.is_some())?;
        Some(Cell { status: "Ae".to_owned(), ..cell.clone() })
    }
}
