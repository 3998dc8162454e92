//! Cells between quotes of another kind, `„Alfa; Beta“;12`, which hold the delimiter: told by the width of the lines.

use super::dialect::Found;

/// Quotes that open and close a cell.
const PAIRS: [(char, char); 8] =
    [('„', '“'), ('„', '”'), ('“', '”'), ('”', '”'), ('«', '»'), ('»', '«'), ('‘', '’'), ('\'', '\'')];
/// Bytes of the text that decide.
const LOOKED_AT: usize = 128 << 10;

/// The text with plain quotes around such cells, and whether nearly every line has them. Only where some of them hold the
/// delimiter and all lines that do have the width of most lines then; or where nearly every line begins and ends so.
pub(super) fn plain_quotes(text: &str, found: &Found) -> Option<(String, bool)> {
    if text.contains('"') || found.dialect.is_unusual() || !found.several {
        return None;
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LOOKED_AT).last()?;
    let sample = if text.len() <= LOOKED_AT { text } else { text.get(..end)? };
    let delimiter = char::from(found.dialect.delimiter);
    PAIRS.into_iter().filter(|(open, _)| sample.contains(*open)).find_map(|pair| {
        let sure = fits(sample, delimiter, pair)?;
        let lines = text.split_inclusive('\n').map(|line| turned(line, delimiter, pair).text);
        Some((lines.collect(), sure))
    })
}

/// Whether the quotes make the lines alike; and if so, whether nearly all lines have them.
fn fits(sample: &str, delimiter: char, pair: (char, char)) -> Option<bool> {
    let lines: Vec<Line> = sample
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| turned(line, delimiter, pair))
        .collect();
    let mut widths = std::collections::BTreeMap::new();
    for line in &lines {
        *widths.entry(line.width).or_insert(0_usize) += 1;
    }
    let (width, count) = widths.into_iter().max_by_key(|(width, count)| (*count, *width))?;
    let holding = |line: &&Line| line.before > line.width;
    let helps = lines.iter().any(|line| holding(&line))
        && lines.iter().filter(holding).all(|line| line.width == width)
        && count * 10 >= lines.len() * 8;
    let around = lines.iter().filter(|line| line.around).count();
    let quoted = lines.iter().filter(|line| line.quoted > 0).count();
    let all = lines.len() > 2 && around * 10 >= lines.len() * 9 && count == lines.len();
    (width > 1 && (helps || all)).then_some(quoted * 10 >= (lines.len() - 1) * 9)
}

/// A line and what it was made of.
struct Line {
    text: String,
    /// Cells before and after.
    before: usize,
    width: usize,
    /// Cells between quotes, and whether the first and the last are.
    quoted: usize,
    around: bool,
}

fn turned(line: &str, delimiter: char, (open, close): (char, char)) -> Line {
    let before = line.matches(delimiter).count() + 1;
    let mut out =
        Line { text: String::with_capacity(line.len() + 8), before, width: 1, quoted: 0, around: false };
    let mut rest = line;
    let mut first = false;
    let mut last;
    loop {
        let cell = rest.trim_start_matches(' ');
        let inner = cell.strip_prefix(open);
        // A quote closes where the cell may end.
        let closing = inner.and_then(|inner| {
            inner.match_indices(close).find_map(|(at, mark)| {
                let behind = inner[at + mark.len()..].trim_start_matches(' ');
                (behind.is_empty() || behind.starts_with([delimiter, '\r', '\n'])).then_some((at, behind))
            })
        });
        last = false;
        if let (Some(inner), Some((at, behind))) = (inner, closing) {
            out.text.extend(['"']);
            // Written twice within the cell, an apostrophe is one.
            match open == close {
                true => out
                    .text
                    .push_str(&inner[..at].replace(&String::from_iter([close, close]), &close.to_string())),
                false => out.text.push_str(&inner[..at]),
            }
            out.text.extend(['"']);
            out.quoted += 1;
            (first, last) = (first || out.width == 1, true);
            rest = behind;
        } else {
            let end = rest.find([delimiter, '\r', '\n']).unwrap_or(rest.len());
            out.text.push_str(&rest[..end]);
            rest = &rest[end..];
        }
        let Some(next) = rest.strip_prefix(delimiter) else { break };
        out.text.push(delimiter);
        out.width += 1;
        rest = next;
    }
    out.text.push_str(rest);
    out.around = first && last;
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::find_dialect;

    fn mended(text: &str) -> Option<(String, bool)> {
        plain_quotes(text, &find_dialect(text, None))
    }

    #[test]
    fn quotes_of_any_kind_hold_the_delimiter() {
        for (open, close) in [("'", "'"), ("„", "“"), ("“", "”"), ("«", "»")] {
            let q = |text: &str| format!("{open}{text}{close}");
            let text = format!("a;b;n\n{};x;1\n{};{};2\n", q("Alfa; Beta"), q("Gamma"), q("due; tre"));
            let expected = "a;b;n\n\"Alfa; Beta\";x;1\n\"Gamma\";\"due; tre\";2\n".to_owned();
            assert_eq!(mended(&text), Some((expected, true)), "{text}");
        }
    }

    #[test]
    fn quotes_that_cut_nothing_are_left_alone() {
        for text in [
            "Titolo;n\n«Amore»;1\n«Vita»;2\n",
            "Comune;n\n's-Gravenhage;1\nrock 'n';2\n",
            "a;b;c\n's-Gravenhage;12;rock 'n'\nx;y;z\n",
            "a;b\n1;2\n",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
        // Few lines have them: the reading is asked about.
        let few = "a;b\n'x; y';1\nz;2\nv;3\nw;4\n";
        assert_eq!(mended(few).map(|(_, sure)| sure), Some(false));
    }
}
