//! SHA-256 of files and of the bundle, worked out a stretch at a time.

use crate::contents::Contents;
use esito_model::FileStamp;
use sha2::{Digest, Sha256};

/// A file that is being hashed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hashing {
    hash: Sha256,
    at: usize,
}

impl Hashing {
    /// Bytes taken in so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.at as u64
    }

    /// Takes in about `stretch` bytes more and says how many, and the hash when all are in.
    pub(crate) fn step(&mut self, bytes: &Contents, stretch: usize) -> (usize, Option<String>) {
        let end = bytes.len().min(self.at + stretch);
        let taken = end - self.at;
        self.hash.update(bytes.piece(self.at, end));
        self.at = end;
        let whole = (end == bytes.len()).then(|| hexadecimal(&std::mem::take(&mut self.hash).finalize()));
        (taken, whole)
    }
}

/// SHA-256 over the sorted lines `name\0sha256\n`: renaming, leaving out or changing a file changes it, the order
/// in which files are handed over does not.
pub(crate) fn bundle_hash(files: &[FileStamp]) -> String {
    let mut lines: Vec<String> =
        files.iter().map(|file| format!("{}\0{}\n", file.name, file.sha256)).collect();
    lines.sort();
    lines.dedup();
    hexadecimal(&Sha256::digest(lines.concat()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_value_comes_out_whatever_the_stretch() {
        // FIPS 180-4, example "abc".
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        for stretch in [1, 2, 100] {
            let mut hashing = Hashing::default();
            let found = loop {
                if let (_, Some(hash)) = hashing.step(&b"abc".to_vec().into(), stretch) {
                    break hash;
                }
            };
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn the_bundle_depends_on_names_and_hashes_only() {
        let file = |name: &str, sha: &str| FileStamp {
            name: name.into(),
            sha256: sha.into(),
            ..FileStamp::default()
        };
        let (a, b) = (file("a.csv", "1"), file("b.csv", "2"));
        let one = bundle_hash(&[a.clone(), b.clone()]);
        assert_eq!(one, bundle_hash(&[b.clone(), a.clone()]));
        assert_ne!(one, bundle_hash(&[a]));
        assert_ne!(one, bundle_hash(&[file("a.csv", "2"), file("b.csv", "1")]));
    }
}
