//! Keys: what should occur once in a table, and what occurs twice.
//!
//! Most files are in the order of their keys, and keys that only go up cannot repeat: nothing is looked up until one
//! does not. Of each key a mark of 96 bits is kept and nothing else, so that neither the file's text nor a copy of its
//! keys is needed: of ten million different keys some two have the same mark once in 10^15 files.

use std::cmp::Ordering;

/// What a key comes to; all zero where a cell of it is missing.
type Mark = [u32; 3];

const MISSING: Mark = [0; 3];

/// The keys of a table so far.
#[derive(Debug)]
pub(crate) struct Keys {
    /// For each record the mark of its key.
    marks: Vec<Mark>,
    /// The cells of the last key that had them all, while keys have only gone up.
    last: Vec<Vec<u8>>,
    /// The first record of each key where its mark belongs, once one did not go up.
    first: Option<Places>,
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
    /// Keys for about so many records.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { marks: Vec::with_capacity(capacity), last: Vec::new(), first: None }
    }

    /// Takes in the key of the next record: its trimmed cells.
    pub(crate) fn meet(&mut self, cells: &[&str]) -> Met {
        if cells.iter().any(|cell| cell.is_empty()) {
            self.marks.push(MISSING);
            return Met::Missing;
        }
        self.marks.push(mark(cells));
        if self.first.is_none() {
            let goes_up = self.last.is_empty() || goes_up(&self.last, cells);
            self.last.resize(cells.len(), Vec::new());
            for (last, cell) in self.last.iter_mut().zip(cells) {
                last.clear();
                last.extend_from_slice(cell.as_bytes());
            }
            if goes_up {
                return Met::New;
            }
        }
        let before = u32::try_from(self.marks.len() - 1).unwrap_or(u32::MAX);
        // All before the first that does not go up differ from each other.
        let first = self.first.get_or_insert_with(|| Places::of(&self.marks[..before as usize]));
        match first.find_or_add(&self.marks, before) {
            Some(earlier) => Met::Again(earlier),
            None => Met::New,
        }
    }
}

/// Records by the marks of their keys: a table with open places, in which a record is one number.
#[derive(Debug)]
struct Places {
    /// For each place a record and one more; 0 where it is free. A power of two of them.
    places: Vec<u32>,
    count: usize,
}

impl Places {
    fn of(marks: &[Mark]) -> Self {
        let mut out = Self { places: vec![0; room_for(marks.len())], count: 0 };
        for record in 0..u32::try_from(marks.len()).unwrap_or(u32::MAX) {
            if marks[record as usize] != MISSING {
                out.add(marks, record);
            }
        }
        out
    }

    /// The record that has the mark of this one already; otherwise this one has it from now on.
    fn find_or_add(&mut self, marks: &[Mark], record: u32) -> Option<u32> {
        if let Ok(earlier) = self.find(marks, record) {
            return Some(earlier);
        }
        if room_for(self.count + 1) > self.places.len() {
            *self = Self::of(&marks[..record as usize]);
        }
        self.add(marks, record);
        None
    }

    /// Takes in a record; one with the same mark stays the first.
    fn add(&mut self, marks: &[Mark], record: u32) {
        if let Err(free) = self.find(marks, record) {
            self.places[free] = record.saturating_add(1);
            self.count += 1;
        }
    }

    /// The record that has the mark of this one, or the free place where it belongs.
    fn find(&self, marks: &[Mark], record: u32) -> Result<u32, usize> {
        let (mark, last) = (marks[record as usize], self.places.len() - 1);
        let mut at = mark[0] as usize & last;
        while let Some(earlier) = self.places[at].checked_sub(1) {
            if marks[earlier as usize] == mark {
                return Ok(earlier);
            }
            at = (at + 1) & last;
        }
        Err(at)
    }
}

/// So many places that at most three of four are taken.
fn room_for(count: usize) -> usize {
    (count + count / 3 + 16).next_power_of_two()
}

/// Whether a key comes after the one before it: cell by cell, shorter ones first, so that P9 comes before P10.
fn goes_up(before: &[Vec<u8>], cells: &[&str]) -> bool {
    let order = |(before, cell): (&Vec<u8>, &&str)| {
        before.len().cmp(&cell.len()).then_with(|| before.as_slice().cmp(cell.as_bytes()))
    };
    before.iter().zip(cells).map(order).find(|order| order.is_ne()) == Some(Ordering::Less)
}

/// What the cells of a key come to, each with its length.
fn mark(cells: &[&str]) -> Mark {
    const SEEDS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03];
    let [one, other] = cells.iter().fold(SEEDS, |hashes, cell| mixed(hashes, cell.as_bytes()));
    #[expect(clippy::cast_possible_truncation, reason = "the parts of it are what is wanted")]
    let mark = [one as u32, (one >> 32) as u32, (other >> 32) as u32];
    if mark == MISSING { [1, 0, 0] } else { mark }
}

/// Two hashes with a cell mixed in, eight bytes at a time.
fn mixed(hashes: [u64; 2], cell: &[u8]) -> [u64; 2] {
    const FACTORS: [u64; 2] = [0x2545_F491_4F6C_DD1D, 0xA24B_AED4_963E_E407];
    let length = cell.len() as u64;
    let [mut one, mut other] =
        [hashes[0] ^ length.wrapping_mul(FACTORS[1]), hashes[1] ^ length.wrapping_mul(FACTORS[0])];
    let mut mix = |word: u64| {
        one = (one ^ word).wrapping_mul(FACTORS[0]);
        one ^= one >> 29;
        other = (other ^ word.rotate_left(32)).wrapping_mul(FACTORS[1]);
        other ^= other >> 31;
    };
    let (eights, _) = cell.as_chunks::<8>();
    eights.iter().for_each(|eight| mix(u64::from_le_bytes(*eight)));
    // What is left, with what stands before it: its length has been mixed in.
    mix(match (cell.last_chunk::<8>(), cell.first_chunk::<4>(), cell.last_chunk::<4>()) {
        (Some(last), ..) => u64::from_le_bytes(*last),
        (_, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => cell.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    });
    [one, other]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(text: &str) -> Vec<Met> {
        let mut keys = Keys::new(4);
        text.lines().map(|line| keys.meet(&line.split(',').collect::<Vec<_>>())).collect()
    }

    #[test]
    fn the_second_one_names_the_first() {
        assert_eq!(
            meet("a,1\nb,1\na,2\na,1\n,1\nb,1"),
            [Met::New, Met::New, Met::New, Met::Again(0), Met::Missing, Met::Again(1)]
        );
    }

    #[test]
    fn keys_that_go_up_are_new_and_the_first_that_does_not_is_looked_up() {
        use Met::{Again, Missing, New};
        assert_eq!(
            meet("P9\nP10\n\nP11\nP11\nP10\nP1\nP12\nP9"),
            [New, New, Missing, New, Again(3), Again(1), New, New, Again(0)]
        );
        assert_eq!(meet("a,2\na,10\nb,1\na,10\nb,1"), [New, New, New, Again(1), Again(2)]);
    }

    #[test]
    fn cells_do_not_run_into_each_other() {
        assert_eq!(meet("ab,c\na,bc"), [Met::New, Met::New]);
    }

    #[test]
    fn keys_of_any_length_have_marks_of_their_own() {
        // Lengths and bytes that could make up for each other: of one sign, of two, and with the sign at the end.
        let mut seen = std::collections::BTreeSet::new();
        let mut count = 0;
        for length in 1..40 {
            for sign in ["0", "1", "2", "3", "a", "b"] {
                for last in ["", "0", "1", "2", "3", "a", "b"] {
                    let key = sign.repeat(length) + last;
                    if seen.insert(key.clone()) {
                        count += 1;
                        seen.insert(format!("{:?}", mark(&[&key])));
                        seen.insert(format!("{:?}", mark(&["", &key])));
                    }
                }
            }
        }
        assert_eq!(seen.len(), 3 * count);
    }

    #[test]
    fn many_keys_that_differ_little_are_all_new() {
        let text: Vec<_> = (0..200_000).map(|n| format!("P-{:07}", n ^ 1)).collect();
        assert!(meet(&text.join("\n")).iter().all(|met| *met == Met::New));
    }
}
