//! Standard output for results, standard error for what is said about them.

use crate::Fault;
use std::io::{self, Write};

/// Writes a result to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Fault> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|source| match source.kind() {
        io::ErrorKind::BrokenPipe => Fault::PipeClosed,
        _ => Fault::Output(source),
    })
}

/// Says something on standard error; where nobody listens, nothing is lost that could be told.
pub(crate) fn tell(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Text from a file, safe for a terminal: control characters become visible, so that a cell cannot move the
/// cursor or colour what follows.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            out.extend(letter.escape_default());
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_cell_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\nc"), "a\\u{1b}[31mb\\nc");
        assert_eq!(plain("Gdańsk"), "Gdańsk");
    }
}
