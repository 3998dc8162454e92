//! Whether bytes are UTF-8, with or without a byte order mark. What is in another encoding is `encoding`'s.

/// How many bytes of marks stand before the text.
pub(crate) fn text_start(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 }
}

/// The whole lines within the first bytes of a longer text, whatever its encoding.
pub(crate) fn first_lines(bytes: &[u8], most: usize) -> &[u8] {
    if bytes.len() <= most {
        return bytes;
    }
    let head = &bytes[..most];
    let end = head.iter().rposition(|byte| *byte == b'\n').map_or(most, |at| at + 1);
    // A line end of two bytes: the one that is not zero may be the first of them.
    let end = if super::encoding::wide(bytes).is_some() { end.next_multiple_of(2) } else { end };
    &bytes[..end]
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
    /// Some bytes are none: the file is in another encoding.
    Bad,
}

impl Utf8Check {
    /// Checks about `stretch` bytes more.
    pub(crate) fn step(&mut self, bytes: &[u8], stretch: usize) -> Utf8State {
        let end = bytes.len().min(self.checked.saturating_add(stretch));
        match std::str::from_utf8(&bytes[self.checked..end]) {
            Ok(_) => {}
            // A character that the end of the stretch cuts in two is looked at in the next one.
            Err(error) if error.error_len().is_none() && end < bytes.len() && error.valid_up_to() > 0 => {
                self.checked += error.valid_up_to();
                return Utf8State::More;
            }
            Err(_) => return Utf8State::Bad,
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
    fn first_lines_are_whole() {
        assert_eq!(first_lines(b"a\nb\nc", 4), b"a\nb\n");
        assert_eq!(first_lines(b"a\nb", 9), b"a\nb");
        let little: Vec<u8> = "ab\ncd\nef".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(first_lines(&little, 9), &little[..6]);
        let big: Vec<u8> = "ab\ncd\nef".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(first_lines(&big, 9), &big[..6]);
    }

    #[test]
    fn other_bytes_are_none() {
        for stretch in [4, 64] {
            assert_eq!(whole(b"city\ncitt\xE0\n", stretch), Utf8State::Bad);
        }
        assert_eq!(whole(b"\xFF\xFEa\0", 64), Utf8State::Bad);
        // A character that the end of the file cuts in two.
        assert_eq!(whole(b"ab\xC3", 64), Utf8State::Bad);
    }
}
