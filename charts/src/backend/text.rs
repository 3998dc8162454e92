//! Text measured from the font's own widths.
//!
//! Comes in: a text and a size. Goes out: its width in pixels. Knows nothing of the page or of system fonts,
//! so a label takes the same room in the browser, in a worker and on the command line.

use super::widths::{FIRST, LETTERS, SIGNS};

/// Width of a character that the table lacks, in thousandths of an em: a wide letter, so that labels rather
/// get too much room than too little.
const UNKNOWN: u16 = 700;

/// Letters at weight 600 are about this much wider than at 500 (mean over the Latin alphabet of Inter).
const BOLD: f64 = 1.022;

fn advance(letter: char) -> u16 {
    let code = u32::from(letter);
    let known = if code >= 0x2000 {
        SIGNS.binary_search_by_key(&code, |pair| pair.0).ok().map(|at| SIGNS[at].1)
    } else {
        code.checked_sub(FIRST).and_then(|at| LETTERS.get(at as usize).copied()).filter(|width| *width > 0)
    };
    match known {
        Some(width) => width,
        // Combining marks stand on the letter before; format characters have no width.
        None if (0x300..0x370).contains(&code) || (0x200b..=0x200f).contains(&code) => 0,
        // A narrow no-break space is drawn by a fallback font.
        None if code == 0x202f => 200,
        None => UNKNOWN,
    }
}

/// The width of a text in pixels at a font size in pixels.
#[must_use]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(|letter| u32::from(advance(letter))).sum();
    f64::from(thousandths) / 1000.0 * size * if bold { BOLD } else { 1.0 }
}

/// The text, or as much of it as fits with an ellipsis; at least one letter stays.
#[must_use]
pub fn fit(text: &str, size: f64, bold: bool, room: f64) -> String {
    if text_width(text, size, bold) <= room {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    for keep in (1..letters.len()).rev() {
        let short: String = letters[..keep].iter().collect();
        let short = format!("{}…", short.trim_end_matches([' ', ',', '·', '-', '–']));
        if text_width(&short, size, bold) <= room {
            return short;
        }
    }
    letters.first().map(|letter| format!("{letter}…")).unwrap_or_default()
}

/// The text broken at spaces into at most `lines` lines of this width; the last one is cut short if need be.
#[must_use]
pub fn wrap(text: &str, size: f64, bold: bool, room: f64, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || text_width(&longer, size, bold) <= room {
            line = longer;
        } else if out.len() + 1 < lines {
            out.push(std::mem::replace(&mut line, word.to_owned()));
        } else {
            line = longer;
            for rest in words.by_ref() {
                line = format!("{line} {rest}");
            }
        }
    }
    out.push(line);
    out.into_iter().map(|line| fit(&line, size, bold, room)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_grow_with_letters_and_size() {
        let mut before = 0.0;
        for end in 1..="Wrocław, Skåne".chars().count() {
            let part: String = "Wrocław, Skåne".chars().take(end).collect();
            let width = text_width(&part, 11.0, false);
            assert!(width > before, "{part} is no wider");
            before = width;
        }
        assert!(text_width("a", 12.0, false) > text_width("a", 11.0, false));
        assert!(text_width("a", 11.0, true) > text_width("a", 11.0, false));
    }

    #[test]
    fn widths_are_those_of_the_font() {
        // Inter 500: W is 1.003 em, a figure 0.648 em, an ł 0.252 em.
        assert!((text_width("W", 10.0, false) - 10.03).abs() < 1e-9);
        assert!((text_width("12", 10.0, false) - 12.96).abs() < 1e-9);
        assert!((text_width("ł", 10.0, false) - 2.52).abs() < 1e-9);
        assert_eq!(text_width("\u{2212}", 10.0, false), text_width("1", 10.0, false));
    }

    #[test]
    fn every_letter_of_the_ten_cities_is_in_the_table() {
        for letter in "Gdańsk Wrocław Skåne Baia Mare Città Łódź Kraków Ñuñoa Iași Timișoara Győr €%–".chars()
        {
            assert_ne!(advance(letter), UNKNOWN, "{letter}");
            assert_ne!(advance(letter), 0, "{letter}");
        }
        assert!(SIGNS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn long_names_are_cut_to_their_room() {
        let name = "Comune di San Giovanni in Persiceto";
        for room in [40.0, 80.0, 120.0, 160.0] {
            let short = fit(name, 11.0, false, room);
            assert!(short.ends_with('…'));
            assert!(text_width(&short, 11.0, false) <= room);
        }
        assert_eq!(fit(name, 11.0, false, 400.0), name);
        assert_eq!(fit("", 11.0, false, 1.0), "");
    }

    #[test]
    fn lines_break_at_spaces_and_the_last_is_cut() {
        let lines = wrap("People with a positive outcome of those engaged", 11.0, false, 90.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| text_width(line, 11.0, false) <= 90.0));
        assert!(lines[1].ends_with('…'));
        assert_eq!(wrap("Lavoro", 11.0, false, 90.0, 2), ["Lavoro"]);
    }
}
