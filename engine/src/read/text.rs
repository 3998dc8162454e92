//! Whether bytes are text. UTF-8 with and without a byte order mark for now.
//!
//! Other encodings get their room here: a check that finds one hands on decoded bytes instead of a fault.

/// How many bytes of marks stand before the text.
pub(crate) fn text_start(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 }
}

/// Checks a file's bytes a stretch at a time, so that a seat stays responsive with a large file.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Utf8Check {
    checked: usize,
}

/// How far a check has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Utf8State {
    /// There is more to check.
    More,
    /// All bytes are text.
    Good,
    /// The first byte that is none, counted from 1, and its line.
    Bad {
        byte: usize,
        line: u64,
        /// A byte order mark of UTF-16 stands at the beginning.
        utf16: bool,
    },
}

impl Utf8Check {
    /// Checks about `stretch` bytes more.
    pub(crate) fn step(&mut self, bytes: &[u8], stretch: usize) -> Utf8State {
        let end = bytes.len().min(self.checked.saturating_add(stretch));
        let fault = match std::str::from_utf8(&bytes[self.checked..end]) {
            Ok(_) => None,
            // A character that the end of the stretch cuts in two is looked at in the next one.
            Err(error) if error.error_len().is_none() && end < bytes.len() && error.valid_up_to() > 0 => {
                self.checked += error.valid_up_to();
                return Utf8State::More;
            }
            Err(error) => Some(self.checked + error.valid_up_to()),
        };
        if let Some(at) = fault {
            let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64;
            let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
            return Utf8State::Bad { byte: at + 1, line, utf16 };
        }
        self.checked = end;
        if end == bytes.len() { Utf8State::Good } else { Utf8State::More }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(bytes: &[u8], stretch: usize) -> Utf8State {
        let mut check = Utf8Check::default();
        loop {
            match check.step(bytes, stretch) {
                Utf8State::More => {}
                end => return end,
            }
        }
    }

    #[test]
    fn text_is_text_whatever_the_stretch() {
        for stretch in 4..9 {
            assert_eq!(whole("città,età\n€ 1\n".as_bytes(), stretch), Utf8State::Good);
        }
        assert_eq!(whole(b"", 8), Utf8State::Good);
    }

    #[test]
    fn the_first_bad_byte_is_named_with_its_line() {
        let latin = b"city\ncitt\xE0\n";
        for stretch in [4, 64] {
            assert_eq!(whole(latin, stretch), Utf8State::Bad { byte: 10, line: 2, utf16: false });
        }
        assert!(matches!(whole(b"\xFF\xFEa\0", 64), Utf8State::Bad { byte: 1, utf16: true, .. }));
        // A character that the end of the file cuts in two.
        assert_eq!(whole(b"ab\xC3", 64), Utf8State::Bad { byte: 3, line: 1, utf16: false });
    }
}
