//! The encodings of one byte per letter: those that the web knows, and those of DOS, in which spreadsheets still save
//! their "CSV (MS-DOS)".

use encoding_rs::Encoding;
use std::borrow::Cow;

/// An encoding of one byte per letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letters {
    /// One that the web knows.
    Web(&'static Encoding),
    /// One of DOS: the 128 letters beyond ASCII.
    Dos(&'static str),
}

impl Letters {
    /// The text of bytes, and whether some of them are no letter.
    pub(crate) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes),
            Self::Dos(table) => {
                let letters: Vec<char> = table.chars().collect();
                let letter = |byte: &u8| match byte.checked_sub(128) {
                    Some(at) => letters.get(usize::from(at)).copied().unwrap_or('\u{FFFD}'),
                    None => char::from(*byte),
                };
                (Cow::Owned(bytes.iter().map(letter).collect()), false)
            }
        }
    }

    /// The bytes of a text; nothing where the encoding has not all of its letters.
    pub(crate) fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Web(encoding) => {
                let (bytes, _, failed) = encoding.encode(text);
                (!failed).then(|| bytes.into_owned())
            }
            Self::Dos(table) => text
                .chars()
                .map(|c| {
                    if c.is_ascii() {
                        return u8::try_from(u32::from(c)).ok();
                    }
                    table.chars().position(|letter| letter == c).and_then(|at| u8::try_from(at + 128).ok())
                })
                .collect(),
        }
    }

    /// The encoding of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "IBM850" => Some(Self::Dos(IBM850)),
            "IBM852" => Some(Self::Dos(IBM852)),
            "Mac Roman" => Some(Self::Web(encoding_rs::MACINTOSH)),
            _ => Encoding::for_label(name.to_ascii_lowercase().as_bytes()).map(Self::Web),
        }
    }
}

/// Western Europe, with the euro that stands for `ı` since there is one (IBM858).
pub(crate) const IBM850: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
    áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}\
";

/// Central Europe.
pub(crate) const IBM852: &str = "\
    ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č\
    áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
    └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀\
    ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{AD}˝˛ˇ˘§÷¸°¨˙űŘř■\u{A0}\
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_dos_come_back() {
        let forli = Letters::Dos(IBM850).decode(b"Forl\x8D citt\x85").0.into_owned();
        assert_eq!(forli, "Forlì città");
        assert_eq!(Letters::Dos(IBM852).decode(b"\x9D\xA2d\xAB").0, "Łódź");
        for (name, text) in
            [("IBM850", "Forlì città, ñ ß é"), ("IBM852", "Łódź Gdańsk żółć"), ("Windows-1252", "più €")]
        {
            let letters = Letters::named(name).expect("known");
            let bytes = letters.encode(text).expect("has them all");
            assert_eq!(letters.decode(&bytes), (text.into(), false));
        }
        assert_eq!(Letters::named("IBM850").and_then(|letters| letters.encode("Łódź")), None);
        assert_eq!((IBM850.chars().count(), IBM852.chars().count()), (128, 128));
    }
}
