//! `[[indicator]]`: formulas over a table, for places, periods and groups.
//!
//! An indicator with a fault that would change its number is left out, and said so; the others are computed.

use super::names::Names;
use super::nearest::nearest_help;
use super::section::{Notes, Section};
use super::{fatals, new_id};
use crate::formula::{Role, faults};
use esito_model::{
    Across, Break, ColumnType, Direction, Every, Framework, Indicator, Interval, Measure, MissingCells,
    Period, Unit,
};
use std::collections::{BTreeMap, BTreeSet};

const UNITS: [(&str, Unit); 9] = [
    ("share", Unit::Share),
    ("count", Unit::Count),
    ("number", Unit::Number),
    ("money", Unit::Money),
    ("months", Unit::Months),
    ("years", Unit::Years),
    ("score", Unit::Score),
    ("rate_per_1000", Unit::RatePer1000),
    ("rate_per_100000", Unit::RatePer100000),
];
const DIRECTIONS: [(&str, Direction); 3] =
    [("higher", Direction::Higher), ("lower", Direction::Lower), ("none", Direction::None)];
const GRAINS: [(&str, Every); 4] =
    [("year", Every::Year), ("half", Every::Half), ("quarter", Every::Quarter), ("month", Every::Month)];
const ACROSS: [(&str, Across); 2] = [("all", Across::All), ("last", Across::Last)];

#[derive(Clone, Copy)]
enum Rule {
    LeaveOut,
    GroupMean,
    Refuse,
}

const MISSING: [(&str, Rule); 3] =
    [("leave_out", Rule::LeaveOut), ("group_mean", Rule::GroupMean), ("refuse", Rule::Refuse)];

const KEYS: [&str; 29] = [
    "id",
    "label",
    "description",
    "table",
    "where",
    "numerator",
    "denominator",
    "value",
    "column",
    "unit",
    "direction",
    "place",
    "period",
    "by",
    "interval",
    "cluster",
    "missing",
    "minimum_group",
    "rounding",
    "may_sum",
    "across",
    "breaks",
    "rolling",
    "like_for_like",
    "comparison",
    "goalposts",
    "thresholds",
    "sdg",
    "headline",
];

/// The indicators as read.
pub(super) struct ReadIndicators {
    pub kept: Vec<Indicator>,
    /// Every id that was written, the left-out ones too.
    pub all: BTreeSet<String>,
    pub lines: BTreeMap<String, u64>,
}

pub(super) fn read(
    root: &Section,
    framework: &Framework,
    names: &Names,
    dropped: &BTreeSet<String>,
    notes: &mut Notes,
) -> ReadIndicators {
    let mut out = ReadIndicators { kept: Vec::new(), all: BTreeSet::new(), lines: BTreeMap::new() };
    let mut taken = BTreeMap::new();
    for mut section in root.sections("indicator", "[[indicator]]", notes) {
        let Some(id) = new_id(&section, &mut taken, notes) else { continue };
        section.name = format!("the indicator \"{id}\"");
        section.strict = true;
        out.all.insert(id.clone());
        let fatal_before = fatals(notes);
        section.only(&KEYS, notes);
        let indicator = indicator(&section, &id, framework, names, dropped, notes);
        let Some(indicator) = indicator.filter(|_| fatals(notes) == fatal_before) else {
            if fatals(notes) == fatal_before {
                let message = format!(
                    "expected a table that can be used for the indicator \"{id}\", found one left out"
                );
                let help = "the indicator is left out until its table is mended";
                notes.fatal("indicator-left-out", section.at("table", notes), message, help);
            }
            continue;
        };
        out.lines.insert(id, section.line);
        out.kept.push(indicator);
    }
    out
}

fn indicator(
    section: &Section,
    id: &str,
    framework: &Framework,
    names: &Names,
    dropped: &BTreeSet<String>,
    notes: &mut Notes,
) -> Option<Indicator> {
    let table = section.need("table", notes);
    let measure = measure(section, notes);
    let unit =
        if section.has("unit") { section.choice("unit", &UNITS, notes) } else { Some(Unit::default()) };
    let or = |key: &str| section.has(key);
    let direction =
        if or("direction") { section.choice("direction", &DIRECTIONS, notes) } else { Some(Direction::None) };
    let across = if or("across") { section.choice("across", &ACROSS, notes) } else { Some(Across::All) };
    let table = table?;
    if dropped.contains(&table) {
        return None;
    }
    if framework.tables.iter().all(|known| known.id != table) {
        let ids = framework.tables.iter().map(|table| table.id.as_str());
        let message = format!("expected the id of a [[table]] in {}, found \"{table}\"", section.name);
        notes.fatal("unknown-table", section.at("table", notes), message, nearest_help(&table, ids));
        return None;
    }
    let scope = Scope { section, names, table: &table };
    let filter = section.text("where", notes);
    if let Some(filter) = &filter {
        scope.formula("where", filter, Role::Condition, notes);
    }
    match &measure {
        Some(Measure::Ratio { numerator, denominator }) => {
            scope.formula("numerator", numerator, Role::Aggregate, notes);
            scope.formula("denominator", denominator, Role::Aggregate, notes);
        }
        Some(Measure::Value(value)) => scope.formula("value", value, Role::Aggregate, notes),
        Some(Measure::Given(column)) => scope.given(column, notes),
        None => {}
    }
    let place = section.text("place", notes);
    if let Some(place) = &place {
        scope.group("place", place, notes);
    }
    let period = scope.period(notes);
    let by = section.lists("by", notes);
    for column in by.iter().flatten() {
        scope.group("by", column, notes);
    }
    let interval = if or("interval") {
        section.choice("interval", &Interval::WORDS, notes).map(Some)
    } else {
        Some(None)
    };
    let cluster = section.text("cluster", notes);
    if let Some(cluster) = &cluster {
        scope.column("cluster", cluster, notes);
        if interval.flatten() != Some(Interval::Bootstrap) {
            let message = format!("expected interval = \"bootstrap\" beside \"cluster\" in {}", section.name);
            let help = "only the bootstrap draws rows that belong together as one";
            notes.fatal("unknown-interval", section.at("cluster", notes), message, help);
        }
    }
    let missing = scope.missing(notes);
    let (rolling, like_for_like) = (section.whole("rolling", 2, notes), section.text("like_for_like", notes));
    if let Some(column) = &like_for_like {
        scope.column("like_for_like", column, notes);
    }
    for key in ["rolling", "like_for_like"] {
        if section.has(key) && (period.is_none() || matches!(measure, Some(Measure::Given(_)))) {
            let message = format!("expected a formula and periods beside \"{key}\" in {}", section.name);
            notes.fatal(
                "missing-key",
                section.at(key, notes),
                message,
                "take it out, or write period = \"column\"",
            );
        }
    }
    if rolling.is_some() && across == Some(Across::Last) {
        let message = format!("expected no \"rolling\" in {}, which is a stock", section.name);
        notes.fatal("wrong-type", section.at("rolling", notes), message, "a stock is never added over time");
    }
    let comparison = super::comparison::read(section, &scope, (measure.as_ref(), period.as_ref()), notes);
    Some(Indicator {
        id: id.to_owned(),
        label: section.words("label", notes),
        description: section.words("description", notes),
        filter,
        measure: measure?,
        unit: unit?,
        direction: direction?,
        place,
        period,
        by: by.into_iter().filter(|columns| !columns.is_empty()).collect(),
        interval: interval?,
        cluster,
        missing,
        minimum_group: section.whole("minimum_group", 1, notes),
        rounding: section.whole("rounding", 1, notes),
        may_sum: section.flag("may_sum", notes),
        across: across?,
        breaks: breaks(section, notes),
        rolling,
        like_for_like,
        comparison,
        goalposts: super::index::goalposts(section, notes),
        thresholds: super::index::thresholds(section, notes),
        sdg: section.list("sdg", notes),
        headline: section.flag("headline", notes),
        table,
    })
}

/// Periods from which on the series is another one.
fn breaks(section: &Section, notes: &mut Notes) -> Vec<Break> {
    let name = format!("\"breaks\" of {}", section.name);
    let mut breaks = Vec::new();
    for inner in section.sections("breaks", &name, notes) {
        inner.only(&["period", "note"], notes);
        let Some(period) = inner.need("period", notes) else { continue };
        if !crate::check::is_period(&period) {
            let message = format!("expected a period such as 2022, 2022-H1 or 2022-03, found \"{period}\"");
            notes.fatal("not-a-period", inner.at("period", notes), message, "the break would not be seen");
            continue;
        }
        breaks.push(Break { period, note: inner.words("note", notes) });
    }
    breaks
}

/// Exactly one of the three kinds.
fn measure(section: &Section, notes: &mut Notes) -> Option<Measure> {
    let ratio = section.has("numerator") || section.has("denominator");
    let kinds = usize::from(ratio) + usize::from(section.has("value")) + usize::from(section.has("column"));
    if kinds != 1 {
        let found = if kinds == 0 { "none" } else { "several" };
        let message = format!("expected one way to make the value of {}, found {found}", section.name);
        let help = "write numerator and denominator, or value, or column";
        let key = ["column", "value"].into_iter().find(|key| section.has(key)).unwrap_or("id");
        notes.fatal("indicator-kind", section.at(key, notes), message, help);
        return None;
    }
    if ratio {
        let (numerator, denominator) = (section.need("numerator", notes), section.need("denominator", notes));
        return Some(Measure::Ratio { numerator: numerator?, denominator: denominator? });
    }
    if section.has("value") {
        return section.need("value", notes).map(Measure::Value);
    }
    section.need("column", notes).map(Measure::Given)
}

/// An indicator's names: those of its table.
pub(super) struct Scope<'s, 'a> {
    section: &'s Section<'a>,
    names: &'s Names,
    table: &'s str,
}

impl Scope<'_, '_> {
    fn formula(&self, key: &str, text: &str, role: Role, notes: &mut Notes) {
        self.formula_in(self.section, key, text, role, notes);
    }

    /// A formula under a key of a section within the indicator.
    pub(super) fn formula_in(&self, section: &Section, key: &str, text: &str, role: Role, notes: &mut Notes) {
        let kind = |name: &str| self.names.get(self.table, name).map(|known| known.kind);
        let names: Vec<String> = self.names.of(self.table).map(str::to_owned).collect();
        for fault in faults(text, role, &kind, &names) {
            let message = format!("{key}, character {}: {}", fault.at, fault.message);
            notes.fatal(fault.code, section.at(key, notes), message, fault.help);
        }
    }

    fn column(&self, key: &str, name: &str, notes: &mut Notes) -> Option<super::names::Known> {
        self.column_in(self.section, key, name, notes)
    }

    /// A column under a key of a section within the indicator.
    pub(super) fn column_in(
        &self,
        section: &Section,
        key: &str,
        name: &str,
        notes: &mut Notes,
    ) -> Option<super::names::Known> {
        self.names.column(self.table, section, (key, name), notes)
    }

    /// A column whose cells become places or groups: they are shown.
    fn group(&self, key: &str, name: &str, notes: &mut Notes) {
        if self.column(key, name, notes).is_some_and(|known| known.private) {
            let message =
                format!("expected a column that may be shown in \"{key}\", found the private \"{name}\"");
            notes.fatal("private-column", self.section.at(key, notes), message, "group by another column");
        }
    }

    /// The rule for rows that lack a cell: a word, or `{ rule = "group_mean", groups = […] }`.
    fn missing(&self, notes: &mut Notes) -> Option<MissingCells> {
        let item = self.section.item("missing")?;
        let (rule, groups) = if item.as_str().is_some() {
            (self.section.choice("missing", &MISSING, notes)?, Vec::new())
        } else {
            let mut inner = self.section.section("missing", notes)?;
            inner.name = format!("\"missing\" of {}", self.section.name);
            inner.only(&["rule", "groups"], notes);
            (inner.choice("rule", &MISSING, notes)?, inner.list("groups", notes))
        };
        for column in &groups {
            self.column("missing", column, notes);
        }
        if self.section.has("column") {
            let message = format!("expected no rule for missing cells in {}, found one", self.section.name);
            let help = "values as given are made of one cell each: a missing one is missing";
            notes.fatal("unknown-missing", self.section.at("missing", notes), message, help);
        }
        Some(match rule {
            Rule::LeaveOut => MissingCells::LeaveOut,
            Rule::GroupMean => MissingCells::GroupMean { groups },
            Rule::Refuse => MissingCells::Refuse,
        })
    }

    fn given(&self, name: &str, notes: &mut Notes) {
        let Some(known) = self.column("column", name, notes) else { return };
        let number = !matches!(
            known.kind,
            ColumnType::Text | ColumnType::Date | ColumnType::Period | ColumnType::Bool
        );
        if !number || known.private {
            let message = format!("expected a column of numbers that may be shown, found \"{name}\"");
            let help =
                format!("give it a type in the table: {name} = {{ header = \"…\", type = \"number\" }}");
            notes.fatal("column-type", self.section.at("column", notes), message, help);
        }
    }

    fn period(&self, notes: &mut Notes) -> Option<Period> {
        let item = self.section.item("period")?;
        let (column, every) = if let Some(column) = item.as_str() {
            (column.to_owned(), Every::Year)
        } else {
            let mut inner = self.section.section("period", notes)?;
            inner.name = format!("\"period\" of {}", self.section.name);
            inner.only(&["column", "every"], notes);
            let every =
                if inner.has("every") { inner.choice("every", &GRAINS, notes) } else { Some(Every::Year) };
            (inner.need("column", notes)?, every?)
        };
        let known = self.column("period", &column, notes)?;
        if !matches!(known.kind, ColumnType::Date | ColumnType::Period) {
            let message = format!("expected a column of dates or periods in \"period\", found \"{column}\"");
            let help =
                format!("give it a type in the table: {column} = {{ header = \"…\", type = \"period\" }}");
            notes.fatal("column-type", self.section.at("period", notes), message, help);
            return None;
        }
        Some(Period { column, every })
    }
}
