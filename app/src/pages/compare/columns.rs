//! What the table holds: columns with their periods, rows with their findings and ranks, in the order asked for.

use super::asked::{Asked, Line};
use super::rank::{Rank, ranks};
use crate::figure::{Say, one_currency};
use crate::order::{sort_by, sort_by_key};
use esito_charts::{Datum, Moment, Quantity, TargetPath, format};
use esito_model::{Direction, Finding, Indicator, Places, Promise, Reason, UNKNOWN, Unit, Value};
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
    /// The codes of all of them, shown or not.
    pub codes: Vec<String>,
    /// What values are held against.
    pub line: Line,
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
    /// Its code; nothing for all periods together.
    pub code: Option<String>,
    pub quantity: Quantity,
    pub direction: Direction,
    /// The ends of the scale that all cells share.
    pub range: Option<(f64, f64)>,
    /// All together.
    pub total: Cell,
    /// The median of all places, with its words; none where nothing is usual among them at this period.
    pub median: Option<(f64, String)>,
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
    /// What it is held against.
    pub line: Option<f64>,
    /// What was promised of this place, beside the value that it is judged by.
    pub target: Option<f64>,
    /// The promise of this place is missed by far or moves away.
    pub late: bool,
    /// The value is there and not shown.
    pub withheld: bool,
    /// Its course, where that is asked for and there is one.
    pub course: Option<Course>,
}

/// A value over time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Course {
    pub points: Vec<Moment>,
    pub target: Option<TargetPath>,
    /// What it says, in words.
    pub told: String,
}

/// The table of the indicators that are asked for (or the headlines) at a period (or the last of each).
pub(super) fn matrix(say: &Say<'_>, beside: Option<&Places>, asked: &Asked) -> Matrix {
    let picks = &say.picks;
    let with_places = |indicator: &&Indicator| !picks.places(&indicator.id).is_empty();
    let mut indicators: Vec<&Indicator> =
        asked.indicators.iter().filter_map(|id| picks.indicator(id)).collect();
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
        indicators.iter().map(|indicator| column(say, indicator, beside, asked, &mut rows)).collect();
    rows.retain(|row| row.place != UNKNOWN || row.cells.iter().any(|cell| cell.finding.is_some()));
    let sort = sort_rows(&mut rows, &columns, asked.sort.as_deref());
    let all = rows.len();
    let codes: Vec<String> =
        rows.iter().filter(|row| row.place != UNKNOWN).map(|row| row.place.clone()).collect();
    let places = codes.len();
    rows.truncate(asked.most);
    Matrix { columns, rows, all, places, codes, line: asked.line, sort }
}

/// Fills one column of the rows.
fn column(
    say: &Say<'_>,
    indicator: &Indicator,
    beside: Option<&Places>,
    asked: &Asked,
    rows: &mut [Row],
) -> Column {
    let picks = &say.picks;
    let period = asked.period.as_deref();
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
    let usual = Usual::of(beside, &indicator.id, code).filter(|_| !absent && one_scale);
    let total = find(None);
    let alike = !matches!(indicator.unit, Unit::Count | Unit::Money);
    let whole = total.filter(|_| alike).and_then(|finding| finding.value.known());
    for ((row, finding), rank) in rows.iter_mut().zip(&findings).zip(ranks(&ranked, indicator.direction)) {
        let place = row.place.clone();
        let mut cell = cell(say, indicator, *finding, rank, Some(&place));
        cell.line = match asked.line {
            Line::Median => usual.as_ref().and_then(|usual| usual.median),
            Line::Peers => usual.as_ref().and_then(|usual| usual.of_peers(&place)),
            Line::Total => whole,
        };
        if asked.courses {
            cell.course = course(say, indicator, &place);
        }
        row.cells.push(cell);
    }
    let first = findings.iter().flatten().next().copied();
    Column {
        id: id.to_owned(),
        label: say.names.of(indicator),
        period: match (absent, period, code) {
            (true, Some(asked), _) => say.period(asked),
            (_, _, Some(code)) => say.period(code),
            _ => crate::figure::words::all_periods(indicator.across),
        },
        code: if absent { period.map(str::to_owned) } else { code.map(str::to_owned) },
        quantity: say.quantity(indicator, first),
        direction: indicator.direction,
        range: range(&owned, rows.iter().filter_map(|row| row.cells.last()?.target)),
        total: cell(say, indicator, total, Rank::Nothing, None),
        median: usual
            .and_then(|usual| usual.median)
            .map(|median| (median, format::value(median, &say.quantity(indicator, first), &say.format))),
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
    let promise = place.and_then(|place| say.picks.promise(&indicator.id, Some(place)));
    let same = |promise: &&Promise| {
        finding.is_some_and(|finding| finding.key.period.as_deref() == promise.period.as_deref())
    };
    let same = promise.filter(same);
    Cell {
        finding: finding.cloned(),
        datum: say.datum(indicator, finding),
        text: say.value(indicator, finding),
        interval: finding.and_then(|finding| say.interval(indicator, finding)).unwrap_or_default(),
        rank,
        line: None,
        target: same.map(|promise| promise.target),
        late: same.is_some_and(|promise| promise.standing.is_late()),
        withheld: finding.is_some_and(|finding| finding.value == Value::Missing(Reason::Withheld)),
        course: None,
    }
}

/// What is usual among places at the period of a column.
struct Usual<'p> {
    places: &'p Places,
    at: usize,
    median: Option<f64>,
}

impl<'p> Usual<'p> {
    /// Nothing where what is at hand was worked out for another period.
    fn of(places: Option<&'p Places>, indicator: &str, period: Option<&str>) -> Option<Self> {
        let places = places?;
        let at = places.indicators.iter().position(|of| of.id == indicator)?;
        let of = &places.indicators[at];
        let same = of.period.as_deref() == period;
        same.then(|| Self { places, at, median: of.usual.map(|usual| usual[1]) })
    }

    fn of_peers(&self, place: &str) -> Option<f64> {
        let place = self.places.places.iter().find(|known| known.place == place)?;
        Some(place.cells.get(self.at)?.usual?[1])
    }
}

/// A place's course; nothing where fewer than two periods have a value.
fn course(say: &Say<'_>, indicator: &Indicator, place: &str) -> Option<Course> {
    let (points, findings) = say.moments(indicator, Some(place), None);
    let known = findings.iter().flatten().filter(|finding| finding.value.known().is_some()).count();
    (known > 1).then(|| Course {
        points,
        target: say.path(indicator, Some(place)),
        told: say.change(indicator, &findings),
    })
}

/// From the lowest to the highest end of any interval or target.
fn range(findings: &[Option<Finding>], targets: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let ends = findings.iter().flatten().filter_map(|finding| {
        let value = finding.value.known()?;
        Some((finding.low.unwrap_or(value), finding.high.unwrap_or(value)))
    });
    let all = ends.chain(targets.map(|target| (target, target)));
    all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
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
