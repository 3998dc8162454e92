//! What the table holds: columns with their periods, rows with their findings and ranks, in the order asked for.

use super::rank::{Rank, ranks};
use crate::figure::{Say, one_currency};
use crate::order::{sort_by, sort_by_key};
use esito_charts::{Datum, Quantity};
use esito_model::{Direction, Finding, Indicator, UNKNOWN, Unit};
use rustc_hash::FxHashSet;

/// Columns shown where the address names none.
const DEFAULT: usize = 6;

/// The whole table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Matrix {
    /// The indicators.
    pub columns: Vec<Column>,
    /// The places that are shown.
    pub rows: Vec<Row>,
    /// How many rows there are.
    pub all: usize,
    /// How many of them are places.
    pub places: usize,
    /// The key that sorts, and whether from high to low.
    pub sort: (String, bool),
}

/// One indicator at one period.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub id: String,
    pub label: String,
    /// The period in words; the same for every cell.
    pub period: String,
    pub quantity: Quantity,
    pub direction: Direction,
    /// The ends of the scale that all cells share.
    pub range: Option<(f64, f64)>,
    /// All together.
    pub total: Cell,
    /// The value that dots are held against; none where a total is not of their kind.
    pub benchmark: Option<f64>,
    /// The amounts are in one currency, so they may be drawn, sorted and ranked together.
    pub one_scale: bool,
}

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub place: String,
    pub name: String,
    pub cells: Vec<Cell>,
}

/// One place's finding.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub finding: Option<Finding>,
    pub datum: Datum,
    pub text: String,
    pub interval: String,
    pub rank: Rank,
    /// The promise of this place is missed by far or moves away.
    pub late: bool,
}

/// The table of these indicators (or the headlines) at a period (or the last of each).
pub(super) fn matrix(
    say: &Say<'_>,
    asked: &[String],
    period: Option<&str>,
    sort: Option<&str>,
    most: usize,
) -> Matrix {
    let picks = &say.picks;
    let with_places = |indicator: &&Indicator| !picks.places(&indicator.id).is_empty();
    let mut indicators: Vec<&Indicator> = asked.iter().filter_map(|id| picks.indicator(id)).collect();
    if indicators.is_empty() {
        indicators = picks.headlines().into_iter().filter(with_places).take(DEFAULT).collect();
    }
    if indicators.is_empty() {
        indicators = picks.answer.framework.indicators.iter().filter(with_places).take(DEFAULT).collect();
    }
    let mut seen = FxHashSet::default();
    let mut places: Vec<(&str, String)> =
        (indicators.iter().flat_map(|indicator| picks.places(&indicator.id)))
            .filter(|place| seen.insert(*place))
            .map(|place| (place, say.names.place(place)))
            .collect();
    sort_by_key(&mut places, |(place, name)| (*place == UNKNOWN, name.to_lowercase()));
    let mut rows: Vec<Row> = (places.iter())
        .map(|(place, name)| Row { place: (*place).to_owned(), name: name.clone(), cells: Vec::new() })
        .collect();
    let columns: Vec<Column> =
        indicators.iter().map(|indicator| column(say, indicator, period, &mut rows)).collect();
    rows.retain(|row| row.place != UNKNOWN || row.cells.iter().any(|cell| cell.finding.is_some()));
    let sort = sort_rows(&mut rows, &columns, sort);
    let all = rows.len();
    let places = rows.iter().filter(|row| row.place != UNKNOWN).count();
    rows.truncate(most);
    Matrix { columns, rows, all, places, sort }
}

/// Fills one column of the rows.
fn column(say: &Say<'_>, indicator: &Indicator, period: Option<&str>, rows: &mut [Row]) -> Column {
    let picks = &say.picks;
    let id = indicator.id.as_str();
    let span = match period {
        Some("all") => None,
        Some(asked) => picks.within(id, asked),
        None => picks.last_common(id),
    };
    // An indicator without the period that was asked for stays empty: another period would pass for it unseen.
    let absent = span.is_none() && period.is_some_and(|asked| asked != "all");
    let code = span.map(|span| span.code.as_str());
    let find = |place: Option<&str>| if absent { None } else { picks.find(id, place, code, None) };
    let findings: Vec<Option<&Finding>> = rows.iter().map(|row| find(Some(&row.place))).collect();
    let owned: Vec<Option<Finding>> = findings.iter().map(|finding| finding.cloned()).collect();
    let one_scale = one_currency(&owned);
    // Rows whose place is missing are no place: they have a value but no rank.
    let ranked: Vec<Option<&Finding>> = (rows.iter().zip(&findings))
        .map(|(row, finding)| finding.filter(|_| one_scale && row.place != UNKNOWN))
        .collect();
    for ((row, finding), rank) in rows.iter_mut().zip(&findings).zip(ranks(&ranked, indicator.direction)) {
        let place = row.place.clone();
        row.cells.push(cell(say, indicator, *finding, rank, Some(&place)));
    }
    let total = find(None);
    let alike = !matches!(indicator.unit, Unit::Count | Unit::Money);
    let first = findings.iter().flatten().next().copied();
    Column {
        id: id.to_owned(),
        label: say.names.of(indicator),
        period: match (absent, period, code) {
            (true, Some(asked), _) => say.period(asked),
            (_, _, Some(code)) => say.period(code),
            _ => crate::figure::words::all_periods(indicator.across),
        },
        quantity: say.quantity(indicator, first),
        direction: indicator.direction,
        range: range(&owned),
        total: cell(say, indicator, total, Rank::Nothing, None),
        benchmark: total.filter(|_| alike).and_then(|finding| finding.value.known()),
        one_scale,
    }
}

fn cell(
    say: &Say<'_>,
    indicator: &Indicator,
    finding: Option<&Finding>,
    rank: Rank,
    place: Option<&str>,
) -> Cell {
    use esito_model::Standing::{Insufficient, MovingAway};
    let promise = place.and_then(|place| say.picks.promise(&indicator.id, Some(place)));
    let same = promise.filter(|promise| finding.is_some_and(|finding| finding.key.period == promise.period));
    Cell {
        finding: finding.cloned(),
        datum: say.datum(indicator, finding),
        text: say.value(indicator, finding),
        interval: finding.and_then(|finding| say.interval(indicator, finding)).unwrap_or_default(),
        rank,
        late: same.is_some_and(|promise| matches!(promise.standing, Insufficient | MovingAway)),
    }
}

/// From the lowest to the highest end of any interval.
fn range(findings: &[Option<Finding>]) -> Option<(f64, f64)> {
    let ends = findings.iter().flatten().filter_map(|finding| {
        let value = finding.value.known()?;
        Some((finding.low.unwrap_or(value), finding.high.unwrap_or(value)))
    });
    ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Sorts by place or by a column; what has no value stands last either way.
fn sort_rows(rows: &mut Vec<Row>, columns: &[Column], sort: Option<&str>) -> (String, bool) {
    let asked = sort.unwrap_or("place");
    let (key, down) = asked.strip_prefix('-').map_or((asked, false), |key| (key, true));
    let Some(at) = columns.iter().position(|column| column.id == key && column.one_scale) else {
        if down {
            rows.reverse();
        }
        return ("place".to_owned(), down);
    };
    let known = |row: &Row| row.cells[at].datum.value;
    sort_by(rows, |a, b| match (known(a), known(b)) {
        (Some(a), Some(b)) if down => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    (key.to_owned(), down)
}
