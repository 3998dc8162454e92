//! Files that hold no table at all, whatever their name says: documents, images, archives, programs.

use super::noted::Noted;
use super::open::Opened;
use crate::told::told;

/// So much of a file tells.
const LOOKED_AT: usize = 4 << 10;

/// What a file is that nobody can read as a table; nothing where it may be text or a workbook.
pub(super) fn kind(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let has = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    let is = |begins: &[&[u8]]| begins.iter().any(|begin| head.starts_with(begin));
    Some(if is(&[b"%PDF-"]) {
        "a PDF document"
    } else if is(&[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*"])
        || (is(&[b"RIFF"]) && has(b"WEBP"))
    {
        "an image"
    } else if is(&[b"7z\xBC\xAF", b"Rar!\x1A", b"BZh9", b"\xFD7zXZ", b"\x28\xB5\x2F\xFD"]) {
        "an archive that is not read"
    } else if is(&[b"\x7FELF"]) || (is(&[b"MZ"]) && has(b"\0\0\0\0")) {
        "a program"
    } else if is(&[b"{\\rtf"]) || (is(&[b"PK"]) && (has(b"word/") || has(b"ppt/"))) {
        "a text document or a presentation"
    } else if is(&[b"$FL2@(#)", b"$FL3@(#)", b"<stata_dta>"]) {
        "a file of a statistics program"
    } else if is_dbase(bytes) {
        "a dBase table"
    } else if is(&[b"version https://git-lfs"]) {
        "a pointer to a file that is kept elsewhere (Git LFS)"
    } else if is(&[b"SQLite format 3\0"]) {
        "a database"
    } else {
        return None;
    })
}

/// Whether these bytes begin like a dBase file, as it lies beside the shapes of a map: a version, a day, and fields as
/// far as the header says.
fn is_dbase(bytes: &[u8]) -> bool {
    let [version, _, month, day, _, _, _, _, low, high, ..] = *bytes else { return false };
    let length = usize::from(u16::from_le_bytes([low, high]));
    matches!(version, 0x03 | 0x30 | 0x31 | 0x83 | 0x8B | 0xF5)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && length > 32
        && (bytes.get(length - 1) == Some(&0x0D) || bytes.get(length - 2) == Some(&0x0D))
}

/// Whether too many bytes of what is taken for text stand for no sign of any. UTF-16, which has such bytes, is full of
/// zeros as well.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return false;
    }
    let count = |which: fn(&u8) -> bool| head.iter().filter(|byte| which(byte)).count();
    let zeros = count(|byte| *byte == 0);
    // A tab, line ends, the end of a DOS file, and what may stand between cells are signs of texts.
    let controls = count(|byte| matches!(*byte, 2..=8 | 0x0E..=0x19 | 0x1B));
    zeros * 20 < head.len() && controls > 8 && controls * 33 > head.len()
}

/// Says what it is; nothing is read.
pub(super) fn open(name: &str, kind: &str) -> Opened {
    let mut noted = Noted::new(name);
    let message = told(format!("expected a table, found {kind}")).found([kind]);
    noted.fatal(
        "not-a-table-file",
        None,
        message,
        "export the table as CSV or as a workbook, and hand that over",
    );
    Opened { remarks: noted.remarks, ..Opened::default() }
}

#[cfg(test)]
mod tests {
    use super::{is_binary, kind};

    #[test]
    fn documents_are_told_from_texts() {
        let noise: Vec<u8> = (0..4000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b"%PDF-1.7\n"[..], b"\x89PNG\r\n", b"\x7FELF\x02", b"PK\x03\x04 word/document.xml"] {
            assert!(kind(bytes).is_some(), "{:?}", &bytes[..bytes.len().min(9)]);
        }
        let mut dbase = vec![0_u8; 65];
        dbase[..12].copy_from_slice(&[3, 123, 5, 10, 1, 0, 0, 0, 65, 0, 11, 0]);
        dbase[64] = 0x0D;
        assert_eq!(kind(&dbase), Some("a dBase table"));
        assert!(is_binary(&noise));
        let cyrillic: Vec<u8> =
            "Население;2020\nМосква;12\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&b"MZ;n\n1;2\n"[..], b"a\x1Fb\n1\x1F2\n", b"PK;n\n", b"", b"BZ;1\n", &cyrillic] {
            assert!(kind(bytes).is_none() && !is_binary(bytes), "{bytes:?}");
        }
    }
}
