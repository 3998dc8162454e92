//! A file of any kind becomes its tables: text, workbook, Parquet, zip, gzip, or a page that calls itself a workbook.

use super::dialect;
use super::encoding::decode_as;
use super::noted::Noted;
#[cfg(not(target_arch = "wasm32"))]
use super::parquet;
use super::quotes::plain_quotes;
use super::sheet::Sheet;
use super::split::split;
use super::unpack::{Unpacking, is_zip};
use super::{foreign, html, sylk, uneven, workbook};
use crate::sources::SourceFile;
use crate::told::told;
use esito_model::{ReadAs, Remark, Severity, SheetWhy};
use flate2::read::MultiGzDecoder;
use std::io::Read as _;

/// A packed file may become so large, as in a zip.
const MOST_BYTES: u64 = 1 << 30;
/// No spreadsheet has more columns; a file that has is no table, or lost its line ends.
const MOST_COLUMNS: usize = 1 << 14;

/// The tables of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opened {
    /// Each with its remarks.
    pub sheets: Vec<(Sheet, Vec<Remark>)>,
    /// Sheets that hold no table, are hidden, or were not asked for.
    pub others: Vec<SheetWhy>,
    /// What has to be said about the file as a whole.
    pub remarks: Vec<Remark>,
}

/// What the first bytes of a file say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    Text,
    Zip,
    Gzip,
    Workbook,
    /// HTML or the XML of an old spreadsheet.
    Markup,
    /// The symbolic links of spreadsheets.
    Sylk,
    /// Columns of a data store.
    Parquet,
    /// A document, an image or the like: no table.
    Foreign(&'static str),
}

/// What a file is, by its bytes; names lie.
pub(crate) fn container(bytes: &[u8]) -> Container {
    if let Some(kind) = foreign::kind(bytes) {
        Container::Foreign(kind)
    } else if workbook::is_workbook(bytes) {
        Container::Workbook
    } else if is_zip(bytes) {
        Container::Zip
    } else if bytes.starts_with(&[0x1F, 0x8B, 0x08]) {
        Container::Gzip
    } else if bytes.starts_with(b"PAR1") {
        Container::Parquet
    } else if html::is_markup(bytes) {
        Container::Markup
    } else if sylk::is_sylk(bytes) {
        Container::Sylk
    } else if foreign::is_binary(bytes) {
        Container::Foreign("something that is no text")
    } else {
        Container::Text
    }
}

/// Opens a file; `read_as` names the one sheet that is wanted, and what else was said about how it is read.
pub(crate) fn open(name: &str, bytes: &[u8], read_as: &ReadAs) -> Opened {
    open_within(name, bytes, read_as, 2)
}

fn open_within(name: &str, bytes: &[u8], only: &ReadAs, depth: usize) -> Opened {
    match container(bytes) {
        Container::Text => text(name, bytes, only),
        Container::Foreign(kind) => foreign::open(name, kind),
        Container::Workbook => workbook::open(name, bytes, only),
        Container::Markup => html::open(name, bytes, only),
        Container::Sylk => sylk::open(name, bytes, only),
        #[cfg(not(target_arch = "wasm32"))]
        Container::Parquet => parquet::open(name, bytes),
        #[cfg(target_arch = "wasm32")]
        Container::Parquet => elsewhere(name),
        Container::Gzip => gzip(name, bytes, only, depth),
        Container::Zip => zip(name, bytes, only, depth),
    }
}

/// Parquet is read on the command line only.
#[cfg(target_arch = "wasm32")]
fn elsewhere(name: &str) -> Opened {
    let mut noted = Noted::new(name);
    let help = "the program esito reads Parquet: esito read FILE > file.csv writes it as CSV";
    let message = "expected a text file or a workbook, found Parquet".to_owned();
    noted.fatal("parquet-elsewhere", None, message, help);
    Opened { remarks: noted.remarks, ..Opened::default() }
}

/// A text file is one table.
pub(crate) fn text(name: &str, bytes: &[u8], read_as: &ReadAs) -> Opened {
    let mut noted = Noted::new(name);
    let mut decoded = decode_as(bytes, read_as.encoding.as_deref(), &mut noted);
    let mut found = dialect::find_with(&decoded.text, read_as.delimiter);
    if !found.several
        && let Some(bare) = uneven::out_of_quotes(&decoded.text)
    {
        let within = dialect::find_with(&bare, read_as.delimiter);
        if within.several {
            let message = "expected quotes around cells, found them around whole lines; what stands within was read as cells";
            let help = "make sure of the cells; a spreadsheet writes such a file where it took each line for one cell";
            noted.doubt("lines-in-quotes", Some(1), message.to_owned(), help);
            (decoded.text, found) = (bare.into(), within);
        }
    }
    if let Some((plain, sure)) = plain_quotes(&decoded.text, &found) {
        let message = "expected plain quotes around cells that hold the delimiter, found quotes of another kind; they were read as such";
        let severity = if sure { Severity::Note } else { Severity::Doubt };
        let help = if sure { "" } else { "make sure of these cells; a spreadsheet writes plain quotes" };
        noted.say(("other-quotes", severity), Some(1), None, || message.to_owned(), help);
        found = dialect::find_with(&plain, read_as.delimiter);
        decoded.text = plain.into();
    }
    let body = decoded.text.get(found.start..).unwrap_or_default();
    if !found.several && uneven::is_hollow(body) {
        let help = "the table has no data; fetch or export the file again";
        noted.fatal(
            "empty-file",
            None,
            "expected a table, found nothing between the delimiters".to_owned(),
            help,
        );
        return Opened { remarks: noted.remarks, ..Opened::default() };
    }
    if let Some(found) = web_letter(body) {
        let message = format!(
            "expected letters, found some as web pages write them, such as \"{found}\"; left as found"
        );
        let help = "save the file with plain letters";
        noted.doubt("web-letters", None, told(message).found([found.to_owned()]), help);
    }
    let grid = split(body, found.dialect, found.several.then_some(found.width), &mut noted);
    if grid.widest() > MOST_COLUMNS {
        let message = format!("expected at most {MOST_COLUMNS} columns, found {}", grid.widest());
        let help = "see whether the line ends were lost when the file was exported";
        noted.fatal("too-many-columns", None, message, help);
        return Opened { remarks: noted.remarks, ..Opened::default() };
    }
    let mut sheet = Sheet::new(grid, found.width, read_as.header.as_deref(), &mut noted);
    sheet.encoding = decoded.encoding;
    if uneven::is_data_of_programs(body) {
        let message = "expected a table, found what is written for programs (JSON, XML, SQL, PC-Axis); its lines were read as rows".to_owned();
        noted.doubt("not-a-table", Some(1), message, "fetch the data as CSV, or as a workbook");
    }
    // `1^Beta; coop^300`: a delimiter that the first line lacks is part of a cell.
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let lacks = found.several && !first.contains(char::from(found.dialect.delimiter));
    if (!found.several || lacks)
        && let Some(kind) = uneven::other_marks(body).filter(|kind| !lacks || kind != "spaces")
    {
        noted.doubt(
            "unknown-delimiter",
            None,
            told(format!("expected a comma, semicolon, tab or | between cells, found {kind}; each line was read as one cell")).found([kind.trim_matches('"')]),
            "open it in a spreadsheet, tell that what stands between the cells, and save it as CSV",
        );
    }
    sheet.delimiter = found.several.then_some(char::from(found.dialect.delimiter));
    Opened { sheets: vec![(sheet, noted.remarks)], ..Opened::default() }
}

/// A letter as web pages write it, `&egrave;`.
pub(super) fn web_letter(text: &str) -> Option<&str> {
    text.match_indices('&').find_map(|(at, _)| {
        let (name, _) = text[at + 1..].split_once(';').filter(|(name, _)| name.len() < 9)?;
        html::character(name).map(|_| &text[at..at + name.len() + 2])
    })
}

fn gzip(name: &str, bytes: &[u8], only: &ReadAs, depth: usize) -> Opened {
    let mut noted = Noted::new(name);
    let mut out = Vec::new();
    let unpacked = MultiGzDecoder::new(bytes).take(MOST_BYTES + 1).read_to_end(&mut out);
    if let Err(error) = unpacked {
        let help = "fetch the file again, or hand it over unpacked";
        noted.fatal("gzip-unreadable", None, format!("expected a file packed by gzip, found {error}"), help);
    } else if out.len() as u64 > MOST_BYTES || depth == 0 {
        let help = "hand over the file unpacked";
        noted.fatal("zip-too-large", None, "expected a file of at most 1 GiB, found more".to_owned(), help);
    } else {
        return open_within(name, &out, only, depth - 1);
    }
    Opened { remarks: noted.remarks, ..Opened::default() }
}

fn zip(name: &str, bytes: &[u8], only: &ReadAs, depth: usize) -> Opened {
    let source = SourceFile { name: name.to_owned(), bytes: bytes.to_vec().into(), sha256: None };
    let mut unpacking = Unpacking::new(source);
    while unpacking.step(4 << 20).is_some() {}
    let mut opened = Opened { remarks: unpacking.remarks, ..Opened::default() };
    let mut files = unpacking.files;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    for file in files.into_iter().filter(|_| depth > 0) {
        let inner = format!("{name}/{}", file.name);
        let mut one = open_within(&inner, &file.bytes, only, depth - 1);
        for (sheet, _) in &mut one.sheets {
            sheet.name = if sheet.name.is_empty() {
                file.name.clone()
            } else {
                format!("{}/{}", file.name, sheet.name)
            };
        }
        opened.sheets.append(&mut one.sheets);
        opened.others.append(&mut one.others);
        opened.remarks.append(&mut one.remarks);
    }
    if opened.sheets.is_empty() && opened.remarks.is_empty() {
        let mut noted = Noted::new(name);
        let help = "the table has no data; fetch or export the file again";
        noted.fatal("empty-file", None, "expected a table in the zip, found none".to_owned(), help);
        opened.remarks = noted.remarks;
    }
    opened
}
