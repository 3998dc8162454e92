//! Files become one zip that every seat reads.

use crate::sources::SourceFile;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip of these files under their names; nothing where one cannot be written.
#[must_use]
pub fn pack(files: &[SourceFile]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No clock here: the time is the zip format's first day.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for file in files {
        zip.start_file(file.name.as_str(), options).ok()?;
        zip.write_all(&file.bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bundle, Sources};

    #[test]
    fn what_was_packed_is_read() {
        let file = |name: &str, text: &str| SourceFile {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec().into(),
            sha256: None,
        };
        let files = [
            file("dati/città.csv", "Comune;N\nForlì;3\n"),
            file(
                "framework.toml",
                "[framework]\nid = \"t\"\n[[table]]\nid = \"t\"\nfile = \"dati/città.csv\"\n[table.columns]\nn = { header = \"N\", type = \"count\" }\n",
            ),
        ];
        let bytes = pack(&files).expect("a zip");
        let packed = SourceFile { name: "all.zip".into(), bytes: bytes.into(), sha256: None };
        let bundle = Bundle::load(Sources { files: vec![packed] });
        assert_eq!((bundle.health().rows, bundle.remarks().len()), (1, 0), "{:?}", bundle.remarks());
    }
}
