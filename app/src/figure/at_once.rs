//! Figures at one period: places by value, groups as bars, places on the map.

use super::pick::overlap;
use super::plate::{Plate, Spec};
use super::say::{Say, one_currency};
use super::words::small;
use crate::i18n::{t, t_with};
use esito_charts::{Bar, BarsSpec, Benchmark, Dot, DotRow, DotsSpec, Ink, MapPoint, MapSpec, Shapes};
use esito_model::{Finding, Indicator};

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
        let mut found = self.places_at(indicator, period);
        found.sort_by(|a, b| known(b.1).total_cmp(&known(a.1)));
        let all = found.len();
        let title = self.highest(indicator, &found);
        let shown: Vec<_> = (found.into_iter().enumerate())
            .filter(|(at, (place, _))| *at < most || chosen.iter().any(|id| id == place))
            .map(|(_, pair)| pair)
            .collect();
        let grid: Vec<Vec<Option<Finding>>> =
            shown.iter().map(|(_, finding)| vec![finding.cloned()]).collect();
        let rows = shown.iter().map(|(place, finding)| DotRow {
            label: self.names.place(place),
            dots: vec![Dot { ink: Ink::C1, datum: self.datum(indicator, *finding) }],
            target: self.target_at(indicator, place, period),
            strong: chosen.iter().any(|id| id == place),
        });
        let total =
            self.picks.find(&indicator.id, None, period, None).and_then(|finding| finding.value.known());
        let one = one_currency(grid.iter().flatten());
        let spec = DotsSpec {
            frame: self.frame(indicator, &grid),
            groups: Vec::new(),
            rows: rows.collect(),
            benchmark: total
                .filter(|_| {
                    esito_model::Unit::Count != indicator.unit && indicator.unit != esito_model::Unit::Money
                })
                .map(|value| Benchmark { label: t("figure.all_together"), value }),
            target_label: t("figure.promised"),
            nothing: t("figure.nothing"),
        };
        Plate {
            id: "by-place",
            title,
            subtitle: self.subtitle_at(indicator, "", period, &grid),
            note: if one {
                self.careful(&grid, self.shown_of(shown.len(), all))
            } else {
                t("figure.currencies")
            },
            spec: if one { Spec::Dots(spec) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: false,
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
        }
    }

    /// Places on the map; nothing where none has a position.
    #[must_use]
    pub fn on_map(&self, indicator: &Indicator, period: Option<&str>, shapes: &Shapes) -> Option<Plate> {
        let mut grid = Vec::new();
        let mut points = Vec::new();
        let mut found = self.places_at(indicator, period);
        found.sort_by(|a, b| known(b.1).total_cmp(&known(a.1)));
        let title = self.highest(indicator, &found);
        for (id, finding) in found {
            let place = self.picks.answer.framework.places.iter().find(|place| place.id == id);
            let position = place.and_then(|place| Some((place.longitude?, place.latitude?)));
            let Some((longitude, latitude)) = position else { continue };
            points.push(MapPoint {
                label: self.names.place(id),
                longitude,
                latitude,
                ink: self.late(indicator, id),
                datum: self.datum(indicator, finding),
                ring: false,
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
            note: if one { String::new() } else { t("figure.currencies") },
            spec: if one { Spec::Map(Box::new(spec)) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: false,
        })
    }

    /// Each place of the indicator with its finding at a period.
    #[must_use]
    pub fn places_at(&self, indicator: &Indicator, period: Option<&str>) -> Vec<(&str, Option<&Finding>)> {
        let places = self.picks.places(&indicator.id);
        places
            .into_iter()
            .map(|place| (place, self.picks.find(&indicator.id, Some(place), period, None)))
            .collect()
    }

    /// The one accent for what is bad: a promise that moves away or is missed by far.
    #[must_use]
    pub fn late(&self, indicator: &Indicator, place: &str) -> Ink {
        use esito_model::Standing::{Insufficient, MovingAway};
        let promise = self.picks.promise(&indicator.id, Some(place));
        let late = promise.is_some_and(|promise| matches!(promise.standing, Insufficient | MovingAway));
        if late { Ink::Bad } else { Ink::C1 }
    }

    // A target is shown beside the last value only: beside an old one it would judge the past by the future.
    fn target_at(&self, indicator: &Indicator, place: &str, period: Option<&str>) -> Option<f64> {
        let promise = self.picks.promise(&indicator.id, Some(place))?;
        (promise.period.as_deref() == period).then_some(promise.target)
    }

    fn subtitle_at(
        &self,
        indicator: &Indicator,
        by: &str,
        period: Option<&str>,
        grid: &[Vec<Option<Finding>>],
    ) -> String {
        let when =
            period.map_or_else(|| super::words::all_periods(indicator.across), |code| self.period(code));
        let text = [self.names.of(indicator).as_str(), by, when.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        let interval = grid.iter().flatten().flatten().any(|finding| finding.low.is_some());
        if interval { format!("{text}; {}", t("figure.bar")) } else { text }
    }

    /// With intervals, how to read them; then whatever else has to be said.
    fn careful(&self, grid: &[Vec<Option<Finding>>], rest: String) -> String {
        let interval = grid.iter().flatten().flatten().any(|finding| finding.low.is_some());
        let said = [interval.then(|| t("indicator.overlap")), Some(rest)];
        said.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The highest and the lowest place, and whether their intervals tell them apart.
    fn highest(&self, indicator: &Indicator, sorted: &[(&str, Option<&Finding>)]) -> String {
        let there = sorted.iter().filter_map(|(place, finding)| Some((*place, (*finding)?)));
        let mut there = there
            .filter(|(place, finding)| *place != esito_model::UNKNOWN && finding.value.known().is_some());
        let Some((top, high)) = there.next() else { return t("figure.by_place_plain") };
        let Some((bottom, low)) = there.next_back() else { return t("figure.by_place_plain") };
        let (top, bottom) = (self.names.place(top), self.names.place(bottom));
        let (from, to) = (self.value(indicator, Some(high)), self.value(indicator, Some(low)));
        let args = [
            ("top", top.as_str()),
            ("bottom", bottom.as_str()),
            ("from", from.as_str()),
            ("to", to.as_str()),
        ];
        match overlap(high, low) {
            Some(true) => t("figure.places_alike"),
            _ => t_with("figure.highest", &args),
        }
    }

    /// The widest gap between two groups, and whether their intervals tell them apart.
    fn gap(&self, indicator: &Indicator, dimension: &str, found: &[(&str, Option<&Finding>)]) -> String {
        let mut sorted: Vec<_> = found.to_vec();
        sorted.retain(|(group, finding)| {
            !group.contains(esito_model::UNKNOWN) && finding.is_some_and(|f| f.value.known().is_some())
        });
        sorted.sort_by(|a, b| known(b.1).total_cmp(&known(a.1)));
        let by = self.names.dimension(dimension);
        let (Some((top, high)), Some((bottom, low))) = (sorted.first(), sorted.last()) else {
            return by;
        };
        let (Some(high), Some(low)) = (*high, *low) else { return by };
        if sorted.len() < 2 {
            return by;
        }
        let (top, bottom) = (self.names.group(dimension, top), self.names.group(dimension, bottom));
        let (from, to) = (self.value(indicator, Some(high)), self.value(indicator, Some(low)));
        let args = [
            ("top", top.as_str()),
            ("bottom", bottom.as_str()),
            ("from", from.as_str()),
            ("to", to.as_str()),
        ];
        match overlap(high, low) {
            Some(true) => t_with("figure.groups_alike", &args),
            _ => t_with("figure.gap", &args),
        }
    }
}

// What has no value stands after everything that has one.
fn known(finding: Option<&Finding>) -> f64 {
    finding.and_then(|finding| finding.value.known()).unwrap_or(f64::NEG_INFINITY)
}
