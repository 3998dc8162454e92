//! Files that came with a framework: what it says of their columns, and what their cells still leave open.
//!
//! An answer is written into the text of the framework where the column stands; everything else in it stays.

use super::preview::Preview;
use super::{Mapping, open_questions, questions};
use crate::bundle::{FRAMEWORK, Found, find};
use crate::framework::{Change, edit, read};
use crate::propose::{Looked, LookedColumn, quoted, read_as, type_name};
use esito_model::{
    Column, ColumnType, DateOrder, DecimalMark, Decisions, FileDecision, Framework, IndicatorProposed,
    Meaning, Measure, ReadAs, Table, Understanding,
};

/// How the files are understood by their framework and these decisions.
pub(super) fn understand(mapping: &mut Mapping, text: &str, decisions: &Decisions) -> Understanding {
    let framework = read(FRAMEWORK, text).framework;
    let mut planned: Vec<(&Table, String)> = Vec::new();
    for table in &framework.tables {
        if let Found::Files(files) = find(&table.file, &mapping.files)
            && let Some(first) = files.first()
        {
            planned.push((table, mapping.files[*first].name.clone()));
        }
    }
    let keys: Vec<_> = planned
        .iter()
        .map(|(table, file)| (file.clone(), decided(table, decisions.files.get(file)), true))
        .collect();
    mapping.see(&keys);
    let mut changes = Vec::new();
    let mut files = Vec::new();
    for ((table, _), key) in planned.iter().zip(&keys) {
        let Some(Some(seen)) = mapping.seen.get(key) else { continue };
        let mut looked = declared(&seen.looked, table, &framework);
        looked.settle(decisions);
        for column in &mut looked.columns {
            let of = table.columns.iter().find(|one| one.name == column.name);
            keep(column, of, table);
        }
        let mut asked = questions::ask(&mut looked, &seen.columns, decisions);
        for (column, asked) in looked.columns.iter().zip(&mut asked) {
            let of = table.columns.iter().find(|one| one.name == column.name);
            asked.retain(|one| !is_settled(&one.code, of, table, &column.name));
            changes.extend(of.map(|of| written(column, of, table)).unwrap_or_default());
        }
        changes.extend(people(&looked, table));
        changes.extend(read_differently(&looked, table));
        files.push((seen, table.id.clone(), looked, asked));
    }
    let text = edit(text, &changes);
    let preview = Preview::new(&mapping.files, &text);
    let mut out = Understanding {
        title: framework.title.get("").to_owned(),
        own: true,
        remarks: mapping.remarks.clone(),
        ..Understanding::default()
    };
    for (seen, table, looked, asked) in files {
        let mut described = seen.describe(&looked);
        described.in_part = mapping.in_part.contains(&looked.file);
        described.columns = preview.columns(&table, &looked, &seen.sheet, asked);
        out.files.push(described);
    }
    out.indicators = framework
        .indicators
        .iter()
        .map(|indicator| IndicatorProposed {
            id: indicator.id.clone(),
            label: indicator.label.clone(),
            formula: match &indicator.measure {
                Measure::Ratio { numerator, denominator } => format!("{numerator} / {denominator}"),
                Measure::Value(formula) | Measure::Given(formula) => formula.clone(),
            },
            left_out: false,
        })
        .collect();
    out.open = open_questions(&out.files);
    out.framework = text;
    out
}

/// A file as looked at, with the columns that the framework declares.
fn declared(seen: &Looked, table: &Table, framework: &Framework) -> Looked {
    let column = |of: &Column| {
        let found = seen.columns.iter().find(|one| one.header == of.header);
        let mut column = found.cloned().unwrap_or_else(|| LookedColumn::absent(&of.header));
        column.name.clone_from(&of.name);
        column.made = table.unpivot.as_ref().is_some_and(|unpivot| unpivot.makes(&of.name));
        if column.made {
            column.header.clone_from(&of.name);
        }
        column.kind = of.kind;
        (column.found_dates, column.found_decimal) = (None, None);
        column.proposed = meaning(of, table, framework);
        column.why = "declared";
        column
    };
    Looked {
        read_as: seen.read_as.clone(),
        columns: table.columns.iter().map(column).collect(),
        unpivot: table.unpivot.clone(),
        people: table.minimum_group != Some(1),
        ..seen.clone()
    }
}

/// What the framework takes a column for.
fn meaning(column: &Column, table: &Table, framework: &Framework) -> Meaning {
    let indicators = || framework.indicators.iter().filter(|indicator| indicator.table == table.id);
    if indicators().any(|one| one.place.as_ref() == Some(&column.name)) {
        return Meaning::Place;
    }
    if indicators().any(|one| one.period.as_ref().is_some_and(|period| period.column == column.name)) {
        return Meaning::Period;
    }
    if indicators().any(|one| one.by.iter().flatten().any(|by| *by == column.name)) {
        return Meaning::Group;
    }
    match column.kind {
        ColumnType::Text => Meaning::Text,
        ColumnType::Count => Meaning::Count,
        ColumnType::Number => Meaning::Number,
        ColumnType::Share => Meaning::Share,
        ColumnType::Percent => Meaning::Percent,
        ColumnType::Money => Meaning::Money,
        ColumnType::Date | ColumnType::Period => Meaning::Date,
        ColumnType::Bool => Meaning::Flag,
    }
}

/// What the framework says already counts where nothing else was decided.
fn keep(column: &mut LookedColumn, of: Option<&Column>, table: &Table) {
    let Some(of) = of else { return };
    column.dates = column.dates.or(of.dates);
    column.decimal = column.decimal.or(of.decimal);
    let private = table.private.contains(&of.name);
    column.personal |= private;
    column.private = private || (column.private && !table.shown.contains(&of.name));
}

/// Whether the framework answers a question already.
fn is_settled(code: &str, of: Option<&Column>, table: &Table, name: &str) -> bool {
    let Some(of) = of else { return true };
    match code {
        "ambiguous-date" => of.dates.is_some(),
        "ambiguous-decimal" => of.decimal.is_some(),
        "personal-data" => {
            [&table.private, &table.shown].into_iter().any(|list| list.iter().any(|one| one == name))
        }
        "spelling-variants" | "leading-zeros" => !of.merge.is_empty(),
        "marker-or-word" => !of.missing.is_empty(),
        // A declared type says what the cells should be; those that are not are remarks.
        _ => true,
    }
}

/// What was decided about a column, as changes of the framework.
fn written(column: &LookedColumn, of: &Column, table: &Table) -> Vec<Change> {
    let mut out = Vec::new();
    let mut set = |key: &'static str, value: String| {
        let (table, column) = (table.id.clone(), Some(of.name.clone()));
        out.push(Change { table, column, key, value });
    };
    if column.meaning != column.proposed {
        set("type", format!("\"{}\"", type_name(column.column_type())));
    }
    if column.dates != of.dates {
        let order = column.dates.map(|order| match order {
            DateOrder::DayFirst => "\"day first\"",
            DateOrder::MonthFirst => "\"month first\"",
        });
        order.into_iter().for_each(|order| set("dates", order.to_owned()));
    }
    if column.decimal != of.decimal {
        let mark = column.decimal.map(|mark| match mark {
            DecimalMark::Point => "\".\"",
            DecimalMark::Comma => "\",\"",
        });
        mark.into_iter().for_each(|mark| set("decimal", mark.to_owned()));
    }
    let mut merge = of.merge.clone();
    merge.extend(column.merge.clone());
    if merge != of.merge {
        let pairs: Vec<String> =
            merge.iter().map(|(from, to)| format!("{} = {}", quoted(from), quoted(to))).collect();
        set("merge", format!("{{ {} }}", pairs.join(", ")));
    }
    if !column.missing.is_empty() && column.missing != of.missing {
        let cells: Vec<String> = column.missing.iter().map(|cell| quoted(cell)).collect();
        set("missing", format!("[{}]", cells.join(", ")));
    }
    out
}

/// How a file is read: as was decided, and else as its table says.
fn decided(table: &Table, decision: Option<&FileDecision>) -> ReadAs {
    let said = decision.map(|decision| decision.read_as.clone()).unwrap_or_default();
    let own = table.read_as.clone();
    ReadAs {
        sheet: said.sheet.or(own.sheet),
        encoding: said.encoding.or(own.encoding),
        delimiter: said.delimiter.or(own.delimiter),
        header: said.header.or(own.header),
    }
}

/// What is read otherwise than the framework says so far.
fn read_differently(looked: &Looked, table: &Table) -> Vec<Change> {
    let before = read_as(&table.read_as);
    let now = read_as(&looked.read_as).into_iter().filter(|one| !before.contains(one));
    now.map(|(key, value)| Change { table: table.id.clone(), column: None, key, value }).collect()
}

/// Which personal columns are hidden and which may be shown.
fn people(looked: &Looked, table: &Table) -> Vec<Change> {
    let mut out = Vec::new();
    let personal = || looked.columns.iter().filter(|column| column.personal);
    let lists = [
        ("private", &table.private, personal().filter(|one| one.private).collect::<Vec<_>>()),
        ("shown", &table.shown, personal().filter(|one| !one.private).collect::<Vec<_>>()),
    ];
    for (key, before, now) in lists {
        let names: Vec<&str> = now.iter().map(|column| column.name.as_str()).collect();
        if !names.is_empty() && names.iter().any(|name| !before.iter().any(|known| known == name)) {
            let list: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            let value = format!("[{}]", list.join(", "));
            out.push(Change { table: table.id.clone(), column: None, key, value });
        }
    }
    out
}
