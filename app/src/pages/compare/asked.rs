//! What the address asks of the page.

use crate::address::Query;
use crate::i18n::t;

/// Rows shown at first.
const FIRST: usize = 60;

/// How the places are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// Dots in a table.
    Table,
    /// The table as shades.
    Heat,
    /// A map over the table.
    Map,
    /// Within the limits of chance.
    Funnel,
    /// A few of them beside each other.
    Side,
}

impl View {
    /// Every view with its word in the address; the first needs none.
    pub(super) const ALL: [(Self, &'static str); 5] = [
        (Self::Table, ""),
        (Self::Heat, "heat"),
        (Self::Map, "map"),
        (Self::Funnel, "funnel"),
        (Self::Side, "side"),
    ];

    /// The view that an address asks for.
    pub(super) fn read(query: &Query) -> Self {
        let word = query.get("view").unwrap_or_default();
        Self::ALL.into_iter().find(|(_, known)| *known == word).map_or(Self::Table, |(view, _)| view)
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        match self {
            Self::Table => t("compare.dots"),
            Self::Heat => t("compare.heat"),
            Self::Map => t("compare.map"),
            Self::Funnel => t("compare.funnel"),
            Self::Side => t("compare.side"),
        }
    }
}

/// What the values of a column are held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Line {
    /// The median of all places.
    #[default]
    Median,
    /// For each place the median of its own peers.
    Peers,
    /// All together.
    Total,
}

impl Line {
    /// Every line with its word in the address; the first needs none.
    pub(super) const ALL: [(Self, &'static str); 3] =
        [(Self::Median, ""), (Self::Peers, "peers"), (Self::Total, "total")];

    fn read(query: &Query) -> Self {
        let word = query.get("line").unwrap_or_default();
        Self::ALL.into_iter().find(|(_, known)| *known == word).map(|(line, _)| line).unwrap_or_default()
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        match self {
            Self::Median => t("compare.median_of_all"),
            Self::Peers => t("compare.median_of_peers"),
            Self::Total => t("figure.all_together"),
        }
    }

    /// What the line in a cell is.
    pub(super) fn legend(self) -> String {
        match self {
            Self::Median => t("compare.line_median"),
            Self::Peers => t("compare.line_peers"),
            Self::Total => t("compare.line_total"),
        }
    }
}

/// What the table is to hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Asked {
    /// The indicators; none for the headlines.
    pub indicators: Vec<String>,
    /// The period, `all`, or each indicator's last.
    pub period: Option<String>,
    /// The key that sorts, with `-` before it from high to low.
    pub sort: Option<String>,
    /// What values are held against.
    pub line: Line,
    /// Whether each cell shows its course.
    pub courses: bool,
    /// How many rows at most.
    pub most: usize,
}

impl Asked {
    /// What an address asks for.
    pub(super) fn read(query: &Query) -> Self {
        Self {
            indicators: query.all("indicator"),
            period: query.get("period").map(str::to_owned),
            sort: query.get("sort").map(str::to_owned),
            line: Line::read(query),
            courses: query.get("course").is_some(),
            most: if query.get("all").is_some() { usize::MAX } else { FIRST },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Line, View};
    use crate::address::Query;

    #[test]
    fn an_address_asks() {
        let query = Query::read("?view=map&line=peers&sort=-work&indicator=work&course=1");
        assert_eq!(View::read(&query), View::Map);
        let asked = Asked::read(&query);
        assert_eq!((asked.line, asked.courses, asked.sort.as_deref()), (Line::Peers, true, Some("-work")));
        let plain = Query::read("?view=nothing&line=nothing");
        assert_eq!((View::read(&plain), Asked::read(&plain).line), (View::Table, Line::Median));
    }
}
