//! A text in another encoding becomes UTF-8 a piece at a time, so that a seat stays responsive and nothing is in
//! memory but the file, its text, and one piece.
//!
//! The text is gone through twice: once to know how long it becomes, once to write it where it stays.

use super::encoding::{Coding, coding, replaced};
use super::letters::Letters;
use super::noted::Noted;
use super::plain::{Ends, is_plain};
use super::text::first_lines;
use encoding_rs::{CoderResult, Decoder};
use esito_model::{ReadAs, Remark};
use std::sync::Arc;

/// Bytes that are decoded at once.
const PIECE: usize = 64 << 10;

/// A text that is being decoded.
#[derive(Debug)]
pub(crate) struct Transcoding {
    coding: Coding,
    hand: Hand,
    /// The byte of the file that is next.
    at: usize,
    /// How long the text becomes, while that is found out; then where it is written.
    length: usize,
    text: Option<Arc<Vec<u8>>>,
    piece: Vec<u8>,
    noted: Noted,
}

impl Transcoding {
    /// Begins with a file that is in another encoding and otherwise as the fast reader wants it, as far as its first
    /// lines tell; nothing where it is not so.
    pub(crate) fn new(name: &str, bytes: &[u8], read_as: &ReadAs, wanted: &[&str]) -> Option<Self> {
        let found_out = ReadAs { encoding: None, ..read_as.clone() };
        if !found_out.is_found_out() || super::container(bytes) != super::Container::Text {
            return None;
        }
        let mut noted = Noted::new(name);
        let coding = coding(bytes, read_as.encoding.as_deref(), &mut noted)?;
        // A mark, and with it two bytes for each letter, stays in front: it is cut off afterwards.
        let head = first_lines(bytes, PIECE).get(coding.marks..)?;
        let (text, _) = coding.letters.decode(head);
        if !is_plain(Ends::whole(text.as_bytes()), wanted, &found_out) {
            return None;
        }
        let hand = Hand::new(coding.letters);
        Some(Self { coding, hand, at: coding.marks, length: 0, text: None, piece: vec![0; PIECE], noted })
    }

    /// Decodes about `stretch` bytes more; the text when all of it is there.
    pub(crate) fn step(&mut self, bytes: &[u8], stretch: usize) -> Option<Arc<Vec<u8>>> {
        let end = bytes.len().min(self.at.saturating_add(stretch));
        let last = end == bytes.len();
        loop {
            let source = bytes.get(self.at..end).unwrap_or_default();
            let (read, written, more) = self.hand.decode(source, &mut self.piece, last);
            self.at += read;
            // Nobody else has the text yet.
            if let Some(text) = self.text.as_mut().and_then(Arc::get_mut)
                && let Some(place) = text.get_mut(self.length..self.length + written)
            {
                place.copy_from_slice(&self.piece[..written]);
            }
            self.length += written;
            if !more {
                break;
            }
        }
        if !last {
            return None;
        }
        if let Some(text) = self.text.take() {
            return Some(text);
        }
        self.text = Some(Arc::new(vec![0; self.length]));
        (self.at, self.length) = (self.coding.marks, 0);
        self.hand = Hand::new(self.coding.letters);
        None
    }

    /// What has to be said about the encoding of the text.
    pub(crate) fn remarks(mut self, text: &[u8]) -> Vec<Remark> {
        if let Ok(text) = std::str::from_utf8(text)
            && self.hand.is_broken()
        {
            replaced(text, &mut self.noted);
        }
        self.noted.remarks
    }
}

/// What turns bytes into letters, and remembers what a piece has cut in two.
#[derive(Debug)]
enum Hand {
    Web { decoder: Box<Decoder>, broken: bool },
    Dos(Vec<char>),
}

impl Hand {
    fn new(letters: Letters) -> Self {
        match letters {
            Letters::Web(encoding) => {
                Self::Web { decoder: Box::new(encoding.new_decoder_without_bom_handling()), broken: false }
            }
            Letters::Dos(table) => Self::Dos(table.chars().collect()),
        }
    }

    /// Decodes as much as fits: how many bytes it took, how many it wrote, and whether there is more to write.
    fn decode(&mut self, source: &[u8], into: &mut [u8], last: bool) -> (usize, usize, bool) {
        match self {
            Self::Web { decoder, broken } => {
                let (result, read, written, bad) = decoder.decode_to_utf8(source, into, last);
                *broken |= bad;
                (read, written, result == CoderResult::OutputFull)
            }
            Self::Dos(table) => {
                let (mut read, mut written) = (0, 0);
                for byte in source {
                    let Some(room) = into.get_mut(written..written + 4) else { break };
                    let letter = match byte.checked_sub(128) {
                        Some(at) => table.get(usize::from(at)).copied().unwrap_or('\u{FFFD}'),
                        None => char::from(*byte),
                    };
                    written += letter.encode_utf8(room).len();
                    read += 1;
                }
                (read, written, read < source.len())
            }
        }
    }

    fn is_broken(&self) -> bool {
        matches!(self, Self::Web { broken: true, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::encoding::encoded;

    fn in_pieces(bytes: &[u8], stretch: usize, named: Option<&str>) -> Option<(String, Vec<String>)> {
        let read_as = ReadAs { encoding: named.map(str::to_owned), ..ReadAs::default() };
        let mut transcoding = Transcoding::new("t.csv", bytes, &read_as, &[])?;
        let text = loop {
            if let Some(text) = transcoding.step(bytes, stretch) {
                break text;
            }
        };
        let codes = transcoding.remarks(&text).into_iter().map(|remark| remark.code).collect();
        Some((String::from_utf8(text.to_vec()).expect("text"), codes))
    }

    #[test]
    fn pieces_of_any_size_make_the_same_text() {
        for (name, text) in [
            ("Windows-1252", "Comune;Età;Più\nForlì;38;€ 1.250,5\nCantù;40;12\n"),
            ("Mac Roman", "Comune;Età\nForlì;38\nCantù;perché\n"),
            ("ISO-8859-2", "Gmina;Ilość\nŁódź;3\nŚwięta;4\n"),
            ("IBM850", "Comune;Et\u{E0}\nForlì;38\nCantù;40\n"),
            ("UTF-16LE", "Comune;Età\nForlì;38\n𝄞;1\n"),
            ("UTF-16BE", "Comune;Età\r\nForlì;38\r\n"),
        ] {
            let bytes = encoded(text, name).expect("its letters");
            for stretch in [1, 2, 3, 7, 1 << 20] {
                let (found, codes) = in_pieces(&bytes, stretch, None).expect("is plain");
                assert_eq!((found.as_str(), stretch), (text, stretch), "{name}");
                assert_eq!(codes.len(), 1, "{name} {codes:?}");
            }
        }
        let dos = encoded("Comune;N\nForlì;1\n", "IBM850").expect("its letters");
        assert_eq!(in_pieces(&dos, 3, Some("IBM850")).expect("is plain").0, "Comune;N\nForlì;1\n");
    }

    #[test]
    fn a_long_text_is_longer_than_a_piece() {
        let text: String = (0..40_000).map(|n| format!("Forlì;{};città\n", n + 50_000)).collect();
        let text = format!("Comune;N;Età\n{text}");
        for name in ["Windows-1252", "UTF-16LE", "UTF-16BE"] {
            let bytes = encoded(&text, name).expect("its letters");
            assert_eq!(in_pieces(&bytes, 100_001, None).expect("is plain").0, text, "{name}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_others() {
        for bytes in [
            "Comune;Età\nForlì;1\n".as_bytes(),
            b"Titolo\n\nComune;Et\xE0\nForl\xEC;1\n",
            b"Comune\tEt\xE0\nForl\xEC\t1\n",
            "città;è\nperché;ù\nForl\u{EC};1\n".as_bytes(),
        ] {
            assert!(in_pieces(bytes, 64, None).is_none());
        }
        // Half a character at the end.
        let (text, codes) = in_pieces(b"\xFF\xFEa\0;\0b\0\n\0x\0;\0y\0\n\0z", 3, None).expect("is plain");
        assert_eq!(text, "a;b\nx;y\n\u{FFFD}");
        assert_eq!(codes, ["encoding", "broken-character"]);
    }
}
