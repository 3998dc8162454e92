//! Figures over time: lines with bands, small charts by place, the table of shades.

use super::pick::Group;
use super::plate::{Plate, Spec};
use super::say::{Say, one_currency};
use super::titles::ringed;
use super::words::small;
use crate::i18n::{t, t_with};
use esito_charts::{
    Frame, HeatColumn, HeatRow, HeatScale, HeatSpec, Ink, LinesSpec, MultiplesSpec, Panel, Series, format,
};
use esito_model::{Direction, Finding, Indicator};

/// The most lines that one chart holds.
pub const LINES: usize = 6;

impl Say<'_> {
    /// All together and the chosen places over time.
    #[must_use]
    pub fn over_time(&self, indicator: &Indicator, chosen: &[String]) -> Plate {
        let lines = [None].into_iter().chain(chosen.iter().take(LINES - 1).map(|place| Some(place.as_str())));
        let lines = lines.map(|place| {
            (place.map_or_else(|| t("figure.all_together"), |place| self.names.place(place)), place, None)
        });
        let path = if chosen.is_empty() { self.path(indicator, None) } else { None };
        let mut plate = self.lines("over-time", indicator, lines.collect());
        if let Spec::Lines(spec) = &mut plate.spec {
            spec.target = path;
            let promise = self.picks.promise(&indicator.id, None).filter(|_| chosen.is_empty());
            spec.ahead = promise.and_then(|promise| self.ahead(indicator, promise));
            if spec.ahead.is_some() {
                plate.subtitle = format!("{}; {}", plate.subtitle, t("figure.ahead"));
            }
        }
        let said = self.change(indicator, plate.grid.first().map_or(&[], Vec::as_slice));
        // Beside the lines of places the title must say whose change it tells.
        plate.title =
            if chosen.is_empty() { said } else { t_with("figure.together", &[("change", &small(&said))]) };
        plate
    }

    /// The groups of a breakdown over time, all places together.
    #[must_use]
    pub fn groups_over_time(&self, indicator: &Indicator, dimension: &str) -> Plate {
        let groups = self.picks.groups(&indicator.id, dimension);
        let more = groups.len() > LINES;
        let lines = groups.into_iter().take(LINES);
        let lines =
            lines.map(|group| (self.names.group(dimension, group), None, Some((dimension, group)))).collect();
        let mut plate = self.lines("groups-over-time", indicator, lines);
        let by = small(&self.names.dimension(dimension));
        plate.title = t_with("figure.groups_over_time", &[("dimension", &by)]);
        if more {
            plate.note = t_with("figure.first_groups", &[("n", &LINES.to_string())]);
        }
        plate
    }

    fn lines(
        &self,
        id: &'static str,
        indicator: &Indicator,
        lines: Vec<(String, Option<&str>, Group<'_>)>,
    ) -> Plate {
        let mut series = Vec::new();
        let mut grid = Vec::new();
        for (number, (name, place, group)) in lines.into_iter().enumerate() {
            let (points, findings) = self.moments(indicator, place, group);
            series.push(Series { name, ink: Ink::series(number), points });
            grid.push(findings);
        }
        let one = one_currency(grid.iter().flatten());
        let spec = LinesSpec {
            frame: self.frame(indicator, &grid),
            height: 0.0,
            series,
            nothing: t("figure.nothing"),
            ..LinesSpec::default()
        };
        Plate {
            id,
            title: String::new(),
            subtitle: self.subtitle(indicator, &grid),
            note: if one { ringed(&grid) } else { t("figure.currencies") },
            spec: if one { Spec::Lines(spec) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: false,
            derived: false,
            sheet: Vec::new(),
        }
    }

    /// A small chart for each place.
    #[must_use]
    pub fn multiples(&self, indicator: &Indicator, shown: &[&str]) -> Plate {
        let mut panels = Vec::new();
        let mut grid = Vec::new();
        for place in shown {
            let (mut points, findings) = self.moments(indicator, Some(place), None);
            // Where nothing occurred there is nothing to say beside the name; other reasons are said.
            for (point, _) in points.iter_mut().zip(&findings).filter(|(_, finding)| finding.is_none()) {
                point.datum.missing.clear();
            }
            let promise = self.picks.promise(&indicator.id, Some(place));
            let late = promise.is_some_and(|promise| promise.standing.is_late());
            panels.push(Panel {
                title: self.names.place(place),
                ink: if late { Ink::Bad } else { Ink::C1 },
                points,
                target: self
                    .path(indicator, Some(place))
                    .map(|path| esito_charts::TargetPath { label: String::new(), ..path }),
            });
            grid.push(findings);
        }
        let one = one_currency(grid.iter().flatten());
        let frame = self.frame(indicator, &grid);
        let spec = MultiplesSpec { frame, panels, nothing: t("figure.nothing") };
        let dotted = self
            .picks
            .answer
            .framework
            .targets
            .iter()
            .any(|target| target.indicator == indicator.id && target.place.is_some());
        let mut subtitle = self.course(indicator, &grid);
        if dotted {
            subtitle = format!("{subtitle}; {}", t("figure.dotted"));
        }
        Plate {
            id: "multiples",
            title: t_with("figure.by_place", &[("indicator", &self.names.of(indicator))]),
            subtitle,
            note: if one { ringed(&grid) } else { t("figure.currencies") },
            spec: if one { Spec::Multiples(spec) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: false,
            derived: false,
            sheet: Vec::new(),
        }
    }

    /// Places × periods as shades.
    #[must_use]
    pub fn shades(&self, indicator: &Indicator, shown: &[&str]) -> Plate {
        let periods = self.picks.periods(&indicator.id);
        let turned = indicator.direction == Direction::Lower;
        let columns: Vec<HeatColumn> = (periods.iter())
            .map(|span| HeatColumn { label: format::period(span, &self.format), quantity: None, turned })
            .collect();
        let mut rows = Vec::new();
        let mut grid = Vec::new();
        for place in shown {
            let (points, findings) = self.moments(indicator, Some(place), None);
            let cells = points.into_iter().map(|moment| moment.datum).collect();
            rows.push(HeatRow { label: self.names.place(place), cells, strong: false });
            grid.push(findings);
        }
        let one = one_currency(grid.iter().flatten());
        let spec = HeatSpec {
            frame: self.frame(indicator, &grid),
            columns,
            rows,
            scale: HeatScale::Together,
            light: String::new(),
            dark: String::new(),
            missing: t("figure.hatched"),
            nothing: t("figure.nothing"),
        };
        Plate {
            id: "shades",
            title: t("figure.shades"),
            subtitle: format!("{}; {}", self.subtitle(indicator, &[]), t("figure.darker")),
            note: if one { self.starred(&grid, t("figure.last_that_fit")) } else { t("figure.currencies") },
            spec: if one { Spec::Heat(spec) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: true,
            derived: false,
            sheet: Vec::new(),
        }
    }

    /// What every chart of an indicator needs to know.
    pub(super) fn frame(&self, indicator: &Indicator, grid: &[Vec<Option<Finding>>]) -> Frame {
        let first = grid.iter().flatten().flatten().find(|finding| finding.currency.is_some());
        Frame { quantity: self.quantity(indicator, first), ..Frame::default() }
    }
}
