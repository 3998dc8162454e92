//! What the columns of files mean: understood, shown, asked, decided.
//!
//! Comes in: files as people have them, and what was decided so far. Goes out: for each file how it was understood,
//! for each column what it is taken for and why, three cells before and after, the questions that its cells leave
//! open; and the framework that follows from all of it. The cells after are those of a bundle that was really read
//! with this framework, so that the page shows what will be computed and nothing else.

mod declared;
mod preview;
mod questions;

use crate::judge::concealed;
use crate::propose::{Looked, is_data, look, proposed};
use crate::read::{Container, Opened, Sheet, Unpacking, choose, container, first_lines, open, whys};
use crate::sources::{SourceFile, Sources};
use crate::understood::{Understood, laid, understand};
use esito_model::{
    Decisions, FileUnderstood, LineRead, Meaning, ReadAs, Remark, Severity, SheetWhy, Understanding,
};
use preview::Preview;
use std::collections::BTreeMap;

/// Longer text files are looked at in their beginning only: what is asked must be asked at once.
const LOOKED_AT: usize = 8 << 20;

/// Files whose meaning is being confirmed.
#[derive(Debug, Default)]
pub struct Mapping {
    files: Vec<SourceFile>,
    /// The framework that came with them.
    framework: Option<SourceFile>,
    /// Names of files that are longer than what is looked at.
    in_part: Vec<String>,
    /// What was seen of each file, by its name, the sheet that was asked for, and whether wide stays wide.
    seen: BTreeMap<(String, ReadAs, bool), Option<Seen>>,
    remarks: Vec<Remark>,
}

/// What was seen of a file before anything was decided.
#[derive(Debug)]
struct Seen {
    looked: Looked,
    sheet: Sheet,
    columns: Vec<Understood>,
    sheets: Vec<String>,
    whys: Vec<SheetWhy>,
    remarks: Vec<Remark>,
}

impl Mapping {
    /// Begins with files; zips are unpacked, long text files cut.
    #[must_use]
    pub fn new(sources: Sources) -> Self {
        let mut out = Self::default();
        let (zips, mut files): (Vec<_>, Vec<_>) =
            sources.files.into_iter().partition(|file| container(file.bytes.head()) == Container::Zip);
        for zip in zips {
            let mut unpacking = Unpacking::new(zip);
            while unpacking.step(4 << 20).is_some() {}
            files.extend(unpacking.files);
            out.remarks.extend(unpacking.remarks);
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        out.framework = crate::bundle::take_framework(&mut files);
        for mut file in files.into_iter().filter(is_data) {
            if container(file.bytes.head()) == Container::Text && file.bytes.len() > LOOKED_AT {
                file.bytes = first_lines(&file.bytes.piece(0, LOOKED_AT + 2), LOOKED_AT).to_vec().into();
                out.in_part.push(file.name.clone());
            }
            out.files.push(file);
        }
        out
    }

    /// How the files are understood with these decisions.
    pub fn understand(&mut self, decisions: &Decisions) -> Understanding {
        if let Some(framework) = &self.framework {
            let text = String::from_utf8_lossy(&framework.bytes).into_owned();
            return declared::understand(self, &text, decisions);
        }
        let keys: Vec<_> = self.files.iter().map(|file| key(file, decisions)).collect();
        self.see(&keys);
        let mut remarks = self.remarks.clone();
        let mut files: Vec<(&SourceFile, &Seen, Looked)> = Vec::new();
        for (file, key) in self.files.iter().zip(&keys) {
            match self.seen.get(key) {
                Some(Some(seen)) => files.push((file, seen, seen.looked.clone())),
                _ => remarks.extend(unusable(file)),
            }
        }
        let mut asked = Vec::new();
        for (_, seen, looked) in &mut files {
            looked.settle(decisions);
            asked.push(questions::ask(looked, &seen.columns, decisions));
        }
        let looked: Vec<Looked> = files.iter().map(|(.., looked)| looked.clone()).collect();
        let proposed = proposed(&looked, decisions);
        let preview = Preview::new(&self.files, &proposed.framework);
        let mut out = Understanding {
            title: proposed.title,
            indicators: proposed.indicators,
            remarks,
            ..Understanding::default()
        };
        for (((file, seen, looked), asked), table) in files.iter().zip(asked).zip(&proposed.tables) {
            let mut described = seen.describe(looked);
            described.in_part = self.in_part.contains(&file.name);
            described.columns = preview.columns(table, looked, &seen.sheet, asked);
            out.files.push(described);
        }
        out.framework = proposed.framework;
        out.open = open_questions(&out.files);
        out
    }

    /// Looks at files that were not looked at yet.
    fn see(&mut self, keys: &[(String, ReadAs, bool)]) {
        for key in keys {
            if self.seen.contains_key(key) {
                continue;
            }
            let file = self.files.iter().find(|file| file.name == key.0);
            let seen = file.and_then(|file| see(file, &key.1, key.2));
            self.seen.insert(key.clone(), seen);
        }
    }
}

fn key(file: &SourceFile, decisions: &Decisions) -> (String, ReadAs, bool) {
    let decided = decisions.files.get(&file.name);
    let read_as = decided.map(|decided| decided.read_as.clone()).unwrap_or_default();
    (file.name.clone(), read_as, decided.and_then(|decided| decided.wide).unwrap_or(false))
}

/// How many questions have no answer.
fn open_questions(files: &[FileUnderstood]) -> u64 {
    let questions = files.iter().flat_map(|file| &file.columns).flat_map(|column| &column.questions);
    questions.filter(|asked| asked.chosen.is_none()).count() as u64
}

fn see(file: &SourceFile, read_as: &ReadAs, wide: bool) -> Option<Seen> {
    let mut remarks = Vec::new();
    let all = ReadAs { sheet: None, ..read_as.clone() };
    let Opened { mut sheets, others, remarks: said } = open(&file.name, &file.bytes, &all);
    let names: Vec<String> = sheets.iter().map(|(sheet, _)| sheet.name.clone()).collect();
    let meant = read_as.sheet.as_ref().and_then(|only| names.iter().position(|name| name == only));
    let named = meant.is_some();
    let meant = meant.unwrap_or_else(|| choose(&sheets));
    let mut of_sheets = whys(&sheets, meant, named);
    of_sheets.extend(others);
    if meant >= sheets.len() {
        return None;
    }
    let (sheet, of_sheet) = sheets.swap_remove(meant);
    let columns = understand(&sheet);
    let looked = look(file, read_as, wide, (&sheet, &columns), &mut remarks)?;
    remarks.extend(said);
    remarks.extend(of_sheet);
    Some(Seen { looked, sheet, columns, sheets: names, whys: of_sheets, remarks })
}

/// Why a file cannot be used.
fn unusable(file: &SourceFile) -> Vec<Remark> {
    let Opened { sheets, remarks, .. } = open(&file.name, &file.bytes, &ReadAs::default());
    let all = remarks.into_iter().chain(sheets.into_iter().flat_map(|(_, remarks)| remarks));
    let mut fatal: Vec<Remark> = all.filter(|remark| remark.severity == Severity::Fatal).collect();
    if fatal.is_empty() {
        let place = esito_model::RemarkPlace { file: file.name.clone(), ..Default::default() };
        let help = "the table has no data; fetch or export the file again";
        let message = "expected a table, found none";
        fatal.push(Remark::new("empty-file", Severity::Fatal, place, message).with_help(help));
    }
    fatal
}

impl Seen {
    /// The file without its columns.
    fn describe(&self, looked: &Looked) -> FileUnderstood {
        let sheet = &self.sheet;
        let lines = |lines: &[(u32, String)]| {
            lines.iter().map(|(line, text)| LineRead { line: u64::from(*line), text: text.clone() }).collect()
        };
        let laid = laid(sheet, &self.columns);
        FileUnderstood {
            file: looked.file.clone(),
            shape: looked.shape(),
            read_as: looked.read_as.clone(),
            whys: if self.whys.len() > 1 { self.whys.clone() } else { Vec::new() },
            sheet: sheet.name.clone(),
            sheets: if self.sheets.len() > 1 { self.sheets.clone() } else { Vec::new() },
            encoding: sheet.encoding.to_owned(),
            delimiter: sheet.delimiter,
            header_lines: sheet.header_lines.iter().map(|line| u64::from(*line)).collect(),
            preamble: lines(&sheet.preamble),
            units: lines(&sheet.units),
            footnotes: lines(&sheet.footnotes),
            layout: laid.layout,
            wide: match &looked.unpivot {
                Some(unpivot) => sheet
                    .columns
                    .iter()
                    .filter(|column| crate::name_matches(&unpivot.columns, &column.name))
                    .map(|column| column.name.clone())
                    .collect(),
                None => laid.wide.iter().map(|at| sheet.columns[*at].name.clone()).collect(),
            },
            made_long: looked.unpivot.is_some(),
            rows: sheet.len() as u64,
            people: looked.people,
            remarks: self.remarks.iter().cloned().map(concealed).collect(),
            ..FileUnderstood::default()
        }
    }
}

/// Whether a column is used at all.
fn is_used(meaning: Meaning) -> bool {
    meaning != Meaning::LeftOut
}

#[cfg(test)]
mod tests;
