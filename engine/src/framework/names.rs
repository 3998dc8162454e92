//! The columns that an indicator can name: its table's own, looked-up ones, and those of referenced tables.

use super::nearest::nearest_help;
use super::section::{Notes, Section};
use esito_model::{ColumnType, Table};
use std::collections::BTreeMap;

/// How many references a name may follow: `metric.project.funder.country`. A ring of references ends here.
const DEEPEST: usize = 3;

/// What is known of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub kind: ColumnType,
    /// Never shown: not as a place, not as a group.
    pub private: bool,
}

/// For each table the names that can be written.
#[derive(Debug, Default)]
pub(crate) struct Names {
    tables: BTreeMap<String, BTreeMap<String, Known>>,
}

impl Names {
    pub(crate) fn new(tables: &[Table]) -> Self {
        let names = |table: &Table| {
            let mut names = BTreeMap::new();
            collect(table, tables, "", DEEPEST, &mut names);
            (table.id.clone(), names)
        };
        Self { tables: tables.iter().map(names).collect() }
    }

    /// A column by the name written in an indicator of this table.
    pub(crate) fn get(&self, table: &str, name: &str) -> Option<Known> {
        self.tables.get(table)?.get(name).copied()
    }

    /// The column that is named under a key of a section; a remark where the table has none.
    pub(super) fn column(
        &self,
        table: &str,
        section: &Section,
        (key, name): (&str, &str),
        notes: &mut Notes,
    ) -> Option<Known> {
        let known = self.get(table, name);
        if known.is_none() {
            let message =
                format!("expected a column of the table \"{table}\" in \"{key}\", found \"{name}\"");
            let help = nearest_help(name, self.of(table));
            notes.fatal("unknown-column", section.at(key, notes), message, help);
        }
        known
    }

    /// Every name that can be written in an indicator of this table.
    pub(crate) fn of(&self, table: &str) -> impl Iterator<Item = &str> + Clone {
        self.tables.get(table).into_iter().flat_map(|names| names.keys().map(String::as_str))
    }
}

fn collect(table: &Table, all: &[Table], prefix: &str, depth: usize, into: &mut BTreeMap<String, Known>) {
    for column in &table.columns {
        let known = Known { kind: column.kind, private: table.private.contains(&column.name) };
        into.insert(format!("{prefix}{}", column.name), known);
    }
    for lookup in &table.lookups {
        // Several rows may be joined to one text, so a looked-up column is text whatever it was.
        into.insert(format!("{prefix}{}", lookup.column), Known { kind: ColumnType::Text, private: false });
    }
    if depth == 0 {
        return;
    }
    for reference in &table.references {
        if let Some(other) = all.iter().find(|other| other.id == reference.table) {
            collect(other, all, &format!("{prefix}{}.", reference.column), depth - 1, into);
        }
    }
}

/// Whether a formula's text mentions a name: as a whole word, or as the beginning of a dotted one. A name that ends
/// in a point stands for every column of a reference.
///
/// Words within texts count too, so this may say yes too often, never too seldom.
pub(crate) fn mentions(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    // Names may be written in quotes, part by part.
    let text = text.replace('"', "");
    text.match_indices(name).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        before.is_none_or(|c| !part(c) && c != '.') && (name.ends_with('.') || after.is_none_or(|c| !part(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use esito_model::{Column, Lookup, Many, Reference};

    fn table(id: &str, columns: &[&str], references: &[(&str, &str)]) -> Table {
        let column = |name: &&str| Column {
            name: (*name).to_owned(),
            header: (*name).to_owned(),
            kind: ColumnType::Count,
            ..Column::default()
        };
        let reference = |(column, table): &(&str, &str)| Reference {
            column: (*column).to_owned(),
            table: (*table).to_owned(),
        };
        Table {
            id: id.to_owned(),
            columns: columns.iter().map(column).collect(),
            references: references.iter().map(reference).collect(),
            ..Table::default()
        }
    }

    #[test]
    fn names_follow_references_and_lookups() {
        let mut projects = table("projects", &["project", "sector"], &[]);
        projects.private = vec!["sector".to_owned()];
        projects.lookups.push(Lookup {
            column: "country".to_owned(),
            table: "locations".to_owned(),
            on: "project".to_owned(),
            take: "country".to_owned(),
            many: Many::Several,
        });
        let metrics = table("metrics", &["metric"], &[("project", "projects")]);
        let results = table("results", &["engaged"], &[("metric", "metrics")]);
        let names = Names::new(&[projects, metrics, results]);
        let all: Vec<_> = names.of("results").collect();
        let expected = [
            "engaged",
            "metric.metric",
            "metric.project.country",
            "metric.project.project",
            "metric.project.sector",
        ];
        assert_eq!(all, expected);
        let get = |name| names.get("results", name);
        assert_eq!(get("metric.project.country"), Some(Known { kind: ColumnType::Text, private: false }));
        assert_eq!(get("metric.project.sector"), Some(Known { kind: ColumnType::Count, private: true }));
        assert_eq!(get("country"), None);
    }

    #[test]
    fn a_ring_of_references_ends() {
        let names = Names::new(&[table("a", &["x"], &[("b", "b")]), table("b", &["y"], &[("a", "a")])]);
        assert_eq!(names.of("a").collect::<Vec<_>>(), ["b.a.b.y", "b.a.x", "b.y", "x"]);
    }

    #[test]
    fn mentions_are_whole_words() {
        assert!(mentions("SUM(paid) / 2", "paid"));
        assert!(mentions("project.country = 'IT'", "project"));
        assert!(!mentions("SUM(unpaid_days)", "paid"));
        assert!(!mentions("project.country = 'IT'", "country"));
        assert!(mentions("\"project\".\"country\" = 'IT'", "project."));
    }
}
