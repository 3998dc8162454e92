//! What each column is taken for: proposed from header and cells, and settled by what the owner decided.

use super::guess::{is_code, is_period, is_place, is_series};
use super::looked::{Looked, LookedColumn};
use esito_model::{ColumnDecision, ColumnType, DateOrder, DecimalMark, Decisions, Meaning};

/// A breakdown has at most so many groups, and there are at most so many breakdowns.
const MOST_GROUPS: usize = 12;
const MOST_BREAKDOWNS: usize = 3;

/// Proposes a meaning for each column, and says why.
pub(super) fn propose_meanings(looked: &mut Looked) {
    for column in &mut looked.columns {
        (column.proposed, column.why) = by_cells(column);
    }
    let columns = &looked.columns;
    let text = || {
        let text = |column: &&LookedColumn| column.kind == ColumnType::Text && !column.personal;
        columns.iter().enumerate().filter(move |(_, column)| text(column))
    };
    let place = text().find(|(_, column)| is_place(&column.header)).map(|(at, _)| (at, "header_place"));
    let place = place.or_else(|| {
        text().find(|(_, column)| column.guess.holds_places()).map(|(at, _)| (at, "cells_places"))
    });
    let when = |column: &LookedColumn| {
        matches!(column.kind, ColumnType::Date | ColumnType::Period) && !column.personal
    };
    let said = columns.iter().position(|column| when(column) && is_period(&column.header));
    // A date or period, one whose header says so first.
    let period = said
        .map(|at| (at, "header_period"))
        .or_else(|| columns.iter().position(when).map(|at| (at, "cells_days")));
    if let Some((at, why)) = place {
        (looked.columns[at].proposed, looked.columns[at].why) = (Meaning::Place, why);
    }
    if let Some((at, why)) = period {
        (looked.columns[at].proposed, looked.columns[at].why) = (Meaning::Period, why);
    }
    let groups =
        looked.columns.iter_mut().filter(|column| column.proposed != Meaning::Place && is_group(column));
    for column in groups.take(MOST_BREAKDOWNS) {
        (column.proposed, column.why) = (Meaning::Group, "few_groups");
    }
}

/// What a column is by itself.
fn by_cells(column: &LookedColumn) -> (Meaning, &'static str) {
    match column.kind {
        _ if column.made => match column.kind {
            ColumnType::Period => (Meaning::Period, "made"),
            ColumnType::Text => (Meaning::Place, "made"),
            ColumnType::Percent => (Meaning::Percent, "made"),
            _ => (Meaning::Number, "made"),
        },
        ColumnType::Text if column.personal => (Meaning::Text, "personal"),
        ColumnType::Text if column.guess.filled == 0 => (Meaning::Text, "empty"),
        ColumnType::Text if column.guess.has_code() => (Meaning::Text, "zeros"),
        ColumnType::Text if is_code(&column.header) => (Meaning::Text, "header_code"),
        ColumnType::Text => (Meaning::Text, "cells_text"),
        ColumnType::Count => (Meaning::Count, "cells_whole"),
        ColumnType::Number => (Meaning::Number, "cells_numbers"),
        ColumnType::Share => (Meaning::Share, "cells_numbers"),
        ColumnType::Percent => (Meaning::Percent, "cells_percent"),
        ColumnType::Money => (Meaning::Money, "cells_numbers"),
        ColumnType::Date => (Meaning::Date, "cells_days"),
        ColumnType::Period => (Meaning::Date, "cells_periods"),
        ColumnType::Bool => (Meaning::Flag, "cells_flags"),
    }
}

fn is_group(column: &LookedColumn) -> bool {
    let groups = column.guess.different.len();
    matches!(column.kind, ColumnType::Text | ColumnType::Bool)
        && !column.personal
        && !is_series(&column.header)
        && (2..=MOST_GROUPS).contains(&groups)
        && column.guess.filled >= 2 * groups as u64
}

/// Makes of the columns what was decided.
pub(super) fn settle(looked: &mut Looked, decisions: &Decisions) {
    let nothing = esito_model::FileDecision::default();
    let file = decisions.files.get(&looked.file).unwrap_or(&nothing);
    looked.people = file.people.unwrap_or(true);
    let decided = |column: &LookedColumn| file.columns.get(&column.header);
    let meant = |meaning: Meaning| {
        looked.columns.iter().any(|column| decided(column).and_then(|one| one.meaning) == Some(meaning))
    };
    let taken = [Meaning::Place, Meaning::Period].map(|meaning| (meaning, meant(meaning)));
    for column in &mut looked.columns {
        let decision = file.columns.get(&column.header).cloned().unwrap_or_default();
        column.meaning = match decision.meaning {
            Some(meaning) => meaning,
            // There is one place and one period: what the owner chose takes the place of what was proposed.
            None if taken.contains(&(column.proposed, true)) => match by_cells(column).0 {
                Meaning::Text if is_group(column) => Meaning::Group,
                other if other == column.proposed => Meaning::Text,
                other => other,
            },
            None => column.proposed,
        };
        answer(column, &decision);
    }
}

/// Takes the answers of a column for what they are.
fn answer(column: &mut LookedColumn, decision: &ColumnDecision) {
    let of = |key: &str| decision.answers.get(key).map(String::as_str);
    column.private = column.personal && of("personal-data") != Some("shown");
    column.dates = match of("ambiguous-date") {
        Some("day first") => Some(DateOrder::DayFirst),
        Some("month first") => Some(DateOrder::MonthFirst),
        _ => None,
    };
    column.decimal = match of("ambiguous-decimal") {
        Some("point") => Some(DecimalMark::Point),
        Some("comma") => Some(DecimalMark::Comma),
        _ => None,
    };
    if decision.answers.values().any(|answer| answer == "text") {
        column.meaning = Meaning::Text;
    }
    column.merge = decision.merge.clone();
    column.missing.clear();
}

impl LookedColumn {
    /// Whether the cells are read as days or periods.
    pub(crate) fn holds_time(&self) -> bool {
        matches!(self.meaning, Meaning::Period | Meaning::Date)
    }

    /// Whether the cells are read as numbers.
    pub(crate) fn holds_numbers(&self) -> bool {
        use Meaning::{Count, Money, Number, Percent, Share};
        matches!(self.meaning, Count | Number | Percent | Share | Money)
    }
}
