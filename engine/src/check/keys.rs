//! Keys: what should occur once in a table, and what occurs twice.
//!
//! Most files are in the order of their keys, and keys that only go up cannot repeat: nothing is looked up until one
//! does not. From then on hashes find, and the files' own bytes decide: equal hashes of different keys are told
//! apart. Nothing is copied; a key is remembered by where its cells stand.

use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// Where a cell stands: the byte of its file and its length.
type Span = (u64, u32);

/// The keys of a table so far.
#[derive(Debug)]
pub(crate) struct Keys {
    width: usize,
    spans: Vec<Span>,
    /// The last key that had all its cells, while keys have only gone up.
    last: Option<u32>,
    /// The first record of each key by its hash, once one did not go up.
    first: Option<FxHashMap<u64, u32>>,
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
        Self { width, spans: Vec::with_capacity(capacity * width), last: None, first: None }
    }

    /// Takes in the key of the next record: its trimmed cells, and the byte of the file where each begins.
    /// `text` gives the bytes of the file of a record up to this one.
    pub(crate) fn meet<'f>(
        &mut self,
        cells: &[(u64, &str)],
        text: impl Fn(u32) -> Option<&'f Arc<Vec<u8>>>,
    ) -> Met {
        let record = u32::try_from(self.spans.len() / self.width.max(1)).unwrap_or(u32::MAX);
        let mut missing = false;
        for (start, cell) in cells {
            missing |= cell.is_empty();
            self.spans.push((*start, u32::try_from(cell.len()).unwrap_or(u32::MAX)));
        }
        if missing {
            return Met::Missing;
        }
        if self.first.is_none() {
            let last = self.last.replace(record);
            if last.is_none_or(|last| goes_up(self.cells(last, &text), cells)) {
                return Met::New;
            }
            self.look_up(record, &text);
        }
        let hash = cells.iter().fold(SEED, |hash, (_, cell)| mixed(hash, cell.as_bytes()));
        let is_same = |earlier: u32, spans: &[Span]| {
            let mut cells = cells.iter();
            text(earlier).is_some_and(|bytes| {
                of_record(spans, self.width, earlier)
                    .iter()
                    .all(|span| bytes_of(bytes, *span) == cells.next().map(|(_, cell)| cell.as_bytes()))
            })
        };
        let first = self.first.get_or_insert_default();
        match find(first, hash, |earlier| is_same(earlier, &self.spans)) {
            Entry::Occupied(found) => Met::Again(*found.get()),
            Entry::Vacant(free) => {
                free.insert(record);
                Met::New
            }
        }
    }

    /// Puts every key before this record where it can be looked up; all of them differ.
    fn look_up<'f>(&mut self, record: u32, text: &impl Fn(u32) -> Option<&'f Arc<Vec<u8>>>) {
        let mut first = FxHashMap::default();
        first.reserve(self.spans.capacity() / self.width.max(1));
        for earlier in 0..record {
            let cells = self.cells(earlier, text);
            let mut hash = SEED;
            let mut missing = false;
            for cell in cells {
                missing |= cell.is_empty();
                hash = mixed(hash, cell);
            }
            if !missing {
                find(&mut first, hash, |_| false).or_insert(earlier);
            }
        }
        self.first = Some(first);
    }

    fn cells<'f>(
        &self,
        record: u32,
        text: &impl Fn(u32) -> Option<&'f Arc<Vec<u8>>>,
    ) -> impl Iterator<Item = &'f [u8]> {
        let bytes = text(record);
        let spans = of_record(&self.spans, self.width, record);
        spans.iter().map(move |span| bytes.and_then(|bytes| bytes_of(bytes, *span)).unwrap_or_default())
    }
}

fn of_record(spans: &[Span], width: usize, record: u32) -> &[Span] {
    &spans[record as usize * width..][..width]
}

fn bytes_of(bytes: &[u8], (start, length): Span) -> Option<&[u8]> {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    bytes.get(start..start.saturating_add(length as usize))
}

/// Whether a key comes after the one before it: cell by cell, shorter ones first, so that P9 comes before P10.
fn goes_up<'b>(before: impl Iterator<Item = &'b [u8]>, cells: &[(u64, &str)]) -> bool {
    let orders = before
        .zip(cells)
        .map(|(before, (_, cell))| before.len().cmp(&cell.len()).then_with(|| before.cmp(cell.as_bytes())));
    orders.into_iter().find(|order| order.is_ne()) == Some(Ordering::Less)
}

/// Where a key with this hash is, or could be; `is_same` says whether a record has this very key.
fn find(
    first: &mut FxHashMap<u64, u32>,
    mut hash: u64,
    is_same: impl Fn(u32) -> bool,
) -> Entry<'_, u64, u32> {
    while first.get(&hash).is_some_and(|earlier| !is_same(*earlier)) {
        hash = hash.wrapping_add(SEED);
    }
    first.entry(hash)
}

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

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
        let file: Arc<Vec<u8>> = Arc::new(text.as_bytes().to_vec());
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
    fn keys_that_go_up_are_new_and_the_first_that_does_not_is_looked_up() {
        use Met::{Again, Missing, New};
        assert_eq!(
            meet("P9\nP10\n\nP11\nP11\nP10\nP1\nP12\nP9", 1),
            [New, New, Missing, New, Again(3), Again(1), New, New, Again(0)]
        );
        assert_eq!(meet("a,2\na,10\nb,1\na,10\nb,1", 2), [New, New, New, Again(1), Again(2)]);
    }

    #[test]
    fn cells_do_not_run_into_each_other() {
        assert_eq!(meet("ab,c\na,bc", 2), [Met::New, Met::New]);
    }

    #[test]
    fn many_keys_that_differ_little_are_all_new() {
        let text: Vec<_> = (0..200_000).map(|n| format!("P-{:07}", n ^ 1)).collect();
        assert!(meet(&text.join("\n"), 1).iter().all(|met| *met == Met::New));
    }
}
