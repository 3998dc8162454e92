//! Text saved as a file on the reader's machine.

use js_sys::Array;
use leptos::prelude::{document, set_timeout};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser may take to begin reading what it was offered.
const READ_WITHIN: Duration = Duration::from_secs(20);

/// Offers the text as a file of this name.
pub fn save_text(name: &str, kind: &str, text: &str) {
    // A browser that refuses to save has said so itself.
    let _ = text_blob(kind, text).and_then(|blob| offer(name, &blob));
}

/// Offers bytes as a file of this name.
pub fn save_blob(name: &str, blob: &Blob) {
    // A browser that refuses to save has said so itself.
    let _ = offer(name, blob);
}

/// A text as bytes of this media type.
///
/// # Errors
/// What the browser says that cannot hold it.
pub fn text_blob(kind: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
}

fn offer(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Read after the click; a moment later nobody needs it any more.
    let over = move || {
        let _ = Url::revoke_object_url(&url);
    };
    set_timeout(over, READ_WITHIN);
    Ok(())
}

/// Rows as CSV: commas, quotes where needed, a byte-order mark so that spreadsheets read the letters right.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
#[must_use]
pub fn csv_text(rows: &[Vec<String>]) -> String {
    let mut out = String::from("\u{feff}");
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            write_cell(cell, &mut out);
        }
        out.push_str("\r\n");
    }
    out
}

fn write_cell(cell: &str, out: &mut String) {
    let formula =
        cell.starts_with(['=', '+', '@', '\t']) || (cell.starts_with('-') && cell.parse::<f64>().is_err());
    let guarded = formula || cell.contains([',', '"', '\n', '\r']);
    if !guarded {
        out.push_str(cell);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::csv_text;

    #[test]
    fn cells_are_quoted_and_formulas_disarmed() {
        let rows = vec![
            vec!["plain".to_owned(), "with, comma".to_owned(), "with \"quote\"".to_owned()],
            vec!["=1+1".to_owned(), "-4.5".to_owned(), "- dash".to_owned()],
        ];
        let expected =
            "\u{feff}plain,\"with, comma\",\"with \"\"quote\"\"\"\r\n\"'=1+1\",-4.5,\"'- dash\"\r\n";
        assert_eq!(csv_text(&rows), expected);
    }
}
