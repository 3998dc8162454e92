//! The bytes of a file: held in memory, or left where they lie and fetched piece by piece.
//!
//! The browser holds what it was handed. The command line leaves long texts on the disk, so that what a table takes in
//! memory is its columns and not its text. Whoever wants all bytes at once has them, fetched once and kept.

use crate::read::{Container, Delimiter, container, one_record};
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// What tells of a text that lies elsewhere is found in so many of its first bytes.
const HEAD: usize = 64 << 10;
/// A record is looked for in so many bytes first.
const RECORD: usize = 16 << 10;

/// Somewhere that bytes can be fetched from, as often as they are asked for.
pub trait Lying: Send + Sync {
    /// How many bytes there are.
    fn size(&self) -> usize;

    /// Fills `into` with the bytes from here on. Where that cannot be done the store remembers why, and leaves zeros.
    fn fetch(&self, from: usize, into: &mut [u8]);
}

/// The bytes of a file. It is read like a slice; `piece` and `record` leave what lies elsewhere there.
#[derive(Clone)]
pub struct Contents(Kind);

#[derive(Clone)]
enum Kind {
    Held(Arc<Vec<u8>>),
    Elsewhere(Arc<Elsewhere>),
}

struct Elsewhere {
    store: Box<dyn Lying>,
    head: Vec<u8>,
    whole: OnceLock<Arc<Vec<u8>>>,
}

impl Contents {
    /// Leaves a long text where it lies; anything else (workbooks, packed files, short files) is fetched now.
    #[must_use]
    pub fn lying(store: Box<dyn Lying>) -> Self {
        let size = store.size();
        let mut head = vec![0; size.min(HEAD)];
        store.fetch(0, &mut head);
        if size <= HEAD || container(&head) != Container::Text {
            return Self::from(fetched(store.as_ref(), 0, size));
        }
        Self(Kind::Elsewhere(Arc::new(Elsewhere { store, head, whole: OnceLock::new() })))
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Kind::Held(bytes) => bytes.len(),
            Kind::Elsewhere(elsewhere) => elsewhere.store.size(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All bytes in one place; what lies elsewhere is fetched and not kept.
    #[must_use]
    pub fn whole(&self) -> Arc<Vec<u8>> {
        match &self.0 {
            Kind::Held(bytes) => Arc::clone(bytes),
            Kind::Elsewhere(elsewhere) => match elsewhere.whole.get() {
                Some(whole) => Arc::clone(whole),
                None => Arc::new(fetched(elsewhere.store.as_ref(), 0, self.len())),
            },
        }
    }

    /// All bytes where they are held, otherwise so many of the first ones that they tell what it is.
    pub(crate) fn head(&self) -> &[u8] {
        match &self.0 {
            Kind::Held(bytes) => bytes,
            Kind::Elsewhere(elsewhere) => &elsewhere.head,
        }
    }

    /// All bytes where they are held.
    pub(crate) fn held(&self) -> Option<&[u8]> {
        match &self.0 {
            Kind::Held(bytes) => Some(bytes),
            Kind::Elsewhere(_) => None,
        }
    }

    /// The bytes from one place to another, no further than there are any.
    #[must_use]
    pub fn piece(&self, from: usize, to: usize) -> Cow<'_, [u8]> {
        let to = to.min(self.len());
        let from = from.min(to);
        match &self.0 {
            Kind::Held(bytes) => Cow::Borrowed(bytes.get(from..to).unwrap_or_default()),
            Kind::Elsewhere(elsewhere) => Cow::Owned(fetched(elsewhere.store.as_ref(), from, to)),
        }
    }

    /// The bytes from one place to another: where they are held, or else fetched into a buffer that is used again.
    pub(crate) fn stretch<'s>(&'s self, from: usize, to: usize, buffer: &'s mut Vec<u8>) -> &'s [u8] {
        match &self.0 {
            Kind::Held(bytes) => bytes.get(from..to).unwrap_or_default(),
            Kind::Elsewhere(elsewhere) => {
                buffer.clear();
                buffer.resize(to.saturating_sub(from), 0);
                elsewhere.store.fetch(from, buffer);
                buffer
            }
        }
    }

    /// The bytes that a record begins with here, whole and with its line end; more may follow.
    pub(crate) fn record(&self, from: usize, delimiter: &Delimiter) -> Option<Cow<'_, [u8]>> {
        let mut size = RECORD;
        loop {
            let at_end = size >= self.len().checked_sub(from)?;
            let to = if at_end { self.len() } else { from + size };
            let piece = self.piece(from, to);
            if one_record(&piece, 0, delimiter, at_end, |_, _| {}).is_some() {
                return Some(piece);
            }
            if at_end {
                return None;
            }
            size *= 4;
        }
    }
}

fn fetched(store: &dyn Lying, from: usize, to: usize) -> Vec<u8> {
    let mut bytes = vec![0; to.saturating_sub(from)];
    store.fetch(from, &mut bytes);
    bytes
}

impl Deref for Contents {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Kind::Held(bytes) => bytes,
            Kind::Elsewhere(elsewhere) => {
                let all = || Arc::new(fetched(elsewhere.store.as_ref(), 0, elsewhere.store.size()));
                elsewhere.whole.get_or_init(all)
            }
        }
    }
}

impl Default for Contents {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl From<Vec<u8>> for Contents {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Kind::Held(Arc::new(bytes)))
    }
}

impl From<Arc<Vec<u8>>> for Contents {
    fn from(bytes: Arc<Vec<u8>>) -> Self {
        Self(Kind::Held(bytes))
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} bytes", self.len())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Bytes that are handed out as a disk would.
    pub(crate) struct Disk(pub Vec<u8>);

    impl Lying for Disk {
        fn size(&self) -> usize {
            self.0.len()
        }

        fn fetch(&self, from: usize, into: &mut [u8]) {
            into.copy_from_slice(&self.0[from..from + into.len()]);
        }
    }

    #[test]
    fn long_texts_stay_where_they_lie_and_are_the_same_bytes() {
        let text = "City;N\n".to_owned() + &"Torino;\"a\nb\"\n".repeat(10_000);
        let there = Contents::lying(Box::new(Disk(text.clone().into_bytes())));
        assert!(there.held().is_none() && there.head().len() == HEAD);
        assert_eq!((there.len(), there.is_empty()), (text.len(), false));
        assert_eq!(&*there.piece(7, 13), b"Torino");
        assert_eq!(&*there.piece(text.len() - 2, text.len() + 9), b"\"\n");
        assert_eq!(there.whole().as_slice(), text.as_bytes());
        assert_eq!(&*there, text.as_bytes());
    }

    #[test]
    fn what_is_short_or_no_text_is_held() {
        let zip = [b"PK\x05\x06".as_slice(), &[0; 90_000]].concat();
        for bytes in [b"a;b\n1;2\n".to_vec(), Vec::new(), zip] {
            let held = Contents::lying(Box::new(Disk(bytes.clone())));
            assert_eq!(held.held(), Some(bytes.as_slice()));
        }
    }

    #[test]
    fn a_record_comes_whole_however_long_it_is() {
        let long = format!("a;\"{}\"\nnext;2", "x\n".repeat(60_000));
        let text = format!("City;N\n{long}");
        for contents in
            [Contents::from(text.clone().into_bytes()), Contents::lying(Box::new(Disk(text.into_bytes())))]
        {
            let delimiter = Delimiter::new(b';');
            let piece = contents.record(7, &delimiter).expect("a record");
            assert!(piece.starts_with(b"a;\"x") && piece.len() > 120_000);
            let last = contents.record(7 + long.len() - 6, &delimiter).expect("the last");
            assert_eq!(&*last, b"next;2");
            assert!(contents.record(usize::MAX, &delimiter).is_none());
        }
    }
}
