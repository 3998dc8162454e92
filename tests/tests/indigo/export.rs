//! The export as plain rows: the `csv` crate and maps, nothing of the engine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(crate) type Cells = BTreeMap<String, String>;

/// The folder of the reference data, or nothing where it is not at hand.
///
/// Missing data are said aloud and skipped on a developer's machine, and are a failure in CI.
pub(crate) fn folder() -> Option<PathBuf> {
    let data = std::env::var_os("ESITO_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let folder = data.join("indigo");
    if folder.join("projects.csv").is_file() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} has no INDIGO export", data.display());
    println!("skipped: no INDIGO export in {} (set ESITO_DATA)", data.display());
    None
}

/// A file's rows by header, cells trimmed.
pub(crate) fn rows(folder: &Path, name: &str) -> Vec<Cells> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(folder.join(name)).unwrap();
    let headers = reader.headers().unwrap().clone();
    let pair = |(header, cell): (&str, &str)| (header.to_owned(), cell.to_owned());
    reader.records().map(|record| headers.iter().zip(record.unwrap().iter()).map(pair).collect()).collect()
}

/// A cell that is there.
pub(crate) fn text<'a>(row: &'a Cells, header: &str) -> Option<&'a str> {
    Some(row[header].as_str()).filter(|cell| !cell.is_empty())
}

/// A cell that is a plain number.
pub(crate) fn number(row: &Cells, header: &str) -> Option<f64> {
    text(row, header)?.parse().ok()
}

/// A cell that is a whole number.
pub(crate) fn count(row: &Cells, header: &str) -> Option<f64> {
    text(row, header)?.parse::<u32>().ok().map(f64::from)
}

/// Months since year 0 of a date that may be a year only.
pub(crate) fn month(row: &Cells, header: &str) -> Option<f64> {
    let mut parts = text(row, header)?.split('-').map(|part| part.parse::<u16>().unwrap());
    Some(f64::from(parts.next()?) * 12.0 + f64::from(parts.next().unwrap_or(1)) - 1.0)
}

/// One row with what its project says about where, when and what for.
pub(crate) struct Seen {
    pub(crate) cells: Cells,
    pub(crate) place: String,
    pub(crate) period: String,
    /// Dimension and group.
    pub(crate) groups: Vec<(String, String)>,
}

pub(crate) struct Export {
    pub(crate) folder: PathBuf,
    pub(crate) projects: BTreeMap<String, Cells>,
    pub(crate) country: BTreeMap<String, String>,
}

pub(crate) const SECTOR: &str = "Purpose and classifications - Policy sector - (Value)";
pub(crate) const GOAL: &str = "Purpose and classifications - Primary SDG goal - (Value)";
pub(crate) const SIGNED: &str = "Dates - Date outcomes contract signed - (Value)";
const UNKNOWN: &str = "_U";

impl Export {
    pub(crate) fn read(folder: PathBuf) -> Self {
        let projects: BTreeMap<_, _> =
            rows(&folder, "projects.csv").into_iter().map(|row| (row["ID"].clone(), row)).collect();
        let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in rows(&folder, "projects_delivery_locations.csv") {
            if let Some(country) = text(&row, "Location - Country - (Value)") {
                places.entry(row["Project ID"].clone()).or_default().insert(country.to_owned());
            }
        }
        let one = |set: BTreeSet<String>| {
            if set.len() == 1 { set.into_iter().next().unwrap() } else { "several".into() }
        };
        Self {
            folder,
            projects,
            country: places.into_iter().map(|(project, set)| (project, one(set))).collect(),
        }
    }

    /// The projects themselves, with breakdowns by the columns named.
    pub(crate) fn of_projects(&self, by: &[(&str, &str)]) -> Vec<Seen> {
        let own = [("policy_sector", SECTOR), ("primary_sdg", GOAL)];
        let see = |(id, cells): (&String, &Cells)| Seen {
            place: self.country.get(id).map_or(UNKNOWN, String::as_str).to_owned(),
            period: text(cells, SIGNED).map_or(UNKNOWN, |date| &date[..4]).to_owned(),
            groups: own.iter().chain(by).map(|(dimension, header)| group(dimension, cells, header)).collect(),
            cells: cells.clone(),
        };
        self.projects.iter().map(see).collect()
    }

    /// The rows of a file that hang on projects; `period` is their own date, where the indicator goes by it.
    pub(crate) fn of_file(&self, name: &str, by: &[(&str, &str)], period: Option<&str>) -> Vec<Seen> {
        let see = |cells: Cells| {
            let id = &cells["Project ID"];
            let project = &self.projects[id];
            let date = period.map_or_else(|| text(project, SIGNED), |header| text(&cells, header));
            let theirs = [("project.policy_sector", SECTOR), ("project.primary_sdg", GOAL)];
            let mut groups: Vec<_> =
                theirs.iter().map(|(dimension, header)| group(dimension, project, header)).collect();
            groups.extend(by.iter().map(|(dimension, header)| group(dimension, &cells, header)));
            Seen {
                place: self.country.get(id).map_or(UNKNOWN, String::as_str).to_owned(),
                period: date.map_or(UNKNOWN, |date| &date[..4]).to_owned(),
                groups,
                cells,
            }
        };
        rows(&self.folder, name).into_iter().map(see).collect()
    }
}

fn group(dimension: &str, cells: &Cells, header: &str) -> (String, String) {
    (dimension.to_owned(), text(cells, header).unwrap_or(UNKNOWN).to_owned())
}
