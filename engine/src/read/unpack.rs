//! A zip becomes the files in it, a stretch at a time, within limits.
//!
//! Nothing of a zip is believed: not its names, which may climb out of the bundle, and not its sizes, which may be
//! made to fill the memory. Both are looked at before a byte is unpacked, and the sizes again while unpacking.

use crate::sources::SourceFile;
use crate::told::{Told, told};
use esito_model::{Remark, RemarkPlace, Severity};
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::Cursor;
use zip::{CompressionMethod, ZipArchive};

/// All files of a zip together. More does not fit beside its typed columns in a browser's 4 GiB.
const MOST_BYTES: u64 = 1 << 30;
/// How many times larger than packed a file may be. CSV shrinks to a tenth, rarely to a fiftieth.
const MOST_GROWTH: u64 = 200;
/// Below this size growth does not matter.
const SMALL_BYTES: u64 = 10_000_000;

/// Whether these bytes are a zip.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// A zip that is being unpacked.
#[derive(Debug)]
pub(crate) struct Unpacking {
    zip: SourceFile,
    entries: Vec<Entry>,
    current: Option<Inflating>,
    unpacked: u64,
    /// The files so far.
    pub files: Vec<SourceFile>,
    /// What has to be said about it.
    pub remarks: Vec<Remark>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    start: usize,
    packed: usize,
    size: u64,
    crc: u32,
    deflated: bool,
}

#[derive(Debug)]
struct Inflating {
    entry: Entry,
    inflate: Decompress,
    crc: Crc,
    out: Vec<u8>,
}

impl Unpacking {
    /// Reads the list of files; nothing is unpacked yet.
    pub(crate) fn new(zip: SourceFile) -> Self {
        let mut unpacking = Self {
            zip,
            entries: Vec::new(),
            current: None,
            unpacked: 0,
            files: Vec::new(),
            remarks: Vec::new(),
        };
        match unpacking.list() {
            Ok(entries) => unpacking.entries = entries,
            Err(error) => unpacking.broken(&error),
        }
        // Taken from the end.
        unpacking.entries.reverse();
        unpacking
    }

    /// Packed bytes in all, for telling how far the work is.
    pub(crate) fn total(&self) -> u64 {
        self.zip.bytes.len() as u64
    }

    /// The zip's name.
    pub(crate) fn name(&self) -> &str {
        &self.zip.name
    }

    /// Unpacks about `stretch` bytes and says how many packed bytes that took; nothing when all is done.
    pub(crate) fn step(&mut self, stretch: usize) -> Option<u64> {
        let Some(mut current) = self.current.take() else {
            let entry = self.entries.pop()?;
            let reserve = usize::try_from(entry.size.min(4 << 20)).unwrap_or(0);
            self.current = Some(Inflating {
                entry,
                inflate: Decompress::new(false),
                crc: Crc::new(),
                out: Vec::with_capacity(reserve),
            });
            return Some(0);
        };
        let before = current.inflate.total_in();
        match current.go_on(&self.zip.bytes, stretch) {
            Ok(done) => {
                if let Some(why) = too_large(
                    current.out.len() as u64,
                    current.entry.packed as u64,
                    self.unpacked + current.out.len() as u64,
                ) {
                    self.refuse_size(&current.entry.name, why);
                    return Some(0);
                }
                let took = current.inflate.total_in().saturating_sub(before);
                if done {
                    self.finish(current);
                } else {
                    self.current = Some(current);
                }
                Some(took)
            }
            Err(why) => {
                let name = current.entry.name;
                self.remark(
                    "zip-unreadable",
                    told(format!("expected \"{name}\" to be packed as a zip packs it, found {why}"))
                        .named([name]),
                    "pack the folder again, or hand over its files as they are",
                );
                Some(0)
            }
        }
    }

    fn finish(&mut self, current: Inflating) {
        let Inflating { entry, out, crc, .. } = current;
        if crc.sum() != entry.crc || out.len() as u64 != entry.size {
            self.remark(
                "zip-unreadable",
                told(format!(
                    "expected \"{}\" to have the check sum that the zip states, found another",
                    entry.name
                ))
                .named([entry.name]),
                "the zip was damaged on its way: fetch or pack it again",
            );
            return;
        }
        self.unpacked += out.len() as u64;
        self.files.push(SourceFile { name: entry.name, bytes: out.into(), sha256: None });
    }

    fn list(&mut self) -> Result<Vec<Entry>, String> {
        let bytes = self.zip.bytes.whole();
        let mut archive =
            ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|error| error.to_string())?;
        let mut entries = Vec::new();
        let mut declared: u64 = 0;
        for number in 0..archive.len() {
            let file = archive.by_index_raw(number).map_err(|error| error.to_string())?;
            if file.is_dir() {
                continue;
            }
            let written = file.name().map_err(|error| error.to_string())?.into_owned();
            let Some(name) = within(&written) else {
                self.remark(
                    "zip-path",
                    told(format!(
                        "expected a file inside the bundle, found the path \"{written}\" that leads out of it"
                    ))
                    .named([written]),
                    "this file was not read; pack the folder again",
                );
                continue;
            };
            if name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
                continue;
            }
            let deflated = file.compression() == CompressionMethod::Deflated;
            if file.encrypted() || !(deflated || file.compression() == CompressionMethod::Stored) {
                self.remark(
                    "zip-method",
                    told(format!(
                        "expected a file packed without a password by the usual method, found \"{name}\""
                    ))
                    .named([name]),
                    "pack the folder again as a plain zip",
                );
                continue;
            }
            declared = declared.saturating_add(file.size());
            if let Some(why) = too_large(file.size(), file.compressed_size(), declared) {
                self.refuse_size(&name, why);
                return Ok(Vec::new());
            }
            let start = file.data_start().and_then(|start| usize::try_from(start).ok());
            let packed = usize::try_from(file.compressed_size()).ok();
            let (Some(start), Some(packed)) = (start, packed) else {
                return Err("a file that begins nowhere".to_owned());
            };
            entries.push(Entry { name, start, packed, size: file.size(), crc: file.crc32(), deflated });
        }
        Ok(entries)
    }

    fn refuse_size(&mut self, name: &str, why: &str) {
        self.entries.clear();
        self.remark(
            "zip-too-large",
            told(format!(
                "expected a zip of at most 1 GiB that grows at most 200 times, found {why} at \"{name}\""
            ))
            .named([name]),
            "the zip was not unpacked any further; hand over the files that the framework names",
        );
    }

    fn broken(&mut self, error: &str) {
        self.remark(
            "zip-unreadable",
            format!("expected a zip, found {error}"),
            "fetch or pack it again, or hand over its files as they are",
        );
    }

    fn remark(&mut self, code: &str, told: impl Into<Told>, help: &str) {
        let place = RemarkPlace { file: self.zip.name.clone(), ..RemarkPlace::default() };
        let told: Told = told.into();
        let mut remark = Remark::new(code, Severity::Fatal, place, told.message).with_help(help);
        remark.particulars = told.particulars;
        self.remarks.push(remark);
    }
}

impl Inflating {
    /// Unpacks up to `stretch` bytes more and says whether the file is whole.
    fn go_on(&mut self, zip: &[u8], stretch: usize) -> Result<bool, String> {
        let entry = &self.entry;
        let packed = entry.start.checked_add(entry.packed).and_then(|end| zip.get(entry.start..end));
        let packed = packed.ok_or("a file that ends after the zip does")?;
        let before = self.out.len();
        if !entry.deflated {
            let end = packed.len().min(before + stretch);
            self.out.extend_from_slice(&packed[before.min(end)..end]);
            self.crc.update(&self.out[before..]);
            return Ok(end == packed.len());
        }
        let taken = usize::try_from(self.inflate.total_in()).unwrap_or(packed.len());
        self.out.reserve(stretch);
        let status = self
            .inflate
            .decompress_vec(&packed[taken.min(packed.len())..], &mut self.out, FlushDecompress::None)
            .map_err(|error| error.to_string())?;
        self.crc.update(&self.out[before..]);
        match status {
            Status::StreamEnd => Ok(true),
            Status::Ok | Status::BufError if self.out.len() > before => Ok(false),
            Status::Ok | Status::BufError => Err("a file that stops in the middle".to_owned()),
        }
    }
}

fn too_large(size: u64, packed: u64, in_all: u64) -> Option<&'static str> {
    if in_all > MOST_BYTES {
        return Some("more");
    }
    (size > SMALL_BYTES && size / MOST_GROWTH > packed).then_some("a file that grows more")
}

/// The name as a path within the bundle; nothing where it leads out of it.
fn within(name: &str) -> Option<String> {
    let drive = name.as_bytes().get(1) == Some(&b':');
    if name.starts_with('/') || name.contains(['\\', '\0']) || drive {
        return None;
    }
    let parts: Vec<_> = name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!parts.contains(&"..") && !parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
#[path = "unpack_tests.rs"]
mod tests;
