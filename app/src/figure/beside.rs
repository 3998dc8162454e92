//! A few chosen places beside each other, and all places within the limits of chance.

use super::at_once::known;
use super::plate::{Plate, Spec};
use super::say::{Say, one_currency};
use crate::i18n::{t, t_count, t_with};
use crate::order::sort_by;
use esito_charts::{
    Benchmark, Dot, DotRow, DotsSpec, FunnelPoint, FunnelSpec, Ink, LinesSpec, Locale, Series,
};
use esito_model::{Beyond, Finding, Indicator, Places, UNKNOWN};

impl Say<'_> {
    /// These places at a period, in their own order and inks; `median` is that of all places.
    #[must_use]
    pub fn side_by_side(
        &self,
        id: &'static str,
        indicator: &Indicator,
        period: Option<&str>,
        places: &[String],
        median: Option<f64>,
    ) -> Plate {
        let find = |place: &String| self.picks.find(&indicator.id, Some(place), period, None);
        let mut found: Vec<(&str, Option<&Finding>)> =
            places.iter().map(|place| (place.as_str(), find(place))).collect();
        let grid: Vec<Vec<Option<Finding>>> =
            found.iter().map(|(_, finding)| vec![finding.cloned()]).collect();
        let rows = found.iter().enumerate().map(|(number, (place, finding))| DotRow {
            label: self.names.place(place),
            dots: vec![Dot { ink: Ink::series(number), datum: self.datum(indicator, *finding) }],
            target: self.target_at(indicator, place, period),
            ..DotRow::default()
        });
        let spec = DotsSpec {
            frame: self.frame(indicator, &grid),
            groups: Vec::new(),
            rows: rows.collect(),
            benchmark: median.map(|value| Benchmark { label: t("compare.median_of_all"), value }),
            target_label: t("figure.promised"),
            nothing: t("figure.nothing"),
        };
        let one = one_currency(grid.iter().flatten());
        sort_by(&mut found, |a, b| known(b.1).total_cmp(&known(a.1)));
        Plate {
            id,
            title: self.highest(indicator, &found),
            subtitle: self.subtitle_at(indicator, "", period, &grid),
            note: if one { self.starred(&grid, String::new()) } else { t("figure.currencies") },
            spec: if one { Spec::Dots(spec) } else { Spec::Table },
            grid,
            ..Plate::empty()
        }
    }

    /// These places over time, in their own order and inks.
    #[must_use]
    pub fn courses(&self, id: &'static str, indicator: &Indicator, places: &[String]) -> Plate {
        let mut series = Vec::new();
        let mut grid = Vec::new();
        for (number, place) in places.iter().enumerate() {
            let (points, findings) = self.moments(indicator, Some(place), None);
            series.push(Series { name: self.names.place(place), ink: Ink::series(number), points });
            grid.push(findings);
        }
        let one = one_currency(grid.iter().flatten());
        let spec = LinesSpec {
            frame: self.frame(indicator, &grid),
            series,
            nothing: t("figure.nothing"),
            ..LinesSpec::default()
        };
        Plate {
            id,
            title: t("figure.over_time"),
            subtitle: self.subtitle(indicator, &grid),
            note: if one { String::new() } else { t("figure.currencies") },
            spec: if one { Spec::Lines(spec) } else { Spec::Table },
            grid,
            ..Plate::empty()
        }
    }

    /// All places within the limits of chance; nothing where the indicator has no funnel.
    #[must_use]
    pub fn in_funnel(&self, indicator: &Indicator, places: &Places, chosen: &[String]) -> Option<Plate> {
        let at = places.indicators.iter().position(|of| of.id == indicator.id)?;
        let of = &places.indicators[at];
        let funnel = of.funnel.as_ref()?;
        let period = of.period.as_deref();
        let mut grid = Vec::new();
        let mut points = Vec::new();
        let (mut inner, mut outer) = (0_u64, 0_u64);
        for place in places.places.iter().filter(|place| place.place != UNKNOWN) {
            let finding = self.picks.find(&indicator.id, Some(&place.place), period, None);
            let cell = &place.cells[at];
            let strong = chosen.contains(&place.place);
            let note = match cell.beyond {
                Beyond::Within => String::new(),
                Beyond::Inner => t("place.beyond_inner"),
                Beyond::Outer => t("place.beyond_outer"),
            };
            inner += u64::from(cell.beyond != Beyond::Within);
            outer += u64::from(cell.beyond == Beyond::Outer);
            points.push(FunnelPoint {
                label: self.names.place(&place.place),
                ink: if strong { Ink::C2 } else { Ink::C1 },
                of: cell.of,
                datum: self.datum(indicator, finding),
                outside: cell.beyond != Beyond::Within,
                named: strong || cell.beyond != Beyond::Within,
                strong,
                note,
            });
            grid.push(finding.cloned());
        }
        let grid = vec![grid];
        let spec = FunnelSpec {
            frame: self.frame(indicator, &grid),
            height: 0.0,
            points,
            curve: funnel.curve.clone(),
            centre: Benchmark { label: t("figure.all_together"), value: funnel.centre },
            benchmark: of.usual.map(|usual| Benchmark { label: t("compare.median_of_all"), value: usual[1] }),
            of: t("compare.funnel_of"),
            people: t("compare.funnel_people"),
            nothing: t("figure.nothing"),
        };
        let title = match (inner, outer) {
            (0, _) => t("compare.funnel_none"),
            (inner, 0) => t_count("compare.funnel_inner", inner, &[]),
            (inner, outer) => t_count("compare.funnel_outer", inner, &[("outer", &self.format.whole(outer))]),
        };
        let wide = (funnel.dispersion > 1.0).then(|| {
            t_with("compare.funnel_wide", &[("times", &self.format.number(funnel.dispersion, 1, 1))])
        });
        let note = [Some(t("compare.funnel_note")), wide].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Some(Plate {
            id: "funnel",
            title,
            subtitle: self.subtitle_at(indicator, "", period, &[]),
            note,
            spec: Spec::Funnel(Box::new(spec)),
            grid,
            ..Plate::empty()
        })
    }
}
