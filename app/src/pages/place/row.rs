//! One value of the place beside its peers, in parts that lists and the table put together.

use super::Seen;
use crate::figure::Say;
use crate::figure::words::all_periods;
use crate::i18n::{t, t_with};
use esito_charts::{Dot, DotRowSpec, Frame, Ink, dot_row, format};
use esito_model::{AmongPeers, Beyond, Finding, Indicator, PlaceCell, PlacesIndicator, Unit};

/// An indicator, the place's value of it, and what stands beside.
pub(super) struct Line<'a> {
    pub indicator: &'a Indicator,
    pub of: &'a PlacesIndicator,
    pub cell: &'a PlaceCell,
    pub finding: Option<&'a Finding>,
}

/// The lines of a place, in the order of the framework.
pub(super) fn lines<'a>(seen: &'a Seen, say: &Say<'a>) -> Vec<Line<'a>> {
    let place = seen.place();
    let both = seen.places.indicators.iter().zip(&place.cells);
    both.filter_map(|(of, cell)| {
        let indicator = say.picks.indicator(&of.id)?;
        let finding = say.picks.find(&of.id, Some(&place.place), of.period.as_deref(), None);
        Some(Line { indicator, of, cell, finding })
    })
    .collect()
}

impl Line<'_> {
    /// The period in words.
    pub(super) fn when(&self, say: &Say<'_>) -> String {
        self.of.period.as_deref().map_or_else(|| all_periods(self.indicator.across), |code| say.period(code))
    }

    /// The median of the peers, where there is one.
    pub(super) fn median(&self, say: &Say<'_>) -> Option<String> {
        self.cell.usual.map(|usual| self.number(say, usual[1]))
    }

    /// The quartiles of the peers: where the middle half of them lies.
    pub(super) fn middle(&self, say: &Say<'_>) -> Option<String> {
        let [low, _, high] = self.cell.usual?;
        Some(format::interval(low, high, &say.quantity(self.indicator, self.finding), &say.format))
    }

    fn number(&self, say: &Say<'_>, value: f64) -> String {
        format::value(value, &say.quantity(self.indicator, self.finding), &say.format)
    }

    /// The value with its interval on the scale of all places, the middle half of the peers behind it.
    pub(super) fn picture(&self, say: &Say<'_>, id: &str, width: f64, target: Option<f64>) -> Option<String> {
        self.cell.value?;
        let ink = match self.cell.beside {
            AmongPeers::Better => Ink::Good,
            AmongPeers::Worse => Ink::Bad,
            _ => Ink::C1,
        };
        let spec = DotRowSpec {
            frame: Frame {
                id: format!("{id}-{}", self.indicator.id),
                title: self.told(say),
                width,
                quantity: say.quantity(self.indicator, self.finding),
                ..Frame::default()
            },
            height: 30.0,
            dot: Dot { ink, datum: say.datum(self.indicator, self.finding) },
            target,
            median: self.cell.usual.map(|usual| usual[1]),
            usual: self.cell.usual.map(|usual| (usual[0], usual[2])),
            range: self.of.ends.map(|[low, high]| (low, high)),
        };
        Some(dot_row(&spec, &say.format).svg)
    }

    /// The value, its interval and the median of the peers in words.
    pub(super) fn told(&self, say: &Say<'_>) -> String {
        let own = say.told(self.indicator, self.finding);
        match self.median(say) {
            Some(median) => format!("{own}; {}", t_with("place.peers_median", &[("median", &median)])),
            None => own,
        }
    }

    /// The difference from the median of the peers with its interval, in points for shares.
    pub(super) fn difference(&self, say: &Say<'_>) -> Option<String> {
        let quantity = say.quantity(self.indicator, self.finding);
        let [low, change, high] = self.cell.difference?.map(|by| format::change(by, &quantity, &say.format));
        let args = [("change", change.as_str()), ("low", low.as_str()), ("high", high.as_str())];
        Some(match self.indicator.unit {
            Unit::Share => t_with("place.difference_points", &args),
            _ => t_with("place.difference", &args),
        })
    }

    /// What the funnel says where the value lies outside of it; nothing within.
    pub(super) fn beyond(&self) -> Option<String> {
        match self.cell.beyond {
            Beyond::Within => None,
            Beyond::Inner => Some(t("place.beyond_inner")),
            Beyond::Outer => Some(t("place.beyond_outer")),
        }
    }
}
