//! Pages that call themselves workbooks: the first table of an HTML page, or of the XML that old spreadsheets wrote.
//!
//! Many offices offer `.xls` files that are HTML. Only what such exports hold is read: rows, cells, spans, entities.

use super::encoding::decode;
use super::grid::{Grid, Stored};
use super::noted::Noted;
use super::open::Opened;
use super::sheet::Sheet;
use esito_model::ReadAs;

/// Whether the bytes are HTML or the XML of a spreadsheet, whatever the file is called.
pub(crate) fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase().replace('\0', "");
    let head = head.trim_start_matches(['\u{FFFD}', ' ', '\n', '\r', '\t']);
    let xml = head.starts_with("<?xml") && (head.contains("<workbook") || head.contains("<html"));
    xml || ["<!doctype html", "<html", "<table", "<head", "<meta", "<style", "<body"]
        .iter()
        .any(|tag| head.starts_with(tag))
}

/// Opens the first table that has several rows.
pub(crate) fn open(name: &str, bytes: &[u8], read_as: &ReadAs) -> Opened {
    let mut noted = Noted::new(name);
    let mut asides = Noted::new(name);
    let declared = declared(bytes);
    let text = match declared {
        Some(encoding) if super::encoding::wide(bytes).is_none() => encoding.decode(bytes).0,
        _ => decode(bytes, &mut asides).text,
    };
    let kind = if text.contains("<Workbook") { "XML of a spreadsheet" } else { "an HTML page" };
    noted.doubt(
        "not-a-workbook",
        None,
        format!("expected a workbook or a CSV file, found {kind}; its first table was read"),
        "make sure of it, or save the table as xlsx or CSV",
    );
    let tables = tables(&text);
    let Some(grid) = tables.into_iter().find(|grid| grid.rows() > 1 && grid.widest() > 1) else {
        let message = format!("expected a table, found {kind} without one");
        noted.fatal(
            "empty-file",
            None,
            message,
            "fetch the file again: this may be a page that asks to log in",
        );
        return Opened { remarks: noted.remarks, ..Opened::default() };
    };
    let mut sheet = Sheet::new(grid, 0, read_as.header.as_deref(), &mut noted);
    sheet.encoding = "HTML";
    Opened { sheets: vec![(sheet, noted.remarks)], ..Opened::default() }
}

/// The encoding that the page says it is in.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let label: String = head[at..]
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    encoding_rs::Encoding::for_label(label.as_bytes())
}

/// A table that is being read.
#[derive(Default)]
struct Building {
    grid: Grid,
    row: Vec<Option<String>>,
    /// Cells of rows above that reach down: column, rows to go, text.
    reaching: Vec<(usize, usize)>,
    cell: Option<(String, usize, usize)>,
    line: u32,
    in_row: bool,
}

fn tables(text: &str) -> Vec<Grid> {
    let mut out = Vec::new();
    let mut building: Option<Building> = None;
    let mut rest = text;
    let mut line = 1_u32;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        if let Some((cell, ..)) = building.as_mut().and_then(|building| building.cell.as_mut()) {
            cell.push_str(before);
        }
        line = line.saturating_add(u32::try_from(before.matches('\n').count()).unwrap_or(0));
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some(end) = tag.find('>') else { break };
        let inside = &tag[1..end];
        rest = &tag[end + 1..];
        let name = inside
            .split(|c: char| c.is_whitespace() || c == '/')
            .find(|part| !part.is_empty())
            .unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        let closing = inside.starts_with('/');
        let empty = inside.ends_with('/');
        line = line.saturating_add(u32::try_from(inside.matches('\n').count()).unwrap_or(0));
        match (name.as_str(), closing) {
            ("script" | "style", false) => {
                let close = format!("</{name}");
                rest = rest.to_ascii_lowercase().find(&close).map_or("", |at| &rest[at..]);
            }
            ("table", false) => {
                out.extend(building.take().map(Building::finish));
                building = Some(Building { line, ..Building::default() });
            }
            ("table", true) => out.extend(building.take().map(Building::finish)),
            ("tr" | "row", _) => {
                if let Some(building) = &mut building {
                    building.end_row();
                    building.in_row = !closing;
                    building.line = line;
                }
            }
            ("td" | "th" | "cell", _) => {
                if let Some(building) = &mut building {
                    building.end_cell();
                    if !closing {
                        building.begin_cell(inside, empty);
                    }
                }
            }
            ("br" | "p" | "div", _) => {
                if let Some((cell, ..)) = building.as_mut().and_then(|building| building.cell.as_mut())
                    && !cell.trim().is_empty()
                {
                    cell.push(' ');
                }
            }
            _ => {}
        }
    }
    out.extend(building.map(Building::finish));
    out
}

impl Building {
    fn begin_cell(&mut self, attributes: &str, empty: bool) {
        let whole = |name: &str| attribute(attributes, name).and_then(|value| value.parse::<usize>().ok());
        // Cells of the XML of spreadsheets name their column where some are left out.
        if let Some(index) = whole("ss:index").filter(|index| *index < 10_000) {
            while self.row.len() + 1 < index {
                self.row.push(None);
            }
        }
        let across = whole("colspan").or_else(|| whole("ss:mergeacross").map(|more| more + 1)).unwrap_or(1);
        let down = whole("rowspan").or_else(|| whole("ss:mergedown").map(|more| more + 1)).unwrap_or(1);
        self.cell = Some((String::new(), across.clamp(1, 1000), down.clamp(1, 10_000)));
        if empty {
            self.end_cell();
        }
    }

    fn end_cell(&mut self) {
        let Some((text, across, down)) = self.cell.take() else { return };
        self.skip_reaching();
        let column = self.row.len();
        self.row.push(Some(plain(&text)));
        for _ in 1..across {
            self.row.push(None);
        }
        if across > 1 || down > 1 {
            let top = self.grid.rows();
            self.grid.merged.push([top, column, top + down - 1, column + across - 1]);
        }
        if down > 1 {
            self.reaching.extend((column..column + across).map(|column| (column, down)));
        }
    }

    /// Leaves room for cells of rows above.
    fn skip_reaching(&mut self) {
        while self.reaching.iter().any(|(column, _)| *column == self.row.len()) {
            self.row.push(None);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if !self.in_row && self.row.is_empty() {
            return;
        }
        let first = self.grid.cells();
        for cell in std::mem::take(&mut self.row) {
            self.grid.push_stored(&cell.unwrap_or_default(), Stored::Text);
        }
        self.grid.end_row(first, self.line);
        self.reaching.iter_mut().for_each(|(_, rows)| *rows -= 1);
        self.reaching.retain(|(_, rows)| *rows > 0);
        self.in_row = false;
    }

    fn finish(mut self) -> Grid {
        self.end_row();
        let last = self.grid.rows().saturating_sub(1);
        self.grid.merged.iter_mut().for_each(|area| area[2] = area[2].min(last));
        self.grid
    }
}

pub(super) fn attribute<'a>(inside: &'a str, name: &str) -> Option<&'a str> {
    let lower = inside.to_ascii_lowercase();
    let at = lower.find(&format!("{name}="))? + name.len() + 1;
    let value = inside.get(at..)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split(|c: char| c.is_whitespace() || c == '/').next(),
    }
}

/// Text without entities, its white space as a page shows it.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let entity = rest[at + 1..].split_once(';').filter(|(name, _)| name.len() < 10);
        match entity.and_then(|(name, after)| Some((character(name)?, after))) {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

pub(super) fn character(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    ENTITIES.iter().find(|(name, _)| *name == entity).map(|(_, c)| *c)
}

const ENTITIES: [(&str, char); 43] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("euro", '€'),
    ("agrave", 'à'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("igrave", 'ì'),
    ("ograve", 'ò'),
    ("ugrave", 'ù'),
    ("Agrave", 'À'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Igrave", 'Ì'),
    ("Ograve", 'Ò'),
    ("Ugrave", 'Ù'),
    ("aacute", 'á'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("uacute", 'ú'),
    ("ntilde", 'ñ'),
    ("ccedil", 'ç'),
    ("acirc", 'â'),
    ("ecirc", 'ê'),
    ("icirc", 'î'),
    ("ocirc", 'ô'),
    ("ucirc", 'û'),
    ("euml", 'ë'),
    ("iuml", 'ï'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
    ("aring", 'å'),
    ("Aring", 'Å'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("ndash", '–'),
    ("rsquo", '’'),
];
