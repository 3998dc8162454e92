//! Files become a bundle, step by step, so that a seat can tell how far it is and stop.
//!
//! Zips are unpacked, the framework is read and checked, then its tables file by file; then tables are linked and
//! files hashed. Each step is some tens of milliseconds of work.

use super::Bundle;
use super::files::{self, FRAMEWORK, Found, find, folder, framework_of, headers};
use super::left_out::{Unusable, leave_out, leave_out_people};
use super::reading::{Again, ReadingFile, Step};
use super::stamps::{Hashing, bundle_hash};
use crate::check::{Filling, Habits, Mend, Outcome, plausible};
use crate::dataset::{Dataset, TableData};
use crate::framework::{self, ReadFramework, inside, nearest_help};
use crate::judge::concealed;
use crate::propose::propose;
use crate::read::{Container, Unpacking, container};
use crate::sources::{SourceFile, Sources};
use esito_model::{FileStamp, Health, Progress, ReadAs, Remark, RemarkPlace, Severity, Stage};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes that are unpacked or hashed in one step.
const STRETCH: usize = 2 << 20;
/// A row of a table takes about so many bytes or more; room is made for as many rows at most.
const ROW_BYTES: usize = 24;

/// Reading a bundle step by step.
pub struct Loading {
    sources: Sources,
    /// The folder of the framework, cut off from the names of the files beside it.
    folder: String,
    work: Work,
    read: ReadFramework,
    /// For each table its files.
    plan: Vec<Vec<usize>>,
    tables: Vec<TableData>,
    unusable: Unusable,
    /// Files that turned out not to be in UTF-8.
    coded: BTreeSet<usize>,
    /// Rows by file.
    rows: BTreeMap<usize, u64>,
    /// Files that are not plain, as they were written once more, by name and sheet.
    again: BTreeMap<(String, ReadAs), Again>,
    health: Health,
    /// What there is to mend, by the table's id.
    mends: Vec<(String, Vec<Mend>)>,
    remarks: Vec<Remark>,
    done: u64,
    total: u64,
}

enum Work {
    Unpacking(Vec<Unpacking>),
    Framework,
    Table(Box<TableWork>),
    Linking,
    Stamping(usize, Hashing),
    Done,
}

/// A table that is being read.
struct TableWork {
    number: usize,
    /// Files that were read, usable or not.
    files: usize,
    usable: bool,
    file: Option<ReadingFile>,
    filling: Filling,
    remarks: Vec<Remark>,
}

impl Loading {
    /// Begins; nothing is read yet.
    #[must_use]
    pub fn new(sources: Sources) -> Self {
        let (zips, files): (Vec<_>, Vec<_>) =
            sources.files.into_iter().partition(|file| container(file.bytes.head()) == Container::Zip);
        let zips: Vec<Unpacking> = zips.into_iter().map(Unpacking::new).collect();
        let total = zips.iter().map(Unpacking::total).sum();
        Self {
            sources: Sources { files },
            folder: String::new(),
            work: Work::Unpacking(zips),
            read: ReadFramework::default(),
            plan: Vec::new(),
            tables: Vec::new(),
            unusable: Unusable::default(),
            coded: BTreeSet::new(),
            rows: BTreeMap::new(),
            again: BTreeMap::new(),
            health: Health::default(),
            mends: Vec::new(),
            remarks: Vec::new(),
            done: 0,
            total,
        }
    }

    /// Does some tens of milliseconds of work and says how far it is; nothing when all is done.
    pub fn step(&mut self) -> Option<Progress> {
        let mut item = String::new();
        let mut stage = Stage::Reading;
        self.work = match std::mem::replace(&mut self.work, Work::Done) {
            Work::Unpacking(zips) => self.unpack(zips, &mut item),
            Work::Framework => {
                FRAMEWORK.clone_into(&mut item);
                self.framework();
                self.next_table(0, None)
            }
            Work::Table(work) => self.table(work, &mut item),
            Work::Linking => {
                stage = Stage::Joining;
                self.link();
                Work::Stamping(0, Hashing::default())
            }
            Work::Stamping(number, hashing) => self.stamp(number, hashing, &mut item),
            Work::Done => return None,
        };
        Some(Progress { stage, item, done: self.done.min(self.total), total: self.total })
    }

    /// Hands over a file's SHA-256 in hexadecimal, which a seat may work out beside the reading; any time before
    /// `finish`. Names that the bundle does not have are passed over.
    pub fn set_sha256(&mut self, name: &str, sha256: &str) {
        let bare = name.strip_prefix(self.folder.as_str()).unwrap_or(name);
        for file in self.sources.files.iter_mut().filter(|file| file.name == bare || file.name == name) {
            file.sha256 = Some(sha256.to_owned());
        }
    }

    /// The bundle. Call it when `step` has said nothing; what was not read by then is read now.
    #[must_use]
    pub fn finish(mut self) -> Bundle {
        while self.step().is_some() {}
        let files = self.stamps();
        let mut remarks = std::mem::take(&mut self.read.remarks);
        let mut about_value = std::mem::take(&mut self.read.about_value);
        about_value.extend(self.remarks.iter().filter(|remark| remark.code == "money-left-out").cloned());
        remarks.append(&mut self.remarks);
        let dataset = Dataset::new(self.tables);
        remarks.extend(plausible(&dataset, &self.read.framework));
        let remarks = remarks.into_iter().map(concealed).collect();
        Bundle {
            framework: self.read.framework,
            dataset,
            sources: self.sources,
            again: self.again,
            hash: bundle_hash(&files),
            files,
            remarks,
            about_value,
            health: self.health,
            mends: self.mends,
        }
    }

    fn unpack(&mut self, mut zips: Vec<Unpacking>, item: &mut String) -> Work {
        let Some(zip) = zips.last_mut() else { return Work::Framework };
        zip.name().clone_into(item);
        match zip.step(STRETCH) {
            Some(bytes) => self.done += bytes,
            None => {
                if let Some(zip) = zips.pop() {
                    self.sources.files.extend(zip.files);
                    self.remarks.extend(zip.remarks);
                }
            }
        }
        Work::Unpacking(zips)
    }

    /// Reads the framework and finds its files.
    fn framework(&mut self) {
        self.sources.files.sort_by(|a, b| a.name.cmp(&b.name));
        let Some(number) = framework_of(&self.sources.files).or_else(|| self.proposed()) else {
            let place = RemarkPlace::default();
            let found = match self.sources.files.len() {
                0 => "no file at all".to_owned(),
                1 => format!("only {}", self.sources.files[0].name),
                files => format!("{files} other files"),
            };
            let message =
                format!("expected a file \"{FRAMEWORK}\" that says what the files mean, found {found}");
            let help = "esito init FILE… writes a first one to be read and mended";
            self.remarks.push(Remark::new("no-framework", Severity::Fatal, place, message).with_help(help));
            return;
        };
        self.folder = folder(&self.sources.files[number].name).to_owned();
        for file in &mut self.sources.files {
            if let Some(name) = file.name.strip_prefix(self.folder.as_str()) {
                file.name = name.to_owned();
            }
        }
        match std::str::from_utf8(&self.sources.files[number].bytes) {
            Ok(text) => self.read = framework::read(FRAMEWORK, text),
            Err(error) => {
                let place = RemarkPlace { file: FRAMEWORK.to_owned(), ..RemarkPlace::default() };
                let message = format!(
                    "expected text in UTF-8, found another encoding at byte {}",
                    error.valid_up_to() + 1
                );
                let remark = Remark::new("not-utf8", Severity::Fatal, place, message);
                self.remarks.push(remark.with_help("save the file as UTF-8 and try again"));
            }
        }
        let free = files::unnamed(&self.read.framework.tables, &self.sources.files);
        for (number, table) in self.read.framework.tables.iter().enumerate() {
            let line = self.read.file_lines.get(number).copied();
            let mut found =
                if inside(&table.file) { find(&table.file, &self.sources.files) } else { Found::Nothing };
            if found == Found::Nothing
                && let Some(same) = files::same_shape(table, &self.sources.files, &free)
            {
                let name = self.sources.files[same].name.clone();
                let place = RemarkPlace { file: name.clone(), ..RemarkPlace::default() };
                let message =
                    format!("expected the file \"{}\", found \"{name}\" with the same headers", table.file);
                let help = "it is read in its place; make sure that it is the next file of the same kind";
                self.remarks.push(
                    Remark::new("same-headers", Severity::Doubt, place, message)
                        .with_found([name])
                        .with_names([table.file.as_str()])
                        .with_help(help),
                );
                found = Found::Files(vec![same]);
            }
            let mut fatal = |code: &str, found: &[String], message: String, help: String| {
                let place = RemarkPlace {
                    file: FRAMEWORK.to_owned(),
                    line,
                    column: Some("file".to_owned()),
                    record: None,
                };
                let remark = Remark::new(code, Severity::Fatal, place, message).with_help(help);
                self.remarks.push(remark.with_found(found.iter().cloned()).with_names([table.file.as_str()]));
            };
            let files = match found {
                Found::Files(files) => files,
                Found::Several(names) => {
                    let message =
                        format!("expected one file \"{}\", found several: {}", table.file, names.join(", "));
                    fatal("several-files", &names, message, "name it with its folder".to_owned());
                    Vec::new()
                }
                Found::Nothing => {
                    let names = self.sources.files.iter().map(|file| file.name.as_str());
                    let help = nearest_help(&table.file, names.filter(|name| *name != FRAMEWORK));
                    fatal(
                        "missing-file",
                        &[],
                        format!("expected the file \"{}\", found none such", table.file),
                        help,
                    );
                    Vec::new()
                }
            };
            self.plan.push(files);
        }
        let size = |number: &usize| self.sources.files[*number].bytes.len() as u64;
        let named: BTreeSet<usize> = self.plan.iter().flatten().copied().collect();
        self.total += self.plan.iter().flatten().map(size).sum::<u64>();
        self.total += named.iter().map(size).sum::<u64>();
    }

    /// Without a framework: the one that can be guessed from the files takes its place.
    fn proposed(&mut self) -> Option<usize> {
        let (text, remarks) = propose(&self.sources);
        self.remarks.extend(remarks);
        if text.is_empty() {
            return None;
        }
        let bytes = text.into_bytes().into();
        self.sources.files.push(SourceFile { name: FRAMEWORK.to_owned(), bytes, sha256: None });
        self.sources.files.sort_by(|a, b| a.name.cmp(&b.name));
        framework_of(&self.sources.files)
    }

    fn next_table(&mut self, number: usize, habits: Option<&[Habits]>) -> Work {
        let Some(table) = self.read.framework.tables.get(number) else { return Work::Linking };
        let bytes: usize = self.plan[number].iter().map(|file| self.sources.files[*file].bytes.len()).sum();
        let row = ROW_BYTES.max(table.columns.len() * 4);
        let mut filling = Filling::new(table, &self.read.framework.currency, habits, bytes / row);
        // A name may lead through references; the column has its last part.
        let framework = &self.read.framework;
        let named =
            framework.indicators.iter().flat_map(|one| one.place.iter().chain(one.by.iter().flatten()));
        let looked_up = framework.tables.iter().flat_map(|table| &table.lookups).map(|lookup| &lookup.take);
        let last = |name: &'_ String| -> usize { name.rfind('.').map_or(0, |at| at + 1) };
        filling.tell(&named.chain(looked_up).map(|name| &name[last(name)..]).collect());
        Work::Table(Box::new(TableWork {
            number,
            files: 0,
            usable: false,
            file: None,
            filling,
            remarks: Vec::new(),
        }))
    }

    fn table(&mut self, mut work: Box<TableWork>, item: &mut String) -> Work {
        let table = &self.read.framework.tables[work.number];
        let Some(&number) = self.plan[work.number].get(work.files) else { return self.end_table(*work) };
        let source = &self.sources.files[number];
        source.name.clone_into(item);
        let file = work.file.get_or_insert_with(|| {
            let coded = self.coded.contains(&number);
            ReadingFile::new(&source.name, &source.bytes, &table.read_as, coded)
        });
        let wanted = headers(table);
        match file.step(&wanted, &mut work.filling) {
            Step::More(bytes) => self.done += bytes,
            Step::NotUtf8 => {
                self.coded.insert(number);
                return self.once_more(work.number, None);
            }
            Step::Done => {
                work.usable |= file.usable;
                *self.rows.entry(number).or_default() = file.rows;
                if let Some(again) = file.again.take() {
                    self.again.insert((source.name.clone(), table.read_as.clone()), again);
                }
                work.remarks.append(&mut file.remarks);
                work.file = None;
                work.files += 1;
            }
        }
        Work::Table(work)
    }

    /// Begins a table anew.
    fn once_more(&mut self, number: usize, habits: Option<&[Habits]>) -> Work {
        let size = |file: &usize| self.sources.files[*file].bytes.len() as u64;
        self.total += self.plan[number].iter().map(size).sum::<u64>();
        self.next_table(number, habits)
    }

    fn end_table(&mut self, work: TableWork) -> Work {
        let number = work.number;
        let table = &self.read.framework.tables[number];
        match work.filling.finish() {
            Outcome::Again(habits) => self.once_more(number, Some(&habits)),
            Outcome::Done(checked) => {
                let all_absent = checked.absent.len() == table.columns.len() && !table.columns.is_empty();
                if !work.usable || all_absent || checked.table.is_none() {
                    self.unusable.tables.insert(table.id.clone());
                }
                let personal = checked.personal;
                if !checked.absent.is_empty() {
                    self.unusable.columns.insert(table.id.clone(), checked.absent);
                }
                self.remarks.extend(work.remarks);
                self.remarks.extend(checked.remarks);
                self.mends.push((table.id.clone(), checked.mends));
                if let Some(table) = checked.table {
                    self.health.rows += table.origins.line.len() as u64;
                    self.tables.push(table);
                }
                self.health.doubtful_rows += checked.doubtful_rows;
                self.health.cells_set_aside += checked.set_aside;
                if let Some(table) = self.read.framework.tables.get_mut(number) {
                    table.private.extend(personal);
                }
                self.next_table(number + 1, None)
            }
        }
    }

    fn link(&mut self) {
        let lines = &self.read.indicator_lines;
        leave_out(&mut self.read.framework, &self.unusable, lines, &mut self.remarks);
        leave_out_people(&mut self.read.framework, lines, &mut self.remarks);
        let mut dataset = Dataset::new(std::mem::take(&mut self.tables));
        dataset.link(&self.read.framework, &mut self.remarks);
        self.tables = dataset.tables;
    }

    /// Hashes the files that the framework names and that no seat has hashed.
    fn stamp(&mut self, number: usize, mut hashing: Hashing, item: &mut String) -> Work {
        let Some(file) = self.sources.files.get_mut(number) else { return Work::Done };
        let named = file.name == FRAMEWORK || self.plan.iter().flatten().any(|named| *named == number);
        if !named || file.sha256.is_some() {
            if named {
                self.done += (file.bytes.len() as u64).saturating_sub(hashing.bytes());
            }
            return Work::Stamping(number + 1, Hashing::default());
        }
        file.name.clone_into(item);
        let (bytes, hash) = hashing.step(&file.bytes, STRETCH);
        self.done += bytes as u64;
        if hash.is_some() {
            file.sha256 = hash;
            return Work::Stamping(number + 1, Hashing::default());
        }
        Work::Stamping(number, hashing)
    }

    fn stamps(&self) -> Vec<FileStamp> {
        let named: BTreeSet<usize> = self.plan.iter().flatten().copied().collect();
        let stamp = |number: usize| {
            let file = &self.sources.files[number];
            FileStamp {
                name: file.name.clone(),
                sha256: file.sha256.clone().unwrap_or_default(),
                bytes: file.bytes.len() as u64,
                rows: self.rows.get(&number).copied().unwrap_or_default(),
            }
        };
        let framework = self.sources.files.iter().position(|file| file.name == FRAMEWORK);
        framework.into_iter().chain(named).map(stamp).collect()
    }
}

impl std::fmt::Debug for Loading {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Loading")
            .field("done", &self.done)
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}
