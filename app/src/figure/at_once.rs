//! Figures at one period: places by value, groups as bars, places on the map.

use super::plate::{Plate, Spec};
use super::say::{Say, one_currency};
use super::sheet::{cells, heads};
use super::words::small;
use crate::i18n::{t, t_with};
use crate::order::{sort_by, sort_by_key};
use esito_charts::{Bar, BarsSpec, Benchmark, Dot, DotRow, DotsSpec, Ink, MapPoint, MapSpec, Shapes};
use esito_model::{Beside, Finding, Indicator, UNKNOWN, Unit};

impl Say<'_> {
    /// Places by value at a period (or all periods together), the highest first, those without a value last.
    #[must_use]
    pub fn by_place(
        &self,
        indicator: &Indicator,
        period: Option<&str>,
        chosen: &[String],
        most: usize,
    ) -> Plate {
        let found = self.ranked(indicator, period);
        let all = found.len();
        let title = self.highest(indicator, &found);
        let mut shown: Vec<_> = (found.into_iter().enumerate())
            .filter(|(at, (place, _))| *at < most || chosen.iter().any(|id| id == place))
            .map(|(_, pair)| pair)
            .collect();
        // Groups that the engine tells apart stand together; within each, by value.
        let grouped = shown.iter().any(|(_, finding)| beside(*finding).is_some());
        if grouped {
            sort_by_key(&mut shown, |(_, finding)| beside(*finding).map_or(3, |beside| beside as u8));
        }
        let grid: Vec<Vec<Option<Finding>>> =
            shown.iter().map(|(_, finding)| vec![finding.cloned()]).collect();
        let rows = shown.iter().map(|(place, finding)| DotRow {
            label: self.names.place(place),
            dots: vec![Dot { ink: Ink::C1, datum: self.datum(indicator, *finding) }],
            target: self.target_at(indicator, place, period),
            strong: chosen.iter().any(|id| id == place),
            section: if grouped { section(beside(*finding)) } else { String::new() },
        });
        let total =
            self.picks.find(&indicator.id, None, period, None).and_then(|finding| finding.value.known());
        let one = one_currency(grid.iter().flatten());
        let spec = DotsSpec {
            frame: self.frame(indicator, &grid),
            groups: Vec::new(),
            rows: rows.collect(),
            benchmark: total
                .filter(|_| !matches!(indicator.unit, Unit::Count | Unit::Money))
                .map(|value| Benchmark { label: t("figure.all_together"), value }),
            target_label: t("figure.promised"),
            nothing: t("figure.nothing"),
        };
        Plate {
            id: "by-place",
            title,
            subtitle: self.subtitle_at(indicator, "", period, &grid),
            note: if one {
                let said = [self.apart(&shown), self.shown_of(shown.len(), all)];
                self.careful(
                    &grid,
                    said.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" "),
                )
            } else {
                t("figure.currencies")
            },
            spec: if one { Spec::Dots(spec) } else { Spec::Table },
            sheet: if grouped { grouped_sheet(&grid) } else { Vec::new() },
            grid,
            ..Plate::empty()
        }
    }

    /// The groups of a breakdown at a period, all places together.
    #[must_use]
    pub fn by_group(
        &self,
        indicator: &Indicator,
        dimension: &str,
        period: Option<&str>,
        most: usize,
    ) -> Plate {
        let groups = self.picks.groups(&indicator.id, dimension);
        let all = groups.len();
        let found: Vec<(&str, Option<&Finding>)> = (groups.into_iter().take(most))
            .map(|group| (group, self.picks.find(&indicator.id, None, period, Some((dimension, group)))))
            .collect();
        let grid: Vec<Vec<Option<Finding>>> =
            vec![found.iter().map(|(_, finding)| finding.cloned()).collect()];
        let bars = found.iter().map(|(group, finding)| Bar {
            label: self.names.group(dimension, group),
            ink: Ink::C1,
            datum: self.datum(indicator, *finding),
            target: None,
            strong: false,
        });
        let one = one_currency(grid.iter().flatten());
        let spec = BarsSpec {
            frame: self.frame(indicator, &grid),
            bars: bars.collect(),
            benchmark: None,
            nothing: t("figure.nothing"),
        };
        let said = t_with("figure.by", &[("dimension", &small(&self.names.dimension(dimension)))]);
        Plate {
            id: "by-group",
            title: self.gap(indicator, dimension, &found),
            subtitle: self.subtitle_at(indicator, &said, period, &grid),
            note: match (one, found.len() < all) {
                (false, _) => t("figure.currencies"),
                (true, true) => t_with("figure.first_groups", &[("n", &most.to_string())]),
                (true, false) => self.careful(&grid, String::new()),
            },
            spec: if one { Spec::Bars(spec) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: false,
            derived: false,
            sheet: Vec::new(),
        }
    }

    /// Places on the map, the chosen ones singled out; nothing where none has a position.
    #[must_use]
    pub fn on_map(
        &self,
        indicator: &Indicator,
        period: Option<&str>,
        chosen: &[String],
        shapes: &Shapes,
    ) -> Option<Plate> {
        let mut grid = Vec::new();
        let mut points = Vec::new();
        let found = self.ranked(indicator, period);
        let title = self.highest(indicator, &found);
        for (id, finding) in found {
            let place = self.picks.answer.framework.places.iter().find(|place| place.id == id);
            let position = place.and_then(|place| Some((place.longitude?, place.latitude?)));
            let Some((longitude, latitude)) = position else { continue };
            let strong = chosen.iter().any(|place| place == id);
            points.push(MapPoint {
                label: self.names.place(id),
                longitude,
                latitude,
                ink: if strong { Ink::C2 } else { self.late(indicator, id) },
                datum: self.datum(indicator, finding),
                ring: false,
                strong,
            });
            grid.push(finding.cloned());
        }
        // One place needs no map.
        if points.len() < 2 {
            return None;
        }
        let grid = vec![grid];
        let one = one_currency(grid.iter().flatten());
        let spec = MapSpec {
            frame: self.frame(indicator, &grid),
            height: 0.0,
            shapes: shapes.clone(),
            points,
            nothing: t("figure.nothing"),
        };
        Some(Plate {
            id: "map",
            title,
            subtitle: self.subtitle_at(indicator, "", period, &[]),
            note: if one { self.starred(&grid, String::new()) } else { t("figure.currencies") },
            spec: if one { Spec::Map(Box::new(spec)) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: false,
            derived: false,
            sheet: Vec::new(),
        })
    }

    /// Each place with its finding at a period, from high to low; by name where amounts are in several currencies,
    /// because their sizes say nothing about each other.
    fn ranked(&self, indicator: &Indicator, period: Option<&str>) -> Vec<(&str, Option<&Finding>)> {
        let places = self.picks.places(&indicator.id).into_iter();
        let mut found: Vec<_> = places
            .map(|place| (place, self.picks.find(&indicator.id, Some(place), period, None)))
            // Rows without a place are worth a line only where there are some.
            .filter(|(place, finding)| *place != UNKNOWN || finding.is_some())
            .collect();
        if one_scale(&found) {
            sort_by(&mut found, |a, b| known(b.1).total_cmp(&known(a.1)));
        } else {
            sort_by_key(&mut found, |(place, _)| self.names.place(place).to_lowercase());
        }
        found
    }

    /// The one accent for what is bad: a promise that moves away, is far behind or was missed.
    #[must_use]
    pub fn late(&self, indicator: &Indicator, place: &str) -> Ink {
        let promise = self.picks.promise(&indicator.id, Some(place));
        let late = promise.is_some_and(|promise| promise.standing.is_late());
        if late { Ink::Bad } else { Ink::C1 }
    }

    /// A target is shown beside the last value only: beside an old one it would judge the past by the future.
    pub(super) fn target_at(&self, indicator: &Indicator, place: &str, period: Option<&str>) -> Option<f64> {
        let promise = self.picks.promise(&indicator.id, Some(place))?;
        (promise.period.as_deref() == period).then_some(promise.target)
    }
}

/// How a place stands beside all others together, where the engine says.
fn beside(finding: Option<&Finding>) -> Option<Beside> {
    finding.filter(|finding| finding.value.known().is_some())?.beside
}

/// What places that stand alike beside all others have in common.
#[must_use]
pub fn section(beside: Option<Beside>) -> String {
    t(match beside {
        Some(Beside::Above) => "apart.group_above",
        Some(Beside::Alike) => "apart.group_alike",
        Some(Beside::Below) => "apart.group_below",
        None => "apart.group_none",
    })
}

/// The findings as a file that says how each place stands beside all others.
fn grouped_sheet(grid: &[Vec<Option<Finding>>]) -> Vec<Vec<String>> {
    let head = heads().into_iter().chain(["beside".to_owned()]).collect();
    let line = |finding: &Finding| {
        let word = match finding.beside {
            Some(Beside::Above) => "above",
            Some(Beside::Alike) => "alike",
            Some(Beside::Below) => "below",
            None => "",
        };
        cells(finding).into_iter().chain([word.to_owned()]).collect()
    };
    std::iter::once(head).chain(grid.iter().flatten().flatten().map(line)).collect()
}

/// Whether the amounts are in one currency (or none is money).
pub(super) fn one_scale(found: &[(&str, Option<&Finding>)]) -> bool {
    let mut currencies = found.iter().filter_map(|(_, finding)| finding.as_ref()?.currency.as_deref());
    let first = currencies.next();
    currencies.all(|currency| Some(currency) == first)
}

// What has no value stands after everything that has one.
pub(super) fn known(finding: Option<&Finding>) -> f64 {
    finding.and_then(|finding| finding.value.known()).unwrap_or(f64::NEG_INFINITY)
}
