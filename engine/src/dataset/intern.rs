//! Texts that repeat become numbers: the quick half of a hash map for short words.
//!
//! A word of up to sixteen bytes is two numbers and its length, and no two words are the same three. So most cells of a
//! column are found again by a multiplication and a comparison of numbers, without looking at any text.

/// Words by the order in which they came.
#[derive(Debug)]
pub(crate) struct Words {
    /// For each place of the table the number of a word and one more; 0 where it is free. A power of two of them.
    places: Vec<u32>,
    marks: Vec<Mark>,
    words: Vec<Box<str>>,
}

/// The beginning and the end of a word, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    first: u64,
    last: u64,
    length: usize,
}

impl Mark {
    #[inline]
    fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let length = bytes.len();
        let (first, last) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
                (Some(first), Some(last)) => {
                    (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
                }
                _ => (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
            },
        };
        Self { first, last, length }
    }

    /// Sixteen bytes at most are all there is of the word.
    fn is_all(self) -> bool {
        self.length <= 16
    }

    #[inline]
    fn hash(self) -> u64 {
        let mixed = (self.first ^ self.last.rotate_left(29)).wrapping_add(self.length as u64);
        let mixed = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        // The upper bits have seen all of the lower ones.
        mixed ^ mixed >> 32
    }
}

impl Words {
    pub(super) fn new() -> Self {
        Self { places: vec![0; 64], marks: Vec::new(), words: Vec::new() }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a word that came before.
    #[inline]
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        let mark = Mark::of(word);
        let last = self.places.len() - 1;
        let mut at = place(mark, last);
        loop {
            // No word has the number that comes before the first.
            let number = self.places[at].checked_sub(1)?;
            if self.marks[number as usize] == mark && (mark.is_all() || *self.words[number as usize] == *word)
            {
                return Some(number);
            }
            at = (at + 1) & last;
        }
    }

    /// Takes in a word that is not there yet, and gives it the next number.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        if self.places.len() < 2 * (self.words.len() + 1) {
            self.places = vec![0; self.places.len() * 4];
            for number in 0..self.words.len() {
                self.put(number);
            }
        }
        let number = self.words.len();
        self.marks.push(Mark::of(word));
        self.words.push(word.into());
        self.put(number);
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    fn put(&mut self, number: usize) {
        let last = self.places.len() - 1;
        let mut at = place(self.marks[number], last);
        while self.places[at] != 0 {
            at = (at + 1) & last;
        }
        self.places[at] = u32::try_from(number + 1).unwrap_or(u32::MAX);
    }

    /// The words in the order of their numbers.
    pub(super) fn into_words(self) -> Vec<Box<str>> {
        self.words
    }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "only the bits of `last` are used")]
fn place(mark: Mark, last: usize) -> usize {
    mark.hash() as usize & last
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn words_of_every_length_are_told_apart() {
        let mut words = Words::new();
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        // Beginnings, ends and lengths that are the same, in every combination.
        for length in 0..40_usize {
            for seed in 0..60_usize {
                let word: String =
                    (0..length).map(|at| if at == seed % (length + 1) { 'b' } else { 'a' }).collect();
                let word = if seed % 7 == 3 { word.replacen('a', "\0", 1) } else { word };
                assert_eq!(words.find(&word), known.get(&word).copied(), "{word:?}");
                if words.find(&word).is_none() {
                    known.insert(word.clone(), words.add(&word));
                }
            }
        }
        assert_eq!(words.len(), known.len());
        assert!(known.len() > 700, "{}", known.len());
        for (word, number) in &known {
            assert_eq!(words.find(word), Some(*number));
        }
        let list = words.into_words();
        assert!(known.iter().all(|(word, number)| **word == *list[*number as usize]));
    }

    #[test]
    fn many_words_that_differ_little_are_found_at_once() {
        let mut words = Words::new();
        let word = |number: usize| format!("INT-{number:05}");
        for number in 0..60_000 {
            assert_eq!(words.find(&word(number)), None);
            words.add(&word(number));
        }
        // The longest way to a free place: a poor hash would make it thousands.
        let longest = words.places.split(|place| *place == 0).map(<[u32]>::len).max();
        assert!(longest < Some(200), "{longest:?}");
    }
}
