//! What each column is taken for: proposed from header and cells, and settled by what the owner decided.

use super::headers::{
    is_about, is_code, is_dimension, is_flag, is_named, is_period, is_place, is_place_code, is_planned,
    is_postcode, is_remark, is_series, is_value,
};
use super::looked::{Looked, LookedColumn, are_twins};
use crate::judge::{hints, part_of_year};
use crate::read::Sheet;
use esito_model::{ColumnDecision, ColumnType, DateOrder, DecimalMark, Decisions, Meaning};

use std::cmp::Reverse;

/// A breakdown has at most so many groups, and there are at most so many breakdowns.
const MOST_GROUPS: usize = 12;
const MOST_BREAKDOWNS: usize = 3;

/// Proposes a meaning for each column, and says why.
pub(super) fn propose_meanings(looked: &mut Looked, sheet: &Sheet) {
    for column in &mut looked.columns {
        (column.proposed, column.why) = by_cells(column);
    }
    let parts: Vec<String> =
        looked.columns.iter().filter_map(|column| Some(column.part.as_ref()?.0.clone())).collect();
    for column in looked.columns.iter_mut().filter(|column| parts.contains(&column.header)) {
        (column.proposed, column.why) = (Meaning::Text, "cells_text");
    }
    let made_long = looked.unpivot.is_some();
    let columns = &looked.columns;
    let given = columns.iter().any(|column| column.holds_values() && is_value(&column.header));
    let text = || {
        let text = |column: &&LookedColumn| {
            column.kind == ColumnType::Text && !column.personal && !column.made && column.guess.filled > 0
        };
        columns.iter().enumerate().filter(move |(_, column)| text(column))
    };
    // A place that is the same in every row is one only where there is no other.
    let place = text()
        .filter(|(_, column)| is_place(&column.header))
        .min_by_key(|(_, column)| {
            // Names before codes; of a region and a town, values as given belong to the town.
            let finest = if given { Reverse(column.guess.different.len()) } else { Reverse(0) };
            (column.guess.different.len() < 2, is_about(&column.header), is_code(&column.header), finest)
        })
        .map(|(at, _)| (at, "header_place"));
    let place = place
        .or_else(|| {
            text().find(|(_, column)| column.guess.holds_places()).map(|(at, _)| (at, "cells_places"))
        })
        .or_else(|| {
            text().find(|(_, column)| is_postcode(&column.header)).map(|(at, _)| (at, "header_place"))
        })
        .or_else(|| {
            let code =
                |column: &LookedColumn| is_place_code(&column.header) && column.guess.different.len() > 1;
            text().find(|(_, column)| code(column)).map(|(at, _)| (at, "header_place"))
        })
        .or_else(|| {
            // Where each row is a thing with its values, the things are its places: schools, branches, bodies.
            let own = |column: &LookedColumn| {
                made_long
                    && column.guess.all_differ()
                    && !is_series(&column.header)
                    && !is_remark(&column.header)
                    && !is_dimension(&column.header)
                    && (is_named(&column.header) || column.guess.different.len() > MOST_GROUPS)
            };
            let series = columns.iter().any(|column| is_series(&column.header) && !column.made);
            let found =
                text().filter(|(_, column)| own(column)).min_by_key(|(_, column)| is_code(&column.header));
            found.filter(|_| !series).map(|(at, _)| (at, "each_row"))
        });
    let when = |column: &LookedColumn| {
        matches!(column.kind, ColumnType::Date | ColumnType::Period) && !column.personal
    };
    // What was planned says less of when something was than what happened.
    let said = (0..columns.len())
        .filter(|at| when(&columns[*at]) && is_period(&columns[*at].header))
        .min_by_key(|at| is_planned(&columns[*at].header));
    // A date or period, one whose header says so first.
    let period = said
        .map(|at| (at, "header_period"))
        .or_else(|| columns.iter().position(when).map(|at| (at, "cells_days")));
    let taken: Vec<usize> = [place, period].into_iter().flatten().map(|(at, _)| at).collect();
    let twin = |column: &LookedColumn, of: &[usize]| {
        of.iter().any(|at| {
            looked.columns[*at].header != column.header && are_twins(sheet, column, &looked.columns[*at])
        })
    };
    let fits = |column: &LookedColumn| {
        if parts.contains(&column.header) {
            return false;
        }
        let each = made_long && !column.made && (2..=MOST_GROUPS).contains(&column.guess.different.len());
        (is_group(column) || given && tells_apart(column, each))
            && !is_postcode(&column.header)
            && !(given && is_flag(&column.header))
            && !(made_long && column.kind == ColumnType::Text && is_remark(&column.header))
            && !twin(column, &taken)
    };
    let mut fitting: Vec<usize> =
        (0..columns.len()).filter(|at| !taken.contains(at) && fits(&columns[*at])).collect();
    // Where values are given, what tells rows apart by its name goes first.
    fitting.sort_by_key(|at| given && !is_dimension(&columns[*at].header));
    let mut groups: Vec<usize> = Vec::new();
    for at in fitting {
        if groups.len() < MOST_BREAKDOWNS && !twin(&columns[at], &groups) {
            groups.push(at);
        }
    }
    for (at, (meaning, why)) in place
        .map(|(at, why)| (at, (Meaning::Place, why)))
        .into_iter()
        .chain(period.map(|(at, why)| (at, (Meaning::Period, why))))
        .chain(groups.into_iter().map(|at| (at, (Meaning::Group, "few_groups"))))
    {
        (looked.columns[at].proposed, looked.columns[at].why) = (meaning, why);
    }
}

/// What a column is by itself.
fn by_cells(column: &LookedColumn) -> (Meaning, &'static str) {
    match column.kind {
        _ if column.made => match column.kind {
            ColumnType::Period => (Meaning::Period, "made"),
            ColumnType::Text if column.name.starts_with("period") => (Meaning::Group, "made"),
            ColumnType::Text if is_series(&column.header) => (Meaning::Text, "made"),
            ColumnType::Text => (Meaning::Place, "made"),
            ColumnType::Percent => (Meaning::Percent, "made"),
            ColumnType::Money => (Meaning::Money, "made"),
            _ => (Meaning::Number, "made"),
        },
        ColumnType::Text if column.personal => (Meaning::Text, "personal"),
        ColumnType::Text if column.guess.filled == 0 => (Meaning::Text, "empty"),
        ColumnType::Text if column.guess.has_code() => (Meaning::Text, "zeros"),
        ColumnType::Text if is_code(&column.header) || hints(&column.header).code => {
            (Meaning::Text, "header_code")
        }
        ColumnType::Text if column.guess.mostly().is_some() => (Meaning::Text, "cells_mixed"),
        ColumnType::Text => (Meaning::Text, "cells_text"),
        ColumnType::Count if part_of_year(&column.header).is_some() => (Meaning::Text, "cells_text"),
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

/// Whether rows of values as given are told apart by a column: few cells, of which one at least stands there twice, or
/// `each` row has its own.
fn tells_apart(column: &LookedColumn, each: bool) -> bool {
    let groups = column.guess.different.len();
    column.kind == ColumnType::Text
        && !column.personal
        && !is_series(&column.header)
        && !is_remark(&column.header)
        && (2..=MOST_GROUPS).contains(&groups)
        && (each || column.guess.filled > groups as u64)
}

fn is_group(column: &LookedColumn) -> bool {
    let groups = column.guess.different.len();
    column.kind == ColumnType::Text
        && !column.personal
        && !is_series(&column.header)
        && !is_code(&column.header)
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
        // Whoever says that the part is something else does not mean it.
        let other = |(part, _): &(String, _)| {
            file.columns.get(part).and_then(|one| one.meaning).is_some_and(|one| one != Meaning::Text)
        };
        if column.part.as_ref().is_some_and(other) {
            column.part = None;
        }
    }
}

/// Takes the answers of a column for what they are.
fn answer(column: &mut LookedColumn, decision: &ColumnDecision) {
    let of = |key: &str| decision.answers.get(key).map(String::as_str);
    column.private = column.personal && of("personal-data") != Some("shown");
    column.dates = match of("ambiguous-date") {
        Some("day first") => Some(DateOrder::DayFirst),
        Some("month first") => Some(DateOrder::MonthFirst),
        _ => column.found_dates,
    };
    column.decimal = match of("ambiguous-decimal") {
        Some("point") => Some(DecimalMark::Point),
        Some("comma") => Some(DecimalMark::Comma),
        _ => column.found_decimal,
    };
    if decision.answers.values().any(|answer| answer == "text") {
        column.meaning = Meaning::Text;
    }
    // The cells that are something else are set aside: the column is what most of its cells are.
    if decision.meaning.is_none()
        && column.meaning == Meaning::Text
        && decision.answers.values().any(|answer| answer == "aside")
    {
        column.meaning = column.guess.mostly().unwrap_or(Meaning::Text);
    }
    column.merge = decision.merge.clone();
    column.missing.clear();
}

impl LookedColumn {
    /// Whether the cells are read as days or periods.
    pub(crate) fn holds_time(&self) -> bool {
        matches!(self.meaning, Meaning::Period | Meaning::Date)
    }

    /// Whether every cell is a number of some kind.
    fn holds_values(&self) -> bool {
        use ColumnType::{Count, Money, Number, Percent, Share};
        matches!(self.kind, Count | Number | Percent | Share | Money) && !self.personal
    }

    /// Whether the cells are read as numbers.
    pub(crate) fn holds_numbers(&self) -> bool {
        use Meaning::{Count, Money, Number, Percent, Share};
        matches!(self.meaning, Count | Number | Percent | Share | Money)
    }
}
