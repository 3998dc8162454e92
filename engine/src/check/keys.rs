//! Keys: what should occur once in a table, and what occurs twice.
//!
//! Hashes find, the files' own bytes decide: equal hashes of different keys are told apart. Nothing is copied; a
//! key is remembered by where its cells stand.

use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Where a cell stands: the byte of its file and its length.
type Span = (u64, u32);

/// The keys of a table so far.
#[derive(Debug)]
pub(crate) struct Keys {
    width: usize,
    first: FxHashMap<u64, u32>,
    spans: Vec<Span>,
}

/// What a record's key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Met {
    New,
    /// The record, from 0, that had it first.
    Again(u32),
    /// One of its cells is missing.
    Missing,
}

impl Keys {
    /// Keys of so many columns, for about so many records.
    pub(crate) fn new(width: usize, capacity: usize) -> Self {
        let mut first = FxHashMap::default();
        first.reserve(capacity);
        Self { width, first, spans: Vec::with_capacity(capacity * width) }
    }

    /// Takes in the key of the next record: its trimmed cells, and the byte of the file where each begins.
    /// `text` gives the bytes of the file of an earlier record.
    pub(crate) fn meet<'f>(
        &mut self,
        cells: &[(u64, &str)],
        text: impl Fn(u32) -> Option<&'f Arc<[u8]>>,
    ) -> Met {
        let record = u32::try_from(self.spans.len() / self.width.max(1)).unwrap_or(u32::MAX);
        let mut hash = 0x9E37_79B9_7F4A_7C15_u64;
        let mut missing = false;
        for (start, cell) in cells {
            missing |= cell.is_empty();
            hash = mixed(hash, cell.as_bytes());
            self.spans.push((*start, u32::try_from(cell.len()).unwrap_or(u32::MAX)));
        }
        if missing {
            return Met::Missing;
        }
        loop {
            match self.first.get(&hash) {
                None => {
                    self.first.insert(hash, record);
                    return Met::New;
                }
                Some(&earlier) => {
                    let spans = &self.spans[earlier as usize * self.width..][..self.width];
                    let same = text(earlier).is_some_and(|bytes| {
                        spans.iter().zip(cells).all(|((start, length), (_, cell))| {
                            let start = usize::try_from(*start).unwrap_or(usize::MAX);
                            let end = start.saturating_add(*length as usize);
                            bytes.get(start..end) == Some(cell.as_bytes())
                        })
                    });
                    if same {
                        return Met::Again(earlier);
                    }
                    hash = hash.wrapping_add(0x9E37_79B9_7F4A_7C15);
                }
            }
        }
    }
}

/// The hash with a cell mixed in, eight bytes at a time.
fn mixed(mut hash: u64, cell: &[u8]) -> u64 {
    const FACTOR: u64 = 0x2545_F491_4F6C_DD1D;
    let mut eights = cell.chunks_exact(8);
    for eight in &mut eights {
        let word = eight.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        hash = (hash ^ word).wrapping_mul(FACTOR);
        hash ^= hash >> 29;
    }
    let rest = eights.remainder();
    let word = rest.iter().fold(rest.len() as u64 + 1, |word, byte| word << 8 | u64::from(*byte));
    hash = (hash ^ word).wrapping_mul(FACTOR);
    hash ^ hash >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(text: &str, width: usize) -> Vec<Met> {
        let file: Arc<[u8]> = Arc::from(text.as_bytes());
        let mut keys = Keys::new(width, 4);
        let mut at = 0;
        let mut out = Vec::new();
        for line in text.lines() {
            let mut start = at;
            let mut cells = Vec::new();
            for cell in line.split(',') {
                cells.push((start, cell));
                start += cell.len() as u64 + 1;
            }
            out.push(keys.meet(&cells, |_| Some(&file)));
            at += line.len() as u64 + 1;
        }
        out
    }

    #[test]
    fn the_second_one_names_the_first() {
        assert_eq!(
            meet("a,1\nb,1\na,2\na,1\n,1\nb,1", 2),
            [Met::New, Met::New, Met::New, Met::Again(0), Met::Missing, Met::Again(1)]
        );
    }

    #[test]
    fn cells_do_not_run_into_each_other() {
        assert_eq!(meet("ab,c\na,bc", 2), [Met::New, Met::New]);
    }

    #[test]
    fn many_keys_that_differ_little_are_all_new() {
        let text: Vec<_> = (0..200_000).map(|n| format!("P-{n:07}")).collect();
        assert!(meet(&text.join("\n"), 1).iter().all(|met| *met == Met::New));
    }
}
