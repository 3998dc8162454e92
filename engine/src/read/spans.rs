//! Raised letters in the cells of an OpenDocument spreadsheet: spans in a style that raises them.

use super::hidden::unescaped;
use super::opendocument::value;
use super::raised::lift;
use std::collections::BTreeSet;

/// So many styles are remembered, and so many spans within spans.
const MOST: usize = 1 << 12;

/// The text of the cell that is being read, and the styles that raise letters.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// Names of styles that raise.
    styles: BTreeSet<String>,
    /// The style whose properties come next.
    style: String,
    /// For each span that is open whether it is raised.
    up: Vec<bool>,
    plain: String,
    meant: String,
    /// How many paragraphs the cell has so far.
    paragraphs: usize,
    /// Within a comment on the cell.
    aside: bool,
}

impl Spans {
    /// Takes in a tag and the text behind it. Gives the text of a cell that ends, where letters of it are raised.
    pub(super) fn take(&mut self, tag: &str, behind: &str) -> Option<String> {
        let name = tag.split([' ', '\n', '\t', '\r']).next().unwrap_or_default();
        let closed = tag.ends_with('/');
        let words = || unescaped(behind.trim_end_matches('<'));
        match name.trim_end_matches('/') {
            "style:style" => self.style = value(tag, "style:name").unwrap_or_default().to_owned(),
            "style:text-properties"
                if self.styles.len() < MOST && value(tag, "style:text-position").is_some_and(raises) =>
            {
                self.styles.insert(self.style.clone());
            }
            "office:annotation" => self.aside = !closed,
            "/office:annotation" => self.aside = false,
            "table:table-cell" => self.begin(),
            _ if self.styles.is_empty() || self.aside => {}
            "text:p" => {
                self.up.clear();
                if self.paragraphs > 0 {
                    self.add("\n");
                }
                self.paragraphs += 1;
                self.add(&words());
            }
            "text:span" if !closed && self.up.len() < MOST => {
                let raised = value(tag, "text:style-name").is_some_and(|style| self.styles.contains(style));
                self.up.push(raised || self.up.last() == Some(&true));
                self.add(&words());
            }
            "/text:span" => {
                self.up.pop();
                self.add(&words());
            }
            "text:s" => {
                let many = value(tag, "text:c").and_then(|many| many.parse().ok()).unwrap_or(1_usize);
                self.add(&" ".repeat(many.min(MOST)));
                self.add(&words());
            }
            "text:line-break" => {
                self.add("\n");
                self.add(&words());
            }
            "text:a" | "/text:a" | "text:tab" => self.add(&words()),
            "/table:table-cell" if self.plain != self.meant => {
                self.plain.clear();
                return Some(std::mem::take(&mut self.meant));
            }
            _ => {}
        }
        None
    }

    fn begin(&mut self) {
        (self.paragraphs, self.aside) = (0, false);
        self.plain.clear();
        self.meant.clear();
    }

    fn add(&mut self, words: &str) {
        self.plain.push_str(words);
        match self.up.last() == Some(&true) && !words.is_empty() {
            true => lift(words, &mut self.meant),
            false => self.meant.push_str(words),
        }
    }
}

/// `super 58%`, or a part of the height upwards, `33% 58%`.
fn raises(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or_default();
    first == "super"
        || first.strip_suffix('%').and_then(|part| part.parse::<f64>().ok()).is_some_and(|up| up > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of the cells with raised letters in a piece of a document.
    fn of(document: &str) -> Vec<String> {
        let mut spans = Spans::default();
        let pieces = document.split('<').filter_map(|piece| piece.split_once('>'));
        pieces.filter_map(|(tag, behind)| spans.take(tag, behind)).collect()
    }

    #[test]
    fn raised_spans_are_marks() {
        let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
            <style:style style:name=\"T2\" style:family=\"text\"><style:text-properties style:text-position=\"-33% 58%\"/></style:style>";
        let cell = |words: &str| {
            format!("{styles}<table:table-cell office:value-type=\"string\">{words}</table:table-cell>")
        };
        let mark = "<text:span text:style-name=\"T1\">1</text:span>";
        assert_eq!(of(&cell(&format!("<text:p>125{mark}</text:p>"))), ["125¹"]);
        assert_eq!(
            of(&cell(&format!("<text:p>A &amp; B{mark}<text:s/>c</text:p><text:p>d</text:p>"))),
            ["A & B¹ c\nd"]
        );
        assert_eq!(of(&cell("<text:p>H<text:span text:style-name=\"T2\">2</text:span>O</text:p>")), [""; 0]);
        // A comment on a cell is no part of it.
        let aside =
            format!("<office:annotation><text:p>note{mark}</text:p></office:annotation><text:p>125</text:p>");
        assert_eq!(of(&cell(&aside)), [""; 0]);
    }
}
