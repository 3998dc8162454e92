//! Bytes become text, whatever wrote them.
//!
//! A mark at the beginning decides; then zero bytes at every second place; then valid UTF-8. What is left is one of
//! the encodings of one byte per letter, and no byte says which: the one whose text looks most like a language is
//! taken, and a remark says so.

use super::confused::{has_utf8_lines, signs_of_windows};
use super::letters::Letters;
use super::noted::{Noted, brief, shown};
use super::spelling::{Candidate, candidates};
use crate::told::told;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use esito_model::Severity;
use std::borrow::Cow;

/// Text, and what it was written in.
#[derive(Clone, Debug)]
pub(crate) struct Decoded<'a> {
    /// The text without marks and without zero bytes.
    pub text: Cow<'a, str>,
    /// The encoding's name as people know it.
    pub encoding: &'static str,
}

/// Turns bytes into text, in the encoding that somebody has named where one has.
pub(crate) fn decode_as<'a>(bytes: &'a [u8], named: Option<&str>, noted: &mut Noted) -> Decoded<'a> {
    let known = named.and_then(|name| esito_model::ENCODINGS.iter().find(|known| **known == name));
    let Some((&name, letters)) = known.and_then(|name| Some((name, Letters::named(name)?))) else {
        return decode(bytes, noted);
    };
    let marks = Encoding::for_bom(bytes).map_or(0, |(_, marks)| marks);
    let (text, broken) = letters.decode(bytes.get(marks..).unwrap_or_default());
    if broken {
        replaced(&text, noted);
    }
    without_zeros(Decoded { text, encoding: name }, noted)
}

/// Turns bytes into text.
pub(crate) fn decode<'a>(bytes: &'a [u8], noted: &mut Noted) -> Decoded<'a> {
    let decoded = if let Some((encoding, marks)) = Encoding::for_bom(bytes) {
        let name =
            if encoding == encoding_rs::UTF_8 { "UTF-8 with byte order mark" } else { encoding.name() };
        let rest = bytes.get(marks..).unwrap_or_default();
        if encoding == encoding_rs::UTF_8 {
            eight_bit_or_utf8(rest, name, noted)
        } else {
            let (text, broken) = encoding.decode_without_bom_handling(rest);
            tell(name, noted);
            if broken {
                replaced(&text, noted);
            }
            Decoded { text, encoding: name }
        }
    } else if let Some(encoding) = wide(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        tell(encoding.name(), noted);
        if broken {
            replaced(&text, noted);
        }
        Decoded { text, encoding: encoding.name() }
    } else {
        eight_bit_or_utf8(bytes, "UTF-8", noted)
    };
    without_zeros(decoded, noted)
}

/// The text of bytes with nothing said about it, and the name of their encoding; `named` where somebody has said it.
pub(crate) fn decoded(bytes: &[u8], named: Option<&str>) -> (String, &'static str) {
    let decoded = decode_as(bytes, named, &mut Noted::new(""));
    (decoded.text.into_owned(), decoded.encoding)
}

/// Text in an encoding by the name that `decode` gave it, with the marks that belong to it; nothing where it has not
/// all of the letters.
pub(crate) fn encoded(text: &str, name: &str) -> Option<Vec<u8>> {
    let wide = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| {
        Some(mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect())
    };
    match name {
        "UTF-8" => return Some(text.as_bytes().to_vec()),
        "UTF-8 with byte order mark" => return Some([b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        "UTF-16LE" => return wide([0xFF, 0xFE], u16::to_le_bytes),
        "UTF-16BE" => return wide([0xFE, 0xFF], u16::to_be_bytes),
        _ => {}
    }
    Letters::named(name)?.encode(text)
}

/// Whether bytes are UTF-16 that says so or, without a mark, shows it: letters of Latin languages have a zero byte
/// each, always on the same side.
pub(crate) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..2) {
        Some([0xFF, 0xFE]) => return Some(UTF_16LE),
        Some([0xFE, 0xFF]) => return Some(UTF_16BE),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    let pairs = sample.len() / 2;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 >= pairs * 7 && even * 10 < pairs {
        return Some(UTF_16LE);
    }
    (even * 10 >= pairs * 7 && odd * 10 < pairs).then_some(UTF_16BE)
}

fn eight_bit_or_utf8<'a>(bytes: &'a [u8], name: &'static str, noted: &mut Noted) -> Decoded<'a> {
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => {
            let twice = twice_encoded(text);
            if let Some(line) = twice {
                let help = "the text was written as UTF-8 and read as something else before it came here; export it \
                            again from its source";
                noted.say(
                    ("twice-encoded", Severity::Doubt),
                    Some(line),
                    None,
                    || {
                        let words = "expected letters, found what looks like text encoded twice, such as \"Ã¨\" for \"è\"";
                        told(words).found(["Ã¨", "è"])
                    },
                    help,
                );
            }
            // Letters that an earlier program could not read are lost; the file shows where.
            replaced(text, noted);
            let text = if twice.is_some() { Cow::Borrowed(text) } else { signs_of_windows(text, noted) };
            return Decoded { text, encoding: name };
        }
        Err(fault) => fault,
    };
    let (valid, broken) = sequences(bytes);
    if valid > broken && valid >= 2 || has_utf8_lines(bytes) && is_latin(bytes) {
        return mixed(bytes, name, noted);
    }
    let Some((letters, name)) = guessed(bytes, fault.valid_up_to(), noted) else {
        return Decoded { text: String::from_utf8_lossy(bytes), encoding: name };
    };
    let (text, broken) = letters.decode(bytes);
    if broken {
        replaced(&text, noted);
    }
    Decoded { text, encoding: name }
}

/// The likeliest encoding of one byte per letter; the first byte that is not UTF-8 says where.
fn guessed(bytes: &[u8], valid: usize, noted: &mut Noted) -> Option<(Letters, &'static str)> {
    let ranked = candidates(bytes);
    let best = ranked.first()?;
    let line = 1 + bytes[..valid].iter().filter(|byte| **byte == b'\n').count();
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    say_guess(best, ranked.get(1), line, noted);
    Some((best.encoding, best.name))
}

/// An encoding that a text can be read in from its beginning to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Coding {
    pub letters: Letters,
    /// Its name as people know it.
    pub name: &'static str,
    /// How many bytes of marks stand before the text.
    pub marks: usize,
}

/// The encoding of bytes that are not UTF-8, found out without decoding them; nothing where they are, or where some
/// lines are in another encoding than the rest.
pub(crate) fn coding(bytes: &[u8], named: Option<&str>, noted: &mut Noted) -> Option<Coding> {
    let mark = Encoding::for_bom(bytes);
    if let Some(name) = named {
        let name = *esito_model::ENCODINGS.iter().find(|known| **known == name)?;
        return Some(Coding {
            letters: Letters::named(name)?,
            name,
            marks: mark.map_or(0, |(_, marks)| marks),
        });
    }
    if let Some(encoding) = wide(bytes) {
        tell(encoding.name(), noted);
        let marks = mark.map_or(0, |(_, marks)| marks);
        return Some(Coding { letters: Letters::Web(encoding), name: encoding.name(), marks });
    }
    let valid = std::str::from_utf8(bytes).err()?.valid_up_to();
    let (good, broken) = sequences(bytes);
    if mark.is_some() || (good > broken && good >= 2) || has_utf8_lines(bytes) && is_latin(bytes) {
        return None;
    }
    let (letters, name) = guessed(bytes, valid, noted)?;
    Some(Coding { letters, name, marks: 0 })
}

/// How many sequences of UTF-8 there are beyond ASCII, and how many bytes that are none.
fn sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (valid, broken)
}

/// Whether the text is most likely in one of the encodings of Latin letters.
fn is_latin(bytes: &[u8]) -> bool {
    let best = candidates(bytes).into_iter().next();
    best.is_some_and(|best| {
        matches!(best.name, "Windows-1252" | "ISO-8859-15" | "Windows-1250" | "ISO-8859-2")
    })
}

/// Most of the text is UTF-8 and some lines are not: somebody pasted two files together.
fn mixed<'a>(bytes: &'a [u8], name: &'static str, noted: &mut Noted) -> Decoded<'a> {
    let odd: Vec<u8> = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| std::str::from_utf8(line).is_err())
        .flatten()
        .copied()
        .collect();
    let best = candidates(&odd).into_iter().next();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 32);
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if let Ok(good) = std::str::from_utf8(line) {
            text.push_str(good);
            continue;
        }
        let (read, as_what) = match &best {
            Some(best) => (best.encoding.decode(line).0, best.name),
            None => (String::from_utf8_lossy(line), "UTF-8"),
        };
        let word =
            read.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_ascii()).unwrap_or_default();
        noted.say(
            ("mixed-encoding", Severity::Doubt),
            u32::try_from(number + 1).ok(),
            None,
            || {
                let found = shown(word);
                told(format!(
                    "expected UTF-8 as in the rest of the file, found a line in {as_what}, with {found}"
                ))
                .found([brief(word)])
                .named([as_what])
            },
            "the line was read in that encoding; make sure of its letters",
        );
        text.push_str(&read);
    }
    Decoded { text: Cow::Owned(text), encoding: name }
}

fn tell(name: &str, noted: &mut Noted) {
    let message = format!("expected UTF-8, found {name}; it was read as such");
    noted.note("encoding", None, told(message).named([name]), "");
}

fn say_guess(best: &Candidate, second: Option<&Candidate>, line: u32, noted: &mut Noted) {
    let close = second
        .filter(|second| {
            // Where the first word is the same in both, the others must be as likely in one as in the other.
            let near = if second.example == best.example { 0 } else { best.letters / 2 };
            second.score + near >= best.score
        })
        .and_then(|second| best.differs(second).map(|(one, other)| (second, one, other)));
    match close {
        Some((second, one, other)) => noted.doubt(
            "ambiguous-encoding",
            Some(line),
            told(format!(
                "expected UTF-8, found bytes that are {} in {} and {} in {}; assumed {}",
                shown(&one),
                best.name,
                shown(&other),
                second.name,
                best.name
            ))
            .found([brief(&one), brief(&other)])
            .named([best.name, second.name]),
            "make sure of the letters, or save the file as \"CSV UTF-8\"",
        ),
        None => noted.note(
            "encoding",
            Some(line),
            told(format!(
                "expected UTF-8, found {}, with {}; it was read as such",
                best.name,
                shown(&best.example)
            ))
            .found([brief(&best.example)])
            .named([best.name]),
            "",
        ),
    }
}

/// Says that some bytes are no character.
pub(super) fn replaced(text: &str, noted: &mut Noted) {
    let Some(at) = text.find('\u{FFFD}') else { return };
    let line = 1 + text[..at].matches('\n').count();
    noted.doubt(
        "broken-character",
        u32::try_from(line).ok(),
        "expected text, found bytes that are no character in its encoding; each is shown as \u{FFFD}",
        "export the file again",
    );
}

/// The line where UTF-8 was taken for Windows-1252 and encoded again, where that happened.
fn twice_encoded(text: &str) -> Option<u32> {
    // Ã followed by a sign that never follows it in a word: the two bytes of à, è, é, ì, ò, ù, ü and their like.
    let mut line = 1;
    let mut found: Option<u32> = None;
    let (mut count, mut within) = (0, false);
    let mut before = '\n';
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c == '\n' {
            line += 1;
        }
        // One alone tells within a word, `CuraÃ§ao`; Å and Ä are letters that a quote may follow.
        let inside = c == 'Ã' && before.is_alphabetic();
        before = c;
        if matches!(c, 'Ã' | 'Å' | 'Ä')
            && letters.peek().is_some_and(|next| {
                matches!(
                    next,
                    '\u{80}'
                        ..='\u{BF}'
                            | '€'
                            | '‚'
                            | 'ƒ'
                            | '„'
                            | '…'
                            | 'ˆ'
                            | '‰'
                            | 'Š'
                            | '‹'
                            | 'Œ'
                            | '“'
                            | '”'
                            | '•'
                            | '™'
                            | 'š'
                            | '›'
                            | 'œ'
                            | 'Ÿ'
                )
            })
        {
            found = found.or(Some(line));
            count += 1;
            within |= inside;
        }
    }
    found.filter(|_| within || count >= 2)
}

/// Zero bytes carry nothing; some old programs pad cells with them.
fn without_zeros<'a>(decoded: Decoded<'a>, noted: &mut Noted) -> Decoded<'a> {
    let Some(at) = decoded.text.find('\0') else { return decoded };
    let line = 1 + decoded.text[..at].matches('\n').count();
    let count = decoded.text.matches('\0').count();
    noted.doubt(
        "zero-bytes",
        u32::try_from(line).ok(),
        told(format!("expected text, found {count} zero bytes; they were left out")).counted([count]),
        "see whether the file was exported or copied whole",
    );
    Decoded { text: Cow::Owned(decoded.text.replace('\0', "")), encoding: decoded.encoding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{ISO_8859_2, ISO_8859_15, MACINTOSH, WINDOWS_1250, WINDOWS_1252};

    fn read(bytes: &[u8]) -> (String, &'static str, Vec<String>) {
        let mut noted = Noted::new("t.csv");
        let decoded = decode(bytes, &mut noted);
        let codes = noted.remarks.into_iter().map(|remark| remark.code).collect();
        (decoded.text.into_owned(), decoded.encoding, codes)
    }

    const ITALIAN: &str = "Comune;Età;Perché\nForlì;38;città più grande\nCantù;40;l’unità è così\n";
    const FRENCH: &str =
        "Région;Année;Libellé\nÎle-de-France;2019;Où ça ? À côté\nProvence-Alpes-Côte d'Azur;2020;Noël\n";
    const SWEDISH: &str = "Län;Kön;År\nVästra Götaland;män;2019\nÖrebro;kvinnor;2020\nSkåne;män;2021\n";
    const POLISH: &str =
        "Nazwa;Ogółem;Śródmieście\nŁódź;1;żłobek\nGdańsk;2;ćwiczenia\nKraków;3;są, będę, gęś\n";
    const GERMAN: &str = "Städte;Größe\nKöln;groß\nMünchen;größer\n";

    #[test]
    fn languages_of_one_byte_per_letter() {
        for (text, encoding, name) in [
            (ITALIAN, WINDOWS_1252, "Windows-1252"),
            (FRENCH, WINDOWS_1252, "Windows-1252"),
            (SWEDISH, WINDOWS_1252, "Windows-1252"),
            (GERMAN, WINDOWS_1252, "Windows-1252"),
            (POLISH, WINDOWS_1250, "Windows-1250"),
            (POLISH, ISO_8859_2, "ISO-8859-2"),
            ("prix;libellé\n10 €;cœur\n20 €;Œuvre à Évry\n", ISO_8859_15, "ISO-8859-15"),
            ("Città;Perché\nForlì;più\nCantù;è così\n", MACINTOSH, "Mac Roman"),
            (
                "Obec;Kraj\nPlzeň;Plzeňský\nTřebíč;Vysočina\nÚstí;Ústecký kraj, žáků\n",
                WINDOWS_1250,
                "Windows-1250",
            ),
            // Hungarian has the same bytes in both encodings of Central Europe.
            ("Megye;Fő\nGyőr;százezer\nSzűcs;több mint ötven, összesen\n", ISO_8859_2, "Windows-1250"),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            let (read, found, codes) = read(&bytes);
            assert_eq!((read.as_str(), found), (text, name), "{codes:?}");
            assert_eq!(codes.len(), 1, "{codes:?}");
        }
    }

    #[test]
    fn one_word_is_enough() {
        for (word, encoding, name) in [
            ("Forlì", WINDOWS_1252, "Windows-1252"),
            ("città", WINDOWS_1252, "Windows-1252"),
            ("Malmö", WINDOWS_1252, "Windows-1252"),
            ("Nîmes", WINDOWS_1252, "Windows-1252"),
            ("Łódź", ISO_8859_2, "ISO-8859-2"),
            ("Łódź", WINDOWS_1250, "Windows-1250"),
            ("Gdańsk", WINDOWS_1250, "Windows-1250"),
        ] {
            let text = format!("Name;N\n{word};3\n");
            let (bytes, _, _) = encoding.encode(&text);
            let (read, found, codes) = read(&bytes);
            assert_eq!(read, text, "{found} {codes:?}, meant {name}");
        }
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        let text = "Città;N\nForlì;3\n";
        for little in [true, false] {
            let plain: Vec<u8> = text
                .encode_utf16()
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect();
            let mark: &[u8] = if little { b"\xFF\xFE" } else { b"\xFE\xFF" };
            let name = if little { "UTF-16LE" } else { "UTF-16BE" };
            for bytes in [[mark, &plain].concat(), plain.clone()] {
                let (read, found, codes) = read(&bytes);
                assert_eq!((read.as_str(), found), (text, name));
                assert_eq!(codes, ["encoding"]);
            }
        }
    }

    #[test]
    fn utf8_is_taken_as_it_is() {
        assert_eq!(read("città".as_bytes()), ("città".into(), "UTF-8", vec![]));
        assert_eq!(read("\u{FEFF}città".as_bytes()), ("città".into(), "UTF-8 with byte order mark", vec![]));
        assert_eq!(read(b""), (String::new(), "UTF-8", vec![]));
    }

    #[test]
    fn what_is_broken_is_told() {
        let (text, _, codes) = read("cittÃ\u{A0};perchÃ©\n".as_bytes());
        assert_eq!((text.as_str(), codes), ("cittÃ\u{A0};perchÃ©\n", vec!["twice-encoded".to_owned()]));
        let mut pasted = "città;è\nperché;ù\n".as_bytes().to_vec();
        pasted.extend(b"Forl\xEC;1\n");
        let (text, _, codes) = read(&pasted);
        assert_eq!(text, "città;è\nperché;ù\nForlì;1\n");
        assert_eq!(codes, ["mixed-encoding"]);
        let (text, _, codes) = read(b"a;b\n1\0;2\n");
        assert_eq!((text.as_str(), codes), ("a;b\n1;2\n", vec!["zero-bytes".to_owned()]));
    }
}
