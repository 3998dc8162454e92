//! Where a text begins and which of its lines are whole. What is in another encoding than UTF-8 is `encoding`'s.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_lines_are_whole() {
        assert_eq!(first_lines(b"a\nb\nc", 4), b"a\nb\n");
        assert_eq!(first_lines(b"a\nb", 9), b"a\nb");
        let little: Vec<u8> = "ab\ncd\nef".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(first_lines(&little, 9), &little[..6]);
        let big: Vec<u8> = "ab\ncd\nef".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(first_lines(&big, 9), &big[..6]);
    }
}
