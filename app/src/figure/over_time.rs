//! Figures over time: lines with bands, small charts by place, the table of shades.

use super::pick::{Group, overlap};
use super::plate::{Plate, Spec};
use super::say::{Say, one_currency};
use super::words::{places, small};
use crate::i18n::{t, t_with};
use esito_charts::{
    Baseline, Frame, HeatColumn, HeatRow, HeatScale, HeatSpec, Ink, LinesSpec, MultiplesSpec, Panel, Series,
    format,
};
use esito_model::{Direction, Finding, Indicator, Standing};

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
            target: None,
            baseline: Baseline::Free,
            nothing: t("figure.nothing"),
        };
        Plate {
            id,
            title: String::new(),
            subtitle: self.subtitle(indicator, &grid),
            note: if one { String::new() } else { t("figure.currencies") },
            spec: if one { Spec::Lines(spec) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: false,
        }
    }

    /// A small chart for each place.
    #[must_use]
    pub fn multiples(&self, indicator: &Indicator, shown: &[&str]) -> Plate {
        let mut panels = Vec::new();
        let mut grid = Vec::new();
        for place in shown {
            let (points, findings) = self.moments(indicator, Some(place), None);
            let late = self.picks.promise(&indicator.id, Some(place)).is_some_and(|promise| {
                matches!(promise.standing, Standing::MovingAway | Standing::Insufficient)
            });
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
            note: if one { String::new() } else { t("figure.currencies") },
            spec: if one { Spec::Multiples(spec) } else { Spec::Table },
            grid,
            wide: 0.0,
            newest_last: false,
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
            rows.push(HeatRow { label: self.names.place(place), cells });
            grid.push(findings);
        }
        let one = one_currency(grid.iter().flatten());
        #[expect(clippy::cast_precision_loss, reason = "a width in pixels")]
        let wide = 150.0 + 54.0 * columns.len() as f64;
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
            note: if one { String::new() } else { t("figure.currencies") },
            spec: if one { Spec::Heat(spec) } else { Spec::Table },
            grid,
            wide,
            newest_last: true,
        }
    }

    /// What every chart of an indicator needs to know.
    pub(super) fn frame(&self, indicator: &Indicator, grid: &[Vec<Option<Finding>>]) -> Frame {
        let first = grid.iter().flatten().flatten().find(|finding| finding.currency.is_some());
        Frame { quantity: self.quantity(indicator, first), ..Frame::default() }
    }

    /// Name, span of time, and that the band is an interval, where there is one.
    fn subtitle(&self, indicator: &Indicator, grid: &[Vec<Option<Finding>>]) -> String {
        let course = self.course(indicator, grid);
        let name = self.names.of(indicator);
        if course.is_empty() { name } else { format!("{name}, {course}") }
    }

    fn course(&self, indicator: &Indicator, grid: &[Vec<Option<Finding>>]) -> String {
        let periods = self.picks.periods(&indicator.id);
        let mut parts = Vec::new();
        if let (Some(first), Some(last)) = (periods.first(), periods.last()) {
            let (first, last) = (format::period(first, &self.format), format::period(last, &self.format));
            parts.push(if first == last { first } else { format!("{first} – {last}") });
        }
        if grid.iter().flatten().flatten().any(|finding| finding.low.is_some()) {
            parts.push(t("figure.band"));
        }
        parts.join("; ")
    }

    /// What the first and the last value say: a clear change, none, or only two values.
    #[must_use]
    pub fn change(&self, indicator: &Indicator, findings: &[Option<Finding>]) -> String {
        let known = || findings.iter().flatten().filter(|finding| finding.value.known().is_some());
        let (Some(first), Some(last)) = (known().next(), known().next_back()) else {
            return t("figure.over_time");
        };
        let period = |finding: &Finding| self.period(finding.key.period.as_deref().unwrap_or_default());
        let (from, to) = (self.value(indicator, Some(first)), self.value(indicator, Some(last)));
        let (start, end) = (period(first), period(last));
        let args =
            [("from", from.as_str()), ("to", to.as_str()), ("start", start.as_str()), ("end", end.as_str())];
        if first.key == last.key {
            return t_with("figure.one_period", &args);
        }
        match (overlap(first, last), first.value.known() < last.value.known()) {
            (Some(true), _) => t_with("figure.no_change", &args),
            (Some(false), true) => t_with("figure.rose", &args),
            (Some(false), false) => t_with("figure.fell", &args),
            (None, _) => t_with("figure.from_to", &args),
        }
    }

    /// How many of the places are shown, where not all are.
    #[must_use]
    pub fn shown_of(&self, shown: usize, all: usize) -> String {
        if shown < all {
            t_with("figure.shown_of", &[("n", &shown.to_string()), ("all", &places(all))])
        } else {
            String::new()
        }
    }
}
