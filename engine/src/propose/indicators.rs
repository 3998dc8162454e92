//! The indicators that are proposed for a file: only where they are plain.

use super::guess::slug;
use super::headers::{is_engaged, is_reached, is_series, is_value};
use super::looked::{Grain, Looked, LookedColumn};
use super::measure::{Nature, currency, nature};
use super::write::{quoted, stem};
use crate::judge::fold;
use esito_model::{Meaning, Text};
use std::fmt::Write;

/// Indicators proposed for one file, and the number of files from which on only rows are counted.
const MOST_INDICATORS: usize = 12;
pub(super) const MANY_FILES: usize = 5;
/// Shares of yes and no proposed for one file.
const MOST_SHARES: usize = 6;

/// An indicator that could be computed.
pub(super) struct Candidate {
    pub id: String,
    pub label: Text,
    /// The keys that say how it is computed.
    how: String,
    /// The same for people to read.
    pub formula: String,
    unit: &'static str,
    /// Breakdowns of which it takes the rows of the whole alone.
    whole: Vec<String>,
}

impl Candidate {
    fn new(id: &str, label: Text, keys: &[(&str, &str)], unit: &'static str) -> Self {
        let how = keys.iter().map(|(key, value)| format!("{key} = {}\n", quoted(value))).collect();
        let values: Vec<&str> = keys.iter().map(|(_, value)| *value).collect();
        let formula = match keys {
            [("numerator", _), ..] => values.join(" / "),
            [_, ("where", _)] => values.join(" WHERE "),
            _ => values.concat(),
        };
        Self { id: id.to_owned(), label, how, formula, unit, whole: Vec::new() }
    }

    /// Writes it as TOML.
    pub(super) fn write(&self, id: &str, table: &str, file: &Looked, out: &mut String) {
        let (label, table) = (written(&self.label), quoted(table));
        let _ = write!(
            out,
            "\n[[indicator]]\nid = {}\nlabel = {label}\ntable = {table}\n{}unit = \"{}\"\n",
            quoted(id),
            self.how,
            self.unit
        );
        if let Some(place) = file.place() {
            let _ = writeln!(out, "place = {}", quoted(&place.name));
        }
        if let Some(period) = file.period() {
            // Values as given have one for each of their periods; what is added up may be so by the year.
            let given = self.how.starts_with("column = ");
            let every = match period.grain {
                _ if period.part.is_some() => period.part.as_ref().map_or("", |(_, part)| part.word()),
                Some(Grain::Half) => "half",
                Some(Grain::Quarter) => "quarter",
                Some(Grain::Month { many }) if given || !many => "month",
                _ => "",
            };
            let _ = match every {
                "" => writeln!(out, "period = {}", quoted(&period.name)),
                _ => writeln!(out, "period = {{ column = {}, every = \"{every}\" }}", quoted(&period.name)),
            };
        }
        let of = |column: &&&LookedColumn| !self.whole.contains(&column.name);
        let by: Vec<String> =
            file.breakdowns().iter().filter(of).map(|column| quoted(&column.name)).collect();
        if !by.is_empty() {
            let _ = writeln!(out, "by = [{}]", by.join(", "));
        }
    }
}

/// The breakdowns that have a group for the whole, such as `Total` beside `Men` and `Women`, with the cell of it. It
/// must be there as often as any of its parts.
fn wholes(file: &Looked) -> Vec<(&LookedColumn, &str)> {
    const WHOLE: [&str; 22] = [
        "total",
        "totale",
        "totals",
        "totali",
        "totaal",
        "totalt",
        "tot",
        "ambos sexos",
        "both sexes",
        "maschi e femmine",
        "_t",
        "t",
        "sex_t",
        "btsx",
        "bada konen",
        "bada",
        "kvinnor och man",
        "ogolem",
        "razem",
        "insgesamt",
        "ensemble",
        "all",
    ];
    let whole = |column: &'_ LookedColumn| -> Option<String> {
        let cells = &column.guess.different;
        // `_T: Total`
        let whole = |cell: &str| {
            let folded = fold(cell);
            WHOLE.contains(&folded.as_str())
                || folded.split_once(':').is_some_and(|(code, _)| WHOLE.contains(&code.trim()))
        };
        let mut found = cells.iter().filter(|(cell, _)| whole(cell));
        let (cell, times) = found.next()?;
        let good = found.next().is_none() && cells.len() > 1 && cells.values().all(|other| other <= times);
        // Rows that are totals of the whole table are left out already.
        let total = file.totals.iter().any(|(name, total)| *name == column.name && total == cell);
        (good && !total).then(|| cell.clone())
    };
    let with = |column| {
        let cell = whole(column)?;
        Some((column, column.guess.different.get_key_value(&cell)?.0.as_str()))
    };
    file.breakdowns().into_iter().filter_map(with).collect()
}

/// The rows that are no totals of others; nothing where there are no totals.
fn without_totals(file: &Looked) -> Option<String> {
    let rows = |(name, cell): &(String, String)| {
        let column =
            file.columns.iter().find(|column| column.name == *name && column.meaning != Meaning::LeftOut)?;
        Some(other_than(column, cell, file))
    };
    let rows: Vec<String> = file.totals.iter().filter_map(rows).collect();
    (!rows.is_empty()).then(|| rows.join(" AND "))
}

/// The rows with another cell, or with none.
fn other_than(column: &LookedColumn, cell: &str, file: &Looked) -> String {
    let name = &column.name;
    let blank = if column.guess.filled < file.rows { format!(" OR {name} IS NULL") } else { String::new() };
    format!("({name} <> {}{blank})", text(cell))
}

/// A text as formulas write it.
fn text(cell: &str) -> String {
    format!("'{}'", cell.replace('\'', "''"))
}

/// The indicators for a file: values as given where it has a column of them, else sums and means.
pub(super) fn indicators(file: &Looked, table: &str, few: bool) -> Vec<Candidate> {
    let number = |column: &&LookedColumn| column.holds_numbers() && !column.private;
    if let Some(value) = file.columns.iter().filter(number).find(|column| is_value(&column.header)) {
        return given(file, value);
    }
    let mut out = plain(file, table, few);
    // Whoever adds the parts must not add their whole to them.
    let mut rows: Vec<String> = without_totals(file).into_iter().collect();
    let mut whole = Vec::new();
    for (column, cell) in wholes(file) {
        let times = column.guess.different.get(cell);
        if column.guess.different.values().all(|other| Some(other) == times) {
            rows.push(other_than(column, cell, file));
        } else {
            // Not every part is there: the whole is known from its own rows alone.
            rows.push(format!("{} = {}", column.name, text(cell)));
            whole.push(column.name.clone());
        }
    }
    if !rows.is_empty() {
        let rows = rows.join(" AND ");
        for one in &mut out {
            one.whole.clone_from(&whole);
            one.how.push_str(&format!("where = {}\n", quoted(&rows)));
            one.formula.push_str(&format!(" WHERE {rows}"));
        }
    }
    out
}

/// A count of rows, sums of counts and amounts, means of other numbers.
fn plain(file: &Looked, table: &str, few: bool) -> Vec<Candidate> {
    let number = |column: &&LookedColumn| column.holds_numbers() && !column.private;
    let rows = format!("{table}_rows");
    let name = stem(&file.file);
    let label = in_both(&format!("Rows of {name}"), &format!("Righe di {name}"));
    let mut out = vec![Candidate::new(&rows, label, &[("value", "COUNT(*)")], "count")];
    if !few {
        return out;
    }
    let find = |fits: fn(&str) -> bool| {
        file.columns.iter().find(|column| column.meaning == Meaning::Count && fits(&column.header))
    };
    if let (Some(reached), Some(engaged)) = (find(is_reached), find(is_engaged))
        && reached.name != engaged.name
    {
        let (above, below) = (format!("SUM({})", reached.name), format!("SUM({})", engaged.name));
        out.push(Candidate::new(
            &format!("{}_of_{}", reached.name, engaged.name),
            Text::plain(&format!("{} / {}", reached.header, engaged.header)),
            &[("numerator", &above), ("denominator", &below)],
            "share",
        ));
    }
    // Yes or no: the share of those who answered.
    let flags = file.columns.iter().filter(|column| {
        column.meaning == Meaning::Flag && !column.private && column.guess.different.len() > 1
    });
    for column in flags.take(MOST_SHARES) {
        let (name, label) = (&column.name, Text::plain(&one_line(&column.header)));
        let (yes, all) = (format!("COUNT({name}) FILTER (WHERE {name} IS TRUE)"), format!("COUNT({name})"));
        out.push(Candidate::new(name, label, &[("numerator", &yes), ("denominator", &all)], "share"));
    }
    let measured = |column: &&LookedColumn| number(column) && nature(&column.header) != Nature::Label;
    for column in file.columns.iter().filter(measured).take(MOST_INDICATORS) {
        let (how, unit) = match (nature(&column.header), column.meaning) {
            (Nature::Level, Meaning::Money) => ("AVG", "money"),
            (_, Meaning::Money) => ("SUM", "money"),
            (_, Meaning::Percent | Meaning::Share) => ("AVG", "share"),
            (Nature::Level, _) => ("AVG", "number"),
            (Nature::Amount, _) => ("SUM", "number"),
            (_, Meaning::Count) => ("SUM", "count"),
            _ => ("AVG", "number"),
        };
        let header = one_line(&column.header);
        let label = if how == "SUM" {
            Text::plain(&header)
        } else {
            in_both(&format!("{header} (mean of rows)"), &format!("{header} (media delle righe)"))
        };
        out.push(Candidate::new(&column.name, label, &[("value", &format!("{how}({})", column.name))], unit));
    }
    out
}

/// A header without the line breaks in it.
fn one_line(header: &str) -> String {
    header.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name that the engine makes up, in the languages of the interface.
fn in_both(en: &str, it: &str) -> Text {
    Text::from_pairs([("en", en), ("it", it)])
}

/// A name as TOML: words alone, or a table of languages.
fn written(label: &Text) -> String {
    let one = |(language, words): (&String, &String)| format!("{language} = {}", quoted(words));
    match label.0.get("") {
        Some(words) => quoted(words),
        None => format!("{{ {} }}", label.0.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}

/// Values as given, told apart by the column that names the series.
fn given(file: &Looked, value: &LookedColumn) -> Vec<Candidate> {
    let unit = match value.meaning {
        Meaning::Percent | Meaning::Share => "share",
        Meaning::Money => "money",
        _ => "number",
    };
    // Values as given are not added: the plain figure is that of the whole.
    let (whole, of_whole): (Vec<String>, Vec<String>) = wholes(file)
        .into_iter()
        .map(|(column, cell)| (column.name.clone(), format!("{} = {}", column.name, text(cell))))
        .unzip();
    let rows: Vec<String> = without_totals(file).into_iter().chain(of_whole).collect();
    let rows = rows.join(" AND ");
    let series = file.columns.iter().find(|column| {
        is_series(&column.header)
            && !column.guess.many()
            && !column.guess.different.is_empty()
            && !column.private
            && matches!(column.meaning, Meaning::Text | Meaning::Group)
    });
    let Some(series) = series else {
        let label = Text::plain(if value.made { stem(&file.file) } else { &value.header });
        let mut keys = vec![("column", value.name.as_str())];
        keys.extend((!rows.is_empty()).then_some(("where", rows.as_str())));
        return vec![Candidate { whole, ..Candidate::new(&value.name, label, &keys, unit) }];
    };
    let one = |code: &String| {
        let of = format!("{} = {}", series.name, text(code));
        let condition = if rows.is_empty() { of } else { format!("{of} AND {rows}") };
        let (label, sum) = (Text::plain(&one_line(code)), format!("SUM({})", value.name));
        // One measure is one measure in all its years: amounts are added, everything else stays as given.
        let kind = nature(code);
        let money = !value.currency.is_empty() && (kind == Nature::Amount || !currency(code, "").is_empty());
        let unit = if series.made && money { "money" } else { unit };
        if series.made && (kind == Nature::Amount || money && kind == Nature::Open) {
            let keys = [("value", sum.as_str()), ("where", &condition)];
            return Candidate { whole: whole.clone(), ..Candidate::new(&slug(code), label, &keys, unit) };
        }
        let keys = [("column", value.name.as_str()), ("where", &condition)];
        Candidate { whole: whole.clone(), ..Candidate::new(&slug(code), label, &keys, unit) }
    };
    series.guess.different.keys().map(one).collect()
}
